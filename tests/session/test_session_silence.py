"""What the window says while the engine gives no sign of life, and that it takes it back."""

from __future__ import annotations

import pytest
from session_fakes import Bench, ready

from vizapp.problem import Problem
from vizapp.session.silence import AGAIN_SECONDS, SILENT_SECONDS, STARTING_SECONDS, is_about_silence


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.begin()
    return bench


def be_silent(bench: Bench, seconds: float) -> None:
    bench.engine.silent_seconds = seconds
    bench.session.poll()


def says_so(bench: Bench) -> bool:
    assert not is_about_silence(bench.state.banner) or bench.state.engine_silent
    return is_about_silence(bench.state.banner)


def test_a_banner_offers_to_wait_or_to_restart_and_goes_when_the_engine_answers(bench: Bench) -> None:
    be_silent(bench, SILENT_SECONDS)
    assert not bench.state.engine_silent
    be_silent(bench, SILENT_SECONDS + 0.1)
    assert bench.state.engine_silent
    banner = bench.state.banner
    assert banner is not None
    assert (banner.kind, banner.actions) == ("warning", ("wait", "restart-engine"))
    assert banner.text.startswith("The engine does not answer")
    assert "step 0" in banner.text, "nothing was kept"
    be_silent(bench, SILENT_SECONDS + 5)
    assert bench.state.banner is banner, "it is said once"
    be_silent(bench, 0.2)
    assert not bench.state.engine_silent
    assert bench.state.banner is None
    assert bench.engine.starts == 1


def test_what_was_said_before_is_said_again(bench: Bench) -> None:
    bench.session.notify(Problem("keep.not-ready"), "warning")
    before = bench.state.banner
    be_silent(bench, 3.0)
    assert bench.state.banner is not before
    be_silent(bench, 0.0)
    assert bench.state.banner is before
    bench.session.notify(Problem("engine.goes-on"), "info")
    be_silent(bench, 3.0)
    be_silent(bench, 0.0)
    assert bench.state.banner is None, "no engine has been started again just now"
    be_silent(bench, 3.0)
    bench.session.notify(Problem("export.copied", values={"size": (3, 4)}), "info")
    later = bench.state.banner
    be_silent(bench, 0.0)
    assert bench.state.banner is later


def test_who_waits_is_asked_again_after_a_while_and_about_another_silence(bench: Bench) -> None:
    be_silent(bench, 3.0)
    be_silent(bench, 10.0)
    bench.session.dismiss_banner()
    be_silent(bench, 10.0 + AGAIN_SECONDS - 0.1)
    assert not says_so(bench)
    assert bench.state.engine_silent, "the status bar still says so"
    be_silent(bench, 10.0 + AGAIN_SECONDS)
    assert says_so(bench)
    bench.session.dismiss_banner()
    be_silent(bench, 0.0)
    assert not bench.state.engine_silent
    be_silent(bench, 3.0)
    assert says_so(bench)


def test_a_restart_takes_it_back(bench: Bench) -> None:
    be_silent(bench, 3.0)
    bench.engine.silent_seconds = 0.0
    bench.session.restart_engine()
    assert bench.state.banner is None
    bench.session.poll()
    assert not bench.state.engine_silent
    bench.say(ready())
    assert bench.engine.starts == 2
    assert bench.state.banner is None


def test_an_engine_that_starts_may_take_longer() -> None:
    bench = Bench()
    be_silent(bench, STARTING_SECONDS)
    assert not bench.state.engine_silent
    be_silent(bench, STARTING_SECONDS + 0.1)
    assert says_so(bench)
    bench.engine.silent_seconds = 0.0
    bench.say(ready())
    assert not says_so(bench)
    assert bench.state.engine.ready


def test_of_an_engine_that_has_ended_nothing_of_the_kind_is_said(bench: Bench) -> None:
    be_silent(bench, 3.0)
    bench.engine.alive, bench.engine.silent_seconds = False, 0.0
    bench.session.poll()
    assert bench.state.engine.phase == "lost"
    assert not bench.state.engine_silent
    assert bench.state.banner is not None
    assert bench.state.banner.problem.code == "engine.stopped"
