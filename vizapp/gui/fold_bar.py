"""What is left of a folded panel: a thin bar with its title, and as much as fits of what it has to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vizapp.gui.text_size import sized, text_pixels
from vizapp.gui.theme import SPACING, Theme, current_theme, icon, theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import tabular
from vizapp.wording.columns import display_width

FOLD_WIDTH, FOLD_HEIGHT = 22, 26
"""Of a bar at the side of the window, and of one above or below."""
_ICON = 14
_CURVE = QSize(88, 18)
_FRONT_WIDTH, _BEHIND_WIDTH = 1.4, 1.0
"""Of the curve that has led to a number, and of those that it is compared with."""
_GAP = 2 * SPACING
_BETWEEN = 6 * SPACING
_TITLE_PIXELS = 12


@dataclass(frozen=True, slots=True, eq=False)
class SummaryCurve:
    """A small curve.

    Attributes:
        x: float64 (n,), 0 at the left and 1 at the right.
        heights: float64 (n,), 0 at the bottom and 1 at the top; NaN is a gap.
        colour: what it is drawn in.
    """

    x: np.ndarray
    heights: np.ndarray
    colour: Callable[[Theme], QColor]


@dataclass(frozen=True, slots=True, eq=False)
class SummaryItem:
    """A number in a bar, with the curve that has led to it.

    Attributes:
        title: its name.
        value: as it is written.
        live: whether it is of the picture on show; otherwise it is greyed.
        curves: where it has stood over the steps, in front of what it is compared with: the last of them; none
            where it has no course.
    """

    title: str
    value: str
    live: bool
    curves: tuple[SummaryCurve, ...]


class FoldBar(QAbstractButton):
    """A button along one edge of the window that unfolds a panel."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._area = Qt.DockWidgetArea.LeftDockWidgetArea
        self._items: tuple[SummaryItem, ...] = ()
        self._sentence = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say()
        theme_signal().changed.connect(self._restyle)

    @property
    def items(self) -> tuple[SummaryItem, ...]:
        return self._items

    @property
    def is_upright(self) -> bool:
        """Whether it stands at a side of the window, with its title turned."""
        return self._area in (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)

    def set_area(self, area: Qt.DockWidgetArea) -> None:
        """Lie along this edge of the window."""
        self._area = area
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(*((fixed, free) if self.is_upright else (free, fixed)))
        self.updateGeometry()
        self.update()

    def show_summary(self, items: Sequence[SummaryItem], sentence: str = "") -> None:
        """Show numbers, from the left as far as there is room; ``sentence`` where there is none."""
        self._items, self._sentence = tuple(items), sentence
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sized(FOLD_WIDTH), 120) if self.is_upright else QSize(240, sized(FOLD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(sized(FOLD_WIDTH), 40) if self.is_upright else QSize(80, sized(FOLD_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.raised)
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if self.is_upright:
            self._paint_upright(painter, theme)
        else:
            self._paint_level(painter, theme)

    def _paint_upright(self, painter: QPainter, theme: Theme) -> None:
        name = "chevron-right" if self._area == Qt.DockWidgetArea.LeftDockWidgetArea else "chevron-left"
        middle = self.width() / 2
        icon(name).paint(painter, QRect(round(middle - _ICON / 2), 2 * SPACING, _ICON, _ICON))
        painter.setFont(_title_font(self.font()))
        painter.setPen(theme.muted)
        if display_width(self._title) > len(self._title):  # Chinese is written downwards as it stands
            self._paint_downwards(painter, 4 * SPACING + _ICON)
            return
        length = QFontMetrics(painter.font()).horizontalAdvance(self._title) + SPACING
        painter.translate(middle, 4 * SPACING + _ICON)
        painter.rotate(90)
        box = QRectF(0, -self.width() / 2, length, self.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._title)

    def _paint_downwards(self, painter: QPainter, top: int) -> None:
        line = QFontMetrics(painter.font()).height()
        for number, character in enumerate(self._title):
            place = QRect(0, top + number * line, self.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, character)

    def _paint_level(self, painter: QPainter, theme: Theme) -> None:
        name = "chevron-up" if self._area == Qt.DockWidgetArea.BottomDockWidgetArea else "chevron"
        icon(name).paint(painter, QRect(2 * SPACING, (self.height() - _ICON) // 2, _ICON, _ICON))
        left = 3 * SPACING + _ICON
        left = self._paint_text(painter, left, self._title, _title_font(self.font()), theme.muted) + _BETWEEN
        if not self._items:
            self._paint_text(painter, left, self._sentence, self.font(), theme.muted)
            return
        value_font = tabular(self.font(), bold=True)
        for item in self._items:
            title, value = (
                QFontMetrics(font).horizontalAdvance(text)
                for font, text in ((self.font(), item.title), (value_font, item.value))
            )
            if left + title + _GAP + value > self.width() - _GAP:
                break  # a number that is cut off would read as another
            left = self._paint_text(painter, left, item.title, self.font(), theme.muted) + _GAP
            ink = theme.text if item.live else theme.muted
            left = self._paint_text(painter, left, item.value, value_font, ink) + _GAP
            if not item.curves:
                left += _BETWEEN - _GAP
                continue
            if left + sized(_CURVE.width()) > self.width() - _GAP:
                break
            width, height = sized(_CURVE.width()), sized(_CURVE.height())
            _paint_curves(painter, QRectF(left, (self.height() - height) / 2, width, height), item, theme)
            left += width + _BETWEEN

    def _paint_text(self, painter: QPainter, left: int, text: str, font: QFont, colour: QColor) -> int:
        """Draw a text from ``left`` on and return where it ends."""
        painter.setFont(font)
        painter.setPen(colour)
        width = QFontMetrics(font).horizontalAdvance(text)
        painter.drawText(QRect(left, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return left + width

    def _say(self) -> None:
        """Name the bar for screen readers, with its numbers, and say what a click does."""
        numbers = ", ".join(f"{item.title} {item.value}" for item in self._items) or self._sentence
        self.setAccessibleName(self.tr("Unfold the panel {title}").format(title=self._title))
        self.setAccessibleDescription(numbers)
        self.setToolTip(
            plain_tooltip("\n".join(filter(None, (self.tr("Unfold this panel"), numbers.replace(", ", "\n")))))
        )

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _title_font(font: QFont) -> QFont:
    result = QFont(font)
    result.setPixelSize(text_pixels(_TITLE_PIXELS))
    return result


def _paint_curves(painter: QPainter, box: QRectF, item: SummaryItem, theme: Theme) -> None:
    painter.setPen(QPen(theme.hairline, 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    for curve in item.curves:
        width = _FRONT_WIDTH if curve is item.curves[-1] else _BEHIND_WIDTH
        painter.setPen(QPen(QColor(curve.colour(theme)), width))
        x = box.left() + curve.x * box.width()
        y = box.bottom() - curve.heights * box.height()
        for part in np.split(np.arange(len(x)), np.flatnonzero(~np.isfinite(y))):
            places = [QPointF(x[place], y[place]) for place in part if np.isfinite(y[place])]
            if len(places) > 1:
                painter.drawPolyline(QPolygonF(places))
