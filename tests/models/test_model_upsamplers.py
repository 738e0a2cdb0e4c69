from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from vizapp.document.upsamplers import UpsamplerSpec, every_upsampler, upsampler_named
from vizapp.labs.subpixel.checkerboard import checkerboard
from vizapp.models.enlarging import EnlargingNetwork, Scales
from vizapp.models.espcn import ESPCN, initialise_icnr
from vizapp.models.upsamplers import (
    MOST_MOVED,
    DeformableNetwork,
    DySampleNetwork,
    ResizeConvNetwork,
    TransposedNetwork,
    make_network,
    phase_centres,
)
from vizapp.ops import pixel_shuffle, sampling_points

TRAINED = [each for each in every_upsampler() if each.trains]
SCALES = Scales(input_mean=0.4, input_deviation=0.2, output_deviation=0.05)


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _made(spec: UpsamplerSpec, factor: int = 2, seed: int = 0) -> EnlargingNetwork:
    return make_network(spec, factor, (8, 8), SCALES, _generator(seed))


def _name(spec: UpsamplerSpec) -> str:
    return spec.name


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize("spec", TRAINED, ids=_name)
def test_the_map_is_r_times_as_large_whatever_its_shape(spec: UpsamplerSpec, factor: int) -> None:
    network = make_network(spec, factor, (8, 8), SCALES, _generator())
    for height, width in ((5, 11), (16, 3), (4, 4)):
        x = torch.rand(2, 1, height, width, generator=_generator(1))
        with torch.no_grad():
            residual, channels = network(x), network.channels(x)
        assert residual.shape == (2, 1, height * factor, width * factor)
        assert channels.shape == (2, factor**2, height, width)
        torch.testing.assert_close(pixel_shuffle(channels, factor), residual)
        order = tuple(reversed(range(factor**2)))
        torch.testing.assert_close(network(x, order), pixel_shuffle(channels, factor, phase_order=order))


@pytest.mark.parametrize("spec", TRAINED, ids=_name)
def test_every_parameter_gets_a_gradient_and_belongs_to_one_group(spec: UpsamplerSpec) -> None:
    network = make_network(spec, 2, (8, 8), SCALES, _generator())
    network(torch.rand(1, 1, 8, 9, generator=_generator(1))).square().sum().backward()
    gradients = {name: parameter.grad for name, parameter in network.named_parameters()}
    assert all(gradient is not None and bool(gradient.abs().max() > 0) for gradient in gradients.values()), gradients
    grouped = [each for group in network.parameter_groups() for each in group.parameters]
    assert sorted(map(id, grouped)) == sorted(map(id, network.parameters()))


def test_all_networks_of_a_seed_have_one_body_and_another_seed_has_another() -> None:
    first, *others = (_made(spec) for spec in TRAINED)
    for other in others:
        for mine, same in zip(first.body, other.body, strict=True):
            for name, value in mine.state_dict().items():
                assert torch.equal(value, same.state_dict()[name])
    assert not torch.equal(first.body[0].weight, _made(TRAINED[0], seed=1).body[0].weight)


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_icnr_and_a_shuffle_are_a_convolution_and_nearest(factor: int) -> None:
    layer = nn.Conv2d(5, 2 * factor**2, 3, padding=1)
    initialise_icnr(layer, factor)
    one_each = nn.Conv2d(5, 2, 3, padding=1)
    assert layer.bias is not None
    assert one_each.bias is not None
    with torch.no_grad():
        one_each.weight.copy_(layer.weight[:: factor**2])
        one_each.bias.copy_(layer.bias[:: factor**2])
        x = torch.randn(1, 5, 6, 7, generator=_generator())
        expected = functional.interpolate(one_each(x), scale_factor=factor, mode="nearest")
        torch.testing.assert_close(pixel_shuffle(layer(x), factor), expected, rtol=0, atol=2e-6)


