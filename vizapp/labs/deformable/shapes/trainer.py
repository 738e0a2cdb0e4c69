"""Trains a classifier on shapes of one size, and then adapters of the frozen classifier on shapes of many sizes."""

from __future__ import annotations

import math

import torch
from msgspec.structs import replace
from torch import Tensor, nn
from torch.nn import functional

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import ScaledShapesSpec
from vizapp.labs.base import DivergedError, TrainerState
from vizapp.labs.deformable.shapes.drawn import CLASSES, Drawn, draw_shapes
from vizapp.models.adam import AMSGrad, ParameterGroup
from vizapp.models.shape_classifier import Adapters, ControlAdapters, OffsetAdapters, ShapeClassifier
from vizapp.protocol.metric import LOSS, Metric
from vizapp.wording.translation import marked

OTHER_SCALES = (0.4, 1.8)
_LOSS = replace(
    LOSS,
    explanation=marked(
        "The cross-entropy of the eight classes, in nats, of the 32 shapes that a step draws at random: guessing "
        "gives ln 8, about 2.08. In the second phase the shapes have other sizes, so that it starts high again."
    ),
)
_BATCH = 32
_TESTED = 256
_EVERY = 10

OTHER = Metric(
    "accuracy",
    marked("Accuracy on other scales"),
    unit="%",
    lower_is_better=False,
    every=_EVERY,
    decimals=1,
    explanation=marked(
        "Of 256 shapes between 0.4 and 1.8 times the size of the first phase. In the first phase nothing was "
        "shown of them; in the second only the offsets learn."
    ),
)
CONTROL = Metric(
    "control_accuracy",
    marked("Control on other scales"),
    unit="%",
    lower_is_better=False,
    every=_EVERY,
    decimals=1,
    drawn_with=OTHER.name,
    run="control",
    explanation=marked(
        "The same steps and as many parameters, added to the frozen convolutions' results instead of moving "
        "their taps."
    ),
)
ORIGINAL = Metric(
    "original_accuracy",
    marked("Accuracy on the original scale"),
    unit="%",
    lower_is_better=False,
    every=_EVERY,
    decimals=1,
    explanation=marked("Of 256 shapes of the size of the first phase, with the offsets as they are now."),
)


