"""The weights of a network that were read from a file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vizapp.network_weights import WeightPart


@dataclass(frozen=True, eq=False)
class LoadedNetwork:
    """The weights of a network.

    Attributes:
        name: the file name for display.
        parts: what the tensors are.
        values: uint8 (N,), their bytes one after another; read-only.
    """

    name: str
    parts: tuple[WeightPart, ...]
    values: NDArray[np.uint8]

    def __post_init__(self) -> None:
        self.values.flags.writeable = False

    @property
    def nbytes(self) -> int:
        return self.values.nbytes
