"""PSNR and SSIM against the formulas of the textbook, written out in numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from vizapp.labs.subpixel.metrics import SSIM
from vizapp.labs.subpixel.quality import SSIM_WINDOW, Reference, psnr


def _ssim_by_hand(x: np.ndarray, y: np.ndarray) -> float:
    """Wang et al. 2004, eq. 13–16: window by window, with weights that sum to 1."""
    away = np.arange(11) - 5
    along = np.exp(-(away**2) / (2 * 1.5**2))
    weights = np.outer(along, along) / along.sum() ** 2
    c1, c2 = 0.01**2, 0.03**2
    found = []
    for top in range(x.shape[0] - 10):
        for left in range(x.shape[1] - 10):
            a, b = (each[top : top + 11, left : left + 11] for each in (x, y))
            mean_a, mean_b = (weights * a).sum(), (weights * b).sum()
            var_a, var_b = (weights * (a - mean_a) ** 2).sum(), (weights * (b - mean_b) ** 2).sum()
            both = (weights * (a - mean_a) * (b - mean_b)).sum()
            top_part = (2 * mean_a * mean_b + c1) * (2 * both + c2)
            found.append(top_part / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2)))
    return float(np.mean(found))


def _tensor(values: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(values.astype(np.float32))[None, None]


@pytest.mark.parametrize("strength", [0.0, 0.05, 0.4])
def test_ssim_is_that_of_the_paper(strength: float) -> None:
    random = np.random.default_rng(1)
    x = np.clip(0.5 + 0.4 * np.sin(np.arange(17)[:, None] / 3) * np.cos(np.arange(14) / 2), 0, 1)
    y = np.clip(x + strength * random.standard_normal(x.shape), 0, 1)
    x, y = x.astype(np.float32).astype(np.float64), y.astype(np.float32).astype(np.float64)
    assert Reference(_tensor(y)).ssim(_tensor(x)) == pytest.approx(_ssim_by_hand(x, y), abs=1e-9)


def test_ssim_needs_room_for_a_window() -> None:
    assert math.isnan(Reference(torch.rand(1, 1, 10, 30)).ssim(torch.rand(1, 1, 10, 30)))
    image = torch.rand(1, 1, 11, 11)
    assert Reference(image).ssim(image) == pytest.approx(1, abs=1e-12)


def test_psnr_is_that_of_the_textbook() -> None:
    image, reference = np.random.default_rng(0).random((2, 1, 1, 9, 7), dtype=np.float32)
    expected = 10 * np.log10(1 / np.mean((image.astype(np.float64) - reference) ** 2))
    assert psnr(torch.from_numpy(image), torch.from_numpy(reference)) == pytest.approx(expected, abs=1e-4)
    assert psnr(torch.full((1, 1, 2, 2), 3.0), torch.ones(1, 1, 2, 2)) == float("inf")


def test_both_are_of_values_that_are_cut_to_what_can_be_drawn() -> None:
    image, reference = torch.rand(2, 1, 1, 12, 12, generator=torch.Generator().manual_seed(0)).unbind(0)
    outside = torch.where(image > 0.8, image + 5, image)
    cut = torch.where(image > 0.8, torch.ones(()), image)
    measured = Reference(reference).quality(outside)
    assert measured == Reference(reference).quality(cut)
    # The one that is compared with is cut as well.
    assert Reference(outside).quality(reference).psnr == pytest.approx(measured.psnr, abs=1e-9)


def test_the_explanation_names_the_window() -> None:
    assert f"windows of {SSIM_WINDOW} pixels" in SSIM.explanation
