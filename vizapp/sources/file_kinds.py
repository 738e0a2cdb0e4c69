"""Safe opening of arbitrary paths, and detection of the format from the first bytes."""

from __future__ import annotations

import codecs
import errno
import io
import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from vizapp.sources.limits import MAX_BYTES, MAX_SAFETENSORS_HEADER
from vizapp.sources.loaded import SourceError

HEAD_BYTES = 4096
LEGACY_TORCH_MAGIC = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e"

_READ_BYTES = 1 << 20
_BMP_HEADER_SIZES = (12, 16, 40, 52, 56, 64, 108, 124)
_AVIF_BRANDS = (b"avif", b"avis")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")


class FileFormat(StrEnum):
    """The format that a file's first bytes indicate; the image formats have Pillow's names."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"
    AVIF = "AVIF"
    BMP = "BMP"
    GIF = "GIF"
    TIFF = "TIFF"
    NPY = "npy"
    ZIP = "zip"
    SAFETENSORS = "safetensors"
    LEGACY_TORCH = "pt"
    PICKLE = "pickle"
    HEIC = "HEIC"
    TEXT = "text"
    UNKNOWN = "unknown"


IMAGE_FORMATS = frozenset(
    {
        FileFormat.PNG,
        FileFormat.JPEG,
        FileFormat.WEBP,
        FileFormat.AVIF,
        FileFormat.BMP,
        FileFormat.GIF,
        FileFormat.TIFF,
    }
)

_EXPECTED_OF_SUFFIX = {
    ".png": "a PNG image",
    ".jpg": "a JPEG image",
    ".jpeg": "a JPEG image",
    ".webp": "a WebP image",
    ".avif": "an AVIF image",
    ".bmp": "a BMP image",
    ".gif": "a GIF image",
    ".tif": "a TIFF image",
    ".tiff": "a TIFF image",
    ".npy": "a NumPy array",
    ".npz": "a NumPy archive",
    ".safetensors": "a safetensors file",
    ".pt": "a PyTorch file",
    ".pth": "a PyTorch file",
}


def display_name(path: Path | str) -> str:
    """Return the last part of a path for display: printable, valid Unicode, at most 120 characters."""
    name = Path(path).name or str(path)
    shown = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name)
    return shown if len(shown) <= 120 else f"{shown[:80]}\N{HORIZONTAL ELLIPSIS}{shown[-39:]}"


@contextmanager
def open_regular_file(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file of acceptable size for reading; refuse everything else without blocking.

    Raises:
        SourceError: the path is missing, unreadable, a directory, a pipe, a device, empty or over 1 GiB.
    """
    name = display_name(path)
    try:
        # Checked before opening, because merely opening a device can have side effects.
        _refuse_special(name, path.stat().st_mode)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except SourceError:  # a ValueError, which the next clause would catch
        raise
    except (OSError, ValueError) as error:
        raise _opening_problem(name, error) from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _refuse_special(name, status.st_mode)
        if status.st_size == 0:
            raise SourceError("source.empty", name=name)
        if status.st_size > MAX_BYTES:
            raise SourceError("source.file-too-large", name=name, limit=MAX_BYTES)
        yield file


def _refuse_special(name: str, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise SourceError("source.folder", name=name)
    what = "pipe" if stat.S_ISFIFO(mode) else "socket" if stat.S_ISSOCK(mode) else "device"
    raise SourceError(f"source.{what}", name=name)


def _opening_problem(name: str, error: OSError | ValueError) -> SourceError:
    if isinstance(error, PermissionError):
        return SourceError("source.not-allowed", name=name)
    if isinstance(error, ValueError) or error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return SourceError("source.missing", name=name)
    return SourceError("source.not-opened", name=name, why=error.strerror or str(error))


def read_exactly(stream: IO[bytes], count: int) -> NDArray[np.uint8]:
    """Read ``count`` bytes, a number that the caller has checked, in pieces.

    Raises:
        EOFError: the stream ends before.
    """
    buffer = np.empty(count, np.uint8)
    read_into = cast(io.BufferedIOBase, stream).readinto  # files and entries of archives have this method
    rest = memoryview(buffer)  # type: ignore[arg-type]
    while rest:
        # A file reads directly into the memory; an entry of an archive allocates each piece first.
        done = read_into(rest[:_READ_BYTES])
        if not done:
            raise EOFError(f"{len(rest)} bytes are missing")
        rest = rest[done:]
    return buffer


def sniff(head: bytes) -> FileFormat:
    """Return the format that the first bytes of a file indicate, regardless of its name."""
    for magic, found in (
        (b"\x89PNG\r\n\x1a\n", FileFormat.PNG),
        (b"\xff\xd8\xff", FileFormat.JPEG),
        (b"GIF87a", FileFormat.GIF),
        (b"GIF89a", FileFormat.GIF),
        (b"II*\0", FileFormat.TIFF),
        (b"MM\0*", FileFormat.TIFF),
        (b"II+\0", FileFormat.TIFF),
        (b"MM\0+", FileFormat.TIFF),
        (b"\x93NUMPY", FileFormat.NPY),
        (b"PK\x03\x04", FileFormat.ZIP),
        (b"PK\x05\x06", FileFormat.ZIP),
        (LEGACY_TORCH_MAGIC, FileFormat.LEGACY_TORCH),
    ):
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileFormat.WEBP
    if head[4:8] == b"ftyp":
        brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(len(head), 64), 4))]
        if any(brand in _AVIF_BRANDS for brand in brands):
            return FileFormat.AVIF
        if any(brand in _HEIC_BRANDS for brand in brands):
            return FileFormat.HEIC
    if head[:2] == b"BM" and len(head) >= 18 and struct.unpack_from("<I", head, 14)[0] in _BMP_HEADER_SIZES:
        return FileFormat.BMP
    if head[8:9] == b"{" and struct.unpack_from("<Q", head)[0] <= MAX_SAFETENSORS_HEADER:
        return FileFormat.SAFETENSORS
    if len(head) > 2 and head[0] == 0x80 and 2 <= head[1] <= 5:
        return FileFormat.PICKLE
    return FileFormat.TEXT if _is_text(head) else FileFormat.UNKNOWN


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        # Incremental, because the head may end inside a character.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def unreadable(name: str, found: FileFormat) -> SourceError:
    """Return the refusal of a file whose format cannot be opened."""
    if found is FileFormat.PICKLE:
        return SourceError("source.pickle", name=name)
    if found is FileFormat.HEIC:
        return SourceError("source.heic", name=name)
    expected = _EXPECTED_OF_SUFFIX.get(Path(name).suffix.lower())
    if found is FileFormat.TEXT:
        if expected:
            return SourceError("source.text-named", name=name, expected=expected)
        return SourceError("source.text", name=name)
    if expected:
        return SourceError("source.not-as-named", name=name, expected=expected)
    return SourceError("source.unknown-format", name=name)
