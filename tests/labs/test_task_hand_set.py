"""The task that learns nothing: a kernel and offsets that are set by hand."""

from __future__ import annotations

import numpy as np
import torch
from lab_sources import deformable, drawn, measured, noise, read
from torch.nn import functional

from vizapp.document.deformable import FEW_PIXELS, DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec, HiddenRuleSpec, HiddenTapsSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.sources.samples import read_sample

SIXTEEN = read_sample("one_to_sixteen").values


def test_ones_on_the_map_of_sixteen_give_sums_of_neighbours() -> None:
    lab, _ = deformable(SIXTEEN, "feature_map", task=HandSetSpec())
    values = drawn(lab).values
    assert values is not None
    padded = np.pad(SIXTEEN[0], 1)
    expected = [[padded[y : y + 3, x : x + 3].sum() for x in range(4)] for y in range(4)]
    np.testing.assert_allclose(values[0], expected, rtol=1e-6)
    np.testing.assert_array_equal(values, drawn(lab, "target").values)
    assert lab.trainer is None
    assert measured(lab) is None
    assert lab.describe().metrics == ()


def test_weights_are_those_of_the_taps_in_every_channel() -> None:
    weights = tuple(float(number) for number in range(-4, 5))
    image = noise(9, 14)
    lab, _ = deformable(image, task=HandSetSpec(weights=weights))
    kernel = torch.tensor(weights).reshape(1, 1, 3, 3).expand(1, 3, 3, 3)
    torch.testing.assert_close(lab.forward().output, functional.conv2d(lab.input, kernel, padding=1))


def test_a_placed_point_moves_one_tap_of_one_unit() -> None:
    placed = (PlacedPoint(Tap(0, 4), (0.5, -0.25), Unit((1, 2))),)
    lab, _ = deformable(SIXTEEN, "feature_map", task=HandSetSpec(), placed_points=placed)
    rigid, _ = deformable(SIXTEEN, "feature_map", task=HandSetSpec())
    change = (lab.forward().output - rigid.forward().output)[0, 0]
    # Down half a row of 4 and left a quarter of a column of 1.
    assert change[1, 2] == 0.5 * 4 - 0.25
    change[1, 2] = 0
    assert not change.any()
    (reading,) = read(lab, (1, 2))
    assert reading.operator_output == reading.products.sum()


def test_a_map_of_few_pixels_opens_set_by_hand_and_a_picture_with_the_default() -> None:
    spec = DeformableSpec()
    few = spec.fitted("feature_map", 1, (4, 4))
    assert few.task == HandSetSpec()
    assert few.offset_branch.kind == "none"
    assert few.fitted("image", 3, (512, 512)).task == HiddenRuleSpec()
    own = few.replaced(task=HandSetSpec(weights=(2.0,)))
    assert own.fitted("image", 3, (512, 512)) is own
    assert spec.fitted("image", 3, (1, FEW_PIXELS + 1)) is spec


def test_hidden_points_in_few_pixels_are_said_not_to_be_found() -> None:
    lab, _ = deformable(SIXTEEN, "feature_map", task=HiddenTapsSpec())
    assert [(note.code, note.values) for note in lab.describe().notes] == [
        ("note.few-pixels", {"pixels": 16, "taps": 9})
    ]
    assert not deformable(noise(30, 40))[0].describe().notes
    assert Experiment().spec_of(DeformableSpec).task == HiddenRuleSpec()
