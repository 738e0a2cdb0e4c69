"""Experiments are saved, opened and brought back by a real window with a real engine and a real reader."""

from __future__ import annotations

import errno
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from reader_in_process import experiment_at

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.experiment_dialog import ExperimentDialog
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.main_window import MainWindow
from vizapp.gui.session_store import SessionStore
from vizapp.gui.settings import Settings
from vizapp.session.session import Session
from vizapp.sources.client import SourceReader

_PATIENCE = 60.0
SMALL = Experiment(working_size=24, device="cpu", labs=(DeformableSpec(learning_rate=0.004),))


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    windows: list[MainWindow] = []

    def show(*, keeps: bool = False) -> MainWindow:
        session = Session(InProcessEngine(), SourceReader(), LAB_UIS, SMALL, start=False)
        window = MainWindow(session, Settings())
        if keeps:
            window.keep_session(bring_back=True)
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        wait_for(window, lambda: window.session.state.configured is not None)
        return window

    yield show
    for window in windows:
        window.close()


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    return open_window()


def wait_for(window: MainWindow, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < end, f"it did not happen in time: {window.session.state.banner}"
        QApplication.processEvents()
        window.session.poll()
    QApplication.processEvents()


def train(window: MainWindow, steps: int) -> None:
    wanted = window.session.state.transport.step + steps
    window.session.step(steps)
    wait_for(window, lambda: window.session.state.transport.step == wanted)


def save(window: MainWindow, path: Path) -> None:
    """Save, under a name that is typed into the dialog if there is one."""
    window.actions_table["saveExperimentAction"].trigger()
    QApplication.processEvents()
    dialog = window.findChild(ExperimentDialog)
    if dialog is not None:
        dialog.fileSelected.emit(str(path))
        dialog.close()
        QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
    wait_for(window, lambda: window.session.state.saving is None)


def click(window: MainWindow, dialog: str, text: str) -> None:
    box = window.findChild(QMessageBox, dialog)
    assert box is not None
    button = next(each for each in box.findChildren(QPushButton) if each.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def test_the_title_says_which_file_and_whether_it_is_saved(window: MainWindow, tmp_path: Path) -> None:
    assert not window.isWindowModified()
    train(window, 2)
    assert window.isWindowModified()
    save(window, tmp_path / "one.vizapp")
    assert window.windowTitle() == "one.vizapp[*] – astronaut.png – Deformable – vizapp"
    assert not window.isWindowModified()
    train(window, 1)
    assert window.isWindowModified()
    save(window, tmp_path / "never.vizapp")  # there is no question any more
    assert not window.isWindowModified()
    assert [path.name for path in tmp_path.glob("*.vizapp")] == ["one.vizapp"]


def test_a_file_has_a_preview_of_what_is_on_show(window: MainWindow, tmp_path: Path) -> None:
    train(window, 1)
    save(window, tmp_path / "one.vizapp")
    with zipfile.ZipFile(tmp_path / "one.vizapp") as archive, archive.open("preview.png") as file:
        preview = np.asarray(Image.open(file).convert("L"), float)
    assert 100 < preview.shape[0] <= 320
    assert preview.shape[1] <= 640
    assert preview.std() > 10  # it shows a photograph


@pytest.mark.parametrize("answer", ["Save first", "Do not save", "Cancel"])
@pytest.mark.slow
def test_unsaved_changes_are_not_lost_without_a_word(window: MainWindow, tmp_path: Path, answer: str) -> None:
    train(window, 2)
    save(window, tmp_path / "two.vizapp")
    train(window, 1)
    save(window, tmp_path / "two.vizapp")
    window.session.save_experiment(tmp_path / "three.vizapp")
    wait_for(window, lambda: window.session.state.saving is None)
    train(window, 1)
    window.session.open_experiment(tmp_path / "two.vizapp")
    QApplication.processEvents()
    click(window, "unsavedDialog", answer)
    if answer == "Cancel":
        assert window.session.state.transport.step == 4
        assert window.isWindowModified()
        return
    wait_for(window, lambda: window.windowTitle().startswith("two"))
    wait_for(window, lambda: window.session.state.transport.step == 3)
    assert not window.isWindowModified()
    window.session.open_experiment(tmp_path / "three.vizapp")
    wait_for(window, lambda: window.windowTitle().startswith("three"))
    expected = 4 if answer == "Save first" else 3
    wait_for(window, lambda: window.session.state.transport.step == expected)


@pytest.mark.slow
def test_a_picture_that_has_moved_is_asked_for(window: MainWindow, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    pixels = np.random.default_rng(0).integers(0, 255, (20, 30, 3), np.uint8)
    Image.fromarray(pixels).save(picture)
    window.session.open_path(str(picture))
    wait_for(window, lambda: window.session.state.configured is not None and "picture" in window.windowTitle())
    train(window, 1)
    window.session.save_experiment(tmp_path / "one.vizapp", inside=False)
    wait_for(window, lambda: window.session.state.saving is None)
    picture.rename(tmp_path / "moved.png")
    window.session.open_experiment(tmp_path / "one.vizapp")
    wait_for(window, lambda: window.session.state.question is not None)
    box = window.findChild(QMessageBox, "sourceQuestionDialog")
    assert box is not None
    assert box.text() == f"The picture of this experiment, picture.png, is not in {tmp_path} any more."
    (tmp_path / "notes.txt").write_text("no picture")
    window.session.locate_source(tmp_path / "notes.txt")
    wait_for(window, lambda: window.session.state.question is not None)
    boxes = window.findChildren(QMessageBox, "sourceQuestionDialog")
    (again,) = [each for each in boxes if each.isVisible()]
    assert "notes.txt" in again.informativeText()
    window.session.locate_source(tmp_path / "moved.png")
    wait_for(window, lambda: window.session.state.source is not None and "moved" in window.windowTitle())
    wait_for(window, lambda: window.session.state.transport.step == 1)
    assert window.findChild(QMessageBox, "sourceQuestionDialog") is None


@pytest.mark.slow
def test_a_closed_window_comes_back_as_it_was(open_window: Callable[..., MainWindow]) -> None:
    first = open_window(keeps=True)
    train(first, 3)
    first.progress_dock.hide()
    document = first.session.state.experiment
    first.close()
    second = open_window(keeps=True)
    wait_for(second, lambda: second.session.state.transport.step == 3)
    assert second.session.state.experiment == document
    assert second.session.state.banner is None
    assert second.progress_dock.isHidden()


@pytest.mark.slow
def test_what_was_kept_comes_back_after_a_window_that_was_not_closed(open_window: Callable[..., MainWindow]) -> None:
    first = open_window(keeps=True)
    assert first.session_keeper is not None
    train(first, 2)
    first.session_keeper.write()
    wait_for(first, lambda: first.session.state.autosave.number == 1)
    first.session_keeper.abandon()
    second = open_window(keeps=True)
    wait_for(second, lambda: second.session.state.transport.step == 2)
    assert second.session.state.banner is not None
    assert second.session.state.banner.problem.code == "session.recovered"


@pytest.mark.slow
def test_nothing_comes_back_where_that_is_not_wanted(open_window: Callable[..., MainWindow], tmp_path: Path) -> None:
    first = open_window(keeps=True)
    train(first, 2)
    first.actions_table["restoreSessionAction"].trigger()
    first.close()
    assert not list((tmp_path / "sessions").glob("*"))
    second = open_window(keeps=True)
    assert second.session.state.transport.step == 0


@pytest.mark.slow
def test_a_session_is_written_only_when_it_has_changed(open_window: Callable[..., MainWindow]) -> None:
    window = open_window(keeps=True)
    keeper = window.session_keeper
    assert keeper is not None
    for steps, written in ((1, 1), (0, 1), (1, 2)):
        if steps:
            train(window, steps)
        keeper.write()
        wait_for(window, lambda: not window.session.state.autosave.is_under_way)
        assert window.session.state.autosave.number == written


def test_a_new_engine_goes_on_with_what_was_kept(open_window: Callable[..., MainWindow]) -> None:
    window = open_window(keeps=True)
    assert window.session_keeper is not None
    train(window, 3)
    window.session_keeper.write()
    wait_for(window, lambda: window.session.state.autosave.number == 1)
    window.session.restart_engine()
    wait_for(window, lambda: window.session.state.configured is not None)
    wait_for(window, lambda: window.session.state.transport.step == 3)
    train(window, 1)
    assert window.session.state.curves["deformable"].steps == 4


def test_where_nothing_can_be_written_beside_the_settings_a_new_engine_goes_on_all_the_same(
    open_window: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "file" / "settings.ini"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    window = open_window(keeps=True)
    keeper = window.session_keeper
    assert keeper is not None
    failures: list[None] = []
    keeper.failed.connect(lambda: failures.append(None))
    for reached in (2, 4):
        train(window, 2)
        keeper.write()
        wait_for(window, lambda: not window.session.state.autosave.is_under_way)
        window.session.restart_engine()
        wait_for(window, lambda: window.session.state.configured is not None)
        wait_for(window, lambda reached=reached: window.session.state.transport.step == reached)
    assert len(failures) == 1
    written = window.session.state.autosave.number
    window.actions_table["restoreSessionAction"].trigger()
    for _ in range(3):
        keeper.write()
        wait_for(window, lambda: not window.session.state.autosave.is_under_way)
    assert window.session.state.autosave.number <= written + 1, "what has not changed is not written again"
    window.close()
    [folder] = (tmp_path / "temporary").glob("vizapp-sessions*")
    assert not list(folder.iterdir())


def test_a_session_that_can_be_written_no_more_stays_as_it_was_and_goes_on_elsewhere(
    open_window: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    window = open_window(keeps=True)
    keeper = window.session_keeper
    assert keeper is not None

    def written() -> int:
        keeper.write()
        wait_for(window, lambda: not window.session.state.autosave.is_under_way)
        return window.session.state.autosave.number

    train(window, 1)
    assert written() == 1
    [kept] = (tmp_path / "sessions").glob("*.vizapp")
    before = kept.read_bytes()
    mkstemp = tempfile.mkstemp

    def full(*, dir: Path, prefix: str) -> tuple[int, str]:
        if Path(dir) == tmp_path / "sessions":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return mkstemp(dir=dir, prefix=prefix)

    monkeypatch.setattr(tempfile, "mkstemp", full)
    train(window, 1)
    assert written() == 1
    assert "No space left" in (window.session.state.banner.text if window.session.state.banner else "")
    assert written() == 2
    window.session.restart_engine()
    wait_for(window, lambda: window.session.state.configured is not None)
    wait_for(window, lambda: window.session.state.transport.step == 2)
    assert kept.read_bytes() == before
    monkeypatch.setattr(tempfile, "mkstemp", mkstemp)  # there is room again
    window.close()
    [kept] = (tmp_path / "sessions").glob("*-ended.vizapp")
    assert experiment_at(kept).timelines.labs[0].step == 2


@pytest.mark.slow
def test_a_session_that_cannot_come_back_is_kept_for_later(
    open_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    Image.fromarray(np.full((20, 30, 3), 90, np.uint8)).save(picture)
    first = open_window(keeps=True)
    first.session.open_path(str(picture))
    wait_for(first, lambda: first.session.state.configured is not None and "picture" in first.windowTitle())
    train(first, 3)
    first.close()
    picture.unlink()
    second = open_window(keeps=True)  # on the photograph, beside the question where the picture is
    assert second.session.state.question is not None
    assert second.session_keeper is not None
    train(second, 1)
    second.session_keeper.write()
    wait_for(second, lambda: second.session.state.autosave.number == 1)
    second.close()
    store = SessionStore(tmp_path / "sessions")
    newest, other = store.take_last(), store.take_last()
    assert newest is not None
    assert other is not None
    assert [experiment_at(each.path).timelines.labs[0].step for each in (newest, other)] == [1, 3]
    newest.remove()
    other.remove()


@pytest.mark.slow
def test_where_the_changes_cannot_be_saved_nothing_is_opened(window: MainWindow, tmp_path: Path) -> None:
    train(window, 1)
    window.session.save_experiment(tmp_path / "other.vizapp")
    wait_for(window, lambda: window.session.state.saving is None)
    (tmp_path / "folder").mkdir()
    window.session.save_experiment(tmp_path / "folder" / "one.vizapp")
    wait_for(window, lambda: window.session.state.saving is None)
    (tmp_path / "folder" / "one.vizapp").unlink()
    (tmp_path / "folder").rmdir()
    train(window, 1)
    window.session.open_experiment(tmp_path / "other.vizapp")
    QApplication.processEvents()
    click(window, "unsavedDialog", "Save first")
    wait_for(window, lambda: window.session.state.saving is None)
    assert window.session.state.transport.step == 2
    banner = window.session.state.banner
    assert banner is not None
    assert banner.kind == "error"
    # A later file is saved, and no other one is opened in its place.
    window.session.save_experiment(tmp_path / "third.vizapp")
    wait_for(window, lambda: window.session.state.saving is None and window.session.state.reading is None)
    assert window.windowTitle().startswith("third")
    assert window.session.state.transport.step == 2
