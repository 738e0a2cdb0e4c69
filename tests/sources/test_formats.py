"""One entry in the register of formats: the content decides, the name is compared with it, the dialog offers it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vizapp.gui import open_dialog
from vizapp.sources import formats, reader
from vizapp.sources.feature_maps import StoredArray, finish
from vizapp.sources.formats import FORMATS, FileFormat, OpenedFile, Suffix, begins_with
from vizapp.sources.loaded import ArrayEntry, LoadedSource, SourceError
from vizapp.sources.reader import read_source


def read_toy(opened: OpenedFile) -> LoadedSource:
    """Read a row of bytes that follows the magic, as a map of one channel."""
    values = np.frombuffer(opened.stream.read()[4:], np.uint8)[None, None]
    stored = StoredArray(ArrayEntry("", values.shape, "uint8"), None, lambda: values)
    return finish(opened.name, "toy", (stored,), opened.array, opened.axes)


TOY = FileFormat((Suffix(".toy", "a toy map"),), begins_with(b"TOY!"), read_toy)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> FileFormat:
    for module in (formats, reader, open_dialog):
        monkeypatch.setattr(module, "FORMATS", (*FORMATS, TOY))
    return TOY


@pytest.mark.usefixtures("toy")
def test_a_new_format_is_one_entry(tmp_path: Path) -> None:
    path = tmp_path / "row.bin"
    path.write_bytes(b"TOY!" + bytes(range(7)))
    loaded = read_source(path)
    assert loaded.format == "toy"
    assert loaded.values.shape == (1, 1, 7)
    np.testing.assert_array_equal(loaded.values.ravel(), range(7))
    misnamed = tmp_path / "row.toy"
    misnamed.write_text("just text")
    with pytest.raises(SourceError) as refused:
        read_source(misnamed)
    assert "a toy map" in str(refused.value)
    assert open_dialog.name_patterns(formats.FORMATS).endswith(" *.toy")


def test_every_suffix_has_one_meaning() -> None:
    meanings: dict[str, set[str]] = {}
    for file_format in FORMATS:
        for suffix in file_format.suffixes:
            assert suffix.text == suffix.text.lower()
            meanings.setdefault(suffix.text, set()).add(suffix.expected)
    assert all(len(expected) == 1 for expected in meanings.values())
