"""GIF: all frames share one palette, and each holds only what differs from the one before.

Source: Graphics Interchange Format, version 89a, CompuServe, 1990.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image

from vizapp.animations.deltas import Delta, extent
from vizapp.animations.film import Film

_COLOURS = 255
_TRANSPARENT = 255
"""The number after those of the colours: the pixel stays as it was."""
_SAMPLED = 200_000
"""Pixels that the palette is chosen from."""
_STAYS = 1
"""The disposal method that leaves a frame where it is."""
_UNIT = 100
"""GIF counts time in hundredths of a second."""


def write_gif(film: Film, changes: Sequence[Delta], emit: Callable[[bytes], None]) -> None:
    """Pass the pieces of the file to ``emit``, one or more for each frame."""
    palette = _shared_palette(changes)
    emit(_head(film, palette))
    shown = np.full(film.size, _TRANSPARENT, np.uint8)
    for delta, delay in zip(changes, film.delays(_UNIT), strict=True):
        numbers = _numbers(delta.pixels, palette)
        before = shown[delta.place]
        # Colours that differ may have the same number in the palette.
        differs = delta.changed & (numbers != before)
        rows, columns = extent(differs)
        part = np.where(differs, numbers, np.uint8(_TRANSPARENT))[rows, columns]
        shown[delta.place] = np.where(differs, numbers, before)
        image = Image.fromarray(np.ascontiguousarray(part))
        blocks = GifImagePlugin.getdata(
            image,
            (delta.left + columns.start, delta.top + rows.start),
            duration=1000 // _UNIT * delay,
            disposal=_STAYS,
            transparency=_TRANSPARENT,
            interlace=0,
        )
        emit(b"".join(blocks))
    emit(b";")


def _head(film: Film, palette: Image.Image) -> bytes:
    """Return what stands before the frames: size, palette, and that it begins again for ever."""
    table = bytes(palette.getpalette("RGB") or b"")[: 3 * _COLOURS].ljust(3 * (_COLOURS + 1), b"\0")
    size_of_table = 0xF7  # a table for all frames, of 2⁸ colours of 8 bits
    screen = struct.pack("<HHBBB", film.width, film.height, size_of_table, 0, 0)
    again = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    return b"GIF89a" + screen + table + again


def _shared_palette(changes: Sequence[Delta]) -> Image.Image:
    """Return an image with the colours that suit all frames: what changes in each counts, and all of the first.

    Rare colours, such as those of marks, count as much as frequent ones; then the palette is suited to these, too.
    """
    total = sum(int(delta.changed.sum()) for delta in changes)
    apart = max(1, total // _SAMPLED)
    sample = np.concatenate([delta.pixels[delta.changed][::apart] for delta in changes])
    return Image.fromarray(sample[None]).quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2)


def _numbers(pixels: NDArray[np.uint8], palette: Image.Image) -> NDArray[np.uint8]:
    """Return the numbers of the nearest colours, uint8 (h, w): the same colour has the same number everywhere."""
    chosen = Image.fromarray(pixels).quantize(palette=palette, dither=Image.Dither.NONE)
    numbers = np.asarray(chosen, np.uint8)
    return np.where(numbers == _TRANSPARENT, np.uint8(0), numbers)
