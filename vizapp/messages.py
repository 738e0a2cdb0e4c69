"""What the window and the engine say to each other.

Four roles: a *command* asks the engine to change, an *observation* says what the window wants to see, a
*snapshot* answers it (the newest wins), an *event* tells what happened (none is lost). Structs with arrays
as fields; how they become bytes is in :mod:`vizapp.wire`.

Every command carries ``seq``, raised by one per command. Every snapshot says the last ``seq`` that it has
taken into account, and its ``generation``: raised by the window with each new source, operator or reset,
so that answers about an older state of affairs can be told apart and dropped.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import numpy as np
from msgspec import Meta, Struct

from vizapp.experiment import Experiment, LabName

PROTOCOL = 3
MAX_UNITS = 16
MAX_PICTURE_PIXELS = 1_500_000
"""A map with more pixels than this is sent as the visible region, or reduced."""
MIN_STEPS_PER_SECOND = 1e-3
MAX_VALUES = 2**19
"""Exact values travel next to a picture up to this many numbers."""

PictureName: TypeAlias = Literal["output", "target", "error", "shuffled", "bicubic"]
LeftPicture: TypeAlias = Literal["channels", "input"]
Share: TypeAlias = Annotated[float, Meta(gt=0, le=1)]
Channels: TypeAlias = Annotated[tuple[int, ...], Meta(min_length=1, max_length=3)]
Position: TypeAlias = tuple[int, int]
Region: TypeAlias = tuple[int, int, int, int]
"""top, left, height, width in pixels of the map."""


class _Message(Struct, frozen=True, tag=True, forbid_unknown_fields=True, eq=False):
    """Base of everything on the wire. Compared by identity: arrays have no single truth value."""


# Observation -------------------------------------------------------------------------------------------------


class Observation(Struct, frozen=True, forbid_unknown_fields=True):
    """What the window wants to see.

    Attributes:
        units: output positions (y, x) whose taps are wanted (deformable lab).
        picture: which map the right canvas shows.
        output_channel: the channel it shows, and the one the inspector computes; None shows channels 0–2 as
            colour where there are three, and the inspector computes channel 0.
        input_channel: the channel of the left canvas, where that shows the input; None shows 0–2 as colour where
            there are three. In the shuffle None shows an image's first phases in its colours, and channel 0 of a
            feature map; super-resolve reads luma only and shows that.
        left_picture: mosaic of channels, or the low-resolution input (sub-pixel lab).
        region: the part of the right map that is on screen; None is all of it.
        max_pixels: how many pixels a picture may have before the region or a reduction is sent.
        picked_yx: low-resolution pixel whose r² sub-pixels are chips (sub-pixel lab); None where none is picked.
    """

    units: Annotated[tuple[Position, ...], Meta(max_length=MAX_UNITS)] = ()
    picture: PictureName = "output"
    output_channel: Annotated[int, Meta(ge=0)] | None = None
    input_channel: Annotated[int, Meta(ge=0)] | None = None
    left_picture: LeftPicture = "channels"
    region: Region | None = None
    max_pixels: Annotated[int, Meta(ge=256, le=64_000_000)] = MAX_PICTURE_PIXELS
    picked_yx: Position | None = None


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


class Picture(Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """A map made visible.

    Attributes:
        region: the part of the map it covers, in map pixels.
        pixels: uint8 (h, w, 1|3); h·w may be smaller than the region's when it had to be reduced.
        values: float32 (c, h, w), the exact numbers behind ``pixels``, or None where they are too many.
        low, high: the values drawn as black and as white.
    """

    region: Region
    pixels: np.ndarray
    values: np.ndarray | None
    low: float
    high: float


class UnitReading(Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """What one unit of the deformable layer reads; K taps, D channels in detail.

    Attributes:
        unit_yx: the output position.
        output_channel: the output channel that is computed.
        offset_yx: float32 (K, 2), with overrides applied.
        point_yx: float32 (K, 2), absolute, input pixels.
        truth_yx: float32 (K, 2), the points to be found, or None where no truth is known.
        placed: bool (K,), whether the point was placed by hand.
        channels: the D input channels given in detail.
        neighbours_yx: int32 (K, 4, 2), the four pixels around each point: (top, left), (top, right),
            (bottom, left), (bottom, right); may lie outside the image.
        neighbour_weights: float32 (K, 4), 0 for a pixel outside.
        neighbour_values: float32 (K, 4, D), 0 for a pixel outside.
        values: float32 (K, D), read by bilinear interpolation.
        kernel: float32 (K, D), the weights of the kernel.
        products: float32 (K,), kernel × value summed over *all* input channels.
        bias: the bias of the output channel.
        operator_output: what the operator itself gave for this unit and channel.
    """

    unit_yx: Position
    output_channel: int
    offset_yx: np.ndarray
    point_yx: np.ndarray
    truth_yx: np.ndarray | None
    placed: np.ndarray
    channels: tuple[int, ...]
    neighbours_yx: np.ndarray
    neighbour_weights: np.ndarray
    neighbour_values: np.ndarray
    values: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    bias: float
    operator_output: float


class OffsetStatistics(Struct, frozen=True, forbid_unknown_fields=True):
    """Over all units: magnitudes in px, and what is lost outside the image.

    A point is outside where it reads nothing but zeros, that is at y ≤ −1, y ≥ H, x ≤ −1 or x ≥ W.

    Attributes:
        outside_share: of all points, how many are outside, 0 … 1.
        dead_taps: taps whose points are all outside.
    """

    mean_magnitude: float
    max_magnitude: float
    outside_share: float
    dead_taps: int


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
        left: the mosaic of channel tiles as :class:`vizapp.tile_layout.TileLayout` lays it out for ``groups``, or the
            low-resolution input.
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
