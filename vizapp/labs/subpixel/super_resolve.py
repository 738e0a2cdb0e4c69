"""The sub-pixel lab's super-resolution: networks learn an image from its own reduced copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch
from msgspec.structs import replace
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.document.judging import JUDGED, JUDGED_DIFFERENCE
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.working_size import default_working_size
from vizapp.labs.base import Answers, LabDescription
from vizapp.labs.capabilities import Enlargement
from vizapp.labs.pictures import make_picture, symmetric_range
from vizapp.labs.sources import Sources
from vizapp.labs.subpixel.channels_view import ChannelsView
from vizapp.labs.subpixel.enlargement import NetworkEnlargement
from vizapp.labs.subpixel.judging import JudgedImage, judged_image
from vizapp.labs.subpixel.kernels import network_kernels
from vizapp.labs.subpixel.pixel_points import pixel_points
from vizapp.labs.subpixel.quality import Quality
from vizapp.labs.subpixel.remedies import remedies
from vizapp.labs.subpixel.runs import FixedRun, TrainedRun, make_fixed_run, make_trained_run
from vizapp.labs.subpixel.spectrum import spectrum_answer
from vizapp.labs.subpixel.super_resolve_trainer import SuperResolveTrainer
from vizapp.labs.subpixel.tasks.super_resolve import SuperResolve, enlarge, luma, reduce
from vizapp.labs.working_copy import WorkingCopies
from vizapp.ops import pixel_shuffle, pixel_unshuffle
from vizapp.protocol.answers import Answer
from vizapp.protocol.picture_answers import Channels, Picture, Spectrum
from vizapp.protocol.requests import (
    JudgementRequest,
    KernelsRequest,
    PictureRequest,
    PixelPointsRequest,
    Request,
    SpectrumRequest,
    SubpixelsRequest,
    TilesRequest,
)
from vizapp.protocol.subpixel_answers import Kernels
from vizapp.value_picture import ValueRange
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import ProblemError

FEATURES = (32, 32)
"""The channels after each convolution at low resolution, of every network."""
PICTURES = ("output", "target", "error", "bicubic", "nearest", "shuffled", "residual", "difference")
"""The names of the maps that can be asked for; "shuffled" is another name of the residual."""
_CROPS_SEED = 2**31
"""Is added to the seed for the crops, which do not depend on what the weights of a network have drawn."""


class SuperResolveLab:
    """Trains networks on the left part of an image's luma, and measures them on the right part.

    A network gives what is to be added to a bicubic enlargement. The phase order is part of the main one's operator:
    while the phases are rearranged, it learns for the rearranged shuffle. Others, and interpolations, may take part
    beside it: each has the same body and sees the same crops. A :class:`vizapp.labs.base.Lab`.

    Attributes:
        task: what they learn.
        trainer: what trains them.
        network: the main one.
    """

    name = SubpixelSpec.tag()

    def __init__(self, experiment: Experiment, sources: Sources, device: torch.device) -> None:
        """Build the networks and their task.

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
        self._notes += (lab_note("note.reduced-by", factor=r),)
        crops = torch.Generator().manual_seed(experiment.seed + _CROPS_SEED)
        try:
            self.task = SuperResolve(luma(target).to(device), r, crops)
        except ProblemError as error:
            ways_out = remedies(source.size, (copy.shape[2], copy.shape[3]), r)
            problem = error.problem
            raise ProblemError(problem.code, problem.field, ways_out, **problem.values) from error
        self._target = target.to(device)
        reduced = reduce(target, r)
        self._bicubic = enlarge(reduced, r).to(device)
        self._nearest = reduced.repeat_interleave(r, 2).repeat_interleave(r, 3).to(device)
        assert isinstance(self._spec.task, SuperResolveSpec)
        rate, seed = self._spec.learning_rate, experiment.seed
        own, *others = self._spec.task.upsamplers
        make_run = partial(make_trained_run, even_kernels=self._spec.task.even_kernels)
        main = make_run(own, self.task, FEATURES, seed, rate)
        compared = [
            make_run(each, self.task, FEATURES, seed, rate)
            if each.trains
            else make_fixed_run(each, self.task, self._target)
            for each in others
        ]
        self.network = main.network
        self.trainer = SuperResolveTrainer(main, compared, self.task, crops, self._spec)
        self._drawn_image = source.image_range
        self._drawn_residual = symmetric_range(self.task.residual)
        self._drawn_error = ValueRange(0.0, self._drawn_residual.high)
        self._view = ChannelsView(self._drawn_residual)
        self._judged: JudgedImage | None = None
        self._channels: dict[str, tuple[int, Tensor]] = {}
        self._residuals: dict[str, tuple[int, Tensor]] = {}
        self._qualities: dict[str, tuple[object, Quality]] = {}
        self._checkerboards: dict[str, tuple[int, float]] = {}

    def describe(self) -> LabDescription:
        """Say what the network reads, gives and trains; the PSNR's reference is "bicubic" in dB."""
        _, _, height, width = self.task.reduced.shape
        r = self._spec.upscale_factor
        return LabDescription(
            input_shape=(1, height, width),
            output_shape=(1, height * r, width * r),
            parameters=sum(parameter.numel() for parameter in self.network.parameters()),
            metrics=self.trainer.metrics,
            notes=self._notes,
            covered=self._covered,
            held_out_from=self.task.counted_from,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over phase order and learning rate."""
        self._spec = experiment.spec_of(SubpixelSpec)
        self.trainer.adjust(self._spec)

    def set_judged(self, picture: WorkingCopies | None) -> None:
        """Look at another picture that somebody's network has made of the source, or at none."""
        self._judged = judged_image(self._source, picture)

    def enlargement(self, run: str | None) -> Enlargement:
        """Return the full source as the present network of a run enlarges it.

        Raises:
            ProblemError: the run is an interpolation.
        """
        chosen, identity = self.trainer.run_of(run), tuple(range(self._spec.upscale_factor**2))
        if isinstance(chosen, FixedRun):
            raise ProblemError("enlarge.interpolation", name=chosen.name)
        phases = chosen.phases or identity
        return NetworkEnlargement(self._source, chosen.network, phases, self.trainer.step_count)

    def channels(self, name: str | None = None) -> Tensor:
        """Return the channels (1, r², h, w) of a run for the whole reduced copy, with the present parameters.

        Of one without a shuffle they are the phases of what it gives. ``name`` is that of the run; None is the main
        one.
        """
        run = self.trainer.run_of(name)
        if isinstance(run, FixedRun):
            return pixel_unshuffle(run.residual, self._spec.upscale_factor)
        known = self._channels.get(run.name)
        if known is None or known[0] != self.trainer.revision:
            with torch.no_grad():
                known = self._channels[run.name] = self.trainer.revision, run.network.channels(self.task.reduced)
        return known[1]

    def residual(self, name: str | None = None) -> Tensor:
        """Return what a run adds to the luma of bicubic enlargement (1, 1, H, W), with the present parameters.

        ``name`` is that of the run; None is the main one.
        """
        run = self.trainer.run_of(name)
        if isinstance(run, FixedRun):
            return run.residual
        if run is self.trainer.main:
            return pixel_shuffle(self.channels(), self._spec.upscale_factor, phase_order=self._spec.phases)
        known = self._residuals.get(run.name)
        if known is None or known[0] != self.trainer.revision:
            with torch.no_grad():
                known = self._residuals[run.name] = self.trainer.revision, run.residual(self.task.reduced)
        return known[1]

    def picture(self, name: str, run_name: str | None = None) -> Tensor:
        """Return a map (1, 1|3, H, W) of a run by its name, one of ``PICTURES``; None is the main run.

        Output, target, bicubic and nearest have the channels of the image: of a network luma, and colour from the
        bicubic enlargement. The residual, the difference output − target and the error, which is its absolute value,
        are of luma.
        """
        match name:
            case "target":
                return self._target
            case "bicubic":
                return self._bicubic
            case "nearest":
                return self._nearest
            case "difference":
                return self.task.bicubic + self.residual(run_name) - self.task.target
            case "error":
                return self.picture("difference", run_name).abs()
            case "output":
                run = self.trainer.run_of(run_name)
                # Luma's weights add up to 1: what is added to every channel alike is added to luma, and nothing else.
                return run.output if isinstance(run, FixedRun) else self._bicubic + self.residual(run_name)
            case _:
                return self.residual(run_name)

    def pictures(self) -> dict[str, Tensor]:
        """Return the maps of the main run by their names in a request, each (1, 1|3, H, W)."""
        return {name: self.picture(name) for name in PICTURES}

    def _measures(self) -> dict[str, float]:
        """Return the metrics of what is shown; measured once for each step and phase order."""
        return self.trainer.named(
            {run.name: (self._quality(run), self._checkerboard(run)) for run in self.trainer.runs}
        )

    def _quality(self, run: TrainedRun | FixedRun) -> Quality:
        if isinstance(run, FixedRun):
            return run.quality
        key = self.trainer.revision, run.phases
        known = self._qualities.get(run.name)
        if known is None or known[0] != key:
            known = self._qualities[run.name] = key, self.task.quality_of(self.residual(run.name))
        return known[1]

    def _checkerboard(self, run: TrainedRun | FixedRun) -> float:
        if isinstance(run, FixedRun):
            return run.checkerboard
        known = self._checkerboards.get(run.name)
        if known is None or known[0] != self.trainer.revision:
            known = self._checkerboards[run.name] = self.trainer.revision, run.checkerboard()
        return known[1]

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        """Answer requests for tiles, sub-pixels, kernels, points; pictures and spectra: ``PICTURES``, "input".

        The present parameters are used whether ``exact`` or not, because a training step sees a few crops only; with
        ``exact`` what they reach is measured too.
        """
        found = {name: self._answer(request) for name, request in requests.items()}
        answers = {name: answer for name, answer in found.items() if answer is not None}
        return Answers(self.trainer.step_count, answers, self._measures() if exact else None)

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        """Return the reduced luma, which is all that the network reads."""
        del channel
        return (0,), make_picture(self.task.reduced[0], self._drawn_image)

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        """Return the input, the channels, every map of :meth:`pictures`, and the output of each compared run."""
        return (
            lambda: {"input": self.task.reduced},
            lambda: {"channels": self.channels()},
            lambda: {name: tensor for name, tensor in self.pictures().items() if name != "residual"},
            lambda: {f"{run.name}_output": self.picture("output", run.name) for run in self.trainer.runs[1:]},
        )

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return nothing: nothing is examined."""
        return ()

    def result_pictures(self) -> Mapping[str, Request]:
        """Return every map of :meth:`pictures`, the channels, and the output of each compared run."""
        pictures: dict[str, Request] = {name: PictureRequest(name) for name in PICTURES if name != "residual"}
        outputs = {f"{run.name}_output": PictureRequest("output", run=run.name) for run in self.trainer.runs[1:]}
        return pictures | {"channels": TilesRequest()} | outputs

    def _answer(self, request: Request) -> Answer | None:
        match request:
            case PictureRequest(name="input"):
                return self.input_picture(request.channel)[1]
            case PictureRequest():
                return self._picture(request)
            case KernelsRequest():
                return self._kernels(request)
            case SpectrumRequest():
                return self._spectrum(request)
            case TilesRequest():
                channels = self.channels(request.run)[0]
                return self._view.tiles(channels, self._spec_of(request.run), request, self.trainer.revision)
            case SubpixelsRequest():
                return self._view.subpixels(self.channels(request.run)[0], self._spec_of(request.run), request)
            case PixelPointsRequest():
                return pixel_points(self.trainer.run_of(request.run), self.task.reduced, request.pixel_yx)
            case JudgementRequest():
                return None if self._judged is None else self._judged.judgement()
            case _:
                return None

    def _spec_of(self, name: str | None) -> SubpixelSpec:
        """Return the settings as they hold for a run: the phase order is that of the main one alone."""
        is_main = self.trainer.run_of(name) is self.trainer.main
        return self._spec if is_main else replace(self._spec, phase_order=())

    def _kernels(self, request: KernelsRequest) -> Kernels | None:
        """Return the kernels of a run; an interpolation has none that are trained."""
        run = self.trainer.run_of(request.run)
        return None if isinstance(run, FixedRun) else network_kernels(run.network, self.task.reduced, run.phases)

    def _spectrum(self, request: SpectrumRequest) -> Spectrum | None:
        """Return the spectrum of a map's luma; of the error with its sign, as its size alone has other waves."""
        if request.name in (JUDGED, JUDGED_DIFFERENCE):
            r = self._spec.upscale_factor
            return None if self._judged is None else self._judged.spectrum(request.name, r)
        if request.name not in PICTURES:
            return None
        shown = self.picture("difference" if request.name == "error" else request.name, request.run)
        return spectrum_answer(luma(shown)[0, 0], self._spec.upscale_factor)

    def _picture(self, request: PictureRequest) -> Picture | None:
        """Return a map, of which channel 0 is luma alone, or what somebody's network has made of the source."""
        if request.name in (JUDGED, JUDGED_DIFFERENCE):
            if self._judged is None:
                return None
            height, width = self._target.shape[2:]
            drawn_range = self._drawn_image if request.name == JUDGED else self._drawn_residual
            return self._judged.picture(request, (height, width), self._covered, drawn_range)
        if request.name not in PICTURES:
            return None
        planes = self.picture(request.name, request.run)[0]
        if request.channel == 0:
            planes = luma(planes[None])[0]
        residual = self._drawn_residual
        drawn = dict.fromkeys(("shuffled", "residual", "difference"), residual) | {"error": self._drawn_error}
        return make_picture(planes, drawn.get(request.name, self._drawn_image), request.region, request.max_pixels)
