"""The recording of curves on the branches of a training."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from vizapp.keeping.curves import MAX_NAMES
from vizapp.protocol.timeline import BranchInfo
from vizapp.session import curves
from vizapp.session.curves import CurveChange, CurveRecorder, TooMuchError


def branch(number: int, parent: int | None, begins: int, head: int) -> BranchInfo:
    return BranchInfo(number, parent, begins, "start" if parent is None else "settings", head, 20)


def losses(recorder: CurveRecorder) -> list[float]:
    return recorder.curves().series["loss"].tolist()


def recorded(*values: float) -> CurveRecorder:
    recorder = CurveRecorder()
    recorder.follow([branch(1, None, 0, 0)], 1)
    recorder.add(1, {"loss": np.array(values)})
    return recorder


def test_what_follows_is_not_shown_before_it_is_come_to_again() -> None:
    recorder = recorded(1, 2, 3, 4)
    recorder.stand_at(2)
    assert (recorder.position, recorder.steps) == (2, 4)
    assert losses(recorder) == [1, 2]
    assert recorder.courses()[1].series["loss"].tolist() == [1, 2, 3, 4]
    recorder.add(3, {"loss": np.array([3.0])})
    assert losses(recorder) == [1, 2, 3]


def test_a_branch_begins_with_what_it_has_in_common_and_both_stay() -> None:
    recorder = recorded(1, 2, 3, 4)
    before = recorder.curves()
    recorder.stand_at(2)
    recorder.mark("learning_rate")
    recorder.follow([branch(1, None, 0, 4), branch(2, 1, 2, 2)], 2)
    recorder.add(3, {"loss": np.array([9.0, 8.0, 7.0])})
    assert losses(recorder) == [1, 2, 9, 8, 7]
    assert recorder.curves().changes == (CurveChange(2, "learning_rate"),)
    assert recorder.courses()[1].series["loss"].tolist() == [1, 2, 3, 4]
    assert recorder.courses()[1].changes == ()
    assert before.series["loss"].tolist() == [1, 2, 3, 4]
    recorder.follow([branch(1, None, 0, 4), branch(2, 1, 2, 5)], 1)
    recorder.stand_at(4)
    assert losses(recorder) == [1, 2, 3, 4]


def test_a_change_that_begins_no_branch_leaves_no_mark() -> None:
    recorder = recorded(1, 2, 3)
    recorder.stand_at(1)
    recorder.mark("learning_rate")
    recorder.add(2, {"loss": np.array([2.0])})
    recorder.stand_at(3)
    recorder.follow([branch(1, None, 0, 3), branch(2, 1, 3, 3)], 2)
    assert recorder.curves().changes == ()


def test_another_training_of_the_same_number_begins_empty() -> None:
    recorder = recorded(1, 2, 3)
    old = recorder.curves()
    recorder.stand_at(0)
    recorder.follow([branch(1, None, 0, 0)], 1)
    assert recorder.steps == 0
    recorder.add(1, {"loss": np.array([5.0])})
    assert losses(recorder) == [5]
    assert old.series["loss"].tolist() == [1, 2, 3]


def test_a_reset_begins_empty_and_what_was_measured_stays() -> None:
    recorder = recorded(1, 2, 3)
    recorder.stand_at(0)
    recorder.follow([branch(1, None, 0, 3), branch(2, None, 0, 0)], 2)
    assert recorder.steps == 0
    recorder.add(1, {"loss": np.array([1.5]), "psnr": np.array([20.0])})
    assert recorder.courses()[1].series["loss"].tolist() == [1, 2, 3]
    assert recorder.most_steps == 3


def test_views_that_were_given_out_are_read_only_and_grow_into_new_ones() -> None:
    recorder = recorded(*range(1000))
    view = recorder.curves().series["loss"]
    recorder.add(1001, {"loss": np.arange(1000.0, 3000.0)})
    assert not view.flags.writeable
    assert view.tolist() == list(range(1000))
    assert losses(recorder) == list(range(3000))


# What is too much ----------------------------------------------------------------------------------------------


def test_a_training_that_says_it_is_at_step_a_thousand_million_costs_nothing() -> None:
    recorder = CurveRecorder()
    tracemalloc.start()
    try:
        with pytest.raises(TooMuchError, match="values were measured"):
            recorder.add(10**9, {"loss": np.zeros(1)})
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert recorder.steps == 0


def test_names_that_never_end_are_no_training() -> None:
    recorder = CurveRecorder()
    for number in range(MAX_NAMES):
        recorder.add(1, {f"m{number}": np.zeros(1)})
    with pytest.raises(TooMuchError, match="different things"):
        recorder.add(1, {"another": np.zeros(1)})


def test_branches_that_take_more_memory_than_there_is_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curves, "_MAX_ROOM", 15_000)
    recorder = CurveRecorder()
    recorder.add(1, {"loss": np.zeros(1000), "distance": np.zeros(1000)})
    few = [branch(1, None, 0, 1000), branch(2, 1, 1000, 1000), branch(3, 1, 1000, 1000)]
    recorder.follow(few, 1)
    with pytest.raises(TooMuchError, match="values were measured"):
        recorder.follow([*few, branch(4, 1, 1000, 1000), branch(5, 1, 1000, 1000)], 1)
    assert recorder.steps == 1000
