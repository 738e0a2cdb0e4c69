"""The sub-pixel lab's plain shuffle: a feature map, or an image taken apart, rearranged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import channel_of, fitting_factors
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.pictures import existing_channel, make_picture, shown_channels, value_range
from vizapp.labs.sources import Sources
from vizapp.labs.subpixel.channels_view import ChannelsView, PictureMemory
from vizapp.labs.working_copy import WorkingCopies
from vizapp.ops import pixel_shuffle, pixel_unshuffle
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer, Channels, Picture
from vizapp.protocol.requests import PictureRequest, Request, SubpixelsRequest, TilesRequest
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import ProblemError

LARGEST_IMAGE = 1024
"""Longest side, in pixels, of an image that is shown when no working size was asked for."""


class ShuffleLab:
    """Rearranges r²·C channels into an enlarged map; a :class:`vizapp.labs.base.Lab` without training.

    A feature map is taken whole. An image is first taken apart by the inverse, so that the shuffle restores it and a
    changed phase order scrambles it.
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
            ProblemError: the channels are not divisible by r², or the image is smaller than r×r pixels.
        """
        self._spec = experiment.spec_of(SubpixelSpec)
        source = sources.trained
        self._low_resolution: Channels
        r = self._spec.upscale_factor
        if source.kind == "image":
            copy, self._notes, self._covered = _taken_apart(source, experiment)
            self._drawn = source.image_range
            self._low_resolution = _first_phases(copy.shape[1] // r**2, self._spec)
        else:
            _require_fitting_channels(source.channels, r)
            copy = source.whole()
            self._notes, self._covered = (), (1.0, 1.0)
            self._drawn = value_range(copy)
            self._low_resolution = (0,)
        self._channels = copy.to(device)
        self._shown: tuple[tuple[Channels, tuple[int, ...]], Tensor] | None = None
        self._view = ChannelsView(self._drawn)
        self._memory = PictureMemory()

    def describe(self) -> LabDescription:
        """Say what the shuffle reads and gives."""
        _, channels, height, width = self._channels.shape
        r = self._spec.upscale_factor
        return LabDescription(
            input_shape=(channels, height, width),
            output_shape=(channels // r**2, height * r, width * r),
            notes=self._notes,
            covered=self._covered,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over the phase order."""
        self._spec = experiment.spec_of(SubpixelSpec)

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
        """Answer requests for tiles, sub-pixels and pictures: "input", "output", and as there is no target the output
        under every other name."""
        found = {name: self._answer(request) for name, request in requests.items()}
        return Answers(0, {name: answer for name, answer in found.items() if answer is not None}, None)

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        """Return the chosen channel of the feature map, in grey; without one channel 0, or an image in its colours.

        These are the first phases of each, as neighbouring channels need not be of different colours.
        """
        channel = existing_channel(channel, self._channels.shape[1])
        channels = self._low_resolution if channel is None else (channel,)
        return channels, make_picture(self._channels[0, list(channels)], self._drawn)

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return channels and output."""
        return (lambda: {"channels": self._channels, "output": self.enlarged},)

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return nothing: nothing is examined."""
        return ()

    def result_pictures(self) -> Mapping[str, Request]:
        """Return the output and the channels."""
        return {"output": PictureRequest("output"), "channels": TilesRequest()}

    def _answer(self, request: Request) -> Answer | None:
        match request:
            case PictureRequest(name="input"):
                return self.input_picture(request.channel)[1]
            case PictureRequest():
                return self._output_picture(request)
            case TilesRequest():
                return self._view.tiles(self._channels[0], self._spec, request, revision=0)
            case SubpixelsRequest():
                return self._view.subpixels(self._channels[0], self._spec, request)
            case _:
                return None

    def _output_picture(self, request: PictureRequest) -> Picture:
        shown = shown_channels(request.channel, self._channels.shape[1] // self._spec.upscale_factor**2)
        return self._memory.get(
            (shown, self._spec.phases, request.region, request.max_pixels),
            lambda: make_picture(self._enlarged_planes(shown), self._drawn, request.region, request.max_pixels),
        )

    def _enlarged_planes(self, shown: Channels) -> Tensor:
        """Return some channels (c, h·r, w·r) of the shuffled map; those that were shown last are kept."""
        spec, key = self._spec, (shown, self._spec.phases)
        if self._shown is None or self._shown[0] != key:
            r = spec.upscale_factor
            count = self._channels.shape[1] // r**2
            held = [channel_of(channel, phase, count, r, spec.order) for channel in shown for phase in range(r * r)]
            self._shown = key, pixel_shuffle(self._channels[0, held], r, phase_order=spec.phases)
        return self._shown[1]


def _taken_apart(
    source: WorkingCopies, experiment: Experiment
) -> tuple[Tensor, tuple[Problem, ...], tuple[float, float]]:
    """Return an image as r²·C channels, the notes that say so, and the shares of its height and width in them."""
    spec = experiment.spec_of(SubpixelSpec)
    r = spec.upscale_factor
    copy = source.of_size(experiment.working_size or LARGEST_IMAGE)
    _, channels, height, width = copy.shape
    rows, columns = height // r * r, width // r * r
    if not rows or not columns:
        raise ProblemError("shuffle.image-too-small", "upscale_factor", size=(height, width), factor=r, least=(r, r))
    code = "note.taken-apart" if (rows, columns) == (height, width) else "note.cropped-and-taken-apart"
    note = lab_note(code, size=(rows, columns), channels=channels * r * r, order=spec.order)
    apart = pixel_unshuffle(copy[..., :rows, :columns], r, spec.order)
    return apart, (*source.notes(copy), note), (rows / height, columns / width)


def _first_phases(colours: int, spec: SubpixelSpec) -> Channels:
    """Return the channels that hold phase (0, 0) of red, green and blue, or of grey: the image at low resolution."""
    shown = shown_channels(None, colours)
    return tuple(channel_of(colour, 0, colours, spec.upscale_factor, spec.order) for colour in shown)


def _require_fitting_channels(channels: int, upscale_factor: int) -> None:
    phases = upscale_factor**2
    if channels % phases == 0:
        return
    fitting = fitting_factors(channels)
    code = ("none-fits", "one-fits", "some-fit")[min(len(fitting), 2)]
    raise ProblemError(
        f"shuffle.channels-{code}",
        "upscale_factor",
        factor=upscale_factor,
        phases=phases,
        channels=channels,
        fitting=fitting,
    )
