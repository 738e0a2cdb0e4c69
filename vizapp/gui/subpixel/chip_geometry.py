"""Where the chips of a picked pixel are on the screen: beside it, or where its sub-pixels are large, in their lower
halves. Either way the pixel itself stays in view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection, canvas_rect
from vizapp.gui.text_size import text_scale

IN_PLACE_FROM = 56.0
"""Screen pixels a sub-pixel from which half of it has room for a chip with its value."""
CROWDED_FROM = 12.0
"""Screen pixels a sub-pixel from which chips stand in place where there is no room beside the pixel."""
SMALLEST_CHIP, LARGEST_CHIP = 20.0, 68.0
_COMFORTABLE_CHIP = 38.0
_BLOCK_SIDE = 208.0
_SIDES = (1.0, 0.86, 0.74, 0.64, 0.55, 0.3)
"""By how much the chips of a block shrink where there is little room beside the pixel."""
_AWAYS = (28.0, 8.0)
"""Screen pixels between a pixel and the block beside it, where there is room and where there is not."""
_SMALLEST_BELOW = 0.55
"""By how much chips shrink to stand below the labels of a canvas, at most; smaller, they would lose their values."""
_MARGIN = 12.0
_PADDING = 8.0


@dataclass(frozen=True, slots=True)
class ChipGeometry:
    """The r × r cells of a picked pixel, row by row: cell p = i·r + j is phase (i, j) of the enlarged map.

    ``pixel`` is the low-resolution pixel on the screen. ``callout`` tells whether the cells stand beside it; then
    ``plate`` is what lies under them. Otherwise they are its sub-pixels.
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
        """Return the chip in its cell; one that stands on its sub-pixel leaves the upper half of that in view."""
        inset = max(1.0, self.side * 0.05)
        cell = self.cell(phase)
        if not self.callout:
            cell.setTop(cell.center().y())
        return cell.adjusted(inset, inset, -inset, -inset)

    def phase_at(self, place: QPointF, reach: float = 0.0) -> int | None:
        """Return the cell that holds ``place``; within ``reach`` cells outside the block, the nearest one."""
        r = self.upscale_factor
        column = (place.x() - self.origin.x()) / self.side
        row = (place.y() - self.origin.y()) / self.side
        if not (-reach <= row < r + reach and -reach <= column < r + reach):
            return None
        return min(max(int(row // 1), 0), r - 1) * r + min(max(int(column // 1), 0), r - 1)


def chip_geometry(
    projection: Projection, picked_yx: Position, upscale_factor: int, top: float = 0.0
) -> ChipGeometry | None:
    """Return where the chips of low-resolution pixel (h, w) are, or None while that pixel is out of view.

    Chips beside it stand below ``top``, above which labels cover the viewport, if there is room for legible ones.
    """
    r = upscale_factor
    pixel = projection.map_rect(canvas_rect(picked_yx[0] * r, picked_yx[1] * r, r, r))
    viewport = QRectF(0, 0, projection.width, projection.height)
    if not viewport.intersects(pixel):
        return None
    in_place = ChipGeometry(r, pixel, pixel.topLeft(), projection.scale, callout=False)
    if projection.scale >= IN_PLACE_FROM:
        return in_place
    largest = min(max(_BLOCK_SIDE / r, _COMFORTABLE_CHIP), LARGEST_CHIP) * text_scale()
    # Beside the pixel, where it hides least of what is near; small rather than over the pixel itself.
    below = viewport.adjusted(0, top, 0, 0)
    ways = [(below, share) for share in _SIDES if share >= _SMALLEST_BELOW]
    ways += [(viewport, share) for share in _SIDES]
    for area, share in ways:
        side = max(largest * share, SMALLEST_CHIP)
        for away in _AWAYS:
            for origin in _around(pixel, side * r, away, area):
                found = ChipGeometry(r, pixel, origin, side, callout=True)
                if area.contains(found.plate) and not found.plate.intersects(pixel):
                    return found
    if projection.scale >= CROWDED_FROM:
        return in_place
    return _least_in_the_way(r, pixel, viewport)


def _around(pixel: QRectF, extent: float, away: float, viewport: QRectF) -> list[QPointF]:
    """Return where a block of this extent may begin: right of the pixel, left of it, below, above."""
    centred = _within(pixel.center() - QPointF(extent, extent) / 2, extent, viewport)
    beyond = away + _PADDING
    return [
        QPointF(pixel.right() + beyond, centred.y()),
        QPointF(pixel.left() - beyond - extent, centred.y()),
        QPointF(centred.x(), pixel.bottom() + beyond),
        QPointF(centred.x(), pixel.top() - beyond - extent),
    ]


def _least_in_the_way(upscale_factor: int, pixel: QRectF, viewport: QRectF) -> ChipGeometry:
    """Return the smallest block in that corner of the viewport where it covers least of the pixel."""
    extent = SMALLEST_CHIP * upscale_factor
    corners = [
        _within(corner, extent, viewport)
        for corner in (viewport.topRight(), viewport.topLeft(), viewport.bottomRight(), viewport.bottomLeft())
    ]
    blocks = [ChipGeometry(upscale_factor, pixel, corner, SMALLEST_CHIP, callout=True) for corner in corners]

    def covered(block: ChipGeometry) -> float:
        common = block.plate.intersected(pixel)
        return common.width() * common.height()

    return min(blocks, key=covered)


def _nearest(rect: QRectF, place: QPointF) -> QPointF:
    """Return the point of ``rect`` that is nearest to ``place``."""
    return QPointF(
        min(max(place.x(), rect.left()), rect.right()),
        min(max(place.y(), rect.top()), rect.bottom()),
    )


def _within(origin: QPointF, extent: float, viewport: QRectF) -> QPointF:
    """Return ``origin``, moved so that a block of this extent lies within the viewport."""
    return QPointF(
        _clamped(origin.x(), viewport.left(), viewport.right() - extent),
        _clamped(origin.y(), viewport.top(), viewport.bottom() - extent),
    )


def _clamped(place: float, low: float, high: float) -> float:
    """Return a place within the margins of a range; the beginning where that is too short."""
    return min(max(place, low + _MARGIN), max(high - _MARGIN, low + _MARGIN))
