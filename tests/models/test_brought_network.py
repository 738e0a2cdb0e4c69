"""Networks from weights: what is found in them, what they compute, and what is refused."""

from __future__ import annotations

import math
import sys
import warnings

import pytest
import torch
from made_networks import LAYER, compact, computed
from torch import Tensor, nn
from torch.nn import functional

from vizapp.models import brought_network
from vizapp.models.brought_network import BroughtNetwork, FoundShuffle
from vizapp.problem import Problem
from vizapp.wording.problems import ProblemError

CPU = torch.device("cpu")


def seen_in(network: BroughtNetwork, picture: Tensor) -> tuple[Tensor, list[tuple[FoundShuffle, Tensor, Tensor]]]:
    seen: list[tuple[FoundShuffle, Tensor, Tensor]] = []

    def see(shuffle: FoundShuffle, input: Tensor, output: Tensor) -> None:
        seen.append((shuffle, input.clone(), output.clone()))

    return network.run(picture, CPU, see, lambda done, total: None), seen


def refused(weights: dict[str, Tensor]) -> ProblemError:
    with pytest.raises(ProblemError) as refusal:
        BroughtNetwork(weights)
    return refusal.value


def without(name: str) -> dict[str, Tensor]:
    """Return the weights of a compact network but for one tensor."""
    return {key: tensor for key, tensor in compact().items() if key != name}


def test_without_spandrel_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spandrel", None)
    error = refused(compact())
    assert error.problem.code == "network.no-spandrel"
    assert "pip install 'vizapp[sr]'" in str(error)


