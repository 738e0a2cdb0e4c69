from __future__ import annotations

import dataclasses

import numpy as np
from fakes import picked
from rig import deformable_state, with_spec

from vizapp.document.deformable import DeformableSpec, PlacedPoint
from vizapp.document.placed import Tap, Unit
from vizapp.gui.deformable.sampling_marks import sampling_marks

RANDOM = np.random.default_rng(4)


def test_points_are_where_the_reading_has_them() -> None:
    offsets = RANDOM.uniform(-2, 2, (9, 2))
    marks = sampling_marks(deformable_state((12, 20), offsets))
    assert marks is not None
    assert marks.known
    assert np.allclose(marks.offset_yx, offsets, atol=1e-5)
    assert not marks.placed.any()


def test_document_decides_where_placed_points_are() -> None:
    everywhere = PlacedPoint(Tap(0, 4), (1.0, 1.0))
    here = PlacedPoint(Tap(0, 4), (2.0, -3.0), Unit((12, 20)))
    elsewhere = PlacedPoint(Tap(0, 5), (9.0, 9.0), Unit((1, 1)))
    state = with_spec(deformable_state((12, 20)), placed_points=(everywhere, here, elsewhere))
    marks = sampling_marks(state)
    assert marks is not None
    assert marks.offset_yx[4].tolist() == [2.0, -3.0]
    assert marks.offset_yx[5].tolist() == [0.0, 0.0]
    assert marks.placed.tolist() == [tap == 4 for tap in range(9)]


def test_without_a_reading_only_the_grid_of_the_probe_is_known() -> None:
    state = dataclasses.replace(deformable_state((12, 20)), snapshot=None)
    marks = sampling_marks(state)
    assert marks is not None
    assert not marks.known
    assert marks.point_yx.tolist() == marks.rigid_yx.tolist()
    nothing = dataclasses.replace(state, picks=picked(None))
    assert sampling_marks(nothing) is None


def test_reading_of_another_kernel_is_not_drawn() -> None:
    marks = sampling_marks(with_spec(deformable_state((12, 20)), kernel_size=5))
    assert marks is not None
    assert not marks.known
    assert len(marks.rigid_yx) == 25


def test_a_point_for_this_unit_counts_before_one_for_every_unit() -> None:
    everywhere, here = PlacedPoint(Tap(0, 4), (1.0, 1.0)), PlacedPoint(Tap(0, 4), (2.0, 2.0), Unit((12, 20)))
    for points in ((everywhere, here), (here, everywhere)):
        spec = DeformableSpec(placed_points=points)
        assert spec.placed_at(4, (12, 20)) is here
        assert spec.placed_at(4, (12, 21)) is everywhere
        assert spec.placed_at(3, (12, 20)) is None
