from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import torch

from vizapp.labs.pictures import make_picture
from vizapp.sources.pictures import overview_of_channel
from vizapp.value_picture import UNIT_RANGE, ValueRange, grey_levels, range_of


def test_levels_are_rounded_half_up_whatever_the_numbers_are_held_in() -> None:
    """Steps of half a level, so that every second value lies exactly between two bytes."""
    halves = np.arange(511) / 2
    drawn = ValueRange(0.0, 255.0)
    expected = [int(Fraction(half) + Fraction(1, 2)) for half in halves]
    assert grey_levels(halves, drawn).astype(np.uint8).tolist() == expected
    assert grey_levels(torch.from_numpy(halves), drawn).to(torch.uint8).tolist() == expected
    assert grey_levels(torch.from_numpy(halves).float(), drawn).to(torch.uint8).tolist() == expected


def test_the_numbers_given_stay_as_they_are() -> None:
    values = np.linspace(-1, 2, 7)
    before = values.copy()
    grey_levels(values, UNIT_RANGE)
    np.testing.assert_array_equal(values, before)


def test_what_lies_beyond_the_ends_is_cut_off_and_nan_stays() -> None:
    values = np.array([-np.inf, -3.0, 7.0, np.inf, np.nan])
    np.testing.assert_array_equal(grey_levels(values, UNIT_RANGE), [0.5, 0.5, 255.5, 255.5, np.nan])


@pytest.mark.parametrize("number", [0.0, 4.0, -1e30, 3e38])
def test_one_number_everywhere_is_middle_grey(number: float) -> None:
    drawn = range_of(np.array([number, np.inf, np.nan]))
    assert drawn.low < number < drawn.high
    assert grey_levels(np.array([number]), drawn)[0] == pytest.approx(128)


def test_without_a_finite_number_there_is_a_range_all_the_same() -> None:
    assert range_of(np.array([np.nan, np.inf])) == UNIT_RANGE


def test_the_overview_and_the_engine_draw_one_feature_map_alike() -> None:
    """Many values lie near the middle between two levels; the window swaps one picture for the other."""
    channel = np.arange(511, dtype=np.float32)[None].repeat(2, axis=0)
    drawn = range_of(channel.reshape(-1).astype(np.float64))
    picture = make_picture(torch.from_numpy(channel)[None], drawn)
    np.testing.assert_array_equal(overview_of_channel(channel), picture.pixels)
