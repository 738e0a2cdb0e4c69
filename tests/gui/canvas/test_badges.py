"""The plates on a canvas can be read in either theme."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.canvas.badges import ChoiceBadge
from vizapp.gui.theme import apply_theme, current_theme
from vizapp.gui.tokens import contrast


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
