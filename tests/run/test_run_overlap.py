"""``vizapp run`` of an overlap count: its options, and what its files say about how often outputs are written to."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.run import experiments, training
from vizapp.run.bad_input import BadInputError
from vizapp.run.options import add_arguments


def options(*arguments: str | Path, task: str = "overlap") -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["--lab", "subpixel", "--task", task, "--device", "cpu", *map(str, arguments)])


@pytest.mark.parametrize(
    ("given", "task"),
    [
        ([], OverlapSpec()),
        (["--overlap-kernel", "5"], OverlapSpec(kernel=5)),
        (["--overlap-stride", "3"], OverlapSpec(stride=3)),
        (["--overlap-kernel", "9", "--overlap-stride", "1"], OverlapSpec(kernel=9, stride=1)),
    ],
)
def test_the_options_are_the_document(given: list[str], task: OverlapSpec) -> None:
    assert experiments.experiment_of(options(*given, "--out", "x")).spec == SubpixelSpec(task=task)


@pytest.mark.parametrize("name", ["--overlap-kernel", "--overlap-stride"])
def test_what_does_not_fit_is_refused(name: str) -> None:
    for value in (0, 10):
        with pytest.raises(BadInputError, match=f"{name} is {value}; for overlap it must be a number from 1 to 9"):
            experiments.experiment_of(options(name, str(value), "--out", "x"))
    with pytest.raises(BadInputError, match=f"{name} does not apply to the task shuffle"):
        experiments.experiment_of(options(name, "3", "--out", "x", task="shuffle"))


@pytest.mark.parametrize(
    ("kernel", "stride", "inside", "sentence"),
    [
        (5, 2, [4, 6, 9], "kernel 5, stride 2: outputs inside are written to 4, 6 or 9 times"),
        (6, 3, [4], "kernel 6, stride 3: every output inside is written to 4 times"),
        (2, 2, [1], "kernel 2, stride 2: every output inside is written to once"),
    ],
)
def test_the_results_say_how_often(
    tmp_path: Path, kernel: int, stride: int, inside: list[int], sentence: str
) -> None:
    given = ("--overlap-kernel", str(kernel), "--overlap-stride", str(stride), "--out", tmp_path)
    assert training.run(options(*given)) == 0
    (finding,) = json.loads((tmp_path / "metrics.json").read_text())["findings"]
    with np.load(tmp_path / "arrays.npz") as arrays:
        counts, numbers = np.unique(arrays["output"].astype(int), return_counts=True)
    assert finding == {
        "measure": "overlap",
        "value": inside,
        "kernel": kernel,
        "stride": stride,
        "outputs": {str(count): number for count, number in zip(counts.tolist(), numbers.tolist(), strict=True)},
        "is_even": len(inside) == 1,
        "sentence": sentence,
    }
    shades = np.asarray(Image.open(tmp_path / "output.png"))
    assert len(np.unique(shades)) == len(counts), "the picture tells every count from the others"
