"""Undo and redo of the immutable document, as two stacks of older and newer documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple, TypeAlias

import msgspec

from vizapp.document.experiment import Experiment, needs_rebuild
from vizapp.session.picks import Pick

MAX_ENTRIES = 200
Trainings: TypeAlias = Mapping[str, int]
"""The number of each lab's training, which goes from one document to the next until the lab has to be rebuilt."""
Picks: TypeAlias = Mapping[str, Pick]
"""What is picked, by lab."""
NO_PICKS: Picks = {}


class Place(NamedTuple):
    """Where a training stands, by its number: on a branch, after so many steps."""

    training: int
    branch: int
    step: int


@dataclass(frozen=True, slots=True)
class Change:
    """One undo or redo entry: the document and the trainings to return to, the label of the edit, and its gesture.

    ``place`` is where the training stood in that document, where the change is that it went to another step.
    ``picks`` are those that were made in that document, of the labs in which the change itself picks another unit.
    """

    experiment: Experiment
    trainings: Trainings
    label: str
    gesture: str | None = None
    place: Place | None = None
    picks: Picks = field(default_factory=dict)


class History:
    """The documents before and after the present one, and the trainings that belong to them.

    Attributes:
        trainings: those of the present document.
        place: where the training has to be for the document that :meth:`go` has moved to; None where that does not
            matter.
        picks: those to return to in the document that :meth:`go` has moved to, of the labs for which that matters.
    """

    def __init__(self, numbers: Iterator[int] | None = None) -> None:
        """Begin without other documents; ``numbers`` gives every training one that no other has."""
        self._numbers = numbers or count(1)
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self._open_gesture: str | None = None
        self.place: Place | None = None
        self.picks: Picks = NO_PICKS
        self.trainings: Trainings = {spec.lab: next(self._numbers) for spec in Experiment().labs}

    def record(
        self,
        before: Experiment,
        after: Experiment,
        label: str,
        gesture: str | None = None,
        place: Place | None = None,
        picks: Picks = NO_PICKS,
    ) -> None:
        """Record the change from ``before`` to ``after``, which has left ``place`` if it went to another step, and
        ``picks`` of the labs in which it picks another unit.

        Successive changes with the same ``gesture`` are merged into one entry until :meth:`end_gesture`; a gesture
        that returns to its initial document leaves no entry, and the trainings of then.
        """
        self._redo.clear()
        if gesture is None or gesture != self._open_gesture:
            self._undo.append(Change(before, self.trainings, label, gesture, place, picks))
            del self._undo[:-MAX_ENTRIES]
            self._open_gesture = gesture
        elif self._undo[-1].experiment == after:
            self.trainings = self._undo.pop().trainings
            self._open_gesture = None
            return
        self._begin_trainings(before, after)

    def _begin_trainings(self, before: Experiment, after: Experiment) -> None:
        """Give the labs that have to be rebuilt another training, each once in a gesture."""
        at_first = self._undo[-1].trainings
        for lab in (spec.lab for spec in after.labs):
            has_begun = self.trainings.get(lab) != at_first.get(lab)
            if not has_begun and needs_rebuild(_of(before, lab), _of(after, lab)):
                self.trainings = {**self.trainings, lab: next(self._numbers)}

    def begin_anew(self) -> None:
        """Give all labs another training, which the documents get that had the present ones."""
        renewed = {number: next(self._numbers) for number in self.trainings.values()}

        def follow(trainings: Trainings) -> Trainings:
            return {lab: renewed.get(number, number) for lab, number in trainings.items()}

        self.trainings = follow(self.trainings)
        for changes in (self._undo, self._redo):
            changes[:] = [replace(change, trainings=follow(change.trainings)) for change in changes]

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

    def go(
        self, present: Experiment, distance: int, here: Place | None = None, picks: Picks = NO_PICKS
    ) -> Experiment:
        """Move from ``present`` to the document ``distance`` entries away, as :meth:`at` counts, and return it.

        Its trainings are the present ones then. ``here`` is where the training stands, ``picks`` what is picked.

        Raises:
            IndexError: there are fewer entries.
        """
        if distance != 0 and self.at(distance) is None:
            raise IndexError(f"there is no document {distance} entries away")
        behind, ahead = (self._undo, self._redo) if distance < 0 else (self._redo, self._undo)
        self.place, self.picks = None, NO_PICKS
        for _ in range(abs(distance)):
            change = behind.pop()
            left = None if change.place is None else here
            left_picks = {lab: picks.get(lab, Pick()) for lab in change.picks}
            ahead.append(Change(present, self.trainings, change.label, place=left, picks=left_picks))
            self.picks, picks = {**self.picks, **change.picks}, {**picks, **change.picks}
            if change.place is not None:
                self.place = here = change.place
            present, self.trainings = change.experiment, change.trainings
        self._open_gesture = None
        return present

    def experiments(self) -> Iterator[Experiment]:
        """Yield every document that undo and redo can reach."""
        for change in (*self._undo, *self._redo):
            yield change.experiment


def _of(experiment: Experiment, lab: str) -> Experiment:
    """Return an experiment with another active lab."""
    return msgspec.structs.replace(experiment, lab=lab)
