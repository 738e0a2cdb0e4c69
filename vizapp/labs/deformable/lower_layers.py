"""The layers of a stack below its last one: what they make of a picture for the last layer to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn

from vizapp.document.deformable import DeformableSpec
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.labs.base import DivergedError
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.models.branch_input import BranchInput
from vizapp.models.deformable_layer import DeformableLayer, PlacedOffsets, Sampling


class LowerResult(NamedTuple):
    """What a layer gives: ``output`` (1, C, oh, ow), the ``offset`` with placed points, the ``mask`` or None.

    ``own`` is the branch's offset without placed points; both are (1, 2·G·K, oh, ow).
    """

    output: Tensor
    offset: Tensor
    mask: Tensor | None
    own: Tensor

    def detach(self) -> LowerResult:
        """Return the same without a gradient."""
        mask = None if self.mask is None else self.mask.detach()
        return LowerResult(self.output.detach(), self.offset.detach(), mask, self.own.detach())


class LowerLayers:
    """The layers that read before the last one does; none of a single layer.

    Each reads what the one below it gives, with its kernel and with its branch alike. What a branch reads is held as
    it is: no gradient goes through a branch to the layers below its own, which learn by what the kernels read of
    them.

    Attributes:
        layers: from the one that reads the picture on.
    """

    def __init__(self, layers: Sequence[DeformableLayer], branch: OffsetBranchSpec) -> None:
        """``branch`` holds the settings of every layer's branch."""
        self.layers = nn.ModuleList(layers)
        self._branch = branch
        self._sizes: dict[int, BranchInput] = {}

    def __len__(self) -> int:
        return len(self.layers)

    def __iter__(self) -> Iterator[DeformableLayer]:
        return (cast(DeformableLayer, layer) for layer in self.layers)

    def run(self, picture: PictureInput, placed: Sequence[PlacedOffsets | None] = ()) -> tuple[LowerResult, ...]:
        """Return what each layer gives of a picture, with gradients where they are on.

        ``placed`` holds the placed points of each layer; () for none.

        Raises:
            DivergedError: the points of a layer are no longer finite.
        """
        results: list[LowerResult] = []
        for depth, layer in enumerate(self):
            read = self.read(results[-1].output, depth) if results else picture.read_by(self._branch)
            values = results[-1].output if results else picture.values
            own = layer.sampling(read)
            results.append(self._given(depth, values, own, placed[depth] if placed else None))
        return tuple(results)

    def again(self, values: Tensor, results: Sequence[LowerResult]) -> Tensor:
        """Return what the last of them gives of other ``values`` (1, C, H, W), read where ``results`` were."""
        for layer, result in zip(self, results, strict=True):
            values = layer.convolve(values, result.offset, result.mask)
        return values

    @torch.no_grad()
    def rigid(self, values: Tensor) -> tuple[LowerResult, ...]:
        """Return what each layer gives of ``values`` (1, C, H, W) without any offset and without modulation."""
        results: list[LowerResult] = []
        for depth, layer in enumerate(self):
            size = layer.geometry.output_size(values.shape[2], values.shape[3])
            nothing = Sampling(values.new_zeros((1, 2 * layer.points, *size)))
            results.append(self._given(depth, values, nothing, None))
            values = results[-1].output
        return tuple(results)

    def read(self, values: Tensor, depth: int) -> BranchInput:
        """Return what the branch of layer ``depth``, counted from 0, reads of the map below it, (1, C, H, W)."""
        size = (values.shape[2], values.shape[3])
        if self._branch.kind == "conv":
            return BranchInput(values.detach(), self._branch.smoothing, self._branch.coordinates)
        # All others read nothing but the size.
        if depth not in self._sizes or self._sizes[depth].size != size:
            self._sizes[depth] = BranchInput(values.detach())
        return self._sizes[depth]

    def _given(self, depth: int, values: Tensor, own: Sampling, placed: PlacedOffsets | None) -> LowerResult:
        layer = cast(DeformableLayer, self.layers[depth])
        offset = own.offset if placed is None else placed.apply(own.offset)
        try:
            return LowerResult(layer.convolve(values, offset, own.mask), offset, own.mask, own.offset)
        except ValueError:
            if own.is_finite():
                raise
            raise offsets_diverged(depth + 1, len(self) + 1, values) from None


def offsets_diverged(layer: int, layers: int, read: Tensor) -> DivergedError:
    """Return the error of a training in which the offsets of ``layer``, counted from 1, are no longer finite.

    It names the layer below, if what is ``read`` of that is not finite already.
    """
    if layers == 1:
        return DivergedError("training.offsets-not-finite")
    if layer > 1 and not bool(read.isfinite().all()):
        return DivergedError("training.layer-output-not-finite", layer=layer - 1, layers=layers)
    return DivergedError("training.layer-offsets-not-finite", layer=layer, layers=layers)


def loss_diverged(outputs: Sequence[Tensor]) -> DivergedError:
    """Return the error of a training whose loss is no longer finite.

    Args:
        outputs: what the layers of its stack give, the first at first; where one of several is not finite itself, the
            error names it.
    """
    broken = (layer for layer, output in enumerate(outputs, 1) if not bool(output.isfinite().all()))
    first = next(broken, None) if len(outputs) > 1 else None
    if first is None:
        return DivergedError("training.loss-not-finite")
    return DivergedError("training.layer-output-not-finite", layer=first, layers=len(outputs))


def points_left(layer: int, layers: int) -> DivergedError:
    """Return the error of a training in which the points of ``layer``, counted from 1, have left what it reads."""
    if layers == 1:
        return DivergedError("training.points-left")
    return DivergedError("training.layer-points-left", layer=layer, layers=layers)


def rest_kernel(spec: DeformableSpec, like: Tensor) -> Tensor:
    """Return the kernel (C, 1, kh, kw) of a layer below the last at step 0: each channel is read by itself.

    ``like`` is (1, C, H, W); channels, device and dtype are taken from it.
    """
    weights = like.new_tensor(spec.task.lower_weights(spec.taps)).reshape(spec.geometry.kernel_size)
    return weights.expand(like.shape[1], 1, -1, -1).contiguous()


@torch.no_grad()
def read_at_rest(picture: PictureInput, spec: DeformableSpec) -> PictureInput:
    """Return what the last layer reads of a picture while all layers below it are at rest; the picture, of one layer.

    It is what a task is made from: its target is what one layer gives, the last, and its points are those of that
    layer.
    """
    values, geometry = picture.values, spec.geometry
    for _ in range(spec.operator.layers - 1):
        kernel = rest_kernel(spec, values)
        values = torch.nn.functional.conv2d(
            values, kernel, None, geometry.stride, geometry.padding, geometry.dilation, values.shape[1]
        )
    return picture if values is picture.values else PictureInput(values)
