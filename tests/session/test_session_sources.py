"""Opening sources: nothing changes before one has been read, and a refused one changes nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from session_fakes import Bench, feature_map, image

from vizapp.document import edits
from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.placed import Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.problem import Problem, Value
from vizapp.protocol.commands import Configure, SetSource
from vizapp.protocol.wire import encode
from vizapp.session.banner import Banner
from vizapp.session.shelf import Shelf
from vizapp.session.state import MAX_RECENT, State
from vizapp.sources.loaded import ArrayEntry
from vizapp.sources.raw_pixels import RawPixels
from vizapp.sources.results import ReadResult

SEVERAL = Problem("drop.several-files", "source", {"count": 3, "name": "first.png"})


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.begin()
    bench.engine.take()
    return bench


@pytest.fixture
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that was there before can be had only by reading it."""
    monkeypatch.setattr(Shelf, "get", lambda shelf, source: None)


def test_it_opens_with_the_bundled_photograph() -> None:
    bench = Bench()
    (request,) = bench.reader.requests
    assert request.path is not None
    assert request.path.name == "astronaut.png"
    assert (bench.state.source, bench.state.reading) == (None, "astronaut.png")
    source = bench.read(image())
    assert bench.state.source is source
    assert bench.state.reading is None
    assert not bench.state.can_undo


def test_a_first_source_that_is_refused_is_replaced_by_the_photograph() -> None:
    bench = Bench(Experiment(source=Source("file", "/gone.png")))
    bench.reader.refuse("gone.png does not exist.")
    bench.session.poll()
    assert bench.state.banner is not None
    assert bench.state.banner.text == "gone.png does not exist."
    bench.read(image())
    assert bench.state.experiment.source == Source()
    assert bench.state.source is not None


def refused_at_the_start() -> Bench:
    """Return a bench whose photograph was refused twice, so that there is no source."""
    bench = Bench()
    for _ in range(3):
        bench.reader.refuse("astronaut.png is damaged.")
        bench.session.poll()
    return bench


def test_when_the_photograph_is_refused_too_nothing_is_asked_again() -> None:
    bench = refused_at_the_start()
    assert len(bench.reader.requests) == 2
    assert bench.state.source is None


def test_the_notice_of_a_photograph_goes_when_it_is_there_after_all() -> None:
    bench = Bench()
    bench.reader.refuse("astronaut.png took too long.")
    bench.session.poll()
    assert bench.state.banner is not None
    assert bench.state.banner.text == "astronaut.png took too long."
    bench.read(image())
    assert bench.state.source is not None
    assert bench.state.banner is None


def test_an_example_reads_its_source_again_if_that_could_not_be_read() -> None:
    bench = refused_at_the_start()
    example = bench.state.experiment.with_spec(DeformableSpec(compared=("free", "none")))
    bench.session.open_example(example, SEVERAL)
    assert bench.state.experiment == example
    assert len(bench.reader.requests) == 3
    assert bench.state.reading == "astronaut.png"
    bench.session.open_example(example, SEVERAL)
    assert len(bench.reader.requests) == 3, "it is being read"
    bench.read(image())
    assert bench.state.source is not None
    assert bench.state.banner is not None
    assert bench.state.banner.problem is SEVERAL, "the example's sentence stays"
    bench.session.open_example(example, SEVERAL)
    assert len(bench.reader.requests) == 3


def test_the_photograph_comes_also_if_it_was_given_up() -> None:
    bench = Bench(Experiment(source=Source("file", "/gone.png")))
    bench.reader.refuse("gone.png does not exist.")
    bench.session.poll()
    bench.session.cancel_reading()
    assert bench.state.reading == "astronaut.png"
    bench.session.open_path("/gone too.png")
    bench.reader.refuse("gone too.png does not exist.")
    bench.session.poll()
    assert bench.state.reading == "astronaut.png"
    bench.read(image())
    assert bench.state.source is not None
    assert bench.state.banner is not None
    assert bench.state.banner.text == "gone too.png does not exist."


