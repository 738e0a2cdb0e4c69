"""What holds for the tests of the window: guarded classes, own settings, one theme; and canvases to draw on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import CanvasSession
from text_windows import MakeWindow, text_windows

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.guard import forget_reports, install_guard
from vizapp.gui.settings import Settings
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.theme import apply_theme
from vizapp.session.state import State


@pytest.fixture(autouse=True)
def guard() -> None:
    """Classes are guarded as in the program; what they raise is reported, and fails the test, each time anew."""
    install_guard()
    forget_reports()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "settings.ini"))


@pytest.fixture(autouse=True)
def dark_theme(qapp: QApplication, own_settings: None) -> None:
    apply_theme(qapp, "dark")


@pytest.fixture
def make_text_window(qtbot: QtBot, qapp: QApplication) -> Iterator[MakeWindow]:
    with text_windows(qtbot, qapp) as make:
        yield make


@pytest.fixture
def canvas(qtbot: QtBot) -> ImageCanvas:
    canvas = ImageCanvas("testCanvas", "Test canvas")
    qtbot.addWidget(canvas)
    canvas.resize(640, 480)
    canvas.show()
    return canvas


@pytest.fixture
def pair(qtbot: QtBot) -> CanvasPair:
    pair = CanvasPair()
    qtbot.addWidget(pair)
    pair.resize(1281, 640)
    pair.show()
    pair.activateWindow()
    return pair


@pytest.fixture
def deformable(pair: CanvasPair) -> Callable[[State], tuple[DeformableScene, CanvasSession]]:
    def show(state: State) -> tuple[DeformableScene, CanvasSession]:
        session = CanvasSession(state)
        scene = DeformableScene(pair, session, Settings(), DEFORMABLE.overlays)
        scene.set_active(True)
        session.subscribe(scene.show_state)
        return scene, session

    return show


@pytest.fixture
def subpixel(pair: CanvasPair) -> Callable[[State], tuple[SubpixelScene, CanvasSession]]:
    def show(state: State) -> tuple[SubpixelScene, CanvasSession]:
        session = CanvasSession(state)
        scene = SubpixelScene(pair, session, SUBPIXEL.overlays)
        scene.set_active(True)
        session.subscribe(scene.show_state)
        return scene, session

    return show
