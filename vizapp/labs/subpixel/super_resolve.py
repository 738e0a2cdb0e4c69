"""The sub-pixel lab's super-resolution: an ESPCN network learns an image from its own reduced copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from vizapp.document.experiment import WORKING_SIZE_RANGE, Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.working_size import default_working_size, working_shape
from vizapp.labs.base import Answers, Enlargement, LabDescription
from vizapp.labs.pictures import make_picture, symmetric_range
from vizapp.labs.sources import Sources
from vizapp.labs.subpixel.channels_view import ChannelsView
from vizapp.labs.subpixel.checkerboard import CHECKERBOARD
from vizapp.labs.subpixel.enlargement import NetworkEnlargement
from vizapp.labs.subpixel.super_resolve_trainer import SuperResolveTrainer
from vizapp.labs.subpixel.tasks.super_resolve import SMALLEST_LEARNED_SIDE, SuperResolve, enlarge, luma, reduce
from vizapp.models.espcn import ESPCN
from vizapp.ops import pixel_shuffle
from vizapp.problem import Problem
from vizapp.protocol.answers import Answer, Channels, Picture
from vizapp.protocol.messages import LOSS
from vizapp.protocol.requests import PictureRequest, Request, SubpixelsRequest, TilesRequest
from vizapp.value_picture import ValueRange
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import ProblemError

FEATURES = (32, 32)


class SuperResolveLab:
    """Trains an ESPCN network on the left part of an image's luma, and measures it on the right part.

    The network's shuffle gives what is to be added to a bicubic enlargement. The phase order is part of the operator:
    while the phases are rearranged, the network learns for the rearranged shuffle. A :class:`vizapp.labs.base.Lab`.
    """

    name = SubpixelSpec.tag()

    def __init__(self, experiment: Experiment, sources: Sources, device: torch.device) -> None:
        """Build the network and its task.

        Args:
            experiment: the sub-pixel settings, the seed and the working size are used. The channel order says where
                the tiles stand; with one output channel both orders are the same.
            sources: what is trained on must be an image.
            device: where everything is computed.

        Raises:
            ProblemError: the source is not an image of 1 or 3 channels, or too small or even to learn from.
        """
        self._spec = experiment.spec_of(SubpixelSpec)
        source = self._source = sources.trained
        r = self._spec.upscale_factor
        if source.kind != "image":
            raise ProblemError("super-resolve.not-an-image", "task", channels=source.channels, size=source.size)
        copy = source.of_size(experiment.working_size or default_working_size(device.type))
        # The sides must be multiples of r: a remainder of less than r pixels is cut off.
        rows, columns = (side // r * r for side in copy.shape[2:])
        target = copy[..., :rows, :columns]
        self._covered = (rows / copy.shape[2], columns / copy.shape[3])
        self._notes = source.notes(copy)
        if target.shape != copy.shape:
            self._notes += (lab_note("note.cut-to-multiples", size=(rows, columns), factor=r),)
        generator = torch.Generator().manual_seed(experiment.seed)
        try:
            self.task = SuperResolve(luma(target).to(device), r, generator)
        except ProblemError as error:
            remedies = _remedies(source.size, (copy.shape[2], copy.shape[3]), r)
            problem = error.problem
            raise ProblemError(problem.code, problem.field, remedies, **problem.values) from error
        self._target = target.to(device)
        reduced = reduce(target, r)
        self._bicubic = enlarge(reduced, r).to(device)
        self._nearest = reduced.repeat_interleave(r, 2).repeat_interleave(r, 3).to(device)
        self.network = ESPCN(r, features=FEATURES, scales=self.task.scales, generator=generator).to(device)
        self.trainer = SuperResolveTrainer(self.network, self.task, generator, self._spec)
        self._drawn_image = source.image_range
        self._drawn_residual = symmetric_range(self.task.residual)
        self._drawn_error = ValueRange(0.0, self._drawn_residual.high)
        self._view = ChannelsView(self._drawn_residual)
        self._seen: tuple[int, Tensor] | None = None
        self._shown_psnr: tuple[int, tuple[int, ...], float] | None = None
        self._shown_checkerboard: tuple[int, float] | None = None
        self._psnr = self.trainer.psnr_metric(self.task.bicubic_psnr())

    def describe(self) -> LabDescription:
        """Say what the network reads, gives and trains; the PSNR's reference is "bicubic" in dB."""
        _, _, height, width = self.task.reduced.shape
        r = self._spec.upscale_factor
        return LabDescription(
            input_shape=(1, height, width),
            output_shape=(1, height * r, width * r),
            parameters=sum(parameter.numel() for parameter in self.network.parameters()),
            metrics=(LOSS, self._psnr, CHECKERBOARD),
            notes=self._notes,
            covered=self._covered,
            held_out_from=self.task.split * r,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over phase order and learning rate."""
        self._spec = experiment.spec_of(SubpixelSpec)
        self.trainer.adjust(self._spec)

    def enlargement(self, run: str | None) -> Enlargement:
        """Return the full source as the present network enlarges it; there is one run only."""
        del run
        return NetworkEnlargement(self._source, self.network, self._spec.phases, self.trainer.step_count)

    def channels(self) -> Tensor:
        """Return the network's channels (1, r², h, w) for the whole reduced copy, with the present parameters."""
        if self._seen is None or self._seen[0] != self.trainer.revision:
            with torch.no_grad():
                self._seen = self.trainer.revision, self.network.channels(self.task.reduced)
        return self._seen[1]

    def pictures(self) -> dict[str, Tensor]:
        """Return the maps by their names in a request, each (1, 1|3, H, W).

        Output, target, bicubic and nearest have the channels of the image: of the output, luma is from the network
        and colour from the bicubic enlargement. The shuffled residual, the difference output − target and the error,
        which is its absolute value, are of luma.
        """
        residual = pixel_shuffle(self.channels(), self._spec.upscale_factor, phase_order=self._spec.phases)
        difference = self.task.bicubic + residual - self.task.target
        return {
            # Luma's weights add up to 1: what is added to every channel alike is added to luma, and to nothing else.
            "output": self._bicubic + residual,
            "target": self._target,
            "bicubic": self._bicubic,
            "nearest": self._nearest,
            "shuffled": residual,
            "difference": difference,
            "error": difference.abs(),
        }

    def _psnr_of(self, residual: Tensor) -> float:
        """Return the PSNR (dB, held-out part) of the shown residual; measured once for each step and phase order."""
        revision, phases = self.trainer.revision, self._spec.phases
        if self._shown_psnr is None or self._shown_psnr[:2] != (revision, phases):
            self._shown_psnr = revision, phases, self.task.held_out_psnr_of(residual)
        return self._shown_psnr[2]

    def _checkerboard(self) -> float:
        """Return the checkerboard measure of the present parameters; measured once for each step."""
        revision = self.trainer.revision
        if self._shown_checkerboard is None or self._shown_checkerboard[0] != revision:
            self._shown_checkerboard = revision, self.trainer.checkerboard()
        return self._shown_checkerboard[1]

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        """Answer requests for tiles, sub-pixels and pictures: "input", and those of :meth:`pictures`.

        The present parameters are used whether ``exact`` or not, because a training step sees a few crops only; with
        ``exact`` what they reach is measured too.
        """
        pictures = self.pictures()
        found = {name: self._answer(request, pictures) for name, request in requests.items()}
        answers = {name: answer for name, answer in found.items() if answer is not None}
        measures = None
        if exact:
            psnr = self._psnr_of(pictures["shuffled"])
            measures = {self._psnr.name: psnr, CHECKERBOARD.name: self._checkerboard()}
        return Answers(self.trainer.step_count, answers, measures)

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        """Return the reduced luma, which is all that the network reads."""
        del channel
        return (0,), make_picture(self.task.reduced[0], self._drawn_image)

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return the input, the channels, and every map of :meth:`pictures`."""
        return (
            lambda: {"input": self.task.reduced},
            lambda: {"channels": self.channels()},
            self.pictures,
        )

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return nothing: nothing is examined."""
        return ()

    def result_pictures(self) -> Mapping[str, Request]:
        """Return every map of :meth:`pictures`, and the channels."""
        names = ("output", "target", "error", "difference", "bicubic", "nearest", "shuffled")
        pictures: dict[str, Request] = {name: PictureRequest(name) for name in names}
        return pictures | {"channels": TilesRequest()}

    def _answer(self, request: Request, pictures: Mapping[str, Tensor]) -> Answer | None:
        match request:
            case PictureRequest(name="input"):
                return self.input_picture(request.channel)[1]
            case PictureRequest():
                return self._picture(request, pictures)
            case TilesRequest():
                return self._view.tiles(self.channels()[0], self._spec, request, self.trainer.revision)
            case SubpixelsRequest():
                return self._view.subpixels(self.channels()[0], self._spec, request)
            case _:
                return None

    def _picture(self, request: PictureRequest, pictures: Mapping[str, Tensor]) -> Picture | None:
        """Return a map, of which channel 0 is luma alone."""
        if request.name not in pictures:
            return None
        planes = pictures[request.name][0]
        if request.channel == 0:
            planes = luma(planes[None])[0]
        drawn = {
            "shuffled": self._drawn_residual,
            "difference": self._drawn_residual,
            "error": self._drawn_error,
        }.get(request.name, self._drawn_image)
        return make_picture(planes, drawn, request.region, request.max_pixels)


def _remedies(source: tuple[int, int], copy: tuple[int, int], upscale_factor: int) -> tuple[Problem, ...]:
    """Return what to choose instead of an image that cannot be learned from: only what helps.

    Args:
        source, copy: (H, W) of the full image and of its working copy.
        upscale_factor: at which it was to be learned.
    """
    shuffle = [Problem("remedy.task-shuffle", "task")] if min(copy) >= upscale_factor else []
    least = SMALLEST_LEARNED_SIDE * upscale_factor
    if min(copy) >= least:
        return (Problem("remedy.image-with-content", "source"), *shuffle)
    factors = tuple(r for r in range(2, upscale_factor) if min(copy) // r >= SMALLEST_LEARNED_SIDE)
    ways = [Problem("remedy.factor", "upscale_factor", {"factors": factors})] if factors else []
    if min(source) < least:
        ways.append(Problem("remedy.larger-image", "source", {"size": (least, least)}))
    else:
        low, high = WORKING_SIZE_RANGE
        sizes = (size for size in range(low, high + 1) if min(working_shape(*source, size)) >= least)
        size = next(sizes, None)
        if size is not None:
            return (*ways, Problem("remedy.working-size-at-least", "working_size", {"size": size}))
        ways.append(Problem("remedy.less-narrow-image", "source"))
    return tuple(ways if factors else [*ways, *shuffle])
