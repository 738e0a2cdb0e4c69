"""All channels of a shuffled map in one picture."""

from __future__ import annotations

import numpy as np
import pytest
from lab_sources import ask, shuffle, with_spec

from vizapp.document.channel_grid import ChannelGrid
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.protocol.picture_answers import ChannelMaps
from vizapp.protocol.requests import ChannelMapsRequest, Region

VALUES = np.random.default_rng(0).random((20, 16, 24), dtype=np.float32)


def side_by_side(lab: ShuffleLab, region: Region | None = None, max_pixels: int = 10**6) -> ChannelMaps:
    answer = ask(lab, ChannelMapsRequest(region, max_pixels))
    assert isinstance(answer, ChannelMaps)
    return answer


def whole(lab: ShuffleLab) -> np.ndarray:
    """Return the grid with every channel in its place; NaN where there is none."""
    maps = lab.enlarged[0].numpy()
    grid = ChannelGrid(*maps.shape)
    canvas = np.full(grid.size, np.nan, np.float32)
    for channel, plane in enumerate(maps):
        top, left = grid.origin(channel)
        canvas[top : top + grid.height, left : left + grid.width] = plane
    return canvas


@pytest.mark.parametrize("phases", [(), (3, 1, 0, 2)])
def test_every_channel_stands_in_its_place(phases: tuple[int, ...]) -> None:
    lab, experiment = shuffle(VALUES, order="DCR")
    lab.adjust(with_spec(experiment, phase_order=phases))
    answer = side_by_side(lab)
    assert answer.count == 5
    assert answer.picture.region == (0, 0, 64, 144)
    assert answer.picture.values is not None
    shown, expected = answer.picture.values[0], whole(lab)
    np.testing.assert_array_equal(shown[~np.isnan(expected)], expected[~np.isnan(expected)])
    assert np.isin(shown, VALUES).all(), "an empty place holds one of the map's numbers"
    assert side_by_side(lab).picture is answer.picture, "it is drawn once"


@pytest.mark.parametrize("region", [(0, 0, 20, 30), (25, 40, 20, 60), (40, 90, 24, 54), (60, 140, 90, 90)])
def test_of_a_large_grid_the_part_on_screen_is_sent(region: Region) -> None:
    lab, _ = shuffle(VALUES)
    picture = side_by_side(lab, region, 2000).picture
    top, left, height, width = picture.region
    assert (top, left) == region[:2]
    assert picture.values is not None
    expected = whole(lab)[top : top + height, left : left + width]
    there = ~np.isnan(expected)
    np.testing.assert_array_equal(picture.values[0][there], expected[there])


def test_from_afar_every_channel_is_reduced_by_itself() -> None:
    values = np.repeat(np.arange(8, dtype=np.float32), 4)[:, None, None] * np.ones((1, 16, 24), np.float32)
    lab, _ = shuffle(values)
    picture = side_by_side(lab, None, 1500).picture
    assert picture.values is None
    assert picture.region == (0, 0, 96, 144)
    rows, columns = (side // 3 for side in picture.pixels.shape[:2])
    for channel in range(8):
        i, j = divmod(channel, 3)
        tile = picture.pixels[i * rows : (i + 1) * rows, j * columns : (j + 1) * columns]
        assert (tile == tile[0, 0]).all(), "no pixel mixes two channels"


def test_at_most_64_channels_are_shown() -> None:
    lab, _ = shuffle(np.zeros((400, 1, 1), np.float32))
    answer = side_by_side(lab)
    assert answer.count == 64
    assert answer.picture.region == (0, 0, 16, 16)
