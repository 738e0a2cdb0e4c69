"""The document: one immutable value that says everything about an experiment.

An :class:`Experiment` is what is undone, sent to the engine and written next to results. A gesture never
changes one; it makes a new one with :func:`msgspec.structs.replace`. Positions are (y, x), in input pixels.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

LabName: TypeAlias = Literal["deformable", "subpixel"]
SubpixelTask: TypeAlias = Literal["shuffle", "super-resolve"]
ChannelOrder: TypeAlias = Literal["CRD", "DCR"]
Position: TypeAlias = tuple[int, int]
"""(y, x): an output position, or a pixel."""

Seed: TypeAlias = Annotated[int, Meta(ge=0, le=2**31 - 1)]
LearningRate: TypeAlias = Annotated[float, Meta(gt=0, le=10)]

WORKING_SIZE_RANGE = (16, 1024)
MAX_SHUFFLE_FACTOR = 8
MAX_LEARNED_FACTOR = 4
"""Super-resolve is offered up to this factor."""
MAX_OVERRIDES = 4096
MAX_PLACED_OFFSET = 10_000.0
"""Pixels; ten times the longest side of a working copy, and far from where positions lose precision or overflow."""
_MAX_TEXT_BYTES = 4 * 2**20


class _Spec(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything in the document."""


class Source(_Spec, frozen=True):
    """Where the picture or feature map comes from.

    ``kind`` says how to read ``location``: the id of a bundled sample, an absolute path, or the key of
    a picture that was pasted and lives in memory only. ``array`` names one array of a file that holds several,
    ``axes`` says where the channels stand in it; None leaves that to the reader.
    """

    kind: Literal["sample", "file", "memory"] = "sample"
    location: str = "astronaut"
    array: str | None = None
    axes: Literal["CHW", "HWC"] | None = None


class PointOverride(_Spec, frozen=True):
    """A sampling point that the person has placed: tap ``tap`` reads at ``offset_yx`` from its rigid place.

    ``unit_yx`` is the output position it holds for; None means at every unit. Neither part of the offset may be
    larger than ``MAX_PLACED_OFFSET``.
    """

    tap: Annotated[int, Meta(ge=0, lt=25)]
    offset_yx: tuple[float, float]
    unit_yx: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not all(math.isfinite(v) for v in self.offset_yx):
            raise ValueError(f"offset_yx of tap {self.tap} is {self.offset_yx}; both parts must be finite numbers")
        if not all(abs(v) <= MAX_PLACED_OFFSET for v in self.offset_yx):
            raise ValueError(
                f"offset_yx of tap {self.tap} is {self.offset_yx}; "
                f"both parts must lie between -{MAX_PLACED_OFFSET:g} and {MAX_PLACED_OFFSET:g} px"
            )


class HiddenTaps(_Spec, frozen=True):
    """Task: find the secret constant shifts (dy, dx) that the taps of a fixed kernel were given.

    ``max_shift`` bounds each part of a shift, in input pixels; ``out_channels`` is the number of outputs
    of the fixed kernel (nine or more make the taps tell-apart-able; a kernel with more taps gets one output a tap).
    """

    max_shift: Annotated[float, Meta(ge=0, le=8)] = 2.5
    out_channels: Annotated[int, Meta(ge=9, le=64)] = 9


