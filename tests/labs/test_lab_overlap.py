from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab_sources import CPU, drawn, noise, travelled

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.labs.create import create_lab
from vizapp.labs.subpixel.overlap import OverlapLab
from vizapp.overlap import input_side, inside, interior_counts
from vizapp.protocol.requests import PictureRequest, TilesRequest
from vizapp.wording.lab_notes import lab_notes_text


def overlap(source: np.ndarray | None = None, **task: Any) -> OverlapLab:
    experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(task=OverlapSpec(**task)),))
    lab = create_lab(experiment, "image", noise(1, 1) if source is None else source, CPU)
    assert isinstance(lab, OverlapLab)
    return lab


@pytest.mark.parametrize(("kernel", "stride"), [(3, 2), (4, 2), (5, 3), (9, 4), (2, 7), (1, 1), (9, 1), (9, 9)])
def test_it_counts_as_a_loop_does(kernel: int, stride: int) -> None:
    inputs = input_side(kernel, stride)
    side = (inputs - 1) * stride + kernel
    expected = np.zeros((side, side))
    for y in range(inputs):
        for x in range(inputs):
            expected[y * stride : y * stride + kernel, x * stride : x * stride + kernel] += 1
    lab = overlap(kernel=kernel, stride=stride)
    np.testing.assert_array_equal(lab.counts[0, 0].numpy(), expected)
    within = inside(inputs, kernel, stride)
    interior = lab.counts[0, 0][within.start : within.stop, within.start : within.stop]
    assert tuple(interior.unique().int().tolist()) == interior_counts(kernel, stride)


@pytest.mark.parametrize(
    ("kernel", "stride", "inner"),
    [(3, 2, {1, 2, 4}), (5, 2, {4, 6, 9}), (5, 3, {1, 2, 4}), (4, 2, {4}), (6, 3, {4}), (2, 2, {1})],
)
def test_the_known_figures(kernel: int, stride: int, inner: set[int]) -> None:
    picture = drawn(overlap(kernel=kernel, stride=stride), "output")
    assert picture.values is not None
    border = max(kernel - stride, 0)
    values = picture.values[0, border : -border or None, border : -border or None]
    assert set(values.astype(int).flat) == inner


def test_it_describes_itself_and_travels() -> None:
    lab = overlap()
    description = lab.describe()
    assert description.input_shape == (1, 8, 8)
    assert description.output_shape == (1, 17, 17)
    assert not description.reads_source
    assert description.metrics == ()
    assert "the source is not used" in lab_notes_text(description.notes)
    sent, received = travelled(lab, {"output": PictureRequest("output"), "tiles": TilesRequest()}, exact=True)
    assert list(sent.answers) == list(received.answers) == ["output"]
    channels, ones = lab.input_picture(None)
    assert channels == (0,)
    assert ones.values is not None
    assert (ones.values == 1).all()


def test_the_source_does_not_matter() -> None:
    assert overlap(np.zeros((2, 2, 3), np.uint8)).describe() == overlap(noise(70, 90)).describe()
