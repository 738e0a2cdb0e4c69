"""Where training pushes the points of a unit."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from lab_sources import deformable, noise, read, with_spec

from vizapp.document.placed import PlacedPoint, Tap


@pytest.mark.parametrize(("kernel", "stride", "dilation"), [(3, 1, 1), (3, 2, 3), (5, 1, 2)])
def test_a_push_is_the_negative_gradient_of_the_loss(kernel: int, stride: int, dilation: int) -> None:
    lab, experiment = deformable(noise(22, 30), kernel_size=(kernel, kernel), stride=stride, dilation=dilation)
    for _ in range(4):
        lab.trainer.step()
    lab.adjust(with_spec(experiment, placed_points=(PlacedPoint(Tap(0, 1), (40.0, 0.5)),)))
    offset = lab.forward().offset.clone().requires_grad_()
    lab.task.loss(lab.layer.convolve(lab.input, offset), lab.task.aim).backward()
    assert offset.grad is not None
    rows, columns = offset.shape[2:]
    readings = read(lab, (0, 0), (rows - 1, columns - 1), (3, 7), pushes=True)
    assert len(readings) == 3
    for reading in readings:
        y, x = reading.unit_yx
        expected = -offset.grad[0, :, y, x].reshape(-1, 2)
        assert reading.push_yx is not None
        scale = float(expected.abs().max())
        assert scale > 0
        np.testing.assert_allclose(reading.push_yx, expected.numpy(), atol=2e-3 * scale)
        assert not reading.push_yx[1].any(), "a point far outside is not pushed anywhere"


def test_it_is_left_out_where_it_was_not_asked_for() -> None:
    lab, _ = deformable(noise(22, 30))
    assert read(lab, (3, 7))[0].push_yx is None


def test_nothing_is_pushed_where_the_target_is_met() -> None:
    lab, _ = deformable(noise(22, 30))
    lab.task.aim.target.copy_(lab.forward().output)
    (reading,) = read(lab, (3, 7), pushes=True)
    assert reading.push_yx is not None
    assert torch.from_numpy(reading.push_yx).abs().max() < 1e-9
