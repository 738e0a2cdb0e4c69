"""The choice of motion: as the system, or reduced."""

from __future__ import annotations

import os
import shutil

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow

from vizapp.gui.actions import Actions
from vizapp.gui.motion import motion
from vizapp.gui.settings import Settings

_GNOME_DESKTOPS = {"GNOME", "Unity", "Cinnamon", "Budgie", "Pantheon"}
"""Desktops that keep the setting where gsettings reads it."""
_PATIENCE_MS = 2000
"""After the window is shown the desktop is asked: the engine starts first."""


class MotionChoice(QObject):
    """Connects the actions about motion to what is reduced and to the settings, and asks the desktop."""

    def __init__(self, actions: Actions, settings: Settings, window: QMainWindow) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        group = QActionGroup(self)
        for name, always in (("systemMotionAction", False), ("reducedMotionAction", True)):
            group.addAction(actions[name])
            actions[name].setChecked(settings.reduces_motion == always)
            actions[name].triggered.connect(lambda _=False, always=always: self.choose(always))
        motion().set_always(settings.reduces_motion)
        motion().changed.connect(self._apply)
        self._apply(motion().is_reduced)

    def choose(self, always: bool) -> None:
        """Reduce motion from now on, or follow the system."""
        self._settings.reduces_motion = always
        motion().set_always(always)

    def ask_later(self) -> None:
        """Ask a desktop in a moment that keeps it in a database; others have been asked by then."""
        if _program():
            self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
            self._patience.timeout.connect(self.ask_desktop)
            self._patience.start()

    def ask_desktop(self) -> None:
        """Ask the desktop, in a process of its own."""
        program = _program()
        if program is not None:
            self._asking = QProcess(self)
            self._asking.finished.connect(self._hear)
            self._asking.start(program, ["get", "org.gnome.desktop.interface", "enable-animations"])

    def _hear(self) -> None:
        if bytes(self._asking.readAllStandardOutput().data()).strip() == b"false":
            motion().take_system(True)

    def _apply(self, reduced: bool) -> None:
        self._window.setAnimated(not reduced)


def _program() -> str | None:
    """Return the program that knows what the desktop is set to, where it is one that has it."""
    desktops = set(os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"))
    return shutil.which("gsettings") if desktops & _GNOME_DESKTOPS else None
