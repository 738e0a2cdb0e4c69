"""In which order the system ends processes of this program where memory runs out, on Linux."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

READER = 1000
"""The first to go: nothing is lost but a file that is being opened."""
WRITER = 800
"""Then one that draws or encodes a file that is being exported: it can be exported again."""
ENGINE = 500
"""The next: the window keeps what it has trained. The window is the last, with the score that the system gives it."""


def be_ended_first(score: int) -> None:
    """Be ended before processes with a lower score; does nothing where the system has no such thing."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(score))