class ShapesTrainer:
    """The classifier, its adapters and their control; a :class:`vizapp.labs.base.Trainer`.

    The first ``first_steps`` steps of the task train the classifier. From then on it is frozen, with the statistics
    of its batch norms, and each step trains both kinds of adapters on the same shapes.

    Attributes:
        metrics: what a step measures.
        revision: rises with every change of the parameters.
    """

    metrics = (_LOSS, OTHER, CONTROL, ORIGINAL)

    def __init__(self, task: ScaledShapesSpec, spec: DeformableSpec, seed: int, device: torch.device) -> None:
        """Start at step 0, with test shapes of their own."""
        generator = torch.Generator().manual_seed(seed)
        self.network = ShapeClassifier(len(CLASSES), generator).to(device)
        self.offsets = OffsetAdapters().to(device)
        self.control = ControlAdapters(generator).to(device)
        self.step_count = 0
        self.revision = 0
        self._task, self._device = task, device
        self._tests = [draw_shapes(_TESTED, scales, generator).to(device) for scales in (OTHER_SCALES, (1.0, 1.0))]
        self._generator = generator
        self._optimisers = {
            name: AMSGrad([ParameterGroup(tuple(module.parameters()), task.rate_factor)], spec.learning_rate)
            for name, module in self._modules().items()
        }
        self._enter_phase()

    @property
    def trains_offsets(self) -> bool:
        """Whether the second phase has begun."""
        return self.step_count >= self._task.first_steps

    def adjust(self, spec: DeformableSpec) -> None:
        """Take over the learning rate."""
        for optimiser in self._optimisers.values():
            optimiser.learning_rate = spec.learning_rate

    def step(self) -> dict[str, float]:
        """Do one training step; return the loss of its shapes, and at every tenth the accuracies, in %.

        Raises:
            DivergedError: loss or offsets are not finite.
        """
        measured = self._accuracies() if self.step_count % _EVERY == 0 else {}
        shapes = self._batch()
        loss = self._backward(shapes, self.shown_adapters)
        trained = ["network"]
        if self.trains_offsets:
            trained = ["offsets", "control"]
            self._backward(shapes, self.control)
        for name in trained:
            self._optimisers[name].step()
        self.step_count += 1
        self.revision += 1
        self._enter_phase()
        return {metric.name: {"loss": loss, **measured}.get(metric.name, math.nan) for metric in self.metrics}

    def measures(self) -> dict[str, float]:
        """Return the accuracies of the present parameters, in %; the loss is of random shapes."""
        return self._accuracies()

    @torch.no_grad()
    def final_measures(self) -> dict[str, float]:
        """Return the loss that the step to come would measure, whose shapes are drawn again then, and the rest."""
        generator = self._generator.get_state()
        norms = {name: each.clone() for name, each in self.network.state_dict().items()}
        loss = self._loss(self._batch(), self.shown_adapters)
        self._generator.set_state(generator)
        self.network.load_state_dict(norms)  # a forward pass in training mode moves the running statistics
        return {"loss": float(loss), **self._accuracies()}

    def state(self) -> TrainerState:
        """Return copies of parameters, running statistics, optimisers and random state, and the number of steps."""
        modules = {
            name: {key: each.detach().clone() for key, each in module.state_dict().items()}
            for name, module in self._modules().items()
        }
        return {
            "modules": modules,
            "optimisers": {name: optimiser.state() for name, optimiser in self._optimisers.items()},
            "generator": self._generator.get_state(),
            "step_count": self.step_count,
        }

    def restore(self, state: TrainerState) -> None:
        """Go back to a :meth:`state`."""
        for name, module in self._modules().items():
            module.load_state_dict(state["modules"][name])
            self._optimisers[name].restore(state["optimisers"][name])
        self._generator.set_state(state["generator"])
        self.step_count = state["step_count"]
        self.revision += 1
        self._enter_phase()

    @property
    def shown_adapters(self) -> Adapters | None:
        """What adapts the classifier that is shown: nothing while it learns itself."""
        return self.offsets if self.trains_offsets else None

    def _modules(self) -> dict[str, nn.Module]:
        return {"network": self.network, "offsets": self.offsets, "control": self.control}

    def _enter_phase(self) -> None:
        """Freeze the classifier in the second phase, its batch norms too: they keep the statistics of the first."""
        if self.network.training == self.trains_offsets:
            self.network.train(not self.trains_offsets)
            self.network.requires_grad_(not self.trains_offsets)

    def _batch(self) -> Drawn:
        scales = OTHER_SCALES if self.trains_offsets else (1.0, 1.0)
        return draw_shapes(_BATCH, scales, self._generator).to(self._device)

    def _loss(self, shapes: Drawn, adapters: Adapters | None) -> Tensor:
        return functional.cross_entropy(self._logits(shapes, adapters), shapes.classes)

    def _logits(self, shapes: Drawn, adapters: Adapters | None) -> Tensor:
        try:
            logits: Tensor = self.network(shapes.pictures, adapters)
        except ValueError:  # the operator refuses offsets that are not finite
            raise DivergedError("training.offsets-not-finite") from None
        return logits

    def _backward(self, shapes: Drawn, adapters: Adapters | None) -> float:
        loss = self._loss(shapes, adapters)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise DivergedError("training.loss-not-finite")
        loss.backward()
        return value

    @torch.no_grad()
    def _accuracies(self) -> dict[str, float]:
        other, original = self._tests
        training = self.network.training
        self.network.eval()
        adapted = self._accuracy(other, self.shown_adapters)
        found = {
            OTHER.name: adapted,
            CONTROL.name: self._accuracy(other, self.control) if self.trains_offsets else adapted,
            ORIGINAL.name: self._accuracy(original, self.shown_adapters),
        }
        self.network.train(training)
        return found

    def _accuracy(self, shapes: Drawn, adapters: Adapters | None) -> float:
        right = self._logits(shapes, adapters).argmax(1) == shapes.classes
        return 100 * float(right.float().mean())
