"""The progress panel: loss, the task's own metric, and figures, over the steps."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.plots.curve_plot import CurvePlot
from vizapp.gui.plots.figures import ProgressFigures, psnr_words
from vizapp.gui.theme import Theme
from vizapp.gui.widgets.numbers import plain, scientific
from vizapp.gui.widgets.rows import Hairline
from vizapp.session.state import Curves, State

REDRAW_MS = 66
"""At most so often are the curves drawn anew, however fast steps come."""


class ProgressPanel(QWidget):
    """Two curves and a column of figures. Draws only while it can be seen, and at most 15 times a second."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        del session  # nothing here changes anything
        self.setObjectName("progressPanel")
        self.setAccessibleName(self.tr("Progress"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.loss = CurvePlot("lossPlot", _loss_text, _accent, may_be_logarithmic=True, parent=self)
        self.distance = CurvePlot("distancePlot", self._pixels, _good, parent=self)
        self.psnr = CurvePlot("psnrPlot", self._decibels, _good, sparse=True, parent=self)
        self.figures = ProgressFigures(self)
        row.addWidget(self.loss, 1)
        row.addWidget(Hairline(self, Qt.Orientation.Vertical))
        row.addWidget(self.distance, 1)
        row.addWidget(self.psnr, 1)
        row.addWidget(Hairline(self, Qt.Orientation.Vertical))
        row.addWidget(self.figures, 1)
        self.loss.set_title(self.tr("Loss"))
        self.distance.set_title(self.tr("Mean distance to hidden points"))
        self.psnr.set_title(self.tr("PSNR on the held-out part"))
        self.psnr.title.setToolTip(psnr_words())
        self.psnr.hide()
        self._latest: State | None = None
        self._drawn: State | None = None
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.redraw)

    def sizeHint(self) -> QSize:
        return QSize(900, 190)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 120)

    def show_state(self, old: State | None, new: State) -> None:
        """Take over ``new``; it is drawn now, or shortly if the last drawing was just now."""
        del old
        self._latest = new
        if not self.isVisible() or self._timer.isActive() or not self._stale():
            return
        since = self._clock.elapsed() if self._clock.isValid() else REDRAW_MS
        if since >= REDRAW_MS:
            self.redraw()
        else:
            self._timer.start(REDRAW_MS - int(since))

    def redraw(self) -> None:
        """Draw the newest state at once, if it differs from what is drawn."""
        new = self._latest
        if new is None or not self.isVisible() or not self._stale():
            return
        self._clock.start()
        self._drawn = new
        curves = new.curves.get(new.experiment.lab, Curves())
        deformable = new.experiment.lab == "deformable"
        self.distance.setVisible(deformable)
        self.psnr.setVisible(not deformable)
        for plot in (self.loss, self.distance, self.psnr):
            plot.say_when_empty(self._why_empty(new))
        self.loss.show_series(curves.series.get("loss"))
        if deformable:
            distance = None if new.deformable is None else new.deformable.distance
            self.distance.show_series(curves.series.get("distance"), present=distance)
            self.figures.show_state(new, None)
            return
        bicubic = curves.references.get("bicubic")
        if bicubic is None and new.configured is not None:
            bicubic = new.configured.references.get("bicubic")
        series = curves.series.get("psnr")
        present = None if new.subpixel is None else new.subpixel.psnr
        reached = _last_finite(series) if present is None else present
        self.psnr.show_series(series, None if bicubic is None else (self.tr("bicubic"), bicubic), reached)
        self.figures.show_state(new, reached)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()

    def _stale(self) -> bool:
        old, new = self._drawn, self._latest
        if old is None or new is None:
            return new is not None
        lab = new.experiment.lab
        return (
            old.experiment.lab != lab
            or old.curves.get(lab) is not new.curves.get(lab)
            or old.configured is not new.configured
            or (old.can_step, old.refusal) != (new.can_step, new.refusal)
            or (old.deformable if lab == "deformable" else old.subpixel)
            is not (new.deformable if lab == "deformable" else new.subpixel)
        )

    def _why_empty(self, state: State) -> str:
        if state.can_step:
            return self.tr("Step once to begin")
        if state.refusal:
            return self.tr("Nothing is computed")
        trains = state.configured is None or state.configured.trainable
        return "" if trains else self.tr("Nothing is trained here")

    def _pixels(self, value: float) -> str:
        return self.tr("{value} px").format(value=plain(value, 3))

    def _decibels(self, value: float) -> str:
        return self.tr("{value} dB").format(value=plain(value, 2))


def _last_finite(series: np.ndarray | None) -> float | None:
    """Return the last value that was measured, or None."""
    if series is None:
        return None
    measured = np.flatnonzero(np.isfinite(series))
    return float(series[measured[-1]]) if len(measured) else None


def _loss_text(value: float) -> str:
    if value != 0 and abs(value) < 1e-3:
        mantissa, exponent = f"{value:.2e}".split("e") if np.isfinite(value) else ("", "")
        return f"{mantissa}e{int(exponent)}".replace("-", "\u2212") if mantissa else scientific(value)
    return plain(value, 4)


def _accent(theme: Theme) -> QColor:
    return theme.accent


def _good(theme: Theme) -> QColor:
    return theme.good
