"""The arithmetic that the inspector shows, against sums done in plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest
from fakes import unit_reading
from msgspec.structs import replace

from vizapp.gui.deformable.arithmetic import check_sum, group_reading, listed_channels, tap_detail
from vizapp.protocol.unit_answers import UnitReading


def test_the_sum_is_that_of_the_products_and_the_bias_in_double_precision() -> None:
    reading = unit_reading(seed=4, bias=0.25)
    check = check_sum(reading, (0,))
    assert check.total == math.fsum([*map(float, reading.products), 0.25])
    assert check.difference < 1e-9
    assert check.agrees


@pytest.mark.parametrize("wrong", [0.01, -0.5, math.nan, math.inf])
def test_another_output_than_the_sum_is_noticed(wrong: float) -> None:
    reading = unit_reading()
    assert not check_sum(replace(reading, operator_output=reading.operator_output + wrong), (0,)).agrees


def test_rounding_in_single_precision_is_not_taken_for_an_error() -> None:
    reading = unit_reading(seed=1)
    rounded = float(np.float32(np.sum(reading.products, dtype=np.float32)) + np.float32(reading.bias))
    check = check_sum(replace(reading, operator_output=rounded), (0,))
    assert check.agrees
    # Products that cancel leave a small sum with the rounding of the large terms.
    products = np.array([1e4, -1e4, 1e-3] + [0.0] * 6, np.float32)
    cancelled = replace(reading, products=products, bias=0.0, operator_output=1.2e-3)
    assert check_sum(cancelled, (0,)).agrees


def test_a_unit_of_zeros_agrees_with_zero_only() -> None:
    zeros = replace(unit_reading(), products=np.zeros(9, np.float32), bias=0.0, operator_output=0.0)
    assert check_sum(zeros, (0,)).agrees
    assert not check_sum(replace(zeros, operator_output=1e-6), (0,)).agrees


@pytest.mark.parametrize("tap", range(9))
@pytest.mark.parametrize("unit", [(12, 20), (0, 0), (47, 63)])
def test_four_neighbours_give_the_value_and_all_channels_the_product(tap: int, unit: tuple[int, int]) -> None:
    reading = unit_reading(unit_yx=unit, seed=7)
    for depth, channel in enumerate(reading.channels):
        detail = tap_detail(reading, tap, channel, reading.channels, (48, 64))
        y, x = map(float, reading.point_yx[tap])
        assert detail.fraction_yx == pytest.approx((y - math.floor(y), x - math.floor(x)))
        total = 0.0
        for n in range(4):
            inside = 0 <= detail.neighbours_yx[n][0] < 48 and 0 <= detail.neighbours_yx[n][1] < 64
            assert detail.inside[n] == inside
            if not inside:
                assert detail.terms[n] == 0
            total += float(reading.neighbour_weights[tap, n]) * float(reading.neighbour_values[tap, n, depth])
        assert detail.value == pytest.approx(total)
        assert detail.value == pytest.approx(float(reading.values[tap, depth]), abs=1e-6)
    assert sum(p for *_, p in detail.channel_products) == pytest.approx(float(reading.products[tap]), abs=1e-6)
    assert abs(detail.rest) < 1e-6


def test_channels_that_are_not_given_are_summed_up_as_the_rest() -> None:
    reading = unit_reading(input_channels=16, given=(3,), seed=5)
    detail = tap_detail(reading, 4, 3, (3,), (48, 64))
    (channel, value, weight, product) = detail.channel_products[0]
    assert channel == 3
    assert product == pytest.approx(value * weight)
    assert product + detail.rest == pytest.approx(float(reading.products[4]), abs=1e-6)
    assert abs(detail.rest) > 1e-3


def test_the_sums_of_the_channels_and_of_the_others_make_the_sum() -> None:
    reading = unit_reading(seed=6, bias=0.5)
    check = check_sum(reading, listed_channels(reading, 1, 3))
    assert [channel for channel, _ in check.channels] == [0, 1, 2]
    for channel, total in check.channels:
        products = [float(reading.values[tap, channel]) * float(reading.kernel[tap, channel]) for tap in range(9)]
        assert total == pytest.approx(math.fsum(products))
    assert abs(check.others) < 1e-6
    many = unit_reading(input_channels=16, given=(3,), seed=6)
    check = check_sum(many, listed_channels(many, 3, 16))
    ((channel, total),) = check.channels
    assert channel == 3
    assert abs(check.others) > 1e-3
    assert total + check.others == pytest.approx(check.products)
    three_of_many = unit_reading(input_channels=16, given=(0, 1, 2), seed=6)
    assert listed_channels(three_of_many, 2, 16) == (2,)


@pytest.mark.parametrize(("others", "total"), [(math.inf, math.inf), (-math.inf, math.nan)])
def test_infinite_values_make_infinite_or_undefined_sums_without_a_warning(others: float, total: float) -> None:
    reading = unit_reading()
    values, pixels = reading.values.copy(), reading.neighbour_values.copy()
    values[0], values[1] = math.inf, others
    pixels[0, 0], pixels[0, 1] = math.inf, others
    ones = np.ones_like(reading.neighbour_weights)
    reading = replace(
        reading, values=values, kernel=np.ones_like(reading.kernel), neighbour_values=pixels, neighbour_weights=ones
    )
    check = check_sum(reading, reading.channels)
    assert [sum_ for _, sum_ in check.channels] == pytest.approx([total] * len(reading.channels), nan_ok=True)
    detail = tap_detail(reading, 0, reading.channels[0], reading.channels, (8, 8))
    assert detail.value == pytest.approx(total, nan_ok=True)


@pytest.mark.parametrize("group", [0, 1])
def test_of_one_offset_group_every_array_has_the_rows_of_its_points_only(group: int) -> None:
    reading = unit_reading(input_channels=4, offset_groups=2, modulated=True)
    broken = np.arange(18) % 5 == 0
    extra = np.arange(36, dtype=np.float32).reshape(18, 2)
    reading = replace(reading, broken=broken, truth_yx=extra, push_yx=extra, untrained_yx=extra)
    own = group_reading(reading, group, 9)
    whole = {name: getattr(reading, name) for name in reading.__struct_fields__}
    arrays = {name: value for name, value in whole.items() if isinstance(value, np.ndarray)}
    assert list(arrays) == [name for name, kind in UnitReading.__annotations__.items() if "ndarray" in kind]
    for name, value in arrays.items():
        assert np.array_equal(getattr(own, name), value[9 * group : 9 * group + 9]), name
    assert {name: getattr(own, name) for name in whole.keys() - arrays.keys()} == {
        name: whole[name] for name in whole.keys() - arrays.keys()
    }
