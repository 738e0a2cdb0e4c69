from __future__ import annotations

import dataclasses

import numpy as np
from rig import deformable_state, with_spec

from vizapp.document.experiment import DeformableSpec, PointOverride
from vizapp.gui.deformable.sampling_marks import override_of, sampling_marks

RANDOM = np.random.default_rng(4)


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
