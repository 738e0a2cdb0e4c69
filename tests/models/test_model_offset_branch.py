"""What gives a layer its offsets: sizes, beginnings, bounds, rates and gradients of every kind of branch."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import pytest
import torch
from torch.nn import functional

from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.geometry import ConvGeometry
from vizapp.models.adam import AMSGrad
from vizapp.models.branch_input import BranchInput
from vizapp.models.deformable_layer import DeformableLayer
from vizapp.models.offset_branch import ConvBranch, FreeMap, Numbers, OffsetBranch, make_branch

HEIGHT, WIDTH = 13, 18
SETTINGS = [
    *({"kind": "conv", "depth": depth, "coordinates": there} for depth, there in product((1, 2, 3), (False, True))),
    {"kind": "free"},
]


def _image(channels: int = 3, height: int = HEIGHT, width: int = WIDTH) -> torch.Tensor:
    return torch.rand(1, channels, height, width, generator=torch.Generator().manual_seed(0))


def _branch(stride: int = 1, seed: int = 0, **settings: Any) -> OffsetBranch:
    size = (-(-HEIGHT // stride), -(-WIDTH // stride))
    generator = torch.Generator().manual_seed(seed)
    return make_branch(OffsetBranchSpec(**settings), Numbers(18), size, _image(), generator)


def _offsets(branch: OffsetBranch, image: torch.Tensor, stride: int = 1) -> torch.Tensor:
    coordinates = isinstance(branch, ConvBranch) and branch.weights[0].shape[1] == image.shape[1] + 2
    return branch(BranchInput(image, coordinates=coordinates), ConvGeometry.aligned(3, stride))


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("start", ["zero", "random"])
@pytest.mark.parametrize("settings", [*SETTINGS, {"kind": "none"}], ids=str)
def test_every_unit_has_its_offsets(settings: dict[str, Any], start: str, stride: int) -> None:
    branch = _branch(stride, start=start, **settings)
    offsets = _offsets(branch, _image(), stride)
    assert offsets.shape == (1, 18, -(-HEIGHT // stride), -(-WIDTH // stride))
    if start == "zero" or settings["kind"] == "none":
        assert not offsets.any()
    else:
        assert 0.2 < offsets.std() < 2
        assert offsets.var((2, 3)).min() > 0, "they differ from unit to unit"


@pytest.mark.parametrize("settings", [*SETTINGS, {"kind": "none"}], ids=str)
def test_from_zero_the_layer_is_the_plain_convolution(settings: dict[str, Any]) -> None:
    kernel = torch.randn(5, 3, 3, 3, generator=torch.Generator().manual_seed(1))
    layer = DeformableLayer(kernel, _branch(2, **settings), ConvGeometry.aligned(3, 2, 2))
    read = BranchInput(_image(), coordinates=settings.get("coordinates", False))
    expected = functional.conv2d(_image(), kernel, None, 2, 2, 2)
    torch.testing.assert_close(layer(_image(), read).output, expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_branch_has_as_many_convolutions_as_it_is_deep(depth: int) -> None:
    branch = _branch(depth=depth, start="random", coordinates=True)
    assert isinstance(branch, ConvBranch)
    shapes = [tuple(weight.shape) for weight in branch.weights]
    channels = [5, *[16] * (depth - 1), 18]
    assert shapes == [(given, read, 3, 3) for read, given in pairwise(channels)]
    read = BranchInput(_image(), coordinates=True)
    values = read.whole()
    for layer, (weight, bias) in enumerate(zip(branch.weights, branch.biases, strict=True)):
        if layer:
            values = functional.gelu(values) / (16 * 9) ** 0.5
        values = functional.conv2d(values, weight, bias, padding=1)
    torch.testing.assert_close(branch(read, ConvGeometry.aligned(3)), values)


def test_the_same_seed_draws_the_same_branch_and_another_seed_another() -> None:
    for kind in ("conv", "free"):
        first, again, other = (
            _offsets(_branch(seed=seed, kind=kind, start="random"), _image()) for seed in (3, 3, 4)
        )
        assert torch.equal(first, again)
        assert not torch.equal(first, other)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_no_offset_is_longer_than_the_bound_and_short_ones_are_as_they_were(settings: dict[str, Any]) -> None:
    bounded = _branch(start="random", bound=1.5, **settings)
    free = _branch(start="random", bound=None, **settings)
    free.load_state_dict(bounded.state_dict())
    expected = 1.5 * torch.tanh(_offsets(free, _image()) / 1.5)
    torch.testing.assert_close(_offsets(bounded, _image()), expected)
    with torch.no_grad():
        for parameter in bounded.parameters():
            parameter.mul_(1e4)
    assert 1.4 < _offsets(bounded, _image()).abs().max() <= 1.5


def test_a_free_map_is_stretched_onto_another_size() -> None:
    branch = _branch(kind="free", start="random")
    assert isinstance(branch, FreeMap)
    offsets = _offsets(branch, _image(height=25, width=9))
    assert offsets.shape == (1, 18, 25, 9)
    # Twice as many rows less one: every second row is one of the map, and its corners stay corners.
    torch.testing.assert_close(offsets[:, :, ::2, 0], branch.map[:, :, :, 0])
    torch.testing.assert_close(offsets[:, :, ::2, -1], branch.map[:, :, :, -1])
    between = (branch.map[:, :, :-1, 0] + branch.map[:, :, 1:, 0]) / 2
    torch.testing.assert_close(offsets[:, :, 1::2, 0], between)
    assert torch.equal(_offsets(branch, _image()), branch.map)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("start", ["zero", "random"])
def test_a_gradient_reaches_every_parameter(settings: dict[str, Any], start: str) -> None:
    branch = _branch(start=start, bound=2.0, **settings)
    direction = torch.randn(1, 18, HEIGHT, WIDTH, generator=torch.Generator().manual_seed(1))
    for _ in range(2):  # behind a last layer of zeros only from the second step on
        (_offsets(branch, _image()) * direction).sum().backward()
        pull = branch.pull()
        assert pull is not None
        assert pull > 0
        gradients = {name: each.grad for name, each in branch.named_parameters()}
        AMSGrad(branch.parameter_groups(), 0.01).step()
    for name, gradient in gradients.items():
        assert gradient is not None, name
        assert gradient.any(), name


def test_the_rigid_grid_has_nothing_to_train() -> None:
    branch = _branch(kind="none")
    assert list(branch.parameters()) == []
    assert branch.parameter_groups() == ()
    assert branch.pull() is None


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_rate_factor_and_bias_rate_reach_the_optimiser(settings: dict[str, Any]) -> None:
    branch = _branch(start="random", rate_factor=3.0, bias_rate=5.0, **settings)
    before = {name: each.detach().clone() for name, each in branch.named_parameters()}
    for parameter in branch.parameters():
        parameter.grad = torch.ones_like(parameter)
    AMSGrad(branch.parameter_groups(), 0.01).step()  # whose first step is as long as its rate
    last = f"biases.{settings.get('depth', 0) - 1}"
    for name, parameter in branch.named_parameters():
        rate = 0.01 * 3 * (5 if name == last else 1)
        torch.testing.assert_close(before[name] - parameter, torch.full_like(parameter, rate), rtol=1e-3, atol=1e-6)
    assert (last in before) == (settings["kind"] == "conv")
