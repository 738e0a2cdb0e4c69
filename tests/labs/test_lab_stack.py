"""Two and three stacked layers: what they compute, how they train, what is shown and kept of them."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from lab_sources import ask, deformable, drawn, noise, photograph, read, with_spec, with_unseen
from torch import Tensor
from torch.nn import functional

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec, HiddenTapsSpec
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.teaching import teaching_obstacle
from vizapp.labs.base import DivergedError
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.ops import deform_conv2d
from vizapp.protocol.offset_answers import Field, OffsetReport, Placed
from vizapp.protocol.requests import FieldRequest, OffsetReportRequest, PlacedRequest, TreeRequest
from vizapp.protocol.unit_answers import Tree
from vizapp.wording.problems import ProblemError


def steps(lab: DeformableLab, count: int) -> list[float]:
    assert lab.trainer is not None
    return [lab.trainer.step()["loss"] for _ in range(count)]


def tree_of(lab: DeformableLab, unit: tuple[int, int], **wanted: object) -> Tree:
    answer = ask(lab, TreeRequest(unit, **wanted))  # type: ignore[arg-type]  # any of its fields
    assert isinstance(answer, Tree)
    return answer


def arrays_of(lab: DeformableLab) -> dict[str, Tensor]:
    return {name: each for compute in lab.result_arrays() for name, each in compute().items()}


@pytest.mark.parametrize("layers", [2, 3])
def test_at_rest_the_last_layer_reads_the_mean_of_what_is_around(layers: int) -> None:
    lab, _ = deformable(noise(20, 26), layers=layers, branch=None)
    values = lab.input
    for _ in range(layers - 1):
        values = functional.avg_pool2d(values, 3, 1, 1)
    expected = functional.conv2d(values, lab.task.kernel, padding=1)
    torch.testing.assert_close(lab.forward().output, expected)


def test_a_stack_learns_by_its_loss_alone() -> None:
    lab, _ = deformable(photograph(), layers=3, working_size=64)
    assert [metric.name for metric in lab.describe().metrics] == ["loss"]
    losses = steps(lab, 30)
    assert losses[-1] < 0.4 * losses[0]
    assert all(reading.truth_yx is None for reading in read(lab, (10, 12)))
    assert ask(lab, FieldRequest("truth")) is None
    # Every layer has come away from rest by itself.
    arrays = arrays_of(lab)
    moved = [arrays[name].abs().mean().item() for name in ("layer1_offsets", "layer2_offsets", "offsets")]
    assert min(moved) > 0.01
    assert len({round(each, 6) for each in moved}) == 3


def test_more_layers_have_more_parameters() -> None:
    counts = [deformable(noise(20, 20), layers=layers)[0].describe().parameters for layers in (1, 2, 3)]
    assert [count / counts[0] for count in counts] == [1, 2, 3]


@pytest.mark.parametrize("settings", [{}, {"modulation": "2·sigmoid", "learns": "both", "offset_groups": 3}])
def test_the_same_steps_follow_a_state_that_is_restored(settings: dict[str, object]) -> None:
    lab, _ = deformable(noise(20, 24), layers=2, **settings)
    trainer = lab.trainer
    assert trainer is not None
    steps(lab, 3)
    kept = trainer.state()
    after = steps(lab, 3)
    trainer.restore(kept)
    assert steps(lab, 3) == after


def test_a_lower_layer_that_diverges_is_named_and_a_state_leads_back() -> None:
    lab, _ = deformable(noise(20, 24), layers=3)
    trainer = lab.trainer
    assert trainer is not None
    at_first = trainer.state()
    first = steps(lab, 3)[0]
    with torch.no_grad():
        next(iter(trainer.learner.lower)).branch.parameters().__next__()[0, 0] = torch.nan
    with pytest.raises(DivergedError) as raised:
        trainer.step()
    assert str(raised.value) == "The offsets of layer 1 of 3 are not finite."
    trainer.restore(at_first)
    assert steps(lab, 1) == [first]


def test_a_lower_layer_that_reads_nothing_stops_the_training() -> None:
    lab, _ = deformable(noise(20, 24), layers=2, task=HiddenTapsSpec())
    trainer = lab.trainer
    assert trainer is not None
    (lower,) = trainer.learner.lower
    with torch.no_grad():
        list(lower.branch.parameters())[-1].fill_(22.0)
    with pytest.raises(DivergedError) as raised:
        trainer.step()
    assert str(raised.value).startswith("The points of layer 1 of 2 have left what it reads")


def test_what_is_kept_of_a_run_gives_the_output_again() -> None:
    lab = with_unseen(
        noise(24, 20), noise(22, 26), layers=3, stride=2, modulation="sigmoid", offset_groups=3, learns="both"
    )
    steps(lab, 3)
    arrays = arrays_of(lab)
    for before in ("", "unseen_"):
        values = arrays[f"{before}input"]
        for name in ("layer1_", "layer2_", ""):
            kernel = arrays["learned_kernel"] if name == "" else arrays[f"{before}{name}kernel"]
            mask = arrays.get(f"{before}{name}mask")
            if before and not name:
                continue
            values = deform_conv2d(values, arrays[f"{before}{name}offsets"], kernel, None, 2, 1, 1, mask)
            torch.testing.assert_close(values, arrays[f"{before}{name}output"])
    assert arrays["layer1_points"].shape == (1, 3, 9, 2, 12, 10)


def test_the_tree_of_three_layers_at_rest() -> None:
    lab, _ = deformable(noise(15, 17, 1), layers=3, task=HandSetSpec())
    tree = tree_of(lab, (7, 8))
    assert (tree.all_samples, tree.all_places) == (729, 49)
    np.testing.assert_allclose(tree.strength, tree.samples)  # weights of 1, set by hand
    assert (tree.agreement, tree.left_out) == (pytest.approx(1), 0)
    assert tree.strength[0] == 49
    np.testing.assert_array_equal(tree.place_yx[0], (7, 8))
    # The gradient of kernels of ones is how often each pixel is read.
    times = {
        tuple(place): count for place, count in zip(tree.place_yx.astype(int).tolist(), tree.samples, strict=True)
    }
    assert {tuple(pixel): g for pixel, g in zip(tree.pixel_yx.tolist(), tree.gradient, strict=True)} == times


@pytest.mark.parametrize(
    "settings",
    [
        {"layers": 1},
        {"layers": 2, "stride": 2, "offset_groups": 3, "groups": 3, "modulation": "2·sigmoid"},
        {"layers": 3, "dilation": 2, "padding": 1},
    ],
)
def test_the_tree_is_the_gradient_of_what_is_trained(settings: dict[str, object]) -> None:
    lab, _ = deformable(noise(22, 18), **settings)
    steps(lab, 4)
    height, width = lab.forward().output.shape[2:]
    for unit in ((0, 0), (height - 1, width // 2)):
        tree = tree_of(lab, unit, output_channel=1)
        assert tree.agreement == pytest.approx(1, abs=1e-4)
        assert tree.path.shape[1] == settings["layers"]
        assert tree.gradient.sum() > 0
    assert ask(lab, TreeRequest((height, 0))) is None
    assert ask(lab, TreeRequest((0, width))) is None
    assert (
        tree_of(lab, (1, 1), rigid=True).via_yx.tolist() == np.rint(tree_of(lab, (1, 1), rigid=True).via_yx).tolist()
    )


def test_the_tree_follows_a_placed_point() -> None:
    """With stride 2 the last of three layers reads every fourth pixel; points are placed in pixels of the picture."""
    lab, experiment = deformable(noise(40, 40, 1), layers=3, stride=2, task=HandSetSpec())
    before = tree_of(lab, (2, 2))
    (rest,) = read(lab, (2, 2))
    placed = PlacedPoint(Tap(0, 5), (2.0, 14.0), Unit((2, 2)))
    lab.adjust(with_spec(experiment, placed_points=(placed,)))
    (moved,) = read(lab, (2, 2))
    np.testing.assert_allclose(moved.point_yx[5] - rest.point_yx[5], (2, 14))
    np.testing.assert_array_equal(np.delete(moved.point_yx, 5, 0), np.delete(rest.point_yx, 5, 0))
    np.testing.assert_allclose(rest.point_yx, DeformableSpec(layers=3, stride=2).shown_geometry.rigid_points((2, 2)))
    assert moved.placed.tolist() == [k == 5 for k in range(9)]
    after = tree_of(lab, (2, 2))
    # Between pixels each path through the tap goes to two units of the second layer, half a pixel away.
    assert after.all_samples > before.all_samples
    vias = {tuple(via) for via in after.via_yx[after.path[:, 0] == 5][:, 0].tolist()}
    assert vias == {tuple(moved.point_yx[5].tolist())}


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("below", [1, 2])
def test_every_layer_can_be_read_where_the_unit_stands(stride: int, below: int) -> None:
    lab, _ = deformable(noise(40, 36), layers=3, stride=stride, modulation="2·sigmoid", learns="both")
    steps(lab, 3)
    spec = DeformableSpec(layers=3, stride=stride)
    arrays = arrays_of(lab)
    number = 3 - below
    units = ((2, 3), (0, 0))
    readings = read(lab, *units, below=below, output_channel=1)
    assert [reading.unit_yx for reading in readings] == list(units)
    for (y, x), reading in zip(units, readings, strict=True):
        own = y * stride**below, x * stride**below
        assert reading.below == below
        assert reading.spacing == stride ** (number - 1)
        rigid = spec.geometry_below(below).rigid_points((y, x))
        offset = arrays[f"layer{number}_offsets"][0, :, own[0], own[1]].reshape(9, 2).numpy()
        np.testing.assert_allclose(reading.point_yx, rigid + offset * reading.spacing, atol=1e-4)
        output = arrays[f"layer{number}_output"][0, 1][own]
        assert reading.operator_output == pytest.approx(float(output), abs=1e-6)
        assert reading.products.sum() == pytest.approx(float(output), abs=1e-5)


def test_points_of_lower_layers_are_placed_too() -> None:
    """For a unit, that of the layer in the same place; for every unit, all of the layer's."""
    lab, experiment = deformable(noise(40, 40, 1), layers=3, stride=2, task=HandSetSpec())
    one = PlacedPoint(Tap(0, 5, below=1), (3.0, 1.0), Unit((2, 2)))
    every = PlacedPoint(Tap(0, 1, below=2), (-1.0, 0.5))
    lab.adjust(with_spec(experiment, placed_points=(one, every)))
    arrays = arrays_of(lab)
    first, second = arrays["layer1_offsets"][0], arrays["layer2_offsets"][0]
    assert first[2:4].flatten(1).unique(dim=1).tolist() == [[-1.0], [0.5]]
    assert first.abs().sum() == first[2:4].abs().sum()
    # The second layer reads every other pixel of the picture: half as many of its own.
    expected = torch.zeros_like(second)
    expected[10:12, 4, 4] = torch.tensor([1.5, 0.5])
    assert torch.equal(second, expected)
    assert not arrays["offsets"].any()
    (reading,) = read(lab, (2, 2), below=1)
    assert reading.placed.tolist() == [k == 5 for k in range(9)]
    np.testing.assert_allclose(reading.offset_yx[5], (3, 1))
    tree = tree_of(lab, (2, 2))
    assert tree.agreement == pytest.approx(1)
    at_rest = deformable(noise(40, 40, 1), layers=3, stride=2, task=HandSetSpec())[0]
    assert tree.all_samples > tree_of(at_rest, (2, 2)).all_samples, "between pixels there are more"
    lab.adjust(with_spec(experiment, placed_points=()))
    assert not arrays_of(lab)["layer1_offsets"].any()


