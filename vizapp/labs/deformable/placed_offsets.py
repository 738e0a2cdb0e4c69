"""From points placed by hand to offsets that take the place of the layer's own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import numpy as np
import torch

from vizapp.document.placed import Everywhere, PlacedPoint, Region, Unit, precedence
from vizapp.models.deformable_layer import PlacedOffsets


def place_offsets(
    points: Iterable[PlacedPoint], taps: int, offset_groups: int, output_size: tuple[int, int], device: torch.device
) -> PlacedOffsets | None:
    """Return the placed offsets of a layer with ``taps`` taps, K, and (oh, ow) units, or None if none is placed.

    A unit's own point goes before one for a region, and that before one for every unit; of two alike, the later
    holds. Points for a tap or for units that the layer does not have are left out.
    """
    height, width = output_size
    count = offset_groups * taps
    where = np.zeros((count, 2, height, width), np.bool_)
    values = np.zeros((count, 2, height, width), np.float32)
    known = [point for point in points if point.tap.k < taps and point.tap.group < offset_groups]
    for _, alike in groupby(sorted(known, key=lambda point: precedence(point.where)), lambda p: precedence(p.where)):
        single: dict[tuple[int, int, int], tuple[float, float]] = {}
        for point in alike:
            number = point.tap.group * taps + point.tap.k
            match point.where:
                case Everywhere():
                    where[number], values[number] = True, _spread(point)
                case Region(top, left, rows, columns):
                    part = slice(max(0, top), max(0, top + rows)), slice(max(0, left), max(0, left + columns))
                    where[number][:, *part], values[number][:, *part] = True, _spread(point)
                case Unit((y, x)):
                    if 0 <= y < height and 0 <= x < width:
                        single[number, y, x] = point.offset_yx
        if single:
            # All at once: thousands of units may have points of their own.
            numbers, rows_at, columns_at = np.array(list(single)).T
            where[numbers, :, rows_at, columns_at] = True
            values[numbers, :, rows_at, columns_at] = np.array(list(single.values()), np.float32)
    if not where.any():
        return None
    shape = (1, 2 * count, height, width)
    return PlacedOffsets(
        torch.from_numpy(where.reshape(shape)).to(device), torch.from_numpy(values.reshape(shape)).to(device)
    )


def _spread(point: PlacedPoint) -> np.ndarray:
    """Return the offset of a point, (2, 1, 1), for any number of units."""
    return np.array(point.offset_yx, np.float32)[:, None, None]
