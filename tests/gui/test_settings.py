"""What is remembered between two days, and what becomes of nonsense."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSize

from vizapp.gui.settings import Settings
from vizapp.session.state import MAX_RECENT
from vizapp.settings_folder import settings_folder


def test_everything_comes_back(tmp_path: Path):
    settings = Settings()
    settings.geometry = QByteArray(b"\x00\x01geometry")
    settings.layout = QByteArray(b"\x00\x02layout")
    settings.laid_out = QSize(1024, 640), ["setupDock", "progressDock"]
    settings.theme = "light"
    settings.recent = (str(tmp_path / "a, b.png"), str(tmp_path / "é.npy"))
    settings.folder = str(tmp_path)
    settings.legend_folded = False
    settings.views_linked = False
    settings.reduces_motion = True
    settings.save()
    again = Settings()
    assert again.geometry == QByteArray(b"\x00\x01geometry")
    assert again.layout == QByteArray(b"\x00\x02layout")
    assert again.laid_out == (QSize(1024, 640), {"setupDock", "progressDock"})
    assert again.theme == "light"
    assert again.recent == (str(tmp_path / "a, b.png"), str(tmp_path / "é.npy"))
    assert again.folder == str(tmp_path)
    assert again.legend_folded is False
    assert again.views_linked is False
    assert again.reduces_motion is True


def test_at_first_nothing_is_set():
    settings = Settings()
    assert settings.geometry is None
    assert settings.layout is None
    assert settings.laid_out is None
    assert settings.theme is None
    assert settings.recent == ()
    assert settings.folder == str(Path.home())
    assert settings.legend_folded is None
    assert settings.views_linked is True
    assert settings.reduces_motion is False


@pytest.mark.parametrize("recent", [(), ("/one.png",), tuple(f"/{n}.png" for n in range(30))])
def test_lists_of_any_length(recent: tuple[str, ...]):
    Settings().recent = recent
    Settings().save()
    assert Settings().recent == recent[:MAX_RECENT]


def test_two_windows_keep_each_other_s_recent_files():
    first, second = Settings(), Settings()
    first.recent = ("/a.png",)
    second.recent = ("/b.png",)
    first.recent = ("/c.png", "/a.png")
    second.recent = ("/a.png", "/b.png")
    assert Settings().recent == ("/a.png", "/c.png", "/b.png")
    second.recent = tuple(f"/{n}.png" for n in range(MAX_RECENT))
    assert Settings().recent[:4] == ("/0.png", "/a.png", "/c.png", "/b.png")
    assert len(Settings().recent) == MAX_RECENT
    first.recent = ()
    assert Settings().recent == ()


def test_nonsense_counts_as_not_set(tmp_path: Path):
    (tmp_path / "settings.ini").write_text(
        "[window]\ngeometry=12\nlayout-1=yes\nlaid-out-1=90 wide\ntheme=pink\n"
        "[files]\nrecent=@Invalid()\nfolder=/does/not/exist\n"
    )
    settings = Settings()
    assert settings.geometry is None
    assert settings.layout is None
    assert settings.laid_out is None
    assert settings.theme is None
    assert settings.recent == ()
    assert settings.folder == str(Path.home())


def test_the_variable_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "elsewhere.ini"))
    settings = Settings()
    settings.theme = "dark"
    settings.save()
    assert "theme=dark" in (tmp_path / "elsewhere.ini").read_text()


@pytest.mark.slow
def test_their_folder_is_known_without_qt(tmp_path: Path):
    assert settings_folder() == Settings().path.parent
    code = (
        "from vizapp.gui.settings import Settings; from vizapp.settings_folder import settings_folder\n"
        "assert Settings().path.parent == settings_folder(), (Settings().path, settings_folder())\n"
    )
    environment = {**os.environ, "VIZAPP_SETTINGS": "", "XDG_CONFIG_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
