"""The settings of what gives a deformable layer its offsets."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

BranchKind: TypeAlias = Literal["conv", "position", "free", "none"]
Learned: TypeAlias = Literal["offsets", "kernel", "both"]
"""What training changes: where the layer reads, what it looks for there, or both."""
Modulation: TypeAlias = Literal["none", "sigmoid", "2·sigmoid", "softmax", "unbounded"]
"""How a branch weighs what each tap reads, by a mask m made of one more number z of the branch for each tap.

- "none": m = 1. Dai et al., Deformable Convolutional Networks, 2017, arXiv:1703.06211.
- "sigmoid": m = σ(z), 0.5 at z = 0. Zhu et al., Deformable ConvNets v2, 2018, arXiv:1811.11168.
- "2·sigmoid": m = 2·σ(z), 1 at z = 0: a zero-initialised layer is the plain convolution.
- "softmax": m = exp(z_k) / Σ exp(z) over the K taps of an offset group, 1/K at z = 0; not multiplied by K. Wang
  et al., InternImage (DCNv3), 2022, arXiv:2211.05778.
- "unbounded": m = z, 0 at z = 0. Xiong et al., Efficient Deformable ConvNets (DCNv4), 2024, arXiv:2401.06197, whose
  code starts with zeros too.
"""


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
