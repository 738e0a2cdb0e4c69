from __future__ import annotations

import time

import numpy as np
import pytest
from lab_sources import ask, drawn, measured, noise, shuffle, subpixels, tiles, travelled, with_spec

from vizapp.document.tile_layout import ChannelOrder, TileLayout
from vizapp.document.values import Position
from vizapp.protocol.picture_answers import Picture, Spectrum, Tiles
from vizapp.protocol.requests import (
    PictureRequest,
    Request,
    SpectrumRequest,
    SubpixelsRequest,
    TilesRequest,
    UnitsRequest,
)
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.sources.samples import read_sample
from vizapp.wording.lab_notes import lab_notes_text
from vizapp.wording.problems import ProblemError

ARANGE = np.arange(108, dtype=np.float32).reshape(12, 3, 3)


@pytest.mark.parametrize(
    ("order", "first_rows"),
    [("CRD", [[0, 9, 1, 10, 2, 11], [18, 27, 19, 28, 20, 29]]), ("DCR", [[0, 27, 1, 28, 2, 29]])],
)
def test_the_chapters_example(order: ChannelOrder, first_rows: list[list[float]]) -> None:
    lab, _ = shuffle(ARANGE, order=order)
    assert lab.enlarged.shape == (1, 3, 6, 6)
    for row, expected in enumerate(first_rows):
        assert lab.enlarged[0, 0, row].tolist() == expected
    picture = drawn(lab, channel=0)
    assert picture.values is not None
    np.testing.assert_array_equal(picture.values[0], lab.enlarged[0, 0].numpy())


@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_an_image_is_put_back_together_and_scrambled_by_another_order_of_phases(order: ChannelOrder) -> None:
    image = noise(13, 22)
    lab, experiment = shuffle(image, "image", upscale_factor=3, order=order)
    cropped = image[:12, :21]
    picture = drawn(lab)
    np.testing.assert_array_equal(picture.pixels, cropped)
    description = lab.describe()
    assert description.covered == (12 / 13, 21 / 22)
    assert description.input_shape == (27, 4, 7)
    assert description.output_shape == (3, 12, 21)
    assert description.edge_yx == (-1, -1)
    assert lab_notes_text(description.notes) == (
        f"Cut to 21 × 12 pixels, multiples of 3. Taken apart into 27 channels, which are stored in {order} order."
    )
    phases = (1, 0, *range(2, 9))
    lab.adjust(with_spec(experiment, phase_order=phases))
    scrambled = drawn(lab).pixels
    np.testing.assert_array_equal(scrambled[::3, ::3], cropped[::3, 1::3])
    np.testing.assert_array_equal(scrambled[::3, 1::3], cropped[::3, ::3])
    np.testing.assert_array_equal(scrambled[1:][::3], cropped[1:][::3])


@pytest.mark.parametrize("order", ["CRD", "DCR"])
@pytest.mark.parametrize("output_channel", [None, 1])
def test_the_mosaic_is_laid_out_as_the_window_reads_it(order: ChannelOrder, output_channel: int | None) -> None:
    values = np.random.default_rng(0).random((20, 3, 5), dtype=np.float32)
    phases = (3, 1, 0, 2)
    lab, _ = shuffle(values, order=order, phase_order=phases)
    view = tiles(lab, output_channel=output_channel)
    assert view.groups == ((0, 1, 2, 3, 4) if output_channel is None else (1,))
    layout = TileLayout(2, 3, 5, 5, view.groups, order, phases)
    mosaic = view.picture.values
    assert mosaic is not None
    assert mosaic.shape == (1, *layout.mosaic_size)
    seen = 0
    for y in range(mosaic.shape[1]):
        for x in range(mosaic.shape[2]):
            place = layout.at_mosaic(y, x)
            if place is None:
                assert mosaic[0, y, x] in values, "a map of whole numbers is to stay one"
                continue
            seen += 1
            assert mosaic[0, y, x] == lab.enlarged[0, place.channel, place.y, place.x]
    assert seen == len(view.groups) * 4 * 15


@pytest.mark.parametrize("output_channel", [None, 0, 2])
def test_few_tiles_are_all_shown_while_one_output_channel_stands_on_the_right(output_channel: int | None) -> None:
    lab, _ = shuffle(ARANGE)
    view = tiles(lab, output_channel=output_channel)
    assert view.groups == (0, 1, 2)
    assert view.picture.values is not None
    assert sorted(set(view.picture.values.flatten().tolist())) == list(range(108))
    first = 4 * (output_channel or 0)
    assert subpixels(lab, (0, 0), output_channel).values.tolist() == [
        9.0 * channel for channel in range(first, first + 4)
    ]


