"""How often each pixel is read."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from lab_sources import deformable, drawn, noise

from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.density import reading_density
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
    assert (shown.low, shown.high) == (0, 18)
    assert shown.region == (0, 0, 20, 30)
