"""What doctor says of the language, of a font for Chinese and of the input method."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

from vizapp import language_check
from vizapp.font_packages import font_packages
from vizapp.language_check import chinese_families, input_method_words, language_rows
from vizapp.wording.language import naming_variable

BUNDLED = ["compose", "ibus", "qtvirtualkeyboard"]


@pytest.mark.parametrize(
    ("environ", "plugins", "says"),
    [
        ({"QT_IM_MODULE": "ibus"}, BUNDLED, "by ibus, which QT_IM_MODULE names"),
        ({"QT_IM_MODULE": "fcitx"}, [*BUNDLED, "fcitx5"], "by fcitx, which QT_IM_MODULE names"),
        ({"QT_IM_MODULE": "fcitx"}, BUNDLED, "set QT_IM_MODULE=ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, BUNDLED, "by ibus, which QT_IM_MODULES names"),
        ({"QT_IM_MODULES": "wayland;ibus", "WAYLAND_DISPLAY": "w"}, BUNDLED, "by wayland"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, BUNDLED, "Wayland desktop"),
        ({"XMODIFIERS": "@im=fcitx"}, BUNDLED, "XMODIFIERS names fcitx, which Qt does not read"),
        ({"XMODIFIERS": "@im="}, BUNDLED, "no input method is set up"),
        ({}, BUNDLED, "no input method is set up"),
    ],
)
def test_the_input_method_is_named(environ: dict[str, str], plugins: list[str], says: str) -> None:
    assert says in input_method_words(environ, plugins, "linux")
    assert input_method_words(environ, plugins, "win32") == "by the input method of the system"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="plugins of Linux")
def test_pyside_has_the_plugin_that_is_recommended() -> None:
    assert "ibus" in language_check._plugins()


@pytest.mark.parametrize(
    ("release", "says"),
    [
        ({"ID": "debian"}, "apt install fonts-noto-cjk"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "apt install fonts-noto-cjk"),
        ({"ID": "fedora"}, "dnf install google-noto-sans-cjk-fonts"),
        ({"ID": "manjaro", "ID_LIKE": "arch"}, "pacman -S noto-fonts-cjk"),
        ({"ID": "other"}, "google-noto-sans-cjk-fonts (Fedora), noto-fonts-cjk (Arch)"),
    ],
)
def test_the_package_with_a_font_is_named(
    release: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    assert font_packages().endswith(says)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fontconfig")
def test_qt_is_asked_for_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    assert chinese_families() == []


@pytest.mark.parametrize("spoken", ["en_US.UTF-8", "zh_CN.UTF-8"])
def test_a_missing_font_counts_where_chinese_is_spoken(spoken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", spoken)
    monkeypatch.setattr(language_check, "chinese_families", list)
    problems: list[str] = []
    rows = dict(language_rows(problems))
    assert spoken in rows["command line"]
    assert rows["font for Chinese"] == f"none is installed: {font_packages()}"
    assert [font_packages() in problem for problem in problems] == ([True] if spoken.startswith("zh") else [])


def test_where_qt_is_broken_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_check, "chinese_families", lambda: None)
    problems: list[str] = []
    assert "cannot be looked for" in dict(language_rows(problems))["font for Chinese"]
    assert problems == []


def test_the_first_variable_that_is_set_names_the_language() -> None:
    assert naming_variable({"LC_ALL": "", "LANG": "zh_CN"}) == "LANG"
    assert naming_variable({}) is None
