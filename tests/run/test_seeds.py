"""``vizapp run --upsamplers … --seeds N``: several upsamplers and several seeds, and what is told of them."""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.text import from_builtins
from vizapp.document.upsamplers import BicubicUpsampler, DySampleUpsampler, TransposedUpsampler
from vizapp.protocol.metric import LOSS, Metric
from vizapp.run import options as run_options
from vizapp.run import training
from vizapp.run.seeds import SeedResult, seeds_summary, seeds_table


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a picture with edges, 64×80."""
    rows, columns = np.mgrid[:64, :80]
    pixels = (np.sin(rows / 3) * np.cos(columns / 5) > 0) * 160 + 40
    path = tmp_path / "edges.png"
    Image.fromarray(pixels.astype(np.uint8)).save(path)
    return path


def _run(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    run_options.add_arguments(parser)
    given = ("--lab", "subpixel", *arguments, "--device", "cpu")
    return training.run(parser.parse_args([str(each) for each in given]))


def test_even_kernels_leave_no_checkerboard_where_the_stride_divides_them(photo: Path, tmp_path: Path) -> None:
    named = ("--upsamplers", "transposed-k3,transposed-k4", "--even-kernels")
    assert _run("--source", photo, *named, "--steps", "1", "--out", tmp_path / "out") == 0
    metrics = json.loads((tmp_path / "out" / "metrics.json").read_text())
    assert metrics["checkerboard"][0] > 0.5
    assert metrics["transposed-k4_checkerboard"][0] < 1e-3


def test_every_upsampler_has_lists_and_every_seed_a_result(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ("--upsamplers", "transposed-k3,dysample,bicubic")
    what = ("--source", photo, *named, "--seeds", "2", "--seed", "5", "--steps", "3", "--out", tmp_path / "out")
    assert _run(*what) == 0
    metrics = json.loads((tmp_path / "out" / "metrics.json").read_text())
    spec = from_builtins(metrics["experiment"]).spec_of(SubpixelSpec)
    compared = (DySampleUpsampler(), BicubicUpsampler())
    assert spec.task == SuperResolveSpec(upsampler=TransposedUpsampler(kernel_size=3), compared=compared)
    assert len(metrics["dysample_loss"]) == len(metrics["loss"]) == 3
    seeds = metrics["seeds"]
    assert seeds["seeds"] == [5, 6]
    assert list(seeds["runs"]) == ["transposed-k3", "dysample", "bicubic"]
    first = seeds["runs"]["transposed-k3"]
    assert first["psnr"]["values"][0] == metrics["final"]["psnr"], "all the rest is of the first seed"
    assert first["psnr"]["values"][0] != first["psnr"]["values"][1]
    assert first["psnr"]["spread"] == pytest.approx(statistics.stdev(first["psnr"]["values"]))
    assert first["gain"]["mean"] == pytest.approx(first["psnr"]["mean"] - metrics["references"]["bicubic"])
    assert seeds["runs"]["bicubic"]["gain"]["values"] == pytest.approx([0, 0], abs=1e-6)
    assert seeds["runs"]["dysample"]["ssim"]["values"][0] == metrics["final"]["dysample_ssim"]
    assert (tmp_path / "out" / "dysample_output.png").is_file()
    table = capsys.readouterr().out
    assert "transposed-k3" in table
    assert "over 2 seeds" in table
    assert _run("--source", photo, "--seed", "6", *named, "--steps", "3", "--out", tmp_path / "out") == 0
    alone = json.loads((tmp_path / "out" / "metrics.json").read_text())
    assert alone["seeds"] is None
    assert alone["final"]["psnr"] == first["psnr"]["values"][1], "the second seed is what it is alone"


def test_outputs_of_an_earlier_run_do_not_stay(photo: Path, tmp_path: Path) -> None:
    what = ("--source", photo, "--steps", "0", "--out", tmp_path / "out")
    assert _run(*what, "--upsamplers", "subpixel,lanczos,transposed-k9") == 0
    assert {"lanczos_output.png", "transposed-k9_output.png"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert _run(*what) == 0
    assert not list((tmp_path / "out").glob("*_output.png"))


METRICS = (
    LOSS,
    Metric("psnr", "PSNR", every=10, references={"bicubic": 20.0}),
    Metric("b_loss", "Loss", run="b", drawn_with="loss"),
    Metric("b_psnr", "PSNR", every=10, run="b", drawn_with="psnr"),
)


def test_mean_and_spread_are_those_of_statistics_and_gain_is_over_the_reference() -> None:
    results = [SeedResult(seed, {"psnr": psnr, "b_psnr": 21.0}) for seed, psnr in enumerate((21.0, 22.0, 24.0))]
    summary = seeds_summary(results, METRICS, Experiment(lab="subpixel"))
    assert summary is not None
    own, other = summary["runs"]["subpixel"], summary["runs"]["b"]
    assert own["gain"]["values"] == [1.0, 2.0, 4.0]
    assert own["gain"]["mean"] == pytest.approx(7 / 3)
    assert own["psnr"]["spread"] == own["gain"]["spread"] == pytest.approx(((16 + 1 + 25) / 9 / 2) ** 0.5)
    assert other["gain"]["spread"] == 0
    assert "+2.33 ± 1.53" in seeds_table(summary)
    assert seeds_summary(results[:1], METRICS, Experiment(lab="subpixel")) is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--upsamplers", "bicubic,subpixel"), "begins with bicubic, which has nothing to train"),
        (("--task", "shuffle", "--upsamplers", "subpixel"), "--upsamplers does not apply to the task shuffle"),
        (("--task", "shuffle", "--seeds", "2"), "--seeds does not apply to the task shuffle"),
        (("--seeds", "0"), "--seeds is 0; for super-resolve it must be a number from 1 to 100"),
        (("--seeds", "3", "--seed", "2147483646"), "goes beyond 2147483647, the last one"),
    ],
)
def test_what_does_not_fit_is_one_sentence(
    arguments: tuple[str, ...], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(*arguments, "--out", tmp_path / "out") == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            "subpixels",
            "there is no upsampler 'subpixels'; choose among: nearest, bilinear, bicubic, lanczos, subpixel",
        ),
        ("transposed-k10", "transposed-k9"),
        ("transposed", "there is no upsampler 'transposed'"),
        ("subpixel,subpixel", "names one twice"),
        ("subpixel,nearest,bilinear,bicubic,lanczos,dysample,resize-conv", "names 7; at most 6"),
    ],
)
def test_upsamplers_that_do_not_exist(names: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _run("--upsamplers", names, "--out", "x")
    assert message in capsys.readouterr().err
