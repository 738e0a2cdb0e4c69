"""How soon the window answers and the engine is ready, against the cost of importing the libraries here and now."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(300)]

WINDOW_LIMIT = 0.31
ENGINE_LIMIT = 0.8
"""Above what was measured on two cores, 0.27 to 0.28 and 0.72 to 0.73: the shares of one start differ by a tenth."""

# A person's start: the window is shown, and answers when the event loop has gone round once after that.
START = """
import sys, time
from vizapp.gui.app import create_application, create_window
app = create_application()
window = create_window()
window.show()
while not window.windowHandle().isExposed():
    app.processEvents()
app.processEvents()
print("shown", time.time(), flush=True)
assert not [name for name in sys.modules if name.split(".")[0] in ("torch", "torchvision")], "torch in the window"
from PySide6.QtCore import QTimer
def look():
    if window.session.state.engine.ready:
        print("ready", time.time(), flush=True)
        assert not [name for name in sys.modules if name.split(".")[0] in ("torch", "torchvision")]
        window.close()
        app.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(10)
app.exec()
"""


def seconds_to_import(environment: dict[str, str]) -> float:
    start = time.time()
    subprocess.run([sys.executable, "-c", "import torch, torchvision"], env=environment, check=True)
    return time.time() - start


def start(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start the program once, and close it when its engine is ready."""
    done = subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def measure(environment: dict[str, str]) -> tuple[float, float]:
    """Return the median shares, of three starts, of the imports' time: window shown, engine ready."""
    windows: list[float] = []
    engines: list[float] = []
    for _ in range(3):
        imports = seconds_to_import(environment)
        begun = time.time()
        done = start(environment)
        marks = {name: float(at) - begun for name, at in (line.split() for line in done.stdout.splitlines())}
        windows.append(marks["shown"] / imports)
        engines.append(marks["ready"] / imports)
    print(f"window shown {sorted(windows)}, engine ready {sorted(engines)} of the time the imports take")
    return sorted(windows)[1], sorted(engines)[1]


def test_window_and_engine_start_long_before_the_libraries_are_imported(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "VIZAPP_SETTINGS": str(tmp_path / "settings.ini")}
    # All modules compiled, the program's as those of the libraries, as pip leaves them.
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path / "compiled")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # The first start compiles them, and fills the file cache.
    seconds_to_import(environment)
    start(environment)
    # Other programs only ever make these figures worse: a second round counts if the first was disturbed.
    for _ in range(2):
        window, engine = measure(environment)
        if window < WINDOW_LIMIT and engine < ENGINE_LIMIT:
            break
    assert window < WINDOW_LIMIT
    assert engine < ENGINE_LIMIT
