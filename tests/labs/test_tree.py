"""The tree of a unit through stacked layers, against autograd and against paths counted one by one."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable import tree as tree_module
from vizapp.labs.deformable.receptive_field import agreement, receptive_field
from vizapp.labs.deformable.tree import TreeLayer, UnitTree, grow_tree
from vizapp.ops import deform_conv2d


@dataclass(frozen=True)
class Stack:
    """Layers of random kernels, offsets and masks over a lopsided input; each layer may differ from the others."""

    name: str
    geometries: tuple[ConvGeometry, ...]
    size: tuple[int, int] = (11, 9)
    channels: tuple[int, ...] = (4, 6, 4, 2)
    groups: int | tuple[int, ...] = 1
    offset_groups: int | tuple[int, ...] = 1
    masked: bool = False
    spread: float = 1.2

    def layers(self, seed: int = 0) -> list[TreeLayer]:
        random = torch.Generator().manual_seed(seed)
        layers, size = [], self.size
        of_layers = zip(self.geometries, self.channels, self.channels[1:], strict=False)
        for number, (geometry, read, given) in enumerate(of_layers):
            groups, offset_groups = (
                count if isinstance(count, int) else count[number] for count in (self.groups, self.offset_groups)
            )
            points = offset_groups * geometry.taps
            out = geometry.output_size(*size)

            def drawn(*shape: int) -> Tensor:
                return torch.randn(shape, generator=random, dtype=torch.float64)

            layers.append(
                TreeLayer(
                    geometry,
                    drawn(given, read // groups, *geometry.kernel_size),
                    self.spread * drawn(1, 2 * points, *out),
                    drawn(1, points, *out) if self.masked else None,
                    (read, *size),
                )
            )
            size = out
        return layers


K32 = ConvGeometry((3, 2), (1, 1), (1, 1), (1, 1))
K12 = ConvGeometry((1, 2), (1, 1), (0, 1))
STACKS = [
    Stack("one layer", (K32,)),
    Stack("two, masks", (K32, K32), masked=True),
    Stack("three", (K32, K32, K32)),
    Stack("stride", (ConvGeometry((3, 3), (2, 1), (1, 1)), ConvGeometry((2, 3), (1, 2), (0, 2)))),
    Stack("dilation", (ConvGeometry((3, 3), (1, 1), (2, 3), (2, 3)), K32, K32), spread=0.4),
    Stack("groups", (K32, K32), groups=2),
    Stack("offset groups", (K32, K32, K32), offset_groups=2, masked=True),
    Stack("both groups", (K32, K32, K32), offset_groups=2, groups=2, spread=3.0),
    Stack(
        "groups of each layer", (K32, K32, K32), channels=(12, 12, 12, 6), groups=(4, 3, 2), offset_groups=(2, 4, 3)
    ),
    Stack(
        "channel by channel", (K32, K32, K32), channels=(4, 4, 4, 2), groups=(4, 4, 1), offset_groups=4, masked=True
    ),
    Stack("far away", (K32, K32), spread=6.0),
]


def full_gradient(layers: list[TreeLayer], unit: tuple[int, int], channel: int) -> Tensor:
    """Return ∂output/∂input (C, H, W) of whole maps, by autograd."""
    read = torch.randn(1, *layers[0].input_shape, dtype=torch.float64).requires_grad_()
    values: Tensor = read
    for layer in layers:
        arguments = layer.geometry.stride, layer.geometry.padding, layer.geometry.dilation
        values = deform_conv2d(values, layer.offset, layer.kernel, None, *arguments, mask=layer.mask)
    (gradient,) = torch.autograd.grad(values[0, channel][unit], read)
    return gradient[0]


def as_map(tree: UnitTree, shape: tuple[int, ...]) -> np.ndarray:
    """Return the weights of a tree as a map of the input's shape."""
    weights = np.zeros(shape)
    weights[:, tree.pixel_yx[:, 0], tree.pixel_yx[:, 1]] = tree.weights.T
    return weights


