"""How the loop teaches a lab: step by step, between commands, and what becomes of errors."""

from __future__ import annotations

from collections.abc import Mapping

from engine_fakes import FakeLab, LoopBench, one, only

from vizapp.document.experiment import Experiment
from vizapp.engine.loop import EngineLoop
from vizapp.engine.slots import Slots
from vizapp.labs.base import TrainerState
from vizapp.labs.capabilities import KeptTeachings, Recall
from vizapp.protocol.commands import Adjust, Observe, Pause, Run, Step, Teach
from vizapp.protocol.events import Failed, Progress, Recalled, Taught
from vizapp.protocol.requests import Observation
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.teaching import Moved, TeachReport
from vizapp.wording.problems import ProblemError

REPORT = TeachReport(0, 1, (3,), 0.01, Moved(0.5, 1.0), 0.25, None)


class FakeLesson:
    """Takes three steps, the last of which may fail."""

    def __init__(self, error: Exception | None) -> None:
        self.steps = 0
        self.error = error

    def advance(self) -> TeachReport | None:
        self.steps += 1
        if self.steps < 3:
            return None
        if self.error is not None:
            raise self.error
        return REPORT


class TeachableLab(FakeLab):
    error: Exception | None = None
    refusal: Exception | None = None
    lesson: FakeLesson | None = None
    taught = 0
    goes_to: int | None = None

    def teach(self, number: int) -> FakeLesson:
        if self.refusal is not None:
            raise self.refusal
        self.lesson = FakeLesson(self.error)
        return self.lesson

    def recall(self, experiment: Experiment) -> Recall | None:
        if self.goes_to is None:
            return None
        self.training.step_count, self.goes_to = self.goes_to, None
        return Recall(0, 1, True)

    def stand_after(self, number: int, left: Mapping[int, TrainerState]) -> None:
        raise AssertionError("nothing is restored")

    def kept_teachings(self) -> KeptTeachings:
        raise AssertionError("nothing is left")

    def take_teachings(self, kept: KeptTeachings) -> None:
        raise AssertionError("nothing is brought back")


class Bench(LoopBench):
    """A loop whose labs can be taught."""

    def __post_init__(self) -> None:
        def create(experiment: Experiment, *_: object) -> FakeLab:
            self.labs.append(TeachableLab(experiment, self.clock))
            return self.labs[-1]

        self.loop = EngineLoop(self.published.append, self.clock, Slots(create))

    @property
    def taught(self) -> TeachableLab:
        assert isinstance(self.lab, TeachableLab)
        return self.lab


def begun(**settings: Exception) -> Bench:
    bench = Bench()
    bench.begin()
    for name, value in settings.items():
        setattr(bench.taught, name, value)
    return bench


def test_it_is_done_in_steps_between_which_the_window_is_answered() -> None:
    bench = begun()
    bench.send(Teach, 7)
    assert bench.advance() == 0
    assert not only(bench.take(), Taught)
    seq = bench.send(Observe, Observation())
    bench.advance()
    assert one(bench.take(), Snapshot).applied == seq
    assert bench.taught.lesson is not None
    assert bench.taught.lesson.steps == 2
    bench.advance()
    taught = one(bench.take(), Taught)
    assert (taught.generation, taught.number, taught.report) == (bench.generation, 7, REPORT)
    assert bench.advance() is None
    assert bench.taught.lesson.steps == 3


def test_steps_that_wait_are_dropped_and_others_end_it() -> None:
    bench = begun()
    bench.send(Step, 5)
    bench.send(Teach, 7)
    bench.advance()
    assert bench.trainer.step_count == 0
    bench.send(Step, 1)
    bench.advance(5)
    assert bench.trainer.step_count == 1
    assert not only(bench.take(), Taught)


def test_a_pause_ends_it() -> None:
    bench = begun()
    bench.send(Teach, 7)
    bench.advance()
    bench.send(Pause)
    assert bench.advance(4) is None
    assert not only(bench.take(), Taught)


def test_what_cannot_be_taught_is_said_at_the_beginning_and_at_the_end() -> None:
    refusal = ProblemError("teach.no-gradient")
    for bench in (begun(refusal=refusal), begun(error=refusal)):
        bench.send(Teach, 7)
        bench.advance(4)
        taught = one(bench.take(), Taught)
        assert taught.report is None
        assert taught.problem == refusal.problem


def test_an_error_is_a_failure_and_the_engine_lives_on() -> None:
    for settings in ({"refusal": MemoryError()}, {"error": MemoryError()}):
        bench = begun(**settings)
        bench.send(Teach, 7)
        bench.advance(4)
        replies = bench.take()
        assert one(replies, Failed).problem.code == "out-of-memory.teach"
        assert not only(replies, Taught)
        bench.send(Step, 1)
        bench.advance(2)
        assert bench.trainer.step_count == 1


def test_a_running_training_goes_on_from_an_earlier_step_at_a_speed_that_is_one() -> None:
    bench = begun()
    bench.trainer.step_seconds = 0.05
    bench.send(Run)
    bench.run_for(1.5)
    bench.taught.goes_to = 2
    bench.send(Adjust, bench.lab.experiment)
    replies = bench.run_for(0.4)
    (recalled,) = only(replies, Recalled)
    assert recalled.step == 2
    after = [reply for reply in only(replies, Snapshot) if 2 < reply.step < 15]
    assert len(after) > 3
    assert all(0 <= reply.steps_per_second <= 21 for reply in after)
    assert after[-1].steps_per_second > 15
    progress = only(replies, Progress)
    assert next(each.first_step for each in progress if each.first_step <= 15) == 3


def test_a_lab_that_has_no_branch_says_so() -> None:
    bench = LoopBench()
    bench.begin()
    bench.send(Teach, 7)
    bench.advance()
    problem = one(bench.take(), Taught).problem
    assert problem is not None
    assert problem.code == "teach.nothing-trained"
