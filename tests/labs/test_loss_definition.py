"""The loss of every task is what its description says."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from lab_sources import deformable, noise

from vizapp.document.deformable_tasks import HiddenRuleSpec, HiddenTapsSpec, RectifySpec


@pytest.mark.parametrize(("task", "layers"), [(HiddenRuleSpec(), 1), (HiddenTapsSpec(), 1), (HiddenRuleSpec(), 2)])
def test_a_share_of_the_variance_of_the_target(task: Any, layers: int) -> None:
    lab, _ = deformable(noise(24, 30), task=task, layers=layers)
    lab.trainer.step()
    output, target = lab.trainer.learner.present().result.output, lab.trainer.task.aim.target
    expected = (output - target).square().mean() / target.var(correction=0)
    assert lab.trainer.measures()["loss"] == pytest.approx(float(expected), rel=1e-4)
    mean = target.mean().expand_as(target)
    torch.testing.assert_close(lab.trainer.task.loss(mean, lab.trainer.task.aim), torch.tensor(1.0))
    loss = lab.describe().metrics[0]
    assert (loss.name, loss.unit) == ("loss", "σ²")
    assert "mean squared error" in loss.explanation


def test_a_share_of_the_deviation_where_pixels_count_in_rectify() -> None:
    lab, _ = deformable(noise(24, 30), task=RectifySpec())
    lab.trainer.step()
    output, aim = lab.trainer.learner.present().result.output, lab.trainer.task.aim
    assert aim.counts is not None
    counts = aim.counts.expand_as(output)
    expected = (output - aim.target).abs()[counts].mean() / aim.target.std(correction=0)
    assert lab.trainer.measures()["loss"] == pytest.approx(float(expected), rel=1e-4)
    loss = lab.describe().metrics[0]
    assert loss.unit == "σ"
    assert "mean absolute error" in loss.explanation


def test_the_unseen_picture_is_measured_in_the_same_unit() -> None:
    lab, _ = deformable(noise(24, 30), compared=("free",))
    losses = [metric for metric in lab.describe().metrics if metric.name.endswith("loss")]
    assert {metric.unit for metric in losses} == {"σ²"}
    assert len(losses) >= 2
