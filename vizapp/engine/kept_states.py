"""The trainings of labs as they are kept in a file: which states, and how their tensors are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.engine.restoring import LabHistory
from vizapp.engine.slot import Slot
from vizapp.engine.tensor_types import DTYPES
from vizapp.engine.timeline import Branch, SettingsChange, Timeline, bytes_of
from vizapp.keeping.tensors import TensorPart
from vizapp.keeping.training import PRESENT, KeptBranch, LabTraining, Training, leaves_of, plain_settings
from vizapp.keeping.writing import PIECE_BYTES, Pieces
from vizapp.labs.base import TrainerState
from vizapp.labs.capabilities import Teachable

MOST_BYTES = 64 * 2**20
"""The most bytes of all states in a file that could be computed again."""


@dataclass(frozen=True, slots=True)
class KeptStates:
    """The trainings of labs at one moment: what is trained afterwards is not in them.

    Attributes:
        experiment: the document, with the live settings that are in effect.
        training: the timelines.
        parts: what the tensors are.
        tensors: for each of the parts the tensors that it is made of, in their order.
    """

    experiment: Experiment
    training: Training
    parts: tuple[TensorPart, ...]
    tensors: tuple[tuple[Tensor | NDArray[Any], ...], ...]

    def pieces(self) -> Pieces:
        """Yield the bytes of all tensors."""
        for each in self.tensors:
            for tensor in each:
                yield from _bytes_of(tensor)


def taken(
    slots: Iterable[Slot],
    waiting: Iterable[LabHistory],
    experiment: Experiment,
    *,
    quick: bool,
    most_bytes: int = MOST_BYTES,
) -> KeptStates:
    """Return the trainings of those labs that are built as ``experiment`` says.

    Args:
        slots: the labs.
        waiting: the trainings from a file of labs that were not built yet; they are kept as they are.
        experiment: the document.
        quick: whether only the present states and those that cannot be computed again are wanted.
        most_bytes: of all states; above it, every other one is left out, and again, but for those.
    """
    presents: dict[str, TrainerState] = {}
    timelines: dict[str, Timeline] = {}
    trained: list[Slot] = []
    for slot in slots:
        timeline, trainer = slot.timeline, slot.lab.trainer
        if trainer is not None and timeline is not None and slot.is_built_as(experiment):
            presents[slot.lab.name], timelines[slot.lab.name] = trainer.state(), timeline
            spec = slot.experiment.spec
            own = next(each for each in experiment.labs if each.lab == spec.lab)
            experiment = experiment.with_spec(own.replaced(**spec.steering()))
            trained.append(slot)
    room = most_bytes - bytes_of(presents)
    chosen = _chosen(timelines, 0 if quick else room)
    labs: list[LabTraining] = []
    parts: list[TensorPart] = []
    tensors: list[tuple[Tensor | NDArray[Any], ...]] = []
    for slot in trained:
        name = slot.lab.name
        timeline, present = timelines[name], presents[name]
        plain = _lay_out(f"{name}/{PRESENT}", [present], parts, tensors, stacked=False)
        settings = _Settings(slot)
        branches = []
        for branch in timeline.branches.values():
            steps = chosen[name, branch.number]
            states = [branch.kept[step] for step in steps]
            values = _lay_out(f"{name}/{branch.number}", states, parts, tensors, stacked=True)
            branches.append(_kept_branch(branch, steps, values, settings))
        labs.append(
            LabTraining(
                name,
                tuple(branches),
                timeline.present,
                slot.step_count,
                tuple(settings.listed),
                {path: values[0] for path, values in plain.items()},
                slot.lab.taught if isinstance(slot.lab, Teachable) else 0,
                tuple((number, left) for number, left in timeline.left.items() if left in timeline.branches),
            )
        )
    for history in waiting:
        if history.is_of(msgspec.structs.replace(experiment, lab=history.kept.lab)):
            labs.append(_passed_on(history, parts, tensors))
    return KeptStates(experiment, Training(tuple(labs)), tuple(parts), tuple(tensors))


def _passed_on(
    history: LabHistory, parts: list[TensorPart], tensors: list[tuple[Tensor | NDArray[Any], ...]]
) -> LabTraining:
    """Add the tensors of a training that was read, and return it with its settings as they stand in a file now."""
    kept = history.kept
    for (branch, path), tensor in history.tensors.items():
        parts.append(TensorPart(f"{kept.lab}/{branch}/{path}", tensor.dtype, tensor.values.shape))
        tensors.append((tensor.values,))
    spec = next(each for each in history.experiment.labs if each.lab == kept.lab)
    settings = tuple(plain_settings(spec, steering) for steering in history.steerings)
    return msgspec.structs.replace(kept, settings=settings)


class _Settings:
    """The settings of a lab that were in effect at some time, each once."""

    def __init__(self, slot: Slot) -> None:
        self._spec = slot.experiment.spec
        self._numbers: dict[bytes, int] = {}
        self.listed: list[dict[str, Any]] = []

    def number_of(self, change: SettingsChange) -> int:
        plain = plain_settings(self._spec, change.steering)
        text = msgspec.json.encode(plain)
        if text not in self._numbers:
            self._numbers[text] = len(self.listed)
            self.listed.append(plain)
        return self._numbers[text]


def _kept_branch(
    branch: Branch, steps: Sequence[int], plain: dict[str, tuple[Any, ...]], settings: _Settings
) -> KeptBranch:
    return KeptBranch(
        branch.number,
        branch.parent,
        branch.begins,
        branch.cause,
        branch.head,
        branch.is_rooted,
        branch.spacing,
        tuple((change.step, settings.number_of(change)) for change in branch.changes),
        tuple(steps),
        plain,
    )


def _chosen(timelines: Mapping[str, Timeline], room: int) -> dict[tuple[str, int], tuple[int, ...]]:
    """Return which states of each branch are kept, by lab and number, in at most ``room`` bytes.

    Those that do not follow from others are kept in any case. The first state of a branch that begins at step 0
    follows from the document.
    """
    branches = {
        (lab, each.number): each for lab, timeline in timelines.items() for each in timeline.branches.values()
    }
    needed = {
        key: tuple(step for step in branch.kept if _is_needed(branch, step)) for key, branch in branches.items()
    }
    stride = 1
    while True:
        chosen = {key: _every(branch, stride) for key, branch in branches.items()}
        if sum(_bytes_at(branches[key], steps) for key, steps in chosen.items()) <= room:
            return chosen
        if all(len(steps) <= len(needed[key]) + 1 for key, steps in chosen.items()):
            return needed
        stride *= 2


def _every(branch: Branch, stride: int) -> tuple[int, ...]:
    """Return every so many-th of the kept steps, and those that are needed."""
    return tuple(step for place, step in enumerate(branch.kept) if place % stride == 0 or _is_needed(branch, step))


def _is_needed(branch: Branch, step: int) -> bool:
    return branch.is_rooted and branch.parent is not None and step == branch.begins


def _bytes_at(branch: Branch, steps: Iterable[int]) -> int:
    return sum(bytes_of(branch.kept[step]) for step in steps)


def _lay_out(
    name: str,
    states: Sequence[TrainerState],
    parts: list[TensorPart],
    tensors: list[tuple[Tensor | NDArray[Any], ...]],
    *,
    stacked: bool,
) -> dict[str, tuple[Any, ...]]:
    """Add the tensors of states to ``parts`` and ``tensors``, and return what is no tensor, by path."""
    plain: dict[str, tuple[Any, ...]] = {}
    leaves = [leaves_of(state, lambda value: isinstance(value, Tensor)) for state in states]
    for same in zip(*leaves, strict=True):
        path, values = same[0][0], tuple(value for _, value in same)
        if isinstance(values[0], Tensor):
            shape = tuple(values[0].shape)
            parts.append(
                TensorPart(f"{name}/{path}", DTYPES[values[0].dtype], (len(states), *shape) if stacked else shape)
            )
            tensors.append(values)
        else:
            plain[path] = values
    return plain


def _bytes_of(tensor: Tensor | NDArray[Any]) -> Iterator[memoryview]:
    """Yield the bytes of a tensor in pieces."""
    if isinstance(tensor, Tensor):
        flat = tensor.detach().to("cpu").contiguous().reshape(-1).view(torch.uint8).numpy()
    else:
        flat = np.ascontiguousarray(tensor).reshape(-1).view(np.uint8)
    for begin in range(0, len(flat), PIECE_BYTES):
        yield flat[begin : begin + PIECE_BYTES].data
