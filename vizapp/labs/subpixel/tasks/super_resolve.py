"""Learn an image from its own reduced copy: the left part trains, the right part is held out."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from vizapp.models.espcn import ESPCN, Scales
from vizapp.wording.problems import ProblemError

BATCH = 8
CROP_SIDE = 16
TRAINED_SHARE = 0.6
SMALLEST_LEARNED_SIDE = 16
"""Of the reduced copy, in pixels: less leaves no crop worth the name."""

_EVEN = 1e-6
_LUMA_WEIGHTS = (0.299, 0.587, 0.114)


class Batch(NamedTuple):
    """Crops: ``reduced`` (B, 1, s, s) and the ``residual`` (B, 1, s·r, s·r) that bicubic enlargement leaves."""

    reduced: Tensor
    residual: Tensor


def luma(image: Tensor) -> Tensor:
    """Return the luma Y′ (B, 1, H, W) of an image (B, 1|3, H, W), weighted as ITU-R BT.601 does."""
    if image.shape[1] == 1:
        return image
    weights = torch.tensor(_LUMA_WEIGHTS, dtype=image.dtype, device=image.device)
    return (image * weights[:, None, None]).sum(1, keepdim=True)


def reduce(image: Tensor, factor: int) -> Tensor:
    """Return (B, C, H/r, W/r), reduced by antialiased bicubic interpolation; r divides H and W."""
    size = [side // factor for side in image.shape[2:]]
    return functional.interpolate(image, size=size, mode="bicubic", antialias=True, align_corners=False)


def enlarge(image: Tensor, factor: int) -> Tensor:
    """Return (B, C, h·r, w·r), enlarged by bicubic interpolation."""
    size = [side * factor for side in image.shape[2:]]
    return functional.interpolate(image, size=size, mode="bicubic", align_corners=False)


def psnr(image: Tensor, reference: Tensor) -> float:
    """Return the peak signal-to-noise ratio in dB; both hold values from 0 to 1, and are cut to that range."""
    error = float((image.clamp(0, 1) - reference.clamp(0, 1)).square().mean())
    return float("inf") if error == 0 else -10 * float(torch.tensor(error, dtype=torch.float64).log10())


class SuperResolve:
    """The task: the luma of an image, its reduced copy, and what bicubic enlargement makes of that.

    The columns left of ``split`` (in reduced pixels) train, those right of it are measured. All maps are
    (1, 1, …) on the image's device.
    """

    def __init__(self, target: Tensor, upscale_factor: int, generator: torch.Generator) -> None:
        """Prepare the copies.

        Args:
            target: (1, 1, H, W), luma in 0 … 1; r divides H and W.
            upscale_factor: r.
            generator: a CPU generator for the crops, so that a seed means the same on every device.

        Raises:
            ProblemError: a side of the reduced copy is shorter than SMALLEST_LEARNED_SIDE, or the part that trains
                is one even grey.
        """
        self.upscale_factor = upscale_factor
        self.target = target
        height, width = (side // upscale_factor for side in target.shape[2:])
        if min(height, width) < SMALLEST_LEARNED_SIDE:
            raise ProblemError(
                "super-resolve.too-small",
                "upscale_factor",
                factor=upscale_factor,
                size=(height, width),
                least=SMALLEST_LEARNED_SIDE,
            )
        # Antialiasing is not offered on every device, and this is done once.
        self.reduced = reduce(target.cpu(), upscale_factor).to(target.device)
        self.bicubic = enlarge(self.reduced, upscale_factor)
        self.residual = target - self.bicubic
        self.split = round(width * TRAINED_SHARE)
        trained = self.reduced[..., : self.split]
        self.scales = Scales(
            float(trained.mean()),
            float(trained.std(correction=0)),
            float(self.residual[..., : self.split * upscale_factor].std(correction=0)),
        )
        if min(self.scales.input_deviation, self.scales.output_deviation) < _EVEN:
            raise ProblemError("super-resolve.even", "source", factor=upscale_factor)
        self._generator = generator
        self._crop = min(CROP_SIDE, height, self.split)

    def batch(self) -> Batch:
        """Draw crops of the trained part, turned over and transposed at random, and with their contrast changed.

        Reducing and enlarging are linear: changing the contrast around the mean, also to the negative, changes the
        residual by the same factor. Without it the few thousand pixels of a small copy were learned by heart (gain
        on the held-out part after 800 steps, astronaut ×4: −0.1 and +0.2 dB; with it +1.7 dB).
        """
        rows, high_rows = self._stretches(self.reduced.shape[2])
        columns, high_columns = self._stretches(self.split)
        reduced = self.reduced[0, 0][rows[:, :, None], columns[:, None, :]].unsqueeze(1)
        residual = self.residual[0, 0][high_rows[:, :, None], high_columns[:, None, :]].unsqueeze(1)
        if torch.rand((), generator=self._generator) < 0.5:
            reduced, residual = reduced.mT, residual.mT
        contrast = torch.rand(BATCH, 1, 1, 1, generator=self._generator) + 0.5
        negative = torch.rand(BATCH, 1, 1, 1, generator=self._generator) < 0.5
        contrast = torch.where(negative, -contrast, contrast).to(reduced.device)
        mean = self.scales.input_mean
        return Batch((reduced - mean) * contrast + mean, residual * contrast)

    def _stretches(self, length: int) -> tuple[Tensor, Tensor]:
        """Draw BATCH stretches of indices below ``length``, each backwards with even odds, at both resolutions."""
        crop, r = self._crop, self.upscale_factor
        starts = torch.randint(length - crop + 1, (BATCH, 1), generator=self._generator)
        backwards = torch.rand(BATCH, 1, generator=self._generator) < 0.5
        low = starts + torch.where(backwards, torch.arange(crop).flip(0), torch.arange(crop))
        high = starts * r + torch.where(backwards, torch.arange(crop * r).flip(0), torch.arange(crop * r))
        return low.to(self.reduced.device), high.to(self.reduced.device)

    @staticmethod
    def loss(predicted: Tensor, batch: Batch) -> Tensor:
        """Return the mean absolute error of the residual of crops whose contrast has been changed by :meth:`batch`.

        In units of the way from black to white, so changed by 0.5 to 1.5 too.
        """
        return (predicted - batch.residual).abs().mean()

    @torch.no_grad()
    def held_out_psnr(self, network: ESPCN, phase_order: tuple[int, ...] | None) -> float:
        """Return the PSNR, in dB, of the network's enlargement of the part that it was not trained on."""
        margin = min(self.split, network.reach)
        r = self.upscale_factor
        residual = network(self.reduced[..., self.split - margin :], phase_order)[..., margin * r :]
        return psnr(self.bicubic[..., self.split * r :] + residual, self.target[..., self.split * r :])

    def held_out_psnr_of(self, residual: Tensor) -> float:
        """Return the PSNR, in dB, of the same part of the bicubic enlargement plus ``residual`` (1, 1, H, W)."""
        first = self.split * self.upscale_factor
        return psnr((self.bicubic + residual)[..., first:], self.target[..., first:])

    def bicubic_psnr(self) -> float:
        """Return the PSNR, in dB, of bicubic enlargement of the same part."""
        first = self.split * self.upscale_factor
        return psnr(self.bicubic[..., first:], self.target[..., first:])
