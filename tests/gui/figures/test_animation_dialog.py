"""Animations of a real training in a real window: every frame is of its step, and the training is put back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from accessible_tree import nameless
from lab_window import LabWindow
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.deformable.requests import PROBE
from vizapp.gui.figures.animation_dialog import AnimationDialog
from vizapp.gui.figures.canvas_figure import CanvasRecord
from vizapp.gui.figures.figure import Choice
from vizapp.gui.figures.figure_files import raster
from vizapp.gui.settings import Settings
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.wording import labels
from vizapp.wording.problems import sentence

STEPS = 12
WIDTH = 320
BARE = Choice(labels=False, legend=False, crop=False)


class Trained(LabWindow):
    """A window whose lab has done some steps."""

    def go_to(self, step: int) -> None:
        self.session.go_to(self.session.state.timeline.present, step)
        self.wait(lambda: self.step == step and self.session.shows_everything)
        QApplication.processEvents()

    def points(self) -> NDArray[np.float32]:
        """Return where the picked unit samples, and its kernel's numbers: what training changes."""
        answer = self.session.state.answer(PROBE, UnitReadings)
        assert answer is not None
        return np.asarray(answer.readings[0].offset_yx)

    def open(self) -> AnimationDialog:
        QTest.keyClick(
            self.window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        dialog = self.window.findChild(AnimationDialog, "animationDialog")
        assert dialog is not None
        assert dialog.isVisible()
        return dialog


@pytest.fixture
def trained(qtbot: QtBot) -> Iterator[Trained]:
    trained = Trained(qtbot)
    trained.train(STEPS)
    yield trained
    trained.window.close()
    trained.window.deleteLater()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))


def set_number(field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def frames_of(path: Path) -> list[NDArray[np.uint8]]:
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        frames = []
        for number in range(image.n_frames):
            image.seek(number)
            frames.append(np.asarray(image.convert("RGB")))
    return frames


def made(trained: Trained, dialog: AnimationDialog, path: Path, ending: str) -> str:
    """Make an animation, and return what is said then."""
    dialog._make(str(path), ending)
    trained.wait(lambda: dialog.save.isEnabled())
    return dialog.status.text()


def pixels_in(image: QImage) -> NDArray[np.uint8]:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3).copy()


def left_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.suffix != ".ini")


def test_it_is_made_with_mouse_and_keys(trained: Trained, tmp_path: Path):
    dialog = trained.open()
    assert nameless(dialog) == []
    assert (dialog.from_step.value(), dialog.to_step.value(), dialog.every.value()) == (0, STEPS, 1)
    assert dialog.extent.text().startswith("13 frames, 2.5 s, 640 × ")
    set_number(dialog.every, "4")
    set_number(dialog.from_step, "2")
    set_number(dialog.width_field, str(WIDTH))
    assert dialog.steps == [2, 6, 10, 12]
    click(dialog.boxes["labels"])
    click(dialog.save)
    asking = dialog.findChild(QFileDialog, "figureSaveDialog")
    assert Path(asking.selectedFiles()[0]).name == "astronaut-input.gif"
    asking.setDirectory(str(tmp_path))
    name = asking.findChild(QLineEdit, "fileNameEdit")
    name.setText("步.gif")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert dialog.cancel.isVisible()
    assert not dialog.save.isEnabled()
    trained.wait(lambda: dialog.save.isEnabled())
    assert dialog.status.text().startswith("步.gif is written: ")
    frames = frames_of(tmp_path / "步.gif")
    assert len(frames) == 4
    assert {frame.shape[1] for frame in frames} == {WIDTH}
    assert left_in(tmp_path) == ["步.gif"]
    assert Settings().folder == str(tmp_path)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.slow
