"""Whether a reply is what it claims to be, before anything is drawn from it.

Its types have been decoded by then. Here every array is held against what the protocol says of it: dtype, rank, shape
against its region and against the lengths of its neighbours, and whether its numbers are finite where they are places
on a picture. A drawing routine of Qt that is given less, or more, than it was told ends the window's process.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import assert_never

import numpy as np

from vizapp.protocol.answers import Answer, OffsetStatistics, Picture, Subpixels, Tiles, UnitReading, UnitReadings
from vizapp.protocol.messages import (
    Configured,
    Failed,
    InputPicture,
    Progress,
    Ready,
    Refused,
    Reply,
    RunningChanged,
    Snapshot,
)

MAX_SIDE = 2**24
"""Of a map, in pixels; far above what can be opened, and far below where positions overflow."""
MAX_TAPS = 1024
MAX_GROUPS = 1024
MAX_SERIES_STEPS = 1_000_000
MAX_TEXT = 200_000
MAX_SHORT_TEXT = 1000
MAX_DEVICES = 64


class ReplyError(ValueError):
    """A reply is not what it claims to be; the text says why."""


def check_reply(reply: Reply) -> None:
    """Check everything that the types do not.

    Raises:
        ReplyError: says what is wrong.
    """
    match reply:
        case Snapshot():
            _require(reply.step >= 0, "a step is negative")
            for answer in reply.answers.values():
                _check_answer(answer)
        case InputPicture():
            _check_picture(reply.picture)
            _require(len(reply.channels) in (1, 3), f"{len(reply.channels)} channels are no picture")
            _require(min(reply.channels) >= 0, "a channel is negative")
        case Progress():
            _check_progress(reply)
        case Configured():
            _check_configured(reply)
        case Ready():
            _require(len(reply.devices) <= MAX_DEVICES, f"{len(reply.devices)} devices are too many")
            texts = (reply.torch_version, *(text for device in reply.devices for text in (device.name, device.label)))
            _check_texts(texts, MAX_SHORT_TEXT)
        case Failed():
            _check_texts((reply.detail,), MAX_TEXT)
        case RunningChanged():
            _require(reply.step >= 0, "a step is negative")
        case Refused():
            pass
        case _:
            assert_never(reply)


def _check_answer(answer: Answer) -> None:
    match answer:
        case Picture():
            _check_picture(answer)
        case Tiles():
            _check_picture(answer.picture)
            _require(1 <= len(answer.groups) <= MAX_GROUPS, f"{len(answer.groups)} groups are no tiles")
            _require(min(answer.groups) >= 0, "a group is negative")
            _require(len(set(answer.groups)) == len(answer.groups), "a group is there twice")
        case UnitReadings():
            for reading in answer.readings:
                _check_reading(reading)
        case OffsetStatistics():
            _require(0 <= answer.outside_share <= 1, "a share is not between 0 and 1")
            _require(answer.dead_taps >= 0, "a count is negative")
        case Subpixels():
            _check_array("values", answer.values, np.float32, (None,))
            _require(1 <= len(answer.values) <= MAX_TAPS, f"{len(answer.values)} sub-pixels are no pixel")
        case _:
            assert_never(answer)


def _check_picture(picture: Picture) -> None:
    top, left, height, width = picture.region
    _require(0 <= top <= MAX_SIDE and 0 <= left <= MAX_SIDE, f"a picture begins at ({top}, {left})")
    _require(1 <= height <= MAX_SIDE and 1 <= width <= MAX_SIDE, f"a picture covers {height}×{width} pixels")
    pixels = picture.pixels
    _check_array("pixels", pixels, np.uint8, (None, None, None))
    rows, columns, channels = pixels.shape
    _require(1 <= rows <= height and 1 <= columns <= width, f"{rows}×{columns} pixels do not show {height}×{width}")
    _require(channels in (1, 3), f"pixels have {channels} channels")
    if picture.values is not None:
        _check_array("values", picture.values, np.float32, (None, height, width))
        _require(len(picture.values) in (1, 3), f"values have {len(picture.values)} channels")
    _require(math.isfinite(picture.low) and math.isfinite(picture.high), "a range is not finite")


def _check_reading(reading: UnitReading) -> None:
    taps, given = reading.products.shape[0] if reading.products.ndim else 0, len(reading.channels)
    _require(1 <= taps <= MAX_TAPS, f"a unit has {taps} taps")
    _require(min(reading.unit_yx) >= 0, "a unit has a negative place")
    _require(reading.output_channel >= 0 and min(reading.channels) >= 0, "a channel is negative")
    shapes: dict[str, tuple[int, ...]] = {
        "offset_yx": (taps, 2),
        "point_yx": (taps, 2),
        "neighbour_weights": (taps, 4),
        "neighbour_values": (taps, 4, given),
        "values": (taps, given),
        "kernel": (taps, given),
        "products": (taps,),
    }
    for name, shape in shapes.items():
        _check_array(name, getattr(reading, name), np.float32, shape)
    _check_array("placed", reading.placed, np.bool_, (taps,))
    _check_array("neighbours_yx", reading.neighbours_yx, np.int32, (taps, 4, 2))
    places = [reading.offset_yx, reading.point_yx, reading.neighbour_weights]
    if reading.truth_yx is not None:
        _check_array("truth_yx", reading.truth_yx, np.float32, (taps, 2))
        places.append(reading.truth_yx)
    _require(all(bool(np.isfinite(place).all()) for place in places), "a place is not finite")


def _check_progress(progress: Progress) -> None:
    _require(progress.first_step >= 1, f"step {progress.first_step} does not exist")
    lengths = {len(values) if values.ndim else -1 for values in progress.series.values()}
    _require(len(lengths) <= 1, "series have different lengths")
    for name, values in progress.series.items():
        _check_array(name, values, np.float64, (None,))
        _require(1 <= len(values) <= MAX_SERIES_STEPS, f"a series has {len(values)} steps")


def _check_configured(configured: Configured) -> None:
    _require(configured.step >= 0, "a step is negative")
    for shape in (configured.input_shape, configured.output_shape):
        _require(all(1 <= side <= MAX_SIDE for side in shape), f"{shape} is no map")
    held_out = configured.held_out_from
    _require(held_out is None or held_out <= configured.output_shape[2], "nothing is held out there")
    _require(
        len({metric.name for metric in configured.metrics}) == len(configured.metrics), "a metric is there twice"
    )
    for metric in configured.metrics:
        _require(all(map(math.isfinite, metric.references.values())), f"a reference of {metric.name} is not finite")
    _check_texts((configured.device.name, configured.device.label), MAX_SHORT_TEXT)


def _check_array(name: str, array: np.ndarray, dtype: type[np.generic], shape: tuple[int | None, ...]) -> None:
    """Require an array's dtype and shape; None stands for a side of any length."""
    _require(array.dtype == dtype, f"{name} is {array.dtype}")
    fits = array.ndim == len(shape) and all(
        wanted in (None, side) for wanted, side in zip(shape, array.shape, strict=True)
    )
    _require(fits, f"{name} has the shape {array.shape}")


def _check_texts(texts: Iterable[str], longest: int) -> None:
    _require(all(len(text) <= longest for text in texts), "a text is too long")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ReplyError(otherwise)
