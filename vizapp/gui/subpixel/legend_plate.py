"""A small plate on a canvas that explains the marks of an overlay."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from vizapp.gui.canvas.badges import PLATE_TEXT, paint_plate
from vizapp.gui.lab_ui import LegendRow
from vizapp.gui.text_size import plain_font, text_scale
from vizapp.gui.theme import theme_signal
from vizapp.wording.translation import translate

FONT_PIXELS = 11
_ROW = 24
_PADDING = 8.0
_MARK_WIDTH = 26.0


class LegendPlate(QWidget):
    """One row for each mark that is drawn now; hidden where there is none. The mouse goes through to the canvas."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._rows: tuple[LegendRow, ...] = ()
        self._heights: list[int] = []
        self._limit = 0
        self._size = QSize()
        theme_signal().changed.connect(self._take_size)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands beside the marks."""
        return tuple(translate("Overlays", row.text) for row in self._rows)

    def show_rows(self, rows: Sequence[LegendRow]) -> None:
        """Explain these marks."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self.setAccessibleName(" · ".join(self.texts))
        self._take_size()
        self.setVisible(bool(self._rows))
        self.update()

    def limit_width(self, widest: int) -> None:
        """Be at most ``widest`` pixels wide: texts go on in further lines."""
        if widest != self._limit:
            self._limit = widest
            self._take_size()
            self.update()

    def _take_size(self) -> None:
        metrics = QFontMetrics(plain_font(self.font(), FONT_PIXELS))
        beside = round(2 * _PADDING + _MARK_WIDTH + 2)
        widest = max((metrics.horizontalAdvance(text) for text in self.texts), default=0)
        room = min(widest, max(int(self._limit / text_scale()) - beside, 1)) if self._limit else widest
        area = QRect(0, 0, room + 1, 10_000)
        wrapped = [metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, text).height() for text in self.texts]
        self._heights = [max(_ROW, height + _ROW - metrics.height()) for height in wrapped]
        self._size = QSize(beside + room, sum(self._heights) + 2)
        self.resize(self._size * text_scale())

    def unfolded_size(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.scale(text_scale(), text_scale())
        self.paint_unfolded(painter)
        painter.end()

    def paint_unfolded(self, painter: QPainter) -> None:
        painter.setFont(plain_font(self.font(), FONT_PIXELS))
        width, height = self._size.toTuple()
        paint_plate(painter, QRectF(0, 0, width, height))
        top = 1.0
        for row, text, height in zip(self._rows, self.texts, self._heights, strict=True):
            row.draw(painter, QPointF(_PADDING + _MARK_WIDTH / 2 - 4, top + height / 2))
            painter.setPen(PLATE_TEXT)
            left = _PADDING + _MARK_WIDTH
            area = QRectF(left, top, width - left - _PADDING + 1, height)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(area, flags, text)
            top += height
