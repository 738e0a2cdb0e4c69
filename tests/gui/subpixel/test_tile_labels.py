"""The labels of the channel tiles make way for the frame of the picked pixel where pixels are small."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from vizapp.document.tile_layout import TileLayout
from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.subpixel.tile_layer import TileFrames

SIDE = 96
LAYOUT = TileLayout(2, SIDE, SIDE, 1, (0,), "CRD", (0, 1, 2, 3))


def plates(scale: float, picked_yx: Position | None) -> list[QRectF]:
    frames = TileFrames(QFont(), QColor("white"))
    frames.show(LAYOUT, picked_yx=picked_yx)
    return list(frames.covers(Projection(scale, 0, 0, 2000, 2000)).plates)


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.6])
@pytest.mark.parametrize("picked_yx", [(0, 0), (4, 8), (10, 20), (95, 3), (50, 50)])
def test_none_lies_over_the_picked_pixel(qapp: QApplication, scale: float, picked_yx: Position) -> None:
    y, x = picked_yx
    found = plates(scale, picked_yx)
    assert len(found) == 4
    for phase, plate in enumerate(found):
        row, column = divmod(phase, 2)
        centre = QPointF((column * SIDE + x + 0.5) * scale, (row * SIDE + y + 0.5) * scale)
        assert not plate.adjusted(-3, -3, 3, 3).contains(centre)
        tile = QRectF(column * SIDE * scale, row * SIDE * scale, SIDE * scale, SIDE * scale)
        assert tile.adjusted(-1, -1, 1, 1).contains(plate)


def test_otherwise_they_stand_at_the_top(qapp: QApplication) -> None:
    for scale, picked_yx in ((1.0, None), (1.0, (50, 50)), (30.0, (0, 0))):
        for phase, plate in enumerate(plates(scale, picked_yx)):
            assert plate.top() == pytest.approx(phase // 2 * SIDE * scale, abs=5)
