"""Unpacking of the strips and tiles of a TIFF page, each limited to its expected size."""

from __future__ import annotations

import io
import struct
from typing import Any, BinaryIO

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import TiffImagePlugin

_UNPACKED = 1
_PACKINGS = (_UNPACKED, 5, 8, 32946, 32773, 34925, 50000)
"""None, LZW, deflate under two numbers, PackBits, LZMA and Zstandard: packings that are independent of samples."""

_NO_PREDICTOR, _HORIZONTAL, _FLOATING_POINT = 1, 2, 3
_LEAST_FIRST = 2
"""The FillOrder value for the reversed bit order of fax machines."""


def can_unpack(page: tifffile.TiffPage) -> bool:
    """Return whether `unpacked` supports the page's packing."""
    known = page.compression in _PACKINGS and page.predictor in (_NO_PREDICTOR, _HORIZONTAL, _FLOATING_POINT)
    return known and page.fillorder != _LEAST_FIRST


def unpacked(file: BinaryIO, page: tifffile.TiffPage) -> NDArray[Any]:
    """Return the samples (H, W, S) of a page whose size has been checked and that `can_unpack` accepts.

    Raises:
        EOFError: strips or tiles are missing.
        Exception: of any type, if the page is damaged.
    """
    compression, predictor = int(page.compression), int(page.predictor)
    assert page.dtype is not None
    itemsize = page.dtype.itemsize
    planes, depth, height, width, samples = page.shaped
    rows, columns = (page.tilelength, page.tilewidth) if page.is_tiled else (page.rowsperstrip, width)
    row_bytes = columns * samples * itemsize
    # libtiff unpacks the data, with a size limit; tifffile then places the unpacked segments.
    page.compression = tifffile.COMPRESSION.NONE
    if predictor == _FLOATING_POINT:
        page.predictor = tifffile.PREDICTOR.NONE
    result = np.zeros((planes, depth, height, width, samples), page.dtype)
    segments = int(np.prod(page.chunked))
    if len(page.dataoffsets) < segments or len(page.databytecounts) < segments:
        raise EOFError("strips or tiles are missing")
    for index in range(segments):
        in_image = rows if page.is_tiled else min(rows, height - index % -(-height // rows) * rows)
        data = _segment(file, page.dataoffsets[index], page.databytecounts[index])
        if compression != _UNPACKED:
            data = _by_libtiff(data, compression, row_bytes, in_image)
        if predictor == _FLOATING_POINT:
            data = _without_float_predictor(data, row_bytes, samples, itemsize, page.parent.byteorder)
        if len(data) < row_bytes * in_image * (page.tiledepth if page.is_tiled else 1):
            raise EOFError("a strip or tile is too short")
        decoded, (plane, z, y, x, _), _ = _decoded(page, data, index)
        place = result[plane, z : z + decoded.shape[0], y : y + decoded.shape[1], x : x + decoded.shape[2]]
        place[...] = decoded[: place.shape[0], : place.shape[1], : place.shape[2]]
    # The first layer of a volume; separate planes become samples.
    return np.moveaxis(result[:, 0], 0, 2).reshape(height, width, planes * samples)


def _decoded(page: tifffile.TiffPage, data: bytes, index: int) -> tuple[NDArray[Any], Any, Any]:
    decoded, place, shape = page.decode(data, index)
    if decoded is None:
        raise EOFError("a strip or tile is missing")
    return np.asarray(decoded), place, shape


def _segment(file: BinaryIO, offset: int, count: int) -> bytes:
    file.seek(offset)
    data = file.read(count)
    if len(data) < count or not data:
        raise EOFError("a strip or tile ends too early")
    return data


def _by_libtiff(data: bytes, compression: int, row_bytes: int, rows: int) -> bytes:
    """Unpack bytes with Pillow's libtiff, as the only strip of an 8-bit grey picture."""
    entries = (
        (256, row_bytes),
        (257, rows),
        (258, 8),
        (259, compression),
        (262, 1),
        (273, 0),
        (277, 1),
        (278, rows),
        (279, len(data)),
    )
    start = 8 + 2 + 12 * len(entries) + 4
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, start if tag == 273 else value) for tag, value in entries)
    head = b"II*\0" + struct.pack("<IH", 8, len(entries)) + directory + bytes(4)
    # Not Image.open, whose limit is for pixels: these are bytes, whose number has been checked.
    with TiffImagePlugin.TiffImageFile(io.BytesIO(head + data)) as strip:
        return strip.tobytes()


def _without_float_predictor(data: bytes, row_bytes: int, samples: int, itemsize: int, byte_order: str) -> bytes:
    """Undo the float predictor, which stores each row as byte differences, the most significant bytes first."""
    rows = np.frombuffer(data, np.uint8)[: len(data) // row_bytes * row_bytes].reshape(-1, row_bytes)
    summed = np.cumsum(rows.reshape(len(rows), -1, samples), axis=1, dtype=np.uint8).reshape(len(rows), itemsize, -1)
    ordered = summed if byte_order == ">" else summed[:, ::-1]
    return np.ascontiguousarray(ordered.transpose(0, 2, 1)).tobytes()
