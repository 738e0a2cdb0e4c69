"""The value under the cursor: a line at the nearest step, a dot on the curve, and both as numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QLabel

from vizapp.gui.graphs import pg
from vizapp.gui.plots.companions import CompanionCurves, companion_title
from vizapp.gui.theme import Theme
from vizapp.gui.widgets.numbers import grouped
from vizapp.gui.widgets.rows import tabular
from vizapp.session.curves import CurveChange
from vizapp.wording import labels

_NEAR = 6
"""Pixels of the screen within which a change by hand is named."""
_NEAR_CURVE = 10
"""Pixels of the screen, up and down, within which the curve of another run is named."""
_MOST_NAMED = 3
_AWAY = 12
"""Pixels between the cursor and the numbers."""


class CurveReading(QObject):
    """Follows the cursor over a plot of one curve, and of others beside it."""

    def __init__(self, plot: pg.PlotWidget, write: Callable[[float], str], companions: CompanionCurves) -> None:
        """``write`` says how a value is written; of the ``companions`` those are named that the cursor is near."""
        super().__init__(plot)
        self._plot = plot
        self._write = write
        self._companions = companions
        self._name = ""
        self._view = plot.getPlotItem().getViewBox()
        self._x = np.empty(0)
        self._y = np.empty(0)
        self._on_axis: Callable[[np.ndarray], np.ndarray] = np.asarray
        self._changes: Sequence[CurveChange] = ()
        self.cross = pg.InfiniteLine(angle=90, movable=False)
        self.dot = pg.ScatterPlotItem(size=7, pxMode=True)
        for part in (self.cross, self.dot):
            plot.getPlotItem().addItem(part, ignoreBounds=True)
        self.label = QLabel(plot.viewport())
        self.label.setProperty("role", "badge")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setFont(tabular(self.label.font(), 0.88))
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        self.hide()
        plot.viewport().setMouseTracking(True)
        plot.viewport().installEventFilter(self)

    def take_curve(
        self,
        x: np.ndarray,
        y: np.ndarray,
        on_axis: Callable[[np.ndarray], np.ndarray],
        changes: Sequence[CurveChange] = (),
        name: str = "",
    ) -> None:
        """Read from this curve from now on.

        Args:
            x: float64 (n,), how many steps were done, ascending.
            y: float64 (n,), values, NaN where there is none.
            on_axis: turns values into what the axis shows, such as their logarithms.
            changes: what was changed by hand, which is named near its step.
            name: of the curve, said where others are named too.
        """
        self._x, self._y, self._on_axis, self._changes, self._name = x, y, on_axis, changes, name
        # The plot may have been left without a word, as when a menu opened over it.
        if self.label.isVisible() and not self._plot.viewport().underMouse():
            self.hide()

    def hide(self) -> None:
        for part in (self.cross, self.dot, self.label):
            part.hide()

    def restyle(self, theme: Theme, colour: QColor) -> None:
        """Take over the colours of a theme and of the curve."""
        self.cross.setPen(pg.mkPen(theme.muted, width=1))
        self.dot.setBrush(colour)
        self.dot.setPen(pg.mkPen(theme.surface, width=1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.read(event.position())
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.Hide, QEvent.Type.WindowDeactivate):
            self.hide()
        return False

    def read(self, place: QPointF) -> None:
        """Show the step and the value nearest to ``place`` on the plot's viewport, and the curves beside it."""
        scene = self._plot.mapToScene(place.toPoint())
        if not self._view.sceneBoundingRect().contains(scene):
            self.hide()
            return
        on_axes = self._view.mapSceneToView(scene)
        x, y = self._nearest(on_axes.x())
        others = self._others_near(x, on_axes.y())
        is_known = math.isfinite(y)
        if not np.isfinite(self._y).any() and not others:
            self.hide()
            return
        self.cross.setPos(x)
        self.cross.show()
        self.dot.setVisible(is_known)
        if is_known:
            self.dot.setData([x], self._on_axis(np.array([y])))
        words = [self.tr("at step {step}").format(step=grouped(int(x)))]
        if len(self._x):
            words.append(" ".join(filter(None, (self._name if others else "", self._write(y)))))
        self.label.setText("\n".join((" · ".join(words), *others, *self._changes_near(x))))
        self.label.adjustSize()
        left = place.x() + _AWAY
        if left + self.label.width() > self._plot.viewport().width():
            left = place.x() - _AWAY - self.label.width()
        self.label.move(int(max(0, left)), 2)
        self.label.show()

    def _nearest(self, step: float) -> tuple[float, float]:
        """Return the step of the curve that is nearest to ``step``, and its value; NaN where there is no curve."""
        if not len(self._x):
            return max(0.0, round(step)), math.nan
        index = int(np.clip(np.searchsorted(self._x, step), 0, len(self._x) - 1))
        if index > 0 and step - self._x[index - 1] < self._x[index] - step:
            index -= 1
        return float(self._x[index]), float(self._y[index])

    def _others_near(self, step: float, height: float) -> list[str]:
        """Return the names and values of the other curves that pass near a place on the axes."""
        low, high = self._view.viewRange()[1]
        reach = _NEAR_CURVE * (high - low) / max(1.0, self._view.height())
        near = self._companions.near(step, height, reach)
        return [f"{companion_title(spec)} {self._write(value)}" for spec, value in near]

    def _changes_near(self, step: float) -> list[str]:
        """Return what was changed by hand within a few pixels of ``step``."""
        (low, high), _ = self._view.viewRange()
        reach = _NEAR * (high - low) / max(1.0, self._view.width())
        near = [change for change in self._changes if abs(change.step - step) <= reach]
        text = self.tr("after step {step}: {what}")
        return [
            text.format(step=grouped(change.step), what=labels.change_words(change.what))
            for change in near[-_MOST_NAMED:]
        ]
