"""What the offset doctor finds is listed, whatever number an engine gives."""

from __future__ import annotations

import dataclasses
import math

import pytest
from fakes import deformable_snapshot
from msgspec.structs import replace
from rig import deformable_state, with_spec

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.gui.deformable.offset_numbers import offset_numbers
from vizapp.gui.deformable.requests import REPORT
from vizapp.gui.lab_numbers import Reached
from vizapp.protocol.metric import Metric
from vizapp.protocol.offset_answers import Finding, OffsetReport
from vizapp.session.source_state import SidePicture
from vizapp.wording.offset_findings import finding_texts


@pytest.mark.parametrize(("value", "shown"), [(3.0, "3"), (0.0, "0"), (math.inf, "∞"), (math.nan, "NaN")])
def test_a_count_is_a_whole_number_or_said_to_be_none(value: float, shown: str) -> None:
    state = deformable_state()
    assert state.snapshot is not None
    report = state.answer(REPORT, OffsetReport)
    assert report is not None
    report = replace(report, findings=(Finding("dead_taps", value),))
    snapshot = replace(deformable_snapshot(), answers={REPORT: report})
    numbers = offset_numbers(dataclasses.replace(state, snapshot=snapshot), {})
    assert shown in [line.cells[1] for line in numbers.lines]


@pytest.mark.parametrize(
    ("task", "trained"), [(DeformableSpec().task, True), (HandSetSpec(), False), (BroughtSpec(), False)]
)
def test_the_advice_is_of_what_is_trained_or_of_what_is_not(task: object, trained: bool) -> None:
    report = OffsetReport((Finding("mean", 85.0, 50.0, True),))
    state = with_spec(deformable_state(), task=task)
    state = dataclasses.replace(state, snapshot=deformable_snapshot(report=report))
    numbers, texts = offset_numbers(state, {}), finding_texts("mean", trained=trained)
    assert texts is not None
    assert numbers.explanation == texts.advice
    assert texts.advice in numbers.tooltip


@pytest.mark.parametrize("learns", ["offsets", "kernel", "both"])
def test_a_distance_that_may_rise_is_explained_beside_its_curve(learns: str) -> None:
    reached = {"distance": Reached(Metric("distance", "Mean distance", unit="px"), 2.56, at_step=300)}
    numbers = offset_numbers(with_spec(deformable_state(), learns=learns), reached)
    assert ("may rise" in numbers.notes.get("distance", "")) == (learns == "both")
    assert ("trade places" in numbers.explanations.get("distance", "")) == (learns == "both")
    assert ("may rise" in numbers.explanation) == (learns == "both")
    stacked = offset_numbers(with_spec(deformable_state(), learns=learns), {})
    assert not stacked.notes, "without a distance there is nothing to explain"
    assert not stacked.explanations


def test_the_worst_tap_is_told_apart_from_what_is_of_the_unseen_picture() -> None:
    reached = {"worst_tap": Reached(Metric("worst_tap", "Worst tap", unit="px"), 0.044)}
    state = deformable_state()
    unseen = dataclasses.replace(
        state,
        view=dataclasses.replace(state.view, unseen=True),
        unseen=SidePicture(loaded=state.source),
        configured=None,
    )
    (line,) = [line for line in offset_numbers(state, reached).lines if line.cells[1] == "0.044 px"]
    assert (line.cells[0], line.tone) == ("worst tap", "text")
    assert unseen.shows_unseen
    (line,) = [line for line in offset_numbers(unseen, reached).lines if line.cells[1] == "0.044 px"]
    assert (line.cells[0], line.tone) == ("worst tap, trained picture", "muted")
