"""The enlarged source is written whole or not at all, between turns of the loop, by the network of the command."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.engine.in_process import InProcessEngine
from vizapp.labs.subpixel import enlargement
from vizapp.png_writing import PngWriter
from vizapp.protocol.commands import CancelWriting, Configure, Enlarge, Run, SetSource, Step, Taken
from vizapp.protocol.events import Enlarged, Progress, Writing
from vizapp.protocol.messages import Reply
from vizapp.protocol.snapshot import Snapshot
from vizapp.wording.problems import sentence

IMAGE = np.random.default_rng(0).integers(0, 256, (70, 90, 3), dtype=np.uint8)


def engine_with(spec: SubpixelSpec | None = None) -> InProcessEngine:
    engine = InProcessEngine(budget=0.0)
    engine.start()
    engine.send(SetSource(1, "image", IMAGE))
    engine.send(Configure(2, 1, Experiment(lab="subpixel", labs=(spec or SubpixelSpec(),))))
    return engine


def told(engine: InProcessEngine, seq: int) -> list[Reply]:
    """Return what the engine says until it says how an enlargement has ended."""
    replies: list[Reply] = []
    for _ in range(400):
        for reply in engine.poll():
            replies.append(reply)
            if isinstance(reply, Snapshot):
                engine.send(Taken())
            if isinstance(reply, Enlarged) and reply.seq == seq:
                return replies
    raise AssertionError("nothing was said of the picture")


def result_of(engine: InProcessEngine, seq: int) -> Enlarged:
    result = told(engine, seq)[-1]
    assert isinstance(result, Enlarged)
    return result


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enlargement, "TILE", 16)


@pytest.fixture(scope="module")
def engine() -> InProcessEngine:
    engine = engine_with()
    engine.send(Step(3, 2))
    for _ in range(20):
        engine.poll()
    return engine


def test_the_file_is_the_source_twice_as_large_and_its_progress_is_told(
    engine: InProcessEngine, tmp_path: Path
) -> None:
    path = tmp_path / "large.png"
    engine.send(Enlarge(10, os.fsencode(path)))
    *others, result = told(engine, 10)
    assert isinstance(result, Enlarged)
    assert (result.size, result.step, result.problem) == ((140, 180), 2, None)
    assert result.file_bytes == path.stat().st_size
    with Image.open(path) as image:
        assert (image.size, image.mode) == ((180, 140), "RGB")
        reduced = np.asarray(image.resize((90, 70), Image.Resampling.BOX)).astype(float)
    assert np.abs(reduced - IMAGE).mean() < 30, "it is the same picture"
    shares = [(reply.done, reply.total) for reply in others if isinstance(reply, Writing) and reply.seq == 10]
    assert shares
    assert {total for _, total in shares} == {5 * 6}
    assert shares == sorted(shares)
    assert [each.name for each in tmp_path.iterdir()] == ["large.png"]


def test_training_goes_on_meanwhile_and_is_not_in_the_file(tmp_path: Path) -> None:
    engine = engine_with()
    before, again, after = (tmp_path / name for name in ("before.png", "again.png", "after.png"))
    engine.send(Enlarge(10, os.fsencode(before)))
    result_of(engine, 10)
    engine.send(Enlarge(11, os.fsencode(again)))
    engine.send(Run(12))
    replies = told(engine, 11)
    steps = sum(len(reply.series["loss"]) for reply in replies if isinstance(reply, Progress))
    assert steps > 5
    assert again.read_bytes() == before.read_bytes()
    engine.send(Enlarge(13, os.fsencode(after)))
    assert result_of(engine, 13).step >= steps
    assert after.read_bytes() != before.read_bytes()


def test_what_is_cancelled_leaves_nothing_and_an_older_file_as_it_was(
    engine: InProcessEngine, tmp_path: Path
) -> None:
    path = tmp_path / "older.png"
    path.write_bytes(b"older")
    engine.send(Enlarge(20, os.fsencode(path)))
    engine.send(Enlarge(21, os.fsencode(tmp_path / "next.png")))
    for _ in range(3):
        engine.poll()
    assert len(list(tmp_path.iterdir())) == 2, "it is under way, under another name"
    engine.send(CancelWriting(22, 21))
    engine.send(CancelWriting(23, 20))
    problem = result_of(engine, 20).problem
    assert problem is not None
    assert problem.code == "enlarge.cancelled"
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]
    engine.send(CancelWriting(24, 20))
    assert not [reply for _ in range(5) for reply in engine.poll() if isinstance(reply, Enlarged)]


def test_an_engine_that_ends_leaves_nothing(tmp_path: Path) -> None:
    engine = engine_with()
    engine.send(Enlarge(10, os.fsencode(tmp_path / "large.png")))
    for _ in range(3):
        engine.poll()
    assert list(tmp_path.iterdir())
    engine.close()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_takes_no_file_is_named(engine: InProcessEngine, tmp_path: Path) -> None:
    engine.send(Enlarge(30, os.fsencode(tmp_path / "missing" / "a.png")))
    problem = result_of(engine, 30).problem
    assert problem is not None
    assert sentence(problem).startswith("a.png could not be written: No such file")
    folder = tmp_path / "folder.png"
    folder.mkdir()
    engine.send(Enlarge(31, os.fsencode(folder)))
    problem = result_of(engine, 31).problem
    assert problem is not None
    assert sentence(problem).startswith("folder.png could not be written: ")
    assert list(tmp_path.iterdir()) == [folder]


def test_a_full_disk_leaves_nothing(engine: InProcessEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chunks = 0

    def chunk(self: PngWriter, kind: bytes, content: bytes) -> None:
        nonlocal chunks
        chunks += 1
        if chunks > 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(PngWriter, "_chunk", chunk)
    engine.send(Enlarge(40, os.fsencode(tmp_path / "a.png")))
    problem = result_of(engine, 40).problem
    assert problem is not None
    assert "No space left on device" in sentence(problem)
    assert not list(tmp_path.iterdir())


def test_a_lab_without_a_network_says_so(tmp_path: Path) -> None:
    engine = engine_with(SubpixelSpec(task=ShuffleSpec()))
    engine.send(Enlarge(10, os.fsencode(tmp_path / "a.png")))
    problem = result_of(engine, 10).problem
    assert problem is not None
    assert problem.code == "enlarge.nothing"
