"""A reply that does not fit what the engine said before comes from a broken engine: another one is started."""

from __future__ import annotations

import time
import tracemalloc
from typing import Any

import msgspec
import numpy as np
import pytest
from session_fakes import DISTANCE, Bench, feature_map, ready, unit_reading
from slowness import slowness

from vizapp.keeping.curves import MAX_NAMES
from vizapp.protocol.events import Configured, InputPicture, Progress
from vizapp.protocol.messages import Reply
from vizapp.protocol.metric import LOSS
from vizapp.protocol.offset_answers import KERNEL_BINS, Field, Finding, KernelDensity, OffsetReport
from vizapp.protocol.picture_answers import ChannelMaps, Picture, Spectrum, Tiles
from vizapp.protocol.requests import Region
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import Displaced, PixelPoints, Subpixels
from vizapp.protocol.timeline import BranchesChanged, BranchInfo
from vizapp.protocol.unit_answers import Readers, Tree, UnitReadings
from vizapp.session import curves
from vizapp.session.state import State

POINTS = np.zeros((9, 2), np.float32)


@pytest.fixture
def bench() -> Bench:
    """A deformable lab that reads (3, 8, 10) and gives (9, 4, 5), that is a lab of stride 2."""
    made = Bench()
    made.begin()
    made.configured(shape=(9, 4, 5), input_size=(8, 10))
    return made


@pytest.fixture
def shuffle() -> Bench:
    """A sub-pixel lab that enlarges (8, 3, 4) by 2."""
    made = Bench()
    made.read(feature_map(8))
    made.say(ready())
    made.session.set_lab("subpixel")
    made.configured(shape=(2, 6, 8))
    return made


@pytest.fixture
def unshuffle() -> Bench:
    """A sub-pixel lab that takes (3, 6, 8) apart by 2."""
    made = Bench()
    made.read(feature_map(3))
    made.say(ready())
    made.session.set_lab("subpixel")
    made.configured(shape=(12, 3, 4), input_size=(6, 8))
    return made


def picture(region: Region = (0, 0, 8, 10)) -> Picture:
    return Picture(region, np.zeros((1, 1, 1), np.uint8), None, 0.0, 1.0)


def snapshot(bench: Bench, answer: Any = None, **changes: Any) -> Snapshot:
    return Snapshot(
        generation=bench.generation,
        applied=bench.seq,
        step=0,
        running=False,
        steps_per_second=0.0,
        memory_bytes=0,
        answers={} if answer is None else {"asked": answer},
        **changes,
    )


def expect_replaced(bench: Bench, reply: Reply, said: str) -> None:
    """The engine that says ``reply`` is ended and another one started, and nothing of it is taken over."""
    before = bench.state
    bench.say(reply)
    assert bench.engine.starts == 2
    assert bench.engine.alive
    assert bench.state.engine.phase == "lost"
    assert bench.state.banner is not None
    assert said in bench.state.banner.text
    assert (bench.state.snapshot, bench.state.input_picture) == (before.snapshot, before.input_picture)
    bench.say(ready())
    bench.configured()
    assert bench.state.engine.ready
    assert bench.state.configured is not None


def expect_taken(bench: Bench, reply: Reply) -> State:
    bench.say(reply)
    assert bench.engine.starts == 1
    assert bench.state.engine.ready
    return bench.state


def configured(bench: Bench, **changes: Any) -> Configured:
    assert bench.state.configured is not None
    return msgspec.structs.replace(bench.state.configured, generation=bench.generation, **changes)


# Configured ----------------------------------------------------------------------------------------------------


def test_another_lab_than_was_asked_for(bench: Bench) -> None:
    expect_replaced(bench, configured(bench, lab="subpixel"), "was not asked for")


def test_more_channels_than_the_source_has_values(bench: Bench) -> None:
    expect_taken(bench, configured(bench, input_shape=(240, 8, 10)))
    expect_replaced(bench, configured(bench, input_shape=(241, 8, 10)), "cannot be made of a source")


def test_a_step_that_nobody_was_told_of(bench: Bench) -> None:
    bench.progress(1, 3.0, 2.0)
    expect_taken(bench, configured(bench, step=2))
    expect_replaced(bench, configured(bench, step=3), "stands at step 3, but only 2 are known")


# Progress ------------------------------------------------------------------------------------------------------


def test_steps_are_left_out(bench: Bench) -> None:
    bench.progress(1, 3.0)
    reply = Progress(bench.generation, "deformable", 3, {"loss": np.zeros(1)})
    expect_replaced(bench, reply, "step 3 came after step 1")


