"""The files of ``vizapp run`` on the disk: their names, the folder that they go to, and how one is written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

METRICS_FILE = "metrics.json"
ARRAYS_FILE = "arrays.npz"
_PICTURES = ("input", "output", "target", "error", "bicubic", "shuffled", "channels", "points")


def result_files() -> frozenset[str]:
    """Return the names of all files that a run may leave."""
    return frozenset((METRICS_FILE, ARRAYS_FILE, *(f"{name}.png" for name in _PICTURES)))


def prepare_folder(folder: Path) -> None:
    """Make ``folder`` where it is missing, and make sure that a file can be written into it.

    Raises:
        OSError: it cannot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".vizapp-"):
        pass


def result_that_is(source: Path, folder: Path) -> str | None:
    """Return the name of the result in ``folder`` that is the file ``source``, however the two are spelt or linked.

    None where there is none; a source that cannot be looked at is left to its reader.
    """
    for name in sorted(result_files()):
        try:
            if source.samefile(folder / name):
                return name
        except OSError:
            continue
    return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole: until its last byte is there, an older one of this name stays.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".vizapp-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # A temporary file is private; give the result the rights that any new file would have.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
