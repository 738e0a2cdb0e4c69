"""Where the layer looks: how often each pixel of the input is read, as colours over the picture."""

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
from vizapp.gui.deformable.requests import shown_run
from vizapp.gui.widgets.numbers import plain, without_end_zeros
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import PictureRequest, Request
from vizapp.session.state import State

DENSITY = "deformable.density"
"""The key of the overlay, and the name of what is asked for."""
_OPACITY = 0.72


def density_requests(state: State) -> dict[str, Request]:
    """Return the request for the density."""
    return {DENSITY: PictureRequest("density", rigid=state.view.rigid, run=shown_run(state))}


def has_density(state: State) -> bool:
    """Tell whether the density is known."""
    return state.answer(DENSITY, Picture) is not None


class DensityOverlay:
    """Lays the density over the input; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair) -> None:
        self._layer = ImageLayer()
        pair.input.add_layer(self._layer, magnified=True)
        self.key = FieldKey("densityKey", pair.input)
        pair.input.corners.keep(self.key, Qt.Corner.TopRightCorner)

    def show_state(self, old: State | None, new: State) -> None:
        shown = DENSITY in new.view.shown
        if old is not None and old.snapshot is new.snapshot and (DENSITY in old.view.shown) == shown:
            return
        picture = new.answer(DENSITY, Picture) if shown else None
        self._layer.show(None if picture is None else (density_image(picture.pixels), canvas_rect(*picture.region)))
        self.key.show_lines("density", *(() if picture is None else density_lines(picture)))

    def set_shown(self, shown: bool) -> None:
        self._layer.set_visible(shown)
        if not shown:
            self._layer.show(None)
            self.key.show_lines("density")


def density_lines(picture: Picture) -> tuple[str, str]:
    """Return what the ends of the scale and its middle stand for."""
    if picture.low > 0:
        text = QCoreApplication.translate("DensityOverlay", "read {low} or fewer to {high} or more times")
    else:
        text = QCoreApplication.translate("DensityOverlay", "read {low} to {high} or more times")
    middle = QCoreApplication.translate("DensityOverlay", "middle: {count}, as by a plain convolution")
    low, high, count = (
        without_end_zeros(plain(value, 2)) for value in (picture.low, picture.high, (picture.low + picture.high) / 2)
    )
    return text.format(low=low, high=high), middle.format(count=count)


def density_image(pixels: NDArray[np.uint8]) -> QImage:
    """Return grey levels, uint8 (h, w, 1|3), in the colours of the density; of three channels the first is taken."""
    return packed_image(_ramp().take(pixels[..., 0]))


def density_mark(painter: QPainter, place: QPointF) -> None:
    """Draw the mark of the legend."""
    draw_ramp(painter, QRectF(place.x() - 11, place.y() - 5, 22, 10), "density")


@functools.cache
def _ramp() -> NDArray[np.uint32]:
    """Return the packed colour of each grey level."""
    return packed_ramp(DENSITY_STOPS, (_OPACITY, _OPACITY))
