"""Where the sessions of windows are kept that come back: one file a window, locked while its window lives."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from vizapp.left_files import remove_left

_SUFFIX = ".vizapp"
_LOCK = ".lock"
_ENDED = "-ended"
"""Ends the name of a session whose window was closed, and has not ended by itself."""
MOST_LEFT = 10
"""Sessions of windows that have ended by themselves; of more, the oldest are given up."""


@dataclass
class SessionFile:
    """The file of one session, which nobody else takes as long as it is not released.

    Attributes:
        path: of the file, which need not exist yet.
    """

    path: Path
    _lock: QLockFile

    @property
    def was_closed(self) -> bool:
        """Whether the window was closed, and has not ended by itself."""
        return self.path.stem.endswith(_ENDED)

    def take_over(self) -> None:
        """Make the session that of a window that lives."""
        if self.was_closed:
            self._rename(self.path.stem.removesuffix(_ENDED))

    def release(self, *, closed: bool) -> None:
        """Leave the file to the next window; ``closed`` says that this one has not ended by itself."""
        if closed and self.path.exists() and not self.was_closed:
            self._rename(self.path.stem + _ENDED)
        self._lock.unlock()

    def _rename(self, stem: str) -> None:
        with contextlib.suppress(OSError):
            self.path = self.path.replace(self.path.with_stem(stem))

    def remove(self) -> None:
        """Remove the file, and release it."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._lock.unlock()


class SessionStore:
    """The sessions in a folder. A process that was killed leaves a lock that counts no longer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self) -> SessionFile | None:
        """Return a file for a new session; None if the folder cannot be written to."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        path = self._folder / f"{os.getpid()}-{uuid.uuid4().hex[:8]}{_SUFFIX}"
        lock = _lock_of(path)
        return SessionFile(path, lock) if lock.tryLock(0) else None

    def take_last(self) -> SessionFile | None:
        """Return the newest session that no window has, and give up what nobody will want any more.

        These are the other ones that were closed, and of those that ended by themselves the oldest.
        """
        self._sweep()
        free = [file for path in self._newest_first() if (file := _taken(path)) is not None]
        last, others = (free[0], free[1:]) if free else (None, [])
        crashed = [file for file in others if not file.was_closed]
        for file in others:
            if file in crashed[:MOST_LEFT]:
                file.release(closed=False)
            else:
                file.remove()
        return last

    def remove_free(self) -> None:
        """Remove all sessions that no window has."""
        self._sweep()
        for path in self._newest_first():
            if (file := _taken(path)) is not None:
                file.remove()

    def _sweep(self) -> None:
        """Remove what windows that ended by themselves have left: half written files, and locks of no session."""
        remove_left(self._folder)
        with contextlib.suppress(OSError):
            sessions = {path.stem.removesuffix(_ENDED) for path in self._folder.glob(f"*{_SUFFIX}")}
            for path in self._folder.glob(f"*{_LOCK}"):
                if path.stem not in sessions:
                    file = _taken(path.with_suffix(_SUFFIX))
                    if file is not None:
                        file.remove()

    def _newest_first(self) -> list[Path]:
        found: list[tuple[int, Path]] = []
        with contextlib.suppress(OSError):
            for path in self._folder.glob(f"*{_SUFFIX}"):
                with contextlib.suppress(OSError):
                    found.append((path.stat().st_mtime_ns, path))
        return [path for _, path in sorted(found, reverse=True)]


def temporary_store() -> SessionStore | None:
    """Return the sessions in a folder of this user's among the system's temporary files; None if there is none.

    Nobody else may enter it.
    """
    folder = Path(tempfile.gettempdir()) / "vizapp-sessions"
    if sys.platform != "win32":  # where the system's temporary files are the user's own already
        folder = folder.with_name(f"{folder.name}-{os.geteuid()}")
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            status = folder.lstat()
        except OSError:
            return None
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
            return None
    return SessionStore(folder)


def _taken(path: Path) -> SessionFile | None:
    lock = _lock_of(path)
    return SessionFile(path, lock) if lock.tryLock(0) else None


def _lock_of(path: Path) -> QLockFile:
    """Return the lock of a session: named alike whether it was closed or not."""
    name = path.stem.removesuffix(_ENDED)
    lock = QLockFile(str(path.with_name(f"{name}{_LOCK}")))
    lock.setStaleLockTime(0)  # it is stale when its process has ended, however old it is
    return lock
