"""Offsets are written whole or not at all, between the turns of the loop, and in the state of the command."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.engine import exporting
from vizapp.engine.in_process import InProcessEngine
from vizapp.offset_maps import export
from vizapp.protocol.commands import CancelWriting, Configure, ExportOffsets, Run, SetSource, Step, Taken
from vizapp.protocol.events import Exported, Writing
from vizapp.protocol.messages import Reply
from vizapp.protocol.snapshot import Snapshot
from vizapp.wording.problems import sentence

PLACED = PlacedPoint(Tap(0, 4), (0.5, -0.25), Unit((1, 2)))


def engine_with(lab: str = "deformable") -> InProcessEngine:
    engine = InProcessEngine(budget=0.0)
    engine.start()
    image = np.random.default_rng(0).integers(0, 256, (10, 12, 3), dtype=np.uint8)
    engine.send(SetSource(1, "image", image))
    spec = DeformableSpec(placed_points=(PLACED,), modulation="2·sigmoid", offset_groups=3)
    engine.send(Configure(2, 1, Experiment(lab=lab, labs=(spec,), seed=7)))
    return engine


def told(engine: InProcessEngine, seq: int) -> list[Reply]:
    """Return what the engine says until the file of the command ``seq`` is done; that comes last."""
    replies: list[Reply] = []
    for _ in range(2000):
        for reply in engine.poll():
            replies.append(reply)
            if isinstance(reply, Exported) and reply.seq == seq:
                return replies
            if isinstance(reply, Snapshot):
                engine.send(Taken())
    raise AssertionError("nothing was said of the export")


def result_of(engine: InProcessEngine, seq: int) -> Exported:
    result = told(engine, seq)[-1]
    assert isinstance(result, Exported)
    return result


@pytest.fixture(scope="module")
def engine() -> InProcessEngine:
    engine = engine_with()
    engine.send(Step(3, 2))
    for _ in range(20):
        engine.poll()
    return engine


def test_the_archive_holds_what_the_layer_reads_at(engine: InProcessEngine, tmp_path: Path) -> None:
    path = tmp_path / "layer.npz"
    engine.send(ExportOffsets(10, os.fsencode(path), "npz", source="cat.png"))
    result = result_of(engine, 10)
    assert (result.points, result.problem) == (3 * 9 * 10 * 12, None)
    held = np.load(path)
    assert held["offsets"].shape == (3, 9, 2, 10, 12)
    assert held["offsets"][0, 4, :, 1, 2].tolist() == [0.5, -0.25]
    assert np.abs(held["offsets"]).max() > 0.5
    np.testing.assert_allclose(held["points"][0, 4, :, 1, 2], (1.5, 1.75))
    assert held["mask"].shape == (3, 9, 10, 12)
    assert (int(held["step"]), int(held["seed"]), str(held["source"])) == (2, 7, "cat.png")
    assert [path.name for path in tmp_path.iterdir()] == ["layer.npz"]


def test_training_goes_on_meanwhile_and_is_not_in_the_file(engine: InProcessEngine, tmp_path: Path) -> None:
    before, after, table = (tmp_path / name for name in ("before.npz", "after.npz", "points.csv"))
    engine.send(ExportOffsets(20, os.fsencode(before), "npz"))
    engine.send(ExportOffsets(21, os.fsencode(table), "csv"))
    engine.send(Run(22))
    result_of(engine, 21)
    engine.send(ExportOffsets(23, os.fsencode(after), "npz"))
    result_of(engine, 23)
    offsets = np.load(before)["offsets"]
    assert not np.array_equal(offsets, np.load(after)["offsets"])
    with table.open(newline="") as file:
        rows = list(csv.DictReader(file))
    written = np.array([(row["dy"], row["dx"]) for row in rows], np.float32).reshape(3, 9, 10, 12, 2)
    np.testing.assert_array_equal(np.moveaxis(written, -1, 2), offsets)


@pytest.mark.parametrize("file_format", ["npz", "csv"])
def test_how_far_it_is_is_told(
    engine: InProcessEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file_format: Literal["npz", "csv"]
) -> None:
    monkeypatch.setattr(export, "_PIECE_BYTES", 1 << 12)
    monkeypatch.setattr(export, "_ROWS_AT_ONCE", 30)
    monkeypatch.setattr(exporting, "_TOLD_EVERY_S", 0.0)
    engine.send(ExportOffsets(60, os.fsencode(tmp_path / f"layer.{file_format}"), file_format))
    said = [(each.done, each.total) for each in told(engine, 60) if isinstance(each, Writing) and each.seq == 60]
    assert len(said) > 5
    assert said == sorted(said)
    assert said[-1] == (1000, 1000)
    assert len({done for done, _ in said}) > 5


def test_what_is_cancelled_leaves_nothing_and_the_next_is_written(engine: InProcessEngine, tmp_path: Path) -> None:
    older, following = tmp_path / "older.npz", tmp_path / "next.csv"
    older.write_bytes(b"older")
    engine.send(ExportOffsets(70, os.fsencode(older), "npz"))
    engine.send(ExportOffsets(71, os.fsencode(following), "csv"))
    engine.poll()
    assert len(list(tmp_path.iterdir())) == 2, "it is under way, under another name"
    engine.send(CancelWriting(72, 70))
    problem = result_of(engine, 70).problem
    assert problem is not None
    assert problem.code == "enlarge.cancelled"
    assert older.read_bytes() == b"older"
    assert result_of(engine, 71).problem is None
    assert sorted(tmp_path.iterdir()) == [following, older]


def test_an_engine_that_ends_leaves_nothing(tmp_path: Path) -> None:
    engine = engine_with()
    engine.send(ExportOffsets(10, os.fsencode(tmp_path / "layer.npz"), "npz"))
    engine.poll()
    assert list(tmp_path.iterdir())
    engine.close()
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_leaves_nothing_behind(engine: InProcessEngine, tmp_path: Path) -> None:
    there = tmp_path / "folder.npz"
    there.mkdir()
    engine.send(ExportOffsets(30, os.fsencode(there), "npz"))
    problem = result_of(engine, 30).problem
    assert problem is not None
    assert sentence(problem).startswith("folder.npz could not be written: ")
    assert list(tmp_path.iterdir()) == [there]
    engine.send(ExportOffsets(31, os.fsencode(tmp_path / "missing" / "a.csv"), "csv"))
    problem = result_of(engine, 31).problem
    assert problem is not None
    assert "No such file" in sentence(problem)


def test_a_lab_without_offsets_says_so(tmp_path: Path) -> None:
    engine = engine_with("subpixel")
    engine.send(ExportOffsets(10, os.fsencode(tmp_path / "a.npz"), "npz"))
    problem = result_of(engine, 10).problem
    assert problem is not None
    assert problem.code == "export.no-offsets"
