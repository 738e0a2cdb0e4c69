"""The user's edits of the document, as functions from one experiment to the next.

Side effects of one setting on others are decided only in :func:`settle`, by the settings themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from vizapp.document.deformable import MAX_PLACED_POINTS, DeformableSpec
from vizapp.document.experiment import Experiment, Source, validated
from vizapp.document.lab_spec import SourceKind
from vizapp.document.networks import NetworkLayer
from vizapp.document.placed import (
    MAX_PLACED_OFFSET,
    Everywhere,
    PlacedPoint,
    Region,
    Tap,
    Where,
)
from vizapp.document.placed_index import index_of, shared_ends
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import LARGEST_VALUE, MAX_CHANGED_VALUES, MAX_PAIRS, ChangedValue, Puzzle
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.values import Position
from vizapp.wording.problems import ProblemError


def validated_change(before: Experiment, after: Experiment) -> Experiment:
    """Return ``after`` as :func:`.experiment.validated` does, where ``before`` is valid.

    Placed points that ``before`` holds already are not checked again: there may be thousands, and a drag makes a
    document with every move.

    Raises:
        ValueError: a value is out of its range; says which.
    """
    held, spec = before.spec_of(DeformableSpec).placed_points, after.spec_of(DeformableSpec)
    points = spec.placed_points
    first, last = shared_ends(held, points)
    end = len(points) - last
    # Of those between, the ones that were there before are known, wherever they were.
    known = set(map(id, held[first : len(held) - last]))
    new = tuple(point for point in points[first:end] if id(point) not in known)
    if len(new) == len(points) or len(points) > MAX_PLACED_POINTS:
        return validated(after)
    checked = validated(after.with_spec(replace(spec, placed_points=new)))
    fresh = iter(checked.spec_of(DeformableSpec).placed_points)
    between = tuple(point if id(point) in known else next(fresh) for point in points[first:end])
    merged = (*held[:first], *between, *held[len(held) - last :])
    return checked.with_spec(replace(checked.spec_of(DeformableSpec), placed_points=merged))


def settle(before: Experiment, after: Experiment) -> Experiment:
    """Return ``after`` without the settings that the change from ``before`` has invalidated; each lab decides.

    A picture that was made of another source is not judged any longer.
    """
    if before.source != after.source and after.judged == before.judged:
        after = replace(after, judged=None)
    for spec in after.labs:
        settled = spec.settled(before, after)
        if settled is not spec:
            after = after.with_spec(settled)
    return after


def open_source(
    experiment: Experiment, source: Source, kind: SourceKind, channels: int, size: tuple[int, int]
) -> Experiment:
    """Return ``experiment`` with another source, and with a task that fits it."""
    return fit_task(settle(experiment, replace(experiment, source=source)), kind, channels, size)


def fit_task(experiment: Experiment, kind: SourceKind, channels: int, size: tuple[int, int]) -> Experiment:
    """Return ``experiment`` with a task of its lab that fits a source of ``kind``.

    ``channels`` and ``size`` (H, W) are the source's. If none fits, nothing changes, and the engine reports why.
    """
    fitted = experiment.spec.fitted(kind, channels, size)
    return experiment if fitted is experiment.spec else experiment.with_spec(fitted)


def around(unit_yx: Position, side: int) -> Region:
    """Return the region of ``side`` × ``side`` units with the unit (y, x) in its middle; ``side`` is odd."""
    return Region(unit_yx[0] - side // 2, unit_yx[1] - side // 2, side, side)


def place_point(
    experiment: Experiment, tap: Tap, offset_yx: tuple[float, float], where: Where, probe_yx: Position | None = None
) -> Experiment:
    """Return ``experiment`` with ``tap`` placed at ``offset_yx`` (dy, dx) from the rigid grid, in input pixels.

    See :func:`place_points`.
    """
    return place_points(experiment, {tap: offset_yx}, where, probe_yx)


def place_points(
    experiment: Experiment,
    offsets: Mapping[Tap, tuple[float, float]],
    where: Where,
    probe_yx: Position | None = None,
) -> Experiment:
    """Return ``experiment`` with each tap of ``offsets`` placed at its (dy, dx) from the rigid grid, in input pixels.

    Each point applies to the units of ``where`` and replaces the tap's points for the same ones. One for a region
    also replaces those within it, and one for every unit those that apply to the picked unit ``probe_yx``: they would
    win over it, and it would not be seen where it was placed. Points for fewer units are stored after those for more.

    Raises:
        ProblemError: an offset is not finite or too large, the task takes no points, or too many are placed already.
    """
    spec = experiment.spec_of(DeformableSpec)
    if not spec.task.takes_points:
        raise ProblemError("point.not-in-task")
    if not all(abs(part) <= MAX_PLACED_OFFSET for offset_yx in offsets.values() for part in offset_yx):
        raise ProblemError("point.offset-too-large", most=MAX_PLACED_OFFSET)

    def replaced(old: PlacedPoint) -> bool:
        if old.tap not in offsets:
            return False
        within = isinstance(where, Region) and where.contains(old.where)
        hides = isinstance(where, Everywhere) and probe_yx is not None and old.where.covers(probe_yx)
        return old.where == where or within or hides

    placed = [PlacedPoint(tap, offset_yx, where) for tap, offset_yx in offsets.items()]
    points = index_of(spec.placed_points).replaced(placed, where, probe_yx, replaced)
    if len(points) > MAX_PLACED_POINTS:
        raise ProblemError("point.too-many", count=MAX_PLACED_POINTS)
    return experiment.with_spec(replace(spec, placed_points=points))


def give_back_point(experiment: Experiment, tap: Tap, unit_yx: Position) -> Experiment:
    """Return ``experiment`` without the placed points of ``tap`` that apply to the unit ``unit_yx``.

    Removes the unit's own point and those for a region around it and for every unit: if only one were removed,
    another would take effect, and the point would jump instead of following the training again.
    """
    spec = experiment.spec_of(DeformableSpec)
    kept = tuple(point for point in spec.placed_points if point.tap != tap or not point.where.covers(unit_yx))
    return experiment.with_spec(replace(spec, placed_points=kept))


def clear_points(experiment: Experiment) -> Experiment:
    """Return ``experiment`` without placed points."""
    return experiment.with_spec(replace(experiment.spec_of(DeformableSpec), placed_points=()))


def lift_point(experiment: Experiment, point: PlacedPoint) -> Experiment:
    """Return ``experiment`` without one placed point; nothing changes if it is not there."""
    spec = experiment.spec_of(DeformableSpec)
    kept = tuple(each for each in spec.placed_points if each != point)
    return experiment.with_spec(replace(spec, placed_points=kept))


def teach_points(experiment: Experiment, teaching: int) -> Experiment:
    """Return ``experiment`` after its branch was taught the placed points, which come from it from now on.

    ``teaching`` is the number by which the engine knows it.
    """
    return experiment.with_spec(replace(experiment.spec_of(DeformableSpec), placed_points=(), taught=teaching))


def open_network(experiment: Experiment, layer: NetworkLayer, upscale_factor: int) -> Experiment:
    """Return ``experiment`` with the shuffle of a network's layer, whose factor is ``upscale_factor``.

    PyTorch's pixel shuffle reads its channels in the order CRD, so that they are also stored in it.
    """
    spec = experiment.spec_of(SubpixelSpec)
    task = spec.task if isinstance(spec.task, ShuffleSpec) else ShuffleSpec()
    shuffled = replace(
        spec,
        task=replace(task, direction="shuffle", network=layer),
        upscale_factor=upscale_factor,
        stored_as="CRD",
        read_as="CRD",
        phase_order=(),
        changed_values=(),
        puzzle=None,
    )
    return replace(experiment.with_spec(shuffled), lab=SubpixelSpec.tag())


def close_network(experiment: Experiment) -> Experiment:
    """Return ``experiment`` with the shuffle of the source in place of that of a network's layer."""
    spec = experiment.spec_of(SubpixelSpec)
    if not isinstance(spec.task, ShuffleSpec) or spec.task.network is None:
        return experiment
    task = replace(spec.task, network=None)
    return experiment.with_spec(replace(spec, task=task, phase_order=(), changed_values=(), puzzle=None))