def test_a_file_becomes_the_source_only_when_it_has_been_read(bench: Bench) -> None:
    before = bench.state
    bench.session.open_path("photo.png")
    assert bench.state.reading == "photo.png"
    assert bench.state.experiment is before.experiment
    assert bench.engine.take() == []
    source = bench.read(image("photo.png"))
    assert bench.state.source is source
    assert bench.state.experiment.source == Source("file", str(Path("photo.png").absolute()))
    set_source, configure, *_ = bench.engine.sent
    assert isinstance(set_source, SetSource)
    assert set_source.values is source.values
    assert isinstance(configure, Configure)
    assert bench.state.undo_label == "Open source"


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
def test_a_file_whose_name_is_no_text_can_be_opened_and_sent(bench: Bench) -> None:
    path = os.fsdecode(b"/photos/r\xff.png")
    bench.session.open_path(path)
    assert bench.state.reading == "r\N{REPLACEMENT CHARACTER}.png"
    assert bench.reader.requests[-1].path == Path(path)
    bench.read(image())
    assert bench.state.experiment.source == Source("file", "file:///photos/r%FF.png")
    assert encode(bench.engine.last(Configure))
    bench.session.open_path(bench.state.recent[0])
    assert bench.reader.requests[-1].path == Path(path)


def test_an_array_is_read_again_when_its_axes_are_chosen(bench: Bench) -> None:
    bench.session.open_path("/maps/a.npy")
    assert bench.reader.requests[-1].axes is None
    bench.read(feature_map(4))
    source = bench.state.experiment.source
    other = replace(bench.state.experiment, source=replace(source, axes="HWC"))
    bench.session.update(other, label="Choose axes")
    assert (bench.reader.requests[-1].path, bench.reader.requests[-1].axes) == (Path("/maps/a.npy"), "HWC")
    loaded = bench.read(feature_map(3))
    assert bench.state.source is loaded
    bench.session.undo()
    assert bench.state.experiment.source == source


def test_a_refused_file_leaves_everything_as_it_was(bench: Bench) -> None:
    before = bench.state
    bench.session.open_path("/tmp/broken.png")
    bench.reader.refuse("broken.png is cut off.")
    bench.session.poll()
    assert bench.state.banner is not None
    assert bench.state.banner.text == "broken.png is cut off."
    assert (bench.state.experiment, bench.state.source) == (before.experiment, before.source)
    assert (bench.state.configured, bench.state.recent) == (before.configured, ())
    assert bench.engine.take() == []
    assert bench.state.reading is None


def refuse(bench: Bench, code: str, **values: Value) -> Banner:
    """Let the reader refuse what it was asked for last, and return what is said."""
    bench.reader.results.append(ReadResult(bench.reader.requests[-1].id, problem=Problem(code, "source", values)))
    bench.session.poll()
    banner = bench.state.banner
    assert banner is not None
    return banner


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        (
            "source.took-too-long",
            {"seconds": 20.0},
            "took longer than 20 seconds to open and was given up; try again.",
        ),
        ("source.reader-signal", {"number": 9}, "could not be read because the reading process ended; try again."),
        ("source.reader-status", {"number": 1}, "could not be read because the reading process ended; try again."),
    ],
)
def test_a_sample_whose_reader_fails_is_offered_again_and_its_file_is_not_blamed(
    bench: Bench, code: str, values: dict[str, Value], said: str
) -> None:
    bench.session.open_sample("camera")
    banner = refuse(bench, code, name="camera.png", **values)
    assert banner.text == f"The sample camera.png {said}"
    assert banner.actions == ("try-again",)
    bench.session.try_again()
    assert bench.state.reading == "camera.png"
    bench.read(image())
    assert bench.state.experiment.source == Source("sample", "camera")
    assert bench.state.banner is None
    assert bench.state.can_undo


