"""The index formula of the pixel shuffle, in letters and with one sub-pixel's numbers filled in. No Qt in here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from vizapp.document.tile_layout import ChannelOrder, InputPlace, OutputPlace, TileLayout


class Names(NamedTuple):
    """What the two maps of the formula are called: the enlarged one, and the one that the shuffle reads."""

    enlarged: str
    channels: str


SHUFFLE_NAMES = Names("out", "in")
INVERSE_NAMES = Names("in", "out")
"""Of the unshuffle, which reads the enlarged map: its formula is the shuffle's with the sides exchanged."""
RESIDUAL_NAMES = Names("residual", "channels")
"""Of a network whose shuffled channels are not the output, but are added to something."""
APART_NAMES = Names("residual", "phases")
"""Of a network that has no such channels: what it gives is taken apart into phases, so that they can be seen."""


@dataclass(frozen=True, slots=True)
class FilledFormula:
    """Where one sub-pixel comes from, step by step.

    Attributes:
        place: the sub-pixel of the enlarged map.
        origin: the value of the low-resolution map that it shows.
        row, column: the position split into pixel and phase: (y, h, i) with y = h·r + i, and (x, w, j).
        landing: the phase p = i·r + j at which it lies.
        phase: the phase whose channel lands there, π(p); p itself unless the order was rearranged.
        channel: how the channel follows, e.g. ``0·4 + 2 = 2``.
    """

    place: OutputPlace
    origin: InputPlace
    row: tuple[int, int, int]
    column: tuple[int, int, int]
    landing: int
    phase: int
    channel: str

    def equation(self, names: Names) -> tuple[str, str]:
        """Return both sides: ``out[0, 3, 4]`` and ``in[2, 1, 2]``."""
        return (
            f"{names.enlarged}[{self.place.channel}, {self.place.y}, {self.place.x}]",
            f"{names.channels}[{self.origin.channel}, {self.origin.y}, {self.origin.x}]",
        )


def letters(order: ChannelOrder, rearranged: bool, names: Names = SHUFFLE_NAMES) -> tuple[str, str]:
    """Return both sides of the formula; π stands for a rearranged phase order."""
    phase = "π(i·r+j)" if rearranged else ("i·r + j" if order == "CRD" else "(i·r+j)")
    channel = f"c·r² + {phase}" if order == "CRD" else f"{phase}·C + c"
    return f"{names.enlarged}[c, h·r+i, w·r+j]", f"{names.channels}[{channel}, h, w]"


def is_rearranged(phases: tuple[int, ...]) -> bool:
    """Tell whether any phase lands elsewhere than in its own place."""
    return phases != tuple(range(len(phases)))


def fill_formula(place: OutputPlace, layout: TileLayout) -> FilledFormula:
    """Return the formula with the numbers of ``place``."""
    r = layout.upscale_factor
    h, i = divmod(place.y, r)
    w, j = divmod(place.x, r)
    landing = i * r + j
    phase = layout.phases[landing]
    origin = layout.origin(place)
    if layout.order == "CRD":
        channel = f"{place.channel}·{r * r} + {phase} = {origin.channel}"
    else:
        channel = f"{phase}·{layout.channels} + {place.channel} = {origin.channel}"
    return FilledFormula(place, origin, (place.y, h, i), (place.x, w, j), landing, phase, channel)
