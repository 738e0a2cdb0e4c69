"""Ctrl + and − change the size of all text at once, and it is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from text_windows import MakeWindow, settle

from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.text_size import LEAST_PIXELS, PERCENTS, sized_sheet, take_scale, text_pixels

CTRL = Qt.KeyboardModifier.ControlModifier


def press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(window, key, CTRL)
    settle(window)


def texts(window: MainWindow) -> dict[QWidget, int]:
    """Return the pixels of the font of every widget that is seen."""
    every = [window, *window.findChildren(QWidget)]
    return {each: each.font().pixelSize() for each in every if each.isVisible() and each.font().pixelSize() > 0}


def test_all_text_follows_the_keys_and_comes_back(make_text_window: MakeWindow) -> None:
    window = make_text_window()
    window.resize(2200, 1300)  # no panel folds for want of room
    settle(window)
    before, canvases = texts(window), window.canvases.input.title.height()
    press(window, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Plus)
    assert Settings().text_percent == 150
    after = texts(window)
    both = before.keys() & after.keys()
    assert len(both) > 100
    assert not [(each, before[each], after[each]) for each in both if abs(after[each] - 1.5 * before[each]) > 1]
    assert window.canvases.input.title.height() == round(1.5 * canvases)
    press(window, Qt.Key.Key_0)
    back = texts(window)
    assert {each: back[each] for each in before} == before, "also after rounding to and fro"
    assert Settings().text_percent == 100


@pytest.mark.slow
def test_it_ends_at_both_ends_and_is_kept(make_text_window: MakeWindow) -> None:
    window = make_text_window()
    press(window, *[Qt.Key.Key_Plus] * (len(PERCENTS) + 1))
    assert Settings().text_percent == PERCENTS[-1]
    assert not window.actions_table["largerTextAction"].isEnabled()
    press(window, *[Qt.Key.Key_Minus] * (len(PERCENTS) + 1))
    assert Settings().text_percent == PERCENTS[0]
    assert not window.actions_table["smallerTextAction"].isEnabled()
    assert min(texts(window).values()) >= LEAST_PIXELS
    again = make_text_window()
    assert texts(again)
    assert again.top_bar.height() == round(48 * PERCENTS[0] / 100)


@pytest.mark.parametrize(
    "percent", [each if each == 125 else pytest.param(each, marks=pytest.mark.slow) for each in PERCENTS]
)
def test_no_word_of_a_panel_is_cut_off(make_text_window: MakeWindow, percent: int) -> None:
    Settings().text_percent = percent
    window = make_text_window()
    window.resize(1700, 1000)
    settle(window)
    cut = [
        f"{label.objectName() or label.text()}: {label.width()} of {label.sizeHint().width()}"
        for panel in (window.setup_panel, window.inspector_panel)
        for label in panel.findChildren(QLabel)
        if label.isVisible() and type(label) is QLabel and not label.wordWrap() and label.text()
        if label.width() < label.minimumSizeHint().width()
    ]
    assert not cut
    for button in window.top_bar.lab_switch.findChildren(QWidget):
        assert button.width() >= button.minimumWidth()


def test_an_unknown_size_in_the_settings_is_the_usual_one() -> None:
    settings = Settings()
    assert settings.text_percent == 100
    settings.text_percent = 125
    assert Settings().text_percent == 125
    settings.text_percent = 17
    assert Settings().text_percent == 100


def test_lengths_of_a_style_sheet_go_with_the_text() -> None:
    sheet = "QLabel { font-size: 12px; min-height: 1px; max-height: 20px; padding: 0 9px; border: 1px solid; }"
    assert sized_sheet(sheet) == sheet
    try:
        take_scale(2.0)
        larger = "QLabel { font-size: 24px; min-height: 1px; max-height: 40px; padding: 0 9px; border: 1px solid; }"
        assert sized_sheet(sheet) == larger
        take_scale(0.5)
        assert text_pixels(12) == LEAST_PIXELS
    finally:
        take_scale(1.0)
