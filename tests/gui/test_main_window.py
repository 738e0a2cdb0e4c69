"""The whole window around a session that only records: keys, drops, dialogs, banner, look, and closing."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from accessible_tree import nameless
from fakes import (
    CPU,
    DEAD,
    GIVEN_UP,
    FakeSession,
    configured,
    deformable_snapshot,
    image_source,
    picture,
    ready_state,
    snapshot,
    unit_reading,
)
from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)
from pytestqt.qtbot import QtBot
from rig import Hand, subpixel_state

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.overlays import GRID
from vizapp.gui.deformable.tap_table import TapTable
from vizapp.gui.main_window import MainWindow
from vizapp.gui.offered_images import pixels_of
from vizapp.gui.settings import Settings
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.pictures import SPECTRUM
from vizapp.gui.subpixel.requests import OUTPUT_SPECTRUM
from vizapp.gui.theme import DARK, LIGHT, apply_theme, current_theme
from vizapp.gui.widgets.number_grid import NumberGrid
from vizapp.gui.widgets.rows import Section
from vizapp.problem import Problem
from vizapp.protocol.events import DeviceInfo
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.session.banner import Banner
from vizapp.session.engine_state import EngineStatus, Saving, Transport
from vizapp.session.source_state import ArrayChoice, NetworkOffer
from vizapp.session.state import State
from vizapp.sources.reader import take_pixels
from vizapp.sources.weights import LoadedNetwork
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import sentence

MakeWindow = Callable[..., MainWindow]
STOPPED = Problem("engine.ended", values={"how": "It <b>stopped</b>"})


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[MakeWindow]:
    apply_theme(QApplication.instance(), "dark")
    made: list[MainWindow] = []

    def make(state: State | None = None) -> MainWindow:
        window = MainWindow(FakeSession(state or ready_state()), Settings())
        made.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    apply_theme(QApplication.instance(), "dark")


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()


def learning() -> dict[str, Any]:
    """Return what of a state is another in super-resolve ×3."""
    shapes = {"input_shape": (1, 16, 16), "output_shape": (1, 48, 48)}
    spec = SubpixelSpec(upscale_factor=3)
    return {
        "experiment": Experiment(lab="subpixel", labs=(spec,)),
        "configured": configured(lab="subpixel", **shapes),
        "snapshot": None,
    }


def names(session: FakeSession) -> list[str]:
    """Return the gestures that were called, without polling and without those of the view."""
    view = {"pick", "select_tap", "set_scope", "show_picture", "show_output_channel", "show_input_channel"}
    left_out = view | {"show_overlay", "see_region", "begin", "poll", "fileno", "end_gesture"}
    return [name for name, _ in session.calls if name not in left_out]


class TestKeys:
    @pytest.mark.parametrize("focus", ["canvas", "slider", "switch", "check box", "nowhere"])
    def test_work_wherever_the_focus_is(self, window: MainWindow, focus: str):
        widget = {
            "canvas": lambda: window.canvases.output.focusProxy(),
            "slider": lambda: window.top_bar.speed.slider,
            "switch": lambda: window.top_bar.lab_switch.button("subpixel"),
            "check box": lambda: window.setup_panel.findChild(QWidget, GRID),
            "nowhere": lambda: window,
        }[focus]()
        widget.setFocus()
        gestures = {Qt.Key.Key_Space: "toggle_run", Qt.Key.Key_S: "step", Qt.Key.Key_R: "reset"}
        for key in gestures:
            QTest.keyClick(QApplication.focusWidget() or window, key)
        assert names(window.session) == list(gestures.values())

    def test_text_fields_keep_what_is_typed(self, window: MainWindow, qtbot: QtBot):
        field = QLineEdit(window.centralWidget())
        field.show()
        field.setFocus()
        QTest.keyClicks(field, "srf z")
        assert field.text() == "srf z"
        assert names(window.session) == []

    def test_number_fields_keep_their_keys(self, window: MainWindow):
        field = QDoubleSpinBox(window.centralWidget())
        field.show()
        field.setFocus()
        for key in (Qt.Key.Key_S, Qt.Key.Key_Space, Qt.Key.Key_R):
            QTest.keyClick(field, key)
        assert names(window.session) == []

    def test_return_presses_the_button_with_the_focus(self, window: MainWindow):
        window.top_bar.lab_switch.button("subpixel").setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert names(window.session) == ["set_lab"]
        assert window.session.called("set_lab") == [("subpixel",)]

    def test_fit_and_zoom_move_the_canvas(self, make_window: MakeWindow):
        window = make_window(ready_state(snapshot=deformable_snapshot(unit_reading())))
        fitted = window.canvases.input.projection.scale
        QTest.keyClick(window, Qt.Key.Key_Z)
        assert window.canvases.input.projection.scale > 1.5 * fitted
        QTest.keyClick(window, Qt.Key.Key_F)
        assert window.canvases.input.projection.scale == pytest.approx(fitted)

    def test_views_are_linked_and_that_is_remembered(self, make_window: MakeWindow):
        window = make_window()
        assert window.canvases.linked
        QTest.keyClick(window, Qt.Key.Key_L)
        assert not window.canvases.linked
        window.close()
        again = make_window()
        assert not again.canvases.linked
        assert not again.actions_table["linkViewsAction"].isChecked()
        QTest.keyClick(again, Qt.Key.Key_L)
        assert again.canvases.linked
        assert Settings().views_linked

    def test_whether_the_session_comes_back_is_remembered(self, make_window: MakeWindow):
        window = make_window()
        choice = window.actions_table["restoreSessionAction"]
        before = choice.isChecked()
        choice.trigger()
        window.close()
        assert make_window().actions_table["restoreSessionAction"].isChecked() is not before

    def test_undo_and_redo(self, make_window: MakeWindow):
        window = make_window(ready_state(can_redo=True, redo_label="Place point"))
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert names(window.session) == []
        QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        assert names(window.session) == ["redo"]

    def test_full_screen_and_back(self, window: MainWindow):
        for expected in (True, False):
            QTest.keyClick(window, Qt.Key.Key_F11)
            assert window.isFullScreen() is expected
            assert window.actions_table["fullScreenAction"].isChecked() is expected

    def test_the_list_of_keys_names_every_key(self, window: MainWindow, qtbot: QtBot):
        QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
        dialog = window.findChild(QWidget, "keysPage").window()
        text = " ".join(label.text() for label in dialog.findChildren(QLabel))
        for word in ("Space", "Ctrl+O", "F11", "Zoom to the probe", "Shift", "Run or pause"):
            assert word in text
        dialog.close()

    def test_the_list_of_keys_says_what_they_do_at_any_time(self, make_window: MakeWindow):
        window = make_window(ready_state(can_undo=True, undo_label="Place point", transport=Transport(running=True)))
        QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
        dialog = window.findChild(QWidget, "keysPage").window()
        lines = [label.text() for label in dialog.findChildren(QLabel)]
        assert "Undo" in lines
        assert "Pause" not in lines
        assert not any("Place point" in line for line in lines)
        assert dialog.height() < dialog.screen().availableGeometry().height()
        dialog.close()


class TestBar:
    def test_everything_is_named_and_explained(self, window: MainWindow):
        for button in window.top_bar.findChildren(QToolButton):
            if button.isVisible():
                assert button.objectName(), button.text()
                assert button.accessibleName(), button.objectName()
                assert button.toolTip(), button.objectName()

    @pytest.mark.parametrize("phase", ["starting", "lost", "ready"])
    def test_nothing_overlaps_at_any_size(self, window: MainWindow, phase: str):
        device = DeviceInfo("cuda:0", "CUDA 0 · NVIDIA GeForce RTX 4090 Laptop GPU", 16 * 2**30)
        there = replace(configured(), device=device) if phase == "ready" else None
        window.session.show(engine=EngineStatus(phase, (device,)), configured=there)
        window.setMinimumSize(784, 452)  # as on a screen of 800 × 500
        for width in (784, 960, 1024, 1050, 1200, 1340, 1440):
            window.resize(width, 680)
            QApplication.processEvents()
            assert window.width() == width
            self.expect_nothing_overlaps(window)
            assert "RTX 4090 Laptop" in window.top_bar.device.toolTip() or phase != "ready"

    def expect_nothing_overlaps(self, window: MainWindow) -> None:
        parts = [child for child in window.top_bar.children() if isinstance(child, QWidget) and child.isVisible()]
        parts = sorted((part for part in parts if part.height() > 1), key=lambda part: part.x())
        assert len(parts) > 8
        for left, right in pairwise(parts):
            names = (window.width(), left.objectName(), right.objectName())
            assert left.geometry().right() < right.geometry().left(), names
            if left.property("shape") != "icon":
                assert left.width() >= left.minimumSizeHint().width(), names
        sides = [window.top_bar.lab_switch.button(lab) for lab in ("deformable", "subpixel")]
        assert sides[0].geometry().right() < sides[1].geometry().left()
        assert sides[1].geometry().right() < window.top_bar.lab_switch.width()
        assert parts[-1].geometry().right() <= window.top_bar.width()

    def test_speed(self, window: MainWindow):
        speed = window.top_bar.speed
        assert speed.value_label.text() == "30 steps/s"
        speed.slider.setValue(speed.slider.maximum())
        speed.slider.setValue(speed.slider.minimum())
        assert window.session.called("set_speed") == [(None,), (1,)]
        width = speed.width()
        window.session.show(transport=Transport(limit=None))
        assert speed.slider.value() == speed.slider.maximum()
        assert speed.width() == width
        assert len(window.session.called("set_speed")) == 2

    def test_running_and_pausing_moves_nothing(self, window: MainWindow):
        def places() -> list[int]:
            QApplication.processEvents()
            return [part.x() for part in window.top_bar.children() if isinstance(part, QWidget) and part.isVisible()]

        for width in (1000, 1440):
            window.resize(width, 800)
            at_rest = places()
            window.session.show(transport=Transport(running=True))
            assert window.actions_table["runAction"].text() == "Pause"
            assert places() == at_rest
            window.session.show(transport=Transport())

    def test_the_focus_follows_the_lab_that_an_undo_brings_back(self, window: MainWindow):
        switch = window.top_bar.lab_switch
        switch.button("deformable").setFocus()
        window.session.show(experiment=Experiment(lab="subpixel"))
        assert switch.button("subpixel").hasFocus()
        window.canvases.input.setFocus()
        window.session.show(experiment=Experiment())
        assert not switch.button("deformable").hasFocus(), "it takes no focus that stands elsewhere"

    def test_lab_switch_shows_and_changes_the_lab(self, window: MainWindow):
        assert window.lab_switch.objectName() == "labSwitch"
        assert window.top_bar.lab_switch.value == "deformable"
        window.session.show(experiment=Experiment(lab="subpixel"))
        assert window.top_bar.lab_switch.value == "subpixel"
        assert window.scenes["subpixel"].active
        assert not window.scenes["deformable"].active
        assert window.session.called("set_lab") == []

    def test_lab_switch_is_moved_by_the_keyboard(self, window: MainWindow):
        window.top_bar.lab_switch.button("deformable").setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        if not window.session.called("set_lab"):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert window.session.called("set_lab") == [("subpixel",)]

    @pytest.mark.parametrize("entry", ["example-four-by-four", "sample-camera", "recent"])
    def test_what_is_opened_from_a_menu_has_the_keys(self, window: MainWindow, entry: str):
        field = window.findChild(QWidget, "workingSize")
        field.setFocus()
        assert QApplication.focusWidget() is field
        if entry == "recent":
            window.top_bar.show_recent(["/photos/cat.png"])
            entry = "recentFile"
        else:
            window.top_bar.samples_button.menu().aboutToShow.emit()
        window.findChild(QAction, entry).trigger()
        assert QApplication.focusWidget() is window.canvases.input.focusProxy()

    def test_device_menu(self, window: MainWindow):
        cuda = DeviceInfo("cuda:0", "CUDA 0 · H200", 139 * 2**30)
        window.session.show(engine=EngineStatus("ready", (cuda, CPU)))
        entries = {action.objectName(): action for action in window.top_bar.device.menu().actions()}
        assert entries["device-auto"].isChecked()
        assert entries["device-auto"].text() == "Automatic (CUDA 0 · H200)"
        assert "139 GiB" in entries["device-cuda:0"].text()
        entries["device-cpu"].trigger()
        ((experiment, _, _),) = window.session.called("update")
        assert experiment.device == "cpu"

    def test_device_button_tells_that_the_lab_is_being_set_up(self, window: MainWindow, qtbot: QtBot):
        device = window.top_bar.device
        window.session.show(configured=None, engine=EngineStatus("ready", (CPU,)))
        assert device.text() == CPU.label, "its name does not come and go with every setting"
        assert "being set up" in device.toolTip()
        assert "being set up" in window.actions_table["stepAction"].toolTip()
        still = device.grab().toImage()
        qtbot.waitUntil(lambda: device.grab().toImage() != still, timeout=2000)
        window.session.show(configured=configured())
        assert "being set up" not in device.toolTip()
        assert device.grab().toImage() == still

    def test_device_button_tells_how_the_engine_is(self, window: MainWindow):
        device = window.top_bar.device
        assert device.text() == "CPU"
        window.session.show(engine=EngineStatus("starting"), configured=None)
        assert "starting" in device.text()
        window.session.show(engine=EngineStatus("failed", problem=GIVEN_UP))
        assert "stopped" in device.text()
        assert device.toolTip().split() == sentence(GIVEN_UP).split()
        assert "stopped 3 times" in device.toolTip()

    def test_samples_are_offered(self, window: MainWindow):
        menu = window.top_bar.samples_button.menu()
        menu.aboutToShow.emit()
        next(action for action in menu.actions() if action.objectName() == "sample-coffee").trigger()
        assert window.session.called("open_sample") == [("coffee",)]

    def test_menus_have_headings_that_cannot_be_chosen(self, window: MainWindow):
        menu = window.top_bar.samples_button.menu()
        menu.popup(QPoint(0, 0))
        headings = [action for action in menu.actions() if isinstance(action, QWidgetAction)]
        assert [heading.text() for heading in headings] == ["Deformable", "Sub-pixel", "Photographs", "Numbers"]
        assert all(heading.defaultWidget().isVisible() and not heading.isEnabled() for heading in headings)
        assert not menu.actions()[0].isSeparator()
        menu.close()

    def test_the_tab_key_goes_from_left_to_right(self, window: MainWindow):
        window.top_bar.open_button.setFocus()
        places = []
        while window.top_bar.isAncestorOf(widget := QApplication.focusWidget()):
            places.append(widget.mapTo(window.top_bar, QPoint(0, 0)).x())
            QTest.keyClick(widget, Qt.Key.Key_Tab)
        assert len(places) >= 9
        assert places == sorted(places)

    def test_the_tab_key_comes_to_choices_where_they_stand(self, make_window: MakeWindow):
        window = make_window(ready_state(snapshot=deformable_snapshot(unit_reading())))
        window.findChild(QWidget, "outputChannel").setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget().objectName() == "inputChannelChoice-0"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget().objectName() == "tapTable"

    def test_the_tab_key_comes_to_the_curves_buttons_within_their_panel(self, make_window: MakeWindow):
        window = make_window(ready_state())
        window.folding.toggle(window.progress_dock)
        for lab, names in (("deformable", ("loss", "distance")), ("subpixel", ("loss", "psnr"))):
            window.session.show(
                experiment=Experiment(lab=lab),
                configured=configured(lab=lab, input_shape=(3, 64, 64), output_shape=(3, 192, 192)),
            )
            window.panel_pace.catch_up()
            window.findChild(QWidget, "progressDockClose").setFocus()
            for name in names:
                QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
                assert QApplication.focusWidget() is window.progress_panel.plots[lab, name].head.explain
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            assert not window.progress_dock.isAncestorOf(QApplication.focusWidget())

    def test_recent_files_are_forgotten_on_demand(self, window: MainWindow, tmp_path: Path):
        assert window.actions_table["clearRecentAction"] not in window.top_bar.open_button.menu().actions()
        window.session.show(recent=(str(tmp_path / "a.png"),))
        action = window.actions_table["clearRecentAction"]
        assert action in window.top_bar.open_button.menu().actions()
        action.trigger()
        assert window.session.called("clear_recent") == [()]
        window.session.show(recent=())
        assert Settings().recent == ()
        assert action not in window.top_bar.open_button.menu().actions()

    def test_a_long_name_does_not_widen_the_menu(self, window: MainWindow):
        path = f"/photos/{'very ' * 60}long.png"
        window.session.show(recent=(path,))
        (entry,) = [a for a in window.top_bar.open_button.menu().actions() if a.objectName() == "recentFile"]
        assert len(entry.text()) < 60
        assert entry.toolTip().split() == path.split()

    def test_recent_files_are_offered_and_remembered(self, window: MainWindow, tmp_path: Path):
        path = str(tmp_path / "a & b.png")
        window.session.show(recent=(path,))
        (entry,) = [a for a in window.top_bar.open_button.menu().actions() if a.objectName() == "recentFile"]
        assert entry.text() == "a && b.png"
        entry.trigger()
        assert window.session.called("open_path") == [(path, None)]
        assert Settings().recent == (path,)
        assert Settings().folder == str(tmp_path)


class TestStatus:
    def test_numbers(self, window: MainWindow):
        bar = window.status_bar
        before = bar.engine.x()
        window.session.show(transport=Transport(True, 12345, 71.4, 30, 400 * 2**20))
        window.panel_pace.catch_up()
        assert window.timeline_strip.label.text() == "Step 12\u202f345"
        assert bar.speed.text() == "71 steps/s"
        assert bar.memory.text() == "400 MiB"
        assert bar.engine.text() == "training"
        QApplication.processEvents()
        assert bar.engine.x() == before

    def test_value_under_the_cursor(self, window: MainWindow):
        canvas = window.canvases.input
        canvas.cursor_moved.emit(3.2, 4.7)
        assert window.status_bar.cursor_value.text().startswith("(3.2, 4.7)")
        canvas.cursor_moved.emit(-7.0, 4.7)
        assert window.status_bar.cursor_value.text() == ""
        canvas.cursor_moved.emit(3.2, 4.7)
        canvas.cursor_left.emit()
        assert window.status_bar.cursor_value.text() == ""

    def test_what_the_lab_did_to_the_source_is_told_once(self, window: MainWindow):
        there = replace(configured(), notes=(lab_note("note.reduced-copy", size=(512, 512), reduced=(192, 192)),))
        window.session.show(configured=None)
        QApplication.processEvents()
        places = [section.y() for section in window.setup_panel.scroller.widget().findChildren(Section)]
        window.session.show(configured=there)
        QApplication.processEvents()
        assert window.status_bar.note.whole_text == "Reduced from 512 × 512 to 192 × 192 pixels."
        shown = [label.text() for label in window.setup_panel.findChildren(QLabel)]
        assert not any("Reduced" in text for text in shown)
        assert [section.y() for section in window.setup_panel.scroller.widget().findChildren(Section)] == places

    def test_title_names_the_source_and_the_lab(self, window: MainWindow):
        assert window.windowTitle() == "ramp.png[*] – Deformable – vizapp"
        window.session.show(experiment=Experiment(lab="subpixel"))
        assert window.windowTitle() == "ramp.png[*] – Sub-pixel – vizapp"
        window.session.show(source=None)
        assert window.windowTitle() == "Sub-pixel[*] – vizapp"


class TestLabs:
    def test_the_cursor_over_tiles_is_told_as_channel_and_pixel(self, make_window: MakeWindow):
        window = make_window(subpixel_state())
        canvas, text = window.canvases.input, window.status_bar.cursor_value.text
        canvas.cursor_moved.emit(8.2, 45.9)
        assert text() == "channel 14 (3, 6) = 0"
        canvas.cursor_moved.emit(-0.4, 100.0)
        assert text() == ""
        window.canvases.output.cursor_moved.emit(3.2, 5.5)
        assert text().startswith("(3.2, 5.5)")
        window.session.show_picture("left", "input")
        canvas.cursor_moved.emit(3.2, 5.5)
        assert text().startswith("(3.2, 5.5)")

    def test_under_a_cursor_that_rests_the_spectrum_takes_the_place_of_the_picture(self, make_window: MakeWindow):
        window = make_window(subpixel_state(channels=1))
        canvas, text = window.canvases.output, window.status_bar.cursor_value.text
        Hand(canvas).move(canvas.projection.to_screen(3.0, 5.0))
        assert text().startswith("(3.0, 5.0)")
        window.session.show_overlay(SPECTRUM, True)
        values = np.full((1, 15, 24), -42.5, np.float32)
        spectrum = Spectrum(Picture((0, 0, 15, 24), np.zeros((15, 24, 1), np.uint8), values, -100.0, -20.0), 0.5)
        window.session.show(snapshot=snapshot({OUTPUT_SPECTRUM: spectrum}))
        assert text().endswith("cycles per pixel = −42.5 dB")

    def test_where_no_tile_stands_there_is_nothing_to_tell(self, make_window: MakeWindow):
        window = make_window(subpixel_state(channels=3))  # three groups stand on a square of four
        canvas, text = window.canvases.input, window.status_bar.cursor_value.text
        assert canvas.size_in_pixels == (30, 48)
        canvas.cursor_moved.emit(2.0, 30.0)
        assert text().startswith("channel 9 ")
        canvas.cursor_moved.emit(20.0, 30.0)
        assert text() == ""

    def test_hovering_fills_in_the_formula_of_the_inspector(self, make_window: MakeWindow):
        window = make_window(subpixel_state(channels=1))
        window.canvases.output.cursor_moved.emit(7.0, 20.0)
        filled = window.inspector_panel.findChild(NumberGrid, "filledFormula")
        assert filled.lines[0].cells[0].startswith("out[0, 7, 20]")

    def test_actions_of_a_lab_do_what_they_say(self, window: MainWindow):
        placed = DeformableSpec(placed_points=(PlacedPoint(Tap(0, 1), (0.0, 1.0)),))
        rearranged = SubpixelSpec(phase_order=(1, 0, 2, 3))
        window.session.show(experiment=Experiment(labs=(placed, rearranged)))
        window.actions_table["resetPhasesAction"].trigger()
        assert names(window.session) == []
        window.actions_table["clearPointsAction"].trigger()
        assert names(window.session) == ["clear_points"]
        window.session.show(experiment=replace(window.session.state.experiment, lab="subpixel"))
        window.actions_table["clearPointsAction"].trigger()
        window.actions_table["resetPhasesAction"].trigger()
        assert names(window.session) == ["clear_points", "update"]
        ((experiment, label, _),) = window.session.called("update")
        assert experiment == Experiment(lab="subpixel", labs=(placed, SubpixelSpec()))
        assert label

    def test_the_list_of_what_is_drawn_is_that_of_the_lab(self, window: MainWindow):
        def listed() -> list[str]:
            boxes = window.setup_panel.show_section.findChildren(QCheckBox)
            return [box.text() for box in boxes if box.isVisibleTo(window)]

        window.resize(1440, 900)  # in a small window the setup is folded
        assert listed() == [overlay.title for overlay in DEFORMABLE.overlays]
        assert {"Rigid grid", "Arrows", "Trails", "Hidden truth", "Offset field"} <= set(listed())
        window.session.show(experiment=Experiment(lab="subpixel"))
        window.panel_pace.catch_up()
        assert listed() == [overlay.title for overlay in SUBPIXEL.overlays]


class TestNumbersBesideAPicture:
    @pytest.mark.parametrize("change", ["source", "lab"])
    def test_those_of_the_last_one_never_stand_beside_another(self, make_window: MakeWindow, change: str):
        output = picture(np.zeros((1, 48, 64), np.float32))
        window = make_window(ready_state(snapshot=deformable_snapshot(unit_reading(), picture=output)))
        table = window.inspector_panel.findChild(TapTable)
        said = window.inspector_panel.findChild(QLabel, "inspectorSentence")
        assert table.isVisible()
        other = {"source": image_source(name="other.png")}
        if change == "lab":
            other = {"experiment": Experiment(lab="subpixel")}
        window.session.show(**other, configured=None, snapshot=None)
        assert not table.isVisible()
        assert "being set up" in said.text()

    def test_those_of_the_same_picture_may_follow_later(self, make_window: MakeWindow):
        window = make_window(ready_state(snapshot=deformable_snapshot(unit_reading())))
        table = window.inspector_panel.findChild(TapTable)
        window.session.show(configured=None, snapshot=None)
        assert table.isVisible()
        window.panel_pace.catch_up()
        assert not table.isVisible()


class TestTheEnginesDeath:
    def test_the_last_output_stays_until_another_engine_has_answered(self, make_window: MakeWindow):
        output = picture(np.zeros((1, 48, 64), np.float32))
        answered = deformable_snapshot(unit_reading(), picture=output)
        window = make_window(ready_state(snapshot=answered))
        step, hint = window.actions_table["stepAction"], window.findChild(QLabel, "outputCanvasHint")
        said = window.inspector_panel.findChild(QLabel, "inspectorSentence")
        assert step.isEnabled()
        window.session.show(engine=EngineStatus("lost", (CPU,), DEAD), configured=None)
        assert not step.isEnabled()
        assert step.toolTip().split() == sentence(DEAD).split()
        assert window.canvases.output.value_at(3, 5) == (0.0,)
        assert not hint.isVisible()
        window.panel_pace.catch_up()
        assert said.isVisible()
        assert "starting" in said.text()
        window.session.show(engine=EngineStatus("ready", (CPU,)), snapshot=None)
        assert "being set up" in step.toolTip()
        assert window.canvases.output.value_at(3, 5) is None
        assert hint.text() == "Waiting for the first output."
        window.panel_pace.catch_up()
        assert "being set up" in said.text()
        window.session.show(configured=configured())
        assert step.isEnabled()
        window.session.show(snapshot=answered)
        window.panel_pace.catch_up()
        assert not hint.isVisible()
        assert not said.isVisible()
        assert window.canvases.output.value_at(3, 5) == (0.0,)

    def test_an_engine_that_has_failed_waits_for_the_person(self, make_window: MakeWindow):
        window = make_window(ready_state(engine=EngineStatus("failed", (CPU,), GIVEN_UP), configured=None))
        assert window.actions_table["runAction"].toolTip().split() == sentence(GIVEN_UP).split()
        assert "restart it" in window.findChild(QLabel, "outputCanvasHint").text()
        assert "restart it" in window.inspector_panel.findChild(QLabel, "inspectorSentence").text()
        window.session.show(banner=Banner(GIVEN_UP, "error", ("restart-engine",)))
        window.banner.way_out.click()
        assert names(window.session) == ["restart_engine"]


class TestBanner:
    def test_says_its_sentence_without_taking_the_focus(self, window: MainWindow):
        window.top_bar.speed.slider.setFocus()
        focus = QApplication.focusWidget()
        window.session.show(banner=Banner(STOPPED, "error", ("restart-engine",), "line 1\nline 2"))
        assert window.banner.isVisible()
        assert window.banner.sentence.text() == "It <b>stopped</b>."
        assert window.banner.accessibleName() == "It <b>stopped</b>."
        assert QApplication.focusWidget() is focus
        assert not window.banner.detail_text.isVisible()
        window.banner.details.click()
        assert window.banner.detail_text.isVisible()
        assert window.banner.detail_text.toPlainText() == "line 1\nline 2"
        window.banner.way_out.click()
        assert names(window.session) == ["restart_engine"]

    def test_offers_all_that_can_be_done_about_a_divergence(self, window: MainWindow):
        diverged = Problem("diverged.training.loss-not-finite", "learning_rate", {"step": 12, "kept": 0})
        window.session.show(banner=Banner(diverged, "error", ("lower-rate", "reset")))
        first, second = window.banner.ways_out
        assert (first.text(), second.text()) == ("Lower the learning rate", "Reset")
        assert first.isVisible()
        assert second.isVisible()
        second.click()
        assert names(window.session) == ["dismiss_banner", "reset"]
        window.session.show(banner=Banner(STOPPED, "error", ("restart-engine",)))
        assert not second.isVisible()

    def test_what_could_not_be_opened_can_be_tried_again(self, window: MainWindow):
        late = Problem("source.sample-took-too-long", "source", {"name": "camera.png", "seconds": 20.0})
        window.session.show(banner=Banner(late, "error", ("try-again",), about_opening=True))
        assert window.banner.way_out.text() == "Try again"
        window.banner.way_out.click()
        assert names(window.session) == ["try_again"]

    def test_is_dismissed(self, window: MainWindow):
        window.session.show(
            banner=Banner(Problem("drop.several-files", values={"count": 4, "name": "a.png"}), "info")
        )
        assert not window.banner.way_out.isVisible()
        assert not window.banner.details.isVisible()
        window.banner.close_button.click()
        assert names(window.session) == ["dismiss_banner"]
        window.session.show(banner=None)
        assert not window.banner.isVisible()

    def test_reading_shows_after_a_moment_and_can_be_cancelled(self, window: MainWindow, qtbot: QtBot):
        window.session.show(reading="large.tiff")
        assert not window.reading_bar.isVisible()
        qtbot.waitUntil(window.reading_bar.isVisible, timeout=2000)
        assert "large.tiff" in window.reading_bar.sentence.text()
        window.reading_bar.cancel.click()
        assert names(window.session) == ["cancel_reading"]
        window.session.show(reading=None)
        assert not window.reading_bar.isVisible()

    def test_a_quick_file_shows_nothing(self, window: MainWindow, qtbot: QtBot):
        window.session.show(reading="small.png")
        window.session.show(reading=None)
        qtbot.wait(350)
        assert not window.reading_bar.isVisible()


class TestComputingANetwork:
    def test_says_how_far_it_is_and_can_be_cancelled(self, window: MainWindow, qtbot: QtBot):
        bar = window.network_bar
        window.session.show(network_run=(3, 12))
        qtbot.waitUntil(bar.isVisible)
        assert bar.sentence.text() == "Computing the network: 25 %"
        assert (bar.progress.value(), bar.progress.maximum()) == (250, 1000)
        QTest.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
        assert names(window.session) == ["cancel_network"]
        assert not bar.cancel.isEnabled()
        window.session.show(network_run=None)
        assert not bar.isVisible()
        assert bar.cancel.isEnabled()

    def test_one_that_was_opened_is_looked_into_first(self, window: MainWindow, qtbot: QtBot):
        loaded = LoadedNetwork("x4.pth", (), np.zeros(0, np.uint8))
        window.session.show(network_offer=NetworkOffer("/data/x4.pth", loaded))
        qtbot.waitUntil(window.network_bar.isVisible)
        assert window.network_bar.sentence.text() == "Looking into x4.pth…"
        cancel = window.network_bar.cancel
        assert cancel.accessibleName() == "Cancel the opening of the network"
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
        assert names(window.session) == ["cancel_network"]
        window.session.show(network_offer=None)
        assert not window.network_bar.isVisible()
        assert cancel.isEnabled()


class TestChoosingAnArray:
    CHOICE = ArrayChoice("/data/maps.npz", (("first", (12, 3, 3), "float32"), ("second", (4, 4), "int64")))

    def dialog(self, window: MainWindow) -> QDialog:
        return window.findChild(QDialog, "arrayDialog")

    def test_nothing_in_it_is_nameless(self, window: MainWindow):
        window.session.show(choice=self.CHOICE)
        assert nameless(self.dialog(window)) == []

    def test_is_answered_by_the_keyboard(self, window: MainWindow):
        window.session.show(choice=self.CHOICE)
        dialog = self.dialog(window)
        assert dialog.isVisible()
        assert "maps.npz" in " ".join(
            label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")
        )
        table = dialog.table
        assert [table.topLevelItem(0).text(column) for column in range(3)] == ["first", "(12, 3, 3)", "float32"]
        QTest.keyClick(table, Qt.Key.Key_Down)
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert names(window.session) == ["choose_array"]
        assert window.session.called("choose_array") == [("second",)]

    def test_is_given_up(self, window: MainWindow):
        window.session.show(choice=self.CHOICE)
        QTest.keyClick(self.dialog(window), Qt.Key.Key_Escape)
        assert names(window.session) == ["cancel_choice"]

    def test_offers_to_open_weights_as_a_network(self, window: MainWindow):
        weights = (("a.weight", (8, 3, 3, 3), "float32"), ("b.weight", (12, 8, 3, 3), "float32"))
        window.session.show(choice=ArrayChoice("/data/x2.pth", weights))
        asked = " ".join(label.text() for label in self.dialog(window).findChildren(QLabel))
        assert "2 of its arrays can also be opened" in asked, "there may be others in the file"
        offered = self.dialog(window).network
        assert offered.isVisible()
        QTest.mouseClick(offered, Qt.MouseButton.LeftButton)
        assert names(window.session) == ["open_choice_as_network"]

    def test_of_other_arrays_offers_no_network(self, window: MainWindow):
        window.session.show(choice=self.CHOICE)
        assert not self.dialog(window).network.isVisible()

    def test_goes_away_when_the_question_does(self, window: MainWindow):
        window.session.show(choice=self.CHOICE)
        dialog = self.dialog(window)
        window.session.show(choice=None)
        assert not dialog.isVisible()
        assert names(window.session) == []

    def test_many_arrays_are_searched(self, window: MainWindow):
        entries = tuple((f"layer{n}.weight", (n + 1, 3), "float32") for n in range(40))
        window.session.show(choice=ArrayChoice("/m.safetensors", entries))
        dialog = self.dialog(window)
        QTest.keyClicks(dialog.search, "LAYER37")
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        assert window.session.called("choose_array") == [("layer37.weight",)]


class TestDropsAndPastes:
    def drop(self, window: MainWindow, mime: QMimeData, onto: QWidget | None = None) -> bool:
        """Drag ``mime`` over a widget as Qt does it, and let it go if it is taken; return whether it was."""
        target = onto or window
        place = target.rect().center()
        while not target.acceptDrops() and not target.isWindow():
            place = target.mapToParent(place)
            target = target.parentWidget()
        args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(place, *args)
        QApplication.sendEvent(target, enter)
        if not enter.isAccepted():
            QApplication.sendEvent(target, QDragLeaveEvent())
            return False
        assert window.findChild(QWidget, "dropHighlight").isVisible()
        drop = QDropEvent(QPointF(place), *args)
        QApplication.sendEvent(target, drop)
        assert not window.findChild(QWidget, "dropHighlight").isVisible()
        return drop.isAccepted()

    @pytest.mark.parametrize("place", ["input", "output", "setup", "inspector", "bar", "number field"])
    def test_a_file_is_dropped_anywhere(self, window: MainWindow, place: str, tmp_path: Path):
        onto = {
            "input": window.canvases.input.viewport(),
            "output": window.canvases.output.viewport(),
            "setup": window.setup_panel.scroller.viewport(),
            "inspector": window.inspector_panel.viewport(),
            "bar": window.top_bar,
            "number field": window.setup_panel.findChild(QLineEdit),
        }[place]
        assert onto is not None
        path = tmp_path / "é photo.png"
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        assert self.drop(window, mime, onto)
        assert window.session.called("open_path") == [(str(path), None)]

    def test_of_several_files_the_first_is_taken_and_that_is_said(self, window: MainWindow):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(f"/photos/{name}") for name in ("a.png", "b.png", "c.png")])
        assert self.drop(window, mime)
        assert names(window.session) == ["open_path", "notify"]
        assert window.session.called("open_path") == [("/photos/a.png", None)]
        ((problem, kind, about_opening),) = window.session.called("notify")
        assert "3 files" in sentence(problem)
        assert "a.png" in sentence(problem)
        assert kind == "info"
        assert about_opening

    def test_encoded_image_data_goes_to_the_reader_as_it_is(self, window: MainWindow):
        mime = QMimeData()
        mime.setData("image/jpeg", QByteArray(b"jpeg"))
        mime.setData("image/png", QByteArray(b"png"))
        assert self.drop(window, mime)
        assert window.session.called("open_bytes") == [(b"png", "dropped image.png")]

    def test_pixels_go_to_the_reader_where_they_lie(self, window: MainWindow):
        formats = list(QImage.Format)[1:-1]
        for image_format in formats:
            image = QImage(5, 3, QImage.Format.Format_ARGB32)
            image.fill(QColor("#ff204060"))
            image.setPixelColor(4, 1, QColor("#80ff0000"))
            image = image.convertToFormat(image_format)
            mime = QMimeData()
            mime.setImageData(image)
            assert self.drop(window, mime), image_format
            del image, mime
        opened = window.session.called("open_pixels")
        for image_format, (pixels, name) in zip(formats, opened, strict=True):
            assert name == "dropped image"
            taken = take_pixels(pixels, name)
            converted = pixels.owner.convertToFormat(QImage.Format.Format_RGBA8888)
            shown = np.frombuffer(converted.constBits(), np.uint8).reshape(3, 5, 4)[..., : taken.channels]
            assert taken.values.shape[:2] == (3, 5), image_format
            assert np.abs(taken.values.astype(int) - shown).max() <= 1, image_format

    @pytest.mark.parametrize(
        ("image_format", "order"),
        [
            (QImage.Format.Format_RGB32, "BGRX"),
            (QImage.Format.Format_ARGB32_Premultiplied, "BGRa"),
            (QImage.Format.Format_RGB888, "RGB"),
        ],
    )
    def test_usual_pixels_are_not_converted(self, image_format: QImage.Format, order: str):
        image = QImage(5, 3, image_format)
        image.fill(Qt.GlobalColor.red)
        pixels = pixels_of(image)
        assert pixels.order == order
        assert pixels.bytes_per_line == image.bytesPerLine()
        shared = [np.frombuffer(rows, np.uint8).ctypes.data for rows in (pixels.rows, image.constBits())]
        assert shared[0] == shared[1]

    def test_no_pixels_at_all(self):
        pixels = pixels_of(QImage())
        assert (pixels.height, pixels.width, len(pixels.rows)) == (0, 0, 0)

    def test_an_address_on_the_web_is_refused_with_a_sentence(self, window: MainWindow):
        mime = QMimeData()
        mime.setUrls([QUrl("https://example.org/a.png")])
        assert self.drop(window, mime)
        ((problem, kind, _),) = window.session.called("notify")
        assert "https://example.org/a.png" in sentence(problem)
        assert kind == "error"
        assert names(window.session) == ["notify"]

    @pytest.mark.skipif(sys.platform == "win32", reason="other computers' files have paths there")
    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST", socket.gethostname(), "127.0.0.1"])
    def test_an_address_may_name_this_computer(self, window: MainWindow, host: str):
        mime = QMimeData()
        mime.setUrls([QUrl(f"file://{host}/photos/a%20b%C3%A9.png")])
        assert self.drop(window, mime)
        assert window.session.called("open_path") == [("/photos/a bé.png", None)]

    @pytest.mark.skipif(sys.platform == "win32", reason="other computers' files have paths there")
    def test_a_file_on_another_computer_is_refused_with_a_sentence(self, window: MainWindow):
        mime = QMimeData()
        mime.setUrls([QUrl("file://elsewhere.example/photos/a.png")])
        assert self.drop(window, mime)
        ((problem, _, _),) = window.session.called("notify")
        said = "a.png is on the computer elsewhere.example; copy the file to this computer, then drop it."
        assert sentence(problem) == said
        assert names(window.session) == ["notify"]

    @pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
    def test_a_name_that_is_no_utf_8(self, window: MainWindow):
        mime = QMimeData()
        mime.setData("text/uri-list", QByteArray(b"file:///photos/r%FF.png\r\n"))
        assert self.drop(window, mime)
        assert window.session.called("open_path") == [(os.fsdecode(b"/photos/r\xff.png"), None)]

    def test_the_picture_itself_is_better_than_its_address(self, window: MainWindow):
        mime = QMimeData()
        mime.setUrls([QUrl("https://example.org/a.png")])
        mime.setData("image/png", QByteArray(b"png"))
        assert self.drop(window, mime)
        assert names(window.session) == ["open_bytes"]

    def test_text_is_not_accepted(self, window: MainWindow):
        mime = QMimeData()
        mime.setText("hello")
        assert not self.drop(window, mime)
        assert names(window.session) == []
        assert not window.findChild(QWidget, "dropHighlight").isVisible()

    def test_paste_a_file_and_pixels(self, window: MainWindow):
        clipboard = QGuiApplication.clipboard()
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile("/photos/a.png")])
        clipboard.setMimeData(mime)
        QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        clipboard.setImage(image)
        QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert names(window.session)[0] == "open_path"
        assert names(window.session)[1] in ("open_bytes", "open_pixels")

    def test_an_experiment_is_copied_as_text_and_pasted(self, window: MainWindow):
        QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        assert QGuiApplication.clipboard().text() == "vizapp:made-by-the-fake"
        QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert window.session.called("open_shared") == [("vizapp:made-by-the-fake",)]

    def test_nothing_to_paste_is_said(self, window: MainWindow):
        clipboard = QGuiApplication.clipboard()
        clipboard.setText("only words")
        window.actions_table["pasteAction"].trigger()
        ((problem, kind, _),) = window.session.called("notify")
        assert "clipboard" in sentence(problem)
        assert kind == "info"

    def test_open_dialog_blocks_nothing(self, window: MainWindow, tmp_path: Path):
        window.actions_table["openAction"].trigger()
        dialog = window.findChild(QFileDialog, "openDialog")
        assert dialog.isVisible()
        filters = " ".join(dialog.nameFilters())
        for suffix in ("png", "avif", "tiff", "npz", "safetensors", "pth"):
            assert f"*.{suffix}" in filters
        dialog.filesSelected.emit([str(tmp_path / "a.png")])
        dialog.filesSelected.emit([str(tmp_path / "a.png"), str(tmp_path / "b.npy")])
        dialog.close()
        assert window.session.called("open_path") == [(str(tmp_path / "a.png"), None)]
        assert window.session.called("open_files") == [((str(tmp_path / "a.png"), str(tmp_path / "b.npy")),)]

    def test_offsets_are_exported_as_what_the_name_or_else_the_filter_says(self, window: MainWindow, tmp_path: Path):
        window.actions_table["exportOffsetsAction"].trigger()
        dialog = window.findChild(QFileDialog, "exportDialog")
        assert dialog.isVisible()
        assert Path(dialog.selectedFiles()[0]).name == "ramp-offsets.npz"
        archive, table = dialog.nameFilters()
        dialog.selectNameFilter(table)
        dialog.filterSelected.emit(table)
        assert Path(dialog.selectedFiles()[0]).name == "ramp-offsets.csv"
        for name in ("a.npz", "b.CSV", "c.dat"):
            dialog.fileSelected.emit(str(tmp_path / name))
        dialog.selectNameFilter(archive)
        dialog.fileSelected.emit(str(tmp_path / "d.dat"))
        dialog.close()
        assert [(Path(path).name, kind) for path, kind in window.session.called("export_offsets")] == [
            ("a.npz", "npz"),
            ("b.CSV", "csv"),
            ("c.dat", "csv"),
            ("d.dat", "npz"),
        ]

    def test_an_enlarged_picture_is_saved_where_the_dialog_says(self, window: MainWindow, tmp_path: Path):
        save = window.actions_table["saveEnlargedAction"]
        assert not save.isEnabled()
        assert "super-resolve" in save.toolTip()
        window.session.show(**learning())
        assert save.isEnabled()
        assert save in window.top_bar.open_button.menu().actions()
        save.trigger()
        dialog = window.findChild(QFileDialog, "enlargeDialog")
        assert dialog.isVisible()
        assert Path(dialog.selectedFiles()[0]).name == "ramp-x3.png"
        source = window.session.state.source
        assert source is not None
        assert f"{3 * source.width} × {3 * source.height}" in dialog.windowTitle()
        dialog.fileSelected.emit(str(tmp_path / "large.png"))
        dialog.close()
        assert window.session.called("save_enlarged") == [(str(tmp_path / "large.png"),)]

    def test_how_far_it_is_shows_after_a_moment_and_can_be_cancelled(self, window: MainWindow, qtbot: QtBot):
        window.session.show(**learning(), saving=Saving(7, "/results/large.png"))
        bar = window.saving_bar
        assert not bar.isVisible()
        assert "being saved" in window.actions_table["saveEnlargedAction"].toolTip()
        qtbot.waitUntil(bar.isVisible, timeout=2000)
        assert (bar.progress.minimum(), bar.progress.maximum()) == (0, 0)
        window.session.show(saving=Saving(7, "/results/large.png", 34, 101))
        assert "large.png: 33 %" in bar.sentence.text()
        assert (bar.progress.value(), bar.progress.maximum()) == (336, 1000)
        bar.cancel.click()
        bar.cancel.click()
        assert names(window.session) == ["cancel_saving"]
        window.session.show(saving=None)
        assert not bar.isVisible()
        window.session.show(saving=Saving(9, "/results/other.csv", 1, 4, "offsets"))
        assert bar.cancel.isEnabled()
        assert bar.sentence.text() == "Exporting offsets to other.csv: 25 %"
        window.session.show(saving=None)
        qtbot.wait(350)
        assert not bar.isVisible()

    def test_there_is_nothing_to_export_without_a_layer(self, window: MainWindow):
        export = window.actions_table["exportOffsetsAction"]
        assert export.isEnabled()
        window.session.show(configured=None)
        assert not export.isEnabled()
        assert "set up" in export.toolTip()
        window.session.show(experiment=subpixel_state().experiment)
        assert not export.isEnabled()
        assert "deformable" in export.toolTip()


class TestLook:
    def test_theme_is_changed_while_the_window_is_shown_and_remembered(self, window: MainWindow):
        window.actions_table["lightThemeAction"].trigger()
        assert current_theme() is LIGHT
        assert Settings().theme == "light"
        QApplication.processEvents()
        shown = window.grab().toImage()
        assert shown.pixelColor(window.top_bar.width() // 2, 3) == LIGHT.surface
        window.actions_table["themeAction"].trigger()
        assert current_theme() is DARK
        assert window.actions_table["darkThemeAction"].isChecked()
        window.actions_table["systemThemeAction"].trigger()
        assert Settings().theme is None

    def test_panels_are_hidden_shown_and_put_back(self, window: MainWindow):
        toggle = window.inspector_dock.toggleViewAction()
        assert toggle in window.top_bar.more_button.menu().actions()
        toggle.trigger()
        assert not window.inspector_dock.isVisible()
        window.setup_dock.setFloating(True)
        window.actions_table["resetLayoutAction"].trigger()
        QApplication.processEvents()
        assert window.inspector_dock.isVisible()
        assert not window.setup_dock.isFloating()

    def test_layout_is_remembered(self, make_window: MakeWindow):
        first = make_window()
        first.resize(1100, 700)
        first.progress_dock.close()
        first.close()
        second = make_window()
        assert second.height() == 700  # the width would not fit on the screen that tests have
        assert not second.progress_dock.isVisible()
        assert second.setup_dock.isVisible()

    def test_progress_is_absent_where_there_is_nothing_to_tell(self, make_window: MakeWindow, qtbot: QtBot):
        window = make_window()
        dock, trained = window.progress_dock, window.session.state.experiment
        window.session.show(snapshot=snapshot({}))
        by_hand = trained.with_spec(DeformableSpec(task=HandSetSpec()))
        window.session.show(experiment=by_hand)
        qtbot.waitUntil(lambda: not dock.isVisible())
        window.session.show(experiment=trained)
        qtbot.waitUntil(dock.isVisible)
        window.session.show(experiment=by_hand)
        qtbot.waitUntil(lambda: not dock.isVisible())
        dock.toggleViewAction().trigger()
        assert dock.isVisible(), "whoever wants it has it"
        dock.toggleViewAction().trigger()
        window.session.show(experiment=trained)
        qtbot.wait(10)
        assert not dock.isVisible(), "and keeps it closed who closes it"
        window.actions_table["resetLayoutAction"].trigger()
        assert dock.isVisible()
        window.session.show(experiment=by_hand)
        window.actions_table["resetLayoutAction"].trigger()
        assert not dock.isVisible()
        window.close()
        assert make_window().progress_dock.isVisible(), "what was put away by itself is not remembered"

    def test_the_doctor_is_shown_alone_where_nothing_is_trained(self, make_window: MakeWindow, qtbot: QtBot):
        window = make_window()
        window.actions_table["foldProgressAction"].trigger()
        untrained = window.session.state.experiment.with_spec(DeformableSpec(task=BroughtSpec()))
        window.session.show(experiment=untrained, snapshot=None)
        assert window.progress_dock.isVisible(), "until it is known, nothing moves"
        window.session.show(snapshot=snapshot({}))
        qtbot.waitUntil(lambda: not window.progress_dock.isVisible())
        window.session.show(
            snapshot=deformable_snapshot(), configured=replace(configured(trainable=False), metrics=())
        )
        qtbot.waitUntil(window.progress_dock.isVisible)
        window.panel_pace.catch_up()
        assert window.progress_panel.numbers.isVisible()
        assert not any(plot.isVisible() for plot in window.progress_panel.plots.values())

    def test_it_fits_on_the_screen_with_its_frame(self, window: MainWindow):
        room = window.screen().availableGeometry().size()
        assert window.minimumWidth() < room.width()
        assert window.width() < room.width()
        assert window.height() < room.height() - 30

    def test_an_unreadable_layout_is_forgotten(self, make_window: MakeWindow):
        settings = Settings()
        settings.layout = QByteArray(b"nonsense")
        settings.geometry = QByteArray(b"nonsense")
        settings.save()
        assert make_window().setup_dock.isVisible()

    def test_sizes_of_the_panels_are_as_drawn(self, window: MainWindow):
        window.resize(1440, 900)
        QApplication.processEvents()
        assert abs(window.setup_panel.width() - 248) <= 12
        assert abs(window.inspector_panel.width() - 312) <= 12
        assert window.canvases.input.width() > 380
        assert window.progress_dock.width() == window.width()


class TestPump:
    def test_polls_by_the_clock_and_after_every_change(self, window: MainWindow, qtbot: QtBot):
        session = window.session
        count = len(session.called("poll"))
        qtbot.waitUntil(lambda: len(session.called("poll")) >= count + 2, timeout=500)
        count = len(session.called("poll"))
        session.show(transport=Transport(step=1))
        QApplication.processEvents()
        assert len(session.called("poll")) > count


class TestClosing:
    def test_ends_the_session_in_time_and_polls_no_more(self, window: MainWindow, qtbot: QtBot):
        start = time.monotonic()
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        assert time.monotonic() - start < 1
        assert not window.isVisible()
        assert window.session.called("close") == [(2.0,)]
        polls = len(window.session.called("poll"))
        qtbot.wait(100)
        assert len(window.session.called("poll")) == polls

    def test_closing_twice_ends_the_session_once(self, window: MainWindow):
        window.close()
        window.close()
        assert len(window.session.called("close")) == 1

    def test_with_a_dialog_open(self, window: MainWindow):
        window.session.show(choice=TestChoosingAnArray.CHOICE)
        window.close()
        assert len(window.session.called("close")) == 1
