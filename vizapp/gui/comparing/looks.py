"""Looks: what was on show at one moment, kept so that it can be compared with others and with what is on show now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from vizapp.problem import Problem
from vizapp.session.state import State

MAX_LOOKS = 6
MAX_SOURCE_BYTES = 512 * 2**20
"""The most memory, in bytes, that the sources of kept looks may take, without the source on show."""
NOW = "now"
"""The key of the present state, which is no kept look."""
_KEYS = "ABCDEF"


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A state that was on show, under a letter; it keeps the pictures, the numbers and the curves of its moment."""

    key: str
    state: State


class SeenLook(NamedTuple):
    """A look that is shown, or what is on show now: its key, its state and what it is of, in words."""

    key: str
    state: State
    title: str


class Looks(QObject):
    """The kept looks, in the order in which they were kept."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, Look] = {}
        self._last = _KEYS[-1]

    @property
    def kept(self) -> tuple[Look, ...]:
        return tuple(self._kept.values())

    def keep(self, state: State) -> Look | Problem:
        """Keep ``state`` under the next letter that is free; return why it is not kept if it cannot be.

        The letter of a look that was put away stands for another one only after all others.
        """
        if state.snapshot is None or state.configured is None:
            return Problem("compare.nothing-yet")
        if len(self._kept) >= MAX_LOOKS:
            return Problem("compare.too-many", values={"count": MAX_LOOKS})
        if self._source_bytes_with(state) > MAX_SOURCE_BYTES:
            return Problem("compare.too-large", values={"limit": MAX_SOURCE_BYTES})
        after = _KEYS.index(self._last) + 1
        key = self._last = next(letter for letter in _KEYS[after:] + _KEYS[:after] if letter not in self._kept)
        look = self._kept[key] = Look(key, state)
        self.changed.emit()
        return look

    def remove(self, key: str) -> None:
        if self._kept.pop(key, None) is not None:
            self.changed.emit()

    def clear(self) -> None:
        if self._kept:
            self._kept.clear()
            self.changed.emit()

    def _source_bytes_with(self, state: State) -> int:
        """Return how many bytes the sources take that only the looks would still hold."""
        others = {
            id(source): source.values.nbytes
            for look in self._kept.values()
            for source in (look.state.source, look.state.unseen.loaded)
            if source is not None and source is not state.source
        }
        return sum(others.values())
