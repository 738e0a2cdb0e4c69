"""The index of placed points says what a look at every point says, also where it was made from another one."""

from __future__ import annotations

import random

import pytest

from vizapp.document import edits
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Tap, Unit, Where, precedence
from vizapp.document.placed_index import PlacedIndex, index_of, longest_part, shared_ends

_PROBE = (5, 5)
_WHERES: tuple[Where, ...] = (Unit(_PROBE), Unit((0, 9)), Region(3, 2, 6, 6), Region(0, 0, 2, 2), Everywhere())


def _some(dice: random.Random, count: int, *, in_order: bool = True) -> tuple[PlacedPoint, ...]:
    def where() -> Where:
        kind = dice.random()
        if kind < 0.05:
            return Everywhere()
        if kind < 0.15:
            return Region(dice.randrange(10), dice.randrange(10), dice.randrange(1, 5), dice.randrange(1, 5))
        return Unit((dice.randrange(12), dice.randrange(12)))

    def point() -> PlacedPoint:
        return PlacedPoint(Tap(0, dice.randrange(9)), (dice.uniform(-3, 3), dice.uniform(-3, 3)), where())

    points = [point() for _ in range(count)]
    return tuple(sorted(points, key=lambda each: precedence(each.where)) if in_order else points)


def _placed_by_looking_at_all(
    points: tuple[PlacedPoint, ...], offsets: dict[Tap, tuple[float, float]], where: Where
) -> tuple[PlacedPoint, ...]:
    def is_replaced(old: PlacedPoint) -> bool:
        within = isinstance(where, Region) and where.contains(old.where)
        hides = isinstance(where, Everywhere) and old.where.covers(_PROBE)
        return old.tap in offsets and (old.where == where or within or hides)

    kept = [point for point in points if not is_replaced(point)]
    placed = [PlacedPoint(tap, offset, where) for tap, offset in offsets.items()]
    return tuple(sorted((*kept, *placed), key=lambda point: precedence(point.where)))


@pytest.mark.parametrize("in_order", [True, False])
@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 300])
def test_placing_gives_what_a_look_at_every_point_gives(count: int, in_order: bool) -> None:
    dice = random.Random(count)
    experiment = Experiment(labs=(DeformableSpec(placed_points=_some(dice, count, in_order=in_order)),))
    for where in _WHERES * 2:
        for taps in ((4,), tuple(range(9))):
            offsets = {Tap(0, k): (dice.uniform(-3, 3), 0.5) for k in taps}
            expected = _placed_by_looking_at_all(experiment.spec_of(DeformableSpec).placed_points, offsets, where)
            after = edits.place_points(experiment, offsets, where, _PROBE)
            assert after.spec_of(DeformableSpec).placed_points == expected
            checked = edits.validated_change(experiment, after)
            assert checked == after
            experiment = checked


def test_an_index_made_from_another_one_says_what_a_new_one_says() -> None:
    dice = random.Random(1)
    points = _some(dice, 400)
    index = PlacedIndex(points)
    for _ in range(30):
        first = dice.randrange(len(points))
        last = first + dice.randrange(3)
        points = (*points[:first], *_some(dice, dice.randrange(4)), *points[last:])
        index = PlacedIndex(points, index)
        for unit in (_PROBE, (0, 0), (11, 3)):
            covering = sorted(index.covering(unit), key=lambda point: precedence(point.where))
            expected = [point for point in points if point.where.covers(unit)]
            assert covering == sorted(expected, key=lambda point: precedence(point.where))
        farthest = max(points, key=longest_part)
        assert index.farthest == (farthest, longest_part(farthest))
        assert not index.has_below
    lower = PlacedPoint(Tap(0, 1, below=1), (0.0, 0.0))
    assert PlacedIndex((*points, lower), index).has_below
    assert PlacedIndex(()).farthest is None


def test_with_a_move_of_a_drag_all_other_points_are_summed_up_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has made a drag beside thousands of points slow is a look at each of them."""
    looked = 0

    def counted(where: Where) -> int:
        nonlocal looked
        looked += 1
        return precedence(where)

    experiment = Experiment(labs=(DeformableSpec(placed_points=_some(random.Random(2), 4000)),))
    for move in range(3):
        if move == 2:
            monkeypatch.setattr("vizapp.document.placed_index.precedence", counted)
        after = edits.place_point(experiment, Tap(0, 4), (0.1 * move, 0.0), Unit((40, 40)), (40, 40))
        experiment = edits.validated_change(experiment, after)
        experiment.spec_of(DeformableSpec).placed_at((40, 40))
    assert 0 < looked < 200
    points = experiment.spec_of(DeformableSpec).placed_points
    assert index_of(points) is index_of(points)


@pytest.mark.parametrize(
    ("points", "others", "shared"),
    [
        ("abcd", "abcd", (4, 0)),
        ("abcd", "abxd", (2, 1)),
        ("abcd", "abd", (2, 1)),
        ("", "ab", (0, 0)),
        ("aa", "a", (1, 0)),
    ],
)
def test_what_two_tuples_share_at_their_ends(points: str, others: str, shared: tuple[int, int]) -> None:
    named = {name: PlacedPoint(Tap(0, "abcdx".index(name)), (0.0, 0.0)) for name in "abcdx"}
    one, other = (tuple(named[name] for name in names) for names in (points, others))
    assert shared_ends(one, other) == shared
