"""What a unit reads, as arithmetic, and how the offsets are spread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from vizapp.geometry import reading_bounds
from vizapp.models.deformable_layer import DeformableLayer
from vizapp.ops import bilinear_neighbours, rigid_grid
from vizapp.protocol.observations import Channels, OffsetStatistics, Position, UnitReading


@dataclass(frozen=True)
class ReadingRequest:
    """Which units to read, which output channel to compute, and which input channels to give in detail."""

    units: Sequence[Position]
    output_channel: int
    channels: Channels


class UnitReader:
    """Computes a unit's output once more from neighbours and weights, in double precision and on the CPU.

    It shares nothing with the operator but the offsets, so that the sum agreeing with the operator's own number says
    something. A few dozen points are read, so that where it runs does not matter.
    """

    def __init__(self, layer: DeformableLayer, input: Tensor, shifts_yx: Tensor | None) -> None:
        """``input`` is (1, C, H, W); ``shifts_yx`` (K, 2) are the true offsets where they are known."""
        self._layer = layer
        self._input = input[0].cpu().double()
        self._shifts = None if shifts_yx is None else shifts_yx.cpu().double()

    def read(
        self, request: ReadingRequest, offset: Tensor, output: Tensor, placed: Tensor | None
    ) -> tuple[UnitReading, ...]:
        """Return the readings of those units that are on the map, in the order asked for.

        Args:
            request: what is wanted; its channels exist.
            offset: (1, 2·K, oh, ow), with overrides applied.
            output: (1, O, oh, ow), what the operator gave with these offsets.
            placed: bool (1, 2·K, oh, ow), or None if nothing was placed.
        """
        height, width = output.shape[2:]
        units = [(y, x) for y, x in request.units if 0 <= y < height and 0 <= x < width]
        if not units:
            return ()
        rows, columns = torch.tensor(units, device=offset.device).T
        # (K, 2) for each unit; advanced indexing puts the units last.
        offsets = offset[0][:, rows, columns].T.reshape(len(units), -1, 2).cpu()
        outputs = output[0, request.output_channel][rows, columns].cpu()
        flags = None if placed is None else placed[0][::2, rows, columns].T.cpu().numpy()
        kernel = self._layer.kernel.detach()[request.output_channel].cpu().double().flatten(1).T

        geometry = self._layer.geometry
        rigid = torch.stack([torch.from_numpy(geometry.rigid_points(unit)) for unit in units])
        points = rigid + offsets.double()
        neighbours = bilinear_neighbours(points, *self._input.shape[1:])
        positions = neighbours.positions_yx
        size = torch.tensor(self._input.shape[1:])
        within = positions.clamp(torch.zeros_like(size), size - 1)
        # (C, U, K, 4) → (U, K, 4, C); a neighbour outside the image counts as 0.
        pixels = self._input[:, within[..., 0], within[..., 1]].movedim(0, -1) * neighbours.inside[..., None]
        values = (pixels * neighbours.weights[..., None]).sum(2)
        products = (values * kernel).sum(-1)
        truth = None if self._shifts is None else rigid + self._shifts

        detail = list(request.channels)
        return tuple(
            UnitReading(
                unit_yx=unit,
                output_channel=request.output_channel,
                offset_yx=_floats(offsets[n]),
                point_yx=_floats(points[n]),
                truth_yx=None if truth is None else _floats(truth[n]),
                placed=np.zeros(self._layer.taps, dtype=np.bool_) if flags is None else flags[n].copy(),
                channels=request.channels,
                # Clipped: a point may be farther away than 32 bits can say.
                neighbours_yx=positions[n].clamp(-(2**31), 2**31 - 1).to(torch.int32).numpy().copy(),
                neighbour_weights=_floats(neighbours.weights[n]),
                neighbour_values=_floats(pixels[n][..., detail]),
                values=_floats(values[n][..., detail]),
                kernel=_floats(kernel[:, detail]),
                products=_floats(products[n]),
                bias=0.0,
                operator_output=float(outputs[n]),
            )
            for n, unit in enumerate(units)
        )


class OffsetMeasure:
    """Measures the offsets of a layer over all units."""

    def __init__(self, layer: DeformableLayer, input_size: tuple[int, int], output_size: tuple[int, int]) -> None:
        """``input_size`` is (H, W), ``output_size`` (oh, ow)."""
        device, dtype = layer.kernel.device, layer.kernel.dtype
        self._geometry = geometry = layer.geometry
        grid = rigid_grid(
            output_size,
            geometry.kernel_size,
            geometry.stride,
            geometry.padding,
            geometry.dilation,
            dtype=dtype,
            device=device,
        )
        low, high = (
            torch.tensor(bound, device=device, dtype=dtype)[:, None, None] for bound in reading_bounds(*input_size)
        )
        # A point reads something of the image while its offset lies between these, (K, 2, oh, ow).
        self._lowest = low - grid
        self._highest = high - grid

    @torch.no_grad()
    def measure(self, offset: Tensor) -> OffsetStatistics:
        """Return the statistics of ``offset`` (1, 2·K, oh, ow).

        A point is outside where it reads nothing but zeros, at y ≤ −1, y ≥ H, x ≤ −1 or x ≥ W; a tap is dead when all
        its points are.
        """
        pairs = offset[0].unflatten(0, (-1, 2))
        magnitude = pairs[:, 0].square().addcmul_(pairs[:, 1], pairs[:, 1]).sqrt_()
        mean, largest = torch.stack([magnitude.mean(), magnitude.max()]).tolist()
        outside = self._count_outside(pairs, largest)
        units = pairs.shape[2] * pairs.shape[3]
        return OffsetStatistics(
            mean, largest, sum(outside) / (units * len(outside)), sum(count == units for count in outside)
        )

    def _count_outside(self, pairs: Tensor, largest: float) -> list[int]:
        """Return for each tap how many points are outside. Only units near the border are looked at."""
        height, width = pairs.shape[2:]
        half = (min(height, width) + 1) // 2
        reach = max(
            (largest + padding) / stride
            for padding, stride in zip(self._geometry.padding, self._geometry.stride, strict=True)
        )
        margin = math.ceil(min(reach, half))
        middle = slice(margin, height - margin)
        strips: list[tuple[slice, slice]] = [
            (slice(None, margin), slice(None)),
            (slice(height - margin, None), slice(None)),
            (middle, slice(None, margin)),
            (middle, slice(width - margin, None)),
        ]
        if margin == half:
            strips = [(slice(None), slice(None))]
        counts = torch.zeros(len(pairs), dtype=torch.int64, device=pairs.device)
        for rows, columns in strips:
            part = pairs[:, :, rows, columns]
            inside = (part > self._lowest[:, :, rows, columns]) & (part < self._highest[:, :, rows, columns])
            counts += (~(inside[:, 0] & inside[:, 1])).flatten(1).sum(1)
        return counts.tolist()


def _floats(tensor: Tensor) -> np.ndarray:
    """Return float32 numbers with memory of their own, C-contiguous."""
    return np.array(tensor.detach().numpy(), dtype=np.float32, order="C")
