"""Marks that are drawn once and copied: they look as if each had been drawn where it is."""

from __future__ import annotations

from itertools import count

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPicture
from pytestqt.qtbot import QtBot

from vizapp.gui.canvas.stamps import draw_stamp

SIDE = 60
RED = QColor(220, 40, 30)
NUMBERS = count()
"""Every test has a look of its own, so that it finds no image of another one."""


class Disc:
    """Draws a disc and counts how often."""

    def __init__(self) -> None:
        self.look = ("disc", next(NUMBERS))
        self.drawn = 0

    def __call__(self, painter: QPainter, place: QPointF) -> None:
        self.drawn += 1
        painter.setPen(QColor(0, 0, 0, 200))
        painter.setBrush(RED)
        painter.drawEllipse(place, 7, 7)

    def stamp(self, painter: QPainter, place: QPointF) -> None:
        draw_stamp(painter, place, self.look, 8, self)


def image(ratio: float = 1.0) -> QImage:
    made = QImage(round(SIDE * ratio), round(SIDE * ratio), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(120, 130, 140))
    return made


def pixels(of: QImage) -> NDArray[np.int64]:
    rows = np.frombuffer(of.constBits(), np.uint8).reshape(of.height(), of.bytesPerLine())
    return rows.astype(np.int64)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("size", [1.0, 0.7])
@pytest.mark.parametrize("place", [QPointF(30, 30), QPointF(20.25, 25.5), QPointF(22.61, 31.13), QPointF(2, -3)])
def test_a_copied_mark_looks_like_a_drawn_one(qtbot: QtBot, ratio: float, size: float, place: QPointF) -> None:
    disc, drawn, copied = Disc(), image(ratio), image(ratio)
    for target, way in ((drawn, disc), (copied, disc.stamp)):
        painter = QPainter(target)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(3.4, 5.2)
        painter.scale(size, size)
        way(painter, place)
        assert painter.worldTransform().m11() == size, "the painter is left as it was"
        painter.end()
    apart = np.abs(pixels(drawn) - pixels(copied))
    assert apart.max() <= 255 / 4, "an edge lies an eighth of a pixel beside where it was, at most"
    assert (pixels(copied) != pixels(image(ratio))).any()
    centre = apart[(apart > 40)].size
    assert centre < 0.02 * apart.size


def test_it_is_drawn_once_for_each_quarter_of_a_pixel(qtbot: QtBot) -> None:
    disc, target = Disc(), image()
    painter = QPainter(target)
    for n in range(40):
        disc.stamp(painter, QPointF(10 + n, 20 + n / 4))
    painter.end()
    assert disc.drawn == 4


def test_where_a_copy_would_look_different_the_mark_is_drawn(qtbot: QtBot) -> None:
    disc, target = Disc(), image()
    painter = QPainter(target)
    painter.save()
    painter.rotate(10)
    disc.stamp(painter, QPointF(20, 20))
    painter.restore()
    painter.save()
    painter.scale(1, 2)
    disc.stamp(painter, QPointF(20, 10))
    painter.restore()
    painter.setOpacity(0.5)
    disc.stamp(painter, QPointF(20, 20))
    disc.stamp(painter, QPointF(20, 20))
    painter.end()
    assert disc.drawn == 4


def test_a_figure_has_the_mark_itself(qtbot: QtBot) -> None:
    disc, figure = Disc(), QPicture()
    painter = QPainter(figure)
    disc.stamp(painter, QPointF(20, 20))
    disc.stamp(painter, QPointF(20, 20))
    painter.end()
    assert disc.drawn == 2