def test_a_file_whose_reader_fails_can_be_tried_again_and_one_that_is_broken_cannot(bench: Bench) -> None:
    bench.session.open_path("/tmp/large.png")
    banner = refuse(bench, "source.took-too-long", name="large.png", seconds=20.0)
    assert "try a smaller file" in banner.text
    assert banner.actions == ("try-again",)
    bench.session.open_path("/tmp/cut.png")
    assert refuse(bench, "source.image-header-cut-off", name="cut.png", format="PNG").actions == ()


def test_a_first_sample_that_fails_can_be_tried_again_after_the_photograph_has_come() -> None:
    bench = Bench(Experiment(source=Source("sample", "camera")))
    assert refuse(bench, "source.reader-signal", name="camera.png", number=9).actions == ("try-again",)
    bench.read(image())
    assert bench.state.experiment.source == Source()
    bench.session.try_again()
    bench.read(image())
    assert bench.state.experiment.source == Source("sample", "camera")
    assert bench.state.can_undo


@pytest.mark.usefixtures("nothing_is_kept")
def test_an_undo_whose_sample_fails_is_tried_again_from_where_the_document_is(bench: Bench) -> None:
    bench.session.open_path("/tmp/other.png")
    bench.read(image())
    bench.session.undo()
    refuse(bench, "source.took-too-long", name="astronaut.png", seconds=20.0)
    assert bench.state.experiment.source.kind == "file"
    bench.session.try_again()
    bench.read(image())
    assert bench.state.experiment.source == Source()
    assert bench.state.can_redo


def test_a_file_that_is_superseded_is_dropped_silently(bench: Bench) -> None:
    bench.session.open_path("/tmp/first.png")
    bench.session.open_path("/tmp/second.png")
    bench.reader.load(image("first.png"), request=-2)
    bench.session.poll()
    assert bench.state.experiment == Experiment()
    assert bench.state.banner is None
    assert bench.state.reading == "second.png"
    bench.read(image("second.png"))
    assert bench.state.experiment.source.location == "/tmp/second.png"


def test_a_file_that_is_asked_for_as_the_last_one_comes_is_being_read(bench: Bench) -> None:
    def answer(old: State, new: State) -> None:
        if new.source is not old.source and new.experiment.source.location == "/tmp/first.png":
            bench.session.open_path("/tmp/second.png")

    bench.session.subscribe(answer)
    bench.session.open_path("/tmp/first.png")
    bench.read(image("first.png"))
    assert bench.state.reading == "second.png"
    bench.read(image("second.png"))
    assert (bench.state.reading, bench.state.experiment.source.location) == (None, "/tmp/second.png")


def test_settings_changed_while_a_file_is_read_stay(bench: Bench) -> None:
    bench.session.open_path("/tmp/photo.png")
    bench.session.update(replace(bench.state.experiment, seed=7), "Change seed")
    bench.read(image("photo.png"))
    assert bench.state.experiment == Experiment(source=Source("file", "/tmp/photo.png"), seed=7)


def test_undo_brings_back_the_source_at_once(bench: Bench) -> None:
    first = bench.state.source
    bench.session.open_path("/tmp/photo.png")
    second = bench.read(image("photo.png"))
    requests = len(bench.reader.requests)
    bench.session.undo()
    assert bench.state.source is first
    assert bench.engine.last(SetSource).values is first.values
    bench.session.redo()
    assert bench.state.source is second
    assert len(bench.reader.requests) == requests


@pytest.mark.usefixtures("nothing_is_kept")
def test_undo_reads_again_what_was_not_kept(bench: Bench) -> None:
    bench.session.open_path("/tmp/photo.png")
    bench.read(image("photo.png"))
    bench.session.undo()
    assert bench.state.reading == "astronaut.png"
    assert bench.state.experiment.source.kind == "file", "not before it has been read"
    bench.read(image())
    assert bench.state.experiment == Experiment()
    assert bench.state.can_redo


