"""Whether the offset branch of a deformable layer can be taught to give the offsets that were placed by hand."""

from __future__ import annotations

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import PlacedPoint
from vizapp.problem import Problem

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
    if any(point.tap.below for point in spec.placed_points):
        return Problem("teach.lower-layer")
    branch = spec.offset_branch
    if branch.kind == "none":
        return Problem("teach.no-branch")
    if spec.operator.learns == "kernel":
        return Problem("teach.frozen")
    if branch.bound is not None:
        bound = branch.bound * spec.pixel
        # Without a call for each of what may be thousands: this is asked with every move of a drag.
        offsets = ((point, *point.offset_yx) for point in spec.placed_points)
        beyond = [point for point, y, x in offsets if y > bound or x > bound or y < -bound or x < -bound]
        if beyond:
            worst = max(beyond, key=longest_part)
            longest, tap = longest_part(worst), tap_words(spec, worst)
            return Problem("teach.beyond-bound", values={"longest": longest, "bound": bound, "tap": tap})
    return None


def longest_part(point: PlacedPoint) -> float:
    """Return the larger component of a placed point's offset, without its sign, in input pixels."""
    return max(abs(part) for part in point.offset_yx)


def tap_words(spec: DeformableSpec, point: PlacedPoint) -> str:
    """Return the name of the tap of a placed point, in its group where there are several."""
    name = spec.geometry.tap_name(point.tap.k)
    return name if spec.operator.offset_groups == 1 else f"{name} ({point.tap.group})"
