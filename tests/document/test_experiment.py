"""The document: its limits, the settings in it, and what makes a lab start again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from document_strategies import experiments
from hypothesis import given
from msgspec.structs import replace

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenRuleSpec, HiddenTapsSpec
from vizapp.document.experiment import Experiment, Source, needs_rebuild, validated
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import MAX_PLACED_OFFSET, PlacedPoint, Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_point_cannot_be_placed_nowhere(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        PlacedPoint(Tap(0, 0), (0.0, value))


@pytest.mark.parametrize("offset_yx", [(1e30, 0.0), (0.0, -10_000.1), (1.7e308, 1.7e308)])
def test_a_point_cannot_be_placed_beyond_all_pictures(offset_yx: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="between -10000 and 10000 px"):
        PlacedPoint(Tap(0, 0), offset_yx)
    assert PlacedPoint(Tap(0, 0), (MAX_PLACED_OFFSET, -MAX_PLACED_OFFSET)).offset_yx == (10_000.0, -10_000.0)


def test_every_lab_has_its_settings_in_order_and_those_that_are_not_given_are_the_defaults() -> None:
    shuffled = SubpixelSpec(task=ShuffleSpec(), upscale_factor=7)
    assert Experiment().labs == (DeformableSpec(), SubpixelSpec())
    assert Experiment(labs=(shuffled,)).labs == (DeformableSpec(), shuffled)
    wide = DeformableSpec(dilation=3)
    assert Experiment(labs=(shuffled, wide)) == Experiment(labs=(wide, shuffled))


def test_the_active_labs_settings_are_those_of_its_name() -> None:
    wide, shuffled = DeformableSpec(dilation=3), SubpixelSpec(task=ShuffleSpec())
    experiment = Experiment(lab="subpixel", labs=(wide, shuffled))
    assert experiment.spec is shuffled
    assert experiment.spec_of(DeformableSpec) is wide
    changed = experiment.with_spec(DeformableSpec(stride=2))
    assert changed.labs == (DeformableSpec(stride=2), shuffled)
    assert (changed.lab, experiment.labs) == ("subpixel", (wide, shuffled))


def test_settings_that_are_given_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="there twice"):
        Experiment(labs=(SubpixelSpec(), SubpixelSpec(upscale_factor=3)))


@given(experiments)
def test_what_is_valid_passes_unchanged(experiment: Experiment) -> None:
    assert validated(experiment) == experiment


@pytest.mark.parametrize(
    ("experiment", "place"),
    [
        (Experiment(seed=-1), "$.seed"),
        (Experiment(labs=(DeformableSpec(dilation=9),)), "$.dilation"),
        (Experiment(labs=(DeformableSpec(task=HiddenTapsSpec(max_shift=9.0)),)), "$.max_shift"),
        (Experiment(labs=(DeformableSpec(task=HiddenRuleSpec(bound=0.4)),)), "$.bound"),
        (Experiment(labs=(DeformableSpec(branch=OffsetBranchSpec(depth=0)),)), "$.branch.depth"),
        (Experiment(labs=(DeformableSpec(branch=OffsetBranchSpec(rate_factor=0.0)),)), "$.branch.rate_factor"),
        (Experiment(labs=(DeformableSpec(compared=("free", "none", "conv", "position")),)), "$.compared"),
        (Experiment(labs=(SubpixelSpec(learning_rate=0.0),)), "$.learning_rate"),
    ],
)
def test_a_value_out_of_its_range_is_found_wherever_it_stands(experiment: Experiment, place: str) -> None:
    with pytest.raises(ValueError) as error:
        validated(experiment)
    assert place in str(error.value)


def deformable(**changes: object) -> Callable[[Experiment], Experiment]:
    return lambda old: old.with_spec(replace(old.spec_of(DeformableSpec), **changes))


def subpixel(**changes: object) -> Callable[[Experiment], Experiment]:
    return lambda old: old.with_spec(replace(old.spec_of(SubpixelSpec), **changes))


def shared(**changes: object) -> Callable[[Experiment], Experiment]:
    return lambda old: replace(old, **changes)


@pytest.mark.parametrize(
    ("lab", "change", "rebuilt"),
    [
        ("deformable", deformable(kernel_size=(5, 5)), True),
        ("deformable", deformable(stride=2), True),
        ("deformable", deformable(dilation=2), True),
        ("deformable", deformable(task=HiddenTapsSpec(max_shift=1.0)), True),
        ("deformable", deformable(task=HiddenRuleSpec(smoothing=2.0)), True),
        ("deformable", deformable(branch=OffsetBranchSpec(depth=2)), True),
        ("deformable", deformable(compared=("free",)), True),
        ("deformable", deformable(learns="both"), True),
        ("deformable", deformable(learning_rate=0.1), False),
        ("deformable", deformable(placed_points=(PlacedPoint(Tap(0, 0), (1.0, 1.0)),)), False),
        ("deformable", subpixel(upscale_factor=3), False),
        ("subpixel", subpixel(upscale_factor=3), True),
        ("subpixel", subpixel(task=ShuffleSpec()), True),
        ("subpixel", subpixel(stored_as="DCR"), True),
        ("subpixel", subpixel(read_as="DCR"), False),
        ("subpixel", subpixel(task=ShuffleSpec(direction="unshuffle")), True),
        ("subpixel", subpixel(phase_order=(1, 0, 2, 3)), False),
        ("subpixel", subpixel(learning_rate=0.1), False),
        ("subpixel", deformable(kernel_size=(5, 5)), False),
        ("deformable", shared(source=Source(location="camera")), True),
        ("deformable", shared(working_size=64), True),
        ("subpixel", shared(seed=1), True),
        ("subpixel", shared(device="cpu"), True),
        ("deformable", shared(lab="subpixel"), True),
    ],
)
def test_only_what_a_lab_is_built_from_rebuilds_it(
    lab: str, change: Callable[[Experiment], Experiment], rebuilt: bool
) -> None:
    old = replace(Experiment(), lab=lab)
    new = change(old)
    assert new != old
    assert needs_rebuild(old, new) is rebuilt
    assert needs_rebuild(new, old) is rebuilt


def test_the_branch_is_the_tasks_unless_the_settings_name_one() -> None:
    assert DeformableSpec().offset_branch == HiddenRuleSpec.branch
    assert DeformableSpec(task=HiddenTapsSpec()).offset_branch == HiddenTapsSpec.branch
    deep = OffsetBranchSpec(depth=3)
    assert DeformableSpec(branch=deep).offset_branch is deep


def test_branches_that_are_compared_are_of_another_kind_each_and_otherwise_alike() -> None:
    own = OffsetBranchSpec(bound=2.0, rate_factor=3.0)
    assert DeformableSpec(branch=own).branches == (own,)
    compared = DeformableSpec(branch=own, compared=("none", "free")).branches
    assert compared == (own, replace(own, kind="none"), replace(own, kind="free"))
    assert DeformableSpec(branch=own, compared=("free", "free")).branches == (own, replace(own, kind="free"))
    assert DeformableSpec(branch=own, compared=("conv", "none")).branches == (own, replace(own, kind="none"))
