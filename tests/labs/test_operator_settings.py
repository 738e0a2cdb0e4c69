"""Every setting of the deformable operator, against torchvision and against the arithmetic of single units."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import deformable
from torch import Tensor
from torchvision.ops import deform_conv2d as torchvision_deform_conv2d

from vizapp.document.deformable_tasks import HiddenRuleSpec, HiddenTapsSpec
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import PlacedPoint, Region, Tap, Unit
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.deformable.offset_convolution import OffsetConvolution
from vizapp.protocol.requests import UnitsRequest
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.wording.problems import ProblemError, sentence

HEIGHT, WIDTH = 19, 26
PLACED = (
    PlacedPoint(Tap(0, 0), (1.5, -2.25)),
    PlacedPoint(Tap(0, 1), (-3.0, 0.75), Region(1, 0, 3, 4)),
    PlacedPoint(Tap(0, 1), (0.4, 30.0), Unit((2, 3))),
)


@dataclass(frozen=True)
class Case:
    settings: dict[str, Any] = field(default_factory=dict)
    channels: int = 6


CASES = {
    "3×3": Case(),
    "1×1": Case({"kernel_size": (1, 1)}),
    "1×3": Case({"kernel_size": (1, 3)}),
    "3×5, stride 2": Case({"kernel_size": (3, 5), "stride": 2}),
    "7×7, dilated": Case({"kernel_size": (7, 7), "dilation": 2}, 2),
    "7×1, stride 4": Case({"kernel_size": (7, 1), "stride": 4, "dilation": 3}, 3),
    "no padding": Case({"kernel_size": (3, 5), "padding": 0}),
    "no padding, dilated, stride 3": Case({"kernel_size": (5, 3), "padding": 0, "dilation": 3, "stride": 3}),
    "padding 7": Case({"kernel_size": (3, 5), "padding": 7, "stride": 2}),
    "3 offset groups": Case({"offset_groups": 3}),
    "2 groups": Case({"kernel_size": (1, 3), "groups": 2}),
    "groups that do not nest": Case({"kernel_size": (1, 3), "offset_groups": 2, "groups": 3}),
    "every channel by itself": Case({"kernel_size": (3, 1), "offset_groups": 6, "groups": 6, "stride": 2}),
    "sigmoid": Case({"modulation": "sigmoid"}),
    "2·sigmoid, 3 offset groups": Case({"modulation": "2·sigmoid", "offset_groups": 3, "groups": 3, "padding": 2}),
    "softmax, 2 offset groups": Case({"modulation": "softmax", "offset_groups": 2, "kernel_size": (3, 5)}),
    "unbounded": Case({"modulation": "unbounded", "kernel_size": (5, 1)}),
    "channels summed first": Case({"kernel_size": (1, 3), "stride": 2, "padding": 0}, 40),
    "channels summed first, padded": Case({"kernel_size": (3, 1), "padding": 4, "modulation": "2·sigmoid"}, 40),
    "channels summed first, groups": Case({"kernel_size": (1, 3), "offset_groups": 2, "modulation": "softmax"}, 60),
}


def _lab(case: Case, **more: Any) -> DeformableLab:
    """Return a lab whose branch starts at random, so that offsets and masks differ from unit to unit."""
    values = np.random.default_rng(3).normal(size=(case.channels, HEIGHT, WIDTH)).astype(np.float32)
    branch = OffsetBranchSpec(start="random", smoothing=1.0)
    return deformable(values, "feature_map", **{"branch": branch, **case.settings, **more})[0]


def _plain(lab: DeformableLab, offset: Tensor, mask: Tensor | None) -> Tensor:
    geometry = lab.layer.geometry
    return torchvision_deform_conv2d(
        lab.input, offset, lab.task.kernel, None, geometry.stride, geometry.padding, geometry.dilation, mask
    )


def _readings(lab: DeformableLab, units: list[tuple[int, int]], output: int, channel: int) -> tuple[UnitReading, ...]:
    answers = lab.answer({"units": UnitsRequest(tuple(units), output, channel)}, exact=True).answers
    answer = answers["units"]
    assert isinstance(answer, UnitReadings)
    return answer.readings


@pytest.mark.parametrize("name", CASES)
def test_output_and_target_are_torchvisions(name: str) -> None:
    lab = _lab(CASES[name], placed_points=PLACED[:1])
    result = lab.forward()
    spread = result.offset.std((2, 3))
    assert (spread[:, 2:] > 0.05).all()  # the branch's own, which differ from unit to unit
    expected = _plain(lab, result.offset, result.mask)
    torch.testing.assert_close(result.output, expected, atol=2e-5, rtol=1e-4)
    truth = lab.task.aim.true_offset
    assert truth is not None
    torch.testing.assert_close(lab.task.aim.target, _plain(lab, truth, None), atol=2e-5, rtol=1e-4)
    groups = lab.layer.offset_groups
    if groups > 1:
        by_group = truth.unflatten(1, (groups, -1))
        assert (by_group[:, 0] - by_group[:, 1]).abs().mean() > 0.3


@pytest.mark.parametrize("name", CASES)
def test_the_arithmetic_of_a_unit_gives_the_operators_output(name: str) -> None:
    lab = _lab(CASES[name], placed_points=PLACED)
    outputs, rows, columns = lab.describe().output_shape
    units = [(0, 0), (2, 3), (1, 2), (rows - 1, columns - 1), (0, columns - 1), (rows // 2, 1)]
    for output in (0, outputs - 1):
        for reading in _readings(lab, units, output, 0):
            total = reading.products.sum(dtype=np.float64) + reading.bias
            assert total == pytest.approx(reading.operator_output, abs=1e-5)


@pytest.mark.parametrize("name", CASES)
def test_a_point_reads_the_channels_of_its_group(name: str) -> None:
    """Add up value × weight × mask channel by channel, which the products only hold as sums."""
    case = CASES[name]
    lab = _lab(case)
    layer = lab.layer
    output = lab.describe().output_shape[0] - 1
    per_group = case.channels // layer.offset_groups
    sums = 0.0
    for channel in range(case.channels):
        (reading,) = _readings(lab, [(1, 3)], output, channel)
        mask = np.ones(layer.points) if reading.mask is None else reading.mask
        terms = reading.values[:, 0].astype(np.float64) * reading.kernel[:, 0] * mask
        others = np.arange(layer.points) // layer.taps != channel // per_group
        assert not terms[others].any()
        sums = sums + terms
    np.testing.assert_allclose(sums, reading.products, atol=1e-5)


@pytest.mark.parametrize("name", CASES)
def test_a_step_trains_and_stays_finite(name: str) -> None:
    lab = _lab(CASES[name], branch=OffsetBranchSpec(smoothing=1.0), placed_points=PLACED[1:], learns="both")
    losses = [lab.trainer.step()["loss"] for _ in range(6)]
    assert np.isfinite(losses).all()
    moved = [p for p in lab.layer.branch.parameters() if p.detach().abs().max() > 0]
    assert moved
    lab.answer({}, exact=True)


@pytest.mark.parametrize(
    ("modulation", "start"), [("sigmoid", 0.5), ("2·sigmoid", 1.0), ("softmax", 1 / 15), ("unbounded", 0.0)]
)
def test_a_zero_initialised_layer_weighs_as_the_papers_do(modulation: str, start: float) -> None:
    case = Case({"kernel_size": (3, 5), "modulation": modulation})
    lab = _lab(case, branch=OffsetBranchSpec())
    result = lab.forward()
    assert result.mask is not None
    torch.testing.assert_close(result.mask, torch.full_like(result.mask, start))
    plain = torch.nn.functional.conv2d(lab.input, lab.task.kernel, padding=(1, 2))
    torch.testing.assert_close(result.output, start * plain, atol=2e-5, rtol=1e-4)


def test_stacked_masks_that_all_start_at_zero_are_refused_because_nothing_passes_them() -> None:
    stack = Case({"modulation": "unbounded", "layers": 2})
    with pytest.raises(ProblemError) as refused:
        _lab(stack, branch=OffsetBranchSpec())
    assert refused.value.problem.field == "modulation"
    assert "2 layers" in str(refused.value)
    losses = [_lab(stack, branch=OffsetBranchSpec(start="random"), learns="both").trainer.step()["loss"]]
    assert np.isfinite(losses).all()
    assert _lab(stack, branch=OffsetBranchSpec(kind="none")).forward().mask is None


def test_softmax_adds_up_to_one_in_each_offset_group() -> None:
    lab = _lab(Case({"modulation": "softmax", "offset_groups": 3}))
    mask = lab.forward().mask
    assert mask is not None
    sums = mask.unflatten(1, (3, 9)).sum(2)
    torch.testing.assert_close(sums, torch.ones_like(sums))
    assert mask.std() > 0.01


def test_the_bound_is_of_the_offsets_alone() -> None:
    branch = OffsetBranchSpec(start="random", bound=0.5)
    lab = _lab(Case({"modulation": "unbounded"}), branch=branch)
    result = lab.forward()
    assert result.mask is not None
    assert result.offset.abs().max() <= 0.5
    assert result.mask.abs().max() > 0.6


def test_without_a_branch_nothing_is_modulated() -> None:
    lab = _lab(Case({"modulation": "sigmoid"}), branch=OffsetBranchSpec(kind="none"))
    assert lab.forward().mask is None
    torch.testing.assert_close(
        lab.forward().output, torch.nn.functional.conv2d(lab.input, lab.task.kernel, padding=1), atol=2e-5, rtol=1e-4
    )


def test_masks_are_among_the_results() -> None:
    lab = _lab(Case({"modulation": "2·sigmoid", "offset_groups": 2}))
    arrays: dict[str, Tensor] = {}
    for compute in lab.result_arrays():
        arrays |= compute()
    assert arrays["mask"].shape == (1, 18, HEIGHT, WIDTH)
    expected = _plain(lab, arrays["offsets"], arrays["mask"])
    torch.testing.assert_close(arrays["output"], expected, atol=2e-5, rtol=1e-4)


@pytest.mark.parametrize("padding", [0, 3, 9])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("channels", [3, 40])
def test_the_branch_reads_around_the_middle_of_each_unit(padding: int, stride: int, channels: int) -> None:
    """Hold the branch against a loop: 3×3 pixels around the kernel's middle, and zeros outside."""
    lab = _lab(Case({"kernel_size": (3, 7), "padding": padding, "stride": stride, "dilation": 2}, channels))
    layer = lab.layer
    read = lab._trained.picture.read_by(lab.trainer.learner.branch)
    weight, whole = layer.branch.state_dict()["weights.0"], read.whole()[0]
    offset = lab.forward().offset[0]
    rows, columns = offset.shape[1:]
    for oy, ox in [(0, 0), (rows - 1, columns - 1), (rows // 2, 0), (1, columns // 2)]:
        middle_y, middle_x = (int(v) for v in layer.geometry.centre_of((oy, ox)))
        total = torch.zeros(len(weight))
        for i in range(3):
            for j in range(3):
                y, x = middle_y + i - 1, middle_x + j - 1
                if 0 <= y < HEIGHT and 0 <= x < WIDTH:
                    total += weight[:, :, i, j] @ whole[:, y, x]
        torch.testing.assert_close(offset[:, oy, ox], total, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("modulated", [False, True])
@pytest.mark.parametrize("padding", [0, 2, 5])
def test_summing_the_channels_first_changes_nothing_but_the_rounding(padding: int, modulated: bool) -> None:
    generator = torch.Generator().manual_seed(1)
    case = Case({"kernel_size": (3, 5), "padding": padding, "stride": 2, "offset_groups": 2}, 24)
    geometry = _lab(case).layer.geometry
    image = torch.rand(1, 24, HEIGHT, WIDTH, generator=generator)
    kernel = torch.randn(2, 24, 3, 5, generator=generator)
    rows, columns = geometry.output_size(HEIGHT, WIDTH)
    offset = 3 * torch.randn(1, 60, rows, columns, generator=generator)
    mask = torch.rand(1, 30, rows, columns, generator=generator) if modulated else None
    convolve = OffsetConvolution(image, kernel, geometry, 2)
    assert convolve._places is not None
    expected = torchvision_deform_conv2d(
        image, offset, kernel, None, geometry.stride, geometry.padding, geometry.dilation, mask
    )
    torch.testing.assert_close(convolve(offset, mask), expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("settings", [{}, {"stride": 2}, {"padding": 0}, {"padding": 4, "stride": 3}])
def test_points_outside_are_counted_for_any_padding(settings: dict[str, Any]) -> None:
    lab = _lab(Case({"kernel_size": (3, 5), "offset_groups": 2, "dilation": 2, **settings}))
    arrays = lab.result_arrays()[1]()
    points = arrays["points"]
    inside = (points > -1) & (points < points.new_tensor([HEIGHT, WIDTH])[:, None, None])
    outside = ~inside.all(3)
    statistics = lab._trained.measure.measure(arrays["offsets"])
    assert statistics.outside_share == pytest.approx(outside.float().mean().item(), abs=1e-6)
    assert 0 < statistics.outside_share < 0.9


@pytest.mark.parametrize("task", [HiddenTapsSpec(), HiddenRuleSpec(smoothing=2.0)])
def test_the_points_of_each_group_are_found(task: Any) -> None:
    """Three groups of a colour picture, hidden by different rules, train together."""
    image = np.random.default_rng(0).integers(0, 256, (6, 8, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
    values = np.moveaxis(image, 2, 0).astype(np.float32) / 255
    values += np.random.default_rng(1).normal(0, 0.03, values.shape).astype(np.float32)
    settings = {"offset_groups": 3, "kernel_size": (1, 3), "modulation": "2·sigmoid", "task": task}
    lab, _ = deformable(values, "feature_map", **settings)
    first = lab.trainer.step()["distance"]
    for _ in range(150):
        lab.trainer.step()
    assert lab.trainer.measures()["distance"] < 0.5 * first


@pytest.mark.parametrize(
    ("settings", "field", "words"),
    [
        ({"offset_groups": 4}, "offset_groups", ("4 offset groups", "6 channels", "1, 2, 3, 6")),
        ({"groups": 5}, "groups", ("5 groups", "6 channels", "1, 2, 3, 6")),
        ({"kernel_size": (7, 3), "dilation": 8, "padding": 0}, "padding", ("17 × 49", "26 × 19", "larger padding")),
    ],
)
def test_settings_that_do_not_fit_are_refused_with_what_would(
    settings: dict[str, Any], field: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(ProblemError) as caught:
        _lab(Case(settings))
    assert caught.value.problem.field == field
    text = sentence(caught.value.problem)
    for each in words:
        assert each in text, text
