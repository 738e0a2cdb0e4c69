"""The desktop is told of the program and of its files, in the form that desktops read."""

from __future__ import annotations

import configparser
import io
import os
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from vizapp.desktop import MIME_TYPE, desktop_entry, install

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux desktops")
WITH_SPACES = '/home/a b/50%/$x`y"z\\python'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def entry_of(text: str) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys of an entry have capitals
    parser.read_string(text)
    return parser["Desktop Entry"]


@linux
def test_its_files_are_put_in_place(folder: Path) -> None:
    out = io.StringIO()
    assert install(out) == 0
    written = [line.removeprefix("written: ") for line in out.getvalue().splitlines() if line.startswith("written")]
    assert sorted(map(Path, written)) == sorted(
        [
            folder / "applications" / "vizapp.desktop",
            folder / "icons" / "hicolor" / "scalable" / "apps" / "vizapp.svg",
            folder / "mime" / "packages" / "vizapp.xml",
        ]
    )
    entry = entry_of((folder / "applications" / "vizapp.desktop").read_text())
    assert entry["MimeType"] == f"{MIME_TYPE};"
    assert shlex.split(entry["Exec"]) == [sys.executable, "-m", "vizapp", "%f"]
    root = ElementTree.parse(folder / "mime" / "packages" / "vizapp.xml").getroot()
    assert [each.get("pattern") for each in root.iter() if each.tag.endswith("glob")] == ["*.vizapp"]


@linux
def test_qt_knows_the_type_of_a_file_then(folder: Path, tmp_path: Path) -> None:
    install(io.StringIO())
    code = "from PySide6.QtCore import QMimeDatabase; print(QMimeDatabase().mimeTypeForFile('a.vizapp').name())"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "XDG_DATA_HOME": str(folder)}, capture_output=True, text=True
    )
    assert done.stdout.strip() == MIME_TYPE


def test_a_path_with_odd_characters_is_quoted() -> None:
    # A desktop first undoes the escapes of strings, then the quotes of a command, and then the percent signs.
    line = entry_of(desktop_entry([WITH_SPACES, "-m", "vizapp"]))["Exec"]
    undone = line.replace("\\\\", "\\")
    match = re.fullmatch(r'"((?:[^"\\]|\\.)*)" (.*)', undone)
    assert match is not None
    quoted, rest = match.groups()
    assert re.sub(r'\\([\\"`$])', r"\1", quoted).replace("%%", "%") == WITH_SPACES
    assert rest == "-m vizapp %f"


@linux
def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    out = io.StringIO()
    assert install(out) == 1
    assert "cannot be written" in out.getvalue()
