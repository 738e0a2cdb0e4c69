"""A made-up offset map in each layout, with the output that torchvision gives: the right layout is named."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from made_offsets import smooth_field, turning_field, written_out
from torchvision.ops import deform_conv2d as torchvision_deform_conv2d

from vizapp.geometry import ConvGeometry
from vizapp.labs.deformable import offset_agreement
from vizapp.labs.deformable.offset_agreement import KnownLayer, agreement
from vizapp.offset_maps.layouts import layouts_for
from vizapp.offset_maps.readings import Ranking, ranked, readings
from vizapp.wording.problems import ProblemError


def layer_of(
    seed: int,
    field: np.ndarray,
    geometry: ConvGeometry,
    size: tuple[int, int],
    *,
    masked: bool = False,
    biased: bool = False,
    channels: int = 6,
    dtype: torch.dtype = torch.float32,
    convolution_groups: int = 1,
) -> KnownLayer:
    """Return a layer with a random feature map, computed by torchvision, which shares no code with the product's."""
    random = torch.Generator().manual_seed(seed)
    groups, taps = field.shape[:2]
    feature = torch.randn(1, channels, *size, generator=random)
    weight = torch.randn(4, channels // convolution_groups, *geometry.kernel_size, generator=random)
    mask = torch.rand(1, groups * taps, *field.shape[-2:], generator=random) if masked else None
    bias = torch.randn(4, generator=random)
    offset = torch.from_numpy(written_out(field, "torchvision")).float()[None]
    given = [each if each is None else each.to(dtype).float() for each in (feature, offset, weight, mask)]
    output = torchvision_deform_conv2d(
        given[0], given[1], given[2], bias, geometry.stride, geometry.padding, geometry.dilation, given[3]
    ).to(dtype)
    return KnownLayer(
        feature=feature[0].numpy(),
        weight=weight.numpy(),
        output=output[0].float().numpy(),
        mask=None if mask is None else mask[0].numpy(),
        bias=bias.numpy() if biased else None,
        dtype=str(dtype).removeprefix("torch."),
    )


def ranking(layer: KnownLayer, channels: np.ndarray, geometry: ConvGeometry, groups: int) -> Ranking:
    size = layer.feature.shape[-2:]
    found = readings(channels, geometry, groups, (size[0], size[1]))
    return ranked([each.with_agreement(agreement(layer, each.offsets, geometry)) for each in found])


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_right_layout_is_named(groups: int, masked: bool, seed: int) -> None:
    geometry = ConvGeometry.aligned((3, 3))
    size = (11, 17)
    # Independent taps: without the output nothing would tell them apart.
    field = smooth_field(seed, groups, (3, 3), size).astype(np.float32)
    layer = layer_of(seed, field, geometry, size, masked=masked)
    for layout in layouts_for(9, groups):
        order = ranking(layer, written_out(field, layout), geometry, groups)
        assert (order.verdict, order.best.layout) == ("known", layout)
        agreed = order.best.evidence.agreement
        second = order.readings[1].evidence.agreement
        assert agreed is not None
        assert second is not None
        assert agreed.difference < 1e-5
        assert agreed.bias_fitted
        assert second.difference > 0.05


@pytest.mark.parametrize("convolution_groups", [1, 2])
def test_stride_dilation_bias_and_a_kernel_that_is_not_square(convolution_groups: int) -> None:
    geometry = ConvGeometry((3, 2), (2, 1), (2, 0), (2, 3))
    size = (14, 19)
    field = smooth_field(5, 2, (3, 2), geometry.output_size(*size)).astype(np.float32)
    layer = layer_of(1, field, geometry, size, biased=True, masked=True, convolution_groups=convolution_groups)
    for layout in ("torchvision", "split", "xy", "group-split"):
        order = ranking(layer, written_out(field, layout), geometry, 2)
        assert (order.verdict, order.best.layout) == ("known", layout)


def test_a_bias_that_is_wrong_is_noticed() -> None:
    geometry = ConvGeometry.aligned((3, 3))
    field = smooth_field(0, 1, (3, 3), (9, 12)).astype(np.float32)
    layer = layer_of(0, field, geometry, (9, 12), biased=True)
    assert layer.bias is not None
    wrong = KnownLayer(layer.feature, layer.weight, layer.output, bias=layer.bias + 1)
    assert agreement(layer, field, geometry).to_rounding
    assert not agreement(wrong, field, geometry).to_rounding


def test_another_output_contradicts_every_reading() -> None:
    geometry = ConvGeometry.aligned((3, 3))
    field = turning_field(0, 1, (3, 3), (9, 12))
    layer = layer_of(0, field, geometry, (9, 12))
    other = KnownLayer(layer.feature, layer.weight, layer.output[::-1].copy())
    assert ranking(other, written_out(field, "split"), geometry, 1).verdict == "contradicted"


def test_half_precision_is_agreement_to_its_own_rounding() -> None:
    geometry = ConvGeometry.aligned((3, 3))
    field = smooth_field(0, 1, (3, 3), (9, 12))
    layer = layer_of(0, field, geometry, (9, 12), dtype=torch.float16)
    order = ranking(layer, written_out(field, "split"), geometry, 1)
    assert (order.verdict, order.best.layout) == ("known", "split")


def test_units_that_are_not_finite_are_left_out_of_the_comparison() -> None:
    geometry = ConvGeometry.aligned((3, 3))
    field = smooth_field(2, 1, (3, 3), (9, 12)).astype(np.float32)
    layer = layer_of(2, field, geometry, (9, 12))
    field[0, 3, 1, 4, 5] = np.nan
    field[0, 0, 0, 8, 11] = np.inf
    layer.output[0, 0, 0] = np.nan
    order = ranking(layer, written_out(field, "xy"), geometry, 1)
    assert (order.verdict, order.best.layout) == ("known", "xy")
    agreed = order.best.evidence.agreement
    assert agreed is not None
    assert agreed.compared == 4 * (9 * 12 - 2) - 1


def test_channels_are_read_in_blocks_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    geometry = ConvGeometry.aligned((3, 3))
    field = smooth_field(3, 2, (3, 3), (9, 12)).astype(np.float32)
    layer = layer_of(3, field, geometry, (9, 12), channels=10, masked=True)
    whole = agreement(layer, field, geometry)
    monkeypatch.setattr(offset_agreement, "MAX_BYTES_READ", 2 * 9 * 9 * 12 * 8)
    in_blocks = agreement(layer, field, geometry)
    assert in_blocks.to_rounding
    assert in_blocks.largest == pytest.approx(whole.largest, abs=1e-12)


def test_what_does_not_fit_is_a_problem_with_the_reason() -> None:
    geometry = ConvGeometry.aligned((3, 3))
    field = smooth_field(3, 2, (3, 3), (9, 12))
    layer = layer_of(3, field, geometry, (9, 12))
    wrong = KnownLayer(layer.feature, layer.weight[:, :, :2], layer.output)
    with pytest.raises(ProblemError) as caught:
        agreement(wrong, field, geometry)
    assert caught.value.problem.code == "offsets.not-computed"
