"""Every condition that a reply must fulfil, violated on its own: it is no reply then."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from recorded_replies import recordings

from vizapp.document.channel_grid import MAX_SHOWN_CHANNELS
from vizapp.gui.deformable.requests import KERNEL_DENSITY
from vizapp.problem import Problem
from vizapp.protocol import reply_limits
from vizapp.protocol.events import (
    Configured,
    DeviceInfo,
    Failed,
    InputPicture,
    Progress,
    Ready,
    Refused,
    RunningChanged,
)
from vizapp.protocol.messages import Reply
from vizapp.protocol.metric import Metric
from vizapp.protocol.offset_answers import MAX_OFFSET, Field, Finding, KernelDensity, OffsetReport
from vizapp.protocol.picture_answers import MAX_VALUES, ChannelMaps, Picture, Spectrum, Tiles
from vizapp.protocol.reply_checks import check_reply
from vizapp.protocol.requests import MAX_PICTURE_PIXELS
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import Arrangement, Displaced, Kernels, PixelPoints, Subpixels
from vizapp.protocol.teaching import Moved
from vizapp.protocol.unit_answers import MAX_PLACES, MAX_TREE_PIXELS, Readers, Tree, UnitReading, UnitReadings
from vizapp.protocol.value_checks import ReplyError
from vizapp.protocol.wire import WireError, decode_reply, encode

Change = Callable[[Any], dict[str, Any]]
NAN, INF = math.nan, math.inf


def real(kind: str) -> Any:
    """Return the last reply of a kind that the deformable lab gave."""
    return decode_reply(recordings()[0].replies[kind])


def with_fields(value: Any, **changes: Any) -> Any:
    return msgspec.structs.replace(value, **changes)


def answered(answer: Any) -> Snapshot:
    return with_fields(real("Snapshot"), answers={"asked": answer})


def picture() -> Picture:
    found = real("Snapshot").answers["output"]
    assert isinstance(found, Picture)
    return found


def reading() -> UnitReading:
    found = real("Snapshot").answers["probe"]
    assert isinstance(found, UnitReadings)
    return found.readings[0]


def tiles() -> Tiles:
    found = decode_reply(recordings()[2].replies["Snapshot"])
    assert isinstance(found, Snapshot)
    answer = found.answers["tiles"]
    assert isinstance(answer, Tiles)
    return answer


def filled(array: np.ndarray, value: Any) -> np.ndarray:
    """Return the array with one of its numbers replaced."""
    copy = array.copy()
    copy.flat[0] = value
    return copy


def expect_refused(reply: Reply, said: str) -> None:
    with pytest.raises(ReplyError, match=said):
        check_reply(reply)
    with pytest.raises(WireError, match="this is not"):
        decode_reply([bytes(frame) for frame in encode(reply)])


@pytest.mark.parametrize("index", range(5))
def test_real_replies_are_replies(index: int) -> None:
    if index == 4:
        pytest.importorskip("spandrel")
    for frames in recordings()[index].replies.values():
        check_reply(decode_reply(frames))


# Pictures ------------------------------------------------------------------------------------------------------

PICTURES: dict[str, tuple[Change, str]] = {
    "begins above": (lambda p: {"region": (-1, 0, *p.region[2:])}, "begins at"),
    "begins far away": (lambda p: {"region": (0, reply_limits.MAX_MAP_SIDE + 1, *p.region[2:])}, "begins at"),
    "covers nothing": (lambda p: {"region": (0, 0, 0, p.region[3])}, "covers"),
    "covers too much": (lambda p: {"region": (0, 0, reply_limits.MAX_MAP_SIDE + 1, 1)}, "covers"),
    "floats": (lambda p: {"pixels": p.pixels.astype(np.float32)}, "pixels is float32"),
    "no colours": (lambda p: {"pixels": p.pixels[..., 0]}, "pixels has the shape"),
    "two colours": (lambda p: {"pixels": p.pixels[..., :2]}, "2 channels"),
    "no pixels": (lambda p: {"pixels": p.pixels[:0]}, "do not show"),
    "more pixels than covered": (lambda p: {"region": (0, 0, p.region[2] - 1, p.region[3])}, "do not show"),
    "bytes for values": (lambda p: {"values": p.values.astype(np.uint8)}, "values is uint8"),
    "values of another size": (lambda p: {"values": p.values[:, 1:]}, "values has the shape"),
    "values without channels": (lambda p: {"values": p.values[0]}, "values has the shape"),
    "two channels of values": (lambda p: {"values": p.values[:2]}, "values have 2"),
    "colours in grey": (lambda p: {"pixels": p.pixels[..., :1]}, "drawn in grey"),
    "finer, but with its own pixels": (lambda p: {"finer": True}, "are not finer"),
    "finer with numbers": (lambda p: {"finer": True, "region": (0, 0, p.region[2] - 1, p.region[3])}, "values has"),
    "finer without pixels": (
        lambda p: {"finer": True, "values": None, "pixels": np.zeros((9999, 0, 3), np.uint8)},
        "too many, or none",
    ),
    "finer than may be sent": (
        lambda p: {"finer": True, "values": None, "pixels": np.zeros((MAX_PICTURE_PIXELS + 1, 1, 3), np.uint8)},
        "too many, or none",
    ),
    "exact and reduced": (lambda p: {"pixels": p.pixels[1:]}, "was reduced"),
    "low is no number": (lambda p: {"low": NAN}, "range"),
    "high is endless": (lambda p: {"high": INF}, "range"),
    "low is too far": (lambda p: {"low": -1e101}, "range"),
    "high is low": (lambda p: {"high": p.low}, "range"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_none(name: str) -> None:
    change, said = PICTURES[name]
    wrong = with_fields(picture(), **change(picture()))
    expect_refused(answered(wrong), said)
    expect_refused(answered(with_fields(tiles(), picture=wrong)), said)
    expect_refused(with_fields(real("InputPicture"), picture=wrong), said)


def test_more_exact_values_than_are_sent() -> None:
    side = math.isqrt(MAX_VALUES) + 1
    pixels, values = np.zeros((side, side, 1), np.uint8), np.zeros((1, side, side), np.float32)
    expect_refused(answered(Picture((0, 0, side, side), pixels, values, 0.0, 1.0)), "too many")


def test_tiles_may_bring_as_many_values_as_a_photograph_has_and_no_more() -> None:
    for rows, taken in ((1024, True), (1025, False)):
        pixels, values = np.zeros((rows, 1024, 1), np.uint8), np.zeros((1, rows, 1024), np.float32)
        found = answered(Tiles(Picture((0, 0, rows, 1024), pixels, values, 0.0, 1.0), (0, 1, 2)))
        if taken:
            check_reply(found)
        else:
            expect_refused(found, "too many")


@pytest.mark.parametrize(
    ("channels", "said"), [((0, 1), "no picture"), ((0, -1, 2), "negative"), ((0,), "not those of the channels")]
)
def test_an_input_of_other_channels(channels: tuple[int, ...], said: str) -> None:
    expect_refused(with_fields(real("InputPicture"), channels=channels), said)


@pytest.mark.parametrize(
    ("groups", "said"),
    [((0, -1), "negative"), ((1, 1), "twice")],
)
def test_tiles_of_no_groups(groups: tuple[int, ...], said: str) -> None:
    expect_refused(answered(with_fields(tiles(), groups=groups)), said)


# Readings ------------------------------------------------------------------------------------------------------

READINGS: dict[str, tuple[Change, str]] = {
    "no taps": (lambda r: {"products": r.products[:0]}, "0 taps"),
    "one number of products": (lambda r: {"products": np.zeros((), np.float32)}, "0 taps"),
    "too many taps": (lambda r: {"products": np.zeros(4097, np.float32)}, "4097 taps"),
    "masks of other taps": (lambda r: {"mask": np.ones(8, np.float32)}, "mask has the shape"),
    "masks in double precision": (lambda r: {"mask": np.ones(9)}, "mask is float64"),
    "an endless mask": (lambda r: {"mask": np.full(9, INF, np.float32)}, "mask is not finite"),
    "negative unit": (lambda r: {"unit_yx": (0, -1)}, "negative place"),
    "negative output": (lambda r: {"output_channel": -1}, "negative"),
    "negative channel": (lambda r: {"channels": (0, 1, -1)}, "negative"),
    "a channel twice": (lambda r: {"channels": (0, 1, 1)}, "twice"),
    "push is short": (lambda r: {"push_yx": r.push_yx[1:]}, "push_yx has the shape"),
    "push is no number": (lambda r: {"push_yx": r.push_yx * np.float32(NAN)}, "not finite"),
    "placed is no bool": (lambda r: {"placed": r.placed.astype(np.uint8)}, "placed is uint8"),
    "placed is short": (lambda r: {"placed": r.placed[1:]}, "placed has the shape"),
    "neighbours are floats": (lambda r: {"neighbours_yx": r.neighbours_yx.astype(np.float32)}, "neighbours_yx is"),
    "three neighbours": (lambda r: {"neighbours_yx": r.neighbours_yx[:, :3]}, "neighbours_yx has"),
    "other neighbours": (lambda r: {"neighbours_yx": r.neighbours_yx + 9}, "neighbours are not"),
    "truth is short": (lambda r: {"truth_yx": r.truth_yx[1:]}, "truth_yx has the shape"),
    "truth is nowhere": (lambda r: {"truth_yx": filled(r.truth_yx, NAN)}, "a place is not finite"),
    "point is nowhere": (lambda r: {"point_yx": filled(r.point_yx, INF)}, "a place is not finite"),
    "offset is nowhere": (lambda r: {"offset_yx": filled(r.offset_yx, -INF)}, "a place is not finite"),
    "weight is negative": (lambda r: {"neighbour_weights": filled(r.neighbour_weights, -0.5)}, "a weight"),
    "weight is no number": (lambda r: {"neighbour_weights": filled(r.neighbour_weights, NAN)}, "a weight"),
}
FLOATS = ["offset_yx", "point_yx", "neighbour_weights", "neighbour_values", "values", "kernel"]


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_that_is_none(name: str) -> None:
    change, said = READINGS[name]
    expect_refused(answered(UnitReadings((with_fields(reading(), **change(reading())),))), said)


@pytest.mark.parametrize("name", [*FLOATS, "products"])
def test_a_reading_whose_arrays_do_not_go_together(name: str) -> None:
    array = getattr(reading(), name)
    if name != "products":
        shorter = with_fields(reading(), **{name: array[1:]})
        expect_refused(answered(UnitReadings((shorter,))), f"{name} has the shape")
    doubles = with_fields(reading(), **{name: array.astype(np.float64)})
    expect_refused(answered(UnitReadings((doubles,))), f"{name} is float64")


def test_a_point_too_far_away_for_float32_may_have_any_neighbours() -> None:
    points = reading().point_yx.copy()
    points[0] = 1e30
    check_reply(answered(UnitReadings((with_fields(reading(), point_yx=points),))))


def test_a_unit_twice() -> None:
    expect_refused(answered(UnitReadings((reading(), reading()))), "twice")


def readers() -> Readers:
    found = real("Snapshot").answers["deformable.readers"]
    assert isinstance(found, Readers)
    return found


READER_CHANGES: dict[str, tuple[Change, str]] = {
    "a pixel above": (lambda r: {"pixel_yx": (-1, 0)}, "negative place"),
    "too many units": (lambda r: {"count": reply_limits.MAX_MAP + 1}, "too many"),
    "too many of a plain one": (lambda r: {"plain_count": 4097}, "cannot read one pixel"),
    "units are floats": (lambda r: {"units_yx": r.units_yx.astype(np.float32)}, "units_yx is float32"),
    "a unit is missing": (lambda r: {"units_yx": r.units_yx[1:]}, "units_yx has the shape"),
    "fewer than counted": (lambda r: {"count": r.count + 1}, "units_yx has the shape"),
    "strength in double precision": (lambda r: {"strength": r.strength.astype(np.float64)}, "strength is float64"),
    "a strength is missing": (lambda r: {"strength": r.strength[1:]}, "strength has the shape"),
    "a unit above": (lambda r: {"units_yx": filled(r.units_yx, -1)}, "nowhere on a map"),
    "a unit far away": (
        lambda r: {"units_yx": filled(r.units_yx, reply_limits.MAX_MAP_SIDE + 1)},
        "nowhere on a map",
    ),
    "a unit twice": (lambda r: {"units_yx": np.repeat(r.units_yx[:1], len(r.units_yx), axis=0)}, "twice"),
    "strength is no number": (lambda r: {"strength": filled(r.strength, NAN)}, "strength is not finite"),
    "strength is endless": (lambda r: {"strength": filled(r.strength, INF)}, "strength is not finite"),
    "strength is negative": (lambda r: {"strength": -r.strength[::-1]}, "strength is not finite or negative"),
    "weakest first": (lambda r: {"strength": r.strength[::-1]}, "order of their strength"),
    "no farthest": (lambda r: {"farthest_yx": None}, "farthest unit is there"),
    "farthest above": (lambda r: {"farthest_yx": (-1, 3)}, "negative place"),
    "farthest is another": (lambda r: {"farthest_yx": (47, 63)}, "none of them"),
}


@pytest.mark.parametrize("name", READER_CHANGES)
def test_readers_that_are_none(name: str) -> None:
    change, said = READER_CHANGES[name]
    assert readers().count > 1
    expect_refused(answered(with_fields(readers(), **change(readers()))), said)


# The other answers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ((Finding("mean", -1.0),), "no measure"),
        ((Finding("mean", NAN),), "no measure"),
        ((Finding("mean", 1.0, -1.0),), "no limit"),
        ((Finding("mean", 1.0, NAN),), "no limit"),
        ((Finding("mood", 1.0),), "nothing is known"),
        ((Finding("mean", 1.0), Finding("mean", 2.0)), "a finding"),
        ((Finding("longest_tap", 1.0, tap="0\n2"),), "not written"),
    ],
)
def test_findings_that_are_none(findings: tuple[Finding, ...], said: str) -> None:
    expect_refused(answered(OffsetReport(findings)), said)


@pytest.mark.parametrize(
    ("pixel", "values", "said"),
    [
        ((0, 0), np.zeros(0, np.float32), "0 sub-pixels"),
        ((0, 0), np.zeros(1025, np.float32), "1025 sub-pixels"),
        ((0, 0), np.zeros((2, 2), np.float32), "shape"),
        ((0, 0), np.zeros(4), "float64"),
        ((-1, 0), np.zeros(4, np.float32), "negative place"),
    ],
)
def test_subpixels_that_are_none(pixel: tuple[int, int], values: np.ndarray, said: str) -> None:
    expect_refused(answered(Subpixels(pixel, values)), said)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"pixel_yx": (-1, 0)}, "negative place"),
        ({"run": "dysample\n"}, "not written"),
        ({"features": 33}, "other sizes"),
        ({"point_yx": np.zeros((4, 4, 2))}, "float64"),
        ({"point_yx": np.zeros((4, 9, 2), np.float32)}, "rigid_yx has the shape"),
        ({"point_yx": np.full((4, 4, 2), np.nan, np.float32)}, "not finite"),
        ({"rigid_yx": np.full((4, 2), 2.0**25, np.float32)}, "too far away"),
        (
            {"point_yx": np.zeros((4, 5, 2), np.float32), "rigid_yx": np.zeros((5, 2), np.float32)},
            "5 points are no square",
        ),
    ],
)
def test_points_of_a_pixel_that_are_none(changes: dict[str, Any], said: str) -> None:
    found = decode_reply(recordings()[1].replies["Snapshot"])
    assert isinstance(found, Snapshot)
    answer = found.answers["subpixel.points"]
    assert isinstance(answer, PixelPoints)
    assert answer.point_yx.shape == (4, 4, 2)
    made = answered(with_fields(answer, **changes))
    if said:
        expect_refused(made, said)
    else:
        check_reply(made)


def channel_maps(**changes: Any) -> ChannelMaps:
    found = decode_reply(recordings()[2].replies["Snapshot"])
    assert isinstance(found, Snapshot)
    answer = found.answers["channel maps"]
    assert isinstance(answer, ChannelMaps)
    return with_fields(answer, picture=with_fields(answer.picture, **changes))


def test_channels_side_by_side_that_are_none() -> None:
    values = channel_maps().picture.values
    assert values is not None
    coloured = channel_maps(pixels=np.zeros((*values.shape[1:], 3), np.uint8), values=np.repeat(values, 3, axis=0))
    expect_refused(answered(coloured), "drawn in grey")
    expect_refused(answered(channel_maps(region=(-1, 0, 4, 4))), "begins at")
    for count in (0, MAX_SHOWN_CHANNELS + 1):
        with pytest.raises(WireError, match="count"):
            decode_reply([bytes(frame) for frame in encode(answered(with_fields(channel_maps(), count=count)))])


@pytest.mark.parametrize(("places", "differing", "said"), [(2**60, None, "places is"), (3, 4, "more values differ")])
def test_displaced_values_that_are_none(places: int, differing: int | None, said: str) -> None:
    expect_refused(answered(Displaced(places, differing)), said)


@pytest.mark.parametrize(
    ("error", "psnr", "said"),
    [(-1.0, 3.0, "distance"), (0.0, 40.0, "disagree"), (0.5, None, "disagree"), (0.5, float("nan"), "such a ratio")],
)
def test_arrangements_that_are_none(error: float, psnr: float | None, said: str) -> None:
    expect_refused(answered(Arrangement(error, psnr)), said)


def test_only_a_picture_of_its_own_may_be_finer_than_its_map() -> None:
    fine = Picture((0, 0, 5, 7), np.zeros((10, 14, 1), np.uint8), None, 0.0, 1.0, finer=True)
    check_reply(answered(fine))
    expect_refused(answered(Tiles(fine, (0,))), "more pixels than the map")
    expect_refused(answered(Spectrum(fine, 0.1)), "more pixels than the map")


@pytest.mark.parametrize(
    ("shape", "region", "said"),
    [
        ((5, 7), (0, 0, 5, 7), ""),
        ((5, 7), (1, 0, 5, 7), "a spectrum is only a part of one"),
        ((5, 8), (0, 0, 5, 8), "a spectrum has no middle"),
        ((1, 7), (0, 0, 1, 7), "a spectrum has no middle"),
        ((5, 7), (0, 0, 4, 7), "do not show"),
    ],
)
def test_spectra_that_are_none(shape: tuple[int, int], region: Any, said: str) -> None:
    pixels = np.zeros((*shape, 1), np.uint8)
    drawn = Picture(region, pixels, None, -100.0, -20.0)
    if said:
        expect_refused(answered(Spectrum(drawn, 0.2)), said)
        return
    check_reply(answered(Spectrum(drawn, NAN)))
    check_reply(answered(Spectrum(drawn, NAN, (2000, 3000))))
    expect_refused(answered(Spectrum(drawn, NAN, (0, 3000))), "no size of a picture")
    expect_refused(answered(Spectrum(drawn, -0.1)), "a deviation is negative")


def kernels(**changes: Any) -> Kernels:
    """Return kernels of two layers, the last with r = 2, and changes of them."""
    layers = (np.ones((5, 1, 5, 5), np.float32), np.ones((4, 5, 3, 3), np.float32))
    return with_fields(Kernels(layers, np.ones((5, 1, 6, 6), np.float32), 2, 1e-7, 0.5), **changes)


KERNELS: dict[str, tuple[dict[str, Any], str]] = {
    "doubles": ({"layers": (np.ones((4, 5, 3, 3)),)}, "layer is float64"),
    "flat": ({"layers": (np.ones((4, 5, 9), np.float32),)}, "layer has the shape"),
    "none": ({"layers": (np.ones((0, 5, 3, 3), np.float32),)}, "no kernels"),
    "very many": ({"layers": (np.ones((600, 100, 3, 3), np.float32),), "equal": None}, "too many weights"),
    "other inputs": ({"equal": np.ones((6, 1, 6, 6), np.float32)}, "equal has the shape"),
    "another size": ({"equal": np.ones((5, 1, 6, 9), np.float32)}, "not equal to these"),
    "smaller": ({"equal": np.ones((5, 1, 2, 2), np.float32)}, "not equal to these"),
    "another factor": ({"equal": np.ones((5, 1, 9, 9), np.float32)}, "4 outputs are not 1 times 3"),
    "negative": ({"difference": -1e-9}, "a size is negative"),
    "far padding": ({"padding": reply_limits.MAX_MAP_SIDE + 1}, "a padding of"),
}


@pytest.mark.parametrize("name", KERNELS)
def test_kernels_that_are_none(name: str) -> None:
    changes, said = KERNELS[name]
    expect_refused(answered(kernels(**changes)), said)


def test_kernels_of_a_training_that_diverged_are_kernels() -> None:
    check_reply(answered(kernels()))
    check_reply(answered(kernels(difference=NAN, largest=INF)))


def tree(**changes: Any) -> Tree:
    found = real("Snapshot").answers["tree"]
    assert isinstance(found, Tree)
    return with_fields(found, **changes)


def _stretched(name: str, count: int) -> np.ndarray:
    """Return an array of the real tree that is ``count`` long."""
    values = getattr(tree(), name)
    return np.ascontiguousarray(np.resize(values, (count, *values.shape[1:])))


_FAR = MAX_PLACES + 1
_PIXELS = MAX_TREE_PIXELS + 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit_yx": (-1, 0)}, "negative place"),
        ({"output_channel": -1}, "negative place"),
        ({"place_yx": np.zeros((9, 3), np.float32)}, "place_yx has the shape"),
        ({"place_yx": np.zeros((9, 2))}, "float64"),
        ({"place_yx": np.full((9, 2), np.nan, np.float32)}, "not finite"),
        ({"strength": np.zeros(8, np.float32)}, "strength has the shape"),
        ({"strength": np.full(9, -1, np.float32)}, "no strength"),
        ({"strength": np.full(9, np.inf, np.float32)}, "no strength"),
        ({"samples": np.zeros(9, np.int32)}, "nothing reads"),
        ({"path": np.zeros((9, 0), np.int32)}, "0 layers"),
        ({"path": np.zeros((9, 4), np.int32)}, "4 layers"),
        ({"path": np.full((9, 1), -1, np.int32)}, "tap that does not exist"),
        ({"path": np.full((9, 1), reply_limits.MAX_POINTS, np.int32)}, "tap that does not exist"),
        ({"path": np.zeros(9, np.int32)}, "0 layers"),
        ({"via_yx": np.zeros((9, 1, 2), np.float32)}, "via_yx has the shape"),
        ({"pixel_yx": np.full((1, 2), -1, np.int32), "gradient": np.ones(1, np.float32)}, "on no map"),
        ({"pixel_yx": np.zeros((1, 2), np.int32)}, "gradient has the shape"),
        ({"pixel_yx": np.array([(0, 0), (5000, 5000)], np.int32), "gradient": np.ones(2, np.float32)}, "span"),
        ({"gradient": np.full(1, np.nan, np.float32), "pixel_yx": np.zeros((1, 2), np.int32)}, "no strength"),
        ({"all_samples": 8}, "too small"),
        ({"all_places": 8}, "too small"),
        ({"all_places": 2**60}, "places is"),
        ({"left_out": 1.5}, "share"),
        ({"agreement": float("nan")}, "share"),
    ],
)
def test_trees_that_are_none(changes: dict[str, Any], said: str) -> None:
    expect_refused(answered(tree(**changes)), said)


def test_trees_that_are_too_large() -> None:
    names = ("place_yx", "strength", "samples", "path", "via_yx")
    many = {name: _stretched(name, _FAR) for name in names}
    expect_refused(answered(tree(**many, all_places=_FAR, all_samples=_FAR)), "too many")
    pixels = {name: _stretched(name, _PIXELS) for name in ("pixel_yx", "gradient")}
    expect_refused(answered(tree(**pixels)), "too many")


def field(**changes: Any) -> Field:
    found = real("Snapshot").answers["field"]
    assert isinstance(found, Field)
    return with_fields(found, **changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"region": (-1, 0, 48, 64)}, "begins at"),
        ({"region": (0, 0, 0, 64)}, "covers 0×64"),
        ({"tap": -1}, "no tap -1"),
        ({"tap": reply_limits.MAX_POINTS}, f"no tap {reply_limits.MAX_POINTS}"),
        ({"step_yx": (0, 1)}, "step"),
        ({"step_yx": (1, 65)}, "step"),
        ({"step_yx": (2, 1)}, "shape"),
        ({"region": (0, 0, 48, 63)}, "shape"),
        ({"region": (0, 0, 2**24, 2**24)}, "too large"),
        ({"offset_yx": np.zeros((48, 64, 2))}, "float64"),
        ({"offset_yx": np.zeros((48, 64), np.float32)}, "shape"),
        ({"offset_yx": np.full((48, 64, 2), NAN, np.float32)}, "not finite"),
        ({"offset_yx": np.full((48, 64, 2), 2 * MAX_OFFSET, np.float32)}, "too large"),
        ({"reach": -1.0}, "reach"),
        ({"reach": NAN}, "reach"),
        ({"reach": 1e30}, "reach"),
    ],
)
def test_fields_that_are_none(changes: dict[str, Any], said: str) -> None:
    check_reply(answered(field()))
    expect_refused(answered(field(**changes)), said)


def kernel_density(**changes: Any) -> KernelDensity:
    found = real("Snapshot").answers[KERNEL_DENSITY]
    assert isinstance(found, KernelDensity)
    return with_fields(found, **changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"group": -1}, "no offset group -1"),
        ({"group": reply_limits.MAX_POINTS}, "no offset group"),
        ({"frame": 0.0}, "a frame of 0"),
        ({"frame": NAN}, "a frame of nan"),
        ({"frame": 2 * MAX_OFFSET}, "a frame of"),
        ({"counts": np.zeros((9, 48, 48), np.int64)}, "int64"),
        ({"counts": np.zeros((9, 48, 47), np.int32)}, "shape"),
        ({"counts": np.zeros((48, 48), np.int32)}, "shape"),
        ({"counts": np.zeros((0, 48, 48), np.int32)}, "0 taps"),
        ({"counts": np.zeros((reply_limits.MAX_KERNEL_TAPS + 1, 48, 48), np.int32)}, "taps"),
        ({"counts": np.full((9, 48, 48), -1, np.int32)}, "negative"),
        ({"outside": -1}, "outside is -1"),
        ({"broken": -1}, "broken is -1"),
    ],
)
def test_kernel_densities_that_are_none(changes: dict[str, Any], said: str) -> None:
    check_reply(answered(kernel_density()))
    expect_refused(answered(kernel_density(**changes)), said)


def test_a_field_of_every_third_unit() -> None:
    offsets = np.zeros((16, 13, 2), np.float32)
    check_reply(answered(field(step_yx=(3, 5), offset_yx=offsets, reach=0.0)))


# Messages ------------------------------------------------------------------------------------------------------

BIDI, LINES, LONG = "\u202egnp", "two\nlines", "x" * 1001
DEVICE = DeviceInfo("cpu", "CPU")


def metric(**changes: Any) -> Metric:
    return with_fields(real("Configured").metrics[1], **changes)


def metrics(**changes: Any) -> dict[str, Any]:
    return {"metrics": (real("Configured").metrics[0], metric(beside="", **changes))}


MESSAGES: dict[str, tuple[str, Change, str]] = {
    "step before the first": ("Snapshot", lambda m: {"step": -1}, "step is -1"),
    "endless step": ("Snapshot", lambda m: {"step": 2**53 + 1}, "step is"),
    "negative memory": ("Snapshot", lambda m: {"memory_bytes": -1}, "memory is -1"),
    "no speed": ("Snapshot", lambda m: {"steps_per_second": NAN}, "speed"),
    "negative speed": ("Snapshot", lambda m: {"steps_per_second": -1.0}, "speed"),
    "endless speed": ("Snapshot", lambda m: {"steps_per_second": INF}, "speed"),
    "large measure": ("Snapshot", lambda m: {"measures": {"loss": -1e200}}, "too large"),
    "unwritten measure": ("Snapshot", lambda m: {"measures": {BIDI: 1.0}}, "not written"),
    "unwritten request": ("Snapshot", lambda m: {"answers": {LINES: OffsetReport(())}}, "not written"),
    "step 0": ("Progress", lambda m: {"first_step": 0}, "does not exist"),
    "endless first step": ("Progress", lambda m: {"first_step": 2**60}, "does not exist"),
    "a long sentence": (
        "Failed",
        lambda m: {"problem": Problem("a", values=dict.fromkeys("bcd", "x" * 2000))},
        "too long",
    ),
    "no steps": ("Progress", lambda m: {"series": {"loss": np.zeros(0)}}, "0 steps"),
    "too many steps": ("Progress", lambda m: {"series": {"loss": np.zeros(100_001)}}, "steps"),
    "lengths": ("Progress", lambda m: {"series": {"loss": np.zeros(2), "distance": np.zeros(3)}}, "lengths"),
    "single precision": ("Progress", lambda m: {"series": {"loss": np.zeros(2, np.float32)}}, "float32"),
    "one number": ("Progress", lambda m: {"series": {"loss": np.zeros(())}}, "shape"),
    "large value": ("Progress", lambda m: {"series": {"loss": np.array([1e200])}}, "too large"),
    "stands before 0": ("Configured", lambda m: {"step": -1}, "step is"),
    "negative parameters": ("Configured", lambda m: {"parameters": -1}, "parameters is"),
    "no input": ("Configured", lambda m: {"input_shape": (3, 0, 4)}, "no map"),
    "long output": ("Configured", lambda m: {"output_shape": (1, 1, 2**25)}, "no map"),
    "many channels": ("Configured", lambda m: {"input_shape": (2**22 + 1, 1, 1)}, "too large"),
    "large map": ("Configured", lambda m: {"output_shape": (1, 2**16, 2**15)}, "too large"),
    "covers nothing": ("Configured", lambda m: {"covered": (1e-9, 1.0)}, "covered"),
    "cut off more than a factor": ("Configured", lambda m: {"edge_yx": (0, -8)}, "cut off or added"),
    "added more than a factor": ("Configured", lambda m: {"edge_yx": (9, 0)}, "cut off or added"),
    "a training from its middle on": ("Configured", lambda m: {"training": "new", "step": 3}, "begins in its middle"),
    "a training twice": ("Configured", lambda m: {"set_aside": (4, 4)}, "a training"),
    "held out beyond": ("Configured", lambda m: {"held_out_from": m.output_shape[2] + 1}, "held out"),
    "a metric twice": ("Configured", lambda m: {"metrics": (*m.metrics, m.metrics[1])}, "twice"),
    "loss is not first": ("Configured", lambda m: {"metrics": m.metrics[::-1]}, "loss"),
    "beside nothing": ("Configured", lambda m: {"metrics": (m.metrics[0], metric(beside="no"))}, "beside"),
    "beside itself": ("Configured", lambda m: {"metrics": (m.metrics[0], metric(beside="distance"))}, "beside"),
    "unwritten title": ("Configured", lambda m: metrics(title=BIDI), "not written"),
    "unwritten unit": ("Configured", lambda m: metrics(unit="\x07"), "not written"),
    "unwritten explanation": ("Configured", lambda m: metrics(explanation=LINES), "not written"),
    "unwritten metric": ("Configured", lambda m: metrics(name="\u2028"), "not written"),
    "unwritten reference": ("Configured", lambda m: metrics(references={BIDI: 1.0}), "not written"),
    "endless reference": ("Configured", lambda m: metrics(references={"a": INF}), "reference"),
    "no reference": ("Configured", lambda m: metrics(references={"a": NAN}), "reference"),
    "trains without metrics": ("Configured", lambda m: {"metrics": ()}, "trained"),
    "metrics without training": ("Configured", lambda m: {"trainable": False}, "trained"),
    "no device": ("Configured", lambda m: {"device": DeviceInfo("tpu", "TPU")}, "no device"),
    "unwritten label": ("Configured", lambda m: {"device": DeviceInfo("cpu", LINES)}, "not written"),
    "long label": ("Configured", lambda m: {"device": DeviceInfo("cpu", LONG)}, "too long"),
    "negative device": ("Configured", lambda m: {"device": DeviceInfo("cpu", "CPU", -1)}, "memory is"),
    "long note": ("Configured", lambda m: {"notes": (Problem(LONG),)}, "too long"),
    "unwritten note": ("Configured", lambda m: {"notes": (Problem(LINES),)}, "not written"),
    "note without its values": ("Configured", lambda m: {"notes": (Problem("note.reduced-copy"),)}, "does not fill"),
    "a device twice": ("Ready", lambda m: {"devices": (DEVICE, DEVICE)}, "twice"),
    "other device": ("Ready", lambda m: {"devices": (DeviceInfo("cuda:100", "GPU"),)}, "no device"),
    "long version": ("Ready", lambda m: {"torch_version": LONG}, "too long"),
    "taught at a negative step": ("Taught", lambda m: {"report": with_fields(m.report, step=-1)}, "step is"),
    "taught nothing": ("Taught", lambda m: {"report": with_fields(m.report, points=0)}, "nothing was taught"),
    "taught a tap twice": ("Taught", lambda m: {"report": with_fields(m.report, taps=(4, 4))}, "twice"),
    "taught no tap": ("Taught", lambda m: {"report": with_fields(m.report, taps=(-1,))}, "no such tap"),
    "taught far away": ("Taught", lambda m: {"report": with_fields(m.report, landed=NAN)}, "no distance"),
    "taught more than all": ("Taught", lambda m: {"report": with_fields(m.report, share=1.5)}, "no share"),
    "taught no units, and some": ("Taught", lambda m: {"report": with_fields(m.report, share=None)}, "elsewhere"),
    "taught a negative way": (
        "Taught",
        lambda m: {"report": with_fields(m.report, others=Moved(-1.0, 1.0))},
        "no way",
    ),
    "taught and refused": ("Taught", lambda m: {"problem": Problem("teach.no-gradient")}, "two ways"),
    "neither taught nor refused": ("Taught", lambda m: {"report": None}, "in none"),
    "refused without its values": (
        "Taught",
        lambda m: {"report": None, "problem": Problem("teach.beyond-bound")},
        "does not fill",
    ),
    "recalled before 0": ("Recalled", lambda m: {"step": -1}, "step is"),
    "recalled with lines": ("Recalled", lambda m: {"lab": LINES}, "not written"),
    "runs before 0": ("RunningChanged", lambda m: {"step": -1}, "step is"),
    "runs, and why not": ("RunningChanged", lambda m: {"running": True, "why": Problem("a")}, "goes on"),
    "stops without a sentence": (
        "RunningChanged",
        lambda m: {"running": False, "why": Problem("watch.above")},
        "does not fill",
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_that_is_none(name: str) -> None:
    kind, change, said = MESSAGES[name]
    message = real(kind)
    expect_refused(with_fields(message, **change(message)), said)


PROBLEMS = {
    "a value is missing": Problem("failed.step", values={"what": "no"}),
    "a size is a number": Problem("shuffle.image-too-small", values={"size": 3, "factor": 2, "least": (2, 2)}),
    "a size has three sides": Problem(
        "shuffle.image-too-small", values={"size": (1, 2, 3), "factor": 2, "least": (2, 2)}
    ),
    "a remedy lacks a value": Problem("window.unknown", remedies=(Problem("remedy.factor"),)),
    "a remedy has remedies": Problem("unknown", remedies=(Problem("a", remedies=(Problem("b"),)),)),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_that_cannot_be_told(name: str) -> None:
    said = "remedies" if name == "a remedy has remedies" else "does not fill its sentence"
    expect_refused(Refused(1, 1, PROBLEMS[name]), said)
    expect_refused(Failed(1, PROBLEMS[name], ""), said)


def test_what_may_be_unusual() -> None:
    """Nothing that a real engine may say is refused."""
    check_reply(Refused(1, 1, Problem("code.of-another-version", values={"what": "no"})))
    check_reply(Progress(1, "deformable", 1, {"loss": np.array([NAN, INF, -INF, 1e38])}))
    check_reply(with_fields(real("Snapshot"), measures={"loss": NAN, "distance": INF}))
    check_reply(answered(OffsetReport((Finding("mean", INF, 50.0, True),))))
    check_reply(answered(UnitReadings(())))
    reduced_copy = Problem("note.reduced-copy", values={"size": (10_000, 9), "reduced": (192, 1)})
    check_reply(with_fields(real("Configured"), notes=(reduced_copy, Problem("note.of-another-version"))))
    check_reply(Ready(1, (), "2.15.0+cpu", 1))
    check_reply(RunningChanged(-1, True, 0))
    reduced = with_fields(picture(), values=None, pixels=np.zeros((1, 1, 1), np.uint8))
    check_reply(answered(reduced))
    check_reply(InputPicture(1, (7,), reduced))
    assert isinstance(real("Configured"), Configured)


# What the types say --------------------------------------------------------------------------------------------


def with_tiles(groups: tuple[int, ...]) -> Snapshot:
    return answered(with_fields(tiles(), groups=groups))


def with_detail(channels: tuple[int, ...]) -> Snapshot:
    return answered(UnitReadings((with_fields(reading(), channels=channels),)))


BOUNDS: dict[str, tuple[Callable[[], Reply], str]] = {
    "no tiles": (lambda: with_tiles(()), r"\$.answers\[...\].groups"),
    "too many tiles": (lambda: with_tiles(tuple(range(1025))), r"\$.answers\[...\].groups"),
    "no detail": (lambda: with_detail(()), "channels"),
    "too much detail": (lambda: with_detail((0, 1, 2, 3)), "channels"),
    "nothing measured": (lambda: with_fields(real("Progress"), series={}), r"\$.series"),
    "too much measured": (
        lambda: with_fields(real("Progress"), series={f"m{n}": np.zeros(1) for n in range(33)}),
        r"\$.series",
    ),
    "measured under a long name": (lambda: with_fields(real("Progress"), series={"x" * 61: np.zeros(1)}), "series"),
    "no label": (lambda: with_fields(real("Configured"), device=DeviceInfo("cpu", "")), r"\$.device.label"),
    "many devices": (lambda: with_fields(real("Ready"), devices=(DEVICE,) * 65), r"\$.devices"),
    "long traceback": (lambda: with_fields(real("Failed"), detail="x" * 200_001), r"\$.detail"),
    "many notes": (lambda: with_fields(real("Configured"), notes=(Problem("a"),) * 5000), r"\$.notes"),
    "a long value of a note": (
        lambda: with_fields(real("Configured"), notes=(Problem("a", values={"b": "x" * 2001}),)),
        r"\$.notes",
    ),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_more_than_a_message_may_hold(name: str) -> None:
    make, where = BOUNDS[name]
    with pytest.raises(WireError, match=f"this is not a message: .*{where}"):
        decode_reply([bytes(frame) for frame in encode(make())])
