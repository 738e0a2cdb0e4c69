from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest
import torch
from lab_sources import deformable, drawn, last_bias, measured, noise, photograph, read, travelled, with_spec

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenTapsSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.labs.base import DivergedError
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.deformable.placed_offsets import place_offsets
from vizapp.labs.deformable.tasks.hidden_taps import HiddenTaps
from vizapp.protocol.offset_answers import OffsetReport
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import (
    OffsetReportRequest,
    PictureRequest,
    Request,
    SubpixelsRequest,
    TilesRequest,
    UnitsRequest,
)
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.wording.lab_notes import lab_notes_text
from vizapp.wording.problems import ProblemError


def test_points_walk_to_the_hidden_ones() -> None:
    lab, _ = deformable(photograph(), working_size=72, task=HiddenTapsSpec())
    distances = [lab.trainer.step()["distance"] for _ in range(120)]
    assert distances[0] > 1
    assert distances[10] < 0.6 * distances[0]
    assert lab.trainer.measures()["distance"] < 0.05


def test_the_same_seed_gives_the_same_numbers() -> None:
    runs = []
    for seed in (5, 5, 6):
        lab, _ = deformable(noise(24, 30), seed=seed)
        runs.append([lab.trainer.step() for _ in range(5)])
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_the_source_is_reduced_and_never_enlarged() -> None:
    assert deformable(noise(300, 150))[0].describe().input_shape == (3, 192, 96)
    lab, _ = deformable(noise(20, 30), stride=2, working_size=64)
    description = lab.describe()
    assert description.input_shape == (3, 20, 30)
    assert description.output_shape == (9, 10, 15)
    assert description.notes == ()
    assert description.parameters == 18 * (3 * 9 + 1)
    assert "150 × 300 to 96 × 192" in lab_notes_text(deformable(noise(300, 150))[0].describe().notes)


def test_a_feature_map_can_be_trained_on_whatever_its_range() -> None:
    values = photograph()[::4, ::4].transpose(2, 0, 1).astype(np.float32) * 1e5
    lab, _ = deformable(np.ascontiguousarray(values), "feature_map", working_size=64, task=HiddenTapsSpec())
    for _ in range(60):
        lab.trainer.step()
    assert lab.trainer.measures()["distance"] < 0.3


def test_a_placed_point_shows_at_once_and_on_a_reading() -> None:
    lab, experiment = deformable(noise(24, 30))
    lab.trainer.step()
    before, _ = read(lab, (5, 6), (7, 8), exact=False)
    lab.adjust(with_spec(experiment, placed_points=(PlacedPoint(Tap(0, 4), (1.25, -0.5), Unit((5, 6))),)))
    placed, other = read(lab, (5, 6), (7, 8), exact=False)
    np.testing.assert_array_equal(placed.offset_yx[4], np.array([1.25, -0.5], np.float32))
    assert placed.placed.tolist() == [False] * 4 + [True] + [False] * 4
    assert placed.operator_output != before.operator_output
    assert placed.products.sum(dtype=np.float64) == pytest.approx(placed.operator_output, abs=1e-5)
    assert not other.placed.any()
    assert other.offset_yx[4].tolist() != [1.25, -0.5]


def test_a_placed_point_is_part_of_training_and_gets_no_gradient() -> None:
    lab, experiment = deformable(noise(24, 30), task=HiddenTapsSpec())
    lab.adjust(with_spec(experiment, placed_points=(PlacedPoint(Tap(0, 4), (1.0, 0.0)),)))
    for _ in range(3):
        lab.trainer.step()
    bias = last_bias(lab).detach()
    assert not bias[8:10].any()
    assert bias[:8].all()
    assert bias[10:].all()
    lab.adjust(experiment)
    assert not read(lab, (0, 0))[0].placed.any()
    lab.trainer.step()
    assert last_bias(lab).detach()[8:10].all()


def test_the_distance_is_of_the_taps_that_training_can_move() -> None:
    lab, experiment = deformable(noise(24, 30), task=HiddenTapsSpec())
    assert isinstance(lab.task, HiddenTaps)
    truth = lab.task.shifts_yx.numpy()
    everywhere = PlacedPoint(Tap(0, 4), (50.0, 50.0))
    for_one_unit = PlacedPoint(Tap(0, 2), (9.0, 0.0), Unit((5, 6)))
    lab.adjust(with_spec(experiment, placed_points=(everywhere, for_one_unit)))
    away = np.linalg.norm(truth, axis=1)[:, None, None].repeat(24, 1).repeat(30, 2)  # before the first step
    away[2, 5, 6] = np.linalg.norm(np.array([9.0, 0.0]) - truth[2])
    expected = np.delete(away, 4, axis=0).mean()
    assert lab.trainer.measures()["distance"] == pytest.approx(expected, rel=1e-5)
    assert lab.trainer.step()["distance"] == pytest.approx(expected, rel=1e-5)
    lab.adjust(with_spec(experiment, placed_points=tuple(PlacedPoint(Tap(0, tap), (50.0, 50.0)) for tap in range(9))))
    assert np.isnan(lab.trainer.measures()["distance"])
    stepped = lab.trainer.step()
    assert np.isnan(stepped["distance"])
    assert np.isfinite(stepped["loss"])
    lab.adjust(experiment)
    assert lab.trainer.measures()["distance"] < 2 * np.linalg.norm(truth, axis=1).mean()