def test_a_lab_that_does_not_exist(bench: Bench) -> None:
    expect_replaced(bench, Progress(bench.generation, "weather", 1, {"loss": np.zeros(1)}), "no lab weather")


def test_something_else_is_measured_while_it_trains(bench: Bench) -> None:
    series = {LOSS.name: np.zeros(1), DISTANCE.name: np.zeros(1)}
    expect_taken(bench, Progress(bench.generation, "deformable", 1, series))
    expect_replaced(bench, Progress(bench.generation, "deformable", 2, series | {"x": np.zeros(1)}), "no metric")


def test_a_step_that_nobody_comes_to_asks_for_no_memory(bench: Bench) -> None:
    limit = 0.1 * slowness()
    tracemalloc.start()
    try:
        begun = time.perf_counter()
        reply = Progress(bench.generation, "deformable", 10**9, {LOSS.name: np.zeros(1)})
        expect_replaced(bench, reply, "step 1000000000 came after step 0")
        assert time.perf_counter() - begun < limit
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_lab_that_measures_ever_more(bench: Bench) -> None:
    generation = bench.generation + 1
    for _ in range(2):
        bench.session.reset()  # of the one between it is not known what it measures
    for number in range(MAX_NAMES):
        bench.say(Progress(generation, "deformable", 1, {f"m{number}": np.zeros(1)}))
    expect_replaced(bench, Progress(generation, "deformable", 1, {"x": np.zeros(1)}), "different things")


def test_branches_of_more_than_a_window_can_hold(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curves, "_MAX_ROOM", 10_000)
    bench.say(Progress(bench.generation, "deformable", 1, {LOSS.name: np.zeros(1000)}))
    first = BranchInfo(1, None, 0, "start", 1000, 20)
    others = [BranchInfo(number, 1, 1000, "reset", 1000, 20) for number in range(2, 7)]
    reply = BranchesChanged(bench.generation, "deformable", (first, *others), 1)
    expect_replaced(bench, reply, "values were measured")


def test_what_a_lab_measured_that_nobody_waited_for_is_no_mistake(bench: Bench) -> None:
    """A document was changed twice: what the lab between measured is told, but what it was is not."""
    before = bench.generation
    bench.session.reset()
    bench.session.reset()
    reply = Progress(before + 1, "deformable", 1, {"loss": np.zeros(1), "another": np.zeros(1)})
    assert expect_taken(bench, reply).curves["deformable"].steps == 1


# The working copy ----------------------------------------------------------------------------------------------


def test_a_picture_before_the_lab(bench: Bench) -> None:
    bench.session.reset()
    expect_replaced(bench, InputPicture(bench.generation, (0,), picture()), "before the lab was configured")


@pytest.mark.parametrize("region", [(0, 0, 8, 9), (1, 0, 7, 10), (0, 0, 9, 10), (0, 1, 8, 10)])
def test_a_part_of_the_working_copy(bench: Bench, region: Region) -> None:
    expect_taken(bench, InputPicture(bench.generation, (2,), picture()))
    expect_replaced(bench, InputPicture(bench.generation, (0,), picture(region)), "does not show the input")


def test_a_channel_that_the_working_copy_lacks(bench: Bench) -> None:
    expect_replaced(bench, InputPicture(bench.generation, (3,), picture()), "does not show the input")


# Snapshots -----------------------------------------------------------------------------------------------------


def test_a_snapshot_before_the_lab(bench: Bench) -> None:
    bench.session.reset()
    expect_replaced(bench, snapshot(bench), "before the lab was configured")


def test_something_else_is_measured(bench: Bench) -> None:
    expect_taken(bench, snapshot(bench, measures={LOSS.name: 1.0}))
    expect_replaced(bench, snapshot(bench, measures={"x": 1.0}), "no metric")


@pytest.mark.parametrize("region", [(0, 0, 9, 1), (0, 0, 1, 11), (7, 0, 2, 1), (0, 9, 1, 2)])
def test_a_picture_of_more_than_there_is(bench: Bench, region: Region) -> None:
    expect_taken(bench, snapshot(bench, picture((7, 9, 1, 1))))
    expect_replaced(bench, snapshot(bench, picture(region)), "shows more than the maps")


@pytest.mark.parametrize("unit", [(4, 0), (0, 5)])
def test_a_unit_outside_the_output(bench: Bench, unit: tuple[int, int]) -> None:
    expect_taken(bench, snapshot(bench, UnitReadings((unit_reading((3, 4), POINTS),))))
    expect_replaced(bench, snapshot(bench, UnitReadings((unit_reading(unit, POINTS),))), "outside the map")


