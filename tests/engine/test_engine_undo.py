"""Trainings that a setting has ended are brought back bit by bit, as long as there is room for them."""

from __future__ import annotations

import numpy as np
import pytest
from engine_fakes import LoopBench, one, only
from msgspec.structs import replace
from real_engine import Engine, expect_equal, series

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import ScaledShapesSpec
from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LabSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import DySampleUpsampler
from vizapp.engine import set_aside
from vizapp.labs.capabilities import Teachable
from vizapp.labs.deformable.teachings import Teachings
from vizapp.protocol.commands import Configure, GoTo, Reset, SaveExperiment, SetSource, SetTraining, Step, Teach
from vizapp.protocol.events import Configured, Recalled, Refused, Taught
from vizapp.protocol.keeping import CurvesWanted
from vizapp.protocol.messages import Reply
from vizapp.protocol.timeline import MAX_SET_ASIDE, BranchesChanged

PLACED = PlacedPoint(Tap(0, 4), (0.5, -1.25), Everywhere())
SLOW = ("two layers", "with others and a point", "scaled shapes", "super-resolution")
SPECS: dict[str, LabSpec] = {
    "hidden rule": DeformableSpec(),
    "with others and a point": DeformableSpec(compared=("free", "none"), placed_points=(PLACED,)),
    "two layers": DeformableSpec(layers=2, learns="both"),
    "scaled shapes": DeformableSpec(task=ScaledShapesSpec()),
    "super-resolution": SubpixelSpec(task=SuperResolveSpec(compared=(DySampleUpsampler(),))),
}


def configure(engine: Engine, training: int, experiment: Experiment | None = None) -> list[Reply]:
    engine.experiment = experiment or engine.experiment
    engine.generation += 1
    return engine.send(Configure, engine.generation, engine.experiment, training)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name in SLOW else ()) for name in SPECS]
)
def test_all_of_it_is_there_again(name: str) -> None:
    engine = Engine(SPECS[name])
    before = engine.experiment
    configure(engine, 1)
    whole = series(engine.send(Step, 50))
    ends = {1: engine.state()}
    engine.send(GoTo, 1, 30)
    engine.adjust(learning_rate=0.0004)
    engine.send(Step, 25)
    ends[2] = engine.state()
    engine.send(GoTo, 2, 41)
    stood, branches, first = engine.state(), engine.branches(), engine.experiment
    configured = one(configure(engine, 2, replace(before, seed=5)), Configured)
    assert (configured.training, configured.step, configured.set_aside) == ("new", 0, (1,))
    engine.send(Step, 3)
    other, second = engine.state(), engine.experiment

    replies = configure(engine, 1, first)
    configured, told = one(replies, Configured), one(replies, BranchesChanged)
    assert (configured.training, configured.step, configured.set_aside) == ("earlier", 41, (2,))
    assert (told.present, [each.head for each in told.branches]) == (2, [50, 55])
    assert replies.index(configured) < replies.index(told)
    expect_equal(engine.state(), stood)
    assert engine.branches() == branches
    engine.send(Step, 14)
    expect_equal(engine.state(), ends[2])
    engine.send(GoTo, 1, 20)
    again = series(engine.send(Step, 30))
    expect_equal(engine.state(), ends[1])
    for metric, values in whole.items():
        np.testing.assert_array_equal(again[metric], values[20:])

    configured = one(configure(engine, 2, second), Configured)
    assert (configured.training, configured.step) == ("earlier", 3)
    expect_equal(engine.state(), other)


