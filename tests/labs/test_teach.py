"""A branch is taught the placed points, what that moves elsewhere, and the way back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import ask, deformable, noise, photograph, with_spec
from torch import Tensor

from vizapp.document.deformable_tasks import HandSetSpec, HiddenTapsSpec
from vizapp.document.edits import teach_points
from vizapp.document.experiment import Experiment
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Tap, Unit, Where
from vizapp.labs.capabilities import Lesson, Teachable
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.protocol.offset_answers import Field, Placed
from vizapp.protocol.requests import FieldRequest, PlacedRequest
from vizapp.protocol.teaching import TeachReport
from vizapp.wording.problems import ProblemError, sentence

UNIT = Unit((11, 17))
POINT = PlacedPoint(Tap(0, 5), (1.7, -2.4), UNIT)
RULE = OffsetBranchSpec(smoothing=4.0, bound=4.0, rate_factor=4.0)
KINDS: dict[str, OffsetBranchSpec] = {
    "one conv": OffsetBranchSpec(),
    "two convs": OffsetBranchSpec(depth=2),
    "three convs": OffsetBranchSpec(depth=3),
    "one conv, bounded": RULE,
    "two convs, bounded": OffsetBranchSpec(depth=2, bound=3.0, smoothing=2.0),
    "three convs, bounded, coordinates": OffsetBranchSpec(depth=3, bound=3.0, coordinates=True),
    "one conv, coordinates": OffsetBranchSpec(coordinates=True),
    "two convs, coordinates": OffsetBranchSpec(depth=2, coordinates=True),
    "free": OffsetBranchSpec(kind="free"),
    "free, bounded": OffsetBranchSpec(kind="free", bound=4.0),
    "position": OffsetBranchSpec(kind="position", scale=10.0, rate_factor=0.2),
    "from random": OffsetBranchSpec(depth=2, start="random"),
}


def own_offsets(lab: DeformableLab) -> Tensor:
    """What the branch itself gives, (1, 2·G·K, oh, ow)."""
    return lab.trainer.learner.present().own.offset


def to_its_end(lesson: Lesson) -> TeachReport:
    while (report := lesson.advance()) is None:
        pass
    return report


def taught(lab: DeformableLab, experiment: Experiment, number: int = 1) -> tuple[TeachReport, Experiment]:
    """Teach the placed points, and let them come from the branch."""
    lab.adjust(experiment)
    lesson = lab.teach(number)
    report = to_its_end(lesson)
    after = teach_points(experiment, number)
    lab.adjust(after)
    found = lab.recall(after)
    assert found is not None
    assert found.known
    return report, after


def distance(lab: DeformableLab, point: PlacedPoint, y: int, x: int) -> float:
    """How far the branch's own point is from where it was placed."""
    first = 2 * (point.tap.group * lab.layer.taps + point.tap.k)
    own = own_offsets(lab)[0, first : first + 2, y, x].double().numpy()
    return float(np.hypot(*(own - point.offset_yx)))


def everything(lab: DeformableLab) -> list[Tensor]:
    """Every number that training goes on from."""
    found: list[Tensor] = []

    def collect(value: Any) -> None:
        if isinstance(value, Tensor):
            found.append(value)
        elif isinstance(value, dict):
            for each in value.values():
                collect(each)
        elif isinstance(value, list):
            for each in value:
                collect(each)
        else:
            found.append(torch.tensor(float(value)))

    collect(lab.trainer.state())
    return found


def same(first: list[Tensor], second: list[Tensor]) -> bool:
    return len(first) == len(second) and all(map(torch.equal, first, second))


