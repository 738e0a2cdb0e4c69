"""A file is whole or not there, and what a process that was killed has left is removed by the next that writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vizapp.left_files import UNFINISHED, remove_left
from vizapp.whole_files import WholeFile, write_whole

LONG_AGO = (10_000, 10_000)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_that_is_given_up_leaves_the_older_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"old")
    file = WholeFile(path)
    file.stream.write(b"new")
    file.abandon()
    assert path.read_bytes() == b"old"
    write_whole(path, (b"n", b"ew"))
    assert path.read_bytes() == b"new"
    assert left_in(tmp_path) == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_what_a_killed_process_has_left_is_removed_and_nothing_that_one_still_writes(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys, time; from vizapp.whole_files import WholeFile\n"
        "WholeFile(pathlib.Path(sys.argv[1]) / 'a.txt').stream.flush(); print('ready', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        (unfinished,) = tmp_path.iterdir()
        os.utime(unfinished, LONG_AGO)
        remove_left(tmp_path)
        assert left_in(tmp_path) == [unfinished.name], "it is being written"
    finally:
        process.kill()
        process.communicate()
    write_whole(tmp_path / "b.txt", b"b")
    assert left_in(tmp_path) == ["b.txt"]


def test_only_what_is_old_and_was_made_here_is_removed(tmp_path: Path) -> None:
    kept = [f"{UNFINISHED}notes", f"{UNFINISHED}abcdefgh.txt", f"my{UNFINISHED}abcdefgh"]
    for name in [*kept, f"{UNFINISHED}abc_1234"]:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, LONG_AGO)
    (tmp_path / f"{UNFINISHED}fresh123").touch()
    remove_left(tmp_path)
    assert left_in(tmp_path) == sorted([*kept, f"{UNFINISHED}fresh123"])
    remove_left(tmp_path / "missing")
