"""Marks that stay the same are drawn into one image and copied, and look as if they were drawn."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPicture
from pytestqt.qtbot import QtBot

from vizapp.gui.canvas.kept_drawing import KeptDrawing

SIDE = 80
AREA = QRectF(10.3, 14.6, 41.5, 33.2)


class Marks:
    """Draws some marks and counts how often."""

    def __init__(self) -> None:
        self.drawn = 0
        self.kept = KeptDrawing()

    def __call__(self, painter: QPainter) -> None:
        self.drawn += 1
        painter.setPen(QColor(0, 0, 0, 200))
        painter.setBrush(QColor(220, 40, 30, 160))
        painter.drawEllipse(QPointF(24.4, 30.7), 9, 7)
        painter.drawLine(QPointF(20, 20), QPointF(45.5, 41.25))

    def draw(self, painter: QPainter, key: object) -> None:
        self.kept.draw(painter, key, lambda: AREA, self)


def image(ratio: float = 1.0) -> QImage:
    made = QImage(round(SIDE * ratio), round(SIDE * ratio), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(120, 130, 140))
    return made


def painted(marks: Marks, ratio: float, key: object | None, *, size: float = 1.0) -> NDArray[np.int64]:
    target = image(ratio)
    painter = QPainter(target)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(3.4, 5.2)
    painter.scale(size, size)
    if key is None:
        marks(painter)
    else:
        marks.draw(painter, key)
    painter.end()
    rows = np.frombuffer(target.constBits(), np.uint8).reshape(target.height(), target.bytesPerLine())
    return rows.astype(np.int64)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("size", [1.0, 0.7])
def test_what_is_copied_looks_like_what_is_drawn(qtbot: QtBot, ratio: float, size: float) -> None:
    marks = Marks()
    directly = painted(marks, ratio, None, size=size)
    assert np.ptp(directly) > 100
    for _ in range(4):
        assert np.abs(painted(marks, ratio, "same", size=size) - directly).max() <= 2
    assert marks.drawn == 3, "directly, when it was new, and once for all later frames"


def test_what_has_changed_is_drawn_anew(qtbot: QtBot) -> None:
    marks = Marks()
    for key in ("a", "b", "a", "b"):
        painted(marks, 1.0, key)
    assert marks.drawn == 4
    painted(marks, 1.0, "b")
    painted(marks, 1.0, "b")
    assert marks.drawn == 5
    painted(marks, 2.0, "b")
    assert marks.drawn == 6, "at another scale"


def test_a_figure_gets_the_marks_themselves(qtbot: QtBot) -> None:
    marks, picture = Marks(), QPicture()
    for _ in range(3):
        painter = QPainter(picture)
        marks.draw(painter, "same")
        painter.end()
    assert marks.drawn == 3