def test_teachings_come_back_with_it_as_they_were_left() -> None:
    point = PlacedPoint(Tap(0, 2), (1.25, -1.0), Unit((8, 9)))
    engine = Engine(DeformableSpec(placed_points=(point,)))
    configure(engine, 1)
    engine.send(Step, 23)
    before, first = engine.state(), engine.experiment
    one(engine.send(Teach, 1), Taught)
    engine.adjust(taught=1, placed_points=())
    engine.send(Step, 4)
    taught, then = engine.state(), engine.experiment
    configure(engine, 2, replace(first, seed=5))
    assert one(configure(engine, 1, then), Configured).taught == 1
    expect_equal(engine.state(), taught)
    assert isinstance(engine.slot.lab, Teachable)
    teachings = engine.slot.lab.kept_teachings()
    assert isinstance(teachings, Teachings)
    assert teachings.change is not None
    engine.experiment = first
    assert one(engine.adjust(), Recalled).known
    expect_equal(engine.state(), before)
    configure(engine, 3, replace(first, seed=6))
    replies = configure(engine, 1, then)
    configured, recalled = one(replies, Configured), one(replies, Recalled)
    assert (configured.step, configured.taught, recalled.step, recalled.number) == (23, 0, 27, 1)
    assert replies.index(configured) < min(
        replies.index(each) for each in (*only(replies, BranchesChanged), recalled)
    )
    expect_equal(engine.state(), taught)


def test_other_settings_of_then_take_effect_in_it() -> None:
    engine = Engine(DeformableSpec())
    configure(engine, 1)
    engine.send(Step, 10)
    stood, before = engine.state(), engine.experiment
    configure(engine, 2, replace(before, seed=5))
    slow = before.with_spec(before.spec.replaced(learning_rate=0.0001))
    assert one(configure(engine, 1, slow), Configured).step == 10
    assert engine.slot.experiment.spec.steering()["learning_rate"] == 0.0001
    engine.send(GoTo, 1, 10)
    expect_equal(engine.state(), stood)


def test_a_reset_before_is_among_its_branches() -> None:
    engine = Engine(DeformableSpec())
    configure(engine, 1)
    engine.send(Step, 10)
    engine.generation += 1
    assert one(engine.send(Reset, engine.generation), Configured).training == "same"
    engine.send(Step, 4)
    before = engine.experiment
    configure(engine, 2, replace(before, seed=5))
    assert one(configure(engine, 1, before), Configured).step == 4
    assert engine.branches() == [(None, 0, "start", 10), (None, 0, "reset", 4)]


def test_a_file_holds_the_training_on_show_and_opening_one_forgets_those_that_were_left() -> None:
    engine = Engine(DeformableSpec())
    configure(engine, 1)
    engine.send(Step, 10)
    before = engine.experiment
    configure(engine, 2, replace(before, seed=5))
    engine.send(Step, 3)
    assert one(engine.send(SaveExperiment, b"/nowhere/a.vizapp", engine.experiment), CurvesWanted).labs
    (file,) = engine.loop._commands.kept._waiting
    assert [lab.step for lab in file.states.training.labs] == [3]
    engine.send(SetTraining)
    configured = one(configure(engine, 1, before), Configured)
    assert (configured.training, configured.step, configured.set_aside) == ("new", 0, ())


def test_the_oldest_is_given_up_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(DeformableSpec())
    before = engine.experiment
    for training in (1, 2, 3):
        configure(engine, training, replace(before, seed=training))
        engine.send(Step, 25)
    aside = engine.loop._commands.slots.aside
    assert aside.numbers == (1, 2)
    room = sum(left.bytes for left in aside._left.values())
    monkeypatch.setattr(set_aside, "MOST_BYTES", room)
    assert one(configure(engine, 4, replace(before, seed=4)), Configured).set_aside == (2, 3)
    engine.send(Step, 1)
    configured = one(configure(engine, 1, replace(before, seed=1)), Configured)
    assert (configured.training, configured.step) == ("new", 0)
    monkeypatch.setattr(set_aside, "MOST_BYTES", 1)
    assert one(configure(engine, 3, replace(before, seed=3)), Configured).training == "earlier"
    assert one(configure(engine, 5, replace(before, seed=5)), Configured).set_aside == ()


