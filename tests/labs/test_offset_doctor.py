"""The offset doctor against loops over every point, and the findings that made-up fields must give."""

from __future__ import annotations

import math

import pytest
import torch
from lab_sources import ask, deformable, noise
from torch import Tensor

from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.offset_doctor import FIRST_STEPS, examine, written
from vizapp.labs.deformable.statistics import OffsetMeasure
from vizapp.protocol.answers import Finding, OffsetReport
from vizapp.protocol.requests import OffsetReportRequest
from vizapp.wording.offset_findings import finding_texts, known_findings

HEIGHT, WIDTH = 11, 17
GEOMETRY = ConvGeometry.aligned((3, 5), 1, 2)
TAPS = 15


def report_on(offset: Tensor, geometry: ConvGeometry = GEOMETRY, steps: int | None = None) -> dict[str, Finding]:
    measure = OffsetMeasure(geometry, (HEIGHT, WIDTH), (offset.shape[2], offset.shape[3]), offset)
    return {finding.code: finding for finding in examine(offset, geometry, measure, steps).findings}


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
    assert found["worst-tap"].value == pytest.approx(max(means))
    assert found["worst-tap"].tap == GEOMETRY.tap_name(means.index(max(means)))
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
    assert grave(found) == {"worst-tap", "dead-taps", "spread", "reach"}
    assert found["worst-tap"].tap == GEOMETRY.tap_name(7)
    assert found["mean"].value == pytest.approx(60 / TAPS)


def test_a_field_that_ran_away_is_found(field: Tensor) -> None:
    assert {"mean", "outside"} <= grave(report_on(100 * field))


@pytest.mark.parametrize(("steps", "said"), [(FIRST_STEPS - 1, set()), (FIRST_STEPS, {"stuck"}), (None, {"stuck"})])
def test_stuck_offsets_are_a_finding_once_training_had_time(steps: int | None, said: set[str]) -> None:
    assert grave(report_on(torch.zeros(1, 2 * TAPS, HEIGHT, WIDTH), steps=steps)) == said


def test_every_finding_has_its_texts(field: Tensor) -> None:
    found = report_on(100 * field)
    assert set(found) == known_findings() - {"non-finite"}  # of files, whose offsets may be anything
    for finding in found.values():
        texts = finding_texts(finding.code)
        assert texts is not None
        assert bool(texts.advice) == (finding.limit is not None)
        kept = written(finding)
        assert kept["advice"] == (texts.advice if finding.grave else "")


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


def test_what_is_set_by_hand_is_examined_too() -> None:
    lab, _ = deformable(noise(8, 8, 1), task=HandSetSpec())
    assert isinstance(ask(lab, OffsetReportRequest()), OffsetReport)
