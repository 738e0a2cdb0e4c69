"""The answers that are pictures: of a map, of its channels side by side, and of its spectrum."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import numpy as np
from msgspec import Meta

from vizapp.document.channel_grid import MAX_SHOWN_CHANNELS
from vizapp.protocol.reply_limits import MAX_GROUPS
from vizapp.protocol.requests import Region
from vizapp.protocol.tagged import Tagged

MAX_VALUES = 2**19
"""The most exact values that are sent with a picture."""
MAX_TILE_VALUES = 2**20
"""The most that are sent with tiles, which are a whole feature map: those of a photograph of 512 × 512 pixels."""

Channels: TypeAlias = Annotated[tuple[int, ...], Meta(min_length=1, max_length=3)]


class Picture(Tagged, frozen=True):
    """A picture of a map.

    Attributes:
        region: the part of the map that it covers, in map pixels.
        pixels: uint8 (h, w, 1|3); smaller than the region if it had to be reduced.
        values: float32 (c, h, w), the exact values behind ``pixels``, or None if there are too many, or if they are
            not those of the map's own pixels.
        low, high: the values drawn as black and as white.
        finer: whether there are more pixels than the region has: those of a larger picture that lies over the map.
    """

    region: Region
    pixels: np.ndarray
    values: np.ndarray | None
    low: float
    high: float
    finer: bool = False


class Tiles(Tagged, frozen=True):
    """The channels of a feature map side by side.

    Attributes:
        picture: the mosaic, as :class:`vizapp.document.tile_layout.TileLayout` lays it out for ``groups``.
        groups: the output channels whose tiles it shows: all of them if they fit, otherwise the requested one or as
            many as fit.
    """

    picture: Picture
    groups: Annotated[tuple[int, ...], Meta(min_length=1, max_length=MAX_GROUPS)]


class ChannelMaps(Tagged, frozen=True):
    """The channels of an enlarged map side by side.

    Attributes:
        picture: the grid, or the part of it that was asked for, as :class:`vizapp.document.channel_grid.ChannelGrid`
            lays it out.
        count: how many channels it shows, from channel 0 on.
    """

    picture: Picture
    count: Annotated[int, Meta(ge=1, le=MAX_SHOWN_CHANNELS)]


class Spectrum(Tagged, frozen=True):
    """How strong the wave of every frequency in a map is.

    Attributes:
        picture: of an odd number of rows and columns, from −1/2 to 1/2 cycles per pixel each (see
            :mod:`vizapp.frequencies`); its values are in dB, where 0 dB is a wave of amplitude 1.
        checkerboard: how far the phases of the map's detail differ, in grey levels of 255; NaN where the map is too
            small to say, or not finite.
        of_size: (H, W) of the picture that it is of, where that is no map of the lab; None where it is.
    """

    picture: Picture
    checkerboard: float
    of_size: tuple[int, int] | None = None
