"""Teaching a branch the placed points, taking that back, and the curves that follow."""

from __future__ import annotations

import time

import numpy as np
import pytest
from reader_in_process import ReaderInProcess
from session_fakes import Bench, ready

from vizapp.document.deformable import DeformableSpec
from vizapp.document.edits import teach_points
from vizapp.document.experiment import Experiment
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.deformable.requests import PROBE
from vizapp.gui.labs import LAB_UIS
from vizapp.problem import Problem
from vizapp.protocol.commands import Adjust, Pause, Run, Step, Teach
from vizapp.protocol.events import Failed, Recalled, Taught
from vizapp.protocol.teaching import Moved, TeachReport
from vizapp.protocol.timeline import BranchesChanged, BranchInfo
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.curves import CurveChange
from vizapp.session.kept_view import read_view, view_text, with_view
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.wording import labels

REPORT = TeachReport(3, 1, (4,), 0.02, Moved(0.4, 1.5), 0.8, Moved(0.0, 0.0))
TAP = Tap(0, 4)


@pytest.fixture
def bench() -> Bench:
    """A lab at step 3, of which one point is placed."""
    bench = Bench()
    bench.begin()
    bench.progress(1, 3.0, 2.0, 1.0)
    bench.session.place_point(TAP, (1.0, -0.5))
    bench.session.end_gesture()
    return bench


def spec(bench: Bench) -> DeformableSpec:
    return bench.state.experiment.spec_of(DeformableSpec)


def teach(bench: Bench) -> int:
    """Teach, and let the engine have done it; return the number of the teaching."""
    bench.session.teach()
    number = bench.engine.last(Teach).number
    bench.say(Taught(bench.generation, number, REPORT))
    return number


def recall(bench: Bench, number: int, left: int, step: int, *, known: bool = True) -> None:
    """Let the engine say that it has gone to another teaching: to a branch of its own, or from that to the first."""
    timeline = bench.state.timeline_of("deformable")
    ends = {each: course.steps for each, course in timeline.courses.items()}
    branches = [BranchInfo(1, None, 0, "start", ends.get(1, 3), 20)]
    if number or 2 in ends:
        branches.append(BranchInfo(2, 1, 3, "taught", max(3, ends.get(2, 3)), 20))
    bench.say(
        BranchesChanged(bench.generation, "deformable", tuple(branches), 2 if number else 1),
        Recalled(bench.generation, "deformable", number, left, known, step),
    )


def test_what_was_taught_is_no_longer_placed(bench: Bench) -> None:
    points = spec(bench).placed_points
    bench.session.teach()
    number = bench.engine.last(Teach).number
    assert bench.state.teaching.wanted == number
    assert spec(bench).placed_points == points, "until the branch gives them"
    bench.engine.take()
    bench.say(Taught(bench.generation, number, REPORT))
    assert bench.state.teaching.wanted == bench.state.teaching.offered == 0
    assert (spec(bench).placed_points, spec(bench).taught) == ((), number)
    assert bench.engine.last(Adjust).experiment.spec_of(DeformableSpec).taught == number
    assert bench.state.undo_label == labels.TEACH
    assert bench.state.teaching.report(number) is None, "the engine has not said yet that it holds"
    recall(bench, number, 0, 3)
    assert bench.state.teaching.report(number) == REPORT


def test_undo_asks_for_the_branch_and_the_point_and_redo_for_what_was_taught(bench: Bench) -> None:
    points = spec(bench).placed_points
    number = teach(bench)
    recall(bench, number, 0, 3)
    bench.session.undo()
    assert (spec(bench).placed_points, spec(bench).taught) == (points, 0)
    sent = bench.engine.last(Adjust).experiment.spec_of(DeformableSpec)
    assert (sent.placed_points, sent.taught) == (points, 0)
    recall(bench, 0, number, 3)
    assert bench.state.teaching.held == 0
    bench.session.redo()
    assert (spec(bench).placed_points, spec(bench).taught) == ((), number)
    recall(bench, number, 0, 3)
    assert bench.state.teaching.report(number) == REPORT


