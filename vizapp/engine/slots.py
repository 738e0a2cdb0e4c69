"""The labs that are kept alive, so that switching back to one continues its training."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import msgspec
import numpy as np
import torch

from vizapp.allocator import give_back_freed_memory
from vizapp.document.experiment import Experiment, needs_rebuild
from vizapp.document.lab_spec import SourceKind
from vizapp.engine.device import find_device
from vizapp.engine.restoring import LabHistory, read_histories, restore
from vizapp.engine.timeline import Steering, Timeline
from vizapp.engine.watch import Passed, Watch
from vizapp.keeping.pictures import PictureRole
from vizapp.labs.base import Lab, LabDescription
from vizapp.labs.brought import BroughtArrays
from vizapp.labs.capabilities import Teachable
from vizapp.labs.create import LabBuilder, give_judged, give_unseen
from vizapp.labs.networks import NetworkSource
from vizapp.labs.working_copy import WorkingCopies
from vizapp.problem import Problem
from vizapp.protocol.commands import SetBrought
from vizapp.protocol.events import Configured, DeviceInfo
from vizapp.protocol.keeping import SetTraining
from vizapp.wording.problems import ProblemError

LabFactory: TypeAlias = Callable[
    [Experiment, SourceKind, np.ndarray, torch.device, BroughtArrays | None, NetworkSource | None], Lab
]


@dataclass(slots=True)
class Slot:
    """A lab, the settings that it was built from, and the steps that can be gone back to where it is trained."""

    lab: Lab
    experiment: Experiment
    device: DeviceInfo
    description: LabDescription
    timeline: Timeline | None = field(init=False)
    _watch: Watch = field(default_factory=Watch)

    def __post_init__(self) -> None:
        trainer = self.lab.trainer
        self.timeline = None if trainer is None else Timeline(self.experiment.spec.steering(), trainer.state())

    @property
    def step_count(self) -> int:
        """The number of training steps that the lab has done."""
        return 0 if self.lab.trainer is None else self.lab.trainer.step_count

    @property
    def torch_device(self) -> torch.device:
        return torch.device(self.device.name)

    def is_built_as(self, experiment: Experiment) -> bool:
        """Return whether the lab is that of its settings in ``experiment``, whichever lab is active there."""
        own = msgspec.structs.replace(experiment, lab=self.experiment.lab)
        return not needs_rebuild(self.experiment, own)

    def adjust(self, experiment: Experiment) -> None:
        """Apply the live settings of ``experiment``.

        Raises:
            ProblemError: ``experiment`` differs in a setting that requires a rebuild, or does not fit the lab.
        """
        if needs_rebuild(self.experiment, experiment):
            raise ProblemError("adjust.needs-rebuild")
        shown = self.experiment.spec.task_spec
        self.lab.adjust(experiment)
        self.experiment = experiment
        if experiment.spec.task_spec != shown:
            self.description = self.lab.describe()

    def take_over(self, timeline: Timeline) -> None:
        """Begin a branch of a timeline that a lab built alike has left."""
        trainer = self.lab.trainer
        if trainer is not None:
            timeline.begin_again(self.experiment.spec.steering(), trainer.state())
            self.timeline = timeline

    def steer(self, steering: Steering) -> None:
        """Put the settings that training depends on into effect as they were once."""
        spec = self.experiment.spec
        if spec.steering() != steering:
            self.adjust(self.experiment.with_spec(spec.replaced(**steering)))
            if isinstance(self.lab, Teachable):
                self.lab.recall(self.experiment)

    def passed(self, step: int, measured: Mapping[str, float]) -> Passed | None:
        """Return what has passed the value of the lab's watchpoint at ``step``, or None; call it after every step."""
        self._watch.follow(self.experiment.spec)
        return self._watch.passed(step, measured, self.description.metrics, self.lab)

    def configured(self, generation: int) -> Configured:
        """Return the event that reports the lab and its number of steps to the window."""
        description = self.description
        return Configured(
            generation=generation,
            lab=self.lab.name,
            step=self.step_count,
            input_shape=description.input_shape,
            output_shape=description.output_shape,
            device=self.device,
            parameters=description.parameters,
            metrics=description.metrics,
            trainable=self.lab.trainer is not None,
            notes=description.notes,
            covered=description.covered,
            held_out_from=description.held_out_from,
            unseen=description.unseen,
            reads_source=description.reads_source,
            edge_yx=description.edge_yx,
            taught=self.lab.taught if isinstance(self.lab, Teachable) else 0,
        )


