"""The drawing of a card, in the colours of the present theme."""

from __future__ import annotations

import re
from dataclasses import fields

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from vizapp.geometry import ConvGeometry
from vizapp.gui.colours import tap_colour
from vizapp.gui.theme import Theme, current_theme, theme_signal

_TOKEN = re.compile(r"@([a-z]+[0-9]?)")
_TAPS = 9
_SCALE = 1.25


def drawing_colours(theme: Theme) -> dict[str, str]:
    """Return the colours that a drawing can name: the theme's, and those of the taps of a 3×3 kernel."""
    colours = {
        field.name: value.name() for field in fields(theme) if isinstance(value := getattr(theme, field.name), QColor)
    }
    geometry = ConvGeometry((3, 3))
    return colours | {f"tap{tap}": tap_colour(tap, geometry).name() for tap in range(_TAPS)}


def coloured(drawing: str, theme: Theme) -> str:
    """Return a drawing with colours in the place of their names.

    Raises:
        KeyError: it names a colour that there is not.
    """
    colours = drawing_colours(theme)
    return _TOKEN.sub(lambda found: colours[found[1]], drawing)


class Drawing(QWidget):
    """Shows one drawing, as large as its view box asks for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cardDrawing")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._drawing = ""
        self._renderer = QSvgRenderer(self)
        theme_signal().changed.connect(self._take_theme)

    def show_drawing(self, drawing: str, name: str) -> None:
        """Show a drawing, which screen readers call ``name``."""
        self._drawing = drawing
        self.setAccessibleName(name)
        self._take_theme(current_theme())

    def sizeHint(self) -> QSize:
        return self._renderer.defaultSize() * _SCALE

    def _take_theme(self, theme: Theme) -> None:
        if self._drawing:
            self._renderer.load(QByteArray(coloured(self._drawing, theme).encode()))
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(self.rect()))
