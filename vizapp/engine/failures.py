"""What goes wrong while computing, as a problem for a person."""

from __future__ import annotations

from typing import Literal, TypeAlias

import torch

from vizapp.labs.base import DivergedError
from vizapp.problem import Problem

Activity: TypeAlias = Literal["setup", "adjust", "step", "look"]

_ALLOCATOR_WORDS = ("not enough memory", "can't allocate memory", "out of memory")
_MAX_TEXT = 500


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether ``error`` says that memory ran out.

    torch's CPU allocator raises a plain RuntimeError, which only its words tell from others.
    """
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(word in str(error).lower() for word in _ALLOCATOR_WORDS)


def failure(error: BaseException, activity: Activity, device: str, step: int) -> Problem:
    """Return what happened in an activity on ``device``; ``step`` is the number of the training step."""
    if isinstance(error, DivergedError):
        return diverged(error.problem.code, step)
    if is_out_of_memory(error):
        return Problem(f"out-of-memory.{activity}", "working_size", {"device": device, "step": step})
    text = str(error).strip().partition("\n")[0].rstrip(".")[:_MAX_TEXT]
    return Problem(f"failed.{activity}", values={"what": text or type(error).__name__, "step": step})


def diverged(reason: str, step: int) -> Problem:
    """Return the problem of a training whose numbers have left the finite ones at ``step``, for a reason's code."""
    return Problem(f"diverged.{reason}", "learning_rate", {"step": step})
