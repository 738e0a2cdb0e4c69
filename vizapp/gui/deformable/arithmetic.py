"""The arithmetic of one unit, redone in float64 from what the engine says it read. No Qt in here."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from vizapp.protocol.unit_answers import UnitReading

TOLERANCE = 1e-4
"""A larger difference, relative to the size of the terms, is shown as a warning."""


@dataclass(frozen=True, slots=True)
class SumCheck:
    """The sum of a unit's products next to what its operator gave.

    Attributes:
        products: Σ over the taps of kernel × value (× mask) over all input channels, in float64.
        channels: (input channel, Σ over the taps of its products) of those that are listed.
        others: Σ of the products of all other input channels.
        bias: of the output channel.
        operator: the operator's own output for this unit and channel.
    """

    products: float
    channels: tuple[tuple[int, float], ...]
    others: float
    bias: float
    operator: float
    magnitude: float

    @property
    def total(self) -> float:
        return self.products + self.bias

    @property
    def difference(self) -> float:
        return abs(self.total - self.operator)

    @property
    def agrees(self) -> bool:
        """Whether the two are equal as far as float32 sums of such terms can be (a NaN never agrees)."""
        scale = max(self.magnitude, abs(self.operator))
        return math.isfinite(self.difference) and self.difference <= TOLERANCE * scale

    @property
    def neither_is_finite(self) -> bool:
        """Whether there is nothing to compare, because what is read is NaN or infinite."""
        return not (math.isfinite(self.total) or math.isfinite(self.operator))


def listed_channels(reading: UnitReading, channel: int, total: int) -> tuple[int, ...]:
    """Return the input channels that are listed one by one: all ``total`` where all are given, or ``channel``."""
    return reading.channels if len(reading.channels) == total else (channel,)


def check_sum(reading: UnitReading, listed: tuple[int, ...]) -> SumCheck:
    """Add up the products of ``reading`` and its bias, in float64, to compare with the operator's output.

    Sums over infinite values are infinite, or NaN.

    Args:
        listed: the input channels, of those given in detail, whose products are added up one by one as well.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        products = np.asarray(reading.products, dtype=np.float64)
        depths = [reading.channels.index(channel) for channel in listed]
        values, kernel = (each[:, depths].astype(np.float64) for each in (reading.values, reading.kernel))
        # A channel that is not read has weight 0, and counts nothing where it is NaN.
        terms = np.where(kernel == 0, 0.0, values * kernel)
        sums = (terms if reading.mask is None else terms * reading.mask[:, None].astype(np.float64)).sum(axis=0)
        return SumCheck(
            products=float(products.sum()),
            channels=tuple(zip(listed, sums.tolist(), strict=True)),
            others=float(products.sum() - sums.sum()),
            bias=float(reading.bias),
            operator=float(reading.operator_output),
            magnitude=float(np.abs(products).sum()) + abs(float(reading.bias)),
        )


@dataclass(frozen=True, slots=True)
class TapDetail:
    """How one tap gets its value for one input channel; neighbours in the order top left, top right, bottom left,
    bottom right.

    Attributes:
        neighbours_yx: int (4, 2), pixels of the input; may lie outside.
        inside: which of them lie in the image.
        weights, pixels, terms: float64 (4,), weight × pixel = term.
        value: the sum of the terms.
        fraction_yx: where between the four pixel centres the point lies, 0 … 1.
        channel_products: (input channel, value, kernel weight, product) for each channel that is listed.
        mask: the factor of modulation, which the products contain; None without modulation.
        rest: what the other input channels add to what the tap adds to the output.
    """

    neighbours_yx: np.ndarray
    inside: tuple[bool, ...]
    weights: np.ndarray
    pixels: np.ndarray
    terms: np.ndarray
    value: float
    fraction_yx: tuple[float, float]
    channel_products: tuple[tuple[int, float, float, float], ...]
    rest: float
    mask: float | None = None


def group_reading(reading: UnitReading, group: int, taps: int) -> UnitReading:
    """Return ``reading`` with the points of one offset group only, each of which has ``taps``."""
    if len(reading.products) == taps:
        return reading
    own = slice(group * taps, (group + 1) * taps)
    # Every array of a reading has a row for each point.
    fields = ((name, getattr(reading, name)) for name in reading.__struct_fields__)
    parts = {name: value[own] for name, value in fields if isinstance(value, np.ndarray)}
    return replace(reading, **parts)


def tap_detail(
    reading: UnitReading, tap: int, channel: int, listed: tuple[int, ...], input_size: tuple[int, int]
) -> TapDetail:
    """Return the detail of ``tap`` for input channel ``channel``, which must be one of ``reading.channels``.

    Args:
        listed: the input channels, of those given in detail, whose products are listed.
        input_size: height and width of the input, to tell which neighbours lie outside.
    """
    depth = reading.channels.index(channel)
    neighbours = np.asarray(reading.neighbours_yx[tap], dtype=np.int64)
    weights = reading.neighbour_weights[tap].astype(np.float64)
    pixels = reading.neighbour_values[tap, :, depth].astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        terms = weights * pixels
        value = float(terms.sum())
    depths = [reading.channels.index(c) for c in listed]
    values = reading.values[tap, depths].tolist()
    kernel = reading.kernel[tap, depths].tolist()
    mask = None if reading.mask is None else float(reading.mask[tap])
    channel_products = tuple(
        (c, v, w, v * w * (1.0 if mask is None else mask)) for c, v, w in zip(listed, values, kernel, strict=True)
    )
    y, x = (float(v) for v in reading.point_yx[tap])
    top, left = (int(v) for v in neighbours[0])
    return TapDetail(
        neighbours_yx=neighbours,
        inside=tuple(pixel_inside(int(ny), int(nx), input_size) for ny, nx in neighbours),
        weights=weights,
        pixels=pixels,
        terms=terms,
        value=value,
        fraction_yx=((y - top) / reading.spacing, (x - left) / reading.spacing),
        channel_products=channel_products,
        rest=float(reading.products[tap]) - sum(p for *_, p in channel_products),
        mask=mask,
    )


def pixel_inside(y: int, x: int, input_size: tuple[int, int]) -> bool:
    """Tell whether the pixel (y, x) belongs to an image of ``input_size`` (height, width)."""
    return 0 <= y < input_size[0] and 0 <= x < input_size[1]
