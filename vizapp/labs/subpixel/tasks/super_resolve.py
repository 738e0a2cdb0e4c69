"""Learn an image from its own reduced copy: the left part trains, the right part is held out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from vizapp.labs.subpixel.quality import Quality, Reference
from vizapp.models.enlarging import EnlargingNetwork, Scales
from vizapp.models.interpolation import bicubic
from vizapp.wording.problems import ProblemError

BATCH = 8
CROP_SIDE = 16
TRAINED_SHARE = 0.6
SMALLEST_LEARNED_SIDE = 16
"""Of the reduced copy, in pixels: less leaves no crop worth the name."""

_EVEN = 1e-6
_FARTHEST = 6
"""In reduced pixels: farther than reducing and enlarging together reach."""
_LUMA_WEIGHTS = (0.299, 0.587, 0.114)


class Batch(NamedTuple):
    """Crops: ``reduced`` (B, 1, s, s) and the ``residual`` (B, 1, s·r, s·r) that bicubic enlargement leaves.

    ``given`` are crops of other maps at the same places, (B, 1, s·r, s·r) each.
    """

    reduced: Tensor
    residual: Tensor
    given: tuple[Tensor, ...] = ()


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
    return bicubic(image, factor)


def first_unseen_column(split: int, factor: int, width: int) -> int:
    """Return the first column of the target that has gone into nothing that training sees.

    Training sees the reduced columns left of ``split``, and left of split·r what bicubic enlargement leaves. The
    interpolations reach over that line: each of the columns behind it is made an impulse, to see whether it does.

    Args:
        split: in reduced pixels.
        factor: r.
        width: of the target, in its own pixels.
    """
    line = split * factor
    columns = min(_FARTHEST * factor, width - line)
    impulses = torch.zeros(1, 1, columns, width)
    impulses[0, 0, torch.arange(columns), line + torch.arange(columns)] = 1
    size = [columns, width // factor]
    reduced = functional.interpolate(impulses, size=size, mode="bicubic", antialias=True, align_corners=False)
    enlarged = functional.interpolate(reduced, size=[columns, width], mode="bicubic", align_corners=False)
    seen = (reduced[0, 0, :, :split] != 0).any(1) | (enlarged[0, 0, :, :line] != 0).any(1)
    return line + (int(seen.nonzero().max()) + 1 if bool(seen.any()) else 0)


class SuperResolve:
    """The task: the luma of an image, its reduced copy, and what bicubic enlargement makes of that.

    The columns left of ``split`` (in reduced pixels) train. Reducing and enlarging mix the columns near that line:
    measured are those from ``counted_from`` on (in the target's pixels), the first that has gone into nothing that
    training sees. All maps are (1, 1, …) on the image's device.
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
        self.counted_from = first_unseen_column(self.split, upscale_factor, width * upscale_factor)
        self._held_out = Reference(target[..., self.counted_from :])
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

    def batch(self, maps: Sequence[Tensor] = ()) -> Batch:
        """Draw crops of the trained part, turned over and transposed at random, and with their contrast changed.

        ``maps`` are residuals (1, 1, H, W) of which crops are cut too; what is drawn does not depend on them.

        Reducing and enlarging are linear: changing the contrast around the mean, also to the negative, changes the
        residual by the same factor. Without it the few thousand pixels of a small copy were learned by heart (gain
        on the held-out part after 800 steps, astronaut ×4: −0.1 and +0.2 dB; with it +1.7 dB).
        """
        rows, high_rows = self._stretches(self.reduced.shape[2])
        columns, high_columns = self._stretches(self.split)
        reduced = self.reduced[0, 0][rows[:, :, None], columns[:, None, :]].unsqueeze(1)
        residuals = [each[0, 0][high_rows[:, :, None], high_columns[:, None, :]] for each in (self.residual, *maps)]
        residual, *given = (each.unsqueeze(1) for each in residuals)
        if torch.rand((), generator=self._generator) < 0.5:
            reduced, residual, given = reduced.mT, residual.mT, [each.mT for each in given]
        contrast = torch.rand(BATCH, 1, 1, 1, generator=self._generator) + 0.5
        negative = torch.rand(BATCH, 1, 1, 1, generator=self._generator) < 0.5
        contrast = torch.where(negative, -contrast, contrast).to(reduced.device)
        mean = self.scales.input_mean
        return Batch(
            (reduced - mean) * contrast + mean, residual * contrast, tuple(each * contrast for each in given)
        )

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
    def held_out_quality(self, network: EnlargingNetwork, phase_order: tuple[int, ...] | None) -> Quality:
        """Return how close the network's enlargement comes to the columns from ``counted_from`` on."""
        r = self.upscale_factor
        counted = self.counted_from // r
        # What lies farther to the left than the network reaches need not be computed.
        first = max(0, counted - network.reach)
        residual = network(self.reduced[..., first:], phase_order)
        return self._quality_of(residual[..., self.counted_from - first * r :])

    def quality_of(self, residual: Tensor) -> Quality:
        """Return the same of the bicubic enlargement plus ``residual`` (1, 1, H, W)."""
        return self._quality_of(residual[..., self.counted_from :])

    def bicubic_quality(self) -> Quality:
        """Return the same of bicubic enlargement."""
        return self.quality_of(torch.zeros_like(self.target))

    def _quality_of(self, residual: Tensor) -> Quality:
        """Return it of a ``residual`` that begins at ``counted_from``."""
        return self._held_out.quality(self.bicubic[..., self.counted_from :] + residual)
