"""An engine's loop over real labs on small pictures, and what it has said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from engine_fakes import only
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec
from vizapp.document.subpixel import SubpixelSpec
from vizapp.engine.loop import EngineLoop
from vizapp.engine.slot import Slot
from vizapp.labs.base import TrainerState
from vizapp.protocol.commands import Adjust, Command, Configure, SetSource
from vizapp.protocol.events import Progress
from vizapp.protocol.messages import Reply

SMALL, LARGER = ((24, 28, 3), (40, 48, 3))


class Engine:
    """An engine's loop over real labs, and all that it has said."""

    def __init__(self, spec: LabSpec, size: tuple[int, int, int] | None = None) -> None:
        """Open a picture of ``size`` (H, W, C), by default one that is large enough for the lab."""
        self.said: list[Reply] = []
        self.loop = EngineLoop(self.said.append)
        self.experiment = Experiment(lab=spec.lab, labs=(spec,), device="cpu")
        self.seq = 0
        self.generation = 1
        self.size = size or (LARGER if isinstance(spec, SubpixelSpec) else SMALL)
        self.send(SetSource, "image", np.random.default_rng(3).integers(0, 256, self.size, dtype=np.uint8))
        self.send(Configure, self.generation, self.experiment)

    def send(self, kind: type[Any], *values: Any) -> list[Reply]:
        """Carry out a command, and return what is said until nothing is left to do."""
        self.seq += 1
        return self.carry_out(kind(self.seq, *values))

    def carry_out(self, command: Command) -> list[Reply]:
        """Carry out a command with a number of its own."""
        before = len(self.said)
        self.loop.apply(command)
        while self.loop.advance() is not None:
            pass
        return self.said[before:]

    def adjust(self, **changes: object) -> list[Reply]:
        self.experiment = self.experiment.with_spec(self.experiment.spec.replaced(**changes))
        return self.send(Adjust, self.experiment)

    @property
    def slot(self) -> Slot:
        slot = self.loop._stepping.slot
        assert slot is not None
        return slot

    def state(self) -> TrainerState:
        assert self.slot.lab.trainer is not None
        return self.slot.lab.trainer.state()

    def branches(self) -> list[tuple[int | None, int, str, int]]:
        """Return parent, begin, cause and end of each."""
        assert self.slot.timeline is not None
        return [(each.parent, each.begins, each.cause, each.head) for each in self.slot.timeline.described()]


def expect_equal(state: Any, other: Any) -> None:
    """Expect the same numbers and tensors in nested mappings and lists."""
    if isinstance(state, Tensor):
        assert torch.equal(state, other)
    elif isinstance(state, Mapping):
        assert state.keys() == other.keys()
        for name in state:
            expect_equal(state[name], other[name])
    elif isinstance(state, list | tuple):
        for each, its in zip(state, other, strict=True):
            expect_equal(each, its)
    else:
        assert state == other


def series(replies: list[Reply]) -> dict[str, np.ndarray]:
    """Return what was measured, by the names of the metrics."""
    told = only(replies, Progress)
    return {name: np.concatenate([each.series[name] for each in told]) for name in told[0].series}
