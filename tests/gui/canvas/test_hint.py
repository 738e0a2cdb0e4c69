"""What stands in an empty canvas can be read whole, however small the canvas is."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.problem import Problem
from vizapp.wording.problems import sentence

SHORT = "Waiting for the first output."
REFUSAL = sentence(
    Problem(
        "deformable.too-large",
        "working_size",
        {"size": (512, 512), "channels": 3, "taps": 147, "needed": 6.5},
        (Problem("remedy.working-size-at-most", "working_size", {"size": 401}),),
    )
)
NAME = "/a/rather/long/path/without/any/space/in/it/whatsoever/photograph.of.a.cat.png does not exist."


def shown(qtbot: QtBot, size: tuple[int, int], text: str, way_out: tuple[str, str] = ("", "")) -> ImageCanvas:
    canvas = ImageCanvas("outputCanvas", "Output")
    qtbot.addWidget(canvas)
    canvas.set_hint(text, way_out)
    canvas.resize(*size)
    canvas.show()
    return canvas


def ink(image: QImage) -> np.ndarray:
    """Return where an image differs from its upper left corner."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)
    return (np.abs(pixels - pixels[0, 0]) > 20).any(axis=2)


@pytest.mark.parametrize("text", [SHORT, REFUSAL, NAME])
@pytest.mark.parametrize("size", [(120, 120), (165, 420), (240, 180), (520, 600)])
def test_all_of_it_is_written_within_the_canvas(qtbot: QtBot, size: tuple[int, int], text: str) -> None:
    canvas = shown(qtbot, size, text)
    hint = canvas._hint
    assert "".join(hint.lines).replace(" ", "") == text.replace(" ", "")
    seen = ink(hint.grab().toImage())
    assert seen.any()
    assert not seen[[0, -1]].any(), "cut above or below"
    assert not seen[:, [0, -1]].any(), "cut at a side"


@pytest.mark.parametrize("size", [(120, 120), (165, 420), (520, 600)])
def test_words_that_fit_are_not_broken(qtbot: QtBot, size: tuple[int, int]) -> None:
    for text in (SHORT, REFUSAL):
        canvas = shown(qtbot, size, text)
        lines = canvas._hint.lines
        assert " ".join(line.strip() for line in lines) == text


def test_it_is_written_large_where_there_is_room(qtbot: QtBot) -> None:
    canvases = [shown(qtbot, size, SHORT) for size in ((600, 500), (900, 700))]
    heights = [ink(canvas._hint.grab().toImage()).any(axis=1).sum() for canvas in canvases]
    assert heights[0] == heights[1]
    large, small = shown(qtbot, (600, 500), REFUSAL), shown(qtbot, (120, 120), REFUSAL)
    assert len(large._hint.lines) < len(small._hint.lines)


def test_a_button_under_it_leads_out_of_what_it_says(qtbot: QtBot) -> None:
    canvas = shown(qtbot, (260, 300), REFUSAL, ("Use a working size of 401", "Use 401"))
    pressed: list[bool] = []
    canvas.way_out_wanted.connect(lambda: pressed.append(True))
    for size in ((260, 300), (126, 300), (700, 500)):
        canvas.resize(*size)
        button, hint = canvas.way_out, canvas._hint
        assert button.isVisible()
        assert button.text() == ("Use 401" if size[0] == 126 else "Use a working size of 401")
        assert canvas.rect().contains(button.geometry())
        assert button.y() >= hint.y() + hint.text_bottom
        assert button.y() - (hint.y() + hint.text_bottom) < 20
        assert button.accessibleName() == "Use a working size of 401"
    QTest.mouseClick(canvas.way_out, Qt.MouseButton.LeftButton)
    assert pressed == [True]
    canvas.set_hint("")
    assert not canvas.way_out.isVisible()
    assert not canvas._hint.isVisible()


def test_it_has_the_colour_of_its_role(qtbot: QtBot) -> None:
    canvas = shown(qtbot, (400, 300), SHORT)
    canvas._hint.setStyleSheet("color: #FF0000;")
    image = canvas._hint.grab().toImage()
    colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert any(each.red() > 200 and each.green() < 60 for each in colours)
