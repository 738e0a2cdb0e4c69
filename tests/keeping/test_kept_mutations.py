"""300 damaged files of experiments through the reading process: read or refused, quickly, and never anything else."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kept_samples import OF_THE_PRESENT_VERSION, archive_of, members_of
from source_seeds import damage

from vizapp.crash_logs import reader_log
from vizapp.keeping.reading import check_view
from vizapp.keeping.tensors import read_tensors
from vizapp.keeping.training import check_states, read_training
from vizapp.sources.client import SourceReader
from vizapp.sources.kept import LoadedExperiment
from vizapp.sources.results import ReadResult

MUTANTS = 300
SLOWEST_SECONDS = 2.0


@pytest.fixture(scope="module")
def reader() -> Iterator[SourceReader]:
    reader = SourceReader()
    yield reader
    reader.close()


def answer(reader: SourceReader, path: Path, number: int) -> ReadResult:
    reader.request_experiment(path, request_id=number)
    while not (results := reader.poll()):
        time.sleep(0.0005)
    [result] = results
    assert result.request_id == number
    return result


def mutants() -> Iterator[bytes]:
    """Yield damaged files; of every second one a member was damaged before it was packed, with a right sum."""
    generator = random.Random("vizapp experiments")
    whole = OF_THE_PRESENT_VERSION.read_bytes()
    members = members_of(OF_THE_PRESENT_VERSION)
    for index in range(MUTANTS):
        if index % 2:
            data = bytearray(whole)
            damage(data, generator, [whole])
            yield bytes(data)
            continue
        name = generator.choice(list(members))
        data = bytearray(members[name])
        for _ in range(generator.choice((1, 1, 3))):
            damage(data, generator, list(members.values()))
        yield archive_of({**members, name: bytes(data)})


def check(experiment: LoadedExperiment) -> None:
    """Expect what an engine and a window may rely on."""
    training = read_training(experiment.training.training)
    states = experiment.training.states
    check_states(training, read_tensors(states) if len(states) else {})
    check_view(experiment.view)
    assert sum(each.count for each in experiment.curves.table.series) == len(experiment.curves.values)


def test_the_undamaged_file_can_be_read(reader: SourceReader) -> None:
    found = answer(reader, OF_THE_PRESENT_VERSION, 0).experiment
    assert found is not None
    check(found)


@pytest.mark.slow
def test_damaged_files_are_read_or_refused(
    reader: SourceReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "settings.ini"))  # beside which a crash is logged
    path = tmp_path / "damaged.vizapp"
    read, sentences = 0, set[str]()
    for index, data in enumerate(mutants()):
        path.write_bytes(data)
        start = time.perf_counter()
        result = answer(reader, path, index + 1)
        seconds = time.perf_counter() - start
        assert seconds < SLOWEST_SECONDS, f"mutant {index} took {seconds:.1f} s"
        if result.experiment is not None:
            check(result.experiment)
            read += 1
        else:
            assert result.problem is not None
            assert result.problem.code.startswith("kept."), result.error
            assert "\n" not in str(result.error)
            sentences.add(result.problem.code)
    assert not reader_log().exists(), "a reading process has ended by itself"
    # Neither must all damage go unnoticed, nor every file be refused on sight.
    assert MUTANTS * 0.01 < read < MUTANTS * 0.5
    assert len(sentences) >= 5
