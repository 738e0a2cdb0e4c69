"""A pick by itself: what each of its functions gives, and that none of them changes the pick it was asked of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizapp.document.experiment import Source
from vizapp.document.values import Position
from vizapp.session.picks import Grid, Pick

FINE = Grid(size=(8, 12), first=(0.5 / 8, 0.5 / 12), step=(1 / 8, 1 / 12))
COARSE = Grid(size=(4, 6), first=(0.5 / 8, 0.5 / 12), step=(2 / 8, 2 / 12))
"""Every second unit of the fine one."""
HERE, THERE, ELSEWHERE = (Source("file", f"/tmp/{name}.png") for name in ("here", "there", "elsewhere"))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Grids as the labs count: every ``stride``-th pixel of a copy, of which a remainder may have been cut off."""
    sides, firsts, steps = [], [], []
    for _ in range(2):
        pixels, stride = draw(st.integers(1, 1024)), draw(st.integers(1, 2))
        covered = draw(st.floats(0.5, 1.0))
        sides.append((pixels - 1) // stride + 1)
        firsts.append(0.5 * covered / pixels)
        steps.append(stride * covered / pixels)
    return Grid((sides[0], sides[1]), (firsts[0], firsts[1]), (steps[0], steps[1]))


@st.composite
def grids_with_unit(draw: st.DrawFn) -> tuple[Grid, Position]:
    grid = draw(grids())
    return grid, (draw(st.integers(0, grid.size[0] - 1)), draw(st.integers(0, grid.size[1] - 1)))


shares = st.floats(-1.0, 2.0)


@given(grids_with_unit())
def test_the_unit_nearest_to_its_own_centre_is_itself(case: tuple[Grid, Position]) -> None:
    grid, unit = case
    assert grid.nearest(grid.place(unit)) == unit


@given(grids(), st.tuples(shares, shares))
def test_the_nearest_unit_is_one_of_the_grid_also_for_places_outside(grid: Grid, place: tuple[float, float]) -> None:
    y, x = grid.nearest(place)
    assert 0 <= y < grid.size[0]
    assert 0 <= x < grid.size[1]


@given(grids_with_unit(), st.tuples(shares, shares))
def test_no_unit_is_nearer_than_the_nearest(case: tuple[Grid, Position], place: tuple[float, float]) -> None:
    grid, other = case
    nearest = grid.nearest(place)
    for axis in (0, 1):
        distance = abs(grid.place(nearest)[axis] - place[axis])
        assert distance <= abs(grid.place(other)[axis] - place[axis]) + 1e-12


@pytest.mark.parametrize(("size", "middle"), [((8, 12), (4, 6)), ((9, 5), (4, 2)), ((1, 1), (0, 0))])
def test_the_middle_of_a_grid(size: tuple[int, int], middle: Position) -> None:
    assert replace(FINE, size=size).middle == middle


def test_a_new_pick_is_of_nothing_and_wants_something() -> None:
    assert Pick() == Pick(unit=None, grid=None, place=None, is_put_away=False, left={})


def test_what_is_picked_has_the_place_of_its_centre() -> None:
    pick = Pick(grid=FINE).picked((2, 3))
    assert pick == Pick((2, 3), FINE, FINE.place((2, 3)))


def test_what_is_picked_before_any_grid_is_known_has_its_place_once_there_is_one() -> None:
    pick = Pick().picked((2, 3))
    assert pick == Pick((2, 3))
    assert pick.counted(FINE) == Pick((2, 3), FINE, FINE.place((2, 3)))
    outside = Pick().picked((20, 3)).counted(FINE)
    assert outside.unit == (7, 3), "on the map"


def test_picking_nothing_puts_away() -> None:
    away = Pick(grid=FINE).picked((2, 3)).picked(None)
    assert away == Pick(None, FINE, None, is_put_away=True)
    assert not away.picked((0, 0)).is_put_away


def test_picking_forgets_where_it_was_in_other_sources() -> None:
    pick = Pick(grid=FINE).picked((2, 3)).left_for_another(HERE)
    assert pick.picked((1, 1)).left == {}
    assert pick.picked(None).left == {}


def test_counting_in_the_same_grid_gives_the_very_pick() -> None:
    for pick in (Pick(grid=FINE), Pick(grid=FINE).picked((2, 3)), Pick(grid=FINE).picked(None)):
        assert pick.counted(FINE) is pick


def test_nothing_picked_is_nothing_in_every_grid() -> None:
    assert Pick().counted(FINE) == Pick(grid=FINE)
    assert Pick(grid=FINE).picked(None).counted(COARSE) == Pick(None, COARSE, is_put_away=True)


@pytest.mark.parametrize("unit", [(0, 0), (3, 5), (7, 11), (4, 8)])
def test_counted_in_another_grid_it_is_the_nearest_unit_and_counted_back_the_very_same(unit: Position) -> None:
    pick = Pick(grid=FINE).picked(unit)
    coarse = pick.counted(COARSE)
    assert coarse.unit is not None
    assert all(abs(2 * c - f) <= 1 for c, f in zip(coarse.unit, unit, strict=True))
    assert coarse.place == pick.place, "the place is what was picked"
    assert coarse.counted(FINE) == pick


@given(grids_with_unit(), st.lists(grids(), max_size=6))
def test_however_it_has_been_counted_in_between_it_is_the_same_unit_again(
    case: tuple[Grid, Position], between: list[Grid]
) -> None:
    grid, unit = case
    pick = first = Pick(grid=grid).picked(unit)
    for other in between:
        pick = pick.counted(other)
        assert pick.unit == other.nearest(grid.place(unit))
    assert pick.counted(grid) == first


def test_it_begins_in_the_middle_unless_something_is_picked_or_nothing_is_wanted() -> None:
    assert Pick(grid=FINE).begun() == Pick((4, 6), FINE, FINE.place((4, 6)))
    for pick in (Pick(), Pick(grid=FINE).picked((2, 3)), Pick(grid=FINE).picked(None)):
        assert pick.begun() is pick


def test_what_is_opened_begins_with_nothing_picked_and_remembers_where_it_was() -> None:
    picked = Pick(grid=FINE).picked((2, 3))
    opened = picked.left_for_another(HERE)
    assert opened == Pick(grid=FINE, left={HERE: (FINE.place((2, 3)), False)})
    assert opened.picked(None).left_for_another(THERE) == Pick(grid=FINE, left={THERE: (None, True)})
    assert picked.left_for_another(None) == Pick(grid=FINE), "there was no source to remember"
    assert picked.left == {}, "a pick is a value"


def test_who_comes_back_finds_the_own_pick_also_if_it_was_put_away() -> None:
    picked = Pick(grid=FINE).picked((2, 3))
    begun = picked.left_for_another(HERE).begun()
    assert begun.moved(THERE, HERE).unit == (2, 3)
    assert begun.moved(THERE, HERE).moved(HERE, THERE).unit == (4, 6), "and in the other one what began there"
    away = picked.picked(None).left_for_another(HERE).begun().moved(THERE, HERE)
    assert (away.unit, away.is_put_away) == (None, True)
    assert away.begun() is away
    assert begun.left == {HERE: (FINE.place((2, 3)), False)}, "a pick is a value"


def test_where_it_has_not_been_it_stays_where_it_is() -> None:
    picked = Pick(grid=FINE).picked((2, 3))
    moved = picked.moved(HERE, ELSEWHERE)
    assert (moved.unit, moved.place, moved.is_put_away) == (picked.unit, picked.place, False)
    away = picked.picked(None).moved(HERE, ELSEWHERE)
    assert (away.unit, away.is_put_away) == (None, True)
    assert Pick((2, 3)).moved(HERE, ELSEWHERE).unit == (2, 3), "also before its place is known"


def test_back_where_nothing_had_been_picked_yet_nothing_is() -> None:
    pick = Pick(grid=FINE).left_for_another(HERE).begun().moved(THERE, HERE)
    assert (pick.unit, pick.place, pick.is_put_away) == (None, None, False)
    assert pick.begun().unit == (4, 6)


def test_a_pick_that_was_made_since_is_not_taken_back() -> None:
    pick = Pick(grid=FINE).picked((2, 3)).left_for_another(HERE).begun().picked((1, 1))
    assert pick.moved(THERE, HERE).unit == (1, 1)
