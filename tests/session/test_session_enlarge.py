"""Saving of the enlarged picture: what the engine is told, how far it is, and what a banner says in the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from session_fakes import Bench, image

from vizapp.document.experiment import Source
from vizapp.problem import Problem
from vizapp.protocol.commands import CancelWriting, Enlarge, Reset
from vizapp.protocol.events import Enlarged, Writing
from vizapp.session.source_loading import is_source


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.begin()
    return bench


def test_the_banner_says_where_it_is_and_how_large(bench: Bench) -> None:
    bench.session.show_run("icnr")
    bench.session.save_enlarged("/results/large\udcff.png")
    command = bench.engine.last(Enlarge)
    assert (command.path, command.run) == (b"/results/large\xff.png", "icnr")
    saving = bench.state.saving
    assert saving is not None
    assert (saving.seq, saving.done, saving.total) == (command.seq, 0, 0)
    bench.say(Writing(command.seq, 3, 7))
    saving = bench.state.saving
    assert saving is not None
    assert (saving.done, saving.total) == (3, 7)
    bench.session.reset()
    assert isinstance(bench.engine.sent[-1], Reset)
    bench.say(Enlarged(command.seq, (6000, 8000), 75 * 2**20, 600))
    assert bench.state.saving is None
    banner = bench.state.banner
    assert banner is not None
    assert banner.kind == "info"
    assert banner.text.startswith(
        "large\N{REPLACEMENT CHARACTER}.png is saved in /results: 8000 × 6000 pixels, 75 MiB"
    )
    assert "600 steps" in banner.text


def test_it_says_that_a_network_was_not_trained(bench: Bench) -> None:
    bench.session.save_enlarged("/results/large.png")
    bench.say(Enlarged(bench.engine.last(Enlarge).seq, (60, 80), 2**20, 0))
    assert bench.state.banner is not None
    assert "not trained" in bench.state.banner.text


def test_that_it_is_saved_is_over_in_another_lab(bench: Bench) -> None:
    bench.session.save_enlarged("/results/large.png")
    bench.say(Enlarged(bench.engine.last(Enlarge).seq, (60, 80), 2**20, 3))
    assert bench.state.banner is not None
    bench.session.set_lab("subpixel" if bench.state.experiment.lab == "deformable" else "deformable")
    assert bench.state.banner is None


def test_it_is_cancelled(bench: Bench) -> None:
    bench.session.cancel_saving()
    assert not [each for each in bench.engine.sent if isinstance(each, CancelWriting)]
    bench.session.save_enlarged("/results/large.png")
    seq = bench.engine.last(Enlarge).seq
    bench.session.cancel_saving()
    assert bench.engine.last(CancelWriting).writing == seq
    assert bench.state.saving is not None, "the engine has the last word"
    bench.say(Enlarged(seq, problem=Problem("enlarge.cancelled", values={"name": "large.png"})))
    assert bench.state.saving is None
    assert bench.state.banner is not None
    assert bench.state.banner.kind == "info"
    bench.session.dismiss_banner()
    bench.say(Enlarged(seq, (60, 80), 5, 3))
    assert bench.state.banner is None, "it was answered"


def test_what_went_wrong_is_said(bench: Bench) -> None:
    bench.session.save_enlarged("/results/large.png")
    values = {"name": "large.png", "why": "No space left on device"}
    bench.say(Enlarged(bench.engine.last(Enlarge).seq, problem=Problem("export.not-written", values=values)))
    assert bench.state.banner is not None
    assert bench.state.banner.kind == "error"
    assert "No space left" in bench.state.banner.text


def test_one_at_a_time_and_never_over_the_source(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"photo")
    linked = tmp_path / "linked.png"
    linked.symlink_to(file)
    source = Source("file", str(file))
    assert is_source(linked, source)
    assert not is_source(tmp_path / "other.png", source)
    assert not is_source(linked, Source())
    bench.session.save_enlarged("/results/one.png")
    bench.engine.take()
    bench.session.save_enlarged("/results/two.png")
    assert not bench.engine.take()
    assert bench.state.banner is not None
    assert "one.png is still being saved" in bench.state.banner.text


def test_an_engine_that_ends_saves_nothing_any_more(bench: Bench) -> None:
    bench.session.save_enlarged("/results/large.png")
    bench.engine.alive = False
    bench.session.poll()
    assert bench.state.saving is None


def test_without_a_lab_nothing_is_sent(bench: Bench) -> None:
    bench.session.update(replace(bench.state.experiment, seed=5), "seed")
    assert bench.state.configured is None
    bench.engine.take()
    bench.session.save_enlarged("/results/large.png")
    assert not bench.engine.take()
    assert bench.state.banner is not None


def test_a_notice_about_a_file_goes_when_another_source_is_opened(bench: Bench) -> None:
    bench.session.save_enlarged("/results/large.png")
    seq = bench.engine.last(Enlarge).seq
    bench.say(Enlarged(seq, problem=Problem("export.not-written", values={"name": "large.png", "why": "full"})))
    assert bench.state.banner is not None
    bench.session.open_path("/pictures/other.png")
    bench.read(image("other.png", 30, 30))
    assert bench.state.banner is None


def test_a_name_of_another_format_is_refused(bench: Bench) -> None:
    bench.session.save_enlarged("/results/large.jpg")
    assert bench.state.saving is None
    assert bench.state.banner is not None
    assert bench.state.banner.text.startswith("large.jpg was not written")
    bench.session.save_enlarged("/results/large.PNG")
    assert bench.state.saving is not None