class DeformableSpec(_Spec, frozen=True):
    """One deformable layer: its operator, its task, its training and the points placed by hand."""

    kernel_size: Literal[3, 5] = 3
    stride: Literal[1, 2] = 1
    dilation: Annotated[int, Meta(ge=1, le=8)] = 1
    task: HiddenTaps = HiddenTaps()
    learning_rate: LearningRate = 0.05
    overrides: Annotated[tuple[PointOverride, ...], Meta(max_length=MAX_OVERRIDES)] = ()

    @property
    def padding(self) -> int:
        """The padding that keeps units and pixels aligned one to one at stride 1: dilation·(k // 2)."""
        return self.dilation * (self.kernel_size // 2)

    @property
    def taps(self) -> int:
        return self.kernel_size * self.kernel_size


class SubpixelSpec(_Spec, frozen=True):
    """A pixel shuffle: its factor, its channel order, which phase reads which channel, and its training.

    ``phase_order[p]`` is the phase whose channel lands at phase p = i·r + j; empty means the identity.
    """

    task: SubpixelTask = "super-resolve"
    upscale_factor: Annotated[int, Meta(ge=2, le=MAX_SHUFFLE_FACTOR)] = 2
    order: ChannelOrder = "CRD"
    phase_order: tuple[int, ...] = ()
    learning_rate: LearningRate = 2e-3

    def __post_init__(self) -> None:
        phases = self.upscale_factor**2
        if self.phase_order and sorted(self.phase_order) != list(range(phases)):
            raise ValueError(
                f"phase_order is {self.phase_order}; for a factor of {self.upscale_factor} it must hold "
                f"each of 0 … {phases - 1} once"
            )
        if self.task == "super-resolve" and self.upscale_factor > MAX_LEARNED_FACTOR:
            raise ValueError(
                f"super-resolve is offered for factors from 2 to {MAX_LEARNED_FACTOR}, not {self.upscale_factor}"
            )

    @property
    def phases(self) -> tuple[int, ...]:
        """``phase_order`` written out: one entry per phase."""
        return self.phase_order or tuple(range(self.upscale_factor**2))


class Experiment(_Spec, frozen=True):
    """Everything that decides what is computed.

    ``working_size`` is the longest side, in pixels, of the copy that is trained on; None leaves it to the
    device (192 on a CPU, 384 on a GPU). ``device`` is "auto", "cpu", "mps" or "cuda:N".
    """

    lab: LabName = "deformable"
    source: Source = Source()
    deformable: DeformableSpec = DeformableSpec()
    subpixel: SubpixelSpec = SubpixelSpec()
    working_size: Annotated[int, Meta(ge=16, le=1024)] | None = None
    seed: Seed = 0
    device: Annotated[str, Meta(pattern=r"^(auto|cpu|mps|cuda:\d{1,2})$")] = "auto"


def needs_rebuild(old: Experiment, new: Experiment) -> bool:
    """Tell whether the lab of ``new`` has to start again at step 0 when ``old`` becomes ``new``.

    Points placed by hand, the phase order and the learning rate take effect in a running lab; everything
    else that the lab of ``new`` depends on rebuilds it. The other lab's settings do not count.
    """
    return _build_key(old) != _build_key(new)


def _build_key(experiment: Experiment) -> tuple[object, ...]:
    spec: DeformableSpec | SubpixelSpec
    if experiment.lab == "deformable":
        spec = msgspec.structs.replace(experiment.deformable, overrides=(), learning_rate=1.0)
    else:
        spec = msgspec.structs.replace(experiment.subpixel, phase_order=(), learning_rate=1.0)
    shared = (experiment.source, experiment.working_size, experiment.seed, experiment.device)
    return (experiment.lab, spec, *shared)


def to_text(experiment: Experiment) -> str:
    """Return the experiment as JSON text, to read, to share and to keep next to results."""
    return msgspec.json.format(msgspec.json.encode(experiment), indent=2).decode()


def from_text(text: str) -> Experiment:
    """Return the experiment that ``text`` describes.

    Raises:
        ValueError: not JSON, an unknown or missing field, or a value out of its range; says where.
    """
    if len(text) > _MAX_TEXT_BYTES:
        raise ValueError(f"the experiment text is longer than {_MAX_TEXT_BYTES // 2**20} MiB")
    try:
        return msgspec.json.decode(text, type=Experiment)
    except msgspec.MsgspecError as error:
        raise ValueError(f"this is not an experiment: {error}") from None
