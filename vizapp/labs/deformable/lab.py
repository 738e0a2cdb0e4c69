"""The deformable lab: one layer that learns where its taps were moved to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.working_size import default_working_size, working_shape
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.deformable.learner import Forward, Learner
from vizapp.labs.deformable.limits import require_memory, require_range
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
from vizapp.protocol.answers import Answer, Channels, Picture, UnitReadings
from vizapp.protocol.requests import OffsetStatisticsRequest, PictureRequest, Request, UnitsRequest
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
        self._spec, self._longest = spec, longest
        self._trained = make_stage(picture, self.task.aim, spec.geometry, _drawn(source))
        self._unseen: Stage | None = None
        self.trainer = DeformableTrainer(
            [self._make_learner(branch, spec, generator) for branch in spec.branches],
            self.task,
            self._trained,
            spec,
        )
        self._drawn: dict[tuple[Stage, int | None], ValueRange] = {}
        # The rigid grid's error stays the scale, so that the picture grows dark while the error shrinks.
        rigid_error = self._error(self.trainer.learner.latest.result, self._trained, None)
        self._drawn_error = ValueRange(0.0, max(value_range(rigid_error).high, 1e-6 * self.task.deviation))
        self.adjust(experiment)
        self.set_unseen(sources.unseen)

    def set_unseen(self, source: WorkingCopies | None) -> None:
        """Try the layers on another picture, or on none; one whose channels do not fit counts as none."""
        self._unseen = None  # and stays so if there is no memory for another one
        self.trainer.set_unseen(None)
        self._drawn = {key: drawn for key, drawn in self._drawn.items() if key[0] is self._trained}
        stage = None if source is None else self._stage_of_unseen(source)
        self.trainer.set_unseen(stage)
        self._unseen = stage

    def _stage_of_unseen(self, source: WorkingCopies) -> Stage | None:
        """Return the stage of the picture that nothing is trained on; None if it has other channels."""
        values = unseen_values(source, self._longest, self._trained.picture.values)
        if values is None:
            return None
        picture = PictureInput(values)
        return make_stage(picture, self.task.aim_at(picture), self._spec.geometry, _drawn(source))

    def _make_learner(self, branch: OffsetBranchSpec, spec: DeformableSpec, generator: torch.Generator) -> Learner:
        """Return a layer at step 0. A kernel that is to be learned starts small and at random."""
        kernel, target, values = self.task.kernel, self.task.aim.target, self._trained.picture.values
        trains_kernel = spec.learns != "offsets"
        if trains_kernel:
            kernel = (_FIRST_KERNEL * torch.randn(kernel.shape, generator=generator)).to(kernel)
        size = (target.shape[2], target.shape[3])
        module = make_branch(branch, 2 * spec.taps, size, values, generator)
        layer = DeformableLayer(kernel, module, stride=spec.stride, dilation=spec.dilation, learns=spec.learns)
        return Learner(branch, layer, self.task, self._trained, spec.learning_rate)

    def describe(self) -> LabDescription:
        """Say what the layer reads, gives and trains."""
        shapes = self._trained.shapes
        groups = self.layer.parameter_groups()
        return LabDescription(
            input_shape=shapes.input,
            output_shape=shapes.output,
            parameters=sum(parameter.numel() for group in groups for parameter in group.parameters),
            metrics=self.trainer.metrics,
            notes=self._notes,
            unseen=None if self._unseen is None else self._unseen.shapes,
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

    def answer(self, requests: Mapping[str, Request], *, exact: bool, unseen: bool = False) -> Answers:
        """Answer requests for pictures, units and statistics, of the run that each of them names.

        With ``exact`` False nothing is measured, and what is shown of the trained picture is the last step's own
        forward pass, unless a point has been placed since. With ``unseen`` everything is about the unseen picture, on
        which no placed point holds; where there is none, about the trained one.
        """
        stage = self._shown_stage(unseen)
        found = {name: self._answer(request, stage, exact=exact) for name, request in requests.items()}
        answers = {name: answer for name, answer in found.items() if answer is not None}
        step = self._seen(self.trainer.learner, stage, exact=exact).step
        return Answers(step, answers, self.trainer.measures() if exact else None, stage is not self._trained)

    def input_picture(self, channel: int | None, *, unseen: bool = False) -> tuple[Channels, Picture]:
        """Return the working copy, or the unseen picture if there is one; in colour if three channels are shown."""
        stage = self._shown_stage(unseen)
        values = stage.picture.values
        channels = shown_channels(channel, values.shape[1])
        planes = values[0, list(channels)]
        return channels, make_picture(planes, stage.drawn or value_range(planes))

    def _shown_stage(self, unseen: bool) -> Stage:
        return self._unseen if unseen and self._unseen is not None else self._trained

    def _seen(self, learner: Learner, stage: Stage, *, exact: bool) -> Forward:
        return learner.present(exact=exact) if stage is self._trained else learner.try_on(stage)

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return input, kernel, target, true points and what the task adds; offsets, points and output.

        Of an unseen picture as well, with ``unseen_`` before the names.
        """
        return self._task_arrays, self._layer_arrays, self._unseen_arrays

    def result_pictures(self) -> Mapping[str, Request]:
        """Return output, target, error, and the unit in the middle."""
        height, width = self.task.aim.target.shape[2:]
        pictures: dict[str, Request] = {name: PictureRequest(name) for name in ("output", "target", "error")}
        return pictures | {"points": UnitsRequest(((height // 2, width // 2),))}

    def _answer(self, request: Request, stage: Stage, *, exact: bool) -> Answer | None:
        match request:
            case PictureRequest():
                return self._picture(request, self._seen_by(request.run, stage, exact=exact).result, stage)
            case UnitsRequest():
                seen = self._seen_by(request.run, stage, exact=exact)
                return self._units(request, seen, stage, self.trainer.learner_of(request.run).layer)
            case OffsetStatisticsRequest():
                return stage.measure.measure(self._seen_by(request.run, stage, exact=exact).result.offset)
            case _:
                return None

    def _seen_by(self, run: str | None, stage: Stage, *, exact: bool) -> Forward:
        return self._seen(self.trainer.learner_of(run), stage, exact=exact)

    def _units(self, request: UnitsRequest, seen: Forward, stage: Stage, layer: DeformableLayer) -> UnitReadings:
        values = stage.picture.values
        channel = existing_channel(request.output_channel, seen.result.output.shape[1])
        detail = Detail(channel or 0, shown_channels(request.input_channel, values.shape[1]))
        placed = None if seen.placed is None else seen.placed.where
        reader = UnitReader(layer, values, stage.aim.true_offset)
        return UnitReadings(reader.read(request.units, detail, seen.result.offset, seen.result.output, placed))

    def _error(self, result: LayerResult, stage: Stage, channel: int | None) -> Tensor:
        """Return the absolute error (1, oh, ow) of a channel, or its mean over all of them."""
        error = (result.output[0] - stage.aim.target[0]).abs_()
        return error.mean(0, keepdim=True) if channel is None else error[channel, None]

    def _picture(self, request: PictureRequest, result: LayerResult, stage: Stage) -> Picture | None:
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

    def _unseen_arrays(self) -> dict[str, Tensor]:
        stage = self._unseen
        if stage is None:
            return {}
        result = self.trainer.learner.try_on(stage).result
        arrays = {"input": stage.picture.values, "target": stage.aim.target}
        arrays |= {"offsets": result.offset, "points": self._points(result.offset), "output": result.output}
        if stage.aim.true_offset is not None:
            arrays["truth"] = self._points(stage.aim.true_offset)
        return {f"unseen_{name}": tensor for name, tensor in arrays.items()}

    def _points(self, offset: Tensor) -> Tensor:
        geometry = self.layer.geometry
        return sampling_points(offset, geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation)


def _drawn(source: WorkingCopies) -> ValueRange | None:
    return source.image_range if source.kind == "image" else None
