"""The shuffle of a network's layer: what it reads and gives, what is measured, and what is refused."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import CPU, ask, noise
from made_networks import LAYER, compact, computed
from torch.nn import functional

from vizapp.document.experiment import Experiment
from vizapp.document.networks import NetworkLayer
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.labs.create import create_lab
from vizapp.labs.networks import NetworkSource
from vizapp.labs.subpixel import network_run
from vizapp.labs.subpixel.checkerboard import pattern_share, picture_checkerboard
from vizapp.labs.subpixel.network import NetworkShuffleLab
from vizapp.labs.subpixel.network_run import picture_for, run_network
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.brought_network import BroughtNetwork
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.requests import NetworkRequest, PictureRequest, SpectrumRequest, TilesRequest
from vizapp.protocol.subpixel_answers import NetworkReport
from vizapp.wording.lab_notes import lab_notes_text
from vizapp.wording.problems import ProblemError

SCALE = 2


def brought(**state: Any) -> NetworkSource:
    pytest.importorskip("spandrel")
    return NetworkSource(BroughtNetwork(compact(**state)))


def experiment(factor: int = SCALE, layer: str = LAYER, **spec: Any) -> Experiment:
    task = ShuffleSpec(network=NetworkLayer("/weights/x2.pt", layer, 3 * factor**2))
    settings = SubpixelSpec(task=task, upscale_factor=factor, **spec)
    return Experiment(lab="subpixel", labs=(settings,), working_size=48)


def network_lab(values: np.ndarray, described: Experiment, network: NetworkSource | None) -> NetworkShuffleLab:
    lab = create_lab(described, "image", values, CPU, network=network)
    assert isinstance(lab, NetworkShuffleLab)
    return lab


def picture_of(values: np.ndarray) -> torch.Tensor:
    """Return an image uint8 (H, W, C) as a network reads it, (1, C, H, W)."""
    return torch.from_numpy(values).permute(2, 0, 1)[None] * np.float32(1 / 255)


def test_the_layer_reads_and_gives_what_it_does_in_the_network() -> None:
    values = noise(20, 26)
    lab = network_lab(values, experiment(), brought())
    expected = computed(compact(), picture_of(values))
    torch.testing.assert_close(lab.channels, expected.channels, rtol=0, atol=1e-6)
    torch.testing.assert_close(lab.enlarged, functional.pixel_shuffle(expected.channels, SCALE), rtol=0, atol=1e-6)
    torch.testing.assert_close(lab.run.output, expected.output, rtol=0, atol=1e-6)
    description = lab.describe()
    assert (description.input_shape, description.output_shape) == ((12, 20, 26), (3, 40, 52))
    assert not description.reads_source
    assert f"gives to its pixel shuffle '{LAYER}'" in lab_notes_text(description.notes).replace('"', "'")


def test_it_is_shuffled_like_any_feature_map() -> None:
    lab = network_lab(noise(20, 26), experiment(phase_order=(1, 0, 2, 3)), brought())
    swapped = lab.channels.reshape(1, 3, 4, 20, 26)[:, :, [1, 0, 2, 3]].reshape(1, 12, 20, 26)
    torch.testing.assert_close(lab.enlarged, functional.pixel_shuffle(swapped, SCALE), rtol=0, atol=0)
    assert ask(lab, TilesRequest()) is not None
    displaced, *others = lab.result_findings()
    assert (displaced["measure"], displaced["channels"]) == ("displaced", 6)
    assert [finding["measure"] for finding in others] == ["pattern share", "checkerboard"]


def test_what_is_found_and_measured_is_reported() -> None:
    lab = network_lab(noise(20, 26), experiment(), brought())
    report = ask(lab, NetworkRequest())
    assert isinstance(report, NetworkReport)
    assert report.architecture == "RealESRGAN Compact"
    assert (report.read_shape, report.output_shape, report.period) == ((3, 20, 26), (3, 40, 52), SCALE)
    (layer,) = report.layers
    assert (layer.name, layer.upscale_factor, layer.input_shape) == (LAYER, SCALE, (12, 20, 26))
    assert layer.share == pytest.approx(pattern_share(lab.enlarged, SCALE), rel=1e-6)
    weights = torch.tensor([0.299, 0.587, 0.114])[:, None, None]
    plane = (lab.run.output[0] * weights).sum(0)
    assert report.checkerboard == pytest.approx(picture_checkerboard(plane, SCALE), rel=1e-4)
    assert report.checkerboard > report.picture_checkerboard >= 0, "random weights paint a checkerboard"


def test_what_the_network_gives_is_drawn_from_black_to_white() -> None:
    lab = network_lab(noise(20, 26), experiment(), brought())
    picture = ask(lab, PictureRequest("network"))
    assert isinstance(picture, Picture)
    assert (picture.region, picture.low, picture.high) == ((0, 0, 40, 52), 0.0, 1.0)
    assert picture.values is not None
    np.testing.assert_array_equal(picture.values, lab.run.output[0].numpy())
    spectrum = ask(lab, SpectrumRequest("network"))
    assert isinstance(spectrum, Spectrum)
    report = ask(lab, NetworkRequest())
    assert isinstance(report, NetworkReport)
    assert spectrum.checkerboard == pytest.approx(report.checkerboard, rel=1e-4)


def test_grey_is_read_as_the_network_reads_it() -> None:
    grey = noise(20, 26, 1)
    lab = network_lab(grey, experiment(), brought())
    expected = computed(compact(), picture_of(grey).expand(1, 3, -1, -1)).channels
    torch.testing.assert_close(lab.channels, expected, rtol=0, atol=1e-6)
    of_luma = network_lab(noise(20, 26), experiment(), brought(channels=1))
    assert of_luma.describe().input_shape == (4, 20, 26)


def test_a_picture_is_cut_to_what_the_network_reads() -> None:
    network = brought()
    network.network.multiple, network.network.least = 8, 16
    lab = network_lab(noise(20, 26), experiment(), network)
    description = lab.describe()
    assert description.input_shape == (12, 16, 24)
    assert description.covered == (16 / 20, 24 / 26)
    assert "Cut to 24 × 16 pixels, multiples of 8." in lab_notes_text(description.notes)
    assert picture_for(network.network, torch.zeros(1, 3, 16, 16)).shape == (1, 3, 16, 16)
    with pytest.raises(ProblemError) as error:
        picture_for(network.network, torch.zeros(1, 3, 15, 40))
    assert error.value.problem.code == "network.picture-too-small"


def test_another_layer_of_the_same_picture_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    network = brought()
    copy = WorkingCopies("image", noise(20, 26)).of_size(48)
    first = run_network(network, copy, CPU, LAYER)
    assert run_network(network, copy, CPU, LAYER) is first
    assert run_network(network, copy.clone(), CPU, LAYER) is not first
    monkeypatch.setattr(network_run, "KEPT_BYTES", 0)
    assert run_network(network, copy, CPU, LAYER).input_map(LAYER) is not None, "what is wanted is always kept"


@pytest.mark.parametrize(
    ("described", "code"),
    [
        (experiment(3), "network.factor"),
        (experiment(layer="body.9"), "network.no-layer"),
    ],
)
def test_a_layer_that_the_network_does_not_have_is_refused(described: Experiment, code: str) -> None:
    with pytest.raises(ProblemError) as error:
        network_lab(noise(20, 26), described, brought())
    assert error.value.problem.code == code


def test_without_a_network_or_a_picture_nothing_is_shuffled() -> None:
    with pytest.raises(ProblemError, match="The weights of the network are not there"):
        network_lab(noise(20, 26), experiment(), None)
    maps = np.zeros((12, 8, 8), np.float32)
    with pytest.raises(ProblemError, match="The network reads a picture, and the source is a feature map"):
        create_lab(experiment(), "feature_map", maps, CPU, network=brought())


class TestPatternShare:
    def test_of_nothing_but_a_pattern_it_is_all_whatever_its_scale(self) -> None:
        block = torch.tensor([[0.0, 1.0], [2.0, 5.0]]).repeat(16, 16)
        for scale in (1e-3, 1.0, 1e3):
            assert pattern_share(scale * block[None, None], 2) == pytest.approx(1.0, abs=1e-6)

    def test_noise_has_next_to_none_of_it(self) -> None:
        plane = torch.randn(1, 4, 96, 96, generator=torch.Generator().manual_seed(0))
        assert pattern_share(plane, 2) < 10 * 3 / 96**2

    def test_of_both_it_is_the_share_of_the_variance(self) -> None:
        noisy = torch.randn(1, 1, 256, 256, generator=torch.Generator().manual_seed(0))
        pattern = torch.tensor([[1.0, -1.0], [-1.0, 1.0]]).repeat(128, 128)
        mixed = noisy + 0.5 * pattern
        # The local mean has no part of the pattern, and takes some of the noise: what is left of that is measured.
        left = pattern_share(noisy, 2)
        rest = _detail_variance(noisy)
        assert pattern_share(mixed, 2) == pytest.approx((0.25 + left * rest) / (0.25 + rest), abs=0.02)

    def test_where_there_is_no_detail_nothing_can_be_said(self) -> None:
        assert math.isnan(pattern_share(torch.ones(1, 1, 16, 16), 2))
        assert math.isnan(pattern_share(torch.full((1, 1, 16, 16), math.nan), 2))


def _detail_variance(plane: torch.Tensor) -> float:
    tent = torch.tensor([0.25, 0.5, 0.25])
    mean = functional.conv2d(plane, (tent[:, None] * tent)[None, None])
    return float((plane[..., 1:-1, 1:-1] - mean).var(correction=0))
