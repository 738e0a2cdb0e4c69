"""From points placed by hand to offsets that take the place of the layer's own."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch

from vizapp.document.deformable import PlacedPoint
from vizapp.models.deformable_layer import PlacedOffsets


def place_offsets(
    points: Iterable[PlacedPoint], taps: int, output_size: tuple[int, int], device: torch.device
) -> PlacedOffsets | None:
    """Return the placed offsets of a layer with ``taps`` taps and (oh, ow) units, or None if none is placed.

    A unit's own point goes before one for every unit; of two for the same, the later holds. Points for a tap or
    a unit that the layer does not have are left out.
    """
    height, width = output_size
    everywhere: dict[int, tuple[float, float]] = {}
    single: dict[tuple[int, int, int], tuple[float, float]] = {}
    for point in points:
        tap, unit = point.tap, point.unit_yx
        if tap >= taps:
            continue
        if unit is None:
            everywhere[tap] = point.offset_yx
        elif 0 <= unit[0] < height and 0 <= unit[1] < width:
            single[tap, *unit] = point.offset_yx
    if not everywhere and not single:
        return None
    where = np.zeros((taps, 2, height, width), np.bool_)
    values = np.zeros((taps, 2, height, width), np.float32)
    for tap, offset_yx in everywhere.items():
        where[tap] = True
        values[tap] = np.array(offset_yx, np.float32)[:, None, None]
    if single:
        of_tap, rows, columns = np.array(list(single)).T
        where[of_tap, :, rows, columns] = True
        values[of_tap, :, rows, columns] = np.array(list(single.values()), np.float32)
    shape = (1, 2 * taps, height, width)
    return PlacedOffsets(
        torch.from_numpy(where.reshape(shape)).to(device), torch.from_numpy(values.reshape(shape)).to(device)
    )
