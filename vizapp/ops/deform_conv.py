"""Deformable convolution: torchvision's operator with checked input and a faster CPU implementation."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.autograd import forward_ad

from vizapp.geometry import ConvGeometry
from vizapp.ops.checks import check_same_kind, check_tensor, shape_of
from vizapp.ops.registered import require_finite
from vizapp.ops.tap_function import sample_taps

_DTYPES = {
    "cpu": (torch.float32, torch.float64),
    "cuda": (torch.float16, torch.float32, torch.float64),
    "mps": (torch.float32,),
}


def deform_conv2d(
    input: Tensor,
    offset: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
    mask: Tensor | None = None,
) -> Tensor:
    """Convolve an input whose pixels are read at displaced, fractional positions.

    Tap k = i·kw + j of the unit (oy, ox) reads the position y = oy·stride − padding + i·dilation + dy, and x
    likewise, by bilinear interpolation; pixels outside the input count as 0. The values are those of
    `torchvision.ops.deform_conv2d`, to rounding. CUDA runs torchvision's kernel; the CPU and MPS run ATen's
    grid sampler on all taps of the zero-padded input, whose sides are rounded up to powers of two so that whole
    positions stay whole, and then a matrix product; it keeps oh·ow·kh·kw·C values.

    At integer positions the offset's gradient is the right-hand difference. A tap at least one pixel outside the
    input reads 0 and has no gradient; at exactly −1 it reads 0, whatever the edge holds, and has that difference.

    The result can be differentiated with respect to every tensor, on the CPU and MPS as often as wanted, and there
    `torch.func` and `torch.vmap` work. On CUDA, where torchvision's kernel knows none, asking for a second derivative
    raises a `RuntimeError`. A forward-mode derivative is refused everywhere with a `NotImplementedError`.

    Args:
        input: (B, C, H, W).
        offset: (B, 2·G·kh·kw, oh, ow), in input pixels. Channel 2·(g·kh·kw + k) is dy of tap k in offset
            group g, the next one is dx. The G offset groups split the input channels into contiguous blocks.
            Every value must be finite; checking it makes a GPU wait for the work queued before, once a call.
        weight: (O, C/groups, kh, kw); the convolution's groups follow from its second size.
        bias: (O,), or None.
        stride: steps between units, in input pixels, an int or (vertical, horizontal).
        padding: zeros around the input, an int or (vertical, horizontal).
        dilation: steps between taps, in input pixels, an int or (vertical, horizontal).
        mask: (B, G·kh·kw, oh, ow), factors for the values read, or None. Every value must be finite.

    Returns:
        (B, O, oh, ow), contiguous, whatever the input's memory format.

    Raises:
        ValueError: if an argument has a shape, dtype or device that does not fit, or offset or mask is not
            finite.

    Source: Dai et al., Deformable Convolutional Networks, 2017, arXiv:1703.06211; with a mask Zhu et al.,
    Deformable ConvNets v2, 2018, arXiv:1811.11168.
    """
    geometry = _checked_geometry(input, offset, weight, bias, stride, padding, dilation, mask)
    if input.device.type == "cuda":
        return _torchvision_kernel(input, offset, weight, bias, geometry, mask)
    # The matrix product would be done in bfloat16 under autocast, where torchvision's kernel stays in float32.
    with torch.autocast(input.device.type, enabled=False):
        return _sample_and_multiply(input, offset, weight, bias, geometry, mask)


def _torchvision_kernel(
    input: Tensor,
    offset: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    geometry: ConvGeometry,
    mask: Tensor | None,
) -> Tensor:
    # Imported here because torchvision takes longer to import than torch itself, and only CUDA needs it.
    from torchvision.ops import deform_conv2d as torchvision_deform_conv2d

    if not torch.compiler.is_compiling():
        for tensor in (input, offset, weight, bias, mask):
            # torchvision's operator would return 0 for it.
            if tensor is not None and forward_ad.unpack_dual(tensor).tangent is not None:
                raise NotImplementedError("deform_conv2d has no forward-mode derivative (jvp)")
    offset = require_finite("offset", offset)
    mask = None if mask is None else require_finite("mask", mask)
    result: Tensor = torchvision_deform_conv2d(
        input, offset, weight, bias, geometry.stride, geometry.padding, geometry.dilation, mask
    )
    return result


def _sample_and_multiply(
    input: Tensor,
    offset: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    geometry: ConvGeometry,
    mask: Tensor | None,
) -> Tensor:
    batch, channels = input.shape[:2]
    out_channels = weight.shape[0]
    out_height, out_width = offset.shape[2:]
    points = out_height * out_width
    groups = channels // weight.shape[1]
    offset_groups = offset.shape[1] // (2 * geometry.taps)

    mask = None if mask is None else require_finite("mask", mask)
    # A compiled graph does not know the number of threads that it will run with; assume several.
    threads = 2 if torch.compiler.is_compiling() else torch.get_num_threads()
    tap_major = input.device.type == "cpu" and batch * offset_groups < threads
    values = sample_taps(input, offset, geometry, tap_major)
    if mask is not None:
        factors = mask.reshape(batch, offset_groups, geometry.taps, points)
        values = values * (factors[:, :, :, None] if tap_major else factors[:, :, None])

    if tap_major and groups == 1:
        # Reordering the small weight spares reordering the large map of values.
        kernel = weight.reshape(out_channels, offset_groups, -1, geometry.taps).transpose(2, 3)
    else:
        kernel = weight
        values = values.transpose(2, 3) if tap_major else values
    if groups == 1:
        # Expanded, since for a single matrix `matmul` would copy the map of values to make one matrix of the batch.
        kernel = kernel.reshape(out_channels, -1).expand(batch, -1, -1)
        values = values.reshape(batch, channels * geometry.taps, points)
    else:
        kernel = kernel.reshape(groups, out_channels // groups, -1)
        values = values.reshape(batch, groups, channels // groups * geometry.taps, points)
    result = torch.matmul(kernel, values).reshape(batch, out_channels, out_height, out_width)
    return result if bias is None else result + bias[:, None, None]


def _checked_geometry(
    input: Tensor,
    offset: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: int | tuple[int, int],
    padding: int | tuple[int, int],
    dilation: int | tuple[int, int],
    mask: Tensor | None,
) -> ConvGeometry:
    """Check everything that the kernels do not, cheapest checks first."""
    check_tensor("input", input, "B, C, H, W")
    check_tensor("offset", offset, "B, 2·G·kh·kw, oh, ow")
    check_tensor("weight", weight, "O, C/groups, kh, kw")
    allowed = _DTYPES.get(input.device.type)
    if allowed is None:
        raise ValueError(
            f"input with the shape {shape_of(input)} is on the device {input.device}, but one of "
            f"{', '.join(_DTYPES)} was expected"
        )
    if input.dtype not in allowed:
        raise ValueError(
            f"input with the shape {shape_of(input)} has the dtype {input.dtype}, but on {input.device.type} "
            f"{' or '.join(map(str, allowed))} was expected"
        )
    check_same_kind("offset", offset, "input", input)
    check_same_kind("weight", weight, "input", input)

    batch, channels, height, width = input.shape
    out_channels, channels_per_group, kernel_height, kernel_width = weight.shape
    if 0 in weight.shape:
        raise ValueError(f"weight has the shape {shape_of(weight)}, but no size may be 0")
    if height < 1 or width < 1 or channels < 1:
        raise ValueError(f"input has the shape {shape_of(input)}, but C, H and W of at least 1 were expected")
    geometry = ConvGeometry.checked((kernel_height, kernel_width), stride, padding, dilation)
    if channels % channels_per_group or out_channels % (channels // channels_per_group):
        raise ValueError(
            f"weight has the shape {shape_of(weight)}, but for {channels} input channels its second size must divide "
            f"{channels}, and the number of groups, {channels} divided by it, must divide its first size"
        )

    out_height, out_width = geometry.output_size(height, width)
    pairs = 2 * geometry.taps
    offset_channels = offset.shape[1]
    if (
        shape_of(offset) != (batch, offset_channels, out_height, out_width)
        or offset_channels == 0
        or offset_channels % pairs
        or channels % (offset_channels // pairs)
    ):
        raise ValueError(
            f"offset has the shape {shape_of(offset)}, but ({batch}, {pairs}·G, {out_height}, {out_width}) was "
            f"expected, with G offset groups dividing the {channels} input channels"
        )

    if mask is not None:
        check_tensor("mask", mask, "B, G·kh·kw, oh, ow")
        check_same_kind("mask", mask, "input", input)
        expected = (batch, offset_channels // 2, out_height, out_width)
        if shape_of(mask) != expected:
            raise ValueError(f"mask has the shape {shape_of(mask)}, but {expected} was expected")
    if bias is not None:
        check_tensor("bias", bias, "O")
        check_same_kind("bias", bias, "input", input)
        if bias.shape[0] != out_channels:
            raise ValueError(f"bias has the shape {shape_of(bias)}, but ({out_channels},) was expected")
    return geometry
