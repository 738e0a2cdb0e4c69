"""A deformable convolution layer: a branch that gives the offsets, and a kernel that reads where they point."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn

from vizapp.document.offset_branch import Learned
from vizapp.geometry import ConvGeometry
from vizapp.models.adam import ParameterGroup
from vizapp.models.branch_base import OffsetBranch
from vizapp.models.branch_input import BranchInput
from vizapp.ops import deform_conv2d


class PlacedOffsets(NamedTuple):
    """Placed offsets, which replace those of the layer's branch.

    ``where`` is bool and ``values`` float, both (1, 2·K, oh, ow) in the layout of an offset map.
    """

    where: Tensor
    values: Tensor

    def apply(self, offset: Tensor) -> Tensor:
        """Return ``offset`` with the placed values filled in; no gradient flows through those."""
        return torch.where(self.where, self.values, offset)


class LayerResult(NamedTuple):
    """The result of a forward pass: ``output`` (1, O, oh, ow) and the ``offset`` (1, 2·K, oh, ow) used for it."""

    output: Tensor
    offset: Tensor


class DeformableLayer(nn.Module):
    """One deformable layer: offsets from a branch, then the kernel, which is trained or not.

    The padding is dilation·(k // 2), so that unit (oy, ox) lies at the pixel (oy·stride, ox·stride).

    The branch reads the input as :class:`.branch_input.BranchInput` scales it.

    Source: Dai et al., Deformable Convolutional Networks, 2017, arXiv:1703.06211.
    """

    kernel: Tensor

    def __init__(
        self,
        kernel: Tensor,
        branch: OffsetBranch,
        *,
        stride: int = 1,
        dilation: int = 1,
        learns: Learned = "offsets",
    ) -> None:
        """Make the layer on the kernel's device.

        Args:
            kernel: (O, C, k, k) with k odd; it is copied.
            branch: gives 2·K offsets for each unit.
            stride: steps between units, in input pixels.
            dilation: steps between taps, in input pixels.
            learns: which parameters are trained: the branch's, the kernel, or both.

        Raises:
            ValueError: the kernel is not square or has an even size, or stride or dilation is below 1.
        """
        super().__init__()
        height, width = kernel.shape[2:]
        if height != width or height % 2 == 0:
            raise ValueError(f"kernel has the shape {tuple(kernel.shape)}, but (O, C, k, k) with k odd was expected")
        self.geometry = ConvGeometry.aligned(height, stride, dilation)
        self.trains_kernel = learns != "offsets"
        if self.trains_kernel:
            self.kernel = nn.Parameter(kernel.clone())
        else:
            self.register_buffer("kernel", kernel.clone())
        self.branch = branch
        if learns == "kernel":
            branch.requires_grad_(False)

    @property
    def taps(self) -> int:
        """K, the number of taps."""
        return self.geometry.taps

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        """Return the trained parameters and their learning rate factors."""
        kernel = (ParameterGroup((self.kernel,)),) if self.trains_kernel else ()
        groups = (*self.branch.parameter_groups(), *kernel)
        return tuple(group for group in groups if all(each.requires_grad for each in group.parameters))

    def offsets(self, input: BranchInput) -> Tensor:
        """Return the branch's offsets (1, 2·K, oh, ow), in input pixels."""
        return self.branch(input, self.geometry.stride)

    def forward(self, input: Tensor, read: BranchInput, placed: PlacedOffsets | None = None) -> LayerResult:
        """Convolve ``input`` (1, C, H, W) with the branch's offsets, replaced by the placed ones where there are any.

        ``read`` is what the branch reads of the input.

        Raises:
            ValueError: the offsets are not finite, or the input does not fit the kernel.
        """
        return self.read(partial(self.convolve, input), self.offsets(read), placed)

    def read(self, convolve: Callable[[Tensor], Tensor], own: Tensor, placed: PlacedOffsets | None) -> LayerResult:
        """Convolve as :meth:`forward` does, with the branch's ``own`` offsets (1, 2·K, oh, ow) given.

        ``convolve`` returns the convolution of the input with the layer's kernel, read at offsets.
        """
        offset = own if placed is None else placed.apply(own)
        return LayerResult(convolve(offset), offset)

    def convolve(self, input: Tensor, offset: Tensor) -> Tensor:
        """Return the convolution (B, O, oh, ow) of ``input`` read at ``offset`` (B, 2·K, oh, ow)."""
        geometry = self.geometry
        return deform_conv2d(
            input,
            offset,
            self.kernel,
            stride=geometry.stride,
            padding=geometry.padding,
            dilation=geometry.dilation,
        )
