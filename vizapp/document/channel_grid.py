"""The channels of an enlarged map side by side, row by row; shared by the engine and the window."""

from __future__ import annotations

import math
from dataclasses import dataclass

from vizapp.document.tile_layout import OutputPlace

MAX_SHOWN_CHANNELS = 64
"""The most channels that are shown side by side, from channel 0 on."""


@dataclass(frozen=True, slots=True)
class ChannelGrid:
    """``count`` channels, from 0 on, of a map of ``height`` × ``width``, in a grid that is about as high as wide."""

    count: int
    height: int
    width: int

    @classmethod
    def of(cls, output_shape: tuple[int, int, int]) -> ChannelGrid:
        """Return the grid of a map (C, H, W), with as many of its channels as are shown."""
        channels, height, width = output_shape
        return cls(min(channels, MAX_SHOWN_CHANNELS), height, width)

    @property
    def columns(self) -> int:
        return math.ceil(math.sqrt(self.count))

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the grid, in pixels of the map."""
        return self.rows * self.height, self.columns * self.width

    def origin(self, channel: int) -> tuple[int, int]:
        """Return the position (y, x) of a channel's upper left pixel."""
        row, column = divmod(channel, self.columns)
        return row * self.height, column * self.width

    def at(self, y: int, x: int) -> OutputPlace | None:
        """Return what stands at the pixel (y, x) of the grid, or None where no channel does."""
        if not (0 <= y < self.rows * self.height and 0 <= x < self.columns * self.width):
            return None
        (row, y_in), (column, x_in) = divmod(y, self.height), divmod(x, self.width)
        channel = row * self.columns + column
        return OutputPlace(channel, y_in, x_in) if channel < self.count else None

    def place(self, place: OutputPlace) -> tuple[int, int] | None:
        """Return where a value of the map stands in the grid, or None if its channel is not shown."""
        if place.channel >= self.count:
            return None
        top, left = self.origin(place.channel)
        return top + place.y, left + place.x
