"""The full source enlarged by a trained network, a tile at a time, so that little of it is held at once."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from vizapp.labs.subpixel.tasks.super_resolve import enlarge, luma
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.enlarging import EnlargingNetwork
from vizapp.wording.problems import ProblemError

TILE = 192
"""The longest side of a tile, in pixels of the source: a part of a second on two cores."""
BICUBIC_REACH = 2
"""How many pixels of the source beside one bicubic enlargement reads."""


class Tile(NamedTuple):
    """The place of a tile in the source, in pixels."""

    top: int
    left: int
    height: int
    width: int


class NetworkEnlargement:
    """The full source enlarged: bicubic in every channel, and to each the residual of luma that the network gives.

    A tile is computed with as many pixels around it as the network and the bicubic enlargement read, and they are cut
    off. At the border of the source there are none, so that padding is where it is for the whole source at once: the
    result is the same, to 1e-5. It is a :class:`vizapp.labs.capabilities.Enlargement`.

    Attributes:
        size: (H, W) of the result in pixels.
        channels: 1 or 3; what is transparent is seen over white, as networks see it.
        bits: of a value, 8 or 16, as in the source.
        step: how many steps had formed the network.
        tiles: how many tiles there are.
    """

    def __init__(
        self,
        source: WorkingCopies,
        network: EnlargingNetwork,
        phases: Sequence[int],
        step: int,
        tile: int | None = None,
    ) -> None:
        """Take a copy of ``network`` as it is now; nothing is computed yet.

        Args:
            source: an image.
            network: gives the residual of luma; on any device.
            phases: the phase order of its shuffle.
            step: how many steps have formed it.
            tile: the longest side of a tile, in pixels of the source; None is ``TILE``.
        """
        self._source = source
        self._network = copy.deepcopy(network).requires_grad_(False)
        self._device = next(network.parameters()).device
        self._phases = tuple(phases)
        self._factor = network.upscale_factor
        self._margin = max(network.reach, BICUBIC_REACH)
        self._tile = tile = tile or TILE
        height, width = source.size
        self.size = (height * self._factor, width * self._factor)
        self.channels = 3 if source.channels >= 3 else 1
        self.bits = source.bits
        self.step = step
        self.tiles = -(-height // tile) * -(-width // tile)

    def strips(self) -> Iterator[np.ndarray | None]:
        """Yield the result from top to bottom, uint8 or uint16 (rows, W, C), and None after every tile in between.

        Raises:
            ProblemError: the network gives numbers that are not finite.
        """
        height, width = self._source.size
        r = self._factor
        dtype, most = (np.uint8, 0xFF) if self.bits == 8 else (np.uint16, 0xFFFF)
        for top in range(0, height, self._tile):
            rows = min(self._tile, height - top)
            strip = np.empty((rows * r, width * r, self.channels), dtype)
            for left in range(0, width, self._tile):
                tile = Tile(top, left, rows, min(self._tile, width - left))
                values = self.values(tile).clamp_(0, 1).mul_(most).round_()
                part = values[0].permute(1, 2, 0).numpy()
                strip[:, left * r : (left + tile.width) * r] = part
                yield None
            yield strip

    @torch.no_grad()
    def values(self, tile: Tile) -> Tensor:
        """Return a tile enlarged, float32 (1, C, h·r, w·r) on the CPU, where 0 is black and 1 white.

        Raises:
            ProblemError: the network gives numbers that are not finite.
        """
        r, (height, width) = self._factor, self._source.size
        top, left = max(0, tile.top - self._margin), max(0, tile.left - self._margin)
        bottom = min(height, tile.top + tile.height + self._margin)
        right = min(width, tile.left + tile.width + self._margin)
        part = self._source.part(top, left, bottom - top, right - left)
        residual = self._network(luma(part).to(self._device), self._phases).cpu()
        # In double precision: in single precision the positions of thirds between pixels are rounded, and by more the
        # farther they are from the corner, so that tiles would differ from the whole by more than 1e-5.
        bicubic = enlarge(part.double(), r).float()
        rows = slice((tile.top - top) * r, (tile.top - top + tile.height) * r)
        columns = slice((tile.left - left) * r, (tile.left - left + tile.width) * r)
        values = (bicubic + residual)[..., rows, columns]
        if not bool(values.isfinite().all()):
            raise ProblemError("enlarge.not-finite")
        return values
