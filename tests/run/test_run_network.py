"""``vizapp run --network``: its options, and what its files say about the layers of a network."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from made_networks import LAYER, compact, computed
from PIL import Image
from safetensors.torch import save_file
from torch.nn import functional

from vizapp.labs.subpixel import network_run
from vizapp.run import training
from vizapp.run.options import add_arguments

PIXELS = np.random.default_rng(0).integers(0, 256, (16, 24, 3), dtype=np.uint8)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    Image.fromarray(PIXELS).save(tmp_path / "photo.png")
    save_file(compact(), tmp_path / "x2.safetensors")
    return tmp_path


def run(files: Path, *arguments: str, task: str = "shuffle") -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    fixed = ("--lab", "subpixel", "--task", task, "--device", "cpu", "--source", str(files / "photo.png"))
    given = (*fixed, "--network", str(files / "x2.safetensors"), *arguments, "--out", str(files / "out"))
    return training.run(parser.parse_args(given))


def refused(files: Path, capsys: pytest.CaptureFixture[str], *arguments: str, task: str = "shuffle") -> str:
    assert run(files, *arguments, task=task) == training.BAD_INPUT
    return capsys.readouterr().err


def test_its_results_hold_the_layer_and_what_was_measured(files: Path) -> None:
    pytest.importorskip("spandrel")
    assert run(files) == training.DONE
    results = json.loads((files / "out" / "metrics.json").read_text())
    expected = computed(compact(), torch.from_numpy(PIXELS).permute(2, 0, 1)[None] * np.float32(1 / 255))
    with np.load(files / "out" / "arrays.npz") as arrays:
        np.testing.assert_allclose(arrays["channels"], expected.channels.numpy(), rtol=0, atol=1e-6)
        shuffled = functional.pixel_shuffle(expected.channels, 2).numpy()
        np.testing.assert_allclose(arrays["output"], shuffled, rtol=0, atol=1e-6)
        np.testing.assert_allclose(arrays["network_output"], expected.output.numpy(), rtol=0, atol=1e-6)
    assert (results["input_shape"], results["output_shape"]) == ([12, 16, 24], [3, 32, 48])
    displaced, layer, board = results["findings"]
    assert displaced["value"] == 0
    assert (layer["measure"], layer["layer"], layer["upscale_factor"]) == ("pattern share", LAYER, 2)
    assert 0 < layer["value"] < 1
    assert (board["measure"], board["period"]) == ("checkerboard", 2)
    assert board["value"] > board["picture"]
    (spec,) = (lab for lab in results["experiment"]["labs"] if lab["lab"] == "subpixel")
    assert spec["task"]["network"] == {"location": str(files / "x2.safetensors"), "layer": LAYER, "channels": 12}
    drawn = np.asarray(Image.open(files / "out" / "network.png"))
    np.testing.assert_allclose(drawn, expected.output[0].permute(1, 2, 0).numpy() * 255, rtol=0, atol=0.51)


def test_a_layer_that_is_none_is_refused_with_those_that_there_are(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("spandrel")
    assert f"--layer body.9 is no pixel shuffle of x2.safetensors; choose one of: {LAYER}." in refused(
        files, capsys, "--layer", "body.9"
    )


@pytest.mark.parametrize(
    ("arguments", "task", "words"),
    [
        (("--upscale-factor", "2"), "shuffle", "--upscale-factor does not apply beside --network"),
        (("--stored-as", "DCR"), "shuffle", "--stored-as does not apply beside --network"),
        (("--direction", "unshuffle"), "shuffle", "--network needs the task shuffle, in the direction shuffle"),
        ((), "super-resolve", "--network does not apply to the task super-resolve"),
    ],
)
def test_options_that_do_not_go_with_it_are_refused(
    files: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], task: str, words: str
) -> None:
    assert words in refused(files, capsys, *arguments, task=task)


def test_without_spandrel_a_sentence_says_how_to_get_it(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spandrel", None)
    assert "pip install 'vizapp[sr]'" in refused(files, capsys)


def test_other_files_than_weights_are_refused(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "x2.safetensors").write_bytes((files / "photo.png").read_bytes())
    assert "x2.safetensors is a picture" in refused(files, capsys)


def test_where_there_is_not_enough_memory_a_smaller_size_is_named(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("spandrel")

    def too_large(*arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(network_run, "_run", too_large)
    assert "There is not enough memory on CPU" in refused(files, capsys)
