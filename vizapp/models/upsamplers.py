"""Networks that share one body and differ in how they come from its features to the enlarged map."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.document.upsamplers import (
    DeformableUpsampler,
    DySampleUpsampler,
    IcnrUpsampler,
    ResizeConvUpsampler,
    ShuffleUpsampler,
    TransposedUpsampler,
    UpsamplerSpec,
)
from vizapp.models.adam import ParameterGroup
from vizapp.models.enlarging import (
    BodyNetwork,
    EnlargingNetwork,
    HeadedNetwork,
    Scales,
    initialise_as_torch,
    make_convolution,
)
from vizapp.models.espcn import ESPCN
from vizapp.ops import deform_conv2d, offsets_from_points, pixel_shuffle
from vizapp.overlap import leading_cut

OFFSET_GROUPS = 4
"""Of DySample: blocks of features that are read at points of their own."""
_SCOPE = 0.25
"""Of DySample: what its convolution gives is multiplied by so many low-resolution pixels."""
_FIRST_OFFSETS = 1e-3
"""The standard deviation of the weights that DySample's offsets come from, at step 0."""
MOST_MOVED = 4.0
"""Low-resolution pixels by which a point is moved at most, along each axis: so it is known how far a network
reads."""
_OFFSET_RATE = 0.1
"""Of the learning rate: what moves points learns more slowly than the kernel that reads there."""


class FeaturePoints(NamedTuple):
    """Where the features are read for one low-resolution pixel; (y, x) in low-resolution pixels.

    Attributes:
        point: (G, K, 2), of each group of features K points.
        rigid: (K, 2), where these would be without offsets.
    """

    point: Tensor
    rigid: Tensor


class PointNetwork(BodyNetwork):
    """A network that computes where it reads its features.

    Attributes:
        offsets: the convolution of the features that computes by how much the points are moved.
    """

    offsets: nn.Conv2d

    @abstractmethod
    def points_of(self, x: Tensor, pixel_yx: tuple[int, int]) -> FeaturePoints:
        """Return where the features of an input (1, C, h, w) are read for its pixel (y, x).

        Only what these points depend on is computed.
        """

    def _moved_at(self, x: Tensor, pixel_yx: tuple[int, int], reach: int) -> Tensor:
        """Return the offset channels (n,) at a pixel, which are computed from features at most ``reach`` away."""
        margin = self.body_reach + reach
        top, left = (max(0, place - margin) for place in pixel_yx)
        row, column = pixel_yx
        part = x[..., top : row + margin + 1, left : column + margin + 1]
        return self._moved(self.features(part))[0, :, row - top, column - left]

    @abstractmethod
    def _moved(self, features: Tensor) -> Tensor:
        """Return the offset channels (B, n, h, w), in pixels of the features (B, F, h, w)."""


