"""An experiment that was shared as text, from the session's side."""

from __future__ import annotations

from session_fakes import Bench

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.share import to_share
from vizapp.document.subpixel import SubpixelSpec
from vizapp.wording import labels

OWN = Source("file", "/home/somebody/photo.png")


def told(bench: Bench) -> str:
    banner = bench.state.banner
    return "" if banner is None else banner.problem.code


def test_it_opens_on_the_present_picture_where_it_names_none_and_can_be_undone() -> None:
    bench = Bench()
    bench.begin()
    before = bench.state.experiment
    text = to_share(Experiment(source=OWN, labs=(DeformableSpec(layers=2),), seed=7))
    bench.session.open_shared(text)
    experiment = bench.state.experiment
    assert experiment.source == before.source
    assert (experiment.seed, experiment.spec_of(DeformableSpec).layers) == (7, 2)
    assert experiment.spec_of(SubpixelSpec) == before.spec_of(SubpixelSpec)
    assert told(bench) == "share.opened-on-own"
    assert bench.state.undo_label == labels.OPEN_SHARED
    bench.session.undo()
    assert bench.state.experiment == before


def test_a_damaged_one_changes_nothing() -> None:
    bench = Bench()
    bench.begin()
    before = bench.state.experiment
    bench.session.open_shared("vizapp:nothing")
    assert bench.state.experiment == before
    assert told(bench) == "share.damaged"


def test_what_is_copied_is_what_is_opened() -> None:
    bench = Bench()
    bench.begin()
    text = bench.session.shared_text()
    assert told(bench) == "share.copied"
    bench.session.open_shared(text)
    assert told(bench) == "share.opened"