@pytest.mark.usefixtures("nothing_is_kept")
def test_a_change_while_undo_reads_its_source_is_kept_and_the_undo_is_told_to_be_given_up(bench: Bench) -> None:
    bench.session.open_path("/tmp/photo.png")
    bench.read(image("photo.png"))
    bench.session.undo()
    bench.session.update(replace(bench.state.experiment, seed=4), "Change seed")
    assert bench.state.banner is not None
    assert "astronaut.png" in bench.state.banner.text
    assert bench.state.reading is None
    bench.read(image())
    assert bench.state.experiment == Experiment(source=Source("file", "/tmp/photo.png"), seed=4)
    bench.session.undo()
    bench.session.undo()
    bench.read(image())
    assert bench.state.experiment == Experiment(), "both are undone, one after the other"


def three_sources(bench: Bench) -> None:
    """The photograph, then /tmp/1.png, then /tmp/2.png; none of them can be had without reading it."""
    for name in ("1.png", "2.png"):
        bench.session.open_path(f"/tmp/{name}")
        bench.read(image(name))


@pytest.mark.usefixtures("nothing_is_kept")
def test_two_quick_undos_are_two_though_each_has_to_read_a_source(bench: Bench) -> None:
    three_sources(bench)
    bench.session.undo()
    assert bench.state.reading == "1.png"
    bench.session.undo()
    assert bench.state.reading == "astronaut.png"
    bench.read(image())
    assert bench.state.experiment == Experiment()
    assert (bench.state.can_undo, bench.state.reading) == (False, None)
    bench.session.redo()
    bench.read(image("1.png"))
    assert bench.state.experiment.source.location == "/tmp/1.png"
    assert bench.state.redo_label == "Open source"


@pytest.mark.usefixtures("nothing_is_kept")
def test_more_undos_than_there_are_change_nothing_about_those_that_wait(bench: Bench) -> None:
    three_sources(bench)
    for _ in range(5):
        bench.session.undo()
    requests = len(bench.reader.requests)
    bench.session.undo()
    assert len(bench.reader.requests) == requests, "what is being read is not begun anew"
    bench.read(image())
    assert bench.state.experiment == Experiment()


@pytest.mark.usefixtures("nothing_is_kept")
def test_a_redo_takes_back_an_undo_that_still_waits(bench: Bench) -> None:
    three_sources(bench)
    bench.session.undo()
    bench.session.undo()
    bench.session.redo()
    assert bench.state.reading == "1.png"
    bench.session.redo()
    assert bench.state.reading is None
    assert bench.state.experiment.source.location == "/tmp/2.png"
    assert (bench.state.undo_label, bench.state.can_redo) == ("Open source", False)
    bench.session.undo()
    assert bench.state.reading == "1.png", "counted from here again"


@pytest.mark.usefixtures("nothing_is_kept")
def test_an_undo_back_to_the_source_that_is_there_gives_up_the_one_that_was_being_read(bench: Bench) -> None:
    bench.session.open_path("/tmp/1.png")
    bench.read(image("1.png"))
    bench.session.open_sample("astronaut")
    bench.read(image())
    bench.session.undo()
    assert bench.state.reading == "1.png"
    bench.session.undo()
    assert (bench.state.reading, bench.state.can_undo) == (None, False)
    bench.reader.load(image("1.png"))
    bench.session.poll()
    assert bench.state.experiment == Experiment()


@pytest.mark.usefixtures("nothing_is_kept")
def test_undo_of_a_file_that_has_gone_changes_nothing(bench: Bench) -> None:
    bench.session.open_path("/tmp/photo.png")
    bench.read(image("photo.png"))
    bench.session.undo()
    bench.reader.refuse("astronaut.png does not exist.")
    bench.session.poll()
    assert bench.state.experiment.source.kind == "file"
    assert bench.state.can_undo


def test_a_file_that_is_opened_again_is_read_again(bench: Bench) -> None:
    bench.session.open_path("/tmp/photo.png")
    bench.read(image("photo.png"))
    bench.engine.take()
    bench.session.open_path("/tmp/photo.png")
    changed = bench.read(image("photo.png"))
    assert bench.engine.last(SetSource).values is changed.values
    assert bench.engine.last(Configure).experiment == bench.state.experiment


