"""While a kernel is trained, the sum over it is the output beside it, also in a look between two steps."""

from __future__ import annotations

import numpy as np
import pytest
from lab_sources import deformable, noise

from vizapp.protocol.requests import UnitsRequest
from vizapp.protocol.unit_answers import UnitReadings


@pytest.mark.parametrize("learns", ["offsets", "both", "kernel"])
def test_the_sum_of_what_is_read_is_the_output(learns: str) -> None:
    lab, _ = deformable(noise(24, 32), learns=learns, learning_rate=0.05)
    assert lab.trainer is not None
    for _ in range(3):
        lab.trainer.step()
    answer = lab.answer({"unit": UnitsRequest(((8, 9),))}, exact=False).answers["unit"]
    assert isinstance(answer, UnitReadings)
    (reading,) = answer.readings
    total = reading.products.sum(dtype=np.float64) + reading.bias
    assert total == pytest.approx(reading.operator_output, abs=1e-5)