def test_training_goes_on_around_a_point_of_a_lower_layer() -> None:
    placed = PlacedPoint(Tap(0, 4, below=1), (2.0, -1.0))
    lab, _ = deformable(noise(20, 24), layers=2, placed_points=(placed,))
    steps(lab, 4)
    offsets = arrays_of(lab)["layer1_offsets"][0]
    assert offsets[8].unique().tolist() == [2.0]
    assert offsets[9].unique().tolist() == [-1.0]
    assert offsets[:8].abs().mean() > 0.01


def test_field_and_report_can_be_those_of_a_lower_layer() -> None:
    lab, _ = deformable(noise(32, 32), layers=2, stride=2)
    steps(lab, 3)
    field = ask(lab, FieldRequest(tap=3, below=1))
    assert isinstance(field, Field)
    offset = arrays_of(lab)["layer1_offsets"][0]
    np.testing.assert_array_equal(field.offset_yx, offset[6:8].permute(1, 2, 0).numpy())
    assert (field.below, field.region) == (1, (0, 0, 16, 16))
    report = ask(lab, OffsetReportRequest(below=1))
    assert isinstance(report, OffsetReport)
    lengths = offset.unflatten(0, (-1, 2)).norm(dim=1)
    assert report.value("mean") == pytest.approx(lengths.mean().item(), rel=1e-5)


