"""Undo brings back the training that a setting has ended, with its curves, from the session's side."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from msgspec.structs import replace
from session_fakes import Bench, image

from vizapp.document.experiment import Experiment
from vizapp.engine.child import ChildEngine
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.labs import LAB_UIS
from vizapp.protocol.commands import Configure
from vizapp.protocol.timeline import BranchesChanged, BranchInfo
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.sources.client import SourceReader

SMALL = Experiment(device="cpu", working_size=48)
ROOT = BranchInfo(1, None, 0, "start", 0, 20)


@pytest.fixture
def bench() -> Bench:
    """A lab at step 3."""
    bench = Bench()
    bench.begin()
    tell(bench, ROOT)
    bench.progress(1, 4.0, 3.0, 2.0)
    return bench


def tell(bench: Bench, *branches: BranchInfo) -> None:
    bench.say(BranchesChanged(bench.generation, "deformable", branches, branches[-1].number))


def set_seed(bench: Bench, seed: int, gesture: str | None = None) -> None:
    bench.session.update(replace(bench.state.experiment, seed=seed), "Change seed", gesture)


def asked(bench: Bench) -> int:
    """The number of the training that was asked for last."""
    return next(command.training for command in reversed(bench.engine.ever_sent) if isinstance(command, Configure))


def losses(bench: Bench) -> list[float]:
    return [float(loss) for loss in bench.state.curves["deformable"].series.get("loss", ())]


def test_undo_and_redo_ask_for_the_training_of_then(bench: Bench) -> None:
    first = asked(bench)
    set_seed(bench, 1)
    second = asked(bench)
    assert first != second
    bench.session.undo()
    assert asked(bench) == first
    bench.session.redo()
    assert asked(bench) == second
    set_seed(bench, 0)
    assert asked(bench) not in (first, second), "put back by hand it begins anew"


def test_its_curves_come_back_with_it(bench: Bench) -> None:
    first = asked(bench)
    set_seed(bench, 1)
    bench.configured(training="new", set_aside=(first,))
    tell(bench, ROOT)
    assert losses(bench) == []
    assert bench.state.timeline.head == 0
    bench.progress(1, 9.0)
    second = asked(bench)
    bench.session.undo()
    bench.configured(2, training="earlier", set_aside=(second,))
    assert losses(bench) == [4, 3]
    assert bench.state.transport.step == 2
    tell(bench, replace(ROOT, head=3))
    np.testing.assert_array_equal(bench.state.timeline.courses[1].series["loss"], [4, 3, 2])
    bench.session.redo()
    bench.configured(1, training="earlier", set_aside=(first,))
    tell(bench, replace(ROOT, head=1))
    assert losses(bench) == [9]
    assert bench.state.engine.ready


def test_where_the_engine_has_it_no_more_it_begins_at_step_0(bench: Bench) -> None:
    set_seed(bench, 1)
    bench.configured(training="new")
    bench.session.undo()
    bench.configured(training="new")
    assert losses(bench) == []
    assert bench.state.transport.step == 0
    assert bench.state.engine.ready


@pytest.mark.parametrize("known", [True, False])
def test_one_that_was_not_said_to_be_kept_cannot_come_back(bench: Bench, known: bool) -> None:
    first = asked(bench)
    set_seed(bench, 1)
    bench.configured(training="new", set_aside=(first,) if known else ())
    bench.session.undo()
    bench.configured(2, training="earlier")
    assert bench.state.engine.phase == ("ready" if known else "lost")


def test_nor_can_it_stand_where_it_never_was(bench: Bench) -> None:
    first = asked(bench)
    set_seed(bench, 1)
    bench.configured(training="new", set_aside=(first,))
    bench.session.undo()
    bench.configured(4, training="earlier")
    assert bench.state.engine.phase == "lost"


def test_what_was_recorded_of_it_is_not_kept_longer_than_it(bench: Bench) -> None:
    first = asked(bench)
    set_seed(bench, 1)
    bench.configured(training="new", set_aside=(first,))
    record = bench.session._link._incoming.record
    assert set(record._left) == {first}
    set_seed(bench, 2)
    bench.configured(training="new", set_aside=())
    assert record._left == {}


def test_a_gesture_is_one_training_and_one_that_comes_to_nothing_is_none(bench: Bench) -> None:
    first = asked(bench)
    set_seed(bench, 1, "seed")
    second = asked(bench)
    set_seed(bench, 2, "seed")
    assert asked(bench) == second
    set_seed(bench, 0, "seed")
    assert asked(bench) == first
    assert not bench.state.can_undo


def test_settings_that_take_effect_at_once_go_on_with_the_training(bench: Bench) -> None:
    experiment = bench.state.experiment
    trainings = bench.state.trainings
    bench.session.update(experiment.with_spec(experiment.spec.replaced(learning_rate=0.5)), "Change rate")
    assert bench.state.trainings == trainings


def test_the_training_of_the_other_lab_has_a_number_of_its_own(bench: Bench) -> None:
    experiment = bench.state.experiment
    before = bench.state.trainings
    bench.session.update(experiment.with_spec(experiment.spec.replaced(kernel_size=(5, 5))), "Change kernel size")
    after = bench.state.trainings
    assert after["subpixel"] == before["subpixel"]
    assert after["deformable"] != before["deformable"]
    set_seed(bench, 3)
    assert bench.state.trainings["subpixel"] != after["subpixel"]
    assert len({*before.values(), *after.values(), *bench.state.trainings.values()}) == 5


def test_a_picture_opened_anew_begins_another_training_and_undo_does_not_bring_back_the_one_before(
    bench: Bench,
) -> None:
    bench.session.open_sample("coffee")
    bench.read(image())
    first = asked(bench)
    bench.session.open_sample("coffee")
    bench.read(image())
    again = asked(bench)
    assert again != first
    set_seed(bench, 1)
    bench.session.undo()
    assert asked(bench) == again
    bench.session.undo()
    bench.read(image())
    assert asked(bench) not in (first, again)


def test_experiments_that_are_opened_share_no_training(bench: Bench) -> None:
    before = set(bench.state.trainings.values())
    bench.session._document.open_experiment(bench.state.experiment, bench.state.source)
    assert before.isdisjoint(bench.state.trainings.values())


# With real engines ------------------------------------------------------------------------------------------------


@pytest.fixture(
    params=[InProcessEngine, pytest.param(ChildEngine, marks=pytest.mark.slow)], ids=["in process", "child"]
)
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    session = Session(request.param(), SourceReader(), LAB_UIS, SMALL)
    try:
        wait(session, lambda state: state.can_step)
        yield session
    finally:
        session.close()


def wait(session: Session, condition: Callable[[State], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition(session.state):
        assert time.monotonic() < deadline, session.state.banner
        session.poll()


def train(session: Session, until: int) -> np.ndarray:
    """Train to a step, and return the losses."""
    session.step(until - session.state.transport.step)
    wait(session, lambda state: state.transport.step == until)
    return session.state.curves["deformable"].series["loss"].copy()


def stands(step: int, seed: int) -> Callable[[State], bool]:
    return lambda state: state.can_step and state.transport.step == step and state.experiment.seed == seed


def change_seed(session: Session, seed: int) -> None:
    session.update(replace(session.state.experiment, seed=seed), "Change seed")
    wait(session, stands(0, seed))


def test_the_timeline_comes_back_and_goes_on(session: Session) -> None:
    whole = train(session, 30)
    session.go_to(1, 12)
    wait(session, lambda state: state.timeline.going_to is None)
    experiment = session.state.experiment
    rate = experiment.spec.replaced(learning_rate=0.004)
    session.update(experiment.with_spec(rate), "Change rate")
    branch = train(session, 20)
    change_seed(session, 9)
    assert session.state.timeline.head == 0
    other = train(session, 5)
    session.undo()
    wait(session, stands(20, 0))
    wait(session, lambda state: len(state.timeline.branches) == 2)
    courses = session.state.timeline.courses
    np.testing.assert_array_equal(courses[1].series["loss"], whole)
    np.testing.assert_array_equal(courses[2].series["loss"], branch)
    assert [change.what for change in courses[2].changes] == ["learning_rate"]
    session.redo()
    wait(session, stands(5, 9))
    np.testing.assert_array_equal(session.state.curves["deformable"].series["loss"], other)
    session.undo()
    wait(session, stands(20, 0))
    session.go_to(1, 30)
    wait(session, lambda state: state.timeline.going_to is None)
    np.testing.assert_array_equal(session.state.curves["deformable"].series["loss"], whole)


@pytest.mark.slow
def test_both_labs_come_back_with_the_picture(session: Session) -> None:
    first = train(session, 6)
    session.set_lab("subpixel")
    wait(session, lambda state: state.can_step and state.experiment.lab == "subpixel")
    session.step(4)
    wait(session, lambda state: state.transport.step == 4)
    session.open_sample("coffee")
    wait(session, lambda state: state.can_step and state.transport.step == 0)
    session.undo()
    wait(session, lambda state: state.can_step and state.transport.step == 4)
    session.undo()
    wait(session, lambda state: state.can_step and state.experiment.lab == "deformable")
    assert session.state.transport.step == 6
    np.testing.assert_array_equal(session.state.curves["deformable"].series["loss"], first)
    session.open_sample("astronaut")
    wait(session, lambda state: state.can_step and state.transport.step == 0)


@pytest.mark.slow
def test_a_new_engine_knows_of_none_and_begins_at_step_0() -> None:
    engine = ChildEngine()
    session = Session(engine, SourceReader(), LAB_UIS, SMALL)
    try:
        wait(session, lambda state: state.can_step)
        train(session, 4)
        change_seed(session, 9)
        assert engine.pid is not None
        os.kill(engine.pid, signal.SIGKILL)
        wait(session, lambda state: not state.engine.ready)
        wait(session, lambda state: state.can_step)
        session.undo()
        wait(session, stands(0, 0))
        assert session.state.engine.ready
        train(session, 3)
    finally:
        session.close()