def test_while_it_runs_the_last_steps_own_numbers_are_shown_and_say_so() -> None:
    lab, _ = deformable(noise(24, 30))
    lab.trainer.step()
    lab.trainer.step()
    assert lab.answer({}, exact=False).step == 1
    (loose,) = read(lab, (5, 5), exact=False)
    assert lab.answer({}, exact=True).step == 2
    (exact,) = read(lab, (5, 5))
    assert not np.array_equal(loose.offset_yx, exact.offset_yx)
    again, _ = deformable(noise(24, 30))
    again.trainer.step()
    (expected,) = read(again, (5, 5))
    np.testing.assert_array_equal(loose.offset_yx, expected.offset_yx)
    assert loose.operator_output == expected.operator_output


def test_the_learning_rate_is_taken_over_live() -> None:
    lab, experiment = deformable(noise(24, 30), learning_rate=0.05, task=HiddenTapsSpec())
    lab.trainer.step()
    moved = last_bias(lab).detach().clone()
    lab.adjust(with_spec(experiment, learning_rate=1e-9))
    lab.trainer.step()
    torch.testing.assert_close(last_bias(lab).detach(), moved, rtol=0, atol=1e-6)
    assert moved.abs().min() > 0.1


def test_output_and_target_are_drawn_alike_and_the_error_on_a_scale_that_stays() -> None:
    lab, _ = deformable(photograph(), working_size=48, task=HiddenTapsSpec())
    output, target, error = drawn(lab), drawn(lab, "target"), drawn(lab, "error")
    assert (output.low, output.high) == (target.low, target.high)
    assert output.pixels.shape == (32, 48, 3)
    assert error.pixels.shape == (32, 48, 1)
    assert output.values is not None
    assert error.values is not None
    difference = np.abs(lab.forward().output[0].numpy() - lab.task.aim.target[0].numpy())
    np.testing.assert_allclose(error.values[0], difference.mean(0), atol=1e-6)
    for _ in range(60):
        lab.trainer.step()
    later = drawn(lab, "error")
    assert (later.low, later.high) == (error.low, error.high) == (0, error.high)
    assert later.pixels.mean() < error.pixels.mean() / 3


def test_one_channel_can_be_asked_for() -> None:
    lab, _ = deformable(noise(24, 30))
    picture = drawn(lab, channel=7)
    (unit,) = read(lab, (2, 2), output_channel=7, input_channel=1)
    output = lab.forward().output[0, 7].numpy()
    assert picture.values is not None
    np.testing.assert_allclose(picture.values, output[None], atol=1e-6)
    assert unit.output_channel == 7
    assert unit.operator_output == pytest.approx(output[2, 2], abs=1e-6)
    assert unit.channels == (1,)
    channels, picture = lab.input_picture(1)
    assert channels == (1,)
    np.testing.assert_array_equal(picture.pixels[:, :, 0], noise(24, 30)[:, :, 1])


def test_the_input_is_shown_as_it_was() -> None:
    lab, _ = deformable(noise(24, 30))
    channels, picture = lab.input_picture(None)
    assert channels == (0, 1, 2)
    np.testing.assert_array_equal(picture.pixels, noise(24, 30))


def test_a_snapshot_travels() -> None:
    lab, _ = deformable(noise(24, 30))
    lab.trainer.step()
    requests: dict[str, Request] = {"map": PictureRequest("output"), "probe": UnitsRequest(((2, 2), (3, 3)))}
    sent, received = travelled(lab, requests, exact=False)
    assert (received.step, received.generation, received.running) == (0, 3, True)
    assert received.measures is None
    for before, after in zip(sent.answers.values(), received.answers.values(), strict=True):
        if isinstance(before, Picture):
            assert isinstance(after, Picture)
            np.testing.assert_array_equal(after.pixels, before.pixels)
        else:
            assert isinstance(before, UnitReadings)
            assert isinstance(after, UnitReadings)
            np.testing.assert_array_equal(after.readings[1].products, before.readings[1].products)


