"""Which output channel is shown at the start, and after going to another source, task or lab and back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from session_fakes import Bench, feature_map, image

from vizapp.document.experiment import Experiment, Source
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.problem import Problem
from vizapp.protocol.commands import Observe
from vizapp.protocol.requests import Observation, PictureRequest, SubpixelsRequest, TilesRequest, UnitsRequest

SHUFFLE = Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec()),))


@pytest.fixture
def bench() -> Bench:
    """An image that was taken apart is being shuffled."""
    bench = Bench(SHUFFLE)
    bench.begin()
    bench.configured(shape=(3, 8, 10))
    return bench


def open_map(bench: Bench, channels: int = 12, name: str = "map.npy") -> None:
    bench.session.open_path(f"/tmp/{name}")
    bench.read(feature_map(channels, name))
    bench.configured(shape=(channels // 4, 6, 8))


def channels_asked(observation: Observation) -> set[int | None]:
    """The output channels that are asked for, over all requests that name one."""
    channels: set[int | None] = set()
    for request in observation.requests.values():
        if isinstance(request, PictureRequest) and request.name != "input":
            channels.add(request.channel)
        elif isinstance(request, TilesRequest | UnitsRequest | SubpixelsRequest):
            channels.add(request.output_channel)
    return channels


def shown(bench: Bench) -> int | None:
    """The channel that the window shows, which is the one that the engine was asked for."""
    assert channels_asked(bench.engine.last(Observe).observation) == {bench.state.view.output_channel}
    return bench.state.view.output_channel


def test_an_image_is_shown_in_colour_and_a_feature_map_from_channel_0_on(bench: Bench) -> None:
    assert shown(bench) is None
    bench.engine.take()
    open_map(bench)
    assert shown(bench) == 0
    observed = [each.observation for each in bench.engine.sent if isinstance(each, Observe)]
    assert set().union(*map(channels_asked, observed)) == {0}, "never in colour, not even for a moment"


def test_a_window_that_begins_with_a_feature_map_shows_channel_0() -> None:
    bench = Bench(SHUFFLE)
    bench.read(feature_map(12))
    assert bench.state.view.output_channel == 0


def test_colour_can_be_chosen_and_stays_for_the_next_feature_map(bench: Bench) -> None:
    open_map(bench)
    bench.session.show_output_channel(None)
    bench.configured(shape=(3, 6, 8))
    assert shown(bench) is None
    open_map(bench, name="other.npy")
    assert shown(bench) is None


def test_image_and_feature_map_each_keep_their_choice(bench: Bench) -> None:
    bench.session.show_output_channel(1)
    open_map(bench)
    assert shown(bench) == 0
    bench.session.show_output_channel(2)
    bench.session.undo()
    assert bench.state.source is not None
    assert bench.state.source.kind == "image"
    bench.configured(shape=(3, 8, 10))
    assert shown(bench) == 1
    bench.session.redo()
    bench.configured(shape=(3, 6, 8))
    assert shown(bench) == 2
    bench.session.open_path("/tmp/photo.png")
    bench.read(image("photo.png"))
    bench.configured(shape=(3, 8, 10))
    assert shown(bench) == 1


def test_the_deformable_lab_shows_a_feature_map_as_it_was_chosen_there(bench: Bench) -> None:
    open_map(bench)
    bench.session.set_lab("deformable")
    bench.configured(shape=(9, 3, 4))
    assert shown(bench) is None
    bench.session.show_output_channel(7)
    bench.session.set_lab("subpixel")
    bench.configured(shape=(3, 6, 8))
    assert shown(bench) == 0
    bench.session.set_lab("deformable")
    bench.configured(shape=(9, 3, 4))
    assert shown(bench) == 7


def test_a_channel_that_the_next_feature_map_lacks_becomes_channel_0(bench: Bench) -> None:
    open_map(bench)
    bench.session.show_output_channel(2)
    open_map(bench, 4, "small.npy")
    assert shown(bench) == 0


def test_a_channel_that_the_next_image_lacks_becomes_colour(bench: Bench) -> None:
    bench.session.show_output_channel(2)
    bench.configured(shape=(1, 8, 10))
    assert shown(bench) is None


def test_an_example_is_shown_as_at_the_start_whatever_was_chosen_before(bench: Bench) -> None:
    bench.session.show_output_channel(1)
    open_map(bench)
    bench.session.show_output_channel(2)
    numbers = replace(SHUFFLE, source=Source("sample", "arange_108"))
    bench.session.open_example(numbers, Problem("example.only-rearranged"))
    bench.read(feature_map(12, "arange_108.npy"))
    bench.configured(shape=(3, 6, 8))
    assert shown(bench) == 0
    bench.session.open_example(SHUFFLE, Problem("example.taken-apart"))
    bench.read(image())
    bench.configured(shape=(3, 8, 10))
    assert shown(bench) is None
