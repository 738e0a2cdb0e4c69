"""Whether what is painted is kept as shapes and text, as for a figure, or turned into pixels at once, as on a screen.

On a screen many small marks and numbers are drawn once into little images and then copied, which is much faster. A
figure needs the marks themselves, because it is looked at in any size.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPen

_KEEPING = frozenset({QPaintEngine.Type.Picture, QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf})


def keeps_shapes(painter: QPainter) -> bool:
    """Tell whether ``painter`` keeps shapes and text: then no image should stand for a mark or a text."""
    return painter.paintEngine().type() in _KEEPING


def ground_of(painter: QPainter, on_screen: QColor) -> QColor:
    """Return the colour beside pictures: the painter's background where it keeps shapes, else ``on_screen``."""
    return painter.background().color() if keeps_shapes(painter) else on_screen


def thin_pen(colour: QColor, painter: QPainter) -> QPen:
    """Return a pen of one logical pixel: on a screen in whole pixels of it, which Qt draws many times as fast.

    In a figure it grows with everything else.
    """
    pen = QPen(colour, max(1, round(painter.device().devicePixelRatio())))
    pen.setCosmetic(not keeps_shapes(painter))
    return pen
