from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from vizapp.models.espcn import ESPCN, Scales


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_the_classic_network_has_22729_parameters() -> None:
    network = ESPCN(3, channels=1, features=(64, 32), kernel_sizes=(5, 3, 3))
    assert sum(parameter.numel() for parameter in network.parameters()) == 22_729


def test_the_seed_decides_the_weights_and_the_global_generator_does_not() -> None:
    torch.manual_seed(1)
    first = ESPCN(2, generator=_generator())
    torch.manual_seed(2)
    second = ESPCN(2, generator=_generator())
    other = ESPCN(2, generator=_generator(1))
    for mine, same, different in zip(first.parameters(), second.parameters(), other.parameters(), strict=True):
        torch.testing.assert_close(mine, same, rtol=0, atol=0)
        assert not torch.equal(mine, different)


def test_the_shuffle_comes_last() -> None:
    network = ESPCN(3, channels=2, features=(4,), kernel_sizes=(3, 3), generator=_generator())
    x = torch.rand(2, 2, 5, 7, generator=_generator())
    assert network.channels(x).shape == (2, 18, 5, 7)
    torch.testing.assert_close(network(x), functional.pixel_shuffle(network.channels(x), 3))


def test_scales_are_what_the_numbers_are_measured_in() -> None:
    scales = Scales(input_mean=0.4, input_deviation=0.2, output_deviation=0.05)
    scaled = ESPCN(2, features=(4,), kernel_sizes=(3, 3), scales=scales, generator=_generator())
    plain = ESPCN(2, features=(4,), kernel_sizes=(3, 3), generator=_generator())
    x = torch.rand(1, 1, 6, 6, generator=_generator())
    torch.testing.assert_close(scaled(x), plain((x - 0.4) / 0.2) * 0.05)


def test_reach_is_how_far_an_input_pixel_is_felt() -> None:
    network = ESPCN(2, features=(8, 8), generator=_generator())
    x = torch.zeros(1, 1, 21, 21)
    touched = x.clone()
    touched[0, 0, 10, 10] = 50.0
    changed = (network.channels(touched) != network.channels(x)).any(1)[0].nonzero()
    assert network.reach == 4
    assert (changed - 10).abs().max() == 4


@pytest.mark.parametrize(
    ("features", "kernel_sizes"), [((8,), (3, 3, 3)), ((8,), (3, 4))], ids=["too many kernels", "even kernel"]
)
def test_refuses_layers_that_do_not_fit(features: tuple[int, ...], kernel_sizes: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="kernel_sizes"):
        ESPCN(2, features=features, kernel_sizes=kernel_sizes)
