"""Which pixels the loupe shows and where it stands: framed to hold every mark, and still while the points move."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from vizapp.gui.canvas.coordinates import Projection, canvas_point
from vizapp.gui.canvas.loupe_choice import NO_WISH, LoupeWish
from vizapp.gui.points.point_marks import PointMarks
from vizapp.gui.points.point_painter import RING_RADIUS

LARGEST_LENS, SMALLEST_LENS = 195.0, 92.0
"""The loupe's side in screen pixels: 13 pixels of 15 where there is room, and where there is least."""
_SIZES = (1.0, 0.8, 0.64)
"""The sides that it tries, as parts of the largest."""
HIDDEN_FROM = 14.0
"""Screen pixels between neighbours of the rigid grid from which its own points stand comfortably apart."""
LEAST_GAIN = 1.6
"""A loupe that enlarges less than this, against the canvas, is of no use."""
_SHARE_OF_WIDTH, _SHARE_OF_HEIGHT = 0.55, 0.4
_MOST_OF_CANVAS = 0.5
"""The share of the canvas' area that a loupe may be enlarged to."""
_MOST_ROOMS = 4
"""The largest multiple of the room around the rigid grid."""
_SLACK = 1.3
"""The framing shrinks again once it is so many times larger than the marks need."""
_MARGIN = 10.0
"""Screen pixels between the loupe and the edges of the canvas."""
_SLIM = 40.0
"""The loupe stands above or below obstacles up to this high, such as badges, and leaves the corner to higher ones."""
_AWAY, _WELL_AWAY = 8.0, 40.0
"""Screen pixels between the loupe and what it magnifies: at least, and for it to go back to its usual corner."""
_CORNERS = (
    Qt.Corner.BottomLeftCorner,
    Qt.Corner.BottomRightCorner,
    Qt.Corner.TopLeftCorner,
    Qt.Corner.TopRightCorner,
)


@dataclass(frozen=True, slots=True)
class Framing:
    """How closely the loupe looks.

    Attributes:
        room: pixels shown around the rigid grid on each side; a larger framing has a multiple of it.
        apart: pixels between neighbours of the rigid grid.
    """

    room: float = 5
    apart: float = 1


@dataclass(frozen=True, slots=True)
class Lens:
    """``area``, a square of the canvas in canvas coordinates, is shown at ``inset``, a square on the screen."""

    area: QRectF
    inset: QRectF
    corner: Qt.Corner
    is_extra: bool = False
    """Whether the points stand comfortably apart on the canvas itself, too."""

    @property
    def scale(self) -> float:
        """Screen pixels a pixel."""
        return self.inset.width() / self.area.width()

    @property
    def projection(self) -> Projection:
        """Return where things are on the canvas' viewport as the loupe shows them; it holds within the inset."""
        return Projection(
            self.scale,
            self.area.left() - self.inset.left() / self.scale,
            self.area.top() - self.inset.top() / self.scale,
            self.inset.right(),
            self.inset.bottom(),
        )

    @property
    def own_projection(self) -> Projection:
        """Return the same, from the inset's own corner."""
        return Projection(self.scale, self.area.left(), self.area.top(), self.inset.width(), self.inset.height())