def units_of(layers: list[TreeLayer]) -> list[tuple[int, int]]:
    """Return the corners and one from the middle of the last map."""
    rows, columns = layers[-1].offset.shape[2:]
    return [(0, 0), (rows - 1, columns - 1), (0, columns - 1), (rows // 2, columns // 2)]


@pytest.mark.parametrize("stack", STACKS, ids=lambda stack: stack.name)
def test_weights_are_the_gradient(stack: Stack) -> None:
    layers = stack.layers()
    channel = layers[-1].kernel.shape[0] - 1
    read = torch.zeros(1, *layers[0].input_shape, dtype=torch.float64)
    sizes = 0.0
    for unit in units_of(layers):
        expected = full_gradient(layers, unit, channel).numpy()
        tree = grow_tree(layers, unit, channel)
        np.testing.assert_allclose(as_map(tree, expected.shape), expected, atol=1e-5 * max(1, np.abs(expected).max()))
        gradient = receptive_field(layers, read, unit, channel)
        whole = np.zeros(expected.shape)
        height, width = gradient.values.shape[1:]
        whole[:, gradient.top : gradient.top + height, gradient.left : gradient.left + width] = gradient.values
        np.testing.assert_allclose(whole, expected, atol=1e-9 * max(1, np.abs(expected).max()))
        assert agreement(tree, gradient) == pytest.approx(1, abs=1e-9)
        sizes += np.abs(expected).sum()
    assert sizes > 0


def read_by(layer: TreeLayer, outputs: frozenset[int], offset_group: int) -> frozenset[int]:
    """Return the input channels that a layer reads for some output channels by the points of an offset group."""
    (given, read), channels = layer.kernel.shape[:2], layer.input_shape[0]
    groups, offset_groups = channels // read, layer.offset.shape[1] // (2 * layer.geometry.taps)
    convolved = {c for c in range(channels) for o in outputs if c // read == o // (given // groups)}
    return frozenset(c for c in convolved if c // (channels // offset_groups) == offset_group)


def paths(
    layers: list[TreeLayer], unit: tuple[int, int], outputs: frozenset[int], numbers: tuple[int, ...] = ()
) -> list[tuple[Any, ...]]:
    """Return (place, numbers) of every path from some channels of a unit of the last of ``layers``, one by one."""
    *below, layer = layers
    found = []
    taps, points = layer.geometry.taps, layer.offset.shape[1] // 2
    for number in range(points):
        read = read_by(layer, outputs, number // taps)
        if not read:
            continue
        i, j = layer.geometry.tap_place(number % taps)
        dy, dx = layer.offset[0, 2 * number : 2 * number + 2, unit[0], unit[1]].tolist()
        y, x = layer.geometry.position(0, unit[0], i) + dy, layer.geometry.position(1, unit[1], j) + dx
        if not below:
            found.append((round(y, 5), round(x, 5), (*numbers, number)))
            continue
        _, height, width = layer.input_shape
        for down, right in itertools.product((0, 1), repeat=2):
            row, column = math.floor(y) + down, math.floor(x) + right
            share = (1 - abs(y - row)) * (1 - abs(x - column))
            if share > 0 and 0 <= row < height and 0 <= column < width:
                found += paths(below, (row, column), read, (*numbers, number))
    return found


@pytest.mark.parametrize(
    "stack",
    [
        Stack("between pixels", (K32, K32), offset_groups=2),
        Stack("three", (K12, K12, K12)),
        Stack("far", (K32, K32), spread=5.0),
        Stack("groups", (K32, K32), groups=2, offset_groups=2),
        Stack("channel by channel", (K12, K12, K12), channels=(4, 4, 4, 2), groups=(4, 4, 1), offset_groups=4),
        Stack(
            "groups of each layer",
            (K12, K12, K12),
            channels=(12, 12, 12, 6),
            groups=(4, 3, 2),
            offset_groups=(2, 4, 3),
        ),
    ],
    ids=lambda stack: stack.name,
)
def test_every_path_is_counted_at_its_place(stack: Stack) -> None:
    layers = stack.layers()
    for unit in units_of(layers):
        listed = paths(layers, unit, frozenset({1}))
        tree = grow_tree(layers, unit, 1)
        counted: dict[tuple[float, float], int] = {}
        for y, x, _ in listed:
            counted[y, x] = counted.get((y, x), 0) + 1
        places = [(round(y, 5), round(x, 5)) for y, x in tree.place_yx.tolist()]
        assert dict(zip(places, tree.samples.tolist(), strict=True)) == counted
        strongest = {(*place, tuple(path)) for place, path in zip(places, tree.path.tolist(), strict=True)}
        assert strongest <= set(listed)
        root = layers[-1]
        for via, path in zip(tree.via_yx, tree.path.tolist(), strict=True):
            y, x = unit
            i, j = root.geometry.tap_place(path[0] % root.geometry.taps)
            dy, dx = root.offset[0, 2 * path[0] : 2 * path[0] + 2, y, x].tolist()
            on_map = [root.geometry.position(0, y, i) + dy, root.geometry.position(1, x, j) + dx]
            for layer in reversed(layers[:-1]):
                step, shift = layer.geometry.stride, layer.geometry.centre_shift
                on_map = [place * s + t for place, s, t in zip(on_map, step, shift, strict=True)]
            np.testing.assert_allclose(via[0], on_map)


def rigid_stack(count: int, size: tuple[int, int] = (15, 13)) -> list[TreeLayer]:
    """Return ``count`` plain 3×3 layers of ones."""
    geometry = ConvGeometry.aligned(3)
    return [
        TreeLayer(geometry, torch.ones(1, 1, 3, 3), torch.zeros(1, 18, *size), None, (1, *size)) for _ in range(count)
    ]


def test_three_layers_at_rest_read_729_samples_at_49_places() -> None:
    tree = grow_tree(rigid_stack(3), (7, 6), 0)
    assert (len(tree.place_yx), tree.samples.sum()) == (49, 729)
    times = np.zeros((7, 7), int)
    rows, columns = (tree.place_yx - np.array([4, 3])).astype(int).T
    times[rows, columns] = tree.samples
    one_axis = np.array([1, 3, 6, 7, 6, 3, 1])
    np.testing.assert_array_equal(times, np.outer(one_axis, one_axis))
    # Kernels of ones: a sample's weight is 1.
    np.testing.assert_allclose(tree.strength, tree.samples)
    assert tree.samples[0] == 49  # the strongest first: the centre


@pytest.mark.parametrize(("groups", "samples"), [(1, 3 * 729), (3, 729)])
def test_offset_groups_of_other_channels_are_no_samples(groups: int, samples: int) -> None:
    """Two layers that read channel by channel, and on them one whose output has all channels or one."""
    points = torch.zeros(1, 3 * 18, 15, 13)
    kernels = [torch.ones(3, 1, 3, 3), torch.ones(3, 1, 3, 3), torch.ones(3, 3 // groups, 3, 3)]
    layers = [TreeLayer(ConvGeometry.aligned(3), kernel, points, None, (3, 15, 13)) for kernel in kernels]
    tree = grow_tree(layers, (7, 6), 1)
    assert (len(tree.place_yx), tree.samples.sum()) == (49, samples)
    np.testing.assert_allclose(tree.strength, tree.samples)
    offset_groups = tree.path // 9
    assert (offset_groups == offset_groups[:, :1]).all(), "a path stays with its channel"


def test_one_layer_has_its_nine_points() -> None:
    tree = grow_tree(rigid_stack(1), (0, 12), 0)
    assert tree.samples.tolist() == [1] * 9
    at = {path: (y, x) for (path,), (y, x) in zip(tree.path.tolist(), tree.place_yx.tolist(), strict=True)}
    assert at == {3 * i + j: (i - 1, 12 + j - 1) for i in range(3) for j in range(3)}


def test_taps_keep_their_names_at_the_border() -> None:
    """What leaves the map between two layers is dropped, and nothing takes its place."""
    tree = grow_tree(rigid_stack(3), (0, 0), 0)
    assert tree.samples.sum() < 729
    for (y, x), path in zip(tree.place_yx, tree.path.tolist(), strict=True):
        assert sum(number // 3 - 1 for number in path) == y
        assert sum(number % 3 - 1 for number in path) == x
    assert (tree.place_yx.min(), tree.place_yx.max()) == (-1, 3)


def test_a_tree_that_is_too_large_says_how_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    layers = Stack("three", (K32, K32, K32)).layers()
    whole = grow_tree(layers, (5, 4), 0)
    monkeypatch.setattr(tree_module, "MAX_NUMBERS", 6 * 6 * 8)
    cut = grow_tree(layers, (5, 4), 0)
    assert whole.left_out == 0
    assert 0 < cut.left_out < 1
    assert len(cut.place_yx) < len(whole.place_yx)
    read = torch.zeros(1, *layers[0].input_shape, dtype=torch.float64)
    assert 0 < agreement(cut, receptive_field(layers, read, (5, 4), 0)) < 0.999


def test_trees_of_other_units_do_not_agree() -> None:
    layers = rigid_stack(2)
    read = torch.zeros(1, 1, 15, 13)
    assert agreement(grow_tree(layers, (2, 2), 0), receptive_field(layers, read, (12, 10), 0)) == 0
    near = agreement(grow_tree(layers, (7, 6), 0), receptive_field(layers, read, (7, 7), 0))
    assert 0.4 < near < 0.9


def test_a_unit_that_reads_nothing_agrees_with_its_gradient() -> None:
    (layer,) = rigid_stack(1)
    away = [layer._replace(offset=torch.full_like(layer.offset, 500.0))]
    tree = grow_tree(away, (7, 6), 0)
    assert (len(tree.pixel_yx), len(tree.place_yx)) == (0, 9)
    assert agreement(tree, receptive_field(away, torch.zeros(1, 1, 15, 13), (7, 6), 0)) == 1
    both = [layer, away[0]]
    assert len(grow_tree(both, (7, 6), 0).place_yx) == 0
