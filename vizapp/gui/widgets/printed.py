"""Arithmetic on numbers as they are printed, so that what stands on the screen can be checked by hand. No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from vizapp.gui.widgets.numbers import MINUS, plain, significant

EQUAL, ABOUT = "=", "≈"


def exact(text: str) -> Decimal | None:
    """Return the number that ``text`` says, exactly; None where it says no finite one."""
    try:
        number = Decimal(text.replace(MINUS, "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def printed(value: Decimal, decimals: int) -> str:
    """Return ``value`` with fixed decimals, rounded as by hand: a half goes away from zero."""
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        return plain(value, decimals)


def printed_significant(value: Decimal, digits: int) -> str:
    """Return ``value`` as :func:`significant` writes it, rounded as by hand."""
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        return significant(value, digits)


def total(texts: Sequence[str]) -> Decimal | None:
    """Return the sum of printed numbers; None where one of them is no finite number."""
    numbers = [exact(text) for text in texts]
    return None if None in numbers else sum((number for number in numbers if number is not None), Decimal(0))


def relation(result: Decimal | None, text: str) -> str:
    """Return the sign between what printed numbers give and ``text``: ``=`` where they give just that, or ``≈``.

    A ``result`` of None stands for NaN and infinity, which are not rounded.
    """
    return EQUAL if result is None or result == exact(text) else ABOUT


def adding_up(parts: Sequence[float], whole: str, decimals: int, fixed: Sequence[str] = ()) -> tuple[str, ...]:
    """Return ``parts`` as texts with ``decimals`` that together with ``fixed`` add up to ``whole`` as printed.

    Rounded one by one, parts would often miss the sum by one or two of its last digit. Here those whose cut-off rest
    is largest are rounded up and the others down, so that each stays within one of its last digit. Where that cannot
    be, because one is no number or the sum is another, each is rounded by itself.
    """
    present, others = exact(whole), total(fixed)
    if present is None or others is None or not all(map(math.isfinite, parts)):
        return tuple(plain(part, decimals) for part in parts)
    digit = Decimal(1).scaleb(-decimals)
    with localcontext() as context:
        context.prec = 400  # holds any two float64 side by side
        numbers = [Decimal(part) for part in parts]
        floors = [number.quantize(digit, rounding=ROUND_FLOOR) for number in numbers]
        missing = int(((present - others - sum(floors)) / digit).to_integral_value())
        if not 0 <= missing <= len(numbers):
            return tuple(plain(part, decimals) for part in parts)
        by_rest = sorted(range(len(numbers)), key=lambda index: floors[index] - numbers[index])
        for index in by_rest[:missing]:
            floors[index] += digit
    return tuple(plain(floor, decimals) for floor in floors)
