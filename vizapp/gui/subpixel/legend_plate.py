"""A small plate on a canvas that explains the marks of an overlay."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from vizapp.gui.canvas.badges import PLATE_TEXT, paint_plate
from vizapp.gui.lab_ui import LegendRow
from vizapp.wording.translation import translate

_FONT_PIXELS = 11
_ROW = 24
_PADDING = 8.0
_MARK_WIDTH = 26.0


class LegendPlate(QWidget):
    """One row for each mark that is drawn now; hidden where there is none. The mouse goes through to the canvas."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        font = self.font()
        font.setPixelSize(_FONT_PIXELS)
        self.setFont(font)
        self._rows: tuple[LegendRow, ...] = ()
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
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(text) for text in self.texts), default=0)
        self.resize(round(2 * _PADDING + _MARK_WIDTH + widest + 2), _ROW * len(self._rows) + 2)
        self.setVisible(bool(self._rows))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_plate(painter, QRectF(self.rect()))
        for line, (row, text) in enumerate(zip(self._rows, self.texts, strict=True)):
            middle = 1 + (line + 0.5) * _ROW
            row.draw(painter, QPointF(_PADDING + _MARK_WIDTH / 2 - 4, middle))
            painter.setPen(PLATE_TEXT)
            area = QRectF(_PADDING + _MARK_WIDTH, middle - _ROW / 2, self.width(), _ROW)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
