"""The session with a real reader and a real engine: in this process, and in one that is killed again and again."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.engine.child import ChildEngine
from vizapp.engine.client import EngineClient
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.deformable.requests import PROBE
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.subpixel.requests import PICKED
from vizapp.protocol.messages import Reply
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.sources.client import SourceReader

PATIENCE = 30.0
SMALL = Experiment(device="cpu", working_size=48)


def wait_for(session: Session, condition: Callable[[State], bool], seconds: float = PATIENCE) -> float:
    """Poll as the window does until ``condition`` holds of the state; returns how long that took."""
    begun = time.monotonic()
    while not condition(session.state):
        assert time.monotonic() - begun < seconds, f"it did not happen in time: {session.state.banner}"
        time.sleep(0.005)
        session.poll()
    return time.monotonic() - begun


def picked_values(state: State) -> list[float] | None:
    picked = state.answer(PICKED, Subpixels)
    return None if picked is None else picked.values.tolist()


def probe(state: State) -> UnitReading | None:
    """What the engine has read of the picked unit, if it has."""
    answer = state.answer(PROBE, UnitReadings)
    return None if answer is None or not answer.readings else answer.readings[0]


def shows(state: State, lab: str) -> bool:
    """Whether the engine has shown something of this lab, for the present document."""
    return state.experiment.lab == lab and state.snapshot is not None


def set_factor(session: Session, upscale_factor: int) -> None:
    experiment = session.state.experiment
    spec = experiment.spec_of(SubpixelSpec).with_factor(upscale_factor)
    session.update(experiment.with_spec(spec), "Change factor")


def begin(engine: EngineClient) -> Iterator[Session]:
    session = Session(engine, SourceReader(), LAB_UIS, SMALL)
    try:
        yield session
    finally:
        begun = time.monotonic()
        session.close()
        assert time.monotonic() - begun < 2.0


@pytest.fixture
def session() -> Iterator[Session]:
    yield from begin(InProcessEngine())


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / "photograph.png"
    pixels = np.random.default_rng(2).integers(0, 256, (60, 90, 3)).astype(np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def test_the_main_job(session: Session, photograph: Path) -> None:
    """Open a photograph, step, run, drag a point, undo, switch the lab, shuffle the phases."""
    wait_for(session, lambda state: state.can_step)
    session.open_path(photograph)
    wait_for(session, lambda state: state.source is not None and state.source.name == "photograph.png")
    wait_for(session, lambda state: shows(state, "deformable"))
    assert session.state.configured is not None
    assert session.state.configured.output_shape[1:] == (32, 48)

    session.step(10)
    wait_for(session, lambda state: shows(state, "deformable") and state.snapshot.step == 10)
    assert session.state.curves["deformable"].steps == 10
    unit = probe(session.state)
    assert unit is not None
    assert np.abs(unit.offset_yx).max() > 0

    session.set_speed(None)
    session.run()
    wait_for(session, lambda state: state.transport.step > 30)
    for n in range(5):
        session.place_point(Tap(0, 4), (0.5 * n, 1.0))
    session.end_gesture()
    wait_for(session, lambda state: bool((unit := probe(state)) and unit.placed[4]))
    wait_for(session, lambda state: tuple(probe(state).offset_yx[4]) == (2.0, 1.0))
    assert session.state.trail is not None
    session.pause()
    wait_for(session, lambda state: not state.snapshot.running)
    session.undo()
    wait_for(session, lambda state: not probe(state).placed.any())
    loss = session.state.curves["deformable"].series["loss"]
    assert np.isfinite(loss).all()
    assert len(loss) == session.state.transport.step

    steps = session.state.transport.step
    session.set_lab("subpixel")
    wait_for(session, lambda state: shows(state, "subpixel"))
    assert session.state.configured is not None
    references = {metric.name: metric.references for metric in session.state.configured.metrics}
    assert references["psnr"]["bicubic"] > 0
    session.step(3)
    wait_for(session, lambda state: state.curves["subpixel"].steps == 3)
    session.undo()
    wait_for(session, lambda state: state.configured is not None and state.configured.lab == "deformable")
    assert session.state.transport.step == steps
    assert session.state.curves["deformable"].steps == steps


def test_numbers_are_shuffled_by_hand(session: Session) -> None:
    session.set_lab("subpixel")
    session.open_sample("arange_108")
    wait_for(session, lambda state: shows(state, "subpixel") and state.configured.output_shape == (3, 6, 6))
    assert session.state.experiment.spec_of(SubpixelSpec) == SubpixelSpec(task=ShuffleSpec(), upscale_factor=2)
    session.show_output_channel(0)
    session.pick((0, 0))
    wait_for(session, lambda state: picked_values(state) == [0, 9, 18, 27])
    session.swap_phases(0, 3)
    wait_for(session, lambda state: picked_values(state) == [27, 9, 18, 0])
    session.undo()
    wait_for(session, lambda state: picked_values(state) == [0, 9, 18, 27])
    assert not session.state.can_step, "a shuffle has nothing to train"


def test_what_does_not_fit_is_told_and_can_be_undone(session: Session) -> None:
    session.set_lab("subpixel")
    session.open_sample("arange_108")
    wait_for(session, lambda state: state.configured is not None and state.configured.output_shape == (3, 6, 6))
    set_factor(session, 5)
    wait_for(session, lambda state: state.refusal is not None)
    assert "divisible by 25" in session.state.refusal_text
    session.undo()
    wait_for(session, lambda state: state.configured is not None)
    assert session.state.refusal is None


def test_the_input_comes_back_with_a_lab_that_was_kept(session: Session) -> None:
    wait_for(session, lambda state: state.input_picture is not None)
    experiment = session.state.experiment
    spec = replace(experiment.spec_of(DeformableSpec), dilation=2)
    session.update(experiment.with_spec(spec), "Change dilation")
    session.undo()
    assert session.state.input_picture is None
    wait_for(session, lambda state: shows(state, "deformable"))
    assert session.state.input_picture is not None, "after a change that the engine has never seen"

    session.set_lab("subpixel")
    session.open_sample("arange_108")
    wait_for(session, lambda state: shows(state, "subpixel") and state.configured.output_shape == (3, 6, 6))
    set_factor(session, 5)
    wait_for(session, lambda state: state.refusal is not None)
    assert session.state.input_picture is None
    session.undo()
    wait_for(session, lambda state: shows(state, "subpixel"))
    assert session.state.input_picture is not None, "after a change that was refused"


def test_a_reset_is_not_lost_when_the_other_lab_is_looked_at_at_once(session: Session) -> None:
    wait_for(session, lambda state: state.can_step)
    session.step(3)
    wait_for(session, lambda state: state.curves["deformable"].steps == 3)
    session.reset()
    session.set_lab("subpixel")
    wait_for(session, lambda state: shows(state, "subpixel"))
    session.set_lab("deformable")
    wait_for(session, lambda state: shows(state, "deformable"))
    assert session.state.snapshot.step == 0
    assert session.state.transport.step == 0
    assert session.state.curves["deformable"].steps == 0


def test_what_is_picked_stays_in_its_place_through_all_sizes(session: Session) -> None:
    wait_for(session, lambda state: state.configured is not None)
    session.pick((11, 37))
    before = session.state.experiment
    session.update(replace(before, working_size=96), "Change working size")
    wait_for(session, lambda state: shows(state, "deformable") and state.configured.output_shape[1:] == (96, 96))
    # The centre of pixel 11 of 48 is the border between pixels 22 and 23 of 96.
    assert session.state.pick in {(y, x) for y in (22, 23) for x in (74, 75)}
    spec = replace(before.spec_of(DeformableSpec), stride=2)
    session.update(session.state.experiment.with_spec(spec), "Change stride")
    wait_for(session, lambda state: shows(state, "deformable") and state.configured.output_shape[1:] == (48, 48))
    assert session.state.pick in {(11, 37), (11, 38)}
    unit = probe(session.state)
    assert unit is not None
    assert unit.unit_yx == session.state.pick
    session.undo()
    session.undo()
    wait_for(session, lambda state: shows(state, "deformable"))
    assert session.state.pick == (11, 37)

    session.update(replace(session.state.experiment, working_size=50), "Change working size")
    session.set_lab("subpixel")
    wait_for(session, lambda state: state.configured is not None and state.configured.input_shape == (1, 25, 25))
    session.pick((23, 1))
    set_factor(session, 3)
    wait_for(session, lambda state: shows(state, "subpixel") and state.configured.input_shape == (1, 16, 16))
    # Rows 46 and 47 of 50: the 15th of the sixteen times three that are left is made of 45 to 47.
    assert session.state.answer(PICKED, Subpixels).pixel_yx == session.state.pick == (15, 0)


class SlowEngine(InProcessEngine):
    """Its answers arrive ten polls late."""

    def __init__(self) -> None:
        super().__init__()
        self._on_their_way = deque[list[Reply]]([[] for _ in range(10)])

    def poll(self) -> list[Reply]:
        self._on_their_way.append(super().poll())
        return self._on_their_way.popleft()


def test_a_point_that_was_taken_back_stays_away_however_slow_the_engine_is() -> None:
    seen: list[bool] = []

    def hear(old: State, new: State) -> None:
        if new.snapshot is not old.snapshot:
            unit = probe(new)
            assert unit is not None
            seen.append(bool(unit.placed[4]))

    for session in begin(SlowEngine()):
        wait_for(session, lambda state: shows(state, "deformable"))
        session.subscribe(hear)
        session.place_point(Tap(0, 4), (5.0, 5.0))
        session.poll()
        session.end_gesture()
        session.undo()
        for _ in range(40):
            session.poll()
        assert seen == [False]


@pytest.mark.slow
@pytest.mark.timeout(300)  # ten engines that are waited for, and ten that are not
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_the_session_lives_through_twenty_kills() -> None:
    """Every second one comes while it trains or is being configured, the others mostly while it still imports."""
    moments = random.Random(7)
    engine = ChildEngine()
    for session in begin(engine):
        wait_for(session, lambda state: state.source is not None)
        for kill in range(1, 21):
            if kill % 2 == 0:
                wait_for(session, lambda state: state.engine.ready)
                if kill % 4 == 0:
                    wait_for(session, lambda state: state.can_step)
                    session.set_speed(None)
                    session.run()
                    wait_for(session, lambda state: state.transport.step > 2)
            pause = time.monotonic() + moments.uniform(0.0, 0.4 if kill % 2 == 0 else 0.8)
            wait_for(session, lambda state, pause=pause: time.monotonic() > pause)
            assert engine.pid is not None
            before = engine.pid
            os.kill(before, signal.SIGKILL)
            noticed = lambda state, before=before: engine.pid != before or state.engine.phase == "failed"  # noqa: E731
            assert wait_for(session, noticed) < 1.0
            assert session.state.banner is not None
            assert "killed by signal 9" in session.state.banner.text
            if session.state.engine.phase == "failed":
                session.restart_engine()
        wait_for(session, lambda state: state.can_step)
        session.step()
        wait_for(session, lambda state: state.curves["deformable"].steps == 1)
        assert session.state.engine.phase == "ready"
