"""Whether motion is reduced: as the system's files and programs say, or as it is set here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from vizapp.gui.actions import Actions
from vizapp.gui.motion import linux_reduces_motion, motion
from vizapp.gui.motion_choice import MotionChoice
from vizapp.gui.settings import Settings


@pytest.fixture(autouse=True)
def afterwards_as_before() -> Iterator[None]:
    yield
    motion().set_always(False)
    motion().take_system(False)


@pytest.mark.parametrize(
    ("desktop", "name", "text", "reduced"),
    [
        ("KDE", "kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("KDE", "kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("KDE", "kdeglobals", "[KDE]\nAnimationDurationFactor=soon\n", False),
        ("XFCE", "gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True),
        ("XFCE", "gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations = False\n", True),
        ("XFCE", "gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
        ("XFCE", "gtk-3.0/settings.ini", "no settings at all", False),
        ("", "other.ini", "", False),
    ],
)
def test_files_of_linux_desktops(tmp_path: Path, desktop: str, name: str, text: str, reduced: bool) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    found = linux_reduces_motion({"XDG_CONFIG_HOME": str(tmp_path), "XDG_CURRENT_DESKTOP": desktop})
    assert found is reduced


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def test_the_choice_is_kept_and_takes_effect_at_once(window: QMainWindow) -> None:
    actions = Actions(window)
    MotionChoice(actions, Settings(), window)
    assert actions["systemMotionAction"].isChecked()
    assert window.isAnimated()
    actions["reducedMotionAction"].trigger()
    assert motion().is_reduced
    assert Settings().reduces_motion
    assert not window.isAnimated(), "panels do not glide either"
    actions["systemMotionAction"].trigger()
    assert not motion().is_reduced
    assert window.isAnimated()


def test_the_desktop_is_asked(
    window: QMainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    program = tmp_path / "gsettings"
    program.write_text('#!/bin/sh\n[ "$3" = enable-animations ] && echo false\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    choice = MotionChoice(Actions(window), Settings(), window)
    with qtbot.waitSignal(motion().changed):
        choice.ask_desktop()
    assert motion().is_reduced
