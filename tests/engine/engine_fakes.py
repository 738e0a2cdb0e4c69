"""A clock that stands still and a lab that counts, so that the loop's rules can be told from the time they take.

mypy holds the lab against the protocol ``Lab`` where a :class:`LoopBench` gives it to the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import SourceKind
from vizapp.engine.loop import EngineLoop
from vizapp.engine.slots import Slots
from vizapp.labs.base import Answers, LabDescription, TrainerState
from vizapp.labs.brought import BroughtArrays
from vizapp.labs.networks import NetworkSource
from vizapp.problem import Problem
from vizapp.protocol.commands import Configure, SetSource, Taken
from vizapp.protocol.messages import Reply
from vizapp.protocol.metric import LOSS, Metric
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import Request
from vizapp.protocol.snapshot import Snapshot
from vizapp.wording.problems import ProblemError

R = TypeVar("R", bound=Reply)
NOTES = (Problem("a note"),)
METRIC = Metric("distance", "Distance", "px", references={"none": 30.0})


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class FakeTrainer:
    """Measures its own step number; a step takes as long on ``clock`` as the test wants."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.step_count = 0
        self.step_seconds = 0.0
        self.before_step: Callable[[], None] = lambda: None
        self.loss: Callable[[int], float] = float

    def step(self) -> dict[str, float]:
        self.before_step()
        self.clock.now += self.step_seconds
        self.step_count += 1
        return {"loss": self.loss(self.step_count), "distance": 2.0 * self.step_count}

    def final_measures(self) -> dict[str, float]:
        return self.measures()

    def measures(self) -> dict[str, float]:
        return {"distance": 0.0}

    def state(self) -> TrainerState:
        return {"step_count": self.step_count}

    def restore(self, state: TrainerState) -> None:
        self.step_count = state["step_count"]


class FakeLab:
    """Notes what it is asked; a look takes as long on ``clock`` as the test wants."""

    def __init__(self, experiment: Experiment, clock: Clock) -> None:
        self.name = experiment.lab
        self.experiment = experiment
        self.clock = clock
        self.training = FakeTrainer(clock)
        self.look_seconds = 0.0
        self.looks: list[tuple[Mapping[str, Request], bool]] = []
        self.before_look: Callable[[], None] = lambda: None
        self.before_adjust: Callable[[], None] = lambda: None

    @property
    def trainer(self) -> FakeTrainer | None:
        return self.training if self.experiment.spec.trains else None

    def describe(self) -> LabDescription:
        return LabDescription((3, 8, 10), (9, 8, 10), 81, (LOSS, METRIC), NOTES, (0.75, 1.0), 6)

    def adjust(self, experiment: Experiment) -> None:
        self.before_adjust()
        if experiment.spec_of(DeformableSpec).learning_rate > 9:
            raise ProblemError("task.even-target", "source")
        self.experiment = experiment

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        self.before_look()
        self.clock.now += self.look_seconds
        self.looks.append((requests, exact))
        answers = {name: _dot(1) for name in requests}
        return Answers(self.training.step_count, answers, self.training.measures() if exact else None)

    def input_picture(self, channel: int | None) -> tuple[tuple[int, ...], Picture]:
        channels = (0, 1, 2) if channel is None else (channel,)
        return channels, _dot(len(channels))

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        return ()

    def result_findings(self) -> Sequence[dict[str, Any]]:
        return ()

    def result_pictures(self) -> Mapping[str, Request]:
        return {}


def _dot(channels: int) -> Picture:
    return Picture((0, 0, 1, 1), np.zeros((1, 1, channels), np.uint8), None, 0.0, 1.0)


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

    def _create(
        self,
        experiment: Experiment,
        kind: SourceKind,
        values: np.ndarray,
        device: torch.device,
        brought: BroughtArrays | None = None,
        network: NetworkSource | None = None,
    ) -> FakeLab:
        if self.create_error is not None:
            raise self.create_error
        self.labs.append(FakeLab(experiment, self.clock))
        return self.labs[-1]

    @property
    def lab(self) -> FakeLab:
        return self.labs[-1]

    @property
    def trainer(self) -> FakeTrainer:
        return self.lab.training

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
        if any(isinstance(reply, Snapshot) for reply in published):
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
