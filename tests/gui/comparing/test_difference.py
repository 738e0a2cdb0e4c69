"""The difference of two pictures is that of their numbers, and what has none is said."""

from __future__ import annotations

import numpy as np
import pytest

from vizapp.gui.comparing.difference import Difference, Numbers, difference
from vizapp.problem import Problem
from vizapp.value_picture import MAGENTA
from vizapp.wording.problems import sentence


def numbers(values: np.ndarray, region=None, size=None, *, is_exact: bool = True) -> Numbers:
    values = np.asarray(values, np.float32)
    region = region or (0, 0, *values.shape[1:])
    return Numbers(size or (region[0] + region[2], region[1] + region[3]), region, values, is_exact)


def found(left: Numbers, right: Numbers) -> Difference:
    result = difference(left, right)
    assert isinstance(result, Difference)
    return result


def refused(left: Numbers | None, right: Numbers | None) -> str:
    result = difference(left, right)
    assert isinstance(result, Problem)
    return sentence(result)


def test_it_is_left_less_right():
    left = np.arange(15.0).reshape(1, 3, 5)
    right = np.full((1, 3, 5), 4.0)
    result = found(numbers(left), numbers(right))
    np.testing.assert_array_equal(result.picture.values, (left - right).astype(np.float32))
    assert result.mean == pytest.approx(np.abs(left - 4).mean())
    assert result.largest == 10
    assert result.is_exact


def test_no_difference_is_middle_grey_and_the_largest_is_an_end_of_the_scale():
    left = np.array([[[0.0, -2.0, 2.0, 1.0]]])
    result = found(numbers(left), numbers(np.zeros((1, 1, 4))))
    assert result.picture.pixels[0, :, 0].tolist() == [128, 0, 255, 191]
    assert (result.picture.low, result.picture.high) == (-2, 2)
    same = found(numbers(left), numbers(left))
    assert same.picture.pixels.min() == same.picture.pixels.max() == 128
    assert (same.mean, same.largest) == (0, 0)


def test_three_channels_stay_colours():
    left = np.zeros((3, 2, 4))
    left[0, 1, 2] = 1
    result = found(numbers(left), numbers(np.zeros((3, 2, 4))))
    assert result.picture.pixels[1, 2].tolist() == [255, 128, 128]


def test_what_is_no_number_is_magenta_and_left_out_of_the_figures():
    left = np.array([[[np.nan, np.inf, 3.0]]])
    right = np.array([[[0.0, np.inf, 1.0]]])
    result = found(numbers(left), numbers(right))
    assert result.picture.pixels[0, :2].tolist() == [list(MAGENTA)] * 2
    assert (result.mean, result.largest) == (2, 2)


def test_parts_of_one_map_are_compared_where_both_are():
    whole = np.arange(48.0).reshape(1, 6, 8)
    left = numbers(whole[:, 1:5, 2:7], (1, 2, 4, 5), (6, 8))
    right = numbers(whole[:, 3:6, 0:4] - 0.5, (3, 0, 3, 4), (6, 8))
    result = found(left, right)
    assert result.picture.region == (3, 2, 2, 2)
    np.testing.assert_allclose(result.picture.values, 0.5)


def test_levels_are_said_to_be_levels():
    left = numbers(np.zeros((1, 2, 2)))
    right = numbers(np.ones((1, 2, 2)), is_exact=False)
    assert not found(left, right).is_exact
    assert not found(right, left).is_exact


def test_what_cannot_be_is_said():
    small, large = numbers(np.zeros((1, 4, 6))), numbers(np.zeros((1, 8, 12)))
    assert "6 × 4" in refused(small, large)
    assert "12 × 8" in refused(small, large)
    assert "1 channels and the other 3" in refused(small, numbers(np.zeros((3, 4, 6))))
    apart = numbers(np.zeros((1, 2, 2)), (0, 0, 2, 2), (4, 6)), numbers(np.zeros((1, 2, 2)), (2, 4, 2, 2), (4, 6))
    assert "whole map" in refused(*apart)
    assert "no picture" in refused(None, small)
