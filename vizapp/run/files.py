"""The result files of ``vizapp run``: their names, their folder, and atomic writing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

METRICS_FILE = "metrics.json"
ARRAYS_FILE = "arrays.npz"
_PICTURES = ("input", "output", "target", "error", "bicubic", "shuffled", "channels", "points")


def result_files() -> frozenset[str]:
    """Return the names of all files that a run can write."""
    return frozenset((METRICS_FILE, ARRAYS_FILE, *(f"{name}.png" for name in _PICTURES)))


def prepare_folder(folder: Path) -> None:
    """Make ``folder`` if it is missing, and check that it is writable.

    Raises:
        OSError: it cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".vizapp-"):
        pass


def result_that_is(source: Path, folder: Path) -> str | None:
    """Return the name of the result in ``folder`` that is the same file as ``source``, under any path or link.

    None if there is none, or if the source is not accessible, which its reader reports.
    """
    for name in sorted(result_files()):
        try:
            if source.samefile(folder / name):
                return name
        except OSError:
            continue
    return None


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file atomically: an older one of this name is replaced only when the new one is complete.

    Args:
        path: of the file.
        data: its content, or the pieces of it in their order.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".vizapp-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
        # A temporary file is private; give the result the permissions of an ordinary new file.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
