"""The result files of ``vizapp run``: their names and their folder."""

from __future__ import annotations

from pathlib import Path

from vizapp.document.upsamplers import every_upsampler

METRICS_FILE = "metrics.json"
ARRAYS_FILE = "arrays.npz"
CHECKPOINT_FILE = "checkpoint.vizapp"
"""Of a run that has not come to its end; no result."""
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


def is_of_results(path: Path, folder: Path) -> bool:
    """Return whether ``path`` has the name of a result in ``folder``, or of its checkpoint."""
    is_one = path.name in result_files() | {CHECKPOINT_FILE}
    return is_one and path.absolute().parent.resolve() == folder.resolve()


def result_that_is(source: Path, folder: Path) -> str | None:
    """Return the name of the result in ``folder``, or of its checkpoint, that is the same file as ``source``.

    It is found under any path or link. None if there is none, or if the source is not accessible, which its
    reader reports.
    """
    for name in sorted(result_files() | {CHECKPOINT_FILE}):
        try:
            if source.samefile(folder / name):
                return name
        except OSError:
            continue
    return None
