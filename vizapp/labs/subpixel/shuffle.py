"""The sub-pixel lab's plain shuffle: a feature map, or an image taken apart, rearranged."""

from __future__ import annotations

import torch
from torch import Tensor

from vizapp.document.experiment import Experiment, LabName, SubpixelSpec
from vizapp.document.tile_layout import channel_of, fitting_factors
from vizapp.labs.base import LabDescription, LabError
from vizapp.labs.pictures import channel_planes, existing_channel, make_picture, shown_channels, value_range
from vizapp.labs.subpixel.view import PictureMemory, SubpixelView, view_channels
from vizapp.labs.working_copy import WorkingCopies
from vizapp.ops import pixel_shuffle, pixel_unshuffle
from vizapp.protocol.observations import Channels, Observation, Picture
from vizapp.wording.quantities import count_words, size_words

LARGEST_IMAGE = 1024
"""Longest side, in pixels, of an image that is shown when no working size was asked for."""


class ShuffleLab:
    """Rearranges r²·C channels into an enlarged map. There is nothing to train.

    A feature map is taken whole. An image is first taken apart by the inverse, so that the shuffle restores it and a
    changed phase order scrambles it.
    """

    name: LabName = "subpixel"
    trainable = False
    step_count = 0

    def __init__(self, experiment: Experiment, source: WorkingCopies, device: torch.device) -> None:
        """Prepare the channels.

        Args:
            experiment: its ``subpixel`` spec is used, for an image also the working size.
            source: its kind decides what is done to it; NaN is shown.
            device: where everything is computed.

        Raises:
            LabError: the channels are not divisible by r², or the image is smaller than r×r pixels.
        """
        self._spec = experiment.subpixel
        self._low_resolution: Channels
        r = self._spec.upscale_factor
        if source.kind == "image":
            copy, self._note, self._covered = _taken_apart(source, experiment)
            self._drawn = source.image_range
            self._low_resolution = _first_phases(copy.shape[1] // r**2, self._spec)
        else:
            _require_fitting_channels(source.channels, r)
            copy = source.whole()
            self._note, self._covered = "", (1.0, 1.0)
            self._drawn = value_range(copy)
            self._low_resolution = (0,)
        self._channels = copy.to(device)
        self._enlarged = self._shuffle()
        self._mosaic, self._right = PictureMemory(), PictureMemory()

    def describe(self) -> LabDescription:
        """Say what the shuffle reads and gives."""
        _, channels, height, width = self._channels.shape
        r = self._spec.upscale_factor
        return LabDescription(
            input_shape=(channels, height, width),
            output_shape=(channels // r**2, height * r, width * r),
            note=self._note,
            covered=self._covered,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over the phase order."""
        if experiment.subpixel.phases != self._spec.phases:
            self._spec = experiment.subpixel
            self._enlarged = self._shuffle()

    def step(self) -> dict[str, float]:
        """Refuse: a shuffle has no parameters.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("a plain shuffle has nothing to train")

    def measures(self) -> dict[str, float]:
        """Return nothing: there is no measure."""
        return {}

    @property
    def channels(self) -> Tensor:
        """The feature map, (1, C·r², h, w)."""
        return self._channels

    @property
    def enlarged(self) -> Tensor:
        """The shuffled map, (1, C, h·r, w·r)."""
        return self._enlarged

    def observe(self, observation: Observation, *, exact: bool) -> SubpixelView:
        """Return mosaic and enlarged map; every picture name shows the latter, since there is no target."""
        shown = shown_channels(observation.output_channel, self._enlarged.shape[1])
        region, most = observation.region, observation.max_pixels
        picture = self._right.get(
            (shown, self._spec.phases, region, most),
            lambda: make_picture(channel_planes(self._enlarged[0], shown), self._drawn, region, most),
        )
        return view_channels(
            self._channels[0],
            self._spec,
            observation,
            step=0,
            picture=picture,
            low_resolution=lambda: self.input_picture(observation)[1],
            drawn=self._drawn,
            memory=self._mosaic,
        )

    def input_picture(self, observation: Observation) -> tuple[Channels, Picture]:
        """Return the chosen channel of the feature map, in grey; without one channel 0, or an image in its colours.

        These are the first phases of each, as neighbouring channels need not be of different colours.
        """
        channel = existing_channel(observation.input_channel, self._channels.shape[1])
        channels = self._low_resolution if channel is None else (channel,)
        return channels, make_picture(self._channels[0, list(channels)], self._drawn)

    def _shuffle(self) -> Tensor:
        spec = self._spec
        return pixel_shuffle(self._channels, spec.upscale_factor, spec.order, phase_order=spec.phases)


def _taken_apart(source: WorkingCopies, experiment: Experiment) -> tuple[Tensor, str, tuple[float, float]]:
    """Return an image as r²·C channels, the sentence that says so, and the shares of its height and width in them."""
    spec = experiment.subpixel
    r = spec.upscale_factor
    copy = source.of_size(experiment.working_size or LARGEST_IMAGE)
    _, channels, height, width = copy.shape
    rows, columns = height // r * r, width // r * r
    if not rows or not columns:
        raise LabError(
            f"The image has {size_words(height, width)} pixels; a factor of {r} needs at least {size_words(r, r)}."
        )
    cropped = "" if (rows, columns) == (height, width) else f"cropped to {size_words(rows, columns)} pixels and "
    note = (
        f"The image was {cropped}taken apart into {channels * r * r} channels ({spec.order} order); the shuffle puts "
        "it back together."
    )
    apart = pixel_unshuffle(copy[..., :rows, :columns], r, spec.order)
    return apart, " ".join(filter(None, (source.note(copy), note))), (rows / height, columns / width)


def _first_phases(colours: int, spec: SubpixelSpec) -> Channels:
    """Return the channels that hold phase (0, 0) of red, green and blue, or of grey: the image at low resolution."""
    shown = shown_channels(None, colours)
    return tuple(channel_of(colour, 0, colours, spec.upscale_factor, spec.order) for colour in shown)


def _require_fitting_channels(channels: int, upscale_factor: int) -> None:
    if channels % upscale_factor**2 == 0:
        return
    fitting = [str(r) for r in fitting_factors(channels)]
    way_out = (
        f"{'factors' if len(fitting) > 1 else 'the factor'} that {'fit are' if len(fitting) > 1 else 'fits is'} "
        f"{', '.join(fitting)}"
        if fitting
        else f"no factor fits {count_words(channels, 'channel')}, so choose another source"
    )
    raise LabError(
        f"A factor of {upscale_factor} needs a number of channels divisible by {upscale_factor**2}, and this feature "
        f"map has {channels}; {way_out}."
    )
