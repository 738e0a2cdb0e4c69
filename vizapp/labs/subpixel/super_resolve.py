"""The sub-pixel lab's super-resolution: an ESPCN network learns an image from its own reduced copy."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from vizapp.document.experiment import WORKING_SIZE_RANGE, Experiment, LabName
from vizapp.labs.base import LabDescription, LabError
from vizapp.labs.pictures import make_picture, symmetric_range
from vizapp.labs.subpixel.tasks.super_resolve import SMALLEST_SIDE, SuperResolve, enlarge, luma, reduce
from vizapp.labs.subpixel.view import PictureMemory, SubpixelView, view_channels
from vizapp.labs.working_copy import WorkingCopies, default_working_size, working_shape
from vizapp.models.adam import AMSGrad
from vizapp.models.espcn import ESPCN
from vizapp.ops import pixel_shuffle
from vizapp.protocol.observations import Channels, Observation, Picture
from vizapp.value_picture import ValueRange
from vizapp.wording.quantities import count_words, size_words

FEATURES = (32, 32)
_MEASURED_EVERY = 10


class SuperResolveLab:
    """Trains an ESPCN network on the left part of an image's luma, and measures it on the right part.

    The network's shuffle gives what is to be added to a bicubic enlargement. The phase order is part of the operator:
    while the phases are rearranged, the network learns for the rearranged shuffle.
    """

    name: LabName = "subpixel"
    trainable = True

    def __init__(self, experiment: Experiment, source: WorkingCopies, device: torch.device) -> None:
        """Build the network and its task.

        Args:
            experiment: its ``subpixel`` spec, seed and working size are used. The channel order says where the tiles
                stand; with one output channel both orders are the same.
            source: must be an image.
            device: where everything is computed.

        Raises:
            LabError: the source is not an image of 1 or 3 channels, or too small or even to learn from.
        """
        self._spec = experiment.subpixel
        r = self._spec.upscale_factor
        if source.kind != "image":
            raise LabError(
                "Super-resolve needs an image with 1 or 3 channels, and this source is a feature map "
                f"({count_words(source.channels, 'channel')}, {size_words(*source.size)} pixels); choose the task "
                "shuffle, or open an image."
            )
        copy = source.of_size(experiment.working_size or default_working_size(device))
        # The sides must be multiples of r: a remainder of less than r pixels is cut off.
        rows, columns = (side // r * r for side in copy.shape[2:])
        target = copy[..., :rows, :columns]
        self._covered = (rows / copy.shape[2], columns / copy.shape[3])
        cut = "" if target.shape == copy.shape else f"Cut to {size_words(rows, columns)} pixels, multiples of {r}."
        self._note = " ".join(filter(None, (source.note(copy), cut)))
        generator = torch.Generator().manual_seed(experiment.seed)
        try:
            self.task = SuperResolve(luma(target).to(device), r, generator)
        except ValueError as error:
            way_out = _way_out(source.size, (copy.shape[2], copy.shape[3]), r)
            raise LabError(f"This image cannot be learned from at a factor of {r}: {error}; {way_out}.") from error
        self._target = target.to(device)
        self._bicubic = enlarge(reduce(target, r), r).to(device)
        self.network = ESPCN(r, features=FEATURES, scales=self.task.scales, generator=generator).to(device)
        self._optimiser = AMSGrad(self.network.parameter_groups(), self._spec.learning_rate)
        self._drawn_image = source.image_range
        self._drawn_residual = symmetric_range(self.task.residual)
        self._drawn_error = ValueRange(0.0, self._drawn_residual.high)
        self.step_count = 0
        self._mosaic = PictureMemory()
        self._seen: tuple[int, Tensor] | None = None
        self._shown_psnr: tuple[int, tuple[int, ...], float] | None = None
        self._bicubic_psnr = self.task.bicubic_psnr()

    def describe(self) -> LabDescription:
        """Say what the network reads, gives and trains; the reference is "bicubic" in dB."""
        _, _, height, width = self.task.reduced.shape
        r = self._spec.upscale_factor
        return LabDescription(
            input_shape=(1, height, width),
            output_shape=(1, height * r, width * r),
            parameters=sum(parameter.numel() for parameter in self.network.parameters()),
            references={"bicubic": self._bicubic_psnr},
            note=self._note,
            covered=self._covered,
            held_out_from=self.task.split * r,
        )

    def adjust(self, experiment: Experiment) -> None:
        """Take over phase order and learning rate."""
        self._spec = experiment.subpixel
        self._optimiser.learning_rate = self._spec.learning_rate

    def step(self) -> dict[str, float]:
        """Do one training step; return "loss" and "psnr" (dB on the held-out part; NaN but for every tenth step).

        Both as they were before the update.
        """
        psnr = math.nan
        if self.step_count % _MEASURED_EVERY == 0:
            psnr = self.task.held_out_psnr(self.network, self._spec.phases)
        batch = self.task.batch()
        loss = self.task.loss(self.network(batch.reduced, self._spec.phases), batch)
        loss.backward()
        self._optimiser.step()
        self.step_count += 1
        return {"loss": float(loss.detach()), "psnr": psnr}

    def measures(self) -> dict[str, float]:
        """Return the "psnr" (dB, held-out part) that the present parameters reach."""
        return {"psnr": self.task.held_out_psnr(self.network, self._spec.phases)}

    def channels(self) -> Tensor:
        """Return the network's channels (1, r², h, w) for the whole reduced copy, with the present parameters."""
        if self._seen is None or self._seen[0] != self.step_count:
            with torch.no_grad():
                self._seen = self.step_count, self.network.channels(self.task.reduced)
        return self._seen[1]

    def pictures(self) -> dict[str, Tensor]:
        """Return the maps by their names in an observation, each (1, 1|3, H, W).

        Output, target and bicubic have the channels of the image: luma from the network, colour from the bicubic
        enlargement. The shuffled residual and the error are of luma.
        """
        residual = pixel_shuffle(self.channels(), self._spec.upscale_factor, phase_order=self._spec.phases)
        return {
            # Luma's weights add up to 1: what is added to every channel alike is added to luma, and to nothing else.
            "output": self._bicubic + residual,
            "target": self._target,
            "bicubic": self._bicubic,
            "shuffled": residual,
            "error": (self.task.bicubic + residual - self.task.target).abs(),
        }

    def observe(self, observation: Observation, *, exact: bool) -> SubpixelView:
        """Return the channels as a mosaic, or the reduced copy, and the picture that is asked for.

        ``output_channel`` 0 shows luma alone. The present parameters are used whether ``exact`` or not, because a
        training step sees a few crops only; with ``exact`` the PSNR that they reach is measured too.
        """
        pictures = self.pictures()
        planes = pictures[observation.picture][0]
        if observation.output_channel == 0:
            planes = luma(planes[None])[0]
        drawn = {"shuffled": self._drawn_residual, "error": self._drawn_error}.get(
            observation.picture, self._drawn_image
        )
        return view_channels(
            self.channels()[0],
            self._spec,
            observation,
            step=self.step_count,
            picture=make_picture(planes, drawn, observation.region, observation.max_pixels),
            low_resolution=lambda: self.input_picture(observation)[1],
            drawn=self._drawn_residual,
            memory=self._mosaic,
            psnr=self._psnr_of(pictures["shuffled"]) if exact else None,
        )

    def _psnr_of(self, residual: Tensor) -> float:
        """Return the PSNR (dB, held-out part) of the shown residual; measured once for each step and phase order."""
        step, phases = self.step_count, self._spec.phases
        if self._shown_psnr is None or self._shown_psnr[:2] != (step, phases):
            self._shown_psnr = step, phases, self.task.held_out_psnr_of(residual)
        return self._shown_psnr[2]

    def input_picture(self, observation: Observation) -> tuple[Channels, Picture]:
        """Return the reduced luma, which is all that the network reads."""
        return (0,), make_picture(self.task.reduced[0], self._drawn_image)


