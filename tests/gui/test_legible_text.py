"""No text has fewer than 11 pixels where the screen's scale is 1, and text on pictures has a contrast of 4.5:1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fakes import FakeSession, deformable_snapshot, ready_state, unit_reading
from PySide6.QtGui import QColor, QFontInfo, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot
from rig import subpixel_state

from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.badges import PLATE, PLATE_MUTED, PLATE_TEXT
from vizapp.gui.canvas.number_texts import DARK_INK, LIGHT_INK
from vizapp.gui.canvas.pixel_grid import needs_dark_ink
from vizapp.gui.colours import phase_colour, tap_colour
from vizapp.gui.deformable.unseen_marks import _UNSEEN_TEXT, UNSEEN_PLATE
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.subpixel import held_out_layer
from vizapp.gui.subpixel.phase_labels import UNKNOWN_ORIGIN, text_colour_on
from vizapp.gui.text_size import LEAST_PIXELS
from vizapp.gui.tokens import contrast
from vizapp.session.curves import Curves
from vizapp.session.state import State

_WITH_TEXT = (QLabel, QAbstractButton, QComboBox, QLineEdit, QTableView)


def deformable() -> State:
    values = np.linspace(2.0, 0.5, 40)
    return ready_state(
        curves={"deformable": Curves({"loss": values, "distance": values})},
        snapshot=deformable_snapshot(unit_reading(), measures={"loss": 0.5, "distance": 0.75}),
    )


def shuffled(factor: int) -> Callable[[], State]:
    return lambda: subpixel_state(factor, size=(5, 8), pixel_yx=(2, 3))


STATES: dict[str, Callable[[], State]] = {
    "deformable": deformable,
    **{f"shuffle by {factor}": shuffled(factor) for factor in (2, 3, 8)},
}


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> dict[int, set[str]]:
    """Which pixels fonts have that something is painted with, each with what was written."""
    found: dict[int, set[str]] = defaultdict(set)
    original = QPainter.drawText

    def draw_text(self: QPainter, *arguments: Any) -> Any:
        shrunk = min(abs(self.combinedTransform().m22()) or 1.0, 1.0)
        text = next((each for each in arguments if isinstance(each, str)), "")
        if text:
            found[round(QFontInfo(self.font()).pixelSize() * shrunk)].add(text)
        return original(self, *arguments)

    monkeypatch.setattr(QPainter, "drawText", draw_text)
    return found


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
def test_nothing_is_written_smaller_than_can_be_read(
    name: str, size: tuple[int, int], sizes: dict[int, set[str]], qtbot: QtBot
) -> None:
    window = MainWindow(FakeSession(STATES[name]()), Settings())  # type: ignore[arg-type]  # has every gesture
    window.resize(*size)
    window.show()
    try:
        window.actions_table["foldProgressAction"].trigger()
        canvases = (window.canvases.input, window.canvases.output)
        for _ in range(14):
            for canvas in canvases:
                canvas.zoom_by(1.35)
            for _ in range(2):
                QApplication.processEvents()
            window.panel_pace.catch_up()
            window.grab()
        assert sum(map(len, sizes.values())) > 10, "a good deal is painted"
        assert not {pixels: texts for pixels, texts in sizes.items() if pixels < LEAST_PIXELS}
        small = [
            f"{type(each).__name__} {each.objectName()} {QFontInfo(each.font()).pixelSize()}"
            for each in window.findChildren(QWidget)
            if isinstance(each, _WITH_TEXT) and QFontInfo(each.font()).pixelSize() < LEAST_PIXELS
        ]
        assert not small
    finally:
        window.close()
        window.deleteLater()


def over(plate: QColor, ground: QColor) -> QColor:
    """Return the colour of a translucent plate over a picture."""
    share = plate.alphaF()
    parts = [
        round(top * share + below * (1 - share))
        for top, below in zip(plate.getRgb()[:3], ground.getRgb()[:3], strict=True)
    ]
    return QColor(*parts)


GROUNDS = [QColor(*(value for _ in range(3))) for value in (0, 90, 128, 200, 255)] + [
    QColor(255, 0, 0),
    QColor(0, 255, 0),
    QColor(0, 0, 255),
    QColor(255, 255, 0),
]


@pytest.mark.parametrize("ground", GROUNDS, ids=QColor.name)
def test_text_on_plates_is_read_over_any_picture(ground: QColor) -> None:
    for ink in (PLATE_TEXT, PLATE_MUTED):
        assert contrast(ink, over(PLATE, ground)) >= 4.5
    assert contrast(QColor(255, 255, 255), over(held_out_layer._PLATE, ground)) >= 4.5
    assert contrast(_UNSEEN_TEXT, UNSEEN_PLATE) >= 4.5


def test_text_on_colours_of_taps_and_phases_is_read() -> None:
    colours = [phase_colour(phase, r) for r in (2, 3, 4, 8) for phase in range(r * r)] + [UNKNOWN_ORIGIN]
    colours += [tap_colour(tap, ConvGeometry((7, 7))) for tap in range(49)]
    for colour in colours:
        assert contrast(text_colour_on(colour), colour) >= 4.5


def test_numbers_of_pixels_are_read_on_every_grey() -> None:
    for level in range(256):
        ground = QColor(level, level, level)
        dark = bool(needs_dark_ink(np.full((1, 1, 1), level, np.uint8))[0, 0])
        assert contrast(DARK_INK if dark else LIGHT_INK, ground) >= 4.5
