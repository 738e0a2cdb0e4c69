"""Small networks with random weights, as files hold them, and what they compute, written out in plain torch.

The names of the weights are those of SRVGGNetCompact, an architecture that spandrel recognises.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

LAYER = "upsampler"
"""The name of the only pixel shuffle of a compact network."""


@dataclass(frozen=True)
class CompactPass:
    """What a compact network computes on a picture.

    Attributes:
        channels: (1, C·r², H, W), the input of its pixel shuffle.
        output: (1, C, H·r, W·r), from 0 to 1.
    """

    channels: Tensor
    output: Tensor


def compact(scale: int = 2, channels: int = 3, features: int = 8, seed: int = 0) -> dict[str, Tensor]:
    """Return the state dict of a network of three convolutions and a pixel shuffle."""
    random = torch.Generator().manual_seed(seed)

    def weights(*shape: int) -> Tensor:
        return torch.randn(shape, generator=random) / 4

    made = channels * scale**2
    return {
        "body.0.weight": weights(features, channels, 3, 3),
        "body.0.bias": weights(features),
        "body.1.weight": weights(features).abs(),
        "body.2.weight": weights(features, features, 3, 3),
        "body.2.bias": weights(features),
        "body.3.weight": weights(features).abs(),
        "body.4.weight": weights(made, features, 3, 3),
        "body.4.bias": weights(made),
    }


def computed(state: dict[str, Tensor], picture: Tensor, scale: int = 2) -> CompactPass:
    """Return what the network of ``state`` computes on a picture (1, C, H, W) from 0 to 1."""
    x = functional.conv2d(picture, state["body.0.weight"], state["body.0.bias"], padding=1)
    x = functional.prelu(x, state["body.1.weight"])
    x = functional.conv2d(x, state["body.2.weight"], state["body.2.bias"], padding=1)
    x = functional.prelu(x, state["body.3.weight"])
    x = functional.conv2d(x, state["body.4.weight"], state["body.4.bias"], padding=1)
    base = picture.repeat_interleave(scale, 2).repeat_interleave(scale, 3)
    return CompactPass(x, (functional.pixel_shuffle(x, scale) + base).clamp(0, 1))
