"""What the reader leaves when it crashes or makes a mistake: a trace, bounded and printable, that doctor names."""

from __future__ import annotations

import io
import os
import signal
import stat
import time
from functools import partial
from pathlib import Path

import pytest
from processes import children_of
from source_processes import answer, linux, posix, wait_until

from vizapp import crash_logs
from vizapp.crash_logs import LARGEST_LOG, LONGEST_TRACE, keep_reader_trace, last_reader_trace, reader_log
from vizapp.doctor import _crashes
from vizapp.sources.client import SourceReader
from vizapp.sources.reader_process import ReaderProcess
from vizapp.sources.results import ReadResult

BREAKING = """
import os, time
import vizapp.sources.child as child, vizapp.sources.reader as reader
def hostile(*arguments):
    {what}
reader.read_source = hostile
child.main()
"""


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "settings" / "settings.ini"))


def read(path: Path, what: str) -> ReadResult:
    """Return the result of a reader that does ``what`` when it reads a file."""
    code = ("-c", BREAKING.format(what=what))
    reader = SourceReader(start_process=partial(ReaderProcess, code=code))
    try:
        reader.request(path, request_id=0)
        return answer(reader)
    finally:
        reader.close()


def test_a_mistake_of_the_program_leaves_its_trace(photo: Path) -> None:
    result = read(photo, "raise ZeroDivisionError('of a hostile file')")
    assert result.error == "The file cannot be opened because of an internal error (ZeroDivisionError)."
    kept = reader_log().read_text()
    assert "photo.png: a mistake of the program\n" in kept
    assert "in hostile" in kept
    assert kept.endswith("    ZeroDivisionError: of a hostile file\n")
    assert stat.S_IMODE(reader_log().stat().st_mode) == 0o600 or os.name == "nt"


@linux
@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("__import__('ctypes').string_at(0)", "Fatal Python error: Segmentation fault"),
        ("os.abort()", "Fatal Python error: Aborted"),
        ("raise KeyboardInterrupt('not expected')", "KeyboardInterrupt: not expected"),
    ],
)
def test_a_crash_of_a_worker_leaves_its_trace(photo: Path, what: str, said: str) -> None:
    assert "the reading process ended" in str(read(photo, what).error)
    kept = reader_log().read_text()
    assert "photo.png: the reader ended with status" in kept
    assert said in kept
    assert "in hostile" in kept


def test_a_refusal_leaves_nothing(photo: Path, tmp_path: Path, reader: SourceReader) -> None:
    (tmp_path / "text.png").write_text("no picture")
    for name in ("photo.png", "text.png", "missing.png"):
        reader.request(tmp_path / name, request_id=0)
        answer(reader)
    assert not reader_log().exists()


@linux
@pytest.mark.parametrize(("number", "is_kept"), [(signal.SIGTERM, False), (signal.SIGABRT, True)])
def test_a_job_that_is_ended_from_outside_says_nothing_of_the_file(
    photo: Path, number: signal.Signals, is_kept: bool
) -> None:
    code = ("-c", BREAKING.format(what="time.sleep(60)"))
    reader = SourceReader(start_process=partial(ReaderProcess, code=code))
    try:
        reader.request(photo, request_id=0)
        assert reader.pid
        wait_until(lambda: children_of(reader.pid or 0))
        os.kill(reader.pid, number)
        assert "the reading process ended" in str(answer(reader).error)
    finally:
        reader.close()
    assert reader_log().exists() == is_kept


@posix
def test_a_reader_that_is_given_up_leaves_nothing(photo: Path) -> None:
    code = ("-c", BREAKING.format(what="time.sleep(60)"))
    reader = SourceReader(deadline=0.1, start_allowance=0.1, start_process=partial(ReaderProcess, code=code))
    try:
        reader.request(photo, request_id=0)
        assert "took longer" in str(answer(reader).error)
    finally:
        reader.close()
    assert not reader_log().exists()


@pytest.mark.slow
def test_who_writes_endlessly_to_standard_error_waits_for_nobody_and_fills_nothing(photo: Path) -> None:
    before = time.thread_time()
    result = read(photo, "[os.write(2, b'\\\\x1b[2J' * 16384) for _ in range(64)]; raise ValueError")
    assert "internal error (ValueError)" in str(result.error)
    assert time.thread_time() - before < 1
    assert reader_log().stat().st_size < 2 * LONGEST_TRACE


@linux
def test_what_a_hostile_file_makes_it_say_changes_nothing_in_a_terminal(photo: Path) -> None:
    path = photo.rename(photo.with_name("a\x1b]0;title\x07\u202e.png"))
    read(path, "os.write(2, b'\\\\x1b[2J\\\\x00\\\\r\\\\xff\\\\xc2\\\\x9b31m' * 9999 + b'\\\\n'); os.abort()")
    shown = io.StringIO()
    for name, value in _crashes():
        print(name, value, file=shown)
    for text in (reader_log().read_text(), shown.getvalue()):
        assert all(character.isprintable() or character == "\n" for character in text)
    assert "[2J" in reader_log().read_text()
    assert reader_log().stat().st_size < 4 * LONGEST_TRACE
    assert str(reader_log()) in shown.getvalue()
    assert "a\N{REPLACEMENT CHARACTER}]0;title" in shown.getvalue()


def test_the_log_stays_small_and_the_last_trace_is_told() -> None:
    assert last_reader_trace() is None
    for number in range(40):
        keep_reader_trace(f"{number}.png: broken", "a line\n" * 5000)
        assert str(last_reader_trace()).endswith(f" {number}.png: broken")
    files = list(reader_log().parent.iterdir())
    assert sorted(file.name for file in files) == ["reader.log", "reader.old.log"]
    assert all(LARGEST_LOG / 3 < file.stat().st_size <= LARGEST_LOG for file in files)


def test_where_nothing_can_be_written_reading_goes_on(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "file" / "settings.ini"))
    assert "internal error" in str(read(photo, "raise ValueError").error)
    assert last_reader_trace() is None


def test_doctor_names_both_logs() -> None:
    assert [value for _, value in _crashes()] == ["none", "none"]
    crash_logs.window_log().parent.mkdir(parents=True)
    crash_logs.window_log().write_text("Fatal Python error")
    keep_reader_trace("a.png: broken", "")
    (_, window), (_, reader), (_, last) = _crashes()
    assert (window, reader) == (str(crash_logs.window_log()), str(reader_log()))
    assert last.endswith("UTC a.png: broken")
