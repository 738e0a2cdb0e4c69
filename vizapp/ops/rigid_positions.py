"""The rigid grid of a convolution as tensors."""

from __future__ import annotations

import torch
from torch import Tensor

from vizapp.geometry import ConvGeometry


def rigid_rows(geometry: ConvGeometry, out_height: int, dtype: torch.dtype, device: torch.device) -> Tensor:
    """Return the input row that kernel row i reads for output row oy, shape (kh, oh)."""
    return _along(geometry, 0, out_height, dtype, device)


def rigid_columns(geometry: ConvGeometry, out_width: int, dtype: torch.dtype, device: torch.device) -> Tensor:
    """Return the input column that kernel column j reads for output column ox, shape (kw, ow)."""
    return _along(geometry, 1, out_width, dtype, device)


def rigid_map(
    geometry: ConvGeometry, out_height: int, out_width: int, dtype: torch.dtype, device: torch.device
) -> Tensor:
    """Return where every tap of every unit reads without offsets, (kh·kw, 2, oh, ow), (y, x) in input pixels."""
    kernel_height, kernel_width = geometry.kernel_size
    grid = torch.empty(kernel_height, kernel_width, 2, out_height, out_width, dtype=dtype, device=device)
    grid[:, :, 0] = rigid_rows(geometry, out_height, dtype, device)[:, None, :, None]
    grid[:, :, 1] = rigid_columns(geometry, out_width, dtype, device)[:, None, :]
    return grid.flatten(0, 1)


def _along(geometry: ConvGeometry, axis: int, out_size: int, dtype: torch.dtype, device: torch.device) -> Tensor:
    units = torch.arange(out_size, dtype=dtype, device=device)
    taps = torch.arange(geometry.kernel_size[axis], dtype=dtype, device=device)
    positions: Tensor = geometry.position(axis, units, taps[:, None])
    return positions
