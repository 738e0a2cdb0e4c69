"""Rectify: the true field is the warp's, training finds it, and a free map makes a good picture without it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import RectifySpec
from vizapp.document.experiment import Experiment
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.geometry import ConvGeometry
from vizapp.labs.create import create_lab
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.deformable.tasks.warps import middle_positions, moved, moved_back
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.branch_base import Numbers
from vizapp.models.branch_input import BranchInput
from vizapp.models.position_branch import PositionBranch
from vizapp.protocol.metric import MAX_METRICS
from vizapp.protocol.requests import PictureRequest, UnitsRequest
from vizapp.sources.samples import sample
from vizapp.wording.problems import ProblemError

WARPS = ("rotation", "swirl", "barrel")


def photograph(name: str = "astronaut") -> np.ndarray:
    with Image.open(sample(name).path) as image:
        values = np.asarray(image)
    return values if values.ndim == 3 else values[:, :, None]


def make(values: np.ndarray, size: int | None = None, seed: int = 0, **spec: Any) -> DeformableLab:
    experiment = Experiment(labs=(DeformableSpec(**spec),), seed=seed, working_size=size)
    kind = "feature_map" if values.dtype == np.float32 else "image"
    lab = create_lab(experiment, kind, values, torch.device("cpu"))
    assert isinstance(lab, DeformableLab)
    return lab


@pytest.mark.parametrize(
    ("warp", "strength"), [("rotation", -25.0), ("swirl", 70.0), ("barrel", 0.4), ("barrel", 0.0)]
)
def test_a_warp_and_its_inverse_cancel(warp: Any, strength: float) -> None:
    places = middle_positions((31, 54))
    there = moved(places, warp, strength, 27)
    torch.testing.assert_close(moved_back(there, warp, strength, 27), places, rtol=0, atol=1e-9)
    if strength:
        assert (there - places).norm(dim=-1).mean() > 1


def test_a_rotation_is_clockwise_on_the_screen() -> None:
    """What is to the right of the middle moves down, where y points."""
    right = torch.tensor([[0.0, 10.0]], dtype=torch.float64)
    angle = math.radians(30)
    expected = torch.tensor([[10 * math.sin(angle), 10 * math.cos(angle)]], dtype=torch.float64)
    torch.testing.assert_close(moved(right, "rotation", 30, 50), expected)


def test_a_barrel_bends_by_its_formula() -> None:
    """The pixel that came from r·(1 + k·r²) is at r: solved here by bisection."""
    half, k, radius = 20.0, 0.3, 17.0
    low, high = 0.0, radius
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if middle * (1 + k * (middle / half) ** 2) < radius else (low, middle)
    there = moved(torch.tensor([[0.6 * radius, -0.8 * radius]], dtype=torch.float64), "barrel", k, half)
    torch.testing.assert_close(there, torch.tensor([[0.6 * low, -0.8 * low]], dtype=torch.float64))


@pytest.mark.parametrize("warp", WARPS)
def test_the_true_points_give_the_target(warp: Any) -> None:
    """Read bilinearly by hand at the true points, a lopsided smooth picture comes out as its own middle."""
    y, x = np.mgrid[0:60, 0:90] / 60
    smooth = np.stack([np.sin(3 * y + x), y * y - 0.4 * x], 0).astype(np.float32)
    lab = make(smooth, task=RectifySpec(warp=warp))
    aim, read = lab.task.aim, lab.input[0].double()
    assert read.shape == (2, 40, 60)
    torch.testing.assert_close(aim.target[0], torch.from_numpy(smooth[:, 10:50, 15:75]))
    assert aim.true_offset is not None
    assert aim.counts is not None
    inside = 0
    for row in range(0, 40, 7):
        for column in range(0, 60, 11):
            py = row + float(aim.true_offset[0, 0, row, column])
            px = column + float(aim.true_offset[0, 1, row, column])
            within = 0 <= py <= 39 and 0 <= px <= 59
            assert bool(aim.counts[0, 0, row, column]) == within
            if not within:
                continue
            inside += 1
            top, left = min(int(py), 38), min(int(px), 58)
            fy, fx = py - top, px - left
            value = (
                (1 - fy) * (1 - fx) * read[:, top, left]
                + (1 - fy) * fx * read[:, top, left + 1]
                + fy * (1 - fx) * read[:, top + 1, left]
                + fy * fx * read[:, top + 1, left + 1]
            )
            torch.testing.assert_close(value.float(), aim.target[0, :, row, column], rtol=0, atol=3e-3)
    assert inside > 20


def test_loss_and_metrics_are_those_of_a_loop_over_the_units_inside() -> None:
    lab = make(photograph(), 48, task=RectifySpec(rotation=30))
    aim = lab.task.aim
    assert aim.true_offset is not None
    assert aim.counts is not None
    generator = torch.Generator().manual_seed(1)
    output = torch.rand(aim.target.shape, generator=generator)
    offset = torch.randn(aim.true_offset.shape, generator=generator)
    absolute, square, away, units = 0.0, 0.0, 0.0, 0
    for row in range(output.shape[2]):
        for column in range(output.shape[3]):
            if aim.counts[0, 0, row, column]:
                difference = (output - aim.target)[0, :, row, column].double()
                absolute += float(difference.abs().mean())
                square += float(difference.square().mean())
                away += float((offset - aim.true_offset)[0, :, row, column].double().norm())
                units += 1
    assert 0 < units < aim.counts.numel()
    span = float(aim.target.max() - aim.target.min())
    deviation = float(aim.target.double().std(correction=0))
    assert float(lab.task.loss(output, aim)) == pytest.approx(absolute / units / deviation, rel=1e-4)
    distance, psnr = lab.task.measure(offset, aim, None, output)
    assert float(distance) == pytest.approx(away / units, rel=1e-4)
    assert float(psnr) == pytest.approx(-10 * math.log10(square / units / span**2), abs=1e-3)


def test_the_task_decides_the_operator() -> None:
    lab = make(
        photograph(),
        48,
        kernel_size=(5, 7),
        stride=2,
        dilation=3,
        padding=1,
        offset_groups=3,
        groups=3,
        modulation="sigmoid",
        learns="both",
        task=RectifySpec(),
    )
    assert (lab.layer.offset_groups, lab.layer.modulation, lab.layer.points) == (1, "none", 1)
    geometry = lab.layer.geometry
    assert (geometry.kernel_size, geometry.stride, geometry.padding) == ((1, 1), (1, 1), (0, 0))
    assert not lab.layer.trains_kernel
    assert lab.describe().output_shape == (3, 32, 32)
    assert not lab.describe().reads_source
    torch.testing.assert_close(lab.layer.kernel[:, :, 0, 0], torch.eye(3))


def test_a_point_of_another_kernel_is_dropped_with_the_task() -> None:
    before = Experiment(labs=(DeformableSpec(placed_points=(PlacedPoint(Tap(0, 4), (1.0, 0.5)),)),))
    spec = before.spec_of(DeformableSpec)
    after = before.with_spec(spec.with_task(RectifySpec()))
    assert after.spec_of(DeformableSpec).settled(before, after).placed_points == ()


def test_smoothing_ends_and_stays_away() -> None:
    task = make(photograph(), 32, task=RectifySpec()).task
    amounts = [task.smoothing(step) for step in range(1000)]
    assert amounts[0] == 6
    assert amounts == sorted(amounts, reverse=True)
    assert not any(amounts[180:])
    assert amounts[170] > 0


@pytest.mark.parametrize("warp", WARPS)
@pytest.mark.slow
def test_training_finds_the_warp(warp: Any) -> None:
    """The displacement error is halved five times within the default steps, with a smaller copy to save time."""
    lab = make(photograph(), 96, task=RectifySpec(warp=warp))
    before = lab.trainer.measures()
    for _ in range(RectifySpec.default_steps):
        lab.trainer.step()
    after = lab.trainer.measures()
    assert after["distance"] < before["distance"] / 32
    assert after["psnr"] > before["psnr"] + 12
    for _ in range(100):
        lab.trainer.step()
    assert lab.trainer.measures()["distance"] < before["distance"] / 32


@pytest.mark.slow
def test_a_free_map_makes_the_picture_without_the_geometry() -> None:
    lab = make(photograph(), 96, task=RectifySpec(rotation=15), compared=("free",))
    before = lab.trainer.measures()
    for _ in range(200):
        lab.trainer.step()
    after = lab.trainer.measures()
    assert after["free_psnr"] > before["free_psnr"] + 10
    assert after["free_distance"] > before["free_distance"] / 4
    assert after["distance"] < after["free_distance"] / 10


def test_a_restored_state_trains_on_bit_by_bit_while_pictures_are_smoothed() -> None:
    lab = make(photograph("camera"), 48, seed=3, task=RectifySpec(warp="swirl"), compared=("free",))
    for _ in range(10):
        lab.trainer.step()
    state = lab.trainer.state()
    first = [lab.trainer.step() for _ in range(12)]
    lab.trainer.restore(state)
    assert [lab.trainer.step() for _ in range(12)] == first


def test_what_a_step_reports_is_of_the_unsmoothed_pictures() -> None:
    lab = make(photograph(), 48, task=RectifySpec())
    assert lab.task.smoothing(0) > 0
    measured = lab.trainer.measures()
    assert lab.trainer.step() == pytest.approx(measured, rel=1e-5)
    shown = lab.answer({"output": PictureRequest("output")}, exact=False)
    picture = shown.answers["output"]
    values = picture.values  # type: ignore[union-attr]  # a Picture
    # The first step's own output: nothing has moved, and nothing is smoothed.
    np.testing.assert_allclose(values, lab.input[0].numpy(), atol=1e-6)


def test_a_unit_is_read_as_arithmetic() -> None:
    lab = make(photograph(), 48, task=RectifySpec())
    for _ in range(3):
        lab.trainer.step()
    answer = lab.answer({"probe": UnitsRequest(((5, 20),), output_channel=1)}, exact=True).answers["probe"]
    (reading,) = answer.readings  # type: ignore[union-attr]  # UnitReadings
    assert reading.point_yx.shape == (1, 2)
    assert reading.products.sum() == pytest.approx(reading.operator_output, abs=1e-5)
    offset = lab.task.aim.true_offset
    assert offset is not None
    np.testing.assert_allclose(reading.truth_yx[0], np.array([5, 20]) + offset[0, :, 5, 20].numpy(), atol=1e-4)


def test_an_even_picture_is_refused() -> None:
    with pytest.raises(ProblemError, match="the same number everywhere"):
        make(np.full((40, 40, 3), 90, np.uint8), task=RectifySpec())


def test_the_unseen_picture_is_warped_alike_and_tried_like_the_trained_one() -> None:
    lab, other = (make(photograph(name), 48, task=RectifySpec(warp="swirl")) for name in ("astronaut", "coffee"))
    lab.set_unseen(WorkingCopies("image", photograph("coffee")))
    shapes = lab.describe().unseen
    assert shapes is not None
    assert shapes.input == other.describe().input_shape
    for _ in range(11):
        measured = lab.trainer.step()
    assert math.isfinite(measured["unseen_distance"])
    assert math.isfinite(measured["unseen_psnr"])
    (arrays,) = (each() for each in lab.result_arrays()[2:])
    torch.testing.assert_close(arrays["unseen_input"], other.input)
    torch.testing.assert_close(arrays["unseen_target"], other.task.aim.target)
    shown = lab.answer({"output": PictureRequest("output")}, exact=True, unseen=True)
    assert shown.unseen


def test_layers_beside_it_learn_from_smoothed_pictures_too() -> None:
    """Whatever gives the offsets; without any, nothing moves and nothing is smoothed."""
    lab = make(photograph(), 48, task=RectifySpec(), compared=("conv", "free", "none"))
    first = lab.trainer.step()
    for _ in range(30):
        last = lab.trainer.step()
    for run in ("", "conv_", "free_"):
        assert last[f"{run}loss"] < first[f"{run}loss"], run
    assert last["none_loss"] == pytest.approx(first["none_loss"])
    assert len(lab.describe().metrics) <= MAX_METRICS


@pytest.mark.parametrize("settings", [{"groups": 2}, {"offset_groups": 2}, {"padding": 0, "kernel_size": (7, 7)}])
def test_settings_without_effect_refuse_no_source(settings: dict[str, Any]) -> None:
    spec = DeformableSpec(task=RectifySpec(), **settings)
    assert not any(spec.uses(field) for field in settings)
    assert spec.uses("branch")
    assert make(photograph(), 32, task=RectifySpec(), **settings).layer.points == 1


def test_the_position_branch_counts_from_the_middle_of_each_kernel() -> None:
    """Two layers whose units lie at the same places of the picture get the same offsets there."""
    read = BranchInput(torch.randn(1, 3, 20, 14, generator=torch.Generator().manual_seed(0)))
    spec = OffsetBranchSpec(kind="position", start="random", scale=2.0, bound=3.0)
    branch = PositionBranch(Numbers(18, 9), spec, read.whole(), torch.Generator().manual_seed(1))
    aligned = branch(read, ConvGeometry.aligned(3))
    bare = branch(read, ConvGeometry((3, 3), (2, 3), (0, 0)))
    assert aligned.shape == (1, 27, 20, 14)
    torch.testing.assert_close(bare, aligned[:, :, 1:19:2, 1:13:3])
    assert aligned[:, :18].abs().max() <= 3
    free = PositionBranch(
        Numbers(18, 9),
        OffsetBranchSpec(kind="position", start="random"),
        read.whole(),
        torch.Generator().manual_seed(1),
    )(read, ConvGeometry.aligned(3))
    torch.testing.assert_close(aligned[:, 18:], free[:, 18:])  # what masks are made of is neither scaled nor bounded
    torch.testing.assert_close(aligned[:, :18], 3 * torch.tanh(2 * free[:, :18] / 3))
