"""How far the layer reaches around the middle of its kernel, against numpy's histogram."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from lab_sources import ask, deformable, noise

from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.kernel_density import kernel_density
from vizapp.protocol.offset_answers import KERNEL_BINS, KernelDensity
from vizapp.protocol.requests import KernelDensityRequest


@pytest.mark.parametrize(
    ("kernel", "dilation", "groups", "spread"),
    [((3, 3), 1, 1, 0.7), ((3, 5), 2, 3, 2.5), ((1, 1), 1, 2, 40.0), ((7, 7), 1, 1, 0.01)],
)
def test_the_counts_are_those_of_a_histogram(
    kernel: tuple[int, int], dilation: int, groups: int, spread: float
) -> None:
    geometry, random = ConvGeometry.aligned(kernel, 1, dilation), torch.Generator().manual_seed(1)
    taps = geometry.taps
    offset = spread * torch.randn(1, 2 * taps * groups, 13, 19, generator=random, dtype=torch.float64)
    offset[0, :4, 0, 0] = 1e7  # a stray point or two decide nothing
    for group in range(groups):
        found = kernel_density(offset, geometry, group)
        assert found.group == group
        outside = 0
        for tap in range(taps):
            dy, dx = geometry.tap_direction(tap)
            pair = 2 * (group * taps + tap)
            y = offset[0, pair].flatten().numpy() + dy * dilation
            x = offset[0, pair + 1].flatten().numpy() + dx * dilation
            edges = [[-found.frame, found.frame]] * 2
            expected, _, _ = np.histogram2d(y, x, bins=KERNEL_BINS, range=edges)
            np.testing.assert_array_equal(found.counts[tap], expected)
            outside += y.size - int(expected.sum())
        assert found.outside == outside
        assert outside < 0.1 * taps * 13 * 19


def test_what_is_not_finite_is_counted_apart_from_what_lies_outside() -> None:
    offset = torch.zeros(1, 18, 4, 5)
    offset[0, 3, 2, 2] = torch.nan
    found = kernel_density(offset, ConvGeometry.aligned(3), 0)
    assert (found.frame, found.outside, found.broken, int(found.counts.sum())) == (1.5, 0, 1, 179)
    offset[0, 4, 1, 1], offset[0, 5, 1, 1], offset[0, 8, 3, 3] = torch.inf, torch.nan, 1e5
    found = kernel_density(offset, ConvGeometry.aligned(3), 0)
    assert (found.outside, found.broken, int(found.counts.sum())) == (1, 2, 177)
    offset[:] = torch.nan
    found = kernel_density(offset, ConvGeometry.aligned(3), 0)
    assert (found.outside, found.broken) == (0, 180)


@pytest.mark.parametrize(("offset_yx", "cell"), [((1.0, 0.0), (KERNEL_BINS - 1, 24)), ((-1.0, -1.0), (0, 0))])
def test_the_edges_belong_to_the_first_and_the_last_cell(
    offset_yx: tuple[float, float], cell: tuple[int, int]
) -> None:
    offset = torch.tensor(offset_yx)[None, :, None, None].expand(1, 2, 4, 5)
    found = kernel_density(offset, ConvGeometry.aligned(1), 0)
    assert (found.frame, found.outside) == (1.0, 0)
    assert found.counts[(0, *cell)] == 20


def test_without_offsets_each_tap_is_in_one_cell_and_all_of_the_grid_is_in_the_frame() -> None:
    lab, _ = deformable(noise(10, 14), dilation=3)
    found = ask(lab, KernelDensityRequest())
    assert isinstance(found, KernelDensity)
    assert (found.frame, found.outside) == (4.0, 0)
    for tap, counts in enumerate(found.counts):
        ((row, column),) = np.argwhere(counts)
        assert counts[row, column] == 140
        middle = (np.array((row, column)) + 0.5) * 2 * found.frame / KERNEL_BINS - found.frame
        rigid = 3 * np.array(ConvGeometry.aligned(3).tap_direction(tap))
        assert np.abs(middle - rigid).max() <= found.frame / KERNEL_BINS


def test_it_follows_training_and_is_rigid_where_that_is_shown() -> None:
    lab, _ = deformable(noise(20, 26), offset_groups=3)
    assert lab.trainer is not None
    for _ in range(5):
        lab.trainer.step()
    moved, rigid, other, none = (
        ask(lab, request)
        for request in (
            KernelDensityRequest(1),
            KernelDensityRequest(1, rigid=True),
            KernelDensityRequest(0),
            KernelDensityRequest(7),
        )
    )
    assert isinstance(moved, KernelDensity)
    assert isinstance(rigid, KernelDensity)
    assert isinstance(other, KernelDensity)
    assert isinstance(none, KernelDensity)
    assert np.count_nonzero(rigid.counts) == 9 < np.count_nonzero(moved.counts)
    assert int(moved.counts.sum()) + moved.outside == 9 * 20 * 26
    assert not np.array_equal(moved.counts, other.counts)
    assert none.group == 0
    np.testing.assert_array_equal(none.counts, other.counts)
