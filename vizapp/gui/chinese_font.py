"""Whether a font for Chinese is installed, and a notice where the window speaks Chinese and none is."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication

from vizapp.font_packages import font_packages
from vizapp.problem import Problem
from vizapp.session.session import Session
from vizapp.wording.language import language


def chinese_families() -> list[str]:
    """Return the names of the installed fonts for simplified Chinese; there is an application."""
    return QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)


def families_without_window() -> list[str]:
    """Return the same in a process that has no application yet, and opens no window."""
    app = QGuiApplication([])
    families = chinese_families()
    app.shutdown()
    return families


def tell_of_missing_font(session: Session) -> None:
    """Say which package brings a font for Chinese, where texts are Chinese and there is none."""
    if language() == "zh" and not chinese_families():
        session.notify(Problem("language.no-font", values={"packages": font_packages()}), "warning")
