"""The session knows a lab by its model alone: what it asks, counts and selects is what the model says."""

from __future__ import annotations

from session_fakes import Bench, FakeLab

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.protocol.commands import Observe
from vizapp.protocol.requests import PictureRequest, SubpixelsRequest
from vizapp.session.picks import Grid

GRID = Grid(size=(3, 5), first=(0.1, 0.1), step=(0.3, 0.2))


def bench_of(first: FakeLab, second: FakeLab) -> Bench:
    """A session with these in place of the deformable and the sub-pixel lab."""
    bench = Bench(models={"deformable": first, "subpixel": second})
    bench.begin()
    return bench


def test_the_overlays_of_all_labs_are_shown_at_first() -> None:
    bench = bench_of(FakeLab("first", frozenset({"first.a", "first.b"})), FakeLab("second", frozenset({"second.a"})))
    assert bench.state.view.shown == {"first.a", "first.b", "second.a"}
    bench.session.show_overlay("first.a", False)
    assert bench.state.view.shown == {"first.b", "second.a"}
    bench.session.show_overlay("first.a", True)
    assert bench.state.view.shown == {"first.a", "first.b", "second.a"}


def test_the_active_lab_is_asked_for_what_its_model_wants() -> None:
    bench = bench_of(FakeLab("first"), FakeLab("second"))
    assert bench.engine.last(Observe).observation.requests == {"first": PictureRequest("first")}
    bench.session.set_lab("subpixel")
    assert bench.engine.last(Observe).observation.requests == {"second": PictureRequest("second")}


def test_a_lab_without_a_grid_has_nothing_picked() -> None:
    bench = bench_of(FakeLab("first"), FakeLab("second", grid=GRID))
    assert bench.state.pick is None
    bench.session.set_lab("subpixel")
    bench.configured(shape=(3, 8, 10))
    assert bench.state.pick == (1, 2), "the middle of its own grid"
    assert bench.asked("pick", SubpixelsRequest) == SubpixelsRequest((1, 2))
    bench.session.set_lab("deformable")
    bench.configured()
    assert bench.state.pick is None


def test_what_is_picked_is_counted_as_the_model_counts() -> None:
    lab = FakeLab("first", grid=GRID)
    bench = bench_of(lab, FakeLab("second"))
    bench.session.pick((2, 4))
    lab.grid = Grid(size=(6, 10), first=(0.1, 0.1), step=(0.15, 0.1))
    bench.session.reset()
    bench.configured()
    assert bench.state.pick == (4, 8)
    assert bench.asked("pick", SubpixelsRequest) == SubpixelsRequest((4, 8))


def test_a_lab_follows_the_changes_of_its_own_settings_only() -> None:
    first, second = FakeLab("first"), FakeLab("second")
    bench = bench_of(first, second)
    bench.session.update(Experiment().with_spec(DeformableSpec(kernel_size=(5, 5))), "Change kernel size")
    assert first.asked_to_follow == [(DeformableSpec(), DeformableSpec(kernel_size=(5, 5)))]
    bench.session.update(bench.state.experiment.with_spec(SubpixelSpec(upscale_factor=3)), "Change factor")
    bench.session.undo()
    assert second.asked_to_follow == [
        (SubpixelSpec(), SubpixelSpec(upscale_factor=3)),
        (SubpixelSpec(upscale_factor=3), SubpixelSpec()),
    ]
    assert len(first.asked_to_follow) == 1
