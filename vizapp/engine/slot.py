"""A lab with its settings and the steps of its training that can be gone back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec
import torch

from vizapp.document.experiment import Experiment, needs_rebuild
from vizapp.engine.timeline import Steering, Timeline
from vizapp.engine.watch import Passed, Watch
from vizapp.labs.base import Lab, LabDescription
from vizapp.labs.capabilities import Teachable
from vizapp.protocol.events import Configured, DeviceInfo
from vizapp.protocol.timeline import Continuation
from vizapp.wording.problems import ProblemError


@dataclass(slots=True)
class Slot:
    """A lab, the settings that it was built from, and the steps that can be gone back to where it is trained.

    ``training`` is the number under which its training is kept when it is left; 0 where it is not.
    """

    lab: Lab
    experiment: Experiment
    device: DeviceInfo
    description: LabDescription
    training: int = 0
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

    def configured(
        self, generation: int, training: Continuation = "same", set_aside: tuple[int, ...] = ()
    ) -> Configured:
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
            training=training,
            set_aside=set_aside,
        )
