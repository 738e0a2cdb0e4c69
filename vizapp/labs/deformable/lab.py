"""The deformable lab: one layer that learns where its taps were moved to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.working_size import default_working_size, working_shape
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.deformable.limits import require_memory, require_range
from vizapp.labs.deformable.tasks.base import TaskInput
from vizapp.labs.deformable.tasks.register import TASK_MAKERS
from vizapp.labs.deformable.trainer import DeformableTrainer, Forward
from vizapp.labs.deformable.units import Detail, UnitReader
from vizapp.labs.pictures import existing_channel, make_picture, shown_channels, value_range
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.deformable_layer import DeformableLayer, LayerResult
from vizapp.ops import sampling_points
from vizapp.protocol.answers import Answer, Channels, Picture, UnitReadings
from vizapp.protocol.messages import LOSS
from vizapp.protocol.requests import OffsetStatisticsRequest, PictureRequest, Request, UnitsRequest
from vizapp.value_picture import ValueRange


class DeformableLab:
    """One deformable layer with its task, its training and its views; a :class:`vizapp.labs.base.Lab`."""

    name = DeformableSpec.tag()

    def __init__(self, experiment: Experiment, source: WorkingCopies, device: torch.device) -> None:
        """Build the layer and its task.

        Args:
            experiment: the deformable settings, the seed and the working size are used.
            source: an image is drawn from 0 to 1, a feature map from its 1st to its 99th percentile.
            device: where everything is computed.

        Raises:
            ProblemError: the source does not fit.
        """
        spec = experiment.spec_of(DeformableSpec)
        longest = experiment.working_size or default_working_size(device.type)
        require_memory(source.channels, working_shape(*source.size, longest), spec)
        source.require_finite()
        copy = source.of_size(longest)
        require_range(copy)
        self._notes = source.notes(copy)
        self._input = copy.to(device)
        self._drawn_input = source.image_range if source.kind == "image" else None
        generator = torch.Generator().manual_seed(experiment.seed)
        self.task = TASK_MAKERS[type(spec.task)](spec.task, TaskInput(self._input, spec, generator))
        self.layer = DeformableLayer(self.task.kernel, stride=spec.stride, dilation=spec.dilation)
        self.trainer = DeformableTrainer(self.layer, self.task, self._input, spec)
        self._reader = UnitReader(self.layer, self._input, self.task.true_offset)
        self._drawn: dict[int | None, ValueRange] = {}
        # The rigid grid's error stays the scale, so that the picture grows dark while the error shrinks.
        rigid_error = self._error(self.trainer.latest.result, None)
        self._drawn_error = ValueRange(0.0, max(value_range(rigid_error).high, 1e-6 * self.task.deviation))
        self.adjust(experiment)

    def describe(self) -> LabDescription:
        """Say what the layer reads, gives and trains."""
        return LabDescription(
            input_shape=(self._input.shape[1], self._input.shape[2], self._input.shape[3]),
            output_shape=(self.task.target.shape[1], self.task.target.shape[2], self.task.target.shape[3]),
            parameters=sum(parameter.numel() for parameter in self.layer.parameters()),
            metrics=(LOSS, *self.task.metrics),
            notes=self._notes,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over placed points and learning rate."""
        self.trainer.adjust(experiment.spec_of(DeformableSpec))

    @property
    def input(self) -> Tensor:
        """The working copy, (1, C, H, W)."""
        return self._input

    def forward(self) -> LayerResult:
        """Return the output and the offsets (placed points applied) of the present parameters, without a gradient."""
        return self.trainer.present().result

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        """Answer requests for pictures, units and statistics.

        With ``exact`` False nothing is measured, and what is shown is the last step's own forward pass, unless a
        point has been placed since.
        """
        seen = self.trainer.present(exact=exact)
        found = {name: self._answer(request, seen) for name, request in requests.items()}
        answers = {name: answer for name, answer in found.items() if answer is not None}
        return Answers(seen.step, answers, self.trainer.measures() if exact else None)

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        """Return the working copy, in colour where three channels are shown."""
        channels = shown_channels(channel, self._input.shape[1])
        planes = self._input[0, list(channels)]
        return channels, make_picture(planes, self._drawn_input or value_range(planes))

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return input, kernel, target, true points and what the task adds; offsets, points and output."""
        return self._task_arrays, self._layer_arrays

    def result_pictures(self) -> Mapping[str, Request]:
        """Return output, target, error, and the unit in the middle."""
        height, width = self.task.target.shape[2:]
        pictures: dict[str, Request] = {name: PictureRequest(name) for name in ("output", "target", "error")}
        return pictures | {"points": UnitsRequest(((height // 2, width // 2),))}

    def _answer(self, request: Request, seen: Forward) -> Answer | None:
        match request:
            case PictureRequest():
                return self._picture(request, seen.result)
            case UnitsRequest():
                return self._units(request, seen)
            case OffsetStatisticsRequest():
                return self.trainer.measure.measure(seen.result.offset)
            case _:
                return None

    def _units(self, request: UnitsRequest, seen: Forward) -> UnitReadings:
        channel = existing_channel(request.output_channel, seen.result.output.shape[1])
        detail = Detail(channel or 0, shown_channels(request.input_channel, self._input.shape[1]))
        placed = None if seen.placed is None else seen.placed.where
        return UnitReadings(self._reader.read(request.units, detail, seen.result.offset, seen.result.output, placed))

    def _error(self, result: LayerResult, channel: int | None) -> Tensor:
        """Return the absolute error (1, oh, ow) of a channel, or its mean over all of them."""
        error = (result.output[0] - self.task.target[0]).abs_()
        return error.mean(0, keepdim=True) if channel is None else error[channel, None]

    def _picture(self, request: PictureRequest, result: LayerResult) -> Picture | None:
        target = self.task.target[0]
        channel = existing_channel(request.channel, len(target))
        draw = partial(make_picture, region=request.region, max_pixels=request.max_pixels)
        if request.name == "error":
            return draw(self._error(result, channel), self._drawn_error)
        shown = {"output": result.output[0], "target": target}.get(request.name)
        if shown is None:
            return None
        channels = shown_channels(channel, len(target))
        if channel not in self._drawn:
            # The target's range for the output too, so that the two compare.
            self._drawn[channel] = value_range(target[list(channels)])
        return draw(shown[list(channels)], self._drawn[channel])

    def _task_arrays(self) -> dict[str, Tensor]:
        arrays = {"input": self._input, "kernel": self.layer.kernel, "target": self.task.target}
        if self.task.true_offset is not None:
            arrays["truth"] = self._points(self.task.true_offset)
        return arrays | self.task.result_arrays()

    def _layer_arrays(self) -> dict[str, Tensor]:
        result = self.forward()
        return {"offsets": result.offset, "points": self._points(result.offset), "output": result.output}

    def _points(self, offset: Tensor) -> Tensor:
        geometry = self.layer.geometry
        return sampling_points(offset, geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation)
