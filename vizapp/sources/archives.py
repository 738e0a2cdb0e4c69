"""Zip archives (.npz and .pt are both): opened within bounds, and told apart by what is in them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from vizapp.sources.limits import (
    MAX_BYTES,
    MAX_ZIP_DIRECTORY,
    is_blown_up,
    size_text,
)
from vizapp.sources.loaded import SourceError

ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    OverflowError,
    struct.error,
)
"""What zipfile raises on damaged or unsupported archives."""


class _BoundedReads(io.BufferedIOBase):
    """A file that refuses to read very much at once.

    zipfile reads the whole directory of an archive in one piece and makes an object of each entry, however large the
    directory claims to be.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            here = self._file.tell()
            size = self._file.seek(0, io.SEEK_END) - here
            self._file.seek(here)
        if size > MAX_ZIP_DIRECTORY:
            raise zipfile.BadZipFile("the directory of the archive is too large")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


@contextmanager
def open_archive(file: BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive for reading.

    Raises:
        SourceError: its directory is damaged or too large.
    """
    try:
        archive = zipfile.ZipFile(_BoundedReads(file))
    except ARCHIVE_ERRORS as error:
        raise SourceError(
            f"{name} is a zip archive that is damaged or cut off; save or download it again."
        ) from error
    with archive:
        yield archive


def is_torch_archive(archive: zipfile.ZipFile) -> bool:
    """Return whether torch.save wrote the archive."""
    return pickle_entry(archive) is not None


def pickle_entry(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """Return the entry of a PyTorch archive that lists its tensors."""
    for info in archive.infolist():
        folder, _, last = info.filename.rpartition("/")
        if last == "data.pkl" and "/" not in folder:
            return info
    return None


def entry_obstacle(info: zipfile.ZipInfo) -> str | None:
    """Return why an entry must not be unpacked, as the rest of a sentence, or None if it may be."""
    if info.flag_bits & 0x1:
        return "is encrypted; save it without a password"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an unusual way; save it again with numpy.savez"
    if info.file_size > MAX_BYTES:
        return f"unpacks to {size_text(info.file_size)}, more than the limit of {size_text(MAX_BYTES)}"
    if is_blown_up(info.file_size, info.compress_size):
        return (
            f"unpacks to {info.file_size // max(info.compress_size, 1):,} times its size, like an archive made to "
            "fill the memory; save it uncompressed with numpy.savez"
        )
    return None
