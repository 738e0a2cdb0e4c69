"""The memory that the present settings need, whether there is so much, and a working size that needs less."""

from __future__ import annotations

import os
from pathlib import Path

from vizapp.document.experiment import WORKING_SIZE_RANGE
from vizapp.document.working_size import default_working_size, working_shape
from vizapp.problem import Problem
from vizapp.session.state import State

_ENGINE_BYTES = 2**30
"""The memory that an engine needs besides its training steps, in bytes, rounded up."""
_LIMIT, _USED = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")
"""The files with a container's memory limit and use, in bytes; the limit may also be "max"."""


def memory_problem(state: State, how: str) -> Problem:
    """Return the problem that the system ended the engine (``how``), with the memory that its settings need.

    It belongs to the working size unless there is so much memory that this cannot be the cause.
    """
    size, smaller, needed = working_size(state), smaller_size(state), step_bytes(state)
    values: dict[str, int | str] = {"how": how, "size": size, "smaller": smaller}
    free = free_memory()
    if needed is not None and free is not None and needed + _ENGINE_BYTES < free / 2:
        return Problem("engine.killed-for-good", values={"how": how, "needed": needed, "free": free})
    if smaller >= size:
        return Problem("engine.memory-no-smaller", values={"how": how})
    if needed is None:
        return Problem("engine.memory", "working_size", dict(values))
    return Problem("engine.memory-needed", "working_size", {**values, "needed": needed})


def with_need(state: State, problem: Problem) -> Problem:
    """Return a problem of too little memory with what the settings need; any other problem as it is."""
    needed, size, smaller = step_bytes(state), working_size(state), smaller_size(state)
    if not problem.code.startswith("out-of-memory."):
        return problem
    if smaller >= size:
        return Problem("out-of-memory.no-smaller", values=problem.values)
    if needed is None:
        return problem
    told = {**problem.values, "needed": needed, "size": size, "smaller": smaller}
    match problem.code:
        case "out-of-memory.setup":
            return Problem("memory-needed.setup", problem.field, told)
        case "out-of-memory.step":
            return Problem("memory-needed.step", problem.field, told)
    return problem


def offered_size(state: State) -> int | None:
    """Return the working size with which the document could be computed, where its refusal names one."""
    refusal = state.refusal
    if refusal is None:
        return None
    low, high = WORKING_SIZE_RANGE
    for remedy in refusal.remedies:
        size = remedy.values.get("size")
        if remedy.field == refusal.field == "working_size" and isinstance(size, int) and low <= size <= high:
            return size
    smaller = refusal.values.get("smaller")
    return smaller if refusal.field == "working_size" and isinstance(smaller, int) else None


def step_bytes(state: State) -> int | None:
    """Return an estimate of the bytes that a training step takes; None if unknown."""
    source = state.source
    if source is None or min(source.height, source.width) <= 1:
        return None
    shape = working_shape(source.height, source.width, working_size(state))
    return state.experiment.spec.step_bytes(source.channels, shape)


def free_memory() -> int | None:
    """Return the bytes of memory that a process can still take; None if the system does not tell."""
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None
    try:
        return min(free, int(_LIMIT.read_text()) - int(_USED.read_text()))
    except (OSError, ValueError):  # no container, or one without a limit
        return free


def working_size(state: State) -> int:
    """Return the largest possible longest side of the working copy, in pixels."""
    wanted = state.experiment.device
    devices = state.engine.devices
    device = devices[0].name if wanted == "auto" and devices else wanted
    longest = state.experiment.working_size or default_working_size("cpu" if device == "auto" else device)
    return longest if state.source is None else min(longest, max(state.source.height, state.source.width))


def smaller_size(state: State) -> int:
    """Return half the working size, in pixels, which needs about a quarter of the memory.

    Where it can be no smaller, or has no effect because the source is read whole, that is the working size itself.
    """
    size = working_size(state)
    if state.source is not None and state.experiment.spec.reads_whole(state.source.kind):
        return size
    return max(min(size, WORKING_SIZE_RANGE[0]), size // 2)
