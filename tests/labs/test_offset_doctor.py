"""The offset doctor against loops over every point, and the findings that made-up fields must give."""

from __future__ import annotations

import math

import pytest
import torch
from lab_sources import ask, deformable, noise
from torch import Tensor

from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.document.offset_branch import Modulation, OffsetBranchSpec
from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.mask_doctor import examine_masks, modulation_of
from vizapp.labs.deformable.offset_doctor import FIRST_STEPS, examine, written
from vizapp.labs.deformable.statistics import OffsetMeasure
from vizapp.protocol.offset_answers import Finding, OffsetReport
from vizapp.protocol.requests import OffsetReportRequest
from vizapp.wording.offset_findings import finding_texts, known_findings

HEIGHT, WIDTH = 11, 17
GEOMETRY = ConvGeometry.aligned((3, 5), 1, 2)
TAPS = 15


def report_on(
    offset: Tensor,
    geometry: ConvGeometry = GEOMETRY,
    steps: int | None = None,
    masks: Tensor | None = None,
    modulation: Modulation = "none",
    bound: float | None = None,
) -> dict[str, Finding]:
    measure = OffsetMeasure(geometry, (HEIGHT, WIDTH), (offset.shape[2], offset.shape[3]), offset)
    report = examine(offset, geometry, measure, steps, mask=masks, modulation=modulation, bound=bound)
    return {finding.code: finding for finding in report.findings}


def grave(found: dict[str, Finding]) -> set[str]:
    return {code for code, finding in found.items() if finding.grave}


@pytest.fixture
def field() -> Tensor:
    return torch.randn(1, 2 * TAPS, HEIGHT, WIDTH, generator=torch.Generator().manual_seed(3), dtype=torch.float64)


def test_the_measures_are_those_of_a_loop(field: Tensor) -> None:
    found = report_on(field)
    lengths = [
        [math.hypot(*field[0, 2 * k : 2 * k + 2, y, x].tolist()) for y in range(HEIGHT) for x in range(WIDTH)]
        for k in range(TAPS)
    ]
    every = [length for of_tap in lengths for length in of_tap]
    means = [sum(of_tap) / len(of_tap) for of_tap in lengths]
    assert found["mean"].value == pytest.approx(sum(every) / len(every))
    assert found["largest"].value == pytest.approx(max(every))
    assert found["longest_tap"].value == pytest.approx(max(means))
    assert found["longest_tap"].tap == GEOMETRY.tap_name(means.index(max(means)))
    assert found["stuck"].value == pytest.approx(sum(length < 0.01 for length in every) / len(every))
    deviations = []
    for k in range(TAPS):
        pairs = [tuple(field[0, 2 * k : 2 * k + 2, y, x].tolist()) for y in range(HEIGHT) for x in range(WIDTH)]
        middle = [sum(pair[axis] for pair in pairs) / len(pairs) for axis in (0, 1)]
        away = [(pair[0] - middle[0]) ** 2 + (pair[1] - middle[1]) ** 2 for pair in pairs]
        deviations.append(math.sqrt(sum(away) / len(away)))
    assert found["spread"].value == pytest.approx(sum(deviations) / len(deviations))
    assert not grave(found)


@pytest.mark.parametrize("dilation", [1, 3])
def test_without_offsets_the_effective_dilation_is_the_operators_own(dilation: int) -> None:
    geometry = ConvGeometry.aligned(3, 1, dilation)
    found = report_on(torch.zeros(1, 18, HEIGHT, WIDTH), geometry)
    assert found["reach"].value == pytest.approx(dilation)


def test_points_that_only_the_padding_has_outside_are_no_finding() -> None:
    offset = torch.zeros(1, 18, 4, 4)
    measure = OffsetMeasure(ConvGeometry.aligned(3), (4, 4), (4, 4), offset)
    found = {each.code: each for each in examine(offset, ConvGeometry.aligned(3), measure).findings}
    assert found["outside"].value == pytest.approx(44 / 144)
    assert not found["outside"].grave