@pytest.mark.parametrize("name", KINDS)
def test_a_taught_point_lands_by_itself(name: str) -> None:
    lab, experiment = deformable(noise(24, 30), branch=KINDS[name])
    for _ in range(3):
        lab.trainer.step()
    before = own_offsets(lab).clone()
    report, _ = taught(lab, with_spec(experiment, placed_points=(POINT,)))
    assert lab.trainer.learner.placed is None
    assert distance(lab, POINT, *UNIT.yx) <= 0.1
    assert report.landed == pytest.approx(distance(lab, POINT, *UNIT.yx), abs=1e-5)
    lengths = (own_offsets(lab) - before)[0].unflatten(0, (-1, 2)).square().sum(1).sqrt()
    elsewhere = torch.ones(24, 30, dtype=torch.bool)
    elsewhere[UNIT.yx] = False
    moved = lengths[5][elsewhere]
    assert report.elsewhere is not None
    assert report.elsewhere.mean == pytest.approx(float(moved.mean()), abs=1e-5)
    assert report.elsewhere.largest == pytest.approx(float(moved.max()), abs=1e-5)
    assert report.share == pytest.approx(float((moved > 0.1).float().mean()), abs=2e-3)
    others = lengths[[0, 1, 2, 3, 4, 6, 7, 8]]
    assert report.others is not None
    assert report.others.largest == pytest.approx(float(others.max()), abs=1e-5)
    if KINDS[name].kind == "free":
        assert report.elsewhere.largest == report.share == report.others.largest == 0
    else:
        assert report.elsewhere.mean > 0.1
        assert report.share > 0.3
    if KINDS[name].kind == "conv" and KINDS[name].depth == 1:
        assert report.others.largest == 0, "taps of a branch of one convolution share nothing"


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("one conv", Region(8, 10, 7, 7)),
        ("one conv, bounded", Region(8, 10, 7, 7)),
        ("two convs", Region(8, 10, 7, 7)),
        ("free", Region(-3, -2, 9, 9)),
        ("position", Region(8, 10, 7, 7)),
        ("one conv", Everywhere()),
        ("one conv, bounded", Everywhere()),
        ("three convs", Everywhere()),
        ("free, bounded", Everywhere()),
        ("position", Everywhere()),
    ],
)
def test_it_lands_at_every_unit_that_it_was_placed_for(kind: str, where: Where) -> None:
    lab, experiment = deformable(noise(24, 30), branch=KINDS[kind])
    for _ in range(3):
        lab.trainer.step()
    point = PlacedPoint(Tap(0, 2), (-1.2, 0.8), where)
    report, _ = taught(lab, with_spec(experiment, placed_points=(point,)))
    units = [(y, x) for y in range(24) for x in range(30) if where.covers((y, x))]
    assert report.points == len(units)
    assert max(distance(lab, point, *unit) for unit in units) <= 0.1
    everywhere = isinstance(where, Everywhere)
    assert (report.elsewhere is None) == (report.share is None) == everywhere
    if not everywhere:
        assert report.elsewhere is not None
        assert (report.elsewhere.largest == 0) == (kind == "free")


@pytest.mark.parametrize("kind", ["one conv", "one conv, bounded", "three convs", "position", "free"])
def test_several_points_are_taught_at_once(kind: str) -> None:
    lab, experiment = deformable(noise(24, 30), branch=KINDS[kind])
    points = (
        POINT,
        PlacedPoint(Tap(0, 5), (-1.0, 0.5), Unit((3, 4))),
        PlacedPoint(Tap(0, 0), (0.25, 3.0), Unit((20, 9))),
    )
    report, _ = taught(lab, with_spec(experiment, placed_points=points))
    assert report.taps == (0, 5)
    assert report.points == 3
    for point in points:
        assert isinstance(point.where, Unit)
        assert distance(lab, point, *point.where.yx) <= 0.1


