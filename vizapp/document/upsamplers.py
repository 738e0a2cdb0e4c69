"""The settings of what enlarges a map in super-resolve: fixed interpolations, and layers that are trained.

Each has a name of its own, which is the name of its run where several train beside one another. All that are trained
share what computes the features at low resolution and differ in how they come from there to the enlarged map.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from vizapp.document.families import Family, Member
from vizapp.wording.translation import translate

MAX_COMPARED = 5
"""Upsamplers beside the main one."""
SMALLEST_TRANSPOSED, LARGEST_TRANSPOSED = 2, 9
"""Sides of the kernel of a transposed convolution."""


class UpsamplerSpec(Member):
    """Base of the settings of an upsampler.

    Attributes:
        trains: whether it has parameters that are learned.
        has_channels: whether it computes r² channels at low resolution that a pixel shuffle puts into place.
        moves_points: whether it computes where it reads its features.
    """

    __slots__ = ()
    trains: ClassVar[bool] = True
    has_channels: ClassVar[bool] = False
    moves_points: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """The name of its run: no two different upsamplers have the same."""
        return self.tag()


UPSAMPLERS: Family[UpsamplerSpec] = Family(UpsamplerSpec, "upsampler")


@UPSAMPLERS.add
class NearestUpsampler(
    Struct, UpsamplerSpec, frozen=True, forbid_unknown_fields=True, tag="nearest", tag_field="kind", kw_only=True
):
    """Each pixel is repeated r × r times."""

    trains: ClassVar[bool] = False


@UPSAMPLERS.add
class BilinearUpsampler(
    Struct, UpsamplerSpec, frozen=True, forbid_unknown_fields=True, tag="bilinear", tag_field="kind", kw_only=True
):
    """Bilinear interpolation."""

    trains: ClassVar[bool] = False


@UPSAMPLERS.add
class BicubicUpsampler(
    Struct, UpsamplerSpec, frozen=True, forbid_unknown_fields=True, tag="bicubic", tag_field="kind", kw_only=True
):
    """Bicubic interpolation with a = −0.75, as torch has it: what every trained upsampler adds to."""

    trains: ClassVar[bool] = False


@UPSAMPLERS.add
class LanczosUpsampler(
    Struct, UpsamplerSpec, frozen=True, forbid_unknown_fields=True, tag="lanczos", tag_field="kind", kw_only=True
):
    """Interpolation with a windowed sinc that has three lobes on a side."""

    trains: ClassVar[bool] = False


@UPSAMPLERS.add
class ShuffleUpsampler(
    Struct, UpsamplerSpec, frozen=True, forbid_unknown_fields=True, tag="subpixel", tag_field="kind", kw_only=True
):
    """A sub-pixel convolution: a convolution to r² channels and a pixel shuffle.

    Source: Shi et al., 2016, arXiv:1609.05158.
    """

    has_channels: ClassVar[bool] = True


@UPSAMPLERS.add
class IcnrUpsampler(
    Struct,
    UpsamplerSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="subpixel-icnr",
    tag_field="kind",
    kw_only=True,
):
    """A sub-pixel convolution whose r² kernels are alike at first, so that it begins as convolution and nearest.

    Source: Aitken et al., Checkerboard artifact free sub-pixel convolution, 2017, arXiv:1707.02937.
    """

    has_channels: ClassVar[bool] = True


@UPSAMPLERS.add
class TransposedUpsampler(
    Struct, UpsamplerSpec, frozen=True, forbid_unknown_fields=True, tag="transposed", tag_field="kind", kw_only=True
):
    """A transposed convolution with a stride of r.

    Its kernels overlap evenly where r divides ``kernel_size``.
    """

    kernel_size: Annotated[int, Meta(ge=SMALLEST_TRANSPOSED, le=LARGEST_TRANSPOSED)] = 4

    @property
    def name(self) -> str:
        return f"{self.tag()}-k{self.kernel_size}"


@UPSAMPLERS.add
class ResizeConvUpsampler(
    Struct, UpsamplerSpec, frozen=True, forbid_unknown_fields=True, tag="resize-conv", tag_field="kind", kw_only=True
):
    """The features are repeated r × r times, and a 3×3 convolution reads the enlarged map.

    Source: Odena et al., Deconvolution and checkerboard artifacts, Distill, 2016.
    """


@UPSAMPLERS.add
class DySampleUpsampler(
    Struct, UpsamplerSpec, frozen=True, forbid_unknown_fields=True, tag="dysample", tag_field="kind", kw_only=True
):
    """The features are read at points that they themselves move, one for each sub-pixel, before a 3×3 convolution.

    A convolution computes the offsets at low resolution, and a pixel shuffle brings them to the sub-pixels.

    Source: Liu et al., Learning to upsample by learning to sample, 2023, arXiv:2308.15085.
    """

    moves_points: ClassVar[bool] = True


@UPSAMPLERS.add
class DeformableUpsampler(
    Struct,
    UpsamplerSpec,
    frozen=True,
    forbid_unknown_fields=True,
    tag="deformable-sr",
    tag_field="kind",
    kw_only=True,
):
    """A deformable convolution to r² channels, and a pixel shuffle."""

    has_channels: ClassVar[bool] = True
    moves_points: ClassVar[bool] = True


def every_upsampler() -> tuple[UpsamplerSpec, ...]:
    """Return every upsampler, with each kernel of the transposed convolution."""
    sides = range(SMALLEST_TRANSPOSED, LARGEST_TRANSPOSED + 1)
    transposed = [TransposedUpsampler(kernel_size=side) for side in sides]
    return tuple(each for kind in UPSAMPLERS for each in (transposed if kind is TransposedUpsampler else [kind()]))


def upsampler_named(name: str) -> UpsamplerSpec:
    """Return the upsampler whose run has this name.

    Raises:
        ValueError: there is none; names those that there are.
    """
    known = {each.name: each for each in every_upsampler()}
    if name not in known:
        text = translate("Document", "there is no upsampler {name}; choose among: {known}")
        raise ValueError(text.format(name=repr(name), known=", ".join(known)))
    return known[name]
