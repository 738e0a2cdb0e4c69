"""``vizapp run`` of a shuffle: its options, and what its files say about values that land elsewhere."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.run import experiments, training
from vizapp.run.bad_input import BadInputError
from vizapp.run.options import add_arguments


def options(*arguments: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    fixed = ("--lab", "subpixel", "--task", "shuffle", "--device", "cpu")
    return parser.parse_args([*fixed, *map(str, arguments)])


@pytest.mark.parametrize(
    ("given", "spec"),
    [
        (["--order", "DCR"], SubpixelSpec(task=ShuffleSpec(), stored_as="DCR", read_as="DCR")),
        (["--stored-as", "DCR"], SubpixelSpec(task=ShuffleSpec(), stored_as="DCR")),
        (["--order", "DCR", "--read-as", "DCR"], SubpixelSpec(task=ShuffleSpec(), stored_as="DCR", read_as="DCR")),
        (["--phase-order", "1,0,2,3"], SubpixelSpec(task=ShuffleSpec(), phase_order=(1, 0, 2, 3))),
        (
            ["--direction", "unshuffle", "--edge", "pad", "--upscale-factor", "5"],
            SubpixelSpec(task=ShuffleSpec(direction="unshuffle", edge="pad"), upscale_factor=5),
        ),
        (["--spare-channels", "cut"], SubpixelSpec(task=ShuffleSpec(spare_channels="cut"))),
    ],
)
def test_the_options_are_the_document(given: list[str], spec: SubpixelSpec) -> None:
    assert experiments.experiment_of(options(*given, "--out", "x")).spec == spec


def test_phases_that_do_not_fit_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadInputError, match="each of 0 … 3 once"):
        experiments.experiment_of(options("--phase-order", "1,2", "--out", "x"))
    with pytest.raises(SystemExit):
        options("--phase-order", "one,two", "--out", "x")
    assert "is not a list of phases such as 1,0,2,3" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            "--order CRD --stored-as DCR",
            "--order CRD and --stored-as DCR contradict each other; leave one of them out.",
        ),
        ("--order DCR --read-as CRD", "--order DCR and --read-as CRD contradict each other; leave one of them out."),
        ("--direction unshuffle --read-as DCR", "--read-as does not apply to --direction unshuffle; leave it out."),
        (
            "--direction unshuffle --phase-order 1,0,2,3",
            "--phase-order does not apply to --direction unshuffle; leave it out.",
        ),
        (
            "--direction unshuffle --spare-channels cut",
            "--spare-channels does not apply to --direction unshuffle; leave it out.",
        ),
    ],
)
def test_options_that_contradict_or_do_nothing_are_refused(given: str, message: str) -> None:
    with pytest.raises(BadInputError) as refused:
        experiments.experiment_of(options(*given.split(), "--out", "x"))
    assert str(refused.value) == message


@pytest.mark.parametrize("name", ["source", "unseen", "judge"])
def test_a_file_that_does_not_exist_is_named_as_it_was_given(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lab = {"source": "deformable", "unseen": "deformable", "judge": "subpixel"}[name]
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    file = f"{tmp_path}/there/photo.png"
    given = parser.parse_args(["--lab", lab, f"--{name}", file, "--device", "cpu", "--out", f"{tmp_path}/out"])
    assert training.run(given) == 2
    assert capsys.readouterr().err == f"vizapp run: --{name} {file} does not exist.\n"


@pytest.mark.parametrize(
    ("channels", "more", "ways"),
    [
        (10, (), "choose cut or pad for the spare channels (--spare-channels)."),
        (3, (), "choose pad for the spare channels (--spare-channels)."),
        (3, ("--spare-channels", "cut"), "choose pad for the spare channels (--spare-channels)."),
    ],
)
def test_a_map_that_no_factor_fits_is_refused_with_what_can_be_done_and_by_which_option(
    channels: int, more: tuple[str, ...], ways: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    np.save(tmp_path / "map.npy", np.ones((channels, 3, 4), np.float32))
    given = ("--source", tmp_path / "map.npy", "--axes", "CHW", *more, "--out", tmp_path / "out")
    assert training.run(options(*given)) == 2
    assert capsys.readouterr().err.endswith(f"; no factor fits {channels} channels as they are; {ways}\n")
    assert training.run(options(*given, "--spare-channels", "pad")) == 0


def test_the_results_count_what_lands_elsewhere(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (8, 12, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    given = ("--source", tmp_path / "photo.png", "--stored-as", "DCR", "--out", tmp_path / "out")
    assert training.run(options(*given)) == 0
    (finding,) = json.loads((tmp_path / "out" / "metrics.json").read_text())["findings"]
    with np.load(tmp_path / "out" / "arrays.npz") as arrays:
        wrong = np.rint(arrays["output"][0] * 255).transpose(1, 2, 0)
        moved = arrays["displaced"]
    differing = int((wrong != pixels).sum())
    assert finding == {
        "measure": "displaced",
        "value": 240,
        "of": 288,
        "channels": 10,
        "of_channels": 12,
        "differing": differing,
        "sentence": "10 of 12 channels displaced: 240 of 288 values",
    }
    assert moved.shape == (3, 4)
    assert moved.sum() == 10
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "out" / "output.png")), wrong)


def test_the_inverse_writes_the_channels(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (8, 13, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    given = ("--source", tmp_path / "photo.png", "--direction", "unshuffle", "--edge", "pad")
    assert training.run(options(*given, "--out", tmp_path / "out")) == 0
    metrics = json.loads((tmp_path / "out" / "metrics.json").read_text())
    assert metrics["input_shape"] == [3, 8, 14]
    assert metrics["output_shape"] == [12, 4, 7]
    assert metrics["note"] == "Padded with zeros to 14 × 8 pixels, multiples of 2."
    with np.load(tmp_path / "out" / "arrays.npz") as arrays:
        np.testing.assert_array_equal(
            np.rint(arrays["channels"][0, 0] * 255), np.pad(pixels, ((0, 0), (0, 1), (0, 0)))[::2, ::2, 0]
        )
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"metrics.json", "arrays.npz", "input.png", "channels.png"}
