"""Pixels as a clipboard holds them: every byte order, padded rows, and the way through the child."""

from __future__ import annotations

import io
import time
import weakref
from pathlib import Path
from typing import get_args

import msgspec
import numpy as np
import pytest
from source_processes import answer, posix, stopped, wait_until

from vizapp.sources import pipes, reader_messages
from vizapp.sources.client import SourceReader
from vizapp.sources.limits import MAX_PIXELS
from vizapp.sources.loaded import SourceError
from vizapp.sources.raw_pixels import BYTES_PER_PIXEL, PixelOrder, RawPixels
from vizapp.sources.reader import take_pixels

ORDERS: tuple[PixelOrder, ...] = get_args(PixelOrder)


def picture(order: PixelOrder, height: int = 5, width: int = 7, padding: int = 3) -> tuple[RawPixels, np.ndarray]:
    """Return random pixels in ``order``, with ``padding`` bytes after each row, and what they mean, (H, W, C)."""
    rng = np.random.default_rng(1)
    each = BYTES_PER_PIXEL[order]
    rows = rng.integers(0, 256, (height, width * each + padding), dtype=np.uint8)
    stored = rows[:, : width * each].reshape(height, width, each)
    if order[-1] == "a":  # what is premultiplied is at most alpha
        stored[..., :3] = np.minimum(stored[..., :3], stored[..., 3:])
    named = {name.upper(): stored[..., place] for place, name in enumerate(order)}
    if order == "L":
        meant = stored
    elif "A" in named:
        meant = np.stack([named[name] for name in "RGBA"], axis=2)
    else:
        meant = np.stack([named[name] for name in "RGB"], axis=2)
    if order[-1] == "a":
        alpha = np.maximum(meant[..., 3:], 1).astype(float)
        meant = np.concatenate([np.minimum(meant[..., :3] / alpha * 255, 255), meant[..., 3:]], axis=2)
    return RawPixels(height, width, rows.shape[1], order, memoryview(rows.tobytes())), meant


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_of_bytes_is_understood(order: PixelOrder) -> None:
    pixels, meant = picture(order)
    source = take_pixels(pixels, "pasted")
    assert source.values.shape == meant.shape
    assert np.abs(source.values - meant.astype(float)).max() <= (1 if order[-1] == "a" else 0)
    assert (source.kind, source.format, source.name) == ("image", "pixels", "pasted")
    np.testing.assert_array_equal(source.overview, source.values)
    assert source.thumbnail.shape == (5, 7, 3)
    assert source.notes == (("alpha composited over white for training",) if meant.shape[2] == 4 else ())


def test_alpha_that_hides_nothing_is_not_mentioned() -> None:
    source = take_pixels(RawPixels(2, 2, 8, "RGBA", memoryview(b"\x01\x02\x03\xff" * 4)), "pasted")
    assert source.notes == ()


def test_the_child_takes_over_what_the_function_does(reader: SourceReader) -> None:
    pixels, _ = picture("BGRa", 40, 1300)
    reader.request_pixels(pixels, "pasted", request_id=4)
    result = answer(reader)
    assert (result.request_id, result.choice, result.error) == (4, None, None)
    expected = take_pixels(pixels, "pasted")
    for name, value in vars(expected).items():
        np.testing.assert_array_equal(getattr(result.loaded, name), value)
    assert expected.overview.shape == (32, 1024, 4)


@pytest.mark.parametrize(
    ("height", "width", "sentence"),
    [
        (0, 0, "pasted is empty; copy the image again."),
        (
            8001,
            8000,
            "pasted measures 8000 × 8001 = 64.01 megapixels, more than the limit of 64; reduce or crop it first.",
        ),
    ],
)
def test_what_is_no_picture_never_reaches_the_child(
    reader: SourceReader, height: int, width: int, sentence: str
) -> None:
    reader.request_pixels(RawPixels(height, width, width, "L", memoryview(b"")), "pasted", request_id=1)
    assert reader.pid is None
    assert answer(reader).error == sentence


def test_the_child_keeps_to_the_limit_too() -> None:
    with pytest.raises(SourceError, match="megapixels"):
        take_pixels(RawPixels(MAX_PIXELS + 1, 1, 1, "L", memoryview(b"")), "pasted")


@posix
def test_nobody_waits_while_the_pixels_are_written_and_they_are_let_go_afterwards(
    reader: SourceReader, photo: Path
) -> None:
    class Owner:
        pass

    owner = Owner()
    held = weakref.ref(owner)
    rows = memoryview(bytes(200 << 20))
    reader.request(photo, request_id=0)
    assert answer(reader).loaded
    stopped(reader)
    start = time.monotonic()
    reader.request_pixels(RawPixels(5000, 10000, 40000, "BGRX", rows, owner), "pasted", request_id=1)
    del owner
    assert reader.poll() == []
    assert time.monotonic() - start < 0.05
    assert held() is not None, "the child has not taken the pixels yet"
    reader.cancel()
    wait_until(lambda: held() is None)


def test_rows_that_are_too_short_or_too_many_are_turned_away() -> None:
    good = {"type": "ReadPixels", "name": "a", "height": 2, "width": 3, "bytes_per_line": 12, "order": "BGRX"}
    message, _ = pipes.receive_request(_pipe(good, bytes(24)))
    assert message == reader_messages.ReadPixels("a", 2, 3, 12, "BGRX")
    for change in (
        {"bytes_per_line": 11},
        {"height": 1 << 30},
        {"height": 0},
        {"width": -1},
        {"width": 1 << 62},
        {"order": "CMYK"},
    ):
        with pytest.raises(reader_messages.ProtocolError):
            pipes.receive_request(_pipe(good | change, bytes(24)))


def _pipe(message: dict[str, object], payload: bytes) -> pipes.Pipe:
    text = msgspec.msgpack.encode(message)
    return io.BytesIO(len(text).to_bytes(4, "little") + text + payload)
