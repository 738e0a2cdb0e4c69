"""The difference between what two canvases show, as a picture and in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.problem import Problem
from vizapp.protocol.picture_answers import MAX_VALUES, Picture
from vizapp.protocol.requests import Region
from vizapp.value_picture import MAGENTA, ValueRange, grey_levels

_LEVELS = 255.0


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The numbers behind a picture on a canvas.

    Attributes:
        size: (H, W) of the map.
        region: the part of it that they cover.
        values: float32 (C, h, w).
        is_exact: whether they are the map's own; otherwise they are read off the 256 levels of the picture.
    """

    size: tuple[int, int]
    region: Region
    values: NDArray[np.float32]
    is_exact: bool


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """The numbers of one picture minus those of another.

    Attributes:
        picture: of the differences; middle grey is none.
        mean, largest: of their absolute values, where both are finite; NaN where none are.
        is_exact: whether they are of the maps' own numbers.
    """

    picture: Picture
    mean: float
    largest: float
    is_exact: bool


def numbers_on(canvas: ImageCanvas) -> Numbers | None:
    """Return the numbers of what a canvas shows; None where it shows nothing."""
    picture, size = canvas.picture, canvas.size_in_pixels
    if picture is not None and picture.values is not None:
        return Numbers(size, picture.region, picture.values, is_exact=True)
    if picture is not None:
        levels = picture.pixels.astype(np.float32).transpose(2, 0, 1) / _LEVELS
        values = picture.low + levels * np.float32(picture.high - picture.low)
        return Numbers(size, picture.region, values.astype(np.float32), is_exact=False)
    pixels = canvas.pictures.arrays().get("pixels")
    if pixels is None:
        return None
    values = pixels.transpose(2, 0, 1).astype(np.float32) / np.float32(np.iinfo(pixels.dtype).max)
    return Numbers(size, (0, 0, *size), values, is_exact=False)


def difference(left: Numbers | None, right: Numbers | None) -> Difference | Problem:
    """Return ``left`` less ``right``, or why there is no difference to be seen."""
    if left is None or right is None:
        return Problem("compare.no-picture")
    if left.size != right.size:
        return Problem("compare.other-size", values={"left": left.size, "right": right.size})
    if len(left.values) != len(right.values):
        return Problem("compare.other-channels", values={"left": len(left.values), "right": len(right.values)})
    cut = _common(left, right)
    if cut is None:
        return Problem("compare.other-part")
    region, first, second = cut
    with np.errstate(invalid="ignore"):  # ∞ − ∞ is NaN, and is drawn as such
        values = np.ascontiguousarray(first - second, dtype=np.float32)
    finite = np.abs(values[np.isfinite(values)])
    mean, largest = (float(finite.mean()), float(finite.max())) if finite.size else (np.nan, np.nan)
    return Difference(_drawn(region, values, largest), mean, largest, left.is_exact and right.is_exact)


def _common(left: Numbers, right: Numbers) -> tuple[Region, NDArray[np.float32], NDArray[np.float32]] | None:
    """Return the part of the map that both cover, with the numbers of each there; None where there is none.

    Pictures that were reduced have fewer numbers than their region: they can be compared only as a whole.
    """
    if left.region == right.region and left.values.shape == right.values.shape:
        return left.region, left.values, right.values
    if any(each.values.shape[1:] != each.region[2:] for each in (left, right)):
        return None
    top, first_column = (max(left.region[axis], right.region[axis]) for axis in (0, 1))
    bottom, last_column = (
        min(left.region[axis] + left.region[axis + 2], right.region[axis] + right.region[axis + 2]) for axis in (0, 1)
    )
    if bottom <= top or last_column <= first_column:
        return None

    def cut(each: Numbers) -> NDArray[np.float32]:
        y, x = each.region[:2]
        return each.values[:, top - y : bottom - y, first_column - x : last_column - x]

    return (top, first_column, bottom - top, last_column - first_column), cut(left), cut(right)


def _drawn(region: Region, values: NDArray[np.float32], largest: float) -> Picture:
    """Draw differences around middle grey; what is not a number is magenta."""
    bound = largest if np.isfinite(largest) and largest > 0 else 1.0
    shown = values if len(values) in (1, 3) else values[:1]
    levels = grey_levels(shown.astype(np.float64), ValueRange(-bound, bound))
    missing = np.isnan(levels).any(axis=0)
    pixels = np.nan_to_num(levels).astype(np.uint8).transpose(1, 2, 0)
    if missing.any():
        pixels = np.broadcast_to(pixels, (*pixels.shape[:2], 3)).copy()
        pixels[missing] = MAGENTA
    is_whole = values.shape[1:] == region[2:] and values.size <= MAX_VALUES
    return Picture(region, np.ascontiguousarray(pixels), values if is_whole else None, -bound, bound)