def _way_out(source: tuple[int, int], copy: tuple[int, int], upscale_factor: int) -> str:
    """Return what to choose instead of an image that cannot be learned from: only what helps.

    Args:
        source, copy: (H, W) of the full image and of its working copy.
        upscale_factor: at which it was to be learned.
    """
    shuffle = ["the task shuffle"] if min(copy) >= upscale_factor else []
    least = SMALLEST_SIDE * upscale_factor
    if min(copy) >= least:
        return _choice(["an image with something in its left part", *shuffle])
    factors = [str(r) for r in range(2, upscale_factor) if min(copy) // r >= SMALLEST_SIDE]
    ways = [f"a factor of {' or '.join(factors)}"] if factors else []
    if min(source) < least:
        ways.append(f"an image of at least {size_words(least, least)} pixels")
    else:
        low, high = WORKING_SIZE_RANGE
        sizes = (size for size in range(low, high + 1) if min(working_shape(*source, size)) >= least)
        size = next(sizes, None)
        if size is not None:
            return _choice([*ways, f"a working size of at least {size}"])
        ways.append("a less narrow image")
    return _choice(ways if factors else [*ways, *shuffle])


def _choice(ways: list[str]) -> str:
    """Return the ways as one phrase: "choose a, b, or c"."""
    *others, last = ways
    return f"choose {', '.join(others)}, or {last}" if others else f"choose {last}"
