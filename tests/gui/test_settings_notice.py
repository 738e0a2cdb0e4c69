"""A settings file that cannot be written is said once, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeSession, ready_state
from pytestqt.qtbot import QtBot

from vizapp.gui import settings_notice
from vizapp.gui.settings import SETTINGS_VARIABLE, Settings
from vizapp.gui.settings_notice import SettingsNotice
from vizapp.wording.problems import sentence


def _notice(session: FakeSession, settings: Settings) -> SettingsNotice:
    return SettingsNotice(session, settings)  # type: ignore[arg-type]  # has every gesture of a session


def test_a_file_that_cannot_be_written_is_said_once_at_the_start(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(SETTINGS_VARIABLE, str(tmp_path / "file" / "settings.ini"))
    session = FakeSession(ready_state())
    notice = _notice(session, Settings())
    qtbot.waitUntil(lambda: bool(session.called("notify")))
    notice.look()
    ((problem, kind, _),) = session.called("notify")
    assert kind == "warning"
    assert f"{tmp_path}/file/settings.ini cannot be written (" in sentence(problem)
    assert "VIZAPP_SETTINGS" in sentence(problem)


def test_a_file_that_can_be_written_is_left_as_it_is_and_nothing_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings()
    settings.theme = "light"
    settings.save()
    before = settings.path.read_bytes()
    session = FakeSession(ready_state())
    notice = _notice(session, settings)
    notice.look()
    assert session.called("notify") == []
    assert settings.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["settings.ini"]


def test_a_file_that_cannot_be_written_any_more_is_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_notice, "_EVERY_MS", 10)
    monkeypatch.setenv(SETTINGS_VARIABLE, str(tmp_path / "folder" / "settings.ini"))
    settings = Settings()
    session = FakeSession(ready_state())
    notice = _notice(session, settings)
    notice.look()
    qtbot.wait(50)
    assert session.called("notify") == []
    (tmp_path / "folder").rename(tmp_path / "gone")
    (tmp_path / "folder").write_text("no folder")
    settings.theme = "light"
    settings.save()
    qtbot.waitUntil(lambda: bool(session.called("notify")))
    qtbot.wait(50)
    ((problem, _, _),) = session.called("notify")
    assert problem.code == "settings.not-written"


@pytest.mark.parametrize(("place", "code"), [("file", "settings.nothing-kept"), ("there", "session.not-kept")])
def test_a_session_that_is_not_kept_is_said_with_the_settings_if_these_are_not_either(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, code: str
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(SETTINGS_VARIABLE, str(tmp_path / place / "settings.ini"))
    session = FakeSession(ready_state())
    notice = _notice(session, Settings())
    notice.tell_of_session()
    notice.look()
    ((problem, kind, _),) = session.called("notify")
    assert (problem.code, kind) == (code, "warning")
    assert f"{tmp_path}/{place} " in sentence(problem).replace(";", " ")
