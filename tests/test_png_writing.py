"""A PNG file that is written row by row is read back as what was written."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from vizapp import png_writing
from vizapp.png_writing import PngWriter

Made = Callable[[int, int, int], np.ndarray]


def _noise(height: int, width: int, channels: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, channels), dtype=np.uint8)


def _smooth(height: int, width: int, channels: int) -> np.ndarray:
    y, x, c = np.ogrid[:height, :width, :channels]
    return (127 + 120 * np.sin(y / 9 + c) * np.cos(x / 7)).astype(np.uint8)


def _written(values: np.ndarray, strip: int) -> bytes:
    stream = io.BytesIO()
    writer = PngWriter(stream, values.shape[:2], values.shape[2], values.dtype.itemsize * 8)
    for first in range(0, len(values), strip):
        for _ in writer.rows(values[first : first + strip]):
            pass
    writer.end()
    return stream.getvalue()


def _read(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        pixels = np.asarray(image)
    return pixels if pixels.ndim == 3 else pixels[:, :, None]


@pytest.mark.parametrize("make", [_noise, _smooth])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize(("size", "strip"), [((37, 53), 8), ((1, 1), 1), ((3, 300), 2), ((200, 2), 200)])
def test_the_picture_comes_back(
    monkeypatch: pytest.MonkeyPatch, make: Made, channels: int, size: tuple[int, int], strip: int
) -> None:
    monkeypatch.setattr(png_writing, "_PIECE_BYTES", 1000)
    values = make(*size, channels)
    np.testing.assert_array_equal(_read(_written(values, strip)), values)


def test_sixteen_bits_come_back() -> None:
    values = np.random.default_rng(1).integers(0, 2**16, (23, 31, 1), dtype=np.uint16)
    np.testing.assert_array_equal(_read(_written(values, 5)), values)


def test_it_says_that_it_is_srgb_and_is_smaller_than_its_values() -> None:
    values = _smooth(120, 160, 3)
    data = _written(values, 50)
    with Image.open(io.BytesIO(data)) as image:
        assert image.info["srgb"] == 0
    assert len(data) < values.size / 2


def test_other_work_can_be_done_between_its_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png_writing, "_PIECE_BYTES", 3 * 20 * 4)
    writer = PngWriter(io.BytesIO(), (10, 20), 3, 8)
    assert len(list(writer.rows(_noise(10, 20, 3)))) == 3
