"""The default task: offsets that the picture makes are found, and carry over to a picture that was never seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import deformable, noise, photograph, with_unseen
from torch.nn import functional

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenRuleSpec
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import TaskInput
from vizapp.labs.deformable.tasks.hidden_rule import HiddenRule
from vizapp.ops import deform_conv2d
from vizapp.wording.problems import ProblemError


def _task(values: torch.Tensor, seed: int = 0, *, rule: dict[str, float] | None = None, **layer: Any) -> HiddenRule:
    settings = HiddenRuleSpec(**(rule or {}))
    spec = DeformableSpec(task=settings, **layer)
    return HiddenRule(settings, TaskInput(PictureInput(values), spec, torch.Generator().manual_seed(seed)))


def _picture(channels: int = 3, height: int = 21, width: int = 34, seed: int = 0) -> torch.Tensor:
    return torch.rand(1, channels, height, width, generator=torch.Generator().manual_seed(seed))


def _truth(task: HiddenRule) -> torch.Tensor:
    assert task.aim.true_offset is not None
    return task.aim.true_offset


def _spread(offset: torch.Tensor) -> float:
    """Return how far a tap's points are scattered over the units: the root of dy's and dx's variance, over taps."""
    return float(offset[0].unflatten(0, (-1, 2)).var((2, 3)).sum(1).sqrt().mean())


@pytest.mark.timeout(300)
@pytest.mark.slow
def test_on_a_photograph_the_rule_is_found_and_holds_on_another_while_a_free_map_is_worse_than_none() -> None:
    lab = with_unseen(photograph("astronaut"), photograph("coffee"), compared=("free", "none"))
    assert lab.describe().input_shape == (3, 192, 192)
    true_offset = lab.task.aim.true_offset
    assert true_offset is not None
    assert _spread(true_offset) >= 1
    assert lab.trainer.measures()["distance"] > 1
    for _ in range(100):
        lab.trainer.step()
    reached = lab.trainer.measures()
    assert reached["distance"] < 0.15
    assert reached["unseen_distance"] < 0.2
    assert _spread(lab.forward().offset) >= 1
    assert reached["free_loss"] < 0.2 * reached["none_loss"], (
        "the free map does fit the picture that it is trained on"
    )
    assert reached["free_distance"] > 1
    assert reached["free_unseen_loss"] > reached["none_unseen_loss"]
    assert reached["free_unseen_distance"] > reached["none_unseen_distance"]
    assert reached["unseen_loss"] < 0.1 * reached["none_unseen_loss"]


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("channels", [1, 3])
def test_the_offsets_are_the_bounded_convolution_of_the_smoothed_picture(channels: int, stride: int) -> None:
    picture = PictureInput(_picture(channels))
    task = _task(picture.values, stride=stride, rule={"strength": 3.0, "smoothing": 2.0, "bound": 2.5})
    assert task.weight.shape == (18, channels, 3, 3)
    read = picture.read(2.0).whole()
    drawn = functional.conv2d(read, task.weight, None, stride, 1)
    assert drawn.std() == pytest.approx(3.0, rel=1e-3)
    truth = _truth(task)
    assert truth.shape == (1, 18, -(-21 // stride), -(-34 // stride))
    torch.testing.assert_close(truth, 2.5 * torch.tanh(drawn / 2.5), rtol=1e-4, atol=1e-5)
    assert 2 < truth.abs().max() <= 2.5
    expected = deform_conv2d(picture.values, truth, task.kernel, None, stride, 1, 1)
    torch.testing.assert_close(task.aim.target, expected, rtol=1e-4, atol=1e-5)


def test_offsets_differ_from_unit_to_unit_and_between_pictures() -> None:
    task = _task(_picture())
    assert _truth(task).var((2, 3)).min() > 0.1
    other = task.aim_at(PictureInput(_picture(seed=1))).true_offset
    assert other is not None
    assert (other - _truth(task)).abs().mean() > 0.5
    again = task.aim_at(PictureInput(_picture())).true_offset
    torch.testing.assert_close(again, _truth(task), rtol=1e-4, atol=1e-5)


def test_another_picture_may_have_another_size() -> None:
    task = _task(_picture(), stride=2)
    aim = task.aim_at(PictureInput(_picture(height=13, width=40, seed=1)))
    assert aim.true_offset is not None
    assert aim.true_offset.shape == (1, 18, 7, 20)
    assert aim.target.shape == (1, 9, 7, 20)


def test_the_seed_decides_kernel_and_rule() -> None:
    first, again, other = _task(_picture(), 3), _task(_picture(), 3), _task(_picture(), 4)
    assert torch.equal(first.weight, again.weight)
    assert torch.equal(first.kernel, again.kernel)
    assert torch.equal(first.aim.target, again.aim.target)
    assert (first.weight - other.weight).abs().mean() > 0.1
    assert (first.kernel - other.kernel).abs().mean() > 0.01


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("grey", "stride"), [(False, 2), (True, 1)])
def test_it_is_found_in_grey_and_colour_at_every_stride_and_seed(grey: bool, stride: int, seed: int) -> None:
    values = photograph("coffee")
    if grey:
        values = values.mean(2, keepdims=True).astype(np.uint8)
    lab, _ = deformable(values, seed=seed, stride=stride, working_size=128)
    before = lab.trainer.measures()["distance"]
    for _ in range(120):
        lab.trainer.step()
    assert lab.trainer.measures()["distance"] < 0.2 * before


@pytest.mark.parametrize("value", [0, 90, 255])
def test_an_even_picture_is_refused(value: int) -> None:
    with pytest.raises(ProblemError) as error:
        deformable(np.full((24, 30, 3), value, np.uint8))
    assert error.value.problem.code == "task.even-source"
    assert error.value.problem.field == "source"


def test_a_strength_of_nothing_leaves_the_plain_convolution() -> None:
    task = _task(_picture(), rule={"strength": 0.0})
    assert not _truth(task).any()
    expected = functional.conv2d(_picture(), task.kernel, None, 1, 1)
    torch.testing.assert_close(task.aim.target, expected, rtol=1e-4, atol=1e-5)


def test_noise_has_a_rule_too() -> None:
    lab, _ = deformable(noise(40, 52))
    for _ in range(3):
        assert np.isfinite(list(lab.trainer.step().values())).all()
    assert set(lab.task.result_arrays()) == {"rule"}