@pytest.mark.parametrize(("channels", "factor", "expected"), [(16, 2, (0, 1, 2, 3)), (20, 2, (1,)), (18, 3, (1,))])
def test_of_more_than_16_tiles_those_of_the_chosen_output_channel_are_shown(
    channels: int, factor: int, expected: tuple[int, ...]
) -> None:
    lab, _ = shuffle(np.zeros((channels, 2, 2), dtype=np.float32), upscale_factor=factor)
    assert tiles(lab, output_channel=1).groups == expected


def test_at_most_64_tiles_are_shown() -> None:
    values = np.zeros((160, 2, 2), dtype=np.float32)
    lab, _ = shuffle(values, upscale_factor=4)
    assert tiles(lab).groups == (0, 1, 2, 3)
    assert tiles(lab, output_channel=9).groups == (9,)


def test_a_picked_pixel_tells_what_it_holds_by_landing_phase() -> None:
    phases = (3, 1, 0, 2)
    lab, _ = shuffle(ARANGE, phase_order=phases)
    picked = subpixels(lab, (1, 2), 2)
    assert picked.pixel_yx == (1, 2)
    expected = lab.enlarged[0, 2, 2:4, 4:6].flatten().numpy()
    np.testing.assert_array_equal(picked.values, expected)
    assert picked.values.tolist() == [ARANGE[8 + phase, 1, 2] for phase in phases]
    assert ask(lab, SubpixelsRequest((3, 0))) is None
    assert ask(lab, SubpixelsRequest((0, -1))) is None


def test_nan_is_shown() -> None:
    values = ARANGE.copy()
    values[0, 0, 0] = np.nan
    lab, _ = shuffle(values)
    assert drawn(lab, channel=0).pixels[0, 0].tolist() == [255, 0, 255]
    assert tiles(lab, output_channel=0).picture.pixels[0, 0].tolist() == [255, 0, 255]


def test_the_low_resolution_input_can_stand_on_the_left() -> None:
    lab, _ = shuffle(ARANGE)
    left = drawn(lab, "input", channel=5)
    assert left.values is not None
    np.testing.assert_array_equal(left.values[0], ARANGE[5])
    channels, picture = lab.input_picture(5)
    assert channels == (5,)
    np.testing.assert_array_equal(picture.pixels, left.pixels)


@pytest.mark.parametrize(("order", "channels"), [("CRD", (0, 9, 18)), ("DCR", (0, 1, 2))])
def test_the_low_resolution_input_of_an_image_has_its_colours(order: ChannelOrder, channels: tuple[int, ...]) -> None:
    image = noise(12, 21)
    lab, _ = shuffle(image, "image", upscale_factor=3, order=order)
    shown, picture = lab.input_picture(None)
    assert shown == channels
    np.testing.assert_array_equal(picture.pixels, image[::3, ::3])
    left = drawn(lab, "input")
    np.testing.assert_array_equal(left.pixels, picture.pixels)
    grey, picture = lab.input_picture(channels[1])
    assert grey == (channels[1],)
    np.testing.assert_array_equal(picture.pixels, image[::3, ::3, 1:2])


def test_the_low_resolution_input_of_a_grey_image_and_of_a_feature_map_is_one_channel() -> None:
    image = noise(12, 21, 1)
    channels, picture = shuffle(image, "image", upscale_factor=3)[0].input_picture(None)
    assert channels == (0,)
    np.testing.assert_array_equal(picture.pixels, image[::3, ::3])
    channels, picture = shuffle(ARANGE)[0].input_picture(None)
    assert channels == (0,)
    assert picture.values is not None
    np.testing.assert_array_equal(picture.values, ARANGE[:1])
    assert picture.pixels.shape == (3, 3, 1)


def test_a_snapshot_travels() -> None:
    lab, _ = shuffle(ARANGE)
    sent, received = travelled(lab, {"tiles": TilesRequest(), "pixel": SubpixelsRequest((0, 0))}, exact=True)
    assert received.measures is None
    before, after = sent.answers["tiles"], received.answers["tiles"]
    assert isinstance(before, Tiles)
    assert isinstance(after, Tiles)
    assert after.groups == (0, 1, 2)
    np.testing.assert_array_equal(after.picture.pixels, before.picture.pixels)
    picked = received.answers["pixel"]
    assert isinstance(picked, Subpixels)
    np.testing.assert_array_equal(picked.values, [0, 9, 18, 27])


def test_what_the_lab_does_not_have_is_left_out_and_the_rest_is_answered() -> None:
    lab, _ = shuffle(ARANGE)
    requests: dict[str, Request] = {"probe": UnitsRequest(((0, 0),)), "map": PictureRequest("output")}
    assert list(lab.answer(requests, exact=True).answers) == ["map"]


def test_there_is_nothing_to_train() -> None:
    lab, _ = shuffle(ARANGE)
    assert lab.trainer is None
    assert lab.describe().parameters == 0
    assert lab.describe().metrics == ()
    assert lab.describe().covered == (1, 1)
    assert measured(lab) is None


