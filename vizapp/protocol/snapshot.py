"""The snapshot: what the engine answers to the window's observation."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from vizapp.protocol.answers import Answer
from vizapp.protocol.metric import MAX_METRICS
from vizapp.protocol.requests import MAX_REQUESTS, Name
from vizapp.protocol.tagged import Tagged


class Snapshot(Tagged, frozen=True, kw_only=True):
    """The answers to the observation, with the state of the training.

    Attributes:
        applied: the seq of the last command taken into account; lets the window recognise snapshots that were
            computed before the user's last change.
        step: the number of training steps behind the shown parameters.
        memory_bytes: the memory that the engine holds on its device (resident memory on a CPU).
        answers: by the name of the request.
        measures: by the name of the metric, its value for the shown parameters with all placed points applied; not
            finite where it is undefined. None while training runs, because Progress then carries the metrics.
        unseen: whether the answers are about the unseen picture.
    """

    generation: int
    applied: int
    step: int
    running: bool
    steps_per_second: float
    memory_bytes: int
    answers: Annotated[dict[Name, Answer], Meta(max_length=MAX_REQUESTS)] = field(default_factory=dict)
    measures: Annotated[dict[Name, float], Meta(max_length=MAX_METRICS)] | None = None
    unseen: bool = False
