"""A widget whose parts come and go is laid out in one turn of the loop and painted in the next."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.paint_hold import PaintHold


class Picture(QWidget):
    """Notes when it was painted, and how large it was then."""

    def __init__(self, parent: QWidget, diary: list[str]) -> None:
        super().__init__(parent)
        self._diary = diary

    def paintEvent(self, event: QPaintEvent) -> None:
        self._diary.append(f"painted {self.height()}")


class Page(QWidget):
    """A picture above a part that comes and goes, each 40 pixels high."""

    def __init__(self) -> None:
        super().__init__()
        self.diary: list[str] = []
        self.part = QWidget(self)
        self.part.setFixedHeight(40)
        self.part.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Picture(self, self.diary), 1)
        column.addWidget(self.part)
        self.resize(60, 100)
        self.paint_hold = PaintHold(self)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "painted 100" in page.diary, timeout=1000)
    qtbot.wait(30)
    page.diary.clear()
    return page


def test_it_is_painted_in_a_turn_after_the_one_that_lays_it_out(page: Page, qtbot: QtBot) -> None:
    turns = QTimer(page, interval=1)
    turns.timeout.connect(lambda: page.diary.append("turn"))
    turns.start()
    qtbot.wait(10)
    page.diary.clear()
    page.paint_hold.hold()
    page.part.show()
    qtbot.waitUntil(lambda: "painted 60" in page.diary, timeout=1000)
    assert page.diary[0] == "turn"
    assert "painted 100" not in page.diary


def test_a_second_hold_in_the_same_turn_changes_nothing(page: Page, qtbot: QtBot) -> None:
    page.paint_hold.hold()
    page.paint_hold.hold()
    page.part.show()
    qtbot.waitUntil(lambda: "painted 60" in page.diary, timeout=1000)
    assert page.updatesEnabled()


def test_others_wait_until_it_has_been_painted(page: Page, qtbot: QtBot) -> None:
    assert not page.paint_hold.active
    page.paint_hold.hold()
    assert page.paint_hold.active
    qtbot.waitUntil(lambda: not page.paint_hold.active, timeout=1000)
    assert page.diary


def test_an_update_from_before_is_made_up_for(page: Page, qtbot: QtBot) -> None:
    page.update()
    page.paint_hold.hold()
    page.part.show()
    page.resize(60, 120)
    QCoreApplication.sendPostedEvents()  # among them Qt's request to paint, which comes to nothing while it is held
    assert page.diary == []
    qtbot.waitUntil(lambda: "painted 80" in page.diary, timeout=1000)
