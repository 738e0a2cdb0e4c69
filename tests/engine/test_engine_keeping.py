"""Experiments are written between the turns of the loop, and a new engine goes on with them, bit by bit."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import torch
from engine_fakes import one, only
from real_engine import LARGER, Engine, expect_equal, series

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Source, pasted_source
from vizapp.document.lab_spec import LabSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.engine import kept_states
from vizapp.keeping.curves import CurveTable, KeptMark, KeptSeries
from vizapp.keeping.reading import KeptFile, read_kept
from vizapp.keeping.training import read_training
from vizapp.protocol.commands import (
    CancelWriting,
    Configure,
    GoTo,
    KeepCurves,
    Pause,
    Reset,
    Run,
    SaveExperiment,
    SetSource,
    SetTraining,
    Step,
    Teach,
)
from vizapp.protocol.events import Configured, Recalled, Refused, Taught
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.protocol.messages import Reply
from vizapp.protocol.timeline import Arrived, BranchesChanged
from vizapp.wording.problems import sentence

PLACED = PlacedPoint(Tap(0, 4), (0.5, -1.25), Everywhere())
SPECS: dict[str, LabSpec] = {
    "hidden rule": DeformableSpec(),
    "with others and a point": DeformableSpec(compared=("free", "none"), placed_points=(PLACED,)),
    "three layers": DeformableSpec(layers=3, learns="both"),
    "super-resolution": SubpixelSpec(task=SuperResolveSpec()),
}


def curves_of(engine: Engine) -> tuple[CurveTable, np.ndarray]:
    """Return curves as long as the branches; what is in them does not matter to an engine."""
    table: list[KeptSeries] = []
    for slot in engine.loop._commands.slots.all:
        for branch in () if slot.timeline is None else slot.timeline.branches.values():
            if branch.head > branch.begins:
                first, count = branch.begins + 1, branch.head - branch.begins
                table.append(KeptSeries(slot.lab.name, branch.number, "loss", first, count))
    return CurveTable(tuple(table)), np.zeros(sum(each.count for each in table))


def begin_saving(engine: Engine, path: Path, **options: Any) -> int:
    """Have the states taken for a file, and return the number of the command."""
    engine.seq += 1
    saving = SaveExperiment(engine.seq, os.fsencode(path), engine.experiment, **options)
    assert [type(each) for each in engine.carry_out(saving)] == [CurvesWanted]
    return saving.seq


def save(engine: Engine, path: Path, **options: Any) -> KeptFile:
    """Write the experiment of an engine, and read it."""
    saving = begin_saving(engine, path, **options)
    saved = one(engine.send(KeepCurves, saving, *curves_of(engine)), ExperimentSaved)
    assert saved.problem is None, sentence(saved.problem)
    assert saved.file_bytes == path.stat().st_size
    with path.open("rb") as file:
        return read_kept(file, path.name)


def set_training(kept: KeptFile) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    text = (kept.training.document, kept.training.training)
    document, training = (np.frombuffer(each, np.uint8) for each in text)
    return document, training, kept.training.states


def opened(kept: KeptFile, like: Engine) -> Engine:
    """Return a new engine that goes on with an experiment, on the same picture as another one."""
    engine = Engine(kept.experiment.spec, like.size)
    engine.experiment = kept.experiment
    engine.send(SetTraining, *set_training(kept))
    engine.generation += 1
    engine.said.clear()
    engine.send(Configure, engine.generation, kept.experiment)
    return engine


def switch(engine: Engine, lab: str) -> list[Reply]:
    """Show the other lab, or the same one of another picture."""
    engine.experiment = msgspec.structs.replace(engine.experiment, lab=lab)
    engine.generation += 1
    return engine.send(Configure, engine.generation, engine.experiment)


@pytest.mark.parametrize("name", SPECS)
def test_a_new_engine_goes_on_as_the_old_one_would_have(tmp_path: Path, name: str) -> None:
    old = Engine(SPECS[name])
    old.send(Step, 30)
    old.send(GoTo, 1, 25)
    kept = save(old, tmp_path / "a.vizapp")
    engine = opened(kept, old)
    assert one(engine.said, Configured).step == 25
    assert old.slot is not None
    assert old.slot.timeline is not None
    assert one(engine.said, BranchesChanged).branches == old.slot.timeline.described()
    expect_equal(engine.state(), old.state())
    assert one(engine.send(GoTo, 1, 7), Arrived).step == 7
    old.send(GoTo, 1, 7)
    expect_equal(engine.state(), old.state())
    curves, again = (series(each.send(Step, 33)) for each in (old, engine))
    expect_equal(engine.state(), old.state())
    assert engine.branches() == old.branches()
    for metric, values in curves.items():
        np.testing.assert_array_equal(again[metric], values)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["hidden rule", "super-resolution"])
def test_200_steps_back_to_70_and_on_are_equal_bit_by_bit(tmp_path: Path, name: str) -> None:
    old = Engine(SPECS[name])
    measured = series(old.send(Step, 200))
    end = old.state()
    engine = opened(save(old, tmp_path / "a.vizapp"), old)
    expect_equal(engine.state(), end)
    assert one(engine.send(GoTo, 1, 70), Arrived).step == 70
    again = series(engine.send(Step, 130))
    expect_equal(engine.state(), end)
    for metric, values in measured.items():
        np.testing.assert_array_equal(again[metric], values[70:])


def test_both_labs_are_kept_with_their_branches(tmp_path: Path) -> None:
    engine = Engine(DeformableSpec(), LARGER)
    engine.send(Step, 30)
    engine.send(GoTo, 1, 10)
    engine.adjust(learning_rate=0.003)
    engine.send(Step, 15)
    deformable = engine.state()
    super_resolve = SubpixelSpec(task=SuperResolveSpec())
    engine.experiment = msgspec.structs.replace(engine.experiment, lab="subpixel").with_spec(super_resolve)
    engine.generation += 1
    engine.send(Configure, engine.generation, engine.experiment)
    engine.send(Step, 5)
    subpixel = engine.state()
    kept = save(engine, tmp_path / "a.vizapp")
    again = opened(kept, engine)
    expect_equal(again.state(), subpixel)
    again.experiment = msgspec.structs.replace(kept.experiment, lab="deformable")
    again.generation += 1
    replies = again.send(Configure, again.generation, again.experiment)
    assert one(replies, Configured).step == 25
    assert again.branches() == [(None, 0, "start", 30), (1, 10, "settings", 25)]
    expect_equal(again.state(), deformable)
    again.send(GoTo, 1, 30)
    engine.experiment = again.experiment
    engine.generation += 1
    engine.send(Configure, engine.generation, engine.experiment)
    engine.send(GoTo, 1, 30)
    expect_equal(again.state(), engine.state())


def test_a_quick_one_has_the_present_state_and_what_cannot_be_computed_again(tmp_path: Path) -> None:
    point = PlacedPoint(Tap(0, 2), (1.25, -1.0), Unit((8, 9)))
    engine = Engine(DeformableSpec(placed_points=(point,)))
    engine.send(Step, 45)
    before = engine.state()
    one(engine.send(Teach, 1), Taught)
    assert one(engine.adjust(taught=1, placed_points=()), Recalled).known
    engine.send(Step, 30)
    whole = save(engine, tmp_path / "whole.vizapp")
    quick = save(engine, tmp_path / "quick.vizapp", quick=True)
    kept = [each.kept for each in read_training(quick.training.training).labs[0].branches]
    assert kept == [(), (45,)]
    kept = [each.kept for each in read_training(whole.training.training).labs[0].branches]
    assert kept == [(0, 20, 40), (45, 65)]
    again = opened(quick, engine)
    assert one(again.said, Configured).taught == 1
    expect_equal(again.state(), engine.state())
    again.send(GoTo, 1, 45)
    expect_equal(again.state(), before)
    again.send(GoTo, 2, 75)
    expect_equal(again.state(), engine.state())


@pytest.mark.parametrize(("back", "kept"), [(75, [0, 75]), (33, [0, 33])])
def test_where_a_training_from_a_file_stands_it_comes_back_to_at_once(
    tmp_path: Path, back: int, kept: list[int]
) -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 75)
    engine.send(GoTo, 1, back)
    again = opened(save(engine, tmp_path / "quick.vizapp", quick=True), engine)
    timeline = again.slot.timeline
    assert timeline is not None
    assert list(timeline.branch.kept) == kept
    again.send(GoTo, 1, 20)
    assert timeline.route(1, back, 20).start == back, "no step has to be done again"
    again.send(GoTo, 1, back)
    expect_equal(again.state(), engine.state())


def test_what_was_gone_to_once_after_a_recovery_is_come_to_quickly_again(tmp_path: Path) -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 75)
    again = opened(save(engine, tmp_path / "quick.vizapp", quick=True), engine)
    timeline = again.slot.timeline
    assert timeline is not None
    again.send(GoTo, 1, 52)
    assert list(timeline.branch.kept) == [0, 20, 40, 75]
    again.send(GoTo, 1, 0)
    assert timeline.route(1, 52, 0).start == 40
    for each in (engine, again):
        each.send(GoTo, 1, 52)
    expect_equal(again.state(), engine.state())


def test_a_training_of_a_lab_that_was_not_on_show_is_of_its_own_picture_alone(tmp_path: Path) -> None:
    engine = Engine(DeformableSpec(), LARGER)
    engine.send(Step, 30)
    trained = engine.state()
    switch(engine, "subpixel")
    again = opened(save(engine, tmp_path / "a.vizapp", quick=True), engine)
    pictures = [np.random.default_rng(seed).integers(0, 256, LARGER, dtype=np.uint8) for seed in (4, 3)]
    for picture, step in zip(pictures, (0, 30), strict=True):
        again.send(SetSource, "image", picture)
        switch(again, "subpixel")
        held = read_training(save(again, tmp_path / "b.vizapp", quick=True).training.training)
        assert ("deformable" in [each.lab for each in held.labs]) == bool(step)
        if step:
            assert one(switch(again, "deformable"), Configured).step == step
            expect_equal(again.state(), trained)
    again = opened(save(engine, tmp_path / "a.vizapp", quick=True), engine)
    for picture in pictures:
        again.send(SetSource, "image", picture)
        configured = one(switch(again, "deformable"), Configured)
        assert (configured.step, configured.training) == (0, "new"), "the window has forgotten it by then"


def test_states_are_thinned_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 130)
    slots = engine.loop._commands.slots.all
    timeline = engine.slot.timeline
    assert timeline is not None
    one_state = kept_states.bytes_of(engine.state())
    of_all = kept_states.taken(slots, (), engine.experiment, quick=False)
    assert of_all.training.labs[0].branch.kept == (0, 20, 40, 60, 80, 100, 120)
    few = kept_states.taken(slots, (), engine.experiment, quick=False, most_bytes=int(5.5 * one_state))
    assert few.training.labs[0].branch.kept == (0, 40, 80, 120)
    none = kept_states.taken(slots, (), engine.experiment, quick=False, most_bytes=0)
    assert none.training.labs[0].branch.kept == ()
    assert sum(part.nbytes for part in none.parts) == one_state


def test_what_is_trained_meanwhile_is_not_in_the_file(tmp_path: Path) -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 10)
    state = engine.state()
    engine.seq += 1
    saving = SaveExperiment(engine.seq, os.fsencode(tmp_path / "a.vizapp"), engine.experiment)
    engine.loop.apply(saving)
    engine.loop.advance()
    table = CurveTable((KeptSeries("deformable", 1, "loss", 1, 10),))
    engine.seq += 1
    engine.loop.apply(Run(engine.seq))
    engine.loop.advance()
    engine.seq += 1
    engine.loop.apply(KeepCurves(engine.seq, saving.seq, table, np.zeros(10)))
    steps = 0
    while not only(engine.said, ExperimentSaved):
        engine.loop.advance()
        steps += 1
    assert steps > 5
    assert engine.slot.step_count > 12, "training goes on"
    engine.send(Pause)
    with (tmp_path / "a.vizapp").open("rb") as file:
        again = opened(read_kept(file, "a.vizapp"), engine)
    assert again.slot.step_count == 10
    expect_equal(again.state(), state)


def test_one_that_is_cancelled_or_cannot_be_written_is_not_there(tmp_path: Path) -> None:
    engine = Engine(DeformableSpec())
    saving = begin_saving(engine, tmp_path / "a.vizapp")
    cancelled = one(engine.send(CancelWriting, saving), ExperimentSaved)
    assert cancelled.problem is not None
    assert "a.vizapp is not saved: it was cancelled" in sentence(cancelled.problem)
    saving = begin_saving(engine, tmp_path / "nowhere" / "a.vizapp")
    failed = one(engine.send(KeepCurves, saving, CurveTable(), np.empty(0)), ExperimentSaved)
    assert failed.problem is not None
    assert "could not be written: No such file or directory" in sentence(failed.problem)
    engine.send(Step, 3)
    saving = begin_saving(engine, tmp_path / "a.vizapp")
    other = one(engine.send(KeepCurves, saving, CurveTable(), np.zeros(2)), ExperimentSaved)
    assert other.problem is not None
    assert other.problem.code == "keep.other-curves"
    assert not list(tmp_path.iterdir())


def test_curves_that_are_shorter_or_of_nothing_are_fitted_to_the_branches(tmp_path: Path) -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 30)
    engine.send(GoTo, 1, 10)
    engine.adjust(learning_rate=0.003)
    engine.send(Step, 5)
    saving = begin_saving(engine, tmp_path / "a.vizapp")
    table = CurveTable(
        (KeptSeries("deformable", 1, "loss", 1, 12), KeptSeries("deformable", 7, "loss", 1, 2)),
        (KeptMark("deformable", 1, 31, "pause"), KeptMark("deformable", 1, 30, "pause")),
    )
    assert one(engine.send(KeepCurves, saving, table, np.arange(14.0)), ExperimentSaved).problem is None
    with (tmp_path / "a.vizapp").open("rb") as file:
        curves = read_kept(file, "a.vizapp").curves
    assert [(each.branch, each.metric, each.first, each.count) for each in curves.table.series] == [
        (1, "loss", 1, 30),
        (2, "loss", 11, 5),
    ]
    np.testing.assert_array_equal(curves.values[:12], np.arange(12.0))
    assert np.isnan(curves.values[12:]).all()
    assert [mark.step for mark in curves.table.marks] == [30]


def test_the_source_is_inside_or_beside(tmp_path: Path) -> None:
    picture = tmp_path / "cat.png"
    picture.write_bytes(b"not looked at")
    engine = Engine(SubpixelSpec(task=ShuffleSpec()))
    engine.experiment = msgspec.structs.replace(engine.experiment, source=Source("file", str(picture)))
    inside = save(engine, tmp_path / "inside.vizapp")
    beside = save(engine, tmp_path / "beside.vizapp", inside=False)
    kept = msgspec.to_builtins(inside.pictures)
    assert kept == {"source": {"type": "inside", "name": "cat.png"}}
    named = msgspec.to_builtins(beside.pictures)["source"]
    assert (named["location"], named["relative"], named["size"]) == (str(picture), "cat.png", 13)
    engine.experiment = msgspec.structs.replace(
        engine.experiment, source=Source("file", str(tmp_path / "inside.vizapp"))
    )
    copied = save(engine, tmp_path / "inside.vizapp", inside=False)
    assert copied.pictures == inside.pictures, "it stays in the file that is written anew"
    picture.unlink()
    engine.experiment = msgspec.structs.replace(engine.experiment, source=Source("file", str(picture)))
    engine.seq += 1
    replies = engine.carry_out(SaveExperiment(engine.seq, os.fsencode(tmp_path / "b.vizapp"), engine.experiment))
    missing = one(replies, ExperimentSaved).problem
    assert missing is not None
    assert "cat.png does not exist" in sentence(missing)
    without = save(engine, tmp_path / "without.vizapp", inside=False)
    assert without.pictures == {}, "the experiment is not lost with its picture"
    named = (pasted_source(1, "a\nb / c.png"), "ab / c.png")
    for source, name in (named, (Source("memory", "pasted-1"), "pasted-1")):
        engine.experiment = msgspec.structs.replace(engine.experiment, source=source)
        pasted = msgspec.to_builtins(save(engine, tmp_path / "pasted.vizapp").pictures)["source"]
        assert (pasted["shape"], pasted["name"]) == ((40, 48, 3), name)


def _change_states(kept: KeptFile, old: bytes, new: bytes) -> KeptFile:
    states = kept.training.states.tobytes().replace(old, new)
    training = kept.training.training.replace(old, new)
    return replace(
        kept,
        training=replace(kept.training, states=np.frombuffer(states, np.uint8), training=training),
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"branch.weights.0", b"branch.weights.9", "branch.weights.0 is missing"),
        (b'"dtype":"F32"', b'"dtype":"I32"', "is I32"),
        (b'"learners/0/step_count":30', b'"learners/0/step_count":true', "step_count is missing or no"),
        (b'"step_count":30', b'"step_count":31', "the state of step 30 is of step 31"),
    ],
)
def test_states_of_another_lab_are_refused_and_it_begins_at_step_0(
    tmp_path: Path, old: bytes, new: bytes, says: str
) -> None:
    engine = Engine(DeformableSpec())
    fresh = engine.state()
    engine.send(Step, 30)
    changed = _change_states(save(engine, tmp_path / "a.vizapp"), old, new)
    again = opened(changed, engine)
    assert one(again.said, Configured).step == 0
    told = sentence(one(again.said, Refused).problem)
    assert says in told
    assert told.startswith("The training in the file does not fit the deformable lab as it is here (")
    expect_equal(again.state(), fresh)
    again.send(Step, 3)
    assert again.slot.step_count == 3


def test_states_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 3)
    with torch.no_grad():
        engine.slot.lab.layer.branch.parameters().__next__()[0, 0] = torch.nan  # type: ignore[attr-defined]  # a DeformableLab
    again = opened(save(engine, tmp_path / "a.vizapp"), engine)
    assert "not finite" in sentence(one(again.said, Refused).problem)
    assert again.slot.step_count == 0


def test_what_is_no_training_is_refused_and_labs_are_built_without_it() -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 3)
    junk = np.frombuffer(b"junk", np.uint8)
    told = sentence(one(engine.send(SetTraining, junk, junk, junk), Refused).problem)
    assert told.startswith("The training in the file cannot be read (")
    engine.generation += 1
    assert one(engine.send(Configure, engine.generation, engine.experiment), Configured).step == 0


@pytest.mark.parametrize("seed", [0, 5])
def test_a_lab_with_other_settings_does_not_take_it(tmp_path: Path, seed: int) -> None:
    engine = Engine(DeformableSpec())
    engine.send(Step, 30)
    kept = save(engine, tmp_path / "a.vizapp")
    again = Engine(DeformableSpec())
    again.send(SetTraining, *set_training(kept))
    again.generation += 1
    head = 0 if seed else 30
    replies = again.send(Configure, again.generation, msgspec.structs.replace(again.experiment, seed=seed))
    configured = one(replies, Configured)
    assert (configured.step, configured.training) == (head, "new" if seed else "same")
    assert not only(replies, Refused)
    again.generation += 1
    replies = again.send(Configure, again.generation, again.experiment)
    assert one(replies, Configured).step == head, "of that of the file the window knows nothing by then"
    again.generation += 1
    again.send(Reset, again.generation)
    assert again.branches() == [(None, 0, "start", head), (None, 0, "reset", 0)]


def test_a_document_without_training_is_kept(tmp_path: Path) -> None:
    engine = Engine(SubpixelSpec(task=ShuffleSpec()))
    kept = save(engine, tmp_path / "a.vizapp", view=b'{"a": 1}', preview=b"\x89PNG")
    assert kept.experiment == engine.experiment
    assert len(kept.training.states) == 0
    assert kept.view == b'{"a": 1}'