def moved(by_y: float, taps: range = range(TAPS)) -> Tensor:
    offset = torch.zeros(1, 2 * TAPS, HEIGHT, WIDTH)
    for tap in taps:
        offset[:, 2 * tap] = by_y
    return offset


def test_a_field_that_does_not_vary_is_called_so() -> None:
    assert grave(report_on(moved(1.0), steps=500)) == {"spread"}


def test_a_tap_that_has_left_is_found_behind_a_small_mean() -> None:
    found = report_on(moved(60.0, range(7, 8)), steps=0)
    assert grave(found) == {"largest", "longest_tap", "dead_taps", "spread", "reach"}
    assert found["largest"].limit == WIDTH
    assert found["longest_tap"].tap == GEOMETRY.tap_name(7)
    assert found["mean"].value == pytest.approx(60 / TAPS)


def test_a_field_that_ran_away_is_found(field: Tensor) -> None:
    assert {"mean", "outside"} <= grave(report_on(100 * field))


@pytest.mark.parametrize(("steps", "said"), [(FIRST_STEPS - 1, set()), (FIRST_STEPS, {"stuck"}), (None, {"stuck"})])
def test_stuck_offsets_are_a_finding_once_training_had_time(steps: int | None, said: set[str]) -> None:
    assert grave(report_on(torch.zeros(1, 2 * TAPS, HEIGHT, WIDTH), steps=steps)) == said


def test_offsets_at_the_bound_of_their_branch_are_counted_once_training_had_time() -> None:
    offset = torch.zeros(1, 2 * TAPS, HEIGHT, WIDTH)
    offset[:, 0:16:2] = 3.965  # the y parts of 8 of the 15 taps: within 1 % of 4 px
    offset[:, 16] = 3.95  # near it
    offset[:, 19] = 9.0  # placed by hand, and not bounded
    offset[:, 2:4] = -4.0  # both parts count once
    found = report_on(offset, steps=FIRST_STEPS, bound=4.0)["at_bound"]
    assert found.value == pytest.approx(8 / TAPS)
    assert found.grave
    assert not report_on(offset, steps=FIRST_STEPS - 1, bound=4.0)["at_bound"].grave
    assert not report_on(0.98 * offset, steps=FIRST_STEPS, bound=4.0)["at_bound"].grave
    assert "at_bound" not in report_on(offset, steps=FIRST_STEPS), "no bound is known"


@pytest.mark.parametrize(("bound", "is_known"), [(4.0, True), (None, False)])
def test_the_lab_knows_the_bound_of_its_branch(bound: float | None, is_known: bool) -> None:
    lab, _ = deformable(noise(8, 8, 1), branch=OffsetBranchSpec(bound=bound))
    report = ask(lab, OffsetReportRequest())
    assert isinstance(report, OffsetReport)
    assert ("at_bound" in {finding.code for finding in report.findings}) == is_known
    assert ("at_bound" in {each["measure"] for each in lab.result_findings()}) == is_known


def test_groups_that_read_at_the_same_places_are_called_so(field: Tensor) -> None:
    near = field + 0.02 * field.flip(2)
    found = report_on(torch.cat([field, near], 1))
    assert "group_spread" in grave(found)
    away = [
        math.hypot(*(0.01 * field[0, 2 * k : 2 * k + 2, HEIGHT - 1 - y, x]).tolist())
        for k in range(TAPS)
        for y in range(HEIGHT)
        for x in range(WIDTH)
    ]
    assert found["group_spread"].value == pytest.approx(sum(away) / len(away))
    assert not grave(report_on(torch.cat([field, field.flip(2)], 1)))
    resting = torch.zeros(1, 4 * TAPS, HEIGHT, WIDTH)
    assert "group_spread" not in grave(report_on(resting, steps=0)), "on the rigid grid they cannot differ yet"
    assert "group_spread" not in report_on(field), "there is one group only"


