"""Curves over the steps as figures: a plot for each metric, with the curves of every run that are drawn with it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from vizapp.gui.figures.curve_contents import PlotContents, Series
from vizapp.gui.figures.figure import Choice
from vizapp.gui.plots.axis import tick_spacing, tick_texts
from vizapp.gui.plots.companions import DASHES
from vizapp.gui.plots.curve_plot import FAINT
from vizapp.gui.plots.decimation import decimate, finite_only, mean_over, running_mean
from vizapp.gui.plots.plot_range import range_of, with_label
from vizapp.gui.theme import LIGHT, Theme, current_theme

PLOT = QSizeF(480, 300)
"""Logical pixels of one plot."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, 14.0, 34.0, 40.0
_LEGEND_ROW = 18.0
_PIECE, _GAP, _BETWEEN = 18.0, 5.0, 14.0
"""Of a legend: how long the piece of a line is, the gap before its name, and that between two entries."""
_TITLE, _TEXT = 14, 12
"""Pixels of the fonts."""
_LINE_WIDTH, _THIN = 1.6, 0.8
_DOT = 2.5
_BINS = 1200
"""A curve has two points at most for each of so many parts of its steps: some five a logical pixel."""


@dataclass(frozen=True, eq=False)
class CurveFigure:
    """Plots one below the other, in the colours of a theme, with texts in a font."""

    plots: tuple[PlotContents, ...]
    theme: Theme
    font: QFont

    @property
    def size(self) -> QSizeF:
        return QSizeF(PLOT.width(), PLOT.height() * len(self.plots))

    def paint(self, painter: QPainter, ratio: float) -> None:
        """Draw it; see :class:`vizapp.gui.figures.figure.Figure`."""
        del ratio
        painter.fillRect(QRectF(QPointF(), self.size), self.theme.surface)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, plot in enumerate(self.plots):
            painter.save()
            painter.translate(0, number * PLOT.height())
            _Drawing(self, plot, painter).draw()
            painter.restore()


def curve_figure(plots: Sequence[PlotContents], choice: Choice, font: QFont) -> CurveFigure:
    """Return a figure of ``plots``, in the colours of the window or, if chosen, of print."""
    theme = LIGHT if choice.light else current_theme()
    return CurveFigure(tuple(plots), theme, QFont(font))


