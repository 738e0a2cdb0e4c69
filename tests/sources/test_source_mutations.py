"""Damaged files of every format: read, asked about or refused, quickly, and never anything else."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from source_seeds import SUFFIXES, mutants, seeds

from vizapp.sources.client import ReadResult, SourceReader
from vizapp.sources.limits import MAX_PIXELS
from vizapp.sources.loaded import ArrayChoiceNeeded, LoadedSource, SourceError
from vizapp.sources.reader import read_source

MUTANTS = 300
SLOWEST_SECONDS = 2.0


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
def test_the_child_outlives_damaged_files(tmp_path: Path) -> None:
    answers: list[ReadResult] = []
    reader = SourceReader()
    try:
        for suffix in SUFFIXES:
            for index, data in enumerate(mutants(suffix, 12)):
                path = tmp_path / f"{index}.{suffix}"
                path.write_bytes(data)
                reader.request(path, request_id=len(answers))
                while not (results := reader.poll()):
                    time.sleep(0.001)
                assert [result.request_id for result in results] == [len(answers)]
                answers += results
    finally:
        reader.close()
    assert len(answers) == 12 * len(SUFFIXES)
    assert not [answer.error for answer in answers if answer.error and "process ended" in answer.error]
    assert not [answer.error for answer in answers if answer.error and "internal error" in answer.error]
    assert any(answer.loaded for answer in answers)
    assert any(answer.error for answer in answers)
