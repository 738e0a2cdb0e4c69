"""The effective receptive field of the picked unit: the gradient of its output, as colours over the picture."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_rect
from vizapp.gui.deformable.colour_ramp import ImageLayer, packed_image, packed_ramp
from vizapp.gui.deformable.field_key import DENSITY_STOPS, FieldKey, draw_ramp
from vizapp.gui.deformable.tree_marks import shown_tree, why_nothing
from vizapp.gui.widgets.numbers import plain
from vizapp.session.state import State

RECEPTIVE_FIELD = "deformable.receptiveField"
"""The key of the overlay."""
_LEAST_OPACITY, _OPACITY = 0.35, 0.85
"""Of the least gradient that is not 0, and of the largest."""


class ReceptiveFieldOverlay:
    """Lays the gradient over the input; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self._layer = ImageLayer()
        pair.input.add_layer(self._layer, magnified=True)
        self.key = FieldKey("receptiveFieldKey", pair.input)
        pair.input.corners.keep(self.key, Qt.Corner.TopRightCorner)

    def show_state(self, old: State | None, new: State) -> None:
        shown = RECEPTIVE_FIELD in new.view.shown
        if old is not None and old.snapshot is new.snapshot and (RECEPTIVE_FIELD in old.view.shown) == shown:
            return
        tree = shown_tree(new) if shown else None
        self._layer.show(
            gradient_image(tree.pixel_yx, tree.gradient) if tree is not None and len(tree.pixel_yx) else None
        )
        lines: tuple[str, ...] = ()
        if tree is not None:
            text = QCoreApplication.translate("ReceptiveFieldOverlay", "gradient 0 to {largest}")
            largest = plain(float(tree.gradient.max(initial=0.0)), 3)
            lines = (why_nothing(new, tree) or text.format(largest=largest),)
        self.key.show_lines("density", *lines)

    def set_shown(self, shown: bool) -> None:
        self._layer.set_visible(shown)
        if not shown:
            self._layer.show(None)
            self.key.show_lines("density")


def gradient_image(pixel_yx: NDArray[np.integer], gradient: NDArray[np.floating]) -> tuple[QImage, QRectF]:
    """Return the colours of some pixels (Q, 2), Q ≥ 1, transparent between them, and the canvas rectangle of all."""
    first, last = pixel_yx.min(axis=0), pixel_yx.max(axis=0)
    height, width = (last - first + 1).tolist()
    packed = np.zeros((height, width), np.uint32)
    levels = np.rint(255 * gradient.astype(np.float64) / (gradient.max() or 1.0)).astype(int)
    rows, columns = (pixel_yx - first).T
    packed[rows, columns] = _ramp()[levels]
    top, left = first.tolist()
    return packed_image(packed), canvas_rect(top, left, height, width)


def receptive_field_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend."""
    draw_ramp(painter, QRectF(place.x() - 11, place.y() - 5, 22, 10), "density")


@functools.cache
def _ramp() -> NDArray[np.uint32]:
    """Return the packed colour of each of 256 sizes of the gradient."""
    return packed_ramp(DENSITY_STOPS, (_LEAST_OPACITY, _OPACITY))
