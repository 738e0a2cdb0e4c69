"""The gestures that keep an experiment in a file and open one, without a window and without an engine."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from kept_samples import content
from session_fakes import Bench, image, ready

from vizapp.document.experiment import Experiment, Source
from vizapp.keeping.reading import KeptTraining
from vizapp.problem import Problem
from vizapp.protocol.commands import CancelWriting, Configure, KeepCurves, Run, SaveExperiment, SetSource, SetTraining
from vizapp.protocol.events import Refused, RunningChanged
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved
from vizapp.protocol.timeline import BranchesChanged, BranchInfo
from vizapp.session.experiment_state import Replacing
from vizapp.sources.kept import LoadedExperiment, Whereabouts
from vizapp.sources.results import ReadResult

FIRST = BranchInfo(1, None, 0, "start", 0, 20)


def trained() -> Bench:
    """Return a session whose lab was trained for 3 steps, and changed at the second."""
    bench = Bench()
    bench.begin()
    bench.say(BranchesChanged(bench.generation, "deformable", (FIRST,), 1))
    bench.progress(1, 4.0, 3.0, 2.0)
    bench.engine.take()
    return bench


def saving(bench: Bench, path: Path, **options: object) -> SaveExperiment:
    bench.session.save_experiment(path, **options)  # type: ignore[arg-type]
    return bench.engine.last(SaveExperiment)


def loaded(where: Whereabouts | None = None, source: Source | None = None) -> LoadedExperiment:
    given = content()
    experiment = given.experiment if source is None else Experiment(source=source, labs=given.experiment.labs)
    training = KeptTraining(b"{}", b"{}", np.zeros(3, np.uint8))
    view = b'{"picks": {"deformable": [0.5, 0.25]}, "shown": ["field"], "window": {"docks": "abc"}, "later": 1}'
    pictures = {} if where is None else {"source": where}
    return LoadedExperiment("a.vizapp", experiment, training, given.training, given.curves, view, pictures)  # type: ignore[arg-type]


def open_file(bench: Bench, experiment: LoadedExperiment) -> None:
    bench.session.open_experiment("/there/a.vizapp", discard=True)
    assert bench.state.reading == "a.vizapp"
    bench.reader.results.append(ReadResult(bench.reader.requests[-1].id, experiment=experiment))
    bench.session.poll()


def test_the_curves_are_those_at_the_moment_at_which_the_states_are_taken(tmp_path: Path) -> None:
    bench = trained()
    command = saving(bench, tmp_path / "a.vizapp", inside=False, preview=b"png", window={"docks": "abc"})
    assert (command.path, command.inside, command.preview) == (os.fsencode(tmp_path / "a.vizapp"), False, b"png")
    assert command.experiment == bench.state.experiment
    view = json.loads(command.view)
    assert view["window"] == {"docks": "abc"}
    assert set(view["picks"]) == {"deformable"}
    assert bench.state.saving is not None
    bench.progress(4, 1.5)
    bench.say(CurvesWanted(command.seq, ("deformable",)))
    curves = bench.engine.last(KeepCurves)
    assert curves.saving == command.seq
    assert [(each.metric, each.first, each.count) for each in curves.table.series] == [
        ("loss", 1, 4),
        ("distance", 1, 4),
    ]
    assert curves.values[:4].tolist() == [4.0, 3.0, 2.0, 1.5]
    bench.progress(5, 1.25)
    bench.say(ExperimentSaved(command.seq, 4711))
    assert bench.state.saving is None
    kept = bench.state.kept
    assert kept is not None
    assert (kept.path, kept.experiment, kept.inside) == (str(tmp_path / "a.vizapp"), command.experiment, False)
    assert bench.session.has_unsaved_changes, "a step was done since"
    assert bench.state.banner is not None
    assert "a.vizapp" in bench.state.banner.text


def test_what_is_unsaved_is_known(tmp_path: Path) -> None:
    bench = Bench()
    bench.begin()
    assert not bench.session.has_unsaved_changes
    bench.say(BranchesChanged(bench.generation, "deformable", (FIRST,), 1))
    bench.progress(1, 4.0)
    assert bench.session.has_unsaved_changes
    command = saving(bench, tmp_path / "a.vizapp")
    bench.say(CurvesWanted(command.seq, ("deformable",)), ExperimentSaved(command.seq, 1))
    assert not bench.session.has_unsaved_changes
    spec = bench.state.experiment.spec
    bench.session.update(bench.state.experiment.with_spec(spec.replaced(learning_rate=0.5)), "rate")
    assert bench.session.has_unsaved_changes
    bench.session.undo()
    assert not bench.session.has_unsaved_changes


def test_a_file_that_was_saved_is_a_recent_one(tmp_path: Path) -> None:
    bench = trained()
    for name in ("a.vizapp", "b.vizapp", "a.vizapp"):
        bench.say(ExperimentSaved(saving(bench, tmp_path / name).seq, 1))
    bench.session.autosave(tmp_path / "auto.vizapp")
    bench.say(ExperimentSaved(bench.engine.last(SaveExperiment).seq, 1))
    problem = Problem("export.not-written", values={"name": "c.vizapp", "why": "No space left on device"})
    bench.say(ExperimentSaved(saving(bench, tmp_path / "c.vizapp").seq, problem=problem))
    assert bench.state.recent == (str(tmp_path / "a.vizapp"), str(tmp_path / "b.vizapp"))


def test_a_file_that_cannot_be_written_is_told_and_nothing_counts_as_saved(tmp_path: Path) -> None:
    bench = trained()
    command = saving(bench, tmp_path / "a.vizapp")
    problem = Problem("export.not-written", values={"name": "a.vizapp", "why": "No space left on device"})
    bench.say(CurvesWanted(command.seq, ("deformable",)), ExperimentSaved(command.seq, problem=problem))
    assert (bench.state.kept, bench.state.saving) == (None, None)
    assert bench.state.banner is not None
    assert bench.state.banner.kind == "error"


def test_saving_can_be_cancelled_and_waits_for_the_document(tmp_path: Path) -> None:
    bench = trained()
    command = saving(bench, tmp_path / "a.vizapp")
    bench.session.save_experiment(tmp_path / "b.vizapp")
    assert bench.state.banner is not None
    assert "still being saved" in bench.state.banner.text
    bench.session.cancel_saving()
    assert bench.engine.last(CancelWriting).writing == command.seq
    early = Bench()
    early.read(image())
    early.session.save_experiment(tmp_path / "a.vizapp")
    assert not early.engine.sent
    assert early.state.banner is not None
    assert "cannot be saved yet" in early.state.banner.text


def test_an_engine_that_ends_while_it_saves_leaves_nothing_waiting(tmp_path: Path) -> None:
    bench = trained()
    command = saving(bench, tmp_path / "a.vizapp")
    bench.session.autosave(tmp_path / "b.vizapp")
    assert bench.state.autosave.is_under_way
    bench.engine.alive = False
    bench.session.poll()
    assert (bench.state.saving, bench.state.autosave.is_under_way) == (None, False)
    bench.say(ready(), CurvesWanted(command.seq, ("deformable",)))
    assert not [each for each in bench.engine.sent if isinstance(each, KeepCurves)]


def test_an_autosave_is_quick_and_says_nothing_but_that_it_failed(tmp_path: Path) -> None:
    bench = trained()
    assert bench.session.autosave(tmp_path / "auto.vizapp")
    command = bench.engine.last(SaveExperiment)
    assert (command.quick, command.inside) == (True, False)
    assert not bench.session.autosave(tmp_path / "auto.vizapp"), "one at a time"
    bench.say(CurvesWanted(command.seq, ("deformable",)), ExperimentSaved(command.seq, 1))
    assert (bench.state.autosave.number, bench.state.autosave.is_under_way) == (1, False)
    assert (bench.state.banner, bench.state.kept, bench.state.saving) == (None, None, None)
    problem = Problem("export.not-written", values={"name": "auto.vizapp", "why": "No space left on device"})
    for _ in range(2):
        assert bench.session.autosave(tmp_path / "auto.vizapp")
        bench.say(ExperimentSaved(bench.engine.last(SaveExperiment).seq, problem=problem))
        assert bench.state.autosave.failed
    assert bench.state.banner is not None
    assert bench.state.banner.kind == "warning"


def test_an_experiment_goes_on_where_it_was() -> None:
    bench = trained()
    before = bench.generation
    open_file(bench, loaded())
    bench.read(image())
    sent = [type(each) for each in bench.engine.take()]
    assert sent.index(SetSource) < sent.index(SetTraining) < sent.index(Configure)
    assert bench.state.experiment == content().experiment
    assert not bench.state.can_undo
    timeline = bench.state.timeline
    assert (timeline.present, timeline.courses[1].steps, timeline.courses[2].steps) == (2, 30, 25)
    np.testing.assert_array_equal(timeline.courses[2].series["loss"][20:], np.arange(5.0))
    assert timeline.courses[2].series["loss"][19] == timeline.courses[1].series["loss"][19]
    assert [(each.step, each.what) for each in timeline.courses[2].changes] == [(20, "learning_rate")]
    assert not timeline.courses[1].changes
    # What the engine still says of the training before is not about this one.
    bench.progress(4, 1.0, 1.0, generation=before)
    bench.say(BranchesChanged(before, "deformable", (FIRST,), 1))
    assert bench.state.timeline.present == 2
    bench.configured(step=25)
    assert bench.state.transport.step == 25
    assert bench.state.curves["deformable"].steps == 25
    assert bench.state.view.shown == {"field"}
    assert bench.state.pick == (4, 2)
    kept = bench.state.kept
    assert kept is not None
    assert (kept.path, kept.window) == ("/there/a.vizapp", {"docks": "abc"})
    assert bench.state.recent[0] == "/there/a.vizapp"
    assert not bench.session.has_unsaved_changes


def test_a_training_that_was_running_does_not_run_on_in_what_is_opened() -> None:
    bench = trained()
    bench.session.run()
    bench.say(RunningChanged(bench.generation, True, 3))
    open_file(bench, loaded())
    bench.read(image())
    bench.configured(step=25)
    assert not bench.state.transport.running
    assert not [
        each for each in bench.engine.sent if isinstance(each, Run) and each.seq > bench.engine.last(Configure).seq
    ]


def test_curves_that_were_opened_are_saved_again(tmp_path: Path) -> None:
    bench = trained()
    open_file(bench, loaded())
    bench.read(image())
    bench.configured(step=25)
    command = saving(bench, tmp_path / "b.vizapp")
    bench.say(CurvesWanted(command.seq, ("deformable",)))
    curves, given = bench.engine.last(KeepCurves), content().curves
    assert curves.table == given.table
    np.testing.assert_array_equal(curves.values, given.values)


def test_a_new_engine_is_given_the_training_again_unless_another_picture_is_open() -> None:
    bench = trained()
    open_file(bench, loaded())
    bench.read(image())
    bench.configured(step=25)
    for is_sent in (True, False):
        bench.engine.take()
        bench.engine.alive = False
        bench.session.poll()
        bench.say(ready())
        assert any(isinstance(each, SetTraining) for each in bench.engine.take()) == is_sent
        bench.configured(step=0)
        bench.say(BranchesChanged(bench.generation, "deformable", (FIRST,), 1))
        bench.session.open_sample("coffee")
        bench.read(image("coffee.png"))


def test_a_training_that_does_not_fit_is_told_and_the_lab_begins_at_step_0() -> None:
    bench = trained()
    open_file(bench, loaded())
    bench.read(image())
    seq = bench.engine.last(SetTraining).seq
    bench.configured(step=0)
    bench.say(BranchesChanged(bench.generation, "deformable", (FIRST,), 1))
    problem = Problem("kept.other-states", values={"lab": "deformable", "why": "a is missing"})
    bench.say(Refused(seq, bench.generation, problem))
    assert bench.state.refusal is None
    assert bench.state.banner is not None
    assert bench.state.banner.text.endswith("the experiment begins at step 0.")
    assert (bench.state.timeline.present, bench.state.timeline.head) == (1, 0)
    bench.progress(1, 2.0)
    assert bench.state.transport.step == 1
    open_file(bench, loaded())
    bench.read(image())
    assert bench.state.banner is None, "it was said of the file before"


def test_at_the_start_another_picture_is_shown_where_an_experiment_cannot_be() -> None:
    for answer in (
        ReadResult(0, problem=Problem("kept.damaged", values={"name": "a.vizapp"})),
        ReadResult(0, experiment=loaded("missing", Source("file", "/gone/cat.png"))),
    ):
        bench = Bench(start=False)
        bench.session.open_path("/there/a.vizapp")
        bench.session.begin()
        assert [each.experiment for each in bench.reader.requests] == [Path("/there/a.vizapp")]
        bench.reader.results.append(replace(answer, request_id=bench.reader.requests[-1].id))
        bench.session.poll()
        if answer.problem is None:
            assert bench.state.question is not None
        else:
            assert bench.state.banner is not None
            assert bench.state.banner.problem == answer.problem
        assert bench.reader.requests[-1].path is not None
        assert bench.reader.requests[-1].path.name.startswith("astronaut")
        bench.read(image())
        assert bench.state.source is not None


def test_one_that_cannot_be_opened_changes_nothing() -> None:
    bench = trained()
    before = bench.state
    bench.session.open_experiment("/there/a.vizapp", discard=True)
    problem = Problem("kept.damaged", values={"name": "a.vizapp"})
    bench.reader.results.append(ReadResult(bench.reader.requests[-1].id, problem=problem))
    bench.session.poll()
    assert bench.state.experiment is before.experiment
    assert (bench.state.reading, bench.state.kept) == (None, None)
    assert bench.state.banner is not None
    assert bench.state.banner.text == "a.vizapp is cut off or damaged; open an earlier copy of it."


@pytest.mark.parametrize("where", ["missing", "changed"])
def test_a_source_that_has_moved_or_changed_is_asked_for(where: Whereabouts, tmp_path: Path) -> None:
    bench = trained()
    open_file(bench, loaded(where, Source("file", "/gone/cat.png")))
    question = bench.state.question
    assert question is not None
    assert (question.whereabouts, question.location) == (where, "/gone/cat.png")
    assert bench.state.kept is None
    bench.session.cancel_experiment()
    assert bench.state.question is None
    assert bench.state.kept is None
    open_file(bench, loaded(where, Source("file", "/gone/cat.png")))
    bench.session.locate_source(tmp_path / "cat.png")
    assert bench.reader.requests[-1].path == tmp_path / "cat.png"
    bench.read(image("cat.png"))
    assert bench.state.question is None
    assert bench.state.experiment.source.location == str(tmp_path / "cat.png")
    assert bench.state.timeline.present == 2
    assert any(isinstance(each, SetTraining) for each in bench.engine.sent)


def test_a_file_that_is_no_picture_is_said_and_the_picture_asked_for_again(tmp_path: Path) -> None:
    bench = trained()
    before = bench.state.experiment
    open_file(bench, loaded("missing", Source("file", "/gone/cat.png")))
    banner = bench.state.banner
    for name in ("notes.txt", "other.txt"):
        bench.session.locate_source(tmp_path / name)
        assert bench.state.question is None, "it is being read"
        problem = Problem("source.not-read", "source", {"name": name})
        bench.reader.results.append(ReadResult(bench.reader.requests[-1].id, problem=problem))
        bench.session.poll()
        question = bench.state.question
        assert question is not None
        assert (question.problem, question.location) == (problem, "/gone/cat.png")
        assert (bench.state.banner, bench.state.experiment, bench.state.reading) == (banner, before, None)
    bench.session.locate_source(tmp_path / "cat.png")
    bench.read(image("cat.png"))
    assert bench.state.question is None
    assert bench.state.kept is not None
    assert bench.state.experiment.source.location == str(tmp_path / "cat.png")


def test_a_changed_source_can_be_used_as_it_is() -> None:
    bench = trained()
    open_file(bench, loaded("changed", Source("file", "/here/cat.png")))
    bench.session.use_source_as_it_is()
    assert bench.reader.requests[-1].path == Path("/here/cat.png")
    bench.read(image("cat.png"))
    assert bench.state.kept is not None


def test_a_view_that_is_none_is_left_out() -> None:
    bench = trained()
    experiment = loaded()
    odd = LoadedExperiment(
        experiment.name,
        experiment.experiment,
        experiment.training,
        experiment.timelines,
        experiment.curves,
        b'{"picks": 7}',
        {},
    )
    open_file(bench, odd)
    bench.read(image())
    bench.configured(step=25)
    assert bench.state.kept is not None
    assert bench.state.pick is not None


def test_what_is_to_become_of_unsaved_changes_is_asked_before_a_file_is_read() -> None:
    bench = trained()
    asked = len(bench.reader.requests)
    bench.session.open_experiment("/there/a.vizapp")
    assert bench.state.replacing == Replacing("/there/a.vizapp")
    assert len(bench.reader.requests) == asked
    bench.session.keep_changes()
    assert bench.state.replacing is None
    open_file(bench, loaded())
    bench.read(image())
    bench.configured(step=25)
    bench.session.open_experiment("/there/b.vizapp")  # nothing has changed since the first was opened
    assert bench.state.replacing is None
    assert bench.state.reading == "b.vizapp"


def session_of(window: dict[str, object]) -> LoadedExperiment:
    """Return an experiment as a session keeps it, with what its window had said of its file."""
    return replace(loaded(), view=json.dumps({"window": window}).encode())


def bring_back(bench: Bench, experiment: LoadedExperiment, *, was_closed: bool = True) -> None:
    bench.session.bring_back("/sessions/1.vizapp", was_closed=was_closed)
    assert bench.state.reading == "the last session", "its file has a name that nobody has given it"
    bench.reader.results.append(ReadResult(bench.reader.requests[-1].id, experiment=experiment))
    bench.session.poll()
    bench.read(image())
    bench.configured(step=25)


@pytest.mark.parametrize("unsaved", [False, True])
def test_a_session_comes_back_with_the_file_that_it_belongs_to(unsaved: bool) -> None:
    bench = Bench()
    bench.begin()
    recent = bench.state.recent
    bring_back(bench, session_of({"file": "/there/a.vizapp", "inside": False, "unsaved": unsaved}))
    kept = bench.state.kept
    assert kept is not None
    assert (kept.path, kept.inside) == ("/there/a.vizapp", False)
    assert bench.session.has_unsaved_changes == unsaved
    assert bench.state.recent == recent
    assert bench.state.transport.step == 25
    assert bench.state.banner is None


@pytest.mark.parametrize("file", ["", None, 7])
def test_a_session_without_a_file_of_its_own_belongs_to_none(file: object) -> None:
    bench = Bench()
    bench.begin()
    bring_back(bench, session_of({"file": file}))
    assert bench.state.kept is None
    assert bench.session.has_unsaved_changes


def test_a_session_whose_window_was_not_closed_says_so() -> None:
    bench = Bench()
    bench.begin()
    bring_back(bench, session_of({}), was_closed=False)
    assert bench.state.banner is not None
    assert bench.state.banner.problem.code == "session.recovered"


def test_where_a_session_cannot_be_read_the_photograph_opens() -> None:
    bench = Bench(start=False)
    bench.session.bring_back("/sessions/1.vizapp")
    bench.session.begin()
    problem = Problem("kept.damaged", values={"name": "1.vizapp"})
    bench.reader.results.append(ReadResult(bench.reader.requests[-1].id, problem=problem))
    bench.session.poll()
    bench.read(image())
    assert bench.state.source is not None
    assert bench.state.experiment == Experiment()


def of_present(bench: Bench) -> LoadedExperiment:
    """Return a training of the present document."""
    return replace(loaded(), experiment=bench.state.experiment)


def test_the_next_engine_goes_on_with_the_training_that_was_kept() -> None:
    bench = trained()
    bench.engine.alive = False
    bench.session.poll()
    bench.session.bring_training_back("/sessions/1.vizapp")
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, experiment=of_present(bench)))
    bench.session.poll()
    bench.say(ready())
    sent = [type(each) for each in bench.engine.take()]
    assert sent.index(SetTraining) < sent.index(Configure)
    assert bench.state.banner is not None
    assert bench.state.banner.problem.code == "engine.goes-on"
    assert bench.state.timeline.present == 2
    assert bench.state.curves["deformable"].steps == 25


def test_a_training_of_another_picture_is_not_brought_back() -> None:
    bench = trained()
    bench.engine.alive = False
    bench.session.poll()
    bench.session.bring_training_back("/sessions/1.vizapp")
    other = loaded(source=Source("sample", "coffee"))
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, experiment=other))
    bench.session.poll()
    bench.say(ready())
    assert not any(isinstance(each, SetTraining) for each in bench.engine.take())
    assert bench.state.banner is not None
    assert bench.state.banner.problem.code == "engine.started-again"
    bench.configured()
    assert not bench.state.transport.running


def end_the_engine(bench: Bench, step: int) -> None:
    """End the engine that runs, and let the next one go on from ``step``."""
    bench.engine.alive = False
    bench.session.poll()
    assert not bench.state.transport.running
    bench.session.bring_training_back("/sessions/1.vizapp")
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, experiment=of_present(bench)))
    bench.session.poll()
    bench.say(ready())
    bench.engine.take()
    bench.configured(step=step)
    bench.snapshot(step)  # it has survived everything


def test_a_training_of_other_settings_is_not_brought_back() -> None:
    bench = trained()
    kept = of_present(bench)
    bench.session.update(msgspec.structs.replace(bench.state.experiment, seed=8), "Change the seed")
    bench.engine.alive = False
    bench.session.poll()
    bench.session.bring_training_back("/sessions/1.vizapp")
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, experiment=kept))
    bench.session.poll()
    bench.say(ready())
    assert not any(isinstance(each, SetTraining) for each in bench.engine.take())


def test_a_training_that_ran_runs_on_as_long_as_it_comes_further() -> None:
    bench = trained()
    bench.session.run()
    end_the_engine(bench, 25)
    assert bench.state.banner is not None
    assert bench.state.banner.problem.code == "engine.goes-on"
    assert [type(each) for each in bench.engine.sent if isinstance(each, Run)] == [Run]
    assert bench.state.transport.running
    end_the_engine(bench, 25)
    assert bench.state.transport.running, "it has come from 3 to 25"
    end_the_engine(bench, 25)
    assert not bench.state.transport.running, "it was at 25 before"
    assert bench.state.banner.problem.code == "engine.stays-paused"
    bench.session.run()
    end_the_engine(bench, 25)
    assert bench.state.transport.running, "somebody has seen it and runs it"
    bench.session.pause()
    end_the_engine(bench, 25)
    assert not bench.state.transport.running


def test_an_engine_that_is_faster_than_the_reader_goes_on_from_the_file_all_the_same() -> None:
    bench = trained()
    bench.session.run()
    end_the_engine(bench, 25)
    bench.progress(26, 1.0)
    bench.engine.alive = False
    bench.session.poll()
    bench.session.bring_training_back("/sessions/1.vizapp")
    asked = bench.reader.waiting[-1]
    bench.say(ready())
    bench.configured(step=25)  # from the file before
    bench.engine.take()
    bench.reader.results.append(ReadResult(asked.id, experiment=of_present(bench)))
    bench.session.poll()
    assert any(isinstance(each, SetTraining) for each in bench.engine.take())
    bench.configured(step=25)
    assert bench.state.transport.running


def test_a_file_that_is_being_opened_is_read_before_the_training() -> None:
    bench = trained()
    bench.session.open_path("/tmp/photo.png")
    bench.engine.alive = False
    bench.session.poll()
    bench.session.bring_training_back("/sessions/1.vizapp")
    assert bench.state.reading == "photo.png"
    assert all(each.experiment is None for each in bench.reader.waiting)
    bench.read(image("photo.png"))
    bench.session.poll()
    assert bench.reader.waiting[-1].experiment is not None
    bench.reader.results.append(ReadResult(bench.reader.waiting[-1].id, experiment=loaded()))
    bench.session.poll()
    assert bench.state.restored is None, "it is of another picture"
