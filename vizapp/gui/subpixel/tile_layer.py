"""What tells the tiles of the mosaic apart: a tint and a frame in the phase's colour, a label, and gaps."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from vizapp.document.tile_layout import TileLayout, channel_of
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.colours import OUTLINE, phase_colour
from vizapp.gui.subpixel.phase_labels import phase_text, text_colour_on

GAP, GROUP_GAP = 2.0, 8.0
"""Screen pixels between tiles and between groups, in the colour of the canvas; they cover the edges of the tiles."""
_WASH_ALPHA = 46
_FRAME = 2.0
_FONT_PIXELS = 10
_LABEL_HEIGHT = 13.0
TILE_MARGINS = (GROUP_GAP / 2 + _LABEL_HEIGHT, GROUP_GAP / 2 + _FRAME)
"""Screen pixels that gap and label take of a tile at its top, and gap and frame at its bottom."""
_SMALLEST_LABELLED = 34.0


class _MosaicLayer(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._layout: TileLayout | None = None

    def show(self, layout: TileLayout | None) -> None:
        """Draw for this mosaic, or nothing."""
        if layout != self._layout:
            self._layout = layout
            self.changed()


class TileWashes(_MosaicLayer):
    """Tints each tile with its phase's colour; the tile of phase (i, j) stands in row i, column j of its group."""

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._layout is None:
            return
        for _, phase, rect in _tiles(self._layout, projection):
            wash = QColor(phase_colour(phase, self._layout.upscale_factor))
            wash.setAlpha(_WASH_ALPHA)
            painter.fillRect(rect, wash)


class TileFrames(_MosaicLayer):
    """Frames and labels the tiles, and draws the gaps between tiles and between groups."""

    def __init__(self, font: QFont, canvas_colour: QColor) -> None:
        super().__init__()
        self._font = QFont(font)
        self._font.setPixelSize(_FONT_PIXELS)
        self._canvas_colour = canvas_colour

    def set_canvas_colour(self, colour: QColor) -> None:
        self._canvas_colour = colour
        self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        layout = self._layout
        if layout is None:
            return
        self._draw_gaps(painter, projection, layout)
        r = layout.upscale_factor
        painter.setFont(self._font)
        for index, phase, rect in _tiles(layout, projection):
            i, j = divmod(phase, r)
            inner = rect.adjusted(
                (GROUP_GAP if j == 0 else GAP) / 2,
                (GROUP_GAP if i == 0 else GAP) / 2,
                -(GROUP_GAP if j == r - 1 else GAP) / 2,
                -(GROUP_GAP if i == r - 1 else GAP) / 2,
            )
            channel = channel_of(layout.groups[index], phase, layout.channels, r, layout.order)
            self._draw_frame(painter, inner, phase_colour(phase, r))
            self._draw_label(painter, inner, phase_colour(phase, r), phase_text(phase, r), channel)

    def _draw_frame(self, painter: QPainter, inner: QRectF, colour: QColor) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen_colour, width, inset in ((OUTLINE, 1.0, _FRAME + 0.5), (colour, _FRAME, _FRAME / 2)):
            pen = QPen(pen_colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(inner.adjusted(inset, inset, -inset, -inset))

    def _draw_label(self, painter: QPainter, inner: QRectF, colour: QColor, phase: str, channel: int) -> None:
        if min(inner.width(), inner.height()) < _SMALLEST_LABELLED:
            return
        metrics = QFontMetricsF(self._font)
        short, full = phase, f"{phase}  ·  {channel}"
        text = full if metrics.horizontalAdvance(full) + 10 <= inner.width() else short
        width = metrics.horizontalAdvance(text) + 10
        plate = QRectF(inner.left(), inner.top(), width, _LABEL_HEIGHT)
        painter.fillRect(plate, colour)
        painter.setPen(text_colour_on(colour))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_gaps(self, painter: QPainter, projection: Projection, layout: TileLayout) -> None:
        r = layout.upscale_factor
        height, width = layout.mosaic_size
        area = projection.map_rect(canvas_rect(0, 0, height, width))
        for along, count, size in ((0, layout.group_columns, layout.width), (1, layout.group_rows, layout.height)):
            for line in range(count * r + 1):
                gap = GROUP_GAP if line % r == 0 else GAP
                place = line * size * projection.scale - gap / 2
                band = (
                    QRectF(area.left() + place, area.top(), gap, area.height())
                    if along == 0
                    else QRectF(area.left(), area.top() + place, area.width(), gap)
                )
                painter.fillRect(band, self._canvas_colour)
        # The last row of groups need not be full.
        for index in range(len(layout.groups), layout.group_rows * layout.group_columns):
            empty = canvas_rect(*layout.tile_origin(index, 0), r * layout.height, r * layout.width)
            painter.fillRect(projection.map_rect(empty), self._canvas_colour)


def _tiles(layout: TileLayout, projection: Projection) -> Iterator[tuple[int, int, QRectF]]:
    """Yield the tiles in view: index of the group, phase, rectangle on the screen."""
    viewport = QRectF(0, 0, projection.width, projection.height)
    for index in range(len(layout.groups)):
        for phase in range(layout.upscale_factor**2):
            rect = projection.map_rect(canvas_rect(*layout.tile_origin(index, phase), layout.height, layout.width))
            if rect.intersects(viewport):
                yield index, phase, rect
