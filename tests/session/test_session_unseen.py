"""The picture that nothing is trained on: when it is read, what the engine is told of it, and what is shown of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from msgspec.structs import replace
from session_fakes import CPU, Bench, image, ready, unit_reading

from vizapp.document.experiment import Experiment, Source
from vizapp.gui.deformable.requests import PROBE
from vizapp.protocol.commands import Configure, Observe, SetUnseen
from vizapp.protocol.events import Configured, InputPicture, MapShapes
from vizapp.protocol.metric import LOSS
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.sources.samples import sample

UNSEEN = MapShapes((3, 6, 14), (9, 6, 14))


def configured(bench: Bench, unseen: MapShapes | None = UNSEEN, step: int = 0) -> Configured:
    reply = Configured(
        bench.generation, "deformable", step, (3, 8, 10), (9, 8, 10), CPU, 10, (LOSS,), True, unseen=unseen
    )
    bench.say(reply)
    return reply


def snapshot(bench: Bench, unseen: bool, *units: tuple[int, int]) -> Snapshot:
    readings = tuple(unit_reading(unit, np.zeros((9, 2), np.float32)) for unit in units)
    reply = Snapshot(
        generation=bench.generation,
        applied=bench.seq,
        step=0,
        running=False,
        steps_per_second=1.0,
        memory_bytes=1,
        answers={PROBE: UnitReadings(readings)},
        unseen=unseen,
    )
    bench.say(reply)
    return reply


def input_picture(bench: Bench, unseen: bool, height: int, width: int) -> InputPicture:
    picture = Picture(
        region=(0, 0, height, width), pixels=np.zeros((height, width, 3), np.uint8), values=None, low=0.0, high=1.0
    )
    reply = InputPicture(bench.generation, (0, 1, 2), picture, unseen)
    bench.say(reply)
    return reply


def started() -> Bench:
    """Return a bench with source, unseen picture and engine, and a lab that has both."""
    bench = Bench()
    bench.read(image())
    bench.reader.load_waiting(image("coffee.png", 6, 14))
    bench.session.poll()
    bench.say(ready())
    configured(bench)
    return bench


def test_the_default_is_another_bundled_photograph_than_the_source() -> None:
    assert Experiment().unseen_source == Source("sample", "coffee")
    assert Experiment(source=Source("sample", "coffee")).unseen_source == Source("sample", "astronaut")
    for location in (str(sample("coffee").path), "/copies/Coffee.PNG"):
        beside = Experiment(source=Source("file", location)).unseen_source
        assert beside == Source("sample", "astronaut"), "what is trained on is not unseen"
    for source in (Source("file", "/copies/tea.png"), Source("memory", "coffee")):
        assert Experiment(source=source).unseen_source == Source("sample", "coffee")
    assert Experiment(unseen=Source("sample", "brick")).unseen_source == Source("sample", "brick")
    assert Experiment(lab="subpixel").wanted_unseen is None
    assert Experiment().wanted_unseen == Source("sample", "coffee")


def test_it_is_read_after_the_source_and_the_lab_is_built_once_if_both_are_there() -> None:
    bench = Bench()
    assert [request.path and request.path.name for request in bench.reader.requests] == ["astronaut.png"]
    assert not bench.reader.waiting
    bench.read(image())
    assert [request.path and request.path.name for request in bench.reader.waiting] == ["coffee.png"]
    assert bench.state.unseen.is_reading
    coffee = bench.reader.load_waiting(image("coffee.png", 6, 14))
    bench.session.poll()
    bench.say(ready())
    kinds = [type(command).__name__ for command in bench.engine.take()]
    assert kinds == ["SetSource", "SetUnseen", "Configure", "Observe"]
    assert bench.state.unseen.loaded is coffee


def test_the_first_lab_does_not_wait_for_it_and_is_not_built_again_when_it_comes() -> None:
    bench = Bench()
    bench.read(image())
    bench.say(ready())
    assert any(isinstance(command, Configure) for command in bench.engine.take())
    configured(bench, unseen=None)
    bench.engine.take()
    coffee = bench.reader.load_waiting(image("coffee.png", 6, 14))
    bench.session.poll()
    sent = bench.engine.take()
    assert [type(command) for command in sent if not isinstance(command, Observe)] == [SetUnseen]
    assert next(c for c in sent if isinstance(c, SetUnseen)).values is coffee.values
    assert not bench.state.can_show_unseen
    configured(bench)
    assert bench.state.can_show_unseen


def test_a_file_that_is_opened_goes_first_and_the_unseen_picture_is_read_again() -> None:
    bench = Bench()
    bench.read(image())
    first = bench.reader.waiting[-1]
    bench.session.open_path("/pictures/own.png")
    late = image("late.png")
    bench.session.poll()
    assert bench.reader.waiting[-1] is first, "it waits while the user waits for another file"
    bench.read(image("own.png"))
    bench.session.poll()
    assert bench.reader.waiting[-1] is not first
    bench.reader.load_waiting(late)
    bench.session.poll()
    assert bench.state.unseen.loaded is late


def test_the_sub_pixel_lab_reads_and_sends_none() -> None:
    bench = Bench(Experiment(lab="subpixel"))
    bench.read(image())
    bench.say(ready())
    assert not bench.reader.waiting
    assert not [command for command in bench.engine.take() if isinstance(command, SetUnseen)]
    bench.session.set_lab("deformable")
    assert bench.reader.waiting


def test_one_that_cannot_be_read_is_told_and_training_goes_on() -> None:
    bench = Bench()
    bench.read(image())
    bench.say(ready())
    bench.reader.refuse_waiting("source.not-read")
    bench.session.poll()
    assert bench.state.banner is not None
    assert (bench.state.banner.problem.field, bench.state.banner.kind) == ("unseen", "warning")
    assert bench.state.unseen.problem is not None
    configured(bench, unseen=None)
    assert bench.state.can_step


def test_another_one_is_an_edit_that_can_be_undone_and_rebuilds_nothing() -> None:
    bench = started()
    before = bench.state.unseen.loaded
    bench.engine.take()
    bench.session.open_unseen_path("/pictures/other.png")
    assert bench.reader.requests[-1].path == Path("/pictures/other.png")
    other = bench.read(image("other.png", 5, 5))
    assert bench.state.experiment.unseen == Source("file", "/pictures/other.png")
    assert bench.state.unseen.loaded is other
    assert [type(c) for c in bench.engine.take() if not isinstance(c, Observe)] == [SetUnseen]
    bench.session.undo()
    assert bench.state.experiment.unseen is None
    assert bench.state.unseen.loaded is before
    assert [type(c) for c in bench.engine.take() if not isinstance(c, Observe)] == [SetUnseen]
    bench.session.redo()
    bench.session.use_bundled_unseen()
    assert bench.state.experiment.unseen is None


def test_a_refused_file_changes_nothing() -> None:
    bench = started()
    before = bench.state.experiment
    bench.session.open_unseen_path("/pictures/broken.png")
    bench.reader.refuse("source.not-read")
    bench.session.poll()
    assert bench.state.experiment is before
    assert bench.state.banner is not None


def test_looking_at_it_shows_its_maps_and_only_its_answers() -> None:
    bench = started()
    assert bench.state.pick == (4, 5)
    snapshot(bench, False, (4, 5))
    assert bench.state.snapshot is not None
    bench.session.show_unseen(True)
    assert bench.state.shows_unseen
    assert bench.state.snapshot is None, "what belongs to the source is not shown as the unseen picture's"
    assert bench.engine.last(Observe).observation.unseen
    assert bench.state.configured is not None
    assert bench.state.configured.input_shape == (3, 6, 14)
    assert bench.state.reported is not None
    assert bench.state.reported.input_shape == (3, 8, 10)
    assert bench.state.pick == (3, 7), "the unit at the same place of the other picture"
    snapshot(bench, False, (3, 7))
    input_picture(bench, False, 8, 10)
    assert bench.state.snapshot is None
    assert bench.state.input_picture is None
    shown = input_picture(bench, True, 6, 14)
    snapshot(bench, True, (3, 12))
    assert bench.state.input_picture is shown
    assert bench.state.snapshot is not None
    bench.session.show_unseen(False)
    assert bench.state.pick == (4, 5)
    assert bench.state.snapshot is None
    assert bench.state.configured is bench.state.reported


def test_placing_points_is_refused_on_it() -> None:
    bench = started()
    bench.session.show_unseen(True)
    before = bench.state.experiment
    bench.session.place_point(0, (1.0, 1.0))
    assert bench.state.experiment is before
    assert bench.state.banner is not None
    assert bench.state.banner.problem.code == "point.on-unseen"


def test_a_rebuild_while_it_is_shown_goes_on_showing_it() -> None:
    bench = started()
    bench.session.show_unseen(True)
    spec = bench.state.experiment.spec.replaced(stride=2)
    bench.session.update(bench.state.experiment.with_spec(spec), "Change stride")
    assert bench.state.configured is None
    assert bench.state.shows_unseen
    reply = configured(bench, MapShapes((3, 6, 14), (9, 3, 7)))
    assert bench.state.reported is reply
    assert bench.state.configured is not None
    assert bench.state.configured.output_shape == (9, 3, 7)


def test_without_one_that_fits_the_source_is_shown() -> None:
    bench = started()
    bench.session.show_unseen(True)
    reply = configured(bench, unseen=None)
    assert not bench.state.shows_unseen
    assert bench.state.configured is reply
    assert not bench.engine.last(Observe).observation.unseen


def test_the_run_on_show_is_asked_for_and_older_answers_are_dropped() -> None:
    bench = started()
    spec = bench.state.experiment.spec.replaced(compared=("none",))
    bench.session.update(bench.state.experiment.with_spec(spec), "Compare")
    configured(bench)
    old = bench.seq
    bench.session.show_run("none")
    runs = {getattr(request, "run", None) for request in bench.engine.last(Observe).observation.requests.values()}
    assert runs == {"none"}
    assert bench.seq > old
    stale = replace(snapshot(bench, False, (4, 5)), applied=old)
    kept = bench.state.snapshot
    bench.say(stale)
    assert bench.state.snapshot is kept
