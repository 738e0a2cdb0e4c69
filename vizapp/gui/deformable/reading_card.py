"""One reading of an offset map, chosen by a click: its field in small, and how it moves the kernel on average."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import direction_colour, mix
from vizapp.gui.deformable.field_colours import field_image, scale_for
from vizapp.gui.theme import RADIUS, SPACING, current_theme, theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.offset_maps.layouts import Layout
from vizapp.sources.brought import FoundReading
from vizapp.wording.offset_readings import layout_name

CARD_WIDTH = 118
_FIELD_HEIGHT, _KERNEL_HEIGHT = 84, 84
_NAME_LINES = 2
_POINT = 3.2


class ReadingCard(QAbstractButton):
    """Shows a reading; checked while it is the chosen one."""

    def __init__(
        self, reading: FoundReading, geometry: ConvGeometry, reach: float, *, badge: str, parent: QWidget
    ) -> None:
        """Draw the field of ``reading`` on a scale of ``reach`` input pixels, which all readings share.

        ``badge`` says why it comes first; "" for the others.
        """
        super().__init__(parent)
        self.reading = reading
        self._geometry = geometry
        self._badge = badge
        self._image: QImage = field_image(reading.field_yx, scale_for(reach))
        self.setObjectName(f"reading-{reading.layout}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(layout_name(reading.layout))
        self.setAccessibleName(", ".join(filter(None, (self.text(), badge))))
        self.setToolTip(
            plain_tooltip(
                _tr(
                    "Above the offsets of all units, averaged over the taps: hue is the direction. Below where the "
                    "taps read on average: from the rigid grid to the points."
                )
            )
        )
        theme_signal().changed.connect(self.update)

    @property
    def layout_read(self) -> Layout:
        """The layout of the reading."""
        return self.reading.layout

    def sizeHint(self) -> QSize:
        badge = _NAME_LINES * self.fontMetrics().lineSpacing()
        return QSize(CARD_WIDTH, _FIELD_HEIGHT + _KERNEL_HEIGHT + self._name_height() + badge + 7 * SPACING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _name_height(self) -> int:
        """Return the height of the lines of a name: those with Chinese characters are higher than the font's own."""
        lines = "\n".join([f"{self.text()[:1]}y"] * _NAME_LINES)
        return self.fontMetrics().boundingRect(QRect(0, 0, 1000, 1000), Qt.AlignmentFlag.AlignLeft, lines).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, inner = current_theme(), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        edge = theme.accent if chosen or self.hasFocus() else theme.hairline
        painter.setPen(QPen(edge, 2.0 if chosen or self.hasFocus() else 1.0))
        painter.setBrush(mix(theme.raised, theme.accent, 0.16) if chosen else theme.raised)
        painter.drawRoundedRect(inner, RADIUS, RADIUS)
        room = inner.adjusted(2 * SPACING, 2 * SPACING, -2 * SPACING, -2 * SPACING)
        line = self.fontMetrics().lineSpacing()
        painter.setPen(theme.text)
        name = QRectF(room.left(), room.top(), room.width(), self._name_height() + SPACING)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(name, int(flags), self.text())
        top = name.bottom() + SPACING
        field = QRectF(room.left(), top, room.width(), _FIELD_HEIGHT)
        self._draw_field(painter, field)
        self._draw_kernel(painter, QRectF(room.left(), field.bottom() + SPACING, room.width(), _KERNEL_HEIGHT))
        if self._badge:
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(theme.readable(theme.good))
            rest = QRectF(room.left(), room.bottom() - line, room.width(), line)
            painter.drawText(rest, Qt.AlignmentFlag.AlignCenter, self._badge)
        painter.end()

    def _draw_field(self, painter: QPainter, room: QRectF) -> None:
        size = self._image.size()
        scale = min(room.width() / size.width(), room.height() / size.height())
        shown = QRectF(0, 0, size.width() * scale, size.height() * scale)
        shown.moveCenter(room.center())
        painter.drawImage(shown, self._image)
        painter.setPen(QPen(current_theme().hairline, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(shown)

    def _draw_kernel(self, painter: QPainter, room: QRectF) -> None:
        """Draw where each tap reads on average, as an arrow from its rigid place."""
        dilation = np.array(self._geometry.dilation, float)
        rigid = np.array([self._geometry.tap_direction(tap) for tap in range(self._geometry.taps)]) * dilation
        points = rigid + self.reading.constellation_yx
        reach = max(float(np.abs(np.vstack((rigid, points))).max()), 1.0) + 0.5
        scale = min(room.width(), room.height()) / (2 * reach)
        middle = room.center()
        for (y, x), (py, px) in zip(rigid.tolist(), points.tolist(), strict=True):
            start = middle + QPointF(x, y) * scale
            end = middle + QPointF(px, py) * scale
            colour = direction_colour(py - y, px - x) if math.hypot(py - y, px - x) > 1e-6 else QColor("white")
            for pen in outlined(colour, 2.6, 1.2):
                painter.setPen(pen)
                painter.drawLine(start, end)
            painter.setPen(QPen(QColor(0, 0, 0, 200), 1.2))
            painter.setBrush(colour)
            painter.drawEllipse(end, _POINT, _POINT)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReadingCard", text)
