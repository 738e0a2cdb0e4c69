"""A run that begins with one step per second and speeds up."""

from __future__ import annotations

import pytest
from engine_fakes import LoopBench

from vizapp.protocol.commands import Pause, Run


@pytest.fixture
def bench() -> LoopBench:
    bench = LoopBench()
    bench.begin()
    return bench


def steps_in(bench: LoopBench, seconds: float) -> int:
    before = bench.trainer.step_count
    bench.run_for(seconds)
    return bench.trainer.step_count - before


def test_it_begins_with_a_step_per_second_and_reaches_the_limit(bench: LoopBench) -> None:
    bench.send(Run, 30.0, True)
    assert [steps_in(bench, 0.9), steps_in(bench, 1.0)] == [1, 2]
    assert 15 <= steps_in(bench, 2.3) <= 35
    assert 29 <= steps_in(bench, 1.0) <= 31


def test_a_slow_limit_holds_from_the_start(bench: LoopBench) -> None:
    bench.send(Run, 0.5, True)
    assert 2 <= steps_in(bench, 5.0) <= 3


def test_the_next_run_and_a_change_of_the_limit_are_not_gentle(bench: LoopBench) -> None:
    bench.send(Run, 30.0, True)
    steps_in(bench, 0.5)
    bench.send(Run, 20.0)
    assert 19 <= steps_in(bench, 1.0) <= 21
    bench.send(Pause)
    bench.advance()
    bench.send(Run, 30.0)
    assert 29 <= steps_in(bench, 1.0) <= 31
