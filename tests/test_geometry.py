"""The arithmetic of a convolution's grid, against loops and against the operators themselves."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
import torch
from torch.nn import functional

from vizapp.geometry import ConvGeometry, is_outside, reading_bounds
from vizapp.ops import rigid_grid

GEOMETRIES = [
    ConvGeometry((3, 3)),
    ConvGeometry((5, 3), stride=(2, 1), padding=(1, 0), dilation=(1, 2)),
    ConvGeometry((3, 2), stride=(1, 3), padding=(0, 2), dilation=(3, 1)),
    ConvGeometry((1, 5), stride=(2, 2), padding=(2, 1), dilation=(2, 2)),
    ConvGeometry((2, 4), stride=(3, 1), padding=(1, 1), dilation=(4, 1)),
]
every_geometry = pytest.mark.parametrize(
    "geometry", GEOMETRIES, ids=lambda g: f"{g.kernel_size[0]}x{g.kernel_size[1]}"
)


def places(geometry: ConvGeometry) -> list[tuple[int, int]]:
    """Return (i, j) of every tap in the order of their numbers."""
    return [(i, j) for i in range(geometry.kernel_size[0]) for j in range(geometry.kernel_size[1])]


@every_geometry
def test_taps_are_counted_along_the_rows(geometry: ConvGeometry) -> None:
    assert geometry.taps == len(places(geometry))
    for tap, (i, j) in enumerate(places(geometry)):
        assert geometry.tap_place(tap) == (i, j)
        assert geometry.tap_at(i, j) == tap
        assert geometry.tap_name(tap) == f"{i},{j}"


def test_a_lopsided_kernel_is_not_counted_as_a_square_one() -> None:
    tall = ConvGeometry((5, 3))
    assert [tall.tap_name(tap) for tap in (0, 3, 8, 14)] == ["0,0", "1,0", "2,2", "4,2"]
    assert tall.tap_direction(0) == (-2, -1)
    assert tall.tap_direction(14) == (2, 1)


@every_geometry
def test_directions_add_up_to_nothing_and_only_the_middle_has_none(geometry: ConvGeometry) -> None:
    directions = [geometry.tap_direction(tap) for tap in range(geometry.taps)]
    assert np.sum(directions, axis=0).tolist() == [0, 0]
    still = [tap for tap, direction in enumerate(directions) if direction == (0, 0)]
    assert still == ([] if geometry.centre_tap is None else [geometry.centre_tap])
    assert (geometry.centre_tap is None) == any(side % 2 == 0 for side in geometry.kernel_size)


@every_geometry
@pytest.mark.parametrize("unit", [(0, 0), (1, 2), (4, 3)])
def test_rigid_points_are_the_formula_of_the_operator(geometry: ConvGeometry, unit: tuple[int, int]) -> None:
    points = geometry.rigid_points(unit)
    assert points.shape == (geometry.taps, 2)
    assert points.dtype == np.float64
    expected = [
        (
            unit[0] * geometry.stride[0] - geometry.padding[0] + i * geometry.dilation[0],
            unit[1] * geometry.stride[1] - geometry.padding[1] + j * geometry.dilation[1],
        )
        for i, j in places(geometry)
    ]
    assert points.tolist() == [list(place) for place in expected]
    g = geometry
    tensors = rigid_grid((5, 4), g.kernel_size, g.stride, g.padding, g.dilation, dtype=torch.float64)
    assert points.tolist() == tensors[:, :, unit[0], unit[1]].tolist()


@every_geometry
def test_the_output_has_as_many_units_as_the_plain_convolution(geometry: ConvGeometry) -> None:
    g = geometry
    for height, width in ((9, 7), (12, 8), (8, 17), (64, 48)):
        plain = functional.conv2d(
            torch.zeros(1, 1, height, width), torch.zeros(1, 1, *g.kernel_size), None, g.stride, g.padding, g.dilation
        )
        assert g.output_size(height, width) == tuple(plain.shape[2:])


@every_geometry
def test_the_centre_is_the_mean_of_the_rigid_points(geometry: ConvGeometry) -> None:
    for unit in ((0, 0), (3, 1), (2, 5)):
        mean = tuple(geometry.rigid_points(unit).mean(axis=0).tolist())
        assert geometry.centre_of(unit) == pytest.approx(mean)
        linked = [
            n * stride + shift for n, stride, shift in zip(unit, geometry.stride, geometry.centre_shift, strict=True)
        ]
        assert linked == pytest.approx(mean)
        if geometry.centre_tap is not None:
            assert geometry.rigid_points(unit)[geometry.centre_tap].tolist() == pytest.approx(mean)


@pytest.mark.parametrize("kernel_size", [(3, 3), (5, 3), (1, 7)])
@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), ((2, 1), (1, 3)), ((3, 2), 2)])
def test_an_aligned_odd_kernel_has_its_middle_at_unit_times_stride(kernel_size, stride, dilation) -> None:
    geometry = ConvGeometry.aligned(kernel_size, stride, dilation)
    sy, sx = geometry.stride
    assert geometry.centre_of((4, 3)) == (4 * sy, 3 * sx)
    assert geometry.output_size(10, 9) == (math.ceil(10 / sy), math.ceil(9 / sx))


def test_an_aligned_even_kernel_lies_half_a_dilation_above_and_left() -> None:
    assert ConvGeometry.aligned((2, 4), dilation=(1, 3)).centre_of((5, 5)) == (4.5, 3.5)


def test_the_same_tap_stands_as_far_from_the_middle() -> None:
    for before in GEOMETRIES:
        for after in GEOMETRIES:
            directions = [after.tap_direction(tap) for tap in range(after.taps)]
            for tap in range(before.taps):
                direction = before.tap_direction(tap)
                expected = directions.index(direction) if direction in directions else None
                assert before.same_tap(tap, after) == expected
    assert ConvGeometry((3, 3)).same_tap(0, ConvGeometry((5, 3))) == 3
    assert ConvGeometry((5, 3)).same_tap(0, ConvGeometry((3, 3))) is None
    assert ConvGeometry((3, 3)).same_tap(4, ConvGeometry((4, 4))) is None


def test_ints_stand_for_both_directions() -> None:
    assert ConvGeometry.checked(3, 2, 1, 4) == ConvGeometry((3, 3), (2, 2), (1, 1), (4, 4))
    assert ConvGeometry.aligned((5, 3), 1, (2, 1)) == ConvGeometry((5, 3), (1, 1), (4, 1), (2, 1))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"kernel_size": 0}, "kernel_size is 0, but an int of at least 1"),
        ({"kernel_size": (3, 3), "stride": 1.0}, "stride is 1.0"),
        ({"kernel_size": (3, 3), "padding": (0, -1)}, r"padding\[1\] is -1, but an int of at least 0"),
        ({"kernel_size": (3, 3, 3)}, "a pair"),
        ({"kernel_size": 3, "dilation": True}, "dilation is True"),
    ],
)
def test_refuses_what_is_no_geometry(arguments: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        ConvGeometry.checked(**arguments)


def test_refuses_an_output_without_units() -> None:
    with pytest.raises(ValueError, match="padded input is 4×7 pixels, but a kernel of 5×3"):
        ConvGeometry((5, 3)).output_size(4, 7)
    with pytest.raises(ValueError, match="the input is 0×7 pixels"):
        ConvGeometry((5, 3), padding=(3, 3)).output_size(0, 7)


def test_outside_is_where_no_pixel_has_a_weight() -> None:
    height, width = 4, 7
    edge = [-2.5, -1.25, -1.0, np.nextafter(-1, 0), -0.5, 0.0, 3.0, 3.5, np.nextafter(4, 0), 4.0, 6.5, 7.0, 9.0]
    points = np.array([[(y, x) for x in edge] for y in edge])
    outside = is_outside(points, height, width)
    assert outside.shape == (len(edge), len(edge))
    for y, x in np.ndindex(outside.shape):
        weight = sum(
            max(0.0, 1 - abs(points[y, x, 0] - row)) * max(0.0, 1 - abs(points[y, x, 1] - column))
            for row in range(height)
            for column in range(width)
        )
        assert outside[y, x] == (weight == 0)
    assert reading_bounds(height, width) == ((-1, -1), (4, 7))


def test_neither_torch_nor_numpy_comes_with_it() -> None:
    code = "import vizapp.geometry, sys; sys.exit('torch' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("geometry", "count", "expected"),
    [
        (ConvGeometry.aligned(3), 3, ConvGeometry.aligned(3)),
        (ConvGeometry.aligned(3, 2), 3, ConvGeometry((3, 3), (8, 8), (4, 4), (4, 4))),
        (ConvGeometry((3, 5), (2, 1), (0, 1), (1, 2)), 2, ConvGeometry((3, 5), (4, 1), (-1, -2), (2, 2))),
    ],
)
def test_where_the_last_of_stacked_layers_reads(geometry: ConvGeometry, count: int, expected: ConvGeometry) -> None:
    """Against positions that are followed down layer by layer, from centre to centre."""
    assert geometry.stacked(count) == expected
    assert geometry.stacked(1) == geometry
    below = geometry.rigid_points((4, 3))
    for _ in range(count - 1):
        below = below * np.array(geometry.stride) + np.array(geometry.centre_shift)
    np.testing.assert_array_equal(geometry.stacked(count).rigid_points((4, 3)), below)


def test_sizes_of_stacked_maps() -> None:
    geometry = ConvGeometry((3, 3), (2, 2), (0, 1))
    assert geometry.stacked_sizes(20, 20, 2) == ((20, 20), (9, 10), (4, 5))
    with pytest.raises(ValueError, match="empty"):
        geometry.stacked_sizes(20, 20, 4)


def test_a_kernel_without_a_middle_cannot_be_stacked() -> None:
    even = ConvGeometry((2, 3))
    assert even.stacked(1) == even
    with pytest.raises(ValueError, match="no middle"):
        even.stacked(2)
