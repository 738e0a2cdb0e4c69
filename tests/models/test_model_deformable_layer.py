from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.geometry import ConvGeometry
from vizapp.models.branch_input import BranchInput
from vizapp.models.deformable_layer import DeformableLayer, PlacedOffsets
from vizapp.models.offset_branch import ConvBranch, NoBranch, Numbers


@pytest.fixture
def input_map() -> torch.Tensor:
    return torch.rand(1, 3, 13, 18, generator=torch.Generator().manual_seed(0))


def _layer(kernel_size: int = 3, stride: int = 1, dilation: int = 1) -> DeformableLayer:
    kernel = torch.randn(5, 3, kernel_size, kernel_size, generator=torch.Generator().manual_seed(1))
    branch = ConvBranch(Numbers(2 * kernel_size**2), OffsetBranchSpec(), kernel, torch.Generator())
    return DeformableLayer(kernel, branch, ConvGeometry.aligned(kernel_size, stride, dilation))


def _branch(layer: DeformableLayer) -> ConvBranch:
    assert isinstance(layer.branch, ConvBranch)
    return layer.branch


@pytest.mark.parametrize(("kernel_size", "stride", "dilation"), [(3, 1, 1), (3, 2, 1), (5, 1, 2), (5, 2, 3)])
def test_starts_as_the_plain_convolution(
    input_map: torch.Tensor, kernel_size: int, stride: int, dilation: int
) -> None:
    layer = _layer(kernel_size, stride=stride, dilation=dilation)
    output, offset, *_ = layer(input_map, BranchInput(input_map))
    padding = dilation * (kernel_size // 2)
    expected = functional.conv2d(input_map, layer.kernel, None, stride, padding, dilation)
    torch.testing.assert_close(output, expected, rtol=1e-5, atol=1e-5)
    assert offset.shape == (1, 2 * kernel_size**2, *output.shape[2:])
    assert not offset.any()


def test_the_branch_reads_the_same_whatever_the_range(input_map: torch.Tensor) -> None:
    layer = _layer()
    with torch.no_grad():
        _branch(layer).weights[0].normal_(generator=torch.Generator().manual_seed(2))
    offsets = layer.sampling(BranchInput(input_map)).offset
    assert offsets.std() > 0.1
    torch.testing.assert_close(layer.sampling(BranchInput(input_map * 1000)).offset, offsets, rtol=1e-3, atol=1e-3)
    torch.testing.assert_close(layer.sampling(BranchInput(input_map - 0.25)).offset, offsets, rtol=1e-2, atol=1e-2)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e6])
def test_an_even_channel_is_nothing_to_the_branch(value: float) -> None:
    assert BranchInput(torch.full((1, 3, 31, 37), value)).whole().abs().max() < 1e-3


def test_a_placed_offset_is_used_and_gets_no_gradient(input_map: torch.Tensor) -> None:
    layer = _layer()
    where = torch.zeros(1, 18, 13, 18, dtype=torch.bool)
    where[:, 4:6] = True
    placed = PlacedOffsets(where, torch.full((1, 18, 13, 18), 0.7))
    output, offset, *_ = layer(input_map, BranchInput(input_map), placed)
    assert (offset[:, 4:6] == 0.7).all()
    assert not offset[:, :4].any()
    assert not offset[:, 6:].any()
    output.square().sum().backward()
    gradient = _branch(layer).biases[0].grad
    assert gradient is not None
    others = [channel for channel in range(18) if channel not in (4, 5)]
    assert not gradient[4:6].any()
    assert gradient[others].all()


def test_the_kernel_is_not_trained(input_map: torch.Tensor) -> None:
    layer = _layer()
    layer(input_map, BranchInput(input_map)).output.square().sum().backward()
    assert layer.kernel.grad is None
    trained = [id(each) for group in layer.parameter_groups() for each in group.parameters]
    assert sorted(trained) == sorted(id(each) for each in layer.parameters())
    assert id(layer.kernel) not in trained


@pytest.mark.parametrize("shape", [(5, 3, 3, 5), (5, 3, 2, 2)], ids=["another size", "even"])
def test_refuses_kernels_without_a_middle(shape: tuple[int, ...]) -> None:
    geometry = ConvGeometry.checked(2 if shape[2] == 2 else (5, 3))
    with pytest.raises(ValueError, match="odd sides"):
        DeformableLayer(torch.zeros(shape), NoBranch(Numbers(18), torch.zeros(1)), geometry)
