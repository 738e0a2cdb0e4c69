"""Checks of integer arguments: an int within bounds, or a pair of them. Imports neither torch nor numpy."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

_LARGEST_INT = 2**31 - 1


def check_int(name: str, value: Any, minimum: int) -> int:
    """Return `value` as an int of at least `minimum`; refuse bools, floats and values that do not fit 32 bits.

    Raises:
        ValueError: if `value` is none of those ints.
    """
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, bool) or not minimum <= number <= _LARGEST_INT:
        raise ValueError(f"{name} is {value!r}, but an int of at least {minimum} was expected")
    return number


def check_int_pair(name: str, value: Any, minimum: int) -> tuple[int, int]:
    """Return `value` as a (vertical, horizontal) pair; one int stands for both directions.

    Raises:
        ValueError: if `value` is neither an int of at least `minimum` nor a pair of them.
    """
    if isinstance(value, Sequence) and not isinstance(value, str):
        if len(value) != 2:
            raise ValueError(f"{name} is {value!r}, but an int or a pair (vertical, horizontal) was expected")
        return check_int(f"{name}[0]", value[0], minimum), check_int(f"{name}[1]", value[1], minimum)
    single = check_int(name, value, minimum)
    return single, single
