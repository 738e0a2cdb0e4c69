"""Standard output and error that never raise: text that cannot be written is replaced or dropped."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO


class LastingStream:
    """A text stream that ignores write errors, such as a closed pipe after ``| head -1`` or a full disk."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str, /) -> int:
        """Write ``text``, or drop it."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            self._give_up()
        return len(text)

    def flush(self) -> None:
        """Flush the buffer, or drop it."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            self._give_up()

    def _give_up(self) -> None:
        """Redirect buffered and later text to the null device, because Python flushes once more when it exits."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_DESCRIPTORS: dict[str, int] = {"stdout": 1, "stderr": 2}
"""The file descriptor of each stream."""


def make_streams_last() -> None:
    """Wrap standard output and error in a `LastingStream` each; a second call changes nothing.

    A stream that was closed before the start, as by ``2>&-``, goes to the null device, as does its descriptor: a
    result file would otherwise be given that descriptor, and receive what libraries write to the stream.
    """
    for name, descriptor in _DESCRIPTORS.items():
        stream = getattr(sys, name)
        if isinstance(stream, LastingStream):
            continue
        if stream is None:
            stream = _nowhere(descriptor)
        with suppress(AttributeError, OSError, ValueError):  # a stream that a test or another program put there
            stream.reconfigure(errors="replace")
        setattr(sys, name, LastingStream(stream))


def _nowhere(descriptor: int) -> TextIO:
    """Return a stream to the null device, which also takes ``descriptor`` if that is closed."""
    nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (open until the process ends)
    try:
        os.fstat(descriptor)
    except OSError:
        os.dup2(nowhere.fileno(), descriptor)
    return nowhere
