from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from fakes import deformable_snapshot, picked, unit_reading
from rig import deformable_state, with_spec

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import PlacedPoint, Region, Tap, Unit
from vizapp.gui.deformable.sampling_marks import marks_basis, mask_sizes, sampling_marks
from vizapp.protocol.unit_answers import UnitReading
from vizapp.session.state import State

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
    marks = sampling_marks(with_spec(deformable_state((12, 20)), kernel_size=(5, 5)))
    assert marks is not None
    assert not marks.known
    assert len(marks.rigid_yx) == 25


def test_a_point_for_this_unit_counts_before_one_for_every_unit() -> None:
    everywhere, here = PlacedPoint(Tap(0, 4), (1.0, 1.0)), PlacedPoint(Tap(0, 4), (2.0, 2.0), Unit((12, 20)))
    for points in ((everywhere, here), (here, everywhere)):
        spec = DeformableSpec(placed_points=points)
        assert spec.placed_at((12, 20)) == {Tap(0, 4): here}
        assert spec.placed_at((12, 21)) == {Tap(0, 4): everywhere}


def _state(reading: UnitReading, spec: DeformableSpec, group: int) -> State:
    state = with_spec(deformable_state((12, 20)), **{name: getattr(spec, name) for name in spec.__struct_fields__})
    return dataclasses.replace(
        state, snapshot=deformable_snapshot(reading), view=dataclasses.replace(state.view, offset_group=group)
    )


@pytest.mark.parametrize("group", [0, 1, 2, 7])
def test_the_points_of_the_chosen_group_are_drawn_and_the_others_are_faint(group: int) -> None:
    reading = unit_reading(unit_yx=(12, 20), offset_groups=3, input_channels=3, modulated=True, placed=(10,))
    placed = (PlacedPoint(Tap(1, 1), (3.0, -2.0)), PlacedPoint(Tap(1, 8), (9.0, 9.0), Region(12, 18, 1, 2)))
    spec = DeformableSpec(offset_groups=3, modulation="2·sigmoid", placed_points=placed)
    marks = sampling_marks(_state(reading, spec, group))
    assert marks is not None
    shown = group if group < 3 else 0  # a group that the layer does not have
    expected = reading.point_yx.astype(float)
    expected[9 + 1] = marks.rigid_yx[1] + (3.0, -2.0)
    own = slice(9 * shown, 9 * shown + 9)
    np.testing.assert_allclose(marks.point_yx, expected[own])
    assert marks.others_yx is not None
    np.testing.assert_allclose(marks.others_yx, np.delete(expected, own, axis=0))
    assert marks.placed.tolist() == [shown == 1 and k == 1 for k in range(9)]
    assert marks.tap(4) == Tap(shown, 4)
    assert reading.mask is not None
    np.testing.assert_array_equal(marks.mask, reading.mask[own])


def test_the_area_of_a_point_follows_its_mask() -> None:
    mask = np.array([0.0, 0.25, 1.0, -1.0, 2.0, 9.0], np.float32)
    assert mask_sizes(mask, "unbounded") == pytest.approx([0.4, 0.5, 1.0, 1.0, 2**0.5, 1.5])
    even = np.full(9, 1 / 9, np.float32)
    assert mask_sizes(even, "softmax") == pytest.approx(np.ones(9))


def test_without_modulation_all_points_are_alike() -> None:
    marks = sampling_marks(_state(unit_reading(unit_yx=(12, 20)), DeformableSpec(), 0))
    assert marks is not None
    assert marks.mask is None
    assert marks.sizes is None
    assert marks.others_yx is not None
    assert marks.others_yx.shape == (0, 2)


def test_another_pick_is_no_reason_to_draw_the_points_of_the_reading_again() -> None:
    state = deformable_state((12, 20))
    basis, marks = marks_basis(state), sampling_marks(marks_basis(state).state)
    assert marks is not None
    assert marks.unit_yx == (12, 20)
    assert marks_basis(dataclasses.replace(state, picks=picked((5, 5)))) == basis
    assert marks_basis(dataclasses.replace(state, trail=np.zeros((1, 9, 2), np.float32))) == basis
    assert marks_basis(dataclasses.replace(state, trail=np.zeros((2, 9, 2), np.float32))) != basis
    answered = deformable_snapshot(unit_reading(unit_yx=(5, 5)))
    assert marks_basis(dataclasses.replace(state, snapshot=answered)) != basis


def test_without_a_reading_the_grid_follows_the_pick() -> None:
    state = dataclasses.replace(deformable_state((12, 20)), snapshot=None)
    moved = dataclasses.replace(state, picks=picked((5, 5)))
    assert marks_basis(moved) != marks_basis(state)
    marks = sampling_marks(marks_basis(moved).state)
    assert marks is not None
    assert marks.unit_yx == (5, 5)
