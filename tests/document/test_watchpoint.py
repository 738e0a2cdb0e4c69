"""When training is to pause: part of the document, and no reason to start again."""

from __future__ import annotations

import pytest

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, needs_rebuild, validated
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.text import from_text, to_text
from vizapp.document.watchpoint import Watchpoint
from vizapp.wording.offset_findings import known_findings


@pytest.mark.parametrize(
    ("side", "values"), [("above", [2.0000001, float("inf")]), ("below", [1.9999, -7.0, float("-inf")])]
)
def test_a_value_is_beyond_on_one_side_only(side: str, values: list[float]) -> None:
    point = Watchpoint("loss", side, 2.0)  # type: ignore[arg-type]  # a parameter is any string
    every = [2.0000001, float("inf"), 1.9999, -7.0, float("-inf"), 2.0, float("nan")]
    assert [value for value in every if point.is_beyond(value)] == values


@pytest.mark.parametrize("spec", [DeformableSpec(), SubpixelSpec()])
def test_it_is_saved_and_takes_effect_in_a_running_lab(spec: DeformableSpec | SubpixelSpec) -> None:
    before = Experiment(lab=spec.lab)
    after = before.with_spec(spec.replaced(stop_when=Watchpoint("doctor.mean", "above", 5.0)))
    assert from_text(to_text(after)) == after
    assert not needs_rebuild(before, after)


def test_a_text_from_before_there_were_watchpoints_has_none() -> None:
    older = from_text('{"version": 3, "labs": [{"lab": "deformable"}, {"lab": "subpixel"}]}')
    assert [spec.stop_when for spec in older.labs if isinstance(spec, DeformableSpec | SubpixelSpec)] == [None, None]


@pytest.mark.parametrize(
    ("older", "measure"),
    [
        ("doctor.worst-tap", "doctor.longest_tap"),
        ("doctor.dead-taps", "doctor.dead_taps"),
        ("doctor.mean", "doctor.mean"),
        ("worst_tap", "worst_tap"),
    ],
)
def test_a_finding_of_an_older_text_is_watched_under_its_present_name(older: str, measure: str) -> None:
    point = f'{{"measure": "{older}", "side": "above", "value": 2.0}}'
    read = from_text(f'{{"version": 4, "labs": [{{"lab": "deformable", "stop_when": {point}}}]}}')
    assert read.spec_of(DeformableSpec).stop_when == Watchpoint(measure, "above", 2.0)
    if "." in measure:
        assert measure.removeprefix("doctor.") in known_findings()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e7])
def test_a_value_that_nothing_can_pass_is_refused(value: float) -> None:
    spec = DeformableSpec(stop_when=Watchpoint("loss", "above", value))
    with pytest.raises(ValueError, match="stop_when"):
        validated(Experiment(labs=(spec,)))