class Rearranging(nn.Module):
    """Calls the function in a layer of its own, a layer twice, and one by a factor of 1, which moves nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Identity()
        self.layer = nn.PixelShuffle(2)
        self.nothing = nn.PixelShuffle(1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.layer(self.layer(self.nothing(x)))
        return functional.pixel_shuffle(x, upscale_factor=3)


def test_layers_and_calls_of_the_function_are_found_in_their_order() -> None:
    found: list[tuple[FoundShuffle, tuple[int, ...]]] = []
    counted: list[int] = []
    network, names = Rearranging(), brought_network._Names(counted.append)
    watch = brought_network._Watch(names, lambda shuffle, _, output: found.append((shuffle, tuple(output.shape))))
    with names.following(network), watch:
        network(torch.zeros(1, 144, 2, 3))
    assert found == [
        (FoundShuffle("layer", 2, 144), (1, 36, 4, 6)),
        (FoundShuffle("layer (2)", 2, 36), (1, 9, 8, 12)),
        (FoundShuffle("network", 3, 9), (1, 1, 24, 36)),
    ]
    assert counted == [1, 2, 3, 4], "layers are counted as they end"


class TestWithSpandrel:
    @pytest.fixture(autouse=True)
    def _spandrel(self) -> None:
        pytest.importorskip("spandrel")

    @pytest.mark.parametrize(("scale", "channels"), [(2, 3), (3, 1), (4, 3)])
    def test_a_network_computes_what_its_weights_say(self, scale: int, channels: int) -> None:
        state = compact(scale, channels, seed=scale)
        network = BroughtNetwork(state)
        assert (network.scale, network.channels) == (scale, channels)
        assert network.shuffles == (FoundShuffle(LAYER, scale, channels * scale**2),)
        picture = torch.rand(1, channels, 13, 17, generator=torch.Generator().manual_seed(1))
        expected = computed(state, picture, scale)
        output, ((shuffle, channels_in, shuffled),) = seen_in(network, picture)
        assert shuffle == network.shuffles[0]
        torch.testing.assert_close(channels_in, expected.channels, rtol=0, atol=1e-6)
        torch.testing.assert_close(shuffled, functional.pixel_shuffle(expected.channels, scale), rtol=0, atol=1e-6)
        torch.testing.assert_close(output, expected.output, rtol=0, atol=1e-6)
        assert not output.is_inference()

    def test_it_says_how_far_it_is_and_is_given_up(self) -> None:
        network = BroughtNetwork(compact())
        told: list[tuple[int, int]] = []
        network.run(torch.rand(1, 3, 8, 8), CPU, lambda *_: None, lambda done, total: told.append((done, total)))
        assert [done for done, _ in told] == list(range(1, len(told) + 1))
        assert {total for _, total in told} == {len(told)}

        def give_up(done: int, total: int) -> None:
            del total
            if done == 3:
                raise ProblemError("network.cancelled", "network")

        with pytest.raises(ProblemError) as error:
            network.run(torch.rand(1, 3, 8, 8), CPU, lambda *_: None, give_up)
        assert error.value.problem.code == "network.cancelled"
        seen_in(network, torch.rand(1, 3, 8, 8))  # and it can be computed again

    def test_every_pixel_shuffle_of_a_deeper_network_is_found(self) -> None:
        from spandrel.architectures.RCAN import RCAN

        torch.manual_seed(0)
        model = RCAN(scale=4, n_resgroups=1, n_resblocks=1, n_feats=8, reduction=4, norm=False)
        network = BroughtNetwork(model.state_dict())
        assert [(shuffle.upscale_factor, shuffle.channels) for shuffle in network.shuffles] == [(2, 32), (2, 32)]
        assert len({shuffle.name for shuffle in network.shuffles}) == 2
        picture = torch.rand(1, 3, 8, 8)
        _, seen = seen_in(network, picture)
        assert [tuple(channels.shape) for _, channels, _ in seen] == [(1, 32, 8, 8), (1, 32, 16, 16)]

    def test_a_picture_whose_maps_would_be_too_large_is_refused_before_it_is_computed(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        network = BroughtNetwork(compact())
        monkeypatch.setattr(brought_network, "MAX_MAP_BYTES", 12 * 20 * 30 * 4)
        seen_in(network, torch.rand(1, 3, 20, 30))
        with pytest.raises(ProblemError) as error:
            seen_in(network, torch.rand(1, 3, 21, 30))
        problem = error.value.problem
        assert (problem.code, problem.field) == ("network.large-maps", "working_size")
        assert problem.values["needed"] == 12 * 21 * 30 * 4

    def test_a_network_of_windows_pads_what_it_reads_and_warns_of_nothing(self) -> None:
        from spandrel.architectures.SwinIR import SwinIR

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of how it is written
            model = SwinIR(
                upscale=2,
                img_size=16,
                window_size=8,
                img_range=1.0,
                depths=[1, 1],
                embed_dim=12,
                num_heads=[2, 2],
                mlp_ratio=2,
                upsampler="pixelshuffledirect",
            )
        network = BroughtNetwork(model.state_dict())
        output, ((shuffle, channels, _),) = seen_in(network, torch.rand(1, 3, 18, 21))
        assert (network.architecture, shuffle.upscale_factor) == ("SwinIR", 2)
        assert channels.shape == (1, 12, 24, 24), "multiples of the window"
        assert output.shape == (1, 3, 36, 42)

    def test_interpolation_is_no_pixel_shuffle(self) -> None:
        from spandrel.architectures.ESRGAN import ESRGAN

        error = refused(ESRGAN(in_nc=3, out_nc=3, num_filters=8, num_blocks=1, scale=2).state_dict())
        assert error.problem.code == "network.no-shuffle"
        assert str(error).startswith("ESRGAN computes no pixel shuffle")

    @pytest.mark.slow
    def test_transposed_convolutions_are_no_pixel_shuffle(self) -> None:
        from spandrel.architectures.RealCUGAN import UpCunet2x

        error = refused(UpCunet2x().state_dict())
        assert error.problem.code == "network.no-shuffle"
        assert "transposed convolutions" in str(error)

    @pytest.mark.parametrize(
        ("weights", "code"),
        [
            ({"a.weight": torch.ones(4, 4, 3, 3), "b.weight": torch.ones(4)}, "network.unknown"),
            (without("body.2.bias"), "network.tensor-missing"),
            ({**compact(), "body.2.weight": torch.ones(8, 7, 3, 3)}, "network.tensor-shape"),
            ({**compact(), "body.2.scale": torch.ones(8)}, "network.tensor-unknown"),
            (compact(channels=4), "network.channels"),
        ],
    )
    def test_weights_that_cannot_be_used_are_refused(self, weights: dict[str, Tensor], code: str) -> None:
        error = refused(weights)
        assert error.problem.code == code
        assert str(error).endswith(".")
        assert "\n" not in str(error)

    @pytest.mark.parametrize(
        ("weights", "said"),
        [
            (without("body.2.weight"), "'body.2.weight' is missing."),
            (without("body.4.bias"), "'body.4.bias' is missing."),
            (
                {**compact(), "body.2.weight": torch.ones(8, 7, 3, 3)},
                "'body.2.weight' has the sizes (8, 7, 3, 3), and (8, 8, 3, 3) are expected.",
            ),
            ({**compact(), "body.2.scale": torch.ones(8)}, "it has no 'body.2.scale'."),
        ],
    )
    def test_the_tensor_that_does_not_fit_is_named(self, weights: dict[str, Tensor], said: str) -> None:
        assert str(refused(weights)).endswith(f"belong to: {said}")

    @pytest.mark.parametrize("value", [math.nan, math.inf])
    def test_weights_that_give_nan_are_refused_and_named(self, value: float) -> None:
        weights = compact()
        weights["body.2.weight"][0, 0, 0, 0] = value
        assert refused(weights).problem == Problem("network.not-finite", "network", {"tensor": "body.2.weight"})

    def test_finite_weights_that_give_nan_are_refused(self) -> None:
        weights = {name: torch.full_like(tensor, 1e30) for name, tensor in compact().items()}
        weights["body.2.weight"][:4] = -1e30
        weights["body.1.weight"].fill_(1e30)
        assert refused(weights).problem.code == "network.gives-nan"
