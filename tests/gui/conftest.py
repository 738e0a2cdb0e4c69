"""Views are tested without a screen where there is none, and never with the settings of whoever runs the tests."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from rig import CanvasSession

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.settings import Settings
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.theme import apply_theme
from vizapp.session.state import State


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "settings.ini"))


@pytest.fixture(autouse=True)
def dark_theme(qapp: QApplication, own_settings: None) -> None:
    apply_theme(qapp, "dark")


@pytest.fixture
def no_leaks(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail when the test leaves a window, a running timer, a thread or a child process behind."""
    before = _remains(qapp)
    yield
    request.node.funcargs.clear()  # pytest holds the test's own window longer than this fixture
    settle()
    after = _remains(qapp)
    left = {kind: sorted(after[kind] - before[kind]) for kind in after if after[kind] - before[kind]}
    assert not left, f"left behind: {left}"


def settle() -> None:
    """Let everything that is to be deleted be deleted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        gc.collect()


def _remains(app: QApplication) -> dict[str, set[str]]:
    widgets: list[QWidget] = app.topLevelWidgets()
    timers = [timer for widget in widgets for timer in widget.findChildren(QTimer) if timer.isActive()]
    return {
        "windows": {f"{type(widget).__name__} {widget.objectName()} {id(widget):x}" for widget in widgets},
        "timers": {f"{timer.interval()} ms {id(timer):x}" for timer in timers},
        "threads": {f"{thread.name} {thread.ident}" for thread in threading.enumerate()},
        "processes": _children(),
    }


def _children() -> set[str]:
    """Return the process ids of this process's children, where the system tells."""
    children: set[str] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        children.update(listing.read_text().split())
    return children


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
