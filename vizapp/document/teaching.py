"""Whether the offset branch of a deformable layer can be taught to give the offsets that were placed by hand."""

from __future__ import annotations

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import PlacedPoint
from vizapp.document.placed_index import index_of
from vizapp.problem import Problem, Value

LANDED_PX = 0.1
"""A point is taught when the branch puts it within so many input pixels of where it was placed."""


def teaching_obstacle(spec: DeformableSpec) -> Problem | None:
    """Return why the branch cannot be taught, as far as the settings say; None if nothing in them speaks against it.

    Whether so many points can be taught at once is seen only when it is tried.
    """
    if not (spec.task.trains and spec.task.takes_points):
        return Problem("teach.nothing-trained")
    if not spec.placed_points:
        return Problem("teach.no-points")
    index = index_of(spec.placed_points)
    if index.has_below:
        return Problem("teach.lower-layer")
    branch = spec.offset_branch
    if branch.kind == "none":
        return Problem("teach.no-branch")
    if spec.operator.learns == "kernel":
        return Problem("teach.frozen")
    if branch.bound is not None:
        bound = branch.bound * spec.pixel
        worst, longest = index.farthest or (None, 0.0)
        if worst is not None and longest > bound:
            values: dict[str, Value] = {"longest": longest, "bound": bound, "tap": tap_words(spec, worst)}
            return Problem("teach.beyond-bound", values=values)
    return None


def tap_words(spec: DeformableSpec, point: PlacedPoint) -> str:
    """Return the name of the tap of a placed point, in its group where there are several."""
    name = spec.geometry.tap_name(point.tap.k)
    return name if spec.operator.offset_groups == 1 else f"{name} ({point.tap.group})"