def swap_phases(experiment: Experiment, p: int, q: int) -> Experiment:
    """Return ``experiment`` with the channels at phases ``p`` and ``q`` (i·r + j) exchanged.

    While a puzzle is open that is a move; after it is solved, its end.

    Raises:
        ValueError: there is no such phase.
    """
    spec = experiment.spec_of(SubpixelSpec)
    if not (0 <= p < len(spec.phases) and 0 <= q < len(spec.phases)):
        raise ValueError(f"phases go from 0 to {len(spec.phases) - 1}; there is no exchange of {p} and {q}")
    if p == q:
        return experiment
    puzzle = replace(spec.puzzle, moves=spec.puzzle.moves + 1) if spec.puzzle and spec.phase_order else None
    return experiment.with_spec(replace(spec, phase_order=_exchanged(spec.phases, [(p, q)]), puzzle=puzzle))


def hide_swaps(experiment: Experiment, pairs: Sequence[tuple[int, int]]) -> Experiment:
    """Return ``experiment`` with a puzzle: every phase in its own place, but for ``pairs`` of them exchanged.

    Raises:
        ValueError: the pairs have a phase in common, or their number is none that a puzzle can have.
    """
    spec = experiment.spec_of(SubpixelSpec)
    if not 1 <= len(pairs) <= MAX_PAIRS:
        raise ValueError(f"a puzzle swaps 1 to {MAX_PAIRS} pairs of phases, not {len(pairs)}")
    if len({phase for pair in pairs for phase in pair}) < 2 * len(pairs):
        raise ValueError(f"{list(pairs)} have a phase in common")
    order = _exchanged(range(spec.upscale_factor**2), pairs)
    return experiment.with_spec(replace(spec, phase_order=order, puzzle=Puzzle(len(pairs))))