def test_fields_are_in_pixels_of_the_picture() -> None:
    lab, _ = deformable(noise(32, 32), layers=2, stride=2)
    steps(lab, 3)
    field = ask(lab, FieldRequest(tap=3))
    assert field is not None
    offset = lab.forward().offset[0, 6:8].permute(1, 2, 0).numpy()
    np.testing.assert_allclose(field.offset_yx, 2 * offset, rtol=1e-6)  # type: ignore[attr-defined]  # a Field


def test_the_offset_doctor_tells_lengths_in_pixels_of_the_picture() -> None:
    lab, _ = deformable(noise(32, 32), layers=2, stride=2)
    steps(lab, 3)
    report = ask(lab, OffsetReportRequest())
    assert isinstance(report, OffsetReport)
    lengths = lab.forward().offset[0].unflatten(0, (-1, 2)).norm(dim=1)
    assert report.value("mean") == pytest.approx(2 * lengths.mean().item(), rel=1e-5)
    assert report.value("largest") == pytest.approx(2 * lengths.max().item(), rel=1e-5)
    assert report.value("longest_tap") == pytest.approx(2 * lengths.mean((1, 2)).max().item(), rel=1e-5)
    # Its taps are two pixels of the picture apart.
    assert report.value("reach") == pytest.approx(2, rel=0.3)


