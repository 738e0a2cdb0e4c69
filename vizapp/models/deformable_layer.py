"""A deformable convolution layer: a branch that gives the offsets, and a kernel that reads where they point."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn

from vizapp.document.offset_branch import Learned, Modulation
from vizapp.geometry import ConvGeometry
from vizapp.models.adam import ParameterGroup
from vizapp.models.branch_base import Numbers, OffsetBranch
from vizapp.models.branch_input import BranchInput
from vizapp.ops import deform_conv2d

FAR_OUTSIDE = -1e6
"""In input pixels: an offset with which a point reads nothing."""
_KERNEL_RATE = 0.5
"""Of the learning rate. At the whole of it the loss ends 1.7 times as high after 300 steps, on two photographs."""


class PlacedOffsets(NamedTuple):
    """Placed offsets, which replace those of the layer's branch.

    ``where`` is bool and ``values`` float, both (1, 2·G·K, oh, ow) in the layout of an offset map.
    """

    where: Tensor
    values: Tensor

    def apply(self, offset: Tensor) -> Tensor:
        """Return ``offset`` with the placed values filled in; no gradient flows through those."""
        return torch.where(self.where, self.values, offset)

    def divided(self, by: float) -> PlacedOffsets:
        """Return the same with offsets that are so many times as short."""
        return self._replace(values=self.values / by)


class Sampling(NamedTuple):
    """How a layer reads: ``offset`` (1, 2·G·K, oh, ow), and ``mask`` (1, G·K, oh, ow), None without modulation.

    ``broken`` is bool (1, G·K, oh, ow), the points that have no finite offset and read nothing; None where all have
    one. The offsets there are 0.
    """

    offset: Tensor
    mask: Tensor | None = None
    broken: Tensor | None = None

    def detach(self) -> Sampling:
        """Return the same without a gradient."""
        return self._replace(offset=self.offset.detach(), mask=None if self.mask is None else self.mask.detach())

    def is_finite(self) -> bool:
        """Return whether all numbers are."""
        return all(bool(torch.isfinite(each).all()) for each in self if each is not None)


class LayerResult(NamedTuple):
    """The result of a forward pass: ``output`` (1, O, oh, ow), and the ``offset`` and ``mask`` used for it.

    ``offset`` is (1, 2·G·K, oh, ow), ``mask`` (1, G·K, oh, ow) or None; ``broken`` is as for :class:`Sampling`,
    without points that were placed by hand.
    """

    output: Tensor
    offset: Tensor
    mask: Tensor | None = None
    broken: Tensor | None = None

    def detach(self) -> LayerResult:
        """Return the same without a gradient."""
        return LayerResult(*(None if each is None else each.detach() for each in self))  # type: ignore[arg-type]  # one a field


class DeformableLayer(nn.Module):
    """One deformable layer: offsets, and with modulation masks, from a branch, then the kernel, trained or not.

    The branch reads the input as :class:`.branch_input.BranchInput` scales it, around the middle of each unit's
    kernel. It gives 2·G·K offsets for each unit, in torchvision's layout, and behind them with modulation G·K numbers
    that the masks are made of, one for each tap of each offset group.

    Source: Dai et al., Deformable Convolutional Networks, 2017, arXiv:1703.06211; for the kinds of modulation see
    :data:`vizapp.document.offset_branch.Modulation`.
    """

    kernel: Tensor
    bias: Tensor | None

    def __init__(
        self,
        kernel: Tensor,
        branch: OffsetBranch,
        geometry: ConvGeometry,
        *,
        offset_groups: int = 1,
        modulation: Modulation = "none",
        learns: Learned = "offsets",
        bias: Tensor | None = None,
    ) -> None:
        """Make the layer on the kernel's device.

        Args:
            kernel: (O, C/groups, kh, kw) with kh and kw odd; it is copied.
            branch: gives :func:`numbers_of` for each unit.
            geometry: of the same kernel size.
            offset_groups: G, the blocks of input channels that are read with offsets of their own.
            modulation: how the masks are made.
            learns: which parameters are trained: the branch's, the kernel, or both.
            bias: (O,), which is not trained; None is 0.

        Raises:
            ValueError: the kernel has an even side, or not the size of the geometry.
        """
        super().__init__()
        size = tuple(kernel.shape[2:])
        if size != geometry.kernel_size or geometry.centre_tap is None:
            raise ValueError(
                f"kernel has the shape {tuple(kernel.shape)}, but (O, C, kh, kw) was expected with odd sides "
                f"{geometry.kernel_size}"
            )
        self.geometry = geometry
        self.offset_groups = offset_groups
        self.modulation: Modulation = modulation
        self.trains_kernel = learns != "offsets"
        if self.trains_kernel:
            self.kernel = nn.Parameter(kernel.clone())
        else:
            self.register_buffer("kernel", kernel.clone())
        self.register_buffer("bias", None if bias is None else bias.clone())
        self.branch = branch
        if learns == "kernel":
            branch.requires_grad_(False)

    @property
    def taps(self) -> int:
        """K, the number of taps."""
        return self.geometry.taps

    @property
    def points(self) -> int:
        """G·K, the number of sampling points of a unit."""
        return self.offset_groups * self.taps

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        """Return the trained parameters and their learning rate factors."""
        kernel = (ParameterGroup((self.kernel,), _KERNEL_RATE),) if self.trains_kernel else ()
        groups = (*self.branch.parameter_groups(), *kernel)
        return tuple(group for group in groups if all(each.requires_grad for each in group.parameters))

    def sampling(self, input: BranchInput) -> Sampling:
        """Return the branch's offsets, in input pixels, and its masks."""
        numbers = self.branch(input, self.geometry)
        if self.modulation == "none":
            return Sampling(numbers, None, self.branch.broken)
        offsets = 2 * self.points
        mask = mask_of(numbers[:, offsets:], self.modulation, self.offset_groups)
        return Sampling(numbers[:, :offsets], mask, self.branch.broken)

    def forward(self, input: Tensor, read: BranchInput, placed: PlacedOffsets | None = None) -> LayerResult:
        """Convolve ``input`` (1, C, H, W) with the branch's offsets, replaced by the placed ones where there are any.

        ``read`` is what the branch reads of the input.

        Raises:
            ValueError: offsets or masks are not finite, or the input does not fit the kernel.
        """
        return self.read(partial(self.convolve, input), self.sampling(read), placed)

    def read(
        self, convolve: Callable[[Tensor, Tensor | None], Tensor], own: Sampling, placed: PlacedOffsets | None
    ) -> LayerResult:
        """Convolve as :meth:`forward` does, with what the branch gives, ``own``, already known.

        ``convolve`` returns the convolution of the input with the layer's kernel, read at offsets and weighed by
        masks.
        """
        offset = own.offset if placed is None else placed.apply(own.offset)
        mask, broken = own.mask, own.broken
        if broken is not None:
            broken = broken if placed is None else broken & ~placed.where[:, ::2]
            mask = (torch.ones_like(offset[:, ::2]) if mask is None else mask).masked_fill(broken, 0)
        # So far away that not even a NaN is read: no mask would make that 0.
        read_at = offset if broken is None else offset.masked_fill(broken.repeat_interleave(2, 1), FAR_OUTSIDE)
        output = convolve(read_at, mask)
        if self.bias is not None:
            output = output + self.bias[:, None, None]
        return LayerResult(output, offset, mask, broken)

    def convolve(self, input: Tensor, offset: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the convolution (B, O, oh, ow) of ``input`` read at ``offset`` (B, 2·G·K, oh, ow).

        ``mask`` is (B, G·K, oh, ow), or None for 1.
        """
        geometry = self.geometry
        return deform_conv2d(
            input,
            offset,
            self.kernel,
            stride=geometry.stride,
            padding=geometry.padding,
            dilation=geometry.dilation,
            mask=mask,
        )


def numbers_of(points: int, modulation: Modulation) -> Numbers:
    """Return how many numbers a branch gives for each unit of a layer with ``points`` sampling points, G·K."""
    return Numbers(2 * points, 0 if modulation == "none" else points)


def mask_of(numbers: Tensor, modulation: Modulation, offset_groups: int) -> Tensor:
    """Return the masks that are made of ``numbers`` (1, G·K, oh, ow), in the same shape.

    See :data:`vizapp.document.offset_branch.Modulation`.

    Raises:
        ValueError: there are no masks without modulation.
    """
    match modulation:
        case "sigmoid":
            return torch.sigmoid(numbers)
        case "2·sigmoid":
            return 2 * torch.sigmoid(numbers)
        case "softmax":
            return numbers.unflatten(1, (offset_groups, -1)).softmax(2).flatten(1, 2)
        case "unbounded":
            return numbers
        case "none":
            raise ValueError("there are no masks without modulation")


def dense_kernel(kernel: Tensor, channels: int) -> Tensor:
    """Return a kernel (O, C/groups, kh, kw) as one of a convolution without groups, (O, C, kh, kw)."""
    outputs, read = kernel.shape[:2]
    groups = channels // read
    if groups == 1:
        return kernel
    dense = kernel.new_zeros(groups, outputs // groups, groups, read, *kernel.shape[2:])
    for group, part in enumerate(kernel.unflatten(0, (groups, -1))):
        dense[group, :, group] = part
    return dense.flatten(2, 3).flatten(0, 1)
