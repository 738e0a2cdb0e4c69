"""What training changes, layers that train side by side, and what is measured of them on an unseen picture."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import deformable, noise, photograph, with_spec, with_unseen
from torch import Tensor

from vizapp.document.deformable_tasks import HiddenTapsSpec
from vizapp.document.lab_spec import SourceKind
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.deformable.unseen import unseen_values
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.offset_branch import ConvBranch, FreeMap, NoBranch

ALL = [
    "loss",
    "distance",
    "worst_tap",
    "unseen_loss",
    "unseen_distance",
    "free_loss",
    "free_distance",
    "free_unseen_loss",
    "free_unseen_distance",
    "none_loss",
    "none_distance",
    "none_unseen_loss",
    "none_unseen_distance",
]


def _compared(**spec: Any) -> DeformableLab:
    return with_unseen(noise(24, 30), noise(20, 34, seed=1), compared=("free", "none"), **spec)


def _parameters(lab: DeformableLab) -> list[dict[str, Tensor]]:
    """Return copies of every layer's parameters, its kernel among them, by name."""
    return [
        {name: tensor.detach().clone() for name, tensor in learner.layer.state_dict().items()}
        for learner in lab.trainer.learners
    ]


@pytest.mark.parametrize("learns", ["offsets", "kernel", "both"])
@pytest.mark.parametrize("kind", ["conv", "free", "none"])
def test_what_is_learned_changes_and_the_rest_stays_to_the_bit(kind: Any, learns: Any) -> None:
    lab, _ = deformable(noise(24, 30), branch=OffsetBranchSpec(kind=kind, bound=4.0), learns=learns)
    (before,) = _parameters(lab)
    trained = [each for group in lab.layer.parameter_groups() for each in group.parameters]
    assert lab.describe().parameters == sum(each.numel() for each in trained)
    losses = [lab.trainer.step()["loss"] for _ in range(4)]
    (after,) = _parameters(lab)
    for name, tensor in before.items():
        changes = learns != "offsets" if name == "kernel" else learns != "kernel"
        assert torch.equal(after[name], tensor) != changes, name
    if learns == "offsets":
        assert torch.equal(after["kernel"], lab.task.kernel)
    else:
        assert 0.01 < before["kernel"].std() < 0.03, "it starts small and at random"
    nothing_to_learn = kind == "none" and learns == "offsets"
    assert (losses[-1] < losses[0]) != nothing_to_learn
    assert (lab.trainer.measures()["loss"] == losses[0]) == nothing_to_learn


@pytest.mark.timeout(200)
@pytest.mark.slow
def test_where_and_what_are_learned_together() -> None:
    lab = with_unseen(photograph("astronaut"), photograph("coffee"), learns="both")
    first = lab.trainer.measures()
    for _ in range(300):
        lab.trainer.step()
    reached = lab.trainer.measures()
    assert first["loss"] > 0.5
    assert reached["loss"] < 0.006
    assert reached["unseen_loss"] < 0.02


@pytest.mark.parametrize("depth", [2, 3])
@pytest.mark.parametrize("name", ["astronaut", "coffee"])
@pytest.mark.slow
def test_deeper_branches_find_the_rule_too(name: str, depth: int) -> None:
    lab, _ = deformable(
        photograph(name), working_size=128, branch=OffsetBranchSpec(depth=depth, smoothing=4, bound=4, rate_factor=4)
    )
    for _ in range(200):
        lab.trainer.step()
    assert lab.trainer.measures()["distance"] < 0.2


def test_every_layer_has_its_branch_and_starts_from_the_same_kernel_and_output() -> None:
    lab = _compared()
    kinds = [type(learner.layer.branch) for learner in lab.trainer.learners]
    assert kinds == [ConvBranch, FreeMap, NoBranch]
    assert lab.layer is lab.trainer.learners[0].layer
    for learner in lab.trainer.learners:
        assert torch.equal(learner.layer.kernel, lab.task.kernel)
        assert torch.equal(learner.latest.result.output, lab.trainer.learner.latest.result.output)


def test_what_is_measured_has_its_names_and_places() -> None:
    metrics = {metric.name: metric for metric in _compared().describe().metrics}
    assert list(metrics) == ALL
    assert {name: metric.drawn_with for name, metric in metrics.items() if metric.drawn_with} == {
        name: "loss" if name.endswith("loss") else "distance" for name in ALL[3:]
    }
    for name, metric in metrics.items():
        assert metric.unseen == ("unseen" in name)
        assert metric.every == (10 if "unseen" in name else 1)
        assert metric.run == (name.split("_")[0] if name.startswith(("free", "none")) else "")
        assert metric.unit == ("σ²" if name.endswith("loss") else "px")
    assert metrics["worst_tap"].beside == "distance"
    alone, _ = deformable(noise(24, 30))
    assert [metric.name for metric in alone.describe().metrics] == ALL[:3]


def test_steps_measure_the_unseen_picture_every_tenth_time_and_measures_give_all() -> None:
    lab = _compared()
    for number in range(21):
        reached = lab.trainer.measures() if number % 10 == 0 else None
        measured = lab.trainer.step()
        assert list(measured) == ALL
        for name, value in measured.items():
            assert math.isnan(value) == ("unseen" in name and number % 10 != 0), (number, name)
        if reached is not None:
            assert sorted(reached) == sorted(ALL)
            assert reached == pytest.approx(measured, rel=1e-5)


