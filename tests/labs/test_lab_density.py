"""How often each pixel is read."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from lab_sources import deformable, drawn, noise

from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.density import density_range, reading_density
from vizapp.ops import sampling_points


@pytest.mark.parametrize(
    ("kernel", "stride", "dilation", "spread"), [(3, 1, 1, 0.7), (3, 2, 2, 9.0), (5, 1, 1, 300.0)]
)
def test_each_reading_is_divided_among_four_pixels(kernel: int, stride: int, dilation: int, spread: float) -> None:
    geometry, height, width = ConvGeometry.aligned(kernel, stride, dilation), 11, 17
    rows, columns = geometry.output_size(height, width)
    generator = torch.Generator().manual_seed(0)
    offset = spread * torch.randn(1, 2 * geometry.taps, rows, columns, generator=generator)
    points = sampling_points(offset, kernel, stride, geometry.padding, dilation)
    expected = np.zeros((height, width))
    for y, x in points[0, 0].movedim(1, -1).reshape(-1, 2).double().tolist():
        for j in (math.floor(y), math.floor(y) + 1):
            for i in (math.floor(x), math.floor(x) + 1):
                if 0 <= j < height and 0 <= i < width:
                    expected[j, i] += (1 - abs(y - j)) * (1 - abs(x - i))
    found = reading_density(offset, geometry, (height, width))
    np.testing.assert_allclose(found[0].numpy(), expected, atol=1e-3)


@pytest.mark.parametrize("far", [1.0, 2.0, 1e6, 1e30])
def test_nothing_is_counted_of_points_outside(far: float) -> None:
    geometry = ConvGeometry.aligned(1)
    for sign in (1, -1):
        for axis in (0, 1):
            offset = torch.zeros(1, 2, 4, 6)
            offset[0, axis] = sign * far
            found = float(reading_density(offset, geometry, (4, 6)).sum())
            assert found == pytest.approx(max(0.0, 4 * 6 - far * (6 if axis == 0 else 4)), abs=1e-3)


def test_without_offsets_a_pixel_is_read_once_by_each_tap() -> None:
    lab, _ = deformable(noise(20, 30))
    shown = drawn(lab, "density")
    assert shown.values is not None
    np.testing.assert_allclose(shown.values[0, 1:-1, 1:-1], 9, atol=1e-3)
    assert shown.values[0, 0, 0] == pytest.approx(4, abs=1e-3)
    assert (shown.low, shown.high) == (6, 12), "a row of the border is read by three taps less"
    assert shown.region == (0, 0, 20, 30)


@pytest.mark.parametrize(
    ("counts", "groups", "expected"),
    [
        (torch.full((1, 20, 20), 9.0), 1, (8, 10)),
        (torch.linspace(7.2, 10.8, 400).reshape(1, 20, 20), 1, (7, 11)),
        (torch.linspace(0, 90, 400).reshape(1, 20, 20), 1, (0, 18)),
        (torch.full((1, 20, 20), 30.0), 4, (28, 44)),
    ],
)
def test_the_scale_holds_what_differs_around_a_plain_convolution(
    counts: torch.Tensor, groups: int, expected: tuple[float, float]
) -> None:
    found = density_range(counts, ConvGeometry.aligned(3), groups)
    assert (found.low, found.high) == pytest.approx(expected)


def test_counts_that_differ_little_are_drawn_in_colours_that_differ() -> None:
    lab, _ = deformable(noise(40, 40))
    assert lab.trainer is not None
    for _ in range(5):
        lab.trainer.step()
    shown = drawn(lab, "density")
    inside = shown.pixels[4:-4, 4:-4, 0].astype(int)
    assert np.percentile(inside, 95) - np.percentile(inside, 5) > 80


def test_the_scale_of_a_stride_and_of_a_larger_kernel() -> None:
    even = torch.full((1, 20, 20), 2.25)
    assert density_range(even, ConvGeometry.aligned(3, 2)) == pytest.approx((2, 2.5))
    assert density_range(torch.full((1, 20, 20), 25.0), ConvGeometry.aligned(5)) == pytest.approx((22, 28))
