"""What a canvas shows of its map: one picture with its numbers, and another one to the left of an upright line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from vizapp.gui.canvas.backdrop import Backdrop
from vizapp.gui.canvas.coordinates import Projection, canvas_point, canvas_rect, pixel_at
from vizapp.gui.canvas.number_room import Covers
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.canvas.picture_layer import Patch, PictureLayer
from vizapp.gui.canvas.pixel_grid import PixelLines, PixelNumbers
from vizapp.gui.canvas.split import HalfLayer
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import Region
from vizapp.value_picture import UNIT_RANGE, ValueRange


class MapPictures:
    """The pictures of one map, as layers of a canvas' backdrop; positions are (y, x) in pixels of the map.

    Attributes:
        size: height and width of the map.
        picture: the picture whose numbers are known; None where there is none.
        line: where the line between two pictures is, as a share of the canvas' width, 0 left and 1 right.
    """

    def __init__(self, backdrop: Backdrop, projection: Callable[[], Projection], font: QFont) -> None:
        """Add the layers to ``backdrop``; ``projection`` returns the present one, ``font`` is that of the numbers."""
        self.size = (1, 1)
        self.picture: Picture | None = None
        self.line = 0.5
        self._projection = projection
        self._pictured: tuple[Region, tuple[int, int]] | None = None
        self._covering: ValueRange | None = None
        self._left: Picture | None = None
        self._pixels, self._left_pixels = PictureLayer(), PictureLayer()
        self._numbers, self._left_numbers = PixelNumbers(font), PixelNumbers(font)
        self.lines = PixelLines()
        self._pixel_layers = (self._pixels, HalfLayer(self._left_pixels, self.split_x, is_left=True))
        for layer in (
            *self._pixel_layers,
            self.lines,
            HalfLayer(self._numbers, self.split_x, is_left=False),
            HalfLayer(self._left_numbers, self.split_x, is_left=True),
        ):
            backdrop.add(layer)

    @property
    def pixel_layers(self) -> tuple[Layer, ...]:
        """The layers with the pixels of the pictures, without lines and numbers."""
        return self._pixel_layers

    def set_size(self, height: int, width: int) -> None:
        """Take a map of another size; pixels over the whole map stay over it."""
        self.size = (height, width)
        self.lines.set_size(height, width)
        if self._covering is not None:
            self._pixels.show(self._pixels.pixels, canvas_rect(0, 0, height, width), self._covering)

    def show(self, picture: Picture | None) -> None:
        """Show a picture of the map, or nothing; its values become the numbers at high zoom."""
        self.picture, self._covering = picture, None
        self._pictured = None if picture is None else (picture.region, self.size)
        if picture is None:
            self._pixels.show(None, QRectF())
        else:
            self._pixels.show(picture.pixels, canvas_rect(*picture.region))
        self.lines.set_visible(picture is not None)  # a grid without pixels would be that of an earlier map
        self._numbers.show(picture)

    def keep(self) -> bool:
        """Keep the picture, greyed and without its numbers, until the next one is there; return whether there is one.

        On a map of another size it takes the same share of it.
        """
        if self._pictured is None:
            return False
        (top, left, height, width), (rows, columns) = self._pictured
        down, across = self.size[0] / rows, self.size[1] / columns
        self._pixels.fade(canvas_rect(top * down, left * across, height * down, width * across))
        self.picture = None
        self._numbers.show(None)
        return True

    def show_pixels(
        self, pixels: NDArray[np.generic], values: Picture | None = None, drawn: ValueRange = UNIT_RANGE
    ) -> None:
        """Show ``pixels``, uint8 or uint16 (h, w, 1|3|4), over the whole map; ``values`` has the map's numbers.

        ``drawn`` is what of uint16 is black and white, as shares of its range.
        """
        self.picture, self._covering = values, drawn
        self._pictured = None
        self._pixels.show(pixels, canvas_rect(0, 0, *self.size), drawn)
        self.lines.set_visible(True)
        self._numbers.show(None)

    def show_left(self, picture: Picture | None) -> None:
        """Lay another picture of the map over the part to the left of the line; None: there is no line."""
        self._left = picture
        if picture is None:
            self._left_pixels.show(None, QRectF())
        else:
            self._left_pixels.show(picture.pixels, canvas_rect(*picture.region))
        self._left_numbers.show(picture)

    def split_x(self) -> float | None:
        """Return the line between two pictures as x in canvas coordinates; None where there is one picture."""
        if self._left is None:
            return None
        seen = self._projection()
        return seen.unmap(QPointF(self.line * seen.width, 0)).x()

    def value_at(self, y: float, x: float) -> tuple[float, ...] | None:
        """Return the numbers of the pixel at the position (y, x), one a channel; None if unknown.

        They are of the picture that is seen there.
        """
        line = self.split_x()
        picture = self._left if line is not None and canvas_point(y, x).x() < line else self.picture
        if picture is None or picture.values is None:
            return None
        top, left, height, width = picture.region
        if picture.values.shape[1:] != (height, width):
            return None
        row, column = pixel_at(y, x)
        if not (top <= row < top + height and left <= column < left + width):
            return None
        return tuple(float(v) for v in picture.values[:, row - top, column - left])

    def keep_numbers_off(
        self, margins: tuple[float, float] | None, covers: Callable[[Projection], Covers] | None = None
    ) -> None:
        """Leave screen pixels free at the top and bottom of each pixel that shows its numbers; None: its centre.

        ``covers`` returns what else is drawn over single pixels of a map of one channel.
        """
        self._numbers.keep_off(margins, covers)
        self._left_numbers.keep_off(margins, covers)

    def draw(self, painter: QPainter, projection: Projection) -> None:
        """Draw the picture, or both of them, as another projection shows it, without its numbers."""
        for layer in (*self._pixel_layers, self.lines):
            if layer.visible:
                painter.save()
                layer.draw(painter, projection)
                painter.restore()

    def patches(self) -> list[tuple[Patch, QRectF]]:
        """Return what is seen of the picture, or of both of them, each with the part of the viewport it keeps to."""
        seen, line = self._projection(), self.split_x()
        whole = QRectF(0, 0, seen.width, seen.height)
        left = None if line is None else QRectF(0, 0, seen.map(QPointF(line, 0)).x(), seen.height)
        pairs = ((self._pixels, whole), (self._left_pixels, left))
        found = [(layer.patch(seen), part) for layer, part in pairs if part is not None and layer.visible]
        return [(patch, part) for patch, part in found if patch is not None]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what is shown as arrays: ``pixels``, uint8 or uint16 (h, w, 1|3|4), as they are given to be drawn.

        Where exact numbers are known there are also ``values``, float32 (C, h, w), and the ``region`` of the map that
        these are of: top, left, height and width in map pixels. Empty where there is no picture.
        """
        found: dict[str, NDArray[Any]] = {}
        if self._pixels.pixels is not None:
            found["pixels"] = self._pixels.pixels
        if self.picture is not None and self.picture.values is not None:
            found |= {"values": self.picture.values, "region": np.array(self.picture.region)}
        return found
