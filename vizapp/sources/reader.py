"""Read any source that vizapp can open, in the calling process: no Qt, and PyTorch only for a .pt file."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import BinaryIO

from vizapp.sources.archives import is_torch_archive, open_archive
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
from vizapp.sources.limits import MAX_BYTES, size_text, too_many_pixels
from vizapp.sources.loaded import LoadedSource, SourceError
from vizapp.sources.numpy_files import read_npy, read_npz
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.safetensors_files import read_safetensors


def read_source(path: Path, array: str | None = None) -> LoadedSource:
    """Read an image or a feature map; the content decides which, not the name.

    Args:
        path: the file.
        array: name of the array to take from a file that names its arrays.

    Raises:
        ArrayChoiceNeeded: the file holds several arrays and ``array`` is None.
        SourceError: the file cannot be opened, in one sentence.
    """
    name = display_name(path)
    try:
        with open_regular_file(path) as file:
            return _read_open_file(file, path, name, array)
    except MemoryError as error:
        raise SourceError(f"{name} needs more memory than there is to open; reduce it first.") from error
    except EOFError as error:
        raise SourceError(f"{name} became shorter while it was read; open it again.") from error
    except OSError as error:
        raise SourceError(f"{name} cannot be read to its end: {error.strerror or error}.") from error


def decode_image_bytes(data: bytes | bytearray | memoryview, name: str) -> LoadedSource:
    """Read an image that was pasted or dropped as data.

    Raises:
        SourceError: the data are no image that can be opened.
    """
    if not data:
        raise SourceError(f"{name} is empty; copy the image again.")
    if len(data) > MAX_BYTES:
        raise SourceError(f"{name} is larger than the limit of {size_text(MAX_BYTES)}; reduce it first.")
    found = sniff(bytes(data[:HEAD_BYTES]))
    if found not in IMAGE_FORMATS:
        raise SourceError(
            f"{name} is not an image that can be opened; copy it as png, jpg, webp, avif, bmp, gif or tiff."
        )
    return decode_image(io.BytesIO(data), name, found)


def take_pixels(pixels: RawPixels, name: str) -> LoadedSource:
    """Take over a picture that was pasted or dropped as pixels.

    Raises:
        SourceError: over 64 megapixels.
    """
    if problem := too_many_pixels(pixels.height, pixels.width):
        raise SourceError(f"{name} {problem}.")
    try:
        return image_of_pixels(pixels, name)
    except MemoryError as error:
        raise SourceError(f"{name} needs more memory than there is to open; reduce it first.") from error


def _read_open_file(file: BinaryIO, path: Path, name: str, array: str | None) -> LoadedSource:
    found = sniff(file.read(HEAD_BYTES))
    file.seek(0)
    size = os.fstat(file.fileno()).st_size
    if found in IMAGE_FORMATS:
        return decode_image(file, name, found)
    if found is FileFormat.NPY:
        return read_npy(file, size, name, array)
    if found is FileFormat.SAFETENSORS or (found is FileFormat.UNKNOWN and path.suffix.lower() == ".safetensors"):
        return read_safetensors(file, size, name, array)
    if found is FileFormat.ZIP:
        return _read_archive(file, path, name, array)
    if found is FileFormat.LEGACY_TORCH:
        from vizapp.sources.torch_files import read_legacy_torch

        return read_legacy_torch(file, name, array)
    raise unreadable(name, found)


def _read_archive(file: BinaryIO, path: Path, name: str, array: str | None) -> LoadedSource:
    with open_archive(file, name) as archive:
        if is_torch_archive(archive):
            from vizapp.sources.torch_files import read_torch_archive

            return read_torch_archive(archive, path, name, array)
        if path.suffix.lower() == ".npz" or any(entry.endswith(".npy") for entry in archive.namelist()):
            return read_npz(archive, name, array)
    raise SourceError(f"{name} is a zip archive without arrays in it; unpack it and open one file.")
