"""What can be asked of deformable layers: pictures, units, trees, fields and the report, of a run on a picture."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import msgspec
import torch
from torch import Tensor

from vizapp.labs.deformable.density import density_scale, reading_density
from vizapp.labs.deformable.field import distances, make_field
from vizapp.labs.deformable.kernel_density import kernel_density
from vizapp.labs.deformable.learner import Forward, Learner
from vizapp.labs.deformable.offset_doctor import examine
from vizapp.labs.deformable.placed_distances import placed_distances
from vizapp.labs.deformable.readers import find_readers
from vizapp.labs.deformable.stage import Stage
from vizapp.labs.deformable.tasks.base import DeformableTask, GivesBranch
from vizapp.labs.deformable.trainer import DeformableTrainer
from vizapp.labs.deformable.tree import TreeLayer
from vizapp.labs.deformable.tree_answer import make_tree
from vizapp.labs.deformable.units import Detail, UnitReader, in_picture
from vizapp.labs.pictures import existing_channel, make_picture, shown_channels, value_range
from vizapp.models.deformable_layer import LayerResult
from vizapp.protocol.answers import (
    Answer,
    Field,
    Finding,
    KernelDensity,
    OffsetReport,
    Picture,
    Placed,
    Readers,
    Tree,
    UnitReadings,
)
from vizapp.protocol.requests import (
    MAX_LISTED,
    FieldRequest,
    KernelDensityRequest,
    OffsetReportRequest,
    PictureRequest,
    PlacedRequest,
    ReadersRequest,
    Request,
    TreeRequest,
    UnitsRequest,
)
from vizapp.value_picture import ValueRange

FAR_OUTSIDE = -1e6
"""In input pixels: an offset with which a point reads nothing."""


class DeformableViews:
    """Answers requests about the layers of a training, and keeps the ranges that pictures are drawn with."""

    def __init__(self, task: DeformableTask, training: DeformableTrainer, trained: Stage) -> None:
        """``trained`` is the picture that is trained on; the layers are at step 0, without placed points."""
        self._task, self._training, self._trained = task, training, trained
        self._drawn: dict[tuple[Stage, int | None], ValueRange] = {}
        self._drawn_distance: dict[tuple[Stage, int | None], ValueRange] = {}
        # The rigid grid's error stays the scale, so that the picture grows dark while the error shrinks.
        rigid_error = _difference(training.learner.latest.result.output, trained.aim.target, None)
        self._drawn_error = ValueRange(0.0, max(value_range(rigid_error).high, 1e-6 * task.deviation))

    def forget_other_pictures(self) -> None:
        """Give up what is known of pictures other than the one that is trained on."""
        for known in (self._drawn, self._drawn_distance):
            for key in [key for key in known if key[0] is not self._trained]:
                del known[key]

    def answer(self, request: Request, stage: Stage, *, exact: bool) -> Answer | None:
        """Answer one request about a picture; None where it cannot be answered.

        With ``exact`` False, what is shown of the trained picture is the last step's own forward pass.
        """
        match request:
            case PictureRequest():
                return self._picture(request, *self._seen_by(request, stage, exact=exact), stage)
            case UnitsRequest():
                return self._units(request, *self._seen_by(request, stage, exact=exact), stage)
            case FieldRequest():
                return self._field(request, stage, exact=exact)
            case PlacedRequest():
                return self._placed(exact=exact) if stage is self._trained else None
            case TreeRequest():
                return self._tree(request, *self._seen_by(request, stage, exact=exact), stage)
            case ReadersRequest():
                return self._readers(request, *self._seen_by(request, stage, exact=exact), stage)
            case KernelDensityRequest():
                return self._kernel_density(request, *self._seen_by(request, stage, exact=exact))
            case OffsetReportRequest():
                learner = self._training.learner_of(request.run)
                return self.report(learner, self.seen(learner, stage, exact=exact), stage)
            case _:
                return None

    def seen(self, learner: Learner, stage: Stage, *, exact: bool) -> Forward:
        """Return what a layer does on a picture."""
        return learner.present(exact=exact) if stage is self._trained else learner.try_on(stage)

    def report(self, learner: Learner, seen: Forward, stage: Stage) -> OffsetReport:
        """Return what the offset doctor finds in the offsets and masks of a forward pass."""
        layer, result = learner.layer, seen.result
        steps = None if isinstance(self._task, GivesBranch) else seen.step
        offset = result.offset if result.broken is None else _filled(result)
        report = examine(offset, layer.geometry, stage.measure, steps, mask=result.mask, modulation=layer.modulation)
        if result.broken is None:
            return report
        count = float(result.broken.sum())
        return OffsetReport((Finding("non-finite", count, 0.0, True), *report.findings))

    def _seen_by(
        self,
        request: PictureRequest | UnitsRequest | FieldRequest | KernelDensityRequest | TreeRequest | ReadersRequest,
        stage: Stage,
        *,
        exact: bool,
    ) -> tuple[Learner, Forward]:
        learner = self._training.learner_of(request.run)
        seen = self.seen(learner, stage, exact=exact)
        return learner, replace(learner.rigid(stage), step=seen.step) if request.rigid else seen

    def _units(self, request: UnitsRequest, learner: Learner, seen: Forward, stage: Stage) -> UnitReadings:
        result = seen.result
        values = seen.below[-1].output if seen.below else stage.picture.values
        channel = existing_channel(request.output_channel, result.output.shape[1])
        detail = Detail(channel or 0, shown_channels(request.input_channel, values.shape[1]))
        placed = None if seen.placed is None else seen.placed.where
        readings = UnitReader(learner.layer, values, stage.aim.true_offset).read(
            request.units,
            detail,
            result.offset,
            result.output,
            placed,
            result.mask,
            broken=result.broken,
            without_offsets=request.rigid,
            output_gradient=self._output_gradient(result.output, stage) if request.pushes else None,
            untrained=learner.untrained(stage).result.offset if request.untrained else None,
        )
        if seen.below:
            (pixel, _), shift = learner.layer.geometry.map_place(len(seen.below))
            readings = tuple(in_picture(each, pixel, shift) for each in readings)
        return UnitReadings(readings)

    def _tree(self, request: TreeRequest, learner: Learner, seen: Forward, stage: Stage) -> Tree | None:
        """Return the tree of a unit that is on the map."""
        output, (y, x) = seen.result.output, request.unit_yx
        if not (y < output.shape[2] and x < output.shape[3]):
            return None
        channel = existing_channel(request.output_channel, output.shape[1]) or 0
        results = (*seen.below, seen.result)
        inputs = (stage.picture.values, *(each.output for each in seen.below))
        layers = [
            TreeLayer(
                layer.geometry,
                layer.kernel.detach(),
                _read_at(result),
                result.mask,
                (values.shape[1], values.shape[2], values.shape[3]),
            )
            for layer, result, values in zip((*learner.lower, learner.layer), results, inputs, strict=True)
        ]
        return make_tree(layers, stage.picture.values, request.unit_yx, channel)

    @torch.enable_grad()
    def _output_gradient(self, output: Tensor, stage: Stage) -> Tensor:
        """Return ∂loss/∂output, of the shape of ``output``."""
        output = output.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(self._task.loss(output, stage.aim), output)
        return gradient

    def _field(self, request: FieldRequest, stage: Stage, *, exact: bool) -> Field | None:
        if request.kind == "taught":
            main = self._training.learner_of(request.run) is self._training.learner
            change = self._training.teachings.change if main and stage is self._trained else None
            return None if change is None else make_field(change.offset, request, change.taps)
        learner, seen = self._seen_by(request, stage, exact=exact)
        offset = seen.result.offset if request.kind == "offsets" else stage.aim.true_offset
        if offset is None:
            return None
        (pixel, _), _ = learner.layer.geometry.map_place(len(seen.below))
        return make_field(offset if pixel == 1 else offset * pixel, request)

    def _readers(self, request: ReadersRequest, learner: Learner, seen: Forward, stage: Stage) -> Readers | None:
        (y, x), (height, width) = request.pixel_yx, stage.picture.size
        if seen.below or not (0 <= y < height and 0 <= x < width):
            return None  # of stacked layers the last, whose units these would be, does not read the picture
        return find_readers((y, x), _read_at(seen.result), learner.layer.geometry, seen.result.mask)

    def _placed(self, *, exact: bool) -> Placed:
        learner = self._training.learner
        points = self._training.points[-MAX_LISTED:]
        seen = learner.present(exact=exact)
        (pixel, _), _ = learner.layer.geometry.map_place(len(seen.below))
        return placed_distances(pixel * seen.own.offset, points, learner.layer.taps)

    def _kernel_density(self, request: KernelDensityRequest, learner: Learner, seen: Forward) -> KernelDensity:
        """Return the reach in input pixels, also of a layer that reads a map whose pixels lie farther apart."""
        geometry = learner.layer.geometry
        (pixel, _), _ = geometry.map_place(len(seen.below))
        offset, broken = seen.result.offset, seen.result.broken
        if broken is not None:  # they read nothing, and lie nowhere
            offset = offset.masked_fill(broken.repeat_interleave(2, 1), torch.nan)
        found = kernel_density(offset, geometry, request.group)
        return found if pixel == 1 else msgspec.structs.replace(found, frame=found.frame * pixel)

    def _picture(self, request: PictureRequest, learner: Learner, seen: Forward, stage: Stage) -> Picture | None:
        result, target, geometry = seen.result, stage.aim.target, learner.layer.geometry
        channel = existing_channel(request.channel, target.shape[1])
        draw = partial(make_picture, region=request.region, max_pixels=request.max_pixels)
        match request.name:
            case "error":
                return draw(_difference(result.output, target, channel), self._drawn_error)
            case "density":
                scale = learner.layer.offset_groups * density_scale(geometry)
                first = seen.below[0] if seen.below else result  # only the first layer reads the picture
                return draw(reading_density(_read_at(first), geometry, stage.picture.size), ValueRange(0.0, scale))
            case "off_truth":
                return self._distances(request, result.offset, stage)
            case "plain_difference":
                plain = learner.rigid(stage).result.output
                return draw(_difference(result.output, plain, channel), self._drawn_error)
            case "output" | "target" | "untrained":
                channels = list(shown_channels(channel, target.shape[1]))
                key = (stage, channel)
                if key not in self._drawn:
                    # The target's range for the outputs too, so that they compare.
                    self._drawn[key] = value_range(target[0, channels])
                shown = result.output if request.name == "output" else target
                if request.name == "untrained":
                    shown = learner.untrained(stage).result.output
                return draw(shown[0, channels], self._drawn[key])
            case _:
                return None

    def _distances(self, request: PictureRequest, offset: Tensor, stage: Stage) -> Picture | None:
        """Return how far the points are from the true ones, on the scale of the rigid grid's distance."""
        truth = stage.aim.true_offset
        if truth is None:
            return None
        point = existing_channel(request.tap, truth.shape[1] // 2)
        key = (stage, point)
        if key not in self._drawn_distance:
            rigid = value_range(distances(torch.zeros_like(truth), truth, point)).high
            self._drawn_distance[key] = ValueRange(0.0, max(rigid, 1e-3))
        planes = distances(offset, truth, point)
        return make_picture(planes, self._drawn_distance[key], request.region, request.max_pixels)


def _read_at(result: LayerResult) -> Tensor:
    """Return the offsets, those of points that read nothing far outside the input."""
    if result.broken is None:
        return result.offset
    return result.offset.masked_fill(result.broken.repeat_interleave(2, 1), FAR_OUTSIDE)


def _filled(result: LayerResult) -> Tensor:
    """Return the offsets, with the mean of the others of its tap for each that is broken: none is made up far off."""
    assert result.broken is not None
    broken = result.broken.repeat_interleave(2, 1)
    count = (~broken).sum((2, 3), keepdim=True).clamp(min=1)
    mean = result.offset.masked_fill(broken, 0).sum((2, 3), keepdim=True) / count
    return torch.where(broken, mean, result.offset)


def _difference(output: Tensor, other: Tensor, channel: int | None) -> Tensor:
    """Return the absolute difference (1, oh, ow) of a channel, or its mean over all of them."""
    difference = (output[0] - other[0]).abs_()
    return difference.mean(0, keepdim=True) if channel is None else difference[channel, None]
