"""The reduced pictures of a source: the overview for the canvas and the thumbnail for lists."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vizapp.sources.limits import OVERVIEW_SIDE, THUMBNAIL_SIDE, fitted_size
from vizapp.value_picture import MAGENTA, ValueRange, grey_levels, range_of
from vizapp.value_sample import sample_places

_CHECKER_SIDE = 8
_CHECKER_LEVELS = (204, 255)
_PERCENTILE_SAMPLE = 1 << 20
_BLOCK = 1 << 20


def reduced_picture(image: Image.Image, longest: int) -> Image.Image:
    """Return an antialiased reduction of a picture of mode L, RGB or RGBA, or the picture itself if it is small.

    Colour is weighted by alpha (Pillow premultiplies while it resizes), so transparent pixels do not bleed.
    """
    height, width = fitted_size(image.height, image.width, longest)
    if (width, height) == image.size:
        return image
    return image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)


def as_array(image: Image.Image) -> NDArray[np.uint8]:
    """Return a picture of mode L, RGB or RGBA as uint8 (H, W, C), read-only, with its own memory."""
    array = np.asarray(image)  # of which a copy would be a third one of a large picture
    return array[:, :, None] if array.ndim == 2 else array


def overview_of_image(image: Image.Image) -> NDArray[np.uint8]:
    """Return the overview of a picture of mode L, RGB or RGBA, alpha kept."""
    return as_array(reduced_picture(image, OVERVIEW_SIDE))


def thumbnail_of(overview: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return uint8 (h, w, 3) of an overview (h, w, 1 | 3 | 4); alpha is composited over a checkerboard."""
    picture = Image.fromarray(overview[:, :, 0] if overview.shape[2] == 1 else overview)
    small = reduced_picture(picture, THUMBNAIL_SIDE)
    if small.mode == "RGBA":
        small = Image.alpha_composite(_checkerboard(small.size), small)
    return as_array(small.convert("RGB"))


def _checkerboard(size: tuple[int, int]) -> Image.Image:
    rows, columns = np.ogrid[: size[1], : size[0]]
    odd = (rows // _CHECKER_SIDE + columns // _CHECKER_SIDE) % 2
    return Image.fromarray(np.asarray(_CHECKER_LEVELS, np.uint8)[odd]).convert("RGBA")


def overview_of_channel(channel: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return the overview of one channel (H, W): grey from its 1st to its 99th percentile, NaN in magenta.

    Infinities are drawn as the ends of the scale, a constant channel as middle grey. NaN is never averaged away:
    every reduced pixel that covers one is magenta.
    """
    grey = Image.fromarray(_normalised(channel))
    small = np.array(reduced_picture(grey, OVERVIEW_SIDE))
    missing = np.isnan(channel)
    if not missing.any():
        return small[:, :, None]
    coloured = np.repeat(small[:, :, None], 3, axis=2)
    coloured[_any_in_block(missing, *small.shape)] = MAGENTA
    return coloured


def _normalised(channel: NDArray[np.float32]) -> NDArray[np.uint8]:
    drawn = _display_range(channel)
    grey = np.empty(channel.shape, np.uint8)
    rows = max(1, _BLOCK // channel.shape[1])
    for start in range(0, len(channel), rows):
        # In float64, because the difference of two float32 values may overflow or vanish.
        levels = grey_levels(_double(channel[start : start + rows]), drawn)
        grey[start : start + rows] = np.nan_to_num(levels, copy=False)
    return grey


def _double(values: NDArray[np.float32]) -> NDArray[np.float64]:
    with np.errstate(invalid="ignore"):  # converting a signalling NaN would warn although nothing is wrong
        return values.astype(np.float64)


def _display_range(channel: NDArray[np.float32]) -> ValueRange:
    """Return the display range of the finite values, from a sample if there are very many."""
    flat = channel.reshape(-1)
    if flat.size > _PERCENTILE_SAMPLE:
        flat = flat[sample_places(flat.size, _PERCENTILE_SAMPLE)]
    return range_of(_double(flat))


def _any_in_block(mask: NDArray[np.bool_], height: int, width: int) -> NDArray[np.bool_]:
    """Return bool (height, width): whether any pixel of ``mask`` in the block of a reduced pixel is set."""
    rows = np.arange(height) * mask.shape[0] // height
    columns = np.arange(width) * mask.shape[1] // width
    by_row: NDArray[Any] = np.logical_or.reduceat(mask, rows, axis=0)
    return np.logical_or.reduceat(by_row, columns, axis=1)
