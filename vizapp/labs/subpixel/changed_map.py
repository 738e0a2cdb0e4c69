"""A feature map of which single values are set by hand, and how far from itself it is when it is put together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

from vizapp.document.subpixel_changes import ChangedValue


class ChangedMap:
    """A feature map (1, C·r², h, w) as it was read, and with some values changed.

    Attributes:
        original: as it was read.
        present: with the changes; the same tensor while there are none.
        revision: rises with every change.
    """

    def __init__(self, original: Tensor, changes: Sequence[ChangedValue]) -> None:
        self.original = self.present = original
        self.revision = 0
        self._changes: tuple[ChangedValue, ...] = ()
        self.apply(changes)

    def apply(self, changes: Sequence[ChangedValue]) -> None:
        """Change these values and no others; those at places that the map does not have are left out."""
        if tuple(changes) == self._changes:
            return
        before, self._changes = self._changes, tuple(changes)
        self.revision += 1
        if not changes:
            self.present = self.original
            return
        if self.present is self.original:
            self.present = self.original.clone()
            before = ()
        # A turn of the wheel changes one value of what may be millions.
        for change in self._there(before):
            place = (0, change.channel, *change.pixel_yx)
            self.present[place] = self.original[place]
        for change in self._there(changes):
            self.present[(0, change.channel, *change.pixel_yx)] = change.value

    def _there(self, changes: Iterable[ChangedValue]) -> list[ChangedValue]:
        _, channels, height, width = self.original.shape
        return [
            change
            for change in changes
            if change.channel < channels and change.pixel_yx[0] < height and change.pixel_yx[1] < width
        ]

    def error(self, read: Sequence[int], intact: Sequence[int]) -> float:
        """Return the root mean square of the difference to what the map makes intact.

        Values that are not finite, in either, do not count.

        Args:
            read: the channel that is read for each phase of each output channel now.
            intact: the channel that belongs there.
        """
        total, count = 0.0, 0
        for now, then in zip(read, intact, strict=True):
            difference = self.present[0, now] - self.original[0, then]
            finite = torch.isfinite(difference)
            count += int(finite.sum())
            if now != then or self.present is not self.original:
                total += float(torch.where(finite, difference, 0.0).double().square().sum())
        return math.sqrt(total / count) if count else 0.0
