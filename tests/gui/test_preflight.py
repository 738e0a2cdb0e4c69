"""Without a display, or with a library of Qt's missing, one sentence names the way out; nothing aborts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vizapp.gui.preflight import _PACKAGES, missing_library_sentence

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")

_ASK = "from vizapp.gui.preflight import check_display; print(check_display() or '')"
_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE", "LD_LIBRARY_PATH")


def ask(**environment: str) -> str:
    """Return what check_display says in a process of its own with just these variables of the desktop set."""
    clean = {name: value for name, value in os.environ.items() if name not in _VARIABLES}
    done = subprocess.run(
        [sys.executable, "-c", _ASK], env=clean | environment, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def is_one_sentence(text: str) -> bool:
    return text.endswith((".", "`.")) and "\n" not in text and ". " not in text


def test_no_display():
    sentence = ask()
    assert is_one_sentence(sentence)
    assert "no display" in sentence
    assert "vizapp run" in sentence
    assert "QT_QPA_PLATFORM=offscreen" in sentence


def test_nothing_of_qt_is_imported_to_say_so():
    code = f"import sys; {_ASK}; print([name for name in sys.modules if name.startswith('PySide6')])"
    clean = {name: value for name, value in os.environ.items() if name not in _VARIABLES}
    done = subprocess.run([sys.executable, "-c", code], env=clean, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", [":987", "nonsense", "localhost:987", ":"])
def test_a_display_that_does_not_answer(name: str):
    sentence = ask(DISPLAY=name)
    assert is_one_sentence(sentence)
    assert repr(name) in sentence
    assert "does not answer" in sentence
    assert "vizapp run" in sentence


def test_a_wayland_display_that_does_not_answer(tmp_path: Path):
    sentence = ask(WAYLAND_DISPLAY="wayland-7", XDG_RUNTIME_DIR=str(tmp_path))
    assert is_one_sentence(sentence)
    assert "WAYLAND_DISPLAY" in sentence
    assert "wayland-7" in sentence


def test_a_platform_that_does_not_exist():
    sentence = ask(QT_QPA_PLATFORM="frobnicate")
    assert is_one_sentence(sentence)
    assert "'frobnicate'" in sentence
    assert "offscreen" in sentence


def test_a_platform_that_lacks_its_display():
    sentence = ask(QT_QPA_PLATFORM="xcb")
    assert is_one_sentence(sentence)
    assert "DISPLAY is not set" in sentence


def test_offscreen_needs_no_display():
    assert ask(QT_QPA_PLATFORM="offscreen") == ""
    assert ask(QT_QPA_PLATFORM="offscreen:scale=2", DISPLAY=":987") == ""


def test_a_library_that_qt_itself_needs(tmp_path: Path):
    (tmp_path / "libEGL.so.1").touch()  # found first, and no library
    sentence = ask(QT_QPA_PLATFORM="offscreen", LD_LIBRARY_PATH=str(tmp_path))
    assert is_one_sentence(sentence)
    assert "libEGL.so.1" in sentence
    assert "apt install libegl1`" in sentence


@pytest.fixture
def display():
    """A real X display of its own."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-noreset", "-displayfd", str(write_end), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=(write_end,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as numbers:
        yield f":{numbers.readline().strip()}"
    server.terminate()
    server.wait(10)


def test_a_display_that_answers(display: str):
    assert ask(DISPLAY=display) == ""
    assert ask(DISPLAY=f"{display}.0") == ""


def test_the_first_of_two_displays_that_answers_is_enough(display: str, tmp_path: Path):
    assert ask(DISPLAY=display, WAYLAND_DISPLAY="wayland-7", XDG_RUNTIME_DIR=str(tmp_path)) == ""
    assert ask(DISPLAY=display, QT_QPA_PLATFORM="frobnicate;xcb") == ""


def test_a_library_that_the_platform_needs(display: str, tmp_path: Path):
    (tmp_path / "libxcb-cursor.so.0").touch()
    sentence = ask(DISPLAY=display, LD_LIBRARY_PATH=str(tmp_path))
    assert is_one_sentence(sentence)
    assert "libxcb-cursor.so.0" in sentence
    assert "libxcb-cursor0" in sentence
    assert "vizapp run" in sentence


def test_all_missing_libraries_are_named_at_once(monkeypatch: pytest.MonkeyPatch):
    gone = {"libxcb-cursor.so.0", "libxkbcommon-x11.so.0", "libxcb-icccm.so.4"}
    monkeypatch.setattr("vizapp.gui.preflight._loads", lambda library: library not in gone)
    sentence = missing_library_sentence("libxkbcommon-x11.so.0: cannot open shared object file: No such file")
    assert "apt install libxcb-cursor0 libxcb-icccm4 libxkbcommon-x11-0`" in sentence


def test_an_unknown_library_is_named_as_it_is(monkeypatch: pytest.MonkeyPatch):
    sentence = missing_library_sentence("libfancy.so.3: cannot open shared object file: No such file or directory")
    assert is_one_sentence(sentence)
    assert "libfancy.so.3" in sentence


def test_an_error_about_no_library_is_passed_on():
    assert "undefined symbol: qt_version" in missing_library_sentence("undefined symbol: qt_version")


@pytest.mark.skipif(shutil.which("apt-cache") is None, reason="no Debian")
def test_the_packages_are_spelt_as_debian_spells_them():
    packages = sorted(set(_PACKAGES.values()))
    done = subprocess.run(["apt-cache", "show", "--no-all-versions", *packages], capture_output=True, text=True)
    known = {line.split(": ", 1)[1] for line in done.stdout.splitlines() if line.startswith("Package: ")}
    if not known:
        pytest.skip("apt has no lists")
    # libglib2.0-0 is a name that newer releases provide by another package.
    assert set(packages) - known <= {"libglib2.0-0"}
