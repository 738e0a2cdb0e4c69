"""Which units a placed point applies to, which wins, and what placing and giving back do to those there already."""

from __future__ import annotations

import math

import pytest
from msgspec.structs import replace

from vizapp.document import edits
from vizapp.document.deformable import MAX_PLACED_POINTS, DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Tap, Unit, Where
from vizapp.document.text import from_text, to_text
from vizapp.wording.problems import ProblemError

TAP, OTHER = Tap(1, 4), Tap(0, 4)


def _points(experiment: Experiment) -> tuple[PlacedPoint, ...]:
    return experiment.spec_of(DeformableSpec).placed_points


def _with(*points: PlacedPoint) -> Experiment:
    return Experiment(labs=(DeformableSpec(offset_groups=3, placed_points=points),))


@pytest.mark.parametrize("where", [Unit((3, 5)), Region(2, 4, 3, 5), Region(-2, 4, 6, 2), Everywhere()])
def test_what_a_place_covers(where: Where) -> None:
    for y in range(8):
        for x in range(11):
            match where:
                case Unit(yx):
                    expected = (y, x) == yx
                case Region(top, left, height, width):
                    expected = y in range(top, top + height) and x in range(left, left + width)
                case Everywhere():
                    expected = True
            assert where.covers((y, x)) is expected


@pytest.mark.parametrize(
    ("other", "contained"),
    [
        (Unit((2, 4)), True),
        (Unit((4, 8)), True),
        (Unit((5, 8)), False),
        (Region(2, 4, 3, 5), True),
        (Region(3, 5, 2, 4), True),
        (Region(3, 5, 2, 5), False),
        (Region(1, 5, 2, 2), False),
        (Everywhere(), False),
    ],
)
def test_what_a_region_contains(other: Where, contained: bool) -> None:
    assert Region(2, 4, 3, 5).contains(other) is contained


def test_a_region_replaces_what_it_contains_and_stands_between_everywhere_and_units() -> None:
    inside, around = PlacedPoint(TAP, (1.0, 1.0), Unit((3, 5))), PlacedPoint(TAP, (2.0, 2.0), Unit((9, 9)))
    smaller = PlacedPoint(TAP, (3.0, 3.0), Region(2, 4, 1, 1))
    larger = PlacedPoint(TAP, (4.0, 4.0), Region(0, 0, 8, 8))
    everywhere, another = PlacedPoint(TAP, (5.0, 5.0)), PlacedPoint(OTHER, (6.0, 6.0), Unit((3, 5)))
    before = _with(everywhere, larger, smaller, inside, around, another)
    where = Region(2, 4, 3, 5)
    placed = _points(edits.place_point(before, TAP, (7.0, -7.0), where))
    assert placed == (everywhere, larger, PlacedPoint(TAP, (7.0, -7.0), where), around, another)
    spec = before.spec_of(DeformableSpec).replaced(placed_points=placed)
    assert spec.placed_at((3, 5))[TAP].offset_yx == (7.0, -7.0)
    assert spec.placed_at((3, 5))[OTHER] == another
    assert spec.placed_at((0, 0)) == {TAP: larger}
    assert spec.placed_at((9, 9)) == {TAP: around}
    assert spec.placed_at((40, 40)) == {TAP: everywhere}


def test_dragging_a_region_again_leaves_one_point() -> None:
    experiment = _with()
    for step in range(30):
        experiment = edits.place_point(experiment, TAP, (0.1 * step, 0.0), Region(0, 0, 64, 64), (3, 3))
    assert len(_points(experiment)) == 1


def test_everywhere_replaces_what_would_win_at_the_picked_unit() -> None:
    here, there = PlacedPoint(TAP, (1.0, 1.0), Unit((3, 5))), PlacedPoint(TAP, (2.0, 2.0), Unit((9, 9)))
    region = PlacedPoint(TAP, (3.0, 3.0), Region(2, 4, 3, 5))
    placed = _points(edits.place_point(_with(region, here, there), TAP, (4.0, 4.0), Everywhere(), (3, 5)))
    assert placed == (PlacedPoint(TAP, (4.0, 4.0)), there)


def test_a_point_given_back_follows_the_training_at_once() -> None:
    here, region = PlacedPoint(TAP, (1.0, 1.0), Unit((3, 5))), PlacedPoint(TAP, (3.0, 3.0), Region(2, 4, 3, 5))
    elsewhere, other = PlacedPoint(TAP, (2.0, 2.0), Region(8, 8, 2, 2)), PlacedPoint(OTHER, (5.0, 5.0))
    before = _with(PlacedPoint(TAP, (4.0, 4.0)), other, region, elsewhere, here)
    assert _points(edits.give_back_point(before, TAP, (3, 5))) == (other, elsewhere)