def test_curves_go_back_and_forth_with_it(bench: Bench) -> None:
    moved = CurveChange(3, "placed_points")
    number = teach(bench)
    recall(bench, number, 0, 3)
    assert bench.state.curves["deformable"].changes == (moved, CurveChange(3, "taught"))
    bench.progress(4, 0.5, 0.25)
    bench.session.undo()
    recall(bench, 0, number, 3)
    curves = bench.state.curves["deformable"]
    np.testing.assert_array_equal(curves.series["loss"], [3.0, 2.0, 1.0])
    assert curves.changes == (moved,)
    assert bench.state.transport.step == 3
    bench.progress(4, 0.75)
    bench.session.redo()
    recall(bench, number, 0, 5)
    curves = bench.state.curves["deformable"]
    np.testing.assert_array_equal(curves.series["loss"], [3.0, 2.0, 1.0, 0.5, 0.25])
    assert curves.changes == (moved, CurveChange(3, "taught"))
    assert bench.state.transport.step == 5
    bench.session.undo()
    recall(bench, 0, number, 4)
    np.testing.assert_array_equal(bench.state.curves["deformable"].series["loss"], [3.0, 2.0, 1.0, 0.75])


def test_teaching_pauses(bench: Bench) -> None:
    bench.session.run()
    bench.engine.take()
    bench.session.teach()
    assert [type(command) for command in bench.engine.take()] == [Pause, Teach]
    assert not bench.state.transport.running


def test_a_second_press_gives_it_up(bench: Bench) -> None:
    bench.session.teach()
    number = bench.engine.last(Teach).number
    bench.session.teach()
    assert isinstance(bench.engine.sent[-1], Pause)
    assert bench.state.teaching.wanted == 0
    bench.say(Taught(bench.generation, number, REPORT))
    assert spec(bench).taught == 0
    assert spec(bench).placed_points


@pytest.mark.parametrize("what", ["place", "step", "run", "reset", "stride", "engine"])
def test_whatever_changes_or_trains_the_lab_gives_it_up(bench: Bench, what: str) -> None:
    bench.session.teach()
    number = bench.engine.last(Teach).number
    if what == "place":
        bench.session.place_point(TAP, (2.0, 0.0))
        assert isinstance(bench.engine.sent[-1], Adjust)
    elif what == "step":
        bench.session.step()
        assert isinstance(bench.engine.sent[-1], Step)
    elif what == "run":
        bench.session.run()
        assert isinstance(bench.engine.sent[-1], Run)
    elif what == "reset":
        bench.session.reset()
    elif what == "stride":
        bench.session.update(bench.state.experiment.with_spec(spec(bench).replaced(stride=2)), "")
    else:
        bench.session.restart_engine()
    assert bench.state.teaching.wanted == 0
    bench.say(Taught(1, number, REPORT))
    assert spec(bench).taught == 0


def test_why_it_cannot_be_taught_is_told(bench: Bench) -> None:
    bench.session.teach()
    problem = Problem("teach.not-reached", values={"count": 9, "far": 2, "reached": 0.7})
    bench.say(Taught(bench.generation, bench.engine.last(Teach).number, problem=problem))
    assert bench.state.teaching.wanted == 0
    assert bench.state.banner is not None
    assert bench.state.banner.problem == problem
    assert spec(bench).placed_points


def test_an_error_ends_it(bench: Bench) -> None:
    bench.session.teach()
    bench.say(Failed(bench.generation, Problem("failed.teach", values={"what": "no", "step": 4}), "Traceback"))
    assert bench.state.teaching.wanted == 0
    assert bench.state.banner is not None
    assert "teaching the branch" in bench.state.banner.text


def test_nothing_is_asked_of_the_engine_that_the_settings_rule_out(bench: Bench) -> None:
    bench.session.clear_points()
    bench.engine.take()
    bench.session.teach()
    assert bench.engine.take() == []
    assert bench.state.banner is not None
    assert bench.state.banner.problem.code == "teach.no-points"


def test_a_teaching_that_is_gone_is_told(bench: Bench) -> None:
    number = teach(bench)
    recall(bench, number, 0, 3)
    bench.session.reset()
    bench.configured()
    assert bench.state.teaching.report(number) is None
    bench.progress(1, 3.0)
    bench.session.undo()
    recall(bench, 0, number, 1, known=False)
    assert bench.state.banner is not None
    assert bench.state.banner.problem.code == "teach.gone"
    assert spec(bench).placed_points, "the points are back all the same"
    assert bench.state.transport.step == 1


