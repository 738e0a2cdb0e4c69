"""The result files of ``vizapp run``: their names and their folder."""

from __future__ import annotations

import tempfile
from pathlib import Path

from vizapp.document.upsamplers import every_upsampler

METRICS_FILE = "metrics.json"
ARRAYS_FILE = "arrays.npz"
_PICTURES = (
    "input",
    "output",
    "target",
    "error",
    "difference",
    "bicubic",
    "nearest",
    "shuffled",
    "channels",
    "network",
    "points",
)


def result_files() -> frozenset[str]:
    """Return the names of all files that a run can write."""
    outputs = [f"{upsampler.name}_output" for upsampler in every_upsampler()]
    return frozenset((METRICS_FILE, ARRAYS_FILE, *(f"{name}.png" for name in (*_PICTURES, *outputs))))


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
