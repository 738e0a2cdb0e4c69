"""The messages between the window and the engine.

Four roles: a *command* changes the engine's state, an *observation* lists what the window wants to see, a *snapshot*
answers it (only the newest counts), an *event* reports what happened (none is lost). Messages are structs with arrays
as fields; :mod:`vizapp.protocol.wire` encodes them.

Every command carries ``seq``, which increases by one per command. Every snapshot carries the last ``seq`` that it
takes into account and its ``generation``, which the window increases with each new source, operator or reset, so that
it can recognise and drop outdated replies.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import numpy as np
from msgspec import Meta, Struct

from vizapp.document.deformable import MAX_TEACHING
from vizapp.document.experiment import Experiment
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer, Channels, Picture
from vizapp.protocol.requests import MAX_REQUESTS, Name, Observation
from vizapp.protocol.teaching import TeachingNumber, TeachReport

PROTOCOL = 26
MAX_METRICS = 32
MAX_NOTES = 16
MAX_PATH_BYTES = 1 << 16
MIN_STEPS_PER_SECOND = 1e-3
Share: TypeAlias = Annotated[float, Meta(gt=0, le=1)]


class _Message(Struct, frozen=True, tag=True, forbid_unknown_fields=True, eq=False):
    """Base of all messages. Compared by identity, because comparing arrays gives no single truth value."""


# Commands ----------------------------------------------------------------------------------------------------


class SetSource(_Message, frozen=True):
    """Set the source.

    ``values``: images uint8 (H, W, 1|3|4) or uint16 (H, W, 1); feature maps float32 (C, H, W).
    """

    seq: int
    kind: Literal["image", "feature_map"]
    values: np.ndarray


class SetUnseen(_Message, frozen=True):
    """Set the picture that nothing is trained on, or have none; labs that use one go on with it where they are.

    ``kind`` and ``values`` are as in :class:`SetSource`; ``values`` None is no picture.
    """

    seq: int
    kind: Literal["image", "feature_map"]
    values: np.ndarray | None


class SetBrought(_Message, frozen=True):
    """Set the arrays that a layer with brought offsets is made of, or have none.

    Every array is float32, as it was stored: ``offsets`` (2·G·K, oh, ow) in any layout, ``mask`` (G·K, oh, ow),
    ``weight`` (O, C/groups, kh, kw), ``bias`` (O,) and ``output`` (O, oh, ow). NaN and infinity are allowed in all of
    them. ``offsets`` None is none at all.
    """

    seq: int
    offsets: np.ndarray | None
    mask: np.ndarray | None = None
    weight: np.ndarray | None = None
    bias: np.ndarray | None = None
    output: np.ndarray | None = None


class SetJudged(_Message, frozen=True):
    """Set the picture that somebody's network has made of the source, or have none.

    ``values`` are those of an image, as in :class:`SetSource`, as many times as large as the source as one of
    :data:`vizapp.document.judging.FACTORS` says; None is no picture.
    """

    seq: int
    values: np.ndarray | None


class Configure(_Message, frozen=True):
    """Make ``experiment.lab`` the active lab; it is rebuilt at step 0 only if a setting that is not live changed."""

    seq: int
    generation: int
    experiment: Experiment


class Adjust(_Message, frozen=True):
    """Apply the live fields of the active lab's settings without rebuilding the lab."""

    seq: int
    experiment: Experiment


class Reset(_Message, frozen=True):
    """Rebuild the active lab at step 0."""

    seq: int
    generation: int


class Observe(_Message, frozen=True):
    """Set the observation that snapshots answer from now on."""

    seq: int
    observation: Observation


class Step(_Message, frozen=True):
    """Do ``count`` training steps."""

    seq: int
    count: Annotated[int, Meta(ge=1, le=100_000)] = 1


class Run(_Message, frozen=True):
    """Train until paused, at most ``steps_per_second`` steps per second (None: unlimited)."""

    seq: int
    steps_per_second: Annotated[float, Meta(ge=MIN_STEPS_PER_SECOND)] | None = None


class Pause(_Message, frozen=True):
    """Stop training after the current step."""

    seq: int


class Teach(_Message, frozen=True):
    """Stop training, and fit the active lab's offset branch to the points that are placed; answered by Taught.

    The fit changes nothing by itself: it takes effect with settings whose ``taught`` is its ``number``. It is given
    up, without an answer, by any command that changes the lab or trains it, and by Pause.
    """

    seq: int
    number: TeachingNumber


class ExportOffsets(_Message, frozen=True):
    """Write offsets, points, masks and field of the active lab to a file; answered by one ``Exported``.

    Attributes:
        path: of the file, absolute, as the bytes that the file system uses.
        format: how it is written.
        run: the run whose offsets they are, where several train beside one another; None is the main one.
        unseen: whether those on the picture that nothing is trained on are written, where there is one.
    """

    seq: int
    path: Annotated[bytes, Meta(min_length=1, max_length=MAX_PATH_BYTES)]
    format: Literal["npz", "csv"]
    run: Name | None = None
    unseen: bool = False


