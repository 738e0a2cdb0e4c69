"""Pixel shuffle, its inverse, and the origin of every sub-pixel."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional

from vizapp.ops import SubpixelOrigin, fitting_upscale_factors, pixel_shuffle, pixel_unshuffle, subpixel_origin

orders = pytest.mark.parametrize("order", ["CRD", "DCR"])


def shuffle_loops(x: np.ndarray, r: int, order: str, phase_order: list[int] | None) -> np.ndarray:
    """The definition, one value at a time, for (C·r², H, W)."""
    channels, height, width = x.shape[0] // r**2, *x.shape[1:]
    out = np.zeros((channels, height * r, width * r), x.dtype)
    for c, h, w, i, j in itertools.product(range(channels), range(height), range(width), range(r), range(r)):
        phase = i * r + j if phase_order is None else phase_order[i * r + j]
        source = c * r**2 + phase if order == "CRD" else phase * channels + c
        out[c, h * r + i, w * r + j] = x[source, h, w]
    return out


def depth_to_space(x: np.ndarray, r: int, mode: str) -> np.ndarray:
    """ONNX's DepthToSpace as its specification spells it with NumPy; mode DCR is TensorFlow's depth_to_space."""
    b, c, h, w = x.shape
    if mode == "DCR":
        split = np.reshape(x, [b, r, r, c // (r**2), h, w])
        return np.reshape(np.transpose(split, [0, 3, 4, 1, 5, 2]), [b, c // (r**2), h * r, w * r])
    split = np.reshape(x, [b, c // (r**2), r, r, h, w])
    return np.reshape(np.transpose(split, [0, 1, 4, 2, 5, 3]), [b, c // (r**2), h * r, w * r])


@st.composite
def maps(draw: st.DrawFn) -> tuple[Tensor, int, str, list[int] | None]:
    """A (C·r², H, W) map whose values are all different, r, an order of channels, and perhaps one of phases."""
    r = draw(st.integers(1, 4))
    channels, height, width = draw(st.integers(1, 4)) * r * r, draw(st.integers(1, 5)), draw(st.integers(1, 5))
    phase_order = draw(st.none() | st.permutations(range(r * r)))
    x = torch.arange(channels * height * width).reshape(channels, height, width)
    return x, r, draw(st.sampled_from(["CRD", "DCR"])), phase_order


def test_the_chapters_example() -> None:
    x = torch.arange(108).reshape(1, 12, 3, 3)
    shuffled = pixel_shuffle(x, 2)
    assert shuffled.shape == (1, 3, 6, 6)
    assert shuffled[0, 0, :2].tolist() == [[0, 9, 1, 10, 2, 11], [18, 27, 19, 28, 20, 29]]
    assert pixel_shuffle(x, 2, "DCR")[0, 0, 0].tolist() == [0, 27, 1, 28, 2, 29]


@given(maps())
def test_shuffle_equals_the_definition_and_unshuffle_undoes_it(
    drawn: tuple[Tensor, int, str, list[int] | None],
) -> None:
    x, r, order, phase_order = drawn
    shuffled = pixel_shuffle(x, r, order, phase_order=phase_order)
    assert shuffled.tolist() == shuffle_loops(x.numpy(), r, order, phase_order).tolist()
    assert torch.equal(pixel_unshuffle(shuffled, r, order, phase_order=phase_order), x)


@given(maps())
def test_the_origin_names_the_value_that_shuffle_moved(drawn: tuple[Tensor, int, str, list[int] | None]) -> None:
    x, r, order, phase_order = drawn
    shuffled = pixel_shuffle(x, r, order, phase_order=phase_order)
    c, height, width = shuffled.shape
    options: dict[str, Any] = {"order": order, "channels": c, "phase_order": phase_order}
    channel, row, column = torch.arange(c)[:, None, None], torch.arange(height)[:, None], torch.arange(width)
    origin = subpixel_origin(channel, row, column, r, **options)
    assert torch.equal(x[origin.channel, origin.y, origin.x], shuffled)
    last = subpixel_origin(c - 1, height - 1, width - 1, r, **options)
    assert all(type(field) is int for field in last)
    assert x[last.channel, last.y, last.x] == shuffled[-1, -1, -1]
    assert (last.phase_y, last.phase_x) == (r - 1, r - 1)


@pytest.mark.parametrize("r", [2, 3])
def test_equals_torchs_shuffle_and_onnx_in_both_modes(r: int) -> None:
    x = torch.rand(2, 3 * r * r, 4, 5)
    assert torch.equal(pixel_shuffle(x, r), functional.pixel_shuffle(x, r))
    assert torch.equal(pixel_shuffle(x, r), torch.from_numpy(depth_to_space(x.numpy(), r, "CRD")))
    assert torch.equal(pixel_shuffle(x, r, "DCR"), torch.from_numpy(depth_to_space(x.numpy(), r, "DCR")))
    enlarged = torch.rand(2, 3, 4 * r, 5 * r)
    assert torch.equal(pixel_unshuffle(enlarged, r), functional.pixel_unshuffle(enlarged, r))


@orders
@pytest.mark.parametrize("lead", [(), (2,), (2, 3), (0,), (2, 1, 3)])
def test_any_number_of_leading_dimensions(lead: tuple[int, ...], order: str) -> None:
    x = torch.rand(*lead, 8, 3, 2)
    shuffled = pixel_shuffle(x, 2, order, phase_order=[3, 0, 1, 2])
    assert shuffled.shape == (*lead, 2, 6, 4)
    one_by_one = [pixel_shuffle(part, 2, order, phase_order=[3, 0, 1, 2]) for part in x.reshape(-1, 8, 3, 2)]
    if one_by_one:
        assert torch.equal(shuffled, torch.stack(one_by_one).reshape(shuffled.shape))
    assert torch.equal(pixel_unshuffle(shuffled, 2, order, phase_order=[3, 0, 1, 2]), x)


@pytest.mark.parametrize(
    "dtype",
    [
        torch.bool,
        torch.uint8,
        torch.int16,
        torch.int64,
        torch.float16,
        torch.bfloat16,
        torch.float64,
        torch.complex64,
    ],
)
@orders
def test_any_dtype_and_memory_layout(dtype: torch.dtype, order: str) -> None:
    x = (torch.arange(2 * 12 * 3 * 4) % 7 % 2).reshape(2, 12, 3, 4).to(dtype)
    shuffled = pixel_shuffle(x, 2, order)
    assert shuffled.dtype == dtype
    assert torch.equal(shuffled, pixel_shuffle(x.to(memory_format=torch.channels_last), 2, order))
    assert torch.equal(pixel_unshuffle(shuffled, 2, order), x)


@orders
def test_the_gradient_goes_back_to_where_the_value_came_from(order: str) -> None:
    x = torch.rand(1, 8, 2, 3, dtype=torch.float64, requires_grad=True)
    direction = torch.rand(1, 2, 4, 6, dtype=torch.float64)
    pixel_shuffle(x, 2, order, phase_order=[1, 3, 0, 2]).backward(direction)
    assert x.grad is not None
    assert torch.equal(x.grad, pixel_unshuffle(direction, 2, order, phase_order=[1, 3, 0, 2]))


@pytest.mark.parametrize("r", [2, 3, 4])
def test_the_centre_of_a_subpixel(r: int) -> None:
    """Bilinear enlargement of a ramp yields, away from the border, the coordinate that each centre lies at."""
    ramp = torch.arange(8, dtype=torch.float64)[:, None].expand(8, 8)[None, None]
    enlarged = functional.interpolate(ramp, scale_factor=r, mode="bilinear", align_corners=False)[0, 0, :, r]
    for y in range(r, 7 * r):
        origin = subpixel_origin(0, y, 0, r)
        assert origin.y + (origin.phase_y + 0.5) / r - 0.5 == pytest.approx(enlarged[y].item())


def test_the_origin_in_numbers() -> None:
    assert subpixel_origin(1, 3, 4, 2) == SubpixelOrigin(channel=6, y=1, x=2, phase_y=1, phase_x=0)
    assert subpixel_origin(1, 3, 4, 2, "DCR", channels=3) == SubpixelOrigin(7, 1, 2, 1, 0)
    assert subpixel_origin(1, 3, 4, 2, phase_order=[0, 1, 3, 2]) == SubpixelOrigin(7, 1, 2, 1, 0)


@pytest.mark.parametrize(
    ("channels", "fitting"), [(1, (1,)), (12, (1, 2)), (36, (1, 2, 3, 6)), (144, (1, 2, 3, 4, 6, 12)), (7, (1,))]
)
def test_the_factors_that_fit(channels: int, fitting: tuple[int, ...]) -> None:
    assert fitting_upscale_factors(channels) == fitting


def test_channels_that_do_not_divide_name_the_factors_that_fit() -> None:
    with pytest.raises(
        ValueError, match=r"^x has the shape \(1, 36, 3, 3\), but for upscale_factor 4 its 36 channels"
    ):
        pixel_shuffle(torch.rand(1, 36, 3, 3), 4)
    with pytest.raises(ValueError, match=r"divisible by 16; upscale factors that fit: 1, 2, 3, 6$"):
        pixel_shuffle(torch.rand(36, 3, 3), 4)


def test_sizes_that_do_not_divide() -> None:
    with pytest.raises(
        ValueError, match=r"^x has the shape \(1, 3, 6, 8\), .*width 8 must both be divisible by .* 3$"
    ):
        pixel_unshuffle(torch.rand(1, 3, 6, 8), 3)


@pytest.mark.parametrize("operator", [pixel_shuffle, pixel_unshuffle])
@pytest.mark.parametrize(
    ("changed", "pattern"),
    [
        ({"x": 3}, "^x is of the type int, but a tensor"),
        ({"x": torch.rand(4, 4)}, r"^x has the shape \(4, 4\), but \(…, C, H, W\)"),
        ({"x": torch.rand(8, 4, 4).to_sparse()}, "^x has the layout"),
        ({"factor": 0}, "scale_factor is 0, but an int of at least 1"),
        ({"factor": 2.0}, r"scale_factor is 2\.0, but an int"),
        ({"factor": True}, "scale_factor is True, but an int"),
        ({"order": "RCD"}, "^order is 'RCD', but one of CRD, DCR"),
        ({"order": None}, "^order is None, but one of CRD, DCR"),
        ({"phase_order": [0, 1, 2]}, r"^phase_order is \[0, 1, 2\], but a permutation of 0 to 3"),
        ({"phase_order": [0, 1, 2, 2]}, "but a permutation of 0 to 3"),
        ({"phase_order": [1, 2, 3, 4]}, "but a permutation of 0 to 3"),
        ({"phase_order": [0, 1, 2, -1]}, "phase_order is -1"),
        ({"phase_order": [0, 1, 2, 3.0]}, r"phase_order is 3\.0"),
        ({"phase_order": "0123"}, "^phase_order is '0123', but a sequence"),
        ({"phase_order": 3}, "^phase_order is 3, but a sequence"),
    ],
)
def test_what_shuffle_and_unshuffle_refuse(operator: Any, changed: dict[str, Any], pattern: str) -> None:
    call = {"x": torch.rand(1, 8, 4, 4), "factor": 2, "order": "CRD", "phase_order": None} | changed
    with pytest.raises(ValueError, match=pattern):
        operator(call["x"], call["factor"], call["order"], phase_order=call["phase_order"])


@pytest.mark.parametrize(
    ("changed", "pattern"),
    [
        ({"channel": -1}, "^channel is -1"),
        ({"y": 1.0}, r"^y is 1\.0"),
        ({"y": torch.tensor([0, -2])}, "^y reaches from -2 to 0"),
        ({"x": torch.tensor([0.5])}, "^x has the dtype torch.float32, but integers"),
        ({"x": torch.tensor([True])}, "^x has the dtype torch.bool, but integers"),
        ({"channels": 0}, "^channels is 0"),
        ({"channel": 3, "channels": 3}, "^channel reaches from 3 to 3, but 0 to 2"),
        ({"channel": torch.tensor([0, 5]), "channels": 3}, "^channel reaches from 0 to 5, but 0 to 2"),
        ({"order": "DCR"}, "^channels is None, but for the order DCR"),
        ({"order": "dcr"}, "^order is 'dcr'"),
        ({"upscale_factor": 0}, "^upscale_factor is 0"),
        ({"phase_order": [0, 0, 0, 0]}, "but a permutation of 0 to 3"),
    ],
)
def test_what_the_origin_refuses(changed: dict[str, Any], pattern: str) -> None:
    with pytest.raises(ValueError, match=pattern):
        subpixel_origin(**{"channel": 0, "y": 0, "x": 0, "upscale_factor": 2} | changed)


def test_the_origin_of_no_positions_is_empty() -> None:
    nothing = torch.zeros(0, dtype=torch.int64)
    assert all(
        field.shape == (0,) for field in subpixel_origin(nothing, nothing, nothing, 2, phase_order=[3, 2, 1, 0])
    )


def test_dragging_chips_twice_brings_the_map_back() -> None:
    """Swapping two phases is its own inverse, and leaves every other sub-pixel where it was."""
    phases = random.Random(0).sample(range(9), 2)
    swapped = list(range(9))
    swapped[phases[0]], swapped[phases[1]] = phases[1], phases[0]
    x = torch.arange(18 * 4).reshape(18, 2, 2)
    plain, exchanged = pixel_shuffle(x, 3), pixel_shuffle(x, 3, phase_order=swapped)
    for p in range(9):
        i, j = divmod(p, 3)
        k, m = divmod(swapped[p], 3)
        assert torch.equal(exchanged[:, i::3, j::3], plain[:, k::3, m::3])


@pytest.mark.parametrize("dtype", [torch.uint8, torch.int8, torch.int16, torch.int32])
@pytest.mark.parametrize("order", ["CRD", "DCR"])
def test_the_origin_of_small_integers_does_not_wrap_around(dtype: torch.dtype, order: str) -> None:
    place = (100, 127, 90)
    small = subpixel_origin(*(torch.tensor([n], dtype=dtype) for n in place), 3, order, channels=120)
    assert [int(part) for part in small] == list(subpixel_origin(*place, 3, order, channels=120))


@orders
@pytest.mark.parametrize("phase_order", [None, [2, 0, 3, 1]], ids=["in-order", "rearranged"])
def test_channels_last_stays_channels_last(order: str, phase_order: list[int] | None) -> None:
    x = torch.rand(2, 12, 5, 4, generator=torch.Generator().manual_seed(0))
    last = x.to(memory_format=torch.channels_last)
    shuffled = pixel_shuffle(last, 2, order, phase_order=phase_order)
    assert torch.equal(shuffled, pixel_shuffle(x, 2, order, phase_order=phase_order))
    assert shuffled.is_contiguous(memory_format=torch.channels_last)
    assert not shuffled.is_contiguous()
    back = pixel_unshuffle(shuffled, 2, order, phase_order=phase_order)
    assert torch.equal(back, x)
    assert back.stride() == last.stride()


@orders
def test_the_usual_format_stays_the_usual_one(order: str) -> None:
    for x in (torch.rand(2, 12, 5, 4), torch.rand(2, 12, 4, 5).mT, torch.rand(12, 2, 6, 4).transpose(0, 1)[:, ::3]):
        assert pixel_shuffle(x, 2, order).is_contiguous()
        assert pixel_unshuffle(pixel_shuffle(x, 2, order), 2, order).is_contiguous()


def test_gradients_and_vmap_with_channels_last() -> None:
    x = torch.rand(3, 8, 2, 3, dtype=torch.float64).to(memory_format=torch.channels_last).requires_grad_()
    assert torch.autograd.gradcheck(lambda x: pixel_shuffle(x, 2, "DCR"), (x,))
    assert torch.autograd.gradcheck(lambda x: pixel_unshuffle(pixel_shuffle(x, 2), 2), (x,))
    several = torch.stack([x, x + 1])
    assert torch.equal(torch.vmap(lambda x: pixel_shuffle(x, 2))(several)[1], pixel_shuffle(x + 1, 2))
