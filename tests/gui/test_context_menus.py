"""The right button and the menu key say what can be done with a picture, a point, a curve, and do it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from fakes import FakeSession, configured, deformable_snapshot, picture, ready_state, unit_reading
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from rig import subpixel_state

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.protocol.timeline import BranchInfo
from vizapp.session.curves import Curves
from vizapp.session.engine_state import Timeline
from vizapp.session.state import State


def opened(qtbot: QtBot, state: State) -> MainWindow:
    window = MainWindow(FakeSession(state), Settings())  # type: ignore[arg-type]  # has every gesture
    with qtbot.waitActive(window):
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
    return window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    values = np.linspace(2.0, 0.5, 40)
    curves = {"deformable": Curves({"loss": values, "distance": values})}
    timeline = Timeline((BranchInfo(1, None, 0, "start", 40, 20),), 1, {1: curves["deformable"]})
    shown = picture(np.arange(48 * 64, dtype=np.float32).reshape(1, 48, 64))
    state = ready_state(
        curves=curves,
        timelines={"deformable": timeline},
        snapshot=deformable_snapshot(unit_reading(), picture=shown),
        configured=configured(),
    )
    window = opened(qtbot, state)
    yield window
    window.close()
    window.deleteLater()


def session_of(window: MainWindow) -> FakeSession:
    assert isinstance(window.session, FakeSession)
    return window.session


def right_click(canvas: ImageCanvas, place: QPointF) -> None:
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, pos=place.toPoint())


def place_of(canvas: ImageCanvas, y: float, x: float) -> QPointF:
    return canvas.map_to_viewport(canvas_point(y, x))


def entry(window: MainWindow, name: str) -> QAction:
    menu = window.menus.menu
    assert menu is not None
    found = {action.objectName(): action for action in menu.actions()}
    assert name in found, sorted(found)
    return found[name]


def choose(window: MainWindow, qtbot: QtBot, name: str) -> None:
    """Click on an entry of the open menu."""
    menu, action = window.menus.menu, entry(window, name)
    assert menu is not None
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    qtbot.waitUntil(lambda: window.menus.menu is None)


def close(window: MainWindow, qtbot: QtBot) -> None:
    assert window.menus.menu is not None
    QTest.keyClick(window.menus.menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.menus.menu is None)


def test_a_unit_of_the_output_is_picked_and_pinned(window: MainWindow, qtbot: QtBot) -> None:
    output = window.canvases.output
    right_click(output, place_of(output, 10, 20))
    choose(window, qtbot, "pickUnit")
    assert session_of(window).state.pick == (10, 20)
    right_click(output, place_of(output, 30, 40))
    choose(window, qtbot, "pinUnit")
    assert ("pin", ((30, 40),)) in session_of(window).calls


def test_a_pixel_is_asked_about_and_its_value_and_place_are_copied(window: MainWindow, qtbot: QtBot) -> None:
    output = window.canvases.output
    right_click(output, place_of(output, 2, 3))
    choose(window, qtbot, "copyValue")
    assert QGuiApplication.clipboard().text() == "131"
    right_click(output, place_of(output, 2, 3))
    choose(window, qtbot, "copyPosition")
    assert QGuiApplication.clipboard().text() == "2, 3"
    canvas = window.canvases.input
    right_click(canvas, place_of(canvas, 40, 5))
    choose(window, qtbot, "askReaders")
    assert session_of(window).state.view.asked_pixel == (40, 5)


def test_a_point_is_held_and_let_go(window: MainWindow, qtbot: QtBot) -> None:
    marks = window.scene.sampling.marks  # type: ignore[attr-defined]  # of the deformable lab
    canvas = window.canvases.input
    y, x = marks.point_yx[4].tolist()
    right_click(canvas, place_of(canvas, y, x))
    assert not entry(window, "freePoint").isEnabled()
    choose(window, qtbot, "placePoint")
    (name, arguments) = next(call for call in session_of(window).calls if call[0] == "place_point")
    assert name == "place_point"
    assert arguments[0].k == 4
    assert arguments[1] == pytest.approx(marks.offset_yx[4].tolist(), abs=1e-4)
    right_click(canvas, place_of(canvas, y, x))
    choose(window, qtbot, "copyPoint")
    assert QGuiApplication.clipboard().text() == f"{y:.3f}, {x:.3f}"


def test_what_is_seen_is_explained(window: MainWindow, qtbot: QtBot) -> None:
    canvas = window.canvases.input
    right_click(canvas, place_of(canvas, 40, 5))
    menu = window.menus.menu
    assert menu is not None
    explain = menu.findChild(QMenu, "explainMenu")
    names = [action.objectName() for action in explain.actions()]
    assert "card-sampling-point" in names
    explain.actions()[names.index("card-sampling-point")].trigger()
    assert window.cards.popup is not None
    assert window.cards.popup.view.name == "sampling-point"
    window.cards.popup.close()
    close(window, qtbot)


def test_a_drag_with_the_right_button_still_moves_the_picture(window: MainWindow, qtbot: QtBot) -> None:
    canvas = window.canvases.input
    canvas.zoom_by(3.0)  # one that is shown whole stays in its place
    before, start = canvas.projection, QPoint(150, 150)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.RightButton, pos=start)
    move(canvas.viewport(), start + QPoint(60, 0))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.RightButton, pos=start + QPoint(60, 0))
    assert window.menus.menu is None
    assert canvas.projection != before


def move(widget: QWidget, place: QPoint) -> None:
    """Send a move with the right button held."""
    where = QPointF(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        QPointF(widget.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.RightButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def test_the_menu_key_asks_about_the_selected_point(window: MainWindow, qtbot: QtBot) -> None:
    session_of(window).select_tap(4)
    canvas = window.canvases.input
    canvas.setFocus()
    view = canvas.focusProxy()
    assert view is not None
    middle = view.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, view.mapToGlobal(middle))
    QApplication.sendEvent(view.viewport(), event)  # type: ignore[attr-defined]  # of a scroll area
    assert "1,1" in entry(window, "selectPoint").text()
    close(window, qtbot)


def test_zoom_and_fit(window: MainWindow, qtbot: QtBot) -> None:
    canvas = window.canvases.output
    scale = canvas.projection.scale
    right_click(canvas, place_of(canvas, 10, 10))
    choose(window, qtbot, "zoomHere")
    assert canvas.projection.scale == pytest.approx(2 * scale)
    right_click(canvas, QPointF(100, 100))
    choose(window, qtbot, "fitAction")
    assert canvas.projection.scale == pytest.approx(scale)


def test_a_curve_offers_a_step_its_card_and_the_export(window: MainWindow, qtbot: QtBot) -> None:
    if window.progress_dock.folded:
        window.folding.toggle(window.progress_dock)
    window.panel_pace.catch_up()
    QApplication.processEvents()
    plot = window.progress_panel.plots["deformable", "loss"]
    surface = plot.plot.viewport()
    middle = surface.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, surface.mapToGlobal(middle))
    QApplication.sendEvent(surface, event)
    text = entry(window, "goToStep").text()
    step = int(text.split()[-1])
    assert 10 <= step <= 30
    assert entry(window, "exportCurvesAction") is window.actions_table["exportCurvesAction"]
    menu = window.menus.menu
    assert menu is not None
    assert [action.objectName() for action in menu.findChild(QMenu, "explainMenu").actions()] == ["card-loss"]
    choose(window, qtbot, "goToStep")
    assert ("go_to", (1, step)) in session_of(window).calls


def test_in_the_other_lab_a_pixel_is_picked_from_the_menu(qtbot: QtBot) -> None:
    window = opened(qtbot, subpixel_state())
    canvas = window.canvases.output
    right_click(canvas, place_of(canvas, 4, 7))
    choose(window, qtbot, "pickPixel")
    assert session_of(window).state.pick == (1, 2)
    window.close()
    window.deleteLater()


def test_points_held_at_a_unit_are_let_go_there(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    held = (PlacedPoint(Tap(0, 1), (1.0, 0.0), Unit((5, 6))), PlacedPoint(Tap(0, 2), (1.0, 0.0), Unit((7, 8))))
    spec = replace(session.state.experiment.spec_of(DeformableSpec), placed_points=held)
    session.show(experiment=session.state.experiment.with_spec(spec))
    output = window.canvases.output
    right_click(output, place_of(output, 20, 20))
    assert "freeUnit" not in [action.objectName() for action in window.menus.menu.actions()]  # type: ignore[union-attr]
    close(window, qtbot)
    right_click(output, place_of(output, 5, 6))
    choose(window, qtbot, "freeUnit")
    assert session.state.experiment.spec_of(DeformableSpec).placed_points == held[1:]
