from __future__ import annotations

import numpy as np
import pytest
import torch

from vizapp.labs.pictures import make_picture, shown_channels, symmetric_range, value_range
from vizapp.protocol.picture_answers import MAX_VALUES
from vizapp.value_picture import UNIT_RANGE, ValueRange


def _numbered(channels: int, height: int, width: int) -> torch.Tensor:
    return torch.arange(channels * height * width, dtype=torch.float32).reshape(channels, height, width)


def test_a_small_map_is_sent_whole_with_its_values() -> None:
    planes = _numbered(3, 4, 5)
    picture = make_picture(planes, ValueRange(0, 59), region=(1, 1, 2, 2), max_pixels=20)
    assert picture.region == (0, 0, 4, 5)
    assert picture.values is not None
    np.testing.assert_array_equal(picture.values, planes.numpy())
    expected = np.rint(planes.numpy() * 255 / 59).astype(np.uint8).transpose(1, 2, 0)
    np.testing.assert_array_equal(picture.pixels, expected)
    assert (picture.low, picture.high) == (0, 59)


def test_of_a_large_map_the_region_is_sent_in_full() -> None:
    planes = _numbered(1, 10, 10)
    picture = make_picture(planes, ValueRange(0, 99), region=(2, 3, 4, 5), max_pixels=20)
    assert picture.region == (2, 3, 4, 5)
    assert picture.values is not None
    np.testing.assert_array_equal(picture.values, planes.numpy()[:, 2:6, 3:8])


def test_a_large_region_is_reduced_by_area() -> None:
    planes = _numbered(1, 8, 16)
    picture = make_picture(planes, ValueRange(0, 255), max_pixels=32)
    assert picture.region == (0, 0, 8, 16)
    assert picture.values is None
    blocks = planes.numpy().reshape(4, 2, 8, 2).mean((1, 3))
    np.testing.assert_array_equal(picture.pixels[:, :, 0], np.floor(blocks + 0.5).astype(np.uint8))


@pytest.mark.parametrize("shape", [(1, 5000), (5000, 1), (70, 71), (3, 1000)])
def test_never_more_pixels_than_may_be_sent(shape: tuple[int, int]) -> None:
    picture = make_picture(torch.zeros(1, *shape), UNIT_RANGE, max_pixels=256)
    height, width, _ = picture.pixels.shape
    assert 64 <= height * width <= 256


@pytest.mark.parametrize(
    ("region", "covered"),
    [((-5, -5, 8, 8), (0, 0, 3, 3)), ((18, 19, 9, 9), (18, 19, 2, 1)), ((90, -90, 4, 4), (19, 0, 1, 1))],
)
def test_a_region_is_cut_to_the_map(region: tuple[int, int, int, int], covered: tuple[int, int, int, int]) -> None:
    assert make_picture(_numbered(1, 20, 20), UNIT_RANGE, region, 256).region == covered


def test_nan_is_magenta_and_is_never_averaged_away() -> None:
    planes = torch.full((1, 64, 64), 0.5)
    planes[0, 5, 9] = torch.nan
    whole = make_picture(planes, UNIT_RANGE)
    assert whole.pixels.shape == (64, 64, 3)
    assert whole.pixels[5, 9].tolist() == [255, 0, 255]
    assert whole.pixels[5, 8].tolist() == [128, 128, 128]
    reduced = make_picture(planes, UNIT_RANGE, max_pixels=256)
    assert (reduced.pixels == (255, 0, 255)).all(2).sum() == 1


def test_infinities_are_the_ends_of_the_scale() -> None:
    planes = torch.tensor([[[-torch.inf, 0.0, 1.0, torch.inf]]])
    assert make_picture(planes, UNIT_RANGE).pixels[0, :, 0].tolist() == [0, 0, 255, 255]


def test_values_are_left_out_where_they_are_too_many() -> None:
    side = int(MAX_VALUES**0.5)
    assert make_picture(torch.zeros(1, side, side), UNIT_RANGE).values is not None
    assert make_picture(torch.zeros(1, side + 1, side), UNIT_RANGE).values is None


def test_arrays_have_memory_of_their_own() -> None:
    planes = torch.zeros(3, 4, 4)
    picture = make_picture(planes, UNIT_RANGE)
    planes += 1
    for array in (picture.pixels, picture.values):
        assert array is not None
        assert array.base is None
        assert array.flags.c_contiguous
        assert not array.any()


def test_the_range_leaves_out_the_extremes_and_what_is_not_finite() -> None:
    values = torch.arange(10_001, dtype=torch.float32)
    values[0], values[-1] = torch.nan, torch.inf
    low, high = value_range(values)
    assert low == pytest.approx(100, abs=2)
    assert high == pytest.approx(9_900, abs=2)
    assert value_range(torch.full((4,), torch.nan)) == UNIT_RANGE


@pytest.mark.parametrize("value", [0.0, -3.0, 1e9])
def test_one_number_everywhere_is_middle_grey(value: float) -> None:
    planes = torch.full((1, 3, 3), value)
    drawn = value_range(planes)
    assert drawn.low < value < drawn.high
    assert make_picture(planes, drawn).pixels[1, 1, 0] in (127, 128)


def test_a_few_values_on_even_ground_are_shown() -> None:
    planes = torch.zeros(1000)
    planes[7] = 5
    assert value_range(planes) == (0, 5)


def test_a_symmetric_range_has_zero_in_the_middle() -> None:
    low, high = symmetric_range(torch.linspace(-3, 1, 1001))
    assert low == -high
    assert high == pytest.approx(2.96, abs=0.03)


@pytest.mark.parametrize(
    ("wanted", "count", "shown"),
    [(None, 3, (0, 1, 2)), (None, 2, (0,)), (4, 5, (4,)), (5, 5, (0, 1, 2)), (1, 1, (0,))],
)
def test_which_channels_are_shown(wanted: int | None, count: int, shown: tuple[int, ...]) -> None:
    assert shown_channels(wanted, count) == shown


@pytest.mark.parametrize("period", [2, 3, 4, 8])
@pytest.mark.parametrize("axis", [1, 2])
def test_stripes_do_not_hide_from_the_range(period: int, axis: int) -> None:
    map_ = torch.zeros(1, 1024, 1024)
    map_.movedim(axis, 0)[1::period] = 100
    assert value_range(map_) == (0, 100)


@pytest.mark.parametrize("scale", [3e38, 1e-41])
def test_extreme_values_are_drawn_from_black_to_white(scale: float) -> None:
    planes = (torch.linspace(-1, 1, 256, dtype=torch.float64) * scale).float().reshape(1, 16, 16)
    pixels = make_picture(planes, ValueRange(-scale, scale)).pixels[:, :, 0].flatten().astype(int)
    assert abs(pixels - np.arange(256)).max() <= 1
