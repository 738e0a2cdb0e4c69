"""What a control does to the document, and what goes with it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from vizapp.document import edits
from vizapp.document.experiment import DeformableSpec, Experiment, PointOverride, SubpixelSpec

_PLACED = (PointOverride(7, (0.5, -1.0)), PointOverride(3, (1.0, 1.0), unit_yx=(4, 5)))


@pytest.fixture
def placed() -> Experiment:
    return Experiment(deformable=DeformableSpec(overrides=_PLACED))


def test_placed_points_do_not_outlive_the_kernel_that_their_taps_belong_to(placed: Experiment) -> None:
    changed = edits.with_kernel_size(placed, 5)
    assert changed.deformable.kernel_size == 5
    assert changed.deformable.overrides == ()
    assert edits.with_kernel_size(placed, 3) is placed


def test_points_of_one_unit_do_not_outlive_the_stride_or_the_working_size(placed: Experiment) -> None:
    for changed in (edits.with_stride(placed, 2), edits.with_working_size(placed, 128)):
        assert changed.deformable.overrides == _PLACED[:1]
    assert edits.with_stride(placed, 2).deformable.stride == 2
    assert edits.with_working_size(placed, 128).working_size == 128
    assert edits.with_stride(placed, 1) is placed
    assert edits.with_working_size(placed, None) is placed


def test_a_phase_order_does_not_outlive_its_factor() -> None:
    rearranged = Experiment(lab="subpixel", subpixel=SubpixelSpec(phase_order=(1, 0, 2, 3)))
    changed = edits.with_upscale_factor(rearranged, 3)
    assert changed.subpixel.upscale_factor == 3
    assert changed.subpixel.phases == tuple(range(9))
    assert edits.with_upscale_factor(rearranged, 2) is rearranged


def test_super_resolve_brings_the_factor_down_to_what_it_offers() -> None:
    shuffled = Experiment(subpixel=SubpixelSpec(task="shuffle", upscale_factor=7, phase_order=tuple(range(49))[::-1]))
    changed = edits.with_subpixel_task(shuffled, "super-resolve").subpixel
    assert (changed.task, changed.upscale_factor, changed.phase_order) == ("super-resolve", 4, ())
    small = replace(shuffled, subpixel=SubpixelSpec(task="shuffle", phase_order=(3, 2, 1, 0)))
    assert edits.with_subpixel_task(small, "super-resolve").subpixel.phase_order == (3, 2, 1, 0)
