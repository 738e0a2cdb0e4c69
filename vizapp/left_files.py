"""Temporary files and folders of processes that have ended by themselves: nobody finishes them, so they are removed.

A process holds a lock on each file that it writes, and on each folder that it uses, which ends with it.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import stat
import sys
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl

UNFINISHED = ".vizapp-"
"""How the names of files begin that are not complete."""
_NAME = re.compile(re.escape(UNFINISHED) + r"\w{8}")
"""Their whole names, as :func:`tempfile.mkstemp` makes them."""
FOLDER = "vizapp-"
"""How the names of private folders begin, among the system's temporary files."""
SOCKET = "engine"
"""The name of the only thing that is in one, a socket."""
_FOLDER_NAME = re.compile(re.escape(FOLDER) + r"\w{8}")
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
    """Return whether a process holds a file or a folder, as far as the system says so; what cannot be locked is held.

    Raises:
        OSError: it cannot be opened.
    """
    if sys.platform == "win32":
        return False
    # No link of that name is followed, and no pipe is waited for.
    access = os.O_RDONLY if path.is_dir() else os.O_RDWR
    handle = os.open(path, access | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def hold_folder(folder: Path) -> int | None:
    """Lock a folder, as :func:`hold` does a file."""
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        return hold(handle)
    finally:
        os.close(handle)


def remove_left_folders(parent: Path) -> None:
    """Remove the private folders in ``parent`` that no process uses: neither locks it nor listens at its socket."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError), os.scandir(parent) as entries:
        for path in [Path(entry.path) for entry in entries if _FOLDER_NAME.fullmatch(entry.name)]:
            with contextlib.suppress(OSError):
                if _is_own_folder(path) and not _is_held(path) and not _listens(path / SOCKET):
                    (path / SOCKET).unlink(missing_ok=True)
                    path.rmdir()


def _is_own_folder(path: Path) -> bool:
    """Return whether a folder is this user's alone, not young, and holds nothing but a socket of that name."""
    status = path.lstat()
    is_private = stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) == 0o700
    if not is_private or status.st_uid != os.geteuid() or time.time() - status.st_mtime <= _YOUNG_SECONDS:
        return False
    return all(entry.name == SOCKET and entry.is_socket() for entry in path.iterdir())


def _listens(path: Path) -> bool:
    """Return whether a process listens at a socket, as that of an older version does, which locks nothing."""
    with socket.socket(socket.AF_UNIX) as end:
        end.setblocking(False)
        try:
            end.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        except OSError:
            return True
    return True
