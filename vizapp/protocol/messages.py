"""What the window and the engine say to each other.

Four roles: a *command* asks the engine to change, an *observation* says what the window wants to see, a
*snapshot* answers it (the newest wins), an *event* tells what happened (none is lost). Structs with arrays
as fields; how they become bytes is in :mod:`vizapp.protocol.wire`.

Every command carries ``seq``, raised by one per command. Every snapshot says the last ``seq`` that it has
taken into account, and its ``generation``: raised by the window with each new source, operator or reset,
so that answers about an older state of affairs can be told apart and dropped.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import numpy as np
from msgspec import Meta, Struct

from vizapp.document.experiment import Experiment
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer, Channels, Picture
from vizapp.protocol.requests import MAX_REQUESTS, Name, Observation

PROTOCOL = 5
MAX_METRICS = 16
MAX_NOTES = 16
MIN_STEPS_PER_SECOND = 1e-3
Share: TypeAlias = Annotated[float, Meta(gt=0, le=1)]


class _Message(Struct, frozen=True, tag=True, forbid_unknown_fields=True, eq=False):
    """Base of everything on the wire. Compared by identity: arrays have no single truth value."""


# Commands ----------------------------------------------------------------------------------------------------


class SetSource(_Message, frozen=True):
    """Hold these values as the source until another comes.

    ``values``: images uint8 (H, W, 1|3|4) or uint16 (H, W, 1); feature maps float32 (C, H, W).
    """

    seq: int
    kind: Literal["image", "feature_map"]
    values: np.ndarray


class Configure(_Message, frozen=True):
    """Make ``experiment.lab`` the active lab. It goes on where it stood if nothing that it depends on has changed."""

    seq: int
    generation: int
    experiment: Experiment


class Adjust(_Message, frozen=True):
    """Take over the live fields of the active lab's settings; nothing starts again."""

    seq: int
    experiment: Experiment


class Reset(_Message, frozen=True):
    """Start the active lab again at step 0."""

    seq: int
    generation: int


class Observe(_Message, frozen=True):
    seq: int
    observation: Observation


class Step(_Message, frozen=True):
    seq: int
    count: Annotated[int, Meta(ge=1, le=100_000)] = 1


class Run(_Message, frozen=True):
    """Step until paused, at most ``steps_per_second`` times a second (None: as fast as it goes)."""

    seq: int
    steps_per_second: Annotated[float, Meta(ge=MIN_STEPS_PER_SECOND)] | None = None


class Pause(_Message, frozen=True):
    seq: int


class Taken(_Message, frozen=True):
    """The window has taken the last snapshot: one more may come."""


class Shutdown(_Message, frozen=True):
    pass


Command: TypeAlias = SetSource | Configure | Adjust | Reset | Observe | Step | Run | Pause | Taken | Shutdown


# Snapshots ---------------------------------------------------------------------------------------------------


class Snapshot(_Message, frozen=True, kw_only=True):
    """What the observation has shown.

    Attributes:
        applied: the seq of the last command taken into account, by which the window tells what was computed before
            the person's last change.
        step: how many steps had formed the parameters that are shown.
        memory_bytes: what the engine holds on its device (resident memory on a CPU).
        answers: by the name of the request.
        measures: by the name of the metric, what the shown parameters reach with everything that was placed by hand;
            not finite where it cannot be said. None while training runs, where Progress says what is measured.
    """

    generation: int
    applied: int
    step: int
    running: bool
    steps_per_second: float
    memory_bytes: int
    answers: Annotated[dict[Name, Answer], Meta(max_length=MAX_REQUESTS)] = {}
    measures: Annotated[dict[Name, float], Meta(max_length=MAX_METRICS)] | None = None


# Events ------------------------------------------------------------------------------------------------------


class DeviceInfo(Struct, frozen=True, forbid_unknown_fields=True):
    """A device that can be chosen: ``name`` as in Experiment.device, ``label`` for people, memory (0 if unknown)."""

    name: str
    label: str
    memory_bytes: int = 0


