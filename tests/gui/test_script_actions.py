"""The experiment is copied and saved as a script, and what is picked as arithmetic; a banner says what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeSession, deformable_snapshot, picked, ready_state, subpixel_snapshot, unit_reading
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from rig import subpixel_state

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec, ScaledShapesSpec
from vizapp.document.experiment import Experiment
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.problem import Problem
from vizapp.session.engine_state import Transport
from vizapp.wording.problems import sentence


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(FakeSession(ready_state()), Settings())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    QGuiApplication.clipboard().clear()
    yield made
    made.close()
    made.deleteLater()


def said(window: MainWindow) -> tuple[str, str]:
    """Return the last sentence that was said in the banner, and its kind."""
    problem, kind, _ = window.session.called("notify")[-1]
    return sentence(problem), kind


def with_task(window: MainWindow, task: object) -> None:
    spec = replace(DeformableSpec(), task=task)
    window.session.show(experiment=Experiment(labs=(spec,)))


class TestCopyAsPyTorch:
    def test_key_copies_a_script_with_the_present_settings_and_says_so(self, window: MainWindow):
        QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        text = QGuiApplication.clipboard().text()
        compile(text, "script", "exec")
        assert "deform_conv2d" in text
        assert "\nSTEPS = 200\n" in text
        assert f"{text.count(chr(10))} lines" in said(window)[0]
        assert "200 steps" in said(window)[0]
        assert said(window)[1] == "info"

    def test_it_trains_as_long_as_was_trained(self, window: MainWindow):
        window.session.show(transport=Transport(step=37))
        window.actions_table["copyScriptAction"].trigger()
        assert "\nSTEPS = 37\n" in QGuiApplication.clipboard().text()

    def test_nothing_is_said_of_steps_where_nothing_is_trained(self, window: MainWindow):
        with_task(window, HandSetSpec())
        window.actions_table["copyScriptAction"].trigger()
        assert "STEPS" not in QGuiApplication.clipboard().text()
        assert "step" not in said(window)[0]

    def test_what_is_no_script_says_why_and_leaves_the_clipboard(self, window: MainWindow):
        QGuiApplication.clipboard().setText("mine")
        with_task(window, ScaledShapesSpec())
        for action in ("copyScriptAction", "saveScriptAction"):
            window.actions_table[action].trigger()
            assert said(window) == (sentence(Problem("script.scaled-shapes")), "warning")
        assert QGuiApplication.clipboard().text() == "mine"
        assert window.findChild(QFileDialog, "scriptDialog") is None

    def test_there_is_none_of_what_cannot_be_computed(self, window: MainWindow):
        copy = window.actions_table["copyScriptAction"]
        assert copy.isEnabled()
        assert copy in window.top_bar.open_button.menu().actions()
        window.session.show(refusal=Problem("task.even-target"))
        assert not copy.isEnabled()
        assert "same number everywhere" in " ".join(copy.toolTip().split())
        window.session.show(refusal=None, source=None)
        assert not copy.isEnabled()


class TestSaveAsPyTorch:
    def test_it_is_written_where_the_dialog_says(self, window: MainWindow, tmp_path: Path):
        window.actions_table["saveScriptAction"].trigger()
        dialog = window.findChild(QFileDialog, "scriptDialog")
        assert dialog.isVisible()
        assert Path(dialog.selectedFiles()[0]).name == "ramp-hidden-rule.py"
        dialog.fileSelected.emit(str(tmp_path / "layer.py"))
        dialog.close()
        window.actions_table["copyScriptAction"].trigger()
        written = (tmp_path / "layer.py").read_text("utf-8")
        assert written == QGuiApplication.clipboard().text()
        problem, kind, _ = window.session.called("notify")[0]
        assert "layer.py is saved in" in sentence(problem)
        assert kind == "info"

    def test_folder_that_is_not_there_is_named(self, window: MainWindow, tmp_path: Path):
        window.actions_table["saveScriptAction"].trigger()
        dialog = window.findChild(QFileDialog, "scriptDialog")
        dialog.fileSelected.emit(str(tmp_path / "missing" / "layer.py"))
        dialog.close()
        assert "could not be written" in said(window)[0]
        assert said(window)[1] == "error"


class TestCopyUnit:
    def test_unit_of_the_deformable_layer(self, window: MainWindow):
        action = window.actions_table["copyUnitAction"]
        window.session.show(picks=picked((2, 3)), snapshot=deformable_snapshot(unit_reading(unit_yx=(2, 3))))
        assert action.isEnabled()
        action.trigger()
        text = QGuiApplication.clipboard().text()
        compile(text, "unit", "exec")
        assert "(2, 3)" in text
        assert "numpy" in said(window)[0]

    def test_pixel_of_the_shuffle(self, window: MainWindow):
        state = subpixel_state(pixel_yx=(2, 5))
        held = subpixel_snapshot(picked_yx=(2, 5), picked_values=np.arange(9, dtype=np.float32))
        window.session.show(
            experiment=state.experiment, configured=state.configured, snapshot=held, picks=state.picks
        )
        window.actions_table["copyUnitAction"].trigger()
        text = QGuiApplication.clipboard().text()
        compile(text, "pixel", "exec")
        assert "PIXEL = (2, 5)" in text

    def test_until_the_engine_has_answered_it_says_so(self, window: MainWindow):
        window.session.show(picks=picked((5, 5)), snapshot=deformable_snapshot(unit_reading(unit_yx=(2, 3))))
        window.actions_table["copyUnitAction"].trigger()
        assert "not said yet" in said(window)[0]
        assert QGuiApplication.clipboard().text() == ""

    def test_without_a_pick_there_is_nothing_to_copy(self, window: MainWindow):
        window.session.show(picks={})
        action = window.actions_table["copyUnitAction"]
        assert not action.isEnabled()
        assert "picked" in action.toolTip()
