"""The events: what the engine reports by itself. None is lost."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import numpy as np
from msgspec import Meta, Struct

from vizapp.document.deformable import MAX_TEACHING
from vizapp.document.networks import FEWEST_CHANNELS, MAX_LAYER_CHANNELS, MAX_LAYER_NAME
from vizapp.document.subpixel_tasks import MAX_SHUFFLE_FACTOR
from vizapp.problem import Problem
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.protocol.metric import MAX_METRICS, Metric
from vizapp.protocol.picture_answers import Channels, Picture
from vizapp.protocol.reply_limits import MAX_DEVICES, MAX_REPLY_TEXT
from vizapp.protocol.requests import Name
from vizapp.protocol.tagged import Tagged
from vizapp.protocol.teaching import TeachingNumber, TeachReport
from vizapp.protocol.timeline import MAX_SET_ASIDE, Arrived, BranchesChanged, Continuation, TrainingNumber

MAX_NOTES = 16
Share: TypeAlias = Annotated[float, Meta(gt=0, le=1)]


class DeviceInfo(Struct, frozen=True, forbid_unknown_fields=True):
    """An available device: ``name`` as in ``Experiment.device``, ``label`` for display, memory (0 if unknown).

    ``threads`` is how many compute threads the engine has on a CPU; 0 elsewhere.
    """

    name: Annotated[str, Meta(max_length=20)]
    label: Annotated[str, Meta(min_length=1, max_length=300)]
    memory_bytes: int = 0
    threads: Annotated[int, Meta(ge=0, le=4096)] = 0


class Ready(Tagged, frozen=True):
    """The engine accepts commands. ``devices`` are in order of preference: "auto" takes the first."""

    protocol: int
    devices: Annotated[tuple[DeviceInfo, ...], Meta(max_length=MAX_DEVICES)]
    torch_version: Annotated[str, Meta(max_length=300)]
    pid: int


class MapShapes(Struct, frozen=True, forbid_unknown_fields=True):
    """(C, H, W) of the operator's input and of its output."""

    input: tuple[int, int, int]
    output: tuple[int, int, int]


class Configured(Tagged, frozen=True):
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
        training: whether the lab's training is the one that was told of last, a new one, or the one whose number the
            ``Configure`` says, which was left and stands where it stood then.
        set_aside: the numbers of all trainings, of any lab, that were left and can be brought back.
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
    training: Continuation = "same"
    set_aside: Annotated[tuple[TrainingNumber, ...], Meta(max_length=MAX_SET_ASIDE)] = ()


class InputPicture(Tagged, frozen=True):
    """A picture of the operator's input; sent once per generation and when another one is requested.

    ``unseen`` says whether it is the unseen picture.
    """

    generation: int
    channels: Channels
    picture: Picture
    unseen: bool = False


class Progress(Tagged, frozen=True):
    """The metrics of the steps from ``first_step`` on: float64 arrays of equal length, one entry per step.

    Covers every step since the last Progress of this generation, so that curves have no gaps. Each value is measured
    before the step's update. The names are those of the metrics in ``Configured``; NaN means not measured or
    undefined.
    """

    generation: int
    lab: Name
    first_step: int
    series: Annotated[dict[Name, np.ndarray], Meta(min_length=1, max_length=MAX_METRICS)]


class RunningChanged(Tagged, frozen=True):
    """Training has started or stopped; ``step`` is the number of steps done.

    ``why`` says why it has stopped by itself; None where it did as it was told.
    """

    generation: int
    running: bool
    step: int
    why: Problem | None = None


class Taught(Tagged, frozen=True):
    """The teaching ``number`` has ended: with a ``report``, or with a ``problem`` that says why it cannot be done."""

    generation: int
    number: TeachingNumber
    report: TeachReport | None = None
    problem: Problem | None = None


class Recalled(Tagged, frozen=True):
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


class Refused(Tagged, frozen=True):
    """A command could not be carried out; ``problem`` says why and what to do."""

    seq: int
    generation: int
    problem: Problem


class Exported(Tagged, frozen=True):
    """The file of an ``ExportOffsets`` is complete, or was not written at all.

    Attributes:
        seq: of the command.
        points: the number of sampling points in the file.
        problem: why there is no file; None if there is.
    """

    seq: int
    points: Annotated[int, Meta(ge=0)] = 0
    problem: Problem | None = None


class Writing(Tagged, frozen=True):
    """How far a file is: ``done`` of ``total`` parts; ``seq`` is that of the ``Enlarge`` or ``ExportOffsets``."""

    seq: int
    done: Annotated[int, Meta(ge=0)]
    total: Annotated[int, Meta(ge=1)]


class Enlarged(Tagged, frozen=True):
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


class ShuffleLayer(Struct, frozen=True, forbid_unknown_fields=True):
    """A pixel shuffle of a network: its name in it, its factor r, and C·r², the channels of its input."""

    name: Annotated[str, Meta(min_length=1, max_length=MAX_LAYER_NAME)]
    upscale_factor: Annotated[int, Meta(ge=2, le=MAX_SHUFFLE_FACTOR)]
    channels: Annotated[int, Meta(ge=FEWEST_CHANNELS, le=MAX_LAYER_CHANNELS)]


class NetworkRead(Tagged, frozen=True):
    """What was found in the network of a ``SetNetwork``.

    Attributes:
        seq: of the command.
        architecture: the name of its architecture.
        scale: by which it enlarges; 1 where it does not.
        layers: its pixel shuffles in the order in which they are computed; none where there is a problem.
        problem: why it cannot be used, or None.
    """

    seq: int
    architecture: Annotated[str, Meta(max_length=300)] = ""
    scale: Annotated[int, Meta(ge=1, le=64)] = 1
    layers: Annotated[tuple[ShuffleLayer, ...], Meta(max_length=64)] = ()
    problem: Problem | None = None


class NetworkRunning(Tagged, frozen=True):
    """How far the network is that is being computed: ``done`` of ``total`` layers."""

    done: Annotated[int, Meta(ge=0)]
    total: Annotated[int, Meta(ge=1)]


class Failed(Tagged, frozen=True):
    """An unexpected error has paused training; ``detail`` is the traceback."""

    generation: int
    problem: Problem
    detail: Annotated[str, Meta(max_length=MAX_REPLY_TEXT)]


Event: TypeAlias = (
    Ready
    | Configured
    | InputPicture
    | Progress
    | RunningChanged
    | Taught
    | Recalled
    | BranchesChanged
    | Arrived
    | Refused
    | Exported
    | Writing
    | Enlarged
    | CurvesWanted
    | ExperimentSaved
    | NetworkRead
    | NetworkRunning
    | Failed
)
