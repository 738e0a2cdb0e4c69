"""Files that are written whole or not at all: an older one is replaced only by a complete one."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from vizapp.left_files import UNFINISHED, hold, let_go, remove_left

_unfinished: set[Path] = set()
"""The temporary files of this process that have no name of their own yet."""
_tidied: set[Path] = set()
"""The folders in which this process has looked for files that others have left unfinished."""


class WholeFile:
    """A file that is written piece by piece under another name, and takes its own when it is complete.

    Used as a context manager it is complete at the end of the block, and abandoned if the block raises.

    Attributes:
        stream: where the content is written; seekable.
    """

    def __init__(self, path: Path, *, durable: bool = False) -> None:
        """Begin the file; one that is ``durable`` is on the disk once it has its name.

        What processes that have ended by themselves have left in its folder is removed.

        Raises:
            OSError: its folder cannot be written to.
        """
        self._path = path
        self._durable = durable
        _tidy(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
        self._temporary = Path(name)
        _unfinished.add(self._temporary)
        self._held = hold(handle)
        self.stream = os.fdopen(handle, "w+b")

    def finish(self) -> None:
        """Give the complete file its name.

        Raises:
            OSError: it cannot be written to its end, or the file of that name cannot be replaced.
        """
        try:
            if self._durable:
                self.stream.flush()
                os.fsync(self.stream.fileno())
            self.stream.close()
            # A temporary file is private; give the result the permissions of an ordinary new file.
            self._temporary.chmod(0o666 & ~_umask())
            self._temporary.replace(self._path)
            _unfinished.discard(self._temporary)
            self._let_go()
            if self._durable:
                store_names(self._path.parent)
        except BaseException:
            self.abandon()
            raise

    def abandon(self) -> None:
        """Remove what was written; a file that had the name before stays."""
        try:
            self.stream.close()
        except OSError:
            pass  # the disk is full, and what could not be written is not wanted any more
        self._temporary.unlink(missing_ok=True)
        _unfinished.discard(self._temporary)
        self._let_go()

    def _let_go(self) -> None:
        held, self._held = self._held, None
        let_go(held)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()
        else:
            self.abandon()


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all.

    Args:
        path: of the file.
        data: its content, or the pieces of it in their order.

    Raises:
        OSError: it cannot be written.
    """
    with WholeFile(path) as file:
        file.stream.writelines((data,) if isinstance(data, bytes) else data)


def remove_unfinished() -> None:
    """Remove what this process has not finished, before it ends at once; may be called from any thread."""
    for temporary in tuple(_unfinished):
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _tidy(folder: Path) -> None:
    """Remove once what others have left in a folder."""
    if folder not in _tidied:
        _tidied.add(folder)
        remove_left(folder)


def store_names(folder: Path) -> None:
    """Have the disk take the names of the files in a folder, where the system can be told to."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
