"""One curve over the steps: title, present value, and a plot that costs the same after a hundred thousand steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from vizapp.gui.graphs import pg
from vizapp.gui.plots.axis import TidyAxis
from vizapp.gui.plots.change_ticks import ChangeTicks
from vizapp.gui.plots.companions import ONLY_SIZE, Companion, CompanionCurves, Turn, in_turn
from vizapp.gui.plots.curve_readout import CurveReading
from vizapp.gui.plots.decimation import decimate, finite_only, mean_over, running_mean
from vizapp.gui.plots.plot_head import PlotHead
from vizapp.gui.plots.plot_legend import PlotLegend
from vizapp.gui.plots.plot_range import range_of, with_label
from vizapp.gui.plots.plotted import Colour
from vizapp.gui.theme import SPACING, current_theme, theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label, tabular
from vizapp.session.curves import CurveChange

_LOG_RATIO = 30.0
"""A curve that falls by more than this factor is drawn over a logarithmic axis."""
_UNLOG_RATIO = 10.0
_LEAST_PLOT = 24
"""Pixels that axes and curves have at least."""
_LINE_WIDTH = 1.6
FAINT = 0.45
"""The opacity of a curve over which its running mean is drawn; it is as thin as the screen can draw it."""
_GROUND = 0.7
"""How much of what runs behind the name of the reference is covered."""


class CurvePlot(QWidget):
    """A titled plot of one series. Values are shown as ``write`` writes them."""

    def __init__(
        self,
        name: str,
        write: Callable[[float], str],
        colour: Colour,
        *,
        least_span: float = 0.0,
        may_be_logarithmic: bool = False,
        sparse: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``least_span`` is how much the upright axis spans at least: what differs by less would be noise enlarged.

        ``sparse``: the series is not measured at every step, and the curve joins what was measured.
        """
        super().__init__(parent)
        self._least_span = least_span
        self.setObjectName(name)
        self.card = ""
        self.write = write
        self._colour = colour
        self._may_be_logarithmic = may_be_logarithmic
        self._sparse = sparse
        self._x = np.empty(0)
        self._y = np.empty(0)
        self._fitted: tuple[np.ndarray, float, tuple[float, float], tuple[str, float] | None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 2 * SPACING, 3 * SPACING, SPACING)
        column.setSpacing(SPACING // 2)
        self.head = PlotHead(name, self)
        column.addWidget(self.head)
        self.legend = PlotLegend(f"{name}Legend", self)
        column.addWidget(self.legend)
        self._bottom, self._left = TidyAxis("bottom"), TidyAxis("left")
        axes = {"bottom": self._bottom, "left": self._left}
        self.plot = pg.PlotWidget(self, axisItems=axes, enableMenu=False)  # a menu is expensive to build
        self.plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.plot.setMinimumHeight(_LEAST_PLOT)  # the curves give way before lines of the legend do
        self.plot.setFrameShape(self.plot.Shape.NoFrame)
        for part in (self.plot, self.plot.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the panel's menu opens
        column.addWidget(self.plot, 1)
        item = self.plot.getPlotItem()
        item.setMouseEnabled(x=False, y=False)
        item.hideButtons()
        item.setContentsMargins(0, 6, 2, 0)
        item.disableAutoRange()
        self._view = item.getViewBox()
        self._view.setDefaultPadding(0)
        self._view.sigResized.connect(self._fit_again)
        self.curve = pg.PlotCurveItem(connect="finite", antialias=True)
        self.mean = pg.PlotCurveItem(connect="finite", antialias=True)
        self.reference = pg.InfiniteLine(angle=0, movable=False)
        self._reference_label = pg.InfLineLabel(
            self.reference, position=0.98, anchors=[(1, 1), (1, 1)], fill=pg.mkBrush(None)
        )
        self.reference.setZValue(1)  # above the curves, so that none crosses its label
        self._reference_text = ""
        self._shown: tuple[np.ndarray | None, tuple[str, float] | None, tuple[CurveChange, ...]] | None = None
        self._pen_key: tuple[int, float, Turn] | None = None
        self._turn = Turn()
        self._titled = ("", "")
        self.only = pg.ScatterPlotItem(size=ONLY_SIZE, pxMode=True)
        self.ticks = ChangeTicks()
        for part in (self.reference, self.curve, self.mean, self.only, self.ticks):
            item.addItem(part, ignoreBounds=True)
        for part in (self.reference, self.mean, self.only):
            part.hide()
        self.companions = CompanionCurves(item)
        self.reading = CurveReading(self.plot, write, self.companions)
        self._single: tuple[float, float] | None = None
        self.empty = muted_label("", self.plot.viewport())
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        self.plot.viewport().installEventFilter(self)
        theme_signal().changed.connect(self._restyle)
        self._restyle()

    def step_at(self, place: QPoint) -> int | None:
        """Return the step at a place on the screen; None beside the curve."""
        inside = self.plot.mapFromGlobal(place)
        scene = self.plot.mapToScene(inside)
        if not self._view.sceneBoundingRect().contains(scene):
            return None
        return round(self._view.mapSceneToView(scene).x())

    def set_title(self, title: str, explanation: str = "", card: str = "") -> None:
        """Name the plot, on screen and for screen readers."""
        if (title, explanation) == self._titled:
            return
        self._titled = (title, explanation)
        self.card = card
        self.head.set_title(title, explanation, card)
        self.head.title.setToolTip(plain_tooltip("\n".join(filter(None, (title, explanation)))))
        self.setAccessibleName(title)

    def say_when_empty(self, text: str) -> None:
        """Set what stands in place of the curve while there is nothing to draw."""
        if text != self.empty.text():
            self.empty.setText(text)

    def show_series(
        self,
        values: np.ndarray | None,
        reference: tuple[str, float] | None = None,
        changes: Sequence[CurveChange] = (),
        companions: Sequence[Companion] = (),
        name: str = "",
    ) -> None:
        """Draw ``values``, float64 (n,), after 0 … n − 1 steps, and a labelled dashed line at ``reference``.

        A tick at the bottom stands for each of the ``changes`` that were made by hand. ``companions`` are drawn with
        it, over the same axes; beside them it is called ``name``.
        """
        shown = (values, reference, tuple(changes))
        same = self._shown is not None and values is self._shown[0] and shown[1:] == self._shown[1:]
        if same and self.companions.are(companions):
            return
        self._shown = shown
        beside = self.companions.take(companions)
        if values is None:
            values = np.empty(0)
        x = np.arange(float(len(values)))
        self._x, self._y = finite_only(x, values) if self._sparse else (x, values)
        finite = np.isfinite(self._y)
        known = self._y if finite.all() else self._y[finite]
        every = np.concatenate([known, beside]) if len(beside) else known
        self.empty.setVisible(not len(every))
        for axis in (self._left, self._bottom):
            axis.appear(bool(len(every)))
        self._show_reference(reference if len(every) else None)
        if not len(every):
            self._fitted = None
            self.curve.setData([], [])
            self.only.hide()
            self._show_mean(None)
            self.ticks.clear()
            self.reading.hide()
            self.reading.take_curve(self._x, self._y, self._scaled)
            self._single = None
            self.companions.draw(self._scaled, self.logarithmic, self._bins)
            return
        self._choose_scale(every)
        last = float(known[-1] if len(known) else every[-1])
        steps = max(len(values), *(0 if each.values is None else len(each.values) for each in companions), 0)
        end = max([1, steps - 1, *(change.step for change in changes)])
        across = (0.0 if steps > 1 else -0.1, float(end))  # one value is a dot, all of which is to be seen
        self._fitted = np.array([every.min(), every.max()]), last, across, reference
        self._fit(*self._fitted)
        self.ticks.show_changes(changes, self._view)
        self.reading.take_curve(self._x, self._y, self._scaled, changes, name)
        drawn_x, drawn_y = self._drawable(self._y)
        # A series that is measured now and then has too few values for a mean to say more than they do.
        low, high = self._view.viewRange()[1]
        calm = (window := None if self._sparse else mean_over(drawn_y, high - low, len(self._y))) is None
        self.curve.setData(drawn_x, drawn_y, connect="finite")
        # One value makes no line.
        self.only.setVisible(len(known) == 1)
        self._single = None
        if len(known) == 1:
            measured = np.isfinite(drawn_y)
            self.only.setData(drawn_x[measured], drawn_y[measured])
            self._single = float(drawn_x[measured][0]), float(drawn_y[measured][0])
        self._show_mean(window)
        self.companions.draw(self._scaled, self.logarithmic, self._bins, window)
        self.companions.spread(self._single)
        self._take_turns(calm)
        # Update the axes now; otherwise they do so during painting, which then happens twice.
        self.plot.scene().prepareForPaint()

    def _take_turns(self, calm: bool) -> None:
        """Let curves that coincide on a plot of this height be seen in turn."""
        self._turn = self.companions.take_turns((self.curve if calm else self.mean).getData())
        self._choose_pen(calm)

    def show_value(self, text: str, beside: str = "", note: str = "", *, live: bool = True) -> None:
        """Show the large number; as :meth:`.plot_head.PlotHead.show_value`."""
        self.head.show_value(text, beside, note, live=live)
        words = " ".join(filter(None, (text, beside, note)))
        self.head.value.setAccessibleName(f"{self.accessibleName()}: {words}")

    def _drawable(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return as many points of the curve as can be told apart, as they stand on the axes."""
        x, y = decimate(self._x, values, self._bins)
        return x, self._scaled(y)

    @property
    def _bins(self) -> int:
        return max(64, self.plot.width())

    def set_colour(self, colour: Colour) -> None:
        """Draw the plot's own curve in another colour."""
        if colour(current_theme()) != self._colour(current_theme()):
            self._colour = colour
            self._restyle()

    def _show_mean(self, window: int | None) -> None:
        """Draw the running mean over ``window`` values, or none."""
        self.mean.setVisible(window is not None)
        if window is not None:
            self.mean.setData(*self._drawable(running_mean(self._y, window)), connect="finite")
        notes = [self.tr("log")] if self.logarithmic and len(self._y) else []
        if window is not None:
            notes.append(self.tr("mean of {count}").format(count=window))
        self.head.set_scale_note(" · ".join(notes), self._explanation(window))

    def _explanation(self, window: int | None) -> str:
        sentences = []
        if self.logarithmic:
            sentences.append(self.tr("Each step of the axis is a factor, because the values span so many."))
        if window is not None:
            sentences.append(
                self.tr(
                    "The bold curve is the mean of the last {count} values at each step, the faint one the values; "
                    "of others beside it the mean is drawn."
                ).format(count=window)
            )
        return "\n".join(sentences)

    @property
    def logarithmic(self) -> bool:
        return self._left.logarithmic

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.empty.resize(self.plot.viewport().size())
        return False

    def _fit_again(self) -> None:
        """Leave as many pixels for the name of the reference, and for marks, on a plot of another size."""
        if self._fitted is not None and self._shown is not None:
            self._fit(*self._fitted)
            self.companions.spread(self._single)
            self._take_turns(not self.mean.isVisible())
            self.ticks.show_changes(self._shown[2], self._view)

    def _choose_scale(self, known: np.ndarray) -> None:
        low, high = float(known.min()), float(known.max())
        ratio = high / low if low > 0 else 0.0
        threshold = _UNLOG_RATIO if self._left.logarithmic else _LOG_RATIO
        self._left.logarithmic = self._may_be_logarithmic and ratio > threshold

    def _choose_pen(self, calm: bool) -> None:
        """Draw a noisy curve with a thin pen: a wide, smooth stroke that crosses itself costs fifty times as much."""
        ratio = self.devicePixelRatioF()
        # Pens are cosmetic: their widths are in pixels of the screen.
        thin = max(1.0, float(round(ratio)))
        colour = self._colour(current_theme())
        key = (colour.rgba(), _LINE_WIDTH * ratio if calm else thin, self._turn)
        if key == self._pen_key:
            return
        self._pen_key = key
        bold = in_turn(_round_pen(colour, _LINE_WIDTH * ratio), self._turn)
        self.mean.setPen(bold)
        faint = QColor(colour)
        faint.setAlphaF(FAINT)
        self.curve.setPen(bold if calm else _round_pen(faint, thin))
        self.curve.opts["antialias"] = calm or thin == 1.0

    def _scaled(self, values: np.ndarray) -> np.ndarray:
        return np.log10(values) if self._left.logarithmic else values

    def _fit(
        self, known: np.ndarray, last: float, across: tuple[float, float], reference: tuple[str, float] | None
    ) -> None:
        """Show all of ``known`` over the steps ``across``, and the reference.

        Its name stands where the curve does not end with ``last``.
        """
        ends = [float(known.min()), float(known.max())]
        if reference is not None:
            ends.append(reference[1])
        scaled = self._scaled(np.array(ends))
        low, top = range_of(scaled, 0.0 if self.logarithmic else self._least_span)
        if reference is not None:
            is_above = last <= reference[1]
            low, top = with_label(low, top, float(scaled[-1]), self._view.height(), is_above=is_above)
            self._reference_label.anchors = [(1, int(is_above))] * 2
        self._view.setRange(xRange=across, yRange=(low, top), padding=0)

    def _show_reference(self, reference: tuple[str, float] | None) -> None:
        self.reference.setVisible(reference is not None)
        if reference is None:
            return
        name, value = reference
        self.reference.setPos(float(self._scaled(np.array(value))))
        text = f"{name} {self.write(value)}"
        if text != self._reference_text:
            self._reference_text = text
            self._reference_label.setFormat(text)

    def _restyle(self) -> None:
        theme = current_theme()
        self.plot.setBackground(theme.surface)
        self._choose_pen(not self.mean.isVisible())
        hairline = pg.mkPen(theme.hairline, width=1)
        for axis in (self._bottom, self._left):
            axis.setPen(hairline)
            axis.setTextPen(theme.muted)
            axis.setTickFont(tabular(self.font(), 0.85))
            axis.follow_text()
        dash = pg.mkPen(theme.muted, width=1)
        dash.setDashPattern([4, 4])
        self.reference.setPen(dash)
        self._reference_label.setColor(theme.muted)
        ground = QColor(theme.surface)
        ground.setAlphaF(_GROUND)
        self._reference_label.fill = pg.mkBrush(ground)
        self._reference_label.setFont(tabular(self.font(), 0.85))
        self.reading.restyle(theme, self._colour(theme))
        self.only.setBrush(self._colour(theme))
        self.only.setPen(pg.mkPen(theme.surface, width=1))
        self.companions.restyle()
        self.ticks.setBrush(theme.text)
        self.ticks.setPen(pg.mkPen(theme.surface, width=1))


def _round_pen(colour: QColor, width: float) -> QPen:
    pen = pg.mkPen(colour, width=width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