def test_another_engine_knows_nothing_of_it(bench: Bench) -> None:
    number = teach(bench)
    recall(bench, number, 0, 3)
    bench.session.restart_engine()
    bench.say(ready())
    bench.configured()
    assert bench.state.teaching.held == 0
    assert bench.state.teaching.report(number) is None
    bench.session.place_point(TAP, (1.0, 1.0))
    bench.session.teach()
    assert bench.engine.last(Teach).number > number


def test_a_lab_that_is_built_anew_has_been_taught_nothing(bench: Bench) -> None:
    number = teach(bench)
    for changes in ({"stride": 2}, {"branch": OffsetBranchSpec(depth=2)}, {"learns": "both"}):
        before = bench.state.experiment
        after = before.with_spec(spec(bench).replaced(**changes))
        bench.session.update(after, "")
        assert spec(bench).taught == 0, changes
        bench.session.undo()
        assert spec(bench).taught == number
    bench.session.update(bench.state.experiment.with_spec(spec(bench).replaced(learning_rate=0.1)), "")
    assert spec(bench).taught == number


def test_an_engine_that_recalls_steps_that_never_were_is_not_trusted(bench: Bench) -> None:
    starts = bench.engine.starts
    recall(bench, 1, 0, 10**12)
    assert bench.engine.starts == starts + 1


def test_the_curve_of_another_lab_follows_too(bench: Bench) -> None:
    number = teach(bench)
    recall(bench, number, 0, 3)
    bench.progress(4, 0.5)
    old = bench.generation
    bench.session.set_lab("subpixel")
    bench.say(Recalled(old, "deformable", 0, number, True, 3))
    assert bench.state.transport.step == 4
    assert bench.state.curves["deformable"].steps == 3


def test_with_a_real_engine_undo_brings_back_every_offset() -> None:
    session = Session(InProcessEngine(), ReaderInProcess(), LAB_UIS, Experiment(device="cpu", working_size=32))

    def wait(condition: object) -> None:
        deadline = time.monotonic() + 30
        while not condition():  # type: ignore[operator]  # a function
            assert time.monotonic() < deadline, session.state.banner
            session.poll()

    def reading() -> UnitReading | None:
        answer = session.state.answer(PROBE, UnitReadings)
        return None if answer is None or not answer.readings else answer.readings[0]

    try:
        wait(lambda: session.state.can_step and reading() is not None)
        session.step(5)
        wait(lambda: session.state.snapshot is not None and session.state.snapshot.step == 5)
        session.place_point(TAP, (1.0, -2.0), scope="unit")
        session.end_gesture()
        wait(lambda: reading() is not None and reading().placed[4])
        before = reading().offset_yx.copy()
        session.teach()
        wait(lambda: session.state.teaching.held > 0 and reading() is not None and not reading().placed.any())
        report = session.state.teaching.report(session.state.teaching.held)
        assert report is not None
        assert report.step == 5
        assert np.hypot(*(reading().offset_yx[4] - (1.0, -2.0))) <= 0.1
        session.undo()
        wait(lambda: session.state.teaching.held == 0 and reading() is not None and reading().placed[4])
        np.testing.assert_array_equal(reading().offset_yx, before)
        session.redo()
        wait(lambda: session.state.teaching.held > 0 and reading() is not None and not reading().placed.any())
        assert np.hypot(*(reading().offset_yx[4] - (1.0, -2.0))) <= 0.1
    finally:
        session.close()


def test_older_documents_were_taught_nothing() -> None:
    assert DeformableSpec().taught == 0
    point = PlacedPoint(TAP, (1.0, 1.0), Unit((0, 0)))
    after = teach_points(Experiment(labs=(DeformableSpec(placed_points=(point,)),)), 3)
    assert after.spec_of(DeformableSpec) == DeformableSpec(taught=3)


def test_what_was_taught_is_kept_in_a_file(bench: Bench) -> None:
    number = teach(bench)
    recall(bench, number, 0, 3)
    text = view_text(bench.state, {})
    assert with_view(State(), read_view(text)).teaching.reports == {number: REPORT}
    assert with_view(State(), read_view(b"{}")).teaching.reports == {}
    wrong = text.replace(b'"share":0.8', b'"share":8')
    assert wrong != text
    assert with_view(State(), read_view(wrong)).teaching.reports == {}


def test_what_was_taught_is_known_again_when_the_training_comes_back(bench: Bench) -> None:
    number = teach(bench)
    recall(bench, number, 0, 3)
    bench.session.restart_engine()
    bench.say(ready())
    bench.configured(taught=number)
    assert bench.state.teaching.report(number) == REPORT
