"""Experiments kept by a session with a real reader and a real engine, and gone on with by another one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from vizapp.document.experiment import Experiment
from vizapp.engine.child import ChildEngine
from vizapp.engine.client import EngineClient
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.labs import LAB_UIS
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.sources.client import SourceReader
from vizapp.sources.raw_pixels import RawPixels

PATIENCE = 60.0
SMALL = Experiment(device="cpu", working_size=48)


def wait_for(session: Session, condition: Callable[[State], bool]) -> None:
    """Poll as the window does until ``condition`` holds of the state."""
    begun = time.monotonic()
    while not condition(session.state):
        assert time.monotonic() - begun < PATIENCE, f"it did not happen in time: {session.state.banner}"
        time.sleep(0.005)
        session.poll()


@pytest.fixture(
    params=[InProcessEngine, pytest.param(ChildEngine, marks=pytest.mark.slow)], ids=["in process", "child"]
)
def make(request: pytest.FixtureRequest) -> Iterator[Callable[[], Session]]:
    """Returns sessions that can step."""
    made: list[Session] = []

    def begin() -> Session:
        engine: EngineClient = request.param()
        made.append(Session(engine, SourceReader(), LAB_UIS, SMALL))
        wait_for(made[-1], lambda state: state.can_step)
        return made[-1]

    yield begin
    for session in made:
        session.close()


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / "photograph.png"
    pixels = np.random.default_rng(2).integers(0, 256, (60, 90, 3)).astype(np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def train(session: Session, steps: int) -> None:
    until = session.state.transport.step + steps
    session.step(steps)
    wait_for(session, lambda state: state.transport.step == until and stands_still(state))


def stands_still(state: State) -> bool:
    """Whether the newest snapshot is of where the training stands."""
    return state.snapshot is not None and not state.snapshot.running and state.snapshot.step == state.transport.step


def save(session: Session, path: Path, *, inside: bool = True) -> None:
    session.save_experiment(path, inside=inside, window={"docks": "abc"})
    wait_for(session, lambda state: state.saving is None)
    assert session.state.kept is not None, session.state.banner
    assert not session.has_unsaved_changes


def opened(session: Session, path: Path) -> None:
    session.open_experiment(path)
    wait_for(session, lambda state: state.kept is not None and state.can_step and stands_still(state))


def expect_same_curves(one: State, other: State) -> None:
    assert one.timelines.keys() == other.timelines.keys()
    for lab, timeline in one.timelines.items():
        again = other.timelines[lab]
        assert [each.number for each in again.branches] == [each.number for each in timeline.branches]
        for number, course in timeline.courses.items():
            assert course.changes == again.courses[number].changes
            assert course.series.keys() == again.courses[number].series.keys()
            for name, values in course.series.items():
                np.testing.assert_array_equal(values, again.courses[number].series[name])


def test_both_labs_with_their_branches_go_on_in_another_window(
    make: Callable[[], Session], photograph: Path, tmp_path: Path
) -> None:
    one, path = make(), tmp_path / "both.vizapp"
    one.open_path(photograph)
    wait_for(one, lambda state: state.source is not None and state.source.name == "photograph.png" and state.can_step)
    train(one, 30)
    one.go_to(1, 12)
    wait_for(one, lambda state: state.timeline.going_to is None and state.transport.step == 12)
    spec = one.state.experiment.spec
    one.update(one.state.experiment.with_spec(spec.replaced(learning_rate=0.02)), "rate")
    train(one, 8)
    one.set_lab("subpixel")
    wait_for(one, lambda state: state.can_step and stands_still(state))
    train(one, 4)
    one.set_lab("deformable")
    wait_for(one, lambda state: state.can_step and stands_still(state) and state.transport.step == 20)
    save(one, path)
    assert one.has_unsaved_changes is False
    photograph.unlink()

    other = make()
    opened(other, path)
    assert other.state.source is not None
    assert other.state.source.name == "photograph.png"
    assert other.state.transport.step == 20
    assert (other.state.timeline.present, other.state.timeline.head) == (2, 20)
    assert not other.has_unsaved_changes
    expect_same_curves(one.state, other.state)
    for session in (one, other):
        train(session, 3)
        session.go_to(1, 30)
        wait_for(session, lambda state: state.timeline.going_to is None and state.transport.step == 30)
        train(session, 2)
        session.set_lab("subpixel")
        wait_for(session, lambda state: state.can_step and stands_still(state))
        train(session, 2)
    expect_same_curves(one.state, other.state)
    assert other.state.timelines["subpixel"].head == 6
    assert other.has_unsaved_changes


@pytest.mark.slow
def test_a_lab_that_was_not_looked_at_again_stays_in_the_file(make: Callable[[], Session], tmp_path: Path) -> None:
    one, first, second = make(), tmp_path / "first.vizapp", tmp_path / "second.vizapp"
    train(one, 5)
    one.set_lab("subpixel")
    wait_for(one, lambda state: state.can_step and stands_still(state))
    train(one, 2)
    save(one, first)
    other = make()
    opened(other, first)
    train(other, 1)
    save(other, second)
    third = make()
    opened(third, second)
    assert third.state.transport.step == 3
    third.set_lab("deformable")
    wait_for(third, lambda state: state.can_step and stands_still(state))
    assert third.state.transport.step == 5


@pytest.mark.slow
def test_a_pasted_picture_is_kept(make: Callable[[], Session], tmp_path: Path) -> None:
    one, path = make(), tmp_path / "pasted.vizapp"
    pixels = np.random.default_rng(5).integers(0, 256, (40, 60, 3)).astype(np.uint8)
    one.open_pixels(RawPixels(40, 60, 180, "RGB", memoryview(pixels.tobytes())), "pasted")
    wait_for(one, lambda state: state.experiment.source.kind == "memory" and state.can_step)
    train(one, 3)
    save(one, path, inside=False)
    other = make()
    opened(other, path)
    assert other.state.source is not None
    np.testing.assert_array_equal(other.state.source.values, pixels)
    assert other.state.experiment.source.location == str(path)
    save(other, path, inside=False)
    third = make()
    opened(third, path)
    assert third.state.transport.step == 3


@pytest.mark.slow
def test_a_source_that_was_changed_is_asked_for(
    make: Callable[[], Session], photograph: Path, tmp_path: Path
) -> None:
    one, path = make(), tmp_path / "beside.vizapp"
    one.open_path(photograph)
    wait_for(one, lambda state: state.source is not None and state.source.name == "photograph.png" and state.can_step)
    train(one, 2)
    save(one, path, inside=False)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    moved = photograph.rename(folder / "photograph.png")
    other = make()
    other.open_experiment(path)
    wait_for(other, lambda state: state.question is not None)
    assert other.state.question is not None
    assert other.state.question.whereabouts == "missing"
    other.locate_source(moved)
    wait_for(other, lambda state: state.kept is not None and state.can_step)
    assert other.state.transport.step == 2
    together = path.rename(folder / "beside.vizapp")
    other.open_experiment(together)
    wait_for(other, lambda state: state.kept is not None and state.kept.path == str(together))
    assert other.state.question is None, "it lies beside it, as before"


def test_a_new_engine_goes_on_from_the_file(make: Callable[[], Session], tmp_path: Path) -> None:
    one, path = make(), tmp_path / "a.vizapp"
    train(one, 6)
    save(one, path)
    other = make()
    opened(other, path)
    train(other, 4)
    other.restart_engine()
    wait_for(other, lambda state: state.can_step and stands_still(state))
    assert other.state.transport.step == 6
    train(other, 4)
    assert replace(other.state.experiment, device="cpu") == replace(one.state.experiment, device="cpu")