class Enlarge(_Message, frozen=True):
    """Write the full source, enlarged by the network of the active lab, to a PNG file; answered by one ``Enlarged``.

    The network is that of the moment; ``Enlarging`` says now and then how far it is. Nothing else gives it up than
    ``CancelEnlarging``.

    Attributes:
        path: of the file, absolute, as the bytes that the file system uses.
        run: the run whose network enlarges, where several train beside one another; None is the main one.
    """

    seq: int
    path: Annotated[bytes, Meta(min_length=1, max_length=MAX_PATH_BYTES)]
    run: Name | None = None


class CancelEnlarging(_Message, frozen=True):
    """Give up the ``Enlarge`` of the number ``enlarge``, if it is not done yet; there is no file then."""

    seq: int
    enlarge: int


class Taken(_Message, frozen=True):
    """Acknowledge the last snapshot: the engine may send one more."""


class Shutdown(_Message, frozen=True):
    """End the engine."""


Command: TypeAlias = (
    SetSource
    | SetUnseen
    | SetBrought
    | SetJudged
    | Configure
    | Adjust
    | Reset
    | Observe
    | Step
    | Run
    | Pause
    | Teach
    | ExportOffsets
    | Enlarge
    | CancelEnlarging
    | Taken
    | Shutdown
)


# Snapshots ---------------------------------------------------------------------------------------------------


class Snapshot(_Message, frozen=True, kw_only=True):
    """The answers to the observation, with the state of the training.

    Attributes:
        applied: the seq of the last command taken into account; lets the window recognise snapshots that were
            computed before the user's last change.
        step: the number of training steps behind the shown parameters.
        memory_bytes: the memory that the engine holds on its device (resident memory on a CPU).
        answers: by the name of the request.
        measures: by the name of the metric, its value for the shown parameters with all placed points applied; not
            finite where it is undefined. None while training runs, because Progress then carries the metrics.
        unseen: whether the answers are about the unseen picture.
    """

    generation: int
    applied: int
    step: int
    running: bool
    steps_per_second: float
    memory_bytes: int
    answers: Annotated[dict[Name, Answer], Meta(max_length=MAX_REQUESTS)] = {}
    measures: Annotated[dict[Name, float], Meta(max_length=MAX_METRICS)] | None = None
    unseen: bool = False


# Events ------------------------------------------------------------------------------------------------------


class DeviceInfo(Struct, frozen=True, forbid_unknown_fields=True):
    """An available device: ``name`` as in ``Experiment.device``, ``label`` for display, memory (0 if unknown)."""

    name: str
    label: str
    memory_bytes: int = 0


class Metric(Struct, frozen=True, forbid_unknown_fields=True):
    """The description of a value that training measures; curves, figures, results and progress are built from it.

    Attributes:
        name: the key in every series and in metrics.json.
        title: the display name, in English; the window translates it.
        unit: "px", "dB", or "" for a dimensionless number.
        lower_is_better: whether a lower value is better.
        every: the interval of measurement in steps, starting with the first step; the steps between hold NaN.
        decimals: the number of decimals to display.
        beside: the name of the metric in whose plot this one is drawn; "" for a plot of its own.
        drawn_with: the name of the metric in whose plot this one has a curve too; "" for none.
        run: the run that it belongs to, where several train beside one another; "" for the main one.
        unseen: whether it is measured on a picture that nothing is trained on.
        explanation: one sentence about what exactly is measured, in English, or "".
        references: values for comparison by name, such as {"bicubic": PSNR in dB}.
    """

    name: Name
    title: Annotated[str, Meta(max_length=100)]
    unit: Annotated[str, Meta(max_length=20)] = ""
    lower_is_better: bool = True
    every: Annotated[int, Meta(ge=1, le=10_000)] = 1
    decimals: Annotated[int, Meta(ge=0, le=8)] = 3
    beside: Annotated[str, Meta(max_length=60)] = ""
    drawn_with: Annotated[str, Meta(max_length=60)] = ""
    run: Annotated[str, Meta(max_length=60)] = ""
    unseen: bool = False
    explanation: Annotated[str, Meta(max_length=500)] = ""
    references: Annotated[dict[Name, float], Meta(max_length=MAX_METRICS)] = {}


LOSS = Metric("loss", "Loss", decimals=4)
"""The metric that every training has; always the first."""


class Ready(_Message, frozen=True):
    """The engine accepts commands. ``devices`` are in order of preference: "auto" takes the first."""

    protocol: int
    devices: tuple[DeviceInfo, ...]
    torch_version: str
    pid: int


class MapShapes(Struct, frozen=True, forbid_unknown_fields=True):
    """(C, H, W) of the operator's input and of its output."""

    input: tuple[int, int, int]
    output: tuple[int, int, int]


