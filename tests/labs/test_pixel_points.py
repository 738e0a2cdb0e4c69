"""Where an upsampler says that it reads for a pixel is where it reads."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from lab_sources import ask, noise, super_resolve, travelled
from torch import nn
from torch.nn import functional

from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import upsampler_named
from vizapp.labs.subpixel.runs import TrainedRun
from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.models.upsamplers import DeformableNetwork, DySampleNetwork, PointNetwork
from vizapp.ops import bilinear_neighbours
from vizapp.protocol.requests import PixelPointsRequest
from vizapp.protocol.subpixel_answers import PixelPoints

SIZE, FACTOR = (20, 24), 2
"""Of the reduced copy, and how much larger the map is."""


@pytest.fixture(scope="module")
def lab() -> SuperResolveLab:
    """A lab whose upsamplers have moved their points, some of them out of the map."""
    spec = SuperResolveSpec(
        upsampler=upsampler_named("dysample"),
        compared=tuple(map(upsampler_named, ("deformable-sr", "subpixel", "bicubic"))),
    )
    height, width = (side * FACTOR for side in SIZE)
    made, _ = super_resolve(noise(height, width), task=spec, upscale_factor=FACTOR)
    for name in ("dysample", "deformable-sr"):
        network = network_of(made, name)
        nn.init.normal_(network.offsets.weight, std=0.6, generator=torch.Generator().manual_seed(3))
    return made


def network_of(lab: SuperResolveLab, name: str) -> PointNetwork:
    run = lab.trainer.run_of(name)
    assert isinstance(run, TrainedRun)
    assert isinstance(run.network, PointNetwork)
    return run.network


def points(lab: SuperResolveLab, pixel: tuple[int, int], run: str | None = None) -> PixelPoints:
    answer = ask(lab, PixelPointsRequest(pixel, run))
    assert isinstance(answer, PixelPoints)
    return answer


def read_at(features: torch.Tensor, place_yx: np.ndarray) -> torch.Tensor:
    """Return the features (F, h, w) at a place (y, x), worked out from its four pixels; 0 outside the map."""
    found = bilinear_neighbours(torch.from_numpy(place_yx).double(), *features.shape[1:])
    total = torch.zeros(len(features), dtype=torch.float64)
    for (y, x), weight, inside in zip(found.positions_yx.tolist(), found.weights, found.inside, strict=True):
        if inside:
            total += weight * features[:, y, x]
    return total


@pytest.mark.parametrize("pixel", [(0, 0), (9, 11), (19, 23), (0, 17)])
def test_dysample_reads_where_it_says(lab: SuperResolveLab, pixel: tuple[int, int]) -> None:
    network = network_of(lab, "dysample")
    assert isinstance(network, DySampleNetwork)
    answer = points(lab, pixel)
    assert (answer.run, answer.of, answer.pixel_yx, answer.repeats_edge) == ("dysample", "phases", pixel, True)
    groups, phases, _ = answer.point_yx.shape
    in_one = answer.features // groups
    with torch.no_grad():
        features = network.features(lab.task.reduced)
        read = network.sampled(features, network.points(features))[0]
    framed = functional.pad(features, (1, 1, 1, 1), mode="replicate")[0].double()
    for group in range(groups):
        own = slice(group * in_one, (group + 1) * in_one)
        for phase in range(phases):
            i, j = divmod(phase, FACTOR)
            expected = read_at(framed[own], answer.point_yx[group, phase] + 1)
            here = read[own, pixel[0] * FACTOR + i, pixel[1] * FACTOR + j].double()
            torch.testing.assert_close(here, expected, rtol=0, atol=2e-5)


def test_a_deformable_layer_reads_where_it_says(lab: SuperResolveLab) -> None:
    network, pixel = network_of(lab, "deformable-sr"), (7, 12)
    assert isinstance(network, DeformableNetwork)
    answer = points(lab, pixel, "deformable-sr")
    assert (answer.run, answer.of, answer.repeats_edge) == ("deformable-sr", "taps", False)
    assert answer.point_yx.shape == (1, 9, 2)
    assert float(np.abs(answer.point_yx[0] - answer.rigid_yx).max()) > 0.3
    assert network.head.bias is not None
    with torch.no_grad():
        features = network.features(lab.task.reduced)[0].double()
        channels = network.channels(lab.task.reduced)[0, :, pixel[0], pixel[1]] / network.scales.output_deviation
    total = network.head.bias.detach().double().clone()
    for tap, place in enumerate(answer.point_yx[0]):
        kernel = network.head.weight.detach()[:, :, tap // 3, tap % 3].double()
        total += kernel @ read_at(features, place)
    torch.testing.assert_close(channels.double(), total, rtol=0, atol=1e-4)


def test_what_has_no_points_is_not_answered(lab: SuperResolveLab) -> None:
    for run in ("subpixel", "bicubic"):
        assert ask(lab, PixelPointsRequest((3, 3), run)) is None
    for pixel in ((20, 0), (0, 24)):
        assert ask(lab, PixelPointsRequest(pixel)) is None


def test_they_follow_training_and_travel() -> None:
    spec = SuperResolveSpec(upsampler=upsampler_named("dysample"))
    lab, _ = super_resolve(noise(40, 48), task=spec)
    first = points(lab, (5, 6)).point_yx
    for _ in range(3):
        lab.trainer.step()
    assert not np.array_equal(points(lab, (5, 6)).point_yx, first)
    sent, received = travelled(lab, {"points": PixelPointsRequest((5, 6))}, exact=True)
    before, after = sent.answers["points"], received.answers["points"]
    assert isinstance(before, PixelPoints)
    assert isinstance(after, PixelPoints)
    np.testing.assert_array_equal(before.point_yx, after.point_yx)


def test_points_that_are_not_finite_are_left_out() -> None:
    spec = SuperResolveSpec(upsampler=upsampler_named("dysample"))
    lab, _ = super_resolve(noise(40, 48), task=spec)
    with torch.no_grad():
        bias = network_of(lab, "dysample").offsets.bias
        assert bias is not None
        bias.fill_(float("nan"))
    assert ask(lab, PixelPointsRequest((5, 6)), exact=False) is None