def test_every_frame_is_what_the_canvas_shows_at_its_step(trained: Trained, tmp_path: Path):
    canvas = trained.window.canvases.input
    scale = WIDTH / canvas.viewport().width()
    expected = []
    for step in (0, 5, 10, STEPS):
        trained.go_to(step)
        expected.append(pixels_in(raster(CanvasRecord(canvas).figure(BARE), scale)))
    trained.go_to(9)
    before, curve = trained.points(), trained.session.state.curves["deformable"].series["loss"].copy()
    dialog = trained.open()
    set_number(dialog.every, "5")
    set_number(dialog.width_field, str(WIDTH))
    for box in (dialog.boxes["labels"], dialog.boxes["legend"], dialog.boxes["crop"], dialog.stamp):
        click(box)
    assert "is written" in made(trained, dialog, tmp_path / "a.apng", "apng")
    frames = frames_of(tmp_path / "a.apng")
    assert len(frames) == len(expected)
    for frame, its in zip(frames, expected, strict=True):
        assert frame.shape[1] == WIDTH
        np.testing.assert_array_equal(frame[: len(its)], its[: len(frame)])
    for one, next_one in pairwise(frames):
        assert (one != next_one).any(), "the points have moved"
    # The training is where it was, and goes on as it did.
    assert trained.step == 9
    np.testing.assert_array_equal(trained.points(), before)
    np.testing.assert_array_equal(trained.session.state.curves["deformable"].series["loss"], curve)
    assert not trained.session.state.can_undo
    assert [branch.number for branch in trained.session.state.timeline.branches] == [1]
    dialog.close()


@pytest.mark.parametrize("ending", ["apng", "webp"])
@pytest.mark.slow
def test_the_number_of_the_step_is_in_the_frame(trained: Trained, tmp_path: Path, ending: str):
    dialog = trained.open()
    set_number(dialog.every, "6")
    made(trained, dialog, tmp_path / f"with.{ending}", ending)
    click(dialog.stamp)
    made(trained, dialog, tmp_path / f"without.{ending}", ending)
    with_step, without = frames_of(tmp_path / f"with.{ending}"), frames_of(tmp_path / f"without.{ending}")
    assert len(with_step) == len(without) == 3
    for one, other in zip(with_step, without, strict=True):
        assert one.shape == other.shape
        where = np.argwhere(np.abs(one.astype(int) - other).max(axis=2) > 60)
        assert len(where) > 250, "the strokes of the number at least: on the dark ground its plate hardly stands out"
        assert where[:, 1].min() > 640 - 120, "in the lower right"
    dialog.close()


@pytest.mark.slow
def test_settings_that_were_changed_on_the_way_come_back(trained: Trained, tmp_path: Path):
    def set_rate(rate: float) -> None:
        experiment = trained.session.state.experiment
        changed = experiment.spec.replaced(learning_rate=rate)
        trained.session.update(experiment.with_spec(changed), labels.CHANGE_LEARNING_RATE)
        trained.session.end_gesture()

    set_rate(0.002)
    trained.train(4)
    set_rate(0.004)  # and no step is done with it yet
    before = trained.session.state.experiment
    dialog = trained.open()
    set_number(dialog.every, "8")
    assert "is written" in made(trained, dialog, tmp_path / "a.gif", "gif")
    assert trained.session.state.experiment == before
    assert trained.session.state.undo_label == labels.CHANGE_LEARNING_RATE
    trained.session.undo()
    assert trained.session.state.experiment.spec.steering()["learning_rate"] == 0.002
    dialog.close()


@pytest.mark.slow
def test_a_training_that_runs_goes_on_running(trained: Trained, tmp_path: Path):
    trained.session.set_speed(20.0)
    trained.session.run()
    trained.wait(lambda: trained.step > STEPS)
    dialog = trained.open()
    set_number(dialog.every, "6")
    assert "is written" in made(trained, dialog, tmp_path / "a.gif", "gif")
    assert trained.session.state.transport.running
    trained.session.pause()
    dialog.close()


@pytest.mark.parametrize("frames", [1, 5])
@pytest.mark.slow
def test_cancelling_leaves_no_file_and_puts_the_training_back(trained: Trained, tmp_path: Path, frames: int):
    path = tmp_path / "a.gif"
    path.write_bytes(b"old")
    before = trained.points()
    dialog = trained.open()
    dialog._make(str(path), "gif")
    trained.wait(lambda: dialog.progress.value() >= frames)
    click(dialog.cancel)
    assert not dialog.cancel.isEnabled()
    trained.wait(lambda: dialog.save.isEnabled())
    assert "cancelled" in dialog.status.text()
    assert trained.step == STEPS
    np.testing.assert_array_equal(trained.points(), before)
    assert path.read_bytes() == b"old"
    assert left_in(tmp_path) == ["a.gif"]
    dialog.close()


