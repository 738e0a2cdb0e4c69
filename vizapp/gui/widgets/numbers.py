"""Numbers as text, everywhere in the window: a true minus sign, no sign before a zero, NaN and ∞ as such."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

MINUS = "\u2212"


def written(value: float | Decimal, spec: str) -> str:
    """Return ``value`` in the format ``spec``, such as ``.2f``."""
    if not math.isfinite(value):
        return _special(value)
    text = format(value, spec)
    return _true_minus(text if float(text) else text.lstrip("-"))


def plain(value: float | Decimal, decimals: int) -> str:
    """Return ``value`` with fixed decimals, so that it takes the same room while it changes."""
    return written(value, f".{decimals}f")


def signed(value: float | Decimal, decimals: int) -> str:
    """Return ``value`` as :func:`plain` does, with a plus sign where what is written is positive."""
    return with_plus(plain(value, decimals))


def with_plus(text: str) -> str:
    """Return the text of a number with a plus sign where it is positive; a zero has no sign, nor has NaN."""
    is_zero = not text.strip("0.")
    return "+" + text if not is_zero and (text[0].isdigit() or text[0] == "∞") else text


def split_sign(text: str) -> tuple[str, str]:
    """Return (sign, digits) of a number's text, so that room can be kept for either sign."""
    return (text[0], text[1:]) if text and text[0] in ("+", MINUS) else ("", text)


def shared_decimals(values: Iterable[float], digits: int = 4, most: int = 3) -> int:
    """Return how many decimals suit a whole column: about ``digits`` significant places for its largest number."""
    finite = [abs(float(v)) for v in values if math.isfinite(v)]
    largest = max(finite, default=0.0)
    before = 1 if largest < 10 else int(math.log10(largest)) + 1
    return max(0, min(most, digits - before))


def compact(value: float, digits: int = 4) -> str:
    """Return ``value`` in few characters, for places as narrow as a pixel: 14, 0.125, 3.21e5, 1.63e−4."""
    if not math.isfinite(value):
        return _special(value)
    if value == int(value) and abs(value) < 10**digits:
        return plain(value, 0)
    if abs(value) >= 10**digits or abs(value) < 1e-3:
        mantissa, power = _mantissa_and_power(value, max(0, digits - 2))
        return _true_minus(f"{without_end_zeros(mantissa)}e{power}")
    return plain(value, digits if abs(value) < 0.1 else shared_decimals([value], digits))


def significant(value: float | Decimal, digits: int) -> str:
    """Return ``value`` to at least ``digits`` significant digits in few characters: 0.0931, 12.5, 1.23e−5."""
    if not math.isfinite(value):
        return _special(value)
    if value == 0:
        return "0"
    mantissa, power = _mantissa_and_power(value, digits - 1)
    if -3 <= power < max(digits, 4):
        return plain(value, max(0, digits - 1 - power))
    return _true_minus(f"{without_end_zeros(mantissa)}e{power}")


def three_digits(value: float) -> str:
    """Return ``value`` to three significant digits, such as −8.51e−4; whole numbers below 100 000 stay whole."""
    if not math.isfinite(value):
        return _special(value)
    if value == round(value) and abs(value) < 1e5:
        return plain(value, 0)
    if 0.01 <= abs(value) < 1000:
        return written(value, ".3g")
    mantissa, power = _mantissa_and_power(value, 2)
    return _true_minus(f"{without_end_zeros(mantissa)}e{power}")


def scientific(value: float) -> str:
    """Return a small positive number as an order of magnitude, e.g. ``3e-8``."""
    if not math.isfinite(value):
        return _special(value)
    mantissa, power = _mantissa_and_power(value, 0)
    return _true_minus(f"{mantissa}e{power}")


def pixel_format(values: NDArray[np.float32]) -> str:
    """Return the format for :func:`written` in which all of ``values`` are legible within one pixel."""
    finite = values[np.isfinite(values)]
    if not finite.size:
        return ".0f"
    largest = float(np.abs(finite).max())
    if largest >= 10_000 or 0 < largest < 0.01:
        return ".0e"
    if np.array_equal(finite, np.round(finite)) or largest >= 1000:
        return ".0f"
    return ".1f" if largest >= 100 else ".2f"


def grouped(count: int) -> str:
    """Return a count with narrow spaces between thousands, e.g. ``22 729``."""
    return f"{count:,}".replace(",", "\u202f")


def without_end_zeros(text: str) -> str:
    """Return a number's text without zeros at the end of its decimals: 2.50 is 2.5, 2.00 is 2, 20 is 20."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _mantissa_and_power(value: float | Decimal, decimals: int) -> tuple[str, int]:
    """Return ``value`` as a mantissa with so many decimals and a power of ten; the mantissa has an ASCII minus."""
    mantissa, exponent = f"{value:.{decimals}e}".split("e")
    return mantissa, int(exponent)


def _true_minus(text: str) -> str:
    return text.replace("-", MINUS)


def _special(value: float | Decimal) -> str:
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0 else MINUS + "∞"
