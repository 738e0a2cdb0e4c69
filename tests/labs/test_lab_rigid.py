"""The plain convolution beside the deformable one: the same kernel without offsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import ask, deformable, drawn, noise, read, with_spec
from torch.nn import functional

from vizapp.document.placed import PlacedPoint, Tap
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.protocol.offset_answers import Field
from vizapp.protocol.requests import FieldRequest


def trained(**spec: Any) -> DeformableLab:
    lab, experiment = deformable(noise(22, 30), **spec)
    for _ in range(4):
        lab.trainer.step()
    lab.adjust(with_spec(experiment, placed_points=(PlacedPoint(Tap(0, 1), (2.5, -1.0)),)))
    return lab


def plain(lab: DeformableLab) -> torch.Tensor:
    geometry = lab.layer.geometry
    return functional.conv2d(
        lab.input, lab.layer.kernel, None, geometry.stride, geometry.padding, geometry.dilation
    ).detach()


@pytest.mark.parametrize(("kernel", "stride", "dilation"), [(3, 1, 1), (3, 2, 3), (5, 1, 2)])
def test_without_offsets_all_is_the_plain_convolutions(kernel: int, stride: int, dilation: int) -> None:
    lab = trained(kernel_size=(kernel, kernel), stride=stride, dilation=dilation)
    expected = plain(lab)
    rows, columns = expected.shape[2:]
    output = drawn(lab, channel=2, rigid=True).values
    assert output is not None
    np.testing.assert_allclose(output[0], expected[0, 2].numpy(), atol=1e-5)
    units = ((0, 0), (rows - 1, columns - 1), (3, 7), (0, columns - 1))
    for reading in read(lab, *units, output_channel=4, rigid=True):
        y, x = reading.unit_yx
        assert reading.rigid
        assert not reading.offset_yx.any()
        assert not reading.placed.any()
        assert reading.plain_output == pytest.approx(float(expected[0, 4, y, x]), abs=1e-5)
        assert reading.operator_output == pytest.approx(reading.plain_output, abs=1e-5)
    for reading in read(lab, *units, output_channel=4):
        y, x = reading.unit_yx
        assert not reading.rigid
        assert reading.offset_yx.any()
        assert reading.plain_output == pytest.approx(float(expected[0, 4, y, x]), abs=1e-5)
        assert abs(reading.operator_output - reading.plain_output) > 1e-4


def test_error_and_field_without_offsets() -> None:
    lab = trained()
    error = drawn(lab, "error", channel=1, rigid=True).values
    assert error is not None
    expected = (plain(lab)[0, 1] - lab.task.aim.target[0, 1]).abs()
    np.testing.assert_allclose(error[0], expected.numpy(), atol=1e-5)
    field = ask(lab, FieldRequest(rigid=True))
    assert isinstance(field, Field)
    assert not field.offset_yx.any()


def test_the_difference_to_the_plain_convolution_is_a_picture() -> None:
    lab = trained()
    for channel in (None, 3):
        shown = drawn(lab, "plain_difference", channel=channel).values
        away = (lab.forward().output[0] - plain(lab)[0]).abs()
        expected = away.mean(0) if channel is None else away[channel]
        assert shown is not None
        np.testing.assert_allclose(shown[0], expected.numpy(), atol=1e-5)
        assert shown.max() > 1e-3


def test_the_plain_convolution_follows_a_kernel_that_is_trained_and_else_is_kept() -> None:
    lab, _ = deformable(noise(22, 30), learns="both")
    for _ in range(3):
        lab.trainer.step()
        shown = drawn(lab, channel=0, rigid=True).values
        assert shown is not None
        np.testing.assert_allclose(shown[0], plain(lab)[0, 0].numpy(), atol=1e-5)
    other = trained()
    fixed, stage = other.trainer.learner, other._trained
    assert fixed.rigid(stage).result.output is fixed.rigid(stage).result.output


def test_nothing_is_computed_that_was_not_asked_for() -> None:
    lab = trained()
    drawn(lab)
    read(lab, (2, 3))
    assert not lab.trainer.learner._rigid