def test_the_change_is_the_smallest_that_does_it() -> None:
    lab, experiment = deformable(noise(24, 30), branch=OffsetBranchSpec())
    for _ in range(5):
        lab.trainer.step()
    learner = lab.trainer.learner
    before = [each.detach().clone() for each in learner.layer.branch.parameters()]
    read = lab._trained.picture.read_by(learner.branch).whole()
    patch = torch.nn.functional.pad(read, (1, 1, 1, 1))[
        0, :, UNIT.yx[0] : UNIT.yx[0] + 3, UNIT.yx[1] : UNIT.yx[1] + 3
    ]
    features = torch.cat([patch.flatten(), torch.ones(1)]).double()
    missing = torch.tensor(POINT.offset_yx).double() - own_offsets(lab)[0, 10:12, UNIT.yx[0], UNIT.yx[1]].double()
    least = missing[:, None] * features / features.square().sum()
    taught(lab, with_spec(experiment, placed_points=(POINT,)))
    weight, bias = (now.detach() - was for now, was in zip(learner.layer.branch.parameters(), before, strict=True))
    change = torch.cat([weight[10:12].flatten(1), bias[10:12, None]], 1).double()
    assert torch.allclose(change, least, atol=0.02 * float(least.abs().max()))


@pytest.mark.parametrize("kind", ["one conv, bounded", "three convs", "free", "position"])
def test_going_back_and_forth_restores_every_number(kind: str) -> None:
    lab, experiment = deformable(noise(24, 30), branch=KINDS[kind], compared=("free",))
    for _ in range(4):
        lab.trainer.step()
    placed = with_spec(experiment, placed_points=(POINT,))
    lab.adjust(placed)
    untaught, seen = everything(lab), own_offsets(lab).clone()
    _, after = taught(lab, placed)
    for _ in range(3):
        lab.trainer.step()
    trained_on, step = everything(lab), lab.trainer.step_count

    lab.adjust(placed)
    assert lab.recall(placed) == (0, 1, True)
    assert same(everything(lab), untaught)
    assert torch.equal(own_offsets(lab), seen)
    assert lab.trainer.step_count == step - 3
    assert lab.taught == 0

    lab.adjust(after)
    assert lab.recall(after) == (1, 0, True)
    assert same(everything(lab), trained_on)
    assert lab.trainer.step_count == step
    assert lab.recall(after) is None


def test_training_goes_on_from_what_was_taught_as_if_it_had_been_so() -> None:
    lab, experiment = deformable(noise(24, 30), branch=RULE)
    for _ in range(4):
        lab.trainer.step()
    placed = with_spec(experiment, placed_points=(POINT,))
    taught(lab, placed)
    state = lab.trainer.state()
    first = [lab.trainer.step()["loss"] for _ in range(5)]
    lab.trainer.restore(state)
    assert [lab.trainer.step()["loss"] for _ in range(5)] == first
    assert all(math.isfinite(loss) for loss in first)


def test_what_is_not_known_is_said_and_changes_nothing() -> None:
    lab, experiment = deformable(noise(24, 30), branch=RULE)
    other = with_spec(experiment, taught=7)
    before = everything(lab)
    assert lab.recall(other) == (7, 0, False)
    assert same(everything(lab), before)
    assert lab.taught == 0
    again, _ = deformable(noise(24, 30), branch=RULE, taught=7)
    assert again.taught == 0, "settings from elsewhere name a teaching that this lab has not gone through"
    assert again.recall(experiment) == (0, 7, False)


def test_a_layer_without_a_past_knows_its_way_back_to_settings_from_elsewhere() -> None:
    lab, experiment = deformable(noise(24, 30), branch=RULE, taught=7, placed_points=(POINT,))
    before = everything(lab)
    _, after = taught(lab, experiment, 8)
    assert lab.taught == 8
    assert lab.recall(experiment) == (7, 8, True)
    assert same(everything(lab), before)
    assert lab.recall(after) == (8, 7, True)


def test_no_more_than_so_many_states_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizapp.labs.deformable.teachings.MAX_KEPT", 2)
    lab, experiment = deformable(noise(24, 30), branch=OffsetBranchSpec())
    documents = [experiment]
    for number in (1, 2, 3):
        placed = with_spec(documents[-1], placed_points=(PlacedPoint(Tap(0, 1), (0.5 * number, 0.0), UNIT),))
        documents.append(taught(lab, placed, number)[1])
    assert lab.recall(documents[2]) == (2, 3, True)
    assert lab.recall(documents[1]) == (1, 2, True)
    assert lab.recall(documents[0]) == (0, 1, False)
    assert lab.recall(documents[1]) == (1, 0, True), "it has stayed there"


