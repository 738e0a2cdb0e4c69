"""The checkerboard measure: exact figures, what has none, and what it is blind to."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
import torch
from lab_sources import photograph, super_resolve
from torch import Tensor, nn
from torch.nn import functional

from vizapp.labs.subpixel.checkerboard import (
    GREYS,
    checkerboard,
    phase_means,
    picture_checkerboard,
    polyphase_deviation,
)
from vizapp.models.espcn import ESPCN
from vizapp.ops import pixel_shuffle
from vizapp.protocol.metric import Metric

SEEDS = range(8)


def _deviation(counts: list[float]) -> float:
    """Return the standard deviation of numbers, as a textbook does."""
    mean = sum(counts) / len(counts)
    return math.sqrt(sum((count - mean) ** 2 for count in counts) / len(counts))


def _transposed(kernel: Tensor, stride: int, padding: int, extra: int = 0) -> nn.Module:
    """Return a transposed convolution (1 → 1 channels) that enlarges exactly by ``stride``."""
    layer = nn.ConvTranspose2d(1, 1, kernel.shape[-1], stride, padding, output_padding=extra, bias=False)
    layer.weight.data = kernel.reshape(1, 1, *kernel.shape)
    return layer


def test_phase_means_are_those_of_a_loop() -> None:
    enlarged = torch.rand(2, 3, 6, 9, generator=torch.Generator().manual_seed(0))
    means = phase_means(enlarged, 3)
    assert means.shape == (2, 3, 3, 3)
    for i in range(3):
        for j in range(3):
            pixels = [[float(enlarged[1, 2, y, x]) for y in range(6) for x in range(9) if y % 3 == i and x % 3 == j]]
            assert float(means[1, 2, i, j]) == pytest.approx(np.mean(pixels), abs=1e-7)


def test_the_deviation_is_in_grey_levels() -> None:
    checker = torch.tensor([[0.5, 0.6], [0.6, 0.5]]).repeat(4, 5)
    assert polyphase_deviation(checker, 2) == pytest.approx(0.05 * 255, abs=1e-4)
    assert polyphase_deviation(torch.full((3, 8, 8), 0.3), 2) == 0


def test_sides_that_are_no_multiples_are_refused() -> None:
    with pytest.raises(ValueError, match="7 × 6 pixels, but its sides must be multiples of 2"):
        phase_means(torch.zeros(6, 7), 2)
    with pytest.raises(ValueError, match="10 × 10 pixels became 10 × 10, but 20 × 20"):
        checkerboard(lambda x: x, 2, reach=4)


def test_a_ones_kernel_measures_its_uneven_overlap() -> None:
    ones = _transposed(torch.ones(3, 3), 2, 1, 1)
    grey = sum(GREYS) / len(GREYS)
    assert checkerboard(ones, 2) == pytest.approx(_deviation([1, 2, 2, 4]) * grey * 255, rel=1e-5)
    assert checkerboard(_transposed(torch.ones(4, 4), 2, 1), 2) == 0


class _Transposed(nn.Module):
    """Three layers as ESPCN's, of which the last is a transposed convolution with spatially constant kernels."""

    def __init__(self, kernel: int, padding: int, extra: int, seed: int) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.body = nn.Sequential(
            nn.Conv2d(1, 32, 5, padding=2), nn.ReLU(), nn.Conv2d(32, 32, 3, padding=1), nn.ReLU()
        )
        self.last = nn.ConvTranspose2d(32, 1, kernel, 2, padding, output_padding=extra)
        constant = torch.empty(32, 1, 1, 1)
        nn.init.kaiming_uniform_(constant, a=math.sqrt(5))
        self.last.weight.data = constant.expand(-1, -1, kernel, kernel).clone()

    def forward(self, x: Tensor) -> Tensor:
        return self.last(self.body(x))


def test_with_spatially_constant_kernels_a_dividing_stride_leaves_no_checkerboard() -> None:
    dividing = [checkerboard(_Transposed(4, 1, 0, seed), 2) for seed in SEEDS]
    uneven = [checkerboard(_Transposed(3, 1, 1, seed), 2) for seed in SEEDS]
    assert max(dividing) < 5e-5, "0.0000 grey levels"
    assert np.median(uneven) > 1, "a pattern of whole grey levels"


def _icnr(network: ESPCN) -> None:
    """Give the r² kernels of each output channel the same weights and bias (ICNR)."""
    last = network.layers[-1]
    assert isinstance(last, nn.Conv2d)
    assert last.bias is not None
    phases = network.upscale_factor**2
    last.weight.data = last.weight.data[::phases].repeat_interleave(phases, dim=0)
    last.bias.data = last.bias.data[::phases].repeat_interleave(phases)


