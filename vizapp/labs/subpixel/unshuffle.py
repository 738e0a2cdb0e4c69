"""The sub-pixel lab's inverse: an image or a feature map taken apart into r² times as many channels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.pictures import make_picture, shown_channels, value_range
from vizapp.labs.sources import Sources
from vizapp.labs.subpixel.channels_view import ChannelsView, PictureMemory
from vizapp.labs.subpixel.fitting import edge_notes, fit_edge
from vizapp.labs.subpixel.shuffle import LARGEST_IMAGE
from vizapp.ops import pixel_unshuffle
from vizapp.protocol.answers import Answer
from vizapp.protocol.picture_answers import Channels, Picture
from vizapp.protocol.requests import PictureRequest, Request, SubpixelsRequest, TilesRequest


class UnshuffleLab:
    """Rearranges the pixels of a picture (C, H, W) into channels (C·r², H/r, W/r); a :class:`vizapp.labs.base.Lab`.

    It has no training. The channels are stored in the order ``SubpixelSpec.stored_as``.
    """

    name = SubpixelSpec.tag()
    trainer = None

    def __init__(self, experiment: Experiment, sources: Sources, device: torch.device) -> None:
        """Take the source apart.

        Args:
            experiment: the sub-pixel settings are used, for an image also the working size.
            sources: a feature map is taken whole; NaN is shown.
            device: where everything is computed.

        Raises:
            ProblemError: the source is smaller than r×r pixels.
        """
        self._spec = experiment.spec_of(SubpixelSpec)
        source, task, r = sources.trained, self._spec.task, self._spec.upscale_factor
        is_image = source.kind == "image"
        copy = source.of_size(experiment.working_size or LARGEST_IMAGE) if is_image else source.whole()
        picture, self._edge = fit_edge(copy, r, task.edge if isinstance(task, ShuffleSpec) else "cut")
        height, width = picture.shape[2:]
        self._covered = min(1.0, height / copy.shape[2]), min(1.0, width / copy.shape[3])
        self._notes = (*(source.notes(copy) if is_image else ()), *edge_notes((height, width), self._edge, r))
        self._drawn = source.image_range if is_image else value_range(copy)
        self._picture = picture.to(device)
        self._channels = pixel_unshuffle(self._picture, r, self._spec.stored_as)
        self._view = ChannelsView(self._drawn)
        self._memory = PictureMemory()

    def describe(self) -> LabDescription:
        """Say what the unshuffle reads and gives."""
        _, channels, height, width = self._picture.shape
        return LabDescription(
            input_shape=(channels, height, width),
            output_shape=(self._channels.shape[1], self._channels.shape[2], self._channels.shape[3]),
            notes=self._notes,
            covered=self._covered,
            edge_yx=self._edge,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over the live settings, none of which this direction uses."""
        self._spec = experiment.spec_of(SubpixelSpec)

    @property
    def channels(self) -> Tensor:
        """What the picture has become, (1, C·r², H/r, W/r)."""
        return self._channels

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        """Answer requests for tiles, sub-pixels and the picture, which is shown under every name."""
        found = {name: self._answer(request) for name, request in requests.items()}
        return Answers(0, {name: answer for name, answer in found.items() if answer is not None}, None)

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        """Return a channel of the picture in grey; without one three as colour, or the only one."""
        shown = shown_channels(channel, self._picture.shape[1])
        return shown, make_picture(self._picture[0, list(shown)], self._drawn)

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return what was read and the channels that it has become."""
        return (lambda: {"input": self._picture, "channels": self._channels},)

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return nothing: nothing is examined."""
        return ()

    def result_pictures(self) -> Mapping[str, Request]:
        """Return the channels."""
        return {"channels": TilesRequest()}

    def _answer(self, request: Request) -> Answer | None:
        match request:
            case PictureRequest():
                return self._drawn_picture(request)
            case TilesRequest():
                return self._view.tiles(self._channels[0], self._spec, request, revision=0)
            case SubpixelsRequest():
                return self._view.subpixels(self._channels[0], self._spec, request)
            case _:
                return None

    def _drawn_picture(self, request: PictureRequest) -> Picture:
        shown = shown_channels(request.channel, self._picture.shape[1])
        return self._memory.get(
            (shown, request.region, request.max_pixels),
            lambda: make_picture(self._picture[0, list(shown)], self._drawn, request.region, request.max_pixels),
        )
