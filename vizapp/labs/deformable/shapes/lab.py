"""The deformable lab's scaled shapes: a small classifier, of which one convolution's points are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import ScaledShapesSpec
from vizapp.document.experiment import Experiment
from vizapp.geometry import ConvGeometry
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.deformable.field import make_field
from vizapp.labs.deformable.shapes.drawn import SIDE, draw_one
from vizapp.labs.deformable.shapes.trainer import ShapesTrainer
from vizapp.labs.deformable.units import Detail, UnitReader, in_picture
from vizapp.labs.pictures import existing_channel, make_picture, shown_channels, value_range
from vizapp.labs.sources import Sources
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.branch_base import Numbers
from vizapp.models.deformable_layer import DeformableLayer
from vizapp.models.offset_branch import NoBranch
from vizapp.models.shape_classifier import ADAPTED, KERNEL, TAPS
from vizapp.offset_maps.export import OffsetExport
from vizapp.ops import sampling_points
from vizapp.protocol.answers import Answer
from vizapp.protocol.picture_answers import Channels, Picture
from vizapp.protocol.requests import FieldRequest, PictureRequest, Request, UnitsRequest
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.value_picture import ValueRange
from vizapp.wording.lab_notes import lab_note

_SHAPE_RANGE = ValueRange(0.0, 1.0)


class _Seen(NamedTuple):
    """One convolution on the shape on show: ``input`` (1, C, h, w), and ``offset`` (1, 18, oh, ow) in its own pixels.

    Its ``output``, the ``rigid`` one of the same input without its own offsets, and the ``plain`` one of the
    classifier without any offsets are (1, O, oh, ow).
    """

    input: Tensor
    offset: Tensor
    output: Tensor
    rigid: Tensor
    plain: Tensor

    def without_offsets(self) -> _Seen:
        """Return the same convolution read without its own offsets."""
        return self._replace(offset=torch.zeros_like(self.offset), output=self.rigid)


class ShapesLab:
    """A classifier of drawn shapes, with its training; a :class:`vizapp.labs.base.Lab`.

    One shape and one convolution are on show. The convolution reads a reduced map, whose pixel (y, x) lies at
    (y·s, x·s) of the picture: offsets, points and neighbours are given in pixels of the picture.
    """

    name = DeformableSpec.tag()

    def __init__(self, experiment: Experiment, sources: Sources, device: torch.device) -> None:
        """Draw the test shapes, and make a classifier at step 0; the source is not used."""
        del sources
        spec = experiment.spec_of(DeformableSpec)
        assert isinstance(spec.task, ScaledShapesSpec)
        self._device = device
        self._seen: tuple[int, _Seen] | None = None
        self.trainer = ShapesTrainer(spec.task, spec, experiment.seed, device)
        self.adjust(experiment)

    def adjust(self, experiment: Experiment) -> None:
        """Take over the learning rate, and what is on show."""
        spec = experiment.spec_of(DeformableSpec)
        assert isinstance(spec.task, ScaledShapesSpec)
        self._task = spec.task
        self._picture = draw_one(spec.task.shape, spec.task.scale).to(self._device)
        self._seen = None
        self.trainer.adjust(spec)

    def describe(self) -> LabDescription:
        """Say what the convolution on show reads and gives; the parameters are those of the offsets."""
        conv = ADAPTED[self._index]
        height, width = self._task.geometry_of(self._task.layers[self._task.layer]).output_size(SIDE, SIDE)
        return LabDescription(
            input_shape=(conv.inputs, SIDE, SIDE),
            output_shape=(conv.outputs, height, width),
            parameters=sum(parameter.numel() for parameter in self.trainer.offsets.parameters()),
            metrics=self.trainer.metrics,
            notes=(lab_note("note.shapes-are-drawn"),),
            reads_source=False,
        )

    def set_unseen(self, source: WorkingCopies | None) -> None:
        """Do nothing: shapes that are never trained on are tried at every tenth step, and no picture is."""

    def answer(self, requests: Mapping[str, Request], *, exact: bool, unseen: bool = False) -> Answers:
        """Answer requests for units, pictures and offset fields of the convolution on show.

        "output" is what it gives, "target" what it would give in the classifier without offsets, "error" the
        difference. The present parameters are used whether ``exact`` or not, because a step sees other shapes.
        There is no unseen picture.
        """
        del unseen
        seen = self.seen()
        found = {name: self._answer(request, seen) for name, request in requests.items()}
        answers = {name: answer for name, answer in found.items() if answer is not None}
        return Answers(self.trainer.step_count, answers, self.trainer.measures() if exact else None)

    def input_picture(self, channel: int | None, *, unseen: bool = False) -> tuple[Channels, Picture]:
        """Return the shape on show, whichever channel of a map within the classifier is asked for."""
        del channel, unseen
        return (0,), make_picture(self._picture[0], _SHAPE_RANGE)

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return the shape on show, and the parameters of the classifier and of the offsets."""
        network = {
            f"network_{name.replace('.', '_')}": each for name, each in self.trainer.network.state_dict().items()
        }
        offsets = {
            f"offsets_{name.replace('.', '_')}": each for name, each in self.trainer.offsets.state_dict().items()
        }
        return (lambda: {"input": self._picture, **network, **offsets}, self._seen_arrays)

    def result_pictures(self) -> Mapping[str, Request]:
        """Return the output, what it would be without offsets, and the unit in the middle."""
        _, height, width = self.describe().output_shape
        pictures: dict[str, Request] = {name: PictureRequest(name, 0) for name in ("output", "target")}
        return pictures | {"points": UnitsRequest(((height // 2, width // 2),))}

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return nothing: nothing is examined."""
        return ()

    @torch.no_grad()
    def seen(self) -> _Seen:
        """Return the convolution on show with the present parameters."""
        if self._seen is None or self._seen[0] != self.trainer.revision:
            network, index = self.trainer.network, self._index
            training = network.training
            network.eval()
            adapters = self.trainer.shown_adapters
            read = network.inputs(self._picture, adapters)[index]
            plain_read = network.inputs(self._picture, None)[index]
            network.train(training)
            kernel, stride = network.kernels[index + 1], ADAPTED[index].stride
            plain, rigid = (functional.conv2d(each, kernel, None, stride, KERNEL // 2) for each in (plain_read, read))
            if adapters is None:
                offset, output = plain.new_zeros(1, 2 * TAPS, *plain.shape[2:]), rigid
            else:
                offset, output = adapters.computed(read, index), adapters.convolve(read, kernel, index)
            self._seen = self.trainer.revision, _Seen(read, offset, output, rigid, plain)
        return self._seen[1]

    def offset_export(self, run: str | None, *, unseen: bool) -> OffsetExport:
        """Return the offsets of the convolution on show, in pixels of the picture; there is one run of it."""
        del run, unseen
        geometry = self._task.layers[self._task.layer]
        offset = self.seen().offset[0].unflatten(0, (1, geometry.taps, 2)) * self._pixel
        return OffsetExport(
            offset.detach().cpu().numpy().copy(), geometry, (self._picture.shape[2], self._picture.shape[3])
        )

    @property
    def _index(self) -> int:
        """Of the convolution on show, among those that are adapted."""
        return self._task.layer - 2

    @property
    def _pixel(self) -> int:
        """How many pixels of the picture lie between two of the map that the convolution on show reads."""
        return self._task.layers[self._task.layer].dilation[0]

    def _answer(self, request: Request, seen: _Seen) -> Answer | None:
        match request:
            case PictureRequest():
                return self._drawn(request, seen.without_offsets() if request.rigid else seen)
            case UnitsRequest():
                return UnitReadings(self._readings(request, seen.without_offsets() if request.rigid else seen))
            case FieldRequest(kind="offsets"):
                offset = seen.without_offsets().offset if request.rigid else seen.offset
                return make_field(offset * self._pixel, request)
            case _:
                return None

    def _readings(self, request: UnitsRequest, seen: _Seen) -> tuple[UnitReading, ...]:
        channel = existing_channel(request.output_channel, seen.output.shape[1])
        detail = Detail(channel or 0, (existing_channel(request.input_channel, seen.input.shape[1]) or 0,))
        kernel = self.trainer.network.kernels[self._index + 1].detach()
        geometry = ConvGeometry.aligned(KERNEL, ADAPTED[self._index].stride)
        layer = DeformableLayer(kernel, NoBranch(Numbers(2 * TAPS), kernel), geometry)
        read = UnitReader(layer, seen.input, None).read(
            request.units, detail, seen.offset, seen.output, None, without_offsets=request.rigid
        )
        return tuple(in_picture(reading, self._pixel) for reading in read)

    def _drawn(self, request: PictureRequest, seen: _Seen) -> Picture | None:
        shown = {
            "output": seen.output,
            "target": seen.plain,
            "error": (seen.output - seen.plain).abs(),
            "plain_difference": (seen.output - seen.rigid).abs(),
        }
        if request.name not in shown:
            return None
        channels = list(shown_channels(request.channel, seen.output.shape[1]))
        # The range without offsets for both, so that the two compare.
        drawn = value_range(seen.plain[0, channels])
        if request.name not in ("output", "target"):
            drawn = ValueRange(0.0, drawn.high - drawn.low)
        draw = partial(make_picture, region=request.region, max_pixels=request.max_pixels)
        return draw(shown[request.name][0, channels], drawn)

    def _seen_arrays(self) -> dict[str, Tensor]:
        seen = self.seen()
        points = sampling_points(seen.offset, KERNEL, ADAPTED[self._index].stride, KERNEL // 2, 1)
        return {
            "layer_input": seen.input,
            "offsets": seen.offset,
            "points": points,
            "output": seen.output,
            "target": seen.plain,
        }
