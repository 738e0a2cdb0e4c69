"""Where the window speaks Chinese and there is no font for it, a banner names the package that brings one."""

from __future__ import annotations

import pytest
from fakes import FakeSession, ready_state
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vizapp.font_packages import font_packages
from vizapp.gui import chinese_font
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.session.banner import Banner
from vizapp.wording.catalogue import speaking
from vizapp.wording.language import Language


@pytest.mark.parametrize(
    ("name", "families", "is_told"), [("zh", [], True), ("zh", ["A font"], False), ("en", [], False)]
)
def test_a_missing_font_is_told(
    name: Language, families: list[str], is_told: bool, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chinese_font, "chinese_families", lambda: families)
    session = FakeSession(ready_state())
    with speaking(name):
        window = MainWindow(session, Settings())  # type: ignore[arg-type]  # has every gesture of a session
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: bool(session.called("begin")))
        told = session.called("notify")
        assert bool(told) is is_told
        for problem, kind, _ in told:
            assert problem.code == "language.no-font"
            window.banner.show_banner(Banner(problem, kind))
            assert font_packages() in window.banner.sentence.text()
            # Whoever sees boxes in the place of Chinese can read this.
            assert "No font for Chinese is installed" in window.banner.sentence.text()
        window.close()


def test_fonts_are_looked_for_by_qt(qapp: QApplication) -> None:
    assert all(isinstance(name, str) for name in chinese_font.chinese_families())
