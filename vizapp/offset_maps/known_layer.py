"""A layer whose input and output are known, by which a reading of its offsets can be proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.kernels import geometry_guesses


@dataclass(frozen=True, eq=False)
class KnownLayer:
    """A deformable layer whose input and output are known.

    Attributes:
        feature: the input, (C, H, W).
        weight: (O, C/groups, kh, kw).
        output: (O, oh, ow).
        mask: (G·kh·kw, oh, ow), or None.
        bias: (O,), or None; without one a constant of each output channel is fitted.
        dtype: the name of the least precise type among the stored arrays.
    """

    feature: NDArray[Any]
    weight: NDArray[Any]
    output: NDArray[Any]
    mask: NDArray[Any] | None = None
    bias: NDArray[Any] | None = None
    dtype: str = "float32"

    def geometries(self) -> tuple[ConvGeometry, ...]:
        """Return the geometries that lead from the input's size to the output's, the likeliest first."""
        height, width = self.weight.shape[-2:]
        rows, columns = self.feature.shape[-2:]
        made = self.output.shape[-2:]
        return geometry_guesses((height, width), (rows, columns), (made[0], made[1]))
