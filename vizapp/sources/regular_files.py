"""Safe opening of arbitrary paths, and reading of a known number of bytes."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from vizapp.sources.limits import MAX_BYTES
from vizapp.sources.loaded import SourceError

_READ_BYTES = 1 << 20


def display_name(path: Path | str) -> str:
    """Return the last part of a path for display: printable, valid Unicode, at most 120 characters."""
    shown = _printable(Path(path).name or str(path))
    return shown if len(shown) <= 120 else f"{shown[:80]}\N{HORIZONTAL ELLIPSIS}{shown[-39:]}"


def display_folder(path: Path | str) -> str:
    """Return the folder of a path for display: printable, valid Unicode, at most 240 characters."""
    shown = _printable(str(Path(path).parent))
    return shown if len(shown) <= 240 else f"{shown[:80]}\N{HORIZONTAL ELLIPSIS}{shown[-159:]}"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


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
        raise _opening_problem(path, error) from error
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


def _opening_problem(path: Path, error: OSError | ValueError) -> SourceError:
    name = display_name(path)
    if isinstance(error, PermissionError):
        # A confined process may read the file that was there before, and no other that has taken its name meanwhile.
        is_another = os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids)
        return SourceError("source.replaced" if is_another else "source.not-allowed", name=name)
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
    rest = memoryview(buffer)  # type: ignore[arg-type]  # an array is a buffer
    while rest:
        # A file reads directly into the memory; an entry of an archive allocates each piece first.
        done = read_into(rest[:_READ_BYTES])
        if not done:
            raise EOFError(f"{len(rest)} bytes are missing")
        rest = rest[done:]
    return buffer
