"""What a lab is to the loop that steps and shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, TypedDict

from vizapp.document.experiment import Experiment, LabName
from vizapp.protocol.messages import Snapshot
from vizapp.protocol.observations import Channels, Observation, Picture

Shape = tuple[int, int, int]


class LabError(ValueError):
    """The source or a setting does not fit the lab: one sentence that says what would fit."""


class DivergedError(ValueError):
    """Training has come to a place that it cannot return from: half a sentence that says which."""


@dataclass(frozen=True)
class LabDescription:
    """What stays true of a lab from its start on.

    Attributes:
        input_shape: (C, H, W) of the working copy that the operator reads.
        output_shape: (C, H, W) of what the operator gives.
        parameters: how many numbers are trained.
        references: named constants for the curves, such as {"bicubic": PSNR in dB}.
        note: one sentence about what was done to the source, or "".
        covered: the shares of the source's height and width that the input covers, from its top left; less than 1
            where a remainder was cut off.
        held_out_from: the column of the output from which on training sees nothing; None where it sees all.
    """

    input_shape: Shape
    output_shape: Shape
    parameters: int = 0
    references: dict[str, float] = field(default_factory=dict)
    note: str = ""
    covered: tuple[float, float] = (1.0, 1.0)
    held_out_from: int | None = None


class SnapshotCommon(TypedDict):
    """The parts of a snapshot that the loop knows and the lab does not; as in :mod:`vizapp.protocol.messages`."""

    generation: int
    applied: int
    running: bool
    steps_per_second: float
    memory_bytes: int


class LabView(Protocol):
    """What an observation has shown. Every array in it is an owned, C-contiguous numpy array."""

    @property
    def step(self) -> int:
        """How many steps had formed the parameters that are shown."""
        ...

    def snapshot(self, common: SnapshotCommon) -> Snapshot:
        """Return it as the message for the window."""
        ...


class Lab(Protocol):
    """An operator with its task, its training and its views. One thread only."""

    @property
    def name(self) -> LabName: ...

    @property
    def trainable(self) -> bool:
        """False where there is nothing to step."""
        ...

    @property
    def step_count(self) -> int:
        """How many steps have been done."""
        ...

    def describe(self) -> LabDescription:
        """Say what the lab reads, gives and trains."""
        ...

    def adjust(self, experiment: Experiment) -> None:
        """Take over overrides, phase order and learning rate; nothing starts again.

        ``experiment`` may differ from the one that the lab was built from in these only.
        """
        ...

    def step(self) -> dict[str, float]:
        """Do one training step and return what it measured, before its own update.

        Deformable: "loss", "distance" (px; of the taps that training can move, NaN where all are placed by hand for
        every unit). Super-resolve: "loss", "psnr" (dB; NaN at steps where it was not measured).

        Raises:
            RuntimeError: the lab is not trainable.
        """
        ...

    def observe(self, observation: Observation, *, exact: bool) -> LabView:
        """Return what ``observation`` asks for; what it names outside the maps is left out.

        With ``exact`` False the deformable lab may show the numbers that the last step has computed anyway, those
        that entered it; the view's ``step`` says so. Changed overrides and phase orders show at once either way.
        """
        ...

    def input_picture(self, observation: Observation) -> tuple[Channels, Picture]:
        """Return the working copy as the operator reads it, and which channels the picture shows."""
        ...

    def measures(self) -> dict[str, float]:
        """Return what the present parameters reach, by the names that :meth:`step` uses for what is not the loss."""
        ...
