"""Draws the sampling points of one unit or pixel with any projection: on the picture, and in the loupe."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.lab_ui import OverlaySpec
from vizapp.gui.points.point_marks import PointMarks
from vizapp.gui.points.point_painter import (
    POINT_RADIUS,
    SELECTED_RADIUS,
    draw_broken,
    draw_faint_point,
    draw_minus,
    draw_pin,
    draw_point,
    draw_selection,
)
from vizapp.gui.points.point_parts import PointPart, ScreenMarks, screen_points

FULL_SIZE_FROM = 14.0
"""Screen pixels a pixel from which marks have their full size."""
SMALLEST_SIZE = 0.6


class SamplingPainter:
    """Draws those parts of the points whose keys are shown, and above them the points themselves."""

    def __init__(self, overlays: Sequence[OverlaySpec], sizes_key: str = "") -> None:
        """Draw what a lab's table says.

        Args:
            overlays: the table; what is no part of a point is drawn by somebody else.
            sizes_key: while the overlay of this key is shown, points are as large as their masks.
        """
        self._sizes_key = sizes_key
        parts = [overlay for overlay in overlays if isinstance(overlay, PointPart)]
        self._parts = sorted(parts, key=lambda part: part.level)
        self._left_to_loupe = frozenset(part.key for part in parts if not part.beside_loupe)

    def without_details(self, shown: frozenset[str]) -> frozenset[str]:
        """Return of the keys ``shown`` those that are drawn on the picture while a loupe shows the points."""
        return shown - self._left_to_loupe

    def draw(
        self,
        painter: QPainter,
        projection: Projection,
        marks: PointMarks,
        shown: Collection[str],
        *,
        point_yx: NDArray[np.float64] | None = None,
        selected_tap: int | None = None,
        held_tap: int | None = None,
    ) -> None:
        """Draw ``marks``.

        Args:
            painter: draws on the screen.
            projection: where input pixels are on the screen.
            marks: the points of one unit or pixel.
            shown: keys of the parts to draw.
            point_yx: float64 (K, 2), where the points are drawn, (y, x) in input pixels; default: ``marks.point_yx``.
            selected_tap: has a halo, and lies above the others.
            held_tap: lies above all others.
        """
        # Scaling the painter makes marks and lines smaller alike; the projection makes up for it, so places stay.
        size = _mark_size(projection.scale)
        painter.save()
        painter.scale(size, size)
        projection = replace(projection, scale=projection.scale / size)
        taps = len(marks.rigid_yx)
        screen = ScreenMarks(
            marks,
            projection,
            rigid=screen_points(projection, marks.rigid_yx),
            points=screen_points(projection, marks.point_yx if point_yx is None else point_yx),
            colours=marks.colours,
            selected_tap=selected_tap,
        )
        for part in self._parts:
            if part.key in shown:
                part.draw(painter, screen)
        if self._sizes_key in shown:
            screen = replace(screen, sizes=marks.sizes)
        if marks.others_yx is not None:
            for place in screen_points(projection, marks.others_yx):
                draw_faint_point(painter, place)
        if screen.known:
            for tap in sorted(range(taps), key=lambda tap: (tap == held_tap, tap == selected_tap)):
                _draw_point(painter, screen, tap)
        for part in self._parts:
            if part.draw_above is not None and part.key in shown:
                part.draw_above(painter, screen)
        painter.restore()


def _draw_point(painter: QPainter, screen: ScreenMarks, tap: int) -> None:
    place, selected = screen.points[tap], tap == screen.selected_tap
    if selected:
        draw_selection(painter, place)
    radius = SELECTED_RADIUS if selected else POINT_RADIUS
    if screen.marks.broken is not None and screen.marks.broken[tap]:
        draw_broken(painter, place, radius)
        return
    if screen.sizes is not None:
        radius *= float(screen.sizes[tap])
    draw_point(painter, place, screen.colours[tap], radius, hollow=bool(screen.marks.outside[tap]))
    if screen.marks.mask is not None and screen.marks.mask[tap] < 0:
        draw_minus(painter, place, radius)
    if screen.marks.placed[tap]:
        draw_pin(painter, place, radius)


def _mark_size(scale: float) -> float:
    """Return how large marks are drawn: smaller where a pixel is too small for marks of neighbours to stand apart."""
    return min(max(scale / FULL_SIZE_FROM, SMALLEST_SIZE), 1.0)
