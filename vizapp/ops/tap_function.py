"""Bilinear reading of an image at every tap of every unit, with derivatives of every order."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry
from vizapp.ops.registered import (
    geometry_of,
    library,
    sample_taps_backward_operator,
    sample_taps_operator,
)
from vizapp.ops.second_derivative import slope_gradients


def sample_taps(image: Tensor, offset: Tensor, geometry: ConvGeometry, tap_major: bool) -> Tensor:
    """Return the values that `vizapp.ops.tap_sampling.read_taps` reads with these arguments, differentiably.

    Derivatives of every order with respect to image and offset are right at fractional positions; at integer ones
    the first one of the offset is the right-hand difference.

    Raises:
        ValueError: if the offsets are not all finite.
    """
    numbers = (geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation)
    read = sample_taps_operator if torch.compiler.is_compiling() else _SampleTaps.apply
    values: Tensor = read(image, offset, *numbers, tap_major)[0]
    return values


def _keep_for_the_first(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, ...]) -> None:
    image, offset, *ctx.rest = inputs
    _, padded, points = output
    ctx.set_materialize_grads(False)
    ctx.mark_non_differentiable(padded, points)
    ctx.save_for_backward(image, offset, padded, points)


def _first_derivative(ctx: Any, grad_values: Tensor | None, *_: None) -> tuple[Tensor | None, ...]:
    nothing = (None,) * len(ctx.rest)
    if grad_values is None:
        return None, None, *nothing
    needed = ctx.needs_input_grad[:2]
    # The autograd function is needed only if the gradient will be differentiated again.
    gradients = _SampleTapsBackward.apply if torch.is_grad_enabled() else sample_taps_backward_operator
    grads = gradients(grad_values, *ctx.saved_tensors, *ctx.rest, *needed)
    image, offset = (grad if need else None for grad, need in zip(grads, needed, strict=True))
    return image, offset, *nothing


def _keep_for_the_second(ctx: Any, inputs: tuple[Any, ...], output: tuple[Tensor, ...]) -> None:
    grad_values, image, offset, _, _, *ctx.rest = inputs
    ctx.set_materialize_grads(False)
    ctx.save_for_backward(grad_values, image, offset)


def _second_derivative(
    ctx: Any, along_image: Tensor | None, along_offset: Tensor | None
) -> tuple[Tensor | None, ...]:
    """Differentiate the gradients of image and offset, each projected on a direction.

    The image's gradient, projected, is Σ of the values' gradient times what is read of the direction as an image.
    """
    grad_values, image, offset = ctx.saved_tensors
    *numbers, tap_major, needs_image, needs_offset = ctx.rest
    to_values = to_image = to_offset = None
    if needs_image and along_image is not None:
        to_values, *kept = _SampleTaps.apply(along_image, offset, *numbers, tap_major)
        needed = (False, True)
        _, to_offset = _SampleTapsBackward.apply(
            grad_values, along_image, offset, *kept, *numbers, tap_major, *needed
        )
    if needs_offset and along_offset is not None:
        by_channel = grad_values.transpose(2, 3) if tap_major else grad_values
        slope, to_image, twist = slope_gradients(by_channel, image, offset, geometry_of(numbers), along_offset)
        slope = slope.transpose(2, 3) if tap_major else slope
        to_values = slope if to_values is None else to_values + slope
        to_offset = twist if to_offset is None else to_offset + twist
    return to_values, to_image, to_offset, None, None, *(None,) * len(ctx.rest)


class _SampleTaps(torch.autograd.Function):
    generate_vmap_rule = True
    setup_context = staticmethod(_keep_for_the_first)
    backward = staticmethod(_first_derivative)

    @staticmethod
    def forward(*arguments: Any) -> Any:
        return sample_taps_operator(*arguments)


class _SampleTapsBackward(torch.autograd.Function):
    generate_vmap_rule = True
    setup_context = staticmethod(_keep_for_the_second)
    backward = staticmethod(_second_derivative)

    @staticmethod
    def forward(*arguments: Any) -> Any:
        return sample_taps_backward_operator(*arguments)


# For graphs, which contain the operators themselves. Elsewhere the autograd functions above wrap them: torch.func can
# transform those, and they refuse a forward-mode derivative, which an operator would silently omit.
torch.library.register_autograd(
    "vizapp::sample_taps", _first_derivative, setup_context=_keep_for_the_first, lib=library
)
torch.library.register_autograd(
    "vizapp::sample_taps_backward", _second_derivative, setup_context=_keep_for_the_second, lib=library
)
