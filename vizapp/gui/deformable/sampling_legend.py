"""Explains the marks of the sampling points: each as it is drawn, with its name, and the wheel of hues."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from vizapp.gui.canvas.badges import BADGE_MARGIN, PLATE_MUTED, PLATE_TEXT, paint_plate, paint_plate_ring
from vizapp.gui.colours import CENTRE, OUTLINE, direction_colour
from vizapp.gui.deformable.placing import drag_words
from vizapp.gui.lab_ui import DrawMark, LegendRow
from vizapp.gui.settings import Settings
from vizapp.gui.text_size import plain_font, text_scale
from vizapp.gui.theme import theme_signal
from vizapp.session.view import Scope
from vizapp.wording.translation import translate

FOLDED_BELOW = 520
"""On canvases narrower than this, in screen pixels, the legend begins folded: else it would hide the picture."""
_FONT_PIXELS = 11
_ROW = 24
_COLUMN_GAP = 12
_MARK_WIDTH = 30
_PADDING = 9
_HEADER = 24
_BOTTOM = 5
_LEFT_FREE = 60
"""Pixels of the canvas' height that are left to labels and the buttons beside the legend."""
_WHEEL_RADIUS = 7.5
_WHEEL_WIDTH = 4.5


Column = Sequence[tuple[DrawMark, str]]
Columns = Sequence[Column]


