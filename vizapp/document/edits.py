"""Gestures as functions from one document to the next."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from vizapp.document.experiment import (
    MAX_LEARNED_FACTOR,
    MAX_OVERRIDES,
    Experiment,
    PointOverride,
    Position,
    Source,
    SubpixelTask,
)
from vizapp.document.tile_layout import fitting_factors
from vizapp.sources.loaded import LoadedSource


def place_point(
    experiment: Experiment, tap: int, offset_yx: tuple[float, float], probe_yx: Position | None, everywhere: bool
) -> Experiment:
    """Return ``experiment`` with tap ``tap`` read at ``offset_yx`` (dy, dx) from its rigid place.

    For the unit ``probe_yx``, or ``everywhere``; then a point that was placed for the probe alone goes, as it would
    hide the new one. Overrides for every unit stand before those for one unit.

    Raises:
        ValueError: the offset is not finite or too large, no unit is picked, or too many points are placed already.
    """
    if probe_yx is None and not everywhere:
        raise ValueError("no output position is picked; click the output first, or place the point everywhere")
    placed = PointOverride(tap, offset_yx, None if everywhere else probe_yx)
    replaced = {(tap, None), (tap, probe_yx)} if everywhere else {(tap, probe_yx)}
    kept = [point for point in experiment.deformable.overrides if (point.tap, point.unit_yx) not in replaced]
    if len(kept) >= MAX_OVERRIDES:
        raise ValueError(f"{MAX_OVERRIDES} points are placed already; clear them first")
    overrides = tuple(sorted((*kept, placed), key=lambda point: point.unit_yx is not None))
    return replace(experiment, deformable=replace(experiment.deformable, overrides=overrides))


def give_back_point(experiment: Experiment, tap: int, unit_yx: Position) -> Experiment:
    """Return ``experiment`` without a point placed by hand at tap ``tap`` that counts for the unit ``unit_yx``.

    The unit's own point hides one that is placed everywhere, so both go: of the two alone the other would take over,
    and the point would jump instead of following the training again.
    """
    spec = experiment.deformable
    kept = tuple(point for point in spec.overrides if point.tap != tap or point.unit_yx not in (None, unit_yx))
    return replace(experiment, deformable=replace(spec, overrides=kept))


def clear_points(experiment: Experiment) -> Experiment:
    """Return ``experiment`` without points placed by hand."""
    return replace(experiment, deformable=replace(experiment.deformable, overrides=()))


def swap_phases(experiment: Experiment, p: int, q: int) -> Experiment:
    """Return ``experiment`` with the channels that land at phases ``p`` and ``q`` (i·r + j) exchanged.

    Raises:
        ValueError: there is no such phase.
    """
    phases = list(experiment.subpixel.phases)
    if not (0 <= p < len(phases) and 0 <= q < len(phases)):
        raise ValueError(f"phases go from 0 to {len(phases) - 1}; there is no exchange of {p} and {q}")
    phases[p], phases[q] = phases[q], phases[p]
    order = () if phases == sorted(phases) else tuple(phases)
    return replace(experiment, subpixel=replace(experiment.subpixel, phase_order=order))


def open_source(experiment: Experiment, source: Source, loaded: LoadedSource | None) -> Experiment:
    """Return ``experiment`` for another source, with a task that it can be used for.

    A place in one picture means nothing in another: points placed by hand go. Phases that were rearranged go too, as
    another picture is to come out whole at first.
    """
    if source != experiment.source:
        experiment = clear_points(replace(experiment, source=source))
        experiment = replace(experiment, subpixel=replace(experiment.subpixel, phase_order=()))
    return experiment if loaded is None else fit_task(experiment, loaded)


def fit_task(experiment: Experiment, source: LoadedSource) -> Experiment:
    """Return ``experiment`` with a sub-pixel task that ``source`` can be used for, if its lab is the sub-pixel lab.

    A feature map is shuffled, by the factor asked for or else the smallest that fits. Every task takes an image.
    Where nothing fits, nothing changes.
    """
    if experiment.lab != "subpixel" or source.kind == "image":
        return experiment
    spec = experiment.subpixel
    fitting_ones = fitting_factors(source.channels)
    for factor in (spec.upscale_factor, *fitting_ones):
        if factor in fitting_ones:
            order = spec.phase_order if factor == spec.upscale_factor else ()
            fitting = replace(spec, task="shuffle", upscale_factor=factor, phase_order=order)
            return replace(experiment, subpixel=fitting)
    return experiment


def with_kernel_size(experiment: Experiment, kernel_size: Literal[3, 5]) -> Experiment:
    """Set the kernel size; points placed by hand go, because tap k is another place in the other kernel."""
    if kernel_size == experiment.deformable.kernel_size:
        return experiment
    return replace(experiment, deformable=replace(experiment.deformable, kernel_size=kernel_size, overrides=()))


def with_stride(experiment: Experiment, stride: Literal[1, 2]) -> Experiment:
    """Set the stride; points placed for one unit go, because the unit then reads another part of the image."""
    if stride == experiment.deformable.stride:
        return experiment
    kept = tuple(o for o in experiment.deformable.overrides if o.unit_yx is None)
    return replace(experiment, deformable=replace(experiment.deformable, stride=stride, overrides=kept))


def with_working_size(experiment: Experiment, working_size: int | None) -> Experiment:
    """Set the longest side of the working copy; points placed for one unit go, as with the stride."""
    if working_size == experiment.working_size:
        return experiment
    kept = tuple(o for o in experiment.deformable.overrides if o.unit_yx is None)
    return replace(experiment, working_size=working_size, deformable=replace(experiment.deformable, overrides=kept))


def with_upscale_factor(experiment: Experiment, upscale_factor: int) -> Experiment:
    """Set r; a rearranged phase order goes, because it had an entry for each of the old r² phases."""
    if upscale_factor == experiment.subpixel.upscale_factor:
        return experiment
    return replace(experiment, subpixel=replace(experiment.subpixel, upscale_factor=upscale_factor, phase_order=()))


def with_subpixel_task(experiment: Experiment, task: SubpixelTask) -> Experiment:
    """Set the task, and bring r down to what super-resolve offers."""
    if task == "super-resolve" and experiment.subpixel.upscale_factor > MAX_LEARNED_FACTOR:
        experiment = with_upscale_factor(experiment, MAX_LEARNED_FACTOR)
    return replace(experiment, subpixel=replace(experiment.subpixel, task=task))
