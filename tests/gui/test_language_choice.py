"""The language of the window: chosen in the menu, kept, and switched without a restart."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeSession, deformable_snapshot, ready_state, unit_reading
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from vizapp.gui.app import OpenWindow
from vizapp.gui.kept_layout import layout_of
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import SETTINGS_VARIABLE, Settings
from vizapp.gui.translators import translators_of
from vizapp.wording.language import language
from vizapp.wording.translation import install_translator


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenWindow]:
    monkeypatch.setenv(SETTINGS_VARIABLE, str(tmp_path / "settings.ini"))
    translators = translators_of(qapp)
    session = FakeSession(ready_state(snapshot=deformable_snapshot(unit_reading())))
    window = MainWindow(session, Settings())  # type: ignore[arg-type]  # has every gesture of a session
    opened = OpenWindow(window)
    window.show()
    qtbot.waitExposed(window)
    del window
    yield opened
    opened.window.close()
    opened.window.deleteLater()
    translators.use("en")
    install_translator(None)
    translators.setParent(None)
    translators.deleteLater()


def _texts(window: MainWindow) -> set[str]:
    found = {button.text() for button in window.findChildren(QToolButton)}
    return found | {label.text() for label in window.findChildren(QLabel)}


def _choose(opened: OpenWindow, name: str, qtbot: QtBot) -> MainWindow:
    before = opened.window
    before.actions_table[f"{name}LanguageAction"].trigger()
    qtbot.waitUntil(lambda: opened.window is not before)
    return opened.window


def test_another_language_takes_the_place_of_the_present_one(opened: OpenWindow, qtbot: QtBot) -> None:
    before = opened.window
    session = before.session
    assert "Step" in _texts(before)
    window = _choose(opened, "zh", qtbot)
    assert language() == "zh"
    assert Settings().language == "zh"
    assert window.session is session
    assert window.isVisible()
    assert "单步" in _texts(window)
    assert "Step" not in _texts(window)
    assert window.actions_table["zhLanguageAction"].isChecked()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"  # Qt's own dialogs
    for context, text, words in (
        ("QFileDialog", "&Look in:", "查找范围"),
        ("QFileDialog", "Files of &type:", "文件类型"),
        ("QAbstractFileIconProvider", "File Folder", "文件夹"),
    ):
        assert words in QCoreApplication.translate(context, text), "also what Qt has written otherwise since"
    back = _choose(opened, "en", qtbot)
    assert "Step" in _texts(back)
    assert not any(name == "close" for name, *_ in session.calls)


def test_layout_zoom_and_looks_are_as_they_were(opened: OpenWindow, qtbot: QtBot) -> None:
    before = opened.window
    before.resize(788, 756)
    before.canvases.input.zoom_by(4.0)
    before.comparing.keep()
    scale = before.canvases.input.projection.scale
    folded = before.folding.folded
    window = _choose(opened, "zh", qtbot)
    qtbot.waitUntil(lambda: window.size().toTuple() == (788, 756))
    assert window.canvases.input.projection.scale == pytest.approx(scale)
    assert window.folding.folded == folded
    assert [look.key for look in window.comparing.looks.kept] == ["A"]


def test_nothing_is_left_of_the_window_before(opened: OpenWindow, qtbot: QtBot) -> None:
    before = weakref.ref(opened.window)
    opened.window.actions_table["zhLanguageAction"].trigger()
    qtbot.waitUntil(lambda: before() is None)


def test_the_same_language_again_changes_nothing(opened: OpenWindow, qtbot: QtBot) -> None:
    before = opened.window
    before.actions_table["enLanguageAction"].trigger()
    qtbot.wait(20)
    assert opened.window is before
    assert Settings().language == "en"


def test_the_session_is_kept_on_as_the_window_in_the_other_language_is_laid_out(
    opened: OpenWindow, qtbot: QtBot
) -> None:
    before = opened.window
    before.keep_session(bring_back=False)
    keeper = before.session_keeper
    assert keeper is not None
    window = _choose(opened, "zh", qtbot)
    qtbot.waitUntil(lambda: not Shiboken.isValid(before))
    assert window.session_keeper is keeper
    keeper.write()
    session = opened.window.session
    assert isinstance(session, FakeSession)
    kept = [arguments for name, arguments in session.calls if name == "autosave"]
    assert [each["layout"] for _, each in kept] == [layout_of(window, window.folding)["layout"]]