class TransposedNetwork(HeadedNetwork):
    """A transposed convolution with a stride of r makes the enlarged map."""

    def __init__(
        self,
        upscale_factor: int,
        kernel_size: int,
        features: Sequence[int],
        scales: Scales,
        generator: torch.Generator | None,
    ) -> None:
        """Make the network with torch's default initialisation; what its kernel overhangs is cut off evenly."""
        super().__init__(upscale_factor, features, scales, generator)
        r, k = upscale_factor, kernel_size
        padding = leading_cut(k, r)
        missing = 2 * padding - (k - r)
        self.head = nn.ConvTranspose2d(features[-1], 1, k, r, padding, missing)
        # torch counts the fan-in of a transposed convolution over its outputs.
        initialise_as_torch(self.head.weight, self.head.bias, k * k, generator)
        self.reach = self.body_reach + -(-k // r)

    @torch.no_grad()
    def even_out(self) -> None:
        """Give every kernel one weight at all its places; over the kernels the weights are spread as before.

        What the network makes of even features then differs between phases by the overlap alone: not at all where r
        divides the kernel's side.
        """
        weight = self.head.weight
        # The mean of k² independent weights has 1/k of their deviation.
        weight.copy_((weight.mean((2, 3), keepdim=True) * weight.shape[3]).expand_as(weight))

    def enlarged(self, features: Tensor) -> Tensor:
        result: Tensor = self.head(features)
        return result


class ResizeConvNetwork(HeadedNetwork):
    """The features are repeated r × r times, and a 3×3 convolution reads them."""

    def __init__(
        self, upscale_factor: int, features: Sequence[int], scales: Scales, generator: torch.Generator | None
    ) -> None:
        super().__init__(upscale_factor, features, scales, generator)
        self.head = make_convolution(features[-1], 1, 3, generator)
        self.reach = self.body_reach + 1

    def enlarged(self, features: Tensor) -> Tensor:
        result: Tensor = self.head(functional.interpolate(features, scale_factor=self.upscale_factor, mode="nearest"))
        return result


class DySampleNetwork(HeadedNetwork, PointNetwork):
    """A convolution computes where each sub-pixel reads the features; a 3×3 convolution reads what was found there.

    The offsets of the r² sub-pixels of a pixel are channels at low resolution until a pixel shuffle brings them to
    their sub-pixels. Without offsets the features are interpolated bilinearly. The points are read by a deformable
    convolution whose one tap has the weight 1, in groups of features.

    Source: Liu et al., Learning to upsample by learning to sample, 2023, arXiv:2308.15085, with a static scope and
    linear + pixel shuffle.
    """

    one: Tensor

    def __init__(
        self, upscale_factor: int, features: Sequence[int], scales: Scales, generator: torch.Generator | None
    ) -> None:
        """Make the network; there must be a multiple of ``OFFSET_GROUPS`` of features."""
        super().__init__(upscale_factor, features, scales, generator)
        # Half a pixel to the centre of a sub-pixel, one between two pixels, and what the last convolution reads.
        self.reach = self.body_reach + math.ceil(0.5 + MOST_MOVED) + 1
        self.head = make_convolution(features[-1], 1, 3, generator)
        self.offsets = nn.Conv2d(features[-1], 2 * OFFSET_GROUPS * upscale_factor**2, 1)
        nn.init.normal_(self.offsets.weight, std=_FIRST_OFFSETS, generator=generator)
        assert self.offsets.bias is not None
        nn.init.zeros_(self.offsets.bias)
        self.register_buffer("one", torch.ones(features[-1], 1, 1, 1), persistent=False)

    def points(self, features: Tensor) -> Tensor:
        """Return where sub-pixels read the features (B, F, h, w): (B, G, 2, h·r, w·r), (y, x) in their pixels."""
        r = self.upscale_factor
        return pixel_shuffle(self._moved(features), r).unflatten(1, (OFFSET_GROUPS, 2)) + phase_centres(features, r)

    def points_of(self, x: Tensor, pixel_yx: tuple[int, int]) -> FeaturePoints:
        """Return the points of the pixel's r² sub-pixels, in the order of their phases i·r + j."""
        moved = self._moved_at(x, pixel_yx, 0).view(OFFSET_GROUPS, 2, -1).mT
        centres = phase_centres(moved.new_empty(1, 1), self.upscale_factor).flatten(1).mT
        rigid = centres + moved.new_tensor(pixel_yx)
        return FeaturePoints(rigid + moved, rigid)

    def _moved(self, features: Tensor) -> Tensor:
        """Return the offsets (B, 2·G·r², h, w): of each group y and then x, each of all phases."""
        moved: Tensor = self.offsets(features) * _SCOPE
        return moved.clamp(-MOST_MOVED, MOST_MOVED)

    def enlarged(self, features: Tensor) -> Tensor:
        result: Tensor = self.head(self.sampled(features, self.points(features)))
        return result

    def sampled(self, features: Tensor, points_yx: Tensor) -> Tensor:
        """Return (B, F, H, W), ``features`` (B, F, h, w) read at ``points_yx`` (B, G, 2, H, W); H > h + 1, W > w + 1.

        The edge is repeated once, so that a point at most a pixel outside still reads it; farther outside it is 0.
        """
        rows, columns = (big - side for big, side in zip(points_yx.shape[3:], features.shape[2:], strict=True))
        framed = functional.pad(features, (1, 1, 1, 1), mode="replicate")
        # A convolution of one tap has as many units as its input has pixels.
        canvas = functional.pad(framed, (0, columns - 2, 0, rows - 2))
        offset = offsets_from_points(points_yx[:, :, None] + 1, 1)
        return deform_conv2d(canvas, offset, self.one)

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        moving = tuple(self.offsets.parameters())
        others = (*self.layers.parameters(), *self.head.parameters())
        return ParameterGroup(others), ParameterGroup(moving, _OFFSET_RATE)


class DeformableNetwork(PointNetwork):
    """A deformable 3×3 convolution to r² channels, and a pixel shuffle; its offsets are zero at first.

    Source: Dai et al., Deformable Convolutional Networks, 2017, arXiv:1703.06211.
    """

    def __init__(
        self, upscale_factor: int, features: Sequence[int], scales: Scales, generator: torch.Generator | None
    ) -> None:
        super().__init__(upscale_factor, features, scales, generator)
        self.reach = self.body_reach + 1 + math.ceil(MOST_MOVED)
        self.head = make_convolution(features[-1], upscale_factor**2, 3, generator)
        self.offsets = nn.Conv2d(features[-1], 18, 3, padding=1)
        for parameter in self.offsets.parameters():
            nn.init.zeros_(parameter)

    def channels(self, x: Tensor) -> Tensor:
        return self._channels_of(self.features(x))

    def residual_of(self, features: Tensor, phase_order: Sequence[int] | None = None) -> Tensor:
        return pixel_shuffle(self._channels_of(features), self.upscale_factor, phase_order=phase_order)

    def _channels_of(self, features: Tensor) -> Tensor:
        result = deform_conv2d(features, self._moved(features), self.head.weight, self.head.bias, padding=1)
        return result * self.scales.output_deviation

    def points_of(self, x: Tensor, pixel_yx: tuple[int, int]) -> FeaturePoints:
        """Return the points of the kernel's nine taps, which all sub-pixels of the pixel share."""
        moved = self._moved_at(x, pixel_yx, 1).view(1, -1, 2)
        steps = torch.arange(-1, 2, dtype=moved.dtype, device=moved.device)
        rigid = torch.cartesian_prod(steps, steps) + moved.new_tensor(pixel_yx)
        return FeaturePoints(rigid + moved, rigid)

    def _moved(self, features: Tensor) -> Tensor:
        """Return the offsets (B, 18, h, w): of each tap y and then x."""
        moved: Tensor = self.offsets(features)
        return moved.clamp(-MOST_MOVED, MOST_MOVED)

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        others = (*self.layers.parameters(), *self.head.parameters())
        return ParameterGroup(others), ParameterGroup(tuple(self.offsets.parameters()), _OFFSET_RATE)


def phase_centres(like: Tensor, factor: int) -> Tensor:
    """Return (2, h·r, w·r), where the centres of the sub-pixels of a map (…, h, w) lie: (y, x) in its pixels."""
    rows, columns = (
        (torch.arange(side * factor, dtype=like.dtype, device=like.device) + 0.5) / factor - 0.5
        for side in like.shape[-2:]
    )
    return torch.stack(torch.meshgrid(rows, columns, indexing="ij"))


def make_network(
    spec: UpsamplerSpec,
    upscale_factor: int,
    features: Sequence[int],
    scales: Scales,
    generator: torch.Generator | None,
) -> EnlargingNetwork:
    """Return the network of a trained upsampler.

    Args:
        spec: one that trains.
        upscale_factor: r.
        features: the numbers of channels after each convolution at low resolution.
        scales: of input and output.
        generator: the CPU generator of the initial weights; of two that are in the same state the networks have the
            same body.
    """
    espcn = partial(ESPCN, upscale_factor, features=features, scales=scales, generator=generator)
    if isinstance(spec, TransposedUpsampler):
        return TransposedNetwork(upscale_factor, spec.kernel_size, features, scales, generator)
    makers: Mapping[type[UpsamplerSpec], Callable[[], EnlargingNetwork]] = {
        ShuffleUpsampler: espcn,
        IcnrUpsampler: partial(espcn, icnr=True),
        ResizeConvUpsampler: partial(ResizeConvNetwork, upscale_factor, features, scales, generator),
        DySampleUpsampler: partial(DySampleNetwork, upscale_factor, features, scales, generator),
        DeformableUpsampler: partial(DeformableNetwork, upscale_factor, features, scales, generator),
    }
    return makers[type(spec)]()
