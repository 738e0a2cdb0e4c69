"""What a file holds of a run: the experiment with its training, as ``--save`` and a checkpoint keep it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from vizapp.document.experiment import Experiment
from vizapp.engine.keeping import KeptExperiments
from vizapp.engine.kept_states import taken
from vizapp.engine.slot import Slot
from vizapp.engine.slots import Slots
from vizapp.keeping.curves import CurveTable, KeptCurves, KeptSeries, fitted
from vizapp.keeping.kept_pictures import Digests, file_beside
from vizapp.keeping.pictures import PictureRole
from vizapp.keeping.run import KeptRun
from vizapp.keeping.writing import Content, PictureToKeep
from vizapp.protocol.commands import KeepCurves, SaveExperiment
from vizapp.protocol.events import Writing
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.sources.kept import LoadedExperiment
from vizapp.wording.problems import ProblemError

_SAVING, _CURVES = 1, 2
"""The numbers of the two commands."""


class RunToKeep:
    """A run on its way, of which files are written.

    Attributes:
        slots: the labs.
        slot: the one that is trained.
        begun: the experiment from a file that it goes on with, or None.
        experiment: the document.
    """

    def __init__(self, slots: Slots, slot: Slot, begun: LoadedExperiment | None, experiment: Experiment) -> None:
        self.slots = slots
        self.slot = slot
        self.begun = begun
        self.experiment = experiment
        self._digests = Digests()

    def checkpoint(self, path: Path, series: Mapping[str, Sequence[float]], run: KeptRun) -> Content:
        """Return what a checkpoint of this moment holds.

        Args:
            path: of its file.
            series: what was measured from step 0 to where the training stands, by the names of the metrics.
            run: what else it holds.
        """
        states = taken(self.slots.all, self.slots.waiting, self.experiment, quick=False)
        return Content(
            states.experiment,
            states.training,
            states.parts,
            states.pieces,
            fitted(self._curves(series), states.training),
            b"{}" if self.begun is None else self.begun.view,
            pictures=self._pictures(path),
            run=run,
        )

    def save(self, path: Path, series: Mapping[str, Sequence[float]]) -> None:
        """Write the experiment with all that was kept of it and what was trained since; arguments as above.

        Raises:
            ProblemError: it cannot be written.
        """
        told: list[Writing | CurvesWanted | ExperimentSaved] = []
        kept = KeptExperiments(told.append, time.monotonic)
        inside, view = False, b"{}"
        if self.begun is not None:
            inside, view = self.begun.pictures.get("source") == "inside", self.begun.view
        command = SaveExperiment(_SAVING, os.fsencode(path.absolute()), self.experiment, view, b"", inside)
        kept.begin(command, self.slots)
        curves = self._curves(series)
        kept.take_curves(KeepCurves(_CURVES, _SAVING, curves.table, curves.values))
        while kept.are_under_way:
            kept.advance()
        for each in told:
            if isinstance(each, ExperimentSaved) and each.problem is not None:
                raise ProblemError.of(each.problem)

    def _pictures(self, path: Path) -> dict[PictureRole, PictureToKeep]:
        """Return where the pictures are: none is copied, and those that are gone are asked for later."""
        experiment = self.experiment
        named: dict[PictureRole, str | None] = {
            "source": experiment.source.location if experiment.source.kind == "file" else None,
            "unseen": experiment.unseen.location if experiment.unseen and experiment.unseen.kind == "file" else None,
            "judged": experiment.judged.location if experiment.judged and experiment.judged.kind == "file" else None,
        }
        found: dict[PictureRole, PictureToKeep] = {}
        for role, location in named.items():
            if location is not None:
                with suppress(ProblemError):
                    found[role] = file_beside(location, path.absolute(), self._digests)
        return found

    def _curves(self, series: Mapping[str, Sequence[float]]) -> KeptCurves:
        """Return the curves of the file with what was measured since on the branch that the training stands on."""
        begun = KeptCurves() if self.begun is None else self.begun.curves
        found = [*_of_trained(self.slot, begun, series)]
        found += [(where, values) for where, values in begun if where.lab != self.slot.lab.name]
        values = [values for _, values in found]
        table = CurveTable(tuple(where for where, _ in found), begun.table.marks)
        return KeptCurves(table, np.concatenate(values) if values else np.empty(0))


def _of_trained(
    slot: Slot, begun: KeptCurves, series: Mapping[str, Sequence[float]]
) -> Iterator[tuple[KeptSeries, np.ndarray]]:
    if slot.timeline is None:
        return
    lab = slot.lab.name
    known = {(where.branch, where.metric): values for where, values in begun if where.lab == lab}
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
