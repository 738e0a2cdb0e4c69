"""What tells the tiles of the mosaic apart: a tint and a frame in the phase's colour, a label, and gaps."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from vizapp.document.tile_layout import TileLayout, channel_of
from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.kept_shapes import ground_of
from vizapp.gui.canvas.number_room import Covers
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.colours import OUTLINE, phase_colour
from vizapp.gui.subpixel.phase_labels import UNKNOWN_ORIGIN, phase_text, text_colour_on
from vizapp.gui.text_size import LEAST_PIXELS, text_pixels

GAP, GROUP_GAP = 2.0, 8.0
"""Most screen pixels between tiles and between groups, in the colour of the canvas; they cover the edges of the
tiles."""
_GAP_SHARE = 0.1
"""The most that all that covers its edges may take of a tile's side: a small tile is not all frame."""
_WASH_ALPHA = 46
WASH_UNTIL, WASH_GONE = 12.0, 24.0
"""Screen pixels a pixel from which the tint fades, and at which it is gone: numbers stand on the pixels' own
colours."""
_FRAME = 2.0
_FRAME_AND_OUTLINE = 1.5
"""How many times the width of a frame it takes with the dark line inside it."""
_FONT_PIXELS = (LEAST_PIXELS, 13)
"""The font of a label, in screen pixels, on the smallest tile that has one and on a large one."""
_LARGE_TILE = 320.0
_LABEL_PADDING = 3.0
_SMALLEST_LABELLED = 30.0
_PICK_REACH = 4.0
"""Screen pixels by which the frame of a small picked pixel sticks out of it."""


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
    """Tints each tile with its phase's colour; the tile of phase (i, j) stands in row i, column j of its group.

    The tint fades where the pixels are large enough to be looked at one by one.
    """

    def draw(self, painter: QPainter, projection: Projection) -> None:
        strength = min((WASH_GONE - projection.scale) / (WASH_GONE - WASH_UNTIL), 1.0)
        if self._layout is None or strength <= 0:
            return
        for _, phase, rect in _tiles(self._layout, projection):
            wash = QColor(phase_colour(phase, self._layout.upscale_factor))
            wash.setAlpha(round(_WASH_ALPHA * strength))
            painter.fillRect(rect, wash)


class _Label(NamedTuple):
    """A tile's label: its text and font, and the rectangle on the screen that it covers."""

    text: str
    font: QFont
    plate: QRectF


class _Tile(NamedTuple):
    """What is drawn around a tile: a frame within ``inner``, in a colour, and its label, if it has room for one."""

    inner: QRectF
    colour: QColor
    label: _Label | None


