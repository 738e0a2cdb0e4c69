"""Trains deformable layers on a task, with the points placed by hand as part of the operator."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Tap
from vizapp.labs.base import DivergedError, TrainerState
from vizapp.labs.capabilities import Recall
from vizapp.labs.deformable.learner import Begun, Learner
from vizapp.labs.deformable.lower_layers import loss_diverged
from vizapp.labs.deformable.metrics import UNSEEN_EVERY, metrics_of, unseen_metric
from vizapp.labs.deformable.placed_offsets import place_in_layer
from vizapp.labs.deformable.stage import Stage
from vizapp.labs.deformable.tasks.base import DeformableTask
from vizapp.labs.deformable.teachings import Teachings
from vizapp.labs.run_metrics import run_name
from vizapp.models.deformable_layer import DeformableLayer, LayerResult
from vizapp.protocol.metric import LOSS


class DeformableTrainer:
    """The layer that is trained, and those that are compared with it; a :class:`vizapp.labs.base.Trainer`.

    All of them see the same picture at every step. Points placed by hand take the place of the first one's offsets in
    what is shown and in training, where no gradient reaches the offsets that they replace.

    Attributes:
        metrics: what a step measures.
        points: those that are placed by hand.
        teachings: the states before and after the first one's branch was taught.
        learners: the layer that is trained, and after it those that are compared with it.
    """

    def __init__(
        self,
        learners: Sequence[Learner],
        task: DeformableTask,
        trained: Stage,
        spec: DeformableSpec,
    ) -> None:
        """Start at step 0 without placed points and without an unseen picture.

        Args:
            learners: at least one, which all learn on ``trained``.
            task: what they learn.
            trained: the picture that they learn on.
            spec: the settings.
        """
        self.learners = tuple(learners)
        self.task = task
        self.step_count = 0
        self._trained = trained
        self._unseen: Stage | None = None
        self.set_unseen(None)
        self.points: tuple[PlacedPoint, ...] = ()
        self.teachings = Teachings(spec.taught)
        self._free_taps: Tensor | None = None
        self.adjust(spec)

    @property
    def learner(self) -> Learner:
        """The one that the settings name first."""
        return self.learners[0]

    def learner_of(self, run: str | None) -> Learner:
        """Return the one whose branch is of the kind ``run``; the first one for None, or where there is none."""
        return next((learner for learner in self.learners if learner.branch.kind == run), self.learner)

    def set_unseen(self, stage: Stage | None) -> None:
        """Try the layers on another picture from time to time, or on none; its metrics follow."""
        self._unseen = stage
        self.metrics = metrics_of(self.task, [learner.branch.kind for learner in self.learners], stage is not None)
        for learner in self.learners:
            learner.forget_tried()

    def adjust(self, spec: DeformableSpec) -> None:
        """Take over placed points and learning rate."""
        for learner in self.learners:
            learner.set_learning_rate(spec.learning_rate)
        if spec.placed_points != self.points:
            self.points = spec.placed_points
            target = self._trained.aim.target
            layer, picture = self.learner.layer, self._trained.picture
            _, *lower_sizes = layer.geometry.stacked_sizes(*picture.size, len(self.learner.lower))
            sizes = [*lower_sizes, (target.shape[2], target.shape[3])]
            *lower, self.learner.placed = (
                place_in_layer(self.points, below, layer.offset_groups, layer.geometry, sizes, target.device)
                for below in reversed(range(len(sizes)))
            )
            if any(each is not None for each in (*lower, *self.learner.placed_below)):
                self.learner.placed_below = tuple(lower)  # otherwise nothing has changed there
            self._free_taps = _free_taps(self.points, layer, target.device)

    def recall(self, teaching: int) -> Recall | None:
        """Go to the state that belongs to a teaching, as :meth:`vizapp.labs.capabilities.Teachable.recall`."""
        left = self.teachings.present
        if teaching == left:
            return None
        known = self.teachings.go(teaching, self)
        return Recall(teaching, left, known)

    def take_branch(self, branch: Mapping[str, Tensor]) -> None:
        """Give the first learner's branch other parameters."""
        self.learner.take_branch(branch)

    def step(self) -> dict[str, float]:
        """Do one training step; return the loss and the metrics as they were before its update.

        The metrics are over the taps that training can move: one that is placed by hand for every unit is left out,
        as it would look like training gone astray. On the unseen picture they are measured now and then, and are NaN
        in between.

        Raises:
            DivergedError: the points have left the image, or points or loss are no longer finite.
        """
        begun = [learner.begin_step() for learner in self.learners]
        measured = self._measured_on_trained(begun)
        if self.step_count % UNSEEN_EVERY == 0:
            measured |= self._measured_on_unseen()
        checks = [number for each in begun for number in (each.pull, each.reach)]
        numbers = torch.stack([*measured.values(), *checks]).tolist()  # one wait for the device
        if not all(math.isfinite(number) for name, number in zip(measured, numbers, strict=False) if _is_loss(name)):
            raise self._diverged(begun)
        forces = iter(numbers[len(measured) :])
        for learner, pull, reach in zip(self.learners, forces, forces, strict=True):
            learner.finish_step(pull, reach)
        self.step_count += 1
        known = dict(zip(measured, numbers, strict=False))
        return {metric.name: known.get(metric.name, math.nan) for metric in self.metrics}

    def _diverged(self, begun: Sequence[Begun]) -> DivergedError:
        """Return the error of a step in which a loss is not finite."""
        for learner, each in zip(self.learners, begun, strict=True):
            if not bool(each.loss.isfinite()):
                return loss_diverged([*(layer.output for layer in learner.latest.below), each.output])
        return loss_diverged(())  # that on the unseen picture

    @torch.no_grad()
    def measures(self) -> dict[str, float]:
        """Return the loss and the metrics of the present parameters, over the taps that :meth:`step` counts."""
        measured: dict[str, Tensor] = {}
        for learner in self.learners:
            result = learner.present().result
            loss = self.task.loss(result.output, self._trained.aim)
            measured |= self._named(learner, loss, self._distances(learner, result))
        measured |= self._measured_on_unseen()
        return dict(zip(measured, torch.stack(list(measured.values())).tolist(), strict=True))

    def final_measures(self) -> dict[str, float]:
        """Return :meth:`measures`; the loss is among them."""
        return self.measures()

    def state(self) -> TrainerState:
        """Return copies of parameters and optimisers, and the number of steps."""
        return {"learners": [learner.state() for learner in self.learners], "step_count": self.step_count}

    def restore(self, state: TrainerState) -> None:
        """Go back to a :meth:`state`."""
        for learner, kept in zip(self.learners, state["learners"], strict=True):
            learner.restore(kept)
        self.step_count = state["step_count"]

    def _measured_on_trained(self, begun: Sequence[Begun]) -> dict[str, Tensor]:
        measured: dict[str, Tensor] = {}
        for learner, each in zip(self.learners, begun, strict=True):
            measured |= self._named(
                learner, each.loss, self._distances(learner, LayerResult(each.output, each.offset))
            )
        return measured

    def _distances(self, learner: Learner, result: LayerResult) -> list[Tensor]:
        free = self._free_taps if learner is self.learner else None
        return self.task.measure(result.offset, self._trained.aim, free, result.output)

    @torch.no_grad()
    def _measured_on_unseen(self) -> dict[str, Tensor]:
        unseen = self._unseen
        if unseen is None:
            return {}
        measured: dict[str, Tensor] = {}
        for learner in self.learners:
            result = learner.try_on(unseen).result
            values = self._named(
                learner,
                self.task.loss(result.output, unseen.aim),
                self.task.measure(result.offset, unseen.aim, None, result.output),
                unseen=True,
            )
            measured |= values
        return measured

    def _named(
        self, learner: Learner, loss: Tensor, distances: Sequence[Tensor], *, unseen: bool = False
    ) -> dict[str, Tensor]:
        """Return values of a layer by the names of their metrics; what only stands beside another is the first's."""
        named: dict[str, Tensor] = {}
        for metric, value in zip((self.task.loss_metric, *self.task.metrics), (loss, *distances), strict=True):
            main = learner is self.learner and not unseen
            if metric.beside and not main:
                continue
            name = unseen_metric(metric).name if unseen else metric.name
            named[name if learner is self.learner else run_name(name, learner.branch.kind)] = value
        return named


def _is_loss(name: str) -> bool:
    return name.endswith(LOSS.name)


def _free_taps(points: Iterable[PlacedPoint], layer: DeformableLayer, device: torch.device) -> Tensor | None:
    """Return int64 (n,), the points g·K + k not placed by hand for every unit; None where all are free."""
    placed = {point.tap for point in points if isinstance(point.where, Everywhere)}
    taps = [Tap(group, k) for group in range(layer.offset_groups) for k in range(layer.taps)]
    free = [number for number, tap in enumerate(taps) if tap not in placed]
    return None if len(free) == len(taps) else torch.tensor(free, dtype=torch.int64, device=device)
