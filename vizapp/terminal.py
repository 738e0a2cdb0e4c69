"""What the terminal that a process was started in does to it: Ctrl-C, and its end."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

_STDOUT, _STDERR = 1, 2


def outlast_terminal() -> None:
    """Go on at Ctrl-C and when the terminal is closed, which both reach every process that was started in it.

    For a child process: its parent decides when it ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def ends_with_terminal() -> bool:
    """Return whether the end of the terminal ends this process: not where ``nohup`` has started it."""
    return sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN


def leave_terminal() -> None:
    """Let what is written to a terminal that is gone go nowhere: it would otherwise end the program by an error."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (_STDOUT, _STDERR):
        with suppress(OSError):
            if os.isatty(descriptor) or not _can_be_written(descriptor):
                os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _can_be_written(descriptor: int) -> bool:
    """Return whether a descriptor still leads somewhere: a terminal that was hung up is none any more."""
    try:
        os.write(descriptor, b"")
    except OSError:
        return False
    return True
