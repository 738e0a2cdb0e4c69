"""Marks that stay as they are while others move: drawn into one image, which is copied with every frame."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from vizapp.gui.canvas.kept_shapes import keeps_shapes


class KeptDrawing:
    """The marks of one overlay as an image, as long as they are the same.

    What is drawn once only is drawn as it is; the image is made when the same is to be drawn a second time.
    """

    def __init__(self) -> None:
        self._key: object = None
        self._kept: tuple[QPointF, QImage] | None = None

    def draw(
        self, painter: QPainter, key: object, area: Callable[[], QRectF], draw: Callable[[QPainter], None]
    ) -> None:
        """Draw what ``draw`` draws, or copy it.

        Args:
            painter: draws in any coordinates; where they are turned or stretched, and where the painter keeps
                shapes, ``draw`` draws itself.
            key: says what is drawn and where: what has the same key looks the same.
            area: returns what the marks lie in, in the painter's coordinates, and not larger than what is seen.
            draw: draws the marks, in the painter's coordinates.
        """
        device = painter.deviceTransform()
        scale = device.m11()
        turned = scale <= 0 or device.m22() != scale or device.isRotating()
        if turned or painter.opacity() != 1.0 or keeps_shapes(painter):
            draw(painter)
            return
        left, top = device.dx(), device.dy()
        whole_key = (key, scale, left, top)
        if whole_key != self._key:
            self._key, self._kept = whole_key, None
            draw(painter)
            return
        if self._kept is None:
            self._kept = _drawn(area(), QPointF(left, top), scale, painter.renderHints(), draw)
        corner, image = self._kept
        # In device pixels, so that the image is copied as it is.
        world = painter.worldTransform()
        painter.scale(1 / scale, 1 / scale)
        painter.drawImage(corner, image)
        painter.setWorldTransform(world)


def _drawn(
    area: QRectF, origin: QPointF, scale: float, hints: QPainter.RenderHint, draw: Callable[[QPainter], None]
) -> tuple[QPointF, QImage]:
    """Return an image of ``area``, in whole device pixels, and its corner.

    The corner is in device pixels from ``origin``, which is where the painter's coordinates begin on the device.
    """
    left, top = math.floor(area.left() * scale + origin.x()), math.floor(area.top() * scale + origin.y())
    right, bottom = math.ceil(area.right() * scale + origin.x()), math.ceil(area.bottom() * scale + origin.y())
    corner = QPointF(left, top) - origin
    image = QImage(max(1, right - left), max(1, bottom - top), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(hints)
    painter.translate(-corner)
    painter.scale(scale, scale)
    draw(painter)
    painter.end()
    return corner, image
