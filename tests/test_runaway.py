"""When a training that stays finite has gone astray."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vizapp.runaway import FAR, FOR_STEPS, ran_away

LONG = [5e4] * FOR_STEPS


@pytest.mark.parametrize(
    ("losses", "found"),
    [
        ([4.5, 3e11, *LONG], (4.5, 5e4)),
        ([4.5, 3e11, *LONG[1:], 44.9], None),
        ([4.5, *LONG[1:]], None),
        ([4.5, 3.0, 2.0, 1.0, *[0.5] * 50], None),
        ([4.5, *[4.5 * FAR] * 50], None),
        ([4.5, *[4.6 * FAR] * 50], (4.5, 4.6 * FAR)),
        ([0.0, *LONG], None),
        ([math.nan, *LONG], None),
        ([4.5, *LONG[1:], math.nan], None),
        ([], None),
    ],
)
def test_it_has_when_the_loss_stays_far_above_its_start(
    losses: list[float], found: tuple[float, float] | None
) -> None:
    assert ran_away(losses) == found
    assert ran_away(np.array(losses)) == found
