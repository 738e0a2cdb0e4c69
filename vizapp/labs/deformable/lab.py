"""The deformable lab: one layer, or a stack, that learns where taps were moved to."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import FEW_PIXELS, DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.teaching import teaching_obstacle
from vizapp.document.working_size import default_working_size, working_shape
from vizapp.labs.base import Answers, LabDescription, TrainerState
from vizapp.labs.capabilities import KeptTeachings, Measure, Recall
from vizapp.labs.deformable.branch_lesson import BranchLesson
from vizapp.labs.deformable.limits import require_kernel, require_memory, require_operator, require_range
from vizapp.labs.deformable.lower_layers import read_at_rest
from vizapp.labs.deformable.make_learner import make_learner
from vizapp.labs.deformable.offset_doctor import as_measure, written
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.result_arrays import ResultArrays
from vizapp.labs.deformable.stage import Stage, make_stage
from vizapp.labs.deformable.tasks.base import Aim, DeformableTask, GivesBranch, TaskInput
from vizapp.labs.deformable.tasks.loss_only import LossOnly
from vizapp.labs.deformable.tasks.register import TASK_MAKERS
from vizapp.labs.deformable.teachings import Teachings
from vizapp.labs.deformable.trainer import DeformableTrainer
from vizapp.labs.deformable.unseen import unseen_values
from vizapp.labs.deformable.views import DeformableViews
from vizapp.labs.pictures import make_picture, shown_channels, value_range
from vizapp.labs.sources import Sources
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.deformable_layer import DeformableLayer, LayerResult
from vizapp.offset_maps.export import OffsetExport
from vizapp.problem import Problem
from vizapp.protocol.picture_answers import Channels, Picture
from vizapp.protocol.requests import PictureRequest, Request, UnitsRequest
from vizapp.value_picture import ValueRange
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import ProblemError


class DeformableLab:
    """A deformable layer, or a stack, with its task, its training and its views; a :class:`vizapp.labs.base.Lab`.

    The target of a stack is what one layer gives, its last, of what all below it make of the picture while they are
    at rest: a stack that has learned it may have come to it in another way. Layers with other branches may train
    beside it. All of them can be looked at on a picture that none is trained on.
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
        exact = spec.task.size_read(source.size) if spec.task.exact_input else None
        shape = exact or working_shape(*source.size, longest)
        if exact is None:
            require_operator(source.channels, shape, spec)
        else:  # the task says itself what does not fit
            require_kernel(shape, spec)
        require_memory(source.channels, shape, spec)
        if not spec.task.reads_any_numbers:
            source.require_finite()
        copy = source.of_size(longest) if exact is None else source.of_exact_size(exact)
        if not spec.task.reads_any_numbers:
            require_range(copy)
        units = math.prod(spec.map_sizes((copy.shape[2], copy.shape[3]))[-1])
        self._notes = source.notes(copy) if exact is None else _scaled_note(source, exact)
        self._notes += source.non_finite_note()
        if spec.task.trains and units <= FEW_PIXELS:
            self._notes += (lab_note("note.few-pixels", pixels=units, taps=spec.taps),)
        picture = PictureInput(copy.to(device))
        generator = torch.Generator().manual_seed(experiment.seed)
        given = TaskInput(read_at_rest(picture, spec), spec, generator, sources.brought)
        task = TASK_MAKERS[type(spec.task)](spec.task, given)
        hidden = spec.operator.layers > 1 and spec.task.hides_points
        self.task: DeformableTask = LossOnly(task) if hidden else task
        self._notes += self.task.notes
        self._spec, self._longest = spec, longest
        read = self.task.read_of(picture)
        self._reads_source = read is picture
        self._trained = self._make_stage(read, self.task.aim, source)
        self._unseen: Stage | None = None
        self._training = DeformableTrainer(
            [make_learner(branch, spec, self.task, self._trained, generator) for branch in spec.branches],
            self.task,
            self._trained,
            spec,
        )
        self._views = DeformableViews(self.task, self._training, self._trained)
        self.adjust(experiment)
        self.set_unseen(sources.unseen)

    def set_unseen(self, source: WorkingCopies | None) -> None:
        """Try the layers on another picture, or on none; one whose channels or size do not fit counts as none."""
        self._unseen = None  # and stays so if there is no memory for another one
        self._training.set_unseen(None)
        self._views.forget_other_pictures()
        stage = None if source is None or not self._spec.task.trains else self._stage_of_unseen(source)
        self._training.set_unseen(stage)
        self._unseen = stage

    def _stage_of_unseen(self, source: WorkingCopies) -> Stage | None:
        """Return the stage of the picture that nothing is trained on; None if it does not fit."""
        spec, values = self._spec, unseen_values(source, self._longest, self._trained.picture.values)
        if values is None or not spec.fits((values.shape[2], values.shape[3])):
            return None
        picture = PictureInput(values)
        return self._make_stage(self.task.read_of(picture), self.task.aim_at(read_at_rest(picture, spec)), source)

    def _make_stage(self, read: PictureInput, aim: Aim, source: WorkingCopies) -> Stage:
        *_, last, _ = self._spec.geometry.stacked_sizes(*read.size, self._spec.operator.layers)
        return make_stage(read, aim, self._spec.geometry, _drawn(source), last)

    def describe(self) -> LabDescription:
        """Say what the layer reads, gives and trains."""
        shapes = self._trained.shapes
        learner = self._training.learner
        groups = [group for layer in (*learner.lower, learner.layer) for group in layer.parameter_groups()]
        return LabDescription(
            input_shape=shapes.input,
            output_shape=shapes.output,
            parameters=sum(parameter.numel() for group in groups for parameter in group.parameters),
            metrics=self._training.metrics if self._spec.task.trains else (),
            notes=self._notes,
            unseen=None if self._unseen is None else self._unseen.shapes,
            reads_source=self._reads_source,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over placed points and learning rate."""
        self._spec = experiment.spec_of(DeformableSpec)
        self._training.adjust(self._spec)

    def teach(self, number: int) -> BranchLesson:
        """Begin to teach the first layer's branch; see :class:`vizapp.labs.capabilities.Teachable`."""
        obstacle = teaching_obstacle(self._spec)
        if obstacle is not None:
            raise ProblemError.of(obstacle)
        fit = self._training.learner.fit_to_placed(self._spec.pixel)
        if fit is None:
            raise ProblemError("teach.no-units")
        return BranchLesson(fit, lambda taught: self._training.teachings.offer(number, taught))

    @property
    def taught(self) -> int:
        """The number of the teaching that the first layer has gone through last; 0 where there was none."""
        return self._training.teachings.held

    def recall(self, experiment: Experiment) -> Recall | None:
        """Go to the state that belongs to the teaching that the settings name."""
        return self._training.recall(experiment.spec_of(DeformableSpec).taught)

    def stand_after(self, number: int, left: Mapping[int, TrainerState]) -> None:
        """Take note that the trainer was restored to a state after the teaching ``number``."""
        self._training.teachings.stand_after(number, left)

    def kept_teachings(self) -> Teachings:
        """The states before and after teachings."""
        return self._training.teachings

    def take_teachings(self, kept: KeptTeachings) -> None:
        """Go on with the teachings of a lab that was built alike."""
        if not isinstance(kept, Teachings):
            raise TypeError(f"{type(kept).__name__} are not the teachings of this lab")
        self._training.teachings = kept

    @property
    def trainer(self) -> DeformableTrainer | None:
        """What trains; None where everything is set by hand."""
        return self._training if self._spec.task.trains else None

    @property
    def layer(self) -> DeformableLayer:
        """The layer that is trained: of several branches the first one's, of a stack the last."""
        return self._training.learner.layer

    @property
    def input(self) -> Tensor:
        """The working copy, (1, C, H, W)."""
        return self._trained.picture.values

    def forward(self) -> LayerResult:
        """Return output, offsets (placed points applied) and masks of the present parameters, without a gradient."""
        return self._training.learner.present().result

    def answer(self, requests: Mapping[str, Request], *, exact: bool, unseen: bool = False) -> Answers:
        """Answer requests for pictures, units, fields and the report, of the run that each of them names.

        With ``exact`` False nothing is measured, and what is shown of the trained picture is the last step's own
        forward pass, unless a point has been placed since. With ``unseen`` everything is about the unseen picture, on
        which no placed point holds; where there is none, about the trained one.
        """
        stage = self._shown_stage(unseen)
        found = {name: self._views.answer(request, stage, exact=exact) for name, request in requests.items()}
        answers = {name: answer for name, answer in found.items() if answer is not None}
        step = self._views.seen(self._training.learner, stage, exact=exact).step
        measures = self._training.measures() if exact and self._spec.task.trains else None
        return Answers(step, answers, measures, stage is not self._trained)

    def input_picture(self, channel: int | None, *, unseen: bool = False) -> tuple[Channels, Picture]:
        """Return the working copy, or the unseen picture if there is one; in colour if three channels are shown."""
        stage = self._shown_stage(unseen)
        values = stage.picture.values
        channels = shown_channels(channel, values.shape[1])
        planes = values[0, list(channels)]
        return channels, make_picture(planes, stage.drawn or value_range(planes))

    def offset_export(self, run: str | None, *, unseen: bool) -> OffsetExport:
        """Return the offsets and masks of a run, with placed points applied where they hold.

        Of a stack they are the last layer's, in pixels of the map that it reads.
        """
        stage, learner = self._shown_stage(unseen), self._training.learner_of(run)
        seen, layer = self._views.seen(learner, stage, exact=True), learner.layer
        result, read = seen.result, seen.below[-1].output if seen.below else stage.picture.values
        given, layout = result.offset, ""
        if isinstance(self.task, GivesBranch) and result.broken is not None:
            given = torch.where(result.broken.repeat_interleave(2, 1), self.task.offset, given)
        if isinstance(self._spec.task, BroughtSpec):
            layout = self._spec.task.layout
        offset = given[0].unflatten(0, (layer.offset_groups, layer.taps, 2))
        mask = None if result.mask is None else result.mask[0].unflatten(0, (layer.offset_groups, layer.taps))
        return OffsetExport(
            offset.detach().cpu().numpy().copy(),
            layer.geometry,
            (read.shape[2], read.shape[3]),
            None if mask is None else mask.detach().cpu().numpy().copy(),
            layout or "torchvision",
        )

    def _shown_stage(self, unseen: bool) -> Stage:
        return self._unseen if unseen and self._unseen is not None else self._trained

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return input, kernel, target, true points and what the task adds; offsets, points and output.

        Of an unseen picture as well, with ``unseen_`` before the names.
        """
        arrays = ResultArrays(self.task, self._training.learner, self._trained, self._unseen)
        return arrays.of_task, arrays.of_layers, arrays.of_unseen

    def result_pictures(self) -> Mapping[str, Request]:
        """Return output, target, error, and the unit in the middle."""
        height, width = self.task.aim.target.shape[2:]
        pictures: dict[str, Request] = {name: PictureRequest(name) for name in ("output", "target", "error")}
        return pictures | {"points": UnitsRequest(((height // 2, width // 2),))}

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return what the offset doctor finds in the present offsets."""
        learner = self._training.learner
        report = self._views.report(learner, learner.present(), self._trained)
        return [written(each, trained=self._spec.task.trains) for each in report.findings]

    def examined(self) -> Sequence[Measure]:
        """Return the offset doctor's measures of the last step's forward pass."""
        learner = self._training.learner
        report = self._views.report(learner, learner.present(exact=False), self._trained)
        return [as_measure(finding) for finding in report.findings]


def _scaled_note(source: WorkingCopies, size: tuple[int, int]) -> tuple[Problem, ...]:
    """Return the note that a source was scaled to (H, W), the size of the layer's input; nothing where it has it."""
    return () if source.size == size else (lab_note("note.scaled-to-layer", size=source.size, scaled=size),)


def _drawn(source: WorkingCopies) -> ValueRange | None:
    return source.image_range if source.kind == "image" else None
