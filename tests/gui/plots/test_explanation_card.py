"""The definition of a measure is one click away from its plot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vizapp.gui.plots.explanation_card import ExplanationCard
from vizapp.gui.plots.plot_head import PlotHead


def test_a_click_opens_the_definition_and_escape_closes_it(qtbot: QtBot) -> None:
    head = PlotHead("checkerboardPlot")
    qtbot.addWidget(head)
    head.resize(400, 20)
    head.show()
    assert not head.explain.isVisible()
    head.set_title("Checkerboard", "The deviation between the means of the phases.")
    assert head.explain.isVisible()
    assert head.explain.accessibleName() == "What Checkerboard is"
    assert head.explain.geometry().left() >= head.title.geometry().right()
    QTest.mouseClick(head.explain, Qt.MouseButton.LeftButton)
    card = QApplication.activePopupWidget()
    assert isinstance(card, ExplanationCard)
    assert card.text.text() == "The deviation between the means of the phases."
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    QApplication.processEvents()


def test_where_there_is_little_room_the_title_gives_way_and_the_button_stays(qtbot: QtBot) -> None:
    head = PlotHead("checkerboardPlot")
    qtbot.addWidget(head)
    head.set_title("Checkerboard", "What it is.")
    head.show_value("12.345 levels", note="at step 12")
    for width in (400, 240, 160):
        head.resize(width, 20)
        head.grab()
        assert head.explain.geometry().right() < head.value.geometry().left() <= width
    assert head.title.text() != "CHECKERBOARD"


def test_a_value_gives_up_its_unit_before_the_title_is_cut_to_a_letter(qtbot: QtBot) -> None:
    head = PlotHead("checkerboardPlot")
    qtbot.addWidget(head)
    head.set_title("Checkerboard", "What it is.")
    head.show_value("0.184 grey levels")
    head.show()
    head.resize(400, 20)
    assert head.value.text() == "0.184 grey levels"
    for width in (240, 220, 190):
        head.resize(width, 20)
        assert head.value.text() == "0.184"
        assert head.title.text() == "CHECKERBOARD" or width == 190, "whole where that leaves enough room"
    assert head.value.toolTip() == "0.184 grey levels"
    assert head.title.text().startswith("CHECKER")
    head.resize(400, 20)
    assert head.value.text() == "0.184 grey levels"
