"""One deformable layer, or a stack of them, that learns: its optimiser, and its newest forward pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.func import functional_call

from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.labs.deformable.lower_layers import LowerLayers, LowerResult, offsets_diverged, points_left
from vizapp.labs.deformable.offset_convolution import OffsetConvolution
from vizapp.labs.deformable.offset_fit import OffsetFit
from vizapp.labs.deformable.stage import Stage
from vizapp.labs.deformable.statistics import OffsetMeasure
from vizapp.labs.deformable.tasks.base import DeformableTask
from vizapp.models.adam import AMSGrad
from vizapp.models.branch_input import BranchInput
from vizapp.models.deformable_layer import DeformableLayer, LayerResult, PlacedOffsets, Sampling


@dataclass(frozen=True)
class Forward:
    """A forward pass: what the branch itself gave, the points that were placed over it, and after which step.

    Of a stack all that is about its last layer; ``below`` holds what each of the others gave, the first at first, and
    ``placed_below`` the points that were placed over each.
    """

    result: LayerResult
    own: Sampling
    placed: PlacedOffsets | None
    step: int
    below: tuple[LowerResult, ...] = ()
    placed_below: tuple[PlacedOffsets | None, ...] = ()


class Begun(NamedTuple):
    """What a step has computed before it updates anything, on the device.

    ``loss`` (), the ``offset`` (1, 2·G·K, oh, ow) with placed points and the ``output`` (1, O, oh, ow), ``pull`` (),
    the largest gradient of what moves points, and ``reach`` (), the mean length of the branch's own offsets in input
    pixels; of a stack the largest of all layers.
    """

    loss: Tensor
    offset: Tensor
    output: Tensor
    pull: Tensor
    reach: Tensor


class Learner:
    """A layer that learns a task on one picture, and can be tried on others; or a stack, whose last layer it is then.

    Attributes:
        branch: the settings of the layer's branch, and of those of all layers below.
        layer: the last one.
        lower: the layers below it.
        step_count: how many steps have been done.
        latest: the newest forward pass on the picture that it learns on.
    """

    def __init__(
        self,
        branch: OffsetBranchSpec,
        layer: DeformableLayer,
        task: DeformableTask,
        stage: Stage,
        learning_rate: float,
        below: Sequence[DeformableLayer] = (),
    ) -> None:
        """Start at step 0 without placed points; ``stage`` holds what it learns on, ``below`` the lower layers."""
        self.branch = branch
        self.layer = layer
        self.lower = LowerLayers(below, branch)
        self.step_count = 0
        self.placed: PlacedOffsets | None = None
        self.placed_below: tuple[PlacedOffsets | None, ...] = ()
        self._rigid: dict[Stage, Forward] = {}
        self._untrained: dict[Stage, Forward] = {}
        self._first = _copied(layer, self.lower)
        self._task = task
        self._stage = stage
        groups = [group for each in (*below, layer) for group in each.parameter_groups()]
        self._trains = any(group.parameters for group in groups)
        self._optimiser = AMSGrad(groups, learning_rate)
        self._reads_anew = layer.trains_kernel or len(self.lower) > 0
        self._convolve = {} if self._reads_anew else {stage: _fixed(layer, stage)}
        self._tried: tuple[Stage, Forward] | None = None
        self.latest = self.look(stage)

    def set_learning_rate(self, learning_rate: float) -> None:
        self._optimiser.learning_rate = learning_rate

    def begin_step(self) -> Begun:
        """Compute loss and gradients; nothing is updated yet, and the device is not waited for.

        Raises:
            DivergedError: the points are no longer finite.
        """
        if not self._trains:
            seen = self.present()
            result = seen.result
            nothing = torch.zeros((), device=result.offset.device)
            loss = self._task.loss(result.output, self._stage.aim)
            return Begun(loss, result.offset, result.output, nothing, nothing)
        smoothing = self._task.smoothing(self.step_count)
        below = self.lower.run(self._stage.picture, self.placed_below)
        own = self.layer.sampling(self._read(self._stage, below))
        try:
            with torch.set_grad_enabled(not smoothing):
                result = self._convolved(self._stage, own, self.placed, below)
                loss = self._task.loss(result.output, self._stage.aim)
            lowered = self._smoothed_loss(smoothing, own, below) if smoothing else loss
        except ValueError:
            if own.is_finite():
                raise
            layers, read = len(self.lower) + 1, below[-1].output if below else self._stage.picture.values
            raise offsets_diverged(layers, layers, read) from None
        lowered.backward()
        offset, output, own = result.offset.detach(), result.output.detach(), own.detach()
        below = tuple(each.detach() for each in below)
        result = LayerResult(output, offset, own.mask)
        self.latest = Forward(result, own, self.placed, self.step_count, below, self.placed_below)
        pulls = [pull for layer in (*self.lower, self.layer) if (pull := layer.branch.pull()) is not None]
        if not pulls:  # the offsets are not trained, and do not move
            pulls = [torch.ones((), device=offset.device)]
        reaches = [_mean_magnitude(each) for each in (*(each.own for each in below), own.offset)]
        return Begun(loss.detach(), offset, output, _largest(pulls), _largest(reaches))

    def finish_step(self, pull: float, reach: float) -> None:
        """Update the parameters; the arguments are the numbers of the step that was begun.

        Raises:
            DivergedError: the points have left the image, from where no gradient leads back; nothing is updated.
        """
        if self._trains:
            self._require_points_on_image(pull, reach)
            self._optimiser.step()
        self.step_count += 1

    def present(self, *, exact: bool = True) -> Forward:
        """Return the forward pass of the present parameters, and with ``exact`` False that of the last step.

        With the points that are placed now in either case. Where a kernel is trained it is always the present one:
        the kernel itself is shown as it is, and the sum over it has to be the output beside it.
        """
        stale = (exact or self.layer.trains_kernel) and self.latest.step != self.step_count and self._trains
        seen = self.latest
        if stale or seen.placed is not self.placed or seen.placed_below is not self.placed_below:
            # While a point is dragged the parameters stay as they are, and so do the offsets of its layer's branch.
            fresh = seen.step == self.step_count and seen.placed_below is self.placed_below
            self.latest = self.look(self._stage, self.latest if fresh else None)
        return self.latest

    @torch.no_grad()
    def look(self, stage: Stage, known: Forward | None = None) -> Forward:
        """Return a forward pass on ``stage``, with what the branches gave where that is ``known`` already.

        The placed points hold on the picture that it learns on.
        """
        placed_below = self.placed_below if stage is self._stage else ()
        below = self.lower.run(stage.picture, placed_below) if known is None else known.below
        own = self.layer.sampling(self._read(stage, below)).detach() if known is None else known.own
        placed = self.placed if stage is self._stage else None
        result = self._convolved(stage, own, placed, below)
        return Forward(result, own, placed, self.step_count, below, placed_below)

    def rigid(self, stage: Stage) -> Forward:
        """Return the forward pass on a picture with the present kernel, without any offset and without modulation.

        It is computed when it is first asked for, and again only where the kernel is trained.
        """
        known = self._rigid.get(stage)
        if known is None or (self.layer.trains_kernel and known.step != self.step_count):
            known = self._rigid[stage] = self._without_offsets(stage)
        return replace(known, step=self.step_count)

    def untrained(self, stage: Stage) -> Forward:
        """Return the forward pass on a picture with the parameters of step 0, without placed points.

        It is computed when it is first asked for.
        """
        if stage not in self._untrained:
            calling = _Calling(self.layer, self.lower)
            look = functional_call(calling, self._first, (lambda: self._as_at_first(stage),))
            self._untrained[stage] = look
        return self._untrained[stage]

    @torch.no_grad()
    def _as_at_first(self, stage: Stage) -> Forward:
        below = self.lower.run(stage.picture)
        own = self.layer.sampling(self._read(stage, below)).detach()
        return Forward(self._convolved(stage, own, None, below), own, None, 0, below)

    @torch.no_grad()
    def _without_offsets(self, stage: Stage) -> Forward:
        height, width = stage.aim.target.shape[2:]
        nothing = Sampling(stage.aim.target.new_zeros((1, 2 * self.layer.points, height, width)))
        below = self.lower.rigid(stage.picture.values)
        return Forward(self._convolved(stage, nothing, None, below), nothing, None, self.step_count, below)

    def try_on(self, stage: Stage) -> Forward:
        """Return a forward pass on another picture, computed once a step however often it is asked for.

        The result is kept for one picture only: what belongs to the one before is given up.
        """
        if self._tried is None or self._tried[0] is not stage:
            self._convolve = {kept: each for kept, each in self._convolve.items() if kept in (self._stage, stage)}
            self._tried = None
        if self._tried is None or self._tried[1].step != self.step_count:
            self._tried = stage, self.look(stage)
        return self._tried[1]

    def forget_tried(self) -> None:
        """Give up what belongs to another picture than the one that it learns on."""
        self._tried = None
        self._rigid = {kept: each for kept, each in self._rigid.items() if kept is self._stage}
        self._untrained = {kept: each for kept, each in self._untrained.items() if kept is self._stage}
        self._convolve = {kept: each for kept, each in self._convolve.items() if kept is self._stage}

    def state(self) -> dict[str, Any]:
        """Return copies of parameters and optimiser, and the number of steps."""
        parameters, below = (
            {name: tensor.detach().clone() for name, tensor in module.state_dict().items()}
            for module in (self.layer, self.lower.layers)
        )
        optimiser = self._optimiser.state()
        return {"layer": parameters, "below": below, "optimiser": optimiser, "step_count": self.step_count}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a :meth:`state`."""
        self.layer.load_state_dict(state["layer"])
        self.lower.layers.load_state_dict(state["below"])
        self._optimiser.restore(state["optimiser"])
        self.step_count = state["step_count"]
        self._rigid = {}
        self._tried = None
        self.latest = self.look(self._stage)

    def fit_to_placed(self, pixel: float) -> OffsetFit | None:
        """Return what fits a copy of the branch to the placed points; None where the map has no such units.

        ``pixel`` is how many pixels of the picture lie between two of the map that the layer reads.
        """
        if self.placed is None:
            return None
        seen = self.present()
        read = self._read(self._stage, seen.below)
        return OffsetFit(self.layer, read, seen.own.offset, self.placed, self.step_count, pixel)

    def take_branch(self, branch: Mapping[str, Tensor]) -> None:
        """Give the branch other parameters, by name; the step stays, and training goes on from there."""
        self.layer.branch.load_state_dict(dict(branch))
        self._optimiser.forget_direction()
        self._tried = None
        self.latest = self.look(self._stage)

    def _read(self, stage: Stage, below: Sequence[LowerResult]) -> BranchInput:
        return self.lower.read(below[-1].output, len(below)) if below else stage.picture.read_by(self.branch)

    def _convolved(
        self, stage: Stage, own: Sampling, placed: PlacedOffsets | None, below: Sequence[LowerResult]
    ) -> LayerResult:
        if self._reads_anew:
            values = below[-1].output if below else stage.picture.values
            return self.layer.read(lambda offset, mask: self.layer.convolve(values, offset, mask), own, placed)
        if stage not in self._convolve:
            self._convolve[stage] = _fixed(self.layer, stage)
        return self.layer.read(self._convolve[stage], own, placed)

    def _smoothed_loss(self, smoothing: float, own: Sampling, below: Sequence[LowerResult]) -> Tensor:
        """Return the loss on smoothed pictures of what the branch gives, ``own``, and those of the layers below."""
        values, aim = self._stage.smoothed(smoothing)
        values = self.lower.again(values, below)
        result = self.layer.read(lambda offset, mask: self.layer.convolve(values, offset, mask), own, self.placed)
        return self._task.loss(result.output, aim)

    def _require_points_on_image(self, pull: float, reach: float) -> None:
        """Refuse to go on from where no gradient leads back.

        A gradient of 0 may also mean that all is found, or that all points are placed by hand: only then is each
        point looked at.
        """
        if reach > max(self._stage.picture.size) or (pull == 0 and self._reads_nothing()):
            self.layer.zero_grad()
            self.lower.layers.zero_grad()
            raise points_left(self._layer_farthest_out(), len(self.lower) + 1)

    def _layer_farthest_out(self) -> int:
        """Return the layer, counted from 1 at the picture, whose own offsets are the longest on average."""
        offsets = (*(each.own for each in self.latest.below), self.latest.own.offset)
        reaches = [float(_mean_magnitude(each)) for each in offsets]
        return 1 + reaches.index(max(reaches))

    def _reads_nothing(self) -> bool:
        """Return whether all points of a layer are outside what it reads."""
        if self._stage.measure.measure(self.latest.own.offset).dead_taps == self.layer.points:
            return True
        values = self._stage.picture.values
        for layer, result in zip(self.lower, self.latest.below, strict=True):
            size, units = ((each.shape[2], each.shape[3]) for each in (values, result.output))
            measure = OffsetMeasure(layer.geometry, size, units, values)
            if measure.measure(result.own).dead_taps == layer.points:
                return True
            values = result.output
        return False


