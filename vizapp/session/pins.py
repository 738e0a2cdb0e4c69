"""Units that stay in view beside the picked one: up to four, each with a letter that it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from vizapp.document.values import Position
from vizapp.session.picks import Grid, Pick

PIN_NAMES = ("A", "B", "C", "D")
Pins: TypeAlias = tuple[Pick | None, ...]
"""One entry for each of ``PIN_NAMES``; None is free."""
NO_PINS: Pins = (None,) * len(PIN_NAMES)


def toggled(pins: Pins, unit: Position, grid: Grid | None) -> Pins:
    """Return the pins with ``unit`` pinned in the first free place, or released if it is pinned already.

    While no place is free, the last one is taken.
    """
    changed = list(pins)
    for place, pin in enumerate(pins):
        if pin is not None and pin.unit == unit:
            changed[place] = None
            return tuple(changed)
    free = next((place for place, pin in enumerate(pins) if pin is None), len(pins) - 1)
    changed[free] = replace(Pick(), grid=grid).picked(unit)
    return tuple(changed)


def replaced(before: Pins, after: Pins) -> tuple[str, Position, Position] | None:
    """Return the letter that stands for another unit now, with the unit before and the present one; None for none."""
    for name, old, new in zip(PIN_NAMES, before, after, strict=True):
        units = (None if old is None else old.unit, None if new is None else new.unit)
        if units[0] is not None and units[1] is not None and units[0] != units[1]:
            return name, units[0], units[1]
    return None


def counted(pins: Pins, grid: Grid) -> Pins:
    """Return the pins converted to another grid: they keep their position in the picture."""
    converted = tuple(None if pin is None else pin.counted(grid) for pin in pins)
    return pins if all(old is new for old, new in zip(pins, converted, strict=True)) else converted


def pinned_units(pins: Mapping[str, Pins], lab: str) -> tuple[tuple[str, Position], ...]:
    """Return the name and the unit of each pin of a lab."""
    return tuple(
        (name, pin.unit)
        for name, pin in zip(PIN_NAMES, pins.get(lab, NO_PINS), strict=True)
        if pin is not None and pin.unit is not None
    )
