"""From maps of numbers to pictures: the part that is on screen, as bytes, made where the numbers are."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from vizapp.protocol.picture_answers import MAX_VALUES, Channels, Picture
from vizapp.protocol.requests import MAX_PICTURE_PIXELS, Region
from vizapp.value_picture import MAGENTA, ValueRange, grey_levels, range_of
from vizapp.value_sample import sample_places

_SAMPLE = 2**18
_EASY_SPAN = (1e-30, 1e30)


def value_range(map_: Tensor) -> ValueRange:
    """Return the 1st and 99th percentile of the finite values, of a sample where there are very many.

    Where these are one number a range around it is returned, so that the number is drawn as middle grey.
    """
    flat = map_.detach().reshape(-1)
    if flat.numel() > _SAMPLE:
        flat = flat[torch.from_numpy(sample_places(flat.numel(), _SAMPLE)).to(flat.device)]
    return range_of(flat.cpu().numpy().astype(np.float64))


def symmetric_range(map_: Tensor) -> ValueRange:
    """Return a range around 0 that holds 99 % of the values, so that 0 is drawn as middle grey."""
    low, high = value_range(map_.detach().abs())
    bound = max(abs(low), abs(high))
    return ValueRange(-bound, bound)


def shown_channels(wanted: int | None, count: int) -> Channels:
    """Return the channel that is wanted; if there is none such, 0–2 as colour where there are three, otherwise 0."""
    channel = existing_channel(wanted, count)
    if channel is not None:
        return (channel,)
    return (0, 1, 2) if count >= 3 else (0,)


def existing_channel(channel: int | None, count: int) -> int | None:
    """Return the channel, or None if there is none such among ``count``."""
    return channel if channel is not None and channel < count else None


def make_picture(
    planes: Tensor,
    drawn: ValueRange,
    region: Region | None = None,
    max_pixels: int = MAX_PICTURE_PIXELS,
) -> Picture:
    """Draw the map, or as much of it as is asked for and may be sent.

    The whole map if it has at most ``max_pixels``; otherwise ``region`` of it, reduced by averaging areas if that has
    more. An area that holds a NaN is NaN, and NaN is magenta.

    Args:
        planes: (c, H, W), c is 1 (grey) or 3 (colour).
        drawn: the values drawn as black and as white.
        region: the part that is on screen; None is all of it. What lies outside the map is cut off.
        max_pixels: at least 1.
    """
    _, height, width = planes.shape
    covered: Region = (0, 0, height, width)
    if height * width > max_pixels and region is not None:
        covered = cut_region(region, height, width)
        top, left, rows, columns = covered
        planes = planes[:, top : top + rows, left : left + columns]
    if planes.shape[1] * planes.shape[2] > max_pixels:
        planes = average_areas(planes, max_pixels)
    return draw_covered(planes, covered, drawn)


def draw_covered(planes: Tensor, covered: Region, drawn: ValueRange, most_values: int = MAX_VALUES) -> Picture:
    """Draw planes (c, h, w), which show the region ``covered`` of their map, reduced or not.

    Their values go with the picture if there are no more than ``most_values``.
    """
    values = _owned(planes) if planes.numel() <= most_values and _is_whole(planes, covered) else None
    return Picture(covered, _owned(to_bytes(planes, drawn)), values, drawn.low, drawn.high)


def to_bytes(planes: Tensor, drawn: ValueRange) -> Tensor:
    """Return uint8 (H, W, 1|3) of planes (c, H, W), on their device; three channels if there is a NaN."""
    low, high = drawn
    planes = planes.detach()
    if not _EASY_SPAN[0] <= high - low <= _EASY_SPAN[1]:
        # In double precision, which not every device has: in single precision the distance overflows, or vanishes.
        planes = planes.cpu().double()
    levels = grey_levels(planes, drawn)
    missing = torch.isnan(levels).any(0)
    if not missing.any():
        return levels.to(torch.uint8).permute(1, 2, 0)
    coloured = levels.nan_to_num_(0.0).to(torch.uint8).expand(3, -1, -1).permute(1, 2, 0).clone()
    coloured[missing] = torch.tensor(MAGENTA, dtype=torch.uint8, device=planes.device)
    return coloured


def _is_whole(planes: Tensor, covered: Region) -> bool:
    return planes.shape[1:] == covered[2:]


def cut_region(region: Region, height: int, width: int) -> Region:
    """Return the part of ``region`` that lies on the map, at least one pixel of it."""
    top = min(max(region[0], 0), height - 1)
    left = min(max(region[1], 0), width - 1)
    bottom = min(max(region[0] + region[2], top + 1), height)
    right = min(max(region[1] + region[3], left + 1), width)
    return top, left, bottom - top, right - left


def average_areas(planes: Tensor, max_pixels: int) -> Tensor:
    """Average areas of planes (c, H, W) so that at most ``max_pixels`` remain."""
    rows, columns = planes.shape[1:]
    scale = math.sqrt(max_pixels / (rows * columns))
    size = (max(1, int(rows * scale)), max(1, int(columns * scale)))
    if size[0] * size[1] > max_pixels:  # a strip: one side was held at 1
        size = (min(size[0], max_pixels), min(size[1], max_pixels))
    if planes.device.type == "mps":  # averages there only areas of equal size
        planes = planes.cpu()
    return functional.adaptive_avg_pool2d(planes.detach(), size)


def _owned(tensor: Tensor) -> np.ndarray:
    """Return a C-contiguous numpy array with memory of its own."""
    return np.array(tensor.detach().cpu().numpy(), order="C")