def test_a_file_with_several_arrays_asks_which(bench: Bench) -> None:
    bench.session.open_path("/tmp/many.npz")
    bench.reader.offer(ArrayEntry("a", (3, 4), "float32"), ArrayEntry("b", (8, 3, 4), "int16"))
    bench.session.poll()
    assert bench.state.choice is not None
    assert bench.state.choice.entries == (("a", (3, 4), "float32"), ("b", (8, 3, 4), "int16"))
    bench.session.choose_array("b")
    assert bench.state.choice is None
    assert bench.reader.requests[-1].array == "b"
    bench.read(feature_map(8, array="b"))
    assert bench.state.experiment.source == Source("file", "/tmp/many.npz", "b")


def test_the_choice_can_be_declined(bench: Bench) -> None:
    bench.session.open_path("/tmp/many.npz")
    bench.reader.offer(ArrayEntry("a", (3, 4), "float32"), ArrayEntry("b", (8, 3, 4), "int16"))
    bench.session.poll()
    bench.session.cancel_choice()
    assert bench.state.choice is None
    assert bench.state.experiment == Experiment()
    bench.session.choose_array("b")
    assert len(bench.reader.requests) == 2


def test_a_file_with_one_named_array_remembers_which(bench: Bench) -> None:
    bench.session.open_path("/tmp/one.npz")
    bench.read(feature_map(4, array="weights"))
    assert bench.state.experiment.source.array == "weights"


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        (12, SubpixelSpec(task=ShuffleSpec(), upscale_factor=2)),
        (9, SubpixelSpec(task=ShuffleSpec(), upscale_factor=3)),
        (16, SubpixelSpec(task=ShuffleSpec(), upscale_factor=2)),
        (5, SubpixelSpec()),
    ],
)
def test_a_feature_map_opened_in_the_sub_pixel_lab_is_shuffled_by_what_fits(
    bench: Bench, channels: int, expected: SubpixelSpec
) -> None:
    bench.session.set_lab("subpixel")
    bench.session.open_path("/tmp/map.npy")
    bench.read(feature_map(channels))
    assert bench.state.experiment.spec_of(SubpixelSpec) == expected
    bench.session.undo()
    assert bench.state.experiment.source == Source()


def test_a_factor_that_fits_is_kept(bench: Bench) -> None:
    spec = SubpixelSpec(task=ShuffleSpec(), upscale_factor=4)
    bench.session.update(replace(bench.state.experiment, lab="subpixel").with_spec(spec), "Set")
    bench.session.open_path("/tmp/map.npy")
    bench.read(feature_map(32))
    assert bench.state.experiment.spec_of(SubpixelSpec) == spec
    bench.session.open_path("/tmp/other.npy")
    bench.read(feature_map(18))
    assert bench.state.experiment.spec_of(SubpixelSpec) == SubpixelSpec(task=ShuffleSpec(), upscale_factor=3)


def test_a_factor_that_does_not_fit_takes_its_phases_along(bench: Bench) -> None:
    bench.session.open_path("/tmp/other.npy")
    bench.read(feature_map(18))
    spec = SubpixelSpec(task=ShuffleSpec(), upscale_factor=4, phase_order=(1, 0, *range(2, 16)))
    bench.session.update(bench.state.experiment.with_spec(spec), "Set")
    bench.session.set_lab("subpixel")
    assert bench.state.experiment.spec_of(SubpixelSpec) == SubpixelSpec(task=ShuffleSpec(), upscale_factor=3)


@pytest.mark.parametrize("lab", ["deformable", "subpixel"])
def test_rearranged_phases_go_with_their_picture_and_come_back_with_it(bench: Bench, lab: str) -> None:
    spec = SubpixelSpec(task=ShuffleSpec(), upscale_factor=2, phase_order=(3, 1, 2, 0))
    bench.session.update(replace(bench.state.experiment, lab=lab).with_spec(spec), "Set")
    bench.session.open_path("/tmp/photo.png")
    bench.read(image())
    assert bench.state.experiment.spec_of(SubpixelSpec) == SubpixelSpec(task=ShuffleSpec(), upscale_factor=2)
    bench.session.undo()
    assert bench.state.experiment.source == Source()
    assert bench.state.experiment.spec_of(SubpixelSpec) == spec
    bench.session.redo()
    assert bench.state.experiment.spec_of(SubpixelSpec).phase_order == ()


