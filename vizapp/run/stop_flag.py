"""Ending ``vizapp run`` early by Ctrl-C, SIGTERM or a terminal that is gone, with the results up to then."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from vizapp.terminal import ends_with_terminal, leave_terminal
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
    """Yield a function that returns whether to stop; a second signal has its default effect.

    It is asked for by Ctrl-C, SIGTERM, and SIGHUP, which comes when the terminal is closed or the connection to it is
    lost. A program that was started by ``nohup`` goes on then.
    """
    came = threading.Event()
    text = translate("CommandLine", "stopping after this step and keeping what was done; Ctrl-C again ends at once")
    stopping = f"\nvizapp run: {text}\n".encode(getattr(sys.stderr, "encoding", None) or "utf-8", "replace")
    heard = dict(_DEFAULT_HANDLERS)
    if sys.platform != "win32" and ends_with_terminal():
        heard[signal.SIGHUP] = signal.SIG_DFL
    before = {number: signal.getsignal(number) for number in heard}

    def on_signal(number: int, frame: FrameType | None) -> None:
        came.set()
        for each, handler in heard.items():
            signal.signal(each, handler)
        if number not in _DEFAULT_HANDLERS:
            leave_terminal()
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
