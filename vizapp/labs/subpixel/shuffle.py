"""The sub-pixel lab's plain shuffle: a feature map, or an image taken apart, rearranged."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch
from torch import Tensor

from vizapp.document.channel_grid import ChannelGrid
from vizapp.document.displacement import displaced_in
from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ChannelFit, ShuffleSpec
from vizapp.document.tile_layout import ChannelOrder, channel_of
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.pictures import existing_channel, make_picture, shown_channels, value_range
from vizapp.labs.sources import Sources
from vizapp.labs.subpixel.changed_map import ChangedMap
from vizapp.labs.subpixel.channel_maps import draw_channel_maps
from vizapp.labs.subpixel.channels_view import ChannelsView, PictureMemory
from vizapp.labs.subpixel.displaced import count_displaced_values, displaced_finding
from vizapp.labs.subpixel.fitting import edge_notes, fit_channels, fit_edge
from vizapp.labs.subpixel.spectrum import spectrum_answer
from vizapp.labs.subpixel.tasks.super_resolve import luma
from vizapp.labs.working_copy import WorkingCopies
from vizapp.ops import pixel_shuffle, pixel_unshuffle
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer
from vizapp.protocol.picture_answers import ChannelMaps, Channels, Picture, Spectrum
from vizapp.protocol.requests import (
    ArrangementRequest,
    ChannelMapsRequest,
    DisplacedRequest,
    PictureRequest,
    Request,
    SpectrumRequest,
    SubpixelsRequest,
    TilesRequest,
)
from vizapp.protocol.subpixel_answers import Arrangement, Displaced
from vizapp.value_picture import ValueRange
from vizapp.wording.lab_notes import lab_note

LARGEST_IMAGE = 1024
"""Longest side, in pixels, of an image that is shown when no working size was asked for."""
_Reading: TypeAlias = tuple[tuple[int, ...], ChannelOrder, int]
"""Which channel is read where, in which order, and how often the channels have been changed."""


@dataclass(frozen=True)
class TakenMap:
    """The feature map that a shuffle begins with.

    Attributes:
        map: (1, C·r², h, w).
        drawn: the values that are drawn as black and as white.
        low_resolution: the channels that stand for all of them, where no channel is chosen.
        notes: what was done to the source.
        covered: the shares of the source's height and width that are in it.
        edge_yx: as in :class:`vizapp.labs.base.LabDescription`.
        restores: whether it is an image that was taken apart, which the shuffle puts together again.
        reads_source: whether its values are those of the source.
    """

    map: Tensor
    drawn: ValueRange
    low_resolution: Channels = (0,)
    notes: tuple[Problem, ...] = ()
    covered: tuple[float, float] = (1.0, 1.0)
    edge_yx: tuple[int, int] = (0, 0)
    restores: bool = False
    reads_source: bool = True


class ShuffleLab:
    """Rearranges r²·C channels into an enlarged map; a :class:`vizapp.labs.base.Lab` without training.

    A feature map is taken whole. An image is first taken apart by the inverse, in the order in which its channels are
    stored: read in the same order, the shuffle restores it, and another order of channels or phases scrambles it.
    """

    name = SubpixelSpec.tag()
    trainer = None

    def __init__(self, experiment: Experiment, sources: Sources, device: torch.device) -> None:
        """Prepare the channels.

        Args:
            experiment: the sub-pixel settings are used, for an image also the working size.
            sources: the kind of the first decides what is done to it; NaN is shown.
            device: where everything is computed.

        Raises:
            ProblemError: the channels are no multiple of r², and the settings do not say what to do then, or the
                image is smaller than r×r pixels.
        """
        self._spec = experiment.spec_of(SubpixelSpec)
        taken = self._taken = self._take(experiment, sources, device)
        self._drawn = taken.drawn
        self._map = ChangedMap(taken.map.to(device), self._spec.changed_values)
        self._error: tuple[_Reading, float] | None = None
        self._shown: tuple[tuple[Channels, _Reading], Tensor] | None = None
        self._displaced: tuple[_Reading, Displaced] | None = None
        self._spectrum_shown: tuple[tuple[Channels, _Reading], Spectrum | None] | None = None
        self._view = ChannelsView(self._drawn)
        self._memory, self._maps_memory = PictureMemory(), PictureMemory()

    def _take(self, experiment: Experiment, sources: Sources, device: torch.device) -> TakenMap:
        """Return the feature map that is shuffled.

        Raises:
            ProblemError: as the constructor.
        """
        del device
        source, task = sources.trained, self._spec.task
        if source.kind == "image":
            return _taken_apart(source, experiment)
        spare: ChannelFit = task.spare_channels if isinstance(task, ShuffleSpec) else "refuse"
        copy, notes = fit_channels(source.whole(), self._spec.upscale_factor, spare)
        return TakenMap(copy, value_range(copy), notes=notes)

    @property
    def _channels(self) -> Tensor:
        return self._map.present

    def describe(self) -> LabDescription:
        """Say what the shuffle reads and gives."""
        _, channels, height, width = self._channels.shape
        r = self._spec.upscale_factor
        return LabDescription(
            input_shape=(channels, height, width),
            output_shape=(channels // r**2, height * r, width * r),
            notes=self._taken.notes,
            covered=self._taken.covered,
            edge_yx=self._taken.edge_yx,
            reads_source=self._taken.reads_source,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over the phase order, the order in which the channels are read, and the values changed by hand."""
        self._spec = experiment.spec_of(SubpixelSpec)
        self._map.apply(self._spec.changed_values)

    @property
    def _reading(self) -> _Reading:
        """What of the settings decides what the shuffle gives."""
        return self._spec.phases, self._spec.order, self._map.revision

    @property
    def channels(self) -> Tensor:
        """The feature map, (1, C·r², h, w)."""
        return self._channels

    @property
    def enlarged(self) -> Tensor:
        """The shuffled map, (1, C, h·r, w·r); it is not kept, as it is as large as the feature map."""
        spec = self._spec
        return pixel_shuffle(self._channels, spec.upscale_factor, spec.order, phase_order=spec.phases)

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        """Answer requests for tiles, sub-pixels, all channels, what is displaced, pictures and spectra.

        These are "input", "output", and as there is no target the output under every other name.
        """
        found = {name: self._answer(request) for name, request in requests.items()}
        return Answers(0, {name: answer for name, answer in found.items() if answer is not None}, None)

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        """Return the chosen channel of the feature map, in grey; without one channel 0, or an image in its colours.

        These are the first phases of each, as neighbouring channels need not be of different colours.
        """
        channel = existing_channel(channel, self._channels.shape[1])
        channels = self._taken.low_resolution if channel is None else (channel,)
        return channels, make_picture(self._channels[0, list(channels)], self._drawn)

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return channels and output, and (C, r²) which output channels show another channel at which phase."""

        def arrays() -> dict[str, Tensor]:
            moved = displaced_in(self._spec, self.describe().output_shape[0])
            displaced = torch.from_numpy(moved.copy())
            return {"channels": self._channels, "output": self.enlarged, "displaced": displaced}

        return (arrays,)

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return how many values land elsewhere than they belong, of how many, and a sentence about it."""
        return (
            displaced_finding(
                self._spec,
                self.describe().output_shape,
                self._count(),
                restores=self._taken.restores,
                is_cut=min(self._taken.edge_yx) < 0,
            ),
        )

    def result_pictures(self) -> Mapping[str, Request]:
        """Return the output and the channels."""
        return {"output": PictureRequest("output"), "channels": TilesRequest()}

    def _answer(self, request: Request) -> Answer | None:
        match request:
            case PictureRequest(name="input"):
                return self.input_picture(request.channel)[1]
            case PictureRequest():
                return self._output_picture(request)
            case SpectrumRequest():
                return self._spectrum(request)
            case TilesRequest():
                return self._view.tiles(self._channels[0], self._spec, request, self._map.revision)
            case SubpixelsRequest():
                return self._view.subpixels(self._channels[0], self._spec, request)
            case ChannelMapsRequest():
                return self._side_by_side(request)
            case DisplacedRequest():
                return self._count()
            case ArrangementRequest():
                return self._arrangement()
            case _:
                return None

    def _arrangement(self) -> Arrangement:
        """Say how far the enlarged map is from what it is with every value as it was read and in its own place."""
        spec = self._spec
        if self._error is None or self._error[0] != self._reading:
            r, count = spec.upscale_factor, self._channels.shape[1] // spec.upscale_factor**2
            read, intact = (
                [channel_of(channel, phase, count, r, order) for channel in range(count) for phase in phases]
                for phases, order in ((spec.phases, spec.order), (range(r * r), spec.stored_as))
            )
            self._error = self._reading, self._map.error(read, intact)
        low, high = self._drawn
        error = self._error[1]
        return Arrangement(error, 20 * math.log10((high - low) / error) if error > 0 else None)

    def _output_picture(self, request: PictureRequest) -> Picture:
        shown = shown_channels(request.channel, self._channels.shape[1] // self._spec.upscale_factor**2)
        return self._memory.get(
            (shown, self._reading, request.region, request.max_pixels),
            lambda: make_picture(self._enlarged_planes(shown), self._drawn, request.region, request.max_pixels),
        )

    def _spectrum(self, request: SpectrumRequest) -> Spectrum | None:
        """Return the spectrum of the shuffled map, whatever its name; kept, as nothing changes it but the order.

        It is of what is drawn, from black to white: the values of a feature map have no range of their own.
        """
        shown = shown_channels(request.channel, self._channels.shape[1] // self._spec.upscale_factor**2)
        key = (shown, self._reading)
        if self._spectrum_shown is None or self._spectrum_shown[0] != key:
            low, high = self._drawn
            drawn = (luma(self._enlarged_planes(shown)[None])[0, 0].double() - low) / (high - low)
            self._spectrum_shown = key, spectrum_answer(drawn, self._spec.upscale_factor)
        return self._spectrum_shown[1]

    def _enlarged_planes(self, shown: Channels) -> Tensor:
        """Return some channels (c, h·r, w·r) of the shuffled map; those that were shown last are kept."""
        spec, key = self._spec, (shown, self._reading)
        if self._shown is None or self._shown[0] != key:
            r = spec.upscale_factor
            count = self._channels.shape[1] // r**2
            held = [channel_of(channel, phase, count, r, spec.order) for channel in shown for phase in range(r * r)]
            self._shown = key, pixel_shuffle(self._channels[0, held], r, phase_order=spec.phases)
        return self._shown[1]

    def _side_by_side(self, request: ChannelMapsRequest) -> ChannelMaps:
        grid = ChannelGrid.of(self.describe().output_shape)
        picture = self._maps_memory.get(
            (self._reading, request.region, request.max_pixels),
            lambda: draw_channel_maps(
                lambda channel: self._enlarged_planes((channel,))[0], grid, request, self._drawn
            ),
        )
        return ChannelMaps(picture, grid.count)

    def _count(self) -> Displaced:
        """Return what is displaced in the present reading, counted once for each."""
        if self._displaced is None or self._displaced[0] != self._reading:
            self._displaced = self._reading, count_displaced_values(self._channels[0], self._spec)
        return self._displaced[1]


def _taken_apart(source: WorkingCopies, experiment: Experiment) -> TakenMap:
    """Return an image as r²·C channels."""
    spec = experiment.spec_of(SubpixelSpec)
    r = spec.upscale_factor
    copy = source.of_size(experiment.working_size or LARGEST_IMAGE)
    task = spec.task
    picture, edge = fit_edge(copy, r, task.edge if isinstance(task, ShuffleSpec) else "cut")
    _, channels, rows, columns = picture.shape
    apart = pixel_unshuffle(picture, r, spec.stored_as)
    note = lab_note("note.taken-apart", channels=channels * r * r, order=spec.stored_as)
    notes = (*source.notes(copy), *edge_notes((rows, columns), edge, r), note)
    covered = min(1.0, rows / copy.shape[2]), min(1.0, columns / copy.shape[3])
    return TakenMap(
        apart, source.image_range, first_phases(channels, spec), notes, covered, edge_yx=edge, restores=True
    )


def first_phases(colours: int, spec: SubpixelSpec) -> Channels:
    """Return the channels that hold phase (0, 0) of red, green and blue, or of grey: the image at low resolution."""
    shown = shown_channels(None, colours)
    return tuple(channel_of(colour, 0, colours, spec.upscale_factor, spec.stored_as) for colour in shown)
