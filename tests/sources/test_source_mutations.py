"""Damaged files of every format: read, asked about or refused, quickly, and never anything else."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pytest
from measured_reader import MeasuredReader
from mutant_trial import FORMATS, MOST_MEMORY, SLOWEST_SECONDS, try_format
from slowness import slowness
from source_seeds import SUFFIXES, mutants, seeds

from vizapp.sources.limits import MAX_PIXELS
from vizapp.sources.loaded import ArrayChoiceNeeded, LoadedSource, SourceError
from vizapp.sources.reader import read_source

MUTANTS = 300


@pytest.fixture(scope="module", autouse=True)
def _torch_is_imported() -> None:
    """Importing PyTorch must not count as the time that one file takes."""
    import torch  # noqa: F401


def check(source: LoadedSource) -> None:
    assert source.height * source.width <= MAX_PIXELS
    assert source.values.size > 0
    assert source.values.dtype == (np.float32 if source.kind == "feature_map" else source.values.dtype)
    assert max(source.overview.shape[:2]) <= 1024
    assert max(source.thumbnail.shape[:2]) <= 96


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_undamaged_files_can_be_read(tmp_path: Path, suffix: str) -> None:
    for index, data in enumerate(seeds(suffix)):
        path = tmp_path / f"{index}.{suffix}"
        path.write_bytes(data)
        try:
            check(read_source(path))
        except ArrayChoiceNeeded as choice:
            check(read_source(path, choice.entries[0].name))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_damaged_files_are_read_or_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"damaged.{suffix}"
    refused = 0
    for index, data in enumerate(mutants(suffix, MUTANTS)):
        path.write_bytes(data)
        start = time.perf_counter()
        try:
            check(read_source(path))
        except ArrayChoiceNeeded:
            pass
        except SourceError:
            refused += 1
        seconds = time.perf_counter() - start
        assert seconds < SLOWEST_SECONDS, f"mutant {index} took {seconds:.1f} s"
    # Neither must all damage go unnoticed, nor every file be refused on sight.
    assert MUTANTS * 0.1 < refused < MUTANTS


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="each is read by a process of its own there")
def test_the_child_outlives_damaged_files(tmp_path: Path) -> None:
    """The short form of ``mutant_trial.py``."""
    with MeasuredReader() as reader:
        tallies = {name: try_format(name, 18, reader, tmp_path) for name in FORMATS}
        assert reader.starts == 1
    for name, tally in tallies.items():
        assert tally.count == 18, name
        assert tally.crashes == [], name
        assert tally.limited == 0, name
        assert tally.slowest_processor[0] < SLOWEST_SECONDS * slowness(), name
        assert 0 < tally.largest[0] < MOST_MEMORY, name
    assert any(tally.read for tally in tallies.values())
    assert any(tally.refused for tally in tallies.values())