@pytest.mark.parametrize("factor", [2, 3])
def test_default_initialisation_starts_with_a_checkerboard_that_icnr_lacks(factor: int) -> None:
    for seed in SEEDS:
        network = ESPCN(factor, features=(32, 32), generator=torch.Generator().manual_seed(seed))
        assert checkerboard(network, factor, reach=network.reach) > 2
        _icnr(network)
        assert checkerboard(network, factor, reach=network.reach) < 5e-4


def test_all_the_border_is_left_out_and_nothing_else() -> None:
    network = ESPCN(2, features=(6, 6), generator=torch.Generator().manual_seed(1))
    exact = checkerboard(network, 2, reach=network.reach)
    assert exact == pytest.approx(checkerboard(network, 2, reach=network.reach + 5), rel=1e-5)
    assert exact != pytest.approx(checkerboard(network, 2, reach=network.reach - 2), rel=1e-3)


def test_the_order_of_the_phases_does_not_count() -> None:
    network = ESPCN(2, features=(6, 6), generator=torch.Generator().manual_seed(1))
    order = (2, 0, 3, 1)
    assert checkerboard(lambda x: network(x, order), 2, reach=4) == pytest.approx(checkerboard(network, 2, reach=4))


def test_nothing_finite_measures_nothing_finite() -> None:
    assert math.isnan(checkerboard(lambda x: torch.full((5, 1, 36, 36), math.nan), 2))


# Of a picture --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_a_pattern_stays_whole_and_a_ramp_goes(factor: int) -> None:
    pattern = torch.rand(factor, factor, generator=torch.Generator().manual_seed(2)) / 10
    tiled = pattern.repeat(9, 13)
    expected = float(pattern.double().std(correction=0)) * 255
    rows, columns = torch.meshgrid(torch.arange(9.0 * factor), torch.arange(13.0 * factor), indexing="ij")
    ramp = 0.004 * rows + 0.007 * columns + 0.1
    assert polyphase_deviation(ramp, factor) > 0.9, "what would be measured without the local mean"
    assert picture_checkerboard(ramp[None, None], factor) < 1e-3
    assert picture_checkerboard((ramp + tiled)[None, None], factor) == pytest.approx(expected, abs=1e-3)
    # A picture that does not begin with a whole block, or end with one.
    assert picture_checkerboard((ramp + tiled)[1:, : -1 if factor > 2 else None], factor) == pytest.approx(
        expected, abs=1e-3
    )


def test_a_photograph_has_a_little_and_an_artefact_much_more() -> None:
    copy = torch.from_numpy(photograph("astronaut").copy()).float().permute(2, 0, 1)[None, :, :256, :256] / 255
    own = picture_checkerboard(copy, 2)
    assert 0 < own < 0.5
    unshuffled = functional.pixel_unshuffle(copy, 2)
    swapped = pixel_shuffle(unshuffled + 0.02 * torch.tensor([1.0, 0, 0, 0]).repeat(3)[:, None, None], 2)
    assert picture_checkerboard(swapped, 2) > 4 * own


def test_a_picture_too_small_is_refused() -> None:
    assert picture_checkerboard(torch.zeros(1, 3, 4, 5), 2) == 0
    with pytest.raises(ValueError, match="factor 3 needs at least 7 a side"):
        picture_checkerboard(torch.zeros(1, 1, 6, 20), 3)


# As a metric ---------------------------------------------------------------------------------------------------


def test_it_is_measured_at_the_start_and_at_every_tenth_step() -> None:
    lab, _ = super_resolve(photograph("astronaut"), working_size=96)
    (metric,) = (metric for metric in lab.describe().metrics if metric.name == "checkerboard")
    assert metric.lower_is_better
    assert "r²" in metric.explanation
    assert msgspec.convert(msgspec.to_builtins(metric), Metric) == metric, "short enough to be sent"
    start = checkerboard(lab.network, 2, reach=lab.network.reach)
    assert start > 0.05
    answers = lab.answer({}, exact=True)
    assert answers.measures is not None
    assert (
        answers.measures["checkerboard"] == lab.trainer.measures()["checkerboard"] == pytest.approx(start, rel=1e-5)
    )
    measured = [lab.trainer.step()["checkerboard"] for _ in range(12)]
    assert measured[0] == answers.measures["checkerboard"]
    assert [not math.isnan(value) for value in measured] == [True, *[False] * 9, True, False]
    end = checkerboard(lab.network, 2, reach=lab.network.reach)
    assert lab.trainer.final_measures()["checkerboard"] == pytest.approx(end, rel=1e-4)
