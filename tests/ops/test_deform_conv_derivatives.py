"""Second derivatives of deformable convolution, by every way of asking for them, and torch.func."""

from __future__ import annotations

import pytest
import torch
from deform_reference import CASES, Case
from torch import Tensor
from torch.autograd import forward_ad
from torch.func import grad, jacrev, jvp, vmap

from vizapp.geometry import ConvGeometry
from vizapp.ops import deform_conv2d
from vizapp.ops.deform_conv import _torchvision_kernel

FEW_CASES = (CASES[0], CASES[2], CASES[3], CASES[6])
FAST_SIZE = (9, 7)
"""Of larger maps: they are checked along a random direction, smaller ones entry by entry, which takes seconds."""
NAMES = ("input", "offset", "weight", "bias", "mask")


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.name, marks=() if case.size == FAST_SIZE else pytest.mark.slow)
        for case in FEW_CASES
    ],
)
def test_gradgradcheck_at_fractional_offsets(case: Case, threads: int) -> None:
    tensors = case.tensors()

    def function(*values: Tensor) -> Tensor:
        return case.call(deform_conv2d, dict(zip(tensors, values, strict=True)))

    leaves = tuple(tensor.requires_grad_() for tensor in tensors.values())
    assert torch.autograd.gradgradcheck(function, leaves, fast_mode=case.size == FAST_SIZE)


def loss(case: Case, tensors: dict[str, Tensor]) -> Tensor:
    """Return a number that is not linear in anything."""
    return case.call(deform_conv2d, tensors).sin().sum()


def slope_along(case: Case, tensors: dict[str, Tensor], name: str, direction: Tensor) -> Tensor:
    leaf = tensors[name].detach().requires_grad_()
    (gradient,) = torch.autograd.grad(loss(case, tensors | {name: leaf}), leaf)
    return (gradient * direction).sum()


@pytest.mark.parametrize("first", ["input", "offset"])
@pytest.mark.parametrize("second", NAMES)
def test_both_ways_of_differentiating_twice_agree_with_differences(first: str, second: str, threads: int) -> None:
    case, step = CASES[2], 1e-6
    tensors = case.tensors()
    random = torch.Generator().manual_seed(5)
    direction = torch.rand(tensors[first].shape, generator=random, dtype=torch.float64)
    change = torch.rand(tensors[second].shape, generator=random, dtype=torch.float64)
    ahead, behind = (
        slope_along(case, tensors | {second: tensors[second] + sign * step * change}, first, direction)
        for sign in (1, -1)
    )
    expected = (ahead - behind) / (2 * step)

    leaves = {name: tensor.clone().requires_grad_() for name, tensor in tensors.items()}
    (slope,) = torch.autograd.grad(loss(case, leaves), leaves[first], create_graph=True)
    (by_grad,) = torch.autograd.grad((slope * direction).sum(), leaves[second], retain_graph=True)
    (slope * direction).sum().backward()
    by_backward = leaves[second].grad
    assert by_backward is not None
    torch.testing.assert_close(by_backward, by_grad)
    torch.testing.assert_close((by_grad * change).sum(), expected, rtol=1e-5, atol=1e-6)


def test_a_third_derivative_is_right_too() -> None:
    case = CASES[2]
    tensors = case.tensors()

    def curvature(offset: Tensor) -> Tensor:
        (slope,) = torch.autograd.grad(loss(case, tensors | {"offset": offset}), offset, create_graph=True)
        (bend,) = torch.autograd.grad(slope.square().sum(), offset, create_graph=True)
        return bend

    assert torch.autograd.gradcheck(curvature, (tensors["offset"].requires_grad_(),), fast_mode=True)


def test_the_gradient_is_the_same_whether_or_not_a_second_one_may_follow(threads: int) -> None:
    case = CASES[0]
    leaves = {name: tensor.requires_grad_() for name, tensor in case.tensors().items()}
    output = case.call(deform_conv2d, leaves)
    alone = torch.autograd.grad(output.sum(), list(leaves.values()), retain_graph=True)
    followed = torch.autograd.grad(output.sum(), list(leaves.values()), create_graph=True)
    assert all(torch.equal(a, b) for a, b in zip(alone, followed, strict=True))


def arguments() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    tensors = Case("small", (1, 2), (1, 0), (1, 1), 2, 1, size=(5, 6), channels=4).tensors()
    return tensors["input"], tensors["offset"], tensors["weight"], tensors["mask"]


