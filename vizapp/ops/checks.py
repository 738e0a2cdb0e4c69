"""Checks that several operators share.

Every check raises `ValueError` with one sentence: which argument, what it was, what was expected. The
operators check first and compute afterwards, because the compiled kernels underneath answer bad input with
garbage, with an opaque error, or by ending the process.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor


def check_tensor(name: str, value: Any, axes: str | None = None) -> Tensor:
    """Return `value`; refuse anything but a dense tensor with the number of axes in `axes`, such as "B, C, H, W"."""
    if not isinstance(value, Tensor):
        raise ValueError(f"{name} is of the type {type(value).__name__}, but a tensor was expected")
    if value.layout != torch.strided or value.is_quantized:
        raise ValueError(f"{name} has the layout {value.layout}, but a dense tensor was expected")
    if axes is not None and value.dim() != axes.count(",") + 1:
        raise ValueError(f"{name} has the shape {shape_of(value)}, but ({axes}) was expected")
    return value


def check_floating(name: str, value: Tensor) -> None:
    """Refuse a tensor whose dtype is not a real floating-point one."""
    if not value.dtype.is_floating_point:
        raise ValueError(f"{name} has the dtype {value.dtype}, but a floating-point one was expected")


def check_same_kind(name: str, value: Tensor, reference_name: str, reference: Tensor) -> None:
    """Refuse a tensor whose device or dtype differs from the reference's."""
    if value.device != reference.device:
        raise ValueError(
            f"{name} with the shape {shape_of(value)} is on the device {value.device}, but {reference.device} was "
            f"expected, where {reference_name} is"
        )
    if value.dtype != reference.dtype:
        raise ValueError(
            f"{name} with the shape {shape_of(value)} has the dtype {value.dtype}, but {reference.dtype} was "
            f"expected, as {reference_name} has"
        )


def check_finite(name: str, value: Tensor) -> None:
    """Refuse NaN and infinity, and count them.

    The sum is finite only if every value is, and is an order of magnitude cheaper than `isfinite().all()`. A
    sum of finite values can overflow, so a sum that is not finite leads to the exact count. On a GPU reading
    the sum waits for the work queued before it, once.
    """
    if math.isfinite(value.detach().sum().item()):
        return
    count = value.numel() - int(torch.isfinite(value.detach()).sum().item())
    if count:
        raise ValueError(
            f"{name} with the shape {shape_of(value)} holds {count} non-finite value{'s' if count > 1 else ''} "
            "(NaN or infinity), but every value must be finite"
        )


def shape_of(value: Tensor) -> tuple[int, ...]:
    """Return the shape as a plain tuple, which reads better in a sentence than `torch.Size([…])`."""
    return tuple(value.shape)
