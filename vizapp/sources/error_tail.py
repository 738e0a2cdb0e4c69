"""The end of what the reading processes write to their standard error, kept while they live."""

from __future__ import annotations

import threading
import time
from typing import IO

_KEPT_BYTES = 16_384
_PIECE_BYTES = 65_536
_PAUSE_SECONDS = 0.005
"""After each whole piece: who writes endlessly takes no more than a few percent of the window's processor."""


class ErrorTail:
    """Empties a pipe in a thread of its own until it ends, so that nobody waits to write to it, and closes it."""

    def __init__(self, pipe: IO[bytes]) -> None:
        """Begin; ``pipe`` is unbuffered."""
        self._pipe = pipe
        self._tail = bytearray()
        self._thread = threading.Thread(target=self._empty, name="source reader's errors", daemon=True)
        self._thread.start()

    def text(self, patience: float) -> str:
        """Return the last 16 KiB as text, having waited for the pipe's end for at most ``patience`` seconds."""
        self._thread.join(patience)
        return bytes(self._tail).decode("utf-8", "replace")

    def _empty(self) -> None:
        with self._pipe:
            while piece := self._pipe.read(_PIECE_BYTES):
                self._tail += piece
                del self._tail[:-_KEPT_BYTES]
                if len(piece) == _PIECE_BYTES:
                    time.sleep(_PAUSE_SECONDS)
