"""Where the part of the picture begins that training never sees."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from vizapp.gui.canvas.coordinates import Projection, canvas_point, canvas_rect
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.wipe_handle import HANDLE_SIDE
from vizapp.gui.colours import WHITE
from vizapp.gui.text_size import text_font

_FONT_PIXELS = 11
_PAD = 5.0
_GAP = 6.0
"""Screen pixels between a label and the line."""
_BESIDE_WIPE = HANDLE_SIDE / 2 + 2
"""Screen pixels between a label and the line of a wipe, whose handle may stand beside it."""
_PLATE = QColor(0, 0, 0, 150)


class HeldOutLayer(Layer):
    """A dashed line between the columns that train and those held out, both named where there is room."""

    def __init__(self, font: QFont, wipe_x: Callable[[], float | None] = lambda: None) -> None:
        """``wipe_x`` returns where a line between two pictures is, as x in canvas coordinates, or None."""
        super().__init__()
        self._wipe_x = wipe_x
        self._font = QFont(font)
        self._split: tuple[int, int, int] | None = None
        self._taken = QRectF()

    def show(self, held_out_from: int | None, height: int, width: int) -> None:
        """Draw the line left of column ``held_out_from`` of a map of ``height`` × ``width``; None draws nothing."""
        split = None if held_out_from is None else (held_out_from, height, width)
        if split != self._split:
            self._split = split
            self.changed()

    def keep_off(self, taken: QRectF) -> None:
        """Leave a part of the viewport free, which something else covers; none where ``taken`` is empty."""
        if taken != self._taken:
            self._taken = taken
            if self._split is not None:
                self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._split is None:
            return
        column, height, width = self._split
        picture = projection.map_rect(canvas_rect(0, 0, height, width))
        # The left edge of a pixel lies half a pixel before its centre.
        x = projection.map(canvas_point(0, column - 0.5)).x()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen in outlined(WHITE, 3.0, 1.4, style=Qt.PenStyle.DashLine, cap=Qt.PenCapStyle.FlatCap):
            painter.setPen(pen)
            painter.drawLine(QPointF(x, picture.top()), QPointF(x, picture.bottom()))
        painter.setFont(text_font(self._font, _FONT_PIXELS))
        wipe_x = self._wipe_x()
        wipe = None if wipe_x is None else projection.map(QPointF(wipe_x, 0)).x()
        for plate, words in self.plates(x, picture, wipe):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_PLATE)
            painter.drawRoundedRect(plate, 4, 4)
            painter.setPen(WHITE)
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def plates(self, x: float, picture: QRectF, wipe: float | None = None) -> list[tuple[QRectF, str]]:
        """Return where the names stand that there is room for: at the bottom, or at the top where that is taken.

        The line of a ``wipe`` would run through one that it is near to, which goes aside.
        """
        metrics, plates = QFontMetricsF(text_font(self._font, _FONT_PIXELS)), []
        for name, is_right in (
            (QCoreApplication.translate("HeldOut", "trains"), False),
            (QCoreApplication.translate("HeldOut", "held out"), True),
        ):
            for words in (name, name.replace(" ", "\n")):
                lines = words.split("\n")
                across = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _PAD
                down = len(lines) * metrics.height() + 2
                left = x + _GAP if is_right else x - _GAP - across
                plate = QRectF(left, picture.bottom() - _GAP - down, across, down)
                if wipe is not None and plate.left() - _BESIDE_WIPE < wipe < plate.right() + _BESIDE_WIPE:
                    aside = max(plate.left(), wipe + _BESIDE_WIPE)
                    plate.moveLeft(aside if is_right else min(plate.left(), wipe - _BESIDE_WIPE - across))
                if picture.contains(plate):
                    plates.append((plate, words))
                    break
        if any(plate.intersects(self._taken) for plate, _ in plates):
            raised = [(plate.translated(0, picture.top() + _GAP - plate.top()), words) for plate, words in plates]
            if not any(plate.intersects(self._taken) for plate, _ in raised):
                return raised
        return plates
