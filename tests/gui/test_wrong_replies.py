"""A window whose engine is broken lives: what is no reply ends the engine, and what passes for one can be shown."""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec
import pytest
from answer_mutations import answer_mutant, real_answers
from recorded_replies import Recording, changed, recordings
from reply_mutations import kinds_of, reply_mutant
from wrong_replies import Tally, Trial

from vizapp.sources import pipes, reader_messages

SOURCES = (15,)
"""Of each kind of answer."""
MUTANTS = [6, pytest.param(100, marks=pytest.mark.slow)]
"""Of each kind and recording: together some hundreds, and in the slow stage some thousands."""
NAMES = ("deformable", "super-resolve", "shuffle", "unshuffle", "network")
QUICK = ("deformable", "unshuffle")
"""Those of the first stage: one that trains, and one that does not."""


def recorded(name: str) -> Recording:
    if name == "network":
        pytest.importorskip("spandrel")
    return next(recording for recording in recordings() if recording.name == name)


@pytest.fixture
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    """A window that shows the recording which the test names."""
    made = Trial(recorded(request.param))
    yield made
    made.close()


def expect_well(tally: Tally) -> None:
    assert not tally.mistakes, f"{len(tally.mistakes)} mistakes, first: {tally.mistakes[0]}"
    assert tally.slowest[0] < 10, f"it took {tally.slowest[0]:.1f} s after {tally.slowest[1]}"


@pytest.mark.parametrize(
    "trial",
    [each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in NAMES],
    indirect=True,
)
@pytest.mark.parametrize("mutants", MUTANTS)
def test_the_window_outlives_every_wrong_reply(trial: Trial, mutants: int) -> None:
    outcomes = {"wire": 0, "session": 0, "shown": 0}
    for kind in kinds_of(trial.recording.replies):
        tally = trial.run(kind, mutants, rejected_every=10)
        expect_well(tally)
        for outcome, count in tally.outcomes.items():
            outcomes[outcome] += count
    # Neither must everything be taken for a reply, nor everything be rejected on sight.
    assert min(outcomes.values()) > 0
    assert outcomes["wire"] > outcomes["shown"]


@pytest.mark.parametrize("trial", ["deformable"], indirect=True)
@pytest.mark.parametrize("wrong", ["wire", "session"])
def test_a_wrong_reply_is_told_and_the_next_engine_is_believed(trial: Trial, wrong: str) -> None:
    good = trial.engine.good("InputPicture")
    picture = {**msgspec.msgpack.decode(good[0])["picture"], "region": [0, 0, 1, 1]}
    frames = changed(good, channels=[7]) if wrong == "session" else changed(good, picture=picture)
    starts = trial.engine.starts
    trial.engine.frames.append(frames)
    trial.session.poll()
    assert trial.engine.starts == starts + 1
    assert trial.session.state.engine.phase == "lost"
    banner = trial.session.state.banner
    assert banner is not None
    assert banner.problem.code == "engine.stopped"
    assert trial.window.banner.isVisible()
    trial.session.poll()
    trial.session.poll()
    state = trial.session.state
    assert state.engine.ready
    assert state.snapshot is not None
    assert state.configured is not None


@pytest.mark.parametrize("trial", ["deformable"], indirect=True)
def test_what_goes_wrong_in_the_window_is_not_overlooked(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial sees an exception of a drawing, of a poll, and a window that says nothing."""

    def fail(*_: object) -> None:
        raise RuntimeError("a drawing failed")

    monkeypatch.setattr(type(trial.window.scene.sampling), "draw", fail)
    assert "a drawing failed" in str(trial.run("OffsetReport", 20, rejected_every=50).mistakes)
    monkeypatch.undo()
    monkeypatch.setattr(type(trial.window.banner), "show", lambda *_: None)
    trial.window.banner.hide()
    assert "does not tell" in str(trial.run("RunningChanged", 10).mistakes)
    monkeypatch.undo()
    monkeypatch.setattr(trial.session, "poll", fail)
    assert "a drawing failed" in str(trial.run("RunningChanged", 1).mistakes)
    monkeypatch.undo()


@pytest.mark.slow
@pytest.mark.parametrize("trial", ["deformable", "shuffle"], indirect=True)
@pytest.mark.parametrize("sources", SOURCES)
def test_the_window_outlives_every_wrong_source(trial: Trial, sources: int) -> None:
    """What the reader's child says is shown, asked about or refused; what is no answer never comes as far as here."""
    shown = 0
    for kind, answer in real_answers().items():
        for index in range(sources):
            data, changes = answer_mutant(answer, f"window/{kind}/{index}")
            try:
                outcome = pipes.receive_answer(io.BytesIO(data))
            except (EOFError, reader_messages.ProtocolError):
                continue
            shown += 1
            mistakes = trial.open(outcome, index)
            assert not mistakes, f"{mistakes[0]} after {changes}"
    assert shown > sources


def test_mutants_are_the_same_every_time() -> None:
    frames = recorded("shuffle").replies["Snapshot"]
    first, second = ([reply_mutant(frames, f"seed/{index}") for index in range(3)] for _ in range(2))
    assert first == second
    assert first[0] != first[1]