class Metric(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that training measures. Curves, figures, results and progress are made from it.

    Attributes:
        name: its key in every series and in metrics.json.
        title: what it is called, in English; the window translates it.
        unit: "px", "dB", or "" for a pure number.
        lower_is_better: which way is the right one.
        every: it is measured at every n-th step, from the first on; NaN stands between.
        decimals: how many are worth writing.
        beside: the metric in whose plot it belongs, so that it has none of its own; "" for its own.
        explanation: a sentence on what exactly is measured, in English, or "".
        references: values to compare with by name, such as {"bicubic": PSNR in dB}.
    """

    name: Name
    title: Annotated[str, Meta(max_length=100)]
    unit: Annotated[str, Meta(max_length=20)] = ""
    lower_is_better: bool = True
    every: Annotated[int, Meta(ge=1, le=10_000)] = 1
    decimals: Annotated[int, Meta(ge=0, le=8)] = 3
    beside: Annotated[str, Meta(max_length=60)] = ""
    explanation: Annotated[str, Meta(max_length=500)] = ""
    references: Annotated[dict[Name, float], Meta(max_length=MAX_METRICS)] = {}


LOSS = Metric("loss", "Loss", decimals=4)
"""The metric that every training has; it comes first."""


class Ready(_Message, frozen=True):
    """The engine has imported what it needs. ``devices`` in order of preference: "auto" takes the first."""

    protocol: int
    devices: tuple[DeviceInfo, ...]
    torch_version: str
    pid: int


class Configured(_Message, frozen=True):
    """The active lab stands at ``step``.

    Attributes:
        input_shape: (C, H, W) of the working copy that the operator reads.
        output_shape: (C, H, W) of what it gives.
        device: the device that was taken.
        parameters: how many numbers are trained.
        metrics: what each step measures, the loss first; nothing where nothing is trained.
        trainable: False where there is nothing to step (a plain shuffle).
        notes: what the lab did to the source, as coded notes of :mod:`vizapp.wording.lab_notes`.
        covered: the shares of the source's height and width that the input covers, from its top left; less than 1
            where a remainder was cut off.
        held_out_from: the column of the output from which on training sees nothing; None where it sees all.
    """

    generation: int
    lab: Name
    step: int
    input_shape: tuple[int, int, int]
    output_shape: tuple[int, int, int]
    device: DeviceInfo
    parameters: int
    metrics: Annotated[tuple[Metric, ...], Meta(max_length=MAX_METRICS)]
    trainable: bool
    notes: Annotated[tuple[Problem, ...], Meta(max_length=MAX_NOTES)] = ()
    covered: tuple[Share, Share] = (1.0, 1.0)
    held_out_from: Annotated[int, Meta(ge=0)] | None = None


class InputPicture(_Message, frozen=True):
    """The working copy as the operator reads it; sent once a generation, and when another channel is asked for."""

    generation: int
    channels: Channels
    picture: Picture


class Progress(_Message, frozen=True):
    """What the steps ``first_step`` … measured: float64 arrays of one length, one entry a step.

    Every step since the last Progress of this generation is in it, so that a curve has no gaps. Each is measured
    before the step's update. The names are those of the metrics in ``Configured``; NaN stands where nothing was
    measured or can be said.
    """

    generation: int
    lab: Name
    first_step: int
    series: dict[str, np.ndarray]


class RunningChanged(_Message, frozen=True):
    generation: int
    running: bool
    step: int


class Refused(_Message, frozen=True):
    """A command could not be carried out: ``problem`` says what is wrong and what would be right."""

    seq: int
    generation: int
    problem: Problem


class Failed(_Message, frozen=True):
    """Something that should not happen did, and training was paused: what it was, and the traceback."""

    generation: int
    problem: Problem
    detail: str


Event: TypeAlias = Ready | Configured | InputPicture | Progress | RunningChanged | Refused | Failed
Reply: TypeAlias = Snapshot | Event
