"""The trained kernels that the lab gives, and the equal transposed convolution on the real network and picture."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from lab_sources import ask, photograph, super_resolve, travelled, with_spec
from torch import nn
from torch.nn import functional

from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.protocol.requests import KernelsRequest
from vizapp.protocol.subpixel_answers import Kernels


def _kernels(lab: SuperResolveLab) -> Kernels:
    answer = ask(lab, KernelsRequest())
    assert isinstance(answer, Kernels)
    return answer


@pytest.mark.parametrize(("factor", "phases"), [(2, ()), (2, (2, 0, 3, 1)), (3, ())])
def test_the_equal_transposed_convolution_gives_what_the_network_gives(factor: int, phases: tuple[int, ...]) -> None:
    lab, _ = super_resolve(photograph(), working_size=84, upscale_factor=factor, phase_order=phases)
    for _ in range(3):
        lab.trainer.step()
    answer = _kernels(lab)
    assert answer.equal is not None
    assert answer.equal.shape == (32, 1, 3 * factor, 3 * factor)
    assert answer.padding == factor
    shuffled = lab.pictures()["shuffled"]
    assert answer.largest == pytest.approx(float(shuffled.abs().max()), rel=1e-5)
    assert 0 <= answer.difference < 1e-5 * answer.largest
    # From what was sent alone: the same output, but for the biases of the phases.
    last = lab.network.layers[-1]
    assert isinstance(last, nn.Conv2d)
    assert last.bias is not None
    with torch.no_grad():
        features = lab.network.features(lab.task.reduced)
        found = functional.conv_transpose2d(
            features, torch.from_numpy(answer.equal), stride=factor, padding=answer.padding
        )
        order = phases or tuple(range(factor**2))
        biases = last.bias[list(order), None, None].expand(-1, *features.shape[2:])
        bias = functional.pixel_shuffle(biases, factor)
    np.testing.assert_allclose((found + bias)[0] * lab.task.scales.output_deviation, shuffled[0], atol=1e-6)


def test_layers_are_the_networks_own_weights_and_travel() -> None:
    lab, experiment = super_resolve(photograph(), working_size=64)
    answer = _kernels(lab)
    assert [layer.shape for layer in answer.layers] == [(32, 1, 5, 5), (32, 32, 3, 3), (4, 32, 3, 3)]
    for sent, layer in zip(answer.layers, lab.network.layers, strict=True):
        assert isinstance(layer, nn.Conv2d)
        np.testing.assert_array_equal(sent, layer.weight.detach().numpy())
    lab.trainer.step()
    assert not np.array_equal(_kernels(lab).layers[0], answer.layers[0])
    lab.adjust(with_spec(experiment, phase_order=(3, 2, 1, 0)))
    turned = _kernels(lab)
    assert turned.equal is not None
    last = turned.layers[-1].transpose(1, 0, 2, 3)
    np.testing.assert_array_equal(turned.equal[:, :, ::2, ::2], last[:, 3:, ::-1, ::-1])
    _, received = travelled(lab, {"kernels": KernelsRequest()}, exact=False)
    kept = received.answers["kernels"]
    assert isinstance(kept, Kernels)
    assert kept.difference == turned.difference
    np.testing.assert_array_equal(kept.layers[1], turned.layers[1])
