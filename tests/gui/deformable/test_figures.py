"""What the offset doctor finds is listed, whatever number an engine gives."""

from __future__ import annotations

import dataclasses
import math

import pytest
from fakes import deformable_snapshot
from msgspec.structs import replace
from rig import deformable_state

from vizapp.gui.deformable.figures import offset_figures
from vizapp.gui.deformable.requests import REPORT
from vizapp.protocol.answers import Finding, OffsetReport


@pytest.mark.parametrize(("value", "shown"), [(3.0, "3"), (0.0, "0"), (math.inf, "∞"), (math.nan, "NaN")])
def test_a_count_is_a_whole_number_or_said_to_be_none(value: float, shown: str) -> None:
    state = deformable_state()
    assert state.snapshot is not None
    report = state.answer(REPORT, OffsetReport)
    assert report is not None
    report = replace(report, findings=(Finding("dead-taps", value),))
    snapshot = replace(deformable_snapshot(), answers={REPORT: report})
    figures = offset_figures(dataclasses.replace(state, snapshot=snapshot), {})
    assert shown in [line.cells[1] for line in figures.lines]
