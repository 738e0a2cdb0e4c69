"""Where the sub-pixels of one pixel come from, for numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vizapp.document.tile_layout import ChannelOrder, channel_of
from vizapp.document.values import Position
from vizapp.scripts.draft import Draft

_CHANNEL: dict[ChannelOrder, str] = {
    "CRD": "OUTPUT_CHANNEL * FACTOR**2 + phase  # CRD: the phase varies fastest",
    "DCR": "phase * OUTPUT_CHANNELS + OUTPUT_CHANNEL  # DCR: the output channel varies fastest",
}


@dataclass(frozen=True)
class PickedPixel:
    """A pixel of the low-resolution map.

    Attributes:
        yx: which.
        factor: r.
        order: of the channels.
        phases: the phase whose channel lands at each phase i·r + j.
        channel: of the enlarged map, of which there are ``channels``.
        values: float32 (r²,), what it holds, by the phase at which each value lands.
        inverse: whether the sub-pixels become channels, and not the channels sub-pixels.
    """

    yx: Position
    factor: int
    order: ChannelOrder
    phases: Sequence[int]
    channel: int
    channels: int
    values: np.ndarray
    inverse: bool = False


def pixel_script(picked: PickedPixel) -> str:
    """Return the script that puts the values of a pixel into their places."""
    h, w = picked.yx
    how = "unshuffle: which channels the sub-pixels of a pixel become" if picked.inverse else "shuffle of one pixel"
    draft = Draft(f"The pixel {how}, ({h}, {w}), with r = {picked.factor}.")
    draft.set("FACTOR", picked.factor, "r")
    draft.set("PIXEL", (h, w), "row and column at low resolution")
    draft.set("OUTPUT_CHANNEL", picked.channel, "of the enlarged map")
    draft.set("OUTPUT_CHANNELS", picked.channels)
    draft.set("PHASES", tuple(picked.phases), "the phase i·r + j whose channel lands at each phase")
    held = [
        channel_of(picked.channel, phase, picked.channels, picked.factor, picked.order) for phase in picked.phases
    ]
    lines = [f"{channel}: {value}," for channel, value in sorted(zip(held, map(str, picked.values), strict=True))]
    draft.set_lines("HELD", lines, "What the channels hold at the pixel", brackets="{}")
    enlarged, channels = ("in", "out") if picked.inverse else ("out", "in")
    left = f"{enlarged}[{{OUTPUT_CHANNEL}}, {{h * FACTOR + i}}, {{w * FACTOR + j}}]"
    right = f"{channels}[{{channel}}, {{h}}, {{w}}]"
    first, second = (right, left) if picked.inverse else (left, right)
    draft.run(
        """
h, w = PIXEL
block = np.empty((FACTOR, FACTOR))  # the r × r sub-pixels
for i in range(FACTOR):
    for j in range(FACTOR):
        phase = PHASES[i * FACTOR + j]
        channel = $channel
        block[i, j] = HELD[channel]
        print(f"$first = $second = {HELD[channel]}")
print(block)
""",
        channel=_CHANNEL[picked.order],
        first=first,
        second=second,
    )
    return draft.text()
