"""What lies at rest in the loupe and around it: its ground and round corners, and the lines that lead to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.kept_shapes import ground_of, keeps_shapes
from vizapp.gui.canvas.overlay import Layer, Overlay
from vizapp.gui.canvas.stamps import draw_stamp
from vizapp.gui.points.loupe_geometry import Lens, leaders

LENS_CORNER = 8.0
"""Screen pixels of the loupe's round corners."""
_DARK = QColor(0, 0, 0, 130)
_BRIGHT = QColor(255, 255, 255, 225)
_FAINT = QColor(255, 255, 255, 175)


class Leaders(Overlay):
    """Frames what is magnified, with two lines from there to the loupe; lies below all marks and takes no mouse.

    No layer: it moves with the probe, and a layer that changes has the whole picture drawn again.
    """

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=4)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._lens: Lens | None = None

    def show_lens(self, lens: Lens | None) -> None:
        """Draw for this loupe, or nothing."""
        if lens != self._lens:
            self._lens = lens
            self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._lens is None:
            return
        magnified = projection.map_rect(self._lens.area)
        # The lines end on the round corners, which lie within the square ones.
        within = LENS_CORNER * (1 - 0.5**0.5)
        lines = leaders(magnified, self._lens.inset.adjusted(within, within, -within, -within))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_DARK, 2.6), (_FAINT, 1.0)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(magnified)
            for start, end in lines:
                painter.drawLine(start, end)


class Ground(Layer):
    """The colour that is seen beside the picture."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._colour = colour

    def set_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        painter.fillRect(QRectF(0, 0, projection.width, projection.height), ground_of(painter, self._colour))


class RoundCorners(Layer):
    """Clears what lies outside the round corners; a layer does that once, a clip would do it with every frame.

    In a figure there is nothing to clear of what shapes have left: there they are clipped.
    """

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if keeps_shapes(painter):
            return
        area = QRectF(0, 0, projection.width, projection.height)
        path = QPainterPath()
        path.addRect(area)
        path.addRoundedRect(area, LENS_CORNER, LENS_CORNER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillPath(path, Qt.GlobalColor.black)


def draw_frame(painter: QPainter, inset: QRectF) -> None:
    """Draw the frame around the loupe, a square: a bright line, and a dark one around that."""
    side = inset.width()
    draw_stamp(painter, inset.center(), ("loupe frame", side), side / 2 + 1, partial(_draw_frame, side=side))


def _draw_frame(painter: QPainter, centre: QPointF, side: float) -> None:
    inset = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, out in ((_DARK, 0.5), (_BRIGHT, -0.5)):
        painter.setPen(QPen(colour, 1.0))
        painter.drawRoundedRect(inset.adjusted(-out, -out, out, out), LENS_CORNER + out, LENS_CORNER + out)
