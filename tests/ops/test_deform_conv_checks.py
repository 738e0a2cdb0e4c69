"""Everything that deformable convolution refuses, and the sentence it does so with."""

from __future__ import annotations

import re
from typing import Any

import pytest
import torch

from vizapp.ops import deform_conv2d


def arguments() -> dict[str, Any]:
    """A valid call: batch 2, 4 channels, 8 × 6 pixels, 2 offset groups, kernel 3 × 3, 6 output channels."""
    return {
        "input": torch.rand(2, 4, 8, 6),
        "offset": torch.rand(2, 36, 8, 6),
        "weight": torch.rand(6, 4, 3, 3),
        "bias": torch.rand(6),
        "mask": torch.rand(2, 18, 8, 6),
        "padding": 1,
    }


def refused(pattern: str, **changed: Any) -> None:
    """Assert that the changed call is refused with such a sentence, and that the process can go on."""
    with pytest.raises(ValueError, match=pattern) as caught:
        deform_conv2d(**arguments() | changed)
    assert "\n" not in str(caught.value)
    assert deform_conv2d(**arguments()).isfinite().all()


def with_values(name: str, *values: float) -> torch.Tensor:
    tensor = arguments()[name]
    tensor.view(-1)[5 : 5 + len(values)] = torch.tensor(values)
    return tensor


@pytest.mark.parametrize("name", ["offset", "mask"])
@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([float("nan")], "1 non-finite value "),
        ([float("inf")], "1 non-finite value "),
        ([float("-inf")], "1 non-finite value "),
        ([float("inf"), float("-inf"), float("nan")], "3 non-finite values "),
    ],
)
def test_non_finite_values_are_counted(name: str, values: list[float], count: str) -> None:
    tensor = with_values(name, *values)
    shape = re.escape(str(tuple(tensor.shape)))
    refused(f"^{name} with the shape {shape} holds {count}", **{name: tensor})
    refused(f"^{name} .* holds {count}", **{name: tensor.requires_grad_()})


def test_finite_values_whose_sum_overflows_are_accepted() -> None:
    offset = with_values("offset", 3e38, 3e38, 3e38)
    assert torch.isinf(offset.sum())
    output = deform_conv2d(**arguments() | {"offset": offset})
    assert output.isfinite().all()


@pytest.mark.parametrize("name", ["input", "offset", "weight", "bias", "mask"])
@pytest.mark.parametrize("value", [3, 0.5, "offset", [[1.0]]])
def test_what_is_not_a_tensor(name: str, value: Any) -> None:
    refused(f"^{name} is of the type {type(value).__name__}, but a tensor", **{name: value})


@pytest.mark.parametrize("name", ["input", "offset", "weight"])
def test_none_where_a_tensor_is_required(name: str) -> None:
    refused(f"^{name} is of the type NoneType, but a tensor", **{name: None})


def test_a_sparse_tensor() -> None:
    refused("^offset has the layout torch.sparse_coo", offset=torch.rand(2, 36, 8, 6).to_sparse())


