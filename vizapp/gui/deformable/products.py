"""Rows of a × b = c, or a × b × m = c, as text: what stands there multiplies out, to its last digit. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from vizapp.gui.widgets.numbers import plain, significant
from vizapp.gui.widgets.printed import exact, printed, printed_significant, relation
from vizapp.protocol.unit_answers import UnitReading

_MOST_DECIMALS = 3
_SMALL = 0.01
"""Products that are all smaller than this get one decimal more."""
_SMALLEST, _LONGEST = 1e-3, 7
"""Smaller products, and factors with more digits than this, are written with a power of ten each."""
_FACTOR_DIGITS, _PRODUCT_DIGITS = 4, 3
"""Of numbers with a power of ten."""
_EXACT_DIGITS = 5
"""Products that are exact with no more digits than this are written exactly: 8.25 × 1 is 8.25."""


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

        It is rounded as by hand: a half goes away from zero. Its decimals leave it within one of its last digit of
        the product of the factors as they are.
        """
        product = self._product(left, right, mask)
        if product is None:
            return plain(left * right * (1.0 if mask is None else mask), 0)  # NaN or infinite
        return (
            printed_significant(product, _PRODUCT_DIGITS) if self.product is None else printed(product, self.product)
        )

    def relation(self, left: float, right: float, mask: float | None = None) -> str:
        """Return the sign before :meth:`product_text`: ``=`` where the written factors give just that, or ``≈``."""
        return relation(self._product(left, right, mask), self.product_text(left, right, mask))

    def sum_text(self, value: float) -> str:
        """Write a sum of products, with their decimals."""
        return _written(value, self.product, _FACTOR_DIGITS)

    def _product(self, left: float, right: float, mask: float | None) -> Decimal | None:
        """Return the product of the factors as they are written; None where one of them is no finite number."""
        factors = [exact(self.left_text(left)), exact(self.right_text(right))]
        if mask is not None:
            factors.append(exact(self.mask_text(mask)))
        known = [factor for factor in factors if factor is not None]
        return math.prod(known, start=Decimal(1)) if len(known) == len(factors) else None


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
    if largest >= 1:
        product = _exact_decimals(factors, decimals, product, largest, _EXACT_DIGITS - fewer)
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


def _exact_decimals(
    factors: list[np.ndarray], decimals: list[int], product: int, largest: float, most_digits: int
) -> int:
    """Return the decimals with which every product of the written factors is exact; ``product`` if they are too many.

    Args:
        decimals: of the factors.
        largest: of the products.
        most_digits: how many digits the largest product may have.
    """
    needed = 0
    for factor, count in zip(factors, decimals, strict=True):
        whole = np.round(factor[np.isfinite(factor)].astype(np.float64) * 10.0**count)
        if not (np.abs(whole) < 1e15).all():
            return product
        common = int(np.gcd.reduce(whole.astype(np.int64), axis=None)) if whole.size else 0
        while count > 0 and common % 10 == 0:
            common, count = common // 10, count - 1
        needed += count
    return needed if product < needed and max(1, _decade(largest)) + needed <= most_digits else product
