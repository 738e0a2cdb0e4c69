"""Numbers can be read on every pixel: 4.5 to 1 or more, whatever colour it has."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from fakes import picture
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from rig import screen

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.number_texts import DARK_INK, LIGHT_INK
from vizapp.gui.canvas.pixel_grid import needs_dark_ink
from vizapp.gui.tokens import contrast

GREYS = np.arange(256, dtype=np.uint8).reshape(16, 16, 1)
COLOURS = np.random.default_rng(5).integers(0, 256, (40, 50, 3), dtype=np.uint8)
CORNERS = np.array([[[r, g, b] for r in (0, 118, 255) for g in (0, 118, 255)] for b in (0, 118, 255)], np.uint8)


@pytest.mark.parametrize("pixels", [GREYS, COLOURS, CORNERS])
def test_every_ink_has_enough_contrast_with_its_pixel(pixels: NDArray[np.uint8]) -> None:
    dark = needs_dark_ink(pixels)
    assert dark.shape == pixels.shape[:2]
    assert DARK_INK.alpha() == LIGHT_INK.alpha() == 255
    for colour, is_dark in zip(pixels.reshape(-1, pixels.shape[2]).tolist(), dark.reshape(-1).tolist(), strict=True):
        red, green, blue = colour * 3 if len(colour) == 1 else colour
        assert contrast(DARK_INK if is_dark else LIGHT_INK, QColor(red, green, blue)) >= 4.5


def test_a_translucent_pixel_is_read_against_what_it_lies_on() -> None:
    pixels = np.array([[[255, 255, 255, 255], [0, 0, 0, 255], [0, 0, 0, 0], [255, 255, 255, 0]]], np.uint8)
    assert needs_dark_ink(pixels).tolist() == [[True, False, True, True]], "the checkerboard is light"


def test_ink_is_drawn_as_it_was_chosen(canvas: ImageCanvas) -> None:
    """On the screen, the darkest and lightest of each pixel with its number are the pixel and the chosen ink."""
    levels = np.array([[0, 60, 117, 118], [119, 128, 190, 255]], np.uint8)
    canvas.set_size_in_pixels(2, 4)
    shown = picture(np.full((1, 2, 4), 8.0, np.float32))
    canvas.show_picture(msgspec.structs.replace(shown, pixels=levels[..., None]))
    assert canvas.projection.scale > 40
    image = screen(canvas)[..., 0].astype(int)
    for (row, column), level in np.ndenumerate(levels):
        rect = canvas.projection.map_rect(QRectF(column, row, 1, 1)).adjusted(3, 3, -3, -3).toRect()
        part = image[rect.top() : rect.bottom(), rect.left() : rect.right()]
        furthest = int(part.reshape(-1)[np.abs(part - int(level)).argmax()])
        grey, ink = QColor(*[int(level)] * 3), QColor(furthest, furthest, furthest)
        assert contrast(grey, ink) >= 4.5
