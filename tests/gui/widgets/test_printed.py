"""Sums as they are printed: what stands on the screen is read back and added up by hand."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vizapp.gui.subpixel.subpixel_values import ResidualSum
from vizapp.gui.widgets.numbers import signed
from vizapp.gui.widgets.printed import adding_up, printed, relation, total

numbers = st.floats(-1e6, 1e6, allow_nan=False)


def by_hand(text: str) -> Decimal:
    return Decimal(text.replace("\N{MINUS SIGN}", "-"))


@given(parts=st.lists(numbers, min_size=1, max_size=5), decimals=st.integers(0, 5), bias=st.none() | numbers)
def test_parts_add_up_as_printed_and_stay_within_one_of_their_last_digit(
    parts: list[float], decimals: int, bias: float | None
) -> None:
    digit = Decimal(1).scaleb(-decimals)
    fixed = [] if bias is None else [signed(bias, decimals)]
    whole = signed(math.fsum([*parts, bias or 0.0]), decimals)
    texts = adding_up(parts, whole, decimals, fixed)
    exact = sum(map(Decimal, parts)) + sum(map(by_hand, fixed))
    # What is fixed has been rounded already, and so has the sum; parts that are whole have nothing to give.
    assume(all(Decimal(part) % digit for part in parts))
    assert abs(by_hand(whole) - exact) <= digit
    assert sum(map(by_hand, [*texts, *fixed])) == by_hand(whole)
    for part, text in zip(parts, texts, strict=True):
        assert abs(by_hand(text) - Decimal(part)) <= digit
        assert -by_hand(text).as_tuple().exponent == decimals


def test_what_cannot_add_up_is_rounded_by_itself() -> None:
    assert adding_up([0.25, 0.5], "+9.0", 1) == ("0.2", "0.5")
    assert adding_up([math.nan, 0.5], "NaN", 1) == ("NaN", "0.5")
    assert adding_up([math.inf, 0.5], "+0.5", 1) == ("∞", "0.5")


@given(residual=numbers, measured=numbers, decimals=st.integers(0, 6), shows_output=st.booleans())
def test_bicubic_and_residual_give_the_output_as_printed(
    residual: float, measured: float, decimals: int, shows_output: bool
) -> None:
    if shows_output:
        parts = ResidualSum(measured - residual, residual, measured)
    else:
        parts = ResidualSum(measured, residual, measured + residual, computed="output")
    bicubic, middle, output = map(by_hand, parts.texts(decimals))
    assert bicubic + middle == output
    digit = Decimal(1).scaleb(-decimals)
    assert abs(middle - Decimal(residual)) <= digit / 2
    assert abs((output if shows_output else bicubic) - Decimal(measured)) <= digit / 2
    other = Decimal(measured) + Decimal(residual) * (-1 if shows_output else 1)
    assert abs((bicubic if shows_output else output) - other) <= digit


def test_what_is_not_known_stays_unknown() -> None:
    assert ResidualSum(None, 0.25, None).texts(2) == ("–", "+0.25", "–")
    assert ResidualSum(None, None, 0.5).texts(2) == ("–", "–", "0.50")
    assert ResidualSum(0.5, math.nan, math.nan, computed="output").texts(1) == ("0.5", "NaN", "NaN")


@pytest.mark.parametrize(("value", "text"), [("8.25", "8.3"), ("-8.25", "\N{MINUS SIGN}8.3"), ("-0.04", "0.0")])
def test_a_half_goes_away_from_zero(value: str, text: str) -> None:
    assert printed(Decimal(value), 1) == text


def test_only_what_is_exact_is_called_equal() -> None:
    assert relation(total(["0.1134", "\N{MINUS SIGN}0.0085"]), "0.1049") == "="
    assert relation(total(["0.1134", "\N{MINUS SIGN}0.0085"]), "0.1048") == "≈"
    assert relation(total(["+0.5", "∞"]), "∞") == "="