@pytest.mark.parametrize(
    ("settings", "point", "code"),
    [
        ({"branch": OffsetBranchSpec(kind="none")}, POINT, "teach.no-branch"),
        ({"branch": OffsetBranchSpec(bound=2.0)}, POINT, "teach.beyond-bound"),
        ({"learns": "kernel"}, POINT, "teach.frozen"),
        ({"task": HandSetSpec()}, POINT, "teach.nothing-trained"),
        ({}, None, "teach.no-points"),
        ({}, PlacedPoint(Tap(0, 5), (1.0, 1.0), Unit((200, 3))), "teach.no-units"),
    ],
)
def test_what_cannot_be_taught_is_refused_with_its_reason(
    settings: Any, point: PlacedPoint | None, code: str
) -> None:
    lab, _ = deformable(noise(24, 30), **settings, placed_points=() if point is None else (point,))
    with pytest.raises(ProblemError) as refused:
        lab.teach(1)
    assert refused.value.problem.code == code
    assert len(sentence(refused.value.problem)) > 30


def test_more_than_the_branch_can_hold_is_refused_and_changes_nothing() -> None:
    lab, experiment = deformable(noise(24, 30), branch=OffsetBranchSpec())
    points = tuple(
        PlacedPoint(Tap(0, 5), (3.0 * (-1) ** (y + x), 3.0 * (-1) ** (y * x)), Unit((y, x)))
        for y in range(4, 12)
        for x in range(4, 12)
    )
    lab.adjust(with_spec(experiment, placed_points=points))
    before = everything(lab)
    lesson = lab.teach(1)
    with pytest.raises(ProblemError, match="64 points") as refused:
        to_its_end(lesson)
    assert refused.value.problem.code == "teach.not-reached"
    assert same(everything(lab), before)


def test_where_no_gradient_leads_back_that_is_said() -> None:
    lab, experiment = deformable(noise(24, 30), branch=OffsetBranchSpec(bound=2.0))
    with torch.no_grad():
        lab.layer.branch.biases[-1].fill_(1e4)
    lab.trainer.learner.step_count += 1  # what was seen before is no longer so
    lab.adjust(with_spec(experiment, placed_points=(PlacedPoint(Tap(0, 5), (1.0, 1.0), UNIT),)))
    lesson = lab.teach(1)
    with pytest.raises(ProblemError, match="gradient"):
        lesson.advance()


def test_masks_of_a_branch_of_one_convolution_stay() -> None:
    lab, experiment = deformable(noise(24, 30), branch=OffsetBranchSpec(), modulation="sigmoid", offset_groups=3)
    for _ in range(3):
        lab.trainer.step()
    masks = lab.forward().mask
    assert masks is not None
    report, _ = taught(lab, with_spec(experiment, placed_points=(PlacedPoint(Tap(2, 5), (1.0, 0.5), UNIT),)))
    assert report.taps == (2 * 9 + 5,)
    after = lab.forward().mask
    assert after is not None
    assert torch.equal(after, masks)


def test_the_change_is_shown_until_it_is_taken_back() -> None:
    lab, experiment = deformable(noise(24, 30), branch=OffsetBranchSpec())
    assert ask(lab, FieldRequest("taught")) is None
    before = own_offsets(lab).clone()
    placed = with_spec(experiment, placed_points=(POINT, PlacedPoint(Tap(0, 1), (2.0, 0.0), UNIT)))
    _, after = taught(lab, placed)
    change = (own_offsets(lab) - before)[0].unflatten(0, (-1, 2))
    for tap, wanted in ((5, change[5]), (1, change[1]), (None, (change[1] + change[5]) / 2)):
        field = ask(lab, FieldRequest("taught", tap))
        assert isinstance(field, Field)
        assert field.kind == "taught"
        assert np.allclose(field.offset_yx, wanted.permute(1, 2, 0).numpy(), atol=1e-5)
    assert ask(lab, FieldRequest("taught", run="free")) is not None, "there is no such run, so it is the main one"
    lab.adjust(placed)
    lab.recall(placed)
    assert ask(lab, FieldRequest("taught")) is None
    lab.adjust(after)
    lab.recall(after)
    assert isinstance(ask(lab, FieldRequest("taught")), Field)


