"""The inverse: a picture taken apart, against a loop over every pixel and against the shuffle."""

from __future__ import annotations

import numpy as np
import pytest
from lab_sources import ask, drawn, measured, noise, shuffle, subpixels, tiles, travelled, unshuffle
from test_lab_shuffle_orders import taken_apart

from vizapp.document.tile_layout import ChannelOrder, TileLayout
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.protocol.requests import DisplacedRequest, PictureRequest, SubpixelsRequest, TilesRequest
from vizapp.wording.problems import ProblemError


@pytest.mark.parametrize("order", ["CRD", "DCR"])
@pytest.mark.parametrize("r", [2, 3, 8])
def test_a_picture_becomes_channels_and_the_shuffle_of_these_the_picture(order: ChannelOrder, r: int) -> None:
    image = noise(2 * r, 3 * r)
    lab, _ = unshuffle(image, upscale_factor=r, stored_as=order)
    channels = np.rint(lab.channels[0].numpy() * 255).astype(np.uint8)
    np.testing.assert_array_equal(channels, taken_apart(image.transpose(2, 0, 1), r, order))
    description = lab.describe()
    assert description.input_shape == (3, 2 * r, 3 * r)
    assert description.output_shape == (3 * r * r, 2, 3)
    back, _ = shuffle(lab.channels[0].numpy(), upscale_factor=r, order=order)
    np.testing.assert_array_equal(np.rint(back.enlarged[0].numpy() * 255), image.transpose(2, 0, 1))


def test_the_chapters_example_backwards() -> None:
    enlarged = shuffle(np.arange(108, dtype=np.float32).reshape(12, 3, 3))[0].enlarged[0].numpy()
    lab, _ = unshuffle(enlarged, "feature_map")
    np.testing.assert_array_equal(lab.channels[0].numpy(), np.arange(108).reshape(12, 3, 3))


@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_the_tiles_are_those_of_the_channels(order: ChannelOrder) -> None:
    image = noise(6, 8)
    lab, _ = unshuffle(image, stored_as=order)
    mosaic = tiles(lab).picture.pixels[:, :, 0]
    layout = TileLayout(2, 3, 4, 3, (0, 1, 2), order, (0, 1, 2, 3))
    assert mosaic.shape == layout.mosaic_size
    for y, x in np.ndindex(mosaic.shape):
        place = layout.at_mosaic(y, x)
        assert place is None or mosaic[y, x] == image[place.y, place.x, place.channel]


def test_picture_and_pixel_are_shown() -> None:
    image = noise(6, 8)
    lab, _ = unshuffle(image)
    np.testing.assert_array_equal(drawn(lab, "picture").pixels, image)
    np.testing.assert_array_equal(drawn(lab, "picture", channel=2).pixels[:, :, 0], image[:, :, 2])
    shown, picture = lab.input_picture(None)
    assert shown == (0, 1, 2)
    np.testing.assert_array_equal(picture.pixels, image)
    held = subpixels(lab, (1, 2), 1).values
    np.testing.assert_array_equal(np.rint(held * 255), image[2:4, 4:6, 1].ravel())
    assert ask(lab, SubpixelsRequest((3, 0))) is None
    assert ask(lab, DisplacedRequest()) is None
    assert lab.trainer is None
    assert measured(lab) is None


@pytest.mark.parametrize(
    ("edge", "size", "edge_yx", "covered"),
    [("cut", (12, 21), (-1, -1), (12 / 13, 21 / 22)), ("pad", (15, 24), (2, 2), (1, 1))],
)
def test_what_does_not_fit_is_cut_or_padded(
    edge: str, size: tuple[int, int], edge_yx: tuple[int, int], covered: tuple[float, float]
) -> None:
    image = noise(13, 22)
    lab, _ = unshuffle(image, edge=edge, upscale_factor=3)
    description = lab.describe()
    assert description.input_shape == (3, *size)
    assert (description.edge_yx, description.covered) == (edge_yx, covered)
    pixels = drawn(lab, "picture").pixels
    kept = min(13, size[0]), min(22, size[1])
    np.testing.assert_array_equal(pixels[: kept[0], : kept[1]], image[: kept[0], : kept[1]])
    assert not pixels[13:].any()


def test_a_picture_smaller_than_a_block_is_refused() -> None:
    with pytest.raises(ProblemError, match="needs at least 4 × 4"):
        unshuffle(noise(3, 9), upscale_factor=4, edge="pad")


def test_its_answers_travel() -> None:
    lab, _ = unshuffle(noise(6, 8))
    sent, received = travelled(lab, {"tiles": TilesRequest(), "picture": PictureRequest("picture")}, exact=True)
    assert isinstance(received.answers["tiles"], Tiles)
    before, after = sent.answers["picture"], received.answers["picture"]
    assert isinstance(before, Picture)
    assert isinstance(after, Picture)
    np.testing.assert_array_equal(after.pixels, before.pixels)
