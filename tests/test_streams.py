"""Broken streams and poor encodings cost words, never the work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")

_TALK = "import sys; from vizapp.streams import make_streams_last; make_streams_last(); make_streams_last()\n"


def test_what_an_encoding_lacks_is_replaced() -> None:
    code = _TALK + "print('512 × 512 · r\\udcff é')"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout.split() == b"512 ? 512 ? r? ?".split()
    assert done.stderr == b""


@needs_pipes
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_nobody_reads_is_given_up(stream: str, tmp_path: Path) -> None:
    code = _TALK + (
        f"for _ in range(20000): print('word', file=sys.{stream}, flush=True)\n"
        f"open({str(tmp_path / 'done')!r}, 'w').close()"
    )
    read, write = os.pipe()
    os.close(read)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: write}
    done = subprocess.run([sys.executable, "-c", code], **streams)  # type: ignore[call-overload]  # a dictionary of two of its options
    os.close(write)
    assert done.returncode == 0
    assert not done.stdout
    assert not done.stderr, "nothing is said at the end either"
    assert (tmp_path / "done").exists()


@needs_pipes
@pytest.mark.slow
def test_a_run_keeps_its_results_when_nobody_listens(tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["run", "--lab", "deformable", "--steps", "20", "--working-size", "32", "--device", "cpu"]
    read, write = os.pipe()
    command = [sys.executable, "-m", "vizapp", *arguments, "--out", str(out)]
    with subprocess.Popen(command, stdout=write, stderr=write) as running:
        os.close(write)
        assert os.read(read, 1)
        os.close(read)
    assert running.returncode == 0
    metrics = json.loads((out / "metrics.json").read_text())
    assert (metrics["steps"], metrics["ending"]) == (20, "done")
    assert (out / "arrays.npz").exists()


@needs_pipes
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_does_not_end_the_talking(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", _TALK + "print('a' * 100000)"], stdout=full, stderr=subprocess.PIPE
        )
    assert (done.returncode, done.stderr) == (0, b"")


@needs_pipes
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.slow
def test_a_run_started_with_closed_streams_keeps_its_results(closed: str, tmp_path: Path) -> None:
    options = "run --lab deformable --steps 2 --working-size 32 --device cpu --out out"
    done = subprocess.run(
        f"'{sys.executable}' -m vizapp {options} {closed}",
        shell=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.fspath(Path(__file__).parents[1])},
    )
    assert done.returncode == 0
    assert json.loads((tmp_path / "out" / "metrics.json").read_text())["steps"] == 2


@needs_pipes
def test_a_closed_stream_leaves_its_descriptor_to_no_file(tmp_path: Path) -> None:
    code = _TALK + (
        f"file = open({str(tmp_path / 'result')!r}, 'w'); print('word', file=sys.stderr); assert file.fileno() > 2"
    )
    done = subprocess.run(["/bin/sh", "-c", '"$0" -c "$1" >&- 2>&-', sys.executable, code])
    assert done.returncode == 0
    assert (tmp_path / "result").read_text() == ""
