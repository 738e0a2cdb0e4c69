"""The program as it is started: two processes, no torch and no decoders in the window, nothing left at its end."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import children_of, is_running

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are counted through /proc")

_WINDOW = """
import gc, json, sys, time
from PySide6.QtCore import QTimer
from vizapp.gui.app import create_application, create_window

app = create_application()
window = create_window()
made = gc.get_freeze_count()
window.show()
started = time.monotonic()

def look():
    if window.session.state.source is None and time.monotonic() - started < 30:
        return
    clock.stop()
    heavy = sorted(name for name in sys.modules if name.split(".")[0] in ("torch", "torchvision", "PIL"))
    source = window.session.state.source
    looked_through = len(gc.get_objects()) / made
    begin = time.monotonic()
    window.close()
    closing = time.monotonic() - begin
    report = {"heavy": heavy, "source": source and source.name, "closing": closing, "looked_through": looked_through}
    print(json.dumps(report), flush=True)

clock = QTimer(interval=20)
clock.timeout.connect(look)
clock.start()
sys.exit(app.exec())
"""


@pytest.fixture
def start():
    """Start Python on its own without a screen; ended at the latest after the test."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", *arguments],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def handles(pid: int, number: signal.Signals) -> bool:
    """Whether the process has a handler of its own for the signal."""
    caught = re.search(r"^SigCgt:\s*(\w+)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert caught
    return bool(int(caught[1], 16) >> (number - 1) & 1)


def wait_until(condition: Callable[[], object], seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_the_window_imports_no_torch_and_no_decoders_and_closes_at_once(start):
    process = start("-c", _WINDOW)
    assert wait_until(lambda: len(children_of(process.pid)) >= 2)
    helpers = children_of(process.pid)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert errors.replace("This plugin does not support propagateSizeHints()\n", "") == ""
    report = json.loads(output)
    assert report["heavy"] == []
    assert report["source"] == "astronaut.png"
    assert report["closing"] < 2
    assert report["looked_through"] < 0.25, "what stays is not looked through by the garbage collector"
    assert wait_until(lambda: not any(map(is_running, helpers)), 2)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGINT, marks=pytest.mark.slow),
        signal.SIGTERM,
        pytest.param(signal.SIGHUP, marks=pytest.mark.slow),
    ],
)
def test_a_signal_closes_the_window_as_a_person_does(start, number: signal.Signals, tmp_path: Path):
    process = start("-m", "vizapp")
    assert wait_until(lambda: len(children_of(process.pid)) >= 2)
    helpers = children_of(process.pid)
    # Python handles SIGINT from its start, but SIGTERM only from when both are handled by the window.
    assert wait_until(lambda: handles(process.pid, signal.SIGTERM))
    process.send_signal(number)
    _, errors = process.communicate(timeout=10)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert wait_until(lambda: not any(map(is_running, helpers)), 2)
    assert "geometry" in (tmp_path / "settings.ini").read_text()


@pytest.mark.slow
def test_a_terminal_that_is_closed_closes_the_window_and_nothing_is_lost(tmp_path: Path):
    terminal, own = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "vizapp"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=own,
        stdout=own,
        stderr=own,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(own)
    try:
        assert wait_until(lambda: len(children_of(process.pid)) >= 2)
        helpers = children_of(process.pid)
        assert wait_until(lambda: list((tmp_path / "sessions").glob("*.vizapp"))), "the session is kept"
        os.close(terminal)  # the kernel tells everything that was started in it, the engine and the reader too
        assert process.wait(timeout=10) == 0
        assert wait_until(lambda: not any(map(is_running, helpers)), 2)
    finally:
        process.kill()
        process.wait()
    assert "geometry" in (tmp_path / "settings.ini").read_text()
    assert list((tmp_path / "sessions").glob("*-ended.vizapp")), "the session is that of a window that was closed"


def test_without_a_display_the_program_ends_with_one_sentence():
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run([sys.executable, "-m", "vizapp"], env=clean, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "vizapp run" in done.stderr
