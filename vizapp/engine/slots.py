"""The labs that are kept alive, so that going back to one continues where it stood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch

from vizapp.document.experiment import Experiment, needs_rebuild
from vizapp.document.lab_spec import SourceKind
from vizapp.engine.device import find_device
from vizapp.labs.base import Lab, LabDescription
from vizapp.labs.create import LabBuilder
from vizapp.protocol.messages import Configured, DeviceInfo
from vizapp.wording.problems import ProblemError

LabFactory: TypeAlias = Callable[[Experiment, SourceKind, np.ndarray, torch.device], Lab]


@dataclass(slots=True)
class Slot:
    """A lab and what it was made from."""

    lab: Lab
    experiment: Experiment
    device: DeviceInfo
    description: LabDescription

    @property
    def step_count(self) -> int:
        """How many training steps the lab has done."""
        return 0 if self.lab.trainer is None else self.lab.trainer.step_count

    @property
    def torch_device(self) -> torch.device:
        return torch.device(self.device.name)

    def adjust(self, experiment: Experiment) -> None:
        """Take over what needs no rebuilding.

        Raises:
            ProblemError: ``experiment`` differs in something that the lab is built from, or does not fit it.
        """
        if needs_rebuild(self.experiment, experiment):
            raise ProblemError("adjust.needs-rebuild")
        self.lab.adjust(experiment)
        self.experiment = experiment

    def configured(self, generation: int) -> Configured:
        """Return the event that tells the window where the lab stands."""
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
        )


class Slots:
    """At most one lab of each kind, all computed from the present source."""

    def __init__(self, create: LabFactory | None = None) -> None:
        self._create = create or LabBuilder()
        self._source: tuple[SourceKind, np.ndarray] | None = None
        self._slots: dict[str, Slot] = {}

    def set_source(self, kind: SourceKind, values: np.ndarray) -> None:
        """Compute from these values from now on; labs that were computed from others are forgotten.

        Values that are no source are refused by the next :meth:`configure`, where the window waits for an answer.
        """
        self._source = (kind, values)
        self._slots.clear()

    def configure(self, experiment: Experiment) -> Slot:
        """Return the slot of ``experiment.lab``, built anew only if something that it is built from has changed.

        A lab that could not be built leaves the one before in its place.

        Raises:
            ProblemError: the source or a setting does not fit, or there is no source; says what would fit.
        """
        slot = self._slots.get(experiment.lab)
        if slot is not None and not needs_rebuild(slot.experiment, experiment):
            slot.adjust(experiment)
            return slot
        return self._build(experiment)

    def rebuild(self, slot: Slot) -> Slot:
        """Return the lab of ``slot`` as it was at step 0, with the present adjustments.

        Raises:
            ProblemError: as :meth:`configure`.
        """
        return self._build(slot.experiment)

    def _build(self, experiment: Experiment) -> Slot:
        if self._source is None:
            raise ProblemError("source.none", "source")
        kind, values = self._source
        _require_source(kind, values)
        device = find_device(experiment.device)
        lab = self._create(experiment, kind, values, torch.device(device.name))
        slot = Slot(lab, experiment, device, lab.describe())
        self._slots[experiment.lab] = slot
        return slot


def _require_source(kind: SourceKind, values: np.ndarray) -> None:
    """Check what came from another process.

    Raises:
        ProblemError: ``values`` has another type or shape than :class:`vizapp.protocol.messages.SetSource` says.
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
