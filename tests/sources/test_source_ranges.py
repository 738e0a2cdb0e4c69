"""What of an image of more than 8 bits is drawn; its numbers are never touched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vizapp.sources.loaded import network_values
from vizapp.sources.reader import read_source
from vizapp.value_picture import UNIT_RANGE, image_range, levels_of_16_bits


def test_a_small_part_of_the_range_is_seen(tmp_path: Path) -> None:
    values = np.tile((100 + 900 * np.arange(120) / 119).astype(np.uint16), (80, 1))
    Image.fromarray(values).save(tmp_path / "a.png")
    source = read_source(tmp_path / "a.png")
    np.testing.assert_array_equal(source.values[:, :, 0], values)
    np.testing.assert_allclose(network_values(source.kind, source.values)[0], values / 65535, atol=1e-7)
    assert source.overview.min() == 0
    assert source.overview.max() == 255
    assert (np.diff(source.overview[0, :, 0].astype(int)) >= 0).all()
    assert source.notes == ("16-bit grey", "values 100 … 1000 of 0 … 65535")
    assert source.drawn_range == image_range(source.values)


def test_one_hot_pixel_does_not_hide_the_rest(tmp_path: Path) -> None:
    values = np.tile((100 + 900 * np.arange(120) / 119).astype(np.uint16), (80, 1))
    values[7, 9] = 65535
    Image.fromarray(values).save(tmp_path / "a.png")
    source = read_source(tmp_path / "a.png")
    assert len(np.unique(source.overview)) > 100
    assert source.notes[-1] == "values 100 … 65535 of 0 … 65535"


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        (np.array([[0, 65535]], np.uint16), (0.0, 1.0)),
        (np.zeros((1, 2), np.uint16), (0.0, 0.5 / 65535)),
        (np.full((1, 2), 65535, np.uint16), (0.0, 1.0)),
        (np.array([[1000, 2000]], np.uint16), (1010 / 65535, 1990 / 65535)),
        (np.array([[3, 9]], np.uint8), (0.0, 1.0)),
    ],
)
def test_ranges(values: np.ndarray, drawn: tuple[float, float]) -> None:
    assert image_range(values[:, :, None]) == pytest.approx(drawn, abs=1e-6)


def test_levels() -> None:
    np.testing.assert_array_equal(levels_of_16_bits(UNIT_RANGE), np.arange(65536) >> 8)
    levels = levels_of_16_bits(image_range(np.arange(1000, 2000, dtype=np.uint16)[:, None, None]))
    assert (levels[0], levels[900], levels[2100], levels[65535]) == (0, 0, 255, 255)
    assert (np.diff(levels.astype(int)) >= 0).all()
