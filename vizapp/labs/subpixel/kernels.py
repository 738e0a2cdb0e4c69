"""The trained kernels of a network, and a sub-pixel convolution as the transposed convolution that is equal to it."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.models.enlarging import EnlargingNetwork
from vizapp.models.espcn import ESPCN
from vizapp.ops import equal_transposed_kernel, equal_transposed_padding, pixel_shuffle
from vizapp.protocol.subpixel_answers import Kernels


def network_kernels(network: EnlargingNetwork, x: Tensor, phases: tuple[int, ...] | None) -> Kernels:
    """Return the kernels of every convolution, from the first to what gives the output.

    Args:
        network: one that ends in a convolution and a pixel shuffle is compared with its equal.
        x: (1, C, h, w), what the network reads.
        phases: the order in which its phases are put into place; None is the identity.
    """
    if isinstance(network, ESPCN):
        return _with_equal(network, x, phases)
    layers = [*network.body, getattr(network, "head", None)]
    weights = []
    for layer in layers:
        if isinstance(layer, nn.ConvTranspose2d):
            weights.append(_owned(layer.weight.transpose(0, 1)))
        elif isinstance(layer, nn.Conv2d):
            weights.append(_owned(layer.weight))
    return Kernels(tuple(weights))


@torch.no_grad()
def _with_equal(network: ESPCN, x: Tensor, phases: tuple[int, ...] | None) -> Kernels:
    """Return the kernels, and compare both ways of computing the output.

    The r² biases are added after the transposed convolution, phase by phase, as it cannot have them itself. Both
    outputs are compared as the network gives them, in luma.
    """
    last = network.layers[-1]
    assert isinstance(last, nn.Conv2d)
    r, features = network.upscale_factor, network.features(x)
    expected = pixel_shuffle(last(features), r, phase_order=phases)
    kernel = equal_transposed_kernel(last.weight, r, phase_order=phases)
    (height, width), (tall, wide) = last.kernel_size, features.shape[2:]
    padding = equal_transposed_padding(height, height // 2, r), equal_transposed_padding(width, width // 2, r)
    found = functional.conv_transpose2d(features, kernel, stride=r, padding=padding)
    if last.bias is not None:
        found += pixel_shuffle(last.bias[None, :, None, None].expand(1, -1, tall, wide), r, phase_order=phases)
    deviation = network.scales.output_deviation
    return Kernels(
        tuple(_owned(layer.weight) for layer in network.layers if isinstance(layer, nn.Conv2d)),
        _owned(kernel),
        padding[0],
        difference=float((found - expected).abs().max()) * deviation,
        largest=float(expected.abs().max()) * deviation,
    )


def _owned(tensor: Tensor) -> np.ndarray:
    return np.array(tensor.detach().cpu().numpy(), dtype=np.float32, order="C")
