"""``vizapp run FILE.vizapp`` goes on with an experiment, and what it writes can be gone on with again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from kept_samples import OF_THE_PRESENT_VERSION
from PIL import Image

from vizapp.cli import main
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.keeping.kept_pictures import Digests, file_beside
from vizapp.keeping.reading import KeptFile, read_kept
from vizapp.keeping.writing import Content, written


def kept(path: Path) -> KeptFile:
    with path.open("rb") as file:
        return read_kept(file, path.name)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """An experiment at step 0 with its picture beside it."""
    picture = tmp_path / "cat.png"
    Image.fromarray(np.random.default_rng(3).integers(0, 256, (24, 28, 3), dtype=np.uint8)).save(picture)
    experiment = Experiment(source=Source("file", str(picture)), labs=(DeformableSpec(),), device="cpu")
    path = tmp_path / "fresh.vizapp"
    pictures = {"source": file_beside(str(picture), path, Digests())}
    for _ in written(Content(experiment, pictures=pictures), path):  # type: ignore[arg-type]  # a role is a literal
        pass
    return path


def loss(folder: Path) -> list[float]:
    found: list[float] = json.loads((folder / "metrics.json").read_text())["loss"]
    return found


def test_two_runs_are_as_one(fresh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, saved = tmp_path / "one", tmp_path / "two", tmp_path / "saved.vizapp"
    assert main(["run", str(fresh), "--steps", "12", "--out", str(one)]) == 0
    assert main(["run", str(fresh), "--steps", "7", "--save", str(saved)]) == 0
    assert "7 steps" in capsys.readouterr().err
    assert main(["run", str(saved), "--steps", "5", "--out", str(two), "--save", str(saved)]) == 0
    said = capsys.readouterr().err
    assert "from step 7 on" in said
    assert "12 steps" in said
    assert loss(two) == loss(one)
    for folder, steps in ((one, 12), (two, 5)):
        metrics = json.loads((folder / "metrics.json").read_text())
        assert metrics["steps_per_second"] * metrics["seconds"] == pytest.approx(steps), "of the steps of this run"
    arrays = [np.load(folder / "arrays.npz") for folder in (one, two)]
    for name in arrays[0].files:
        np.testing.assert_array_equal(arrays[0][name], arrays[1][name])
    found = kept(saved)
    [series] = [values for where, values in found.curves if where.metric == "loss"]
    assert series.tolist() == loss(one)


def test_another_rate_from_there_on(fresh: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.vizapp"
    assert main(["run", str(fresh), "--steps", "4", "--save", str(saved)]) == 0
    more = ["--steps", "3", "--learning-rate", "0.001", "--save", str(saved)]
    assert main(["run", *more, str(saved)]) == 0
    found = kept(saved)
    assert found.experiment.spec.steering()["learning_rate"] == 0.001
    [branch] = found.timelines.labs[0].branches
    assert [step for step, _ in branch.changes] == [0, 4]


def test_both_labs_stay_in_the_file(tmp_path: Path) -> None:
    saved = tmp_path / "saved.vizapp"
    assert main(["run", str(OF_THE_PRESENT_VERSION), "--steps", "2", "--save", str(saved)]) == 0
    before, after = kept(OF_THE_PRESENT_VERSION), kept(saved)
    active = before.experiment.lab
    steps = {lab.lab: lab.step for lab in before.timelines.labs}
    assert {lab.lab: lab.step for lab in after.timelines.labs} == steps | {active: steps[active] + 2}
    others = [where.name for where, _ in before.curves if where.lab != active]
    assert [where.name for where, _ in after.curves if where.lab != active] == others


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "there is nothing to write: name a folder by --out, or a file by --save."),
        (["--out", "out", "--steps", "-1"], "--steps is -1; it must be a number from 0"),
        (["--out", "out", "--learning-rate", "0"], "--learning-rate is 0.0; it must be greater than 0"),
        (["--out", "out", "--source", "gone.png"], "gone.png does not exist."),
        (["--out", "out", "--device", "abacus"], "a setting does not fit"),
    ],
)
def test_bad_input_gets_one_sentence(
    fresh: Path,
    options: list[str],
    says: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(fresh.parent)
    assert main(["run", str(fresh), *options]) == 2
    said = capsys.readouterr().err
    assert said.startswith("vizapp run: ")
    assert says in said
    assert said.count("\n") == 1


def test_what_is_no_experiment_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.vizapp"
    path.write_bytes(b"PK\x03\x04 and nothing else")
    assert main(["run", str(path), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == "vizapp run: a.vizapp is cut off or damaged; open an earlier copy of it.\n"


def test_a_picture_that_has_moved_or_changed_is_asked_for(
    fresh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    picture = fresh.parent / "cat.png"
    moved = picture.rename(tmp_path / "moved.png")
    assert main(["run", str(fresh), "--steps", "1", "--out", out]) == 2
    assert "is not where it was; say where it is by --source FILE." in capsys.readouterr().err
    assert main(["run", str(fresh), "--steps", "1", "--out", out, "--source", str(moved)]) == 0
    capsys.readouterr()
    Image.new("RGB", (28, 24)).save(picture)
    assert main(["run", str(fresh), "--steps", "1", "--out", out]) == 2
    assert "has been changed since" in capsys.readouterr().err
