"""Whether what is painted is kept as shapes and text, as for a figure, or turned into pixels at once, as on a screen.

On a screen many small marks and numbers are drawn once into little images and then copied, which is much faster. A
figure needs the marks themselves, because it is looked at in any size.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPaintEngine, QPainter, QPainterPath, QPen

_KEEPING = frozenset({QPaintEngine.Type.Picture, QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf})

_HATCH_STEP = 8
"""Logical pixels from one line of a hatching to the next, along either axis; as in Qt's own pattern."""


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


def fill_hatched(painter: QPainter, area: QRectF | QPainterPath, colour: QColor) -> None:
    """Hatch ``area`` with lines from its lower left to its upper right, one logical pixel wide.

    On a screen they are a pattern of pixels, which a file would keep too fine or too coarse.
    """
    if isinstance(area, QRectF):
        path = QPainterPath()
        path.addRect(area)
    else:
        path = area
    if not keeps_shapes(painter):
        painter.fillPath(path, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        return
    room = path.boundingRect()
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    first, last = (int(end // _HATCH_STEP) for end in (room.left() + room.top(), room.right() + room.bottom()))
    lines = [number * _HATCH_STEP for number in range(first, last + 1)]  # x + y is the same along each
    painter.drawLines([QLineF(each - room.bottom(), room.bottom(), each - room.top(), room.top()) for each in lines])
    painter.restore()