def test_only_icnr_starts_without_a_checkerboard() -> None:
    even = torch.full((1, 1, 12, 12), 0.7)

    def unevenness(name: str) -> float:
        with torch.no_grad():
            phases = _made(upsampler_named(name)).channels(even)[0, :, 4:8, 4:8]
        return float(phases.mean((1, 2)).std() / SCALES.output_deviation)

    assert unevenness("subpixel-icnr") < 1e-6
    assert unevenness("resize-conv") < 1e-6
    assert unevenness("subpixel") > 1e-2
    assert unevenness("transposed-k3") > 1e-2


@pytest.mark.parametrize(("factor", "side"), [(2, 3), (2, 4), (3, 4), (3, 6), (4, 6), (4, 8)])
def test_even_kernels_leave_what_their_overlap_leaves(factor: int, side: int) -> None:
    network = TransposedNetwork(factor, side, (8, 8), SCALES, _generator())
    spread = float(network.head.weight.detach().std())
    network.even_out()
    assert bool((network.head.weight == network.head.weight[..., :1, :1]).all())
    assert 0.3 * spread < float(network.head.weight.detach().std()) < 3 * spread, "the weights are as large as before"
    measured = checkerboard(network, factor, reach=network.reach)
    if side % factor:
        assert measured > 0.1
    else:
        assert measured < 1e-4


@pytest.mark.parametrize(("factor", "side"), [(2, 3), (2, 4), (3, 5), (3, 6), (4, 2), (4, 9)])
def test_a_transposed_convolution_overlaps_as_often_as_is_counted(factor: int, side: int) -> None:
    network = TransposedNetwork(factor, side, (1,), Scales(), _generator())
    nn.init.ones_(network.head.weight)
    nn.init.zeros_(network.head.bias)
    counted = network.enlarged(torch.ones(1, 1, 9, 9))[0, 0, 3 * factor : 6 * factor, 3 * factor : 6 * factor]
    # Along one axis a place is reached by every input whose kernel covers it.
    along = {len(range(place % factor, side, factor)) for place in range(factor)}
    assert set(counted.detach().flatten().tolist()) == {float(a * b) for a in along for b in along}
    assert (len(along) == 1) == (side % factor == 0)


def _enlarged_bilinearly(x: Tensor, factor: int) -> Tensor:
    return functional.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False)


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_dysample_without_offsets_is_bilinear_at_the_centres_of_the_phases(factor: int) -> None:
    network = DySampleNetwork(factor, (8, 8), SCALES, _generator())
    nn.init.zeros_(network.offsets.weight)
    features = torch.randn(2, 8, 5, 7, generator=_generator(1))
    points = network.points(features)
    assert points.shape == (2, 4, 2, 5 * factor, 7 * factor)
    for y in range(5 * factor):
        h, i = divmod(y, factor)
        assert points[0, 0, 0, y, 0].item() == pytest.approx(h + (i + 0.5) / factor - 0.5, abs=1e-6)
    torch.testing.assert_close(points, phase_centres(features, factor).expand_as(points))
    sampled = network.sampled(features, points)
    torch.testing.assert_close(sampled, _enlarged_bilinearly(features, factor), rtol=0, atol=1e-5)


def test_dysample_moves_each_sub_pixel_by_its_own_offset() -> None:
    network = DySampleNetwork(2, (8,), SCALES, _generator())
    nn.init.zeros_(network.offsets.weight)
    nn.init.zeros_(network.offsets.bias)
    with torch.no_grad():
        # dy of the second group, phase (1, 0): one feature row down.
        network.offsets.bias[(2 * 1 + 0) * 4 + 2] = 4.0
    features = torch.arange(6.0).reshape(1, 1, 6, 1).expand(1, 8, 6, 5).contiguous()
    points = network.points(features)
    moved = points - phase_centres(features, 2)
    assert moved[0, 1, 0, 1::2, ::2].unique().tolist() == [1.0]
    assert int((moved != 0).sum()) == 6 * 5
    sampled = network.sampled(features, points)
    difference = (sampled - _enlarged_bilinearly(features, 2))[0, :, 1:9]
    assert difference[[0, 1, 4, 5, 6, 7]].abs().max() < 1e-5
    torch.testing.assert_close(difference[2:4, ::2, ::2], torch.ones(2, 4, 5), rtol=0, atol=1e-5)


