"""The curves of labs as a file of an experiment keeps them, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from vizapp.keeping.curves import MAX_MARKS, CurveTable, KeptCurves, KeptMark, KeptSeries
from vizapp.keeping.training import LabTraining
from vizapp.protocol.timeline import BranchInfo
from vizapp.session.curves import CurveChange, CurveRecorder, Curves, OwnCourse
from vizapp.session.engine_state import Timeline


def kept_curves(timelines: Mapping[str, Timeline], labs: Iterable[str]) -> KeptCurves:
    """Return what was measured in ``labs``, every value once: what a branch shares with its parent is left out."""
    series: list[KeptSeries] = []
    values: list[np.ndarray] = []
    marks: list[KeptMark] = []
    for lab in labs:
        timeline = timelines.get(lab, Timeline())
        for branch in timeline.branches:
            course = timeline.courses.get(branch.number)
            if course is None:
                continue
            own = course.steps - branch.begins
            for metric, measured in course.series.items():
                if own > 0:
                    series.append(KeptSeries(lab, branch.number, metric, branch.begins + 1, own))
                    values.append(_padded(measured[branch.begins :], own))
            parent = timeline.courses.get(branch.parent or 0, Curves())
            marks += [
                KeptMark(lab, branch.number, change.step, change.what)
                for change in course.changes
                if change not in parent.changes
            ]
    together = np.concatenate(values) if values else np.empty(0)
    return KeptCurves(CurveTable(tuple(series), tuple(marks[-MAX_MARKS:])), together)


def recorder_of(kept: LabTraining, curves: KeptCurves) -> CurveRecorder:
    """Return a recorder that stands where a lab's training was kept."""
    own: dict[int, OwnCourse] = {branch.number: OwnCourse({}, []) for branch in kept.branches}
    for where, values in curves:
        if where.lab == kept.lab:
            own[where.branch].series[where.metric] = values
    for mark in curves.table.marks:
        if mark.lab == kept.lab:
            own[mark.branch].changes.append(CurveChange(mark.step, mark.what))
    return CurveRecorder.of(branches_of(kept), own, kept.present, kept.step)


def branches_of(kept: LabTraining) -> tuple[BranchInfo, ...]:
    """Return the branches of a training that was kept."""
    return tuple(
        BranchInfo(each.number, each.parent, each.begins, each.cause, each.head, each.spacing)
        for each in kept.branches
    )


def _padded(values: np.ndarray, count: int) -> np.ndarray:
    """Return ``count`` values; what was not measured towards the end is NaN."""
    return values if len(values) == count else np.append(values, np.full(count - len(values), np.nan))
