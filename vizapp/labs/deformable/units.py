"""What a unit reads, as arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from msgspec.structs import replace
from torch import Tensor
from torch.nn import functional

from vizapp.document.values import Position
from vizapp.models.deformable_layer import DeformableLayer, dense_kernel
from vizapp.ops import bilinear_neighbours
from vizapp.protocol.picture_answers import Channels
from vizapp.protocol.unit_answers import UnitReading


@dataclass(frozen=True)
class Detail:
    """Which output channel to compute, and which input channels to give in detail; all of them exist."""

    output_channel: int
    channels: Channels


class UnitReader:
    """Computes a unit's output once more from neighbours and weights, in double precision and on the CPU.

    It shares nothing with the operator but the offsets and masks, so that the sum agreeing with the operator's own
    number says something. A few dozen points are read, so that where it runs does not matter.
    """

    def __init__(self, layer: DeformableLayer, input: Tensor, true_offset: Tensor | None) -> None:
        """``input`` is (1, C, H, W); ``true_offset`` (1, 2·G·K, oh, ow) holds the true offsets if they are known."""
        self._layer = layer
        self._input = input[0]
        self._true_offset = true_offset

    def read(
        self,
        wanted: Sequence[Position],
        detail: Detail,
        offset: Tensor,
        output: Tensor,
        placed: Tensor | None,
        mask: Tensor | None = None,
        *,
        broken: Tensor | None = None,
        without_offsets: bool = False,
        output_gradient: Tensor | None = None,
        untrained: Tensor | None = None,
    ) -> tuple[UnitReading, ...]:
        """Return the readings of those units that are on the map, in the order asked for.

        Args:
            wanted: the units, (y, x).
            detail: which channels.
            offset: (1, 2·G·K, oh, ow), with the placed points applied.
            output: (1, O, oh, ow), what the operator gave with these offsets and masks.
            placed: bool (1, 2·G·K, oh, ow), or None if nothing was placed.
            mask: (1, G·K, oh, ow), or None if nothing was modulated.
            broken: bool (1, G·K, oh, ow), the points without a finite offset, which read nothing, or None.
            without_offsets: whether ``offset`` is 0 because that was asked for, which the readings say.
            output_gradient: (1, O, oh, ow), ∂loss/∂output, to report where training pushes each point; None does not.
            untrained: (1, 2·G·K, oh, ow), the offsets at step 0, to report where each point was; None does not.
        """
        height, width = output.shape[2:]
        units = [(y, x) for y, x in wanted if 0 <= y < height and 0 <= x < width]
        if not units:
            return ()
        rows, columns = torch.tensor(units, device=offset.device).T
        offsets = _at_units(offset, rows, columns)
        outputs = output[0, detail.output_channel][rows, columns].cpu()
        flags = None if placed is None else placed[0][::2, rows, columns].T.cpu().numpy()
        masks = None if mask is None else mask[0][:, rows, columns].T.cpu()
        lost = None if broken is None else broken[0][:, rows, columns].T.cpu().numpy()
        kernel, is_read = self._weights(detail.output_channel)
        bias = 0.0 if self._layer.bias is None else float(self._layer.bias[detail.output_channel])

        geometry, groups = self._layer.geometry, self._layer.offset_groups
        rigid = torch.stack([torch.from_numpy(geometry.rigid_points(unit)) for unit in units]).repeat(1, groups, 1)
        points = rigid + offsets.double()
        neighbours = bilinear_neighbours(points, *self._input.shape[1:])
        positions = neighbours.positions_yx
        size = torch.tensor(self._input.shape[1:])
        within = positions.clamp(torch.zeros_like(size), size - 1).to(self._input.device)
        # (C, U, G·K, 4) → (U, G·K, 4, C); a neighbour outside the image counts as 0.
        read = self._input[:, within[..., 0], within[..., 1]].cpu().double()
        # Nothing that is not read counts, not even a NaN.
        pixels = torch.where(neighbours.inside[..., None], read.movedim(0, -1), 0.0)
        if lost is not None:
            pixels[torch.from_numpy(lost)] = 0.0
        values = (pixels * neighbours.weights[..., None]).sum(2)
        products = torch.where(is_read, values * kernel, 0.0).sum(-1)
        if masks is not None:
            products = products * masks.double()
        truth = None
        if self._true_offset is not None:
            truth = rigid + _at_units(self._true_offset, rows, columns).double()

        first = None if untrained is None else rigid + _at_units(untrained, rows, columns).double()
        pushes = None
        if output_gradient is not None:
            pushes = self._pushes(points, pixels, output_gradient[0][:, rows, columns], masks)
        given = list(detail.channels)
        return tuple(
            UnitReading(
                unit_yx=unit,
                output_channel=detail.output_channel,
                offset_yx=_floats(offsets[n]),
                point_yx=_floats(points[n]),
                truth_yx=None if truth is None else _floats(truth[n]),
                placed=np.zeros(self._layer.points, dtype=np.bool_) if flags is None else flags[n].copy(),
                channels=detail.channels,
                # Clipped: a point may be farther away than 32 bits can say.
                neighbours_yx=positions[n].clamp(-(2**31), 2**31 - 1).to(torch.int32).numpy().copy(),
                neighbour_weights=_floats(neighbours.weights[n]),
                neighbour_values=_floats(pixels[n][..., given]),
                values=_floats(values[n][..., given]),
                kernel=_floats(kernel[:, given]),
                mask=None if masks is None else _floats(masks[n]),
                products=_floats(products[n]),
                bias=bias,
                operator_output=float(outputs[n]),
                plain_output=self._plain_output(unit, detail.output_channel) + bias,
                rigid=without_offsets,
                push_yx=None if pushes is None or not bool(pushes[n].isfinite().all()) else _floats(pushes[n]),
                broken=None if lost is None else lost[n].copy(),
                untrained_yx=None if first is None else _floats(first[n]),
            )
            for n, unit in enumerate(units)
        )

    def _all_weights(self) -> Tensor:
        """Return float64 (O, G·K, C), on the CPU: the weight of each channel at each point for each output channel.

        The weight of channels that are not read is 0; see :meth:`_weights`.
        """
        kernel = dense_kernel(self._layer.kernel.detach(), self._input.shape[0])
        by_tap = kernel.cpu().double().flatten(2).transpose(1, 2)
        return (self._own_channels()[:, None] * by_tap[:, None]).flatten(1, 2)

    def _weights(self, output_channel: int) -> tuple[Tensor, Tensor]:
        """Return float64 and bool (G·K, C), on the CPU: each point's weight of each channel, and whether it reads it.

        A point reads the channels of its offset group, and of them those of the output channel's group.
        """
        kernel, read = self._layer.kernel.detach()[output_channel].cpu().double(), self._read_for(output_channel)
        by_tap = kernel.new_zeros(self._input.shape[0], self._layer.taps)
        by_tap[read] = kernel.flatten(1)
        is_read = torch.zeros(self._input.shape[0], dtype=torch.bool)
        is_read[read] = True
        own = self._own_channels()
        weights = own[:, None] * by_tap.T
        return weights.flatten(0, 1), (own & is_read).repeat_interleave(self._layer.taps, 0)

    def _own_channels(self) -> Tensor:
        """Return bool (G, C), on the CPU: which channels belong to which offset group."""
        channels, groups = self._input.shape[0], self._layer.offset_groups
        return torch.arange(channels) // (channels // groups) == torch.arange(groups)[:, None]

    def _read_for(self, output_channel: int) -> slice:
        """Return the input channels of the group of the convolution that an output channel belongs to."""
        outputs, read = self._layer.kernel.shape[:2]
        group = output_channel * self._input.shape[0] // (outputs * read)
        return slice(group * read, (group + 1) * read)

    def _pushes(self, points: Tensor, pixels: Tensor, output_gradient: Tensor, mask: Tensor | None) -> Tensor:
        """Return −∂loss/∂point (U, G·K, 2) of units.

        Args:
            points: (U, G·K, 2), (y, x) in input pixels.
            pixels: (U, G·K, 4, C), the four around each point, 0 outside the input.
            output_gradient: (O, U), ∂loss/∂output.
            mask: (U, G·K), or None if nothing was modulated.
        """
        down, right = ((points - points.floor())[..., axis, None] for axis in (0, 1))
        upper_left, upper_right, lower_left, lower_right = pixels.unbind(2)
        by_y = (1 - right) * (lower_left - upper_left) + right * (lower_right - upper_right)
        by_x = (1 - down) * (upper_right - upper_left) + down * (lower_right - lower_left)
        # What the loss changes with each value that is read, (U, G·K, C).
        by_value = torch.einsum("ou,okc->ukc", output_gradient.cpu().double(), self._all_weights())
        if mask is not None:
            by_value = by_value * mask.double()[..., None]
        return -torch.stack(((by_value * by_y).sum(-1), (by_value * by_x).sum(-1)), dim=-1)

    def _plain_output(self, unit: Position, output_channel: int) -> float:
        """Return what conv2d gives for one unit, from the part of the input that its taps reach without offsets."""
        geometry, size = self._layer.geometry, self._input.shape[1:]
        spans = []
        for axis, length in enumerate(size):
            first = geometry.position(axis, unit[axis], 0)
            last = geometry.position(axis, unit[axis], geometry.kernel_size[axis] - 1)
            begin, end = min(max(first, 0), length), max(min(last, length - 1) + 1, 0)
            # Where all of it lies in the padding, nothing of the input is left.
            spans.append((begin, max(begin, end), *_padded(first, last, begin, max(begin, end))))
        (top, bottom, above, below), (left, right, before, behind) = spans
        if bottom <= top or right <= left:
            return 0.0  # all taps read the padding
        kernel = self._layer.kernel.detach()
        read = self._input[None, self._read_for(output_channel), top:bottom, left:right]
        part = functional.pad(read, (before, behind, above, below))
        return float(functional.conv2d(part, kernel[output_channel, None], dilation=geometry.dilation))


def in_picture(reading: UnitReading, pixel: int, shift_yx: tuple[float, float] = (0, 0)) -> UnitReading:
    """Return a reading of a map with positions, offsets and pushes in pixels of the picture.

    Pixel (y, x) of the map lies at (y·pixel, x·pixel) + shift of the picture. ``shift_yx`` is whole.
    """
    step, shift = np.float32(pixel), np.array(shift_yx, np.float32)
    return replace(
        reading,
        offset_yx=reading.offset_yx * step,
        point_yx=reading.point_yx * step + shift,
        truth_yx=None if reading.truth_yx is None else reading.truth_yx * step + shift,
        neighbours_yx=reading.neighbours_yx * np.int32(pixel) + shift.astype(np.int32),
        push_yx=None if reading.push_yx is None else reading.push_yx / step,
        untrained_yx=None if reading.untrained_yx is None else reading.untrained_yx * step + shift,
        spacing=pixel,
    )


def _padded(first: int, last: int, begin: int, end: int) -> tuple[int, int]:
    """Return how many zeros come before and after the pixels from ``begin`` to ``end``, to reach first … last."""
    before = min(max(begin - first, 0), last - first + 1)
    return before, last - first + 1 - before - (end - begin)


def _at_units(offset: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    """Return the offsets (1, 2·G·K, oh, ow) at some units: (U, G·K, 2), on the CPU."""
    # Advanced indexing puts the units last.
    return offset[0][:, rows, columns].T.reshape(len(rows), -1, 2).cpu()


def _floats(tensor: Tensor) -> np.ndarray:
    """Return float32 numbers with memory of their own, C-contiguous."""
    return np.array(tensor.detach().numpy(), dtype=np.float32, order="C")
