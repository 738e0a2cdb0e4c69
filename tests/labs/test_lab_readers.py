"""Who reads a pixel: against a loop over all units and points, and against what autograd says of the operator."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import torch
from lab_sources import ask, deformable, noise, with_spec, with_unseen

from vizapp.document.placed import PlacedPoint, Tap
from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.readers import find_readers, plain_readers
from vizapp.ops import deform_conv2d, sampling_points
from vizapp.protocol import requests
from vizapp.protocol.requests import ReadersRequest
from vizapp.protocol.unit_answers import Readers

SIZE = (9, 14)
SHAPES = {
    "square": ConvGeometry.aligned(3),
    "stride": ConvGeometry.aligned(3, 2),
    "dilation": ConvGeometry.aligned(3, 1, 3),
    "lopsided": ConvGeometry((3, 5), (2, 1), (0, 3), (1, 2)),
    "even": ConvGeometry((2, 4), (1, 3), (1, 0), (2, 1)),
}
PIXELS = [(0, 0), (4, 6), (8, 13), (0, 7)]


def made(geometry: ConvGeometry, groups: int, spread: float, modulated: bool) -> tuple[torch.Tensor, torch.Tensor]:
    """Return offsets (1, 2·G·K, oh, ow), half of them whole numbers, and masks (1, G·K, oh, ow), some negative."""
    generator = torch.Generator().manual_seed(geometry.taps + groups)
    rows, columns = geometry.output_size(*SIZE)
    points = groups * geometry.taps
    offset = spread * torch.randn(1, 2 * points, rows, columns, generator=generator)
    whole = torch.rand(offset.shape, generator=generator) < 0.5
    mask = torch.randn(1, points, rows, columns, generator=generator)
    return torch.where(whole, offset.round(), offset), mask if modulated else torch.ones_like(mask)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("groups", "modulated"), [(1, False), (2, True)])
def test_readers_are_those_of_a_loop(shape: str, groups: int, modulated: bool) -> None:
    geometry = SHAPES[shape]
    offset, mask = made(geometry, groups, 1.5, modulated)
    points = sampling_points(offset, geometry.kernel_size, geometry.stride, geometry.padding, geometry.dilation)
    positions = points[0].flatten(0, 1).double().tolist()
    rows, columns = geometry.output_size(*SIZE)
    for py, px in PIXELS:
        expected = {}
        for y, x in itertools.product(range(rows), range(columns)):
            shares = []
            for number, (ys, xs) in enumerate(positions):
                down, right = abs(ys[y][x] - py), abs(xs[y][x] - px)
                if down < 1 and right < 1:
                    shares.append((1 - down) * (1 - right) * abs(float(mask[0, number, y, x])))
            if shares:
                expected[y, x] = sum(shares)
        found = find_readers((py, px), offset, geometry, mask if modulated else None)
        assert found.count == len(expected) == len(found.units_yx)
        listed = dict(zip(map(tuple, found.units_yx.tolist()), found.strength.tolist(), strict=True))
        assert listed.keys() == expected.keys()
        np.testing.assert_allclose([listed[unit] for unit in expected], list(expected.values()), atol=1e-5)
        assert (np.diff(found.strength) <= 0).all()
        away = {unit: math.dist(geometry.centre_of(unit), (py, px)) for unit in expected}
        farthest = away.get(found.farthest_yx) if found.farthest_yx is not None else None
        assert farthest == (pytest.approx(max(away.values())) if away else None)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("groups", [1, 2])
def test_strength_is_the_operators_own_gradient(shape: str, groups: int) -> None:
    """With a kernel of ones, an output changes with a pixel by what its points have of it."""
    geometry = SHAPES[shape]
    offset, mask = made(geometry, groups, 1.2, modulated=True)
    mask = mask.abs()
    values = torch.zeros(1, groups, *SIZE)
    kernel = torch.ones(1, groups, *geometry.kernel_size)

    def convolve(read: torch.Tensor) -> torch.Tensor:
        return deform_conv2d(read, offset, kernel, None, geometry.stride, geometry.padding, geometry.dilation, mask)

    jacobian = torch.autograd.functional.jacobian(convolve, values)
    for y, x in PIXELS:
        gradient = jacobian[0, 0, :, :, 0, :, y, x].sum(-1)
        found = find_readers((y, x), offset, geometry, mask)
        strength = np.zeros(gradient.shape, np.float32)
        strength[tuple(found.units_yx.T)] = found.strength
        np.testing.assert_allclose(strength, gradient.numpy(), atol=2e-5)
        assert found.count == int((gradient > 0).sum())


@pytest.mark.parametrize("shape", SHAPES)
def test_without_offsets_they_are_those_of_the_plain_convolution(shape: str) -> None:
    geometry = SHAPES[shape]
    rows, columns = geometry.output_size(*SIZE)
    offset = torch.zeros(1, 2 * geometry.taps, rows, columns)
    for pixel in itertools.product(range(SIZE[0]), range(SIZE[1])):
        found = find_readers(pixel, offset, geometry)
        assert found.count == found.plain_count == plain_readers(pixel, geometry, (rows, columns))
        assert (found.strength == 1).all()


def test_in_the_middle_of_a_picture_a_plain_convolution_has_as_many_as_taps() -> None:
    for kernel in ((3, 3), (5, 3), (1, 7)):
        geometry = ConvGeometry.aligned(kernel)
        assert plain_readers((20, 20), geometry, geometry.output_size(40, 40)) == kernel[0] * kernel[1]
    corner = ConvGeometry.aligned(3)
    assert plain_readers((0, 0), corner, (40, 40)) == 4


def test_a_pixel_that_nobody_reads() -> None:
    geometry = ConvGeometry.aligned(1)
    found = find_readers((2, 2), torch.full((1, 2, 5, 5), 40.0), geometry)
    assert (found.count, found.farthest_yx, found.plain_count) == (0, None, 1)
    assert found.units_yx.shape == (0, 2)
    assert found.strength.dtype == np.float32


def test_of_very_many_the_strongest_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizapp.labs.deformable.readers.MAX_READERS", 6)
    geometry = ConvGeometry.aligned(3)
    offset, _ = made(geometry, 1, 1.0, modulated=False)
    found = find_readers((4, 6), offset, geometry)
    assert found.count > len(found.units_yx) == 6
    monkeypatch.setattr("vizapp.labs.deformable.readers.MAX_READERS", requests.MAX_READERS)
    whole = find_readers((4, 6), offset, geometry)
    assert (found.count, found.farthest_yx) == (whole.count, whole.farthest_yx)
    assert (found.units_yx == whole.units_yx[:6]).all()


def test_the_lab_tells_of_the_layer_as_it_is() -> None:
    lab, experiment = deformable(noise(16, 22), kernel_size=(3, 3))

    def readers(pixel: tuple[int, int], **wanted: bool) -> Readers:
        answer = ask(lab, ReadersRequest(pixel, **wanted))
        assert isinstance(answer, Readers)
        return answer

    assert readers((8, 8)).count == 9
    # Every unit reads with its first tap what its middle tap would read without offsets.
    lab.adjust(with_spec(experiment, placed_points=(PlacedPoint(Tap(0, 0), (1.0, 1.0)),)))
    assert readers((8, 8)).count == 8
    assert readers((8, 8)).strength.tolist() == [2.0] + 7 * [1.0]
    assert readers((8, 8), rigid=True).count == 9
    assert ask(lab, ReadersRequest((16, 0))) is None
    assert ask(lab, ReadersRequest((0, 22))) is None


def test_units_of_stacked_layers_read_no_picture() -> None:
    lab, _ = deformable(noise(16, 22), layers=2)
    assert ask(lab, ReadersRequest((8, 8))) is None


def test_of_the_unseen_picture_it_is_that_pictures_pixel() -> None:
    lab = with_unseen(noise(16, 22), noise(30, 12, seed=1))
    answer = lab.answer({"asked": ReadersRequest((28, 6))}, exact=True, unseen=True).answers["asked"]
    assert isinstance(answer, Readers)
    assert answer.count == 9
    assert not lab.answer({"asked": ReadersRequest((28, 6))}, exact=True).answers
