"""A lens on a canvas: a square that shows what is under its middle enlarged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from vizapp.gui.canvas.coordinates import Projection, canvas_point, canvas_rect, pixel_at
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.kept_shapes import ground_of
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.things import Thing
from vizapp.gui.colours import OUTLINE, WHITE
from vizapp.gui.theme import current_theme

LARGEST_SIDE, SHARE_OF_SIDE = 190.0, 0.45
"""The lens' side in screen pixels: at most, and of the shorter side of a small canvas."""
GAIN, LEAST_GAIN = 4.0, 1.5
"""How much more a lens enlarges than its canvas, and how much more at least."""
FEWEST_PIXELS = 7.0
"""So many pixels a lens has across, unless the canvas itself shows hardly more."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What is looked at: the position (y, x) of a map, and how many pixels of it a lens has across."""

    y: float
    x: float
    across: float


def lens_side(seen: Projection) -> float:
    """Return the side of a lens, in screen pixels, on a canvas that shows this."""
    return round(min(LARGEST_SIDE, SHARE_OF_SIDE * min(seen.width, seen.height)))


def pixels_across(seen: Projection) -> float:
    """Return how many pixels a lens has across on a canvas that shows this."""
    side = lens_side(seen)
    return min(max(side / (GAIN * seen.scale), FEWEST_PIXELS), side / (LEAST_GAIN * seen.scale))


class Lens(Overlay):
    """Draws its canvas' picture enlarged around a spot, and leaves the mouse to what lies below it.

    It is centred on the spot, or as near to it as the edges of the canvas allow.
    """

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=30)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setObjectName(f"{canvas.objectName()}Lens")
        self._spot: Spot | None = None
        self._is_parked = False
        self.setVisible(False)

    @property
    def spot(self) -> Spot | None:
        """What is enlarged, on the canvas' own map; None where nothing is."""
        return self._spot

    def show_spot(self, spot: Spot | None, is_parked: bool) -> None:
        """Enlarge ``spot``, or nothing; a lens that is parked has another frame."""
        if (spot, is_parked) != (self._spot, self._is_parked):
            self._spot, self._is_parked = spot, is_parked
            self.update()

    def inset(self) -> QRectF | None:
        """Return the square of the viewport that the lens covers; None without a spot."""
        if self._spot is None:
            return None
        seen = self.projection
        side = lens_side(seen)
        middle = seen.to_screen(self._spot.y, self._spot.x)
        left = min(max(middle.x() - side / 2, 2.0), max(seen.width - side - 2.0, 2.0))
        top = min(max(middle.y() - side / 2, 2.0), max(seen.height - side - 2.0, 2.0))
        return QRectF(round(left), round(top), side, side)

    def things(self) -> Sequence[Thing]:
        spot, inset = self._spot, self.inset()
        if spot is None or inset is None:
            return ()
        y, x = pixel_at(spot.y, spot.x)
        words = self.tr("around y {y}, x {x}").format(y=y, x=x)
        return (Thing("lens", self.tr("magnifier"), words, inset, has_keys=self._is_parked),)

    def draw(self, painter: QPainter, projection: Projection) -> None:
        spot, inset = self._spot, self.inset()
        if spot is None or inset is None:
            return
        scale = inset.width() / spot.across
        corner = canvas_point(spot.y, spot.x) - QPointF(spot.across / 2, spot.across / 2)
        enlarged = Projection(scale, corner.x(), corner.y(), inset.width(), inset.height())
        painter.save()
        painter.translate(inset.topLeft())
        painter.setClipRect(QRectF(0, 0, inset.width(), inset.height()), Qt.ClipOperation.IntersectClip)
        painter.fillRect(QRectF(0, 0, inset.width(), inset.height()), ground_of(painter, current_theme().canvas))
        self.canvas.draw_map(painter, enlarged)
        line = self.canvas.split_x()
        if line is not None:
            x = enlarged.map(QPointF(line, 0)).x()
            for pen in outlined(WHITE, 2.6, 1.0, cap=Qt.PenCapStyle.FlatCap):
                painter.setPen(pen)
                painter.drawLine(QPointF(x, 0), QPointF(x, inset.height()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pixel = enlarged.map_rect(canvas_rect(*pixel_at(spot.y, spot.x), 1, 1))
        for pen in outlined(WHITE, 3.0, 1.2, join=Qt.PenJoinStyle.MiterJoin):
            painter.setPen(pen)
            painter.drawRect(pixel)
        painter.restore()
        style = Qt.PenStyle.SolidLine if self._is_parked else Qt.PenStyle.DotLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(OUTLINE, 4.0), QPen(WHITE, 1.6, style)):
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(inset)