def test_an_image_keeps_the_task(bench: Bench) -> None:
    spec = SubpixelSpec(task=ShuffleSpec(), upscale_factor=8)
    bench.session.update(replace(bench.state.experiment, lab="subpixel").with_spec(spec), "Set")
    bench.session.open_path("/tmp/photo.png")
    bench.read(image())
    assert bench.state.experiment.spec_of(SubpixelSpec) == spec


def test_pasted_bytes_are_decoded_by_the_reader(bench: Bench) -> None:
    bench.session.open_bytes(b"png", "pasted image")
    assert bench.reader.requests[-1].data == b"png"
    assert bench.state.reading == "pasted image"
    source = bench.read(image("pasted image"))
    assert bench.state.experiment.source.kind == "memory"
    assert bench.state.source is source
    assert bench.state.recent == ()


def test_pasted_pixels_go_to_the_reader_as_they_are(bench: Bench) -> None:
    pixels = RawPixels(2, 3, 12, "BGRX", memoryview(bytes(24)))
    bench.session.open_pixels(pixels, "clipboard")
    assert bench.reader.requests[-1].pixels is pixels
    assert bench.state.reading == "clipboard"
    source = bench.read(image("clipboard"))
    assert bench.state.source is source
    assert bench.state.experiment.source.kind == "memory"
    assert bench.state.recent == ()


def test_pasted_pixels_that_are_refused_leave_everything_as_it_is(bench: Bench) -> None:
    bench.session.open_pixels(RawPixels(0, 0, 0, "L", memoryview(b"")), "clipboard")
    bench.reader.refuse("clipboard is empty; copy the image again.")
    bench.session.poll()
    assert bench.state.banner is not None
    assert bench.state.banner.text == "clipboard is empty; copy the image again."
    assert bench.state.experiment == Experiment()


def test_pasted_pictures_are_kept_as_long_as_undo_can_reach_them(bench: Bench) -> None:
    bench.session.open_bytes(b"png", "one")
    first, first_name = bench.read(image("one")), bench.state.experiment.source
    bench.session.open_bytes(b"png", "two")
    bench.read(image("two"))
    second_name = bench.state.experiment.source
    assert first_name != second_name
    bench.session.undo()
    assert bench.state.source is first
    shelf = bench.session._document.loading.shelf
    assert shelf.get(second_name) is not None
    bench.session.update(replace(bench.state.experiment, seed=1), "Change seed")
    assert shelf.get(second_name) is None, "nothing leads to it any more"
    assert shelf.get(first_name) is not None


def test_a_document_with_a_pasted_picture_of_another_day_is_told_so() -> None:
    bench = Bench(Experiment(source=Source("memory", "pasted-1")))
    assert bench.state.banner is not None
    assert "paste it again" in bench.state.banner.text
    bench.read(image())
    assert bench.state.experiment.source == Source()


def test_recent_files_are_forgotten_on_demand() -> None:
    bench = Bench(recent=("/old/1.png", "/old/2.png"))
    bench.begin()
    bench.session.clear_recent()
    assert bench.state.recent == ()


def test_an_unknown_sample_is_told_so(bench: Bench) -> None:
    bench.session.open_sample("nobody")
    assert bench.state.banner is not None
    assert "'nobody'" in bench.state.banner.text


def test_recent_files_are_those_opened_last() -> None:
    bench = Bench(recent=tuple(f"/old/{n}.png" for n in range(20)))
    bench.begin()
    assert len(bench.state.recent) == MAX_RECENT
    bench.session.open_path("/new.png")
    assert bench.state.recent[0] == "/old/0.png", "not before it has been read"
    bench.read(image())
    bench.session.open_path("/old/3.png")
    bench.read(image())
    assert bench.state.recent[:3] == ("/old/3.png", "/new.png", "/old/0.png")
    assert len(bench.state.recent) == MAX_RECENT
    assert len(set(bench.state.recent)) == MAX_RECENT