def test_placed_points_know_how_far_the_branch_is_from_them() -> None:
    lab, experiment = deformable(noise(24, 30), branch=OffsetBranchSpec(start="random"))
    region = PlacedPoint(Tap(0, 3), (0.5, 0.25), Region(-2, 20, 6, 40))
    points = (POINT, region, PlacedPoint(Tap(0, 0), (1.0, 1.0)), PlacedPoint(Tap(0, 0), (0, 0), Unit((99, 0))))
    lab.adjust(with_spec(experiment, placed_points=points))
    answer = ask(lab, PlacedRequest())
    assert isinstance(answer, Placed)
    units = [(y, x) for y in range(4) for x in range(20, 30)]
    assert answer.away[0] == pytest.approx(distance(lab, POINT, *UNIT.yx), abs=1e-5)
    assert answer.away[1] == pytest.approx(np.mean([distance(lab, region, *unit) for unit in units]), abs=1e-5)
    every = [distance(lab, points[2], y, x) for y in range(24) for x in range(30)]
    assert answer.away[2] == pytest.approx(np.mean(every), abs=1e-5)
    assert math.isnan(answer.away[3])


@pytest.mark.parametrize("layers", [2, 3])
def test_of_stacked_layers_the_last_is_taught_in_pixels_of_the_picture(layers: int) -> None:
    lab, experiment = deformable(noise(40, 48), branch=OffsetBranchSpec(start="random"), layers=layers, stride=2)
    pixel = 2 ** (layers - 1)
    unit = Unit((1, 2))
    point = PlacedPoint(Tap(0, 5), (3.0, -5.0), unit)
    placed = with_spec(experiment, placed_points=(point,))
    lab.adjust(placed)
    away = ask(lab, PlacedRequest())
    assert isinstance(away, Placed)
    before = own_offsets(lab).clone()
    missing = pixel * before[0, 10:12, 1, 2].double().numpy() - point.offset_yx
    assert away.away[0] == pytest.approx(np.hypot(*missing), rel=1e-4)
    report, _ = taught(lab, placed)
    landed = pixel * own_offsets(lab)[0, 10:12, 1, 2].double().numpy() - point.offset_yx
    assert np.hypot(*landed) == pytest.approx(report.landed, abs=1e-4)
    assert report.landed <= 0.1
    field = ask(lab, FieldRequest("taught", 5))
    assert isinstance(field, Field)
    change = pixel * (own_offsets(lab) - before)[0, 10:12].permute(1, 2, 0)
    assert np.allclose(field.offset_yx, change.numpy(), atol=1e-4)


def test_it_is_a_lab_that_can_be_taught() -> None:
    assert isinstance(deformable(noise(24, 30))[0], Teachable)


@pytest.mark.slow
@pytest.mark.parametrize("task", ["rule", "taps"])
def test_a_trained_branch_is_taught_on_a_photograph(task: str) -> None:
    settings = {} if task == "rule" else {"task": HiddenTapsSpec()}
    lab, experiment = deformable(photograph("astronaut"), **settings)
    for _ in range(60):
        lab.trainer.step()
    unit = Unit((96, 96))
    for where in (unit, Region(80, 80, 15, 15), Everywhere()):
        placed = with_spec(experiment, placed_points=(PlacedPoint(Tap(0, 7), (1.5, -2.0), where),))
        report, _ = taught(lab, placed, 1)
        assert report.landed <= 0.1
        lab.adjust(placed)
        lab.recall(experiment)
