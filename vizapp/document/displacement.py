"""Which output values of a pixel shuffle come from another channel than the right reading takes them from.

The right reading is the one in the order in which the channels were stored, with every phase in its own place. Row
and column of the origin are the same in every reading, so that one answer for each output channel and phase says it
for the whole map.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import ChannelOrder


@dataclass(frozen=True, slots=True)
class DisplacedCount:
    """How much of a map lands elsewhere.

    Attributes:
        channels: how many of the r²·C channels are read for another place than their own.
        all_channels: r²·C.
        values: how many output values (c, y, x) come from another channel than they should.
        all_values: C·H·W of the output.
    """

    channels: int
    all_channels: int
    values: int
    all_values: int


def channels_by_place(channels: int, phases: tuple[int, ...], order: ChannelOrder) -> NDArray[np.intp]:
    """Return which channel each output channel shows at each phase, (C, r²); ``phases`` as in ``SubpixelSpec``."""
    output, read = np.arange(channels)[:, None], np.array(phases)
    return output * len(phases) + read if order == "CRD" else read * channels + output


@functools.lru_cache(maxsize=16)
def displaced(
    channels: int, phases: tuple[int, ...], stored_as: ChannelOrder, read_as: ChannelOrder
) -> NDArray[np.bool_]:
    """Return whether an output channel shows another channel at a phase than it should: (C, r²), read-only.

    Args:
        channels: C, the number of output channels.
        phases: ``phases[p]`` is the phase whose channel lands at phase p.
        stored_as, read_as: with one output channel both orders are the same.
    """
    right = channels_by_place(channels, tuple(range(len(phases))), stored_as)
    moved = channels_by_place(channels, phases, read_as) != right
    moved.flags.writeable = False
    return moved


def displaced_in(spec: SubpixelSpec, channels: int) -> NDArray[np.bool_]:
    """Return :func:`displaced` for some settings; the unshuffle displaces nothing."""
    return displaced(channels, spec.phases, spec.order if spec.is_inverse else spec.stored_as, spec.order)


def count_displaced(spec: SubpixelSpec, output_shape: tuple[int, int, int]) -> DisplacedCount:
    """Return how much of an enlarged map of ``output_shape`` (C, H, W) lands elsewhere."""
    channels, height, width = output_shape
    moved, phases = int(displaced_in(spec, channels).sum()), spec.upscale_factor**2
    return DisplacedCount(moved, channels * phases, moved * (height * width // phases), channels * height * width)
