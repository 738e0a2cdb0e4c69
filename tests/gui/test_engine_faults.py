"""An engine that is killed in any phase of its work, or stopped, loses nothing; longer with ``engine_faults.py``."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_faults import SAYS_SO_SECONDS, FaultyWindow, kills

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform == "win32", reason="the signals are POSIX's"),
]


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultyWindow]:
    monkeypatch.setenv("VIZAPP_SETTINGS", str(tmp_path / "settings"))
    window = FaultyWindow(tmp_path)
    yield window
    window.close()


def test_a_training_whose_engine_is_killed_goes_on_from_where_it_was_kept(window: FaultyWindow) -> None:
    killed = kills(window, 5, random.Random(0))
    assert all(each.kept > 0 for each in killed)


def test_of_a_stopped_engine_a_banner_says_so_until_it_goes_on(window: FaultyWindow) -> None:
    window.train()
    stopped = window.stop(4.0)
    assert stopped.said < SAYS_SO_SECONDS


def test_a_stopped_engine_that_is_started_again_goes_on_from_where_it_was_kept(window: FaultyWindow) -> None:
    window.train()
    restarted = window.restart()
    assert restarted.kept > 0
    assert not window.says_so


def test_a_lesson_goes_on_too_and_so_does_what_it_stands_in_the_place_of(window: FaultyWindow) -> None:
    window.train()
    own, session, safe = window.window, window.session, window.safe
    desk, pid = own.lessons, window.engine.pid
    assert pid is not None
    window.begin_lesson("offset-map")
    window.train()
    os.kill(pid, signal.SIGKILL)
    assert window.kill().kept > 0
    desk.end()
    window.wait(lambda: session.state.transport.running and session.state.transport.step >= safe, "the own training")
    assert own.isVisible()
    window.window, window.session = own, session
