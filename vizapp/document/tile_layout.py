"""The layout of the mosaic that shows the r²·C channels of a feature map side by side.

Pure arithmetic, shared by the engine, which composes the mosaic, and the window, which looks up the value under the
cursor. A *group* holds the r² channels of one output channel: phase (i, j) in row i, column j of the group. Groups
fill the mosaic row by row.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from vizapp.document.subpixel_tasks import MAX_SHUFFLE_FACTOR

ChannelOrder: TypeAlias = Literal["CRD", "DCR"]
"""The channel order: CRD as PyTorch, where the phase varies fastest, or DCR as TensorFlow, where the channel does."""


class InputPlace(NamedTuple):
    """One value of the low-resolution feature map: channel, row, column."""

    channel: int
    y: int
    x: int


class PhasePlace(NamedTuple):
    """One value of a map that is taken apart into phases, which no channels hold: phase (i, j), row, column."""

    i: int
    j: int
    y: int
    x: int


class OutputPlace(NamedTuple):
    """One sub-pixel of the enlarged map: channel, row, column."""

    channel: int
    y: int
    x: int


def fitting_factors(channels: int) -> tuple[int, ...]:
    """Return every allowed factor r whose square divides ``channels``."""
    return tuple(r for r in range(2, MAX_SHUFFLE_FACTOR + 1) if channels % (r * r) == 0)


def channel_of(output_channel: int, phase: int, channels: int, upscale_factor: int, order: ChannelOrder) -> int:
    """Return the feature-map channel of ``phase`` (i·r + j) of ``output_channel``; ``channels`` is C."""
    if order == "CRD":
        return output_channel * upscale_factor**2 + phase
    return phase * channels + output_channel


@dataclass(frozen=True, slots=True)
class TileLayout:
    """The mosaic of ``groups`` (output channels shown, in order) of a feature map (C·r², height, width).

    ``phases[p]`` is the phase whose channel lands at phase p of the enlarged map. A tile is placed by the phase of
    its own channel, so it stays in place when the phases are rearranged.
    """

    upscale_factor: int
    height: int
    width: int
    channels: int
    groups: tuple[int, ...]
    order: ChannelOrder
    phases: tuple[int, ...]

    @property
    def group_columns(self) -> int:
        return max(1, math.ceil(math.sqrt(len(self.groups))))

    @property
    def group_rows(self) -> int:
        return max(1, math.ceil(len(self.groups) / self.group_columns))

    @property
    def mosaic_size(self) -> tuple[int, int]:
        """Height and width of the mosaic, in low-resolution pixels."""
        r = self.upscale_factor
        return self.group_rows * r * self.height, self.group_columns * r * self.width

    def tile_origin(self, group_index: int, phase: int) -> tuple[int, int]:
        """Return the mosaic position (y, x) of a tile's upper left pixel."""
        r = self.upscale_factor
        row, column = divmod(group_index, self.group_columns)
        i, j = divmod(phase, r)
        return (row * r + i) * self.height, (column * r + j) * self.width

    def at_mosaic(self, y: int, x: int) -> OutputPlace | None:
        """Return the sub-pixel that the mosaic pixel (y, x) becomes, or None where there is no tile."""
        mosaic_height, mosaic_width = self.mosaic_size
        if not (0 <= y < mosaic_height and 0 <= x < mosaic_width):
            return None
        r = self.upscale_factor
        tile_row, h = divmod(y, self.height)
        tile_column, w = divmod(x, self.width)
        group_row, i = divmod(tile_row, r)
        group_column, j = divmod(tile_column, r)
        group_index = group_row * self.group_columns + group_column
        if group_index >= len(self.groups):
            return None
        landing_i, landing_j = divmod(self.phases.index(i * r + j), r)
        return OutputPlace(self.groups[group_index], h * r + landing_i, w * r + landing_j)

    def origin(self, place: OutputPlace) -> InputPlace:
        """Return the position in the feature map of the value at ``place`` of the enlarged map."""
        r = self.upscale_factor
        h, i = divmod(place.y, r)
        w, j = divmod(place.x, r)
        phase = self.phases[i * r + j]
        return InputPlace(channel_of(place.channel, phase, self.channels, r, self.order), h, w)

    def mosaic_place(self, place: OutputPlace) -> tuple[int, int] | None:
        """Return the mosaic pixel (y, x) that becomes ``place``, or None if its group is not shown."""
        if place.channel not in self.groups:
            return None
        r = self.upscale_factor
        h, i = divmod(place.y, r)
        w, j = divmod(place.x, r)
        top, left = self.tile_origin(self.groups.index(place.channel), self.phases[i * r + j])
        return top + h, left + w
