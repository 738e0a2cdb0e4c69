"""Going back on the timeline of a real training: every array and every number is equal, bit by bit."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from engine_fakes import LoopBench, one, only
from real_engine import Engine, expect_equal, series

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import ScaledShapesSpec
from vizapp.document.lab_spec import LabSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.upsamplers import DySampleUpsampler
from vizapp.labs.base import TrainerState
from vizapp.protocol.commands import Adjust, GoTo, Reset, Run, Step, Teach
from vizapp.protocol.events import Configured, Failed, Recalled, Refused, RunningChanged, Taught
from vizapp.protocol.timeline import Arrived, BranchesChanged
from vizapp.wording.problems import sentence

PLACED = PlacedPoint(Tap(0, 4), (0.5, -1.25), Everywhere())


SPECS: dict[str, LabSpec] = {
    "hidden rule": DeformableSpec(),
    "with others and a point": DeformableSpec(compared=("free", "none"), placed_points=(PLACED,)),
    "three layers": DeformableSpec(layers=3, learns="both"),
    "scaled shapes": DeformableSpec(task=ScaledShapesSpec()),
    "super-resolution": SubpixelSpec(task=SuperResolveSpec(compared=(DySampleUpsampler(),))),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name == "scaled shapes" else ()) for name in SPECS]
)
def test_back_and_on_again_is_equal_bit_by_bit(name: str) -> None:
    engine = Engine(SPECS[name])
    states: dict[int, TrainerState] = {}
    curves: dict[str, list[np.ndarray]] = {}
    for until in (25, 40, 50):
        for metric, values in series(engine.send(Step, until - (max(states, default=0)))).items():
            curves.setdefault(metric, []).append(values)
        states[until] = engine.state()
    arrived = one(engine.send(GoTo, 1, 25), Arrived)
    assert (arrived.branch, arrived.step, arrived.spec) == (1, 25, engine.experiment.spec)
    expect_equal(engine.state(), states[25])
    again = series(engine.send(Step, 25))
    expect_equal(engine.state(), states[50])
    for metric, parts in curves.items():
        np.testing.assert_array_equal(again[metric], np.concatenate(parts)[25:])
    engine.send(GoTo, 1, 40)
    expect_equal(engine.state(), states[40])
    assert engine.branches() == [(None, 0, "start", 50)]


def test_another_rate_begins_a_branch_and_both_can_be_gone_to() -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 90)
    first = engine.state()
    engine.send(GoTo, 1, 30)
    engine.adjust(learning_rate=0.001)
    changed = one(engine.send(Step, 40), BranchesChanged)
    assert (changed.present, len(changed.branches)) == (2, 2)
    second = engine.state()
    assert engine.branches() == [(None, 0, "start", 90), (1, 30, "settings", 70)]
    arrived = one(engine.send(GoTo, 1, 90), Arrived)
    assert arrived.spec.steering()["learning_rate"] == DeformableSpec().learning_rate
    expect_equal(engine.state(), first)
    arrived = one(engine.send(GoTo, 2, 70), Arrived)
    assert arrived.spec.steering()["learning_rate"] == 0.001
    expect_equal(engine.state(), second)


def test_what_was_changed_on_the_way_is_changed_again_and_said() -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 30)
    engine.adjust(placed_points=(PLACED,))
    engine.send(Step, 30)
    end = engine.state()
    arrived = one(engine.send(GoTo, 1, 10), Arrived)
    assert arrived.spec.steering()["placed_points"] == ()
    replies = engine.send(Step, 50)
    arrived = one(replies, Arrived)
    assert (arrived.step, arrived.spec.steering()["placed_points"]) == (30, (PLACED,))
    expect_equal(engine.state(), end)
    assert engine.branches() == [(None, 0, "start", 60)]


def test_a_reset_is_a_branch_and_what_was_trained_can_be_gone_to() -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 50)
    end = engine.state()
    engine.generation += 1
    replies = engine.send(Reset, engine.generation)
    assert one(replies, Configured).step == 0
    assert one(replies, BranchesChanged).present == 2
    engine.send(Step, 20)
    assert engine.branches() == [(None, 0, "start", 50), (None, 0, "reset", 20)]
    engine.send(GoTo, 1, 50)
    expect_equal(engine.state(), end)


def test_a_teaching_is_a_branch() -> None:
    point = PlacedPoint(Tap(0, 2), (1.25, -1.0), Unit((8, 9)))
    engine = Engine(DeformableSpec(placed_points=(point,)))
    engine.send(Step, 25)
    before = engine.state()
    one(engine.send(Teach, 1), Taught)
    replies = engine.adjust(taught=1, placed_points=())
    assert one(replies, Recalled).known
    assert one(replies, BranchesChanged).present == 2
    taught = engine.state()
    engine.send(Step, 10)
    later = engine.state()
    assert engine.branches() == [(None, 0, "start", 25), (1, 25, "taught", 35)]
    arrived = one(engine.send(GoTo, 1, 25), Arrived)
    assert arrived.spec.steering()["taught"] == 0
    expect_equal(engine.state(), before)
    engine.send(GoTo, 2, 25)
    expect_equal(engine.state(), taught)
    engine.send(GoTo, 2, 35)
    expect_equal(engine.state(), later)
    engine.experiment = engine.experiment.with_spec(DeformableSpec(placed_points=(point,)))
    assert one(engine.send(Adjust, engine.experiment), Recalled).number == 0
    expect_equal(engine.state(), before)


def test_a_divergence_goes_back_and_what_is_changed_then_begins_a_branch() -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 50)
    trainer = engine.slot.lab.trainer
    assert trainer is not None
    with torch.no_grad():
        engine.slot.lab.layer.branch.parameters().__next__()[0, 0] = torch.nan  # type: ignore[attr-defined]  # a DeformableLab
    replies = engine.send(Step, 10)
    assert "it is back at step 40" in sentence(one(replies, Failed).problem)
    assert trainer.step_count == 40
    assert not only(replies, RunningChanged)[-1].running
    engine.adjust(learning_rate=0.001)
    engine.send(Step, 20)
    assert engine.branches() == [(None, 0, "start", 50), (1, 40, "settings", 60)]


def test_a_step_that_was_never_reached_is_refused() -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 5)
    assert "Step 6 was never reached" in sentence(one(engine.send(GoTo, 1, 6), Refused).problem)
    assert "never reached" in sentence(one(engine.send(GoTo, 3, 0), Refused).problem)


def test_commands_are_heard_on_the_way_and_end_it_where_it_is() -> None:
    bench = LoopBench()
    bench.begin()
    bench.send(Step, 19)
    bench.advance(19)
    bench.take()
    bench.trainer.step_seconds = 0.02
    bench.send(GoTo, 1, 15)
    bench.advance()  # one step is longer than a turn
    bench.send(Run)
    bench.advance()
    replies = bench.take()
    arrived = one(replies, Arrived)
    assert 0 < arrived.step < 15
    assert one(replies, RunningChanged).running
    bench.advance(30)
    assert bench.trainer.step_count > 19
    assert not only(bench.take(), BranchesChanged)


def test_only_the_last_of_several_steps_is_gone_to() -> None:
    bench = LoopBench()
    bench.begin()
    bench.send(Step, 19)
    bench.advance(19)
    bench.take()
    for step in (3, 9, 4):
        bench.send(GoTo, 1, step)
    bench.advance(3)
    assert one(bench.take(), Arrived).step == 4


def test_a_lab_that_nothing_trains_has_no_timeline() -> None:
    engine = Engine(SubpixelSpec(task=ShuffleSpec()))
    assert not only(engine.said, BranchesChanged)
    assert "nothing to train" in sentence(one(engine.send(GoTo, 1, 0), Refused).problem)


@pytest.mark.parametrize("name", ["with others and a point", "super-resolution"])
def test_a_way_on_from_where_it_stands_is_equal_bit_by_bit(name: str) -> None:
    engine = Engine(SPECS[name])
    states = {0: engine.state()}
    for step in range(1, 28):
        engine.send(Step, 1)
        states[step] = engine.state()
    for step in (9, 10, 11, 14, 20, 21, 27, 3, 4):
        assert one(engine.send(GoTo, 1, step), Arrived).step == step
        expect_equal(engine.state(), states[step])
