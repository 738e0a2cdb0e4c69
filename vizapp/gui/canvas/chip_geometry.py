"""Where the chips of a picked pixel are on the screen: on its sub-pixels, or beside it where these are too small."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.messages import Position

IN_PLACE_FROM = 36.0
"""Screen pixels a sub-pixel from which a chip fits on it."""
SMALLEST_SIDE, LARGEST_SIDE = 30.0, 62.0
_BLOCK_SIDE = 174.0
_AWAY = 28.0
_MARGIN = 12.0
_PADDING = 8.0


@dataclass(frozen=True, slots=True)
class ChipGeometry:
    """The r × r cells of a picked pixel, row by row: cell p = i·r + j is phase (i, j) of the enlarged map.

    ``pixel`` is the low-resolution pixel on the screen. ``callout`` tells whether the cells stand beside it; then
    ``plate`` is what lies under them.
    """

    upscale_factor: int
    pixel: QRectF
    origin: QPointF
    side: float
    callout: bool

    @property
    def plate(self) -> QRectF:
        extent = self.side * self.upscale_factor
        return QRectF(self.origin.x(), self.origin.y(), extent, extent).adjusted(
            -_PADDING, -_PADDING, _PADDING, _PADDING
        )

    def cell(self, phase: int) -> QRectF:
        i, j = divmod(phase, self.upscale_factor)
        return QRectF(self.origin.x() + j * self.side, self.origin.y() + i * self.side, self.side, self.side)

    def chip(self, phase: int) -> QRectF:
        """Return the chip in its cell."""
        inset = max(1.5, self.side * 0.06)
        return self.cell(phase).adjusted(inset, inset, -inset, -inset)

    def phase_at(self, place: QPointF, reach: float = 0.0) -> int | None:
        """Return the cell that holds ``place``; within ``reach`` cells outside the block, the nearest one."""
        r = self.upscale_factor
        column = (place.x() - self.origin.x()) / self.side
        row = (place.y() - self.origin.y()) / self.side
        if not (-reach <= row < r + reach and -reach <= column < r + reach):
            return None
        return min(max(int(row // 1), 0), r - 1) * r + min(max(int(column // 1), 0), r - 1)


def chip_geometry(projection: Projection, picked_yx: Position, upscale_factor: int) -> ChipGeometry | None:
    """Return where the chips of low-resolution pixel (h, w) are, or None while that pixel is out of view."""
    r = upscale_factor
    pixel = projection.map_rect(canvas_rect(picked_yx[0] * r, picked_yx[1] * r, r, r))
    viewport = QRectF(0, 0, projection.width, projection.height)
    if not viewport.intersects(pixel):
        return None
    if projection.scale >= IN_PLACE_FROM:
        return ChipGeometry(r, pixel, pixel.topLeft(), projection.scale, callout=False)
    side = min(max(_BLOCK_SIDE / r, SMALLEST_SIDE), LARGEST_SIDE)
    extent = side * r
    right_of = pixel.right() + _AWAY
    fits_right = right_of + extent + _PADDING + _MARGIN <= projection.width
    x = right_of if fits_right else pixel.left() - _AWAY - extent
    x = min(max(x, _MARGIN), max(projection.width - extent - _MARGIN, _MARGIN))
    y = min(max(pixel.center().y() - extent / 2, _MARGIN), max(projection.height - extent - _MARGIN, _MARGIN))
    return ChipGeometry(r, pixel, QPointF(x, y), side, callout=True)