@pytest.mark.parametrize(
    ("modulation", "masks", "found"),
    [
        ("sigmoid", [0.001, 0.005, -0.0, 0.5], {"masks_off": 0.75, "masks_full": 0.0}),
        ("sigmoid", [0.995, 1.0, 0.991, 0.5], {"masks_off": 0.0, "masks_full": 0.75}),
        ("2·sigmoid", [0.995, 1.0, 1.99, 2.0], {"masks_off": 0.0, "masks_full": 0.5}),
        ("softmax", [0.996, 0.001, 0.001, 0.002], {"masks_off": 0.75, "masks_one": 1.0}),
        ("softmax", [0.97, 0.01, 0.01, 0.01], {"masks_off": 0.0, "masks_one": 0.0}),
        ("unbounded", [-0.009, 0.009, 0.0, -7.0], {"masks_off": 0.75}),
    ],
)
def test_masks_are_saturated_by_their_own_range(
    modulation: Modulation, masks: list[float], found: dict[str, float]
) -> None:
    tensor = torch.tensor(masks, dtype=torch.float64)[None, :, None, None].expand(1, 4, 3, 5)
    shares = {each.code: each for each in examine_masks(tensor, modulation, 1, settled=True)}
    assert {code: each.value for code, each in shares.items()} == pytest.approx(found)
    assert {code for code, each in shares.items() if each.grave} == {code for code in found if found[code] > 0.5}
    assert not any(each.grave for each in examine_masks(tensor, modulation, 1, settled=False))
    assert modulation_of(tensor, 1) == modulation


def test_of_two_groups_each_softmax_is_looked_at_alone() -> None:
    masks = torch.tensor([0.999, 0.001, 0.5, 0.5])[None, :, None, None]
    (one,) = [each for each in examine_masks(masks, "softmax", 2, settled=True) if each.code == "masks_one"]
    assert one.value == 0.5
    assert modulation_of(masks, 2) == "softmax"
    assert modulation_of(masks, 1) == "sigmoid"


def test_every_finding_has_its_texts(field: Tensor) -> None:
    found = report_on(100 * field)
    for modulation in ("sigmoid", "softmax"):
        masks = torch.ones(1, 2 * TAPS, 1, 1)
        found |= report_on(field.repeat(1, 2, 1, 1), masks=masks, modulation=modulation, bound=2.0)
    # What is brought may also be not finite; what is trained never is.
    assert set(found) == known_findings() - {"non_finite"}
    for finding in found.values():
        texts = finding_texts(finding.code)
        assert texts is not None
        assert bool(texts.advice) == (finding.limit is not None)
        kept = written(finding)
        assert kept["advice"] == (texts.advice if finding.grave else "")
        elsewhere = finding_texts(finding.code, trained=False)
        assert elsewhere is not None
        assert bool(elsewhere.advice) == bool(texts.advice)
        assert not any(word in elsewhere.advice for word in ("lower", "raise", "bound the")), "nothing is trained"
        assert written(finding, trained=False)["advice"] == (elsewhere.advice if finding.grave else "")


def test_the_lab_reports_of_what_it_shows() -> None:
    lab, _ = deformable(noise(24, 40))
    assert lab.trainer is not None
    lab.trainer.step()
    lab.trainer.step()
    report = ask(lab, OffsetReportRequest())
    assert isinstance(report, OffsetReport)
    mean = next(finding for finding in report.findings if finding.code == "mean")
    pairs = lab.forward().offset[0].unflatten(0, (-1, 2))
    assert mean.value == pytest.approx(float(pairs.square().sum(1).sqrt().mean()), rel=1e-5)
    assert [each["measure"] for each in lab.result_findings()] == [finding.code for finding in report.findings]


def test_the_lab_reports_of_its_groups_and_masks() -> None:
    lab, _ = deformable(noise(24, 40), offset_groups=3, modulation="2·sigmoid")
    report = ask(lab, OffsetReportRequest())
    assert isinstance(report, OffsetReport)
    assert report.value("group_spread") == 0
    assert report.value("masks_full") == 0
    assert not any(finding.grave for finding in report.findings)


def test_what_is_set_by_hand_is_examined_too() -> None:
    lab, _ = deformable(noise(8, 8, 1), task=HandSetSpec())
    assert isinstance(ask(lab, OffsetReportRequest()), OffsetReport)
