from __future__ import annotations

import numpy as np
import pytest
import torch

from vizapp.labs.subpixel.tasks.super_resolve import SuperResolve, luma, psnr, reduce
from vizapp.models.espcn import ESPCN, Scales


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _task(factor: int = 2, height: int = 40, width: int = 60) -> SuperResolve:
    target = torch.rand(1, 1, height * factor, width * factor, generator=_generator())
    return SuperResolve(target, factor, _generator(1))


def test_luma_is_the_usual_mixture() -> None:
    colours = torch.tensor([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]).T.reshape(1, 3, 2, 2)
    torch.testing.assert_close(luma(colours).flatten(), torch.tensor([0.299, 0.587, 0.114, 1.0]))
    grey = torch.rand(1, 1, 2, 2)
    assert luma(grey) is grey


def test_psnr_is_that_of_the_textbook() -> None:
    generator = np.random.default_rng(0)
    image, reference = generator.random((2, 1, 1, 9, 7), dtype=np.float32)
    expected = 10 * np.log10(1 / np.mean((image.astype(np.float64) - reference) ** 2))
    assert psnr(torch.from_numpy(image), torch.from_numpy(reference)) == pytest.approx(expected, abs=1e-4)
    assert psnr(torch.full((1, 1, 2, 2), 3.0), torch.ones(1, 1, 2, 2)) == float("inf")


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_reducing_keeps_the_brightness(factor: int) -> None:
    image = torch.linspace(0, 1, 12 * factor).expand(1, 1, 12 * factor, 12 * factor)
    reduced = reduce(image, factor)
    assert reduced.shape == (1, 1, 12, 12)
    torch.testing.assert_close(reduced[..., 2:-2].mean(), image[..., 2 * factor : -2 * factor].mean())


@pytest.mark.parametrize("factor", [2, 3])
def test_crops_show_the_same_place_at_both_sizes_and_turn_over(factor: int) -> None:
    task = _task(factor)
    task.scales = Scales()  # so that contrast is changed around 0, for both sizes alike
    rows, columns = torch.meshgrid(torch.arange(40.0), torch.arange(60.0), indexing="ij")
    task.reduced = (rows * 1000 + columns)[None, None]
    # Each high-resolution pixel carries the coordinate of its own centre on the low-resolution grid.
    fine_rows = (torch.arange(40.0 * factor) + 0.5) / factor - 0.5
    fine_columns = (torch.arange(60.0 * factor) + 0.5) / factor - 0.5
    task.residual = (fine_rows[:, None] * 1000 + fine_columns)[None, None]
    turned = set()
    for _ in range(20):
        batch = task.batch()
        assert batch.reduced.shape == (8, 1, 16, 16)
        pooled = torch.nn.functional.avg_pool2d(batch.residual, factor)
        torch.testing.assert_close(pooled, batch.reduced, rtol=1e-4, atol=0.05)
        down, right = batch.reduced[:, 0, 1, 0], batch.reduced[:, 0, 0, 1]
        steps = torch.stack([down, right], 1) - batch.reduced[:, 0, 0, :1]
        contrast = steps.abs().amax(1, keepdim=True) / 1000
        assert contrast.min() > 0.49
        assert contrast.max() < 1.51
        turned |= {tuple(step) for step in (steps / contrast).round().int().tolist()}
    signs = [(first, second) for first in (1, -1) for second in (1, -1)]
    assert turned == {(1000 * y, x) for y, x in signs} | {(y, 1000 * x) for y, x in signs}


def test_the_held_out_part_is_never_trained_on() -> None:
    task = _task()
    assert task.split == 36
    task.reduced[..., task.split :] = 99
    task.residual[..., task.split * 2 :] = 99
    for _ in range(50):
        batch = task.batch()
        assert batch.reduced.abs().max() < 9
        assert batch.residual.abs().max() < 9


def test_measuring_the_part_agrees_with_measuring_the_whole() -> None:
    task = _task()
    network = ESPCN(2, features=(6, 6), scales=task.scales, generator=_generator(2))
    order = (2, 0, 3, 1)
    whole = task.bicubic + network(task.reduced, order).detach()
    expected = psnr(whole[..., 72:], task.target[..., 72:])
    assert task.held_out_psnr(network, order) == pytest.approx(expected, abs=1e-4)
    assert task.held_out_psnr(network, None) != pytest.approx(expected, abs=1e-4)


def test_a_network_that_adds_nothing_is_as_good_as_bicubic() -> None:
    task = _task()
    network = ESPCN(2, features=(4, 4))
    for parameter in network.parameters():
        torch.nn.init.zeros_(parameter)
    assert task.held_out_psnr(network, None) == task.bicubic_psnr()


def test_refuses_what_cannot_be_learned_from() -> None:
    with pytest.raises(ValueError, match="40 × 15 pixels, but at least 16"):
        _task(height=15, width=40)
    with pytest.raises(ValueError, match="one even grey"):
        SuperResolve(torch.full((1, 1, 64, 64), 0.5), 2, _generator())