def test_a_deformable_layer_begins_as_the_plain_sub_pixel_convolution() -> None:
    network = DeformableNetwork(3, (8, 8), SCALES, _generator())
    plain = ESPCN(3, features=(8, 8), scales=SCALES, generator=_generator())
    x = torch.rand(1, 1, 7, 9, generator=_generator(1))
    torch.testing.assert_close(network(x), plain(x), rtol=0, atol=1e-6)


def test_resize_conv_reads_what_nearest_gives() -> None:
    network = ResizeConvNetwork(2, (8, 8), SCALES, _generator())
    x = torch.rand(1, 1, 6, 5, generator=_generator(1))
    features = network.features(x).repeat_interleave(2, 2).repeat_interleave(2, 3)
    torch.testing.assert_close(network(x), network.head(features) * SCALES.output_deviation)


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize("spec", TRAINED, ids=_name)
def test_reach_is_as_far_as_an_input_pixel_is_felt(spec: UpsamplerSpec, factor: int) -> None:
    network = make_network(spec, factor, (8, 8), SCALES, _generator())
    x = torch.zeros(1, 1, 25, 25)
    touched = x.clone()
    touched[0, 0, 12, 12] = 50.0
    with torch.no_grad():
        if isinstance(network, DySampleNetwork | DeformableNetwork):
            nn.init.normal_(network.offsets.weight, std=30, generator=_generator(1))  # as far as points can go
        changed = (network(touched) != network(x))[0, 0].nonzero().div(factor, rounding_mode="floor")
    assert 3 <= (changed - 12).abs().max() <= network.reach


def _with_moved_points(network: DySampleNetwork | DeformableNetwork) -> None:
    """Give the network offsets that differ from pixel to pixel."""
    nn.init.normal_(network.offsets.weight, std=3, generator=_generator(2))


@pytest.mark.parametrize("pixel", [(0, 0), (4, 7), (8, 10), (2, 10)])
@pytest.mark.parametrize("factor", [2, 3])
def test_the_points_of_a_pixel_are_those_of_the_whole_map(factor: int, pixel: tuple[int, int]) -> None:
    x, (y, x_) = torch.rand(1, 1, 9, 11, generator=_generator(1)), pixel
    dysample = DySampleNetwork(factor, (8, 8), SCALES, _generator())
    _with_moved_points(dysample)
    with torch.no_grad():
        block = slice(y * factor, (y + 1) * factor), slice(x_ * factor, (x_ + 1) * factor)
        whole = dysample.points(dysample.features(x))[0][..., block[0], block[1]]
        found = dysample.points_of(x, pixel)
    assert whole.std(0).max() > 0.05, "groups of features have points of their own"
    torch.testing.assert_close(found.point, whole.flatten(2).mT, rtol=0, atol=1e-5)
    centres = phase_centres(x, factor)[:, block[0], block[1]].flatten(1).mT
    torch.testing.assert_close(found.rigid, centres, rtol=0, atol=1e-6)
    deformable = DeformableNetwork(factor, (8, 8), SCALES, _generator())
    _with_moved_points(deformable)
    with torch.no_grad():
        offset = deformable.offsets(deformable.features(x)).clamp(-MOST_MOVED, MOST_MOVED)
        expected = sampling_points(offset, 3, padding=1)[0, :, :, :, y, x_]
        found = deformable.points_of(x, pixel)
    torch.testing.assert_close(found.point, expected, rtol=0, atol=1e-5)
    assert found.rigid.tolist() == [[y + i - 1, x_ + j - 1] for i in range(3) for j in range(3)]