def test_only_so_many_points_and_only_so_far() -> None:
    full = _with(*(PlacedPoint(TAP, (0.0, 0.0), Unit((0, n))) for n in range(MAX_PLACED_POINTS)))
    with pytest.raises(ProblemError) as caught:
        edits.place_point(full, OTHER, (1.0, 1.0), Everywhere())
    assert caught.value.problem.code == "point.too-many"
    with pytest.raises(ProblemError) as caught:
        edits.place_point(_with(), TAP, (math.nan, 0.0), Everywhere())
    assert caught.value.problem.code == "point.offset-too-large"


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"kernel_size": (3, 5)}, ()),
        ({"offset_groups": 1}, ()),
        ({"layers": 2}, ()),
        ({"padding": 0}, (0,)),
        ({"stride": 3}, (0,)),
        ({"groups": 3}, (0, 1, 2)),
        ({"modulation": "softmax"}, (0, 1, 2)),
        ({"dilation": 2}, (0, 1, 2)),
    ],
)
def test_points_outlive_what_leaves_their_meaning(change: dict[str, object], kept: tuple[int, ...]) -> None:
    points = (
        PlacedPoint(TAP, (5.0, 5.0)),
        PlacedPoint(TAP, (3.0, 3.0), Region(2, 4, 3, 5)),
        PlacedPoint(TAP, (1.0, 1.0), Unit((3, 5))),
    )
    before = _with(*points)
    after = before.with_spec(before.spec_of(DeformableSpec).replaced(**change))
    assert _points(edits.settle(before, after)) == tuple(points[n] for n in kept)


def test_a_source_whose_channels_do_not_divide_takes_one_group() -> None:
    before = _with(PlacedPoint(TAP, (5.0, 5.0)))
    spec = before.spec_of(DeformableSpec).replaced(groups=2)
    assert spec.fitted("image", 6, (64, 48)) is spec
    assert spec.fitted("image", 3, (64, 48)) == replace(spec, groups=1)
    assert spec.fitted("image", 8, (64, 48)) == replace(spec, offset_groups=1, placed_points=())


@pytest.mark.parametrize("where", [Unit((3, 5)), Region(-2, 4, 3, 5), Everywhere()])
def test_places_are_told_apart_in_the_text(where: Where) -> None:
    experiment = _with(PlacedPoint(TAP, (1.5, -2.0), where))
    assert from_text(to_text(experiment)) == experiment


def test_a_document_of_version_2_has_square_kernels_one_group_and_units() -> None:
    text = """{"version": 2, "labs": [{"lab": "deformable", "kernel_size": 5, "stride": 2, "placed_points": [
        {"tap": 24, "offset_yx": [0.5, 1]},
        {"tap": 3, "offset_yx": [2, -1], "unit_yx": null},
        {"tap": 3, "offset_yx": [4, 4], "unit_yx": [6, 7]}]}]}"""
    spec = from_text(text).spec_of(DeformableSpec)
    assert (spec.kernel_size, spec.stride, spec.padding, spec.modulation) == ((5, 5), 2, None, "none")
    assert spec.layers == 1
    assert spec.placed_points == (
        PlacedPoint(Tap(0, 24), (0.5, 1.0)),
        PlacedPoint(Tap(0, 3), (2.0, -1.0)),
        PlacedPoint(Tap(0, 3), (4.0, 4.0), Unit((6, 7))),
    )


@pytest.mark.parametrize(
    "field",
    [
        '"kernel_size": [3, 4]',
        '"kernel_size": 3',
        '"stride": 5',
        '"padding": -1',
        '"modulation": "tanh"',
        '"placed_points": [{"tap": {"group": 64, "k": 0}, "offset_yx": [0, 0]}]',
        '"placed_points": [{"tap": {"group": 0, "k": 49}, "offset_yx": [0, 0]}]',
        '"placed_points": [{"tap": {"group": 0, "k": 0}, "offset_yx": [0, 0], "where": {"kind": "region", '
        '"top": 0, "left": 0, "height": 0, "width": 3}}]',
    ],
)
def test_settings_out_of_range_are_refused(field: str) -> None:
    with pytest.raises(ValueError, match="deformable"):
        from_text('{"version": 3, "labs": [{"lab": "deformable", ' + field + "}]}")


@pytest.mark.parametrize(
    ("offset_groups", "groups", "outputs"),
    [(1, 1, 15), (3, 1, 45), (1, 3, 45), (3, 3, 45), (6, 3, 90), (3, 6, 90), (2, 3, 90)],
)
def test_each_group_of_the_convolution_can_tell_its_points_apart(
    offset_groups: int, groups: int, outputs: int
) -> None:
    spec = DeformableSpec(kernel_size=(3, 5), offset_groups=offset_groups, groups=groups)
    channels = [*range(6)]
    for group in range(groups):
        own = [c for c in channels if c * groups // 6 == group]
        points = 15 * len({c * offset_groups // 6 for c in own})
        assert spec.outputs // groups >= points
    assert spec.outputs == outputs


def test_masks_and_groups_cost_memory() -> None:
    plain = DeformableSpec()
    size = (100, 140)
    assert DeformableSpec(modulation="softmax").step_bytes(3, size) > plain.step_bytes(3, size)
    assert DeformableSpec(offset_groups=3).step_bytes(3, size) > plain.step_bytes(3, size)
    assert DeformableSpec(kernel_size=(7, 7), padding=0).step_bytes(3, (6, 90)) == 0