def lens_for(
    marks: PointMarks,
    canvas: Projection,
    obstacles: Sequence[QRectF],
    before: Lens | None,
    avoided: Sequence[QPointF] = (),
    framing: Framing = Framing(),
    wish: LoupeWish = NO_WISH,
    focus_yx: tuple[float, float] | None = None,
    *,
    may_cover: bool = False,
) -> Lens | None:
    """Return the loupe for ``marks`` on a canvas; None where it is of no use, or was put away.

    It takes the lower left corner, or another one while the magnified part or an obstacle lies there, and goes back
    only once that part is well away. Where no corner has room for it, it is smaller. ``before`` is the loupe until
    now, from which it differs as little as can be. ``avoided`` are places on the screen that it does not cover,
    unless they lie in all the corners it could take.

    A ``wish`` for a place is heeded as long as that does not cover what is magnified, or as the loupe ``may_cover``
    it: while it is held. At a large scale it shows what is around ``focus_yx``, or the middle of the grid.
    """
    is_extra = canvas.scale * framing.apart >= HIDDEN_FROM
    if wish.mode == "away" or (is_extra and wish.mode != "always"):
        return None
    largest = min(LARGEST_LENS, _SHARE_OF_WIDTH * canvas.width, _SHARE_OF_HEIGHT * canvas.height)
    if wish.side is not None:
        wanted = wish.side * math.sqrt(canvas.width * canvas.height)
        largest = min(max(wanted, SMALLEST_LENS), most_side(canvas))
    focus = focus_yx if is_extra else None
    if wish.place is not None:
        lens = _lens_at(wish.place, int(largest), marks, canvas, before, framing, focus, may_cover=may_cover)
        if lens is not None:
            return replace(lens, is_extra=is_extra)
    sides = [round(largest * part) for part in _SIZES]
    if wish.side is not None:
        sides += [round(min(largest, LARGEST_LENS) * part) for part in _SIZES]
    tried = (_lens_of(side, marks, canvas, obstacles, before, avoided, framing, wish, focus) for side in sides)
    found = next((lens for lens in tried if lens is not None), None)
    return None if found is None else replace(found, is_extra=is_extra)


def most_side(canvas: Projection) -> float:
    """Return the side of the largest loupe: half of the canvas' area, as far as that is a square on it."""
    least = min(canvas.width, canvas.height) - 2 * _MARGIN
    return max(min(math.sqrt(_MOST_OF_CANVAS * canvas.width * canvas.height), least), SMALLEST_LENS)


def shares_of(inset: QRectF, canvas: Projection) -> tuple[float, tuple[float, float]]:
    """Return a loupe's side and place as shares, as :class:`LoupeWish` has them."""
    room = [max(canvas.width - inset.width(), 1.0), max(canvas.height - inset.height(), 1.0)]
    place = (inset.left() / room[0], inset.top() / room[1])
    return inset.width() / math.sqrt(canvas.width * canvas.height), place


def _area_for(
    side: int,
    marks: PointMarks,
    canvas: Projection,
    before: Lens | None,
    framing: Framing,
    focus_yx: tuple[float, float] | None,
    *,
    may_be_close: bool,
) -> QRectF | None:
    """Return what a loupe of so many screen pixels shows; None where it would enlarge too little, or shows nothing.

    One that ``may_be_close`` shows less than all marks then, around ``focus_yx`` or the middle of the grid.
    """
    widest = side / (LEAST_GAIN * canvas.scale)
    area = magnified_area(marks, widest, None if before is None else before.area, framing.room)
    if area.width() > widest:
        if not may_be_close:
            return None
        centre = area.center() if focus_yx is None else canvas_point(*focus_yx)
        area = QRectF(centre.x() - widest / 2, centre.y() - widest / 2, widest, widest)
    return area if QRectF(0, 0, canvas.width, canvas.height).intersects(canvas.map_rect(area)) else None


def _lens_at(
    place: tuple[float, float],
    side: int,
    marks: PointMarks,
    canvas: Projection,
    before: Lens | None,
    framing: Framing,
    focus_yx: tuple[float, float] | None,
    *,
    may_cover: bool,
) -> Lens | None:
    """Return the loupe of a side where the person has put it; None where that covers what it shows, unless it may."""
    area = _area_for(side, marks, canvas, before, framing, focus_yx, may_be_close=True)
    if area is None:
        return None
    x, y = place[0] * (canvas.width - side), place[1] * (canvas.height - side)
    inset = QRectF(round(x), round(y), side, side)
    if not may_cover and inset.intersects(canvas.map_rect(area)):
        return None
    return Lens(area, inset, _CORNERS[0])


