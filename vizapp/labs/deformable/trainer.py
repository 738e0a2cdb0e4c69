"""Trains one deformable layer on a task, with the points placed by hand as part of the operator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec, PlacedPoint
from vizapp.labs.base import DivergedError, TrainerState
from vizapp.labs.deformable.offset_convolution import OffsetConvolution
from vizapp.labs.deformable.placed_offsets import place_offsets
from vizapp.labs.deformable.statistics import OffsetMeasure
from vizapp.labs.deformable.tasks.base import DeformableTask
from vizapp.models.adam import AMSGrad
from vizapp.models.deformable_layer import DeformableLayer, LayerResult, PlacedOffsets
from vizapp.models.head_input import HeadInput


@dataclass(frozen=True)
class Forward:
    """A forward pass: the offsets that the head gave, the points that were placed over them, and after which step."""

    result: LayerResult
    own: Tensor
    placed: PlacedOffsets | None
    step: int


class DeformableTrainer:
    """A layer, its task and its optimiser; a :class:`vizapp.labs.base.Trainer`.

    Points placed by hand take the place of the offsets in what is shown and in training, where no gradient reaches
    the offsets that they replace.

    Attributes:
        latest: the newest forward pass that there is.
        measure: measures offsets of the layer.
    """

    def __init__(self, layer: DeformableLayer, task: DeformableTask, input: Tensor, spec: DeformableSpec) -> None:
        """Start at step 0 without placed points; ``input`` is (1, C, H, W), on the layer's device."""
        self.layer = layer
        self.task = task
        self.step_count = 0
        self._device = input.device
        self._longest = max(input.shape[2:])
        self._convolve = OffsetConvolution(input, layer.kernel, layer.geometry)
        self._head_input = HeadInput(input)
        self._output_size = (task.target.shape[2], task.target.shape[3])
        self._optimiser = AMSGrad(layer.parameter_groups(), spec.learning_rate)
        self.measure = OffsetMeasure(layer, (input.shape[2], input.shape[3]), self._output_size)
        self._points: tuple[PlacedPoint, ...] = ()
        self._placed: PlacedOffsets | None = None
        self._free_taps: Tensor | None = None
        self.latest = self._look(self._own_offsets())

    def adjust(self, spec: DeformableSpec) -> None:
        """Take over placed points and learning rate."""
        self._optimiser.learning_rate = spec.learning_rate
        if spec.placed_points != self._points:
            self._points = spec.placed_points
            self._placed = place_offsets(self._points, self.layer.taps, self._output_size, self._device)
            self._free_taps = _free_taps(self._points, self.layer.taps, self._device)

    def step(self) -> dict[str, float]:
        """Do one training step; return the loss and the task's metrics as they were before its update.

        The metrics are over the taps that training can move: one that is placed by hand for every unit is left out,
        as it would look like training gone astray.

        Raises:
            DivergedError: the points have left the image, or are no longer finite; nothing has been updated.
        """
        own = self._own_offsets()
        try:
            result = self.layer.read(self._convolve, own, self._placed)
        except ValueError:
            if torch.isfinite(own).all():
                raise
            raise DivergedError("training.offsets-not-finite") from None
        loss = self.task.loss(result.output)
        loss.backward()
        offset = result.offset.detach()
        self.latest = Forward(
            LayerResult(result.output.detach(), offset), own.detach(), self._placed, self.step_count
        )
        bias_gradient = self.layer.head_bias.grad
        assert bias_gradient is not None
        pull, reach = bias_gradient.abs().max(), _mean_magnitude(own.detach())
        metrics = self.task.measure(offset, self._free_taps)
        numbers = torch.stack([pull, reach, loss.detach(), *metrics]).tolist()  # one wait for the device
        self._require_points_on_image(own.detach(), *numbers[:2])
        self._optimiser.step()
        self.step_count += 1
        return self._named(numbers[2:])

    @torch.no_grad()
    def measures(self) -> dict[str, float]:
        """Return the loss and the metrics of the present parameters, over the taps that :meth:`step` counts."""
        result = self.present().result
        metrics = self.task.measure(result.offset, self._free_taps)
        return self._named(torch.stack([self.task.loss(result.output), *metrics]).tolist())

    def final_measures(self) -> dict[str, float]:
        """Return :meth:`measures`; the loss is among them."""
        return self.measures()

    @torch.no_grad()
    def present(self, *, exact: bool = True) -> Forward:
        """Return the forward pass of the present parameters, and with ``exact`` False that of the last step.

        With the points that are placed now in either case.
        """
        stale = exact and self.latest.step != self.step_count
        if stale or self.latest.placed is not self._placed:
            # While a point is dragged the parameters stay as they are, and so do the head's offsets.
            fresh = self.latest.step == self.step_count
            self.latest = self._look(self.latest.own if fresh else self._own_offsets())
        return self.latest

    def state(self) -> TrainerState:
        """Return copies of parameters and optimiser, and the number of steps."""
        parameters = {name: tensor.detach().clone() for name, tensor in self.layer.state_dict().items()}
        return {"layer": parameters, "optimiser": self._optimiser.state(), "step_count": self.step_count}

    def restore(self, state: TrainerState) -> None:
        """Go back to a :meth:`state`."""
        self.layer.load_state_dict(state["layer"])
        self._optimiser.restore(state["optimiser"])
        self.step_count = state["step_count"]
        self.latest = self._look(self._own_offsets())

    @torch.no_grad()
    def _look(self, own: Tensor) -> Forward:
        result = self.layer.read(self._convolve, own.detach(), self._placed)
        return Forward(result, own.detach(), self._placed, self.step_count)

    def _own_offsets(self) -> Tensor:
        return self.layer.head(self._head_input)

    def _named(self, numbers: list[float]) -> dict[str, float]:
        names = ("loss", *(metric.name for metric in self.task.metrics))
        return dict(zip(names, numbers, strict=True))

    def _require_points_on_image(self, own: Tensor, pull: float, reach: float) -> None:
        """Refuse to go on from where no gradient leads back.

        ``pull`` is the largest gradient of the head's bias, ``reach`` the mean length of its ``own`` offsets. A
        gradient of 0 may also mean that all is found, or that all points are placed by hand: only then is each point
        looked at.
        """
        gone = reach > self._longest
        if gone or (pull == 0 and self.measure.measure(own).dead_taps == self.layer.taps):
            self.layer.zero_grad()
            raise DivergedError("training.points-left")


def _free_taps(points: Iterable[PlacedPoint], taps: int, device: torch.device) -> Tensor | None:
    """Return int64 (n,), the taps that are not placed by hand for every unit; None where all are free."""
    placed = {point.tap for point in points if point.unit_yx is None}
    free = [tap for tap in range(taps) if tap not in placed]
    return None if len(free) == taps else torch.tensor(free, dtype=torch.int64, device=device)


def _mean_magnitude(offset: Tensor) -> Tensor:
    """Return the mean length of the offsets (1, 2·K, oh, ow), in input pixels."""
    return offset[0].unflatten(0, (-1, 2)).square().sum(1).sqrt_().mean()
