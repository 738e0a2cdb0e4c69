"""The transposed convolution that is equal to a convolution and the pixel shuffle after it.

A convolution with kernel k and padding P gives C·r² channels, and the shuffle makes C enlarged ones of them: together
a sub-pixel convolution. A transposed convolution with kernel k·r, stride r and padding (k − 1 − P)·r gives the same:
its kernel is the r² kernels of the phases, turned by half a turn and interleaved, which is a pixel shuffle of the
turned kernels. So k = 3, r = 2 with padding 1 is k = 6, s = 2, p = 2. A bias is no part of it: the convolution has
one for each phase, a transposed convolution one for each channel.

Source: Shi et al., Is the deconvolution layer the same as a convolutional layer?, 2016, arXiv:1609.07009.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from vizapp.integers import check_int
from vizapp.ops.checks import shape_of
from vizapp.ops.pixel_shuffle import pixel_shuffle


def equal_transposed_kernel(
    weight: Tensor, upscale_factor: int, order: str = "CRD", *, phase_order: Sequence[int] | None = None
) -> Tensor:
    """Return the kernel of the equal transposed convolution, as ``torch.nn.functional.conv_transpose2d`` takes it.

    Args:
        weight: (C·r², inputs, kh, kw), as ``torch.nn.functional.conv2d`` takes it; one group, dilation 1.
        upscale_factor: r, which is the stride of the transposed convolution.
        order, phase_order: of the shuffle, as :func:`vizapp.ops.pixel_shuffle` takes them.

    Returns:
        (inputs, C, kh·r, kw·r), differentiable with respect to ``weight``.

    Raises:
        ValueError: ``weight`` does not have four axes, or its outputs are not divisible by r².
    """
    if weight.ndim != 4:
        raise ValueError(f"weight has the shape {shape_of(weight)}, but (C·r², inputs, kh, kw) was expected")
    return pixel_shuffle(weight.flip(-2, -1).transpose(0, 1), upscale_factor, order, phase_order=phase_order)


def equal_transposed_padding(kernel_size: int, padding: int, upscale_factor: int) -> int:
    """Return the padding of the equal transposed convolution along an axis.

    Args:
        kernel_size, padding: of the convolution at low resolution, along that axis; padding is less than the kernel.
        upscale_factor: r.

    Raises:
        ValueError: the padding is as large as the kernel or larger: some outputs would read nothing at all.
    """
    r = check_int("upscale_factor", upscale_factor, 1)
    if not 0 <= padding < kernel_size:
        raise ValueError(f"padding is {padding}; a kernel of {kernel_size} takes from 0 to {kernel_size - 1}")
    return (kernel_size - 1 - padding) * r
