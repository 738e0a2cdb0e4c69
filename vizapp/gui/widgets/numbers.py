"""Numbers as text that does not jump: fixed decimals, a true minus sign, a sign that can stand in its own column."""

from __future__ import annotations

import math
from collections.abc import Iterable

MINUS = "\u2212"


def plain(value: float, decimals: int) -> str:
    """Return ``value`` with fixed decimals, a true minus sign and no negative zero; NaN and ∞ as such."""
    if not math.isfinite(value):
        return _special(value)
    text = f"{value:.{decimals}f}"
    if text.startswith("-"):
        return text[1:] if float(text) == 0 else MINUS + text[1:]
    return text


def signed(value: float, decimals: int) -> str:
    """Return ``value`` as :func:`plain` does, with a plus sign where it is not negative."""
    text = plain(value, decimals)
    return text if text[0] in (MINUS, "N") else "+" + text


def split_sign(text: str) -> tuple[str, str]:
    """Return (sign, digits) of a number's text, so that the sign can be drawn in a column of its own."""
    return (text[0], text[1:]) if text and text[0] in ("+", MINUS) else ("", text)


def shared_decimals(values: Iterable[float], digits: int = 4, most: int = 3) -> int:
    """Return how many decimals suit a whole column: about ``digits`` significant places for its largest number."""
    finite = [abs(float(v)) for v in values if math.isfinite(v)]
    largest = max(finite, default=0.0)
    before = 1 if largest < 10 else int(math.log10(largest)) + 1
    return max(0, min(most, digits - before))


def compact(value: float, digits: int = 4) -> str:
    """Return ``value`` in few characters, for places as narrow as a pixel: 14, 0.125, 3.2e+05, 1.6e−4."""
    if not math.isfinite(value):
        return _special(value)
    if value == int(value) and abs(value) < 10**digits:
        return plain(value, 0)
    if abs(value) >= 10**digits:
        return f"{value:.{max(0, digits - 3)}e}".replace("-", MINUS)
    if abs(value) < 1e-3:
        mantissa, exponent = f"{value:.{max(0, digits - 3)}e}".split("e")
        return f"{mantissa}e{int(exponent)}".replace("-", MINUS)
    return plain(value, digits if abs(value) < 0.1 else shared_decimals([value], digits))


def significant(value: float, digits: int) -> str:
    """Return ``value`` to at least ``digits`` significant digits in few characters: 0.0931, 12.5, 1.23e−5."""
    if not math.isfinite(value):
        return _special(value)
    if value == 0:
        return "0"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = int(exponent)
    if -3 <= power < max(digits, 4):
        return plain(value, max(0, digits - 1 - power))
    short = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{short}e{power}".replace("-", MINUS)


def scientific(value: float) -> str:
    """Return a small positive number as an order of magnitude, e.g. ``3e-8``."""
    if not math.isfinite(value):
        return _special(value)
    mantissa, exponent = f"{value:.0e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", MINUS)


def grouped(count: int) -> str:
    """Return a count with narrow spaces between thousands, e.g. ``22 729``."""
    return f"{count:,}".replace(",", "\u202f")


def _special(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0 else MINUS + "∞"
