"""The effective receptive field of one unit of stacked deformable layers: the gradient of its output by the input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.tree import TreeLayer, UnitTree
from vizapp.ops import deform_conv2d, sampling_points


class Gradient(NamedTuple):
    """∂output/∂input of one unit: ``values`` float64 (C, h, w) from (``top``, ``left``) on; 0 everywhere else."""

    values: NDArray[np.float64]
    top: int
    left: int

    @property
    def strength(self) -> NDArray[np.float64]:
        """float64 (h, w), Σ over the channels of the sizes."""
        return np.abs(self.values).sum(0)


class _Box(NamedTuple):
    """Part of a map: ``rows`` × ``columns`` from (``top``, ``left``) on."""

    top: int
    left: int
    rows: int
    columns: int

    def of(self, map: Tensor) -> Tensor:
        """Return this part of a map (…, H, W)."""
        return map[..., self.top : self.top + self.rows, self.left : self.left + self.columns]


def receptive_field(layers: Sequence[TreeLayer], input: Tensor, unit_yx: Position, output_channel: int) -> Gradient:
    """Return the gradient of a unit's output by the input, through the operator itself.

    Offsets and masks are held as they are: how they would follow the input is no part of it. Only the units that the
    one depends on are computed.

    Args:
        layers: from the one that reads the input to the one whose unit it is.
        input: (1, C, H, W).
        unit_yx: (y, x) on the map of the last layer.
        output_channel: of the last layer.

    Source: Luo et al., Understanding the Effective Receptive Field in Deep Convolutional Neural Networks, 2016,
    arXiv:1701.04128.
    """
    boxes = [_Box(*unit_yx, 1, 1)]
    for layer in reversed(layers):
        boxes.insert(0, _read_by(layer, boxes[0]))
    read = boxes[0].of(input).detach().clone().requires_grad_()
    with torch.enable_grad():
        values = read
        for layer, below, box in zip(layers, boxes, boxes[1:], strict=False):
            values = _convolved(layer, values, below, box)
        (gradient,) = torch.autograd.grad(values[0, output_channel, 0, 0], read)
    return Gradient(gradient[0].double().cpu().numpy(), boxes[0].top, boxes[0].left)


def agreement(tree: UnitTree, gradient: Gradient) -> float:
    """Return how far a tree's weights w and the gradient g are the same: 1 − Σ|w − g| / (Σ|w| + Σ|g|).

    Over all pixels and channels; 1 where they are equal, 0 where they have no pixel in common. Where both are 0 they
    agree. It is one less the dissimilarity of Bray and Curtis, 1957.
    """
    rows, columns = tree.pixel_yx[:, 0] - gradient.top, tree.pixel_yx[:, 1] - gradient.left
    height, width = gradient.values.shape[1:]
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    at_pixels = np.zeros_like(tree.weights)
    at_pixels[inside] = gradient.values[:, rows[inside], columns[inside]].T
    both = np.abs(tree.weights).sum() + np.abs(gradient.values).sum()
    elsewhere = np.abs(gradient.values).sum() - np.abs(at_pixels).sum()
    apart = np.abs(tree.weights - at_pixels).sum() + elsewhere
    return float(min(1.0, max(0.0, 1 - apart / both))) if both > 0 else 1.0


def _read_by(layer: TreeLayer, units: _Box) -> _Box:
    """Return the part of a layer's input that some of its units read; one pixel where they read nothing of it."""
    geometry, (_, height, width) = layer.geometry, layer.input_shape
    points = sampling_points(
        units.of(layer.offset), geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation
    )[0]
    points = points.flatten(0, 1).transpose(0, 1).flatten(1)
    first = torch.tensor([units.top * geometry.stride[0], units.left * geometry.stride[1]]).to(points)
    low, high = ((each + first).tolist() for each in (points.amin(1), points.amax(1)))
    ends = []
    for lowest, highest, side in zip(low, high, (height, width), strict=True):
        begin = int(min(max(lowest // 1, 0), side - 1))
        ends.append((begin, int(min(max(highest // 1 + 2, begin + 1), side))))
    (top, bottom), (left, right) = ends
    return _Box(top, left, bottom - top, right - left)


def _convolved(layer: TreeLayer, values: Tensor, below: _Box, units: _Box) -> Tensor:
    """Return what some units of a layer give, (1, O, rows, columns), from the part of its input that they read."""
    geometry = layer.geometry
    sides = zip((below.rows, below.columns), (units.rows, units.columns), _sides(geometry), strict=True)
    # So much padding that there are at least as many units; the offsets lead back to where these really read.
    padding = tuple(max(0, -(-(reach + (count - 1) * stride - side) // 2)) for side, count, (reach, stride) in sides)
    part = ConvGeometry(geometry.kernel_size, geometry.stride, (padding[0], padding[1]), geometry.dilation)
    more_rows, more_columns = part.output_size(below.rows, below.columns)
    room = (0, more_columns - units.columns, 0, more_rows - units.rows)
    moved = [
        first * stride - own - begin + zeros
        for first, stride, own, begin, zeros in zip(
            units[:2], geometry.stride, geometry.padding, below[:2], padding, strict=True
        )
    ]
    offset = units.of(layer.offset).unflatten(1, (-1, 2)) + values.new_tensor(moved)[:, None, None]
    output = deform_conv2d(
        values,
        functional.pad(offset.flatten(1, 2), room),
        layer.kernel.detach(),
        stride=part.stride,
        padding=part.padding,
        dilation=part.dilation,
        mask=None if layer.mask is None else functional.pad(units.of(layer.mask), room),
    )
    return output[:, :, : units.rows, : units.columns]


def _sides(geometry: ConvGeometry) -> list[tuple[int, int]]:
    """Return how many pixels the rigid taps span, and the stride: down and across."""
    spans = zip(geometry.kernel_size, geometry.dilation, geometry.stride, strict=True)
    return [(dilation * (size - 1) + 1, stride) for size, dilation, stride in spans]
