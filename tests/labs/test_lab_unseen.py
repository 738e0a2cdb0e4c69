"""The deformable lab on a picture that nothing is trained on, and with several branches."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from lab_sources import CPU, ask, deformable, noise, photograph

from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.labs.capabilities import TriesUnseen
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.deformable.learner import Learner
from vizapp.labs.deformable.stage import Stage
from vizapp.labs.working_copy import WorkingCopies
from vizapp.protocol.offset_answers import OffsetReport
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import OffsetReportRequest, PictureRequest, UnitsRequest
from vizapp.protocol.unit_answers import UnitReadings

SIZE = 40


def with_unseen(values: np.ndarray | None = None, **spec: object) -> DeformableLab:
    lab, _ = deformable(noise(40, 32, seed=1), working_size=SIZE, **spec)
    lab.set_unseen(WorkingCopies("image", noise(24, 36, seed=2) if values is None else values))
    return lab


def test_the_lab_says_that_it_tries_one_and_what_its_maps_are() -> None:
    lab, _ = deformable(noise(40, 32), working_size=SIZE)
    assert isinstance(lab, TriesUnseen)
    assert lab.describe().unseen is None
    lab.set_unseen(WorkingCopies("image", noise(24, 36, seed=2)))
    maps = lab.describe().unseen
    assert maps is not None
    assert (maps.input, maps.output) == ((3, 24, 36), (9, 24, 36))
    assert {metric.name for metric in lab.describe().metrics if metric.unseen} == {"unseen_loss", "unseen_distance"}
    lab.set_unseen(WorkingCopies("feature_map", np.zeros((7, 24, 36), np.float32)))
    assert lab.describe().unseen is None
    assert not [metric for metric in lab.describe().metrics if metric.unseen]


def test_setting_one_changes_nothing_of_the_training() -> None:
    alone, _ = deformable(noise(40, 32, seed=1), working_size=SIZE)
    beside = with_unseen()
    for step in range(12):
        if step == 7:
            beside.set_unseen(WorkingCopies("image", noise(50, 20, seed=3)))
        first, second = alone.trainer.step(), beside.trainer.step()
        assert first["loss"] == second["loss"]
        assert np.isfinite(second["unseen_loss"]) == (step % 10 == 0)


def test_everything_asked_of_it_is_answered_from_it() -> None:
    lab = with_unseen()
    requests = {
        "target": PictureRequest("target", 0),
        "output": PictureRequest("output", 0),
        "units": UnitsRequest(((20, 34),)),
        "report": OffsetReportRequest(),
    }
    for _ in range(3):
        lab.trainer.step()
    seen = lab.answer(requests, exact=True, unseen=True)
    assert seen.unseen
    target, output, units = seen.answers["target"], seen.answers["output"], seen.answers["units"]
    assert isinstance(target, Picture)
    assert isinstance(output, Picture)
    assert isinstance(units, UnitReadings)
    assert target.region == output.region == (0, 0, 24, 36)
    (reading,) = units.readings
    assert reading.unit_yx == (20, 34)
    assert output.values is not None
    assert abs(reading.operator_output - float(output.values[0, 20, 34])) < 1e-6
    assert abs(float(reading.products.sum()) - reading.operator_output) < 1e-5
    other = ask(lab, OffsetReportRequest())
    assert isinstance(other, OffsetReport)
    own = seen.answers["report"]
    assert isinstance(own, OffsetReport)
    assert own.value("mean") != other.value("mean")
    _, picture = lab.input_picture(None, unseen=True)
    assert picture.region == (0, 0, 24, 36)
    assert not lab.answer(requests, exact=True).unseen


def test_without_one_the_trained_picture_answers_and_says_so() -> None:
    lab, _ = deformable(noise(40, 32), working_size=SIZE)
    assert not lab.answer({"output": PictureRequest("output")}, exact=True, unseen=True).unseen


def test_placed_points_hold_on_the_trained_picture_only() -> None:
    from vizapp.document.placed import PlacedPoint, Tap

    lab = with_unseen(placed_points=(PlacedPoint(Tap(0, 0), (3.0, -2.0)),))
    request = {"units": UnitsRequest(((10, 10),))}
    trained = lab.answer(request, exact=True).answers["units"]
    unseen = lab.answer(request, exact=True, unseen=True).answers["units"]
    assert isinstance(trained, UnitReadings)
    assert isinstance(unseen, UnitReadings)
    assert trained.readings[0].placed.any()
    assert np.allclose(trained.readings[0].offset_yx[0], (3, -2))
    assert not unseen.readings[0].placed.any()
    assert not np.allclose(unseen.readings[0].offset_yx[0], (3, -2))


def test_several_requests_cost_one_forward_pass_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    lab = with_unseen()
    passes: list[int] = []
    look = Learner.look

    def counted(self: Learner, stage: Stage, own: torch.Tensor | None = None) -> object:
        passes.append(1)
        return look(self, stage, own)

    monkeypatch.setattr(Learner, "look", counted)
    requests = {str(n): PictureRequest("output", n) for n in range(4)} | {"units": UnitsRequest(((1, 1),))}
    lab.answer(requests, exact=False, unseen=True)
    lab.answer(requests, exact=False, unseen=True)
    assert len(passes) == 1
    lab.trainer.step()
    passes.clear()
    lab.answer(requests, exact=False, unseen=True)
    assert len(passes) == 1


def test_a_request_is_answered_by_the_run_that_it_names() -> None:
    lab = with_unseen(compared=("none",), branch=OffsetBranchSpec(start="random"))
    for _ in range(2):
        lab.trainer.step()
    for unseen in (False, True):
        found = lab.answer(
            {
                "main": OffsetReportRequest(),
                "none": OffsetReportRequest("none"),
                "unknown": OffsetReportRequest("free"),
                "units": UnitsRequest(((3, 4),), run="none"),
            },
            exact=True,
            unseen=unseen,
        ).answers
        none, units = found["none"], found["units"]
        assert isinstance(none, OffsetReport)
        assert isinstance(units, UnitReadings)
        assert none.value("largest") == 0
        main, unknown = found["main"], found["unknown"]
        assert isinstance(main, OffsetReport)
        assert isinstance(unknown, OffsetReport)
        assert main.value("mean") == unknown.value("mean") > 0.1
        assert not units.readings[0].offset_yx.any()


def test_the_arrays_of_a_run_hold_it() -> None:
    lab = with_unseen()
    arrays: dict[str, torch.Tensor] = {}
    for compute in lab.result_arrays():
        arrays |= compute()
    assert arrays["unseen_input"].shape == (1, 3, 24, 36)
    assert {"unseen_target", "unseen_output", "unseen_offsets", "unseen_points", "unseen_truth"} <= set(arrays)


def test_create_lab_gives_it() -> None:
    from vizapp.document.experiment import Experiment
    from vizapp.labs.create import create_lab

    unseen = WorkingCopies("image", photograph("coffee"))
    lab = create_lab(Experiment(working_size=32), "image", noise(40, 32), CPU, unseen)
    assert lab.describe().unseen is not None
    plain = create_lab(Experiment(lab="subpixel", working_size=48), "image", noise(48, 40), CPU, unseen)
    assert plain.describe().unseen is None
