"""An engine whose lab has been trained already, so that figures are drawn of it as the window draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from vizapp.document.experiment import Experiment
from vizapp.engine.in_process import InProcessEngine
from vizapp.engine.slot import Slot
from vizapp.engine.slots import Slots
from vizapp.engine.timeline import Timeline
from vizapp.labs.base import Lab
from vizapp.protocol.events import Configured, Progress
from vizapp.protocol.messages import Reply
from vizapp.protocol.timeline import BranchesChanged


class TrainedEngine(InProcessEngine):
    """Gives the lab that it was made with whatever is asked for, and says first what its training has measured."""

    def __init__(self, lab: Lab, timeline: Timeline | None, series: Mapping[str, Sequence[float]]) -> None:
        """Have ``lab`` stand on ``timeline`` as it is; ``series`` has one value for each step, by metric."""
        super().__init__(slots=_Trained(lab, timeline))
        self._series = {name: np.array(values, np.float64) for name, values in series.items()}
        self._told_of: frozenset[str] = frozenset()
        self._to_tell: Progress | None = None

    def poll(self) -> list[Reply]:
        return [told for reply in super().poll() for told in self._told(reply)]

    def _told(self, reply: Reply) -> Iterator[Reply]:
        """Yield a reply, and what was measured in all steps once the metrics and the branches have been named."""
        if isinstance(reply, Configured):
            is_first = not self._told_of
            self._take_note(reply)
            yield replace(reply, step=0) if is_first and self._to_tell else reply  # none are known of before
            if is_first:
                return
        else:
            yield reply
        if self._to_tell is not None and isinstance(reply, Configured | BranchesChanged):
            yield self._to_tell
            self._to_tell = None

    def _take_note(self, configured: Configured) -> None:
        """Have everything told where metrics are named that nothing was told of yet."""
        known = {metric.name for metric in configured.metrics}
        series = {name: values for name, values in self._series.items() if name in known}
        if not self._told_of.issuperset(series):
            self._told_of = frozenset(series)
            self._to_tell = Progress(configured.generation, configured.lab, 1, series)


class _Trained(Slots):
    """Has one lab, however often it is asked to build one."""

    def __init__(self, lab: Lab, timeline: Timeline | None) -> None:
        super().__init__(lambda *described: lab)
        self._timeline = timeline

    def configure(self, experiment: Experiment, training: int = 0) -> Slot:
        slot = super().configure(experiment, training)
        slot.timeline = self._timeline
        self.continuation = "same"  # there is no other training, whatever is asked for
        return slot
