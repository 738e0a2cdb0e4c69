"""The deformable lab: one layer that learns where its taps were moved to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.working_size import default_working_size, working_shape
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.deformable.learner import Forward, Learner
from vizapp.labs.deformable.limits import require_memory, require_range
from vizapp.labs.deformable.offset_doctor import examine, written
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.stage import Stage, make_stage
from vizapp.labs.deformable.tasks.base import TaskInput
from vizapp.labs.deformable.tasks.register import TASK_MAKERS
from vizapp.labs.deformable.trainer import DeformableTrainer
from vizapp.labs.deformable.units import Detail, UnitReader
from vizapp.labs.deformable.unseen import unseen_values
from vizapp.labs.pictures import existing_channel, make_picture, shown_channels, value_range
from vizapp.labs.sources import Sources
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.deformable_layer import DeformableLayer, LayerResult
from vizapp.models.offset_branch import make_branch
from vizapp.ops import sampling_points
from vizapp.protocol.answers import Answer, Channels, OffsetReport, Picture, UnitReadings
from vizapp.protocol.requests import OffsetReportRequest, PictureRequest, Request, UnitsRequest
from vizapp.value_picture import ValueRange

_FIRST_KERNEL = 0.02
"""The standard deviation of the weights of a kernel that is to be learned, at step 0."""


class DeformableLab:
    """A deformable layer with its task, its training and its views; a :class:`vizapp.labs.base.Lab`.

    Layers with other branches may train beside it. All of them can be looked at on a picture that none is trained on.
    """

    name = DeformableSpec.tag()

    def __init__(self, experiment: Experiment, sources: Sources, device: torch.device) -> None:
        """Build the layers and their task.

        Args:
            experiment: the deformable settings, the seed and the working size are used.
            sources: an image is drawn from 0 to 1, a feature map from its 1st to its 99th percentile.
            device: where everything is computed.

        Raises:
            ProblemError: the source does not fit.
        """
        spec = experiment.spec_of(DeformableSpec)
        source = sources.trained
        longest = experiment.working_size or default_working_size(device.type)
        require_memory(source.channels, working_shape(*source.size, longest), spec)
        source.require_finite()
        copy = source.of_size(longest)
        require_range(copy)
        self._notes = source.notes(copy)
        picture = PictureInput(copy.to(device))
        generator = torch.Generator().manual_seed(experiment.seed)
        self.task = TASK_MAKERS[type(spec.task)](spec.task, TaskInput(picture, spec, generator))
        self._notes += self.task.notes
        read = self.task.read_of(picture)
        self._reads_source = read is picture
        self._trained = make_stage(read, self.task.aim, spec.geometry, _drawn(source))
        self._unseen = self._make_unseen(sources.unseen, longest, spec)
        self.trainer = DeformableTrainer(
            [self._make_learner(branch, spec, generator) for branch in spec.branches],
            self.task,
            self._trained,
            self._unseen,
            spec,
        )
        self._drawn: dict[tuple[Stage, int | None], ValueRange] = {}
        # The rigid grid's error stays the scale, so that the picture grows dark while the error shrinks.
        rigid_error = self._error(self.trainer.learner.latest.result, self._trained, None)
        self._drawn_error = ValueRange(0.0, max(value_range(rigid_error).high, 1e-6 * self.task.deviation))
        self.adjust(experiment)

    def _make_unseen(self, source: WorkingCopies | None, longest: int, spec: DeformableSpec) -> Stage | None:
        """Return the stage of the picture that nothing is trained on; None if there is none with as many channels."""
        values = None if source is None else unseen_values(source, longest, self._trained.picture.values)
        if source is None or values is None:
            return None
        picture = PictureInput(values)
        return make_stage(self.task.read_of(picture), self.task.aim_at(picture), spec.geometry, _drawn(source))

    def _make_learner(self, branch: OffsetBranchSpec, spec: DeformableSpec, generator: torch.Generator) -> Learner:
        """Return a layer at step 0. A kernel that is to be learned starts small and at random."""
        kernel, target, values = self.task.kernel, self.task.aim.target, self._trained.picture.values
        geometry, learns = spec.geometry, spec.learned
        if learns != "offsets":
            kernel = (_FIRST_KERNEL * torch.randn(kernel.shape, generator=generator)).to(kernel)
        size = (target.shape[2], target.shape[3])
        module = make_branch(branch, 2 * spec.taps, size, values, generator)
        stride, dilation = geometry.stride[0], geometry.dilation[0]
        layer = DeformableLayer(kernel, module, stride=stride, dilation=dilation, learns=learns)
        return Learner(branch, layer, self.task, self._trained, spec.learning_rate)

    def describe(self) -> LabDescription:
        """Say what the layer reads, gives and trains."""
        values, target = self._trained.picture.values, self.task.aim.target
        groups = self.layer.parameter_groups()
        return LabDescription(
            input_shape=(values.shape[1], values.shape[2], values.shape[3]),
            output_shape=(target.shape[1], target.shape[2], target.shape[3]),
            parameters=sum(parameter.numel() for group in groups for parameter in group.parameters),
            metrics=self.trainer.metrics,
            notes=self._notes,
            reads_source=self._reads_source,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over placed points and learning rate."""
        self.trainer.adjust(experiment.spec_of(DeformableSpec))

    @property
    def layer(self) -> DeformableLayer:
        """The layer that is trained, the first where several are."""
        return self.trainer.learner.layer

    @property
    def input(self) -> Tensor:
        """The working copy, (1, C, H, W)."""
        return self._trained.picture.values

    def forward(self) -> LayerResult:
        """Return the output and the offsets (placed points applied) of the present parameters, without a gradient."""
        return self.trainer.learner.present().result

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        """Answer requests for pictures, units and statistics.

        With ``exact`` False nothing is measured, and what is shown is the last step's own forward pass, unless a
        point has been placed since.
        """
        seen = self.trainer.learner.present(exact=exact)
        found = {name: self._answer(request, seen) for name, request in requests.items()}
        answers = {name: answer for name, answer in found.items() if answer is not None}
        return Answers(seen.step, answers, self.trainer.measures() if exact else None)

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        """Return the working copy, in colour where three channels are shown."""
        channels = shown_channels(channel, self.input.shape[1])
        planes = self.input[0, list(channels)]
        return channels, make_picture(planes, self._trained.drawn or value_range(planes))

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return input, kernel, target, true points and what the task adds; offsets, points and output."""
        return self._task_arrays, self._layer_arrays

    def result_pictures(self) -> Mapping[str, Request]:
        """Return output, target, error, and the unit in the middle."""
        height, width = self.task.aim.target.shape[2:]
        pictures: dict[str, Request] = {name: PictureRequest(name) for name in ("output", "target", "error")}
        return pictures | {"points": UnitsRequest(((height // 2, width // 2),))}

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return what the offset doctor finds in the present offsets."""
        return [written(finding) for finding in self._report(self.trainer.learner.present()).findings]

    def _answer(self, request: Request, seen: Forward) -> Answer | None:
        match request:
            case PictureRequest():
                return self._picture(request, seen.result)
            case UnitsRequest():
                return self._units(request, seen)
            case OffsetReportRequest():
                return self._report(seen)
            case _:
                return None

    def _report(self, seen: Forward) -> OffsetReport:
        return examine(seen.result.offset, self.layer.geometry, self._trained.measure, seen.step)

    def _units(self, request: UnitsRequest, seen: Forward) -> UnitReadings:
        channel = existing_channel(request.output_channel, seen.result.output.shape[1])
        detail = Detail(channel or 0, shown_channels(request.input_channel, self.input.shape[1]))
        placed = None if seen.placed is None else seen.placed.where
        reader = UnitReader(self.layer, self.input, self.task.aim.true_offset)
        return UnitReadings(reader.read(request.units, detail, seen.result.offset, seen.result.output, placed))

    def _error(self, result: LayerResult, stage: Stage, channel: int | None) -> Tensor:
        """Return the absolute error (1, oh, ow) of a channel, or its mean over all of them."""
        error = (result.output[0] - stage.aim.target[0]).abs_()
        return error.mean(0, keepdim=True) if channel is None else error[channel, None]

    def _picture(self, request: PictureRequest, result: LayerResult) -> Picture | None:
        stage = self._trained
        target = stage.aim.target[0]
        channel = existing_channel(request.channel, len(target))
        draw = partial(make_picture, region=request.region, max_pixels=request.max_pixels)
        if request.name == "error":
            return draw(self._error(result, stage, channel), self._drawn_error)
        shown = {"output": result.output[0], "target": target}.get(request.name)
        if shown is None:
            return None
        channels = shown_channels(channel, len(target))
        key = (stage, channel)
        if key not in self._drawn:
            # The target's range for the output too, so that the two compare.
            self._drawn[key] = value_range(target[list(channels)])
        return draw(shown[list(channels)], self._drawn[key])

    def _task_arrays(self) -> dict[str, Tensor]:
        aim = self.task.aim
        arrays = {"input": self.input, "kernel": self.task.kernel, "target": aim.target}
        if aim.true_offset is not None:
            arrays["truth"] = self._points(aim.true_offset)
        return arrays | self.task.result_arrays()

    def _layer_arrays(self) -> dict[str, Tensor]:
        result = self.forward()
        arrays = {"offsets": result.offset, "points": self._points(result.offset), "output": result.output}
        if self.layer.trains_kernel:
            arrays["learned_kernel"] = self.layer.kernel.detach()
        return arrays

    def _points(self, offset: Tensor) -> Tensor:
        geometry = self.layer.geometry
        return sampling_points(offset, geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation)


def _drawn(source: WorkingCopies) -> ValueRange | None:
    return source.image_range if source.kind == "image" else None
