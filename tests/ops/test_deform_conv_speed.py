"""Deformable convolution against torchvision's kernel, on the CPU, in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pytest
import torch
import torchvision
from torch import Tensor

from vizapp.ops import deform_conv2d


def forward_and_backward(operator: Callable[..., Tensor], leaves: list[Tensor], direction: Tensor) -> float:
    """Return the seconds that one forward and one backward pass take."""
    for leaf in leaves:
        leaf.grad = None
    begin = time.perf_counter()
    operator(*leaves, padding=1).backward(direction)
    return time.perf_counter() - begin


@pytest.mark.benchmark
@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(
    ("batch", "channels", "out_channels", "size", "only_offset", "least_ratio"),
    [
        pytest.param(1, 3, 16, 128, False, 4, id="1x3-to-16-at-128"),
        pytest.param(1, 16, 16, 128, False, 4, id="1x16-to-16-at-128"),
        pytest.param(1, 64, 64, 64, False, 4, id="1x64-to-64-at-64"),
        pytest.param(4, 32, 32, 64, False, 4, id="4x32-to-32-at-64"),
        # A training step of the lab: a photograph and fixed weights, only the offsets learn.
        pytest.param(1, 3, 9, 192, True, 10, id="photograph-at-192-offset-only"),
    ],
)
def test_forward_and_backward_take_a_fraction_of_torchvisions_time(
    batch: int, channels: int, out_channels: int, size: int, only_offset: bool, least_ratio: float
) -> None:
    random = torch.Generator().manual_seed(0)
    leaves = [
        torch.rand(batch, channels, size, size, generator=random),
        torch.randn(batch, 18, size, size, generator=random),
        torch.rand(out_channels, channels, 3, 3, generator=random),
        torch.rand(out_channels, generator=random),
    ]
    for index, leaf in enumerate(leaves):
        leaf.requires_grad_(index == 1 or not only_offset)
    direction = torch.rand(batch, out_channels, size, size, generator=random)
    forward_and_backward(deform_conv2d, leaves, direction)
    rounds = [
        (
            forward_and_backward(torchvision.ops.deform_conv2d, leaves, direction),
            forward_and_backward(deform_conv2d, leaves, direction),
        )
        for _ in range(3)
    ]
    theirs, ours = (statistics.median(seconds) for seconds in zip(*rounds, strict=True))
    assert theirs / ours >= least_ratio, f"torchvision {theirs * 1e3:.1f} ms, ours {ours * 1e3:.1f} ms"
