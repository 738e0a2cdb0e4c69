"""The deformable lab: one layer that learns where its taps were moved to."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import torch
from torch import Tensor

from vizapp.document.deformable import FEW_PIXELS, DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.offset_branch import Modulation, OffsetBranchSpec
from vizapp.document.working_size import default_working_size, working_shape
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.deformable.density import density_scale, reading_density
from vizapp.labs.deformable.field import distances, make_field
from vizapp.labs.deformable.learner import Forward, Learner
from vizapp.labs.deformable.limits import require_memory, require_operator, require_range
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
from vizapp.models.deformable_layer import DeformableLayer, LayerResult, numbers_of
from vizapp.models.offset_branch import make_branch
from vizapp.ops import sampling_points
from vizapp.protocol.answers import Answer, Channels, Field, OffsetReport, Picture, UnitReadings
from vizapp.protocol.requests import FieldRequest, OffsetReportRequest, PictureRequest, Request, UnitsRequest
from vizapp.value_picture import ValueRange
from vizapp.wording.lab_notes import lab_note

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
        shape = working_shape(*source.size, longest)
        require_operator(source.channels, shape, spec)
        require_memory(source.channels, shape, spec)
        source.require_finite()
        copy = source.of_size(longest)
        require_range(copy)
        units = math.prod(spec.geometry.output_size(copy.shape[2], copy.shape[3]))
        self._notes = source.notes(copy)
        if spec.task.trains and units <= FEW_PIXELS:
            self._notes += (lab_note("note.few-pixels", pixels=units, taps=spec.taps),)
        picture = PictureInput(copy.to(device))
        generator = torch.Generator().manual_seed(experiment.seed)
        self.task = TASK_MAKERS[type(spec.task)](spec.task, TaskInput(picture, spec, generator))
        self._trained = make_stage(picture, self.task.aim, spec.geometry, _drawn(source), spec.offset_groups)
        self._unseen = self._make_unseen(sources.unseen, longest, spec)
        self._trains = spec.task.trains
        self._training = DeformableTrainer(
            [self._make_learner(branch, spec, generator) for branch in spec.branches],
            self.task,
            self._trained,
            self._unseen,
            spec,
        )
        self._drawn: dict[tuple[Stage, int | None], ValueRange] = {}
        self._drawn_distance: dict[tuple[Stage, int | None], ValueRange] = {}
        # The rigid grid's error stays the scale, so that the picture grows dark while the error shrinks.
        rigid_error = self._error(self._training.learner.latest.result, self._trained, None)
        self._drawn_error = ValueRange(0.0, max(value_range(rigid_error).high, 1e-6 * self.task.deviation))
        self.adjust(experiment)

    def _make_unseen(self, source: WorkingCopies | None, longest: int, spec: DeformableSpec) -> Stage | None:
        """Return the stage of the picture that nothing is trained on; None if there is none with as many channels."""
        values = None if source is None else unseen_values(source, longest, self._trained.picture.values)
        if source is None or values is None or not spec.geometry.fits(values.shape[2], values.shape[3]):
            return None
        picture = PictureInput(values)
        return make_stage(picture, self.task.aim_at(picture), spec.geometry, _drawn(source), spec.offset_groups)

    def _make_learner(self, branch: OffsetBranchSpec, spec: DeformableSpec, generator: torch.Generator) -> Learner:
        """Return a layer at step 0. A kernel that is to be learned starts small and at random.

        Without a branch nothing is modulated either: the layer is the plain convolution.
        """
        kernel, target, values = self.task.kernel, self.task.aim.target, self._trained.picture.values
        trains_kernel = spec.learns != "offsets"
        if trains_kernel:
            kernel = (_FIRST_KERNEL * torch.randn(kernel.shape, generator=generator)).to(kernel)
        size = (target.shape[2], target.shape[3])
        modulation: Modulation = "none" if branch.kind == "none" else spec.modulation
        module = make_branch(branch, numbers_of(spec.points, modulation), size, values, generator)
        layer = DeformableLayer(
            kernel,
            module,
            spec.geometry,
            offset_groups=spec.offset_groups,
            modulation=modulation,
            learns=spec.learns,
        )
        return Learner(branch, layer, self.task, self._trained, spec.learning_rate)

    def describe(self) -> LabDescription:
        """Say what the layer reads, gives and trains."""
        values, target = self._trained.picture.values, self.task.aim.target
        groups = self.layer.parameter_groups()
        return LabDescription(
            input_shape=(values.shape[1], values.shape[2], values.shape[3]),
            output_shape=(target.shape[1], target.shape[2], target.shape[3]),
            parameters=sum(parameter.numel() for group in groups for parameter in group.parameters),
            metrics=self._training.metrics if self._trains else (),
            notes=self._notes,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over placed points and learning rate."""
        self._training.adjust(experiment.spec_of(DeformableSpec))

    @property
    def trainer(self) -> DeformableTrainer | None:
        """What trains; None where everything is set by hand."""
        return self._training if self._trains else None

    @property
    def layer(self) -> DeformableLayer:
        """The layer that is trained, the first where several are."""
        return self._training.learner.layer

    @property
    def input(self) -> Tensor:
        """The working copy, (1, C, H, W)."""
        return self._trained.picture.values

    def forward(self) -> LayerResult:
        """Return the output and the offsets (placed points applied) of the present parameters, without a gradient."""
        return self._training.learner.present().result

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        """Answer requests for pictures, units and statistics.

        With ``exact`` False nothing is measured, and what is shown is the last step's own forward pass, unless a
        point has been placed since.
        """
        seen = self._training.learner.present(exact=exact)
        found = {name: self._answer(request, seen) for name, request in requests.items()}
        answers = {name: answer for name, answer in found.items() if answer is not None}
        return Answers(seen.step, answers, self._training.measures() if exact and self._trains else None)

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
        return [written(finding) for finding in self._report(self._training.learner.present()).findings]

    def _answer(self, request: Request, seen: Forward) -> Answer | None:
        if isinstance(request, PictureRequest | UnitsRequest | FieldRequest) and request.rigid:
            seen = replace(self._training.learner.rigid(), step=seen.step)
        match request:
            case PictureRequest():
                return self._picture(request, seen.result)
            case UnitsRequest():
                return self._units(request, seen)
            case FieldRequest():
                return self._field(request, seen.result)
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
        result = seen.result
        gradient = self._output_gradient(result.output) if request.pushes else None
        return UnitReadings(
            reader.read(
                request.units,
                detail,
                result.offset,
                result.output,
                placed,
                result.mask,
                without_offsets=request.rigid,
                output_gradient=gradient,
            )
        )

    @torch.enable_grad()
    def _output_gradient(self, output: Tensor) -> Tensor:
        """Return ∂loss/∂output, of the shape of ``output``."""
        output = output.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(self.task.loss(output, self._trained.aim), output)
        return gradient

    def _field(self, request: FieldRequest, result: LayerResult) -> Field | None:
        offset = result.offset if request.kind == "offsets" else self._trained.aim.true_offset
        return None if offset is None else make_field(offset, request)

    def _distances(self, request: PictureRequest, result: LayerResult) -> Picture | None:
        """Return how far the points are from the true ones, on the scale of the rigid grid's distance."""
        truth = self._trained.aim.true_offset
        if truth is None:
            return None
        point = existing_channel(request.tap, truth.shape[1] // 2)
        key = (self._trained, point)
        if key not in self._drawn_distance:
            rigid = value_range(distances(torch.zeros_like(truth), truth, point)).high
            self._drawn_distance[key] = ValueRange(0.0, max(rigid, 1e-3))
        planes = distances(result.offset, truth, point)
        return make_picture(planes, self._drawn_distance[key], request.region, request.max_pixels)

    def _error(self, result: LayerResult, stage: Stage, channel: int | None) -> Tensor:
        """Return the absolute error (1, oh, ow) of a channel, or its mean over all of them."""
        return _difference(result.output, stage.aim.target, channel)

    def _picture(self, request: PictureRequest, result: LayerResult) -> Picture | None:
        stage = self._trained
        target = stage.aim.target[0]
        channel = existing_channel(request.channel, len(target))
        draw = partial(make_picture, region=request.region, max_pixels=request.max_pixels)
        if request.name == "error":
            return draw(self._error(result, stage, channel), self._drawn_error)
        if request.name == "density":
            density = reading_density(result.offset, self.layer.geometry, stage.picture.size)
            return draw(density, ValueRange(0.0, self.layer.offset_groups * density_scale(self.layer.geometry)))
        if request.name == "off_truth":
            return self._distances(request, result)
        if request.name == "plain_difference":
            plain = self._training.learner.rigid().result.output
            return draw(_difference(result.output, plain, channel), self._drawn_error)
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
        if result.mask is not None:
            arrays["mask"] = result.mask
        if self.layer.trains_kernel:
            arrays["learned_kernel"] = self.layer.kernel.detach()
        return arrays

    def _points(self, offset: Tensor) -> Tensor:
        geometry = self.layer.geometry
        return sampling_points(offset, geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation)


def _difference(output: Tensor, other: Tensor, channel: int | None) -> Tensor:
    """Return |output − other| (1, oh, ow) of a channel, or its mean over all of them; both are (1, O, oh, ow)."""
    if channel is not None:
        return (output[0, channel, None] - other[0, channel, None]).abs_()
    return (output[0] - other[0]).abs_().mean(0, keepdim=True)


def _drawn(source: WorkingCopies) -> ValueRange | None:
    return source.image_range if source.kind == "image" else None
