"""What a task of the deformable lab adds to a script beside its own lines."""

from __future__ import annotations

from typing import NamedTuple


class TaskText(NamedTuple):
    """How a script measures what the layer gives.

    Attributes:
        loss: the expression for the loss of ``output``; "" where nothing is learned.
        loss_is: what that is, for a comment.
        closing: paragraphs that print what was reached, of ``output`` and ``offset``.
        smoothed_steps: whether the first steps train on smoothed pictures, by ``smoothing_at(step)``.
    """

    loss: str
    loss_is: str
    closing: tuple[str, ...] = ()
    smoothed_steps: bool = False
