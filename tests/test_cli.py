"""Which words of the command line are commands, and which are files."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from vizapp import cli


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The files that the window was opened with; none is. A network follows its picture."""
    files: list[str | None] = []

    def open_window(file: str | None, network: str | None, *, new: bool) -> int:
        assert not new
        files.extend([file] if network is None else [file, network])
        return 0

    monkeypatch.setattr(cli, "_open_window", open_window)
    return files


@pytest.mark.parametrize("arguments", [["bench"], ["bench", "deform", "--json", "out.json"], ["bench", "--help"]])
def test_the_benchmarks_command_is_reserved(
    arguments: list[str], opened: list[str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    assert opened == []
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        f"vizapp: the command bench is not part of this version; to open a file of that name, write .{os.sep}bench.\n"
    )


@pytest.mark.parametrize("file", ["./bench", "bench.png", "photo.jpg", "./run"])
def test_other_words_are_files(file: str, opened: list[str | None]) -> None:
    assert cli.main([file]) == 0
    assert opened == [file]


def test_a_network_is_opened_with_a_picture_or_without(opened: list[str | None]) -> None:
    assert cli.main(["photo.jpg", "--network", "x4.pth"]) == 0
    assert cli.main(["--network", "x2.safetensors"]) == 0
    assert opened == ["photo.jpg", "x4.pth", None, "x2.safetensors"]


def test_without_a_word_the_window_opens_without_a_file(opened: list[str | None]) -> None:
    assert cli.main([]) == 0
    assert opened == [None]


@pytest.mark.parametrize(("arguments", "new"), [([], False), (["--new"], True), (["photo.jpg", "--new"], True)])
def test_a_new_session_is_begun_where_that_is_wanted(
    arguments: list[str], new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[bool] = []
    monkeypatch.setattr(cli, "_open_window", lambda _file, _network, *, new: wanted.append(new) or 0)
    assert cli.main(arguments) == 0
    assert wanted == [new]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_of_code_compiled_from_a_string_ends_with_the_status_of_an_interrupt() -> None:
    program = (
        "import sys\n"
        "from vizapp import cli\n"
        "cli._run_subcommand = lambda name, arguments: exec('raise KeyboardInterrupt')\n"
        "sys.exit(cli.main(['doctor']))\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, "")
