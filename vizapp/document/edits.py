"""The user's edits of the document, as functions from one experiment to the next.

Side effects of one setting on others are decided only in :func:`settle`, by the settings themselves.
"""

from __future__ import annotations

from msgspec.structs import replace

from vizapp.document.deformable import MAX_PLACED_OFFSET, MAX_PLACED_POINTS, DeformableSpec, PlacedPoint
from vizapp.document.experiment import Experiment, Source
from vizapp.document.lab_spec import SourceKind
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.values import Position
from vizapp.wording.problems import ProblemError


def settle(before: Experiment, after: Experiment) -> Experiment:
    """Return ``after`` without the settings that the change from ``before`` has invalidated; each lab decides."""
    for spec in after.labs:
        settled = spec.settled(before, after)
        if settled is not spec:
            after = after.with_spec(settled)
    return after


def open_source(experiment: Experiment, source: Source, kind: SourceKind, channels: int) -> Experiment:
    """Return ``experiment`` with another source, and with a task that fits it."""
    return fit_task(settle(experiment, replace(experiment, source=source)), kind, channels)


def fit_task(experiment: Experiment, kind: SourceKind, channels: int) -> Experiment:
    """Return ``experiment`` with a task of its lab that fits a source of ``kind`` with ``channels`` channels.

    If none fits, nothing changes, and the engine reports why.
    """
    fitted = experiment.spec.fitted(kind, channels)
    return experiment if fitted is experiment.spec else experiment.with_spec(fitted)


def place_point(
    experiment: Experiment, tap: int, offset_yx: tuple[float, float], probe_yx: Position | None, everywhere: bool
) -> Experiment:
    """Return ``experiment`` with tap ``tap`` placed at ``offset_yx`` (dy, dx) from the rigid grid, in input pixels.

    The point applies to the unit ``probe_yx`` or, with ``everywhere``, to every unit; the latter removes a point
    placed for the probe alone, which would win over it. Points for every unit are stored before those for single
    units.

    Raises:
        ProblemError: the offset is not finite or too large, no unit is picked, the task takes no points, or too many
            are placed already.
    """
    if probe_yx is None and not everywhere:
        raise ProblemError("point.no-unit")
    spec = experiment.spec_of(DeformableSpec)
    if not spec.task.takes_points:
        raise ProblemError("point.not-in-task")
    if not all(abs(part) <= MAX_PLACED_OFFSET for part in offset_yx):
        raise ProblemError("point.offset-too-large", most=MAX_PLACED_OFFSET)
    placed = PlacedPoint(tap, offset_yx, None if everywhere else probe_yx)
    replaced = {(tap, None), (tap, probe_yx)} if everywhere else {(tap, probe_yx)}
    kept = [point for point in spec.placed_points if (point.tap, point.unit_yx) not in replaced]
    if len(kept) >= MAX_PLACED_POINTS:
        raise ProblemError("point.too-many", count=MAX_PLACED_POINTS)
    points = tuple(sorted((*kept, placed), key=lambda point: point.unit_yx is not None))
    return experiment.with_spec(replace(spec, placed_points=points))


def give_back_point(experiment: Experiment, tap: int, unit_yx: Position) -> Experiment:
    """Return ``experiment`` without the placed points at tap ``tap`` that apply to the unit ``unit_yx``.

    Removes both the unit's own point and one placed for every unit: if only one were removed, the other would take
    effect, and the point would jump instead of following the training again.
    """
    spec = experiment.spec_of(DeformableSpec)
    kept = tuple(point for point in spec.placed_points if point.tap != tap or point.unit_yx not in (None, unit_yx))
    return experiment.with_spec(replace(spec, placed_points=kept))


def clear_points(experiment: Experiment) -> Experiment:
    """Return ``experiment`` without placed points."""
    return experiment.with_spec(replace(experiment.spec_of(DeformableSpec), placed_points=()))


def swap_phases(experiment: Experiment, p: int, q: int) -> Experiment:
    """Return ``experiment`` with the channels at phases ``p`` and ``q`` (i·r + j) exchanged.

    Raises:
        ValueError: there is no such phase.
    """
    spec = experiment.spec_of(SubpixelSpec)
    phases = list(spec.phases)
    if not (0 <= p < len(phases) and 0 <= q < len(phases)):
        raise ValueError(f"phases go from 0 to {len(phases) - 1}; there is no exchange of {p} and {q}")
    phases[p], phases[q] = phases[q], phases[p]
    order = () if phases == sorted(phases) else tuple(phases)
    return experiment.with_spec(replace(spec, phase_order=order))
