"""The colours of an offset field: hue is its direction, strength its length."""

from __future__ import annotations

import functools
import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from vizapp.gui.colours import direction_table
from vizapp.protocol.offset_answers import Field
from vizapp.protocol.picture_answers import MAX_VALUES, Picture

TINT_OPACITY = 0.6
"""Of an offset as long as the scale, over the picture."""
LEAST_SCALE = 0.5
"""Input pixels; a shorter scale would make noise of an untrained layer look like a field."""
_CELLS = 127
"""Steps from no offset to one as long as the scale, along each axis of the tables."""


def scale_for(reach: float) -> float:
    """Return the length drawn at full strength: the next of 1, 2, 5, 10, … px, or 0.5 px, that ``reach`` is within.

    In such steps it seldom changes while training moves the points.
    """
    if not reach > LEAST_SCALE:
        return LEAST_SCALE
    power = 10.0 ** math.floor(math.log10(reach))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= reach * (1 - 1e-6))


def tint_image(offset_yx: NDArray[np.float32], scale: float) -> QImage:
    """Return offsets (h, w, 2) as colours to be laid over a picture: none where there is no offset."""
    return _image(_tint_table().take(_cells(offset_yx, scale)))


def field_image(offset_yx: NDArray[np.float32], scale: float) -> QImage:
    """Return offsets (h, w, 2) as an opaque picture, white where there is no offset."""
    return _image(_opaque_table().take(_cells(offset_yx, scale)) | np.uint32(0xFF000000)).rgbSwapped()


def field_picture(field: Field) -> Picture:
    """Return a field as a picture of its own, white where there is no offset; its values are the lengths in px."""
    scale = scale_for(field.reach)
    pixels = np.ascontiguousarray(_opaque(field.offset_yx, scale))
    lengths = None
    if field.step_yx == (1, 1) and pixels.shape[0] * pixels.shape[1] <= MAX_VALUES:
        lengths = np.hypot(field.offset_yx[..., 0], field.offset_yx[..., 1])[None]
    return Picture(field.region, pixels, lengths, 0.0, scale)


def wheel_image(side: int) -> QImage:
    """Return a disc of ``side`` pixels with every direction at every strength up to the scale."""
    y, x = (np.indices((side, side), np.float32) - (side - 1) / 2) / (side / 2 - 1)
    pixels = _opaque(np.stack((y, x), axis=-1), 1.0).astype(np.uint32)
    alpha = np.clip((1.0 - np.hypot(y, x)) * (side / 2) + 0.5, 0, 1)[..., None]
    premultiplied = (pixels * alpha).astype(np.uint32)
    opacity = (alpha[..., 0] * 255).astype(np.uint32)
    return _image(_packed(premultiplied, opacity))


def _opaque(offset_yx: NDArray[np.float32], scale: float) -> NDArray[np.uint8]:
    """Return the colours (h, w, 3) of offsets (h, w, 2) on white."""
    packed = _opaque_table().take(_cells(offset_yx, scale))
    return packed.view(np.uint8).reshape(*packed.shape, 4)[..., :3]


def _cells(offset_yx: NDArray[np.float32], scale: float) -> NDArray[np.intp]:
    """Return for each offset its place in the tables; those beyond keep their direction."""
    y, x = (offset_yx[..., axis] * np.float32(_CELLS / scale) for axis in (0, 1))
    longest = np.maximum(np.abs(y), np.abs(x))
    beyond = longest > _CELLS
    if beyond.any():
        shortened = _CELLS / longest[beyond]
        y[beyond] *= shortened
        x[beyond] *= shortened
    # One number a cell, computed as floats, which is exact and faster than indices of two axes.
    return (np.rint(y) * (2 * _CELLS + 1) + np.rint(x) + 2 * _CELLS * (_CELLS + 1)).astype(np.intp)


@functools.cache
def _table() -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Return the hue (n, n, 3) and the strength (n, n), 0 to 1, of every offset of the tables."""
    y, x = (np.indices((2 * _CELLS + 1, 2 * _CELLS + 1)) - _CELLS) / _CELLS
    degrees = np.rint(np.degrees(np.arctan2(-y, x))).astype(int) % 360
    return direction_table()[degrees], np.minimum(np.hypot(y, x), 1.0)


@functools.cache
def _opaque_table() -> NDArray[np.uint32]:
    hue, strength = _table()
    colours = np.full((*strength.shape, 4), 255, np.uint8)
    colours[..., :3] = np.rint(255 + (hue.astype(float) - 255) * strength[..., None])
    return colours.view(np.uint32)[..., 0]


@functools.cache
def _tint_table() -> NDArray[np.uint32]:
    hue, strength = _table()
    alpha = strength * TINT_OPACITY
    return _packed(np.rint(hue * alpha[..., None]).astype(np.uint32), np.rint(alpha * 255).astype(np.uint32))


def _packed(premultiplied: NDArray[np.uint32], opacity: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return colours (…, 3) and their opacity as Qt packs them."""
    red, green, blue = (premultiplied[..., part] for part in range(3))
    return (opacity << 24 | red << 16 | green << 8 | blue).astype(np.uint32)


def _image(packed: NDArray[np.uint32]) -> QImage:
    packed = np.ascontiguousarray(packed)
    height, width = packed.shape
    return QImage(packed.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()
