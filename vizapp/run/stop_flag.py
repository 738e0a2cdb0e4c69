"""Ending ``vizapp run`` early by Ctrl-C or SIGTERM, with the results up to then."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from vizapp.wording.translation import translate

_STDERR = 2

_DEFAULT_HANDLERS: dict[signal.Signals, Callable[[int, FrameType | None], Any] | signal.Handlers] = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGTERM: signal.SIG_DFL,
}
"""Not the handlers found at the start: a shell starts a job in the background with Ctrl-C ignored, and the second one
is promised to end it."""


@contextmanager
def stop_flag() -> Iterator[Callable[[], bool]]:
    """Yield a function that returns whether Ctrl-C or SIGTERM has arrived; a second one has its default effect."""
    came = threading.Event()
    text = translate("CommandLine", "stopping after this step and keeping what was done; Ctrl-C again ends at once")
    stopping = f"\nvizapp run: {text}\n".encode(getattr(sys.stderr, "encoding", None) or "utf-8", "replace")
    before = {number: signal.getsignal(number) for number in _DEFAULT_HANDLERS}

    def on_signal(number: int, frame: FrameType | None) -> None:
        came.set()
        for each, handler in _DEFAULT_HANDLERS.items():
            signal.signal(each, handler)
        if number == signal.SIGINT:
            # Not through sys.stderr, which may be in the middle of a write.
            with suppress(OSError):  # standard error may be closed
                os.write(_STDERR, stopping)

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield came.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
