"""The memory that the present settings need, and a working size that needs less."""

from __future__ import annotations

from vizapp.document.experiment import WORKING_SIZE_RANGE
from vizapp.document.working_size import default_working_size, working_shape
from vizapp.problem import Problem
from vizapp.session.state import State


def memory_problem(state: State, how: str) -> Problem:
    """Return the problem that the system ended the engine (``how``), with the memory that its settings need."""
    size, smaller = working_size(state), smaller_size(state)
    source = state.source
    needed = None
    if source is not None and min(source.height, source.width) > 1:
        shape = working_shape(source.height, source.width, size)
        needed = state.experiment.spec.step_bytes(source.channels, shape)
    values: dict[str, int | str] = {"how": how, "size": size, "smaller": smaller}
    if needed is None:
        return Problem("engine.memory", "working_size", dict(values))
    return Problem("engine.memory-needed", "working_size", {**values, "needed": needed})


def working_size(state: State) -> int:
    """Return the largest possible longest side of the working copy, in pixels."""
    wanted = state.experiment.device
    devices = state.engine.devices
    device = devices[0].name if wanted == "auto" and devices else wanted
    longest = state.experiment.working_size or default_working_size("cpu" if device == "auto" else device)
    return longest if state.source is None else min(longest, max(state.source.height, state.source.width))


def smaller_size(state: State) -> int:
    """Return half the working size, in pixels, which needs about a quarter of the memory."""
    return max(WORKING_SIZE_RANGE[0], working_size(state) // 2)
