"""An offset branch that computes from where a unit is, and reads nothing of the picture."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.geometry import ConvGeometry
from vizapp.models.adam import ParameterGroup
from vizapp.models.branch_base import Numbers, OffsetBranch, largest_gradient, scaled_and_bounded
from vizapp.models.branch_input import BranchInput

_HIDDEN_CHANNELS = 32
_HIDDEN_LAYERS = 2


class PositionBranch(OffsetBranch):
    """1×1 convolutions of the coordinates, GELU between them: a smooth function from a position to its offsets.

    Coordinates count from the middle of the picture, in halves of its longest side, so that a unit of a wide picture
    moves as one at the same distance in a tall one. With a single layer only an affine field could be learned, and
    from unsmoothed pictures not even that.
    """

    def __init__(self, numbers: Numbers, spec: OffsetBranchSpec, like: Tensor, generator: torch.Generator) -> None:
        """Make the branch.

        Args:
            numbers: how many numbers a unit gets.
            spec: its settings; start, scale, bound and the rates are used.
            like: device and dtype are taken from it.
            generator: a CPU generator, which all layers but a zero-initialised last one are drawn from.
        """
        super().__init__()
        self._spec, self._offsets = spec, numbers.offsets
        channels = [2, *[_HIDDEN_CHANNELS] * _HIDDEN_LAYERS, numbers.total]
        self.weights = nn.ParameterList()
        self.biases = nn.ParameterList()
        for layer, (read, given) in enumerate(pairwise(channels)):
            last = layer == _HIDDEN_LAYERS
            if last and spec.start == "zero":
                weight, bias = torch.zeros(given, read), torch.zeros(given)
            else:
                weight = torch.randn(given, read, generator=generator) / read**0.5
                # Different biases bend the field at different places of the picture.
                bias = (2 * torch.rand(given, generator=generator) - 1) / read**0.5
            self.weights.append(nn.Parameter(weight.to(like)))
            self.biases.append(nn.Parameter(bias.to(like)))
        self._positions: tuple[object, Tensor] | None = None

    def forward(self, input: BranchInput, layer: ConvGeometry) -> Tensor:
        positions = self._positions_of(input, layer)
        result = positions.flatten(1)
        # As products of matrices, which take half as long as convolutions of so few channels.
        for depth, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            result = torch.addmm(bias[:, None], weight, functional.gelu(result) if depth else result)
        return scaled_and_bounded(result.unflatten(1, positions.shape[1:])[None], self._offsets, self._spec)

    def parameter_groups(self) -> tuple[ParameterGroup, ...]:
        rate, bias_rate = self._spec.rate_factor, self._spec.rate_factor * self._spec.bias_rate
        others = (*self.weights, *self.biases[:-1])
        return ParameterGroup(others, rate), ParameterGroup((self.biases[-1],), bias_rate)

    def pull(self) -> Tensor | None:
        return largest_gradient(self.biases[-1], slice(None, self._offsets))

    def _positions_of(self, input: BranchInput, layer: ConvGeometry) -> Tensor:
        """Return (2, oh, ow): y and x of the middle of each unit's kernel; those last asked for are kept."""
        size = input.size
        if self._positions is None or self._positions[0] != (size, layer):
            like = self.biases[0]
            half = max(1.0, (max(size) - 1) / 2)
            y, x = (
                (step * torch.arange(count, dtype=like.dtype, device=like.device) + first - (side - 1) / 2) / half
                for side, count, step, first in zip(
                    size, input.output_size(layer), layer.stride, layer.centre_shift, strict=True
                )
            )
            self._positions = (size, layer), torch.stack(torch.meshgrid(y, x, indexing="ij"))
        return self._positions[1]
