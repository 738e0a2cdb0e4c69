"""APNG: a PNG file with further frames, each of which holds only what differs from the one before. No colour is lost.

Source: Portable Network Graphics (PNG) Specification, third edition, W3C, 2025.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from vizapp.animations.deltas import Delta
from vizapp.animations.film import Film
from vizapp.png_writing import SIGNATURE, chunk, paeth_filtered

_RGBA = 6
_PIXEL_BYTES = 4
_STAYS, _LAID_OVER = 0, 1
"""What becomes of a frame when the next one comes, and how it is combined with what was there."""
_UNIT = 1000
_DENSE = 0.5
"""A frame that changes a larger share of its pixels is predicted from its neighbours; others are mostly zeros."""


def write_apng(film: Film, changes: Sequence[Delta], emit: Callable[[bytes], None]) -> None:
    """Pass the pieces of the file to ``emit``, one or more for each frame."""
    head = struct.pack(">IIBBBBB", film.width, film.height, 8, _RGBA, 0, 0, 0)
    emit(SIGNATURE + chunk(b"IHDR", head) + chunk(b"sRGB", b"\0") + chunk(b"acTL", struct.pack(">II", film.count, 0)))
    number = 0
    for delta, delay in zip(changes, film.delays(_UNIT), strict=True):
        height, width = delta.changed.shape
        control = struct.pack(
            ">IIIIIHHBB", number, width, height, delta.left, delta.top, delay, _UNIT, _STAYS, _LAID_OVER
        )
        number += 1
        piece = chunk(b"fcTL", control)
        packed = _packed(delta)
        if number == 1:
            piece += chunk(b"IDAT", packed)
        else:
            piece += chunk(b"fdAT", struct.pack(">I", number) + packed)
            number += 1
        emit(piece)
    emit(chunk(b"IEND", b""))


def _packed(delta: Delta) -> bytes:
    """Return the part of a frame as compressed rows; pixels that stay are transparent."""
    height, width = delta.changed.shape
    rgba = np.zeros((height, width, _PIXEL_BYTES), np.uint8)
    rgba[delta.changed, :3] = delta.pixels[delta.changed]
    rgba[delta.changed, 3] = 255
    rows = rgba.reshape(height, -1)
    return zlib.compress(_filtered(rows, is_dense=bool(delta.changed.mean() > _DENSE)).tobytes(), 9)


def _filtered(rows: NDArray[np.uint8], *, is_dense: bool) -> NDArray[np.uint8]:
    """Return rows with the number of a filter before each: none, or that which predicts from the neighbours."""
    if is_dense:
        return paeth_filtered(rows, np.zeros_like(rows[0]), _PIXEL_BYTES)
    return np.concatenate([np.zeros((len(rows), 1), np.uint8), rows], axis=1)
