"""Reading of any source in the calling process. Imports no Qt, and PyTorch only for .pt files."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import BinaryIO

from vizapp.sources.archives import is_torch_archive, open_archive, program_in
from vizapp.sources.file_kinds import (
    HEAD_BYTES,
    IMAGE_FORMATS,
    FileFormat,
    display_name,
    open_regular_file,
    sniff,
    unreadable,
)
from vizapp.sources.images import decode_image, image_of_pixels
from vizapp.sources.limits import MAX_BYTES, too_many_pixels
from vizapp.sources.loaded import AxisOrder, LoadedSource, SourceError, refusal
from vizapp.sources.numpy_files import read_npy, read_npz
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.safetensors_files import read_safetensors


def read_source(path: Path, array: str | None = None, axes: AxisOrder | None = None) -> LoadedSource:
    """Read an image or a feature map, as its content decides, regardless of its name.

    Args:
        path: the file.
        array: the name of the array, for a file that names its arrays.
        axes: the axis order of an array of three axes; None guesses.

    Raises:
        ArrayChoiceNeeded: the file holds several arrays and ``array`` is None.
        SourceError: the file cannot be opened, and why.
    """
    name = display_name(path)
    try:
        with open_regular_file(path) as file:
            return _read_open_file(file, path, name, array, axes)
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error
    except EOFError as error:
        raise SourceError("source.shrank", name=name) from error
    except OSError as error:
        raise SourceError("source.not-read-to-end", name=name, why=error.strerror or str(error)) from error


def decode_image_bytes(data: bytes | bytearray | memoryview, name: str) -> LoadedSource:
    """Read an image that was pasted or dropped as data.

    Raises:
        SourceError: the data are not an image that can be opened.
    """
    if not data:
        raise SourceError("source.pasted-empty", name=name)
    if len(data) > MAX_BYTES:
        raise SourceError("source.pasted-too-large", name=name, limit=MAX_BYTES)
    found = sniff(bytes(data[:HEAD_BYTES]))
    if found not in IMAGE_FORMATS:
        raise SourceError("source.pasted-no-image", name=name)
    return decode_image(io.BytesIO(data), name, found)


def take_pixels(pixels: RawPixels, name: str) -> LoadedSource:
    """Load a picture that was pasted or dropped as pixels.

    Raises:
        SourceError: over 64 megapixels.
    """
    if problem := too_many_pixels(pixels.height, pixels.width):
        raise refusal(name, problem)
    try:
        return image_of_pixels(pixels, name)
    except MemoryError as error:
        raise SourceError("source.out-of-memory", name=name) from error


def _read_open_file(file: BinaryIO, path: Path, name: str, array: str | None, axes: AxisOrder | None) -> LoadedSource:
    found = sniff(file.read(HEAD_BYTES))
    file.seek(0)
    size = os.fstat(file.fileno()).st_size
    if found in IMAGE_FORMATS:
        return decode_image(file, name, found)
    if found is FileFormat.NPY:
        return read_npy(file, size, name, array, axes)
    if found is FileFormat.SAFETENSORS or (found is FileFormat.UNKNOWN and path.suffix.lower() == ".safetensors"):
        return read_safetensors(file, size, name, array, axes)
    if found is FileFormat.ZIP:
        return _read_archive(file, path, name, array, axes)
    if found is FileFormat.LEGACY_TORCH:
        from vizapp.sources.torch_files import read_legacy_torch

        return read_legacy_torch(file, name, array, axes)
    raise unreadable(name, found)


def _read_archive(file: BinaryIO, path: Path, name: str, array: str | None, axes: AxisOrder | None) -> LoadedSource:
    with open_archive(file, name) as archive:
        if obstacle := program_in(archive):
            raise SourceError(obstacle, name=name)
        if is_torch_archive(archive):
            from vizapp.sources.torch_files import read_torch_archive

            return read_torch_archive(archive, path, name, array, axes)
        if path.suffix.lower() == ".npz" or any(entry.endswith(".npy") for entry in archive.namelist()):
            return read_npz(archive, name, array, axes)
    raise SourceError("source.zip-without-arrays", name=name)
