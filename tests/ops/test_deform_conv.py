"""The values and gradients of deformable convolution."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch
import torchvision
from deform_reference import CASES, Case, deform_conv2d_loops
from torch import Tensor
from torch.nn import functional

from vizapp.ops import deform_conv2d

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def with_gradients(case: Case, operator, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the output and the gradients of a random projection of it, by name."""
    leaves = {name: tensor.clone().requires_grad_() for name, tensor in tensors.items()}
    output = case.call(operator, leaves)
    direction = torch.rand(output.shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    output.backward(direction.to(output))
    results = {"output": output.detach()}
    for name, leaf in leaves.items():
        assert leaf.grad is not None
        assert leaf.grad.shape == leaf.shape
        results[name] = leaf.grad
    return results


def read_at(image: Tensor, y: Tensor, x: Tensor) -> Tensor:
    """Read a one-channel (H, W) image with a kernel of one tap at positions of the shape (H, W)."""
    height, width = image.shape
    offset = torch.stack([y - torch.arange(height)[:, None], x - torch.arange(width)])[None]
    return deform_conv2d(image[None, None], offset, image.new_ones(1, 1, 1, 1))[0, 0]


@every_case
def test_equals_the_reference_loops(case: Case, threads: int) -> None:
    tensors = case.tensors()
    torch.testing.assert_close(case.call(deform_conv2d, tensors), case.call(deform_conv2d_loops, tensors))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=["float32", "float64"])
@every_case
def test_equals_torchvision_with_every_gradient(case: Case, dtype: torch.dtype, threads: int) -> None:
    tensors = case.tensors(dtype)
    ours = with_gradients(case, deform_conv2d, tensors)
    theirs = with_gradients(case, torchvision.ops.deform_conv2d, tensors)
    assert ours.keys() == theirs.keys()
    tolerance = {"rtol": 1e-4, "atol": 1e-5} if dtype == torch.float32 else {"rtol": 1e-10, "atol": 1e-12}
    for name, value in ours.items():
        assert value.dtype == dtype
        torch.testing.assert_close(value, theirs[name], **tolerance, msg=lambda text, name=name: f"{name}: {text}")


@pytest.mark.parametrize("optional", ["bias", "mask"])
def test_bias_and_mask_are_optional(optional: str, threads: int) -> None:
    case = CASES[0]
    tensors = case.tensors()
    neutral = torch.zeros_like if optional == "bias" else torch.ones_like
    expected = case.call(deform_conv2d_loops, tensors | {optional: neutral(tensors[optional])})
    del tensors[optional]
    torch.testing.assert_close(case.call(deform_conv2d, tensors), expected)


@pytest.mark.parametrize("case", [CASES[0], CASES[2], CASES[3], CASES[6]], ids=lambda case: case.name)
def test_gradcheck_at_fractional_offsets(case: Case, threads: int) -> None:
    tensors = {name: tensor.requires_grad_() for name, tensor in case.tensors().items()}

    def function(*values: Tensor) -> Tensor:
        return case.call(deform_conv2d, dict(zip(tensors, values, strict=True)))

    assert torch.autograd.gradcheck(function, tuple(tensors.values()), fast_mode=case.size == (9, 7))


def test_one_int_stands_for_both_directions() -> None:
    image, weight = torch.rand(1, 2, 9, 9), torch.rand(3, 2, 3, 3)
    offset = torch.rand(1, 18, 4, 4)
    single = deform_conv2d(image, offset, weight, None, 2, 1, 2)
    torch.testing.assert_close(single, deform_conv2d(image, offset, weight, None, (2, 2), (1, 1), (2, 2)))


@pytest.mark.parametrize("size", [(1, 1), (4, 4), (13, 30), (64, 64)])
def test_zero_offsets_equal_the_plain_convolution(size: tuple[int, int], threads: int) -> None:
    image, weight, bias = torch.rand(2, 4, *size), torch.rand(6, 2, 3, 3), torch.rand(6)
    plain = functional.conv2d(image, weight, bias, padding=1, groups=2)
    offset = torch.zeros(2, 18, *size)
    torch.testing.assert_close(deform_conv2d(image, offset, weight, bias, padding=1), plain)