def convolve(input: Tensor, offset: Tensor, weight: Tensor, mask: Tensor) -> Tensor:
    return deform_conv2d(input, offset, weight, stride=(1, 2), padding=(1, 0), mask=mask)


@pytest.mark.parametrize(
    "mapped", [(0, 0, 0, 0), (None, 0, None, None), (0, None, None, 0), (None, 1, 0, None)], ids=str
)
def test_vmap_is_a_loop(mapped: tuple[int | None, ...], threads: int) -> None:
    stacked = [
        argument if dim is None else torch.stack([argument, argument.flip(0) + 0.01, argument * 0.9], dim)
        for argument, dim in zip(arguments(), mapped, strict=True)
    ]
    loop = [
        convolve(*(a if dim is None else a.select(dim, n) for a, dim in zip(stacked, mapped, strict=True)))
        for n in range(3)
    ]
    torch.testing.assert_close(vmap(convolve, mapped)(*stacked), torch.stack(loop))


def test_vmap_checks_what_it_maps_over() -> None:
    for place, name in ((1, "offset"), (3, "mask")):
        stacked = [torch.stack([argument, argument]) for argument in arguments()]
        stacked[place][1].view(-1)[3] = float("nan")
        with pytest.raises(ValueError, match=f"^{name} .* holds 1 non-finite value"):
            vmap(convolve)(*stacked)


def test_torch_func_differentiates_once_and_twice() -> None:
    image, offset, weight, mask = arguments()

    def of_offset(offset: Tensor) -> Tensor:
        return convolve(image, offset, weight, mask).sin().sum()

    leaf = offset.clone().requires_grad_()
    (slope,) = torch.autograd.grad(of_offset(leaf), leaf, create_graph=True)
    torch.testing.assert_close(grad(of_offset)(offset), slope)
    several = torch.stack([offset, offset + 0.01])
    torch.testing.assert_close(vmap(grad(of_offset))(several)[0], slope)

    row = torch.autograd.grad(slope.flatten()[7], leaf)[0]
    torch.testing.assert_close(jacrev(jacrev(of_offset))(offset).flatten(0, 3)[7], row)


# torch's forward mode itself loads its decompositions with the deprecated torch.jit.script.
@pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated:FutureWarning")
@pytest.mark.parametrize("place", [0, 1])
def test_a_forward_mode_derivative_is_refused(place: int) -> None:
    given = list(arguments())

    def of_one(value: Tensor) -> Tensor:
        given[place] = value
        return convolve(*given)

    value = given[place]
    with pytest.raises(NotImplementedError, match="jvp"):
        jvp(of_one, (value,), (torch.ones_like(value),))
    with forward_ad.dual_level(), pytest.raises(NotImplementedError, match="jvp"):
        of_one(forward_ad.make_dual(value, torch.ones_like(value)))


# The route of CUDA, with the kernel that torchvision has for the CPU: what it lacks is the same.
def by_torchvision(offset: Tensor) -> Tensor:
    image, weight = torch.rand(1, 2, 5, 5), torch.rand(3, 2, 3, 3)
    return _torchvision_kernel(image, offset, weight, None, ConvGeometry.aligned(3), None)


@pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated:FutureWarning")
def test_on_torchvisions_route_a_forward_mode_derivative_is_refused_too() -> None:
    offset = torch.rand(1, 18, 5, 5)
    with pytest.raises(NotImplementedError, match="jvp"):
        jvp(by_torchvision, (offset,), (offset,))
    with forward_ad.dual_level(), pytest.raises(NotImplementedError, match="jvp"):
        by_torchvision(forward_ad.make_dual(offset, offset))


def test_on_torchvisions_route_a_second_derivative_is_refused_by_both_ways() -> None:
    offset = torch.rand(1, 18, 5, 5, requires_grad=True)
    (slope,) = torch.autograd.grad(by_torchvision(offset).square().sum(), offset, create_graph=True)
    with pytest.raises(RuntimeError, match="double backwards"):
        torch.autograd.grad(slope.sum(), offset, retain_graph=True)
    with pytest.raises(RuntimeError, match="double backwards"):
        slope.sum().backward()


def test_on_torchvisions_route_offsets_that_are_not_finite_are_refused() -> None:
    offset = torch.rand(1, 18, 5, 5)
    offset[0, 3, 2, 1] = float("nan")
    with pytest.raises(ValueError, match=r"^offset .* holds 1 non-finite value"):
        by_torchvision(offset)
