"""Sampling points, and the pixels and weights behind them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from deform_reference import CASES, Case, read_bilinear
from hypothesis import example, given
from hypothesis import strategies as st

from vizapp.ops import (
    bilinear_neighbours,
    deform_conv2d,
    offsets_from_points,
    rigid_grid,
    sampling_points,
)


def geometry(case: Case) -> dict[str, Any]:
    return {
        "kernel_size": case.kernel_size,
        "stride": case.stride,
        "padding": case.padding,
        "dilation": case.dilation,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_points_equal_the_definition_and_lead_back_to_the_offsets(case: Case) -> None:
    offset = case.tensors()["offset"]
    points = sampling_points(offset, **geometry(case))
    kh, kw = case.kernel_size
    oh, ow = case.output_size
    assert points.shape == (case.batch, case.offset_groups, kh * kw, 2, oh, ow)
    for b, g, i, j, oy, ox in np.ndindex(case.batch, case.offset_groups, kh, kw, oh, ow):
        channel = 2 * (g * kh * kw + i * kw + j)
        y = oy * case.stride[0] - case.padding[0] + i * case.dilation[0] + offset[b, channel, oy, ox]
        x = ox * case.stride[1] - case.padding[1] + j * case.dilation[1] + offset[b, channel + 1, oy, ox]
        torch.testing.assert_close(points[b, g, i * kw + j, :, oy, ox], torch.stack([y, x]))
    torch.testing.assert_close(offsets_from_points(points, **geometry(case)), offset)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_points_and_neighbours_rebuild_the_operators_output(case: Case) -> None:
    """The arithmetic that can be shown for a unit is the arithmetic that the operator does."""
    tensors = case.tensors()
    image, mask = tensors["input"], tensors["mask"]
    points = sampling_points(tensors["offset"], **geometry(case))
    neighbours = bilinear_neighbours(points.movedim(3, -1), *case.size)

    height, width = case.size
    rows = neighbours.positions_yx[..., 0].clamp(0, height - 1)
    columns = neighbours.positions_yx[..., 1].clamp(0, width - 1)
    blocks = image.unflatten(1, (case.offset_groups, -1))
    batch, group = torch.meshgrid(torch.arange(case.batch), torch.arange(case.offset_groups), indexing="ij")
    place = (..., None, None, None, None)
    pixels = blocks.movedim(2, -1)[batch[place], group[place], rows, columns]  # B, G, taps, oh, ow, 4, C/G
    values = (pixels * neighbours.weights[..., None]).sum(-2)
    values = values * mask.unflatten(1, (case.offset_groups, -1))[..., None]
    columns_of_values = values.permute(0, 1, 5, 2, 3, 4).flatten(1, 2).unflatten(1, (case.groups, -1))
    kernel = tensors["weight"].flatten(2).unflatten(0, (case.groups, -1))
    rebuilt = torch.einsum("bnckyx,nock->bnoyx", columns_of_values, kernel).flatten(1, 2)
    rebuilt = rebuilt + tensors["bias"][:, None, None]
    torch.testing.assert_close(rebuilt, case.call(deform_conv2d, tensors))


def test_the_rigid_grid_in_numbers() -> None:
    grid = rigid_grid((2, 3), (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 4), dtype=torch.float64)
    assert grid.shape == (6, 2, 2, 3)
    assert grid.dtype == torch.float64
    assert grid[:, 0, :, 0].tolist() == [[-1, 1], [-1, 1], [0, 2], [0, 2], [1, 3], [1, 3]]
    assert grid[:2, 1, 0].tolist() == [[0, 1, 2], [4, 5, 6]]
    assert torch.equal(grid[:, 0, :, 0], grid[:, 0, :, 2])
    assert rigid_grid((0, 3), 3).shape == (9, 2, 0, 3)


def test_middle_taps_of_a_strided_layer_lie_centre_to_centre() -> None:
    assert rigid_grid((4, 4), 3, stride=2, padding=1)[4, 0, :, 0].tolist() == [0, 2, 4, 6]


def test_points_show_what_is_not_finite() -> None:
    offset = torch.zeros(1, 2, 1, 2)
    offset[0, 0, 0] = torch.tensor([float("nan"), float("inf")])
    points = sampling_points(offset, 1)
    assert points[0, 0, 0, 0, 0].isnan().tolist() == [True, False]
    assert points[0, 0, 0, 0, 0, 1] == float("inf")


def test_the_offset_is_the_point_less_a_constant() -> None:
    offset = torch.rand(1, 36, 4, 5, dtype=torch.float64, requires_grad=True)
    direction = torch.rand(1, 2, 9, 2, 4, 5, dtype=torch.float64)
    sampling_points(offset, 3, padding=1).backward(direction)
    assert offset.grad is not None
    assert torch.equal(offset.grad, direction.reshape(1, 36, 4, 5))


coordinates = st.floats(-3, 8) | st.integers(-3, 8).map(float)


@given(coordinates, coordinates, st.integers(1, 6), st.integers(1, 6))
@example(-1.0, -1.0, 3, 3)
@example(3.0, 2.0, 3, 3)
@example(2.0, 2.0, 3, 3)
@example(-1e-300, 0.5, 3, 3)
def test_neighbours_read_what_the_reference_reads(y: float, x: float, height: int, width: int) -> None:
    image = torch.rand(height, width, dtype=torch.float64, generator=torch.Generator().manual_seed(0)) + 1
    positions, weights, inside = bilinear_neighbours(torch.tensor([y, x], dtype=torch.float64), height, width)
    assert positions.shape == (4, 2)
    assert positions.dtype == torch.int64
    top, left = math.floor(y), math.floor(x)
    assert positions.tolist() == [[top, left], [top, left + 1], [top + 1, left], [top + 1, left + 1]]
    total = 0.0
    for (row, column), weight, is_inside in zip(positions.tolist(), weights.tolist(), inside.tolist(), strict=True):
        assert is_inside == (0 <= row < height and 0 <= column < width)
        assert is_inside or weight == 0
        assert 0 <= weight <= 1
        if is_inside:
            total += weight * image[row, column].item()
    assert total == pytest.approx(read_bilinear(image.numpy(), y, x), abs=1e-12)
    if y <= -1 or y >= height or x <= -1 or x >= width:
        assert weights.sum() == 0
    if 0 <= y <= height - 1 and 0 <= x <= width - 1:
        assert weights.sum() == pytest.approx(1)


def test_neighbours_of_many_points_at_once() -> None:
    points = torch.rand(2, 3, 5, 2) * 9 - 2
    positions, weights, inside = bilinear_neighbours(points, 4, 6)
    assert (positions.shape, weights.shape, inside.shape) == ((2, 3, 5, 4, 2), (2, 3, 5, 4), (2, 3, 5, 4))
    assert weights.dtype == torch.float32
    alone = bilinear_neighbours(points[1, 2, 3], 4, 6)
    assert torch.equal(positions[1, 2, 3], alone.positions_yx)
    assert torch.equal(weights[1, 2, 3], alone.weights)
    assert bilinear_neighbours(torch.zeros(0, 2), 4, 6).positions_yx.shape == (0, 4, 2)


def test_points_farther_than_integers_reach_have_no_weight() -> None:
    neighbours = bilinear_neighbours(torch.tensor([[1e30, 1.0], [1.0, -3e38]]), 4, 6)
    assert not neighbours.inside.any()
    assert not neighbours.weights.any()


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_neighbours_in_other_dtypes(dtype: torch.dtype) -> None:
    points = torch.tensor([[1.25, 2.5], [-0.5, 5.75], [60000.0, 1.0]])
    expected, neighbours = bilinear_neighbours(points, 4, 6), bilinear_neighbours(points.to(dtype), 4, 6)
    assert neighbours.weights.dtype == dtype
    assert torch.equal(neighbours.positions_yx[:2], expected.positions_yx[:2])
    assert torch.equal(neighbours.weights.float(), expected.weights)
    assert torch.equal(neighbours.inside, expected.inside)


def test_weights_are_differentiable() -> None:
    points = torch.rand(5, 2, dtype=torch.float64) * 0.6 + torch.tensor([[-1.2], [-0.8], [0.2], [1.2], [2.2]])
    assert torch.autograd.gradcheck(lambda p: bilinear_neighbours(p, 3, 3).weights, points.requires_grad_())


@pytest.mark.parametrize(
    ("call", "pattern"),
    [
        (lambda: sampling_points(torch.rand(18, 4, 4), 3), r"^offset has the shape \(18, 4, 4\), but \(B, 2·G·kh·kw"),
        (
            lambda: sampling_points(torch.rand(1, 20, 4, 4), 3),
            "multiple of 18 channels was expected for a kernel of 3×3",
        ),
        (lambda: sampling_points(torch.rand(1, 0, 4, 4), 3), "multiple of 18 channels"),
        (
            lambda: sampling_points(torch.zeros(1, 18, 4, 4, dtype=torch.int64), 3),
            "^offset has the dtype torch.int64",
        ),
        (lambda: sampling_points(torch.rand(1, 18, 4, 4), 0), "^kernel_size is 0"),
        (lambda: sampling_points(torch.rand(1, 18, 4, 4), 3, stride=0), "^stride is 0"),
        (lambda: sampling_points(3, 3), "^offset is of the type int, but a tensor"),
        (lambda: offsets_from_points(torch.rand(1, 1, 9, 2, 4), 3), "^points_yx has the shape"),
        (lambda: offsets_from_points(torch.rand(1, 1, 2, 9, 4, 4), 3), r"but \(B, G, 9, 2, oh, ow\) was expected"),
        (lambda: rigid_grid((4, -1), 3), r"^output_size\[1\] is -1"),
        (lambda: rigid_grid((4, 4, 4), 3), r"^output_size is \(4, 4, 4\)"),
        (lambda: rigid_grid((4, 4), 3, padding=-1), "^padding is -1"),
        (lambda: bilinear_neighbours(torch.rand(3), 4, 4), r"^points_yx has the shape \(3,\), but \(…, 2\)"),
        (lambda: bilinear_neighbours(torch.tensor(1.0), 4, 4), r"^points_yx has the shape \(\), but \(…, 2\)"),
        (lambda: bilinear_neighbours(torch.tensor([1, 2]), 4, 4), "^points_yx has the dtype torch.int64"),
        (lambda: bilinear_neighbours(torch.rand(2), 0, 4), "^height is 0"),
        (lambda: bilinear_neighbours(torch.rand(2), 4, 1.5), r"^width is 1\.5"),
        (lambda: bilinear_neighbours(torch.tensor([1, float("nan")]), 4, 4), "holds 1 non-finite value "),
        (lambda: bilinear_neighbours(torch.tensor([float("inf"), 0]), 4, 4), "holds 1 non-finite value "),
    ],
)
def test_what_is_refused(call: Any, pattern: str) -> None:
    with pytest.raises(ValueError, match=pattern):
        call()