@pytest.mark.slow
def test_it_is_cancelled_while_it_is_encoded(trained: Trained, tmp_path: Path):
    dialog = trained.open()
    dialog._make(str(tmp_path / "a.webp"), "webp")
    trained.wait(lambda: dialog.progress.value() > STEPS + 1)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    trained.wait(lambda: dialog.save.isEnabled())
    assert "cancelled" in dialog.status.text()
    assert left_in(tmp_path) == []
    dialog.close()


@pytest.mark.slow
def test_closing_waits_until_the_training_is_back(trained: Trained, tmp_path: Path):
    dialog = trained.open()
    dialog._make(str(tmp_path / "a.gif"), "gif")
    trained.wait(lambda: dialog.progress.value() >= 3)
    dialog.close()
    assert dialog.isVisible()
    trained.wait(lambda: trained.window.findChild(AnimationDialog) is None)
    assert trained.step == STEPS
    assert left_in(tmp_path) == []


def test_what_cannot_be_written_is_said_before_anything_is_done(trained: Trained, tmp_path: Path):
    dialog = trained.open()
    said = made(trained, dialog, tmp_path / "missing" / "a.gif", "gif")
    assert "a.gif could not be written: No such file or directory" in said
    assert trained.session.state.timeline.going_to is None
    dialog.close()


@pytest.mark.slow
def test_an_engine_that_ends_is_told_of(trained: Trained, tmp_path: Path):
    experiment = trained.session.state.experiment
    after = experiment.with_spec(experiment.spec.replaced(learning_rate=0.004))
    trained.session.update(after, labels.CHANGE_LEARNING_RATE)
    dialog = trained.open()
    dialog._make(str(tmp_path / "a.gif"), "gif")
    trained.wait(lambda: dialog.progress.value() >= 2)
    assert trained.session.state.experiment == experiment, "as at that step"
    trained.engine.kill()
    trained.wait(lambda: dialog.save.isEnabled())
    assert "the engine, which trains, has ended" in dialog.status.text()
    assert trained.session.state.experiment == after, "with which the next engine goes on"
    assert left_in(tmp_path) == []
    dialog.close()


def test_what_cannot_be_is_refused(trained: Trained):
    dialog = trained.open()
    set_number(dialog.to_step, "3")
    set_number(dialog.from_step, "8")
    trained.wait(lambda: not dialog.save.isEnabled())
    assert "before the first" in dialog.status.text()
    set_number(dialog.to_step, "9")
    trained.wait(dialog.save.isEnabled)
    assert not dialog.status.text()
    set_number(dialog.to_step, "999")
    assert "999" in dialog.status.text()
    dialog.close()


def test_before_the_first_step_there_is_nothing_to_animate(qtbot: QtBot):
    new = Trained(qtbot)
    new.window.actions_table["exportAnimationAction"].trigger()
    assert new.window.findChild(AnimationDialog) is None
    assert new.session.state.banner is not None
    assert "nothing to animate yet" in sentence(new.session.state.banner.problem)
    new.window.close()
    new.window.deleteLater()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["gif", "apng", "webp"])
def test_a_hundred_steps_of_walking_points_take_less_than_five_megabytes(qtbot: QtBot, tmp_path: Path, ending: str):
    """At the size and with all that the dialog offers at first."""
    trained = Trained(qtbot, size=None)
    trained.train(100)
    dialog = trained.open()
    assert "is written" in made(trained, dialog, tmp_path / f"a.{ending}", ending)
    assert (tmp_path / f"a.{ending}").stat().st_size < 5_000_000
    frames = frames_of(tmp_path / f"a.{ending}")
    assert (len(frames), frames[0].shape[1]) == (101, 640)
    dialog.close()
    trained.window.close()
    trained.window.deleteLater()
