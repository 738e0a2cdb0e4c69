"""One picture as a deformable layer reads it, and as its offset branch does."""

from __future__ import annotations

from torch import Tensor

from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.models.branch_input import BranchInput


class PictureInput:
    """A picture, and what branches read of it, made once for all branches that read the same.

    Attributes:
        values: (1, C, H, W), finite where anything is trained.
    """

    def __init__(self, values: Tensor) -> None:
        self.values = values
        self._read: dict[tuple[float, bool], BranchInput] = {}

    @property
    def channels(self) -> int:
        return self.values.shape[1]

    @property
    def size(self) -> tuple[int, int]:
        """(H, W)."""
        return self.values.shape[2], self.values.shape[3]

    def read_by(self, branch: OffsetBranchSpec) -> BranchInput:
        """Return what a branch of these settings reads."""
        return self.read(branch.smoothing, branch.coordinates)

    def read(self, smoothing: float, coordinates: bool = False) -> BranchInput:
        """Return the picture smoothed, with or without the coordinates of its pixels."""
        key = (smoothing, coordinates)
        if key not in self._read:
            self._read[key] = BranchInput(self.values, smoothing, coordinates)
        return self._read[key]
