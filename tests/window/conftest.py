"""A virtual display with a window manager, for tests that use a real mouse and real keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_PATIENCE = 30.0


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """Name of an X display of its own, 1600 × 1000, with a window manager on it."""
    missing = [tool for tool in ("Xvfb", "openbox", "xdotool") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-noreset", "-displayfd", str(write_end), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=(write_end,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as numbers:
        name = f":{numbers.readline().strip()}"
    environment = {**os.environ, "DISPLAY": name}
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for_manager(environment)
        yield name
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def _wait_for_manager(environment: dict[str, str]) -> None:
    """Wait until the window manager tells how many desktops there are: then it manages the screen."""
    end = time.monotonic() + _PATIENCE
    command = ["xdotool", "get_num_desktops"]
    while (asked := subprocess.run(command, env=environment, capture_output=True, text=True)).returncode != 0:
        assert time.monotonic() < end, f"openbox is not ready after {_PATIENCE} s: {asked.stderr}"
        time.sleep(0.02)


@pytest.fixture
def walk(display: str, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run one walk of a script of walks through the real window, in a process of its own.

    Its assertions are the test's.
    """

    def run(
        name: str, *arguments: str, timeout: float = 110.0, script: str = "walks.py"
    ) -> subprocess.CompletedProcess[str]:
        shots = Path(os.environ.get("VIZAPP_SHOTS", tmp_path))
        shots.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "VIZAPP_SETTINGS": str(tmp_path / "settings.ini"),
        }
        environment.pop("WAYLAND_DISPLAY", None)
        done = subprocess.run(
            [sys.executable, "-W", "error", str(_HERE / script), name, str(shots), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        assert done.returncode == 0, f"{name} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    return run
