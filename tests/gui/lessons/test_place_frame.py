"""The frame around what a step speaks of: it leaves the inside alone, and the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.lessons.place_frame import PlaceFrame


def test_the_frame_is_around_a_place_and_takes_no_mouse(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    button = QPushButton("Press", window)
    button.setGeometry(100, 100, 120, 40)
    frame = PlaceFrame(window)
    window.show()
    frame.show_around(button.geometry())
    assert frame.isVisible()
    assert frame.geometry().contains(button.geometry())
    line = QPoint(frame.x() + 2, frame.geometry().center().y())
    assert frame.mask().contains(line - frame.pos())
    assert not frame.mask().contains(button.geometry().center() - frame.pos()), "the inside is left alone"
    assert window.childAt(line) is None, "a press on the line goes to what is below it"
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    frame.show_around(None)
    assert not frame.isVisible()
    frame.show_around(QRect())
    assert not frame.isVisible()
