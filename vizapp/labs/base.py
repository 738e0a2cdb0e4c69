"""What a lab is to the loop that steps and shows it: a subject that answers requests, and what trains it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import torch
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.labs.sources import Sources
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer
from vizapp.protocol.events import MapShapes
from vizapp.protocol.metric import Metric
from vizapp.protocol.picture_answers import Channels, Picture
from vizapp.protocol.requests import Request
from vizapp.wording.problems import ProblemError

Shape: TypeAlias = tuple[int, int, int]
TrainerState: TypeAlias = Mapping[str, Any]
"""Tensors and plain numbers by name, all of them copies."""


class DivergedError(ProblemError):
    """Training has come to a place that no step leads back from; its sentence says which."""


@dataclass(frozen=True)
class LabDescription:
    """What stays true of a lab from its start on.

    Attributes:
        input_shape: (C, H, W) of the working copy that the operator reads.
        output_shape: (C, H, W) of what the operator gives.
        parameters: how many numbers are trained.
        metrics: what each step measures, the loss first; nothing where nothing is trained.
        notes: what was done to the source, as coded notes of :mod:`vizapp.wording.lab_notes`.
        covered: the shares of the source's height and width that the input covers, from its top left; less than 1
            where a remainder was cut off.
        held_out_from: the column of the output from which on training sees nothing; None where it sees all.
        unseen: the maps of the picture that nothing is trained on; None where there is none.
        reads_source: whether the input is the source itself, reduced, cut or padded, and not something made of it.
        edge_yx: rows and columns of zeros after the working copy's last ones; negative where its own were cut off.
    """

    input_shape: Shape
    output_shape: Shape
    parameters: int = 0
    metrics: tuple[Metric, ...] = ()
    notes: tuple[Problem, ...] = ()
    covered: tuple[float, float] = (1.0, 1.0)
    held_out_from: int | None = None
    unseen: MapShapes | None = None
    reads_source: bool = True
    edge_yx: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Answers:
    """What a subject answers to several requests, all about the same parameters.

    Attributes:
        step: how many steps had formed the parameters that are shown.
        answers: by the name of the request; what cannot be answered is left out. Every array in them is an owned,
            C-contiguous numpy array.
        measures: what the shown parameters reach, by the name of the metric; None where they were not measured.
        unseen: whether the answers are about the picture that nothing is trained on.
    """

    step: int
    answers: Mapping[str, Answer]
    measures: Mapping[str, float] | None
    unseen: bool = False


class Subject(Protocol):
    """Something that can be looked at. One thread only."""

    def describe(self) -> LabDescription:
        """Say what is read, given and trained."""
        ...

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        """Answer requests, all about the same moment.

        With ``exact`` False, while training runs, the numbers that the last step has computed anyway may be shown,
        those that entered it, and nothing is measured. Changed live settings show at once either way.
        """
        ...

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        """Return the working copy as the operator reads it, and which channels the picture shows.

        ``channel`` None shows 0–2 as colour where there are three.
        """
        ...


class Trainer(Protocol):
    """A model with its task, its optimiser and its random state.

    Attributes:
        step_count: how many steps have been done.
    """

    step_count: int

    def step(self) -> dict[str, float]:
        """Do one training step and return what it measured, before its own update, by the names of the metrics.

        NaN stands where a metric was not measured, or where nothing can be said.

        Raises:
            DivergedError: it cannot go on from here; the next step has to follow a :meth:`restore`.
        """
        ...

    def measures(self) -> dict[str, float]:
        """Return what the present parameters reach, by the names of the metrics that have a value between steps."""
        ...

    def final_measures(self) -> dict[str, float]:
        """Return what a training that ends here has reached: :meth:`measures`, and always the loss.

        Where the loss has no value between steps, it is what the step to come would measure, which is still the
        same afterwards.
        """
        ...

    def state(self) -> TrainerState:
        """Return everything that the steps to come depend on."""
        ...

    def restore(self, state: TrainerState) -> None:
        """Go back to a :meth:`state` of a trainer that was built alike: the same steps follow, bit by bit."""
        ...


class Lab(Subject, Protocol):
    """An operator with its task, its training and its views."""

    @property
    def name(self) -> str:
        """As in the document."""
        ...

    @property
    def trainer(self) -> Trainer | None:
        """None where there is nothing to step."""
        ...

    def adjust(self, experiment: Experiment) -> None:
        """Take over the live fields of the lab's settings; nothing starts again.

        ``experiment`` may differ from the one that the lab was built from in these only.
        """
        ...

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return what computes the arrays that are kept with a run's results, by name.

        All that is needed to compute the output again is among them, in the layouts of the operators. What fails
        together, because a training has diverged, stands together.
        """
        ...

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return what is unusual about what was reached, each with its measure, its limit and a sentence."""
        ...

    def result_pictures(self) -> Mapping[str, Request]:
        """Return what is drawn and kept with a run's results, by the name of the file without ``.png``."""
        ...


LabMaker: TypeAlias = Callable[[Experiment, Sources, torch.device], Lab]
"""Builds a lab at step 0 from its settings in the document and the sources.

Raises:
    ProblemError: the source or a setting does not fit; says which and what would.
"""
