"""A training can be gone back to, and goes on from there as it did: bit by bit, on both labs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import pytest
import torch
from lab_sources import deformable, drawn, noise, super_resolve, with_spec
from torch import Tensor, nn

from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import upsampler_named
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.subpixel.super_resolve import SuperResolveLab

TrainedLab: TypeAlias = DeformableLab | SuperResolveLab
MakeLab: TypeAlias = Callable[[], tuple[TrainedLab, Experiment]]


def _deformable() -> tuple[TrainedLab, Experiment]:
    placed = (PlacedPoint(Tap(0, 4), (1.0, 0.0)), PlacedPoint(Tap(0, 2), (0.5, 0.5), Unit((5, 6))))
    return deformable(noise(24, 30), stride=2, placed_points=placed)


def _super_resolve() -> tuple[TrainedLab, Experiment]:
    task = SuperResolveSpec(compared=(upsampler_named("dysample"), upsampler_named("bicubic")))
    return super_resolve(noise(48, 60), phase_order=(1, 0, 2, 3), task=task)


def _steps(lab: TrainedLab, count: int) -> dict[str, list[float]]:
    """Do steps and return what each measured, by name."""
    rows = [lab.trainer.step() for _ in range(count)]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _parameters(lab: TrainedLab) -> dict[str, Tensor]:
    model: nn.Module = lab.layer if isinstance(lab, DeformableLab) else lab.network
    return {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}


def _require_same(lab: TrainedLab, parameters: Mapping[str, Tensor]) -> None:
    present = _parameters(lab)
    assert list(present) == list(parameters)
    for name, tensor in parameters.items():
        assert torch.equal(present[name], tensor), name


def _require_same_numbers(numbers: Mapping[str, list[float]], expected: Mapping[str, list[float]]) -> None:
    assert list(numbers) == list(expected)
    for name, values in expected.items():
        np.testing.assert_array_equal(numbers[name], values, name)  # NaN where it was NaN


@pytest.mark.parametrize("make", [_deformable, _super_resolve])
@pytest.mark.parametrize(("before", "after"), [(0, 12), (7, 13)])
def test_the_same_steps_follow_a_state_that_is_restored(make: MakeLab, before: int, after: int) -> None:
    lab, _ = make()
    for _ in range(before):
        lab.trainer.step()
    state, at = lab.trainer.state(), _parameters(lab)
    reached, shown = lab.trainer.measures(), drawn(lab).pixels
    numbers, gone_on = _steps(lab, after), _parameters(lab)
    assert any(not torch.equal(gone_on[name], at[name]) for name in at), "the steps have changed something"

    for _ in range(2):  # a state can be restored more than once
        lab.trainer.restore(state)
        assert lab.trainer.step_count == before
        _require_same(lab, at)
        assert lab.trainer.measures() == reached
        np.testing.assert_array_equal(drawn(lab).pixels, shown)
        _require_same_numbers(_steps(lab, after), numbers)
        _require_same(lab, gone_on)
        assert lab.trainer.step_count == before + after


@pytest.mark.parametrize("make", [_deformable, _super_resolve])
def test_a_trainer_that_was_built_alike_can_go_on_from_it(make: MakeLab) -> None:
    lab, _ = make()
    _steps(lab, 6)
    state = lab.trainer.state()
    numbers = _steps(lab, 8)
    other, _ = make()
    _steps(other, 3)
    other.trainer.restore(state)
    _require_same_numbers(_steps(other, 8), numbers)
    _require_same(other, _parameters(lab))


@pytest.mark.parametrize("make", [_deformable, _super_resolve])
def test_live_settings_are_no_part_of_a_state(make: MakeLab) -> None:
    lab, experiment = make()
    _steps(lab, 2)
    state, at = lab.trainer.state(), _parameters(lab)
    lab.adjust(with_spec(experiment, learning_rate=1e-9))
    lab.trainer.restore(state)
    _steps(lab, 1)
    for name, tensor in _parameters(lab).items():
        torch.testing.assert_close(tensor, at[name], rtol=0, atol=1e-6)


@pytest.mark.parametrize("make", [_deformable, _super_resolve])
def test_a_state_is_of_copies_and_plain_numbers(make: MakeLab) -> None:
    lab, _ = make()
    _steps(lab, 2)

    def plain(value: Any) -> Any:
        if isinstance(value, Tensor):
            assert not value.requires_grad
            return value.tolist()
        if isinstance(value, Mapping):
            return {name: plain(each) for name, each in value.items()}
        if isinstance(value, list):
            return [plain(each) for each in value]
        assert isinstance(value, int | float)
        return value

    state = lab.trainer.state()
    before = plain(state)
    _steps(lab, 3)
    assert plain(state) == before
