"""The reading process: restrained, deaf to everybody but its parent, and gone when its parent is."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from processes import is_running
from source_processes import answer, linux, posix, wait_until

from vizapp.problem import Problem
from vizapp.sources import pipes, reader_messages
from vizapp.sources.child import NICENESS
from vizapp.sources.client import SourceReader
from vizapp.sources.loaded import LoadedSource


def test_modules_in_the_current_folder_are_not_imported(
    reader: SourceReader, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("numpy", "PIL", "json", "queue"):
        (photo.parent / f"{name}.py").write_text("raise SystemExit('a stranger was imported')")
    monkeypatch.chdir(photo.parent)
    reader.request(photo, request_id=1)
    assert answer(reader).loaded


@linux
def test_the_child_is_less_urgent_than_the_window(reader: SourceReader, photo: Path) -> None:
    reader.request(photo, request_id=1)
    assert answer(reader).loaded
    niceness = os.getpriority(os.PRIO_PROCESS, reader.pid or 0)
    assert niceness == min(19, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)


@posix
def test_ctrl_c_in_the_terminal_does_not_end_the_child(reader: SourceReader, photo: Path) -> None:
    reader.request(photo, request_id=1)
    assert answer(reader).loaded
    pid = reader.pid
    assert pid
    os.kill(pid, signal.SIGINT)
    reader.request(photo, request_id=2)
    assert answer(reader).loaded
    assert reader.pid == pid


@linux
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "reading"])
def test_no_orphan_is_left_when_the_parent_is_killed(tmp_path: Path, busy: bool) -> None:
    Image.new("L", (7900, 7900)).save(tmp_path / "large.png")  # long enough to be killed in the middle of
    code = (
        "import sys, time; from pathlib import Path; from vizapp.sources.client import SourceReader\n"
        "reader = SourceReader()\n"
        "reader.request(Path(sys.argv[1]), request_id=1)\n"
        "while sys.argv[2] == 'idle' and not reader.poll(): time.sleep(0.01)\n"
        "print(reader.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path / "large.png"), "reading" if busy else "idle"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert is_running(pid)
        parent.kill()
    wait_until(lambda: not is_running(pid), seconds=5)


def test_what_a_decoder_prints_does_not_garble_the_answers(photo: Path) -> None:
    code = (
        "import os, vizapp.sources.child as child, vizapp.sources.reader as reader\n"
        "read = reader.read_source\n"
        "def noisy(*arguments):\n"
        "    print('noise', flush=True); os.write(1, b'noise'); assert os.read(0, 1) == b''\n"
        "    return read(*arguments)\n"
        "reader.read_source = noisy\n"
        "child.main()\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as child:
        assert isinstance(child.stdin, io.FileIO)
        assert isinstance(child.stdout, io.FileIO)
        for _ in range(2):
            pipes.send(child.stdin, reader_messages.ReadFile(os.fsencode(photo)))
            assert isinstance(pipes.receive_answer(child.stdout), LoadedSource)
        _, noise = child.communicate()
    assert noise.count(b"noise") == 4
    assert child.returncode == 0


@posix
def test_a_flaw_in_a_reader_is_a_sentence_too(photo: Path) -> None:
    code = (
        "import vizapp.sources.child as child, vizapp.sources.reader as reader\n"
        "def flawed(*arguments): raise LookupError\n"
        "reader.read_source = flawed\n"
        "child.main()\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as child:
        assert isinstance(child.stdin, io.FileIO)
        assert isinstance(child.stdout, io.FileIO)
        pipes.send(child.stdin, reader_messages.ReadFile(os.fsencode(photo)))
        refused = pipes.receive_answer(child.stdout)
        assert isinstance(refused, reader_messages.NotLoaded)
        assert refused.problem == Problem("source.internal-error", "source", {"error": "LookupError"})
        assert refused.trace.startswith("Traceback")
        assert "in flawed" in refused.trace
        _, details = child.communicate()
    assert details == b""


@posix
def test_a_child_starts_in_a_folder_that_was_removed(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep + os.environ.get("PYTHONPATH", "")
    )  # of which the first is that folder
    folder.rmdir()
    reader = SourceReader()
    try:
        reader.request(photo, request_id=0)
        assert answer(reader).loaded is not None
    finally:
        reader.close()