class Configured(_Message, frozen=True):
    """The active lab was built, or kept, and is at ``step``.

    Sent again within a generation when the lab has taken another unseen picture.

    Attributes:
        input_shape: (C, H, W) of the operator's input.
        output_shape: (C, H, W) of the operator's output.
        device: the device that is used.
        parameters: the number of trained parameters.
        metrics: the metrics of a training step, the loss first; empty if nothing is trained.
        trainable: whether the lab has training steps; False for a plain shuffle.
        notes: what the lab did to the source, as coded notes of :mod:`vizapp.wording.lab_notes`.
        covered: the fractions of the source's height and width that the input covers, from the top left; less than 1
            if a remainder was cut off.
        held_out_from: the first column of the output that is held out from training; None if none is.
        unseen: the maps of the unseen picture; None if there is none, or none that fits.
        reads_source: whether the input is the source itself, reduced or cut; otherwise ``InputPicture`` alone shows
            it.
        taught: the number of the teaching that the lab has gone through last; 0 where there was none.
        edge_yx: how many rows and columns of zeros were put after the source's last ones so that the operator fits;
            negative where as many of its own were cut off.
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
    unseen: MapShapes | None = None
    reads_source: bool = True
    taught: Annotated[int, Meta(ge=0, le=MAX_TEACHING)] = 0
    edge_yx: tuple[int, int] = (0, 0)


class InputPicture(_Message, frozen=True):
    """A picture of the operator's input; sent once per generation and when another one is requested.

    ``unseen`` says whether it is the unseen picture.
    """

    generation: int
    channels: Channels
    picture: Picture
    unseen: bool = False


class Progress(_Message, frozen=True):
    """The metrics of the steps from ``first_step`` on: float64 arrays of equal length, one entry per step.

    Covers every step since the last Progress of this generation, so that curves have no gaps. Each value is measured
    before the step's update. The names are those of the metrics in ``Configured``; NaN means not measured or
    undefined.
    """

    generation: int
    lab: Name
    first_step: int
    series: dict[str, np.ndarray]


class RunningChanged(_Message, frozen=True):
    """Training has started or stopped; ``step`` is the number of steps done.

    ``why`` says why it has stopped by itself; None where it did as it was told.
    """

    generation: int
    running: bool
    step: int
    why: Problem | None = None


class Taught(_Message, frozen=True):
    """The teaching ``number`` has ended: with a ``report``, or with a ``problem`` that says why it cannot be done."""

    generation: int
    number: TeachingNumber
    report: TeachReport | None = None
    problem: Problem | None = None


class Recalled(_Message, frozen=True):
    """The lab has gone to the state that belongs to another teaching, as its settings ask, and is at ``step``.

    Attributes:
        number: of the teaching; 0 is the state before any.
        left: of the teaching that the settings named before.
        known: whether the state was known; otherwise nothing has changed.
    """

    generation: int
    lab: Name
    number: Annotated[int, Meta(ge=0, le=MAX_TEACHING)]
    left: Annotated[int, Meta(ge=0, le=MAX_TEACHING)]
    known: bool
    step: int


class Refused(_Message, frozen=True):
    """A command could not be carried out; ``problem`` says why and what to do."""

    seq: int
    generation: int
    problem: Problem


class Exported(_Message, frozen=True):
    """The file of an ``ExportOffsets`` is complete, or was not written at all.

    Attributes:
        seq: of the command.
        points: the number of sampling points in the file.
        problem: why there is no file; None if there is.
    """

    seq: int
    points: Annotated[int, Meta(ge=0)] = 0
    problem: Problem | None = None


class Enlarging(_Message, frozen=True):
    """How far an ``Enlarge`` is: ``done`` of ``total`` tiles; ``seq`` is that of the command."""

    seq: int
    done: Annotated[int, Meta(ge=0)]
    total: Annotated[int, Meta(ge=1)]


class Enlarged(_Message, frozen=True):
    """The file of an ``Enlarge`` is complete, or was not written at all.

    Attributes:
        seq: of the command.
        size: (H, W) of the picture in the file; None where there is no file.
        file_bytes: the length of the file.
        step: how many training steps had formed the network.
        problem: why there is no file; None if there is.
    """

    seq: int
    size: tuple[int, int] | None = None
    file_bytes: Annotated[int, Meta(ge=0)] = 0
    step: Annotated[int, Meta(ge=0)] = 0
    problem: Problem | None = None


class Failed(_Message, frozen=True):
    """An unexpected error has paused training; ``detail`` is the traceback."""

    generation: int
    problem: Problem
    detail: str


Event: TypeAlias = (
    Ready
    | Configured
    | InputPicture
    | Progress
    | RunningChanged
    | Taught
    | Recalled
    | Refused
    | Exported
    | Enlarging
    | Enlarged
    | Failed
)
Reply: TypeAlias = Snapshot | Event
