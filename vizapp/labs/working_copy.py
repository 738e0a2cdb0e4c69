"""The copy of the source that a lab computes from."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from vizapp.document.lab_spec import SourceKind
from vizapp.document.working_size import working_shape
from vizapp.problem import Problem
from vizapp.sources.loaded import network_values
from vizapp.value_picture import ValueRange, image_range
from vizapp.wording.lab_notes import lab_note
from vizapp.wording.problems import ProblemError

_COPIES_KEPT = 3
_BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class _NotFinite:
    """How many values are NaN or infinite, how many of them NaN, and (channel, y, x) of the first."""

    count: int = 0
    nan: int = 0
    first: tuple[int, int, int] = (0, 0, 0)


class WorkingCopies:
    """A source, and the copies that labs compute from: each is made once, because a large photograph takes a while.

    Attributes:
        kind: what the source is.
        channels: as a network sees it, so without alpha.
        size: (H, W) of the full source.
        bits: of a stored value.
    """

    def __init__(self, kind: SourceKind, values: np.ndarray) -> None:
        """Hold the source; ``values`` are as ``LoadedSource`` and ``SetSource`` have them, and are not changed."""
        self.kind = kind
        self._values = values
        first, second, third = values.shape
        self.size = (second, third) if kind == "feature_map" else (first, second)
        self.channels = first if kind == "feature_map" else min(third, 3)
        self.bits = values.dtype.itemsize * 8
        self._copies: dict[tuple[int, int], Tensor] = {}

    @cached_property
    def image_range(self) -> ValueRange:
        """What of an image is drawn as black and as white; the numbers that are computed with are all its own."""
        return image_range(self._values)

    def are_of(self, kind: SourceKind, values: np.ndarray) -> bool:
        """Tell whether these are copies of this very source."""
        return self.kind == kind and self._values is values

    def of_size(self, longest: int) -> Tensor:
        """Return the source as a CPU tensor (1, C, h, w) whose longest side is at most ``longest``. Do not change it.

        Reduced with antialiasing, bilinearly, so that no value lies outside the source's range; never enlarged. It is
        done on the CPU: antialiasing is not offered on every device, and the full source need not fit into the
        memory of a GPU.

        Raises:
            ProblemError: the source is smaller than 2×2 pixels.
        """
        return self._of_shape(working_shape(*self.size, longest))

    def of_exact_size(self, size: tuple[int, int]) -> Tensor:
        """Return the source as a CPU tensor (1, C, h, w) of just this size, enlarged if need be. Do not change it.

        Bilinear, with antialiasing where it is reduced.
        """
        if size[0] <= self.size[0] and size[1] <= self.size[1]:
            return self._of_shape(size)
        return _interpolated(self.whole(), size)

    def whole(self) -> Tensor:
        """Return the source as it is, a CPU tensor (1, C, H, W). Do not change it."""
        return self._of_shape(self.size)

    def part(self, top: int, left: int, height: int, width: int) -> Tensor:
        """Return a part of the full source, as a CPU tensor (1, C, height, width) of its own; nothing is kept."""
        rows, columns = slice(top, top + height), slice(left, left + width)
        feature_map = self.kind == "feature_map"
        values = self._values[:, rows, columns] if feature_map else self._values[rows, columns]
        return torch.from_numpy(np.array(network_values(self.kind, values)))[None]

    def require_finite(self) -> None:
        """Refuse a source with NaN or infinity, which training would spread over everything.

        Raises:
            ProblemError: says how many there are.
        """
        if broken := self._not_finite.count:
            raise ProblemError("source.not-finite", "source", count=broken)

    def is_finite(self) -> bool:
        """Tell whether all values are finite."""
        return self._not_finite.count == 0

    def non_finite_note(self) -> tuple[Problem, ...]:
        """Return the note how many values are not finite, and where the first of them is; nothing where all are."""
        found = self._not_finite
        if not found.count:
            return ()
        channel, y, x = found.first
        counts = {"count": found.count, "nan": found.nan, "infinite": found.count - found.nan}
        return (lab_note("note.not-finite", **counts, channel=channel, y=y, x=x),)

    def notes(self, copy: Tensor) -> tuple[Problem, ...]:
        """Return the note that ``copy`` (1, C, h, w) is smaller than the source; nothing where it is not."""
        reduced = tuple(copy.shape[2:])
        return () if self.size == reduced else (lab_note("note.reduced-copy", size=self.size, reduced=reduced),)

    @cached_property
    def _not_finite(self) -> _NotFinite:
        found = _NotFinite()
        if self.kind == "image":
            return found
        for channel, plane in enumerate(self._values):
            broken = ~np.isfinite(plane)
            count = int(np.count_nonzero(broken))
            if count:
                y, x = np.unravel_index(int(broken.argmax()), plane.shape)
                first = found.first if found.count else (channel, int(y), int(x))
                found = _NotFinite(found.count + count, found.nan + int(np.count_nonzero(np.isnan(plane))), first)
        return found

    def _of_shape(self, shape: tuple[int, int]) -> Tensor:
        copy = self._copies.pop(shape, None)
        if copy is None:
            copy = self._whole() if shape == self.size else reduced_copy(self.kind, self._values, shape)
        self._copies[shape] = copy  # the last one used is the last to go
        if len(self._copies) > _COPIES_KEPT:
            del self._copies[next(iter(self._copies))]
        return copy

    def _whole(self) -> Tensor:
        return _shared(network_values(self.kind, self._values))[None]


def reduced_copy(kind: SourceKind, values: np.ndarray, size: tuple[int, int]) -> Tensor:
    """Return a source as a CPU tensor (1, C, h, w) of the given size, which is not larger than its own.

    The numbers are those of ``interpolate(mode="bilinear", antialias=True)``, to rounding. The channels of a feature
    map are reduced a few at a time, where they are. Of an image the columns are reduced first, for one row of the
    result after the other, from just those rows of the source that it is made of: only they are ever held as 32-bit
    numbers, a few MB where all of a photograph of 60 megapixels would take 720 MB.
    """
    if kind == "image":
        tall = torch.from_numpy(_reduced_columns(values, size[0])).permute(2, 0, 1)
        return _interpolated(tall[None].contiguous(), size)
    channels, height, width = values.shape
    result = torch.empty(1, channels, *size)
    block = max(1, _BLOCK // (height * width))
    for first in range(0, channels, block):
        result[:, first : first + block] = _interpolated(_shared(values[first : first + block])[None], size)
    return result


def _interpolated(maps: Tensor, size: tuple[int, int]) -> Tensor:
    return functional.interpolate(maps, size=size, mode="bilinear", antialias=True, align_corners=False)


def _shared(values: np.ndarray) -> Tensor:
    """Return a tensor of the same memory, which must not be changed."""
    with warnings.catch_warnings():
        # What a source holds is read-only, which torch cannot express and warns of; a copy of a large map counts.
        warnings.filterwarnings("ignore", message="The given NumPy array is not writable")
        return torch.from_numpy(np.ascontiguousarray(values))


def _reduced_columns(values: np.ndarray, height: int) -> np.ndarray:
    """Return float32 (height, W, C), in a network's range, of values (H, W, C | 4)."""
    width, channels = values.shape[1], min(values.shape[2], 3)
    result = np.zeros((height, width, channels), np.float32)
    most_rows = max(1, _BLOCK // (width * channels))
    for row, (first, weights) in enumerate(_triangle_weights(len(values), height)):
        flat = result[row].reshape(-1)
        for start in range(0, len(weights), most_rows):
            part = weights[start : start + most_rows]
            flat += part @ _network_rows(values[first + start : first + start + len(part)])
    return result


def _network_rows(rows: np.ndarray) -> np.ndarray:
    """Return rows (n, W, C) of an image as a network sees them: float32 (n, W·C)."""
    if rows.shape[2] == 4:
        return np.ascontiguousarray(network_values("image", rows).transpose(1, 2, 0)).reshape(len(rows), -1)
    numbers = rows.reshape(len(rows), -1).astype(np.float32)
    numbers *= np.float32(1 / np.iinfo(rows.dtype).max)
    return numbers


def _triangle_weights(length: int, reduced_length: int) -> Iterator[tuple[int, np.ndarray]]:
    """Yield, for each reduced pixel, the first pixel that it is made of and the weights from there on (sum 1)."""
    scale = length / reduced_length
    for index in range(reduced_length):
        centre = (index + 0.5) * scale
        first = max(0, int(centre - scale + 0.5))
        last = min(length, int(centre + scale + 0.5))
        weights = np.maximum(0.0, 1 - np.abs((np.arange(first, last) + 0.5 - centre) / scale))
        yield first, (weights / weights.sum()).astype(np.float32)
