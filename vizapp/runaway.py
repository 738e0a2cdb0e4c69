"""A training that stays finite and yet goes astray: its loss has left its start far behind and does not come back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FAR = 10.0
"""A loss so many times that of the start is far above it."""
FOR_STEPS = 20
"""For so many steps it has to stay there: training can overshoot and come back."""


def ran_away(losses: Sequence[float] | NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the loss at the start and the present one if all of the last steps are far above the start; else None.

    Args:
        losses: of every step from the first on; NaN where one is not known.
    """
    known = np.asarray(losses[-FOR_STEPS:], np.float64)
    if len(losses) <= FOR_STEPS:
        return None
    start, present = float(losses[0]), float(known[-1])
    if not (start > 0 and np.isfinite(known).all() and known.min() > FAR * start):
        return None
    return start, present