def test_offsets_that_push_the_taps_apart_equal_dilation_two() -> None:
    image, weight = torch.rand(1, 3, 11, 8), torch.rand(5, 3, 3, 3)
    taps = torch.cartesian_prod(torch.arange(3), torch.arange(3)) - 1
    offset = taps.reshape(1, 18, 1, 1).float().expand(1, 18, 11, 8)
    expected = functional.conv2d(image, weight, padding=2, dilation=2)
    torch.testing.assert_close(deform_conv2d(image, offset, weight, padding=1), expected)


def test_dy_comes_first_and_plus_one_reads_the_row_below() -> None:
    image = torch.arange(1.0, 17).reshape(1, 1, 4, 4)
    offset = torch.zeros(1, 2, 4, 4)
    offset[:, 0] = 1
    read = deform_conv2d(image, offset, torch.ones(1, 1, 1, 1))
    assert read[0, 0].tolist() == [[5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16], [0, 0, 0, 0]]


def test_offset_groups_split_the_input_channels_into_contiguous_blocks() -> None:
    image = torch.rand(1, 6, 5, 5)
    offset = torch.zeros(1, 6, 5, 5)
    offset[:, 2] = 100  # dy of the second of three groups: channels 2 and 3 read nothing any more
    each_channel = torch.eye(6)[:, :, None, None]
    read = deform_conv2d(image, offset, each_channel)
    assert read[0].any(-1).any(-1).tolist() == [True, True, False, False, True, True]


def test_a_mask_multiplies_and_does_not_renormalise() -> None:
    image, weight = torch.rand(1, 2, 6, 6), torch.rand(3, 2, 3, 3)
    offset = torch.rand(1, 18, 6, 6)
    plain = deform_conv2d(image, offset, weight, padding=1)
    halved = deform_conv2d(image, offset, weight, padding=1, mask=torch.full((1, 9, 6, 6), 0.5))
    torch.testing.assert_close(halved, plain / 2)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 31, 100, 129, 191, 192, 255])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=["float32", "float64"])
