"""Rows of a × b = c multiply as they are written, at any size, and their columns stand still."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizapp.gui.deformable.products import ProductFormat, product_format
from vizapp.gui.widgets.numbers import with_plus


def ascii_minus(text: str) -> str:
    return text.replace("\N{MINUS SIGN}", "-")


def number(text: str) -> float:
    return float(ascii_minus(text))


def last_digit(text: str) -> float:
    """Return what one of the last digit of a number's text is worth."""
    mantissa, _, exponent = ascii_minus(text).partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


factors = st.lists(
    st.tuples(*[st.floats(-1, 1).filter(lambda value: value == 0 or abs(value) > 1e-20)] * 2), min_size=1, max_size=25
)


@given(rows=factors, left_size=st.integers(-6, 9), right_size=st.integers(-6, 9), fewer=st.integers(0, 1))
def test_what_is_written_multiplies_and_is_true(
    rows: list[tuple[float, float]], left_size: int, right_size: int, fewer: int
) -> None:
    left, right = np.array(rows).T * [[10.0**left_size], [10.0**right_size]]
    written = product_format(left, right, fewer)
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        factor, other, product = written.left_text(a), written.right_text(b), written.product_text(a, b)
        assert number(factor) == pytest.approx(a, abs=0.500001 * last_digit(factor), rel=0.0006)
        assert number(other) == pytest.approx(b, abs=0.500001 * last_digit(other), rel=0.0006)
        # Half of the last digit; a number with a power of ten may have lost zeros at its end.
        digit = last_digit(product) if written.product is not None else 0.0
        by_hand = Decimal(ascii_minus(factor)) * Decimal(ascii_minus(other))
        assert (written.relation(a, b) == "=") == (by_hand == Decimal(ascii_minus(product)))
        if written.product is not None:
            rounded = by_hand.quantize(Decimal(1).scaleb(-written.product), ROUND_HALF_UP)
            assert rounded == Decimal(ascii_minus(product))
        assert number(factor) * number(other) == pytest.approx(number(product), abs=0.5000001 * digit, rel=0.0051)
        assert number(product) == pytest.approx(a * b, abs=1.01 * digit, rel=0.0061)
        assert max(len(factor), len(other)) <= 10


def test_the_usual_numbers_have_four_decimals_and_their_products_three() -> None:
    values, weights = np.array([0.026123, 0.8]), np.array([0.0021, -0.33])
    written = product_format(values, weights)
    assert written.left_text(0.026123) == "0.0261"
    assert with_plus(written.right_text(0.0021)) == "+0.0021"
    assert written.product_text(0.8, -0.33) == "\N{MINUS SIGN}0.264"


@pytest.mark.parametrize(("largest", "fewer"), [(8.25, 0), (8.25, 1), (12.75, 0)])
def test_what_is_exact_with_few_digits_is_written_exactly(largest: float, fewer: int) -> None:
    values, weights = np.array([largest, 3.0]), np.array([1.0, -1.0])
    written = product_format(values, weights, fewer)
    assert written.product_text(largest, 1.0) == str(largest)
    assert written.product_text(3.0, -1.0) == "\N{MINUS SIGN}3.00"
    assert written.relation(largest, 1.0) == "="


def test_a_half_is_rounded_as_by_hand() -> None:
    written = ProductFormat(2, 1, 1)
    assert written.product_text(8.25, 1.0) == "8.3"
    assert written.product_text(-8.25, 1.0) == "\N{MINUS SIGN}8.3"
    assert written.relation(8.25, 1.0) == "≈"


def test_decimals_stand_still_within_a_power_of_ten() -> None:
    weights = np.array([0.3, 0.2])
    assert len({product_format(np.array([value, 0.05]), weights) for value in np.linspace(0.11, 0.99, 50)}) == 1


def test_what_is_no_number_is_said_and_disturbs_nothing() -> None:
    values, weights = np.array([math.nan, math.inf, 0.5]), np.array([0.5, -0.5, 0.25])
    written = product_format(values, weights)
    assert written.product_text(0.5, 0.25) == "0.125"
    assert written.product_text(math.nan, 0.5) == "NaN"
    assert written.product_text(math.inf, -0.5) == "\N{MINUS SIGN}∞"
    assert with_plus(written.left_text(math.inf)) == "+∞"
    nothing = product_format(np.zeros(2), np.zeros(2))
    assert with_plus(nothing.product_text(0.0, -0.0)) == "0.000"
