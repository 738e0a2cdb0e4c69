"""What a network from a file computes on a picture: the input maps of its pixel shuffles, and what is measured."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import torch
from torch import Tensor

from vizapp.labs.networks import NetworkSource
from vizapp.labs.subpixel.checkerboard import pattern_share, picture_checkerboard, smallest_side
from vizapp.labs.subpixel.tasks.super_resolve import enlarge, luma
from vizapp.models.brought_network import MAX_SHUFFLES, BroughtNetwork, FoundShuffle
from vizapp.wording.problems import ProblemError

KEPT_BYTES = 128 * 2**20
"""Of input maps that are kept beside the one that is wanted, so that another layer is there at once."""
MOST_MEASURED = 384
"""The most pixels a side of a layer's output that are measured: the middle of a larger one."""
MOST_CHANNELS = 64
"""The most channels of it that are measured, from the first on."""


@dataclass(frozen=True)
class RunLayer:
    """A pixel shuffle as it was computed.

    Attributes:
        shuffle: which.
        size: (H, W) of its input map.
        share: how much of the detail of its output repeats every r pixels, 0 … 1, as
            :func:`vizapp.labs.subpixel.checkerboard.pattern_share` has it; NaN where that cannot be said.
    """

    shuffle: FoundShuffle
    size: tuple[int, int]
    share: float


@dataclass(frozen=True)
class Checkerboards:
    """The checkerboard measure of a network's own output.

    Attributes:
        period: of the pattern that is looked for, in pixels.
        output: of the luma of the output, in grey levels of 255; NaN where it is too small to say.
        picture: the same of the picture that it reads, enlarged as much by bicubic interpolation: what the content
            alone gives.
    """

    period: int
    output: float
    picture: float


@dataclass(eq=False)
class NetworkRun:
    """What a network has computed on a picture.

    Attributes:
        output: (1, C, H, W) on the CPU, from 0 to 1.
        layers: its pixel shuffles, in their order.
        checkerboards: of the output.
    """

    output: Tensor
    layers: tuple[RunLayer, ...]
    checkerboards: Checkerboards
    _maps: dict[str, Tensor] = field(default_factory=dict)

    def layer(self, name: str) -> RunLayer | None:
        """Return the layer of this name, or None."""
        return next((each for each in self.layers if each.shuffle.name == name), None)

    def input_map(self, name: str) -> Tensor | None:
        """Return the input map (1, C·r², H, W) of a layer, on the CPU, or None if it is not kept."""
        return self._maps.get(name)


def run_network(source: NetworkSource, copy: Tensor, device: torch.device, wanted: str) -> NetworkRun:
    """Return what a network computes on a picture, with the input map of the layer that is wanted.

    Args:
        source: the network; it is computed again only for another picture, or for a map that was not kept.
        copy: (1, 1 | 3, H, W) on the CPU.
        device: where it is computed.
        wanted: the name of the layer.

    Raises:
        ProblemError: the picture is too small, the network cannot be computed on it, or has no such layer.
    """
    if all(shuffle.name != wanted for shuffle in source.network.shuffles):
        raise ProblemError("network.no-layer", "network", layer=wanted)
    run = source.remembered(copy, device, lambda: _run(source, copy, device, wanted))
    if run.input_map(wanted) is None:
        run = source.remembered(copy, (device, wanted), lambda: _run(source, copy, device, wanted))
    if run.layer(wanted) is None or run.input_map(wanted) is None:
        raise ProblemError("network.no-layer", "network", layer=wanted)
    return run


def picture_for(network: BroughtNetwork, copy: Tensor) -> Tensor:
    """Return as much of a picture (1, 1 | 3, H, W) as the network can read, from the top left, in its channels.

    Raises:
        ProblemError: it is too small.
    """
    sides = tuple(side // network.multiple * network.multiple for side in copy.shape[2:])
    least = max(network.least, network.multiple)
    if min(sides) < least:
        size = (copy.shape[2], copy.shape[3])
        raise ProblemError("network.picture-too-small", "network", size=size, least=(least, least))
    cut = copy[..., : sides[0], : sides[1]]
    return (luma(cut) if network.channels == 1 else cut.expand(1, 3, -1, -1)).clamp(0, 1).contiguous()


def _run(source: NetworkSource, copy: Tensor, device: torch.device, wanted: str) -> NetworkRun:
    network = source.network
    picture = picture_for(network, copy)
    maps: dict[str, Tensor] = {}
    layers: list[RunLayer] = []
    kept = 0

    def see(shuffle: FoundShuffle, input: Tensor, output: Tensor) -> None:
        nonlocal kept
        if len(layers) == MAX_SHUFFLES:
            return
        layers.append(RunLayer(shuffle, (input.shape[2], input.shape[3]), _share(output, shuffle.upscale_factor)))
        size = input.numel() * 4
        if shuffle.name != wanted:
            if kept + size > KEPT_BYTES:
                return
            kept += size
        maps[shuffle.name] = input.detach().to("cpu", torch.float32, copy=True)

    output = network.run(picture, device, see, source.tell).cpu()
    # Computed in inference mode, whose tensors cannot be changed outside of it.
    own = {name: map_.clone() for name, map_ in maps.items()}
    period = network.scale if network.scale > 1 else layers[-1].shuffle.upscale_factor if layers else 2
    enlarged = enlarge(luma(picture), network.scale) if network.scale > 1 else luma(picture)
    boards = Checkerboards(period, _grey_levels(luma(output), period), _grey_levels(enlarged, period))
    return NetworkRun(output, tuple(layers), boards, own)


def _share(output: Tensor, r: int) -> float:
    middle = _middle(output[:, :MOST_CHANNELS], r)
    return pattern_share(middle, r) if min(middle.shape[-2:]) >= smallest_side(r) else math.nan


def _grey_levels(plane: Tensor, period: int) -> float:
    return picture_checkerboard(plane, period) if min(plane.shape[-2:]) >= smallest_side(period) else math.nan


def _middle(planes: Tensor, r: int) -> Tensor:
    """Return the middle of planes (…, H, W), at most MOST_MEASURED pixels a side, from a multiple of r on."""
    for axis in (-2, -1):
        side = planes.shape[axis]
        if side > MOST_MEASURED:
            planes = planes.narrow(axis, (side - MOST_MEASURED) // 2 // r * r, MOST_MEASURED)
    return planes
