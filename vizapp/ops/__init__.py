"""The field's operators as pure functions on tensors."""

from __future__ import annotations

from vizapp.ops.deform_conv import deform_conv2d
from vizapp.ops.equal_transposed import equal_transposed_kernel, equal_transposed_padding
from vizapp.ops.pixel_shuffle import (
    SubpixelOrigin,
    fitting_upscale_factors,
    pixel_shuffle,
    pixel_unshuffle,
    subpixel_origin,
)
from vizapp.ops.sampling import (
    BilinearNeighbours,
    bilinear_neighbours,
    offsets_from_points,
    rigid_grid,
    sampling_points,
)

__all__ = [
    "BilinearNeighbours",
    "SubpixelOrigin",
    "bilinear_neighbours",
    "deform_conv2d",
    "equal_transposed_kernel",
    "equal_transposed_padding",
    "fitting_upscale_factors",
    "offsets_from_points",
    "pixel_shuffle",
    "pixel_unshuffle",
    "rigid_grid",
    "sampling_points",
    "subpixel_origin",
]
