"""Undo a warp: the layer reads the warped picture and must give the original."""

from __future__ import annotations

import math
from typing import ClassVar

import torch
from msgspec.structs import replace
from torch import Tensor

from vizapp.document import deformable_tasks as specs
from vizapp.labs.deformable.picture_input import PictureInput
from vizapp.labs.deformable.tasks.base import Aim, TaskInput
from vizapp.labs.deformable.tasks.warps import middle_positions, moved, moved_back, read_at
from vizapp.problem import Problem
from vizapp.protocol.metric import LOSS, Metric
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import ProblemError
from vizapp.wording.translation import marked

_FIRST_SMOOTHING = 6.0
"""Input pixels: the deviation of the Gaussian at the first step."""
_SMOOTHING_STAGE = 0.5
_SMOOTHED_SHARE = 0.6
"""Of the default steps."""
_HIGHEST_PSNR = 120.0

_LOSS = replace(
    LOSS,
    unit="σ",
    explanation=marked(
        "The mean absolute error of the output, where the warp leaves the pixel inside the picture, as a share of σ, "
        "the standard deviation of the target. On an unseen picture, σ is still that of the picture that is trained "
        "on."
    ),
)
DISPLACEMENT = Metric(
    "distance",
    marked("Mean displacement error"),
    unit="px",
    explanation=marked(
        "How far each point is from where the warp has brought its pixel, where that is inside the picture."
    ),
)
PSNR = Metric(
    "psnr",
    marked("PSNR of the rectified picture"),
    unit="dB",
    lower_is_better=False,
    decimals=2,
    explanation=marked(
        "Against the target's own range, where the warp leaves the pixel inside the picture. A good picture "
        "does not mean that the geometry was learned: a pixel that looks alike will do."
    ),
)


class Rectify:
    """The middle of a picture, to be read out of its warped copy; a :class:`.base.DeformableTask`.

    The layer has one tap and a kernel that passes each channel on: the output is what the points read, and nothing
    else. Input and target are smoothed at first, because in a sharp picture the gradient knows a few pixels around
    each point only, and the way is longer than that.
    """

    loss_metric: ClassVar[Metric] = _LOSS
    metrics: ClassVar[tuple[Metric, ...]] = (DISPLACEMENT, PSNR)

    def __init__(self, settings: specs.RectifySpec, given: TaskInput) -> None:
        """Compute input and target.

        Raises:
            ProblemError: the target is the same number everywhere, so that there is nothing to find the way by.
        """
        self._settings = settings
        values = given.picture.values
        self.kernel = torch.eye(given.picture.channels).to(values)[:, :, None, None]
        self.aim = self.aim_at(given.picture)
        target = self.aim.target.cpu().double()
        self.deviation = float(target.std(correction=0))
        if self.deviation == 0:
            raise ProblemError("task.even-target", "source", (Problem("remedy.another-source"),))

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Say what is read of the picture."""
        size = (self.aim.target.shape[2], self.aim.target.shape[3])
        return (lab_note("note.warped-middle", size=size),)

    @torch.no_grad()
    def read_of(self, picture: PictureInput) -> PictureInput:
        """Return the middle of the warped picture."""
        size, half = self._middle(picture)
        came_from = moved_back(middle_positions(size), self._settings.warp, self._settings.strength, half)
        # On the CPU: it is done once, and not every device reads bicubically.
        return PictureInput(read_at(picture.values.cpu(), came_from).to(picture.values))

    @torch.no_grad()
    def aim_at(self, picture: PictureInput) -> Aim:
        """Return the middle of the picture itself, and where the warp has brought its pixels.

        Only the units count whose pixel is still inside what is read.
        """
        (height, width), half = self._middle(picture)
        top, left = (picture.size[0] - height) // 2, (picture.size[1] - width) // 2
        target = picture.values[:, :, top : top + height, left : left + width].contiguous()
        rigid = middle_positions((height, width))
        true = moved(rigid, self._settings.warp, self._settings.strength, half)
        bound = torch.tensor([(height - 1) / 2, (width - 1) / 2], dtype=torch.float64)
        inside = (true.abs() <= bound).all(-1)
        offset = (true - rigid).permute(2, 0, 1)[None].to(target)
        return Aim(target, offset, inside[None, None].to(target.device))

    def smoothing(self, step: int) -> float:
        """Return 6 px at first and 0 from three fifths of the default steps on, falling by halves of a pixel."""
        done = step / (_SMOOTHED_SHARE * self._settings.default_steps)
        return math.ceil(_FIRST_SMOOTHING * max(0.0, 1 - done) / _SMOOTHING_STAGE) * _SMOOTHING_STAGE

    def loss(self, output: Tensor, aim: Aim) -> Tensor:
        """Return the mean absolute error over the units that count, as a share of the target's deviation."""
        return _mean((output - aim.target).abs(), aim) / self.deviation

    @torch.no_grad()
    def measure(self, offset: Tensor, aim: Aim, taps: Tensor | None, output: Tensor) -> list[Tensor]:
        """Return how far the points are from the true ones, in px, and the PSNR of the output, in dB.

        Over the units that count. The distance is NaN where the only tap is placed by hand at every unit.
        """
        assert aim.true_offset is not None
        away = (offset - aim.true_offset).square().sum(1, keepdim=True).sqrt_()
        distance = _mean(away, aim)
        if taps is not None and len(taps) == 0:
            distance = torch.full_like(distance, torch.nan)
        low, high = torch.aminmax(aim.target)
        error = _mean(((output - aim.target) / (high - low)).square(), aim)
        return [distance, -10 * error.clamp(min=10 ** (-_HIGHEST_PSNR / 10)).log10()]

    def result_arrays(self) -> dict[str, Tensor]:
        """Return which units count."""
        assert self.aim.counts is not None
        return {"counts": self.aim.counts}

    def _middle(self, picture: PictureInput) -> tuple[tuple[int, int], float]:
        """Return (H, W) of the middle that is read, and half of its longest side."""
        size = self._settings.input_size(picture.size)
        return size, max(size) / 2


def _mean(values: Tensor, aim: Aim) -> Tensor:
    """Return the mean of (1, c, oh, ow) over channels and the units that count; 0 where none does."""
    assert aim.counts is not None
    return (values * aim.counts).sum() / (values.shape[1] * aim.counts.sum().clamp(min=1))