def give_puzzle_up(experiment: Experiment) -> Experiment:
    """Return ``experiment`` without its puzzle; the phases stay where they are, and can be seen to."""
    return experiment.with_spec(replace(experiment.spec_of(SubpixelSpec), puzzle=None))


def reset_phases(experiment: Experiment) -> Experiment:
    """Return ``experiment`` with each phase in its own place, which is no way to solve a puzzle."""
    return experiment.with_spec(replace(experiment.spec_of(SubpixelSpec), phase_order=(), puzzle=None))


def change_value(experiment: Experiment, channel: int, pixel_yx: Position, value: float) -> Experiment:
    """Return ``experiment`` with another value in the low-resolution pixel (y, x) of a channel of the shuffle.

    Raises:
        ProblemError: so many values have been changed that no other one can be, or the value is beyond what one may
            be.
    """
    if not abs(value) <= LARGEST_VALUE:
        raise ProblemError("values.beyond", value=value, most=LARGEST_VALUE)
    spec = experiment.spec_of(SubpixelSpec)
    place = (channel, pixel_yx)
    kept = [changed for changed in spec.changed_values if (changed.channel, changed.pixel_yx) != place]
    if len(kept) >= MAX_CHANGED_VALUES:
        raise ProblemError("values.too-many", count=MAX_CHANGED_VALUES)
    changed = (*kept, ChangedValue(channel, pixel_yx, value))
    return experiment.with_spec(replace(spec, changed_values=changed))


def clear_changed_values(experiment: Experiment) -> Experiment:
    """Return ``experiment`` with every value as it was read."""
    return experiment.with_spec(replace(experiment.spec_of(SubpixelSpec), changed_values=()))


def _exchanged(phases: Sequence[int], pairs: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return a phase order with pairs of places exchanged; empty if each phase is then in its own."""
    order = list(phases)
    for p, q in pairs:
        order[p], order[q] = order[q], order[p]
    return () if order == sorted(order) else tuple(order)
