"""A folder holds the results of one run or none, wherever writing them was cut short."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vizapp.run.files import CHECKPOINT_FILE
from vizapp.run.results_folder import ResultsFolder, UnfinishedMoveError

EARLIER = {"arrays.npz": b"a1", "input.png": b"i1", "figure-curves.svg": b"f1"}
LATER = {"arrays.npz": b"a2", "output.png": b"o2"}
NOTES = "notes.txt"


class Killed(BaseException):
    """Stands for SIGKILL: nothing is tidied up after it."""


def publish(folder: ResultsFolder, files: dict[str, bytes]) -> None:
    with folder.ready(), folder.staged() as staged:
        for name, content in files.items():
            staged.write(name, content)
        staged.write("metrics.json", json.dumps({"files": staged.digests()}).encode())
        staged.publish()


def held(path: Path) -> dict[str, bytes] | None:
    """Return what a reader finds who goes by metrics.json, and check that nothing else is there; None is nothing."""
    found = {each.name: each.read_bytes() for each in path.iterdir() if each.is_file() and each.name != NOTES}
    metrics = found.pop("metrics.json", None)
    if metrics is None:
        return None
    digests = json.loads(metrics)["files"]
    assert {name: hashlib.sha256(content).hexdigest() for name, content in found.items()} == digests
    return found


@pytest.fixture
def folder(tmp_path: Path) -> ResultsFolder:
    """One with the results of an earlier run, and a file of somebody's."""
    folder = ResultsFolder(tmp_path / "out")
    publish(folder, EARLIER)
    (folder.path / NOTES).write_text("mine")
    return folder


@contextmanager
def killed_after(calls: int) -> Iterator[None]:
    """Let everything that changes a folder end in :class:`Killed` after so many calls."""
    changing = [(Path, name) for name in ("replace", "rename", "unlink", "mkdir", "write_bytes")]
    with pytest.MonkeyPatch.context() as patched:
        for owner, name in [*changing, (shutil, "rmtree"), (os, "fsync")]:
            real = getattr(owner, name)

            def counted(*arguments: object, own: Callable[..., object] = real, **named: object) -> object:
                nonlocal calls
                calls -= 1
                if calls < 0:
                    raise Killed
                return own(*arguments, **named)

            patched.setattr(owner, name, counted)
        yield


def test_results_replace_those_of_an_earlier_run(folder: ResultsFolder) -> None:
    assert held(folder.path) == EARLIER
    publish(folder, LATER)
    assert held(folder.path) == LATER
    assert (folder.path / NOTES).read_text() == "mine"
    assert not [each for each in folder.path.iterdir() if each.name.startswith(".")]


def test_whenever_it_is_killed_there_are_results_of_one_run_or_none(tmp_path: Path, folder: ResultsFolder) -> None:
    outcomes: list[str] = []
    for calls in range(200):
        out = tmp_path / str(calls)
        shutil.copytree(folder.path, out)
        trial = ResultsFolder(out)
        try:
            with killed_after(calls):
                publish(trial, LATER)
            ended = "whole"
        except Killed:
            ended = "killed"
        found = held(out)
        assert found in (EARLIER, LATER, None)
        outcomes.append("earlier" if found == EARLIER else "later" if found == LATER else "none")
        waits = "the next vizapp run into" in ResultsFolder(out).standing()
        assert waits or found is not None
        with ResultsFolder(out).ready():
            assert held(out) == (LATER if waits else found), "what was begun is finished"
            assert not [each for each in out.iterdir() if each.name.startswith(".")]
        if ended == "whole":
            break
    assert outcomes == sorted(outcomes, key=["earlier", "none", "later"].index)
    assert set(outcomes) == {"earlier", "none", "later"}


def test_a_full_disk_leaves_the_earlier_results(folder: ResultsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        publish(folder, LATER)
    assert held(folder.path) == EARLIER
    assert ResultsFolder(folder.path).standing() == f"the results of an earlier run are still in {folder.path}"
    assert not [each for each in folder.path.iterdir() if each.name.startswith(".")]


def test_a_name_that_is_taken_by_a_folder_is_refused_before_anything_changes(folder: ResultsFolder) -> None:
    (folder.path / "output.png").mkdir()
    with pytest.raises(IsADirectoryError):
        publish(folder, LATER)
    assert held(folder.path) == EARLIER


def test_a_move_that_fails_is_finished_the_next_time(folder: ResultsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refused)
        with pytest.raises(UnfinishedMoveError, match="Permission denied"):
            publish(folder, LATER)
        assert held(folder.path) is None
        assert "the next vizapp run into" in folder.standing()
    with folder.ready():
        assert held(folder.path) == LATER


def test_only_known_names_leave_a_folder_that_somebody_has_made(tmp_path: Path) -> None:
    complete = tmp_path / ".vizapp-results"
    complete.mkdir()
    for name in ("metrics.json", "input.png", "evil.sh"):
        (complete / name).write_text(name)
    (complete / "names").write_text("metrics.json\ninput.png\nevil.sh\n../../up.png")
    with ResultsFolder(tmp_path).ready():
        assert sorted(each.name for each in tmp_path.iterdir()) == ["input.png", "metrics.json"]


def test_a_folder_that_was_made_for_nothing_is_gone(tmp_path: Path) -> None:
    for name, is_there in (("new", False), ("old", True)):
        path = tmp_path / name
        if is_there:
            path.mkdir()
        with pytest.raises(KeyError), ResultsFolder(path).ready():
            raise KeyError
        assert path.exists() == is_there
    with ResultsFolder(tmp_path / "used").ready():
        (tmp_path / "used" / "something").touch()
    assert (tmp_path / "used" / "something").exists()


def test_what_is_said_of_an_empty_folder_and_of_a_checkpoint(tmp_path: Path) -> None:
    folder = ResultsFolder(tmp_path)
    assert folder.standing() == f"there are no results in {tmp_path}"
    (tmp_path / CHECKPOINT_FILE).touch()
    assert folder.standing() == (
        f"there are no results in {tmp_path}; vizapp run --resume --out {tmp_path} goes on from its checkpoint"
    )


def test_a_signal_waits_for_the_end_of_the_move(folder: ResultsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            publish(folder, LATER)
    assert held(folder.path) == LATER


NO_ROOM = """
import resource, sys
from vizapp.cli import main
from vizapp.run import carrying_out

def announce(*what, own=carrying_out.announce):  # everything is read by now; what Python compiles is not cut off
    own(*what)
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

room, carrying_out.announce = int(sys.argv.pop(1)), announce
sys.exit(main())
"""


@pytest.mark.parametrize("room", [3_000, 300_000])
def test_a_run_whose_disk_is_full_says_so_and_leaves_nothing(room: int, tmp_path: Path) -> None:
    """No file may become larger than ``room`` bytes: too little for the arrays, or also for the checkpoint."""
    pytest.importorskip("resource")
    out = tmp_path / "out"
    options = ["--lab", "deformable", "--steps", "1", "--working-size", "96", "--device", "cpu", "--out", str(out)]
    ended = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(room), "run", *options], capture_output=True, text=True, timeout=100
    )
    assert ended.returncode == 1, ended.stderr
    last = ended.stderr.splitlines()[-1]
    assert f"the results cannot be written to {out}: File too large; there are no results in {out}" in last
    left = [CHECKPOINT_FILE] if "--resume" in last else []
    assert sorted(each.name for each in tmp_path.rglob("*")) == ([CHECKPOINT_FILE, "out"] if left else [])
    assert bool(left) == (room > 100_000)
