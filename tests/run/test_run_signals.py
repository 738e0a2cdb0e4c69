"""A few of the trials of ``signal_trials.py``, which does as many as are wanted, on full disks too."""

from __future__ import annotations

import os
import random

import pytest
from signal_trials import trials


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_signal_at_a_random_moment_leaves_results_of_one_run_and_a_run_that_goes_on() -> None:
    outcomes = trials(4, random.Random(0), small_disks=False)
    assert not outcomes.faults
    assert sum(outcomes.counts.values()) >= 4
