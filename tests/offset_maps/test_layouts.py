"""Layouts of offset channels: each against channels that were written out one by one."""

from __future__ import annotations

import numpy as np
import pytest
from made_offsets import smooth_field, written_out

from vizapp.offset_maps.layouts import LAYOUTS, Layout, decode, encode, layouts_for


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("groups", "kernel"), [(1, (3, 3)), (2, (3, 3)), (3, (1, 2)), (2, (1, 1))])
def test_a_layout_is_decoded_and_encoded(layout: Layout, groups: int, kernel: tuple[int, int]) -> None:
    offsets = smooth_field(1, groups, kernel, (4, 7))
    channels = written_out(offsets, layout)
    np.testing.assert_array_equal(decode(channels, kernel[0] * kernel[1], groups, layout), offsets)
    np.testing.assert_array_equal(encode(offsets, layout), channels)


@pytest.mark.parametrize(("taps", "groups"), [(1, 1), (9, 1), (1, 4), (9, 2)])
def test_the_layouts_offered_differ_and_no_other_does(taps: int, groups: int) -> None:
    channels = np.arange(2 * taps * groups, dtype=float)[:, None, None]
    decoded = {layout: decode(channels, taps, groups, layout).tobytes() for layout in LAYOUTS}
    offered = layouts_for(taps, groups)
    assert len({decoded[layout] for layout in offered}) == len(offered) == len(set(decoded.values()))


def test_decoding_makes_no_copy() -> None:
    channels = np.zeros((18, 4, 7))
    assert all(np.shares_memory(decode(channels, 9, 1, layout), channels) for layout in LAYOUTS)


def test_a_wrong_number_of_channels_is_refused() -> None:
    with pytest.raises(ValueError, match="36"):
        decode(np.zeros((18, 4, 7)), 9, 2, "torchvision")
