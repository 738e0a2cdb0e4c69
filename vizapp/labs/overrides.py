"""From points placed by hand to offsets that take the place of the layer's own."""

from __future__ import annotations

from collections.abc import Iterable

import torch

from vizapp.experiment import PointOverride
from vizapp.models.deformable_layer import PlacedOffsets


def place_offsets(
    overrides: Iterable[PointOverride], taps: int, output_size: tuple[int, int], device: torch.device
) -> PlacedOffsets | None:
    """Return the placed offsets of a layer with ``taps`` taps and (oh, ow) units, or None if none is placed.

    A unit's own override goes before one for every unit; of two for the same, the later holds. Overrides for a tap or
    a unit that the layer does not have are left out.
    """
    height, width = output_size
    mine = [override for override in overrides if override.tap < taps]
    # Everywhere first, so that a unit's own are written over it; the sort keeps the order within each kind.
    mine.sort(key=lambda override: override.unit_yx is not None)
    where = torch.zeros(1, 2 * taps, height, width, dtype=torch.bool)
    values = torch.zeros(1, 2 * taps, height, width)
    for override in mine:
        rows, columns = slice(None), slice(None)
        if override.unit_yx is not None:
            y, x = override.unit_yx
            if not (0 <= y < height and 0 <= x < width):
                continue
            rows, columns = slice(y, y + 1), slice(x, x + 1)
        for axis, part in enumerate(override.offset_yx):
            channel = 2 * override.tap + axis
            where[0, channel, rows, columns] = True
            values[0, channel, rows, columns] = part
    if not where.any():
        return None
    return PlacedOffsets(where.to(device), values.to(device))
