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
_FIGURES = ("input", "output", *(f"output-{number}" for number in range(2, 7)), "curves")
_FIGURE_ENDINGS = ("png", "svg", "pdf", "gif", "apng", "webp")


def figure_file(what: str, ending: str) -> str:
    """Return the name of the file with the figure of a canvas or of the curves."""
    return f"figure-{what}.{ending}"


def figure_files() -> frozenset[str]:
    """Return the names of all files with figures that a run can write."""
    return frozenset(figure_file(what, ending) for what in _FIGURES for ending in _FIGURE_ENDINGS)


def result_files() -> frozenset[str]:
    """Return the names of all files that a run can write."""
    outputs = [f"{upsampler.name}_output" for upsampler in every_upsampler()]
    pictures = frozenset(f"{name}.png" for name in (*_PICTURES, *outputs))
    return pictures | figure_files() | {METRICS_FILE, ARRAYS_FILE}


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
