"""What an offset branch reads: smoothed and scaled as a loop over pixels says, and in parts as in whole."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch.nn import functional

from vizapp.geometry import ConvGeometry
from vizapp.models import branch_input
from vizapp.models.branch_input import BranchInput, smoothed


def _random(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def _smoothed_by_loops(plane: np.ndarray, deviation: float) -> np.ndarray:
    """Return a plane (H, W) smoothed by a Gaussian to three deviations, pixel by pixel, with its borders repeated."""
    height, width = plane.shape
    reach = math.ceil(3 * deviation)
    places = [(dy, dx) for dy in range(-reach, reach + 1) for dx in range(-reach, reach + 1)]
    result = np.zeros_like(plane)
    for y in range(height):
        for x in range(width):
            total = weights = 0.0
            for dy, dx in places:
                weight = math.exp(-(dy**2 + dx**2) / (2 * deviation**2))
                row, column = min(max(y + dy, 0), height - 1), min(max(x + dx, 0), width - 1)
                total += weight * plane[row, column]
                weights += weight
            result[y, x] = total / weights
    return result


@pytest.mark.parametrize("deviation", [0.4, 1.0, 2.5])
def test_smoothing_is_a_gaussian_over_repeated_borders(deviation: float) -> None:
    values = _random(1, 2, 5, 9) * 3 + 1
    result = smoothed(values, deviation)
    assert result.shape == values.shape
    for plane, channel in zip(result[0], values[0], strict=True):
        expected = _smoothed_by_loops(channel.double().numpy(), deviation)
        np.testing.assert_allclose(plane.numpy(), expected, atol=1e-5)


@pytest.mark.parametrize("smoothing", [0.0, 1.5])
def test_a_branch_reads_each_channel_less_its_mean_in_deviations_over_the_root_of_the_fan_in(
    smoothing: float,
) -> None:
    values = (
        _random(1, 3, 7, 12) * torch.tensor([0.1, 1, 50])[:, None, None] + torch.tensor([0, 9, -5])[:, None, None]
    )
    planes = values[0].double().numpy()
    if smoothing:
        planes = np.stack([_smoothed_by_loops(plane, smoothing) for plane in planes])
    expected = (planes - planes.mean((1, 2), keepdims=True)) / planes.std((1, 2), keepdims=True) / (3 * 9) ** 0.5
    # A thousandth of the mean is part of the divisor.
    np.testing.assert_allclose(BranchInput(values, smoothing).whole()[0].numpy(), expected, rtol=0.03, atol=1e-3)


@pytest.mark.parametrize("channels", [3, 70])
@pytest.mark.parametrize("value", [0.0, 0.1, 1e6])
def test_an_even_channel_stays_nothing_when_it_is_smoothed(channels: int, value: float) -> None:
    values = torch.full((1, channels, 31, 37), value)
    values[:, 1] = _random(31, 37)
    whole = BranchInput(values, 4.0).whole().float()
    assert whole[:, [0, *range(2, channels)]].abs().max() < 1e-3
    assert whole[:, 1].std() * (channels * 9) ** 0.5 == pytest.approx(1, rel=0.05)


@pytest.mark.parametrize("smoothing", [0.0, 2.0])
def test_the_coordinates_follow_the_channels(smoothing: float) -> None:
    read = BranchInput(_random(1, 3, 5, 9), smoothing, coordinates=True)
    assert read.channels == 5
    whole = read.whole() * (5 * 9) ** 0.5
    assert whole.shape == (1, 5, 5, 9)
    for x in range(9):
        np.testing.assert_allclose(whole[0, 3, :, x], [-1, -0.5, 0, 0.5, 1], atol=1e-6)
    for y in range(5):
        np.testing.assert_allclose(whole[0, 4, y], np.arange(9) / 4 - 1, atol=1e-6)
    plain = BranchInput(_random(1, 3, 5, 9), smoothing).whole() * (3 * 9) ** 0.5
    torch.testing.assert_close(whole[:, :3], plain)


@pytest.mark.parametrize("smoothing", [0.0, 2.0])
@pytest.mark.parametrize("coordinates", [False, True])
@pytest.mark.parametrize("stride", [1, 2])
def test_many_channels_in_parts_are_the_whole_to_half_precision(
    stride: int, coordinates: bool, smoothing: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = _random(1, 70, 13, 18).cumsum(2).cumsum(3) * 30
    read_channels = 70 + 2 * coordinates
    weight = _random(18, read_channels, 3, 3, seed=1)
    bias = _random(18, seed=2)
    direction = _random(1, 18, -(-13 // stride), -(-18 // stride), seed=3)

    def output_and_gradients(source: BranchInput) -> tuple[torch.Tensor, ...]:
        at = (weight.clone().requires_grad_(), bias.clone().requires_grad_())
        output = source.convolved(*at, ConvGeometry.aligned(3, stride))
        assert output.shape[2:] == source.output_size(ConvGeometry.aligned(3, stride))
        return output.detach(), *torch.autograd.grad((output * direction).sum(), at)

    in_parts = BranchInput(image, smoothing, coordinates)
    assert len(list(in_parts.parts())) == 3 + coordinates
    monkeypatch.setattr(branch_input, "_CHANNELS_AT_ONCE", 70)
    in_whole = BranchInput(image, smoothing, coordinates)
    assert in_whole.whole().dtype == torch.float32
    # Half precision has 11 bits; a number of the branch's scale is then right to a two-thousandth.
    tolerance = {"rtol": 2e-3, "atol": 2e-3} if smoothing else {"rtol": 1e-4, "atol": 1e-5}
    torch.testing.assert_close(in_parts.whole().float(), in_whole.whole(), **tolerance)
    for part, whole in zip(output_and_gradients(in_parts), output_and_gradients(in_whole), strict=True):
        scale = whole.abs().max()
        torch.testing.assert_close(part / scale, whole / scale, **tolerance)
    expected = functional.conv2d(in_whole.whole(), weight, bias, stride, 1)
    torch.testing.assert_close(in_whole.convolved(weight, bias, ConvGeometry.aligned(3, stride)), expected)


def _natural(channels: int, height: int, width: int) -> torch.Tensor:
    """Return maps whose detail is not that of noise."""
    return smoothed(_random(1, channels, height, width), 2.0)


@pytest.mark.parametrize("size", [(40, 52), (41, 53)])
@pytest.mark.parametrize("smoothing", [3.0, 4.0])
def test_many_channels_are_smoothed_at_half_size_to_nearly_the_same(smoothing: float, size: tuple[int, int]) -> None:
    many = _natural(branch_input._CHANNELS_AT_ONCE + 3, *size)
    halved = BranchInput(many, smoothing).whole() * (many.shape[1] * 9) ** 0.5
    assert halved.shape == many.shape
    inner = (..., slice(6, -6), slice(6, -6))  # at the borders it is the half-size ones that are repeated
    for first in (0, 20, many.shape[1] - 2):
        few = BranchInput(many[:, first : first + 2], smoothing).whole() * (2 * 9) ** 0.5
        difference = halved[:, first : first + 2] - few
        assert difference[inner].abs().max() < 0.2, "of what has the deviation 1"
        assert difference.square().mean().sqrt() < 0.15


def test_what_is_kept_of_many_smoothed_channels_is_an_eighth() -> None:
    many = _natural(2 * branch_input._CHANNELS_AT_ONCE, 40, 52)
    kept = sum(part.numel() * part.element_size() for part in BranchInput(many, 4.0)._kept)
    assert kept == many.numel() * many.element_size() / 8


def test_half_the_size_is_doubled_between_its_pixels() -> None:
    line = torch.tensor([0.0, 4.0, 8.0])
    doubled = branch_input._doubled(line.repeat(1, 1, 2, 1), (3, 5))
    assert doubled[0, 0].tolist() == [[0.0, 1.0, 3.0, 5.0, 7.0]] * 3
