"""Marks at the bottom of a plot: after which steps something was changed by hand."""

from __future__ import annotations

from collections.abc import Sequence

from vizapp.gui.graphs import pg
from vizapp.session.curves import CurveChange

_SIZE = 7
"""Pixels across a mark."""
_SHARE = 0.03
"""Of the plot's height: how far above its bottom they stand."""


class ChangeTicks(pg.ScatterPlotItem):
    """A small triangle for each change."""

    def __init__(self) -> None:
        super().__init__(symbol="t1", size=_SIZE, pxMode=True)

    def show_changes(self, changes: Sequence[CurveChange], view: pg.ViewBox) -> None:
        """Mark the steps of ``changes`` in what ``view`` shows, a little off its edges, so that marks are whole."""
        (first, last), (low, high) = view.viewRange()
        half = _SIZE / 2 * (last - first) / max(1.0, view.width())
        steps = sorted({min(max(float(change.step), first + half), last - half) for change in changes})
        self.setData(steps, [low + _SHARE * (high - low)] * len(steps))
