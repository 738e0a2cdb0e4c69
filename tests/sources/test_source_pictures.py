"""Overview and thumbnail: sizes, antialiasing, alpha, percentiles and NaN."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from vizapp.sources.loaded import LoadedSource, network_values
from vizapp.sources.pictures import _normalised, fitted_size, overview_of_channel, overview_of_image, thumbnail_of
from vizapp.sources.samples import SAMPLES, read_sample, sample


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((512, 512), (512, 512)),
        ((1024, 3), (1024, 3)),
        ((2048, 1024), (1024, 512)),
        ((1, 64_000_000), (1, 1024)),
        ((3000, 5000), (614, 1024)),
    ],
)
def test_fitted_sizes(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert fitted_size(*size, 1024) == expected


def test_an_overview_is_antialiased() -> None:
    stripes = np.zeros((8, 4096), np.uint8)
    stripes[:, ::2] = 255
    overview = overview_of_image(Image.fromarray(stripes))
    assert overview.shape == (2, 1024, 1)
    assert np.abs(overview[:, 4:-4].astype(int) - 127).max() <= 1  # taking every fourth pixel would give 255


def test_transparent_colour_does_not_bleed_into_an_overview() -> None:
    pixels = np.zeros((8, 4096, 4), np.uint8)
    pixels[:, ::2] = (255, 0, 0, 255)
    pixels[:, 1::2] = (0, 255, 0, 0)  # green, but entirely transparent
    middle = overview_of_image(Image.fromarray(pixels))[:, 4:-4]
    assert middle[..., 1].max() == 0
    assert middle[..., 0].min() >= 253
    assert np.abs(middle[..., 3].astype(int) - 127).max() <= 1


def test_thumbnails_show_alpha_over_a_checkerboard() -> None:
    clear = np.zeros((200, 100, 4), np.uint8)
    thumbnail = thumbnail_of(clear)
    assert thumbnail.shape == (96, 48, 3)
    assert set(np.unique(thumbnail)) == {204, 255}
    solid = np.full((200, 100, 4), (10, 20, 30, 255), np.uint8)
    assert (thumbnail_of(solid) == (10, 20, 30)).all()
    assert thumbnail_of(np.full((5, 7, 1), 9, np.uint8)).tolist() == np.full((5, 7, 3), 9).tolist()


def test_a_channel_is_shown_between_its_percentiles() -> None:
    channel = np.random.default_rng(0).normal(size=(100, 120)).astype(np.float32)
    low, high = np.percentile(channel, (1, 99))
    expected = np.rint(np.clip((channel - low) / (high - low), 0, 1) * 255)
    overview = overview_of_channel(channel)
    assert overview.shape == (100, 120, 1)
    assert np.abs(overview[:, :, 0] - expected).max() <= 1


def test_flat_extreme_and_missing_channels() -> None:
    assert (overview_of_channel(np.full((3, 4), 5, np.float32)) == 128).all()
    signalling = np.full((3, 4), 0x7F800001, np.uint32).view(np.float32)
    assert (overview_of_channel(signalling) == (255, 0, 255)).all()
    assert (overview_of_channel(np.full((3, 4), np.nan, np.float32)) == (255, 0, 255)).all()
    ends = np.array([[-np.inf, 0, np.inf]], np.float32)
    assert overview_of_channel(ends)[0, :, 0].tolist() == [0, 128, 255]
    largest = np.finfo(np.float32).max
    assert overview_of_channel(np.array([[-largest, -largest, largest]], np.float32))[0, :, 0].tolist() == [0, 0, 255]
    tiny = np.array([[0, 1e-45, 3e-45]], np.float32)
    assert overview_of_channel(tiny)[0, [0, 2], 0].tolist() == [0, 255]
    spike = np.zeros((50, 50), np.float32)
    spike[7, 7] = 3
    assert overview_of_channel(spike)[[7, 8], [7, 8], 0].tolist() == [255, 0]


def test_one_nan_among_millions_stays_visible() -> None:
    channel = np.random.default_rng(0).random((2050, 3001), dtype=np.float32)
    channel[1999, 17] = np.nan
    overview = overview_of_channel(channel)
    magenta = np.argwhere((overview == (255, 0, 255)).all(axis=2))
    assert overview.shape == (700, 1024, 3)
    assert magenta.shape == (1, 2)
    np.testing.assert_allclose(magenta[0], [1999 * 700 / 2050, 17 * 1024 / 3001], atol=1)


def test_network_values_of_a_source_made_by_hand() -> None:
    values = np.array([[[255, 0, 51, 255], [255, 0, 51, 0], [0, 0, 0, 51]]], np.uint8)
    source = LoadedSource("image", "a", "PNG", values, values.copy(), values[:, :, :3].copy())
    expected = np.array([[[1, 1, 0.8]], [[0, 1, 0.8]], [[0.2, 1, 0.8]]])
    result = network_values(source.kind, source.values)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, expected, atol=1e-6)


def test_every_sample_is_bundled_and_is_what_it_says() -> None:
    shapes = {each.id: read_sample(each.id).values.shape for each in SAMPLES}
    assert shapes == {
        "astronaut": (512, 512, 3),
        "camera": (512, 512, 1),
        "coffee": (400, 600, 3),
        "brick": (512, 512, 1),
        "one_to_sixteen": (1, 4, 4),
        "arange_108": (12, 3, 3),
        "skates": (1, 5, 9),
    }
    for each in SAMPLES:
        source = read_sample(each.id)
        assert (source.kind, source.name) == (each.kind, each.file)
    provenance = (sample("astronaut").path.parent / "PROVENANCE.md").read_text("utf-8")
    assert all(f"`{each.file}`" in provenance for each in SAMPLES)


def test_the_number_examples_hold_their_numbers() -> None:
    assert read_sample("one_to_sixteen").values.ravel().tolist() == list(range(1, 17))
    assert read_sample("arange_108").values.ravel().tolist() == list(range(108))
    with pytest.raises(KeyError, match="there is no sample 'lena'"):
        sample("lena")


def test_stripes_do_not_hide_from_the_range() -> None:
    channel = np.zeros((2048, 2048), np.float32)
    channel[:, 1::4] = 100
    assert {0, 255} <= set(np.unique(_normalised(channel)))
