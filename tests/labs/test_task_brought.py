"""The task whose offsets were brought: the operator's arithmetic with them, and what does not fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import CPU, ask, drawn, read
from torchvision.ops import deform_conv2d

from vizapp.document.brought import BroughtArray, BroughtRole, BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.labs.brought import BroughtArrays
from vizapp.labs.create import create_lab
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.offset_maps.layouts import encode
from vizapp.protocol.offset_answers import OffsetReport
from vizapp.protocol.requests import OffsetReportRequest, ReadersRequest
from vizapp.protocol.unit_answers import Readers, UnitReadings
from vizapp.protocol.unit_checks import check_readings
from vizapp.wording.problems import ProblemError

SIZE, UNITS = (12, 15), (6, 8)
RANDOM = np.random.default_rng(0)
FEATURE = RANDOM.normal(size=(4, *SIZE)).astype(np.float32)
OFFSETS = RANDOM.normal(0, 1.5, (2, 9, 2, *UNITS)).astype(np.float32)
MASK = RANDOM.uniform(0, 1, (18, *UNITS)).astype(np.float32)
WEIGHT = RANDOM.normal(size=(6, 2, 3, 3)).astype(np.float32)
BIAS = RANDOM.normal(size=6).astype(np.float32)


def spec(*roles: BroughtRole, **changes: Any) -> BroughtSpec:
    """Return settings of a layer of stride 2 with two groups of both kinds and these arrays beside its offsets."""
    settings: dict[str, Any] = {
        "arrays": tuple(BroughtArray(role, "/layer.npz", role) for role in ("offsets", *roles)),
        "layout": "split",
        "stride": (2, 2),
        "offset_groups": 2,
        "groups": 2 if "weight" in roles else 1,
        "outputs": 6 if "weight" in roles else 1,
        "read_size": SIZE,
    }
    return BroughtSpec(**settings | changes)


def lab_of(
    task: BroughtSpec,
    arrays: BroughtArrays | None,
    values: np.ndarray = FEATURE,
    placed: tuple[PlacedPoint, ...] = (),
) -> DeformableLab:
    experiment = Experiment(labs=(DeformableSpec(task=task, placed_points=placed),))
    kind = "feature_map" if values.dtype == np.float32 else "image"
    lab = create_lab(experiment, kind, values, CPU, None, arrays)
    assert isinstance(lab, DeformableLab)
    return lab


def expected(
    offsets: np.ndarray = OFFSETS,
    mask: np.ndarray | None = MASK,
    bias: np.ndarray | None = BIAS,
    values: np.ndarray = FEATURE,
) -> Any:
    """Return torchvision's output, which shares no code with the product's."""
    tensors = [
        None if each is None else torch.from_numpy(np.ascontiguousarray(each))
        for each in (
            values[None],
            offsets.reshape(1, 36, *UNITS),
            WEIGHT,
            bias,
            None if mask is None else mask[None],
        )
    ]
    feature, offset, weight, constant, factors = tensors
    return deform_conv2d(feature, offset, weight, constant, 2, 1, 1, factors)[0].numpy()


def test_the_output_is_that_of_the_layer_with_its_mask_weight_and_bias() -> None:
    task = spec("mask", "weight", "bias", "output")
    arrays = BroughtArrays(encode(OFFSETS, "split"), MASK, WEIGHT, BIAS, expected() + 1)
    lab = lab_of(task, arrays)
    np.testing.assert_allclose(lab.forward().output[0].numpy(), expected(), atol=1e-4)
    assert lab.trainer is None
    description = lab.describe()
    assert (description.output_shape, description.metrics, description.notes) == ((6, *UNITS), (), ())
    (reading,) = read(lab, (3, 5), output_channel=4)
    assert reading.operator_output == pytest.approx(expected()[4, 3, 5], abs=1e-4)
    assert float(reading.products.sum()) + reading.bias == pytest.approx(reading.operator_output, abs=1e-4)
    np.testing.assert_allclose(reading.offset_yx, OFFSETS[..., 3, 5].reshape(18, 2))
    assert reading.mask is not None
    np.testing.assert_allclose(reading.mask, MASK[:, 3, 5])
    error = drawn(lab, "error").values
    assert error is not None
    np.testing.assert_allclose(error, 1, atol=1e-4)


def with_broken_values() -> np.ndarray:
    """Return the feature map with a NaN in a channel of the first group and an infinity in one of the second."""
    values = FEATURE.copy()
    values[1, 4, 6], values[3, 9, 2] = np.nan, np.inf
    return values


def test_a_source_that_is_not_finite_is_read_and_what_reads_it_is_not_finite_either() -> None:
    values = with_broken_values()
    lab = lab_of(spec("weight", "bias"), BroughtArrays(encode(OFFSETS, "split"), None, WEIGHT, BIAS), values)
    output, made = lab.forward().output[0].numpy(), expected(mask=None, values=values)
    known = np.isfinite(made)
    np.testing.assert_array_equal(np.isfinite(output), known)
    np.testing.assert_allclose(output[known], made[known], atol=1e-4)
    assert 0.6 < known.mean() < 1
    (note,) = lab.describe().notes
    assert note.code == "note.not-finite"
    assert note.values == {"count": 2, "nan": 1, "infinite": 1, "channel": 1, "y": 4, "x": 6}
    picture = drawn(lab, "output", channel=0).values
    assert picture is not None
    np.testing.assert_array_equal(np.isnan(picture[0]), np.isnan(made[0]))
    for channel in range(6):
        for unit in np.ndindex(*UNITS):
            (reading,) = readings = read(lab, unit, output_channel=channel, pushes=True)
            check_readings(UnitReadings(readings))
            assert np.isfinite(reading.operator_output) == known[(channel, *unit)]
            with np.errstate(invalid="ignore"):  # ∞ − ∞
                total = float(reading.products.sum()) + reading.bias
            np.testing.assert_allclose(total, reading.operator_output, atol=1e-4)


def test_a_point_that_reads_nothing_reads_no_nan_either() -> None:
    values, broken = with_broken_values(), np.zeros_like(OFFSETS)
    broken[:, :, :, 2, 3] = np.nan  # all points of the unit in the middle of whose kernel the NaN stands
    lab = lab_of(spec("weight", "bias"), BroughtArrays(encode(broken, "split"), None, WEIGHT, BIAS), values)
    np.testing.assert_allclose(lab.forward().output[0, :, 2, 3].numpy(), BIAS, atol=1e-5)
    (reading,) = read(lab, (2, 3))
    assert reading.products.tolist() == [0] * 18


def test_of_many_channels_a_nan_reaches_only_the_outputs_that_read_it() -> None:
    values = np.ones((64, *SIZE), np.float32)
    values[5] = np.nan
    task = spec("weight", groups=2, offset_groups=1, outputs=2)
    lab = lab_of(
        task, BroughtArrays(np.zeros((18, *UNITS), np.float32), None, np.ones((2, 32, 3, 3), np.float32)), values
    )
    output = lab.forward().output[0].numpy()
    assert np.isnan(output[0]).all()
    assert np.isfinite(output[1]).all()


def test_a_constant_is_fitted_where_all_is_finite() -> None:
    values = with_broken_values()
    given = expected(mask=None, values=values)
    lab = lab_of(spec("weight", "output"), BroughtArrays(encode(OFFSETS, "split"), None, WEIGHT, None, given), values)
    np.testing.assert_allclose(lab.task.bias, BIAS, atol=1e-4)  # type: ignore[attr-defined]  # a brought one


def test_what_is_trained_refuses_such_a_source() -> None:
    with pytest.raises(ProblemError) as refused:
        create_lab(Experiment(), "feature_map", with_broken_values(), CPU)
    assert refused.value.problem.code == "source.not-finite"


def test_without_a_bias_the_constant_of_each_output_is_fitted_to_the_output_that_was_brought() -> None:
    lab = lab_of(
        spec("weight", "output"), BroughtArrays(encode(OFFSETS, "split"), None, WEIGHT, None, expected(mask=None))
    )
    np.testing.assert_allclose(lab.task.bias, BIAS, atol=1e-4)  # type: ignore[attr-defined]  # a brought one
    error = drawn(lab, "error").values
    assert error is not None
    assert error.max() < 1e-3
    assert [note.code for note in lab.describe().notes] == ["note.fitted-bias"]
    broken = OFFSETS.copy()
    broken[0, 0, 0, 2:4] = np.nan
    lab = lab_of(
        spec("weight", "output"), BroughtArrays(encode(broken, "split"), None, WEIGHT, None, expected(mask=None))
    )
    np.testing.assert_allclose(lab.task.bias, BIAS, atol=1e-4)  # type: ignore[attr-defined]  # a brought one


def test_without_a_weight_the_output_is_the_mean_of_what_the_taps_read() -> None:
    ones = np.ones((4, *SIZE), np.float32)
    lab = lab_of(spec(), BroughtArrays(np.zeros((36, *UNITS), np.float32)), ones)
    assert lab.forward().output[0, 0, 3, 3] == pytest.approx(1)
    assert lab.forward().output[0, 0, 0, 0] == pytest.approx(4 / 9), "the padding counts 0"
    assert [note.code for note in lab.describe().notes] == ["note.default-kernel"]


def test_groups_that_do_not_divide_a_picture_read_a_grey_copy_each_and_the_picture_is_scaled() -> None:
    picture = np.full((40, 30, 3), 255, np.uint8)
    lab = lab_of(spec(), BroughtArrays(np.zeros((36, *UNITS), np.float32)), picture)
    assert lab.describe().input_shape == (2, *SIZE)
    assert not lab.describe().reads_source
    assert [note.code for note in lab.describe().notes] == ["note.scaled-to-layer", "note.default-kernel"]
    assert lab.forward().output[0, 0, 3, 3] == pytest.approx(1)
    small = lab_of(spec(), BroughtArrays(np.zeros((36, *UNITS), np.float32)), picture[:5, :4])
    assert small.describe().input_shape == (2, *SIZE)


def test_points_without_a_finite_offset_read_nothing_and_are_said_counted_and_kept_in_an_export() -> None:
    broken = OFFSETS.copy()
    broken[1, 4, 0, 3, 5], broken[0, 2, 1, 3, 5], broken[0, 0, 1, 0, 0] = np.nan, np.inf, -np.inf
    arrays = BroughtArrays(encode(broken, "split"), None, WEIGHT, BIAS)
    lab = lab_of(spec("weight", "bias"), arrays)
    output = lab.forward().output[0].numpy()
    factors = np.isfinite(broken).all(axis=2).reshape(18, *UNITS).astype(np.float32)
    np.testing.assert_allclose(output, expected(np.nan_to_num(broken, nan=0, posinf=0, neginf=0), factors), atol=1e-4)
    (reading,) = read(lab, (3, 5))
    assert reading.broken is not None
    assert np.flatnonzero(reading.broken).tolist() == [2, 13]
    assert reading.products[[2, 13]].tolist() == [0, 0]
    report = ask(lab, OffsetReportRequest())
    assert isinstance(report, OffsetReport)
    assert report.value("non_finite") == 3
    assert report.value("mean") == pytest.approx(np.linalg.norm(OFFSETS, axis=2).mean(), rel=0.02)
    density = drawn(lab, "density").values
    assert density is not None
    assert np.isfinite(density).all()
    export = lab.offset_export(None, unseen=False)
    np.testing.assert_array_equal(export.offsets, broken)
    assert export.layout == "split"


def test_a_point_that_reads_nothing_is_no_reader_of_the_pixel_at_its_rigid_place() -> None:
    broken = np.zeros_like(OFFSETS)
    broken[:, 4, :, 3, 5] = np.nan
    lab = lab_of(spec("weight"), BroughtArrays(encode(broken, "split"), None, WEIGHT))
    for pixel, units in (((6, 10), set()), ((4, 10), {(2, 5)})):
        readers = ask(lab, ReadersRequest(pixel))
        assert isinstance(readers, Readers)
        assert set(map(tuple, readers.units_yx.tolist())) == units


def test_a_placed_point_moves_a_tap_also_where_its_offset_was_broken() -> None:
    broken = OFFSETS.copy()
    broken[1, 4, :, 3, 5] = np.nan
    moved = OFFSETS.copy()
    moved[1, 4, :, 3, 5] = 0.5, -0.25
    placed = (PlacedPoint(Tap(1, 4), (0.5, -0.25), Unit((3, 5))),)
    lab = lab_of(spec("weight", "bias"), BroughtArrays(encode(broken, "split"), None, WEIGHT, BIAS), placed=placed)
    np.testing.assert_allclose(lab.forward().output[0].numpy(), expected(moved, None), atol=1e-4)
    (reading,) = read(lab, (3, 5))
    assert reading.broken is not None
    assert not reading.broken.any()
    assert reading.placed[13]


@pytest.mark.parametrize(
    ("task", "arrays", "code"),
    [
        (spec(), None, "brought.not-there"),
        (spec(), BroughtArrays(OFFSETS.reshape(36, *UNITS)[:, :5]), "brought.shape"),
        (spec("mask"), BroughtArrays(OFFSETS.reshape(36, *UNITS), MASK[:17]), "brought.shape"),
        (spec("weight"), BroughtArrays(OFFSETS.reshape(36, *UNITS), None, WEIGHT[:, :1]), "brought.weight-channels"),
        (
            spec("weight", groups=3, outputs=6),
            BroughtArrays(OFFSETS.reshape(36, *UNITS), None, WEIGHT),
            "brought.groups",
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_name(task: BroughtSpec, arrays: BroughtArrays | None, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        lab_of(task, arrays)
    assert refused.value.problem.code == code
    assert refused.value.problem.field == "task"


def test_brought_settings_decide_the_operator_and_stay_when_another_picture_is_opened() -> None:
    settings = DeformableSpec(task=spec("mask", "weight"), stride=3, kernel_size=(5, 5), modulation="softmax")
    assert (settings.geometry.stride, settings.geometry.kernel_size) == ((2, 2), (3, 3))
    assert settings.operator[:3] == (2, 2, "unbounded")
    assert (settings.outputs, settings.points, settings.trains) == (6, 18, False)
    assert settings.fitted("image", 3, (500, 400)) is settings
    assert settings.uses("brought")
    assert not settings.uses("kernel_size")
    assert not DeformableSpec().uses("brought")
