"""The trainings of labs that were rebuilt since, so that undo can bring them back.

A lab itself is given up: one that is built alike goes on from the same state, bit by bit.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from vizapp.document.experiment import Experiment, needs_rebuild
from vizapp.document.lab_spec import SourceKind
from vizapp.engine.slot import Slot
from vizapp.engine.timeline import Timeline, bytes_of
from vizapp.labs.base import TrainerState
from vizapp.labs.capabilities import KeptTeachings, Teachable
from vizapp.protocol.timeline import MAX_SET_ASIDE

MOST_BYTES = 256 * 2**20
"""Of all trainings that are set aside together."""


class Picture:
    """The source that labs are built from, told from others by its values."""

    def __init__(self, kind: SourceKind, values: np.ndarray) -> None:
        self.kind = kind
        self._values: np.ndarray | None = values
        self._digest = b""

    @property
    def values(self) -> np.ndarray:
        """What the source was set to.

        Raises:
            ValueError: they were let go.
        """
        if self._values is None:
            raise ValueError("the picture was let go")
        return self._values

    def let_go(self) -> None:
        """Give up the values, of which only a digest is kept."""
        self._digest = self._digested()
        self._values = None

    def is_as(self, other: Picture) -> bool:
        """Return whether both have the same values."""
        return self is other or self._digested() == other._digested()

    def _digested(self) -> bytes:
        if not self._digest and self._values is not None:
            values = np.ascontiguousarray(self._values)
            digest = hashlib.blake2b(f"{self.kind} {values.dtype} {values.shape}".encode())
            digest.update(values.reshape(-1).view(np.uint8).data)
            self._digest = digest.digest()
        return self._digest


@dataclass(frozen=True, slots=True)
class LeftTraining:
    """Where a training stood when its lab was left, and all steps that it can go back to.

    Attributes:
        experiment: what the lab was built from, with the live settings that were in effect.
        picture: the source that it was built from.
        state: of the trainer.
        timeline: the steps that can be gone back to.
        teachings: what the lab knew of its teachings; None where it has none.
    """

    experiment: Experiment
    picture: Picture
    state: TrainerState
    timeline: Timeline
    teachings: KeptTeachings | None

    @property
    def bytes(self) -> int:
        """Of all states."""
        taught = 0 if self.teachings is None else self.teachings.bytes
        return self.timeline.bytes + bytes_of(self.state) + taught

    def go_on_in(self, slot: Slot) -> None:
        """Bring a lab that was just built from ``experiment`` to where the training stood."""
        trainer = slot.lab.trainer
        assert trainer is not None  # an equal lab had one
        trainer.restore(self.state)
        slot.timeline = self.timeline
        if self.teachings is not None and isinstance(slot.lab, Teachable):
            slot.lab.take_teachings(self.teachings)


class SetAside:
    """The trainings that were left last, by their numbers, as many as there is room for."""

    def __init__(self) -> None:
        self._left: OrderedDict[int, LeftTraining] = OrderedDict()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Those that can be brought back, the one that was left first at the beginning."""
        return tuple(self._left)

    def put(self, slot: Slot, picture: Picture) -> None:
        """Keep the training of a lab that is left, if it has a number and steps; for it the oldest are given up."""
        trainer, timeline = slot.lab.trainer, slot.timeline
        if not slot.training or trainer is None or timeline is None or not timeline.has_steps:
            return
        teachings = slot.lab.kept_teachings() if isinstance(slot.lab, Teachable) else None
        left = LeftTraining(slot.experiment, picture, trainer.state(), timeline, teachings)
        timeline.shrink(MOST_BYTES - (left.bytes - timeline.bytes))
        self._left[slot.training] = left
        self._left.move_to_end(slot.training)
        while len(self._left) > MAX_SET_ASIDE or sum(each.bytes for each in self._left.values()) > MOST_BYTES:
            self._left.popitem(last=False)

    def find(self, number: int, experiment: Experiment, picture: Picture | None) -> LeftTraining | None:
        """Return the training ``number``, if its lab is built as that of ``experiment``, from ``picture``."""
        left = self._left.get(number)
        if left is None or picture is None or needs_rebuild(left.experiment, experiment):
            return None
        return left if left.picture.is_as(picture) else None

    def take(self, number: int) -> None:
        """Forget the training ``number``, which goes on."""
        self._left.pop(number, None)

    def let_go(self, picture: Picture) -> None:
        """Have the values of a picture given up that is no longer the source."""
        if any(each.picture is picture for each in self._left.values()):
            picture.let_go()

    def clear(self) -> None:
        """Forget all."""
        self._left.clear()
