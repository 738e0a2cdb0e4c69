"""Badges in corners: placed clear of one another, and once where many change together."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.canvas.badges import BADGE_MARGIN
from vizapp.gui.canvas.corner_keeper import CornerKeeper
from vizapp.gui.tokens import SPACING


def made(qtbot: QtBot, *widths: int) -> tuple[CornerKeeper, list[QWidget]]:
    area = QWidget()
    qtbot.addWidget(area)
    area.resize(400, 300)
    keeper = CornerKeeper(area)
    widgets = []
    for width in widths:
        widget = QWidget(area)
        widget.resize(width, 20)
        keeper.keep(widget, Qt.Corner.TopLeftCorner)
        widgets.append(widget)
    area.show()
    return keeper, widgets


def apart(widgets: list[QWidget]) -> bool:
    shown = [widget.geometry() for widget in widgets if widget.isVisible()]
    return all(not a.intersects(b) for n, a in enumerate(shown) for b in shown[n + 1 :])


def test_what_comes_and_goes_leaves_no_gap_and_no_overlap(qtbot: QtBot):
    _, widgets = made(qtbot, 80, 90, 70)
    assert apart(widgets)
    below = widgets[2].y()
    widgets[1].hide()
    assert widgets[2].y() < below
    widgets[0].resize(80, 60)
    assert apart(widgets)
    widgets[1].show()
    assert apart(widgets)


def test_what_changes_together_is_placed_once(qtbot: QtBot):
    keeper, widgets = made(qtbot, 80, 90, 70)
    heard = []
    keeper.changed.connect(lambda: heard.append(widgets[2].geometry()))
    with keeper.together():
        widgets[0].resize(120, 50)
        widgets[1].hide()
        with keeper.together():
            widgets[2].resize(50, 30)
        assert not heard
    assert heard == [QRect(BADGE_MARGIN, BADGE_MARGIN + 50 + SPACING, 50, 30)]
    assert apart(widgets)
    with keeper.together():
        pass
    assert len(heard) == 1, "nothing has changed"
