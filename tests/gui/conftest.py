"""Views are tested without a screen where there is none, and never with the settings of whoever runs the tests."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from leaks import left_behind, remains
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import CanvasSession

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

_WARNINGS = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


@pytest.fixture
def qapp(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QApplication]:
    """The application; the test fails when it leaves a window, a running timer, a thread or a process behind."""
    before = remains(qapp)
    gc.freeze()  # what there is by now need not be gone through when the test's own garbage is collected
    # A widget that the test let go of would else be collected at any time, and events reach it half cleared.
    gc.disable()
    yield qapp
    gc.enable()
    request.node.funcargs.clear()  # pytest holds the test's own widgets longer than this fixture
    left = left_behind(qapp, before)
    gc.unfreeze()
    assert not left, f"left behind: {left}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail when Qt warns while a test is taken down; pytest-qt hears what it says before that."""
    said: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind in _WARNINGS and not any(re.search(known, text) for known in item.config.getini("qt_log_ignore")):
            said.append(text)

    before = qInstallMessageHandler(hear)
    try:
        result = yield
    finally:
        qInstallMessageHandler(before)
    assert not said, f"Qt warns: {said}"
    return result


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
