"""Tiles of zeros that were put after the last channel of a map, so that its channels fit: hatched."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from vizapp.document.tile_layout import TileLayout, channel_of
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.canvas.kept_shapes import fill_hatched
from vizapp.gui.canvas.overlay import Layer

_HATCH = QColor(255, 255, 255, 130)


class SpareTiles(Layer):
    """Hatches the tiles of channels that the source does not have."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: tuple[QRectF, ...] = ()

    @property
    def tiles(self) -> tuple[QRectF, ...]:
        """The canvas rectangles that are hatched."""
        return self._tiles

    def show(self, layout: TileLayout | None, channels: int) -> None:
        """Hatch those tiles of ``layout`` whose channel is none of the source's first ``channels``."""
        tiles = () if layout is None else _spare(layout, channels)
        if tiles != self._tiles:
            self._tiles = tiles
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        for tile in self._tiles:
            fill_hatched(painter, projection.map_rect(tile), _HATCH)


def _spare(layout: TileLayout, channels: int) -> tuple[QRectF, ...]:
    r = layout.upscale_factor
    return tuple(
        canvas_rect(*layout.tile_origin(index, phase), layout.height, layout.width)
        for index, group in enumerate(layout.groups)
        for phase in range(r * r)
        if channel_of(group, phase, layout.channels, r, layout.order) >= channels
    )
