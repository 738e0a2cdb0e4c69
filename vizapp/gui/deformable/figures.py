"""The figures of the deformable lab: how the offsets are spread, and how the worst tap does."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from vizapp.gui.deformable.requests import STATISTICS
from vizapp.gui.lab_ui import Figures
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.numbers import plain
from vizapp.protocol.answers import OffsetStatistics
from vizapp.session.state import State

_DASH = "–"
_WORST = "worst_tap"


def offset_figures(state: State, reached: Mapping[str, float]) -> Figures:
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
    if _WORST in reached:
        lines.append(Line((_tr("worst tap"), _tr("{value} px").format(value=plain(reached[_WORST], 3)))))
    tooltip = _tr(
        "Over all units; a dead tap has no point inside the image anywhere and cannot learn. The worst tap is the "
        "one whose points are farthest from the hidden ones on average: a lost tap hides in the mean of all."
    )
    return Figures(_tr("Offsets"), tooltip, tuple(lines))


def _tr(text: str) -> str:
    return QCoreApplication.translate("OffsetFigures", text)
