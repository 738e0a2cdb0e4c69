"""The labs that are kept alive, so that switching back to one continues its training."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import torch

from vizapp.allocator import give_back_freed_memory
from vizapp.document.experiment import Experiment, needs_rebuild
from vizapp.document.lab_spec import SourceKind
from vizapp.engine.device import find_device
from vizapp.engine.restoring import LabHistory, read_histories, restore
from vizapp.engine.set_aside import Picture, SetAside
from vizapp.engine.slot import Slot
from vizapp.keeping.pictures import PictureRole
from vizapp.labs.base import Lab
from vizapp.labs.brought import BroughtArrays
from vizapp.labs.create import LabBuilder, give_judged, give_unseen
from vizapp.labs.networks import NetworkSource
from vizapp.labs.working_copy import WorkingCopies
from vizapp.problem import Problem
from vizapp.protocol.commands import SetBrought
from vizapp.protocol.events import DeviceInfo
from vizapp.protocol.keeping import SetTraining
from vizapp.protocol.timeline import Continuation
from vizapp.wording.problems import ProblemError

LabFactory: TypeAlias = Callable[
    [Experiment, SourceKind, np.ndarray, torch.device, BroughtArrays | None, NetworkSource | None], Lab
]


class Slots:
    """At most one lab of each kind, all built from the present source.

    Attributes:
        refused_training: the number of the command whose training did not fit the lab that was built last, and why;
            None where it did, or where there was none.
        continuation: how the training of the lab that was configured last follows from the one before.
        aside: the trainings of labs that were rebuilt since.
    """

    def __init__(self, create: LabFactory | None = None) -> None:
        self._create = create or LabBuilder()
        self._source: Picture | None = None
        self._slots: dict[str, Slot] = {}
        self._is_new_source = False
        self._unseen: WorkingCopies | None = None
        self._brought: BroughtArrays | None = None
        self._judged: WorkingCopies | None = None
        self._network: NetworkSource | None = None
        self._why_no_network: Problem | None = None
        self._pictures: dict[PictureRole, np.ndarray] = {}
        self._histories: dict[str, LabHistory] = {}
        self._histories_of: Picture | None = None
        self._training_seq = 0
        self.refused_training: tuple[int, Problem] | None = None
        self.continuation: Continuation = "same"
        self.aside = SetAside()

    @property
    def all(self) -> tuple[Slot, ...]:
        """The labs that there are."""
        return tuple(self._slots.values())

    @property
    def waiting(self) -> tuple[LabHistory, ...]:
        """The trainings from a file of labs that were not built since, if its source still is the present one."""
        return tuple(self._histories.values()) if self._is_source_of_file() else ()

    def picture(self, role: PictureRole) -> np.ndarray | None:
        """Return the values of a picture as they were set, or None."""
        return self._pictures.get(role)

    def set_source(self, kind: SourceKind, values: np.ndarray) -> None:
        """Set the source and leave all labs that were built from another one.

        Invalid values are refused by the next :meth:`configure`, for which the window expects a reply.
        """
        if self._source is not None:
            for slot in self._slots.values():
                self.aside.put(slot, self._source)
            self.aside.let_go(self._source)
            if self._histories and self._source is self._histories_of:
                self._source.let_go()
        self._source = Picture(kind, values)
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
        self.aside.clear()
        self._histories = {}
        self._histories_of = self._source
        self._training_seq = command.seq
        self._histories = read_histories(command)

    def _is_source_of_file(self) -> bool:
        """Return whether the source is that of the trainings from a file; on another one other steps follow."""
        now, then = self._source, self._histories_of
        return now is then or (now is not None and then is not None and now.is_as(then))

    def _give_unseen(self, slot: Slot) -> None:
        try:
            give_unseen(slot.lab, self._unseen)
        finally:
            slot.description = slot.lab.describe()

    def configure(self, experiment: Experiment, training: int = 0) -> Slot:
        """Return the slot of ``experiment.lab``, rebuilt only if a setting that requires it has changed.

        If the lab cannot be built, the previous one is kept.

        Args:
            experiment: the document.
            training: the number of the training that is wanted. One that was left is brought back, if there still is
                one of this number.

        Raises:
            ProblemError: there is no source, or the source or a setting does not fit; says what would fit.
        """
        slot = self._slots.get(experiment.lab)
        is_left = self.aside.find(training, experiment, self._source) is not None
        if slot is not None and not is_left and not needs_rebuild(slot.experiment, experiment):
            slot.adjust(experiment)
            slot.training = training
            self.continuation = "same"
            return slot
        return self._build(experiment, training)

    def rebuild(self, slot: Slot) -> Slot:
        """Rebuild the lab of ``slot`` at step 0 with its present settings; what it was trained can be gone back to.

        Raises:
            ProblemError: as :meth:`configure`.
        """
        rebuilt = self._build(slot.experiment, slot.training)
        if slot.timeline is not None:
            rebuilt.take_over(slot.timeline)
        self.continuation = "same"
        return rebuilt

    def _build(self, experiment: Experiment, training: int) -> Slot:
        if self._source is None:
            raise ProblemError("source.none", "source")
        _require_source(self._source.kind, self._source.values)
        if experiment.spec.uses_network and self._why_no_network is not None:
            raise ProblemError.of(self._why_no_network)
        device = find_device(experiment.device)
        if self._is_new_source:
            # The memory of the previous source is no longer in use.
            give_back_freed_memory()
            self._is_new_source = False
        self.refused_training = None
        left = self.aside.find(training, experiment, self._source)
        slot = self._made(experiment if left is None else left.experiment, self._source, device)
        # A training from a file is continued in this lab or not at all: the window is told, and then drops it.
        history = self._histories.pop(experiment.lab, None)
        self.continuation = "new"
        if left is not None:
            left.go_on_in(slot)
            slot.adjust(experiment)
            self.aside.take(training)
            self.continuation = "earlier"
        elif history is not None and history.is_of(experiment) and self._is_source_of_file():
            problem = _go_on(slot, history)
            if problem is None:
                self.continuation = "same"
            else:
                self.refused_training = self._training_seq, problem
                slot = self._made(experiment, self._source, device)
        previous = self._slots.get(experiment.lab)
        if previous is not None and previous.training != training:
            self.aside.put(previous, self._source)
        slot.training = training
        self._slots[experiment.lab] = slot
        return slot

    def _made(self, experiment: Experiment, source: Picture, device: DeviceInfo) -> Slot:
        on = torch.device(device.name)
        lab = self._create(experiment, source.kind, source.values, on, self._brought, self._network)
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
    except Exception as error:  # a lab may raise anything for a state that does not fit
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
