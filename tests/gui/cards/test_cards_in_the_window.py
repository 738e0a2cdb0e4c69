"""Cards are opened from a caption, from a curve's title and with F1, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from fakes import FakeSession, deformable_snapshot, picture, ready_state, unit_reading
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from vizapp.cards.shelf import cards
from vizapp.gui.cards.drawing import coloured
from vizapp.gui.main_window import MainWindow
from vizapp.gui.plots.explanation_card import ExplainButton, ExplanationCard
from vizapp.gui.settings import Settings
from vizapp.gui.theme import DARK, LIGHT
from vizapp.session.curves import Curves


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    values = np.linspace(2.0, 0.5, 40)
    state = ready_state(
        curves={"deformable": Curves({"loss": values, "distance": values})},
        snapshot=deformable_snapshot(unit_reading(), picture=picture(np.zeros((1, 4, 4), np.float32))),
    )
    window = MainWindow(FakeSession(state), Settings())  # type: ignore[arg-type]  # has every gesture
    with qtbot.waitActive(window):
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
    yield window
    window.close()
    window.deleteLater()


def test_a_click_on_a_marked_word_opens_its_card_beside_it(window: MainWindow, qtbot: QtBot) -> None:
    caption = window.canvases.input_caption
    place = caption.place_of("sampling-point")
    QTest.mouseClick(caption, Qt.MouseButton.LeftButton, pos=place.center())
    popup = window.cards.popup
    assert popup is not None
    assert QApplication.activePopupWidget() is popup
    assert popup.view.title.text() == "Sampling point"
    assert "Claim 8" in popup.view.claim.text()
    word = caption.mapToGlobal(place.topLeft())
    assert popup.frameGeometry().bottom() <= word.y() or popup.frameGeometry().top() >= word.y()
    assert window.screen().availableGeometry().contains(popup.frameGeometry())
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.cards.popup is None)


def test_tab_and_return_go_from_card_to_card(window: MainWindow, qtbot: QtBot) -> None:
    caption = window.canvases.input_caption
    caption.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(caption, Qt.Key.Key_Return)
    popup = window.cards.popup
    assert popup is not None
    assert popup.view.name == "unit"
    first, second = cards()["unit"].see_also[:2]
    assert popup.focusWidget() is popup.view.links[0]
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Tab)
    assert popup.focusWidget() is popup.view.links[1], first
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    assert popup.view.name == second
    popup.all.setFocus()
    QTest.keyClick(popup.all, Qt.Key.Key_Return)
    every = window.cards.all
    assert every is not None
    assert every.view.name == second
    every.close()
    qtbot.waitUntil(lambda: window.cards.all is None)


def test_a_click_elsewhere_closes_a_card(window: MainWindow, qtbot: QtBot) -> None:
    window.cards.show_card("offset", window.canvases.input_caption.place_of("unit"))
    popup = window.cards.popup
    assert popup is not None
    QTest.mouseClick(popup, Qt.MouseButton.LeftButton, pos=popup.rect().topLeft() - popup.rect().bottomRight())
    qtbot.waitUntil(lambda: window.cards.popup is None)


def test_f1_opens_all_cards_with_a_search_and_the_keys_second(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window.canvases.input, Qt.Key.Key_F1)
    every = window.cards.all
    assert every is not None
    assert every.list.count() == len(cards())
    assert every.pages.currentIndex() == 0
    QTest.keyClicks(every.search, "icnr")
    assert every.view.name == "icnr"
    assert every.list.count() < len(cards())
    every.search.clear()
    assert every.view.name == "icnr"
    window.actions_table["shortcutsAction"].trigger()
    assert window.cards.all is every
    assert every.pages.tabText(every.pages.currentIndex()) == "Keys and mouse"
    assert any(label.text() == "Step" for label in every.pages.currentWidget().findChildren(QLabel))
    QTest.keyClick(every, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.cards.all is None)


def test_the_definition_of_a_curve_leads_to_its_card(window: MainWindow, qtbot: QtBot) -> None:
    if window.progress_dock.folded:
        window.folding.toggle(window.progress_dock)
    window.panel_pace.catch_up()
    QApplication.processEvents()
    buttons = window.progress_panel.findChildren(ExplainButton)
    button = next(each for each in buttons if each.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    card = QApplication.activePopupWidget()
    if isinstance(card, ExplanationCard):
        QTest.keyClick(card, Qt.Key.Key_Return)
    assert window.cards.popup is not None
    assert window.cards.popup.view.name in ("loss", "distance")
    QTest.keyClick(window.cards.popup, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.cards.popup is None)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_every_drawing_is_drawn_in_the_colours_of_the_theme(theme: object) -> None:
    assert theme in (DARK, LIGHT)
    for card in cards().values():
        text = coloured(card.drawing, theme)  # type: ignore[arg-type]
        assert "@" not in text
        renderer = QSvgRenderer(QByteArray(text.encode()))
        assert renderer.isValid(), card.name
        image = QImage(renderer.defaultSize(), QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        drawn = np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4)[:, 3]
        assert np.count_nonzero(drawn) > 300, card.name
