"""A shuffle that reads in another order than the channels are stored in, against loops over every value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab_sources import ask, drawn, noise, photograph, shuffle, with_spec

from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.tile_layout import ChannelOrder
from vizapp.labs.subpixel import displaced
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.protocol.requests import DisplacedRequest
from vizapp.protocol.subpixel_answers import Displaced

ORDERS = st.sampled_from(["CRD", "DCR"])


def taken_apart(image: np.ndarray, r: int, order: ChannelOrder) -> np.ndarray:
    """Return the channels of an image (C, H, W), one value after the other."""
    channels, height, width = image.shape
    stored = np.empty((channels * r * r, height // r, width // r), image.dtype)
    for c, y, x in np.ndindex(image.shape):
        phase = y % r * r + x % r
        stored[c * r * r + phase if order == "CRD" else phase * channels + c, y // r, x // r] = image[c, y, x]
    return stored


def put_together(stored: np.ndarray, r: int, order: ChannelOrder, phases: tuple[int, ...]) -> np.ndarray:
    """Return the enlarged map of channels, one value after the other."""
    channels = len(stored) // (r * r)
    out = np.empty((channels, stored.shape[1] * r, stored.shape[2] * r), stored.dtype)
    for c, y, x in np.ndindex(out.shape):
        phase = phases[y % r * r + x % r]
        out[c, y, x] = stored[c * r * r + phase if order == "CRD" else phase * channels + c, y // r, x // r]
    return out


def counted(lab: ShuffleLab) -> Displaced:
    answer = ask(lab, DisplacedRequest())
    assert isinstance(answer, Displaced)
    return answer


def test_a_photograph_stored_as_dcr_and_read_as_crd_is_wrong_and_every_value_of_it_counted() -> None:
    image = photograph("coffee")[150:210, 200:280]
    lab, experiment = shuffle(image, "image", stored_as="DCR", read_as="CRD")
    right = drawn(lab, channel=1)
    planes = image.transpose(2, 0, 1)
    wrong = put_together(taken_apart(planes, 2, "DCR"), 2, "CRD", (0, 1, 2, 3))
    np.testing.assert_array_equal(drawn(lab).pixels, wrong.transpose(1, 2, 0))
    assert np.abs(wrong.astype(int) - planes).mean() > 8, "grey levels: it is seen"
    # Of a numbered image every value is another one: values that differ are places that differ.
    numbers = np.arange(planes.size).reshape(planes.shape)
    elsewhere = put_together(taken_apart(numbers, 2, "DCR"), 2, "CRD", (0, 1, 2, 3)) != numbers
    found = counted(lab)
    assert found.places == elsewhere.sum() == 10 * 30 * 40
    assert found.differing == (wrong != planes).sum() < found.places, "some values happen to be equal"
    lab.adjust(with_spec(experiment, read_as="DCR"))
    np.testing.assert_array_equal(drawn(lab).pixels, image)
    assert counted(lab) is counted(lab)
    assert (counted(lab).places, counted(lab).differing) == (0, 0)
    assert not np.array_equal(drawn(lab, channel=1).pixels, right.pixels), "no picture of the reading before is kept"


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(2, 3), st.sampled_from([1, 3]), ORDERS, ORDERS, st.integers(1, 3), st.integers(1, 4))
def test_the_count_is_that_of_a_loop(
    data: st.DataObject,
    r: int,
    channels: int,
    stored_as: ChannelOrder,
    read_as: ChannelOrder,
    rows: int,
    columns: int,
) -> None:
    phases = tuple(data.draw(st.permutations(range(r * r))))
    # Few numbers, so that many are equal.
    image = np.random.default_rng(0).integers(0, 3, (rows * r, columns * r, channels), dtype=np.uint8)
    lab, _ = shuffle(image, "image", upscale_factor=r, stored_as=stored_as, read_as=read_as, phase_order=phases)
    planes = image.transpose(2, 0, 1)
    numbers = np.arange(planes.size).reshape(planes.shape)
    elsewhere = put_together(taken_apart(numbers, r, stored_as), r, read_as, phases) != numbers
    differing = put_together(taken_apart(planes, r, stored_as), r, read_as, phases) != planes
    found = counted(lab)
    assert (found.places, found.differing) == (elsewhere.sum(), differing.sum())


@pytest.mark.parametrize("stored_as", ["CRD", "DCR"])
@pytest.mark.parametrize("read_as", ["CRD", "DCR"])
def test_a_grey_image_is_restored_in_both_orders(stored_as: ChannelOrder, read_as: ChannelOrder) -> None:
    image = noise(9, 15, 1)
    lab, _ = shuffle(image, "image", upscale_factor=3, stored_as=stored_as, read_as=read_as)
    np.testing.assert_array_equal(drawn(lab).pixels, image)
    assert counted(lab).places == 0


def test_of_a_feature_map_it_is_said_what_the_map_is() -> None:
    values = np.random.default_rng(0).random((27, 2, 5), dtype=np.float32)
    lab, _ = shuffle(values, upscale_factor=3, stored_as="DCR", read_as="CRD")
    right = put_together(values, 3, "DCR", tuple(range(9)))
    np.testing.assert_array_equal(lab.enlarged[0].numpy(), put_together(values, 3, "CRD", tuple(range(9))))
    (finding,) = lab.result_findings()
    (arrays,) = (compute() for compute in lab.result_arrays())
    assert finding["value"] == finding["differing"] == (lab.enlarged[0].numpy() != right).sum()
    assert arrays["displaced"].sum() * 10 == finding["value"]
    assert finding["sentence"] == "24 of 27 channels displaced: 240 of 270 values"


def test_two_nan_are_one_number() -> None:
    values = np.full((4, 2, 2), np.nan, np.float32)
    values[0, 0, 0] = 1
    lab, _ = shuffle(values, phase_order=(1, 0, 2, 3))
    assert (counted(lab).places, counted(lab).differing) == (8, 2)


def test_of_a_very_large_map_only_the_places_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(displaced, "MOST_COMPARED", 100)
    lab, _ = shuffle(np.zeros((4, 5, 6), np.float32), phase_order=(1, 0, 2, 3))
    assert (counted(lab).places, counted(lab).differing) == (60, None)


def test_all_is_compared_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(0).integers(0, 4, (36, 3, 5)).astype(np.float32)
    lab, _ = shuffle(values, upscale_factor=3, stored_as="DCR")
    whole = counted(lab)
    monkeypatch.setattr(displaced, "_BLOCK", 40)
    again, _ = shuffle(values, upscale_factor=3, stored_as="DCR")
    assert (counted(again).places, counted(again).differing) == (whole.places, whole.differing)


# What does not fit -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_an_edge_is_padded_with_zeros(order: ChannelOrder) -> None:
    image = noise(13, 22)
    lab, _ = shuffle(image, "image", upscale_factor=3, order=order, task=ShuffleSpec(edge="pad"))
    pixels = drawn(lab).pixels
    assert pixels.shape == (15, 24, 3)
    np.testing.assert_array_equal(pixels[:13, :22], image)
    assert not pixels[13:].any()
    assert not pixels[:, 22:].any()
    description = lab.describe()
    assert description.edge_yx == (2, 2)
    assert description.covered == (1, 1)
    assert description.notes[0].code == "note.padded-to-multiples"


@pytest.mark.parametrize(("fit", "kept"), [("cut", 12), ("pad", 16)])
def test_spare_channels_are_cut_off_or_padded_with_zeros(fit: str, kept: int) -> None:
    values = np.random.default_rng(0).random((14, 2, 3), dtype=np.float32) + 1
    lab, _ = shuffle(values, task=ShuffleSpec(spare_channels=fit))
    channels = lab.channels[0].numpy()
    assert channels.shape == (kept, 2, 3)
    np.testing.assert_array_equal(channels[:14], values[:kept])
    assert not channels[14:].any()
    (note,) = lab.describe().notes
    assert note.code == ("note.channels-cut" if fit == "cut" else "note.channels-padded")


def test_too_few_channels_cannot_be_cut() -> None:
    with pytest.raises(ValueError, match="no factor fits"):
        shuffle(np.zeros((3, 2, 2), np.float32), task=ShuffleSpec(spare_channels="cut"))
