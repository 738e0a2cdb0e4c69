from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from msgspec.structs import replace
from PIL import Image

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenRuleSpec, HiddenTapsSpec
from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.text import from_builtins
from vizapp.labs.base import DivergedError, TrainerState
from vizapp.labs.deformable.trainer import DeformableTrainer
from vizapp.run import experiments, training
from vizapp.run import options as run_options
from vizapp.run.experiments import experiment_of
from vizapp.run.options import add_arguments
from vizapp.run.progress_line import ProgressLine
from vizapp.run.results_folder import StagedResults
from vizapp.run.stop_flag import stop_flag
from vizapp.run.training_steps import train


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a picture of overlapping waves in colour, 96×120."""
    rows, columns = np.mgrid[:96, :120] / 7
    waves = [np.sin(rows * a + columns * b + a) for a, b in ((1, 0.3), (0.4, 1.1), (1.3, -0.7))]
    pixels = (np.stack(waves, 2) * 100 + 127 + np.random.default_rng(0).normal(0, 9, (96, 120, 3))).clip(0, 255)
    path = tmp_path / "waves.png"
    Image.fromarray(pixels.astype(np.uint8)).save(path)
    return path


def _options(*arguments: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    run_options.add_arguments(parser)
    return parser.parse_args([str(each) for each in (*arguments, "--device", "cpu")])


def _run(*arguments: str | Path) -> int:
    return training.run(_options(*arguments))


def _metrics(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "metrics.json").read_text())


def test_deformable_results(photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    small = ("--working-size", "48", "--kernel-size", "3", "--stride", "2")
    assert _run("--lab", "deformable", "--source", photo, "--steps", "12", "--seed", "4", *small, "--out", out) == 0
    metrics = _metrics(out)
    assert metrics["lab"] == "deformable"
    assert metrics["task"] == "hidden-rule"
    assert metrics["source"] == "waves.png"
    assert (metrics["seed"], metrics["device"], metrics["steps"]) == (4, "cpu", 12)
    assert isinstance(metrics["loss"], list)
    assert isinstance(metrics["distance"], list)
    assert len(metrics["loss"]) == len(metrics["distance"]) == 12
    assert metrics["seconds"] > 0
    assert isinstance(metrics["experiment"], dict)
    assert from_builtins(metrics["experiment"]).spec_of(DeformableSpec) == DeformableSpec(stride=2)
    with np.load(out / "arrays.npz") as arrays:
        assert arrays["offsets"].shape == (1, 18, 19, 24)
        assert arrays["points"].shape == arrays["truth"].shape == (1, 1, 9, 2, 19, 24)
        distance = np.linalg.norm(arrays["points"] - arrays["truth"], axis=3).mean()
        assert distance == pytest.approx(metrics["final"]["distance"], abs=1e-4)
        assert distance < metrics["distance"][0]
        assert arrays["output"].shape == arrays["target"].shape == (1, 9, 19, 24)
        loss = ((arrays["output"] - arrays["target"]) ** 2).mean() / arrays["target"].var()
    assert metrics["final"]["loss"] == pytest.approx(loss, rel=1e-3)
    (described,) = [each for each in metrics["metrics"] if each["name"] == "loss"]
    assert described["unit"] == "σ²"
    assert "share of σ², the variance of the target" in described["explanation"]
    for name, size in {"input": (48, 38), "output": (24, 19), "target": (24, 19), "error": (24, 19)}.items():
        with Image.open(out / f"{name}.png") as image:
            assert image.size == size
    with Image.open(out / "points.png") as image:
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20)}  # type: ignore[union-attr]  # fewer colours than that
    assert {(0x5A, 0xA9, 0xFF), (0xF0, 0xB4, 0x29)} <= colours
    assert not list(out.glob(".vizapp-*"))


def test_super_resolve_results(photo: Path, tmp_path: Path) -> None:
    assert _run("--lab", "subpixel", "--source", photo, "--steps", "11", "--out", tmp_path) == 0
    metrics = _metrics(tmp_path)
    assert metrics["task"] == "super-resolve"
    psnr = metrics["psnr"]
    assert isinstance(psnr, list)
    assert [value is not None for value in psnr] == [True, *[False] * 9, True]
    assert [value is not None for value in metrics["checkerboard"]] == [True, *[False] * 9, True]
    assert metrics["final"]["checkerboard"] > 0
    assert set(metrics["references"]) == {"bicubic"}
    assert metrics["source_notes"] == []
    column = metrics["held_out_from"]
    assert column == 79
    with np.load(tmp_path / "arrays.npz") as arrays:
        assert arrays["channels"].shape == (1, 4, 48, 60)
        assert arrays["output"].shape == (1, 3, 96, 120)
        weights = np.array([0.299, 0.587, 0.114])[:, None, None]
        held_out = [np.clip((arrays[name][0] * weights).sum(0), 0, 1)[:, column:] for name in ("output", "target")]
    reached = -10 * np.log10(np.mean((held_out[0] - held_out[1]) ** 2))
    assert metrics["final"]["psnr"] == pytest.approx(reached, abs=1e-3)
    assert psnr[-1] != pytest.approx(reached, abs=1e-3), "the last step has changed the parameters"
    names = {"input", "output", "target", "error", "difference", "bicubic", "nearest", "shuffled", "channels"}
    assert {path.stem for path in tmp_path.glob("*.png")} == names | {"waves"}


def test_the_enlarged_source_is_written_beside_the_results(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    large = tmp_path / "large.png"
    arguments = ("--lab", "subpixel", "--source", photo, "--steps", "2", "--working-size", "72")
    assert _run(*arguments, "--upscale-factor", "3", "--enlarge", large, "--out", tmp_path / "out") == 0
    assert _metrics(tmp_path / "out")["output_shape"] == [1, 57, 72]
    with Image.open(large) as image:
        assert (image.size, image.mode) == ((360, 288), "RGB")
        reduced = np.asarray(image.resize((120, 96), Image.Resampling.BOX)).astype(float)
    with Image.open(photo) as image:
        assert np.abs(reduced - np.asarray(image)).mean() < 20
    said = capsys.readouterr().err
    assert "enlarged: 100 %" in said
    assert "360 × 288 pixels" in said


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("large.jpg", "ends in .png"),
        ("out/output.png", "the name of a result"),
        ("missing/large.png", "No such file"),
        ("waves.png", "the source itself"),
        ("folder.png", "is a folder"),
    ],
)
def test_a_file_that_cannot_be_enlarged_to_is_refused_before_training(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, what: str
) -> None:
    (tmp_path / "folder.png").mkdir()
    before = photo.read_bytes()
    arguments = ("--lab", "subpixel", "--source", photo, "--steps", "2", "--out", tmp_path / "out")
    assert _run(*arguments, "--enlarge", tmp_path / name) == 2
    assert what in capsys.readouterr().err
    assert not (tmp_path / "out").exists(), "a folder that was made for nothing is gone"
    assert photo.read_bytes() == before


def test_what_another_network_has_made_is_measured(photo: Path, tmp_path: Path) -> None:
    result = tmp_path / "theirs.png"
    with Image.open(photo) as image:
        larger = np.asarray(image.resize((240, 192), Image.Resampling.BICUBIC)).astype(int)
    larger[::2, ::2] += 20
    Image.fromarray(larger.clip(0, 255).astype(np.uint8)).save(result)
    arguments = ("--lab", "subpixel", "--source", photo, "--steps", "1", "--out", tmp_path / "out")
    assert _run(*arguments, "--judge", result) == 0
    judged = _metrics(tmp_path / "out")["judged"]
    assert (judged["name"], judged["size"], judged["factor"]) == ("theirs.png", [192, 240], 2)
    assert judged["checkerboard"]["2"]["picture"] > 5 > judged["checkerboard"]["2"]["source"]
    assert judged["psnr"] > 20


@pytest.mark.parametrize(
    ("size", "task", "what"), [((121, 96), (), "as large"), ((120, 96), ("--task", "shuffle"), "not apply")]
)
def test_what_cannot_be_judged_is_refused_before_training(
    photo: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    size: tuple[int, int],
    task: tuple[str, ...],
    what: str,
) -> None:
    result = tmp_path / "theirs.png"
    Image.new("RGB", size).save(result)
    assert _run("--lab", "subpixel", *task, "--source", photo, "--judge", result, "--out", tmp_path / "out") == 2
    assert what in capsys.readouterr().err


def test_a_task_that_enlarges_nothing_says_so(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--lab", "subpixel", "--task", "shuffle", "--source", photo, "--out", tmp_path / "out")
    assert _run(*arguments, "--enlarge", tmp_path / "large.png") == 2
    assert "--enlarge does not apply to the task shuffle" in capsys.readouterr().err


@pytest.mark.parametrize("lab", ["deformable", "subpixel"])
def test_the_final_loss_is_what_the_next_step_would_measure(photo: Path, tmp_path: Path, lab: str) -> None:
    arguments = ("--lab", lab, "--source", photo, "--working-size", "64")
    assert _run(*arguments, "--steps", "3", "--out", tmp_path / "three") == 0
    assert _run(*arguments, "--steps", "4", "--out", tmp_path / "four") == 0
    final, series = (_metrics(tmp_path / name) for name in ("three", "four"))
    assert final["final"]["loss"] == pytest.approx(series["loss"][3], rel=1e-5)


@pytest.mark.parametrize("task", ["hidden-rule", "hidden-taps"])
def test_every_array_is_listed_in_the_readme(task: str, photo: Path, tmp_path: Path) -> None:
    what = ("--lab", "deformable", "--task", task, "--learn", "both")
    assert _run(*what, "--source", photo, "--steps", "1", "--out", tmp_path) == 0
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    with np.load(tmp_path / "arrays.npz") as arrays:
        assert {"hidden-rule": "rule", "hidden-taps": "shifts"}[task] in arrays
        assert "learned_kernel" in arrays
        _require_listed(arrays, readme)


def test_the_arrays_of_tasks_that_decide_the_kernel_are_listed_too(photo: Path, tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for task, own in (("rectify", "counts"), ("scaled-shapes", "layer_input")):
        out = tmp_path / task
        assert _run("--task", task, "--lab", "deformable", "--source", photo, "--steps", "1", "--out", out) == 0
        with np.load(out / "arrays.npz") as arrays:
            assert own in arrays
            _require_listed(arrays, readme)


def _require_listed(names: Iterable[str], readme: str) -> None:
    """Require that the names stand in the README; those of an unseen picture or a network by how they begin."""
    starts = [start for start in ("unseen_", "network_", "offsets_") if f"`{start}`" in readme]
    missing = [name for name in names if f"`{name}`" not in readme and not name.startswith(tuple(starts))]
    assert missing == []


@pytest.mark.parametrize(
    ("option", "value", "task"),
    [
        ("--kernel-size", "5", "rectify"),
        ("--padding", "1", "rectify"),
        ("--offset-groups", "3", "rectify"),
        ("--modulation", "sigmoid", "rectify"),
        ("--learn", "both", "rectify"),
        ("--branch", "free", "scaled-shapes"),
        ("--compare", "none", "scaled-shapes"),
        ("--unseen", "other.png", "scaled-shapes"),
        ("--warp", "swirl", "hidden-rule"),
    ],
)
def test_options_without_effect_on_the_task_are_refused(
    option: str, value: str, task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("--lab", "deformable", "--task", task, option, value, "--out", tmp_path) == 2
    assert f"{option} does not apply to the task {task}; leave it out." in capsys.readouterr().err


def test_hidden_taps_are_still_looked_for(photo: Path, tmp_path: Path) -> None:
    what = ("--lab", "deformable", "--task", "hidden-taps", "--working-size", "48")
    assert _run(*what, "--source", photo, "--steps", "3", "--out", tmp_path) == 0
    metrics = _metrics(tmp_path)
    assert metrics["task"] == "hidden-taps"
    assert from_builtins(metrics["experiment"]).spec_of(DeformableSpec) == DeformableSpec(task=HiddenTapsSpec())
    with np.load(tmp_path / "arrays.npz") as arrays:
        hidden = arrays["truth"] - arrays["points"] + arrays["offsets"].reshape(1, 1, 9, 2, 38, 48)
        assert np.abs(hidden - arrays["shifts"].reshape(1, 1, 9, 2, 1, 1)).max() < 1e-4


def test_layers_that_are_compared_have_lists_of_their_own(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    what = ("--lab", "deformable", "--task", "hidden-rule", "--compare", "free,none", "--working-size", "48")
    assert _run(*what, "--source", photo, "--steps", "6", "--out", tmp_path) == 0
    metrics = _metrics(tmp_path)
    each = ("loss", "distance", "unseen_loss", "unseen_distance")
    names = ["loss", "distance", "worst_tap", "unseen_loss", "unseen_distance"]
    names += [f"{run}_{name}" for run in ("free", "none") for name in each]
    assert [metric["name"] for metric in metrics["metrics"]] == names
    assert [metric["run"] for metric in metrics["metrics"]] == [*[""] * 5, *["free"] * 4, *["none"] * 4]
    assert all(metric["unseen"] == ("unseen" in metric["name"]) for metric in metrics["metrics"])
    assert sorted(metrics["final"]) == sorted(names)
    assert all(len(metrics[name]) == 6 for name in names)
    assert all((None in metrics[name]) == ("unseen" in name) for name in names)  # tried at every tenth step
    assert metrics["loss"][0] == metrics["free_loss"][0] == metrics["none_loss"][0]
    assert metrics["final"]["loss"] < metrics["none_loss"][0] == metrics["final"]["none_loss"]
    assert metrics["final"]["free_loss"] < metrics["none_loss"][0]
    assert from_builtins(metrics["experiment"]).spec_of(DeformableSpec) == DeformableSpec(compared=("free", "none"))
    assert "free_distance" in capsys.readouterr().err


@pytest.mark.parametrize("learn", ["offsets", "kernel", "both"])
def test_what_is_learned_is_kept(learn: str, photo: Path, tmp_path: Path) -> None:
    what = ("--lab", "deformable", "--learn", learn, "--working-size", "48", "--source", photo, "--out", tmp_path)
    assert _run(*what, "--steps", "4") == 0
    metrics = _metrics(tmp_path)
    assert metrics["parameters"] == {"offsets": 504, "kernel": 243, "both": 747}[learn]
    assert metrics["final"]["loss"] < metrics["loss"][0]
    with np.load(tmp_path / "arrays.npz") as arrays:
        assert ("learned_kernel" in arrays) == (learn != "offsets")
        assert arrays["offsets"].any() == (learn != "kernel")


@pytest.mark.parametrize(
    ("arguments", "spec"),
    [
        (("--branch", "free"), DeformableSpec(branch=replace(HiddenRuleSpec.branch, kind="free"))),
        (
            ("--task", "hidden-taps", "--branch", "none", "--compare", "conv", "--learn", "kernel"),
            DeformableSpec(
                task=HiddenTapsSpec(),
                branch=replace(HiddenTapsSpec.branch, kind="none"),
                compared=("conv",),
                learns="kernel",
            ),
        ),
        (("--compare", "none,free"), DeformableSpec(compared=("none", "free"))),
    ],
)
def test_the_options_about_the_layer_are_settings_of_it(arguments: tuple[str, ...], spec: DeformableSpec) -> None:
    assert experiments.experiment_of(_options("--lab", "deformable", *arguments, "--out", "x")).spec == spec


def test_nothing_is_written_unless_everything_is_computed(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    arguments = ("--lab", "deformable", "--source", photo, "--steps", "1", "--working-size", "32", "--out", out)
    assert _run(*arguments) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def fail(*_: object) -> None:
        raise RuntimeError("the last picture cannot be drawn")

    monkeypatch.setattr("vizapp.run.results.draw_unit", fail)
    with pytest.raises(RuntimeError, match="the last picture"):
        _run(*arguments, "--seed", "5")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_axes_are_guessed_told_and_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    np.save(tmp_path / "a.npy", np.random.default_rng(0).random((32, 32, 4)))
    arguments = ("--lab", "subpixel", "--task", "shuffle", "--source", tmp_path / "a.npy", "--out", tmp_path / "out")
    assert _run(*arguments) == 0
    assert "shape (32, 32, 4) read as rows, columns, channels" in _metrics(tmp_path / "out")["source_notes"]
    assert "--axes CHW reads it the other way" in capsys.readouterr().err
    assert _metrics(tmp_path / "out")["input_shape"] == [4, 32, 32]
    assert _run(*arguments, "--axes", "CHW") == 0
    assert _metrics(tmp_path / "out")["input_shape"] == [32, 32, 4]
    assert _run("--lab", "deformable", "--axes", "CHW", "--out", tmp_path / "other") == 2
    assert "--axes needs a --source" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
def test_a_source_whose_name_is_no_text(photo: Path, tmp_path: Path) -> None:
    odd = photo.rename(tmp_path / os.fsdecode(b"r\xff.png"))
    out = tmp_path / "out"
    assert _run("--lab", "deformable", "--source", odd, "--steps", "1", "--working-size", "32", "--out", out) == 0
    metrics = _metrics(out)
    assert metrics["source"] == "r\N{REPLACEMENT CHARACTER}.png"
    assert str(metrics["experiment"]["source"]["location"]).endswith("/r%FF.png")


@pytest.mark.skipif(sys.platform == "win32", reason="addresses name shares there")
@pytest.mark.parametrize("host", ["", "localhost"])
def test_a_source_may_be_named_by_its_address(host: str, photo: Path, tmp_path: Path) -> None:
    named = photo.rename(tmp_path / "a b.png")
    address = f"file://{host}{named.as_uri().removeprefix('file://')}"
    options = _options("--lab", "deformable", "--source", address, "--unseen", address, "--out", tmp_path / "out")
    experiment = experiments.experiment_of(options)
    assert experiment.source.location == str(named)
    assert experiment.unseen is not None
    assert experiment.unseen.location == str(named)


def test_the_address_of_another_computer_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _options("--lab", "deformable", "--source", "file://printer.example/a.png", "--out", tmp_path / "out")
    assert "is on the computer printer.example; copy the file to this computer first" in capsys.readouterr().err


def test_overlap_results(tmp_path: Path) -> None:
    assert _run("--lab", "subpixel", "--task", "overlap", "--out", tmp_path) == 0
    metrics = _metrics(tmp_path)
    assert metrics["task"] == "overlap"
    assert metrics["metrics"] == []
    with np.load(tmp_path / "arrays.npz") as arrays:
        assert set(arrays["output"][0, 0, 1:-1, 1:-1].flat) == {1, 2, 4}
    assert {path.stem for path in tmp_path.glob("*.png")} == {"input", "output"}


def test_shuffle_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = np.arange(108, dtype=np.float32).reshape(12, 3, 3)
    np.savez(tmp_path / "maps.npz", first=values, second=values * 2)
    arguments = ("--lab", "subpixel", "--task", "shuffle", "--source", tmp_path / "maps.npz")
    out = tmp_path / "out"
    assert _run(*arguments, "--array", "second", "--order", "DCR", "--out", out) == 0
    assert _metrics(out)["loss"] == []
    with np.load(out / "arrays.npz") as arrays:
        assert arrays["output"][0, 0, 0].tolist() == [0, 54, 2, 56, 4, 58]
        assert not arrays["displaced"].any()
    capsys.readouterr()
    assert _run(*arguments, "--out", out) == 2
    assert "maps.npz holds 2 arrays; choose one by --array NAME: 'first', 'second'." in capsys.readouterr().err


def test_what_was_done_to_the_source_is_said_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = np.arange(3 * 4 * 2 * 5, dtype=np.float64).reshape(3, 4, 2, 5) / 7
    batch[0, 0, 0, :3] = np.nan
    batch[0, 3, 1, 4] = np.inf
    np.save(tmp_path / "batch.npy", batch)
    out = tmp_path / "out"
    assert _run("--lab", "subpixel", "--task", "shuffle", "--source", tmp_path / "batch.npy", "--out", out) == 0
    notes = [
        "first of 3 items in the batch",
        "float64 rounded to float32",
        "NaN: 3 of 40 values",
        "infinite: 1 of 40 values",
    ]
    metrics = _metrics(out)
    assert metrics["source_notes"] == notes
    assert metrics["held_out_from"] is None
    assert capsys.readouterr().err.splitlines()[1:5] == [f"source: {note}" for note in notes]


def test_what_the_lab_does_to_the_source_is_said_and_kept(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--source", photo, "--working-size", "101", "--steps", "1", "--out", tmp_path / "out")
    assert _run("--lab", "subpixel", *arguments) == 0
    note = "Reduced from 120 × 96 to 101 × 81 pixels. Cut to 100 × 80 pixels, multiples of 2."
    note += " The networks read its luma, reduced by 2 (antialiased bicubic)."
    assert _metrics(tmp_path / "out")["note"] == note
    assert capsys.readouterr().err.splitlines()[1] == note


def test_help_says_what_the_numbers_by_step_are() -> None:
    parser = argparse.ArgumentParser()
    run_options.add_arguments(parser)
    said = " ".join(parser.format_help().split())
    assert "every tenth step" in said
    assert "before its step changed the parameters" in said


def test_the_same_seed_gives_the_same_numbers(photo: Path, tmp_path: Path) -> None:
    losses = []
    for seed in ("1", "1", "2"):
        arguments = ("--source", photo, "--steps", "4", "--working-size", "32", "--seed", seed)
        assert _run("--lab", "deformable", *arguments, "--out", tmp_path) == 0
        losses.append(_metrics(tmp_path)["loss"])
    assert losses[0] == losses[1]
    assert losses[0] != losses[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--lab", "deformable", "--source", "missing.png"], "missing.png"),
        (["--lab", "deformable", "--task", "shuffle"], "does not belong to --lab deformable"),
        (["--lab", "deformable", "--steps", "-1"], "--steps is -1"),
        (
            ["--lab", "deformable", "--working-size", "5"],
            "--working-size is 5; for hidden-rule it must be a number from 16 to 1024",
        ),
        (
            ["--lab", "deformable", "--dilation", "9"],
            "--dilation is 9; for hidden-rule it must be a number from 1 to 8",
        ),
        (
            ["--lab", "subpixel", "--upscale-factor", "5"],
            "--upscale-factor is 5; for super-resolve it must be a number from 2 to 4",
        ),
        (["--lab", "deformable", "--device", "cuda:77"], "does not exist on this machine"),
        (
            ["--lab", "deformable", "--device", "toaster"],
            "--device is 'toaster'; it must be auto, cpu, mps, cuda or cuda:N",
        ),
        (["--lab", "subpixel", "--working-size", "20"], "at least 16 a side"),
        (["--lab", "deformable", "--upscale-factor", "2"], "--upscale-factor does not apply to the task hidden-rule"),
        (["--lab", "subpixel", "--kernel-size", "3"], "--kernel-size does not apply to the task super-resolve"),
        (["--lab", "subpixel", "--task", "shuffle", "--steps", "5"], "--steps does not apply to the task shuffle"),
        (["--lab", "deformable", "--learning-rate", "nan"], "--learning-rate is nan; it must be greater than 0"),
        (["--lab", "deformable", "--array", "a"], "--array needs a --source"),
        (
            ["--lab", "deformable", "--compare", "free,tree"],
            "--compare is 'free,tree'; beside --branch conv it must be position, free, none or position,free,none.",
        ),
        (
            ["--lab", "deformable", "--branch", "free", "--compare", "free"],
            "--compare is 'free'; beside --branch free it must be conv, position, none or conv,position,none.",
        ),
        (["--lab", "deformable", "--compare", "none,none"], "--compare is 'none,none'"),
        (["--lab", "deformable", "--compare", ""], "--compare is ''"),
        (["--lab", "subpixel", "--compare", "free"], "--compare does not apply to the task super-resolve"),
        (["--lab", "subpixel", "--branch", "free"], "--branch does not apply to the task super-resolve"),
        (["--lab", "subpixel", "--learn", "both"], "--learn does not apply to the task super-resolve"),
    ],
    ids=[
        "source",
        "task",
        "steps",
        "size",
        "dilation",
        "factor",
        "cuda",
        "device",
        "lab",
        "alien",
        "alien2",
        "alien3",
        "rate",
        "array",
        "compared",
        "compared with itself",
        "compared twice",
        "compared with nothing",
        "alien4",
        "alien5",
        "alien6",
    ],
)
def test_bad_input_is_one_sentence(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    run_options.add_arguments(parser)
    options = parser.parse_args([*arguments, "--out", str(tmp_path / "out")])
    assert training.run(options) == 2
    error = capsys.readouterr().err
    assert error.startswith("vizapp run: ")
    assert error.count("\n") == 1
    assert any(part in error for part in message.split("|"))
    assert not (tmp_path / "out" / "metrics.json").exists()


def test_an_output_folder_that_cannot_be_written_is_said_before_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert _run("--lab", "deformable", "--steps", "1000000", "--out", tmp_path / "file" / "out") == 2
    assert "cannot be written: Not a directory" in capsys.readouterr().err


def test_an_output_folder_that_is_a_file_or_nothing_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert _run("--lab", "deformable", "--out", tmp_path / "file") == 2
    assert "is a file; name a folder" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        _run("--lab", "deformable", "--out", "")
    assert "a folder was expected" in capsys.readouterr().err


@pytest.mark.parametrize("failure", ["nan", "memory", "lost"])
def test_a_training_that_fails_leaves_what_it_has(
    failure: str, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real_step = DeformableTrainer.step

    def failing_step(trainer: DeformableTrainer) -> dict[str, float]:
        if trainer.step_count == 3 and failure == "nan":
            with torch.no_grad():
                next(reversed(list(trainer.learner.layer.branch.parameters())))[0] = torch.nan
        if trainer.step_count == 3 and failure == "memory":
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes")
        return real_step(trainer)

    monkeypatch.setattr(DeformableTrainer, "step", failing_step)
    (tmp_path / "bicubic.png").touch()
    # The rule's branch is bounded: its points cannot leave the image.
    rate = ("--task", "hidden-taps", "--learning-rate", "10") if failure == "lost" else ()
    arguments = ("--lab", "deformable", "--source", photo, "--steps", "20", "--working-size", "32", *rate)
    assert _run(*arguments, "--out", tmp_path) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    expected = {
        "nan": "Training diverged at step 4: the offsets are not finite; lower the learning rate.",
        "memory": "for training step 4; choose a smaller working size.",
        "lost": "the points have left the image, where nothing pulls them back; lower the learning rate.",
    }
    assert last.startswith("vizapp run: ")
    assert last.endswith(expected[failure])
    metrics = _metrics(tmp_path)
    assert metrics["ending"] == ("out of memory" if failure == "memory" else "diverged")
    assert metrics["steps"] == len(metrics["loss"]) > 0
    with np.load(tmp_path / "arrays.npz") as arrays:
        assert {"input", "kernel", "truth", "shifts" if failure == "lost" else "rule", "target"} <= set(arrays)
        assert np.isfinite(arrays["output"]).all()  # of the last good step
    assert (tmp_path / "input.png").exists()
    assert (tmp_path / "output.png").exists()
    assert metrics["kept_step"] == (3 if failure == "memory" else 0)
    assert not (tmp_path / "bicubic.png").exists()


def test_a_training_that_runs_away_does_not_end_as_if_it_were_well(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real_step = DeformableTrainer.step

    def straying_step(trainer: DeformableTrainer) -> dict[str, float]:
        measured = real_step(trainer)
        return measured | {"loss": 4.46 if trainer.step_count == 1 else 5e4}

    arguments = ("--lab", "deformable", "--source", photo, "--working-size", "32", "--out", tmp_path)
    assert _run(*arguments, "--steps", "23") == 0
    assert capsys.readouterr().err.splitlines()[-1].endswith(f"results are in {tmp_path}")
    monkeypatch.setattr(DeformableTrainer, "step", straying_step)
    real_measures = DeformableTrainer.measures
    monkeypatch.setattr(DeformableTrainer, "measures", lambda trainer: real_measures(trainer) | {"loss": 6e4})
    assert _run(*arguments, "--steps", "23", "--learning-rate", "2.5") == 0
    assert capsys.readouterr().err.splitlines()[-1] == (
        "vizapp run: Training has run away: the loss is 6e+04 in the end, and was 4.46 at the start; lower the "
        "learning rate, which is 2.5."
    )


def test_results_of_another_lab_do_not_stay(photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    size = ("--source", photo, "--working-size", "48", "--steps", "1", "--out", out)
    assert _run("--lab", "deformable", *size) == 0
    (out / "notes.txt").touch()
    assert _run("--lab", "subpixel", *size) == 0
    assert not (out / "points.png").exists()
    assert (out / "notes.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
@pytest.mark.parametrize("way", ["plain", "dotted", "symbolic folder", "symbolic file", "hard link"])
def test_a_source_is_not_overwritten_by_a_result(
    way: str, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    result = photo.rename(out / "target.png")
    source = {"plain": result, "dotted": out / ".." / "out" / "target.png"}.get(way, tmp_path / "mine.png")
    if way == "symbolic folder":
        (tmp_path / "link").symlink_to(out)
        source = tmp_path / "link" / "target.png"
    elif way == "symbolic file":
        source.symlink_to(result)
    elif way == "hard link":
        source.hardlink_to(result)
    before = source.read_bytes()
    assert _run("--lab", "deformable", "--source", source, "--steps", "1", "--out", out) == 2
    error = capsys.readouterr().err
    assert f"--source {source} would be replaced by the result target.png" in error
    assert error.count("\n") == 1
    assert source.read_bytes() == before
    assert [path.name for path in out.iterdir()] == ["target.png"]


def test_a_source_that_would_be_overwritten_is_refused_before_torch_is_imported(photo: Path) -> None:
    source = photo.rename(photo.with_name("input.png"))
    code = (
        "import sys; from vizapp.cli import main; "
        "print(main(['run', '--lab', 'deformable', '--source', sys.argv[1], '--out', sys.argv[2]]), "
        "'torch' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, source, source.parent], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "2 False", result.stderr


def test_a_failed_write_leaves_the_older_results_and_no_litter(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ("--lab", "deformable", "--source", photo, "--working-size", "32", "--out", out)
    assert _run(*arguments, "--steps", "1") == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(StagedResults, "write", full_disk)
    monkeypatch.setattr("vizapp.keeping.writing.written", full_disk)
    capsys.readouterr()
    assert _run(*arguments, "--steps", "2") == 1
    why, standing = "No space left on device", f"the results of an earlier run are still in {out}"
    assert capsys.readouterr().err.splitlines()[-2:] == [
        f"vizapp run: the checkpoint {out / 'checkpoint.vizapp'} cannot be written: {why}",
        f"vizapp run: the results cannot be written to {out}: {why}; {standing}",
    ]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


class _Scripted:
    """A trainer whose steps measure what they are told to."""

    def __init__(self, losses: list[float | Exception]) -> None:
        self._losses = iter(losses)
        self.step_count = 0

    def step(self) -> dict[str, float]:
        loss = next(self._losses)
        if isinstance(loss, Exception):
            raise loss
        self.step_count += 1
        return {"loss": loss, "psnr": 1.0}

    def measures(self) -> dict[str, float]:
        return {}

    def final_measures(self) -> dict[str, float]:
        return {}

    def state(self) -> TrainerState:
        return {"step_count": self.step_count}

    def restore(self, state: TrainerState) -> None:
        self.step_count = state["step_count"]


@pytest.mark.parametrize(
    ("losses", "kept", "sentence"),
    [
        ([1.0, float("nan"), 2.0], 2, "at step 2: the loss is not finite; lower the learning rate."),
        (
            [1.0, DivergedError("training.offsets-not-finite")],
            1,
            "at step 2: the offsets are not finite; lower the learning rate.",
        ),
    ],
)
def test_numbers_that_leave_the_finite_ones_end_the_training(
    losses: list[float | Exception], kept: int, sentence: str
) -> None:
    trainer = _Scripted(losses)
    training = train(trainer, "CPU", 5, lambda: False, lambda *_: None)
    assert trainer.step_count == (0 if isinstance(losses[-1], Exception) else kept), "the last state that was kept"
    assert training.ending == "diverged"
    assert training.sentence.endswith(sentence)
    assert len(training.series["loss"]) == len(training.series["psnr"]) == kept


def test_stopping_keeps_what_was_done() -> None:
    answers = iter([False, False, True])
    training = train(_Scripted([1.0, 2.0, 3.0]), "CPU", 3, lambda: next(answers), lambda *_: None)
    assert training.ending == "interrupted"
    assert training.series["loss"] == [1.0, 2.0]


def test_a_measure_that_passes_its_value_ends_the_run(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    small = ("--lab", "deformable", "--source", photo, "--working-size", "48", "--steps", "60", "--out", out)
    assert _run(*small, "--stop-when", "doctor.mean > 0.2 px") == 0
    metrics = _metrics(out)
    stopped = metrics["stopped_by"]
    assert metrics["ending"] == "stopped"
    assert {name: stopped[name] for name in ("measure", "unit", "side", "limit")} == {
        "measure": "doctor.mean", "unit": "px", "side": "above", "limit": 0.2,
    }  # fmt: skip
    assert stopped["value"] > 0.2
    assert stopped["step"] == metrics["steps"] == len(metrics["loss"]) < 60
    assert f"stopped at step {stopped['step']}: doctor.mean is " in capsys.readouterr().err
    assert from_builtins(metrics["experiment"]).spec_of(DeformableSpec).stop_when is not None


def test_a_run_that_passes_nothing_says_so(photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ("--lab", "deformable", "--source", photo, "--working-size", "32", "--steps", "2", "--out", tmp_path)
    assert _run(*small, "--stop-when", "loss<1e-6") == 0
    assert (_metrics(tmp_path)["ending"], _metrics(tmp_path)["stopped_by"]) == ("done", None)
    assert _run(*small, "--stop-when", "mean>1") == 2
    said = capsys.readouterr().err
    assert "'mean', which is not measured; choose one of: loss, distance, worst_tap, " in said
    assert "doctor.mean, doctor.largest" in said


@pytest.mark.parametrize("text", ["loss", "loss>", ">3", "loss=3", "loss>1e9", "loss>1.2.3", "a b>1"])
def test_a_watchpoint_is_a_measure_a_side_and_a_number(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _options("--lab", "deformable", "--out", "out", "--stop-when", text)
    assert "is not a measure, < or >, and a number" in capsys.readouterr().err


def test_what_trains_nothing_is_not_watched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ("--out", tmp_path / "out", "--stop-when", "loss<1")
    assert _run("--lab", "subpixel", "--task", "shuffle", *out) == 2
    assert "--stop-when does not apply to the task shuffle" in capsys.readouterr().err


def test_progress_is_a_line_for_every_tenth_where_there_is_no_terminal() -> None:
    stream = StringIO()
    line = ProgressLine(stream, 35)
    for done in range(1, 36):
        line(done, {"loss": 1 / done, "psnr": float("nan") if done % 10 else 30.0})
    line.end()
    lines = stream.getvalue().splitlines()
    assert len(lines) == 10
    assert "psnr" not in lines[0]
    assert lines[-1].startswith("35/35 steps")
    assert lines[-1].endswith("loss 0.02857  psnr 30")


def test_progress_is_a_bar_in_a_terminal() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    line = ProgressLine(stream, 1000)
    for done in range(1, 1001):
        line(done, {"loss": 1.0})
    line.end()
    drawn = stream.getvalue().split("\r")[1:]
    assert 2 <= len(drawn) < 100
    assert "░" in drawn[0]
    assert "░" not in drawn[-1]
    assert stream.getvalue().endswith("\n")


def test_the_document_says_what_the_options_say() -> None:
    experiment = experiments.experiment_of(
        _options("--lab", "subpixel", "--upscale-factor", "3", "--learning-rate", "0.01", "--out", "x")
    )
    assert isinstance(experiment, Experiment)
    assert experiment.lab == "subpixel"
    assert experiment.spec == SubpixelSpec(upscale_factor=3, learning_rate=0.01)
    assert experiment.source.kind == "sample"
    shuffled = experiments.experiment_of(_options("--lab", "subpixel", "--task", "shuffle", "--out", "x"))
    assert shuffled.spec == SubpixelSpec(task=ShuffleSpec())


def test_importing_it_does_not_import_torch() -> None:
    heavy = ("torch", "PySide6", "PIL")
    code = f"import sys, vizapp.run.training; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
@pytest.mark.slow
def test_a_terminal_that_is_gone_keeps_what_was_done(photo: Path, tmp_path: Path) -> None:
    import fcntl
    import pty
    import termios

    out, (window, terminal) = tmp_path / "out", pty.openpty()
    arguments = ["--lab", "deformable", "--source", str(photo), "--working-size", "32", "--steps", "10000"]
    process = subprocess.Popen(
        [sys.executable, "-m", "vizapp", "run", *arguments, "--device", "cpu", "--out", str(out)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(terminal)
    said = b""
    while not re.search(rb"[1-9]\d\d/10000 steps", said):
        said = (said + os.read(window, 4096))[-8192:]
    os.close(window)
    assert process.wait(60) == 130
    metrics = _metrics(out)
    assert isinstance(metrics["steps"], int)
    assert 100 <= metrics["steps"] < 10_000
    assert len(metrics["loss"]) == metrics["steps"]
    assert (out / "arrays.npz").is_file()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_what_nohup_has_started_does_not_stop_when_the_terminal_is_gone() -> None:
    before = signal.getsignal(signal.SIGHUP)
    try:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        with stop_flag() as stop:
            signal.raise_signal(signal.SIGHUP)
            assert not stop()
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
@pytest.mark.slow
def test_ctrl_c_keeps_what_was_done(photo: Path, tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "out"
    arguments = ["--lab", "deformable", "--source", str(photo), "--working-size", "32", "--steps", "10000"]
    process = subprocess.Popen(
        [sys.executable, "-m", "vizapp", "run", *arguments, "--device", "cpu", "--out", str(out)],
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("deformable, hidden-rule: waves.png")
        assert process.stderr.readline().startswith("Reduced from 120 × 96")
        assert process.stderr.readline().startswith("unseen: ")
        assert process.stderr.readline().startswith("1000/10000 steps")
        process.send_signal(number)
        rest = process.stderr.read()
    assert process.returncode == 130
    metrics = _metrics(out)
    steps = metrics["steps"]
    assert isinstance(steps, int)
    assert 1000 <= steps < 10_000
    assert len(metrics["loss"]) == steps
    said = rest.splitlines()
    goes_on = f"vizapp run --resume --out {out} goes on"
    assert said[-2] == f"vizapp run: ended early, after {steps} of 10000 steps; {goes_on}"
    assert said[-1].endswith(f"results are in {out}")
    assert ("Ctrl-C again" in rest) == (number == signal.SIGINT)
    assert (out / "arrays.npz").exists()
    assert (out / "points.png").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.slow  # and with nothing beside it: the second Ctrl-C has to come before the results are written
def test_a_second_ctrl_c_ends_at_once_without_a_traceback(tmp_path: Path) -> None:
    # Setting up for so large a map and writing the results take seconds, in which the first Ctrl-C is only noted.
    large = tmp_path / "large.npy"
    np.save(large, np.random.default_rng(0).integers(0, 255, (3, 1024, 1024), np.uint8))
    options = ["--lab", "deformable", "--kernel-size", "5", "--source", str(large), "--working-size", "1024"]
    process = subprocess.Popen(
        [sys.executable, "-m", "vizapp", "run", *options, "--out", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        deadline = time.monotonic() + 60
        while not (tmp_path / "out").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.stderr.readline() == "\n"
        assert "Ctrl-C again ends at once" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == 130, rest
    assert rest.splitlines()[-1] == f"vizapp run: ended at once; there are no results in {tmp_path / 'out'}"
    assert "Traceback" not in rest


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--kernel-size", "7"], DeformableSpec(kernel_size=(7, 7))),
        (["--kernel-size", "3x5", "--padding", "0"], DeformableSpec(kernel_size=(3, 5), padding=0)),
        (["--stride", "4", "--modulation", "2-sigmoid"], DeformableSpec(stride=4, modulation="2·sigmoid")),
        (["--offset-groups", "3", "--groups", "3"], DeformableSpec(offset_groups=3, groups=3)),
    ],
)
def test_options_of_the_operator(options: list[str], expected: DeformableSpec) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    given = parser.parse_args(["--lab", "deformable", "--out", "x", *options])
    assert experiment_of(given).spec == expected


@pytest.mark.parametrize("options", [["--kernel-size", "4"], ["--kernel-size", "3x"], ["--modulation", "tanh"]])
def test_operators_that_do_not_exist(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--lab", "deformable", "--out", "x", *options])
    assert options[1] in capsys.readouterr().err