@pytest.mark.slow
def test_states_are_given_up_before_the_training_is() -> None:
    engine = Engine(DeformableSpec())
    configure(engine, 1)
    engine.send(Step, 90)
    end, before, timeline = engine.state(), engine.experiment, engine.slot.timeline
    assert timeline is not None
    all_bytes, kept = timeline.bytes, len(timeline.branch.kept)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(set_aside, "MOST_BYTES", all_bytes)
        configure(engine, 2, replace(before, seed=5))
    assert one(configure(engine, 1, before), Configured).step == 90
    assert len(timeline.branch.kept) < kept
    engine.send(GoTo, 1, 70)
    engine.send(Step, 20)
    expect_equal(engine.state(), end)


def trained(bench: LoopBench, training: int, seed: int, steps: int = 1) -> Configured:
    """Build a lab, train it, and return what was said of it."""
    bench.generation += 1
    bench.send(Configure, bench.generation, Experiment(device="cpu", seed=seed), training)
    bench.advance()
    configured = one(only(bench.take(), Configured), Configured)
    if steps:
        bench.send(Step, steps)
        bench.advance(steps + 1)
    return configured


def test_the_last_few_that_were_trained_are_kept() -> None:
    bench = LoopBench()
    bench.begin()
    said = [trained(bench, number, seed=number, steps=int(number != 3)) for number in range(1, 9)]
    assert said[-1].set_aside == (4, 5, 6, 7)
    assert len(said[-1].set_aside) == MAX_SET_ASIDE
    assert said[4].set_aside == (1, 2, 4), "what was not trained is as a new one"


def test_a_training_without_a_number_or_left_for_one_of_its_own_is_not_kept() -> None:
    bench = LoopBench()
    bench.begin()
    bench.send(Step, 2)
    bench.advance(3)
    assert trained(bench, 1, seed=1).set_aside == ()
    assert trained(bench, 1, seed=2).set_aside == ()
    assert trained(bench, 2, seed=3).set_aside == (1,)
    assert trained(bench, 1, seed=1).training == "new", "that of seed 2 was left, in the same gesture"


def test_a_lab_that_cannot_be_built_ends_no_training() -> None:
    bench = LoopBench()
    bench.begin()
    trained(bench, 1, seed=1, steps=4)
    bench.create_error = RuntimeError("no such lab")
    bench.generation += 1
    bench.send(Configure, bench.generation, Experiment(device="cpu", seed=2), 2)
    bench.advance()
    assert only(bench.take(), Refused)
    bench.create_error = None
    configured = trained(bench, 1, seed=1, steps=0)
    assert (configured.training, configured.step) == ("same", 4)


def test_an_earlier_one_of_the_same_settings_is_brought_back_too() -> None:
    bench = LoopBench()
    bench.begin()
    trained(bench, 1, seed=1, steps=4)
    trained(bench, 2, seed=2)
    trained(bench, 3, seed=1, steps=2)
    configured = trained(bench, 1, seed=1, steps=0)
    assert (configured.training, configured.step, configured.set_aside) == ("earlier", 4, (2, 3))


def test_all_labs_that_another_picture_ends_come_back() -> None:
    bench = LoopBench()
    bench.begin()
    trained(bench, 1, seed=1, steps=4)
    subpixel = Experiment(lab="subpixel", device="cpu", seed=1)
    bench.send(Configure, 100, subpixel, 2)
    bench.send(Step, 3)
    bench.advance(4)
    bench.take()
    for value, numbers in ((1, (3, 4)), (0, (1, 2))):
        bench.send(SetSource, "image", np.full((8, 10, 3), value, np.uint8))
        for experiment, number in zip((Experiment(device="cpu", seed=1), subpixel), numbers, strict=True):
            bench.send(Configure, 101, experiment, number)
            bench.advance()
    told = [(reply.lab, reply.training, reply.step) for reply in only(bench.take(), Configured)]
    assert told[-2:] == [("deformable", "earlier", 4), ("subpixel", "earlier", 3)]
