"""A hundred and fifty bombs through the reading process: each is read or refused, soon, and within its memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import bombs_arrays  # noqa: F401  which registers bombs, as the next two do
import bombs_images
import bombs_places  # noqa: F401
import pytest
from bombs import BOMBS
from measured_reader import MeasuredReader, Reading
from mutant_trial import CRASHES, LIMITS, MOST_MEMORY, SLOWEST_SECONDS
from PIL import Image
from slowness import slowness

from vizapp.sandbox import landlock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="each is read by a process of its own there")

_LARGEST_SECONDS = 8.0
_LARGEST_MEMORY = 3 << 29
"""For an image of as many pixels as one may have: the window says that it is being read, and offers to give it up."""


@pytest.fixture(scope="module")
def reader() -> Iterator[MeasuredReader]:
    with MeasuredReader() as reader:
        yield reader


def go_off(name: str, folder: Path, reader: MeasuredReader) -> Reading:
    with BOMBS[name](folder) as path:
        return reader.read(path)


def test_there_are_enough_of_them() -> None:
    assert len(BOMBS) >= 150


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused(name: str, reader: MeasuredReader, tmp_path: Path) -> None:
    starts = reader.starts or 1
    reading = go_off(name, tmp_path, reader)
    is_large = "the largest" in name or "larger than its pixels" in name
    assert reading.processor_seconds < (_LARGEST_SECONDS if is_large else SLOWEST_SECONDS) * slowness()
    assert 0 < reading.memory < (_LARGEST_MEMORY if is_large else MOST_MEMORY)
    problem = reading.result.problem
    assert problem is None or problem.code not in (*CRASHES, *LIMITS), reading.result.error
    sentence = str(reading.result.error)
    assert "\n" not in sentence
    assert len(sentence) < 300
    assert reader.starts == starts, "the process that makes the readers has ended"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("jpg: five thousand scans", "source.jpeg-scans"),
        ("jpg: fill bytes without end", "source.image-damaged"),
        ("jpg: sixty thousand comments", "source.image-damaged"),
        ("tiff: large offsets", "source.image-damaged"),
        ("place: a pipe", "source.pipe"),
        ("place: a link to /dev/zero", "source.device"),
        ("place: links in a circle", "source.not-opened"),
    ],
)
def test_why_a_bomb_is_refused(name: str, code: str, reader: MeasuredReader, tmp_path: Path) -> None:
    problem = go_off(name, tmp_path, reader).result.problem
    assert problem is not None
    assert problem.code == code


def test_a_jpeg_of_many_scans_is_read(reader: MeasuredReader, tmp_path: Path) -> None:
    path = tmp_path / "many.jpg"
    path.write_bytes(bombs_images.scans(150, 64))
    assert reader.read(path).result.loaded is not None


def test_a_file_that_another_takes_the_name_of_is_not_called_forbidden(tmp_path: Path) -> None:
    """The worker may open the file that was there when it was confined, and then another one has its name."""
    path, other = tmp_path / "a.png", tmp_path / "b.png"
    Image.new("RGB", (8, 8)).save(path)
    Image.new("RGB", (8, 8)).save(other)
    code = (
        "import os, sys; from pathlib import Path\n"
        "from vizapp.sandbox.confinement import confine; import vizapp.sources.reader as reader\n"
        "from vizapp.sources.loaded import SourceError\n"
        "confine([Path(sys.argv[1])], memory=1 << 32, seconds=60)\n"
        "try: reader.read_source(Path(sys.argv[2]))\n"
        "except SourceError as error: os.write(1, error.problem.code.encode())\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path, other], stdout=subprocess.PIPE, check=True)
    assert done.stdout == (b"source.replaced" if landlock.version() else b"")
