"""The captions below the canvases: true of what a real engine has computed, for every example and picture."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from fakes import configured, deformable_snapshot, ready_state, unit_reading
from msgspec.structs import replace
from reader_in_process import ReaderInProcess
from rig import subpixel_state

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import Puzzle
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.caption_follower import CaptionFollower
from vizapp.gui.caption_text import Captions, Span, plain_words, spans_of, verbatim
from vizapp.gui.deformable.captions import deformable_captions
from vizapp.gui.deformable.pictures import picture_choices
from vizapp.gui.deformable.requests import PROBE
from vizapp.gui.lab_ui import Example
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.subpixel.captions import subpixel_captions
from vizapp.gui.subpixel.pictures import offered_pictures
from vizapp.gui.widgets.numbers import plain
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.engine_state import EngineStatus
from vizapp.session.session import Session
from vizapp.session.state import State
from vizapp.wording.sentences import joined_sentences

_OUTPUT = Picture((0, 0, 4, 4), np.zeros((4, 4, 3), np.uint8), None, 0.0, 1.0)
EXAMPLES = [(lab, example) for lab, ui in LAB_UIS.items() for example in ui.examples]
_PATIENCE = 60.0


def answered(reading: UnitReading) -> Snapshot:
    """Return a snapshot with the reading of a unit and with a picture of the output."""
    return deformable_snapshot(reading, picture=_OUTPUT)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    session = Session(
        InProcessEngine(), ReaderInProcess(), LAB_UIS, Experiment(device="cpu", working_size=32), start=False
    )
    session.begin()
    yield session
    session.close(1)


def wait(session: Session, condition: Callable[[], bool]) -> State:
    end = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < end, session.state.banner
        session.poll()
        time.sleep(0.001)
    return session.state


def settled(session: Session) -> State:
    return wait(session, lambda: session.shows_everything)


def choose(session: Session, example: Example) -> State:
    experiment = replace(example.experiment, device="cpu", working_size=32)
    session.open_example(experiment, example.hint, example.shown, example.selected_tap, example.picked)
    return wait(
        session,
        lambda: (
            session.state.configured is not None
            and session.state.reading is None
            and session.state.source is not None
            and session.state.experiment.source == experiment.source
            and session.shows_everything
        ),
    )


def captions_of(state: State) -> Captions:
    """Return the captions of a state, which has some on both sides and in which nothing is left to be filled in."""
    captions = LAB_UIS[state.experiment.lab].captions(state)
    for sentences in (captions.input, captions.output):
        text = plain_words(sentences)
        assert text, state
        assert not re.search(r"[{}\[\]]|None|nan|  ", text), text
        for sentence in sentences:
            assert sentence.strip() == sentence != ""
            assert sentence.endswith(".")
            assert plain_words([sentence])[0].isupper() or not plain_words([sentence])[0].islower() or "." in sentence
    return captions


@pytest.mark.parametrize(("lab", "example"), EXAMPLES, ids=[example.key for _, example in EXAMPLES])
def test_every_example_has_captions_before_training_and_after_a_step(
    session: Session, lab: str, example: Example
) -> None:
    captions = captions_of(choose(session, example))
    if not session.state.can_step:
        assert "train" not in plain_words(captions.output)
        return
    assert "before training" in plain_words(captions.output)
    session.step(1)
    state = wait(session, lambda: session.state.transport.step == 1 and session.shows_everything)
    assert "after 1 step" in plain_words(captions_of(state).output)
    if lab == "deformable":
        captions_have_the_numbers_of_the_unit(state)


def captions_have_the_numbers_of_the_unit(state: State) -> None:
    answer = state.answer(PROBE, UnitReadings)
    assert answer is not None
    (reading,) = answer.readings
    text = plain_words(captions_of(state).input)
    y, x = reading.unit_yx
    assert f"({y}, {x})" in text
    mean = float(np.linalg.norm(reading.offset_yx, axis=1).mean())
    assert plain(mean, 2) + " px" in text


@pytest.mark.parametrize("key", ["own-offsets", "rigid-kernel-misses", "offsets-follow-size", "what-is-trained"])
def test_every_picture_of_the_deformable_lab_has_a_caption_of_its_own(session: Session, key: str) -> None:
    example = next(each for _, each in EXAMPLES if each.key == key)
    choose(session, example)
    texts = {}
    for name in picture_choices(session.state).pictures:
        session.show_picture("right", name)
        texts[name] = plain_words(captions_of(settled(session)).output)
    assert len(set(texts.values())) == len(texts), texts
    session.show_picture("right", "output")
    session.show_rigid(True)
    captions = captions_of(settled(session))
    assert "lain convolution" in plain_words(captions.input)
    assert "plain convolution" in plain_words(captions.output)
    session.show_rigid(False)
    if session.state.can_show_unseen:
        session.show_unseen(True)
        assert "unseen picture" in plain_words(captions_of(settled(session)).input)
        session.show_unseen(False)
    settled(session)


@pytest.mark.parametrize("key", ["shuffle-comes-last", "icnr", "even-kernels"])
def test_every_picture_of_super_resolution_has_a_caption_of_its_own(session: Session, key: str) -> None:
    example = next(each for _, each in EXAMPLES if each.key == key)
    choose(session, example)
    texts = {}
    for name, _ in offered_pictures(session.state):
        session.show_picture("right", name)
        texts[name] = plain_words(captions_of(settled(session)).output)
    assert len(set(texts.values())) == len(texts), texts
    session.show_picture("right", "output")
    for overlay, words in (("spectrum", "spectr"), ("wipe", "Left of the line"), ("explode", "The slider")):
        session.show_overlay(f"subpixel.{overlay}", True)
        captions = captions_of(settled(session))
        if overlay != "explode" or key == "shuffle-comes-last":
            assert words in plain_words(captions.output)
        session.show_overlay(f"subpixel.{overlay}", False)
    session.show_picture("left", "input")
    assert "reduced 2 times" in plain_words(captions_of(settled(session)).input)
    session.show_picture("left", "channels")
    settled(session)


def test_a_plain_shuffle_is_told_by_its_shapes_and_what_is_displaced(session: Session) -> None:
    example = next(each for _, each in EXAMPLES if each.key == "wrong-order")
    text = plain_words(captions_of(choose(session, example)).output)
    assert "(12, 16, 16) to (3, 32, 32)" in text
    assert "of 3\u202f072 values displaced" in text


# What no example shows ------------------------------------------------------------------------------------------


def test_nothing_is_claimed_before_anything_is_there() -> None:
    for name, ui in LAB_UIS.items():
        captions = ui.captions(State(experiment=Experiment(lab=name)))
        assert "sampling" not in plain_words(captions.input)
        assert plain_words(captions.output) == ""


def test_points_that_stand_on_the_grid_are_said_to() -> None:
    reading = replace(unit_reading(), offset_yx=np.zeros((9, 2), np.float32))
    captions = deformable_captions(ready_state(snapshot=answered(reading)))
    assert "all offsets are 0.00 px" in plain_words(captions.input)
    assert "points, on average" not in plain_words(captions.input)


def test_points_placed_by_hand_are_counted_in_what_the_engine_has_read() -> None:
    placed = np.zeros(9, np.bool_)
    placed[:2] = True
    points = tuple(PlacedPoint(Tap(0, k), (1.0, 0.0), Unit((2, 2))) for k in range(3))
    experiment = Experiment(labs=(DeformableSpec(placed_points=points),))
    state = ready_state(experiment=experiment, snapshot=answered(replace(unit_reading(), placed=placed)))
    assert "2 of 9 points are placed by hand." in plain_words(deformable_captions(state).input)


def test_masks_are_told_by_their_range() -> None:
    mask = np.linspace(0.25, 0.75, 9).astype(np.float32)
    experiment = Experiment(labs=(DeformableSpec(modulation="sigmoid"),))
    state = ready_state(experiment=experiment, snapshot=answered(replace(unit_reading(), mask=mask)))
    assert "masks are 0.25 to 0.75." in plain_words(deformable_captions(state).input)


def test_a_puzzle_gives_nothing_away() -> None:
    state = subpixel_state()
    spec = state.experiment.spec_of(SubpixelSpec)
    open_puzzle = replace(spec, phase_order=(1, 0, *range(2, 9)), puzzle=Puzzle(pairs=1))
    hidden = subpixel_captions(dataclasses.replace(state, experiment=replace(state.experiment, labs=(open_puzzle,))))
    assert "displaced" not in plain_words(hidden.output)
    assert "drag them back" in plain_words(hidden.input)


def test_captions_wait_for_the_picture_that_they_speak_of() -> None:
    shown: list[Captions] = []
    follower = CaptionFollower(LAB_UIS, shown.append)
    before = ready_state(snapshot=answered(unit_reading()))
    follower.show_state(before)
    view = dataclasses.replace(before.view, pictures={("deformable", "right"): "target"})
    wanted = dataclasses.replace(before, view=view)
    follower.show_state(wanted)
    assert len(shown) == 1, "the canvas still shows the output"
    follower.show_state(dataclasses.replace(wanted, snapshot=answered(unit_reading())))
    assert "target" in plain_words(shown[-1].output)


def test_an_engine_that_ended_is_said_to_have() -> None:
    state = ready_state(snapshot=answered(unit_reading()), configured=configured())
    gone = dataclasses.replace(state, engine=EngineStatus("lost"))
    captions = deformable_captions(gone)
    assert "engine that ended" in plain_words(captions.input)
    assert "engine that ended" in plain_words(captions.output)
    unknown = deformable_captions(dataclasses.replace(gone, configured=None))
    assert plain_words(unknown.output).startswith("The channels on show"), "no engine says how many there are"


# The marks ------------------------------------------------------------------------------------------------------


def test_marked_words_are_found() -> None:
    assert spans_of("A [point](sampling-point) here.") == (
        Span("A "),
        Span("point", "sampling-point"),
        Span(" here."),
    )
    assert plain_words(["A [point](sampling-point).", "B."]) == "A point. B."
    assert joined_sentences(["一。", "二。"]) == "一。二。"


def test_nothing_in_the_name_of_a_file_is_a_mark() -> None:
    assert all(not span.card for span in spans_of(verbatim("a[b](c).png")))
