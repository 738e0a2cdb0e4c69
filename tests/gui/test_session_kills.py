"""A window that is killed at any moment, also while it saves, loses no file and comes back with its session.

``python test_session_kills.py TIMES SEED`` does it as often as one likes.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from queue import Empty, Queue

import pytest
from reader_in_process import experiment_at

from vizapp.gui.session_store import SessionStore

CHILD = Path(__file__).with_name("session_child.py")
_PATIENCE = 60.0
_ONCE_SECONDS = 600.0


class Killed:
    """One window after another on the same settings, each killed; what they said was safe is counted together."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "experiment.vizapp"
        self.sessions = folder / "sessions"
        self.safe_file = self.safe_session = 0
        self.came_back: list[int] = []
        self._environment = {
            **os.environ,
            "VIZAPP_SETTINGS": str(folder / "settings"),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def run(self, seconds: float) -> None:
        """Start a window, and kill it so many seconds after its training has come back and goes on."""
        command = [sys.executable, str(CHILD), str(self.file), str(_ONCE_SECONDS)]
        process = subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        lines: Queue[str] = Queue()
        reader = threading.Thread(target=lambda stream: [lines.put(each) for each in stream], args=(process.stdout,))
        reader.start()
        try:
            what, step = lines.get(timeout=_PATIENCE).split()
            assert what == "back"
            self.came_back.append(int(step))
            assert int(step) >= self.safe_session, f"step {self.safe_session} was safe, and {step} came back"
            self.safe_session = int(step)
            try:
                process.wait(seconds)
                raise AssertionError("the window has ended by itself")
            except subprocess.TimeoutExpired:
                process.kill()
        finally:
            process.kill()
            process.wait(_PATIENCE)
            reader.join(_PATIENCE)
            process.stdout.close()
        while True:
            try:
                what, step = lines.get_nowait().split()
            except Empty:
                break
            if what == "file":
                self.safe_file = int(step)
            else:
                self.safe_session = max(self.safe_session, int(step))
        self.check()

    def check(self) -> None:
        """See that what was safe can be read."""
        if self.safe_file or self.file.exists():
            assert _step_in(self.file) >= self.safe_file
        last = SessionStore(self.sessions).take_last()
        if last is None:
            assert not self.safe_session
            return
        assert not last.was_closed
        assert _step_in(last.path) >= self.safe_session
        last.release(closed=False)


def _step_in(path: Path) -> int:
    (lab,) = (each for each in experiment_at(path).timelines.labs if each.lab == "deformable")
    return lab.step


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.skipif(sys.platform == "win32", reason="the signals are POSIX's")
def test_nothing_is_lost(tmp_path: Path) -> None:
    killed = Killed(tmp_path)
    moments = random.Random(0)
    for _ in range(4):
        killed.run(moments.uniform(0, 2))
    killed.run(2.0)
    assert max(killed.came_back) > 0
    assert killed.safe_file > 0


if __name__ == "__main__":
    times, moments = int(sys.argv[1]), random.Random(int(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder:
        killed = Killed(Path(folder))
        for number in range(times):
            killed.run(moments.uniform(0, 3))
            print(number + 1, killed.came_back[-1], killed.safe_file, killed.safe_session, flush=True)
