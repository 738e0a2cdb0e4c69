"""Rows of a × b = c, or a × b × m = c, as text: what stands there multiplies out, to its last digit. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from vizapp.gui.widgets.numbers import plain, significant
from vizapp.protocol.answers import UnitReading

_MOST_DECIMALS = 3
_SMALL = 0.01
"""Products that are all smaller than this get one decimal more."""
_SMALLEST, _LONGEST = 1e-3, 7
"""Smaller products, and factors with more digits than this, are written with a power of ten each."""
_FACTOR_DIGITS, _PRODUCT_DIGITS = 4, 3
"""Of numbers with a power of ten."""


@dataclass(frozen=True, slots=True)
class ProductFormat:
    """How the numbers of some rows a × b = c, or a × b × m = c, are written.

    Attributes:
        left, right, product, mask: their decimals; None where each number has its own power of ten.
    """

    left: int | None
    right: int | None
    product: int | None
    mask: int | None = None

    def left_text(self, value: float) -> str:
        """Write a first factor, with a sign where it is negative."""
        return _written(value, self.left, _FACTOR_DIGITS)

    def right_text(self, value: float) -> str:
        """Write a second factor, with a sign where it is negative."""
        return _written(value, self.right, _FACTOR_DIGITS)

    def mask_text(self, value: float) -> str:
        """Write a mask, with a sign where it is negative."""
        return _written(value, self.mask, _FACTOR_DIGITS)

    def product_text(self, left: float, right: float, mask: float | None = None) -> str:
        """Write the product of the factors as they are written, so that it can be checked by hand.

        Their decimals leave it within one of its last digit of the exact product.
        """
        product = _rounded(left, self.left) * _rounded(right, self.right)
        if mask is not None:
            product *= _rounded(mask, self.mask)
        return _written(product, self.product, _PRODUCT_DIGITS)

    def sum_text(self, value: float) -> str:
        """Write a sum of products, with their decimals."""
        return _written(value, self.product, _FACTOR_DIGITS)


def with_plus(text: str) -> str:
    """Return the text of a number with a plus sign where it has no sign."""
    return "+" + text if text[:1].isdigit() or text == "∞" else text


def product_format(
    left: np.ndarray, right: np.ndarray, fewer: int = 0, mask: np.ndarray | None = None
) -> ProductFormat:
    """Return how rows of ``left`` × ``right``, arrays of one shape, are written in columns.

    Each factor has so many decimals that rounding it moves no product by more than half of its last digit. The
    decimals follow from powers of ten, so that they stand still while the numbers move. Where there is little room
    all are written with ``fewer`` decimals than usual. ``mask`` is a third factor, which broadcasts with the others.
    """
    factors = [left, right] if mask is None else [left, right, mask]
    with np.errstate(over="ignore", invalid="ignore"):
        products = np.multiply(left, right, dtype=np.float64)
        largest = _largest(products if mask is None else products * mask)
    most = [_largest(factor) for factor in factors]
    product = _MOST_DECIMALS
    if 0 < largest < _SMALL:
        product += 1
    elif largest >= 1:
        product = 2 - math.floor(math.log10(largest))
    product = max(0, product - fewer)
    decimals = []
    for place in range(len(factors)):
        other = math.prod(each for index, each in enumerate(most) if index != place)
        decimals.append(max(product + _decade(other) + 1, min(product, _MOST_DECIMALS)) if other else product)
    longest = max(max(1, _decade(own)) + count for own, count in zip(most, decimals, strict=True))
    if longest > _LONGEST or 0 < largest < _SMALLEST:
        return ProductFormat(None, None, None)
    return ProductFormat(decimals[0], decimals[1], product, None if mask is None else decimals[2])


def reading_format(reading: UnitReading, fewer: int = 0) -> ProductFormat:
    """Return how the rows value × weight (× mask) of a reading are written, those of all channels given alike."""
    mask = None if reading.mask is None else reading.mask[:, None]
    return product_format(reading.values, reading.kernel, fewer, mask)


def _largest(values: np.ndarray) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0


def _decade(value: float) -> int:
    """Return the exponent of the smallest power of ten that is not below ``value``; 0 of 0."""
    return math.ceil(math.log10(value)) if value else 0


def _written(value: float, decimals: int | None, digits: int) -> str:
    return significant(value, digits) if decimals is None else plain(value, decimals)


def _rounded(value: float, decimals: int | None) -> float:
    if not math.isfinite(value):
        return value
    return float(f"{value:.{_FACTOR_DIGITS - 1}e}") if decimals is None else float(f"{value:.{decimals}f}")
