"""Where a convolution's kernel lies on its input: kernel size, stride, padding, dilation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from vizapp.ops.checks import check_int_pair


@dataclass(frozen=True)
class ConvGeometry:
    """The geometry of a convolution; every pair is (vertical, horizontal), in input pixels."""

    kernel_size: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    dilation: tuple[int, int]

    @classmethod
    def checked(cls, kernel_size: Any, stride: Any, padding: Any, dilation: Any) -> ConvGeometry:
        """Make a geometry from ints or pairs.

        Raises:
            ValueError: if an argument is neither an int nor a pair of ints, if the padding is negative, or if
                another one is below 1.
        """
        return cls(
            check_int_pair("kernel_size", kernel_size, 1),
            check_int_pair("stride", stride, 1),
            check_int_pair("padding", padding, 0),
            check_int_pair("dilation", dilation, 1),
        )

    @property
    def taps(self) -> int:
        """The number of taps, kh·kw; tap k = i·kw + j reads row i, column j of the kernel."""
        return self.kernel_size[0] * self.kernel_size[1]

    def output_size(self, height: int, width: int) -> tuple[int, int]:
        """Return (oh, ow) for an input of `height` × `width`.

        Raises:
            ValueError: if the padded input is smaller than the dilated kernel.
        """
        sizes = (height, width)
        reach = [d * (k - 1) + 1 for k, d in zip(self.kernel_size, self.dilation, strict=True)]
        padded = [n + 2 * p for n, p in zip(sizes, self.padding, strict=True)]
        if height < 1 or width < 1:
            raise ValueError(f"the input is {height}×{width} pixels, but at least 1×1 was expected")
        if padded[0] < reach[0] or padded[1] < reach[1]:
            raise ValueError(
                f"the output would be empty: the padded input is {padded[0]}×{padded[1]} pixels, but a kernel of "
                f"{self.kernel_size[0]}×{self.kernel_size[1]} with dilation {self.dilation} needs at least "
                f"{reach[0]}×{reach[1]}"
            )
        oh, ow = ((n - r) // s + 1 for n, r, s in zip(padded, reach, self.stride, strict=True))
        return oh, ow

    def rows(self, out_height: int, dtype: torch.dtype, device: torch.device) -> Tensor:
        """Return the input row that kernel row i reads for output row oy, shape (kh, oh)."""
        return self._axis(0, out_height, dtype, device)

    def columns(self, out_width: int, dtype: torch.dtype, device: torch.device) -> Tensor:
        """Return the input column that kernel column j reads for output column ox, shape (kw, ow)."""
        return self._axis(1, out_width, dtype, device)

    def _axis(self, axis: int, out_size: int, dtype: torch.dtype, device: torch.device) -> Tensor:
        starts = torch.arange(out_size, dtype=dtype, device=device) * self.stride[axis] - self.padding[axis]
        steps = torch.arange(self.kernel_size[axis], dtype=dtype, device=device) * self.dilation[axis]
        return steps[:, None] + starts
