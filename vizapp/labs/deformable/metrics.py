"""What a step of the deformable lab measures: of every layer that trains, on the trained and on an unseen picture."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from vizapp.document.offset_branch import BranchKind
from vizapp.labs.deformable.tasks.base import DeformableTask
from vizapp.labs.run_metrics import run_metric
from vizapp.protocol.metric import Metric

UNSEEN_EVERY = 10
"""In steps: how often the layers are tried on the unseen picture."""


def metrics_of(task: DeformableTask, runs: Sequence[BranchKind], unseen: bool) -> tuple[Metric, ...]:
    """Return the metrics, the loss first: those of the first run, then those that are drawn with them.

    Args:
        task: what is learned.
        runs: the kinds of the branches that train, the main one first.
        unseen: whether there is a picture that nothing is trained on.
    """
    own = (task.loss_metric, *task.metrics)
    metrics = list(own)
    if unseen:
        metrics += [unseen_metric(metric) for metric in own if not metric.beside]
    others = [run_metric(metric, run) for run in runs[1:] for metric in metrics if not metric.beside]
    return (*metrics, *others)


def unseen_metric(metric: Metric) -> Metric:
    """Return the same metric on the unseen picture."""
    return replace(
        metric, name=f"unseen_{metric.name}", unseen=True, every=UNSEEN_EVERY, drawn_with=metric.name, references={}
    )
