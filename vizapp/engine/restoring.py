"""The training of labs from a file: it is held against a lab that was built alike, and goes on in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import numpy as np
import torch
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.document.text import from_text
from vizapp.engine.tensor_types import DTYPES
from vizapp.engine.timeline import Branch, SettingsChange, Steering, Timeline
from vizapp.keeping.tensors import StoredTensor, read_tensors
from vizapp.keeping.training import (
    PRESENT,
    KeptBranch,
    LabTraining,
    check_states,
    leaves_of,
    read_training,
    rebuilt,
    steerings_of,
)
from vizapp.labs.base import Lab, Trainer, TrainerState
from vizapp.labs.capabilities import Teachable
from vizapp.protocol.keeping import SetTraining
from vizapp.wording.problems import ProblemError

_STEPS = "step_count"
"""The path of the number of steps in a state."""


class _Like(NamedTuple):
    """What a leaf of a state has to be: the type and shape of a tensor, or the type of a plain value."""

    kind: torch.dtype | type
    shape: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class LabHistory:
    """The training of one lab, as it was read.

    Attributes:
        kept: the timeline.
        steerings: the settings that were in effect at some time, typed.
        tensors: of its states, by branch and path.
        experiment: the document that the lab has to be built from.
    """

    kept: LabTraining
    steerings: tuple[Steering, ...]
    tensors: Mapping[tuple[str, str], StoredTensor]
    experiment: Experiment

    def is_of(self, experiment: Experiment) -> bool:
        """Return whether a lab built from ``experiment`` goes on with this training; source and device may differ."""
        own, spec = msgspec.structs.replace(self.experiment, lab=self.kept.lab), experiment.spec
        return (own.spec.build_key(), own.seed, own.working_size) == (
            spec.build_key(),
            experiment.seed,
            experiment.working_size,
        )


def read_histories(command: SetTraining) -> dict[str, LabHistory]:
    """Return the trainings of a command, by the labs that they are of.

    Raises:
        ProblemError: they cannot be read.
    """
    if command.document is None or command.training is None or command.states is None:
        return {}
    try:
        document = command.document.tobytes()
        experiment = from_text(document.decode())
        plain = msgspec.json.decode(document, type=dict[str, Any])
        training = read_training(command.training.tobytes())
        tensors = read_tensors(command.states) if len(command.states) else {}
        check_states(training, tensors)
        return {
            lab.lab: LabHistory(lab, steerings_of(lab, plain), _own(lab.lab, tensors), experiment)
            for lab in training.labs
        }
    except (ValueError, msgspec.MsgspecError, AttributeError, RecursionError) as error:
        raise ProblemError("kept.training-unreadable", why=str(error)[:500]) from None


def restore(history: LabHistory, lab: Lab, trainer: Trainer) -> Timeline:
    """Bring a lab that was just built to where its training stood, and return the timeline.

    Raises:
        ProblemError: the states are not those of such a lab. The trainer may be in disorder then.
    """
    kept, fresh = history.kept, trainer.state()
    try:
        likes = _likes(fresh)
        present = _state(history, PRESENT, None, kept.plain, fresh, likes, kept.step)
        branches = [_branch(history, branch, fresh, likes) for branch in kept.branches]
    except ValueError as error:
        raise ProblemError("kept.other-states", lab=kept.lab, why=str(error)) from None
    trainer.restore(present)
    timeline = Timeline.of(branches, kept.present, dict(kept.left))
    stands_on = timeline.branches[timeline.holder(kept.present, kept.step)]
    if kept.step not in stands_on.kept:  # otherwise going back would recompute every step
        stands_on.keep(kept.step, present)
        stands_on.kept = dict(sorted(stands_on.kept.items()))
    if isinstance(lab, Teachable):
        lab.stand_after(kept.held, _last_states(timeline))
    return timeline


def _own(lab: str, tensors: Mapping[str, StoredTensor]) -> dict[tuple[str, str], StoredTensor]:
    found: dict[tuple[str, str], StoredTensor] = {}
    for name, tensor in tensors.items():
        its, branch, path = name.split("/", 2)
        if its == lab:
            found[branch, path] = tensor
    return found


def _likes(fresh: TrainerState) -> dict[str, _Like]:
    return {
        path: _Like(value.dtype, tuple(value.shape)) if isinstance(value, Tensor) else _Like(type(value), None)
        for path, value in leaves_of(fresh, lambda value: isinstance(value, Tensor))
    }


def _branch(history: LabHistory, kept: KeptBranch, fresh: TrainerState, likes: Mapping[str, _Like]) -> Branch:
    branch = Branch(
        kept.number,
        kept.parent,
        kept.begins,
        kept.cause,
        kept.head,
        [SettingsChange(step, history.steerings[number]) for step, number in kept.changes],
        kept.is_rooted,
        spacing=kept.spacing,
    )
    if kept.parent is None and kept.kept[:1] != (0,):
        branch.keep(0, fresh)
    for place, step in enumerate(kept.kept):
        plain = {path: values[place] for path, values in kept.plain.items()}
        branch.keep(step, _state(history, str(kept.number), place, plain, fresh, likes, step))
    return branch


def _state(
    history: LabHistory,
    branch: str,
    place: int | None,
    plain: Mapping[str, Any],
    fresh: TrainerState,
    likes: Mapping[str, _Like],
    step: int,
) -> TrainerState:
    """Return a state that was kept; ``place`` is its number among those of a branch.

    Raises:
        ValueError: it is not one of a trainer whose fresh state has leaves like ``likes``, or not that of ``step``.
    """
    leaves: dict[str, Any] = {}
    for path, like in likes.items():
        if like.shape is None:
            value = plain.get(path)
            if path not in plain or type(value) is not like.kind:
                raise ValueError(f"{path} is missing or no {like.kind}")
            leaves[path] = value
        else:
            stored = history.tensors.get((branch, path))
            leaves[path] = _tensor(path, stored, place, like)
    there = {path for its, path in history.tensors if its == branch} | plain.keys()
    if there != likes.keys():
        raise ValueError(f"{min(there - likes.keys())} is unknown")
    if leaves.get(_STEPS, step) != step:
        raise ValueError(f"the state of step {step} is of step {leaves[_STEPS]}")
    return dict(rebuilt(fresh, leaves))


def _tensor(path: str, stored: StoredTensor | None, place: int | None, like: _Like) -> Tensor:
    if stored is None:
        raise ValueError(f"{path} is missing")
    values = stored.values if place is None else stored.values[place]
    is_like = isinstance(like.kind, torch.dtype) and DTYPES[like.kind] == stored.dtype
    if not is_like or values.shape != like.shape:
        raise ValueError(f"{path} is {stored.dtype} {values.shape} and not {like.kind} {like.shape}")
    tensor = torch.from_numpy(np.array(values))
    if stored.dtype == "BF16":
        tensor = tensor.view(torch.bfloat16)
    if tensor.is_floating_point() and not bool(torch.isfinite(tensor).all()):
        raise ValueError(f"{path} has values that are not finite")
    return tensor


def _last_states(timeline: Timeline) -> dict[int, TrainerState]:
    """Return the last kept state of the branches on which teachings were left, by the teachings' numbers."""
    branches = {teaching: timeline.branches[number] for teaching, number in timeline.left.items()}
    return {teaching: branch.kept[max(branch.kept)] for teaching, branch in branches.items() if branch.kept}
