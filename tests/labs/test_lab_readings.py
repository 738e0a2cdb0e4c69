from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import PlacedPoint, Region, Tap, Unit
from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable.placed_offsets import place_offsets
from vizapp.labs.deformable.statistics import OffsetMeasure, OffsetStatistics
from vizapp.labs.deformable.units import Detail, UnitReader
from vizapp.models.branch_input import BranchInput
from vizapp.models.deformable_layer import DeformableLayer
from vizapp.models.offset_branch import NoBranch, Numbers
from vizapp.ops import sampling_points

HEIGHT, WIDTH = 12, 17


def _case(kernel_size: int, stride: int, dilation: int, spread: float) -> tuple[DeformableLayer, Tensor, Tensor]:
    """Return a layer, its input (1, 4, H, W), and scattered offsets of which some lead outside."""
    generator = torch.Generator().manual_seed(0)
    kernel = torch.randn(6, 4, kernel_size, kernel_size, generator=generator)
    image = torch.rand(1, 4, HEIGHT, WIDTH, generator=generator)
    branch = NoBranch(Numbers(2 * kernel_size**2), image)
    layer = DeformableLayer(kernel, branch, ConvGeometry.aligned(kernel_size, stride, dilation))
    shape = layer.sampling(BranchInput(image)).offset.shape
    return layer, image, torch.randn(shape, generator=generator) * spread


def _measure(layer: DeformableLayer, offset: Tensor) -> OffsetStatistics:
    oh, ow = offset.shape[2:]
    return OffsetMeasure(layer.geometry, (HEIGHT, WIDTH), (oh, ow), offset).measure(offset)


