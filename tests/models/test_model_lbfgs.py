"""The minimiser finds the minimum that is near, and moves nothing that need not move."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from vizapp.models.lbfgs import LBFGS


def minimised(parameters: list[Tensor], function: object, steps: int = 60) -> LBFGS:
    minimiser = LBFGS(parameters, function)  # type: ignore[arg-type]  # a function of its own parameters
    for _ in range(steps):
        if not minimiser.step():
            break
    return minimiser


@pytest.mark.parametrize("seed", range(3))
def test_of_all_minima_of_a_sum_of_squares_it_finds_the_nearest(seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    system = torch.randn(6, 20, generator=generator, dtype=torch.float64)
    wanted = torch.randn(6, generator=generator, dtype=torch.float64)
    start = torch.randn(20, generator=generator, dtype=torch.float64)
    point = start.clone().requires_grad_()
    minimiser = minimised([point], lambda: (system @ point - wanted).square().mean())
    assert minimiser.value < 1e-10
    nearest = start + torch.linalg.pinv(system) @ (wanted - system @ start)
    assert torch.allclose(point.detach(), nearest, atol=1e-4)


def test_it_finds_the_bottom_of_a_curved_valley() -> None:
    point = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
    minimised([point], lambda: (1 - point[0]).square() + 100 * (point[1] - point[0].square()).square(), 100)
    assert torch.allclose(point.detach(), torch.ones(2, dtype=torch.float64), atol=1e-4)


def test_every_step_is_smaller_and_what_has_no_gradient_stays_to_the_bit() -> None:
    used, unused = torch.tensor([3.0, -2.0], requires_grad=True), torch.tensor([0.1, 0.2], requires_grad=True)
    other = torch.tensor([7.0], requires_grad=True)
    before = unused.detach().clone()
    minimiser = LBFGS([used, unused, other], lambda: used.cosh().sum() + 0 * unused.sum())
    values = []
    while minimiser.step():
        values.append(minimiser.value)
    assert values == sorted(values, reverse=True)
    assert values[-1] == pytest.approx(2.0, abs=1e-5)
    assert torch.equal(unused.detach(), before)
    assert float(other.detach()) == 7.0


def test_it_stays_where_the_function_is_flat_and_turns_back_from_where_it_is_no_number() -> None:
    flat = torch.tensor([1.0], requires_grad=True)
    minimiser = LBFGS([flat], lambda: (0 * flat).sum())
    assert not minimiser.step()
    assert float(flat.detach()) == 1.0
    steep = torch.tensor([1e-3], dtype=torch.float64, requires_grad=True)
    minimised([steep], lambda: (steep - steep.log()).sum())
    assert float(steep.detach()) == pytest.approx(1.0, abs=1e-3)
    assert math.isfinite(float(steep.detach()))
