"""What speaks for a reading of an offset map: measures of the field that it gives.

How a channel varies from unit to unit is the same in every layout, since a layout only exchanges channels; it tells
offsets from noise, but not one layout from another. What differs is how the offsets of a unit belong together:
whether neighbouring taps move alike, whether the kernel turns and grows or is stretched and mirrored, and where the
points lie. The measures are the affine part of a vector field by least squares, and the parts of a plane linear map
that are a similarity and an anti-similarity.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vizapp.geometry import ConvGeometry, is_outside

_ROUNDING = {"float16": 2e-2, "bfloat16": 5e-2, "float64": 1e-9}
_SINGLE = 1e-4
MAX_UNITS = 16384
"""Larger maps are measured on every second, third, … row and column."""


@dataclass(frozen=True)
class Agreement:
    """How far an output that was computed with a reading differs from the given one.

    Attributes:
        difference: the root mean square difference, relative to the root mean square of the given output about its
            mean in each channel; 0 is equal.
        largest: the largest absolute difference, in the output's unit.
        to_rounding: whether no difference is larger than rounding explains.
        compared: the number of values compared; those that are not finite are left out.
        bias_fitted: whether a constant of each output channel was fitted because no bias was given.
    """

    difference: float
    largest: float
    to_rounding: bool
    compared: int
    bias_fitted: bool = False


@dataclass(frozen=True)
class Evidence:
    """Measures of the field that a reading gives; NaN where there is nothing to measure.

    Attributes:
        unit_roughness: mean absolute difference between neighbouring units, relative to the standard deviation; about
            1.1 for noise, near 0 for a smooth field; the same in every layout.
        tap_roughness: the same between neighbouring taps of the kernel.
        kernel_fit: how much of the offsets an affine motion of the kernel (shift, turn, scale, shear) explains,
            beyond what it would of noise: 1 all, 0 nothing, negative less than of noise.
        kernel_turning: whether the linear part of that motion turns and scales the kernel (1) or mirrors and
            stretches it (−1).
        map_turning: the same of the mean offset as a field over the map.
        outside_share: the share of points that read only zeros, 0 … 1, over all units.
        mean_length, longest: of the offsets, in input pixels.
        mean_abs_yx: the mean of |dy| and of |dx|, in input pixels.
        agreement: with a given output; None where there is none.
    """

    unit_roughness: float
    tap_roughness: float
    kernel_fit: float
    kernel_turning: float
    map_turning: float
    outside_share: float
    mean_length: float
    longest: float
    mean_abs_yx: tuple[float, float]
    agreement: Agreement | None = None

    @property
    def score(self) -> float:
        """What the figures say together where no output is known; only differences between readings mean something.

        The weights are a judgement, not measured: the kernel's motion tells interleaved from split, the turning dy
        from dx, points outside either.
        """
        kernel_fit, turning, over_map = (
            0.0 if math.isnan(value) else value for value in (self.kernel_fit, self.kernel_turning, self.map_turning)
        )
        outside = 0.0 if math.isnan(self.outside_share) else self.outside_share
        # A turning says little where the motion is not one of the kernel as a whole.
        return kernel_fit + 0.5 * max(kernel_fit, 0.0) * turning + 0.25 * over_map - outside


def rounding_of(dtype: str) -> float:
    """Return the largest difference between outputs that rounding explains, relative to the sum of their terms.

    In float32 a position of some hundred pixels is exact to 1e-5 px, and steep pictures make more of that than the
    rounding of a sum.

    Args:
        dtype: the name of the least precise type among the stored arrays.
    """
    return _ROUNDING.get(dtype, _SINGLE)


def evidence_of(offsets: NDArray[np.floating], geometry: ConvGeometry, input_size: tuple[int, int]) -> Evidence:
    """Return the measures of one reading.

    Args:
        offsets: (G, K, 2, oh, ow), (dy, dx) in input pixels. Units with a value that is not finite are left out.
        geometry: of the convolution that reads at them.
        input_size: (H, W) of its input.
    """
    step = max(1, math.ceil(math.sqrt(offsets.shape[-2] * offsets.shape[-1] / MAX_UNITS)))
    # Neighbours are one unit apart also where only some units are measured.
    usable = np.isfinite(offsets).all(axis=(0, 1, 2))
    values = offsets[..., ::step, ::step][..., usable[::step, ::step]].astype(np.float64)  # (G, K, 2, U)
    if not values.shape[-1]:
        nan = math.nan
        return Evidence(nan, nan, nan, nan, nan, nan, nan, nan, (nan, nan))
    lengths = np.hypot(values[:, :, 0], values[:, :, 1])
    return Evidence(
        unit_roughness=_unit_roughness(offsets, usable, step),
        tap_roughness=_tap_roughness(values, geometry.kernel_size),
        kernel_fit=_kernel_fit(values, geometry),
        kernel_turning=_turning(*_linear_part(values, geometry)),
        map_turning=_map_turning(offsets, usable, step),
        outside_share=_outside_share(offsets, usable, geometry, input_size),
        mean_length=float(lengths.mean()),
        longest=float(lengths.max()),
        mean_abs_yx=(float(np.abs(values[:, :, 0]).mean()), float(np.abs(values[:, :, 1]).mean())),
    )


def _unit_roughness(offsets: NDArray[np.floating], usable: NDArray[np.bool_], step: int) -> float:
    differences: list[NDArray[np.float64]] = []
    for axis in (0, 1):
        if usable.shape[axis] < 2:
            continue
        left, right = _neighbours(usable, axis, step)
        both = left & right
        before, after = _neighbours(offsets, axis, step)
        # Subtracted as float64: a difference of two huge float32 may overflow.
        differences.append(np.abs(after[..., both].astype(np.float64) - before[..., both]).reshape(-1))
    spread = offsets[..., ::step, ::step][..., usable[::step, ::step]].astype(np.float64).std(axis=-1).mean()
    count = sum(each.size for each in differences)
    if not count or not spread > 0:
        return math.nan
    return float(sum(each.sum() for each in differences) / count / spread)


def _neighbours(values: NDArray[Any], axis: int, step: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return every step-th unit that has a neighbour along an axis of the map, and that neighbour."""
    rows, columns = values.shape[-2:]
    if axis == 0:
        return values[..., 0 : rows - 1 : step, ::step], values[..., 1:rows:step, ::step]
    return values[..., ::step, 0 : columns - 1 : step], values[..., ::step, 1:columns:step]


