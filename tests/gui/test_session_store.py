"""Sessions in a folder: each is of one window, and the next takes over what nobody has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vizapp.gui.session_store import MOST_LEFT, SessionFile, SessionStore
from vizapp.left_files import UNFINISHED


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    return SessionStore(tmp_path / "sessions")


def written(store: SessionStore, text: str, age: int = 0) -> SessionFile:
    """Return a session with a content, ``age`` seconds old, which its window has still."""
    file = store.new()
    assert file is not None
    file.path.write_text(text)
    os.utime(file.path, (10_000 - age, 10_000 - age))
    return file


def test_the_newest_that_no_window_has_comes_back(store: SessionStore) -> None:
    living = written(store, "living")
    written(store, "old", age=9).release(closed=True)
    written(store, "new", age=5).release(closed=True)
    last = store.take_last()
    assert last is not None
    assert (last.path.read_text(), last.was_closed) == ("new", True)
    last.take_over()
    assert not last.was_closed
    assert store.take_last() is None  # the older one, which was closed, is given up
    assert living.path.read_text() == "living"


def test_one_that_was_not_closed_is_kept_for_a_later_window(store: SessionStore) -> None:
    for age in range(MOST_LEFT + 3):
        written(store, str(age), age).release(closed=False)
    for expected in range(MOST_LEFT + 1):
        last = store.take_last()
        assert last is not None
        assert (last.path.read_text(), last.was_closed) == (str(expected), False)
        last.remove()
    assert store.take_last() is None


def test_a_session_of_a_process_that_was_killed_is_free_again(store: SessionStore, tmp_path: Path) -> None:
    code = (
        "import pathlib, sys, time; from vizapp.gui.session_store import SessionStore\n"
        "file = SessionStore(pathlib.Path(sys.argv[1])).new(); file.path.write_text('killed')\n"
        "print('ready', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "sessions")], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"ready\n"
        assert store.take_last() is None
        process.kill()
        process.wait(10)
    last = store.take_last()
    assert last is not None
    assert (last.path.read_text(), last.was_closed) == ("killed", False)


def test_where_nothing_can_be_written_there_is_no_session(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = SessionStore(tmp_path / "file" / "sessions")
    assert store.new() is None
    assert store.take_last() is None


def test_what_killed_windows_have_left_is_removed(store: SessionStore, tmp_path: Path) -> None:
    living = written(store, "living")
    folder = tmp_path / "sessions"
    fresh, stale = folder / f"{UNFINISHED}fresh123", folder / f"{UNFINISHED}stale123"
    fresh.touch()
    stale.touch()
    os.utime(stale, (10_000, 10_000))
    # A lock whose process ended before it had written a session: that of a process that is no more.
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait(10)
    lock = folder / f"{dead.pid}-0.lock"
    lock.write_text((folder / f"{living.path.stem}.lock").read_text().replace(str(os.getpid()), str(dead.pid), 1))
    assert store.take_last() is None
    left = {path.name for path in folder.iterdir()}
    assert left == {fresh.name, living.path.name, f"{living.path.stem}.lock"}
