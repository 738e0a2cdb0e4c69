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
    ("batch", "channels", "out_channels", "size"),
    [(1, 3, 16, 128), (1, 16, 16, 128), (1, 64, 64, 64), (4, 32, 32, 64)],
)
def test_forward_and_backward_take_a_quarter_of_torchvisions_time(
    batch: int, channels: int, out_channels: int, size: int
) -> None:
    random = torch.Generator().manual_seed(0)
    leaves = [
        torch.rand(batch, channels, size, size, generator=random),
        torch.randn(batch, 18, size, size, generator=random),
        torch.rand(out_channels, channels, 3, 3, generator=random),
        torch.rand(out_channels, generator=random),
    ]
    for leaf in leaves:
        leaf.requires_grad_()
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
    assert theirs / ours >= 4, f"torchvision {theirs * 1e3:.1f} ms, ours {ours * 1e3:.1f} ms"
