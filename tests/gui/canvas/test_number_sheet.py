"""Texts that are drawn with one call: the same pixels as one by one, and still so when the sheet has grown."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPicture
from PySide6.QtWidgets import QApplication

from vizapp.gui.canvas import number_sheet
from vizapp.gui.canvas.number_sheet import NumberSheets
from vizapp.gui.canvas.number_texts import NumberTexts

SIDE = 300
GROUND = QColor(90, 140, 90)


def pixels(ratio: float, draw: object) -> NDArray[np.uint8]:
    image = QImage(round(SIDE * ratio), round(SIDE * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(GROUND)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).copy()


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("most", [None, 1])
def test_numbers_look_as_one_by_one(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, ratio: float, most: int | None
) -> None:
    """At places between device pixels, over one another and partly out of view; also where a sheet is begun anew."""
    if most is not None:
        monkeypatch.setattr(number_sheet, "_MOST_PIXELS", most)
    random = np.random.default_rng(0)
    font = QFont(qapp.font())
    sheets, single = NumberSheets(font), NumberTexts(font)
    for size in (9, 12):
        for count in (3, 400):
            texts = [(f"{value:.2f}", bool(value > 0)) for value in random.normal(0, 9, count)]
            centres = random.uniform(-4, SIDE + 4, (count, 2))
            keys = np.array([sheets.key(*text) for text in texts])

            def together(painter: QPainter, centres=centres, keys=keys, size=size) -> None:
                sheets.draw(painter, centres, keys, size, ratio)

            def one_by_one(painter: QPainter, centres=centres, texts=texts, size=size) -> None:
                for (x, y), (text, dark) in zip(centres.tolist(), texts, strict=True):
                    single.draw(painter, QPointF(x, y), text, dark, size, ratio)

            found = pixels(ratio, together)
            assert np.array_equal(found, pixels(ratio, one_by_one))
            assert (found != pixels(ratio, lambda painter: None)).any()


def test_the_painter_is_left_as_it_was(qapp: QApplication) -> None:
    sheets = NumberSheets(QFont(qapp.font()))
    key = sheets.key("0.5", dark=True)
    assert sheets.key("0.5", dark=True) == key != sheets.key("0.5", dark=False)

    def draw(painter: QPainter) -> None:
        before = painter.worldTransform()
        sheets.draw(painter, np.array([[20.0, 20.0]]), np.array([key]), 12, 2.0)
        assert painter.worldTransform() == before

    pixels(2.0, draw)


def test_what_keeps_shapes_gets_text(qapp: QApplication) -> None:
    """A recorded picture holds the text itself, which is drawn in any size without becoming squares."""
    sheets = NumberSheets(QFont(qapp.font()))
    recorded = QPicture()
    painter = QPainter(recorded)
    sheets.draw(painter, np.array([[20.0, 20.0]]), np.array([sheets.key("0.25", dark=True)]), 12, 1.0)
    painter.end()
    large = QImage(400, 400, QImage.Format.Format_RGB32)
    large.fill(Qt.GlobalColor.white)
    painter = QPainter(large)
    painter.scale(10, 10)
    painter.drawPicture(0, 0, recorded)
    painter.end()
    rows = np.frombuffer(large.constBits(), np.uint8).reshape(400, 400, 4)[..., 0] < 128
    ys, xs = np.nonzero(rows)
    assert 150 < xs.mean() < 250
    assert 150 < ys.mean() < 250
    # Of a copied image each pixel would be a square of 10 by 10.
    assert any(
        (rows[y : y + 10, x : x + 10] != rows[y, x]).any() for y in range(0, 400, 10) for x in range(0, 400, 10)
    )