class Slots:
    """At most one lab of each kind, all built from the present source.

    Attributes:
        refused_training: the number of the command whose training did not fit the lab that was built last, and why;
            None where it did, or where there was none.
    """

    def __init__(self, create: LabFactory | None = None) -> None:
        self._create = create or LabBuilder()
        self._source: tuple[SourceKind, np.ndarray] | None = None
        self._slots: dict[str, Slot] = {}
        self._is_new_source = False
        self._unseen: WorkingCopies | None = None
        self._brought: BroughtArrays | None = None
        self._judged: WorkingCopies | None = None
        self._network: NetworkSource | None = None
        self._why_no_network: Problem | None = None
        self._pictures: dict[PictureRole, np.ndarray] = {}
        self._histories: dict[str, LabHistory] = {}
        self._training_seq = 0
        self.refused_training: tuple[int, Problem] | None = None

    @property
    def all(self) -> tuple[Slot, ...]:
        """The labs that there are."""
        return tuple(self._slots.values())

    @property
    def waiting(self) -> tuple[LabHistory, ...]:
        """The trainings from a file of labs that were not built since it was opened."""
        return tuple(self._histories.values())

    def picture(self, role: PictureRole) -> np.ndarray | None:
        """Return the values of a picture as they were set, or None."""
        return self._pictures.get(role)

    def set_source(self, kind: SourceKind, values: np.ndarray) -> None:
        """Set the source and drop all labs that were built from another one.

        Invalid values are refused by the next :meth:`configure`, for which the window expects a reply.
        """
        self._source = (kind, values)
        self._note_picture("source", values)
        self._slots.clear()
        self._is_new_source = True

    def set_brought(self, arrays: BroughtArrays | None) -> None:
        """Set the arrays of a layer with brought offsets, or have none, and drop labs built from others.

        Arrays that do not fit are refused by the next :meth:`configure`.
        """
        self._brought = arrays
        self._slots = {name: slot for name, slot in self._slots.items() if not slot.experiment.spec.uses_brought}

    def set_network(self, network: NetworkSource | None, why_not: Problem | None = None) -> None:
        """Set the network whose layer is looked into, or have none, and drop labs that were built from another.

        The next :meth:`configure` of a lab that uses one is refused with ``why_not``.
        """
        self._network, self._why_no_network = network, why_not
        self._slots = {name: slot for name, slot in self._slots.items() if not slot.experiment.spec.uses_network}

    def set_unseen(self, kind: SourceKind, values: np.ndarray | None) -> None:
        """Set the picture that nothing is trained on, or have none; labs that use one go on with it.

        Raises:
            ProblemError: the values are none of a source; there is no unseen picture then.
        """
        self._unseen = None
        self._note_picture("unseen", values)
        try:
            if values is not None:
                _require_source(kind, values)
                self._unseen = WorkingCopies(kind, values)
        finally:
            for slot in self._slots.values():
                self._give_unseen(slot)

    def set_judged(self, values: np.ndarray | None) -> None:
        """Set the picture that somebody's network has made of the source, or have none; labs go on.

        Raises:
            ProblemError: the values are none of an image; there is no such picture then.
        """
        self._judged = None
        self._note_picture("judged", values)
        try:
            if values is not None:
                _require_source("image", values)
                self._judged = WorkingCopies("image", values)
        finally:
            for slot in self._slots.values():
                give_judged(slot.lab, self._judged)

    def _note_picture(self, role: PictureRole, values: np.ndarray | None) -> None:
        self._pictures.pop(role, None)
        if values is not None:
            self._pictures[role] = values

    def set_training(self, command: SetTraining) -> None:
        """Drop all labs; those that are built from now on go on with the training of a file, if they are its own.

        Raises:
            ProblemError: it cannot be read; there is none then.
        """
        self._slots.clear()
        self._histories = {}
        self._training_seq = command.seq
        self._histories = read_histories(command)

    def _give_unseen(self, slot: Slot) -> None:
        try:
            give_unseen(slot.lab, self._unseen)
        finally:
            slot.description = slot.lab.describe()

    def configure(self, experiment: Experiment) -> Slot:
        """Return the slot of ``experiment.lab``, rebuilt only if a setting that requires it has changed.

        If the lab cannot be built, the previous one is kept.

        Raises:
            ProblemError: there is no source, or the source or a setting does not fit; says what would fit.
        """
        slot = self._slots.get(experiment.lab)
        if slot is not None and not needs_rebuild(slot.experiment, experiment):
            slot.adjust(experiment)
            return slot
        return self._build(experiment)

    def rebuild(self, slot: Slot) -> Slot:
        """Rebuild the lab of ``slot`` at step 0 with its present settings; what it was trained can be gone back to.

        Raises:
            ProblemError: as :meth:`configure`.
        """
        rebuilt = self._build(slot.experiment)
        if slot.timeline is not None:
            rebuilt.take_over(slot.timeline)
        return rebuilt

    def _build(self, experiment: Experiment) -> Slot:
        if self._source is None:
            raise ProblemError("source.none", "source")
        kind, values = self._source
        _require_source(kind, values)
        if experiment.spec.uses_network and self._why_no_network is not None:
            raise ProblemError.of(self._why_no_network)
        device = find_device(experiment.device)
        if self._is_new_source:
            # Whatever belonged to the source before is no longer in use by now.
            give_back_freed_memory()
            self._is_new_source = False
        slot = self._made(experiment, kind, values, device)
        history = self._histories.get(experiment.lab)
        self.refused_training = None
        if history is not None and history.is_of(experiment):
            del self._histories[experiment.lab]
            problem = _go_on(slot, history)
            if problem is not None:
                self.refused_training = self._training_seq, problem
                slot = self._made(experiment, kind, values, device)
        self._slots[experiment.lab] = slot
        return slot

    def _made(self, experiment: Experiment, kind: SourceKind, values: np.ndarray, device: DeviceInfo) -> Slot:
        lab = self._create(experiment, kind, values, torch.device(device.name), self._brought, self._network)
        give_unseen(lab, self._unseen)
        give_judged(lab, self._judged)
        return Slot(lab, experiment, device, lab.describe())


