"""What goes wrong while computing, as one sentence for a person."""

from __future__ import annotations

import torch

_ALLOCATOR_WORDS = ("not enough memory", "can't allocate memory", "out of memory")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether ``error`` says that memory ran out; torch's CPU allocator says so by a plain RuntimeError."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(word in str(error).lower() for word in _ALLOCATOR_WORDS)


def sentence_of(error: BaseException, doing: str, device: str) -> str:
    """Return what happened while ``doing`` (such as "training step 12") on ``device``, and the way out."""
    if is_out_of_memory(error):
        return f"There is not enough memory on {device} for {doing}; choose a smaller working size."
    text = str(error).strip().partition("\n")[0].rstrip(".")
    return f"An error ended {doing}: {text or type(error).__name__}."


def diverged(step: int, what: str) -> str:
    """Return the sentence for a training whose numbers have left the finite ones at ``step``."""
    return f"Training diverged at step {step}: {what}; reset, or lower the learning rate."
