"""The plates on a canvas can be read in either theme, and show names of files as they are written."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.canvas.badges import Badge, ChoiceBadge, Hint
from vizapp.gui.theme import apply_theme, current_theme
from vizapp.gui.tokens import contrast
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import ElidedLabel, HintLabel, ValueLabel, muted_label, title_label


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_entry_of_an_open_list_can_be_read(qtbot: QtBot, qapp: QApplication, theme: str) -> None:
    before = current_theme().name
    apply_theme(qapp, theme)
    try:
        area = QWidget()
        qtbot.addWidget(area)
        area.resize(300, 300)
        badge = ChoiceBadge("pictureChoice", "Picture", area)
        badge.set_entries((("output", "Output"), ("target", "Target"), ("error", "Error")), "output")
        area.show()
        badge.showPopup()
        view = badge.view()
        qapp.processEvents()
        popup = view.window()
        image = popup.grab().toImage()
        ratio = image.devicePixelRatio()
        for row in range(3):
            rect = view.visualRect(view.model().index(row, 0))
            rect.moveTopLeft(view.viewport().mapTo(popup, rect.topLeft()))
            rect = rect.intersected(popup.rect())
            assert rect.height() > 12
            colours = [
                QColor(image.pixel(round(x * ratio), round(y * ratio)))
                for y in range(rect.top() + 3, rect.bottom() - 2)
                for x in range(rect.left() + 6, rect.right() - 6)
            ]
            lightness = np.array([colour.lightness() for colour in colours])
            darkest, lightest = colours[int(lightness.argmin())], colours[int(lightness.argmax())]
            assert contrast(darkest, lightest) > 4.5, badge.itemText(row)
        badge.hidePopup()
    finally:
        apply_theme(qapp, before)


NAME = "name with ünï <b>&amp;</b>.png"


def _labels(parent: QWidget) -> list[QLabel]:
    badge, hint = Badge("inputTitle", parent), Hint("hint", parent)
    badge.set_text(NAME)
    hint.set_text(NAME)
    elided, sentence = ElidedLabel(parent), HintLabel(parent)
    elided.resize(600, 30)
    elided.set_text(NAME)
    sentence.say(NAME)
    value, muted, title = ValueLabel(NAME, parent), muted_label(NAME, parent), title_label("", parent)
    title.setText(NAME)
    return [badge, hint, elided, sentence, value, muted, title]


def test_a_name_with_tags_is_shown_as_it_is_written(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    for label in _labels(area):
        label.ensurePolished()
        label.setWordWrap(False)
        assert label.text() == NAME
        assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(NAME), "mark-up takes no room"


@pytest.mark.parametrize("name", [NAME, "/a/two  spaces <i>.png", "a < b.png", "plain & simple.png", "first\nsecond"])
def test_a_tool_tip_shows_every_character_of_a_name(name: str) -> None:
    shown = plain_tooltip(name)
    if shown == name:
        assert "<" not in name, "Qt would look for mark-up"
        return
    document = QTextDocument()
    document.setHtml(shown)
    assert document.toPlainText().replace("\xa0", " ") == name


def test_a_choice_has_room_for_its_text_in_a_style_that_came_later(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    badge = ChoiceBadge("pictureChoice", "Picture", area)
    badge.set_entries((("output", "Output of the layer"),), "output")
    narrow = badge.width()
    area.setStyleSheet("QComboBox { font-weight: bold; letter-spacing: 2px; }")
    area.show()
    assert badge.width() > narrow
    assert badge.width() >= badge.sizeHint().width()
