"""Fits an offset branch so that it gives by itself the offsets that were placed by hand."""

from __future__ import annotations

import copy
from collections import deque
from dataclasses import dataclass

import torch
from torch import Tensor

from vizapp.document.teaching import LANDED_PX
from vizapp.models.branch_input import BranchInput
from vizapp.models.deformable_layer import DeformableLayer, PlacedOffsets
from vizapp.models.lbfgs import LBFGS
from vizapp.protocol.teaching import Moved, TeachReport
from vizapp.wording.problems import ProblemError

_CLOSE_ENOUGH_PX = 0.05
"""The distance of the farthest point at which the fit ends."""
_MOST_STEPS = 200
_LOOKS_BACK = 10
_LEAST_GAIN = 0.01
"""The fit ends when so many steps have made the mean squared distance smaller by no more than this share of it."""


@dataclass(frozen=True)
class Taught:
    """What a fit has come to.

    Attributes:
        branch: copies of the parameters of the branch, by name.
        change: (1, 2·G·K, oh, ow), by how much the branch's offsets have changed, in input pixels.
        report: what that means in numbers.
    """

    branch: dict[str, Tensor]
    change: Tensor
    report: TeachReport


class OffsetFit:
    """Moves a copy of a branch, step by step, until the placed points come from it; the layer stays as it is.

    It makes the mean squared distance of the branch's own points from the placed ones small, and asks for nothing
    elsewhere: what the branch gives at other units and taps changes only as far as it shares their parameters. As
    :class:`vizapp.models.lbfgs.LBFGS` does not move parameters that no gradient asks for, that is about the smallest
    change that does it.
    """

    def __init__(
        self,
        layer: DeformableLayer,
        read: BranchInput,
        offset: Tensor,
        placed: PlacedOffsets,
        step: int,
        pixel: float = 1.0,
    ) -> None:
        """Prepare the fit.

        Args:
            layer: whose branch is fitted.
            read: what the branch reads.
            offset: (1, 2·G·K, oh, ow), what the branch gives now.
            placed: what it is to give, somewhere.
            step: how many training steps the layer has done.
            pixel: how many input pixels lie between two of the map that the layer reads, in which it and the placed
                points count; what comes of the fit is in input pixels.
        """
        self._branch = copy.deepcopy(layer.branch).requires_grad_(True)
        self._geometry, self._read, self._before, self._step = layer.geometry, read, offset, step
        self._pixel = pixel
        where = placed.where[0].unflatten(0, (-1, 2))[:, 0]
        self._where = where
        point, y, x = torch.nonzero(where, as_tuple=True)
        _, height, width = where.shape
        # Flat places of dy in the offset map; dx lies one map further on.
        self._places_dy = (2 * point * height + y) * width + x
        self._places_dx = self._places_dy + height * width
        self._wanted = self._offsets_at(placed.values)
        self._away = float("inf")
        self._values: deque[float] = deque(maxlen=_LOOKS_BACK)
        self._steps = 0
        self._minimiser = LBFGS(list(self._branch.parameters()), self._distance)

    def advance(self) -> Taught | None:
        """Do one step; return what it has come to once it has ended, None before that.

        Raises:
            ProblemError: the branch cannot give these offsets.
        """
        moved = self._minimiser.step()
        self._steps += 1
        value = self._minimiser.value
        settled = len(self._values) == _LOOKS_BACK and value > (1 - _LEAST_GAIN) * self._values[0]
        self._values.append(value)
        if moved and self._away > _CLOSE_ENOUGH_PX and not settled and self._steps < _MOST_STEPS:
            return None
        if not moved and self._steps == 1 and self._away > LANDED_PX:
            raise ProblemError("teach.no-gradient")
        return self._result()

    def _distance(self) -> Tensor:
        """Return the mean squared distance () of the points from where they are to be, in px²."""
        squares = (self._offsets_at(self._branch(self._read, self._geometry)) - self._wanted).square().sum(0)
        self._away = float(squares.detach().max().sqrt())
        return squares.mean()

    def _offsets_at(self, offset: Tensor) -> Tensor:
        """Return the offsets (2, n) at the placed points, of a map (1, N, oh, ow), in input pixels."""
        flat = offset.flatten()
        return self._pixel * torch.stack((flat[self._places_dy], flat[self._places_dx]))

    @torch.no_grad()
    def _result(self) -> Taught:
        after = self._branch(self._read, self._geometry)[:, : self._before.shape[1]]
        landed = (self._offsets_at(after) - self._wanted).square().sum(0).sqrt()
        if not float(landed.max()) <= LANDED_PX:  # NaN too
            far = int((landed > LANDED_PX).sum())
            raise ProblemError("teach.not-reached", count=len(landed), far=far, reached=float(landed.max()))
        change = self._pixel * (after - self._before)
        state = {name: tensor.detach().clone() for name, tensor in self._branch.state_dict().items()}
        return Taught(state, change, self._report(change, landed))

    def _report(self, change: Tensor, landed: Tensor) -> TeachReport:
        lengths = change[0].unflatten(0, (-1, 2)).square().sum(1).sqrt_()
        taught = self._where.flatten(1).any(1)
        own, placed = lengths[taught], self._where[taught]
        elsewhere = ~self._where.any(0)
        share = (own.max(0).values > LANDED_PX)[elsewhere].float().mean() if bool(elsewhere.any()) else None
        return TeachReport(
            step=self._step,
            points=len(landed),
            taps=tuple(torch.nonzero(taught)[:, 0].tolist()),
            landed=float(landed.max()),
            elsewhere=_moved(own[~placed]),
            share=None if share is None else float(share),
            others=_moved(lengths[~taught]),
        )


def _moved(lengths: Tensor) -> Moved | None:
    """Return by how much points have moved, whose ways have these lengths; None where there are none."""
    return Moved(float(lengths.mean()), float(lengths.max())) if lengths.numel() else None
