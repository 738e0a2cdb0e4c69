from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from PIL import Image
from torch.nn import functional

from vizapp.models.interpolation import INTERPOLATIONS, lanczos, nearest


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize("name", INTERPOLATIONS)
def test_an_even_grey_stays_and_sizes_are_multiplied(name: str, factor: int) -> None:
    image = torch.full((2, 3, 5, 7), 0.3)
    enlarged = INTERPOLATIONS[name](image, factor)
    assert enlarged.shape == (2, 3, 5 * factor, 7 * factor)
    torch.testing.assert_close(enlarged, torch.full_like(enlarged, 0.3))


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize("name", ["bilinear", "bicubic", "lanczos"])
def test_a_ramp_keeps_the_places_of_its_pixels(name: str, factor: int) -> None:
    """The centre of sub-pixel i of column w lies at w + (i + 0.5)/r − 0.5."""
    enlarged = INTERPOLATIONS[name](torch.arange(12.0).expand(1, 1, 12, 12), factor)
    places = (torch.arange(12.0 * factor) + 0.5) / factor - 0.5
    middle = slice(3 * factor, 9 * factor)
    # Six taps of a windowed sinc do not give a ramp back exactly, nor does torch's cubic, of a = −0.75.
    tolerance = {"lanczos": 0.02, "bicubic": 0.05}.get(name, 1e-5)
    torch.testing.assert_close(enlarged[0, 0, 18, middle], places[middle], rtol=0, atol=tolerance)


def test_nearest_repeats() -> None:
    image = torch.rand(1, 2, 3, 4)
    torch.testing.assert_close(nearest(image, 3), image.repeat_interleave(3, 2).repeat_interleave(3, 3))


@pytest.mark.parametrize("factor", [2, 3])
def test_lanczos_is_that_of_pillow_away_from_the_edge(factor: int) -> None:
    values = np.random.default_rng(0).random((14, 18), dtype=np.float32)
    pillow = Image.fromarray(values).resize((18 * factor, 14 * factor), Image.Resampling.LANCZOS)
    ours = lanczos(torch.from_numpy(values)[None, None], factor)[0, 0].numpy()
    inner = slice(3 * factor, -3 * factor)
    np.testing.assert_allclose(ours[inner, inner], np.asarray(pillow)[inner, inner], atol=2e-6)


def test_lanczos_weights_are_those_of_the_formula() -> None:
    image = torch.zeros(1, 1, 9, 9)
    image[0, 0, 4, 4] = 1
    away = [1.75, 0.75, 0.25, 1.25]  # of the places 2.25, 3.25, 4.25, 5.25 from 4

    def weight(place: float) -> float:
        def lobe(x: float) -> float:
            return (
                1.0 if x == 0 else math.sin(math.pi * x) / (math.pi * x) * math.sin(math.pi * x / 3) * 3 / math.pi / x
            )

        first = math.floor(place)
        return lobe(place - 4) / sum(lobe(place - tap) for tap in range(first - 2, first + 4))

    row = lanczos(image, 2)[0, 0, 9] / weight(4.25)
    expected = [weight(4 - away[0]), weight(4 - away[1]), weight(4 + away[2]), weight(4 + away[3])]
    assert row[[5, 7, 9, 11]].tolist() == pytest.approx(expected, abs=1e-6)


def test_bicubic_is_torchs() -> None:
    image = torch.rand(1, 1, 6, 5)
    expected = functional.interpolate(image, scale_factor=2, mode="bicubic", align_corners=False)
    torch.testing.assert_close(INTERPOLATIONS["bicubic"](image, 2), expected)
