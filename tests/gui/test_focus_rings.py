"""Whatever can have the keys shows that it has them, in both labs and both themes."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import FakeSession, deformable_snapshot, ready_state, unit_reading
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from rig import subpixel_state

from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.theme import ThemeName, apply_theme
from vizapp.session.state import State

_STATES = {"deformable": lambda: ready_state(snapshot=deformable_snapshot(unit_reading())), "shuffle": subpixel_state}
_CONTRAST = 2.0
"""Between a pixel of the ring and what is there without it: white on the blue of the dark theme has 2.3."""
_PIXELS = 24
"""Of a ring, at least so many are told apart so well."""


def reached_by_tab(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
        if widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    ]


def seen(widget: QWidget) -> np.ndarray:
    """Return the luminance of what is seen of a widget, with some of what is beside it."""
    window = widget.window()
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3)
    image = window.grab(area.intersected(window.rect())).toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    encoded = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ (0.2126, 0.7152, 0.0722))


def scroll_to(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("lab", _STATES)
def test_each_has_a_ring_that_stands_out(qapp: QApplication, qtbot: QtBot, lab: str, theme: ThemeName) -> None:
    apply_theme(qapp, theme)
    state: State = _STATES[lab]()
    window = MainWindow(FakeSession(state), Settings())  # type: ignore[arg-type]  # has every gesture
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.panel_pace.catch_up()
    faint, every = [], reached_by_tab(window)
    for widget in every:
        scroll_to(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_keys = seen(widget)
        widget.clearFocus()
        QApplication.processEvents()
        without = seen(widget)
        light, dark = np.maximum(with_keys, without), np.minimum(with_keys, without)
        if np.count_nonzero((light + 0.05) / (dark + 0.05) >= _CONTRAST) < _PIXELS:
            faint.append(f"{type(widget).__name__} {widget.objectName()}")
    window.close()
    window.deleteLater()
    assert len(every) > 20
    assert not faint
