"""What is picked stays at its place in the picture, whatever the picture is counted in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from session_fakes import Bench, image

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.subpixel import SubpixelSpec
from vizapp.problem import Problem
from vizapp.protocol.commands import Configure, Observe
from vizapp.protocol.requests import UnitsRequest

DEFORMABLE = Experiment()
SUBPIXEL = Experiment(lab="subpixel", labs=(SubpixelSpec(upscale_factor=2),))


def start(experiment: Experiment, shape: tuple[int, int, int]) -> Bench:
    bench = Bench(experiment)
    bench.begin()
    bench.configured(shape=shape)
    return bench


def change(bench: Bench, **fields: object) -> None:
    """Change settings of the active lab, or of the document, as the setup does."""
    experiment = bench.state.experiment
    spec = experiment.spec
    if set(fields) <= set(spec.__struct_fields__):
        bench.session.update(experiment.with_spec(spec.replaced(**fields)), "Change")
    else:
        bench.session.update(replace(experiment, **fields), "Change")


def test_the_probe_stays_at_its_pixel_when_the_stride_changes() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((60, 100))
    bench.engine.take()
    change(bench, stride=2)
    assert bench.state.pick == (30, 50), "at once: the grid is drawn with the new stride"
    configure, observe = bench.engine.take()
    assert isinstance(configure, Configure)
    assert isinstance(observe, Observe)
    assert observe.observation.requests["probe"] == UnitsRequest(((30, 50),))
    bench.configured(shape=(9, 48, 64), input_size=(96, 128))
    assert bench.state.pick == (30, 50)
    assert bench.engine.take() == []


@pytest.mark.parametrize("probe", [(0, 0), (61, 101), (60, 101), (95, 127)])
def test_undoing_a_stride_gives_back_the_very_probe(probe: tuple[int, int]) -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick(probe)
    change(bench, stride=2)
    bench.configured(shape=(9, 48, 64), input_size=(96, 128))
    coarse = bench.state.pick
    assert coarse is not None
    assert all(abs(2 * unit - pixel) <= 1 for unit, pixel in zip(coarse, probe, strict=True))
    bench.session.undo()
    assert bench.state.pick == probe
    bench.configured(shape=(9, 96, 128))
    assert bench.state.pick == probe


def test_a_probe_that_was_moved_meanwhile_is_not_taken_back() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    change(bench, stride=2)
    bench.configured(shape=(9, 48, 64), input_size=(96, 128))
    bench.session.pick((10, 11))
    bench.session.pick((30, 50))
    bench.session.undo()
    assert bench.state.pick == (60, 100)


def test_a_probe_at_the_edge_stays_on_the_map() -> None:
    bench = start(DEFORMABLE, (9, 9, 12))
    bench.session.pick((8, 11))
    change(bench, stride=2)
    bench.configured(shape=(9, 5, 6), input_size=(9, 12))
    assert bench.state.pick == (4, 5)


def test_the_probe_follows_the_working_size_once_the_engine_has_told_what_came_of_it() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    change(bench, working_size=64)
    assert bench.state.pick == (61, 101), "how large the copy will be is for the engine to say"
    bench.configured(shape=(9, 48, 64))
    # The centre of pixel 61 of 96 lies at 30.25 of 48, and pixel 30's at 30.0.
    assert bench.state.pick == (30, 50)
    assert bench.asked_units == ((30, 50),)
    bench.session.undo()
    bench.configured(shape=(9, 96, 128))
    assert bench.state.pick == (61, 101)


def test_what_was_computed_for_another_place_before_the_sizes_were_known_is_not_shown() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    change(bench, working_size=64)
    asked = bench.seq
    bench.engine.take()
    bench.configured(shape=(9, 48, 64))
    bench.snapshot(0, applied=asked)
    assert bench.state.snapshot is None
    bench.snapshot(0)
    assert bench.state.snapshot is not None


def test_the_first_picture_does_not_wait_for_a_probe() -> None:
    bench = Bench(DEFORMABLE)
    bench.begin()
    bench.snapshot(0, applied=3)
    assert bench.state.snapshot is not None


@pytest.mark.parametrize("setting", [{"dilation": 4}, {"kernel_size": (5, 5)}])
def test_kernel_and_dilation_leave_the_probe_where_it_is(setting: dict[str, int]) -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    change(bench, **setting)
    bench.configured(shape=(9, 96, 128))
    assert bench.state.pick == (61, 101)


@pytest.mark.parametrize(("tap", "in_the_larger"), [(0, 6), (4, 12), (5, 13), (8, 18)])
def test_the_selected_tap_stays_at_its_place_in_the_kernel(tap: int, in_the_larger: int) -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.select_tap(tap)
    change(bench, kernel_size=(5, 5))
    assert bench.state.view.selected_tap == in_the_larger
    bench.session.undo()
    assert bench.state.view.selected_tap == tap


@pytest.mark.parametrize("outer", [0, 2, 5, 9, 22, 24])
def test_a_selected_tap_that_the_smaller_kernel_lacks_is_selected_no_more(outer: int) -> None:
    bench = start(DEFORMABLE.with_spec(DeformableSpec(kernel_size=(5, 5))), (9, 96, 128))
    bench.session.select_tap(outer)
    change(bench, kernel_size=(3, 3))
    assert bench.state.view.selected_tap is None


@pytest.mark.parametrize("pixel", [(0, 0), (15, 33), (47, 63)])
def test_the_picked_pixel_stays_at_its_place_when_the_factor_changes(pixel: tuple[int, int]) -> None:
    bench = start(SUBPIXEL, (3, 96, 128))
    bench.session.pick(pixel)
    change(bench, upscale_factor=4)
    bench.configured(shape=(3, 96, 128))
    coarse = tuple(side // 2 for side in pixel)  # two by two pixels have become one
    assert bench.state.pick == coarse
    assert bench.asked_pixel == coarse
    bench.session.undo()
    bench.configured(shape=(3, 96, 128))
    assert bench.state.pick == pixel


def test_what_a_factor_cuts_off_does_not_shift_the_picked_pixel() -> None:
    """128 rows are 64 times 2, and 42 times 3 with two left over."""
    bench = start(SUBPIXEL, (3, 128, 128))
    bench.session.pick((60, 60))
    change(bench, upscale_factor=3)
    bench.configured(shape=(3, 126, 126), covered=(126 / 128, 126 / 128))
    # Its centre lies at 121 of 128, where pixel 40 reaches from 120 to 123.
    assert bench.state.pick == (40, 40)


def test_each_lab_keeps_its_own_place() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    bench.session.set_lab("subpixel")
    bench.configured(shape=(3, 96, 128))
    bench.session.pick((3, 4))
    change(bench, working_size=64)
    bench.configured(shape=(3, 48, 64))
    bench.session.set_lab("deformable")
    bench.configured(shape=(9, 48, 64))
    assert bench.state.picks["deformable"].unit == (30, 50)
    assert bench.state.picks["subpixel"].unit == (1, 2)


def test_another_picture_begins_in_the_middle() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    bench.session.open_path("/tmp/photo.png")
    bench.read(image("photo.png"))
    assert bench.state.pick is None
    bench.configured(shape=(9, 40, 50))
    assert bench.state.pick == (20, 25)


def test_while_the_engine_is_away_what_it_computed_for_other_settings_is_not_shown_as_if_for_these() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.snapshot(1)
    bench.engine.alive = False
    bench.session.poll()
    change(bench, learning_rate=0.5)
    assert bench.state.snapshot is not None
    change(bench, stride=2)
    assert bench.state.snapshot is None


def open_photo(bench: Bench, name: str, shape: tuple[int, int, int]) -> None:
    bench.session.open_path(f"/tmp/{name}")
    bench.read(image(name))
    bench.configured(shape=shape)


@pytest.mark.parametrize("probe", [(0, 0), (61, 101), (95, 127)])
def test_undoing_another_picture_gives_back_the_very_probe(probe: tuple[int, int]) -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick(probe)
    open_photo(bench, "photo.png", (9, 40, 50))
    open_photo(bench, "other.png", (9, 30, 70))
    assert bench.state.pick == (15, 35)
    bench.session.undo()
    bench.configured(shape=(9, 40, 50))
    assert bench.state.pick == (20, 25)
    bench.session.undo()
    bench.configured(shape=(9, 96, 128))
    assert bench.state.pick == probe
    assert bench.asked_units == (probe,)
    bench.session.redo()
    bench.configured(shape=(9, 40, 50))
    assert bench.state.pick == (20, 25)


def test_a_probe_that_was_moved_in_the_other_picture_is_not_taken_back() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    open_photo(bench, "photo.png", (9, 48, 64))
    bench.session.pick((10, 11))
    bench.session.undo()
    bench.configured(shape=(9, 96, 128))
    probe = bench.state.pick
    assert probe is not None
    assert tuple(side // 2 for side in probe) == (10, 11), "one of the four pixels that lie there"


def test_opening_the_first_picture_again_begins_in_its_middle() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    open_photo(bench, "photo.png", (9, 40, 50))
    bench.session.pick((1, 2))
    open_photo(bench, "other.png", (9, 40, 50))
    open_photo(bench, "photo.png", (9, 40, 50))
    assert bench.state.pick == (20, 25)


def test_chips_that_were_put_away_stay_away() -> None:
    bench = start(SUBPIXEL, (3, 96, 128))
    assert bench.state.pick is not None
    bench.session.pick(None)
    change(bench, upscale_factor=4)
    bench.configured(shape=(3, 96, 128))
    assert bench.state.pick is None
    bench.session.reset()
    bench.configured(shape=(3, 96, 128))
    assert bench.state.pick is None
    assert bench.asked_pixel is None
    bench.session.pick((3, 4))
    bench.session.undo()
    bench.configured(shape=(3, 96, 128))
    picked = bench.state.pick
    assert picked is not None, "a pixel that was picked again follows as ever"
    assert tuple(side // 2 for side in picked) == (3, 4)


def test_another_picture_has_chips_again_and_the_one_before_has_none_still() -> None:
    bench = start(SUBPIXEL, (3, 96, 128))
    bench.session.pick(None)
    open_photo(bench, "photo.png", (3, 40, 50))
    assert bench.state.pick == (10, 12)
    bench.session.undo()
    bench.configured(shape=(3, 96, 128))
    assert bench.state.pick is None
    bench.session.redo()
    bench.configured(shape=(3, 40, 50))
    assert bench.state.pick == (10, 12)


@pytest.mark.parametrize(("unit", "expected"), [((5, 7), (5, 7)), (None, (20, 25)), ((500, 3), (39, 3))])
@pytest.mark.parametrize("must_be_read", [False, True])
def test_an_example_begins_at_its_unit(
    unit: tuple[int, int] | None, expected: tuple[int, int], must_be_read: bool
) -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    example = DEFORMABLE.with_spec(DeformableSpec(stride=2))
    if must_be_read:
        example = replace(example, source=Source("sample", "coffee"))
    bench.session.open_example(example, Problem("example.taught-point"), unit=unit)
    if must_be_read:
        assert bench.state.pick == (61, 101), "the picture of before is still there"
        bench.read(image("coffee.png"))
    assert bench.state.pick is None, "the sizes of its maps are not known yet"
    bench.configured(shape=(9, 40, 50), input_size=(80, 100))
    assert bench.state.pick == expected
    assert bench.asked_units == (expected,)
    bench.session.pick((8, 9))
    bench.session.undo()
    bench.configured(shape=(9, 96, 128))
    assert bench.state.pick == (61, 101)
    bench.session.redo()
    bench.configured(shape=(9, 40, 50), input_size=(80, 100))
    assert bench.state.pick == (8, 9), "as it was left"


def test_undo_over_an_example_and_what_followed_gives_back_the_probe_of_before() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    example = DEFORMABLE.with_spec(DeformableSpec(stride=2))
    bench.session.open_example(example, Problem("example.taught-point"), unit=(5, 7))
    bench.session.undo()
    bench.configured(shape=(9, 96, 128))
    assert bench.state.pick == (61, 101), "before the maps of the example were known"
    bench.session.redo()
    bench.configured(shape=(9, 48, 64), input_size=(96, 128))
    assert bench.state.pick == (5, 7)
    change(bench, kernel_size=(5, 5))
    bench.configured(shape=(9, 48, 64), input_size=(96, 128))
    bench.session.pick((1, 2))
    bench.session.undo()
    bench.configured(shape=(9, 48, 64), input_size=(96, 128))
    assert bench.state.pick == (1, 2)
    bench.session.undo()
    bench.configured(shape=(9, 96, 128))
    assert bench.state.pick == (61, 101)


def test_undo_of_an_example_of_the_other_lab_leaves_what_is_picked_here() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    bench.session.pick((61, 101))
    bench.session.open_example(SUBPIXEL, Problem("example.taken-apart"))
    bench.configured(shape=(3, 96, 128))
    bench.session.set_lab("deformable")
    bench.configured(shape=(9, 96, 128))
    bench.session.pick((3, 4))
    bench.session.undo()
    bench.session.undo()
    bench.configured(shape=(9, 96, 128))
    assert bench.state.pick == (3, 4)


def test_an_example_that_is_open_already_begins_at_its_unit_again() -> None:
    bench = start(DEFORMABLE, (9, 96, 128))
    for probe in ((61, 101), None):
        bench.session.pick(probe)
        bench.session.open_example(bench.state.experiment, Problem("example.taught-point"), unit=(5, 7))
        bench.configured(shape=(9, 96, 128))
        assert bench.state.pick == (5, 7)
    bench.session.open_example(bench.state.experiment, Problem("example.taught-point"), unit=(5, 7))
    bench.session.pick((1, 2))
    bench.configured(shape=(9, 96, 128))
    assert bench.state.pick == (1, 2), "what is picked meanwhile counts"
