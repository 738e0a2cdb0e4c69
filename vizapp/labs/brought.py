"""The arrays of a layer whose offsets were read from files."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class BroughtArrays:
    """Arrays as they were stored, all float32; NaN and infinity are allowed, and none is to be changed.

    Attributes:
        offsets: (2·G·K, oh, ow), in the layout that the document names.
        mask: (G·K, oh, ow), or None.
        weight: (O, C/groups, kh, kw), or None.
        bias: (O,), or None.
        output: (O, oh, ow), what the layer gave, or None.
    """

    offsets: np.ndarray
    mask: np.ndarray | None = None
    weight: np.ndarray | None = None
    bias: np.ndarray | None = None
    output: np.ndarray | None = None