def test_cancelling_gives_the_file_up(bench: Bench) -> None:
    bench.session.open_path("/tmp/photo.png")
    cancelled = bench.reader.cancelled
    bench.session.cancel_reading()
    assert bench.reader.cancelled == cancelled + 1
    assert bench.state.reading is None
    bench.read(image())
    assert bench.state.experiment == Experiment()


def test_the_shelf_keeps_pasted_pictures_longest_and_the_newest_always() -> None:
    size = sum(a.nbytes for a in (image().values, image().overview, image().thumbnail))
    shelf = Shelf(max_bytes=3 * size, max_readable_bytes=3 * size)
    pasted, old, used = Source("memory", "1"), Source("file", "/old"), Source("file", "/used")
    for source in (pasted, old, used):
        shelf.put(source, image())
    shelf.get(old)
    shelf.put(Source("file", "/new"), image())
    assert shelf.get(used) is None
    assert shelf.get(old) is not None
    assert shelf.get(pasted) is not None
    large = image(height=100, width=100)
    shelf.put(Source("file", "/large"), large)
    assert shelf.get(Source("file", "/large")) is large
    assert shelf.get(pasted) is None


def test_the_shelf_keeps_one_source_that_can_be_read_again_and_a_few_small_ones_beside_it() -> None:
    size = sum(a.nbytes for a in (image().values, image().overview, image().thumbnail))
    shelf = Shelf(max_readable_bytes=size)
    pasted, files = Source("memory", "1"), [Source("file", f"/{n}") for n in range(4)]
    for source in (pasted, *files):
        shelf.put(source, image())
    assert [shelf.get(source) is not None for source in files] == [False, False, True, True]
    large = Source("file", "/large")
    shelf.put(large, image(height=100, width=100))
    assert shelf.get(large) is not None
    assert shelf.get(files[3]) is not None
    assert shelf.get(large) is None, "another one is on show, and it can be read again"
    assert shelf.get(pasted) is not None


def test_what_was_refused_is_forgotten_once_something_is_opened(bench: Bench) -> None:
    bench.session.open_path("/broken.png")
    bench.reader.refuse("broken.png is cut off.")
    bench.session.poll()
    assert bench.state.banner is not None
    bench.session.open_path("/whole.png")
    bench.read(image())
    assert bench.state.banner is None


def test_a_notice_about_one_opening_outlasts_that_one_and_goes_with_the_next(bench: Bench) -> None:
    def notice() -> str:
        return bench.state.banner.text if bench.state.banner is not None else ""

    bench.session.open_path("/first.png")
    bench.session.notify(SEVERAL, "info", about_opening=True)
    bench.read(image("first.png"))
    assert notice() == "3 files were given; the first of them, first.png, was taken."
    bench.session.open_path("/second.png")
    assert notice() == "3 files were given; the first of them, first.png, was taken.", (
        "the picture that it is about still stands there"
    )
    bench.read(image("second.png"))
    assert notice() == ""


def test_a_notice_about_an_opening_goes_also_when_undo_brings_another_source(bench: Bench) -> None:
    bench.session.open_path("/first.png")
    bench.session.notify(SEVERAL, "info", about_opening=True)
    bench.read(image("first.png"))
    bench.session.undo()
    assert bench.state.experiment.source == Source()
    assert bench.state.banner is None


def test_a_notice_about_an_opening_stays_while_one_of_its_arrays_is_chosen(bench: Bench) -> None:
    bench.session.open_path("/maps.npz")
    bench.session.notify(SEVERAL, "info", about_opening=True)
    bench.reader.offer(ArrayEntry("a", (4, 3, 4), "float32"), ArrayEntry("b", (8, 3, 4), "float32"))
    bench.session.poll()
    bench.session.choose_array("b")
    bench.read(feature_map(8, array="b"))
    assert bench.state.experiment.source.array == "b"
    assert bench.state.banner is not None


