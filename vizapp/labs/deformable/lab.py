"""The deformable lab: one layer that learns where its taps were moved to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor

from vizapp.document.experiment import DeformableSpec, Experiment, LabName, PointOverride
from vizapp.labs.base import DivergedError, LabDescription, LabError, SnapshotCommon
from vizapp.labs.deformable.placed_offsets import place_offsets
from vizapp.labs.deformable.tasks.hidden_taps import make_hidden_taps
from vizapp.labs.deformable.units import OffsetMeasure, ReadingRequest, UnitReader
from vizapp.labs.pictures import (
    existing_channel,
    make_picture,
    shown_channels,
    value_range,
)
from vizapp.labs.working_copy import WorkingCopies, default_working_size, working_shape
from vizapp.models.adam import AMSGrad
from vizapp.models.deformable_layer import DeformableLayer, LayerResult, PlacedOffsets
from vizapp.protocol.messages import DeformableSnapshot
from vizapp.protocol.observations import Channels, Observation, OffsetStatistics, Picture, UnitReading
from vizapp.value_picture import ValueRange
from vizapp.wording.quantities import count_words, size_words

_MAX_STEP_BYTES = 4 * 2**30
_VALUE_BYTES = 4
_TRAINABLE_SIZES = (1e-15, 1e15)
"""Of the largest value: the square of a larger or smaller one is no ordinary number in single precision."""


@dataclass(frozen=True)
class DeformableView:
    """What :meth:`DeformableLab.observe` has seen; the fields are those of the snapshot."""

    step: int
    picture: Picture
    units: tuple[UnitReading, ...]
    statistics: OffsetStatistics
    distance: float | None

    def snapshot(self, common: SnapshotCommon) -> DeformableSnapshot:
        """Return it as the message for the window."""
        return DeformableSnapshot(
            step=self.step,
            picture=self.picture,
            units=self.units,
            statistics=self.statistics,
            distance=self.distance,
            **common,
        )


@dataclass(frozen=True)
class _Seen:
    """A forward pass, the head's offsets and the overrides it was made with, and after how many steps."""

    result: LayerResult
    own: Tensor
    placed: PlacedOffsets | None
    step: int


