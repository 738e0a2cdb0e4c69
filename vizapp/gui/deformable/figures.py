"""The figures of the deformable lab: how the offsets are spread, and how the worst tap does."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.deformable.requests import DISTANCE, STATISTICS
from vizapp.gui.lab_ui import Figures, Reached
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.numbers import plain
from vizapp.protocol.answers import OffsetStatistics
from vizapp.session.state import State

_DASH = "–"
_WORST = "worst_tap"
_MOST_NAMED = 4
"""Taps that are named one by one."""


def offset_figures(state: State, reached: Mapping[str, Reached]) -> Figures:
    """Return the offset statistics over all units; ``reached`` is by the name of the metric."""
    statistics = state.answer(STATISTICS, OffsetStatistics)
    values = [_DASH] * 4
    if statistics is not None:
        values = [
            _tr("{value} px").format(value=plain(statistics.mean_magnitude, 2)),
            _tr("{value} px").format(value=plain(statistics.max_magnitude, 2)),
            _tr("{value} %").format(value=plain(100 * statistics.outside_share, 1)),
            str(statistics.dead_taps),
        ]
    names = (_tr("mean magnitude"), _tr("largest"), _tr("outside the image"), _tr("dead taps"))
    dead = statistics is not None and statistics.dead_taps > 0
    lines = [
        Line((name, value), tone="caution" if dead and name == names[3] else "text")
        for name, value in zip(names, values, strict=True)
    ]
    left_out = _left_out(state.experiment.spec_of(DeformableSpec)) if DISTANCE in reached else ""
    worst = reached.get(_WORST)
    if worst is not None and worst.value is not None:
        value = (
            _DASH if left_out and math.isnan(worst.value) else _tr("{value} px").format(value=plain(worst.value, 3))
        )
        lines.append(Line((_tr("worst tap"), value), tone="text" if worst.is_shown else "muted"))
    if left_out:
        lines.append(Line((left_out, ""), tone="muted"))
    notes = {
        name: " · ".join(filter(None, (reached[name].origin, left_out)))
        for name in (DISTANCE, _WORST)
        if left_out and name in reached
    }
    tooltip = _tr(
        "Over all units; a dead tap has no point inside the image anywhere and cannot learn. The worst tap is the "
        "one whose points are farthest from the hidden ones on average: a lost tap hides in the mean of all."
    )
    if worst is not None and worst.origin:
        tooltip += "\n" + _tr("The worst tap is that {origin}.").format(origin=worst.origin)
    return Figures(_tr("Offsets"), tooltip, tuple(lines), notes=notes)


def _left_out(spec: DeformableSpec) -> str:
    """Say which taps the distance leaves out, because they are placed by hand at every unit; "" where none is."""
    placed = sorted({point.tap for point in spec.placed_points if point.unit_yx is None})
    if not placed:
        return ""
    if len(placed) == spec.taps:
        return _tr("all {count} taps are placed by hand").format(count=spec.taps)
    names = [spec.geometry.tap_name(tap) for tap in placed[:_MOST_NAMED]]
    if len(placed) > _MOST_NAMED:
        listed = _tr("{names} and {count} more").format(names="; ".join(names), count=len(placed) - _MOST_NAMED)
    elif len(names) > 1:
        listed = _tr("{names} and {last}").format(names="; ".join(names[:-1]), last=names[-1])
    else:
        listed = names[0]
    if len(placed) == 1:
        text = _tr("over {free} of {count} taps; {names} is placed by hand")
    else:
        text = _tr("over {free} of {count} taps; {names} are placed by hand")
    return text.format(free=spec.taps - len(placed), count=spec.taps, names=listed)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OffsetFigures", text)
