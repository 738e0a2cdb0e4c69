"""Writing of an experiment that a run has gone on with to a file again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from vizapp.document.experiment import Experiment
from vizapp.engine.keeping import KeptExperiments
from vizapp.engine.slot import Slot
from vizapp.engine.slots import Slots
from vizapp.keeping.curves import CurveTable, KeptCurves, KeptSeries
from vizapp.protocol.commands import KeepCurves, SaveExperiment
from vizapp.protocol.events import Writing
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.sources.kept import LoadedExperiment
from vizapp.wording.problems import ProblemError

_SAVING, _CURVES = 1, 2
"""The numbers of the two commands."""


def save(
    path: Path,
    slots: Slots,
    slot: Slot,
    loaded: LoadedExperiment,
    experiment: Experiment,
    series: Mapping[str, Sequence[float]],
) -> None:
    """Write the experiment with all that was kept of it and what was trained since.

    Args:
        path: of the file.
        slots: the labs.
        slot: the one that was trained.
        loaded: the experiment as it was opened.
        experiment: the document.
        series: what was measured from step 0 to where the training stands, by the names of the metrics.

    Raises:
        ProblemError: it cannot be written.
    """
    told: list[Writing | CurvesWanted | ExperimentSaved] = []
    kept = KeptExperiments(told.append, time.monotonic)
    inside = loaded.pictures.get("source") == "inside"
    kept.begin(SaveExperiment(_SAVING, os.fsencode(path.absolute()), experiment, loaded.view, b"", inside), slots)
    curves = _curves(slot, loaded, series)
    kept.take_curves(KeepCurves(_CURVES, _SAVING, curves.table, curves.values))
    while kept.are_under_way:
        kept.advance()
    for each in told:
        if isinstance(each, ExperimentSaved) and each.problem is not None:
            raise ProblemError.of(each.problem)


def _curves(slot: Slot, loaded: LoadedExperiment, series: Mapping[str, Sequence[float]]) -> KeptCurves:
    """Return the curves of the file with what was measured since on the branch that the training stands on."""
    found = [*_of_trained(slot, loaded, series)]
    found += [(where, values) for where, values in loaded.curves if where.lab != slot.lab.name]
    values = [values for _, values in found]
    table = CurveTable(tuple(where for where, _ in found), loaded.curves.table.marks)
    return KeptCurves(table, np.concatenate(values) if values else np.empty(0))


def _of_trained(
    slot: Slot, loaded: LoadedExperiment, series: Mapping[str, Sequence[float]]
) -> Iterator[tuple[KeptSeries, np.ndarray]]:
    if slot.timeline is None:
        return
    lab = slot.lab.name
    known = {(where.branch, where.metric): values for where, values in loaded.curves if where.lab == lab}
    for branch in slot.timeline.branches.values():
        count = branch.head - branch.begins
        is_present = branch.number == slot.timeline.present
        metrics = [metric for number, metric in known if number == branch.number]
        for metric in dict.fromkeys([*metrics, *(series if is_present else ())]):
            if not count:
                continue
            values = np.full(count, np.nan)
            before = known.get((branch.number, metric), np.empty(0))
            values[: len(before)] = before
            if is_present:
                measured = series.get(metric, ())[branch.begins :]
                values[: len(measured)] = measured
            yield KeptSeries(lab, branch.number, metric, branch.begins + 1, count), values
