"""Undo and redo of a document that is one immutable value: two stacks of older and newer documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vizapp.experiment import Experiment

MAX_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One entry: the document on the other side of it, what the person did, and the gesture that it grew in."""

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
        """Remember that ``before`` became ``after``.

        Changes with the same ``gesture`` that follow one another become one entry, until :meth:`end_gesture`; a
        gesture that comes back to where it began leaves no entry.
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
        """Let the next change be an entry of its own, whatever its gesture."""
        self._open_gesture = None

    @property
    def previous(self) -> Change | None:
        """What :meth:`undo` would bring back."""
        return self._undo[-1] if self._undo else None

    @property
    def next(self) -> Change | None:
        """What :meth:`redo` would bring back."""
        return self._redo[-1] if self._redo else None

    def undo(self, present: Experiment) -> Experiment:
        """Move one entry back from ``present`` and return the document there.

        Raises:
            IndexError: there is nothing to undo.
        """
        change = self._undo.pop()
        self._redo.append(Change(present, change.label))
        self._open_gesture = None
        return change.experiment

    def redo(self, present: Experiment) -> Experiment:
        """Move one entry forward from ``present`` and return the document there.

        Raises:
            IndexError: there is nothing to redo.
        """
        change = self._redo.pop()
        self._undo.append(Change(present, change.label))
        self._open_gesture = None
        return change.experiment

    def experiments(self) -> Iterator[Experiment]:
        """Yield every document that can be reached."""
        for change in (*self._undo, *self._redo):
            yield change.experiment