def test_layers_beside_one_another_learn_as_they_would_alone() -> None:
    settings = {"kind": "free", "bound": 4.0, "rate_factor": 4.0}
    together = _compared(branch=OffsetBranchSpec(bound=4.0, rate_factor=4.0))
    alone = with_unseen(noise(24, 30), noise(20, 34, seed=1), branch=OffsetBranchSpec(**settings))
    for _ in range(11):
        row, own = together.trainer.step(), alone.trainer.step()
    for name in ("loss", "distance", "unseen_loss", "unseen_distance"):
        assert row[f"free_{name}"] == own[name], name
    assert row["none_loss"] > row["loss"]


def test_the_unseen_picture_trains_nothing() -> None:
    lab, other, without = (
        with_unseen(noise(24, 30), unseen, compared=("free",))
        for unseen in (noise(20, 34, seed=1), noise(9, 9), None)
    )
    for _ in range(11):
        rows = [each.trainer.step() for each in (lab, other, without)]
    assert rows[0]["unseen_loss"] != rows[1]["unseen_loss"]
    assert "unseen_loss" not in rows[2]
    for first, second, third in zip(_parameters(lab), _parameters(other), _parameters(without), strict=True):
        for name, tensor in first.items():
            assert torch.equal(tensor, second[name]), name
            assert torch.equal(tensor, third[name]), name


def test_placed_points_are_the_first_layers_alone() -> None:
    lab = _compared(placed_points=tuple(PlacedPoint(Tap(0, tap), (3.0, -2.0)) for tap in range(9)))
    measured = lab.trainer.step()
    assert math.isnan(measured["distance"])
    assert measured["loss"] != measured["none_loss"] == measured["free_loss"]
    assert math.isfinite(measured["free_distance"])
    assert math.isfinite(measured["unseen_distance"])


def test_the_learning_rate_is_that_of_every_layer() -> None:
    lab, experiment = deformable(noise(24, 30), compared=("free",), learning_rate=1e-9)
    before = _parameters(lab)
    lab.trainer.step()
    lab.adjust(with_spec(experiment, learning_rate=0.1))
    lab.trainer.step()
    for old, new in zip(before, _parameters(lab), strict=True):
        assert any((new[name] - old[name]).abs().max() > 0.05 for name in old)


@pytest.mark.parametrize("learns", ["offsets", "both"])
def test_a_state_restores_every_layer_to_the_bit(learns: Any) -> None:
    def rows(lab: DeformableLab, count: int) -> list[list[float]]:
        return [list(lab.trainer.step().values()) for _ in range(count)]

    lab = _compared(learns=learns)
    rows(lab, 7)
    state, at, reached = lab.trainer.state(), _parameters(lab), lab.trainer.measures()
    numbers, gone_on = rows(lab, 8), _parameters(lab)
    other = _compared(learns=learns)
    rows(other, 2)
    for each in (lab, other):
        each.trainer.restore(state)
        assert each.trainer.step_count == 7
        assert [learner.step_count for learner in each.trainer.learners] == [7, 7, 7]
        assert each.trainer.measures() == reached
        for present, kept in zip(_parameters(each), at, strict=True):
            assert all(torch.equal(present[name], kept[name]) for name in kept)
        np.testing.assert_array_equal(rows(each, 8), numbers)
        for present, kept in zip(_parameters(each), gone_on, strict=True):
            assert all(torch.equal(present[name], kept[name]) for name in kept)


def _values(channels: int, kind: SourceKind) -> np.ndarray:
    if kind == "image":
        return noise(20, 34, channels)
    return np.random.default_rng(0).random((channels, 20, 34), np.float32)


@pytest.mark.parametrize(
    ("trained", "unseen", "fits"),
    [
        ((3, "image"), (3, "image"), True),
        ((3, "image"), (1, "image"), True),
        ((1, "image"), (3, "image"), True),
        ((3, "image"), (4, "image"), True),
        ((5, "feature_map"), (5, "feature_map"), True),
        ((3, "image"), (1, "feature_map"), True),
        ((1, "image"), (3, "feature_map"), False),
        ((5, "feature_map"), (3, "image"), False),
        ((3, "image"), (5, "feature_map"), False),
    ],
)
def test_a_picture_of_other_channels_is_tried_where_it_can_be_made_to_fit(
    trained: tuple[int, SourceKind], unseen: tuple[int, SourceKind], fits: bool
) -> None:
    lab = with_unseen(_values(*trained), _values(*unseen), kinds=(trained[1], unseen[1]), task=HiddenTapsSpec())
    assert ("unseen_loss" in lab.trainer.measures()) == fits
    assert any(metric.unseen for metric in lab.describe().metrics) == fits


def test_colour_becomes_grey_and_grey_becomes_colour() -> None:
    like = torch.zeros(1, 1, 4, 4)
    colour, grey = noise(6, 9), noise(6, 9, 1)
    made_grey = unseen_values(WorkingCopies("image", colour), 64, like)
    assert made_grey is not None
    expected = (colour.astype(np.float64) / 255) @ [0.299, 0.587, 0.114]
    np.testing.assert_allclose(made_grey[0, 0].numpy(), expected, atol=1e-6)
    coloured = unseen_values(WorkingCopies("image", grey), 64, like.expand(1, 3, 4, 4))
    assert coloured is not None
    np.testing.assert_allclose(coloured[0].numpy(), np.repeat(grey[None, :, :, 0] / 255, 3, 0), atol=1e-6)


def test_what_cannot_be_computed_with_is_not_tried() -> None:
    like = torch.zeros(1, 2, 4, 4)
    broken = np.ones((2, 5, 5), np.float32)
    broken[1, 2, 3] = np.nan
    assert unseen_values(WorkingCopies("feature_map", broken), 64, like) is None
    assert unseen_values(WorkingCopies("feature_map", np.ones((2, 1, 9), np.float32)), 64, like) is None
    assert unseen_values(WorkingCopies("feature_map", np.ones((2, 2, 9), np.float32)), 64, like) is not None