def test_another_banner_stays_when_something_is_opened(bench: Bench) -> None:
    bench.session.notify(Problem("engine.started-again"), "info")
    bench.session.open_path("/whole.png")
    bench.read(image())
    assert bench.state.banner is not None


def test_a_place_in_one_picture_means_nothing_in_another(bench: Bench) -> None:
    bench.session.pick((3, 3))
    bench.session.place_point(Tap(0, 0), (1.5, -0.5))
    assert bench.state.experiment.spec_of(DeformableSpec).placed_points
    bench.session.open_path("/other.png")
    bench.read(image())
    assert bench.state.experiment.spec_of(DeformableSpec).placed_points == ()
    assert bench.state.pick is None
    bench.session.undo()
    assert bench.state.experiment.spec_of(DeformableSpec).placed_points


@pytest.mark.parametrize("another", ["task", "lab", "source", "undo"])
def test_what_an_example_says_goes_with_it(bench: Bench, another: str) -> None:
    example = Experiment(source=Source("sample", "coffee")).with_spec(DeformableSpec(task=HandSetSpec()))
    bench.session.open_example(example, Problem("example.four-by-four"))
    assert bench.state.banner is not None, "its picture is being read"
    bench.read(image())
    assert bench.state.experiment.source == example.source
    spec = bench.state.experiment.spec_of(DeformableSpec)
    bench.session.update(bench.state.experiment.with_spec(spec.replaced(task=HandSetSpec(weights=(2.0,)))), "weights")
    assert bench.state.banner is not None, "what is done in it leaves the sentence"
    match another:
        case "task":
            bench.session.update(bench.state.experiment.with_spec(DeformableSpec()), "task")
        case "lab":
            bench.session.set_lab("subpixel")
        case "source":
            bench.session.open_sample("brick")
            bench.read(image())
        case "undo":
            bench.session.undo()
            bench.session.undo()
    assert bench.state.banner is None


def test_an_example_of_numbers_says_nothing_more_once_one_of_them_is_changed(bench: Bench) -> None:
    example = Experiment(lab="subpixel", source=bench.state.experiment.source).with_spec(
        SubpixelSpec(task=ShuffleSpec())
    )
    bench.session.open_example(example, Problem("example.only-rearranged"))
    assert bench.state.banner is not None
    bench.session.update(edits.change_value(bench.state.experiment, 0, (1, 1), 0.5), "value")
    assert bench.state.banner is None, "not every number is still there"


@pytest.mark.parametrize("gesture", ["change", "undo", "source", "lab", "other"])
def test_what_is_said_of_a_setting_goes_when_that_changes(bench: Bench, gesture: str) -> None:
    shuffle = SubpixelSpec(task=ShuffleSpec())
    bench.session.update(Experiment(lab="subpixel").with_spec(shuffle), "begin")
    swapped = shuffle.replaced(phase_order=(1, 0, 2, 3))
    bench.session.update(bench.state.experiment.with_spec(swapped), "swap")
    bench.session.notify(Problem("puzzle.begun"), "info", setting="phase_order")
    match gesture:
        case "change":
            bench.session.update(bench.state.experiment.with_spec(shuffle), "back")
        case "undo":
            bench.session.undo()
        case "lab":
            bench.session.set_lab("deformable")
        case "source":
            bench.session.open_sample("brick")
            bench.read(image())
        case "other":
            bench.session.update(bench.state.experiment.with_spec(swapped.replaced(learning_rate=0.1)), "rate")
    same = getattr(bench.state.experiment.spec, "phase_order", None) == swapped.phase_order
    assert (bench.state.banner is not None) == same
    assert same == (gesture == "other")


def test_an_example_is_done_with_the_tool_of_the_start(bench: Bench) -> None:
    bench.session.set_scope("brush")
    bench.session.open_example(bench.state.experiment, Problem("example.four-by-four"))
    assert bench.state.view.scope == "unit"
