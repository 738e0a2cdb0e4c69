"""The numbers of the deformable lab: what the offset doctor finds, and how the worst tap does."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import Everywhere, Tap
from vizapp.document.watchpoint import Side
from vizapp.gui.deformable.requests import DISTANCE, REPORT, shown_below
from vizapp.gui.lab_numbers import FurtherMeasure, LabNumbers, Reached
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.numbers import plain
from vizapp.protocol.offset_answers import Finding, OffsetReport
from vizapp.session.state import State
from vizapp.wording.offset_findings import FindingTexts, finding_texts, measure_name, measure_value

_DASH = "–"
_WORST = "worst_tap"
_MOST_NAMED = 4
"""Taps that are named one by one."""
_LISTED = ("mean", "largest", "spread", "outside", "dead_taps")
"""The findings that are always listed; the others are where they are grave."""
_WARNS_BELOW = ("spread", "group_spread")
"""The findings that are grave where the value is small."""


def offset_numbers(state: State, reached: Mapping[str, Reached]) -> LabNumbers:
    """Return the offset doctor's findings over all units; ``reached`` is by the name of the metric."""
    report, trained = state.answer(REPORT, OffsetReport), state.experiment.spec.trains
    known = {} if report is None else {finding.code: finding for finding in report.findings}
    lines = [_line(code, known.get(code)) for code in _LISTED]
    lines += [_line(code, finding) for code, finding in known.items() if code not in _LISTED and finding.grave]
    if state.is_outdated:
        lines = [replace(line, tone="muted") for line in lines]
    left_out = _left_out(state.experiment.spec_of(DeformableSpec)) if DISTANCE in reached else ""
    worst = reached.get(_WORST)
    if worst is not None and worst.value is not None:
        value = (
            _DASH if left_out and math.isnan(worst.value) else _tr("{value} px").format(value=plain(worst.value, 3))
        )
        # Unlike the other numbers, it is always measured on the picture that is trained on.
        words = _tr("worst tap, trained picture") if state.shows_unseen else _tr("worst tap")
        is_shown = worst.is_shown and not state.shows_unseen
        lines.append(Line((words, value), tone="text" if is_shown else "muted"))
    if left_out:
        lines.append(Line((left_out, ""), tone="muted"))
    trades = state.experiment.spec_of(DeformableSpec).operator.learns == "both" and DISTANCE in reached
    may_rise = _tr("may rise: the kernel learns too") if trades else ""
    notes = {
        name: " · ".join(filter(None, (may_rise, reached[name].origin, left_out)))
        for name in (DISTANCE, _WORST)
        if (may_rise or left_out) and name in reached
    }
    tooltip = _tr(
        "Over all units. The worst tap is the one whose points are farthest from the hidden ones on average: a lost "
        "tap hides in the mean of all."
    )
    if state.shows_unseen and worst is not None:
        tooltip += "\n" + _tr("The worst tap is that of the picture that is trained on.")
    if worst is not None and worst.origin:
        tooltip += "\n" + _tr("The worst tap is that {origin}.").format(origin=worst.origin)
    tooltip += "".join(f"\n\n{words}" for finding in known.values() if (words := _explained(finding, trained)))
    grave = (_texts(finding, trained) for finding in known.values() if finding.grave)
    advice = next((texts.advice for texts in grave if texts), "")
    explanations = {DISTANCE: _trade_words()} if trades else {}
    trade = _tr("The distance may rise though the loss falls: the kernel learns too.") if trades else ""
    explanation = "\n".join(filter(None, (advice, trade)))
    return LabNumbers(_title(state), tooltip, tuple(lines), explanation, notes, explanations)


def _title(state: State) -> str:
    """Return the title, with the layer that is examined where several are stacked."""
    layers = state.experiment.spec_of(DeformableSpec).operator.layers
    if layers == 1:
        return _tr("Offset doctor")
    return _tr("Offset doctor · layer {layer}").format(layer=layers - shown_below(state))


def offset_measures(state: State) -> tuple[FurtherMeasure, ...]:
    """Return what the offset doctor finds, each to be watched from its limit on."""
    report = state.answer(REPORT, OffsetReport)
    measures = []
    for finding in () if report is None else report.findings:
        texts = _texts(finding)
        if texts is not None:
            limit = finding.value if finding.limit is None else finding.limit
            side: Side = "below" if finding.code in _WARNS_BELOW else "above"
            value = measure_value(limit, texts.unit)
            measures.append(FurtherMeasure(measure_name(finding.code), texts.title, texts.unit, side, value))
    return tuple(measures)


def _line(code: str, finding: Finding | None) -> Line:
    texts = finding_texts(code)
    assert texts is not None
    if finding is None:
        return Line((texts.title, _DASH))
    return Line((texts.title, _value_text(finding, texts)), tone="caution" if finding.grave else "text")


def _value_text(finding: Finding, texts: FindingTexts) -> str:
    match texts.unit:
        case "px":
            text = _tr("{value} px").format(value=plain(finding.value, 2))
        case "%":
            text = _tr("{value} %").format(value=plain(100 * finding.value, 1))
        case "×":
            text = f"{plain(finding.value, 2)}\N{NO-BREAK SPACE}×"
        case _:
            text = plain(finding.value, 0)  # a count; a broken engine may send infinity
    return _tr("{value} ({tap})").format(value=text, tap=finding.tap) if finding.tap else text


def _explained(finding: Finding, trained: bool) -> str:
    """Return one measure with its limit and what being beyond it means; "" where there is no limit."""
    texts = _texts(finding, trained)
    if texts is None or not texts.advice:
        return ""
    return _tr("{title} {value} (warns {limit}): {advice}").format(
        title=texts.title, value=_value_text(finding, texts), limit=texts.limit, advice=texts.advice
    )


def _texts(finding: Finding, trained: bool = True) -> FindingTexts | None:
    return finding_texts(finding.code, trained=trained)


def _trade_words() -> str:
    return _tr(
        "The kernel is learned as well as the offsets. Then the points need not come to the hidden ones, and may go "
        "farther away, though the loss falls: where the layer reads and what it looks for there can trade places. "
        "The loss is the measure."
    )


def _left_out(spec: DeformableSpec) -> str:
    """Say which taps the distance leaves out, because they are placed by hand at every unit; "" where none is."""
    taps = {point.tap for point in spec.placed_points if isinstance(point.where, Everywhere)}
    placed = sorted(taps, key=lambda tap: (tap.group, tap.k))
    if not placed:
        return ""
    if len(placed) == spec.points:
        return _tr("all {count} taps are placed by hand").format(count=spec.points)
    names = [_name(spec, tap) for tap in placed[:_MOST_NAMED]]
    if len(placed) > _MOST_NAMED:
        listed = _tr("{names} and {count} more").format(names="; ".join(names), count=len(placed) - _MOST_NAMED)
    elif len(names) > 1:
        listed = _tr("{names} and {last}").format(names="; ".join(names[:-1]), last=names[-1])
    else:
        listed = names[0]
    if len(placed) == 1:
        text = _tr("over {free} of {count} taps; {names} is placed by hand")
    else:
        text = _tr("over {free} of {count} taps; {names} are placed by hand")
    return text.format(free=spec.points - len(placed), count=spec.points, names=listed)


def _name(spec: DeformableSpec, tap: Tap) -> str:
    """Return the name of a tap: its row and column, and in which offset group where there are several."""
    name = spec.geometry.tap_name(tap.k)
    return (
        name if spec.operator.offset_groups == 1 else _tr("{tap} of group {group}").format(tap=name, group=tap.group)
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("OffsetFigures", text)
