"""What changes from one frame of an animation to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Delta:
    """The part of a frame in which it differs from the one before; a single pixel where it is the same.

    Attributes:
        top, left: where the part is in the frame.
        pixels: the part, uint8 (h, w, 3).
        changed: which of its pixels differ, bool (h, w).
    """

    top: int
    left: int
    pixels: NDArray[np.uint8]
    changed: NDArray[np.bool_]

    @property
    def place(self) -> tuple[slice, slice]:
        """Rows and columns of the part in the frame."""
        height, width = self.changed.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)


def deltas(frames: Iterable[NDArray[np.uint8]]) -> Iterator[Delta]:
    """Yield what each of some frames, uint8 (H, W, 3), changes; the first changes every pixel."""
    before: NDArray[np.uint8] | None = None
    for frame in frames:
        if before is None:
            yield Delta(0, 0, frame.copy(), np.ones(frame.shape[:2], bool))
        else:
            changed = (frame != before).any(axis=2)
            rows, columns = extent(changed)
            yield Delta(rows.start, columns.start, frame[rows, columns].copy(), changed[rows, columns].copy())
        before = frame


def extent(changed: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Return the rows and the columns between the first and the last that hold True; the first pixel if none does."""
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not len(rows):
        return slice(0, 1), slice(0, 1)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