def test_what_the_lab_does_not_have_is_left_out_and_the_rest_is_answered() -> None:
    lab, _ = deformable(noise(24, 30))
    answers = lab.answer(
        {
            "none": PictureRequest("shuffled"),
            "tiles": TilesRequest(),
            "pixel": SubpixelsRequest((0, 0)),
            "offsets": OffsetReportRequest(),
        },
        exact=True,
    ).answers
    assert list(answers) == ["offsets"]
    report = answers["offsets"]
    assert isinstance(report, OffsetReport)
    assert {finding.value for finding in report.findings if finding.code in ("mean", "dead_taps")} == {0}
    assert read(lab, (24, 0), (-1, 3)) == ()


def test_a_source_with_nan_is_refused_with_the_count() -> None:
    values = np.ones((2, 8, 8), dtype=np.float32)
    values[0, :3, 0] = np.nan
    with pytest.raises(ProblemError, match="holds 3 values that are NaN or infinite"):
        deformable(values, "feature_map")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (np.ones((3, 1, 9), dtype=np.float32), "9 × 1 pixels; at least 2 × 2"),
        (np.zeros((3, 9, 9), dtype=np.float32), "the same number everywhere"),
    ],
    ids=["line", "zeros"],
)
def test_what_cannot_be_trained_on_is_refused(values: np.ndarray, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        deformable(values, "feature_map")


def test_a_step_that_would_fill_the_memory_is_refused() -> None:
    values = np.broadcast_to(np.float32(1), (4096, 1000, 900))
    with pytest.raises(
        ProblemError, match=r"4096 channels and 9 taps takes about 15\.3 GiB a step; choose a working size of at"
    ):
        deformable(values, "feature_map", working_size=1000)


def test_the_four_by_four_example_can_be_trained_on() -> None:
    values = np.arange(1, 17, dtype=np.float32).reshape(1, 4, 4)
    lab, _ = deformable(values, "feature_map", task=HiddenTapsSpec(max_shift=0.5))
    first = lab.trainer.step()["loss"]
    for _ in range(50):
        last = lab.trainer.step()["loss"]
    assert last < first / 4
    assert lab.describe().output_shape == (9, 4, 4)


@pytest.mark.slow
def test_a_first_step_does_not_import_the_compiler() -> None:
    code = """
import sys
import numpy as np, torch
from vizapp.document.experiment import Experiment
from vizapp.labs.create import create_lab
lab = create_lab(Experiment(), "image", np.arange(768, dtype=np.uint8).reshape(16, 16, 3), torch.device("cpu"))
lab.trainer.step()
print([name for name in ("torch._dynamo", "torch._inductor", "torchvision", "PySide6") if name in sys.modules])
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_gpu_finds_the_taps_and_repeats_itself() -> None:
    runs = []
    for _ in range(2):
        lab, _ = deformable(photograph(), working_size=72, device=torch.device("cuda:0"), task=HiddenTapsSpec())
        runs.append([lab.trainer.step() for _ in range(120)])
        assert lab.input.is_cuda
        assert lab.trainer.measures()["distance"] < 0.05
        (reading,) = read(lab, (9, 9))
        assert reading.products.sum(dtype=np.float64) == pytest.approx(reading.operator_output, abs=1e-5)
    assert runs[0] == runs[1]


def _step_often(lab: DeformableLab) -> None:
    for _ in range(20):
        lab.trainer.step()


def test_points_that_have_left_the_image_are_said_before_the_layer_is_lost() -> None:
    lab, _ = deformable(photograph(), working_size=48, learning_rate=10.0, task=HiddenTapsSpec())
    at_first = lab.trainer.state()
    with pytest.raises(DivergedError, match="The points have left the image"):
        _step_often(lab)
    # From an earlier state a lower rate goes on.
    lab.trainer.restore(at_first)
    assert lab.answer({}, exact=True).step == 0
    lab.adjust(Experiment(labs=(DeformableSpec(learning_rate=0.05, task=HiddenTapsSpec()),)))
    before = lab.trainer.step()["loss"]
    assert lab.trainer.step()["loss"] < before


def test_offsets_that_are_not_finite_are_said_and_nothing_is_updated() -> None:
    lab, _ = deformable(photograph(), working_size=48)
    lab.trainer.step()
    kept = lab.trainer.state()
    with torch.no_grad():
        last_bias(lab)[3] = torch.nan
    with pytest.raises(DivergedError) as error:
        lab.trainer.step()
    assert error.value.problem.code == "training.offsets-not-finite"
    assert lab.trainer.step_count == 1
    lab.trainer.restore(kept)
    assert lab.forward().offset.isfinite().all()


def test_points_just_outside_are_said_too() -> None:
    lab, _ = deformable(photograph(), working_size=48, task=HiddenTapsSpec())
    with torch.no_grad():
        last_bias(lab)[::2] = 40.0  # below the image for every unit, but no farther than its width
    assert lab.input.shape[2:] == (32, 48)
    with pytest.raises(DivergedError):
        lab.trainer.step()


def test_a_loss_of_nothing_and_points_placed_by_hand_are_no_reason_to_end() -> None:
    found, _ = deformable(photograph(), working_size=32, task=HiddenTapsSpec(max_shift=0.0))
    assert found.trainer.step()["loss"] == 0
    away = tuple(PlacedPoint(Tap(0, tap), (500.0, 0.0)) for tap in range(9))
    placed, _ = deformable(photograph(), working_size=32, placed_points=away)
    assert placed.trainer.step()["loss"] > 0


@pytest.mark.parametrize(
    ("channels", "side", "spec", "measured"),
    [
        (3, 1024, DeformableSpec(task=HiddenTapsSpec()), 0.776),
        (3, 512, DeformableSpec(task=HiddenTapsSpec()), 0.263),
        (3, 512, DeformableSpec(kernel_size=(5, 5), task=HiddenTapsSpec()), 0.652),
        (3, 512, DeformableSpec(kernel_size=(5, 5), task=HiddenTapsSpec(out_channels=64)), 0.790),
        (64, 256, DeformableSpec(), 0.195),
        (256, 256, DeformableSpec(), 0.220),
        (256, 256, DeformableSpec(kernel_size=(5, 5)), 0.701),
        (512, 256, DeformableSpec(), 0.267),
        (512, 256, DeformableSpec(stride=2, task=HiddenTapsSpec(out_channels=64)), 0.515),
        (1024, 192, DeformableSpec(), 0.255),
        (3, 512, DeformableSpec(layers=2), 0.50),
        (3, 512, DeformableSpec(layers=3), 0.70),
        (3, 1024, DeformableSpec(layers=3, stride=2), 0.30),
        (64, 192, DeformableSpec(layers=3), 0.30),
    ],
)
def test_what_a_step_takes_is_told_within_a_factor_of_two(
    channels: int, side: int, spec: DeformableSpec, measured: float
) -> None:
    assert 0.5 < spec.step_bytes(channels, (side, side)) / 2**30 / measured < 2


@pytest.mark.parametrize("scale", [3e38, 1e25, 1e-41, 1e-20])
def test_values_beyond_single_precision_are_refused(scale: float) -> None:
    values = (np.random.default_rng(0).random((4, 20, 20)) * scale).astype(np.float32)
    with pytest.raises(ProblemError, match="The largest value of the source is"):
        deformable(values, "feature_map")


def test_of_two_points_for_the_same_the_later_holds_and_a_units_own_goes_before_everywhere() -> None:
    points = (
        PlacedPoint(Tap(0, 0), (9.0, 9.0), Unit((1, 2))),
        PlacedPoint(Tap(0, 0), (1.0, 2.0)),
        PlacedPoint(Tap(0, 0), (3.0, 4.0), Unit((1, 2))),
        PlacedPoint(Tap(0, 8), (5.0, 6.0), Unit((0, 0))),
        PlacedPoint(Tap(0, 9), (7.0, 7.0)),
        PlacedPoint(Tap(0, 1), (7.0, 7.0), Unit((3, 0))),
    )
    placed = place_offsets(points, 9, 1, (3, 4), torch.device("cpu"))
    assert placed is not None
    assert placed.values[0, :2, 1, 2].tolist() == [3, 4]
    assert placed.values[0, :2, 2, 3].tolist() == [1, 2]
    assert placed.values[0, 16:, 0, 0].tolist() == [5, 6]
    assert int(placed.where.sum()) == 2 * (12 + 1)


@pytest.mark.benchmark
def test_thousands_of_placed_points_take_milliseconds() -> None:
    points = tuple(PlacedPoint(Tap(0, n % 9), (0.5, 0.25), Unit((n // 9 // 50, n // 9 % 50))) for n in range(4095))
    begun = time.perf_counter()
    place_offsets(points, 9, 1, (192, 192), torch.device("cpu"))
    assert time.perf_counter() - begun < 0.05


def test_the_distance_is_that_of_the_points_shown() -> None:
    lab, _ = deformable(photograph(), working_size=48, task=HiddenTapsSpec())
    assert isinstance(lab.task, HiddenTaps)
    truth = lab.task.shifts_yx
    for _ in range(2):
        before = lab.trainer.step()["distance"]
        shown = measured(lab)
        offsets = lab.forward().offset.detach()
        points = offsets.reshape(1, len(truth), 2, *offsets.shape[2:])
        expected = (points - truth.reshape(1, -1, 2, 1, 1)).norm(dim=2).mean()
        assert shown is not None
        assert shown["distance"] == pytest.approx(float(expected), rel=1e-5)
        assert shown["distance"] != before
        assert measured(lab, exact=False) is None