@pytest.mark.parametrize("changes", [{"channels": (3,)}, {"output_channel": 9}])
def test_a_unit_of_other_channels(bench: Bench, changes: dict[str, Any]) -> None:
    reading = msgspec.structs.replace(unit_reading((0, 0), POINTS), **changes)
    expect_replaced(bench, snapshot(bench, UnitReadings((reading,))), "channels that do not exist")


def test_statistics_fit_everything(bench: Bench) -> None:
    assert expect_taken(bench, snapshot(bench, OffsetReport((Finding("mean", 1.0, 50.0),)))).snapshot is not None


@pytest.mark.parametrize("region", [(0, 0, 5, 1), (0, 0, 1, 6), (3, 0, 2, 1), (0, 4, 1, 2)])
def test_a_field_of_more_units_than_there_are(bench: Bench, region: Region) -> None:
    def field(region: Region) -> Field:
        return Field("offsets", None, region, (1, 1), np.zeros((*region[2:], 2), np.float32), 0.0)

    expect_taken(bench, snapshot(bench, field((1, 2, 3, 3))))
    expect_replaced(bench, snapshot(bench, field(region)), "a field lies outside")


@pytest.mark.parametrize(
    ("unit", "channel", "pixel", "said"),
    [
        ((4, 0), 0, (0, 0), "unit that does not exist"),
        ((0, 5), 0, (0, 0), "unit that does not exist"),
        ((0, 0), 9, (0, 0), "unit that does not exist"),
        ((0, 0), 0, (8, 0), "outside the input"),
        ((0, 0), 0, (0, 10), "outside the input"),
    ],
)
def test_a_tree_of_what_is_not_there(
    bench: Bench, unit: tuple[int, int], channel: int, pixel: tuple[int, int], said: str
) -> None:
    def tree(unit: tuple[int, int], channel: int, pixel: tuple[int, int]) -> Tree:
        return Tree(
            unit_yx=unit,
            output_channel=channel,
            place_yx=np.zeros((1, 2), np.float32),
            strength=np.ones(1, np.float32),
            samples=np.ones(1, np.int32),
            path=np.zeros((1, 1), np.int32),
            via_yx=np.zeros((1, 0, 2), np.float32),
            pixel_yx=np.array([pixel], np.int32),
            gradient=np.ones(1, np.float32),
            all_samples=1,
            all_places=1,
            left_out=0.0,
            agreement=1.0,
        )

    expect_taken(bench, snapshot(bench, tree((3, 4), 8, (7, 9))))
    expect_replaced(bench, snapshot(bench, tree(unit, channel, pixel)), said)


@pytest.mark.parametrize(
    ("pixel", "unit", "count", "said"),
    [
        ((8, 0), (0, 0), 1, "a pixel lies outside"),
        ((0, 10), (0, 0), 1, "a pixel lies outside"),
        ((7, 9), (4, 0), 1, "a unit that reads"),
        ((7, 9), (0, 5), 1, "a unit that reads"),
    ],
)
def test_readers_that_are_not_on_the_maps(
    bench: Bench, pixel: tuple[int, int], unit: tuple[int, int], count: int, said: str
) -> None:
    def readers(pixel: tuple[int, int], unit: tuple[int, int], count: int) -> Readers:
        return Readers(pixel, np.array([unit], np.int32), np.ones(1, np.float32), count, unit, 1)

    expect_taken(bench, snapshot(bench, readers((7, 9), (3, 4), 1)))
    expect_replaced(bench, snapshot(bench, readers(pixel, unit, count)), said)


@pytest.mark.parametrize(("counts", "outside"), [(20, 1), (21, 0), (21, -9), (19, 0)])
def test_a_kernel_density_of_other_than_all_points(bench: Bench, counts: int, outside: int) -> None:
    def counted(counts: int, outside: int, broken: int = 0) -> KernelDensity:
        every = np.zeros((9, KERNEL_BINS, KERNEL_BINS), np.int32)
        every[:, 3, 4] = counts
        return KernelDensity(0, 2.0, every, outside, broken)

    for taken in ((20, 0), (19, 9), (0, 180), (19, 0, 9), (18, 10, 8)):  # of nine taps at 4 × 5 units
        expect_taken(bench, snapshot(bench, counted(*taken)))
    expect_replaced(bench, snapshot(bench, counted(counts, outside)), "points outside and those counted")


@pytest.mark.parametrize("pixel", [(3, 0), (0, 4)])
def test_a_pixel_outside_the_input(shuffle: Bench, pixel: tuple[int, int]) -> None:
    expect_taken(shuffle, snapshot(shuffle, Subpixels((2, 3), np.zeros(4, np.float32))))
    expect_replaced(shuffle, snapshot(shuffle, Subpixels(pixel, np.zeros(4, np.float32))), "outside the map")


