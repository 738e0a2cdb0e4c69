"""The encoding of an animation in a process of its own, so that nothing that it takes hinders the window."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from vizapp.animations.film import LENGTH_BYTES, Film


class EncoderError(Exception):
    """The process has ended before its time; the text says why."""


class Encoder:
    """Takes frames one after the other, and gives the file. Used as a context manager, which ends the process."""

    def __init__(self, film: Film) -> None:
        """Start the process.

        Raises:
            OSError: it cannot be started.
        """
        # A file rather than a pipe: it need not be read while the process runs.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of the block
        self._process = subprocess.Popen(
            # -P: never import a module from the folder that the program was started in.
            [sys.executable, "-P", "-m", "vizapp.animations.child", *film.words()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def add(self, pixels: Any) -> None:
        """Pass on the next frame: a buffer of RGB, row by row.

        Raises:
            EncoderError: the process has ended.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pixels)
        except OSError as error:
            raise self._failure() from error

    def finish(self, pause: Callable[[], None]) -> bytes:
        """Return the file, once all frames are there.

        ``pause`` is called for each piece of it, of which every frame has at least one, and may end it by an error.

        Raises:
            EncoderError: the process has ended before it was done.
        """
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(OSError):  # that it has ended is seen below
            process.stdin.close()
        pieces = []
        while len(head := process.stdout.read(LENGTH_BYTES)) == LENGTH_BYTES:
            pieces.append(process.stdout.read(int.from_bytes(head, "little")))
            pause()
        if process.wait() != 0:
            raise self._failure()
        return b"".join(pieces)

    def _failure(self) -> EncoderError:
        status = self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return EncoderError(lines[-1] if lines else f"the encoder has ended with status {status}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None:
                with contextlib.suppress(OSError):  # closing flushes, and nobody listens any more
                    stream.close()
