"""A clock that stands still and a lab that counts, so that the loop's rules can be told from the time they take.

mypy holds the lab and its view against the protocols ``Lab`` and ``LabView`` where a :class:`LoopBench` gives them to
the loop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import torch

from vizapp.document.experiment import Experiment, LabName
from vizapp.engine.loop import EngineLoop
from vizapp.engine.slots import Slots
from vizapp.labs.base import LabDescription, LabError, SnapshotCommon
from vizapp.protocol.messages import Configure, DeformableSnapshot, Reply, SetSource, SubpixelSnapshot, Taken
from vizapp.protocol.observations import Observation, Picture

R = TypeVar("R", bound=Reply)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeView:
    lab: LabName
    step: int

    def snapshot(self, common: SnapshotCommon) -> DeformableSnapshot | SubpixelSnapshot:
        if self.lab == "deformable":
            return DeformableSnapshot(**common, step=self.step, picture=None, units=(), statistics=None)
        return SubpixelSnapshot(
            **common, step=self.step, picture=None, left=None, groups=(), picked_yx=None, picked_values=None
        )


class FakeLab:
    """Measures its own step number; a step and a look take as long on ``clock`` as the test wants."""

    def __init__(self, experiment: Experiment, clock: Clock) -> None:
        self.name = experiment.lab
        self.experiment = experiment
        self.clock = clock
        self.trainable = not (experiment.lab == "subpixel" and experiment.subpixel.task == "shuffle")
        self.step_count = 0
        self.step_seconds = 0.0
        self.look_seconds = 0.0
        self.looks: list[tuple[Observation, bool]] = []
        self.before_step: Callable[[], None] = lambda: None
        self.before_look: Callable[[], None] = lambda: None
        self.before_adjust: Callable[[], None] = lambda: None
        self.loss = float

    def describe(self) -> LabDescription:
        return LabDescription((3, 8, 10), (9, 8, 10), 81, {"bicubic": 30.0}, "")

    def adjust(self, experiment: Experiment) -> None:
        self.before_adjust()
        if experiment.deformable.learning_rate > 9:
            raise LabError("a learning rate over 9 is too much")
        self.experiment = experiment

    def step(self) -> dict[str, float]:
        self.before_step()
        self.clock.now += self.step_seconds
        self.step_count += 1
        return {"loss": self.loss(self.step_count), "distance": 2.0 * self.step_count}

    def observe(self, observation: Observation, *, exact: bool) -> FakeView:
        self.before_look()
        self.clock.now += self.look_seconds
        self.looks.append((observation, exact))
        return FakeView(self.name, self.step_count)

    def input_picture(self, observation: Observation) -> tuple[tuple[int, ...], Picture]:
        channels = (0, 1, 2) if observation.input_channel is None else (observation.input_channel,)
        return channels, Picture((0, 0, 1, 1), np.zeros((1, 1, len(channels)), np.uint8), None, 0.0, 1.0)

    def measures(self) -> dict[str, float]:
        return {"distance": 0.0}


@dataclass
class LoopBench:
    """A loop with fake labs, everything it has published, and the labs that were made."""

    clock: Clock = field(default_factory=Clock)
    published: list[Reply] = field(default_factory=list)
    labs: list[FakeLab] = field(default_factory=list)
    create_error: Exception | None = None
    seq: int = 0
    generation: int = 0

    def __post_init__(self) -> None:
        self.loop = EngineLoop(self.published.append, self.clock, Slots(self._create))

    def _create(self, experiment: Experiment, kind: str, values: np.ndarray, device: torch.device) -> FakeLab:
        if self.create_error is not None:
            raise self.create_error
        self.labs.append(FakeLab(experiment, self.clock))
        return self.labs[-1]

    @property
    def lab(self) -> FakeLab:
        return self.labs[-1]

    def send(self, kind: type[Any], *values: Any) -> int:
        """Give the loop a command with the next number (and a Configure or Reset the next generation)."""
        self.seq += 1
        self.loop.apply(kind(self.seq, *values))
        return self.seq

    def configure(self, experiment: Experiment | None = None) -> int:
        self.generation += 1
        return self.send(Configure, self.generation, experiment or Experiment(device="cpu"))

    def begin(self, experiment: Experiment | None = None) -> None:
        """Open a source, configure, and take the first snapshot."""
        self.send(SetSource, "image", np.zeros((8, 10, 3), np.uint8))
        self.configure(experiment)
        self.loop.advance()
        self.take()

    def take(self) -> list[Reply]:
        """Return what was published since the last call; if there was a snapshot, tell the loop that it was taken."""
        published = self.published[:]
        self.published.clear()
        if any(isinstance(reply, DeformableSnapshot | SubpixelSnapshot) for reply in published):
            self.loop.apply(Taken())
        return published

    def advance(self, times: int = 1) -> float | None:
        patience = None
        for _ in range(times):
            patience = self.loop.advance()
        return patience

    def run_for(self, seconds: float, *, draws: bool = True) -> list[Reply]:
        """Drive the loop as a server does, for ``seconds`` of the clock; ``draws``: the window takes snapshots."""
        until = self.clock.now + seconds
        published: list[Reply] = []
        while self.clock.now < until:
            patience = self.loop.advance()
            if draws:
                published += self.take()
            if patience is None:
                break
            self.clock.now += patience
        return published if draws else self.take()


def only(replies: list[Reply], kind: type[R]) -> list[R]:
    return [reply for reply in replies if isinstance(reply, kind)]


def one(replies: list[Reply], kind: type[R]) -> R:
    (reply,) = only(replies, kind)
    return reply
