"""The parts of deformable convolution that cannot be traced, registered as torch operators.

They are `vizapp::sample_taps`, its gradient, and a check that stays part of an exported graph; each is registered
with a function for its result's shape and a rule for vmap. `torch.library.custom_op` needs fewer lines, but its first
call imports torch's compiler, which takes longer than the first training step.

`vizapp.ops.tap_function` gives them their derivatives.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.ops.checks import check_finite
from vizapp.ops.tap_sampling import Reading, empty_reading, read_taps, read_taps_gradients

_GEOMETRY = "int[2] kernel_size, int[2] stride, int[2] padding, int[2] dilation"
library = torch.library.Library("vizapp", "DEF")
library.define("finite_zero(Tensor value, str name) -> Tensor")
library.define(f"sample_taps(Tensor image, Tensor offset, {_GEOMETRY}, bool tap_major) -> (Tensor, Tensor, Tensor)")
library.define(
    "sample_taps_backward(Tensor grad_values, Tensor image, Tensor offset, Tensor padded, Tensor points, "
    f"{_GEOMETRY}, bool tap_major, bool needs_image, bool needs_offset) -> (Tensor, Tensor)"
)

_finite_zero = torch.ops.vizapp.finite_zero.default
sample_taps_operator = torch.ops.vizapp.sample_taps.default
sample_taps_backward_operator = torch.ops.vizapp.sample_taps_backward.default


def require_finite(name: str, value: Tensor) -> Tensor:
    """Return a copy of `value` after checking that every number in it is finite.

    The check returns a zero that is added to the copy, so that the result depends on the check and dead-code
    elimination in a graph cannot remove it.

    Raises:
        ValueError: if `value` holds NaN or infinity.
    """
    checked: Tensor = value + _finite_zero(value.detach(), name)
    return checked


def geometry_of(numbers: Any) -> ConvGeometry:
    """Return the geometry from its four pairs, which the dispatcher passes as lists."""
    return ConvGeometry(*(tuple(pair) for pair in numbers))


# Kernels ------------------------------------------------------------------------------------------------------


def _finite_zero_kernel(value: Tensor, name: str) -> Tensor:
    check_finite(name, value)
    return value.new_zeros(())


def _sample_taps_kernel(image: Tensor, offset: Tensor, *rest: Any) -> Reading:
    check_finite("offset", offset)
    *numbers, tap_major = rest
    return read_taps(image, offset, geometry_of(numbers), tap_major)


def _sample_taps_backward_kernel(
    grad_values: Tensor, image: Tensor, offset: Tensor, padded: Tensor, points: Tensor, *rest: Any
) -> tuple[Tensor, Tensor]:
    *_, tap_major, needs_image, needs_offset = rest
    return read_taps_gradients(grad_values, image, offset, padded, points, tap_major, needs_image, needs_offset)


# Shapes without data ------------------------------------------------------------------------------------------


def _finite_zero_fake(value: Tensor, name: str) -> Tensor:
    return value.new_empty(())


def _sample_taps_fake(image: Tensor, offset: Tensor, *rest: Any) -> Reading:
    *numbers, tap_major = rest
    return empty_reading(image, offset, geometry_of(numbers), tap_major)


def _sample_taps_backward_fake(
    grad_values: Tensor, image: Tensor, offset: Tensor, *rest: Any
) -> tuple[Tensor, Tensor]:
    *_, needs_image, needs_offset = rest
    grad_image = image.new_empty(image.shape if needs_image else (0,))
    return grad_image, offset.new_empty(offset.shape if needs_offset else (0,))


# Under vmap the mapped axis becomes part of the batch ---------------------------------------------------------


def _finite_zero_vmap(info: Any, in_dims: Any, value: Tensor, name: str) -> tuple[Tensor, None]:
    return _finite_zero(value, name), None


def _sample_taps_vmap(
    info: Any, in_dims: Any, image: Tensor, offset: Tensor, *rest: Any
) -> tuple[tuple[Tensor, ...], tuple[int, ...]]:
    reading = sample_taps_operator(*_folded(info, in_dims, image, offset), *rest)
    return tuple(tensor.unflatten(0, (info.batch_size, -1)) for tensor in reading), (0, 0, 0)


def _sample_taps_backward_vmap(
    info: Any, in_dims: Any, *arguments: Any
) -> tuple[tuple[Tensor, ...], tuple[int | None, ...]]:
    tensors, rest, needed = arguments[:5], arguments[5:], arguments[-2:]
    grads = sample_taps_backward_operator(*_folded(info, in_dims, *tensors), *rest)
    unfolded = (g.unflatten(0, (info.batch_size, -1)) if n else g for g, n in zip(grads, needed, strict=True))
    return tuple(unfolded), tuple(0 if n else None for n in needed)


def _folded(info: Any, in_dims: Any, *tensors: Tensor) -> list[Tensor]:
    mapped = (
        tensor.expand(info.batch_size, *tensor.shape) if dim is None else tensor.movedim(dim, 0)
        for tensor, dim in zip(tensors, in_dims, strict=False)
    )
    return [tensor.flatten(0, 1) for tensor in mapped]


for _name, _kernel, _fake, _vmap in (
    ("finite_zero", _finite_zero_kernel, _finite_zero_fake, _finite_zero_vmap),
    ("sample_taps", _sample_taps_kernel, _sample_taps_fake, _sample_taps_vmap),
    ("sample_taps_backward", _sample_taps_backward_kernel, _sample_taps_backward_fake, _sample_taps_backward_vmap),
):
    library.impl(_name, _kernel, "CompositeExplicitAutograd")
    torch.library.register_fake(f"vizapp::{_name}", _fake, lib=library)
    torch.library.register_vmap(f"vizapp::{_name}", _vmap, lib=library)