class SamplingLegend(QAbstractButton):
    """A plate that a click or the space key folds to its title and unfolds again.

    What the person has chosen is remembered; until then the width of the canvas decides. It is always seen whole:
    where there is no room for its columns side by side they stand below one another, and where there is none for that
    it is folded. It folds, too, while :meth:`make_way` says that it would cover points.
    """

    def __init__(self, canvas: QWidget, settings: Settings, columns: Sequence[Sequence[LegendRow]]) -> None:
        """Show the rows of each of the ``columns``; columns without any are left out."""
        super().__init__(canvas)
        self._canvas = canvas
        self._settings = settings
        self.setObjectName("samplingLegend")
        self.setAccessibleName(self.tr("Legend of the marks"))
        self.setCheckable(True)
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.tr("Fold or unfold the legend"))
        self._text_font = plain_font(self.font(), _FONT_PIXELS)
        self._title = self.tr("Legend")
        self._hue = self.tr("hue = direction from the centre")
        self._columns = _worded(columns)
        self._shown = self._columns
        self._fits = True
        self._makes_way = False
        self._scope: Scope = "unit"
        self._image = QPixmap()
        self._drawn_for: tuple[object, ...] = ()
        self.toggled.connect(self._fold)
        self.clicked.connect(self._remember)
        canvas.installEventFilter(self)
        theme_signal().changed.connect(self._follow_text)
        self._fold()
        self._follow_room()

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands beside the marks."""
        return tuple(text for column in self._columns for _, text in column)

    def sizeHint(self) -> QSize:
        return self._own_size() * text_scale()

    def _own_size(self) -> QSize:
        """Return its size where text has its usual one, in which it is drawn before all of it is scaled."""
        metrics = QFontMetrics(self._text_font)
        if not self.isChecked():
            return QSize(metrics.horizontalAdvance(self._title) + 2 * _PADDING + 16, _HEADER)
        return self._whole_size()

    def whole_size(self) -> QSize:
        """Return its size while it is unfolded, in screen pixels."""
        return self._whole_size() * text_scale()

    def _whole_size(self) -> QSize:
        size = self.unfolded_size().expandedTo(QSize(min(self._hint_width(), self._room.width()), 0))
        return size + QSize(0, self._hint_height(size.width()))

    def _hint_width(self) -> int:
        """Return the width of the longest of the hints, so that nothing jumps when the scope changes."""
        metrics = QFontMetrics(self._text_font)
        return max(metrics.horizontalAdvance(drag_words(scope)) for scope in get_args(Scope)) + 2 * _PADDING

    def _hint_height(self, width: int) -> int:
        """Return the height of as many lines as the longest hint takes in a legend of ``width``."""
        lines = -(-self._hint_width() // max(width, 1))
        if lines > 1:
            lines += 1  # lines end between words
        return _ROW + (lines - 1) * QFontMetrics(self._text_font).lineSpacing()

    @property
    def _room(self) -> QSize:
        """The room that the canvas has, where text has its usual size."""
        return QSize(self._canvas.width() - 2 * BADGE_MARGIN, self._canvas.height() - 2 * BADGE_MARGIN) / text_scale()

    def unfolded_size(self) -> QSize:
        return self._size_of(self._shown)

    def _size_of(self, columns: Columns) -> QSize:
        metrics = QFontMetrics(self._text_font)
        widths = [_MARK_WIDTH + self._text_width(column) for column in columns]
        across = sum(widths) + _COLUMN_GAP * (len(widths) - 1)
        hue = _MARK_WIDTH + metrics.horizontalAdvance(self._hue)
        lines = max(map(len, columns), default=0)
        return QSize(max(across, hue) + 2 * _PADDING, _HEADER + (lines + 1) * _ROW + _BOTTOM)

    @property
    def _lines(self) -> int:
        return max(map(len, self._shown), default=0)

    def _arrange(self) -> None:
        """Have the columns side by side where there is room for that, or below one another."""
        side_by_side = self._columns
        below = [[row for column in self._columns for row in column]] if self._columns else []
        fits_beside = self._size_of(side_by_side).width() <= self._room.width()
        self._shown = side_by_side if fits_beside else below
        size, room = self._whole_size(), self._room
        self._fits = size.width() <= room.width() and size.height() <= room.height() - _LEFT_FREE

    def make_way(self, makes_way: bool) -> None:
        """Be folded for the time that it would cover points, whatever was chosen."""
        if makes_way != self._makes_way:
            self._makes_way = makes_way
            self._follow_room()

    def show_rows(self, columns: Sequence[Sequence[LegendRow]]) -> None:
        """Explain the marks of these rows."""
        before = self.texts
        self._columns = _worded(columns)
        if self.texts != before:
            self._follow_room()
            self._fold()

    def show_scope(self, scope: Scope) -> None:
        """Say what dragging does where ``scope`` is chosen."""
        if scope != self._scope:
            self._scope = scope
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._follow_room()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt asks for it with every frame of the canvas below.
        key = (self.size(), self.devicePixelRatioF(), self.isChecked(), self.hasFocus(), self._scope, self.texts)
        if key != self._drawn_for:
            self._image = self._draw_image()
            self._drawn_for = key
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._image)
        painter.end()

    def paint_unfolded(self, painter: QPainter) -> None:
        self._begin(painter, self.unfolded_size())
        self._paint_rows(painter)

    def _draw_image(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        image = QPixmap(self.size() * ratio)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(text_scale(), text_scale())
        size = self._own_size()
        self._begin(painter, size)
        if self.hasFocus():
            paint_plate_ring(painter, QRectF(0, 0, size.width(), size.height()))
        self._paint_arrow(painter, size.width())
        if self.isChecked():
            self._paint_rows(painter)
            self._paint_hint(painter, size)
        painter.end()
        return image

    def _begin(self, painter: QPainter, size: QSize) -> None:
        """Draw the plate and the title."""
        painter.setFont(self._text_font)
        paint_plate(painter, QRectF(0, 0, size.width(), size.height()))
        painter.setPen(PLATE_MUTED)
        area = QRectF(_PADDING, 0, size.width() - 2 * _PADDING, _HEADER)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._title)

    def _paint_rows(self, painter: QPainter) -> None:
        """Draw the marks with their names, and the wheel of hues."""
        left = _PADDING
        for column in self._shown:
            self._paint_column(painter, column, left)
            left += _MARK_WIDTH + self._text_width(column) + _COLUMN_GAP
        self._paint_wheel(painter)

    def _paint_arrow(self, painter: QPainter, width: int) -> None:
        """Draw the arrow that says what a click does."""
        x, y = width - _PADDING - 4.0, _HEADER / 2
        down = 2.0 if self.isChecked() else -2.0
        painter.setPen(QPen(PLATE_MUTED, 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline([QPointF(x - 4, y - down), QPointF(x, y + down), QPointF(x + 4, y - down)])

    def _paint_column(self, painter: QPainter, column: Column, left: float) -> None:
        for line, (draw, text) in enumerate(column):
            middle = _HEADER + (line + 0.5) * _ROW
            draw(painter, QPointF(left + _MARK_WIDTH / 2 - 5, middle))
            painter.setPen(PLATE_TEXT)
            area = QRectF(left + _MARK_WIDTH, middle - _ROW / 2, self._text_width(column) + 2, _ROW)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_wheel(self, painter: QPainter) -> None:
        middle = _HEADER + (self._lines + 0.5) * _ROW
        centre = QPointF(_PADDING + _MARK_WIDTH / 2 - 5, middle)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(OUTLINE, _WHEEL_WIDTH + 2))
        painter.drawEllipse(centre, _WHEEL_RADIUS, _WHEEL_RADIUS)
        circle = QRectF(centre.x() - _WHEEL_RADIUS, centre.y() - _WHEEL_RADIUS, 2 * _WHEEL_RADIUS, 2 * _WHEEL_RADIUS)
        for degrees in range(0, 360, 10):
            angle = math.radians(degrees)
            painter.setPen(
                QPen(direction_colour(-math.sin(angle), math.cos(angle)), _WHEEL_WIDTH, c=Qt.PenCapStyle.FlatCap)
            )
            painter.drawArc(circle, (degrees - 6) * 16, 12 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(CENTRE)
        painter.drawEllipse(centre, 2.4, 2.4)
        painter.setPen(PLATE_TEXT)
        area = QRectF(_PADDING + _MARK_WIDTH, middle - _ROW / 2, self.unfolded_size().width(), _ROW)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._hue)

    def _paint_hint(self, painter: QPainter, size: QSize) -> None:
        height = self._hint_height(size.width())
        area = QRectF(_PADDING, size.height() - _BOTTOM - height, size.width() - 2 * _PADDING, height)
        painter.setPen(PLATE_MUTED)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, drag_words(self._scope))

    def _text_width(self, column: Column) -> int:
        metrics = QFontMetrics(self._text_font)
        return max((metrics.horizontalAdvance(text) for _, text in column), default=0)

    def _follow_room(self) -> None:
        self._arrange()
        folded = self._settings.legend_folded
        if folded is None:
            folded = self._canvas.width() < FOLDED_BELOW * text_scale()
        self.setChecked(not folded and self._fits and not self._makes_way)
        self._fold()

    def _follow_text(self) -> None:
        self._follow_room()
        self._fold()

    def _remember(self) -> None:
        self._settings.legend_folded = not self.isChecked()

    def _fold(self) -> None:
        if self.size() != self.sizeHint():
            self.resize(self.sizeHint())
        self.update()


def _worded(columns: Sequence[Sequence[LegendRow]]) -> list[list[tuple[DrawMark, str]]]:
    return [[(row.draw, translate("Overlays", row.text)) for row in rows] for rows in columns if rows]