class TileFrames(_MosaicLayer):
    """Frames and labels the tiles, and draws the gaps between tiles and between groups; all follow the zoom."""

    def __init__(self, font: QFont, canvas_colour: QColor) -> None:
        super().__init__()
        self._font = QFont(font)
        self._canvas_colour = canvas_colour
        self._labels: list[QRectF] = []
        self._names_channels = True
        self._hides_phases = False
        self._picked: Position | None = None

    def show(
        self,
        layout: TileLayout | None,
        names_channels: bool = True,
        hides_phases: bool = False,
        picked_yx: Position | None = None,
    ) -> None:
        """Draw for this mosaic, or nothing.

        Args:
            layout: how it is laid out.
            names_channels: whether the tiles are channels, and not only phases.
            hides_phases: whether neither colour nor text says which phase a tile is.
            picked_yx: the pixel of each tile that is framed, if any: labels of small tiles make way for the frame.
        """
        now = names_channels, hides_phases, picked_yx
        if now != (self._names_channels, self._hides_phases, self._picked):
            self._names_channels, self._hides_phases, self._picked = now
            self.changed()
        super().show(layout)

    def label_at(self, place: QPointF) -> bool:
        """Tell whether a place on the screen is on a tile's label."""
        return any(label.contains(place) for label in self._labels)

    def set_canvas_colour(self, colour: QColor) -> None:
        self._canvas_colour = colour
        self.changed()

    def covers(self, projection: Projection) -> Covers:
        """Return what covers single pixels of the mosaic: labels, and gaps and frames between columns of tiles."""
        layout = self._layout
        if layout is None:
            return Covers()
        r, widths = layout.upscale_factor, _edge_widths(layout, projection.scale)
        left = projection.map_rect(canvas_rect(0, 0, 1, 1)).left()
        bands = []
        for line in range(layout.group_columns * r + 1):
            reach = (widths.group_gap if line % r == 0 else widths.gap) / 2 + _FRAME_AND_OUTLINE * widths.frame
            x = left + line * layout.width * projection.scale
            bands.append((x - reach, x + reach))
        labels = (tile.label for tile in self._tiles(layout, projection))
        return Covers([label.plate for label in labels if label is not None], bands)

    def draw(self, painter: QPainter, projection: Projection) -> None:
        layout = self._layout
        self._labels = []
        if layout is None:
            return
        widths = _edge_widths(layout, projection.scale)
        self._draw_gaps(painter, projection, layout, widths)
        for inner, colour, label in self._tiles(layout, projection):
            self._draw_frame(painter, inner, colour, widths.frame)
            if label is not None:
                self._draw_label(painter, label, colour)

    def _tiles(self, layout: TileLayout, projection: Projection) -> Iterator[_Tile]:
        """Yield what is drawn around the tiles in view."""
        widths, r = _edge_widths(layout, projection.scale), layout.upscale_factor
        viewport = QRectF(0, 0, projection.width, projection.height)
        for index, phase, rect in _tiles(layout, projection):
            i, j = divmod(phase, r)
            inner = rect.adjusted(
                (widths.group_gap if j == 0 else widths.gap) / 2,
                (widths.group_gap if i == 0 else widths.gap) / 2,
                -(widths.group_gap if j == r - 1 else widths.gap) / 2,
                -(widths.group_gap if i == r - 1 else widths.gap) / 2,
            )
            channel = None
            if self._names_channels:
                channel = channel_of(layout.groups[index], phase, layout.channels, r, layout.order)
            place = _label_place(inner, viewport, projection)
            texts = ("?", "?") if self._hides_phases else label_texts(layout, phase, channel)
            colour = UNKNOWN_ORIGIN if self._hides_phases else phase_colour(phase, r)
            label = self._label(inner, place, texts)
            if label is not None and self._is_picked_below(label.plate, rect, projection.scale):
                label.plate.moveBottom(inner.bottom())
            yield _Tile(inner, colour, label)

    def _is_picked_below(self, plate: QRectF, tile: QRectF, scale: float) -> bool:
        """Tell whether the frame of the picked pixel would cover a label in a tile whose pixels are small.

        Where pixels are large enough for numbers the frame leaves room, and numbers count on labels at the top.
        """
        if self._picked is None or scale >= WASH_UNTIL:
            return False
        y, x = self._picked
        centre = QPointF(tile.left() + (x + 0.5) * scale, tile.top() + (y + 0.5) * scale)
        reach = scale / 2 + _PICK_REACH
        return plate.adjusted(-reach, -reach, reach, reach).contains(centre)

    def _draw_frame(self, painter: QPainter, inner: QRectF, colour: QColor, frame: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = frame * (_FRAME_AND_OUTLINE - 1)
        for pen_colour, width, inset in ((OUTLINE, outline, frame + outline / 2), (colour, frame, frame / 2)):
            pen = QPen(pen_colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(inner.adjusted(inset, inset, -inset, -inset))

    def _label(self, inner: QRectF, place: QPointF, texts: tuple[str, str]) -> _Label | None:
        """Return the longer of the texts that fits into the tile; None if it is too small for either."""
        side = min(inner.width(), inner.height())
        if side < _SMALLEST_LABELLED:
            return None
        font = QFont(self._font)
        small, large = _FONT_PIXELS
        font.setPixelSize(text_pixels(small + (large - small) * min(side / _LARGE_TILE, 1.0)))
        metrics = QFontMetricsF(font)
        room = inner.right() - place.x()
        short, full = texts
        text = full if metrics.horizontalAdvance(full) + 10 <= room else short
        plate = QRectF(place.x(), place.y(), metrics.horizontalAdvance(text) + 10, font.pixelSize() + _LABEL_PADDING)
        if plate.right() > inner.right() + 1 or plate.bottom() > inner.bottom() + 1:
            return None
        return _Label(text, font, plate)

    def _draw_label(self, painter: QPainter, label: _Label, colour: QColor) -> None:
        self._labels.append(label.plate)
        painter.setFont(label.font)
        painter.fillRect(label.plate, colour)
        painter.setPen(text_colour_on(colour))
        painter.drawText(label.plate, Qt.AlignmentFlag.AlignCenter, label.text)

    def _draw_gaps(self, painter: QPainter, projection: Projection, layout: TileLayout, widths: _EdgeWidths) -> None:
        r = layout.upscale_factor
        height, width = layout.mosaic_size
        area = projection.map_rect(canvas_rect(0, 0, height, width))
        ground = ground_of(painter, self._canvas_colour)
        for along, count, size in ((0, layout.group_columns, layout.width), (1, layout.group_rows, layout.height)):
            for line in range(count * r + 1):
                gap = widths.group_gap if line % r == 0 else widths.gap
                place = line * size * projection.scale - gap / 2
                band = (
                    QRectF(area.left() + place, area.top(), gap, area.height())
                    if along == 0
                    else QRectF(area.left(), area.top() + place, area.width(), gap)
                )
                painter.fillRect(band, ground)
        # The last row of groups need not be full.
        for index in range(len(layout.groups), layout.group_rows * layout.group_columns):
            empty = canvas_rect(*layout.tile_origin(index, 0), r * layout.height, r * layout.width)
            painter.fillRect(projection.map_rect(empty), ground)


def label_texts(layout: TileLayout, phase: int, channel: int | None) -> tuple[str, str]:
    """Return what a tile is called, short and in full: its phase, where that lands if elsewhere, and its channel.

    A tile that is no channel has none.
    """
    r = layout.upscale_factor
    own, landing = phase_text(phase, r), layout.phases.index(phase)
    name = own if landing == phase else f"{own} → {phase_text(landing, r)}"
    return name, name if channel is None else f"{name}  ·  {channel}"


class _EdgeWidths(NamedTuple):
    """Screen pixels of what lies over the edges of tiles: gaps between tiles and between groups, and the frames."""

    gap: float
    group_gap: float
    frame: float


def _edge_widths(layout: TileLayout, scale: float) -> _EdgeWidths:
    """Return the widths at ``scale`` screen pixels a pixel: full on large tiles, less on small ones."""
    side = min(layout.height, layout.width) * scale
    share = min(side * _GAP_SHARE / (GROUP_GAP / 2 + _FRAME), 1.0)
    return _EdgeWidths(GAP * share, GROUP_GAP * share, max(_FRAME * share, 1.0))


def _label_place(inner: QRectF, viewport: QRectF, projection: Projection) -> QPointF:
    """Return where a tile's label stands: in its upper left corner, or while that is out of view, at the first pixel
    of it that is seen whole."""
    place = inner.topLeft()
    corner = projection.map_rect(canvas_rect(0, 0, 1, 1)).topLeft()
    if place.x() < viewport.left():
        place.setX(corner.x() + math.ceil((viewport.left() - corner.x()) / projection.scale) * projection.scale)
    if place.y() < viewport.top():
        place.setY(corner.y() + math.ceil((viewport.top() - corner.y()) / projection.scale) * projection.scale)
    return place


def _tiles(layout: TileLayout, projection: Projection) -> Iterator[tuple[int, int, QRectF]]:
    """Yield the tiles in view: index of the group, phase, rectangle on the screen."""
    viewport = QRectF(0, 0, projection.width, projection.height)
    for index in range(len(layout.groups)):
        for phase in range(layout.upscale_factor**2):
            rect = projection.map_rect(canvas_rect(*layout.tile_origin(index, phase), layout.height, layout.width))
            if rect.intersects(viewport):
                yield index, phase, rect
