"""Checks of the answers that are pictures; each raises a ``ReplyError``."""

from __future__ import annotations

import numpy as np

from vizapp.protocol.picture_answers import MAX_TILE_VALUES, MAX_VALUES, ChannelMaps, Picture, Spectrum, Tiles
from vizapp.protocol.reply_limits import MAX_NUMBER
from vizapp.protocol.requests import MAX_PICTURE_PIXELS
from vizapp.protocol.value_checks import check_array, check_map_size, check_region, require, require_different


def check_picture(picture: Picture, most_values: int = MAX_VALUES, *, may_be_finer: bool = False) -> None:
    """Require pixels and exact values that show the same region, ``most_values`` values at most.

    One that ``may_be_finer`` may have more pixels than the region, as many as may be sent.
    """
    height, width = check_region("a picture", picture.region)
    pixels = picture.pixels
    check_array("pixels", pixels, np.uint8, (None, None, None))
    rows, columns, channels = pixels.shape
    if picture.finer:
        require(rows > height or columns > width, f"{rows}×{columns} pixels are not finer than {height}×{width}")
        require(0 < rows * columns <= MAX_PICTURE_PIXELS, f"{rows}×{columns} pixels are too many, or none")
    else:
        fits = 1 <= rows <= height and 1 <= columns <= width
        require(fits, f"{rows}×{columns} pixels do not show {height}×{width}")
    require(channels in (1, 3), f"pixels have {channels} channels")
    if picture.values is not None:
        check_array("values", picture.values, np.float32, (None, height, width))
        require(len(picture.values) in (1, 3), f"values have {len(picture.values)} channels")
        require(len(picture.values) <= channels, "colours are drawn in grey")
        require((rows, columns) == (height, width), "a picture that was reduced has exact values")
        require(picture.values.size <= most_values, f"{picture.values.size} exact values are too many")
    require(-MAX_NUMBER <= picture.low < picture.high <= MAX_NUMBER, "a range is no range")
    require(may_be_finer or not picture.finer, "a picture of a map has more pixels than the map")


def check_tiles(tiles: Tiles) -> None:
    """Require a mosaic of different groups."""
    check_picture(tiles.picture, MAX_TILE_VALUES)
    require(min(tiles.groups) >= 0, "a group is negative")
    require_different(tiles.groups, "a group")


def check_channel_maps(maps: ChannelMaps) -> None:
    """Require a grid in grey."""
    check_picture(maps.picture)
    require(maps.picture.values is None or len(maps.picture.values) == 1, "channels are drawn in grey")


def check_spectrum(spectrum: Spectrum) -> None:
    """Require a whole spectrum with the frequency 0 in its middle."""
    check_picture(spectrum.picture)
    require(not spectrum.checkerboard < 0, "a deviation is negative")
    top, left, height, width = spectrum.picture.region
    require(top == left == 0, "a spectrum is only a part of one")
    require(min(height, width) >= 3 and height % 2 == width % 2 == 1, "a spectrum has no middle")
    if spectrum.of_size is not None:
        check_map_size(spectrum.of_size)
