"""Many short texts drawn at once: each is laid out once, side by side with the others in one image, and then copied.

Where hundreds of numbers move with every frame, a call for each of them would cost more than drawing them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap
from shiboken6 import Shiboken

from vizapp.gui.canvas.kept_shapes import keeps_shapes
from vizapp.gui.canvas.number_texts import measured, write_number

_SHEET_WIDTH = 1024
_FIRST_HEIGHT = 128
_MOST_PIXELS = 4 << 20
"""Device pixels of a sheet at most, but for the texts of a single frame; then it is begun anew."""
_FIELDS = 10
"""Numbers of a ``QPainter.PixmapFragment``: place, source rectangle, two scales, rotation, opacity."""


class NumberSheets:
    """Draws any number of texts with one call, in black or in white. A text is known by a number, its key."""

    def __init__(self, font: QFont) -> None:
        self._font = QFont(font)
        self._keys: dict[tuple[str, bool], int] = {}
        self._texts: list[tuple[str, bool]] = []
        self._sheets: dict[tuple[int, float], _Sheet] = {}

    def key(self, text: str, dark: bool) -> int:
        """Return the key of a text in one line, in black if ``dark`` and in white otherwise."""
        found = self._keys.setdefault((text, dark), len(self._texts))
        if found == len(self._texts):
            self._texts.append((text, dark))
        return found

    def draw(
        self, painter: QPainter, centres: NDArray[np.float64], keys: NDArray[np.intp], size: int, ratio: float
    ) -> None:
        """Draw texts in their order.

        Args:
            painter: draws in screen coordinates.
            centres: float64 (n, 2), where their middles are, as (x, y) in screen pixels.
            keys: (n,), which texts.
            size: of the font, in screen pixels.
            ratio: device pixels a screen pixel.
        """
        if not len(keys):
            return
        if keeps_shapes(painter):
            for (x, y), key in zip(centres.tolist(), keys.tolist(), strict=True):
                text, dark = self._texts[int(key)]
                write_number(painter, QPointF(x, y), text, dark, self._font, size)
            return
        sheet = self._sheets.get((size, ratio))
        if sheet is None:
            # Another ratio is that of another screen: what was drawn for the one before is not seen again.
            self._sheets = {which: each for which, each in self._sheets.items() if which[1] == ratio}
            sheet = self._sheets[size, ratio] = _Sheet(self._font, size, ratio)
        sources = sheet.places(keys, self._texts)
        fragments = np.zeros((len(keys), _FIELDS))
        fragments[:, :2] = centres * ratio
        fragments[:, 2:6] = sources
        fragments[:, 6:8] = fragments[:, 9] = 1.0
        # In device pixels, so that every text is copied as it is.
        world = painter.worldTransform()
        painter.scale(1 / ratio, 1 / ratio)
        first = Shiboken.wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment)
        assert isinstance(first, QPainter.PixmapFragment)
        painter.drawPixmapFragments(first, len(keys), sheet.image)
        painter.setWorldTransform(world)


@dataclass(slots=True)
class _Shelf:
    """Where on a sheet the next text goes."""

    left: int = 0
    top: int = 0


class _Sheet:
    """The texts drawn so far in one size, in rows that are as high as a line.

    ``image`` has no pixel ratio: places on it are in device pixels.
    """

    def __init__(self, font: QFont, size: int, ratio: float) -> None:
        self._font, self._size, self._ratio = font, size, ratio
        self._line = measured(font, size, "0", ratio)[1]
        self._begin()

    def _begin(self) -> None:
        self.image = _blank(max(_FIRST_HEIGHT, self._line))
        self._places = np.zeros((0, 4))
        self._next = _Shelf()

    def places(self, keys: NDArray[np.intp], texts: list[tuple[str, bool]]) -> NDArray[np.float64]:
        """Return where texts are on the sheet, float64 (n, 4) as left, top, width, height; draw what is missing."""
        if self.image.width() * self.image.height() > _MOST_PIXELS:
            self._begin()
        if len(texts) > len(self._places):
            more = np.zeros((2 * len(texts), 4))
            more[: len(self._places)] = self._places
            self._places = more
        found = self._places[keys]
        is_missing = found[:, 2] == 0
        if is_missing.any():
            self._draw(np.unique(keys[is_missing]).tolist(), texts)
            found = self._places[keys]
        return found

    def _draw(self, keys: list[int], texts: list[tuple[str, bool]]) -> None:
        """Write texts on the sheet."""
        for key in keys:
            width, height = measured(self._font, self._size, texts[key][0], self._ratio)
            if self._next.left + width > _SHEET_WIDTH:
                self._next = _Shelf(0, self._next.top + self._line)
            self._places[key] = self._next.left, self._next.top, width, height
            self._next.left += width
        needed = self._next.top + self._line
        if needed > self.image.height():
            larger = _blank(max(2 * self.image.height(), needed))
            painter = QPainter(larger)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawPixmap(0, 0, self.image)
            painter.end()
            self.image = larger
        painter = QPainter(self.image)
        painter.scale(self._ratio, self._ratio)
        for key in keys:
            middle = QRectF(*self._places[key].tolist()).center() / self._ratio
            write_number(painter, middle, *texts[key], self._font, self._size)
        painter.end()


def _blank(height: int) -> QPixmap:
    image = QPixmap(_SHEET_WIDTH, height)
    image.fill(Qt.GlobalColor.transparent)
    return image
