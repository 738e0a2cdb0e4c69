"""Points at whole positions on and around the image's edges, also where its pixels are not finite."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch
import torchvision
from deform_reference import read_bilinear
from torch import Tensor

from vizapp.ops import deform_conv2d

HEIGHT, WIDTH = 4, 5
# 8 is the width that the image is padded to; its height is a power of two already.
ROWS = (-2.0, -1.5, -1.0, -0.5, 0.0, 1.5, 3.0, 3.5, 4.0, 4.5, 5.0)
COLUMNS = (-2.0, -1.25, -1.0, -0.25, 0.0, 2.25, 4.0, 4.75, 5.0, 7.0, 8.0, 9.0)
IMAGES = {
    "finite": (),
    "infinite first row": (np.s_[0, :], math.inf),
    "infinite first column": (np.s_[:, 0], math.inf),
    "NaN in the corner": (np.s_[0, 0], math.nan),
    "infinite last row": (np.s_[-1, :], -math.inf),
    "NaN in the last column": (np.s_[1, -1], math.nan),
    "infinite everywhere": (np.s_[:, :], math.inf),
}
IN_FIRST_STAGE = ("finite", "infinite first row", "NaN in the last column", "infinite everywhere")
every_image = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in IN_FIRST_STAGE else pytest.mark.slow) for name in IMAGES]
)


def image_named(name: str) -> Tensor:
    image = torch.rand(HEIGHT, WIDTH, dtype=torch.float64, generator=torch.Generator().manual_seed(3)) + 1
    if IMAGES[name]:
        where, value = IMAGES[name]
        image[where] = value
    return image


POINTS = [(y, x) for y in ROWS for x in COLUMNS]


def read(operator: Callable[..., Tensor], image: Tensor, y: float, x: float) -> tuple[float, float, float]:
    """Read an (H, W) image at one point with a kernel of one tap; return the value and its slope along y and x."""
    offset = torch.zeros(1, 2, HEIGHT, WIDTH, dtype=image.dtype)
    offset[0, :, 0, 0] = torch.tensor([y, x])
    offset.requires_grad_()
    value = operator(image[None, None], offset, image.new_ones(1, 1, 1, 1))[0, 0, 0, 0]
    (slope,) = torch.autograd.grad(value, offset)
    return value.item(), *slope[0, :, 0, 0].tolist()


def alike(numbers: Sequence[float], expected: Sequence[float]) -> bool:
    return np.allclose(numbers, expected, rtol=1e-6, atol=1e-9, equal_nan=True)


@every_image
def test_values_are_those_of_the_loops(name: str, threads: int) -> None:
    image = image_named(name)
    for y, x in POINTS:
        value, *_ = read(deform_conv2d, image, y, x)
        assert alike([value], [read_bilinear(image.numpy(), y, x)]), (y, x)


@every_image
def test_a_pixel_or_more_outside_nothing_is_read(name: str, threads: int) -> None:
    image = image_named(name)
    for y, x in POINTS:
        if y <= -1 or y >= HEIGHT or x <= -1 or x >= WIDTH:
            assert read(deform_conv2d, image, y, x)[0] == 0, (y, x)


def test_slopes_are_right_hand_differences(threads: int) -> None:
    image, step = image_named("finite"), 2.0**-20
    pixels = image.numpy()
    for y, x in POINTS:
        here = read_bilinear(pixels, y, x)
        along_y = (read_bilinear(pixels, y + step, x) - here) / step
        along_x = (read_bilinear(pixels, y, x + step) - here) / step
        assert alike(read(deform_conv2d, image, y, x), [here, along_y, along_x]), (y, x)


@every_image
def test_beside_what_is_not_finite_slopes_are_torchvisions_except_at_minus_one(name: str, threads: int) -> None:
    image = image_named(name)
    for y, x in POINTS:
        if y != -1 and x != -1:
            theirs = read(torchvision.ops.deform_conv2d, image, y, x)
            assert alike(read(deform_conv2d, image, y, x), theirs), (y, x)


@every_image
def test_at_minus_one_only_the_slope_across_the_edge_is_left(name: str, threads: int) -> None:
    image = image_named(name)
    first_row, first_column = image[:1].numpy(), image[:, :1].numpy()
    for x in COLUMNS:
        across = read_bilinear(first_row, 0, x)
        assert alike(read(deform_conv2d, image, -1, x), [0, across, 0]), x
    for y in ROWS:
        across = read_bilinear(first_column, y, 0)
        assert alike(read(deform_conv2d, image, y, -1), [0, 0, across]), y


def test_the_input_gets_no_gradient_from_where_nothing_is_read(threads: int) -> None:
    image = image_named("infinite everywhere")[None, None].requires_grad_()
    offset = torch.full((1, 2, HEIGHT, WIDTH), -1.0, dtype=torch.float64)
    offset -= torch.stack(torch.meshgrid(torch.arange(HEIGHT), torch.arange(WIDTH), indexing="ij"))
    deform_conv2d(image, offset, torch.ones(1, 1, 1, 1, dtype=torch.float64)).sum().backward()
    assert image.grad is not None
    assert image.grad.tolist() == torch.zeros_like(image).tolist()
