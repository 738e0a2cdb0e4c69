"""Exceptions of a computation, as problems with codes."""

from __future__ import annotations

from typing import Literal, TypeAlias

import torch

from vizapp.labs.base import DivergedError
from vizapp.problem import Problem

Activity: TypeAlias = Literal["setup", "adjust", "step", "look", "teach"]

_ALLOCATOR_WORDS = ("not enough memory", "can't allocate memory", "out of memory")
_MAX_TEXT = 500


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether ``error`` means that memory ran out.

    torch's CPU allocator raises a plain RuntimeError, which only its message distinguishes from others.
    """
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(word in str(error).lower() for word in _ALLOCATOR_WORDS)


def failure(
    error: BaseException,
    activity: Activity,
    device: str,
    step: int,
    kept: int | None = None,
    rate: float | None = None,
) -> Problem:
    """Return the problem of an error in an activity on ``device``.

    ``step`` is the number of the training step, ``kept`` that of the step whose state is on show; None is the one
    before. ``rate`` is the learning rate in effect, if there is one.
    """
    if isinstance(error, DivergedError):
        return diverged(error.problem, step, step - 1 if kept is None else kept, rate)
    if is_out_of_memory(error):
        return Problem(f"out-of-memory.{activity}", "working_size", {"device": device, "step": step})
    text = str(error).strip().partition("\n")[0].rstrip(".")[:_MAX_TEXT]
    return Problem(f"failed.{activity}", values={"what": text or type(error).__name__, "step": step})


def diverged(reason: Problem, step: int, kept: int, rate: float | None) -> Problem:
    """Return the problem of a training that diverged at ``step``.

    ``reason`` is the cause, ``kept`` the number of the step whose state is on show, ``rate`` the learning rate with
    which it diverged.
    """
    values = {**reason.values, "step": step, "kept": kept}
    if rate is not None:
        values["rate"] = rate
    return Problem(f"diverged.{reason.code}", "learning_rate", values)
