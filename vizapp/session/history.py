"""Undo and redo of the immutable document, as two stacks of older and newer documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vizapp.document.experiment import Experiment

MAX_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One undo or redo entry: the document to return to, the label of the edit, and its gesture."""

    experiment: Experiment
    label: str
    gesture: str | None = None


class History:
    """The documents before and after the present one."""

    def __init__(self) -> None:
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self._open_gesture: str | None = None

    def record(self, before: Experiment, after: Experiment, label: str, gesture: str | None = None) -> None:
        """Record the change from ``before`` to ``after``.

        Successive changes with the same ``gesture`` are merged into one entry until :meth:`end_gesture`; a gesture
        that returns to its initial document leaves no entry.
        """
        self._redo.clear()
        if gesture is not None and gesture == self._open_gesture:
            if self._undo[-1].experiment == after:
                self._undo.pop()
                self._open_gesture = None
            return
        self._undo.append(Change(before, label, gesture))
        del self._undo[:-MAX_ENTRIES]
        self._open_gesture = gesture

    def end_gesture(self) -> None:
        """Make the next change a separate entry, whatever its gesture."""
        self._open_gesture = None

    @property
    def in_gesture(self) -> bool:
        """Whether the last change belongs to a gesture that has not ended."""
        return self._open_gesture is not None

    @property
    def undo_label(self) -> str:
        """The label of the change that undo reverts, or ""."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """The label of the change that redo applies, or ""."""
        return self._redo[-1].label if self._redo else ""

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def at(self, distance: int) -> Experiment | None:
        """Return the document ``distance`` entries away (negative: older), or None if there is none."""
        changes = self._undo if distance < 0 else self._redo
        return changes[-abs(distance)].experiment if 0 < abs(distance) <= len(changes) else None

    def go(self, present: Experiment, distance: int) -> Experiment:
        """Move from ``present`` to the document ``distance`` entries away, as :meth:`at` counts, and return it.

        Raises:
            IndexError: there are fewer entries.
        """
        if distance != 0 and self.at(distance) is None:
            raise IndexError(f"there is no document {distance} entries away")
        behind, ahead = (self._undo, self._redo) if distance < 0 else (self._redo, self._undo)
        for _ in range(abs(distance)):
            change = behind.pop()
            ahead.append(Change(present, change.label))
            present = change.experiment
        self._open_gesture = None
        return present

    def experiments(self) -> Iterator[Experiment]:
        """Yield every document that undo and redo can reach."""
        for change in (*self._undo, *self._redo):
            yield change.experiment
