from __future__ import annotations

import pytest
import torch

from vizapp.document.upsamplers import UpsamplerSpec, every_upsampler
from vizapp.labs.subpixel.quality import psnr
from vizapp.labs.subpixel.tasks.super_resolve import SuperResolve, luma, reduce
from vizapp.models.enlarging import Scales
from vizapp.models.espcn import ESPCN
from vizapp.models.interpolation import bicubic
from vizapp.models.upsamplers import make_network


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


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_the_columns_that_count_have_gone_into_nothing_that_trains_and_those_before_have(factor: int) -> None:
    """What training sees are the reduced columns left of the line, and the residuals there."""
    target = torch.rand(1, 1, 20 * factor, 40 * factor, generator=_generator())
    task = SuperResolve(target, factor, _generator(1))
    line, counted = task.split * factor, task.counted_from
    assert counted == line + {2: 7, 3: 10, 4: 14}[factor]

    def seen(changed: int) -> list[torch.Tensor]:
        other = target.clone()
        other[..., changed:] = 1 - other[..., changed:]
        reduced = reduce(other, factor)
        return [reduced[..., : task.split], (other - bicubic(reduced, factor))[..., :line]]

    original = seen(40 * factor)
    assert all(torch.equal(a, b) for a, b in zip(original, seen(counted), strict=True))
    assert not all(torch.equal(a, b) for a, b in zip(original, seen(counted - 1), strict=True))


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize("spec", [each for each in every_upsampler() if each.trains], ids=lambda spec: spec.name)
def test_measuring_the_part_agrees_with_measuring_the_whole(spec: UpsamplerSpec, factor: int) -> None:
    task = _task(factor, 20, 40)
    network = make_network(spec, factor, (8, 8), task.scales, _generator(2))
    order = tuple(reversed(range(factor**2)))
    with torch.no_grad():
        residual = network(task.reduced, order)
    whole, counted = task.bicubic + residual, task.counted_from
    measured = task.held_out_quality(network, order)
    assert measured.psnr == pytest.approx(psnr(whole[..., counted:], task.target[..., counted:]), abs=1e-4)
    assert measured == pytest.approx(task.quality_of(residual), abs=1e-5)


def test_a_network_that_adds_nothing_is_as_good_as_bicubic() -> None:
    task = _task()
    network = ESPCN(2, features=(4, 4))
    for parameter in network.parameters():
        torch.nn.init.zeros_(parameter)
    assert task.held_out_quality(network, None) == task.bicubic_quality()


def test_crops_of_other_maps_are_cut_at_the_same_places_and_change_nothing_that_is_drawn() -> None:
    task = _task()
    plain = task.batch()
    task._generator.manual_seed(1)
    both = task.batch([task.residual * 3, task.target * 0])
    assert torch.equal(plain.reduced, both.reduced)
    assert torch.equal(plain.residual, both.residual)
    tripled, nothing = both.given
    torch.testing.assert_close(tripled, 3 * both.residual)
    assert nothing.abs().max() == 0


def test_refuses_what_cannot_be_learned_from() -> None:
    with pytest.raises(ValueError, match="40 × 15 pixels, but at least 16"):
        _task(height=15, width=40)
    with pytest.raises(ValueError, match="one even grey"):
        SuperResolve(torch.full((1, 1, 64, 64), 0.5), 2, _generator())
