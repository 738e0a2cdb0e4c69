from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from rig import deformable_state, with_spec

from vizapp.document.experiment import DeformableSpec, PointOverride
from vizapp.gui.deformable.sampling_marks import is_outside, override_of, rigid_grid, sampling_marks

RANDOM = np.random.default_rng(4)


@pytest.mark.parametrize(
    ("kernel_size", "stride", "dilation"), [(3, 1, 1), (3, 2, 1), (5, 1, 1), (3, 1, 3), (5, 2, 2)]
)
def test_rigid_grid_is_the_formula_of_the_operator(kernel_size: int, stride: int, dilation: int) -> None:
    spec = DeformableSpec(kernel_size=kernel_size, stride=stride, dilation=dilation)  # type: ignore[arg-type]
    grid = rigid_grid(spec, (7, 3))
    for tap in range(kernel_size**2):
        i, j = divmod(tap, kernel_size)
        y = 7 * stride - spec.padding + i * dilation
        x = 3 * stride - spec.padding + j * dilation
        assert grid[tap].tolist() == [y, x]


@pytest.mark.parametrize(
    ("point", "outside"),
    [
        ((-1.0, 5), True),
        ((-0.99, 5), False),
        ((47.99, 5), False),
        ((48.0, 5), True),
        ((5, -1.0), True),
        ((5, -0.5), False),
        ((5, 63.5), False),
        ((5, 64.0), True),
    ],
)
def test_outside_begins_beyond_the_one_pixel_rim(point: tuple[float, float], outside: bool) -> None:
    assert bool(is_outside(np.array(point), 48, 64)) is outside


def test_points_are_where_the_reading_has_them() -> None:
    offsets = RANDOM.uniform(-2, 2, (9, 2))
    marks = sampling_marks(deformable_state((12, 20), offsets))
    assert marks is not None
    assert marks.known
    assert np.allclose(marks.offset_yx, offsets, atol=1e-5)
    assert not marks.placed.any()


def test_document_decides_where_placed_points_are() -> None:
    everywhere = PointOverride(4, (1.0, 1.0))
    here = PointOverride(4, (2.0, -3.0), (12, 20))
    elsewhere = PointOverride(5, (9.0, 9.0), (1, 1))
    state = with_spec(deformable_state((12, 20)), overrides=(everywhere, here, elsewhere))
    marks = sampling_marks(state)
    assert marks is not None
    assert marks.offset_yx[4].tolist() == [2.0, -3.0]
    assert marks.offset_yx[5].tolist() == [0.0, 0.0]
    assert marks.placed.tolist() == [tap == 4 for tap in range(9)]


def test_without_a_reading_only_the_grid_of_the_probe_is_known() -> None:
    state = dataclasses.replace(deformable_state((12, 20)), deformable=None)
    marks = sampling_marks(state)
    assert marks is not None
    assert not marks.known
    assert marks.point_yx.tolist() == marks.rigid_yx.tolist()
    nothing = dataclasses.replace(state, view=dataclasses.replace(state.view, probe_yx=None))
    assert sampling_marks(nothing) is None


def test_reading_of_another_kernel_is_not_drawn() -> None:
    marks = sampling_marks(with_spec(deformable_state((12, 20)), kernel_size=5))
    assert marks is not None
    assert not marks.known
    assert len(marks.rigid_yx) == 25


def test_a_point_for_this_unit_counts_before_one_for_every_unit() -> None:
    everywhere, here = PointOverride(4, (1.0, 1.0)), PointOverride(4, (2.0, 2.0), (12, 20))
    for overrides in ((everywhere, here), (here, everywhere)):
        spec = DeformableSpec(overrides=overrides)
        assert override_of(spec, 4, (12, 20)) is here
        assert override_of(spec, 4, (12, 21)) is everywhere
        assert override_of(spec, 3, (12, 20)) is None