def _tap_roughness(values: NDArray[np.float64], kernel_size: tuple[int, int]) -> float:
    grid = values.reshape(values.shape[0], *kernel_size, 2, -1)
    differences = [np.abs(np.diff(grid, axis=axis)) for axis in (1, 2) if grid.shape[axis] > 1]
    spread = values.std(axis=(1, 3)).mean()
    if not differences or not spread > 0:
        return math.nan
    return float(sum(each.sum() for each in differences) / sum(each.size for each in differences) / spread)


def _kernel_places(geometry: ConvGeometry) -> NDArray[np.float64]:
    """Return (K, 2): the places (y, x) of the taps about the kernel's middle, in input pixels."""
    places = np.array([geometry.tap_direction(tap) for tap in range(geometry.taps)], dtype=np.float64)
    return places * np.array(geometry.dilation)


def _kernel_fit(values: NDArray[np.float64], geometry: ConvGeometry) -> float:
    places = _kernel_places(geometry)
    basis = np.column_stack([np.ones(len(places)), places])
    columns = basis[:, np.abs(basis).sum(axis=0) > 0]  # a kernel of one row has no second direction
    orthonormal, _ = np.linalg.qr(columns)
    free, taps = orthonormal.shape[1], len(places)
    total = float(np.square(values).sum())
    if free >= taps or not total > 0:
        return math.nan
    share = float(np.square(np.einsum("kb,gkcu->gbcu", orthonormal, values)).sum()) / total
    return (share - free / taps) / (1 - free / taps)


def _linear_part(values: NDArray[np.float64], geometry: ConvGeometry) -> tuple[NDArray[np.float64], ...]:
    """Return the linear part of each unit's motion of the kernel: (∂dy/∂y, ∂dy/∂x, ∂dx/∂y, ∂dx/∂x), each (G, U)."""
    places = _kernel_places(geometry)
    weights = np.square(places).sum(axis=0)
    if not np.all(weights > 0):
        return ()
    # The taps lie on a centred grid, so that the two directions are orthogonal and each slope stands by itself.
    slopes = np.einsum("ka,gkcu->cagu", places / weights, values)
    return slopes[0, 0], slopes[0, 1], slopes[1, 0], slopes[1, 1]


def _map_turning(offsets: NDArray[np.floating], usable: NDArray[np.bool_], step: int) -> float:
    """Return the turning of the mean offset as a field over the map."""
    if min(usable.shape) < 2:
        return math.nan
    corner = usable[:-1:step, :-1:step] & usable[1::step, :-1:step] & usable[:-1:step, 1::step]
    fields = [
        part.astype(np.float64).mean(axis=(0, 1))[:, corner]
        for part in (
            offsets[..., :-1:step, :-1:step],
            offsets[..., 1::step, :-1:step],
            offsets[..., :-1:step, 1::step],
        )
    ]
    here, below, right = fields
    down, across = below - here, right - here
    return _turning(down[0], across[0], down[1], across[1])


def _turning(*slopes: NDArray[np.float64]) -> float:
    """Return (similarity − anti-similarity) / (both) of the linear maps [[yy, yx], [xy, xx]], −1 … 1.

    A plane linear map is the sum of a similarity (turning and scaling: yy = xx, yx = −xy) and an anti-similarity
    (mirroring and stretching: yy = −xx, yx = xy). Exchanging dy and dx exchanges the two.
    """
    if not slopes:
        return math.nan
    yy, yx, xy, xx = slopes
    similar = float((np.square(yy + xx) + np.square(yx - xy)).sum())
    mirrored = float((np.square(yy - xx) + np.square(yx + xy)).sum())
    both = similar + mirrored
    return (similar - mirrored) / both if both > 0 else math.nan


def _outside_share(
    offsets: NDArray[np.floating],
    usable: NDArray[np.bool_],
    geometry: ConvGeometry,
    input_size: tuple[int, int],
) -> float:
    """Return the share over all usable units; a reduced map would count its borders too much or too little."""
    count = 0
    for group in range(len(offsets)):
        points = points_of(offsets[group : group + 1], geometry)[0]
        count += int(is_outside(np.moveaxis(points, 1, -1), *input_size)[:, usable].sum())
    return count / (len(offsets) * geometry.taps * int(usable.sum()))


def points_of(offsets: NDArray[np.floating], geometry: ConvGeometry) -> NDArray[np.float64]:
    """Return the sampling points (G, K, 2, oh, ow), (y, x) in input pixels.

    Args:
        offsets: (G, K, 2, oh, ow), (dy, dx) in input pixels; NaN and infinity pass through.
        geometry: of the convolution.
    """
    rows, columns = (np.arange(side) for side in offsets.shape[-2:])
    i, j = np.indices(geometry.kernel_size).reshape(2, -1)
    y = geometry.position(0, rows[:, None], i[:, None, None])
    x = geometry.position(1, columns[None, :], j[:, None, None])
    points = np.array(offsets, dtype=np.float64)
    points[:, :, 0] += y
    points[:, :, 1] += x
    return points
