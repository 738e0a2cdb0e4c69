"""Numbers as text that does not jump."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vizapp.gui.widgets import numbers

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("value", "decimals", "plain", "signed"),
    [
        (1.5, 2, "1.50", "+1.50"),
        (-2.25, 2, f"{MINUS}2.25", f"{MINUS}2.25"),
        (-0.001, 2, "0.00", "0.00"),
        (0.0, 1, "0.0", "0.0"),
        (math.nan, 2, "NaN", "NaN"),
        (math.inf, 2, "∞", "+∞"),
        (-math.inf, 2, f"{MINUS}∞", f"{MINUS}∞"),
    ],
)
def test_fixed_decimals_with_a_true_minus_sign(value: float, decimals: int, plain: str, signed: str) -> None:
    assert numbers.plain(value, decimals) == plain
    assert numbers.signed(value, decimals) == signed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (14, "14"),
        (0.125, "0.125"),
        (-3.0, f"{MINUS}3"),
        (12.3456, "12.35"),
        (0.0316, "0.0316"),
        (1.6e-4, f"1.6e{MINUS}4"),
        (320000.0, "3.2e5"),
        (math.nan, "NaN"),
    ],
)
def test_compact_numbers_are_short(value: float, text: str) -> None:
    assert numbers.compact(value) == text


def test_orders_of_magnitude() -> None:
    assert numbers.scientific(3.2e-8) == f"3e{MINUS}8"
    assert numbers.scientific(0.02) == f"2e{MINUS}2"
    assert numbers.scientific(math.nan) == "NaN"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.09314, "0.0931"),
        (-12.48, f"{MINUS}12.5"),
        (254.6, "255"),
        (1234.0, "1234"),
        (65535.0, "6.55e4"),
        (5.04e-4, f"5.04e{MINUS}4"),
        (1.234e-38, f"1.23e{MINUS}38"),
        (math.nan, "NaN"),
    ],
)
def test_significant_digits(value: float, text: str) -> None:
    assert numbers.significant(value, 3) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (107.0, "107"),
        (0.0, "0"),
        (-0.0199012, "−0.0199"),
        (-0.00085061, "−8.51e−4"),
        (0.5, "0.5"),
        (1234.5, "1.23e3"),
        (-2e6, "−2e6"),
        (float("nan"), "NaN"),
        (float("-inf"), "−∞"),
    ],
)
def test_values_have_three_significant_digits(value: float, text: str) -> None:
    assert numbers.three_digits(value) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [([1.0, 108.0], "108"), ([0.25, 1.0], "1.00"), ([0.5, 321.5], "321.5"), ([1e-4], "1e−04"), ([2e6, 1.5], "2e+06")],
)
def test_numbers_in_pixels_take_the_digits_that_fit(values: list[float], text: str) -> None:
    array = np.array(values, np.float32)
    assert numbers.written(float(array.max()), numbers.pixel_format(array)) == text


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (-0.0, ".4g", "0"),
        (-0.04, ".1f", "0.0"),
        (-1e-5, ".4g", f"{MINUS}1e{MINUS}05"),
        (math.nan, ".4g", "NaN"),
        (-math.inf, ".1f", f"{MINUS}∞"),
    ],
)
def test_every_format_has_the_same_signs(value: float, spec: str, text: str) -> None:
    assert numbers.written(value, spec) == text