def _lens_of(
    side: int,
    marks: PointMarks,
    canvas: Projection,
    obstacles: Sequence[QRectF],
    before: Lens | None,
    avoided: Sequence[QPointF],
    framing: Framing,
    wish: LoupeWish,
    focus_yx: tuple[float, float] | None,
) -> Lens | None:
    """Return what :func:`lens_for` does, of one side in screen pixels."""
    if side < SMALLEST_LENS:
        return None
    always = wish.mode == "always"
    area = _area_for(side, marks, canvas, before, framing, focus_yx, may_be_close=always)
    if area is None:
        return None
    magnified = canvas.map_rect(area)
    viewport = QRectF(0, 0, canvas.width, canvas.height)
    insets = {corner: _inset(corner, viewport.size(), side, obstacles) for corner in _CORNERS}

    def free(corner: Qt.Corner, distance: float) -> bool:
        inset = insets[corner]
        if any(inset.intersects(obstacle) for obstacle in obstacles) or not viewport.contains(inset):
            return False
        return not inset.adjusted(-distance, -distance, distance, distance).intersects(magnified)

    wishes = [(_CORNERS[0], _WELL_AWAY), *((corner, _AWAY) for corner in _CORNERS)]
    if before is not None:
        wishes.insert(1, (before.corner, _AWAY))
    corners = [corner for corner, distance in wishes if free(corner, distance)]
    if not corners:
        return None
    hidden = {corner: sum(insets[corner].contains(place) for place in avoided) for corner in corners}
    corner = min(corners, key=lambda each: hidden[each])  # the first of those that cover fewest
    return Lens(area, insets[corner], corner)


def magnified_area(marks: PointMarks, widest: float, before: QRectF | None, room: float) -> QRectF:
    """Return the canvas square to be shown for ``marks``: around the rigid grid, large enough for every mark.

    Its side is the grid's with ``room`` pixels on each side, or more in steps of so many if marks lie farther away,
    up to four times ``room`` and to ``widest``; those farther away are left outside. If ``before``, what was shown
    last, has the same centre, the side shrinks only when it is far too large: points that wander to and fro do not
    make it jump.
    """
    low, high = marks.rigid_yx.min(axis=0), marks.rigid_yx.max(axis=0)
    centre_yx = (low + high) / 2
    grid = float((high - low).max()) + 1
    sides = [grid + 2 * room * rooms for rooms in range(1, _MOST_ROOMS + 1)]
    sides = [sides[0], *(side for side in sides[1:] if side <= widest)]
    places = [marks.rigid_yx, marks.point_yx] + ([] if marks.truth_yx is None else [marks.truth_yx])
    reach = np.abs(np.concatenate(places) - centre_yx).max(axis=1)
    # A ring, drawn on the outermost mark, has to fit as well.
    needed = reach / (0.5 - RING_RADIUS / LARGEST_LENS)
    reachable = needed[needed <= sides[-1]]
    least = float(reachable.max()) if reachable.size else 0.0
    side = next(side for side in sides if side >= least)
    centre = canvas_point(*centre_yx.tolist())
    if before is not None and before.center() == centre and side < before.width() < least * _SLACK:
        side = before.width()
    return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)


def leaders(magnified: QRectF, inset: QRectF) -> list[tuple[QPointF, QPointF]]:
    """Return the two lines between equal corners of the magnified part and of the inset that cross neither."""
    pairs = list(zip(_corners(magnified), _corners(inset), strict=True))
    every = [*_corners(magnified), *_corners(inset)]
    found = []
    for start, end in pairs:
        way = end - start
        sides = [way.x() * (p.y() - start.y()) - way.y() * (p.x() - start.x()) for p in every]
        if min(sides) >= -1e-6 or max(sides) <= 1e-6:
            found.append((start, end))
    return found


def _corners(rect: QRectF) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    return rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()


def _inset(corner: Qt.Corner, canvas: QSizeF, side: float, obstacles: Sequence[QRectF]) -> QRectF:
    """Return the square in a corner of the canvas, moved away from its edge past slim obstacles."""
    left = corner in (Qt.Corner.TopLeftCorner, Qt.Corner.BottomLeftCorner)
    top = corner in (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner)
    inset = QRectF(
        _MARGIN if left else round(canvas.width() - side - _MARGIN),
        _MARGIN if top else round(canvas.height() - side - _MARGIN),
        side,
        side,
    )
    for obstacle in obstacles:
        if obstacle.height() <= _SLIM and inset.intersects(obstacle):
            if top:
                inset.moveTop(obstacle.bottom() + _AWAY)
            else:
                inset.moveBottom(obstacle.top() - _AWAY)
    return inset
