"""What can be asked of deformable layers: pictures, units, trees, fields and the report, of a run on a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import msgspec
import torch
from torch import Tensor

from vizapp.document.values import Position
from vizapp.labs.deformable.density import density_range, reading_density
from vizapp.labs.deformable.field import distances, make_field
from vizapp.labs.deformable.kernel_density import kernel_density
from vizapp.labs.deformable.learner import Forward, Learner
from vizapp.labs.deformable.offset_doctor import examine
from vizapp.labs.deformable.placed_distances import placed_distances
from vizapp.labs.deformable.readers import find_readers
from vizapp.labs.deformable.stage import Stage
from vizapp.labs.deformable.statistics import OffsetMeasure
from vizapp.labs.deformable.tasks.base import DeformableTask, GivesBranch
from vizapp.labs.deformable.trainer import DeformableTrainer
from vizapp.labs.deformable.tree import TreeLayer
from vizapp.labs.deformable.tree_answer import make_tree
from vizapp.labs.deformable.units import Detail, UnitReader, in_picture
from vizapp.labs.pictures import existing_channel, make_picture, shown_channels, value_range
from vizapp.models.deformable_layer import FAR_OUTSIDE, DeformableLayer, PlacedOffsets
from vizapp.protocol.answers import Answer
from vizapp.protocol.offset_answers import Field, Finding, KernelDensity, OffsetReport, Placed
from vizapp.protocol.picture_answers import Picture
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
from vizapp.protocol.unit_answers import Readers, Tree, UnitReadings
from vizapp.value_picture import ValueRange


class _Layer(NamedTuple):
    """One layer of a stack in a forward pass.

    ``number`` counts from 0, the one that reads the picture, and ``below`` from 0, the last one. It reads ``values``
    (1, C, h, w) at ``offset``, weighed by ``mask``, and gives ``output``; ``placed`` are its placed points, and
    ``broken`` bool (1, G·K, oh, ow) those without a finite offset, None where all have one.
    """

    number: int
    below: int
    layer: DeformableLayer
    values: Tensor
    offset: Tensor
    mask: Tensor | None
    output: Tensor
    placed: PlacedOffsets | None
    broken: Tensor | None = None


class DeformableViews:
    """Answers requests about the layers of a training, and keeps the ranges that pictures are drawn with."""

    def __init__(self, task: DeformableTask, training: DeformableTrainer, trained: Stage) -> None:
        """``trained`` is the picture that is trained on; the layers are at step 0, without placed points."""
        self._task, self._training, self._trained = task, training, trained
        self._drawn: dict[tuple[Stage, int | None], ValueRange] = {}
        self._measures: dict[tuple[Stage, int], OffsetMeasure] = {}
        self._drawn_distance: dict[tuple[Stage, int | None], ValueRange] = {}
        # The rigid grid's error stays the scale, so that the picture grows dark while the error shrinks.
        rigid_error = _difference(training.learner.latest.result.output, trained.aim.target, None)
        self._drawn_error = ValueRange(0.0, max(value_range(rigid_error).high, 1e-6 * task.deviation))

    def forget_other_pictures(self) -> None:
        """Give up what is known of pictures other than the one that is trained on."""
        for known in (self._drawn, self._drawn_distance):
            for key in [key for key in known if key[0] is not self._trained]:
                del known[key]
        self._measures = {key: each for key, each in self._measures.items() if key[0] is self._trained}

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
                return self._kernel_density(request, *self._seen_by(request, stage, exact=exact), stage)
            case OffsetReportRequest():
                learner = self._training.learner_of(request.run)
                return self.report(learner, self.seen(learner, stage, exact=exact), stage, request.below)
            case _:
                return None

    def seen(self, learner: Learner, stage: Stage, *, exact: bool) -> Forward:
        """Return what a layer does on a picture."""
        return learner.present(exact=exact) if stage is self._trained else learner.try_on(stage)

    def report(self, learner: Learner, seen: Forward, stage: Stage, below: int = 0) -> OffsetReport:
        """Return what the offset doctor finds in a forward pass: of the last layer, or of one below."""
        at = _layer_of(learner, seen, stage, below)
        (pixel, _), _ = at.layer.geometry.map_place(at.number)
        given = isinstance(self._task, GivesBranch)
        steps = None if given else seen.step
        bound = None if given or learner.branch.kind == "none" else learner.branch.bound
        offset = at.offset if at.broken is None else _filled(at.offset, at.broken)
        measure, modulation = self._measure(at, stage), at.layer.modulation
        report = examine(
            offset, at.layer.geometry, measure, steps, pixel, mask=at.mask, modulation=modulation, bound=bound
        )
        if at.broken is None:
            return report
        count = float(at.broken.sum())
        return OffsetReport((Finding("non_finite", count, 0.0, True), *report.findings))

    def _measure(self, at: _Layer, stage: Stage) -> OffsetMeasure:
        """Return what measures the offsets of a layer on a picture."""
        if at.below == 0:
            return stage.measure
        key = stage, at.number
        if key not in self._measures:
            size, units = ((each.shape[2], each.shape[3]) for each in (at.values, at.output))
            self._measures[key] = OffsetMeasure(at.layer.geometry, size, units, at.values)
        return self._measures[key]

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
        at = _layer_of(learner, seen, stage, request.below)
        last = at.below == 0
        channel = existing_channel(request.output_channel, at.output.shape[1])
        detail = Detail(channel or 0, shown_channels(request.input_channel, at.values.shape[1]))
        units = _on_maps(request.units, seen.result.output, at)
        first = learner.untrained(stage) if request.untrained else None
        readings = UnitReader(at.layer, at.values, stage.aim.true_offset if last else None).read(
            list(units),
            detail,
            at.offset,
            at.output,
            None if at.placed is None else at.placed.where,
            at.mask,
            broken=at.broken,
            without_offsets=request.rigid,
            output_gradient=self._output_gradient(at.output, stage) if request.pushes and last else None,
            untrained=None if first is None else _layer_of(learner, first, stage, request.below).offset,
        )
        if seen.below:
            (pixel, _), shift = at.layer.geometry.map_place(at.number)
            readings = tuple(
                msgspec.structs.replace(in_picture(each, pixel, shift), unit_yx=units[each.unit_yx], below=at.below)
                for each in readings
            )
        return UnitReadings(readings)

    def _tree(self, request: TreeRequest, learner: Learner, seen: Forward, stage: Stage) -> Tree | None:
        """Return the tree of a unit that is on the map."""
        output, (y, x) = seen.result.output, request.unit_yx
        if not (y < output.shape[2] and x < output.shape[3]):
            return None
        channel = existing_channel(request.output_channel, output.shape[1]) or 0
        layers = [
            TreeLayer(
                at.layer.geometry,
                at.layer.kernel.detach(),
                _read_at(at),
                at.mask,
                (at.values.shape[1], at.values.shape[2], at.values.shape[3]),
            )
            for at in (_layer_of(learner, seen, stage, below) for below in reversed(range(len(seen.below) + 1)))
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
        at = _layer_of(*self._seen_by(request, stage, exact=exact), stage, request.below)
        offset = at.offset if request.kind == "offsets" else stage.aim.true_offset
        if offset is None:
            return None
        (pixel, _), _ = at.layer.geometry.map_place(at.number)
        return make_field(offset if pixel == 1 else offset * pixel, request)

    def _readers(self, request: ReadersRequest, learner: Learner, seen: Forward, stage: Stage) -> Readers | None:
        (y, x), (height, width) = request.pixel_yx, stage.picture.size
        if seen.below or not (0 <= y < height and 0 <= x < width):
            return None  # of stacked layers the last, whose units these would be, does not read the picture
        offset = _read_at(_layer_of(learner, seen, stage, 0))
        return find_readers((y, x), offset, learner.layer.geometry, seen.result.mask)

    def _placed(self, *, exact: bool) -> Placed:
        learner = self._training.learner
        points = self._training.points[-MAX_LISTED:]
        seen = learner.present(exact=exact)
        (pixel, _), _ = learner.layer.geometry.map_place(len(seen.below))
        return placed_distances(pixel * seen.own.offset, points, learner.layer.taps)

    def _kernel_density(
        self, request: KernelDensityRequest, learner: Learner, seen: Forward, stage: Stage
    ) -> KernelDensity:
        """Return the reach in input pixels, also of a layer that reads a map whose pixels lie farther apart."""
        at = _layer_of(learner, seen, stage, request.below)
        geometry, offset, broken = at.layer.geometry, at.offset, at.broken
        (pixel, _), _ = geometry.map_place(at.number)
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
                first = _layer_of(learner, seen, stage, len(seen.below))  # only the first layer reads the picture
                counts = reading_density(_read_at(first), geometry, stage.picture.size)
                return draw(counts, density_range(counts, geometry, learner.layer.offset_groups))
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


def _read_at(at: _Layer) -> Tensor:
    """Return the offsets, those of points that read nothing far outside the input."""
    if at.broken is None:
        return at.offset
    return at.offset.masked_fill(at.broken.repeat_interleave(2, 1), FAR_OUTSIDE)


def _filled(offset: Tensor, at_points: Tensor) -> Tensor:
    """Return the offsets, with the mean of the others of its tap for each that is broken: none is made up far off."""
    broken = at_points.repeat_interleave(2, 1)
    count = (~broken).sum((2, 3), keepdim=True).clamp(min=1)
    mean = offset.masked_fill(broken, 0).sum((2, 3), keepdim=True) / count
    return torch.where(broken, mean, offset)


def _layer_of(learner: Learner, seen: Forward, stage: Stage, below: int) -> _Layer:
    """Return the layer so many ``below`` the last, or the first where there are fewer."""
    number = max(0, len(seen.below) - below)
    values = seen.below[number - 1].output if number else stage.picture.values
    if number == len(seen.below):
        last = seen.result
        return _Layer(number, 0, learner.layer, values, last.offset, last.mask, last.output, seen.placed, last.broken)
    layer, result = list(learner.lower)[number], seen.below[number]
    placed = seen.placed_below[number] if seen.placed_below else None
    below = len(seen.below) - number
    return _Layer(number, below, layer, values, result.offset, result.mask, result.output, placed)


def _on_maps(units: Sequence[Position], output: Tensor, at: _Layer) -> dict[Position, Position]:
    """Return those units of the last layer, which gives ``output``, by the units of a layer in the same places."""
    (step_y, step_x), (shift_y, shift_x) = at.layer.geometry.map_place(at.below)
    rows, columns = output.shape[2:]
    return {
        (y * step_y + int(shift_y), x * step_x + int(shift_x)): (y, x)
        for y, x in units
        if 0 <= y < rows and 0 <= x < columns
    }


def _difference(output: Tensor, other: Tensor, channel: int | None) -> Tensor:
    """Return the absolute difference (1, oh, ow) of a channel, or its mean over all of them."""
    difference = (output[0] - other[0]).abs_()
    return difference.mean(0, keepdim=True) if channel is None else difference[channel, None]
