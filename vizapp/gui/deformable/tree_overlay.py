"""The tree of the picked unit over the input: where it reads in the end, through all layers, and on which way."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.kept_shapes import keeps_shapes, thin_pen
from vizapp.gui.canvas.overlay import Layer, Overlay
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import OUTLINE, WHITE, direction_colour
from vizapp.gui.deformable.tree_marks import LARGEST_RADIUS, TreeMarks, shown_tree, tree_marks
from vizapp.gui.points.point_painter import draw_point
from vizapp.session.state import State

TREE = "deformable.tree"
"""The key of the overlay."""
_REACH = 9.0
"""Screen pixels from a place within which the cursor means it."""
_SIZES = 8
"""Different sizes of a place."""
_FULL_SCALE, _SMALLEST = 12.0, 0.4
"""Screen pixels an input pixel from which places have their full size, and the least part of it below."""
_THIN = QColor(255, 255, 255, 64)
_OUTLINE_WIDTH = 1.4
_FARTHEST = 30_000.0
"""Screen pixels."""


class TreeOverlay:
    """Draws the tree on the input; a :class:`vizapp.gui.lab_ui.LabOverlay`.

    The ways to all places are thin lines; that to the place under the cursor, or those of the selected tap, are
    drawn in full.
    """

    def __init__(self, pair: CanvasPair) -> None:
        self.layer = TreeLayer()
        pair.input.add_layer(self.layer, above_numbers=True, magnified=True)
        self.ways = TreeWays(pair.input)
        pair.input.cursor_moved.connect(self.ways.look_at)
        pair.input.cursor_left.connect(self.ways.look_away)

    def show_state(self, old: State | None, new: State) -> None:
        shown = TREE in new.view.shown
        same = old is not None and all(
            getattr(old, name) is getattr(new, name) for name in ("snapshot", "experiment", "view", "configured")
        )
        if same:
            return
        tree = shown_tree(new) if shown else None
        marks = None if tree is None else tree_marks(new, tree)
        self.layer.show(marks)
        self.ways.show_tree(marks)

    def set_shown(self, shown: bool) -> None:
        self.layer.set_visible(shown)
        self.ways.setVisible(shown)
        if not shown:
            self.layer.show(None)
            self.ways.show_tree(None)


class TreeLayer(Layer):
    """Draws the places of a tree and thin lines to them."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: TreeMarks | None = None
        self._lines: NDArray[np.float64] | None = None

    def show(self, marks: TreeMarks | None) -> None:
        if marks is not None or self.marks is not None:
            self.marks, self._lines = marks, None
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self.marks is None:
            return
        if self._lines is None:  # drawn on the picture and in the loupe
            self._lines = self.marks.lines()
        draw_lines(painter, projection, self._lines, (thin_pen(_THIN, painter),))
        draw_places(painter, projection, self.marks)


class TreeWays(Overlay):
    """Draws the ways to the place under the cursor, or to those of the selected tap; the mouse goes through."""

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=8)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._marks: TreeMarks | None = None
        self._cursor_yx: tuple[float, float] | None = None

    def show_tree(self, marks: TreeMarks | None) -> None:
        if marks is not None or self._marks is not None:
            self._marks = marks
            self.update()

    def look_at(self, y: float, x: float) -> None:
        """Take over where the cursor is, in input pixels."""
        self._cursor_yx = y, x
        if self._marks is not None:
            self.update()

    def look_away(self) -> None:
        self._cursor_yx = None
        self.update()

    def shown_ways(self, projection: Projection) -> NDArray[np.bool_] | None:
        """Return which places' ways are drawn in full, bool (P,); None where no tree is shown."""
        marks = self._marks
        if marks is None:
            return None
        if self._cursor_yx is not None and len(marks.place_yx):
            away = np.hypot(*((marks.place_yx - np.array(self._cursor_yx)) * projection.scale).T)
            nearest = int(away.argmin())
            if away[nearest] <= _REACH:
                only = np.zeros(len(away), bool)
                only[nearest] = True
                return only
        return marks.chosen

    def draw(self, painter: QPainter, projection: Projection) -> None:
        ways = self.shown_ways(projection)
        if ways is None or self._marks is None or not ways.any():
            return
        pens = outlined(WHITE, 3.0, 1.2, cap=Qt.PenCapStyle.RoundCap)
        draw_lines(painter, projection, self._marks.lines(ways), pens)
        draw_places(painter, projection, self._marks, ways)


