from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from vizapp.document import deformable_tasks as specs
from vizapp.document.deformable import DeformableSpec
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import TaskInput
from vizapp.labs.deformable.tasks.hidden_taps import HiddenTaps
from vizapp.labs.deformable.tasks.telling_kernel import telling_kernel
from vizapp.ops import deform_conv2d


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _task(input_map: torch.Tensor, seed: int = 0, *, max_shift: float = 2.5, **layer: Any) -> HiddenTaps:
    settings = specs.HiddenTapsSpec(max_shift=max_shift)
    spec = DeformableSpec(task=settings, **layer)
    return HiddenTaps(settings, TaskInput(PictureInput(input_map), spec, _generator(seed)))


@pytest.fixture
def input_map() -> torch.Tensor:
    return torch.rand(1, 2, 11, 14, generator=_generator())


@pytest.mark.parametrize(("out_channels", "in_channels", "kernel_size"), [(9, 1, 3), (12, 3, 3), (25, 4, 5)])
def test_every_tap_leaves_a_mark_of_its_own(out_channels: int, in_channels: int, kernel_size: int) -> None:
    kernel = telling_kernel(out_channels, in_channels, (kernel_size, kernel_size), _generator())
    assert kernel.shape == (out_channels, in_channels, kernel_size, kernel_size)
    taps = kernel_size**2
    for channel in range(in_channels):
        columns = kernel[:, channel].reshape(out_channels, taps) * in_channels
        torch.testing.assert_close(columns.T @ columns, torch.eye(taps), rtol=0, atol=1e-5)
        assert columns.min() < -0.1
        assert columns.max() > 0.1


def test_an_even_area_keeps_its_colour() -> None:
    answers = telling_kernel(9, 3, (3, 3), _generator()).sum((2, 3))
    assert answers.min() > 0
    assert answers[:3].argmax(1).tolist() == [0, 1, 2]


def test_too_few_outputs_are_refused_and_raised_by_the_task(input_map: torch.Tensor) -> None:
    with pytest.raises(ValueError, match="at least 25"):
        telling_kernel(9, 1, (5, 5), _generator())
    assert _task(input_map, kernel_size=(5, 5)).kernel.shape == (25, 2, 5, 5)


@pytest.mark.parametrize(("kernel_size", "stride", "dilation"), [(3, 1, 1), (5, 2, 2)])
def test_without_shifts_the_target_is_the_plain_convolution(
    input_map: torch.Tensor, kernel_size: int, stride: int, dilation: int
) -> None:
    task = _task(input_map, kernel_size=(kernel_size, kernel_size), stride=stride, dilation=dilation, max_shift=0)
    expected = functional.conv2d(input_map, task.kernel, None, stride, dilation * (kernel_size // 2), dilation)
    torch.testing.assert_close(task.aim.target, expected, rtol=1e-5, atol=1e-5)


def test_the_target_reads_where_the_shifts_say(input_map: torch.Tensor) -> None:
    task = _task(input_map, kernel_size=(1, 1))
    dy, dx = task.shifts_yx[0].double().tolist()
    image = np.pad(input_map[0].double().numpy(), ((0, 0), (5, 5), (5, 5)))
    expected = np.zeros((2, 11, 14))
    for y in range(11):
        for x in range(14):
            top, left = int(np.floor(y + dy)), int(np.floor(x + dx))
            v, u = y + dy - top, x + dx - left
            block = image[:, top + 5 : top + 7, left + 5 : left + 7]
            expected[:, y, x] = np.einsum("cij,i,j->c", block, [1 - v, v], [1 - u, u])
    reference = np.einsum("oc,chw->ohw", task.kernel[:, :, 0, 0].double().numpy(), expected)
    np.testing.assert_allclose(task.aim.target[0].numpy(), reference, atol=1e-5)


def test_loss_and_distance_are_measured_from_the_truth(input_map: torch.Tensor) -> None:
    task = _task(input_map)
    assert task.loss(task.aim.target, task.aim) == 0
    assert task.loss(task.aim.target + 2 * task.deviation, task.aim).item() == pytest.approx(4, rel=1e-4)
    truth = task.shifts_yx.reshape(1, 18, 1, 1).expand(1, 18, 11, 14)
    assert task.aim.true_offset is not None
    torch.testing.assert_close(task.aim.true_offset, truth, rtol=0, atol=0)
    assert [metric.name for metric in task.metrics] == ["distance", "worst_tap"]
    assert [float(each) for each in task.measure(truth, task.aim)] == [0, 0]
    moved = truth.clone()
    moved[:, 0], moved[:, 1] = moved[:, 0] + 3, moved[:, 1] - 4
    distance, worst = (float(each) for each in task.measure(moved, task.aim))
    assert distance == pytest.approx(5 / 9, rel=1e-5)
    assert worst == pytest.approx(5, rel=1e-5)


def test_only_the_taps_that_count_are_measured(input_map: torch.Tensor) -> None:
    task = _task(input_map)
    assert task.aim.true_offset is not None
    moved = task.aim.true_offset.clone()
    moved[:, 0] += 3
    moved[:, 5, :, :7] += 1  # of tap 2, at half of the units
    distance, worst = (float(each) for each in task.measure(moved, task.aim, torch.tensor([1, 2])))
    assert distance == pytest.approx(0.25, rel=1e-5)
    assert worst == pytest.approx(0.5, rel=1e-5)
    assert all(torch.isnan(each) for each in task.measure(moved, task.aim, torch.tensor([], dtype=torch.int64)))


def test_the_seed_decides_the_truth(input_map: torch.Tensor) -> None:
    assert torch.equal(_task(input_map, 3).shifts_yx, _task(input_map, 3).shifts_yx)
    assert not torch.equal(_task(input_map, 3).shifts_yx, _task(input_map, 4).shifts_yx)
    assert _task(input_map, 3).shifts_yx.abs().max() <= 2.5


def test_very_large_values_have_a_finite_loss(input_map: torch.Tensor) -> None:
    task = _task(input_map * 1e25)
    assert 0 < task.loss(torch.zeros_like(task.aim.target), task.aim).item() < 100


def test_nothing_but_zeros_is_refused() -> None:
    with pytest.raises(ValueError, match="same number everywhere"):
        _task(torch.zeros(1, 1, 8, 8))


def test_another_picture_has_a_target_of_its_own_with_the_same_shifts(input_map: torch.Tensor) -> None:
    task = _task(input_map, stride=2)
    other = torch.rand(1, 2, 9, 21, generator=_generator(5))
    aim = task.aim_at(PictureInput(other))
    assert aim.target.shape == (1, 9, 5, 11)
    assert aim.true_offset is not None
    torch.testing.assert_close(aim.true_offset, task.shifts_yx.reshape(1, 18, 1, 1).expand(1, 18, 5, 11))
    expected = deform_conv2d(other, aim.true_offset.contiguous(), task.kernel, None, 2, 1, 1)
    torch.testing.assert_close(aim.target, expected, rtol=1e-4, atol=1e-5)
    assert task.loss(aim.target + 3 * task.deviation, aim).item() == pytest.approx(9, rel=1e-4)
