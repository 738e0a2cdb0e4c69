"""Temporary files of processes that have ended by themselves: nobody finishes them, so they are removed.

A process holds a lock on each file that it writes, which ends with it.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl

UNFINISHED = ".vizapp-"
"""How the names of files begin that are not complete."""
_NAME = re.compile(re.escape(UNFINISHED) + r"\w{8}")
"""Their whole names, as :func:`tempfile.mkstemp` makes them."""
_YOUNG_SECONDS = 60
"""A younger file may have just been made, and not be locked yet."""


def hold(handle: int) -> int | None:
    """Lock an open file, so that nobody takes it for one that was left; return what :func:`let_go` ends that with.

    Windows needs no lock: it removes no file that is open.
    """
    if sys.platform == "win32":
        return None
    with contextlib.suppress(OSError):  # where nothing can be locked, nothing is taken for left either
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return os.dup(handle)


def let_go(held: int | None) -> None:
    """End the lock of a file that is complete or gone."""
    if held is not None:
        os.close(held)


def remove_left(folder: Path) -> None:
    """Remove the files of a folder that are not complete and that no process writes."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for path in [Path(entry.path) for entry in entries if _NAME.fullmatch(entry.name)]:
            with contextlib.suppress(OSError):
                if time.time() - path.lstat().st_mtime > _YOUNG_SECONDS and not _is_held(path):
                    path.unlink()


def _is_held(path: Path) -> bool:
    """Return whether a process holds a file, as far as the system says so; one that cannot be locked is held.

    Raises:
        OSError: it cannot be opened.
    """
    if sys.platform == "win32":
        return False
    # No link of that name is followed, and no pipe is waited for.
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