def _go_on(slot: Slot, history: LabHistory) -> Problem | None:
    """Bring a lab that was just built to where its training stood; return why it cannot be, and is in disorder."""
    trainer = slot.lab.trainer
    if trainer is None:
        return None
    try:
        slot.timeline = restore(history, slot.lab, trainer)
    except ProblemError as error:
        return error.problem
    except Exception as error:  # whatever a lab says of states that are not its own
        why = str(error).partition("\n")[0][:500] or type(error).__name__
        return Problem("kept.other-states", values={"lab": slot.lab.name, "why": why})
    return None


def brought_of(command: SetBrought) -> BroughtArrays | None:
    """Return the arrays of a command; None where there are none."""
    if command.offsets is None:
        return None
    return BroughtArrays(command.offsets, command.mask, command.weight, command.bias, command.output)


def _require_source(kind: SourceKind, values: np.ndarray) -> None:
    """Check a source that came from another process.

    Raises:
        ProblemError: the dtype or shape is not one that :class:`vizapp.protocol.commands.SetSource` allows.
    """
    shape, dtype = values.shape, values.dtype
    whole = len(shape) == 3 and 0 not in shape
    if kind == "image":
        fits = whole and (shape[2], dtype.name) in {(1, "uint8"), (3, "uint8"), (4, "uint8"), (1, "uint16")}
    else:
        fits = whole and dtype.name == "float32"
    if not fits:
        code = "source.not-an-image" if kind == "image" else "source.not-a-feature-map"
        raise ProblemError(code, "source", dtype=dtype.name, shape=shape)
