"""``vizapp lesson``: what it prints, and its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from vizapp import cli
from vizapp.lessons.shelf import bundled_lessons
from vizapp.resource_files import resource_path


def test_the_bundled_lessons_are_listed_and_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lesson", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == len(bundled_lessons())
    files = sorted(str(path) for path in resource_path("lessons").glob("*.toml"))
    assert cli.main(["lesson", "check", *files]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == len(files)
    assert not err


def test_what_is_wrong_is_printed_with_file_line_and_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = resource_path("lessons", "01-rearranged.toml").read_text("utf-8").replace('"picked"', '"piked"')
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    assert cli.main(["lesson", "check", str(tmp_path / "mine.toml")]) == 1
    err = capsys.readouterr().err
    assert err.startswith("mine.toml: line ")
    assert "step 1" in err
    assert "there is no aim 'piked'" in err.lower()


def test_wrong_use_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["lesson", "chek"])
    assert caught.value.code == 2
    capsys.readouterr()
