"""A sub-pixel convolution and the transposed convolution that is equal to it, each written as loops."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch.nn import functional

from vizapp.ops import equal_transposed_kernel, equal_transposed_padding, pixel_shuffle

Array = NDArray[np.float64]
CASES = [  # factor, kernel (kh, kw), padding, channels
    (2, (3, 3), (1, 1), 1),
    (3, (3, 5), (1, 2), 2),
    (2, (5, 1), (2, 0), 3),
    (4, (1, 3), (0, 1), 1),
    (2, (4, 3), (1, 0), 2),
]


def subpixel_loop(
    x: Array, weight: Array, factor: int, padding: tuple[int, int], phases: tuple[int, ...] | None
) -> Array:
    """Return what a convolution and a shuffle in CRD order give of x (I, h, w): (C, rows·r, columns·r)."""
    outputs, inputs, kh, kw = weight.shape
    rows, columns = (side + 2 * pad - k + 1 for side, pad, k in zip(x.shape[1:], padding, (kh, kw), strict=True))
    enlarged = np.zeros((outputs // factor**2, rows * factor, columns * factor))
    for c, y, z in itertools.product(*map(range, enlarged.shape)):
        phase = y % factor * factor + z % factor
        channel = c * factor**2 + (phase if phases is None else phases[phase])
        for n, u, v in itertools.product(range(inputs), range(kh), range(kw)):
            row, column = y // factor + u - padding[0], z // factor + v - padding[1]
            if 0 <= row < x.shape[1] and 0 <= column < x.shape[2]:
                enlarged[c, y, z] += weight[channel, n, u, v] * x[n, row, column]
    return enlarged


def transposed_loop(x: Array, kernel: Array, stride: int, padding: tuple[int, int]) -> Array:
    """Return what a transposed convolution gives of x (I, h, w) with a kernel (I, C, kh, kw), by writing it."""
    inputs, channels, kh, kw = kernel.shape
    height, width = x.shape[1:]
    whole = np.zeros((channels, (height - 1) * stride + kh, (width - 1) * stride + kw))
    for n, row, column in itertools.product(range(inputs), range(height), range(width)):
        whole[:, row * stride : row * stride + kh, column * stride : column * stride + kw] += (
            kernel[n] * x[n, row, column]
        )
    (top, left), (bottom, right) = padding, (side - pad for side, pad in zip(whole.shape[1:], padding, strict=True))
    return whole[:, top:bottom, left:right]


@pytest.mark.parametrize(("factor", "size", "padding", "channels"), CASES)
@pytest.mark.parametrize("rearranged", [False, True])
def test_both_loops_give_the_same(
    factor: int, size: tuple[int, int], padding: tuple[int, int], channels: int, rearranged: bool
) -> None:
    random = np.random.default_rng(factor)
    x = random.normal(size=(2, 4, 5))
    weight = random.normal(size=(channels * factor**2, 2, *size))
    phases = tuple(random.permutation(factor**2).tolist()) if rearranged else None
    kernel = equal_transposed_kernel(torch.from_numpy(weight), factor, phase_order=phases).numpy()
    assert kernel.shape == (2, channels, size[0] * factor, size[1] * factor)
    pads = tuple(equal_transposed_padding(k, pad, factor) for k, pad in zip(size, padding, strict=True))
    expected = subpixel_loop(x, weight, factor, padding, phases)
    found = transposed_loop(x, kernel, factor, (pads[0], pads[1]))
    np.testing.assert_allclose(found, expected, atol=1e-12)


@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_torch_gives_the_same_with_both(order: str) -> None:
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(2, 3, 6, 5, generator=generator, dtype=torch.float64)
    weight = torch.randn(2 * 9, 3, 3, 3, generator=generator, dtype=torch.float64)
    expected = pixel_shuffle(functional.conv2d(x, weight, padding=1), 3, order)
    found = functional.conv_transpose2d(x, equal_transposed_kernel(weight, 3, order), stride=3, padding=3)
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-12)


def test_the_known_figures() -> None:
    assert equal_transposed_padding(3, 1, 2) == 2
    assert equal_transposed_kernel(torch.zeros(4, 7, 3, 3), 2).shape == (7, 1, 6, 6)
    for kernel, factor in itertools.product((1, 3, 5, 7), (2, 3, 4, 8)):
        assert equal_transposed_padding(kernel, kernel // 2, factor) == factor * (kernel - 1) // 2


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="padding is 3; a kernel of 3 takes from 0 to 2"):
        equal_transposed_padding(3, 3, 2)
    with pytest.raises(ValueError, match=r"\(C·r², inputs, kh, kw\) was expected"):
        equal_transposed_kernel(torch.zeros(4, 3, 3), 2)
    with pytest.raises(ValueError, match="divisible by 9"):
        equal_transposed_kernel(torch.zeros(4, 1, 3, 3), 3)
