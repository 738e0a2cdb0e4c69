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

from vizapp.document.experiment import Experiment, LabName
from vizapp.protocol.observations import Channels, Observation, OffsetStatistics, Picture, Position, UnitReading

PROTOCOL = 3
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
    """Take over overrides, phase order and learning rate; nothing starts again."""

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


class _Snapshot(_Message, frozen=True, kw_only=True):
    """Attributes common to both labs.

    ``applied`` is the seq of the last command taken into account, by which the window tells what was computed before
    the person's last change; ``memory_bytes`` is what the engine holds on its device (resident memory on a CPU).
    """

    generation: int
    applied: int
    step: int
    running: bool
    steps_per_second: float
    memory_bytes: int
    picture: Picture | None


class DeformableSnapshot(_Snapshot, frozen=True, kw_only=True):
    """What the deformable lab shows.

    Attributes:
        distance: mean distance in px of the points of this very snapshot to the hidden ones, over the taps that are
            not placed by hand for every unit; NaN where none is left. None while training runs, where Progress says
            what is measured.
    """

    units: tuple[UnitReading, ...]
    statistics: OffsetStatistics | None
    distance: float | None = None


class SubpixelSnapshot(_Snapshot, frozen=True, kw_only=True):
    """What the sub-pixel lab shows.

    Attributes:
        left: the mosaic of channel tiles as :class:`vizapp.document.tile_layout.TileLayout` lays it out for
            ``groups``, or the low-resolution input.
        groups: the output channels whose tiles the mosaic shows: all where there are few tiles, otherwise the chosen
            one, or as many as there is room for.
        picked_yx: the pixel that ``picked_values`` belong to; None where none is picked, or it lies outside the map.
        picked_values: float32 (r²,), what the picked pixel holds, by landing phase.
        psnr: dB on the part held out, of the output with the parameters and the phase order of this very snapshot,
            whichever map ``picture`` is; not finite where the numbers are not, or where nothing is wrong. None while
            training runs, where Progress says what is measured, and where nothing is learned.
    """

    left: Picture | None
    groups: tuple[int, ...]
    picked_yx: Position | None
    picked_values: np.ndarray | None
    psnr: float | None = None


Snapshot: TypeAlias = DeformableSnapshot | SubpixelSnapshot


# Events ------------------------------------------------------------------------------------------------------


class DeviceInfo(Struct, frozen=True, forbid_unknown_fields=True):
    """A device that can be chosen: ``name`` as in Experiment.device, ``label`` for people, memory (0 if unknown)."""

    name: str
    label: str
    memory_bytes: int = 0


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
        references: named constants for the curves, such as {"bicubic": PSNR in dB}.
        trainable: False where there is nothing to step (a plain shuffle).
        note: one sentence about what was done to the source, or "".
        covered: the shares of the source's height and width that the input covers, from its top left; less than 1
            where a remainder was cut off.
        held_out_from: the column of the output from which on training sees nothing; None where it sees all.
    """

    generation: int
    lab: LabName
    step: int
    input_shape: tuple[int, int, int]
    output_shape: tuple[int, int, int]
    device: DeviceInfo
    parameters: int
    references: dict[str, float]
    trainable: bool
    note: str
    covered: tuple[Share, Share] = (1.0, 1.0)
    held_out_from: Annotated[int, Meta(ge=0)] | None = None


class InputPicture(_Message, frozen=True):
    """The working copy as the operator reads it; sent once a generation, and when another channel is asked for."""

    generation: int
    channels: Channels
    picture: Picture


class Progress(_Message, frozen=True):
    """What the steps ``first_step`` … measured: float64 arrays of one length, one entry a step.

    Every step since the last Progress of this generation is in it, so that a curve has no gaps.
    Each is measured before the step's update. Deformable: "loss", and "distance" in px, over the taps that are not
    placed by hand for every unit, NaN where none is left. Sub-pixel: "loss", and "psnr" in dB, NaN at steps where it
    was not measured.
    """

    generation: int
    lab: LabName
    first_step: int
    series: dict[str, np.ndarray]


class RunningChanged(_Message, frozen=True):
    generation: int
    running: bool
    step: int


class Refused(_Message, frozen=True):
    """A command could not be carried out: ``sentence`` says what is wrong and what would be right."""

    seq: int
    generation: int
    sentence: str


class Failed(_Message, frozen=True):
    """Something that should not happen did, and training was paused: one sentence, and the traceback."""

    generation: int
    sentence: str
    detail: str


Event: TypeAlias = Ready | Configured | InputPicture | Progress | RunningChanged | Refused | Failed
Reply: TypeAlias = Snapshot | Event
