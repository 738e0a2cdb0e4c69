"""What each control of the setup does to the document: pure functions from one experiment to the next.

Most settings are one field. The functions here are for those that other settings depend on: a rearranged phase
order does not outlive its factor, nor a placed point the kernel that its tap belonged to.
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from vizapp.experiment import MAX_LEARNED_FACTOR, Experiment, SubpixelTask


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
