from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizapp.document.channel_grid import MAX_SHOWN_CHANNELS, ChannelGrid
from vizapp.document.tile_layout import OutputPlace


@given(st.integers(1, 9), st.integers(1, 4), st.integers(1, 5))
def test_every_value_stands_in_the_grid_once(count: int, height: int, width: int) -> None:
    grid = ChannelGrid(count, height, width)
    rows, columns = grid.size
    found = {(y, x): grid.at(y, x) for y in range(-1, rows + 1) for x in range(-1, columns + 1)}
    places = [place for place in found.values() if place is not None]
    assert len(set(places)) == len(places) == count * height * width
    assert all(grid.place(place) == at for at, place in found.items() if place is not None)
    assert grid.place(OutputPlace(count, 0, 0)) is None


@pytest.mark.parametrize(("count", "size"), [(1, (4, 6)), (2, (4, 12)), (3, (8, 12)), (5, (8, 18)), (9, (12, 18))])
def test_the_grid_is_about_as_high_as_wide(count: int, size: tuple[int, int]) -> None:
    assert ChannelGrid(count, 4, 6).size == size


def test_only_the_first_channels_of_very_many_are_shown() -> None:
    assert ChannelGrid.of((3, 4, 6)) == ChannelGrid(3, 4, 6)
    assert ChannelGrid.of((500, 4, 6)).count == MAX_SHOWN_CHANNELS
