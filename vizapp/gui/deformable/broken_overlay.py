"""Marks at the units with a brought point that is not finite."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.points.point_painter import draw_broken
from vizapp.session.state import State

BROKEN = "deformable.broken"
"""The key of the overlay."""
MOST_MARKS = 400
"""On the screen at once; of more units every second or third is marked."""
MOST_PLACED = 20_000
"""Of more units only some are looked at with every picture."""
_RADIUS = 4.0


class BrokenOverlay:
    """Crosses at units with a point that is not finite; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self._layer = BrokenLayer()
        pair.input.add_layer(self._layer, above_numbers=True)

    def show_state(self, old: State | None, new: State) -> None:
        if old is None or old.brought is not new.brought or old.experiment is not new.experiment:
            self._layer.show(*_broken(new))

    def set_shown(self, shown: bool) -> None:
        self._layer.set_visible(shown)


class BrokenLayer(Layer):
    """Draws the crosses."""

    def __init__(self) -> None:
        super().__init__()
        self._units: NDArray[np.intp] = np.zeros((0, 2), np.intp)
        self._geometry = ConvGeometry((3, 3))

    @property
    def count(self) -> int:
        """How many units there are to be marked."""
        return len(self._units)

    def show(self, units: NDArray[np.intp], geometry: ConvGeometry) -> None:
        """Mark ``units`` (n, 2), (y, x), of a layer of ``geometry``."""
        if len(units) or len(self._units):
            self._units, self._geometry = units, geometry
            self.changed()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if not len(self._units):
            return
        shift, stride = np.array(self._geometry.centre_shift), np.array(self._geometry.stride)
        places = projection.to_screen_array(shift + self._units * stride)
        inside = (places >= 0).all(axis=1) & (places <= (projection.width, projection.height)).all(axis=1)
        seen = places[inside]
        for x, y in seen[:: max(1, -(-len(seen) // MOST_MARKS))].tolist():
            draw_broken(painter, QPointF(x, y), _RADIUS)


def has_broken(state: State) -> bool:
    """Tell whether offsets were brought that hold NaN or infinity."""
    task, loaded = state.experiment.spec_of(DeformableSpec).task, state.brought.loaded
    return isinstance(task, BroughtSpec) and loaded is not None and bool(loaded.non_finite.count)


def _broken(state: State) -> tuple[NDArray[np.intp], ConvGeometry]:
    spec, loaded = state.experiment.spec_of(DeformableSpec), state.brought.loaded
    if loaded is None or not has_broken(state):
        return np.zeros((0, 2), np.intp), spec.geometry
    units = np.argwhere(loaded.broken)
    return units[:: max(1, -(-len(units) // MOST_PLACED))], spec.geometry
