"""What lands elsewhere in a wrong reading, against a loop over every output value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizapp.document.displacement import count_displaced, displaced, displaced_in
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.tile_layout import ChannelOrder, OutputPlace, TileLayout

ORDERS = st.sampled_from(["CRD", "DCR"])


@given(st.data(), st.integers(2, 4), st.integers(1, 4), ORDERS, ORDERS, st.integers(1, 3), st.integers(1, 3))
def test_a_value_is_displaced_where_it_comes_from_another_place_of_the_map(
    data: st.DataObject,
    r: int,
    channels: int,
    stored_as: ChannelOrder,
    read_as: ChannelOrder,
    height: int,
    width: int,
) -> None:
    phases = tuple(data.draw(st.permutations(range(r * r))))
    right = TileLayout(r, height, width, channels, (0,), stored_as, tuple(range(r * r)))
    taken = TileLayout(r, height, width, channels, (0,), read_as, phases)
    moved = displaced(channels, phases, stored_as, read_as)
    elsewhere = 0
    for c, y, x in np.ndindex(channels, height * r, width * r):
        place = OutputPlace(c, y, x)
        is_elsewhere = right.origin(place) != taken.origin(place)
        assert moved[c, y % r * r + x % r] == is_elsewhere
        elsewhere += is_elsewhere
    spec = SubpixelSpec(
        task=ShuffleSpec(), upscale_factor=r, stored_as=stored_as, read_as=read_as, phase_order=phases
    )
    count = count_displaced(spec, (channels, height * r, width * r))
    assert count.values == elsewhere
    assert count.all_values == channels * height * width * r * r
    assert (count.channels, count.all_channels) == (moved.sum(), channels * r * r)


@pytest.mark.parametrize("r", range(2, 9))
def test_with_one_output_channel_both_orders_are_the_same(r: int) -> None:
    assert not displaced(1, tuple(range(r * r)), "DCR", "CRD").any()


def test_of_three_colours_at_r_2_two_channels_of_twelve_keep_their_place() -> None:
    moved = displaced(3, (0, 1, 2, 3), "DCR", "CRD")
    assert [tuple(place) for place in np.argwhere(~moved).tolist()] == [(0, 0), (2, 3)]
    with pytest.raises(ValueError, match="read-only"):
        moved[0, 0] = True


def test_the_unshuffle_displaces_nothing() -> None:
    spec = SubpixelSpec(
        task=ShuffleSpec(direction="unshuffle"), stored_as="DCR", read_as="CRD", phase_order=(1, 0, 2, 3)
    )
    assert not displaced_in(spec, 3).any()
