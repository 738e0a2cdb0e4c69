"""From points placed by hand to offsets that take the place of the layer's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
import torch

from vizapp.document.placed import Everywhere, PlacedPoint, Region, Unit, precedence
from vizapp.geometry import ConvGeometry
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


def place_in_layer(
    points: Iterable[PlacedPoint],
    below: int,
    offset_groups: int,
    geometry: ConvGeometry,
    sizes: Sequence[tuple[int, int]],
    device: torch.device,
) -> PlacedOffsets | None:
    """Return the placed offsets of the layer so many ``below`` the last one of a stack, in pixels of what it reads.

    Points are placed in pixels of the picture, for units of the last layer: for one of them, the unit of this layer
    that stands in the same place has the point.

    Args:
        points: of all layers.
        below: 0 for the last layer.
        offset_groups: G of every layer.
        geometry: of every layer.
        sizes: (oh, ow) of what each layer gives, the first layer's first.
        device: of the result.
    """
    own = [point for point in points if point.tap.below == below]
    layer = len(sizes) - 1 - below
    pixel = geometry.map_place(layer)[0][0]
    if below == 0:
        placed = place_offsets(own, geometry.taps, offset_groups, sizes[-1], device)
    else:
        whole = [point for point in own if isinstance(point.where, Everywhere)]
        placed = place_offsets(whole, geometry.taps, offset_groups, sizes[layer], device)
        some = [point for point in own if not isinstance(point.where, Everywhere)]
        at_units = place_offsets(some, geometry.taps, offset_groups, sizes[-1], device)
        if at_units is not None:
            placed = _spread_out(at_units, placed, geometry.map_place(below), sizes[layer])
    return placed if placed is None or pixel == 1 else placed.divided(pixel)


def _spread_out(
    placed: PlacedOffsets,
    under: PlacedOffsets | None,
    place: tuple[tuple[int, int], tuple[float, float]],
    size: tuple[int, int],
) -> PlacedOffsets:
    """Return the placed offsets of every unit (y, x) at (y, x)·step + shift of a larger map, over those ``under``.

    ``place`` is (step, shift); units that fall outside ``size`` (oh, ow) are left out.
    """
    steps, shifts = place
    shape = (*placed.where.shape[:2], *size)
    where = placed.where.new_zeros(shape) if under is None else under.where.clone()
    values = placed.values.new_zeros(shape) if under is None else under.values.clone()
    kept, found = [], []
    for units, length, step, shift in zip(placed.where.shape[2:], size, steps, shifts, strict=True):
        at = torch.arange(units, device=where.device) * step + int(shift)
        inside = (at >= 0) & (at < length)
        kept.append(inside.nonzero()[:, 0])
        found.append(at[inside])
    (rows, columns), (from_rows, from_columns) = found, kept
    part = placed.where[:, :, from_rows[:, None], from_columns]
    where[:, :, rows[:, None], columns] |= part
    old = values[:, :, rows[:, None], columns]
    values[:, :, rows[:, None], columns] = torch.where(
        part, placed.values[:, :, from_rows[:, None], from_columns], old
    )
    return PlacedOffsets(where, values)


def _spread(point: PlacedPoint) -> np.ndarray:
    """Return the offset of a point, (2, 1, 1), for any number of units."""
    return np.array(point.offset_yx, np.float32)[:, None, None]
