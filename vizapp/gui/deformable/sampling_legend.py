"""Explains the marks of the sampling points: each as it is drawn, with its name, and the wheel of hues."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from vizapp.gui.canvas.badges import PLATE_MUTED, PLATE_TEXT, paint_plate
from vizapp.gui.colours import CENTRE, OUTLINE, direction_colour
from vizapp.gui.deformable.placing import drag_words
from vizapp.gui.lab_ui import DrawMark, LegendRow
from vizapp.gui.settings import Settings
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
_WHEEL_RADIUS = 7.5
_WHEEL_WIDTH = 4.5


class SamplingLegend(QAbstractButton):
    """A plate that a click or the space key folds to its title and unfolds again.

    What the person has chosen is remembered; until then the width of the canvas decides.
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
        font = self.font()
        font.setPixelSize(_FONT_PIXELS)
        self.setFont(font)
        self._title = self.tr("Legend")
        self._hue = self.tr("hue = direction from the centre")
        self._columns = _worded(columns)
        self._scope: Scope = "unit"
        self._image = QPixmap()
        self._drawn_for: tuple[object, ...] = ()
        self.toggled.connect(self._fold)
        self.clicked.connect(self._remember)
        canvas.installEventFilter(self)
        self._fold()
        self._follow_room()

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands beside the marks."""
        return tuple(text for column in self._columns for _, text in column)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        if not self.isChecked():
            return QSize(metrics.horizontalAdvance(self._title) + 2 * _PADDING + 16, _HEADER)
        # As wide as the longer of the hints, so that it does not jump when the scope changes.
        hint = max(metrics.horizontalAdvance(drag_words(scope)) for scope in get_args(Scope))
        return self.unfolded_size().expandedTo(QSize(hint + 2 * _PADDING, 0)) + QSize(0, _ROW)

    def unfolded_size(self) -> QSize:
        metrics = QFontMetrics(self.font())
        widths = [_MARK_WIDTH + self._text_width(column) for column in range(len(self._columns))]
        columns = sum(widths) + _COLUMN_GAP * (len(widths) - 1)
        hue = _MARK_WIDTH + metrics.horizontalAdvance(self._hue)
        return QSize(max(columns, hue) + 2 * _PADDING, _HEADER + (self._lines + 1) * _ROW + _BOTTOM)

    @property
    def _lines(self) -> int:
        return max(map(len, self._columns), default=0)

    def show_rows(self, columns: Sequence[Sequence[LegendRow]]) -> None:
        """Explain the marks of these rows."""
        before = self.texts
        self._columns = _worded(columns)
        if self.texts != before:
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
        self._begin(painter, self.size())
        if self.hasFocus():
            painter.setPen(QPen(PLATE_TEXT, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._paint_arrow(painter)
        if self.isChecked():
            self._paint_rows(painter)
            self._paint_hint(painter)
        painter.end()
        return image

    def _begin(self, painter: QPainter, size: QSize) -> None:
        """Draw the plate and the title."""
        painter.setFont(self.font())
        paint_plate(painter, QRectF(0, 0, size.width(), size.height()))
        painter.setPen(PLATE_MUTED)
        area = QRectF(_PADDING, 0, size.width() - 2 * _PADDING, _HEADER)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._title)

    def _paint_rows(self, painter: QPainter) -> None:
        """Draw the marks with their names, and the wheel of hues."""
        left = _PADDING
        for column in range(len(self._columns)):
            self._paint_column(painter, column, left)
            left += _MARK_WIDTH + self._text_width(column) + _COLUMN_GAP
        self._paint_wheel(painter)

    def _paint_arrow(self, painter: QPainter) -> None:
        """Draw the arrow that says what a click does."""
        x, y = self.width() - _PADDING - 4.0, _HEADER / 2
        down = 2.0 if self.isChecked() else -2.0
        painter.setPen(QPen(PLATE_MUTED, 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline([QPointF(x - 4, y - down), QPointF(x, y + down), QPointF(x + 4, y - down)])

    def _paint_column(self, painter: QPainter, column: int, left: float) -> None:
        for line, (draw, text) in enumerate(self._columns[column]):
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

    def _paint_hint(self, painter: QPainter) -> None:
        area = QRectF(_PADDING, self.height() - _BOTTOM - _ROW, self.width() - 2 * _PADDING, _ROW)
        painter.setPen(PLATE_MUTED)
        words = drag_words(self._scope)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _text_width(self, column: int) -> int:
        metrics = QFontMetrics(self.font())
        return max((metrics.horizontalAdvance(text) for _, text in self._columns[column]), default=0)

    def _follow_room(self) -> None:
        folded = self._settings.legend_folded
        if folded is None:
            folded = self._canvas.width() < FOLDED_BELOW
        self.setChecked(not folded)

    def _remember(self) -> None:
        self._settings.legend_folded = not self.isChecked()

    def _fold(self) -> None:
        self.resize(self.sizeHint())
        self.update()


def _worded(columns: Sequence[Sequence[LegendRow]]) -> list[list[tuple[DrawMark, str]]]:
    return [[(row.draw, translate("Overlays", row.text)) for row in rows] for rows in columns if rows]
