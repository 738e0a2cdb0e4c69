"""Values that are changed by hand, and how far from intact the shuffled map then is."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from lab_sources import ask, drawn, noise, shuffle, subpixels, tiles, with_spec

from vizapp.document.subpixel_changes import ChangedValue
from vizapp.document.tile_layout import ChannelOrder
from vizapp.protocol.requests import ArrangementRequest
from vizapp.protocol.subpixel_answers import Arrangement

VALUES = np.random.default_rng(3).normal(size=(12, 4, 5)).astype(np.float32)
PHASES = (3, 1, 2, 0)


def arrangement(lab: Any) -> Arrangement:
    answer = ask(lab, ArrangementRequest())
    assert isinstance(answer, Arrangement)
    return answer


def by_formula(values: np.ndarray, order: ChannelOrder, phases: tuple[int, ...]) -> np.ndarray:
    """Return the enlarged map, (3, 8, 10), of 12 channels for r = 2."""
    out = np.zeros((3, 8, 10), np.float32)
    for c, h, w, (i, j) in product(range(3), range(4), range(5), product(range(2), range(2))):
        phase = phases[i * 2 + j]
        channel = c * 4 + phase if order == "CRD" else phase * 3 + c
        out[c, h * 2 + i, w * 2 + j] = values[channel, h, w]
    return out


@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_a_changed_value_is_shown_wherever_it_is(order: ChannelOrder) -> None:
    lab, experiment = shuffle(VALUES, stored_as=order, read_as=order, phase_order=PHASES)
    shown_before = drawn(lab, channel=1).values
    changed = VALUES.copy()
    changed[5, 2, 3] = 9.5
    lab.adjust(with_spec(experiment, changed_values=(ChangedValue(5, (2, 3), 9.5), ChangedValue(99, (0, 0), 1.0))))
    expected = by_formula(changed, order, PHASES)
    np.testing.assert_array_equal(lab.enlarged[0].numpy(), expected)
    for channel in range(3):
        picture = drawn(lab, channel=channel)
        assert picture.values is not None
        np.testing.assert_array_equal(picture.values[0], expected[channel])
        pixel = subpixels(lab, (2, 3), channel).values
        np.testing.assert_array_equal(pixel, expected[channel, 4:6, 6:8].reshape(-1))
    mosaic = tiles(lab).picture.values
    assert mosaic is not None
    assert (mosaic == 9.5).sum() == 1
    lab.adjust(experiment)
    assert shown_before is not None
    np.testing.assert_array_equal(lab.enlarged[0].numpy(), by_formula(VALUES, order, PHASES))
    again = drawn(lab, channel=1).values
    assert again is not None
    np.testing.assert_array_equal(again, shown_before)


def test_one_change_follows_another_and_the_map_that_was_read_stays() -> None:
    source = VALUES.copy()
    lab, experiment = shuffle(source)
    first, second = ChangedValue(0, (0, 0), 1.5), ChangedValue(0, (0, 0), 2.5)
    for changes in ((first,), (second,), (second, ChangedValue(7, (3, 4), -1.0)), (ChangedValue(7, (3, 4), -1.0),)):
        lab.adjust(with_spec(experiment, changed_values=changes))
        expected = VALUES.copy()
        for change in changes:
            expected[(change.channel, *change.pixel_yx)] = change.value
        np.testing.assert_array_equal(lab.channels[0].numpy(), expected)
    np.testing.assert_array_equal(source, VALUES)


def test_a_lab_that_is_built_from_a_document_has_its_changed_values() -> None:
    lab, _ = shuffle(VALUES, changed_values=(ChangedValue(4, (1, 1), 7.0),))
    assert float(lab.channels[0, 4, 1, 1]) == 7.0
    kept = {name: array for arrays in lab.result_arrays() for name, array in arrays().items()}
    assert float(kept["channels"][0, 4, 1, 1]) == 7.0
    assert (kept["output"] == 7.0).sum() == 1


@pytest.mark.parametrize("order", ["CRD", "DCR"])
@pytest.mark.parametrize("read_as", ["CRD", "DCR"])
@pytest.mark.parametrize("phases", [(0, 1, 2, 3), PHASES])
def test_the_error_is_that_of_the_whole_map_to_what_it_is_intact(
    order: ChannelOrder, read_as: ChannelOrder, phases: tuple[int, ...]
) -> None:
    changes = (ChangedValue(2, (0, 4), 3.0),)
    lab, experiment = shuffle(VALUES, stored_as=order, read_as=order)
    assert (arrangement(lab).error, arrangement(lab).psnr) == (0.0, None)
    lab.adjust(with_spec(experiment, read_as=read_as, phase_order=phases, changed_values=changes))
    changed = VALUES.copy()
    changed[2, 0, 4] = 3.0
    difference = by_formula(changed, read_as, phases) - by_formula(VALUES, order, (0, 1, 2, 3))
    expected = float(np.sqrt((difference.astype(np.float64) ** 2).mean()))
    found = arrangement(lab)
    assert found.error == pytest.approx(expected, rel=1e-6)
    picture = drawn(lab, channel=0)
    assert found.psnr == pytest.approx(20 * np.log10((picture.high - picture.low) / expected), rel=1e-6)
    lab.adjust(experiment)
    assert arrangement(lab).error == 0.0


def test_a_photograph_is_measured_against_itself() -> None:
    image = noise(12, 16)
    lab, experiment = shuffle(image, "image")
    lab.adjust(with_spec(experiment, phase_order=PHASES))
    shown = drawn(lab).values
    assert shown is not None
    intact = image.transpose(2, 0, 1).astype(np.float64) / 255
    expected = np.sqrt(((shown - intact) ** 2).mean())
    assert arrangement(lab).error == pytest.approx(expected, rel=1e-5)
    assert arrangement(lab).psnr == pytest.approx(-20 * np.log10(expected), rel=1e-5)


def test_numbers_that_are_none_do_not_count() -> None:
    values = VALUES.copy()
    values[0, 0, 0] = np.nan
    values[3, 1, 1] = np.inf
    lab, experiment = shuffle(values)
    assert arrangement(lab).error == 0.0
    lab.adjust(with_spec(experiment, phase_order=PHASES))
    difference = by_formula(values, "CRD", PHASES) - by_formula(values, "CRD", (0, 1, 2, 3))
    finite = difference[np.isfinite(difference)].astype(np.float64)
    assert arrangement(lab).error == pytest.approx(float(np.sqrt((finite**2).mean())), rel=1e-6)


def test_a_photograph_of_512_pixels_can_be_changed() -> None:
    """The window has every value of its tiles; the mosaic of three output channels has room for four."""
    lab, _ = shuffle(noise(512, 512), "image")
    mosaic = tiles(lab).picture
    assert mosaic.values is not None
    assert mosaic.values.shape == (1, 1024, 1024)