def test_a_large_image_is_reduced_and_a_feature_map_is_not() -> None:
    assert shuffle(noise(64, 1100, 1), "image")[0].enlarged.shape == (1, 1, 60, 1024)
    assert shuffle(noise(64, 1100, 1), "image", working_size=100)[0].enlarged.shape == (1, 1, 6, 100)
    assert shuffle(np.zeros((4, 8, 1100), dtype=np.float32), working_size=100)[0].enlarged.shape == (1, 1, 16, 2200)


@pytest.mark.parametrize(
    ("channels", "factor", "message"),
    [
        (12, 3, "divisible by 9, and this feature map has 12; the factor that fits is 2\\."),
        (144, 5, "factors that fit are 2, 3, 4, 6\\."),
        (7, 2, "no factor fits 7 channels"),
    ],
)
def test_channels_that_do_not_fit_are_refused_with_those_that_do(channels: int, factor: int, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        shuffle(np.zeros((channels, 2, 2), dtype=np.float32), upscale_factor=factor)


def test_an_image_smaller_than_a_pixels_sub_pixels_is_refused() -> None:
    with pytest.raises(ProblemError, match="9 × 3 pixels; a factor of 4 needs at least 4 × 4"):
        shuffle(noise(3, 9), "image", upscale_factor=4)


def test_the_bundled_example_is_what_the_chapter_shows() -> None:
    np.testing.assert_array_equal(read_sample("arange_108").values, ARANGE)


@pytest.mark.benchmark
def test_of_a_large_map_only_what_is_new_is_drawn() -> None:
    values = np.random.default_rng(0).random((4, 1500, 1500), dtype=np.float32)
    lab, experiment = shuffle(values)

    def look(top: int, *picked: Position) -> tuple[Picture, Picture]:
        map_request = PictureRequest("output", region=(top, 0, 50, 50))
        pixels = {f"pixel {n}": SubpixelsRequest(place) for n, place in enumerate(picked)}
        answers = lab.answer({"map": map_request, "tiles": TilesRequest(), **pixels}, exact=True).answers
        map_, mosaic = answers["map"], answers["tiles"]
        assert isinstance(map_, Picture)
        assert isinstance(mosaic, Tiles)
        return map_, mosaic.picture

    first, first_tiles = look(0)
    begun = time.perf_counter()
    picked, picked_tiles = look(0, (3, 3))
    moved, moved_tiles = look(10, (3, 3))
    assert time.perf_counter() - begun < 0.04
    assert picked_tiles is moved_tiles is first_tiles
    assert picked is first
    assert moved.values is not None
    np.testing.assert_array_equal(moved.values[0], lab.enlarged[0, 0, 10:60, :50].numpy())
    lab.adjust(with_spec(experiment, phase_order=(1, 0, 2, 3)))
    assert not np.array_equal(look(10)[0].pixels, moved.pixels)


def test_a_large_mosaic_is_that_of_its_reduced_tiles() -> None:
    values = np.random.default_rng(0).random((8, 64, 96), dtype=np.float32)
    lab, _ = shuffle(values)
    left = tiles(lab, max_pixels=4096).picture
    assert left.region == (0, 0, 128, 384)
    height, width = left.pixels.shape[:2]
    assert 2048 <= height * width <= 4096
    assert (height % 2, width % 4) == (0, 0)
    low, high = left.low, left.high
    for group, i, j in np.ndindex(2, 2, 2):
        tile = left.pixels[i * height // 2 :, (group * 2 + j) * width // 4 :][: height // 2, : width // 4, 0]
        mean = values[group * 4 + i * 2 + j].mean()
        assert tile.mean() / 255 == pytest.approx((mean - low) / (high - low), abs=0.01)


@pytest.mark.parametrize(("scale", "offset"), [(1.0, 0.0), (250.0, -40.0)])
def test_the_spectrum_is_of_what_is_drawn_whatever_the_range_of_the_values(scale: float, offset: float) -> None:
    values = np.random.default_rng(0).random((4, 20, 24), np.float32)
    values[0] += 0.5
    scaled, as_it_is = shuffle(values * np.float32(scale) + np.float32(offset))[0], shuffle(values)[0]
    answer, expected = (ask(lab, SpectrumRequest("output")) for lab in (scaled, as_it_is))
    assert isinstance(answer, Spectrum)
    assert isinstance(expected, Spectrum)
    assert answer.checkerboard == pytest.approx(expected.checkerboard, rel=1e-3)
    assert 20 < answer.checkerboard < 120, "in grey levels of what is drawn"
    assert answer.picture.values is not None
    assert expected.picture.values is not None
    np.testing.assert_allclose(answer.picture.values, expected.picture.values, atol=0.05)