@pytest.mark.parametrize(
    ("name", "shape", "expected"),
    [
        ("input", (4, 8, 6), r"\(B, C, H, W\)"),
        ("input", (1, 2, 4, 8, 6), r"\(B, C, H, W\)"),
        ("input", (2, 4, 0, 6), "at least 1"),
        ("input", (2, 0, 8, 6), "at least 1"),
        ("offset", (36, 8, 6), r"\(B, 2·G·kh·kw, oh, ow\)"),
        ("offset", (1, 36, 8, 6), r"\(2, 18·G, 8, 6\)"),
        ("offset", (2, 36, 8, 7), r"\(2, 18·G, 8, 6\)"),
        ("offset", (2, 36, 6, 8), r"\(2, 18·G, 8, 6\)"),
        ("offset", (2, 37, 8, 6), r"\(2, 18·G, 8, 6\)"),
        ("offset", (2, 0, 8, 6), r"\(2, 18·G, 8, 6\)"),
        ("offset", (2, 54, 8, 6), "dividing the 4 input channels"),
        ("weight", (6, 4, 9), r"\(O, C/groups, kh, kw\)"),
        ("weight", (6, 3, 3, 3), "4 input channels"),
        ("weight", (7, 2, 3, 3), "4 input channels"),
        ("weight", (6, 0, 3, 3), "no size may be 0"),
        ("weight", (6, 4, 0, 3), "no size may be 0"),
        ("weight", (0, 4, 3, 3), "no size may be 0"),
        ("bias", (5,), r"\(6,\)"),
        ("bias", (6, 1), r"\(O\)"),
        ("mask", (18, 8, 6), r"\(B, G·kh·kw, oh, ow\)"),
        ("mask", (2, 9, 8, 6), r"\(2, 18, 8, 6\)"),
        ("mask", (2, 18, 6, 8), r"\(2, 18, 8, 6\)"),
        ("mask", (1, 18, 8, 6), r"\(2, 18, 8, 6\)"),
    ],
)
def test_wrong_shapes(name: str, shape: tuple[int, ...], expected: str) -> None:
    refused(f"^{name} has the shape {re.escape(str(shape))}, but .*{expected}", **{name: torch.rand(shape)})


@pytest.mark.parametrize("name", ["offset", "weight", "bias", "mask"])
def test_another_device_than_the_input(name: str) -> None:
    refused(f"^{name} .*is on the device meta, but cpu was expected", **{name: arguments()[name].to("meta")})


def test_a_device_without_a_kernel() -> None:
    on_meta = {name: value.to("meta") for name, value in arguments().items() if name != "padding"}
    refused("^input .*is on the device meta, but one of cpu, cuda, mps was expected", **on_meta)


@pytest.mark.parametrize(
    "dtype", [torch.bfloat16, torch.float16, torch.int64, torch.uint8, torch.complex64, torch.bool]
)
def test_dtypes_that_the_cpu_does_not_compute_in(dtype: torch.dtype) -> None:
    changed = {name: value.to(dtype) for name, value in arguments().items() if name != "padding"}
    refused(f"^input .*has the dtype {dtype}, but on cpu torch.float32 or torch.float64", **changed)


@pytest.mark.parametrize("name", ["offset", "weight", "bias", "mask"])
def test_mixed_dtypes(name: str) -> None:
    changed = {name: arguments()[name].double()}
    refused(f"^{name} .*has the dtype torch.float64, but torch.float32 was expected", **changed)


@pytest.mark.parametrize("name", ["stride", "padding", "dilation"])
@pytest.mark.parametrize("value", [-1, 1.5, "1", None, True, 2**31, 10**400, (1,), (1, 2, 3), (1, -1), (1, 1.5)])
def test_what_is_not_an_int_or_a_pair(name: str, value: Any) -> None:
    refused(f"^{name}.* is .*expected", **{name: value})


@pytest.mark.parametrize("name", ["stride", "dilation"])
def test_zero_steps(name: str) -> None:
    refused(f"^{name} is 0, but an int of at least 1 was expected", **{name: 0})
    refused(rf"^{name}\[1\] is 0, but", **{name: (1, 0)})


def test_an_output_that_would_be_empty() -> None:
    refused("^the output would be empty: the padded input is 10×8 pixels", dilation=5)


def test_sizes_that_no_memory_could_hold() -> None:
    refused(r"^offset has the shape \(2, 36, 8, 6\), but", padding=2**31 - 1)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("name", ["offset", "mask"])
def test_cuda_refuses_non_finite_values_and_lives(name: str) -> None:
    on_cuda = {key: value.cuda() for key, value in arguments().items() if key != "padding"}
    on_cuda[name].view(-1)[7] = float("nan")
    refused(f"^{name} .* holds 1 non-finite value", **on_cuda)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_cuda_refuses_an_offset_that_stayed_on_the_cpu() -> None:
    on_cuda = {key: value.cuda() for key, value in arguments().items() if key not in ("padding", "offset")}
    refused("^offset .*is on the device cpu, but cuda:0 was expected", **on_cuda)