def test_the_tree_can_be_that_of_the_unseen_picture() -> None:
    lab = with_unseen(noise(24, 20), noise(22, 26, seed=1), layers=2)
    steps(lab, 3)
    asked = {"tree": TreeRequest((9, 12))}
    trees = [lab.answer(asked, exact=True, unseen=unseen).answers["tree"] for unseen in (False, True)]
    assert all(isinstance(tree, Tree) and tree.agreement > 0.9999 for tree in trees)
    first, second = (tree.place_yx for tree in trees if isinstance(tree, Tree))
    assert first.shape != second.shape or np.abs(first - second).max() > 0.01


def test_density_counts_what_the_first_layer_reads() -> None:
    lab, _ = deformable(noise(20, 30), layers=3, stride=2, task=HandSetSpec())
    shown = drawn(lab, "density")
    assert shown.values is not None
    # Every pixel is read by 9/4 taps of the first layer on average; the last layer alone would leave most out.
    assert shown.values[0, 1:-1, 1:-1].min() >= 1
    assert shown.values.shape == (1, 20, 30)


def test_the_plain_stack_is_that_without_offsets() -> None:
    lab, _ = deformable(noise(20, 24), layers=2)
    rest = lab.forward().output.clone()
    steps(lab, 3)
    plain = drawn(lab, "output", rigid=True, channel=0).values
    np.testing.assert_allclose(plain, rest[0, :1].numpy(), atol=1e-6)
    assert np.abs(drawn(lab, "output", channel=0).values - plain).max() > 1e-3


def test_a_stack_that_is_too_deep_says_which_layer() -> None:
    with pytest.raises(ProblemError) as raised:
        deformable(noise(16, 16), layers=3, kernel_size=(7, 7), padding=0)
    problem = raised.value.problem
    assert (problem.code, problem.field) == ("deformable.stack-too-deep", "layers")
    assert (problem.values["layer"], problem.values["size"]) == (3, (4, 4))
    assert "Layer 3 reads a map of 4" in str(raised.value)


@pytest.mark.parametrize("kind", ["position", "free", "none"])
def test_every_kind_of_branch_gives_the_offsets_of_each_layer(kind: str) -> None:
    lab, _ = deformable(noise(18, 22), layers=2, compared=(kind,))
    learner = lab.trainer.learner_of(kind) if lab.trainer is not None else None
    assert learner is not None
    steps(lab, 2)
    moved = [result.offset.abs().max().item() for result in (*learner.present().below, learner.present().result)]
    assert (min(moved) > 0) == (kind != "none")
    assert (max(moved) > 0) == (kind != "none")


def test_what_is_exported_is_of_the_last_layer_and_the_map_that_it_reads() -> None:
    lab, _ = deformable(noise(30, 22), layers=3, stride=2)
    steps(lab, 2)
    export = lab.offset_export(None, unseen=False)
    assert export.input_size == (8, 6)
    np.testing.assert_array_equal(export.offsets.reshape(18, 4, 3), lab.forward().offset[0].numpy())


def test_only_points_of_the_last_layer_can_be_taught() -> None:
    last, lower = PlacedPoint(Tap(0, 4), (1.0, 0.0), Unit((5, 6))), PlacedPoint(Tap(0, 4, below=1), (1.0, 0.0))
    assert teaching_obstacle(DeformableSpec(layers=2, placed_points=(last,))) is None
    obstacle = teaching_obstacle(DeformableSpec(layers=2, placed_points=(last, lower)))
    assert obstacle is not None
    assert obstacle.code == "teach.lower-layer"
    lab, _ = deformable(noise(20, 24), layers=2, placed_points=(last, lower))
    placed = ask(lab, PlacedRequest())
    assert isinstance(placed, Placed)
    np.testing.assert_allclose(placed.away, [1, np.nan])