def draw_lines(
    painter: QPainter, projection: Projection, lines_yx: NDArray[np.float64], pens: tuple[QPen, ...]
) -> None:
    """Draw lines (L, 4), each (y, x) of its start and of its end in input pixels, with one pen after the other."""
    # What is far out of view may be too far away for Qt to draw a line to.
    ends = projection.to_screen_array(lines_yx.reshape(-1, 2)).reshape(-1, 4).clip(-_FARTHEST, _FARTHEST)
    drawn = [QLineF(*line) for line in ends.tolist()]
    for pen in pens:
        painter.setPen(pen)
        painter.drawLines(drawn)


def draw_places(
    painter: QPainter, projection: Projection, marks: TreeMarks, only: NDArray[np.bool_] | None = None
) -> None:
    """Draw places, the strongest on top; a place that reads only zeros is hollow."""
    numbers = np.arange(len(marks.place_yx)) if only is None else np.flatnonzero(only)
    seen = projection.to_screen_array(marks.place_yx[numbers])
    room = np.array([projection.width, projection.height]) + LARGEST_RADIUS
    numbers = numbers[((seen > -LARGEST_RADIUS) & (seen < room)).all(1)][::-1]
    screen = projection.to_screen_array(marks.place_yx[numbers])
    # In a small picture they are smaller, so as not to hide all of what they stand on.
    size = min(1.0, max(_SMALLEST, projection.scale / _FULL_SCALE))
    steps = np.maximum(1, np.rint(_SIZES * size * marks.radius[numbers] / LARGEST_RADIUS)).astype(int)
    if keeps_shapes(painter):
        for place, number, step in zip(screen.tolist(), numbers.tolist(), steps.tolist(), strict=True):
            _draw_place(painter, QPointF(*place), marks.rgb[number].item(), step, marks.outside[number].item())
        return
    ratio = painter.device().devicePixelRatio()
    half = _stamp_side() / 2
    corners = np.rint((screen - half) * ratio) / ratio
    kinds = zip(marks.rgb[numbers].tolist(), steps.tolist(), marks.outside[numbers].tolist(), strict=True)
    for (x, y), (rgb, step, outside) in zip(corners.tolist(), kinds, strict=True):
        painter.drawPixmap(QPointF(x, y), _stamp(rgb, step, outside, ratio))


def tree_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend."""
    root = place + QPointF(-10, 0)
    ends = [
        (place + QPointF(9, -6), -1, 1, 2.0),
        (place + QPointF(10, 1), 0, 1, 4.0),
        (place + QPointF(7, 7), 1, 1, 2.6),
    ]
    painter.setPen(QPen(WHITE, 1))
    for end, *_ in ends:
        painter.drawLine(root, end)
    for end, dy, dx, radius in ends:
        draw_point(painter, end, direction_colour(dy, dx), radius, hollow=False)


def _stamp_side() -> float:
    return 2 * (LARGEST_RADIUS + _OUTLINE_WIDTH) + 2


@functools.lru_cache(maxsize=4096)
def _stamp(rgb: int, step: int, outside: bool, ratio: float) -> QPixmap:
    """Return a place as a small picture, which is drawn many times as fast as a circle."""
    side = _stamp_side()
    stamp = QPixmap(round(side * ratio), round(side * ratio))
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_place(painter, QPointF(side / 2, side / 2), rgb, step, outside)
    painter.end()
    return stamp


def _draw_place(painter: QPainter, middle: QPointF, rgb: int, step: int, outside: bool) -> None:
    colour, radius = QColor.fromRgb(rgb), LARGEST_RADIUS * step / _SIZES
    if outside:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in outlined(colour, 2.4, 1.2):
            painter.setPen(pen)
            painter.drawEllipse(middle, radius, radius)
    else:
        painter.setPen(QPen(OUTLINE, _OUTLINE_WIDTH))
        painter.setBrush(colour)
        painter.drawEllipse(middle, radius, radius)
