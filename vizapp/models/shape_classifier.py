"""A small classifier whose trained convolutions can be read through offsets, or corrected by a control."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.ops import deform_conv2d

KERNEL = 3
TAPS = KERNEL**2


class ConvSpec(NamedTuple):
    """A 3×3 convolution: its channels and its stride; its padding is 1."""

    inputs: int
    outputs: int
    stride: int


CONVOLUTIONS = (ConvSpec(1, 16, 1), ConvSpec(16, 32, 2), ConvSpec(32, 32, 2), ConvSpec(32, 32, 1))
ADAPTED = CONVOLUTIONS[1:]
"""The convolutions that are adapted; the first one reads the picture as it is."""


class Adapters(nn.Module, ABC):
    """What adapts frozen convolutions: a 3×3 convolution with 18 outputs beside each of :data:`ADAPTED`.

    All start at zero, and change nothing then. Whatever is done with their outputs, they have as many parameters.
    """

    def __init__(self) -> None:
        super().__init__()
        shapes = [(2 * TAPS, conv.inputs, KERNEL, KERNEL) for conv in ADAPTED]
        self.weights = nn.ParameterList(nn.Parameter(torch.zeros(shape)) for shape in shapes)
        self.biases = nn.ParameterList(nn.Parameter(torch.zeros(2 * TAPS)) for _ in shapes)

    def computed(self, input: Tensor, index: int) -> Tensor:
        """Return what the convolution beside number ``index`` of :data:`ADAPTED` gives, (B, 18, oh, ow)."""
        return functional.conv2d(input, self.weights[index], self.biases[index], ADAPTED[index].stride, 1)

    @abstractmethod
    def convolve(self, input: Tensor, kernel: Tensor, index: int) -> Tensor:
        """Return the adapted convolution (B, O, oh, ow) number ``index`` of an input (B, C, H, W)."""


class OffsetAdapters(Adapters):
    """Their outputs are offsets: the frozen kernels look at other places. In input pixels of each convolution."""

    def convolve(self, input: Tensor, kernel: Tensor, index: int) -> Tensor:
        return deform_conv2d(
            input, self.computed(input, index), kernel, stride=ADAPTED[index].stride, padding=KERNEL // 2
        )


class ControlAdapters(Adapters):
    """Their outputs are mixed at random and added: the frozen kernels' results are corrected in place."""

    def __init__(self, generator: torch.Generator) -> None:
        super().__init__()
        for index, conv in enumerate(ADAPTED):
            mix = torch.randn(conv.outputs, 2 * TAPS, 1, 1, generator=generator) / (2 * TAPS) ** 0.5
            self.register_buffer(f"mix{index}", mix)

    def convolve(self, input: Tensor, kernel: Tensor, index: int) -> Tensor:
        mix = self.get_buffer(f"mix{index}")
        plain = functional.conv2d(input, kernel, None, ADAPTED[index].stride, KERNEL // 2)
        return plain + functional.conv2d(self.computed(input, index), mix)


class ShapeClassifier(nn.Module):
    """Four 3×3 convolutions with batch norm and ReLU, the mean over all places, and a linear layer.

    Attributes:
        trunk: the kernels and the head. Frozen and in evaluation mode, it is what adapters adapt.
    """

    def __init__(self, classes: int, generator: torch.Generator) -> None:
        """Draw the weights from a CPU generator."""
        super().__init__()
        self.kernels = nn.ParameterList(
            nn.Parameter(
                torch.randn(conv.outputs, conv.inputs, KERNEL, KERNEL, generator=generator)
                * (2 / (conv.inputs * TAPS)) ** 0.5
            )
            for conv in CONVOLUTIONS
        )
        self.norms = nn.ModuleList(nn.BatchNorm2d(conv.outputs) for conv in CONVOLUTIONS)
        channels = CONVOLUTIONS[-1].outputs
        self.head_weight = nn.Parameter(torch.randn(classes, channels, generator=generator) / channels**0.5)
        self.head_bias = nn.Parameter(torch.zeros(classes))

    def forward(self, pictures: Tensor, adapters: Adapters | None = None) -> Tensor:
        """Return the logits (B, classes) of pictures (B, 1, H, W)."""
        values = self.inputs(pictures, adapters)[-1]
        return functional.linear(values.mean((2, 3)), self.head_weight, self.head_bias)

    def inputs(self, pictures: Tensor, adapters: Adapters | None = None) -> Sequence[Tensor]:
        """Return what each of :data:`ADAPTED` reads, and last what the mean is taken of."""
        values, read = pictures, []
        for layer, (kernel, norm, conv) in enumerate(zip(self.kernels, self.norms, CONVOLUTIONS, strict=True)):
            if layer == 0 or adapters is None:
                values = functional.conv2d(values, kernel, None, conv.stride, KERNEL // 2)
            else:
                values = adapters.convolve(values, kernel, layer - 1)
            values = functional.relu(norm(values))
            read.append(values)
        return read
