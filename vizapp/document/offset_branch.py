"""The settings of what gives a deformable layer its offsets."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

BranchKind: TypeAlias = Literal["conv", "position", "free", "none"]
Learned: TypeAlias = Literal["offsets", "kernel", "both"]
"""What training changes: where the layer reads, what it looks for there, or both."""


class OffsetBranchSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Settings of an offset branch.

    Attributes:
        kind: "conv" computes the offsets from the picture; "position" from where a unit is, and from nothing else;
            "free" is a map of offsets, which are trained themselves and know nothing of the picture; "none" keeps the
            rigid grid.
        depth: the number of 3×3 convolutions of a "conv" branch.
        coordinates: whether a "conv" branch reads, beside the picture, at which place it is.
        smoothing: the standard deviation, in input pixels, of the Gaussian that smooths what a "conv" branch reads.
        scale: what the branch computes is multiplied by so many input pixels.
        bound: no component of an offset exceeds this length, in input pixels, by bound · tanh(x / bound);
            None is no bound.
        start: "zero" begins with the rigid grid, "random" with offsets of about one pixel.
        rate_factor: the branch learns at so many times the learning rate.
        bias_rate: its last biases, which move a tap equally at all units, learn so many times as fast as its weights.
    """

    kind: BranchKind = "conv"
    depth: Annotated[int, Meta(ge=1, le=3)] = 1
    coordinates: bool = False
    smoothing: Annotated[float, Meta(ge=0, le=16)] = 0.0
    scale: Annotated[float, Meta(gt=0, le=100)] = 1.0
    bound: Annotated[float, Meta(ge=0.5, le=100)] | None = None
    start: Literal["zero", "random"] = "zero"
    rate_factor: Annotated[float, Meta(gt=0, le=100)] = 1.0
    bias_rate: Annotated[float, Meta(gt=0, le=100)] = 1.0
