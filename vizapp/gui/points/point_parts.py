"""The parts of a point that can be shown or hidden, each with the function that draws it for all points of a unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.lab_ui import OverlaySpec
from vizapp.gui.points.point_marks import PointMarks
from vizapp.gui.points.point_painter import (
    POINT_RADIUS,
    SELECTION_RADIUS,
    draw_arrow,
    draw_ghost,
    draw_grid_square,
    draw_trail,
    draw_truth_ring,
)


@dataclass(frozen=True, slots=True)
class ScreenMarks:
    """The marks of one unit or pixel as they lie on the screen; each list has one entry a point.

    Attributes:
        marks: what is drawn, in input pixels.
        projection: where positions are in the coordinates of the painter.
        rigid, points: the places of the rigid grid and of the points, a dragged one where the mouse has it.
        colours: of the points.
        selected_tap: the one with a halo, or None.
        sizes: factors of the points' radii, or None where all are alike.
    """

    marks: PointMarks
    projection: Projection
    rigid: list[QPointF]
    points: list[QPointF]
    colours: list[QColor]
    selected_tap: int | None
    sizes: NDArray[np.float64] | None = None

    @property
    def known(self) -> bool:
        """Whether any point is at a place of its own, read by the engine or placed by hand."""
        return self.marks.known or bool(self.marks.placed.any())


DrawPart: TypeAlias = Callable[[QPainter, ScreenMarks], None]


@dataclass(frozen=True, kw_only=True)
class PointPart(OverlaySpec):
    """An overlay that is a part of every point: drawn by the overlays of the points, on the picture and in the loupe.

    Attributes:
        draw: draws it for all taps of a unit, below the points themselves.
        draw_above: draws what of it lies over the points, such as numbers; None for nothing.
        level: parts of a higher level are drawn over those of a lower one.
        beside_loupe: whether it is drawn on the picture also while a loupe shows the same points enlarged.
    """

    draw: DrawPart
    draw_above: DrawPart | None = None
    level: int = 10
    beside_loupe: bool = False


def draw_trails(painter: QPainter, screen: ScreenMarks) -> None:
    """Draw where each point was during the last steps."""
    if screen.marks.trail_yx is None:
        return
    trails = screen.projection.to_screen_array(screen.marks.trail_yx)
    for tap, colour in enumerate(screen.colours):
        draw_trail(painter, trails[:, tap], colour)


def draw_untrained(painter: QPainter, screen: ScreenMarks) -> None:
    """Draw where each point was before training, with a line to where it is now."""
    if screen.marks.untrained_yx is None or not screen.known:
        return
    starts = screen_points(screen.projection, screen.marks.untrained_yx)
    for start, end, colour in zip(starts, screen.points, screen.colours, strict=True):
        draw_ghost(painter, start, end, colour)


def draw_grid(painter: QPainter, screen: ScreenMarks) -> None:
    """Draw a square at each place of the rigid grid."""
    for place in screen.rigid:
        draw_grid_square(painter, place)


def draw_truth(painter: QPainter, screen: ScreenMarks) -> None:
    """Draw a ring where each point should be, if that is known."""
    if screen.marks.truth_yx is None:
        return
    for place, colour in zip(screen_points(screen.projection, screen.marks.truth_yx), screen.colours, strict=True):
        draw_truth_ring(painter, place, colour)


def draw_arrows(painter: QPainter, screen: ScreenMarks) -> None:
    """Draw an arrow from each place of the rigid grid to its point."""
    if not screen.known:
        return
    for tap, (start, end) in enumerate(zip(screen.rigid, screen.points, strict=True)):
        gap = SELECTION_RADIUS if tap == screen.selected_tap else POINT_RADIUS
        draw_arrow(painter, start, end, screen.colours[tap], gap)


def screen_points(projection: Projection, positions_yx: NDArray[np.float64]) -> list[QPointF]:
    """Return where positions (K, 2), (y, x) in input pixels, are on the screen."""
    return [QPointF(x, y) for x, y in projection.to_screen_array(positions_yx).tolist()]