@pytest.mark.parametrize(("kernel_size", "stride", "dilation"), [(3, 1, 1), (3, 2, 2), (5, 1, 2), (5, 2, 1)])
def test_the_arithmetic_adds_up_to_what_the_operator_gave(kernel_size: int, stride: int, dilation: int) -> None:
    layer, image, offset = _case(kernel_size, stride, dilation, 4.0)
    output = layer.convolve(image, offset)
    height, width = output.shape[2:]
    units = [(0, 0), (height - 1, width - 1), (height // 2, 1), (1, width // 2)]
    reader = UnitReader(layer, image, torch.rand(offset.shape))
    for channel in (0, 5):
        readings = reader.read(units, Detail(channel, (0, 1, 2)), offset, output, None)
        assert [reading.unit_yx for reading in readings] == units
        for reading in readings:
            y, x = reading.unit_yx
            assert reading.operator_output == output[0, channel, y, x].item()
            assert reading.products.sum(dtype=np.float64) + reading.bias == pytest.approx(
                reading.operator_output, abs=1e-5
            )


@pytest.mark.parametrize(("kernel_size", "stride", "dilation"), [(3, 1, 1), (5, 2, 2)])
def test_points_are_those_of_the_operator(kernel_size: int, stride: int, dilation: int) -> None:
    layer, image, offset = _case(kernel_size, stride, dilation, 2.0)
    output = layer.convolve(image, offset)
    shifts = torch.rand(kernel_size**2, 2)
    true_offset = shifts.reshape(1, -1, 1, 1).expand(offset.shape)
    (reading,) = UnitReader(layer, image, true_offset).read(
        [(3, 4)], Detail(2, (1,)), offset, output, torch.ones(1, dtype=torch.bool).expand(offset.shape)
    )
    points = sampling_points(offset, kernel_size, stride, layer.geometry.padding, dilation)[0, 0, :, :, 3, 4].numpy()
    np.testing.assert_allclose(reading.point_yx, points, atol=1e-5)
    assert reading.truth_yx is not None
    np.testing.assert_allclose(reading.truth_yx, points - reading.offset_yx + shifts.numpy(), atol=1e-5)
    np.testing.assert_array_equal(reading.kernel[:, 0], layer.kernel[2, 1].flatten().numpy())
    assert reading.placed.all()


def test_the_detail_is_what_the_value_is_made_of() -> None:
    layer, image, offset = _case(3, 1, 1, 6.0)
    output = layer.convolve(image, offset)
    (reading,) = UnitReader(layer, image, None).read([(0, 2)], Detail(0, (2, 3)), offset, output, None)
    assert reading.truth_yx is None
    assert not reading.placed.any()
    np.testing.assert_allclose(
        (reading.neighbour_weights[:, :, None] * reading.neighbour_values).sum(1), reading.values, atol=1e-6
    )
    pixels = image[0].numpy()
    outside = 0
    for tap in range(9):
        for (y, x), weight, values in zip(
            reading.neighbours_yx[tap], reading.neighbour_weights[tap], reading.neighbour_values[tap], strict=True
        ):
            if 0 <= y < HEIGHT and 0 <= x < WIDTH:
                np.testing.assert_allclose(values, pixels[[2, 3], y, x], atol=1e-7)
            else:
                outside += 1
                assert weight == 0
                assert not values.any()
    assert outside > 0


def test_units_outside_the_map_are_left_out() -> None:
    layer, image, offset = _case(3, 1, 1, 1.0)
    output = layer.convolve(image, offset)
    units = [(-1, 0), (HEIGHT, 0), (2, 2), (0, WIDTH)]
    readings = UnitReader(layer, image, None).read(units, Detail(0, (0,)), offset, output, None)
    assert [reading.unit_yx for reading in readings] == [(2, 2)]
    assert UnitReader(layer, image, None).read(units[:2], Detail(0, (0,)), offset, output, None) == ()


def test_every_array_is_owned_and_contiguous() -> None:
    layer, image, offset = _case(3, 1, 1, 1.0)
    output = layer.convolve(image, offset)
    (reading,) = UnitReader(layer, image, torch.zeros(offset.shape)).read(
        [(2, 2)], Detail(0, (0, 1, 2)), offset, output, None
    )
    arrays = [value for name in reading.__struct_fields__ if isinstance(value := getattr(reading, name), np.ndarray)]
    assert len(arrays) == 10
    assert all(array.base is None and array.flags.c_contiguous for array in arrays)


def _what_is_read_of_a_white_image(points: np.ndarray) -> np.ndarray:
    """Return what points (K, 2, oh, ow) read where every pixel is 1, by bilinear interpolation with zeros around."""
    size = np.array([HEIGHT, WIDTH])[None, :, None, None]
    return np.clip(np.minimum(points + 1, size - points), 0, 1).prod(1)


@pytest.mark.parametrize("spread", [0.3, 2.0, 100.0])
@pytest.mark.parametrize(("kernel_size", "stride", "dilation"), [(3, 1, 1), (5, 2, 1), (3, 2, 4)])
def test_statistics_count_every_point(kernel_size: int, stride: int, dilation: int, spread: float) -> None:
    layer, _, offset = _case(kernel_size, stride, dilation, spread)
    offset[:, 0] = 500.0
    oh, ow = offset.shape[2:]
    statistics = _measure(layer, offset)
    points = sampling_points(offset, kernel_size, stride, layer.geometry.padding, dilation)[0, 0].numpy()
    outside = _what_is_read_of_a_white_image(points) == 0
    magnitude = np.linalg.norm(offset[0].numpy().reshape(-1, 2, oh, ow), axis=1)
    assert statistics.mean_magnitude == pytest.approx(magnitude.mean(), rel=1e-5)
    assert statistics.max_magnitude == pytest.approx(magnitude.max(), rel=1e-5)
    assert statistics.outside_share == pytest.approx(outside.mean(), abs=1e-9)
    assert statistics.dead_taps == outside.all((1, 2)).sum() >= 1


def test_statistics_near_the_border_only_need_small_offsets() -> None:
    layer, _, offset = _case(3, 1, 1, 0.2)
    points = sampling_points(offset, 3, 1, 1, 1)[0, 0].numpy()
    outside = _what_is_read_of_a_white_image(points) == 0
    assert 0 < outside.mean() < 0.1
    share = _measure(layer, offset).outside_share
    assert share == pytest.approx(outside.mean(), abs=1e-9)


def test_statistics_survive_absurd_offsets() -> None:
    layer, _, offset = _case(3, 1, 1, 1.0)
    statistics = _measure(layer, torch.full_like(offset, 1e30))
    assert statistics.outside_share == 1
    assert statistics.dead_taps == 9


def test_a_units_own_point_goes_before_one_for_all_and_the_later_before_the_earlier() -> None:
    points = (
        PlacedPoint(Tap(0, 2), (9.0, 9.0), Unit((1, 1))),
        PlacedPoint(Tap(0, 2), (1.0, 2.0), Unit((1, 1))),
        PlacedPoint(Tap(0, 2), (7.0, 7.0)),
        PlacedPoint(Tap(0, 2), (3.0, 4.0)),
    )
    placed = place_offsets(points, 9, 1, (3, 4), torch.device("cpu"))
    assert placed is not None
    offset = placed.apply(torch.zeros(1, 18, 3, 4))
    assert offset[0, 4:6, 1, 1].tolist() == [1, 2]
    assert offset[0, 4:6, 0, 3].tolist() == [3, 4]
    assert placed.where.sum() == 2 * 12


def test_a_region_goes_before_everywhere_and_a_unit_before_a_region() -> None:
    points = (
        PlacedPoint(Tap(1, 2), (1.0, 2.0), Unit((2, 3))),
        PlacedPoint(Tap(1, 2), (3.0, 4.0), Region(1, -2, 5, 4)),
        PlacedPoint(Tap(1, 2), (8.0, 8.0), Region(-4, 5, 6, 1)),
        PlacedPoint(Tap(1, 2), (5.0, 6.0)),
        PlacedPoint(Tap(0, 2), (9.0, 9.0), Region(1, 1, 1, 2)),
        PlacedPoint(Tap(2, 2), (9.0, 9.0)),
    )
    placed = place_offsets(points, 3, 2, (4, 7), torch.device("cpu"))
    assert placed is not None
    offset = placed.apply(torch.zeros(1, 12, 4, 7))[0].unflatten(0, (2, 3, 2))
    expected = np.zeros((2, 3, 2, 4, 7))
    spec = DeformableSpec(kernel_size=(1, 3), offset_groups=2, placed_points=points)
    for y in range(4):
        for x in range(7):
            for tap, point in spec.placed_at((y, x)).items():
                if tap.group < 2:
                    expected[tap.group, tap.k, :, y, x] = point.offset_yx
    np.testing.assert_array_equal(offset.numpy(), expected)
    assert offset[1, 2, :, 2, 3].tolist() == [1, 2]
    assert offset[1, 2, :, 1, 0].tolist() == offset[1, 2, :, 3, 1].tolist() == [3, 4]
    assert offset[1, 2, :, 1, 5].tolist() == [8, 8]
    assert offset[1, 2, :, 0, 0].tolist() == offset[1, 2, :, 3, 2].tolist() == [5, 6]
    assert offset[0, 2].any(0).sum() == 2


@pytest.mark.parametrize(
    "point",
    [
        PlacedPoint(Tap(0, 9), (1.0, 1.0)),
        PlacedPoint(Tap(0, 0), (1.0, 1.0), Unit((3, 0))),
        PlacedPoint(Tap(0, 0), (1.0, 1.0), Unit((0, -1))),
    ],
    ids=["tap", "below", "left"],
)
def test_a_point_for_what_does_not_exist_is_left_out(point: PlacedPoint) -> None:
    assert place_offsets((point,), 9, 1, (3, 4), torch.device("cpu")) is None
