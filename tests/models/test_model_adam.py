from __future__ import annotations

import pytest
import torch

from vizapp.models.adam import AMSGrad, ParameterGroup


def _loss(parameters: list[torch.Tensor]) -> torch.Tensor:
    first, second = parameters
    return (
        (first.square() * torch.tensor([1.0, 30.0, 0.01])).sum()
        + (second - 1).abs().sum()
        + (first.sum() * second).sum()
    )


@pytest.mark.parametrize("steps", [1, 60])
def test_agrees_with_torch(steps: int) -> None:
    start = [torch.tensor([1.0, -2.0, 3.0]), torch.tensor([0.5, 0.25])]
    ours = [each.clone().requires_grad_() for each in start]
    theirs = [each.clone().requires_grad_() for each in start]
    optimiser = AMSGrad([ParameterGroup((ours[0],)), ParameterGroup((ours[1],), 4.0)], 0.05)
    reference = torch.optim.Adam(
        [{"params": [theirs[0]], "lr": 0.05}, {"params": [theirs[1]], "lr": 0.2}], amsgrad=True
    )
    for _ in range(steps):
        _loss(ours).backward()
        optimiser.step()
        reference.zero_grad()
        _loss(theirs).backward()
        reference.step()
    for mine, expected in zip(ours, theirs, strict=True):
        torch.testing.assert_close(mine, expected, rtol=1e-5, atol=1e-6)


def test_the_learning_rate_can_be_changed_while_it_runs() -> None:
    parameter = torch.tensor([1.0], requires_grad=True)
    optimiser = AMSGrad([ParameterGroup((parameter,))], 0.5)
    parameter.square().sum().backward()
    optimiser.step()
    assert parameter.item() == pytest.approx(0.5)
    optimiser.learning_rate = 1e-9
    parameter.square().sum().backward()
    optimiser.step()
    assert parameter.item() == pytest.approx(0.5)


def test_a_parameter_without_a_gradient_stays() -> None:
    parameter = torch.tensor([1.0], requires_grad=True)
    AMSGrad([ParameterGroup((parameter,))], 0.5).step()
    assert parameter.item() == 1.0


def test_going_back_to_a_state_gives_the_same_steps_bit_by_bit() -> None:
    parameter = torch.tensor([1.0, -3.0, 0.25], requires_grad=True)
    optimiser = AMSGrad([ParameterGroup((parameter,), 2.0)], 0.05)

    def steps(count: int) -> torch.Tensor:
        for _ in range(count):
            (parameter.square() * torch.tensor([1.0, 30.0, 0.01])).sum().backward()
            optimiser.step()
        return parameter.detach().clone()

    at = steps(5)
    state = optimiser.state()
    gone_on = steps(7)
    with torch.no_grad():
        parameter.copy_(at)
    assert not torch.equal(steps(7), gone_on), "what is remembered of the gradients matters"
    with torch.no_grad():
        parameter.copy_(at)
    optimiser.restore(state)
    assert torch.equal(steps(7), gone_on)


def test_a_state_of_other_parameters_is_refused() -> None:
    one, two = (
        AMSGrad([ParameterGroup(tuple(torch.ones(2, requires_grad=True) for _ in range(count)))], 0.1)
        for count in (1, 2)
    )
    with pytest.raises(ValueError, match="longer"):
        one.restore(two.state())
