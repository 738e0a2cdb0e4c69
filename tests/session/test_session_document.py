"""Gestures and what follows from them: commands, undo, redo, and what the listeners hear."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from session_fakes import Bench, feature_map, image, ready

from vizapp.document.deformable import DeformableSpec
from vizapp.document.edits import give_back_point
from vizapp.document.experiment import Experiment
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.deformable.overlays import GRID
from vizapp.gui.subpixel.requests import LOW_RESOLUTION, OUTPUT, TILES
from vizapp.protocol.commands import Adjust, Configure, Observe, Reset, SetSource
from vizapp.protocol.requests import PictureRequest
from vizapp.session.state import State


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.begin()
    bench.engine.take()
    return bench


def kinds(bench: Bench) -> list[str]:
    return [type(command).__name__ for command in bench.engine.take()]


def set_learning_rate(bench: Bench, value: float, gesture: str | None = None) -> None:
    experiment = bench.state.experiment
    spec = replace(experiment.spec_of(DeformableSpec), learning_rate=value)
    bench.session.update(experiment.with_spec(spec), "Change learning rate", gesture)


def set_kernel_size(bench: Bench, value: int) -> None:
    experiment = bench.state.experiment
    spec = replace(experiment.spec_of(DeformableSpec), kernel_size=(value, value))
    bench.session.update(experiment.with_spec(spec), "Change kernel size")


def placed(experiment: Experiment) -> tuple[PlacedPoint, ...]:
    return experiment.spec_of(DeformableSpec).placed_points


def asked_picture(bench: Bench, name: str) -> str | None:
    """The picture that the engine was asked last to show under ``name``."""
    request = bench.asked(name, PictureRequest)
    return None if request is None else request.name


def test_before_the_engine_is_ready_nothing_is_sent_and_then_everything() -> None:
    bench = Bench()
    source = bench.read(image())
    set_kernel_size(bench, 5)
    bench.session.show_input_channel(1)
    assert bench.engine.take() == []
    bench.say(ready())
    source_command, configure, observe = bench.engine.sent
    assert isinstance(source_command, SetSource)
    assert source_command.values is source.values
    assert isinstance(configure, Configure)
    assert configure.experiment.spec_of(DeformableSpec).kernel_size == (5, 5)
    assert isinstance(observe, Observe)
    assert observe.observation.input_channel == 1
    assert [command.seq for command in (source_command, configure, observe)] == [1, 2, 3]


def test_without_a_source_nothing_is_sent() -> None:
    bench = Bench()
    bench.say(ready())
    assert bench.engine.take() == []
    bench.read(image())
    assert kinds(bench) == ["SetSource", "Configure", "Observe"]


def test_settings_that_a_lab_is_built_from_configure_it(bench: Bench) -> None:
    generation = bench.state.configured.generation
    set_kernel_size(bench, 5)
    (command,) = bench.engine.take()
    assert isinstance(command, Configure)
    assert command.generation > generation
    assert bench.state.configured is None


def test_settings_that_take_effect_at_once_adjust_it(bench: Bench) -> None:
    set_learning_rate(bench, 0.5)
    (command,) = bench.engine.take()
    assert isinstance(command, Adjust)
    assert command.experiment.spec_of(DeformableSpec).learning_rate == 0.5
    assert bench.state.configured is not None


def test_settings_of_the_other_lab_are_sent_when_it_is_switched_to(bench: Bench) -> None:
    experiment = bench.state.experiment.with_spec(SubpixelSpec(upscale_factor=3))
    bench.session.update(experiment, "Change factor")
    assert kinds(bench) == []
    bench.session.set_lab("subpixel")
    configure, observe = bench.engine.take()
    assert isinstance(configure, Configure)
    assert configure.experiment.spec_of(SubpixelSpec).upscale_factor == 3
    assert isinstance(observe, Observe)


def test_an_update_that_changes_nothing_is_nothing(bench: Bench) -> None:
    heard = len(bench.heard)
    bench.session.update(replace(bench.state.experiment, seed=0), "Change seed")
    assert kinds(bench) == []
    assert not bench.state.can_undo
    assert len(bench.heard) == heard


def test_values_out_of_range_are_refused(bench: Bench) -> None:
    with pytest.raises(ValueError, match="seed"):
        bench.session.update(replace(bench.state.experiment, seed=-1), "Change seed")
    assert bench.state.experiment == Experiment()


def test_undo_and_redo_send_what_follows(bench: Bench) -> None:
    set_learning_rate(bench, 0.5)
    set_kernel_size(bench, 5)
    assert (bench.state.undo_label, bench.state.can_redo) == ("Change kernel size", False)
    bench.engine.take()
    bench.session.undo()
    assert bench.state.experiment.spec_of(DeformableSpec) == DeformableSpec(learning_rate=0.5)
    assert (bench.state.undo_label, bench.state.redo_label) == ("Change learning rate", "Change kernel size")
    bench.session.undo()
    assert bench.state.experiment == Experiment()
    assert not bench.state.can_undo
    assert kinds(bench) == ["Configure", "Adjust"]
    bench.session.undo()
    assert kinds(bench) == []
    bench.session.redo()
    bench.session.redo()
    assert bench.state.experiment.spec_of(DeformableSpec) == DeformableSpec(kernel_size=(5, 5), learning_rate=0.5)
    assert kinds(bench) == ["Adjust", "Configure"]


def test_a_new_change_ends_what_could_be_redone(bench: Bench) -> None:
    set_learning_rate(bench, 0.5)
    bench.session.undo()
    set_learning_rate(bench, 0.25)
    assert not bench.state.can_redo
    bench.session.redo()
    assert bench.state.experiment.spec_of(DeformableSpec).learning_rate == 0.25


def test_one_gesture_is_one_undo_entry(bench: Bench) -> None:
    for value in (0.1, 0.2, 0.3):
        set_learning_rate(bench, value, "slider")
    bench.session.end_gesture()
    for value in (0.4, 0.5):
        set_learning_rate(bench, value, "slider")
    bench.session.undo()
    assert bench.state.experiment.spec_of(DeformableSpec).learning_rate == 0.3
    bench.session.undo()
    assert bench.state.experiment.spec_of(DeformableSpec).learning_rate == 0.05
    assert not bench.state.can_undo


def test_another_change_within_a_gesture_ends_it(bench: Bench) -> None:
    set_learning_rate(bench, 0.1, "slider")
    set_kernel_size(bench, 5)
    set_learning_rate(bench, 0.2, "slider")
    bench.session.undo()
    assert bench.state.experiment.spec_of(DeformableSpec) == DeformableSpec(kernel_size=(5, 5), learning_rate=0.1)


def test_a_gesture_that_returns_leaves_no_entry(bench: Bench) -> None:
    for value in (0.1, 0.2, 0.05):
        set_learning_rate(bench, value, "slider")
    assert not bench.state.can_undo
    set_learning_rate(bench, 0.3, "slider")
    assert bench.state.can_undo


def test_undo_within_a_gesture_ends_it(bench: Bench) -> None:
    set_learning_rate(bench, 0.1, "slider")
    bench.session.undo()
    set_learning_rate(bench, 0.2, "slider")
    bench.session.undo()
    assert bench.state.experiment.spec_of(DeformableSpec).learning_rate == 0.05


def test_listeners_hear_of_every_change_in_order(bench: Bench) -> None:
    order: list[tuple[int, int]] = []

    def answer(old: State, new: State) -> None:
        if new.experiment.seed == 1:
            bench.session.update(replace(new.experiment, seed=2), "Answer")

    bench.session.subscribe(answer)
    unsubscribe = bench.session.subscribe(lambda old, new: order.append((old.experiment.seed, new.experiment.seed)))
    bench.session.update(replace(bench.state.experiment, seed=1), "Change seed")
    assert order == [(0, 1), (1, 2)]
    unsubscribe()
    unsubscribe()
    bench.session.update(replace(bench.state.experiment, seed=3), "Change seed")
    assert len(order) == 2


def test_points_are_placed_for_the_probe_or_everywhere(bench: Bench) -> None:
    assert bench.state.pick == (4, 5), "the probe begins in the middle of the output"
    bench.session.place_point(Tap(0, 0), (1.0, -0.5))
    bench.session.place_point(Tap(0, 0), (1.5, -0.5))
    assert placed(bench.state.experiment) == (PlacedPoint(Tap(0, 0), (1.5, -0.5), Unit((4, 5))),)
    bench.session.set_scope("everywhere")
    bench.session.place_point(Tap(0, 3), (2.0, 2.0), "another drag")
    assert placed(bench.state.experiment) == (
        PlacedPoint(Tap(0, 3), (2.0, 2.0)),
        PlacedPoint(Tap(0, 0), (1.5, -0.5), Unit((4, 5))),
    )
    bench.session.place_point(Tap(0, 0), (0.0, 0.0), "a third")
    assert placed(bench.state.experiment) == (
        PlacedPoint(Tap(0, 3), (2.0, 2.0)),
        PlacedPoint(Tap(0, 0), (0.0, 0.0)),
    ), "a point for this unit alone would hide the one placed everywhere"
    for _ in range(3):
        bench.session.undo()
    assert bench.state.experiment == Experiment()


def test_a_point_that_is_given_back_does_not_jump_to_where_it_was_placed_everywhere() -> None:
    everywhere, here = PlacedPoint(Tap(0, 4), (1.0, 1.0)), PlacedPoint(Tap(0, 4), (2.0, 2.0), Unit((12, 20)))
    elsewhere, other_tap = PlacedPoint(Tap(0, 4), (3.0, 3.0), Unit((5, 5))), PlacedPoint(Tap(0, 3), (4.0, 4.0))
    experiment = Experiment(labs=(DeformableSpec(placed_points=(everywhere, other_tap, here, elsewhere)),))
    assert placed(give_back_point(experiment, Tap(0, 4), (12, 20))) == (other_tap, elsewhere)
    assert placed(give_back_point(experiment, Tap(0, 3), (12, 20))) == (everywhere, here, elsewhere)
    assert give_back_point(experiment, Tap(0, 2), (12, 20)) == experiment


def test_clearing_points_is_one_entry(bench: Bench) -> None:
    bench.session.place_point(Tap(0, 0), (1.0, -0.5))
    bench.session.clear_points()
    assert placed(bench.state.experiment) == ()
    bench.session.undo()
    assert len(placed(bench.state.experiment)) == 1


def test_a_point_can_be_placed_for_the_scope_that_is_not_chosen(bench: Bench) -> None:
    bench.session.pick((3, 4))
    bench.session.set_scope("unit")
    bench.session.place_point(Tap(0, 0), (1.0, -0.5), scope="everywhere")
    bench.session.place_point(Tap(0, 1), (1.0, -0.5))
    units = {point.tap.k: point.where for point in placed(bench.state.experiment)}
    assert units == {0: Everywhere(), 1: Unit((3, 4))}
    assert bench.state.view.scope == "unit"


def test_a_point_is_placed_for_the_probe_also_while_another_lab_is_shown(bench: Bench) -> None:
    bench.session.pick((3, 4))
    bench.session.set_lab("subpixel")
    bench.configured(shape=(3, 16, 20))
    bench.session.pick((1, 1))
    bench.session.place_point(Tap(0, 0), (1.0, -0.5))
    assert placed(bench.state.experiment) == (PlacedPoint(Tap(0, 0), (1.0, -0.5), Unit((3, 4))),)


def test_a_point_cannot_be_placed_nowhere(bench: Bench) -> None:
    bench.session.place_point(Tap(0, 0), (float("nan"), 0.0))
    assert bench.state.experiment == Experiment()
    assert bench.state.banner is not None
    assert "between -10000 and 10000 px" in bench.state.banner.text
    assert bench.state.banner.problem.code == "point.offset-too-large"
    bench.session.dismiss_banner()
    bench.session.place_point(Tap(0, 0), (0.0, 1e30))
    assert bench.state.experiment == Experiment()
    assert bench.state.banner is not None
    assert "between -10000 and 10000 px" in bench.state.banner.text


def test_without_a_picked_unit_a_point_can_be_placed_everywhere_only(bench: Bench) -> None:
    bench.session.pick(None)
    bench.session.place_point(Tap(0, 0), (1.0, 0.0))
    assert bench.state.experiment == Experiment()
    assert bench.state.banner is not None
    assert (bench.state.banner.problem.code, bench.state.banner.kind) == ("point.no-unit", "warning")
    bench.session.place_point(Tap(0, 0), (1.0, 0.0), scope="everywhere")
    assert placed(bench.state.experiment) == (PlacedPoint(Tap(0, 0), (1.0, 0.0)),)


def test_phases_are_swapped_and_swapped_back(bench: Bench) -> None:
    bench.session.set_lab("subpixel")
    bench.configured(shape=(3, 16, 20))
    bench.engine.take()
    bench.session.swap_phases(0, 3)
    assert bench.state.experiment.spec_of(SubpixelSpec).phase_order == (3, 1, 2, 0)
    (command,) = bench.engine.take()
    assert isinstance(command, Adjust)
    bench.session.swap_phases(0, 1)
    assert bench.state.experiment.spec_of(SubpixelSpec).phase_order == (1, 3, 2, 0)
    bench.session.undo()
    bench.session.swap_phases(3, 0)
    assert bench.state.experiment.spec_of(SubpixelSpec).phase_order == ()
    with pytest.raises(ValueError, match="0 to 3"):
        bench.session.swap_phases(0, 4)


def test_looking_sends_an_observation_only_if_it_differs(bench: Bench) -> None:
    bench.session.pick((1, 2))
    assert bench.asked_units == ((1, 2),)
    assert kinds(bench) == ["Observe"]
    bench.session.show_overlay(GRID, False)
    bench.session.select_tap(3)
    assert GRID not in bench.state.view.shown
    assert bench.state.view.selected_tap == 3
    assert kinds(bench) == []
    bench.session.pick((1, 2))
    assert kinds(bench) == []
    assert not bench.state.can_undo


def test_each_lab_is_asked_for_its_own_pictures(bench: Bench) -> None:
    bench.session.show_picture("right", "error")
    assert asked_picture(bench, OUTPUT) == "error"
    bench.session.set_lab("subpixel")
    assert asked_picture(bench, OUTPUT) == "output", "what was chosen was chosen in the other lab"
    assert TILES in bench.engine.last(Observe).observation.requests
    bench.session.show_picture("right", "bicubic")
    bench.session.show_picture("left", "input")
    bench.configured(shape=(3, 16, 20))
    assert (asked_picture(bench, OUTPUT), asked_picture(bench, LOW_RESOLUTION)) == ("bicubic", "input")
    assert TILES not in bench.engine.last(Observe).observation.requests
    assert bench.asked_units == ()
    assert bench.asked_pixel == (4, 5), "the middle pixel of the low-resolution map"
    bench.session.set_lab("deformable")
    assert asked_picture(bench, OUTPUT) == "error"
    assert bench.asked_pixel is None
    bench.session.set_lab("subpixel")
    assert (asked_picture(bench, OUTPUT), asked_picture(bench, LOW_RESOLUTION)) == ("bicubic", "input")


def test_what_no_longer_fits_is_brought_inside(bench: Bench) -> None:
    bench.session.pick((7, 9))
    bench.session.show_output_channel(8)
    bench.session.show_input_channel(2)
    bench.session.see_region((2, 2, 6, 6))
    set_kernel_size(bench, 5)
    bench.configured(shape=(4, 3, 4))
    view = bench.state.view
    assert bench.state.pick == (2, 3)
    assert view.output_channel is None
    assert view.input_channel == 2
    assert view.region is None
    assert bench.asked_units == ((2, 3),)


def test_reset_begins_a_generation(bench: Bench) -> None:
    before = bench.state.configured.generation
    bench.session.reset()
    (command,) = bench.engine.sent
    assert isinstance(command, Reset)
    assert command.generation == before + 1
    assert bench.state.configured is None
    bench.configured(generation=before)
    assert bench.state.configured is None, "that was said before the reset"
    bench.configured(generation=before + 1)
    assert bench.state.configured is not None


def test_switching_to_the_sub_pixel_lab_picks_a_task_that_fits_the_source(bench: Bench) -> None:
    bench.session.open_path("/maps/features.npy")
    bench.read(feature_map(18))
    bench.session.set_lab("subpixel")
    assert bench.state.experiment.spec_of(SubpixelSpec) == SubpixelSpec(task=ShuffleSpec(), upscale_factor=3)


def test_the_brush_places_a_point_for_the_units_around_the_picked_one(bench: Bench) -> None:
    bench.configured()
    bench.session.pick((7, 9))
    bench.session.set_scope("brush")
    bench.session.set_brush(8)
    assert bench.state.view.brush == 9
    bench.session.place_point(Tap(0, 2), (1.5, -2.0))
    (point,) = bench.state.experiment.spec_of(DeformableSpec).placed_points
    assert point.where == Region(3, 5, 9, 9)
    bench.session.pick((6, 5))
    bench.session.place_point(Tap(0, 2), (0.5, 0.0), scope="unit")
    placed = bench.state.experiment.spec_of(DeformableSpec)
    assert placed.placed_at((6, 5))[Tap(0, 2)].offset_yx == (0.5, 0.0)
    assert placed.placed_at((7, 9))[Tap(0, 2)].offset_yx == (1.5, -2.0)
    bench.session.set_brush(10_000)
    assert bench.state.view.brush == 129
