"""Private folders of windows that were killed are removed by the next engine, and none that is in use."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vizapp.engine.child import ChildEngine
from vizapp.engine.endpoint import private_endpoint
from vizapp.left_files import FOLDER, SOCKET, hold_folder, let_go, remove_left_folders

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such folders there")


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files with a short name: the address of a socket in it may not be long."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        monkeypatch.setenv("TMPDIR", name)
        monkeypatch.setattr(tempfile, "tempdir", None)
        yield Path(name)
    monkeypatch.undo()


def make(parent: Path, *, old: bool = True) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=FOLDER, dir=parent))
    if old:
        age(folder)
    return folder


def age(folder: Path) -> None:
    os.utime(folder, (time.time() - 3600,) * 2)


def bound(folder: Path) -> socket.socket:
    end = socket.socket(socket.AF_UNIX)
    end.bind(str(folder / SOCKET))
    age(folder)
    return end


def test_what_nobody_uses_is_removed(temporary: Path) -> None:
    make(temporary)
    with bound(make(temporary)):
        pass  # whoever listened is gone, and the socket's file is there
    assert len(list(temporary.iterdir())) == 2
    remove_left_folders(temporary)
    assert list(temporary.iterdir()) == []
    remove_left_folders(temporary / "missing")


def test_what_may_be_in_use_stays(temporary: Path) -> None:
    young, locked, listening, strange, others, link = make(temporary, old=False), *(make(temporary) for _ in range(5))
    held = hold_folder(locked)
    with bound(listening) as end:
        end.listen()
        (strange / SOCKET).touch()  # no socket
        (others / "a letter.txt").touch()
        open_to_all = temporary / f"{FOLDER}projects"
        open_to_all.mkdir(mode=0o755)
        link.rmdir()
        (temporary / "elsewhere").mkdir(mode=0o700)
        link.symlink_to(temporary / "elsewhere")
        for path in (strange, others, open_to_all, temporary / "elsewhere"):
            age(path)
        before = sorted(temporary.iterdir())
        remove_left_folders(temporary)
        assert sorted(temporary.iterdir()) == before
    let_go(held)
    remove_left_folders(temporary)
    assert {locked, listening} == set(before) - set(temporary.iterdir())
    assert young.exists()


def test_an_endpoint_holds_its_folder_until_it_is_removed(temporary: Path) -> None:
    endpoint = private_endpoint()
    assert endpoint.folder is not None
    age(endpoint.folder)
    remove_left_folders(temporary)
    assert endpoint.folder.exists()
    endpoint.remove()
    assert list(temporary.iterdir()) == []


WINDOW = """
import sys, time
from vizapp.engine.child import ChildEngine
engine = ChildEngine()
engine.start()
while not engine.poll():
    time.sleep(0.05)
print(engine.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.slow
def test_what_a_window_leaves_that_is_killed_with_its_engine_goes_at_the_next_start(temporary: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WINDOW], stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        engine = int(window.stdout.readline())
        os.kill(engine, signal.SIGKILL)
        window.kill()
    [left] = temporary.iterdir()
    age(left)
    following = ChildEngine()
    following.start()
    try:
        patience = time.monotonic() + 60
        while left.exists() and time.monotonic() < patience:
            time.sleep(0.05)
        [used] = temporary.iterdir()
        assert used != left
    finally:
        following.close()
    assert list(temporary.iterdir()) == []
