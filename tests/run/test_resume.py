"""``vizapp run --resume``: a run that was cut short reaches what it would have reached, bit by bit."""

from __future__ import annotations

import io
import json
import os
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from kept_samples import OF_THE_PRESENT_VERSION
from PIL import Image

from vizapp.cli import main
from vizapp.document.deformable import DeformableSpec
from vizapp.labs.deformable.trainer import DeformableTrainer
from vizapp.labs.subpixel.super_resolve_trainer import SuperResolveTrainer
from vizapp.run import checkpoints
from vizapp.run.bad_input import BadInputError

SMALL = ("--working-size", "48", "--device", "cpu")
TIMES = {"seconds", "setup_seconds", "steps_per_second", "resumed"}
"""What differs between a run at once and one that was gone on with."""
CHECKPOINT = "checkpoint.vizapp"


class PowerCut(BaseException):
    """Ends a run at once, as nothing else in it does: neither results nor a checkpoint are written on the way."""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    rows, columns = np.mgrid[:60, :72] / 5
    pixels = np.stack([np.sin(rows), np.cos(columns), np.sin(rows + columns)], 2) * 90 + 127
    noise = np.random.default_rng(0).normal(0, 9, pixels.shape)
    Image.fromarray((pixels + noise).clip(0, 255).astype(np.uint8)).save(path)
    return path


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Returns what has trainers do something before a step, or nothing any more."""
    real = {trainer: trainer.step for trainer in (DeformableTrainer, SuperResolveTrainer)}

    def at(step: int | None = None, how: Callable[[], None] = lambda: None) -> None:
        for trainer, own in real.items():

            def stepping(self: Any, own: Any = own) -> dict[str, float]:
                if self.step_count == step:
                    how()
                return own(self)

            monkeypatch.setattr(trainer, "step", stepping)

    return at


def term() -> None:
    signal.raise_signal(signal.SIGTERM)


def power_cut() -> None:
    raise PowerCut


def run(*words: object) -> int:
    return main(["run", *map(str, words)])


def metrics(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "metrics.json").read_text())


def assert_same(one: Path, other: Path) -> None:
    """Everything but the times is the same, to the last byte of the arrays."""
    first, second = (
        {key: value for key, value in metrics(each).items() if key not in TIMES} for each in (one, other)
    )
    assert first == second
    assert not [each for each in one.iterdir() if each.name.startswith(".") or each.name == CHECKPOINT]
    for name in first["files"]:
        assert (one / name).read_bytes() == (other / name).read_bytes()


@pytest.mark.parametrize(
    "what",
    [
        ("--lab", "deformable", "--compare", "free", "--learn", "both", "--layers", "2"),
        ("--lab", "deformable", "--task", "rectify"),
        ("--lab", "subpixel", "--upsamplers", "dysample,transposed-k3,bicubic"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("how", [term, power_cut])
def test_a_run_that_was_cut_short_reaches_the_same(
    what: tuple[str, ...],
    how: Callable[[], None],
    photo: Path,
    tmp_path: Path,
    cut: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    options = (*what, "--source", photo, "--steps", "26", *SMALL)
    assert run(*options, "--out", whole) == 0
    monkeypatch.setattr(checkpoints, "EVERY_SECONDS", 0.0)
    cut(11, how)
    if how is term:
        assert run(*options, "--out", out) == 130
        assert (
            f"ended early, after 12 of 26 steps; vizapp run --resume --out {out} goes on" in capsys.readouterr().err
        )
        assert metrics(out)["ending"] == "interrupted"
    else:
        with pytest.raises(PowerCut):
            run(*options, "--out", out)
        assert not (out / "metrics.json").exists()
    cut(21, how)
    if how is term:
        assert run("--resume", "--out", out) == 130
    else:
        with pytest.raises(PowerCut):
            run("--resume", "--out", out)
    cut()
    assert run(*options, "--resume", "--out", out) == 0
    assert "from step " in capsys.readouterr().err
    assert_same(out, whole)
    steps = metrics(out)["resumed"]
    assert steps == [12, 22] if how is term else 0 < steps[0] <= 11 < steps[1] <= 21
    assert metrics(out)["seconds"] > 0


def test_an_experiment_from_a_file_is_gone_on_with(
    tmp_path: Path, cut: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    whole, out, saved, again = (tmp_path / name for name in ("whole", "out", "whole.vizapp", "again.vizapp"))
    options = (OF_THE_PRESENT_VERSION, "--steps", "9", "--device", "cpu")
    assert run(*options, "--out", whole, "--save", saved) == 0
    done = metrics(whole)["steps"]
    cut(done - 4, term)
    assert run(*options, "--out", out, "--save", again) == 130
    cut()
    assert run("--resume", "--out", out) == 2
    assert f"the run in {out} was begun with --save FILE; give it again" in capsys.readouterr().err
    assert run("--resume", "--out", out, "--save", again) == 0
    assert_same(out, whole)
    timed = metrics(out)["steps_per_second"] * metrics(out)["seconds"]
    assert timed == pytest.approx(9), "of the steps of this run, before the cut and after it"
    with zipfile.ZipFile(saved) as one, zipfile.ZipFile(again) as other:
        for name in ("states.safetensors", "curves.safetensors", "curves.json"):
            assert one.read(name) == other.read(name), name


def test_seeds_that_are_done_are_kept_and_the_one_under_way_begins_again(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    options = ("--lab", "subpixel", "--source", photo, "--steps", "6", "--seeds", "4", *SMALL)
    assert run(*options, "--out", whole) == 0
    real, steps = SuperResolveTrainer.step, 0

    def stepping(self: Any) -> dict[str, float]:
        nonlocal steps
        steps += 1
        if steps == 15:
            term()
        return real(self)

    monkeypatch.setattr(SuperResolveTrainer, "step", stepping)
    assert run(*options, "--out", out) == 130
    assert "ended early, after 2 of 4 seeds; vizapp run --resume" in capsys.readouterr().err
    steps = 100
    assert run("--resume", "--out", out) == 0
    assert steps == 112, "two seeds were left"
    assert_same(out, whole)


def test_a_training_that_diverges_goes_back_to_the_same_step(
    photo: Path, tmp_path: Path, cut: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    options = ("--lab", "deformable", "--source", photo, "--steps", "60", *SMALL)
    real = DeformableTrainer.step

    def diverging(self: DeformableTrainer) -> dict[str, float]:
        if self.step_count == 28:
            term()
        if self.step_count == 47:
            with torch.no_grad():
                next(self.learner.layer.branch.parameters())[0] = torch.nan
        return real(self)

    with monkeypatch.context() as patched:
        patched.setattr(
            DeformableTrainer, "step", lambda self: diverging(self) if self.step_count != 28 else real(self)
        )
        assert run(*options, "--out", whole) == 1
        patched.setattr(DeformableTrainer, "step", diverging)
        assert run(*options, "--out", out) == 130
        assert run("--resume", "--out", out) == 1
    assert metrics(whole)["kept_step"] == 40
    assert_same(out, whole)


@pytest.fixture
def stopped(photo: Path, tmp_path: Path, cut: Callable[..., None]) -> Path:
    """The folder of a run that was ended early."""
    out = tmp_path / "out"
    cut(2, term)
    assert run("--lab", "deformable", "--source", photo, "--steps", "6", *SMALL, "--out", out) == 130
    cut()
    return out


def with_run(checkpoint: bytes, changes: Any) -> bytes:
    """Return a checkpoint whose run has other fields, or is something else."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(checkpoint)) as old, zipfile.ZipFile(content, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "run.json":
                run = json.loads(part)
                assert isinstance(run, dict)
                part = json.dumps({**run, **changes} if changes else []).encode()
            new.writestr(info, part)
    return content.getvalue()


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--steps", "7"), "--steps was 6 and is 7;"),
        (
            ("--steps", "6", "--learning-rate", "0.5"),
            f"--learning-rate was {DeformableSpec().learning_rate} and is 0.5;",
        ),
        (("--steps", "6", "--seed", "3", "--figures"), "--seed was 0 and is 3, --figures was nothing and is png;"),
        (("--steps", "6", "--task", "hidden-taps"), "--task was hidden-rule and is hidden-taps;"),
    ],
)
def test_other_options_are_refused(
    options: tuple[str, ...], says: str, stopped: Path, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (stopped / CHECKPOINT).read_bytes()
    said(capsys)
    assert run("--lab", "deformable", "--source", photo, *options, *SMALL, "--resume", "--out", stopped) == 2
    assert f"vizapp run: the run in {stopped} was begun with other options: {says}" in (told := said(capsys))
    assert told.count("\n") == 1
    assert (stopped / CHECKPOINT).read_bytes() == before


def test_options_that_only_the_checkpoint_holds_are_refused_in_one_sentence(
    stopped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--resume", "--out", stopped, "--steps", "6", "--seed=1")
    assert ended.value.code == 2
    last = said(capsys).splitlines()[-1]
    assert "--steps 6 --seed=1: the checkpoint holds all other options; leave them out, or give all of them" in last


def test_another_source_is_refused(stopped: Path, photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = photo.with_name("other.png")
    Image.new("RGB", (72, 60)).save(other)
    said(capsys)
    assert run("--lab", "deformable", "--source", other, "--steps", 6, *SMALL, "--resume", "--out", stopped) == 2
    assert f"--source was {photo} and is {other};" in said(capsys)
    photo.write_bytes(other.read_bytes())
    assert run("--resume", "--out", stopped) == 2
    assert f"{photo}, which the run in {stopped} was begun with, is not there or was changed since" in said(capsys)


def test_where_there_is_nothing_to_go_on_with(stopped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--resume", "--out", stopped / "nowhere") == 2
    assert "holds no checkpoint that --resume could go on with" in said(capsys)
    assert not (stopped / "nowhere").exists()
    assert run("--resume", "--out", stopped) == 0
    assert not (stopped / CHECKPOINT).exists()
    said(capsys)
    assert run("--resume", "--out", stopped) == 2
    assert f"{stopped} holds the results of a run and no checkpoint; there is nothing that --resume" in said(capsys)


def test_a_new_run_says_what_it_replaces(stopped: Path, photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--lab", "subpixel", "--source", photo, "--steps", "1", *SMALL, "--out", stopped) == 0
    assert f"{stopped / CHECKPOINT} is of a run that has not come to its end" in said(capsys)
    assert not (stopped / CHECKPOINT).exists()
    assert metrics(stopped)["lab"] == "subpixel"


def test_the_checkpoint_is_read_as_a_stranger_s(
    stopped: Path, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = stopped / CHECKPOINT
    good = path.read_bytes()
    path.write_bytes(good[: len(good) // 2])
    assert run("--resume", "--out", stopped) == 2
    assert f"the checkpoint {path} is damaged or is none; leave out --resume to begin anew." in said(capsys)
    path.write_bytes(OF_THE_PRESENT_VERSION.read_bytes())
    assert run("--resume", "--out", stopped) == 2
    assert f"{path} is no checkpoint of a run; remove it to begin one." in said(capsys)
    for wrong in ({"steps": -1}, {"steps": 10**9}, {"figures": ["exe"]}, {"out": "/etc"}, None):
        path.write_bytes(with_run(good, wrong))
        assert run("--resume", "--out", stopped) == 2
        told = said(capsys)
        assert f"the checkpoint {path} is damaged or is none" in told or f"{path} is no checkpoint of a run" in told
    path.write_bytes(good)
    assert run("--resume", "--out", stopped, "--enlarge", tmp_path / "a.png") == 2
    assert "was begun without --enlarge; leave it out." in said(capsys)


def test_a_signal_before_the_first_step_leaves_everything_as_it_was(
    stopped: Path, photo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in stopped.iterdir()}
    from vizapp.run import carrying_out

    real = carrying_out.announce
    monkeypatch.setattr(carrying_out, "announce", lambda *what: (real(*what), term()))
    assert run("--lab", "deformable", "--source", photo, "--steps", "6", *SMALL, "--out", stopped) == 130
    assert "ended before the first step; the results of an earlier run are still in" in said(capsys)
    assert {path.name: path.read_bytes() for path in stopped.iterdir()} == before


def test_metrics_name_the_files_as_they_were_given(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = ("--source", "./photo.png", "--unseen", f"file://{photo}")
    assert run("--lab", "deformable", *given, "--steps", 1, *SMALL, "--out", "out") == 0
    found = metrics(tmp_path / "out")
    assert found["given"] == {"source": "./photo.png", "unseen": f"file://{photo}"}
    assert (found["source"], found["unseen"]) == ("photo.png", "photo.png")
    assert (
        run("--lab", "subpixel", "--judge", "photo.png", "--source", photo, "--steps", 1, *SMALL, "--out", "out") == 0
    )
    assert metrics(tmp_path / "out")["given"] == {"judge": "photo.png", "source": str(photo)}


def test_two_runs_do_not_write_into_one_folder(stopped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fcntl = pytest.importorskip("fcntl")
    handle = os.open(stopped, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert run("--resume", "--out", stopped) == 2
    finally:
        os.close(handle)
    assert f"another vizapp run writes into {stopped}" in said(capsys)


def test_a_reader_that_is_ended_by_the_same_signal_is_no_bad_input(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended_too(*_: object) -> None:
        term()
        raise BadInputError("photo.png could not be read: the reading process ended")

    monkeypatch.setattr("vizapp.run.setting_up.read", ended_too)
    assert run("--lab", "deformable", "--source", photo, *SMALL, "--out", tmp_path / "out") == 130
    assert said(capsys) == "vizapp run: ended before the first step\n"
