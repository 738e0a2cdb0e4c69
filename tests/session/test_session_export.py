"""Export of offsets: what the engine is told, and what a banner says of the file."""

from __future__ import annotations

import pytest
from session_fakes import Bench

from vizapp.problem import Problem
from vizapp.protocol.commands import CancelWriting, ExportOffsets, Reset
from vizapp.protocol.events import Exported, Writing


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.begin()
    return bench


def test_the_file_is_written_by_the_engine_and_the_banner_says_when_it_is_there(bench: Bench) -> None:
    bench.session.show_run("free")
    bench.session.export_offsets("/results/layer\udcff.csv", "csv")
    command = bench.engine.last(ExportOffsets)
    assert (command.path, command.format, command.run, command.unseen) == (
        b"/results/layer\xff.csv",
        "csv",
        "free",
        False,
    )
    assert command.source == bench.state.source.name
    assert bench.state.banner is None
    saving = bench.state.saving
    assert saving is not None
    assert (saving.seq, saving.what, saving.done, saving.total) == (command.seq, "offsets", 0, 0)
    bench.say(Writing(command.seq, 400, 1000))
    assert bench.state.saving is not None
    assert (bench.state.saving.done, bench.state.saving.total) == (400, 1000)
    bench.session.reset()
    assert isinstance(bench.engine.sent[-1], Reset)
    bench.say(Exported(command.seq, 1))
    assert bench.state.saving is None
    banner = bench.state.banner
    assert banner is not None
    assert banner.kind == "info"
    assert "1 sampling point" in banner.text
    assert "field" not in banner.text, "a table has none"
    bench.session.dismiss_banner()
    bench.say(Exported(command.seq, 1))
    assert bench.state.banner is None, "it was answered"


def test_what_went_wrong_is_said(bench: Bench) -> None:
    bench.session.export_offsets("/results/layer.npz", "npz")
    seq = bench.engine.last(ExportOffsets).seq
    bench.say(Exported(seq, problem=Problem("export.not-written", values={"name": "layer.npz", "why": "disk full"})))
    banner = bench.state.banner
    assert banner is not None
    assert (banner.kind, banner.text.startswith("layer.npz could not be written: disk full")) == ("error", True)


def test_it_is_cancelled_and_leaves_a_word(bench: Bench) -> None:
    bench.session.export_offsets("/results/layer.csv", "csv")
    seq = bench.engine.last(ExportOffsets).seq
    bench.session.cancel_saving()
    assert bench.engine.last(CancelWriting).writing == seq
    bench.say(Exported(seq, problem=Problem("enlarge.cancelled", values={"name": "layer.csv"})))
    assert bench.state.saving is None
    banner = bench.state.banner
    assert banner is not None
    assert banner.kind == "info"
    assert banner.text.startswith("layer.csv is not saved: it was cancelled")


def test_one_file_at_a_time_and_the_next_takes_the_notice_of_the_last_down(bench: Bench) -> None:
    bench.session.export_offsets("/results/one.npz", "npz")
    bench.engine.take()
    bench.session.export_offsets("/results/two.npz", "npz")
    assert not bench.engine.take()
    assert bench.state.banner is not None
    assert "one.npz is still being saved" in bench.state.banner.text
    assert bench.state.saving is not None
    bench.say(Exported(bench.state.saving.seq, 81))
    assert bench.state.banner is not None
    assert "one.npz is written" in bench.state.banner.text
    bench.session.export_offsets("/results/two.npz", "npz")
    assert bench.state.banner is None


def test_without_a_layer_nothing_is_sent(bench: Bench) -> None:
    bench.session.update(bench.state.experiment.with_spec(bench.state.experiment.spec.replaced(stride=2)), "stride")
    assert bench.state.configured is None
    bench.engine.take()
    bench.session.export_offsets("/results/layer.npz", "npz")
    assert not bench.engine.take()
    assert bench.state.banner is not None
