"""Canvases of a known size, shown, with scenes on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import CanvasSession

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.deformable_scene import DeformableScene
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.subpixel_scene import SubpixelScene
from vizapp.gui.settings import Settings
from vizapp.gui.theme import apply_theme
from vizapp.session.state import State


@pytest.fixture
def canvas(qtbot: QtBot, qapp: QApplication) -> ImageCanvas:
    apply_theme(qapp, "dark")
    canvas = ImageCanvas("testCanvas", "Test canvas")
    qtbot.addWidget(canvas)
    canvas.resize(640, 480)
    canvas.show()
    return canvas


@pytest.fixture
def pair(qtbot: QtBot, qapp: QApplication) -> CanvasPair:
    apply_theme(qapp, "dark")
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
        scene = DeformableScene(pair, session, Settings())
        scene.set_active(True)
        session.subscribe(scene.show_state)
        return scene, session

    return show


@pytest.fixture
def subpixel(pair: CanvasPair) -> Callable[[State], tuple[SubpixelScene, CanvasSession]]:
    def show(state: State) -> tuple[SubpixelScene, CanvasSession]:
        session = CanvasSession(state)
        scene = SubpixelScene(pair, session)
        scene.set_active(True)
        session.subscribe(scene.show_state)
        return scene, session

    return show