class _Calling(nn.Module):
    """Calls something that uses layers, so that this can be done with other parameters in their place."""

    def __init__(self, layer: DeformableLayer, lower: LowerLayers) -> None:
        super().__init__()
        self.layer, self.below = layer, lower.layers

    def forward(self, compute: Callable[[], Forward]) -> Forward:
        return compute()


def _copied(layer: DeformableLayer, lower: LowerLayers) -> dict[str, Tensor]:
    """Return copies of the parameters, named as those of :class:`_Calling`."""
    return {name: tensor.detach().clone() for name, tensor in _Calling(layer, lower).state_dict().items()}


def _fixed(layer: DeformableLayer, stage: Stage) -> OffsetConvolution:
    return OffsetConvolution(stage.picture.values, layer.kernel, layer.geometry, layer.offset_groups)


def _largest(numbers: Sequence[Tensor]) -> Tensor:
    """Return the largest of some numbers (), without waiting for the device."""
    return numbers[0] if len(numbers) == 1 else torch.stack(list(numbers)).max()


def _mean_magnitude(offset: Tensor) -> Tensor:
    """Return the mean length of the offsets (1, 2·G·K, oh, ow), in input pixels."""
    return offset[0].unflatten(0, (-1, 2)).square().sum(1).sqrt_().mean()
