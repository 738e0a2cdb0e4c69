"""The phase lattice of the enlarged map: each sub-pixel in the colour of the tile that it comes from."""

from __future__ import annotations

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.kept_shapes import keeps_shapes
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.colours import phase_colour

FADE_FROM, FADE_TO = 6.0, 14.0
"""Screen pixels a sub-pixel at which the lattice begins to be seen, and at which it is seen in full."""
FRAMES_FROM = 25.0
"""Screen pixels a sub-pixel from which only its edge has the colour: numbers stand on the pixels' own colours."""
_ALPHA, _FRAME_ALPHA = 50, 190
_FRAME_PARTS = 12
"""How many times its edge a framed sub-pixel is wide."""
_LINE_DARK = QColor(0, 0, 0, 120)
_LINE_LIGHT = QColor(255, 255, 255, 120)


class LatticeLayer(Layer):
    """A brush of r × r sub-pixels, repeated over the map, and hairlines between low-resolution pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._factor = 1
        self._phases: tuple[int, ...] = ()
        self._size = (0, 0)

    def show(self, upscale_factor: int, phases: tuple[int, ...], height: int, width: int) -> None:
        """Draw for a map of ``height`` × ``width`` where the channel of ``phases[p]`` lands at phase p."""
        if (upscale_factor, phases, (height, width)) != (self._factor, self._phases, self._size):
            self._factor, self._phases, self._size = upscale_factor, phases, (height, width)
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        strength = min((projection.scale - FADE_FROM) / (FADE_TO - FADE_FROM), 1.0)
        top, left, height, width = projection.visible_pixels(*self._size)
        if strength <= 0 or not self._phases or not height or not width:
            return
        framed = projection.scale >= FRAMES_FROM
        if keeps_shapes(painter):
            self._draw_shapes(painter, projection, strength, framed, (top, left, height, width))
            self._draw_lines(painter, projection, strength, (top, left, height, width))
            return
        brush = QBrush(self._framed_tile() if framed else self._tile(strength))
        corner = projection.map_rect(canvas_rect(0, 0, 1, 1)).topLeft()
        texel = projection.scale / (_FRAME_PARTS if framed else 1)
        brush.setTransform(QTransform(texel, 0, 0, texel, corner.x(), corner.y()))
        painter.fillRect(projection.map_rect(canvas_rect(top, left, height, width)), brush)
        self._draw_lines(painter, projection, strength, (top, left, height, width))

    def _draw_shapes(
        self,
        painter: QPainter,
        projection: Projection,
        strength: float,
        framed: bool,
        visible: tuple[int, int, int, int],
    ) -> None:
        """Draw the sub-pixels of each phase as one shape, where a pattern would be made of pixels."""
        top, left, height, width = visible
        r = self._factor
        for landing, phase in enumerate(self._phases):
            shape = QPainterPath()
            i, j = divmod(landing, r)
            for row in range(top + (i - top) % r, top + height, r):
                for column in range(left + (j - left) % r, left + width, r):
                    square = projection.map_rect(canvas_rect(row, column, 1, 1))
                    shape.addRect(square)
                    if framed:
                        rim = projection.scale / _FRAME_PARTS
                        shape.addRect(square.adjusted(rim, rim, -rim, -rim))
            colour = QColor(phase_colour(phase, r))
            colour.setAlpha(_FRAME_ALPHA if framed else round(_ALPHA * strength))
            painter.fillPath(shape, colour)

    def _draw_lines(
        self, painter: QPainter, projection: Projection, strength: float, visible: tuple[int, int, int, int]
    ) -> None:
        top, left, height, width = visible
        area = projection.map_rect(canvas_rect(top, left, height, width))
        origin = projection.map_rect(canvas_rect(0, 0, 1, 1)).topLeft()
        step = self._factor * projection.scale
        rows = range(-(-top // self._factor), (top + height) // self._factor + 1)
        columns = range(-(-left // self._factor), (left + width) // self._factor + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for base, shift in ((_LINE_DARK, 0.5), (_LINE_LIGHT, -0.5)):
            colour = QColor(base)
            colour.setAlphaF(base.alphaF() * strength)
            painter.setPen(QPen(colour, 1))
            painter.drawLines(
                [QLineF(area.left(), y, area.right(), y) for y in (origin.y() + row * step + shift for row in rows)]
                + [
                    QLineF(x, area.top(), x, area.bottom())
                    for x in (origin.x() + column * step + shift for column in columns)
                ]
            )

    def _tile(self, strength: float) -> QImage:
        r = self._factor
        image = QImage(r, r, QImage.Format.Format_ARGB32_Premultiplied)
        for landing, phase in enumerate(self._phases):
            colour = QColor(phase_colour(phase, r))
            colour.setAlpha(round(_ALPHA * strength))
            image.setPixelColor(landing % r, landing // r, colour)
        return image

    def _framed_tile(self) -> QImage:
        """Return r × r sub-pixels that are coloured along their edges and transparent within."""
        side = _FRAME_PARTS
        image = QImage(self._factor * side, self._factor * side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for landing, phase in enumerate(self._phases):
            colour = QColor(phase_colour(phase, self._factor))
            colour.setAlpha(_FRAME_ALPHA)
            left, top = landing % self._factor * side, landing // self._factor * side
            painter.fillRect(left, top, side, side, colour)
            painter.fillRect(left + 1, top + 1, side - 2, side - 2, Qt.GlobalColor.transparent)
        painter.end()
        return image