class DeformableLab:
    """Trains one deformable layer on *hidden taps*, and shows what it reads.

    Points placed by hand are part of the operator: they take the place of the offsets in what is shown and in
    training, where no gradient reaches the offsets that they replace.
    """

    name: LabName = "deformable"
    trainable = True

    def __init__(self, experiment: Experiment, source: WorkingCopies, device: torch.device) -> None:
        """Build the layer and its task.

        Args:
            experiment: its ``deformable`` spec, seed and working size are used.
            source: an image is drawn from 0 to 1, a feature map from its 1st to its 99th percentile.
            device: where everything is computed.

        Raises:
            LabError: the source does not fit.
        """
        spec = experiment.deformable
        longest = experiment.working_size or default_working_size(device)
        _require_memory(source.channels, working_shape(*source.size, longest), spec)
        source.require_finite()
        copy = source.of_size(longest)
        _require_range(copy)
        self._note = source.note(copy)
        self._input = copy.to(device)
        self._drawn_input = source.image_range if source.kind == "image" else None
        generator = torch.Generator().manual_seed(experiment.seed)
        try:
            self.task = make_hidden_taps(
                self._input,
                kernel_size=spec.kernel_size,
                stride=spec.stride,
                dilation=spec.dilation,
                out_channels=spec.task.out_channels,
                max_shift=spec.task.max_shift,
                generator=generator,
            )
        except ValueError as error:
            raise LabError(
                f"The source gives the taps nothing to be found by: {error}; choose another one."
            ) from error
        self.layer = DeformableLayer(self.task.kernel, stride=spec.stride, dilation=spec.dilation)
        self._standardised = self.layer.standardised(self._input)
        self._optimiser = AMSGrad(self.layer.parameter_groups(), spec.learning_rate)
        self._output_size = (self.task.target.shape[2], self.task.target.shape[3])
        self._reader = UnitReader(self.layer, self._input, self.task.shifts_yx)
        self._measure = OffsetMeasure(self.layer, (copy.shape[2], copy.shape[3]), self._output_size)
        self._drawn: dict[int | None, ValueRange] = {}
        self.step_count = 0
        self._overrides: tuple[PointOverride, ...] = ()
        self._placed: PlacedOffsets | None = None
        self._free_taps: Tensor | None = None
        self._seen = self._look(self._own_offsets())
        # The rigid grid's error stays the scale, so that the picture grows dark while the error shrinks.
        self._drawn_error = ValueRange(0.0, max(value_range(self._error(None)).high, 1e-6 * self.task.deviation))
        self.adjust(experiment)

    def describe(self) -> LabDescription:
        """Say what the layer reads, gives and trains."""
        _, channels, height, width = self._input.shape
        return LabDescription(
            input_shape=(channels, height, width),
            output_shape=(self.task.target.shape[1], *self._output_size),
            parameters=sum(parameter.numel() for parameter in self.layer.parameters()),
            note=self._note,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over overrides and learning rate."""
        spec = experiment.deformable
        self._optimiser.learning_rate = spec.learning_rate
        if spec.overrides != self._overrides:
            self._overrides = spec.overrides
            self._placed = place_offsets(spec.overrides, self.layer.taps, self._output_size, self._input.device)
            self._free_taps = _free_taps(spec.overrides, self.layer.taps, self._input.device)

    def step(self) -> dict[str, float]:
        """Do one training step; return "loss" and "distance" (px) as they were before its update.

        The distance is the mean over the taps that training can move: one that is placed by hand for every unit is
        left out, as it would look like training gone astray. NaN where all of them are.

        Raises:
            DivergedError: the points have left the image; nothing has been updated.
            ValueError: the offsets are no longer finite.
        """
        own = self._own_offsets()
        result = self.layer.read(self._input, own, self._placed)
        loss = self.task.loss(result.output)
        loss.backward()
        offset = result.offset.detach()
        seen = LayerResult(result.output.detach(), offset)
        self._seen = _Seen(seen, own.detach(), self._placed, self.step_count)
        bias_gradient = self.layer.head_bias.grad
        assert bias_gradient is not None
        pull, reach = bias_gradient.abs().max(), _mean_magnitude(own.detach())
        numbers = torch.stack(
            [loss.detach(), self.task.distance(offset, self._free_taps), pull, reach]
        )  # one wait for the device
        measured = dict(zip(("loss", "distance", "pull", "reach"), numbers.tolist(), strict=True))
        self._require_points_on_image(own.detach(), measured.pop("pull"), measured.pop("reach"))
        self._optimiser.step()
        self.step_count += 1
        return measured

    def measures(self) -> dict[str, float]:
        """Return the "distance" (px) that the present parameters reach, over the taps that :meth:`step` counts."""
        return {"distance": float(self.task.distance(self.forward().offset, self._free_taps))}

    def forward(self) -> LayerResult:
        """Return the output and the offsets (overrides applied) of the present parameters, without a gradient."""
        return self._present(exact=True).result

    @property
    def input(self) -> Tensor:
        """The working copy, (1, C, H, W)."""
        return self._input

    def observe(self, observation: Observation, *, exact: bool) -> DeformableView:
        """Return picture, readings, statistics and distance.

        With ``exact`` False there is no distance, and the others are those of the last step's own forward pass,
        unless a point has been placed since.
        """
        seen = self._present(exact)
        input_channels, output_channels = self._input.shape[1], seen.result.output.shape[1]
        channel = existing_channel(observation.output_channel, output_channels)
        request = ReadingRequest(
            observation.units, channel or 0, shown_channels(observation.input_channel, input_channels)
        )
        placed = None if seen.placed is None else seen.placed.where
        return DeformableView(
            step=seen.step,
            picture=self._picture(observation, channel),
            units=self._reader.read(request, seen.result.offset, seen.result.output, placed),
            statistics=self._measure.measure(seen.result.offset),
            distance=self.measures()["distance"] if exact else None,
        )

    def input_picture(self, observation: Observation) -> tuple[Channels, Picture]:
        """Return the working copy, in colour where three channels are shown."""
        channels = shown_channels(observation.input_channel, self._input.shape[1])
        planes = self._input[0, list(channels)]
        return channels, make_picture(planes, self._drawn_input or value_range(planes))

    @torch.no_grad()
    def _present(self, exact: bool) -> _Seen:
        stale = exact and self._seen.step != self.step_count
        if stale or self._seen.placed is not self._placed:
            # While a point is dragged the parameters stay as they are, and so do the head's offsets.
            self._seen = self._look(self._seen.own if self._seen.step == self.step_count else self._own_offsets())
        return self._seen

    @torch.no_grad()
    def _look(self, own: Tensor) -> _Seen:
        result = self.layer.read(self._input, own.detach(), self._placed)
        return _Seen(result, own.detach(), self._placed, self.step_count)

    def _own_offsets(self) -> Tensor:
        return self.layer.head(self._standardised)

    def _require_points_on_image(self, own: Tensor, pull: float, reach: float) -> None:
        """Refuse to go on from where no gradient leads back.

        ``pull`` is the largest gradient of the head's bias, ``reach`` the mean length of its ``own`` offsets. A
        gradient of 0 may also mean that all is found, or that all points are placed by hand: only then is each point
        looked at.
        """
        gone = reach > max(self._input.shape[2:])
        if gone or (pull == 0 and self._measure.measure(own).dead_taps == self.layer.taps):
            self.layer.zero_grad()
            raise DivergedError("the points have left the image, where nothing pulls them back")

    def _error(self, channel: int | None) -> Tensor:
        """Return the absolute error (1, oh, ow) of a channel, or its mean over all of them."""
        error = (self._seen.result.output[0] - self.task.target[0]).abs_()
        return error.mean(0, keepdim=True) if channel is None else error[channel, None]

    def _picture(self, observation: Observation, channel: int | None) -> Picture:
        if observation.picture == "error":
            return make_picture(self._error(channel), self._drawn_error, observation.region, observation.max_pixels)
        target = self.task.target[0]
        shown = self.task.target if observation.picture == "target" else self._seen.result.output
        channels = shown_channels(channel, len(target))
        if channel not in self._drawn:
            # The target's range for the output too, so that the two compare.
            self._drawn[channel] = value_range(target[list(channels)])
        return make_picture(
            shown[0, list(channels)], self._drawn[channel], observation.region, observation.max_pixels
        )


def _free_taps(overrides: Iterable[PointOverride], taps: int, device: torch.device) -> Tensor | None:
    """Return int64 (n,), the taps that are not placed by hand for every unit; None where all are free."""
    placed = {override.tap for override in overrides if override.unit_yx is None}
    free = [tap for tap in range(taps) if tap not in placed]
    return None if len(free) == taps else torch.tensor(free, dtype=torch.int64, device=device)


def _mean_magnitude(offset: Tensor) -> Tensor:
    """Return the mean length of the offsets (1, 2·K, oh, ow), in input pixels."""
    return offset[0].unflatten(0, (-1, 2)).square().sum(1).sqrt_().mean()


def step_bytes(channels: int, size: tuple[int, int], spec: DeformableSpec) -> int:
    """Return about how many bytes a training step takes: within a factor of 2 of what was measured on a CPU.

    For each unit, what is read and its gradient, five maps of the outputs, and offsets, points and what is made of
    them on the way. Measured 0.26 … 0.96 GiB for 3 … 256 channels, 9 and 25 taps, 9 … 64 outputs, 256² … 1024² units.
    """
    height, width = size
    outputs = max(spec.task.out_channels, spec.taps)
    a_unit = 2 * spec.taps * channels + 5 * outputs + 12 * spec.taps
    return _VALUE_BYTES * a_unit * -(-height // spec.stride) * -(-width // spec.stride)


def _require_range(values: Tensor) -> None:
    """Refuse values that training in single precision cannot compute with; 0 everywhere is another matter."""
    largest = float(values.abs().max())
    low, high = _TRAINABLE_SIZES
    if largest > high or 0 < largest < low:
        raise LabError(
            f"The largest value of the source is {largest:.1e}, and training needs it between {low:.0e} and "
            f"{high:.0e}; scale the values, or show the source in the sub-pixel lab."
        )


def _require_memory(channels: int, size: tuple[int, int], spec: DeformableSpec) -> None:
    height, width = size
    needed = step_bytes(channels, size, spec)
    if needed > _MAX_STEP_BYTES:
        fitting = int(max(size) * (_MAX_STEP_BYTES / needed) ** 0.5)
        raise LabError(
            f"A copy of {size_words(height, width)} pixels with {count_words(channels, 'channel')} and "
            f"{spec.taps} taps takes about {needed / 2**30:.1f} GiB a step; choose a working size of at most "
            f"{fitting}."
        )