def test_a_pixel_of_another_factor(shuffle: Bench) -> None:
    reply = snapshot(shuffle, Subpixels((0, 0), np.zeros(9, np.float32)))
    expect_replaced(shuffle, reply, "cannot hold 9 sub-pixels")


def test_sub_pixels_where_nothing_is_enlarged(bench: Bench) -> None:
    expect_replaced(bench, snapshot(bench, Subpixels((0, 0), np.zeros(4, np.float32))), "no enlarged map")


def test_points_of_a_pixel_that_the_map_does_not_have(shuffle: Bench) -> None:
    def points(pixel: tuple[int, int], count: int) -> PixelPoints:
        at = np.zeros((count, 2), np.float32)
        return PixelPoints(pixel, "dysample", "phases", at[None], at, 8)

    expect_taken(shuffle, snapshot(shuffle, points((2, 3), 4)))
    expect_replaced(shuffle, snapshot(shuffle, points((3, 0), 4)), "outside the map")


def test_points_of_another_factor(shuffle: Bench) -> None:
    at = np.zeros((9, 2), np.float32)
    expect_taken(shuffle, snapshot(shuffle, PixelPoints((0, 0), "deformable-sr", "taps", at[None], at, 8)))
    reply = snapshot(shuffle, PixelPoints((0, 0), "dysample", "phases", at[None], at, 8))
    expect_replaced(shuffle, reply, "9 points are not those of a pixel's sub-pixels")


@pytest.mark.parametrize("size", [(9, 9), (7, 11)])
def test_a_spectrum_of_more_frequencies_than_the_map_has(shuffle: Bench, size: tuple[int, int]) -> None:
    expect_taken(shuffle, snapshot(shuffle, Spectrum(picture((0, 0, 7, 9)), 0.5)))  # of a map of 6 × 8
    # Of a picture that is larger than the map it may have more.
    expect_taken(shuffle, snapshot(shuffle, Spectrum(picture((0, 0, *size)), 0.5, (10, 10))))
    expect_replaced(shuffle, snapshot(shuffle, Spectrum(picture((0, 0, *size)), 0.5)), "more frequencies")


def test_tiles_of_other_channels(shuffle: Bench) -> None:
    expect_taken(shuffle, snapshot(shuffle, Tiles(picture((0, 0, 6, 16)), (0, 1))))
    expect_replaced(
        shuffle, snapshot(shuffle, Tiles(picture((0, 0, 6, 8)), (2,))), "output channels that do not exist"
    )


def test_of_an_unshuffle_the_tiles_are_those_of_its_output(unshuffle: Bench) -> None:
    expect_taken(unshuffle, snapshot(unshuffle, Tiles(picture((0, 0, 6, 16)), (0, 1))))
    expect_taken(unshuffle, snapshot(unshuffle, Subpixels((2, 3), np.zeros(4, np.float32))))
    expect_replaced(unshuffle, snapshot(unshuffle, Tiles(picture((0, 0, 6, 8)), (3,))), "do not exist")


def test_a_pixel_outside_the_output_of_an_unshuffle(unshuffle: Bench) -> None:
    expect_replaced(unshuffle, snapshot(unshuffle, Subpixels((3, 0), np.zeros(4, np.float32))), "outside the map")


@pytest.mark.parametrize(("region", "count"), [((0, 0, 6, 16), 3), ((0, 0, 6, 17), 2), ((1, 0, 6, 16), 2)])
def test_channels_side_by_side_that_the_output_does_not_have(shuffle: Bench, region: Region, count: int) -> None:
    expect_taken(shuffle, snapshot(shuffle, ChannelMaps(picture((2, 3, 4, 13)), 2)))
    expect_replaced(shuffle, snapshot(shuffle, ChannelMaps(picture(region), count)), "side by side")


def test_more_displaced_values_than_there_are(shuffle: Bench) -> None:
    expect_taken(shuffle, snapshot(shuffle, Displaced(96, 90)))
    expect_replaced(shuffle, snapshot(shuffle, Displaced(97, 90)), "97 values have moved")


@pytest.mark.parametrize("region", [(0, 0, 6, 8), (0, 0, 6, 17), (1, 0, 5, 16)])
def test_tiles_that_stand_elsewhere(shuffle: Bench, region: Region) -> None:
    expect_replaced(shuffle, snapshot(shuffle, Tiles(picture(region), (0, 1))), "tiles cover")
