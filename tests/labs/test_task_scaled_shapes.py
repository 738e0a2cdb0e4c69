"""Scaled shapes: the classifier freezes, its offsets win back what was lost, and what is shown is what it reads."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import ScaledShapesSpec
from vizapp.document.edits import place_point
from vizapp.document.experiment import Experiment, needs_rebuild, shows_other_maps
from vizapp.document.placed import Tap, Unit
from vizapp.labs.base import Answers, DivergedError
from vizapp.labs.capabilities import TriesUnseen
from vizapp.labs.create import create_lab
from vizapp.labs.deformable.shapes.drawn import CLASSES, draw_one, draw_shapes
from vizapp.labs.deformable.shapes.lab import ShapesLab
from vizapp.labs.deformable.shapes.trainer import ShapesTrainer
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.shape_classifier import ADAPTED, ControlAdapters, OffsetAdapters, ShapeClassifier
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.reply_checks import check_reply
from vizapp.protocol.requests import FieldRequest, PictureRequest, UnitsRequest
from vizapp.protocol.snapshot import Snapshot
from vizapp.wording.problems import ProblemError

FIRST = ScaledShapesSpec.first_steps


def experiment(seed: int = 0, rate: float = 0.05, **task: Any) -> Experiment:
    return Experiment(labs=(DeformableSpec(task=ScaledShapesSpec(**task), learning_rate=rate),), seed=seed)


def make(seed: int = 0, **task: Any) -> ShapesLab:
    source = np.zeros((20, 30, 3), np.uint8)
    lab = create_lab(experiment(seed, **task), "image", source, torch.device("cpu"))
    assert isinstance(lab, ShapesLab)
    return lab


def in_second_phase(trainer: ShapesTrainer) -> None:
    """Skip the first phase, and give the offsets some size."""
    trainer.restore({**trainer.state(), "step_count": FIRST})
    generator = torch.Generator().manual_seed(5)
    state = dict(trainer.state())
    modules = dict(state["modules"])
    modules["offsets"] = {
        name: 0.1 * torch.randn(each.shape, generator=generator) for name, each in modules["offsets"].items()
    }
    trainer.restore({**state, "modules": modules})


def test_shapes_scale_about_their_middle() -> None:
    for shape in range(len(CLASSES)):
        small, large = (float(draw_one(shape, scale).sum()) for scale in (0.7, 1.4))
        assert large == pytest.approx(4 * small, rel=0.12)
    drawn = draw_shapes(200, (0.4, 1.8), torch.Generator().manual_seed(1))
    assert drawn.pictures.shape == (200, 1, 32, 32)
    assert set(drawn.classes.tolist()) == set(range(len(CLASSES)))
    assert 0.4 <= float(drawn.scales.min()) < 0.5
    assert 1.7 < float(drawn.scales.max()) <= 1.8


def test_adapters_start_as_nothing_and_have_equally_many_parameters() -> None:
    generator = torch.Generator().manual_seed(0)
    network = ShapeClassifier(8, generator).eval()
    pictures = torch.randn(3, 1, 32, 32, generator=generator)
    kinds = (OffsetAdapters(), ControlAdapters(generator))
    for adapters in kinds:
        torch.testing.assert_close(network(pictures, adapters), network(pictures), rtol=1e-4, atol=1e-4)
    assert [sum(each.numel() for each in adapters.parameters()) for adapters in kinds] == [13_014, 13_014]


def test_the_second_phase_trains_the_adapters_alone() -> None:
    trainer = make().trainer
    before = trainer.state()["modules"]
    trainer.step()
    first = trainer.state()["modules"]
    assert not torch.equal(first["network"]["kernels.1"], before["network"]["kernels.1"])
    assert not torch.equal(first["network"]["norms.1.running_mean"], before["network"]["norms.1.running_mean"])
    assert torch.equal(first["offsets"]["weights.0"], before["offsets"]["weights.0"])
    trainer.restore({**trainer.state(), "step_count": FIRST})
    trainer.step()
    second = trainer.state()["modules"]
    for name, kept in first["network"].items():
        assert torch.equal(second["network"][name], kept), name
    for name in ("offsets", "control"):
        assert second[name]["weights.2"].abs().max() > 0


@pytest.mark.parametrize("steps", [FIRST - 4, FIRST + 3])
@pytest.mark.slow
def test_a_restored_state_trains_on_bit_by_bit(steps: int) -> None:
    """Also across the change of phase, and after the final measures were taken in between."""
    trainer = make(seed=4).trainer
    trainer.restore({**trainer.state(), "step_count": steps})
    trainer.step()
    state = trainer.state()
    first = [trainer.step()["loss"] for _ in range(8)]
    for other in (trainer, make(seed=4).trainer):
        other.restore(state)
        assert other.final_measures()["loss"] == pytest.approx(first[0], rel=1e-6)
        assert [other.step()["loss"] for _ in range(8)] == first


@pytest.mark.parametrize("layer", [2, 3, 4])
def test_a_unit_is_the_classifiers_own_arithmetic_in_pixels_of_the_picture(layer: Any) -> None:
    lab = make(layer=layer, shape=3, scale=1.3)
    in_second_phase(lab.trainer)
    index, pixel = layer - 2, {2: 1, 3: 2, 4: 4}[layer]
    height = lab.describe().output_shape[1]
    unit = (height // 2, height // 2 - 1)
    request = UnitsRequest((unit,), output_channel=5, input_channel=7)
    (reading,) = lab.answer({"probe": request}, exact=False).answers["probe"].readings  # type: ignore[union-attr]  # UnitReadings
    read = lab.seen().input
    trainer = lab.trainer
    branch = functional.conv2d(
        read, trainer.offsets.weights[index], trainer.offsets.biases[index], ADAPTED[index].stride, 1
    )
    offset = branch[0, :, unit[0], unit[1]].detach().numpy().reshape(9, 2)
    assert np.abs(offset).max() > 0.05
    np.testing.assert_allclose(reading.offset_yx, offset * pixel, rtol=1e-4, atol=1e-5)
    stride = ADAPTED[index].stride
    rigid = [
        [(unit[0] * stride - 1 + i) * pixel, (unit[1] * stride - 1 + j) * pixel] for i in range(3) for j in range(3)
    ]
    np.testing.assert_allclose(reading.point_yx, np.array(rigid) + offset * pixel, rtol=1e-4, atol=1e-4)
    geometry = experiment(layer=layer).spec_of(DeformableSpec).geometry
    np.testing.assert_array_equal(geometry.rigid_points(unit), rigid)
    assert reading.products.sum() == pytest.approx(reading.operator_output, abs=1e-4)
    assert lab.seen().output[0, 5, unit[0], unit[1]].item() == pytest.approx(reading.operator_output, abs=1e-5)


def test_what_is_shown_changes_without_a_new_training() -> None:
    before, after = experiment(layer=4, scale=1.6), experiment(layer=2, scale=0.5)
    assert not needs_rebuild(before, after)
    assert shows_other_maps(before, after)
    assert needs_rebuild(before, experiment(seed=1, layer=4))
    lab = make(layer=4, scale=1.6)
    lab.trainer.step()
    large = lab.input_picture(None)[1].pixels.astype(int).sum()
    lab.adjust(after)
    assert lab.trainer.step_count == 1
    assert lab.describe().input_shape == (16, 32, 32)
    assert lab.describe().output_shape == (32, 16, 16)
    assert lab.input_picture(None)[1].pixels.astype(int).sum() < large / 4
    picture = lab.answer({"output": PictureRequest("output", 3)}, exact=False).answers["output"]
    assert picture.pixels.shape[:2] == (16, 16)  # type: ignore[union-attr]  # a Picture


@pytest.mark.slow
def test_training_wins_back_half_of_what_was_lost() -> None:
    lab = make(seed=2)
    trainer = lab.trainer
    for _ in range(FIRST):
        trainer.step()
    frozen = trainer.measures()
    lost = frozen["original_accuracy"] - frozen["accuracy"]
    assert frozen["original_accuracy"] > 97
    assert lost > 15
    for _ in range(60):
        trainer.step()
    found = trainer.measures()
    assert found["accuracy"] - frozen["accuracy"] > lost / 2
    assert found["original_accuracy"] > 95
    assert found["control_accuracy"] > frozen["accuracy"]


def test_points_are_not_placed_by_hand() -> None:
    with pytest.raises(ProblemError) as caught:
        place_point(experiment(), Tap(0, 0), (1.0, 0.0), Unit((2, 2)))
    assert caught.value.problem.code == "point.not-in-task"


def test_a_reading_passes_the_checks_of_the_wire() -> None:
    lab = make(layer=4)
    in_second_phase(lab.trainer)
    answers = lab.answer({"probe": UnitsRequest(((1, 5), (7, 0)))}, exact=False).answers
    snapshot = Snapshot(
        generation=1, applied=1, step=150, running=False, steps_per_second=0.0, memory_bytes=0, answers=dict(answers)
    )
    check_reply(snapshot)


def test_an_unseen_picture_changes_nothing() -> None:
    lab = make()
    assert isinstance(lab, TriesUnseen)
    request = {"output": PictureRequest("output")}
    before = lab.answer(request, exact=False)
    lab.set_unseen(WorkingCopies("image", np.zeros((20, 30, 3), np.uint8)))
    after = lab.answer(request, exact=False, unseen=True)
    assert lab.describe().unseen is None
    assert not after.unseen
    np.testing.assert_array_equal(_values(before, "output"), _values(after, "output"))
    np.testing.assert_array_equal(lab.input_picture(None)[1].values, lab.input_picture(None, unseen=True)[1].values)
    spec = experiment().spec
    assert not spec.tries_unseen
    assert experiment().wanted_unseen is None
    assert not any(spec.uses(field) for field in ("branch", "compared", "learns", "padding", "placed_points"))
    assert spec.uses("learning_rate")


def test_without_offsets_it_is_the_plain_convolution() -> None:
    lab = make(layer=3)
    in_second_phase(lab.trainer)
    requests = {
        "moved": UnitsRequest(((2, 3),), output_channel=1),
        "rigid": UnitsRequest(((2, 3),), output_channel=1, rigid=True),
    }
    answers = lab.answer(requests, exact=False).answers
    moved, rigid = (answers[name].readings[0] for name in requests)  # type: ignore[union-attr]  # UnitReadings
    assert rigid.rigid
    assert not moved.rigid
    assert np.abs(moved.offset_yx).max() > 0
    assert np.abs(rigid.offset_yx).max() == 0
    assert rigid.operator_output == pytest.approx(rigid.plain_output, rel=1e-4)
    assert moved.plain_output == pytest.approx(rigid.operator_output, rel=1e-4)
    assert moved.operator_output != pytest.approx(moved.plain_output, rel=1e-4)
    difference = lab.answer({"it": PictureRequest("plain_difference", 1)}, exact=False)
    found = float(_values(difference, "it")[0, 2, 3])
    assert found == pytest.approx(abs(moved.operator_output - rigid.operator_output), rel=1e-3)


def test_the_field_is_in_pixels_of_the_picture() -> None:
    lab = make(layer=4)
    in_second_phase(lab.trainer)
    requests = {
        "field": FieldRequest("offsets", 5),
        "truth": FieldRequest("truth", 5),
        "unit": UnitsRequest(((1, 6),)),
    }
    answers = lab.answer(requests, exact=False).answers
    assert "truth" not in answers
    reading = answers["unit"].readings[0]  # type: ignore[union-attr]  # UnitReadings
    np.testing.assert_allclose(answers["field"].offset_yx[1, 6], reading.offset_yx[5], rtol=1e-5)  # type: ignore[union-attr]  # a Field


@pytest.mark.parametrize("phase", [1, 2])
@pytest.mark.slow
def test_a_state_leads_back_from_where_it_has_diverged(phase: int) -> None:
    trainer = make().trainer
    if phase == 2:
        in_second_phase(trainer)
    for _ in range(3):
        trainer.step()
    state, kept, at = trainer.state(), trainer.final_measures(), trainer.step_count
    for _ in range(3):
        trainer.step()
    module = trainer.offsets if phase == 2 else trainer.network
    with torch.no_grad():
        next(module.parameters()).fill_(torch.nan)
    with pytest.raises(DivergedError):
        trainer.step()
    trainer.restore(state)
    assert trainer.step_count == at
    assert trainer.final_measures() == kept
    assert trainer.step()["loss"] == pytest.approx(kept["loss"])


def _values(answers: Answers, name: str) -> np.ndarray:
    picture = answers.answers[name]
    assert isinstance(picture, Picture)
    assert picture.values is not None
    return picture.values
