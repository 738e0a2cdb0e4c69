"""Whether what moves by itself may do so, as the system or the settings say.

Those who get dizzy or distracted by moving things switch them off once, for all programs. Nothing is lost then: what
would travel is at its end at once.
"""

from __future__ import annotations

import configparser
import contextlib
import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QStyle

_CLIENT_AREA_ANIMATION = 0x1042
"""Windows' SPI_GETCLIENTAREAANIMATION."""


class Motion(QObject):
    """Whether motion is reduced."""

    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._always = False
        self._by_system: bool | None = None

    @property
    def is_reduced(self) -> bool:
        """Whether nothing is to move by itself; the system is asked when that is first wanted."""
        if self._always:
            return True
        if self._by_system is None:
            self._by_system = system_reduces_motion()
        return self._by_system

    def set_always(self, always: bool) -> None:
        """Reduce motion whatever the system says, or follow the system."""
        self._set(always=always)

    def take_system(self, reduces: bool) -> None:
        """Take note of what the system says, which was asked elsewhere."""
        self._set(by_system=reduces)

    def _set(self, *, always: bool | None = None, by_system: bool | None = None) -> None:
        before = self.is_reduced
        self._always = self._always if always is None else always
        self._by_system = self._by_system if by_system is None else by_system
        if self.is_reduced != before:
            self.changed.emit(self.is_reduced)


_motion: Motion | None = None


def motion() -> Motion:
    """Return the one that holds for the program."""
    global _motion
    if _motion is None:
        _motion = Motion()
    return _motion


def system_reduces_motion() -> bool:
    """Return whether the system is set to reduce motion, as far as it says so without delay."""
    app = QApplication.instance()
    if isinstance(app, QApplication) and not app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration):
        return True
    if sys.platform == "win32":
        return _windows_reduces_motion()
    return sys.platform.startswith("linux") and linux_reduces_motion(os.environ)


def _windows_reduces_motion() -> bool:
    animates = ctypes.c_int(1)
    windll = getattr(ctypes, "windll", None)
    if windll is not None:
        windll.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(animates), 0)
    return not animates.value


def linux_reduces_motion(environment: Mapping[str, str]) -> bool:
    """Return whether the settings files of KDE or GTK say so."""
    folder = Path(environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "/")) / ".config")
    if "KDE" in environment.get("XDG_CURRENT_DESKTOP", "").split(":"):
        factor = _entry(folder / "kdeglobals", "KDE", "AnimationDurationFactor")
        with contextlib.suppress(ValueError):
            return float(factor or 1) == 0
    for version in ("gtk-4.0", "gtk-3.0"):
        animates = _entry(folder / version / "settings.ini", "Settings", "gtk-enable-animations")
        if animates is not None:
            return animates.strip().lower() in ("0", "false")
    return False


def _entry(path: Path, section: str, key: str) -> str | None:
    """Return an entry of a settings file; None where there is no such file or entry, or it cannot be read."""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read(path, encoding="utf-8")
        return parser.get(section, key)
    except (configparser.Error, OSError, UnicodeError):
        return None
