"""Where the chips of a picked pixel are on the screen: on its sub-pixels, or beside it where these are too small."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection, canvas_rect

IN_PLACE_FROM = 36.0
"""Screen pixels a sub-pixel from which a chip fits on it."""
SMALLEST_CHIP, LARGEST_CHIP = 30.0, 68.0
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

    @property
    def leader(self) -> tuple[QPointF, QPointF]:
        """Where a line from the pixel to the plate begins and ends."""
        start = _nearest(self.pixel, self.plate.center())
        return start, _nearest(self.plate, start)

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
    side = min(max(_BLOCK_SIDE / r, SMALLEST_CHIP), LARGEST_CHIP)
    # Beside the pixel, where it hides least of what is near; small rather than over the pixel itself.
    for smaller in (side, max(side * 0.75, SMALLEST_CHIP), SMALLEST_CHIP):
        for origin in _around(pixel, smaller * r, viewport):
            found = ChipGeometry(r, pixel, origin, smaller, callout=True)
            if viewport.contains(found.plate) and not found.plate.intersects(pixel):
                return found
    return ChipGeometry(r, pixel, _within(pixel.topRight(), side * r, viewport), side, callout=True)


def _around(pixel: QRectF, extent: float, viewport: QRectF) -> list[QPointF]:
    """Return where a block of this extent may begin: right of the pixel, left of it, below, above."""
    centred = _within(pixel.center() - QPointF(extent, extent) / 2, extent, viewport)
    return [
        QPointF(pixel.right() + _AWAY, centred.y()),
        QPointF(pixel.left() - _AWAY - extent, centred.y()),
        QPointF(centred.x(), pixel.bottom() + _AWAY),
        QPointF(centred.x(), pixel.top() - _AWAY - extent),
    ]


def _nearest(rect: QRectF, place: QPointF) -> QPointF:
    """Return the point of ``rect`` that is nearest to ``place``."""
    return QPointF(
        min(max(place.x(), rect.left()), rect.right()),
        min(max(place.y(), rect.top()), rect.bottom()),
    )


def _within(origin: QPointF, extent: float, viewport: QRectF) -> QPointF:
    """Return ``origin``, moved so that a block of this extent lies within the viewport."""
    return QPointF(
        min(max(origin.x(), _MARGIN), max(viewport.width() - extent - _MARGIN, _MARGIN)),
        min(max(origin.y(), _MARGIN), max(viewport.height() - extent - _MARGIN, _MARGIN)),
    )