def test_whole_positions_read_exactly_their_pixel_and_exactly_zero_outside(size: int, dtype: torch.dtype) -> None:
    image = torch.rand(size, size, dtype=dtype) + 1
    y, x = (axis.to(dtype) for axis in torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij"))
    assert torch.equal(read_at(image, y, x.flip(1)), image.flip(1))
    for outside in (-1, -1.5, -3, size, size + 0.25, size + 9, 1e6, -1e6, 3e9, -1e30, 3e38):
        far = torch.full_like(y, outside)
        assert not read_at(image, far, x).any(), outside
        assert not read_at(image, y, far).any(), outside


def test_the_rim_is_blended_with_zeros() -> None:
    image = torch.full((3, 3), 8.0)
    inside = torch.ones(3, 3)
    for y, expected in ((-0.75, 2.0), (-0.25, 6.0), (2.25, 6.0), (2.75, 2.0)):
        assert read_at(image, inside * y, inside).tolist() == [[expected] * 3] * 3
        assert read_at(image, inside, inside * y).tolist() == [[expected] * 3] * 3
    assert read_at(image, inside * -0.5, inside * 2.5).tolist() == [[2.0] * 3] * 3


@pytest.mark.parametrize("size", [(7, 100), (64, 64), (191, 33)])
def test_the_offset_gradient_at_whole_positions_is_the_right_hand_difference(size: tuple[int, int]) -> None:
    image = torch.rand(size)
    offset = torch.zeros(1, 2, *size, requires_grad=True)
    deform_conv2d(image[None, None], offset, torch.ones(1, 1, 1, 1)).sum().backward()
    assert offset.grad is not None
    below_and_right = functional.pad(image, (0, 1, 0, 1))
    torch.testing.assert_close(offset.grad[0, 0], below_and_right[1:, :-1] - image)
    torch.testing.assert_close(offset.grad[0, 1], below_and_right[:-1, 1:] - image)


def test_the_gradient_at_both_rims() -> None:
    image = torch.full((1, 1, 4, 4), 5.0)
    # From row 0, dy leads exactly to y = −1 in the first column, and exactly to y = H in the second.
    offset = torch.zeros(1, 2, 4, 4)
    offset[0, 0, 0, 0], offset[0, 0, 0, 1] = -1, 4
    offset.requires_grad_()
    output = deform_conv2d(image, offset, torch.ones(1, 1, 1, 1))
    assert output[0, 0, 0, :2].tolist() == [0, 0]
    output.sum().backward()
    assert offset.grad is not None
    assert offset.grad[0, 0, 0, :2].tolist() == [5, 0]


def test_a_tap_beyond_the_rim_is_dead() -> None:
    offset = torch.zeros(1, 18, 6, 6)
    offset[:, 8], offset[:, 4], offset[:, 13] = 9.5, -7.25, 1e30  # dy of tap 4, dy of tap 2, dx of tap 6
    offset.requires_grad_()
    deform_conv2d(torch.rand(1, 2, 6, 6), offset, torch.rand(3, 2, 3, 3), padding=1).sum().backward()
    assert offset.grad is not None
    alive = offset.grad.reshape(9, 2, 36).any(-1).any(-1)
    assert alive.tolist() == [tap not in (2, 4, 6) for tap in range(9)]


def test_an_all_zero_kernel_gives_no_offset_gradient() -> None:
    offset = torch.rand(1, 18, 6, 6, requires_grad=True)
    deform_conv2d(torch.rand(1, 2, 6, 6), offset, torch.zeros(3, 2, 3, 3), padding=1).sum().backward()
    assert offset.grad is not None
    assert not offset.grad.any()


@pytest.mark.parametrize("needed", ["input", "offset", "weight", "bias", "mask"])
def test_each_gradient_can_be_asked_for_alone(needed: str, threads: int) -> None:
    case = CASES[0]
    tensors = case.tensors()
    expected = with_gradients(case, torchvision.ops.deform_conv2d, tensors)[needed]
    tensors[needed].requires_grad_()
    output = case.call(deform_conv2d, tensors)
    direction = torch.rand(output.shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    (gradient,) = torch.autograd.grad(output, tensors[needed], direction)
    torch.testing.assert_close(gradient, expected)


def test_tensors_need_not_be_contiguous(threads: int) -> None:
    case = CASES[0]
    tensors = case.tensors()
    strided = {name: tensor.mT.contiguous().mT if tensor.dim() == 4 else tensor for name, tensor in tensors.items()}
    assert not strided["offset"].is_contiguous()
    torch.testing.assert_close(case.call(deform_conv2d, strided), case.call(deform_conv2d, tensors))


def test_an_empty_batch_gives_an_empty_output_and_zero_gradients(threads: int) -> None:
    weight = torch.rand(4, 3, 3, 3, requires_grad=True)
    output = deform_conv2d(
        torch.rand(0, 3, 5, 6), torch.rand(0, 18, 3, 4), weight, torch.rand(4), mask=torch.rand(0, 9, 3, 4)
    )
    assert output.shape == (0, 4, 3, 4)
    output.sum().backward()
    assert weight.grad is not None
    assert not weight.grad.any()


def test_autocast_changes_neither_the_dtype_nor_the_values() -> None:
    tensors = (torch.rand(1, 6, 5, 7), torch.rand(1, 18, 5, 7), torch.rand(4, 6, 3, 3))
    expected = torchvision.ops.deform_conv2d(*tensors, padding=1)
    with torch.autocast("cpu", torch.bfloat16):
        output = deform_conv2d(*tensors, padding=1)
    assert output.dtype == torch.float32
    assert torch.allclose(output, expected, atol=1e-5)


@pytest.mark.slow
def test_the_cpu_route_does_not_import_torchvision() -> None:
    code = (
        "import sys, torch, vizapp.ops as ops\n"
        "ops.deform_conv2d(torch.rand(1, 1, 4, 4), torch.rand(1, 2, 4, 4), torch.rand(1, 1, 1, 1))\n"
        "sys.exit('torchvision' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@every_case
def test_cuda_equals_the_cpu_with_every_gradient(case: Case) -> None:
    tensors = case.tensors()
    on_cpu = with_gradients(case, deform_conv2d, tensors)
    on_cuda = with_gradients(case, deform_conv2d, {name: tensor.cuda() for name, tensor in tensors.items()})
    for name, value in on_cpu.items():
        torch.testing.assert_close(on_cuda[name].cpu(), value)
