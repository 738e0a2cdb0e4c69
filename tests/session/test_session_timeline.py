"""Going back to earlier steps, from the session's side: the document follows, and curves stay."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from reader_in_process import ReaderInProcess
from session_fakes import Bench

from vizapp.document.experiment import Experiment
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.labs import LAB_UIS
from vizapp.problem import Problem
from vizapp.protocol.commands import Adjust, GoTo, Pause
from vizapp.protocol.events import Refused, RunningChanged
from vizapp.protocol.timeline import Arrived, BranchesChanged, BranchInfo
from vizapp.session.session import Session
from vizapp.wording import labels

RATE = 0.001
ONE = (BranchInfo(1, None, 0, "start", 0, 20),)


@pytest.fixture
def bench() -> Bench:
    """A lab at step 4, that stands on its only branch."""
    bench = Bench()
    bench.begin()
    bench.say(BranchesChanged(bench.generation, "deformable", ONE, 1))
    bench.progress(1, 4.0, 3.0, 2.0, 1.0)
    bench.engine.take()
    return bench


def arrive(bench: Bench, step: int, *, applied: int | None = None, branch: int = 1, old: float | None = None) -> None:
    """Let the engine say that it stands at a step, where the rate was ``old``."""
    spec = bench.state.experiment.spec
    spec = spec if old is None else spec.replaced(learning_rate=old)
    seq = max(getattr(command, "seq", 0) for command in bench.engine.ever_sent)
    bench.say(Arrived(bench.generation, "deformable", seq if applied is None else applied, branch, step, spec))


def set_rate(bench: Bench, rate: float) -> None:
    experiment = bench.state.experiment
    bench.session.update(experiment.with_spec(experiment.spec.replaced(learning_rate=rate)), labels.CHANGE_DEVICE)


def rate(bench: Bench) -> float:
    return float(bench.state.experiment.spec.steering()["learning_rate"])


def test_the_cursor_goes_at_once_and_the_curve_when_the_engine_is_there(bench: Bench) -> None:
    bench.session.go_to(1, 2)
    assert (bench.engine.last(GoTo).branch, bench.engine.last(GoTo).step) == (1, 2)
    assert bench.state.timeline.going_to == (1, 2)
    assert bench.state.transport.step == 4
    arrive(bench, 2)
    assert bench.state.timeline.going_to is None
    assert bench.state.transport.step == 2
    np.testing.assert_array_equal(bench.state.curves["deformable"].series["loss"], [4, 3])
    np.testing.assert_array_equal(bench.state.timeline.courses[1].series["loss"], [4, 3, 2, 1])
    assert bench.state.timeline.head == 4


def test_the_cursor_stays_while_a_later_wish_is_on_its_way(bench: Bench) -> None:
    bench.session.go_to(1, 3)
    first = bench.engine.last(GoTo).seq
    bench.session.go_to(1, 1)
    arrive(bench, 3, applied=first)
    assert bench.state.timeline.going_to == (1, 1)
    arrive(bench, 1)
    assert bench.state.timeline.going_to is None


def test_a_way_that_ends_unsaid_is_not_waited_for(bench: Bench) -> None:
    bench.session.go_to(1, 3)
    bench.say(Refused(bench.engine.last(GoTo).seq, bench.generation, Problem("timeline.no-step", values={"step": 3})))
    assert bench.state.timeline.going_to is None
    bench.session.go_to(1, 2)
    bench.session.reset()
    assert bench.state.timeline.going_to is None


def test_the_trail_goes_on_where_training_is_sent_forward(bench: Bench) -> None:
    for step in (0, 1, 3):
        bench.session.go_to(1, step)
        arrive(bench, step)
        bench.snapshot(step, np.full((9, 2), step, np.float32))
    trail = bench.state.trail
    assert trail is not None
    np.testing.assert_array_equal(trail[:, 0, 0], [0, 1, 3])
    bench.session.go_to(1, 2)
    arrive(bench, 2)
    assert bench.state.trail is None, "it was there before"
    bench.snapshot(2, np.full((9, 2), 2, np.float32))
    branches = (BranchInfo(1, None, 0, "start", 4, 20), BranchInfo(2, 1, 3, "settings", 3, 20))
    bench.say(BranchesChanged(bench.generation, "deformable", branches, 2))
    arrive(bench, 3, branch=2)
    assert bench.state.trail is None, "of another branch"


def test_a_running_training_stops_for_it(bench: Bench) -> None:
    bench.session.run()
    bench.engine.take()
    bench.session.go_to(1, 2)
    assert [type(command) for command in bench.engine.take()] == [GoTo], "which pauses by itself"
    assert not bench.state.transport.running
    bench.session.pause()
    assert Pause not in [type(command) for command in bench.engine.take()]


def test_a_pause_is_marked_where_training_has_come_to_rest(bench: Bench) -> None:
    bench.session.run()
    bench.say(RunningChanged(bench.generation, True, 4))
    bench.session.pause()
    bench.progress(5, 0.5, 0.25)
    bench.say(RunningChanged(bench.generation, False, 6))
    assert [(change.step, change.what) for change in bench.state.curves["deformable"].changes] == [(6, "pause")]


def test_the_settings_become_those_of_then_and_undo_brings_back_the_others(bench: Bench) -> None:
    now = rate(bench)
    bench.session.go_to(1, 2)
    bench.engine.take()
    arrive(bench, 2, old=RATE)
    assert rate(bench) == RATE
    assert bench.state.undo_label == labels.GO_TO_STEP
    assert Adjust not in [type(command) for command in bench.engine.take()], "the engine has put them into effect"
    assert bench.state.curves["deformable"].changes == ()
    bench.session.undo()
    assert rate(bench) == now
    assert bench.engine.last(Adjust).experiment.spec.steering()["learning_rate"] == now


def test_many_steps_in_a_row_are_one_entry_of_undo(bench: Bench) -> None:
    now = rate(bench)
    for step, old in ((3, 0.1), (2, 0.2), (1, 0.3)):
        bench.session.go_to(1, step)
        arrive(bench, step, old=old)
    bench.session.undo()
    assert rate(bench) == now


def test_undo_also_goes_back_to_where_it_stood_and_redo_there_again(bench: Bench) -> None:
    now = rate(bench)
    for step, old in ((3, now), (2, now), (1, RATE)):  # as a drag does
        bench.session.go_to(1, step)
        arrive(bench, step, old=old)
    bench.session.undo()
    assert (bench.engine.last(GoTo).branch, bench.engine.last(GoTo).step) == (1, 4)
    assert bench.state.timeline.going_to == (1, 4)
    bench.engine.take()
    arrive(bench, 4)
    assert bench.engine.take() == []
    assert (rate(bench), bench.state.transport.step, bench.state.can_redo) == (now, 4, True)
    bench.session.redo()
    assert bench.engine.last(GoTo).step == 1
    arrive(bench, 1)
    assert (rate(bench), bench.state.transport.step) == (RATE, 1)


def test_settings_that_were_never_trained_with_come_back_with_the_place(bench: Bench) -> None:
    before = rate(bench)
    set_rate(bench, 0.5)
    bench.session.go_to(1, 2)
    arrive(bench, 2, old=before)
    assert rate(bench) == before
    bench.session.undo()
    arrive(bench, 4, old=before)
    assert rate(bench) == 0.5
    assert bench.engine.last(Adjust).experiment.spec.steering()["learning_rate"] == 0.5
    assert bench.state.can_redo


def test_who_goes_elsewhere_on_the_way_back_gets_the_settings_of_there(bench: Bench) -> None:
    bench.session.go_to(1, 2)
    arrive(bench, 2, old=RATE)
    bench.session.undo()
    bench.session.go_to(1, 1)
    arrive(bench, 1, old=0.25)
    assert rate(bench) == 0.25
    assert bench.state.undo_label == labels.GO_TO_STEP


def test_undo_of_a_setting_stays_where_the_training_is(bench: Bench) -> None:
    now = rate(bench)
    bench.session.go_to(1, 2)
    arrive(bench, 2)
    set_rate(bench, RATE)
    bench.engine.take()
    bench.session.undo()
    assert rate(bench) == now
    assert [type(command) for command in bench.engine.take()] == [Adjust]


def test_what_was_changed_since_is_not_overwritten(bench: Bench) -> None:
    bench.session.go_to(1, 2)
    before = bench.engine.last(GoTo).seq
    set_rate(bench, 0.5)
    arrive(bench, 1, applied=before, old=RATE)
    assert rate(bench) == 0.5
    assert bench.state.transport.step == 1


def test_another_setting_at_an_earlier_step_is_marked_where_its_branch_begins(bench: Bench) -> None:
    bench.session.go_to(1, 2)
    arrive(bench, 2)
    set_rate(bench, RATE)
    branches = (BranchInfo(1, None, 0, "start", 4, 20), BranchInfo(2, 1, 2, "settings", 2, 20))
    bench.say(BranchesChanged(bench.generation, "deformable", branches, 2))
    bench.progress(3, 9.0)
    curves = bench.state.curves["deformable"]
    np.testing.assert_array_equal(curves.series["loss"], [4, 3, 9])
    assert [(change.step, change.what) for change in curves.changes] == [(2, "learning_rate")]
    assert bench.state.timeline.courses[1].changes == ()


@pytest.mark.parametrize(("branch", "step"), [(2, 1), (1, 5)])
def test_an_engine_that_stands_where_nothing_was_is_broken(bench: Bench, branch: int, step: int) -> None:
    arrive(bench, step, branch=branch)
    assert bench.state.engine.phase == "lost"


def test_all_is_shown_once_a_picture_has_come_of_where_it_has_gone_to(bench: Bench) -> None:
    bench.snapshot(4)
    assert bench.session.shows_everything
    bench.session.go_to(1, 2)
    assert not bench.session.shows_everything
    bench.snapshot(2)  # on the way, with other settings perhaps
    arrive(bench, 2)
    assert not bench.session.shows_everything
    bench.snapshot(2, applied=bench.seq - 1)
    assert not bench.session.shows_everything
    bench.snapshot(2)
    assert bench.session.shows_everything
    bench.session.run()
    assert not bench.session.shows_everything


def test_what_is_on_show_stays_all_while_a_file_is_written_beside_it(bench: Bench, tmp_path: Path) -> None:
    bench.snapshot(4)
    assert bench.session.autosave(tmp_path / "a.vizapp")
    assert bench.session.shows_everything, "the engine takes no snapshot after it"
    bench.session.go_to(1, 2)
    assert not bench.session.shows_everything
    bench.session.export_offsets(tmp_path / "a.csv", "csv")
    arrive(bench, 2)
    bench.snapshot(2, applied=bench.seq - 1)
    assert bench.session.shows_everything


def test_settings_that_come_back_after_a_way_there_and_back_leave_no_trace(bench: Bench) -> None:
    now, before = rate(bench), bench.state.experiment
    for step, old in ((1, 0.1), (2, 0.2), (4, 0.3)):
        bench.session.go_to(1, step)
        arrive(bench, step, old=old)
    assert rate(bench) == 0.3
    bench.session.restore_settings(before)
    assert rate(bench) == now
    assert bench.engine.last(Adjust).experiment.spec.steering()["learning_rate"] == now
    assert not bench.state.can_undo


def test_with_a_real_engine_back_and_on_again_gives_the_same_numbers() -> None:
    session = Session(InProcessEngine(), ReaderInProcess(), LAB_UIS, Experiment(device="cpu", working_size=32))

    def wait(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < deadline, session.state.banner
            session.poll()

    try:
        wait(lambda: session.state.can_step)
        session.step(30)
        wait(lambda: session.state.transport.step == 30)
        whole = session.state.curves["deformable"].series["loss"].copy()
        session.go_to(1, 7)
        wait(lambda: session.state.timeline.going_to is None)
        assert session.state.curves["deformable"].steps == 7
        session.step(23)
        wait(lambda: session.state.transport.step == 30)
        np.testing.assert_array_equal(session.state.curves["deformable"].series["loss"], whole)
        experiment = session.state.experiment
        session.update(experiment.with_spec(experiment.spec.replaced(learning_rate=0.004)), "Change rate")
        session.step(5)
        wait(lambda: session.state.transport.step == 35)
        session.go_to(1, 20)
        wait(lambda: session.state.timeline.going_to is None and session.state.undo_label == labels.GO_TO_STEP)
        session.undo()
        wait(lambda: session.state.timeline.going_to is None and session.state.transport.step == 35)
        assert session.state.experiment.spec.steering()["learning_rate"] == 0.004
        session.redo()
        wait(lambda: session.state.timeline.going_to is None and session.state.transport.step == 20)
        assert session.state.experiment.spec.steering() == experiment.spec.steering()
        assert len(session.state.timeline.branches) == 1
        session.step(15)
        wait(lambda: session.state.transport.step == 35)
        whole = session.state.timeline.courses[1].series["loss"].copy()
        session.reset()
        wait(lambda: session.state.transport.step == 0 and session.state.configured is not None)
        session.step(2)
        wait(lambda: session.state.transport.step == 2)
        assert [branch.cause for branch in session.state.timeline.branches] == ["start", "reset"]
        np.testing.assert_array_equal(session.state.timeline.courses[1].series["loss"], whole)
    finally:
        session.close()