class _Drawing:
    """Draws one plot with its upper left corner at (0, 0)."""

    def __init__(self, figure: CurveFigure, plot: PlotContents, painter: QPainter) -> None:
        self._theme, self._plot, self._painter = figure.theme, plot, painter
        self._text, self._title = _sized(figure.font, _TEXT), _sized(figure.font, _TITLE, bold=True)
        self._entries = list(_legend_rows(plot.series, QFontMetricsF(self._text)))
        rows = 1 + max((row for row, *_ in self._entries), default=-1)
        top = _TOP + rows * _LEGEND_ROW
        self._area = QRectF(_LEFT, top, PLOT.width() - _LEFT - _RIGHT, PLOT.height() - top - _BOTTOM)
        last = max(1, *(len(each.values) - 1 for each in plot.series), *plot.changes)
        self._steps = (0.0, float(last))
        self._low, self._high = self._range()
        main = plot.series[0]
        self._mean_over = None if main.sparse else mean_over(self._scaled(main.values), self._high - self._low)

    def draw(self) -> None:
        painter, theme = self._painter, self._theme
        painter.setFont(self._title)
        painter.setPen(theme.text)
        head = QRectF(_LEFT, 8, PLOT.width() - _LEFT - _RIGHT, _TOP - 12)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._plot.title)
        painter.setFont(self._text)
        if self._mean_over is not None:
            painter.setPen(theme.muted)
            note = QCoreApplication.translate("Figure", "bold: mean of {count}").format(count=self._mean_over)
            painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
        self._draw_legend()
        self._draw_axes()
        self._draw_changes()
        main, *others = self._plot.series
        for each in reversed(others):
            self._draw_curve(each, each.values if each.sparse else self._calmed(each.values))
        if self._mean_over is not None:
            self._draw_curve(main, main.values, faint=True)
        self._draw_curve(main, self._calmed(main.values))
        self._draw_reference()

    def _range(self) -> tuple[float, float]:
        known = np.concatenate([each.values[np.isfinite(each.values)] for each in self._plot.series])
        reference = self._plot.reference
        ends = [float(known.min()), float(known.max())] + ([] if reference is None else [reference[1]])
        low, high = range_of(self._scaled(np.array(ends)))
        if reference is not None:
            line = float(self._scaled(np.array(reference[1])))
            low, high = with_label(low, high, line, self._area.height(), is_above=self._label_is_above)
        return low, high

    @property
    def _label_is_above(self) -> bool:
        """Whether the name of the reference stands above its line: where the first curve does not end."""
        values = self._plot.series[0].values
        last = values[np.isfinite(values)][-1:]
        return self._plot.reference is not None and bool(len(last)) and float(last[0]) <= self._plot.reference[1]

    def _scaled(self, values: np.ndarray) -> np.ndarray:
        return np.log10(values) if self._plot.logarithmic else values

    def _place(self, x: np.ndarray, scaled: np.ndarray) -> np.ndarray:
        """Return where steps and scaled values are, float64 (n, 2) as (x, y)."""
        first, last = self._steps
        across = self._area.left() + (x - first) / (last - first) * self._area.width()
        up = self._area.bottom() - (scaled - self._low) / (self._high - self._low) * self._area.height()
        return np.stack((across, up), axis=-1)

    def _draw_axes(self) -> None:
        painter, theme, area = self._painter, self._theme, self._area
        centre, right = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value, text in _ticks(self._low, self._high, area.height(), logarithmic=self._plot.logarithmic):
            y = area.bottom() - (value - self._low) / (self._high - self._low) * area.height()
            painter.setPen(QPen(theme.hairline, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.muted)
            painter.drawText(QRectF(0, y - 9, _LEFT - 8, 18), right, text)
        first, last = self._steps
        painter.setPen(QPen(theme.muted, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for value, text in _ticks(first, last, area.width(), of_steps=True):
            x = area.left() + (value - first) / (last - first) * area.width()
            painter.setPen(QPen(theme.muted, 1))
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4))
            painter.setPen(theme.muted)
            painter.drawText(QRectF(x - 40, area.bottom() + 5, 80, 16), centre | Qt.AlignmentFlag.AlignTop, text)
        place = QRectF(area.left(), PLOT.height() - 20, area.width(), 16)
        name = QCoreApplication.translate("Figure", "steps done")
        painter.drawText(place, centre | Qt.AlignmentFlag.AlignVCenter, name)

    def _calmed(self, values: np.ndarray) -> np.ndarray:
        return values if self._mean_over is None else running_mean(values, self._mean_over)

    def _draw_curve(self, each: Series, values: np.ndarray, *, faint: bool = False) -> None:
        x, y = np.arange(float(len(values))), values
        if each.sparse:
            x, y = finite_only(x, y)
        x, y = decimate(x, y, _BINS)
        with np.errstate(divide="ignore", invalid="ignore"):
            places = self._place(x, self._scaled(y))
        colour = QColor(each.colour(self._theme))  # a copy, because it is changed below
        if faint:
            colour.setAlphaF(FAINT)
        for piece in _pieces(places):
            if len(piece) == 1:
                self._painter.setPen(Qt.PenStyle.NoPen)
                self._painter.setBrush(colour)
                self._painter.drawEllipse(QPointF(*piece[0]), _DOT, _DOT)
                continue
            self._painter.setPen(_pen(colour, each.dashed, _THIN if faint else _LINE_WIDTH))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawPolyline(QPolygonF([QPointF(*place) for place in piece]))

    def _draw_reference(self) -> None:
        if self._plot.reference is None:
            return
        painter, area = self._painter, self._area
        name, value = self._plot.reference
        ((_, y),) = self._place(np.array([0.0]), self._scaled(np.array([value]))).tolist()
        dashes = QPen(self._theme.muted, 1)
        dashes.setDashPattern([4, 4])
        painter.setPen(dashes)
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        room = QRectF(area.left(), y - 18 if self._label_is_above else y + 2, area.width() - 4, 16)
        painter.setPen(self._theme.muted)
        text = f"{name} {self._plot.write(value)}"
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_changes(self) -> None:
        """Mark at the bottom after which steps something was changed by hand."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.text)
        for step in self._plot.changes:
            ((x, _),) = self._place(np.array([float(step)]), np.array([self._low])).tolist()
            y = self._area.bottom()
            self._painter.drawPolygon(QPolygonF([QPointF(x, y - 7), QPointF(x - 3.5, y), QPointF(x + 3.5, y)]))

    def _draw_legend(self) -> None:
        for row, left, each in self._entries:
            middle = _TOP + (row + 0.5) * _LEGEND_ROW - 3
            self._painter.setPen(_pen(each.colour(self._theme), each.dashed))
            self._painter.drawLine(QPointF(_LEFT + left, middle), QPointF(_LEFT + left + _PIECE, middle))
            self._painter.setPen(self._theme.text)
            room = QRectF(_LEFT + left + _PIECE + _GAP, middle - 9, PLOT.width(), 18)
            self._painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, each.name)


def _sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    result = QFont(font)
    result.setPixelSize(pixels)
    result.setBold(bold)
    return result


def _pen(colour: QColor, dashed: bool, width: float = _LINE_WIDTH) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern(DASHES)
    return pen


def _ticks(
    low: float, high: float, length: float, *, of_steps: bool = False, logarithmic: bool = False
) -> list[tuple[float, str]]:
    """Return where an axis of ``length`` pixels has numbers, and these."""
    spacing = tick_spacing(low, high, length, of_steps=of_steps)
    first, last = math.ceil(low / spacing - 1e-9), math.floor(high / spacing + 1e-9)
    values = [number * spacing for number in range(first, last + 1)]
    return list(zip(values, tick_texts(values, spacing, of_steps=of_steps, logarithmic=logarithmic), strict=True))


def _pieces(places: np.ndarray) -> Iterator[list[list[float]]]:
    """Yield the parts of a curve (n, 2) between places that are not finite."""
    finite = np.isfinite(places).all(axis=1)
    ends = np.flatnonzero(np.diff(np.concatenate([[False], finite, [False]]).astype(int)))
    for begin, end in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
        yield places[begin:end].tolist()


def _legend_rows(series: Sequence[Series], metrics: QFontMetricsF) -> Iterator[tuple[int, float, Series]]:
    """Yield the row, the left end and the curve of each entry, in as many rows as they need."""
    row, left = 0, 0.0
    for each in series:
        if not each.name:
            continue
        width = _PIECE + _GAP + metrics.horizontalAdvance(each.name)
        if left and left + width > PLOT.width() - _LEFT - _RIGHT:
            row, left = row + 1, 0.0
        yield row, left, each
        left += width + _BETWEEN
