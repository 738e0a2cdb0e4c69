"""The heartbeat of an engine, and what its window hears of it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from typing import IO

import pytest

from vizapp.engine.child import ChildEngine
from vizapp.engine.heartbeat import BEAT_SECONDS, Pulse
from vizapp.protocol.events import Ready

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes that do not wait are POSIX's")
PATIENCE = 30.0


class Clock:
    """Tells the time that it is set to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def pipe() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Both ends of a pipe, the one that is read first."""
    heard, beaten = (os.fdopen(end, mode, 0) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    with heard, beaten:
        yield heard, beaten


def look_on(pulse: Pulse, clock: Clock, seconds: float) -> float:
    """Look ten times a second for so long; return for how long there was no beat then."""
    for _ in range(round(10 * seconds)):
        clock.now += 0.1
        pulse.look()
    return pulse.silent_seconds


def test_silence_is_counted_from_the_last_beat(pipe: tuple[IO[bytes], IO[bytes]]) -> None:
    clock = Clock()
    pulse = Pulse(pipe[0], clock)
    assert look_on(pulse, clock, 2.0) == pytest.approx(2.0), "nothing since its start"
    pipe[1].write(b"..")
    assert look_on(pulse, clock, 0.1) == 0.0
    assert look_on(pulse, clock, 5.0) == pytest.approx(5.0)
    pipe[1].close()
    assert look_on(pulse, clock, 1.0) == pytest.approx(6.0), "the end of the pipe is no beat"


def test_what_nobody_listened_to_was_no_silence(pipe: tuple[IO[bytes], IO[bytes]]) -> None:
    clock = Clock()
    pulse = Pulse(pipe[0], clock)
    look_on(pulse, clock, 2.0)
    clock.now += 3600.0
    pulse.look()
    assert pulse.silent_seconds == 0.0, "the computer has slept, or the window was busy"
    assert look_on(pulse, clock, 3.0) == pytest.approx(3.0)


def silence_of(engine: ChildEngine, longer_than: float) -> float:
    """Wait until it is silent for longer, and return how long that took."""
    begun = time.monotonic()
    while engine.silent_seconds <= longer_than:
        engine.poll()
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.02)
    return time.monotonic() - begun


@pytest.mark.slow
def test_a_stopped_engine_is_silent_until_it_goes_on(capfd: pytest.CaptureFixture[str]) -> None:
    engine = ChildEngine()
    assert engine.silent_seconds == 0.0
    engine.start()
    try:
        deadline = time.monotonic() + PATIENCE
        while not any(isinstance(reply, Ready) for reply in engine.poll()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert engine.silent_seconds < 4 * BEAT_SECONDS, "it beats while it imports"
        assert engine.pid is not None
        os.kill(engine.pid, signal.SIGSTOP)
        silence_of(engine, 2 * BEAT_SECONDS)
        os.kill(engine.pid, signal.SIGCONT)
        while engine.silent_seconds > BEAT_SECONDS:
            engine.poll()
            assert time.monotonic() < deadline + PATIENCE
            time.sleep(0.02)
        os.kill(engine.pid, signal.SIGSTOP)
        silence_of(engine, 2 * BEAT_SECONDS)
        engine.kill()
        assert engine.silent_seconds == 0.0, "it is not silent but gone"
    finally:
        engine.close()
    assert capfd.readouterr().out == ""
