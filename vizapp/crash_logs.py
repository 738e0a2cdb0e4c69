"""The logs of crashes, beside the settings: of the window, and of the processes that read files.

What these said before they ended was made by a file of a stranger. So little of it is kept, and as text that changes
nothing in a terminal.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from vizapp.settings_folder import settings_folder

LONGEST_TRACE = 16_384
"""Characters of one trace: its last ones."""
LARGEST_LOG = 65_536
"""Bytes of the reader's log; an entry that would exceed them begins a new one, and the one before it is kept, too."""


def window_log() -> Path:
    """Return where the window's trace is written when C code crashes it."""
    return settings_folder() / "crash.log"


def reader_log() -> Path:
    """Return where :func:`keep_reader_trace` writes."""
    return settings_folder() / "reader.log"


def keep_reader_trace(what: str, trace: str) -> None:
    """Append to the reader's log what went wrong, as one line, and the trace that belongs to it.

    Nobody is told where it cannot be written: the person is told of the file that could not be read.
    """
    head = f"{time.strftime('%Y-%m-%d %H:%M:%S UTC', time.gmtime())} {printable(what)[:500]}"
    lines = (f"    {printable(line)}" for line in trace[-LONGEST_TRACE:].splitlines() if line.strip())
    entry = "\n".join((head, *lines, "")).encode("utf-8", "replace")
    path = reader_log()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size + len(entry) > LARGEST_LOG:
            path.replace(path.with_suffix(".old.log"))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "wb") as log:
            log.write(entry)


def last_reader_trace() -> str | None:
    """Return the line of the reader's log that says what went wrong last; None if there is none."""
    with suppress(OSError), reader_log().open("rb") as log:
        log.seek(max(0, log.seek(0, os.SEEK_END) - LARGEST_LOG))
        heads = [line for line in log.read().decode("utf-8", "replace").splitlines() if line[:1].strip()]
        return printable(heads[-1]) if heads else None
    return None


def printable(text: str) -> str:
    """Return text without characters that a terminal would obey: each becomes U+FFFD."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
