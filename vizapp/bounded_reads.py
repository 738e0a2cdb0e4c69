"""A file that refuses large single reads."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO


class BoundedReads(io.BufferedIOBase):
    """A file for ``zipfile`` that refuses large single reads.

    zipfile reads the whole directory of an archive in one read, however large it claims to be, and makes an object
    for each entry.
    """

    def __init__(self, file: BinaryIO, limit: int) -> None:
        """``limit`` is the most bytes that are read at once."""
        self._file = file
        self._limit = limit

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            here = self._file.tell()
            size = self._file.seek(0, io.SEEK_END) - here
            self._file.seek(here)
        if size > self._limit:
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
