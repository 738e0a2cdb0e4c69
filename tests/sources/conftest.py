"""Fixtures of the tests that read through a child process."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from source_processes import open_files, running_children

from vizapp.sources.client import SourceReader


@pytest.fixture
def reader() -> Iterator[SourceReader]:
    """A reader of which, in the end, no process, no thread and no open file is left."""
    threads, files, processes = threading.active_count(), open_files(), running_children()
    made = SourceReader()
    gc.freeze()  # the collection in the end need not go through what there is by now
    yield made
    start = time.monotonic()
    made.close()
    assert time.monotonic() - start < 1
    assert threading.active_count() == threads
    assert not open_files() - files
    assert running_children() == processes
    del made
    gc.collect()  # an unclosed pipe or process would warn here, and warnings are errors
    gc.unfreeze()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"
