"""The mosaic of channels against the shuffle written as its definition, loop by loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizapp.document.tile_layout import ChannelOrder, InputPlace, OutputPlace, TileLayout, channel_of, fitting_factors


@st.composite
def layouts(draw: st.DrawFn) -> TileLayout:
    factor = draw(st.integers(2, 4))
    channels = draw(st.integers(1, 4))
    groups = draw(st.lists(st.integers(0, channels - 1), min_size=1, max_size=channels, unique=True))
    return TileLayout(
        factor,
        height=draw(st.integers(1, 4)),
        width=draw(st.integers(1, 4)),
        channels=channels,
        groups=tuple(groups),
        order=draw(st.sampled_from(["CRD", "DCR"])),
        phases=tuple(draw(st.permutations(range(factor**2)))),
    )


def shuffled(features: np.ndarray, layout: TileLayout) -> np.ndarray:
    """The definition: out[c, h·r+i, w·r+j] = in[channel of the phase that lands at (i, j), h, w]."""
    r = layout.upscale_factor
    out = np.empty((layout.channels, layout.height * r, layout.width * r), features.dtype)
    for c, y, x in np.ndindex(out.shape):
        phase = layout.phases[(y % r) * r + x % r]
        channel = c * r * r + phase if layout.order == "CRD" else phase * layout.channels + c
        out[c, y, x] = features[channel, y // r, x // r]
    return out


def numbered(layout: TileLayout) -> np.ndarray:
    shape = (layout.channels * layout.upscale_factor**2, layout.height, layout.width)
    return np.arange(np.prod(shape)).reshape(shape)


def mosaic(features: np.ndarray, layout: TileLayout) -> np.ndarray:
    """The tiles pasted where ``tile_origin`` says; -1 where none stands."""
    canvas = np.full(layout.mosaic_size, -1)
    for index, group in enumerate(layout.groups):
        for phase in range(layout.upscale_factor**2):
            top, left = layout.tile_origin(index, phase)
            channel = channel_of(group, phase, layout.channels, layout.upscale_factor, layout.order)
            tile = canvas[top : top + layout.height, left : left + layout.width]
            assert tile.shape == (layout.height, layout.width)
            assert (tile == -1).all(), "two tiles overlap"
            tile[:] = features[channel]
    return canvas


@given(layouts())
def test_origin_is_where_the_shuffle_reads(layout: TileLayout) -> None:
    features = numbered(layout)
    out = shuffled(features, layout)
    for place in np.ndindex(out.shape):
        assert features[layout.origin(OutputPlace(*place))] == out[place]


@given(layouts())
def test_every_mosaic_pixel_becomes_the_sub_pixel_with_its_value(layout: TileLayout) -> None:
    features = numbered(layout)
    canvas, out = mosaic(features, layout), shuffled(features, layout)
    for y, x in np.ndindex(canvas.shape):
        place = layout.at_mosaic(y, x)
        if place is None:
            assert canvas[y, x] == -1
        else:
            assert out[place] == canvas[y, x]
            assert layout.mosaic_place(place) == (y, x)


@given(layouts())
def test_all_sub_pixels_of_the_groups_are_in_the_mosaic_once(layout: TileLayout) -> None:
    r = layout.upscale_factor
    places = {
        layout.mosaic_place(OutputPlace(group, y, x))
        for group in layout.groups
        for y in range(layout.height * r)
        for x in range(layout.width * r)
    }
    assert None not in places
    assert len(places) == len(layout.groups) * layout.height * layout.width * r * r


def test_outside_the_mosaic_there_is_nothing() -> None:
    layout = TileLayout(2, 3, 3, 3, (0, 1, 2), "CRD", (0, 1, 2, 3))
    height, width = layout.mosaic_size
    assert (height, width) == (12, 12)
    for y, x in [(-1, 0), (0, -1), (height, 0), (0, width)]:
        assert layout.at_mosaic(y, x) is None
    assert layout.at_mosaic(11, 11) is None, "three groups in two columns leave the last place empty"
    assert layout.mosaic_place(OutputPlace(5, 0, 0)) is None


@pytest.mark.parametrize(
    ("order", "row"),
    [("CRD", [0, 9, 1, 10, 2, 11]), ("DCR", [0, 27, 1, 28, 2, 29])],
)
def test_the_number_example_of_108(order: ChannelOrder, row: list[int]) -> None:
    """arange(108) as (12, 3, 3), r = 2: the first row of channel 0, as PyTorch and TensorFlow give it."""
    features = np.arange(108).reshape(12, 3, 3)
    layout = TileLayout(2, 3, 3, 3, (0,), order, (0, 1, 2, 3))
    assert [features[layout.origin(OutputPlace(0, 0, x))] for x in range(6)] == row


def test_swapped_phases_swap_what_lands_and_leave_the_tiles() -> None:
    plain = TileLayout(2, 3, 3, 3, (0, 1, 2), "CRD", (0, 1, 2, 3))
    swapped = TileLayout(2, 3, 3, 3, (0, 1, 2), "CRD", (0, 3, 2, 1))
    assert swapped.tile_origin(1, 1) == plain.tile_origin(1, 1)
    assert swapped.origin(OutputPlace(0, 0, 1)) == plain.origin(OutputPlace(0, 1, 1)) == InputPlace(3, 0, 0)
    assert swapped.origin(OutputPlace(0, 0, 0)) == plain.origin(OutputPlace(0, 0, 0))


@pytest.mark.parametrize(
    ("channels", "fitting"),
    [(3, ()), (4, (2,)), (12, (2,)), (27, (3,)), (36, (2, 3, 6)), (64, (2, 4, 8))],
)
def test_the_factors_that_fit_are_those_whose_square_divides_the_channels(
    channels: int, fitting: tuple[int, ...]
) -> None:
    assert fitting_factors(channels) == fitting
