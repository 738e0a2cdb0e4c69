"""The full source enlarged in tiles is what it is enlarged at once, whatever its size, factor and phase order."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from lab_sources import noise, super_resolve
from torch import Tensor

from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import upsampler_named
from vizapp.labs.subpixel.enlargement import BICUBIC_REACH, NetworkEnlargement, Tile
from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.labs.subpixel.tasks.super_resolve import enlarge, luma
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.upsamplers import DeformableNetwork, DySampleNetwork
from vizapp.sources.loaded import network_values
from vizapp.wording.problems import ProblemError


def _trained(values: np.ndarray, factor: int, steps: int = 2) -> SuperResolveLab:
    lab, _ = super_resolve(values, upscale_factor=factor, phase_order=tuple(reversed(range(factor**2))))
    for _ in range(steps):
        lab.trainer.step()
    return lab


@torch.no_grad()
def _at_once(lab: SuperResolveLab, values: np.ndarray) -> Tensor:
    """Return the whole source (1, C, H·r, W·r) as the network and bicubic interpolation enlarge it at once."""
    r = lab.network.upscale_factor
    whole = torch.from_numpy(np.array(network_values("image", values)))[None]
    return _bicubic(values, r) + lab.network(luma(whole), tuple(reversed(range(r * r))))


def _bicubic(values: np.ndarray, factor: int) -> Tensor:
    """Return the bicubic enlargement, whose positions are not rounded."""
    whole = torch.from_numpy(np.array(network_values("image", values)))[None]
    exact = enlarge(whole.double(), factor).float()
    if factor != 3:  # thirds are what float32 rounds
        torch.testing.assert_close(exact, enlarge(whole, factor), atol=2e-6, rtol=0)
    return exact


def _in_tiles(picture: NetworkEnlargement, size: tuple[int, int], tile: int) -> Tensor:
    """Put the tiles of a source of ``size`` together."""
    height, width = size
    return torch.cat(
        [
            torch.cat(
                [
                    picture.values(Tile(top, left, min(tile, height - top), min(tile, width - left)))
                    for left in range(0, width, tile)
                ],
                3,
            )
            for top in range(0, height, tile)
        ],
        2,
    )


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize(("size", "tile"), [((67, 131), 24), ((130, 66), 67), ((71, 71), 9)])
def test_tiles_are_the_whole_in_float32(factor: int, size: tuple[int, int], tile: int) -> None:
    values = noise(*size)
    lab = _trained(values, factor)
    picture = NetworkEnlargement(
        WorkingCopies("image", values), lab.network, tuple(reversed(range(factor**2))), step=2, tile=tile
    )
    whole = _at_once(lab, values)
    assert (whole - _bicubic(values, factor)).std() > 1e-3, "the network has a part in it"
    torch.testing.assert_close(_in_tiles(picture, size, tile), whole, atol=1e-5, rtol=0)


@pytest.mark.parametrize("upsampler", ["subpixel-icnr", "transposed-k9", "resize-conv", "dysample", "deformable-sr"])
def test_tiles_are_the_whole_with_every_upsampler(upsampler: str) -> None:
    values, size = noise(67, 90), (67, 90)
    lab, _ = super_resolve(values, task=SuperResolveSpec(upsampler=upsampler_named(upsampler)))
    if isinstance(lab.network, DySampleNetwork | DeformableNetwork):
        torch.nn.init.normal_(
            lab.network.offsets.bias, std=6, generator=torch.Generator().manual_seed(0)
        )  # as far as points can go
    picture = NetworkEnlargement(WorkingCopies("image", values), lab.network, (0, 1, 2, 3), step=0, tile=24)
    whole = torch.from_numpy(np.array(network_values("image", values)))[None]
    with torch.no_grad():
        expected = _bicubic(values, 2) + lab.network(luma(whole))
    torch.testing.assert_close(_in_tiles(picture, size, 24), expected, atol=1e-5, rtol=0)


def test_every_run_that_learns_has_a_picture_and_an_interpolation_has_none() -> None:
    values = noise(64, 70)
    compared = (upsampler_named("transposed-k3"), upsampler_named("bicubic"))
    lab, _ = super_resolve(values, task=SuperResolveSpec(compared=compared))
    own, other = (
        next(part for part in lab.enlargement(run).strips() if part is not None) for run in (None, "transposed-k3")
    )
    assert own.shape == other.shape
    assert (own != other).any()
    with pytest.raises(ProblemError, match="no network that enlarges"):
        lab.enlargement("bicubic")


def test_no_smaller_margin_would_do() -> None:
    values = noise(70, 70)
    lab = _trained(values, 2)
    picture = NetworkEnlargement(WorkingCopies("image", values), lab.network, (3, 2, 1, 0), step=2, tile=35)
    assert picture._margin == max(lab.network.reach, BICUBIC_REACH)
    picture._margin -= 1
    difference = (_in_tiles(picture, (70, 70), 35) - _at_once(lab, values)).abs().amax((0, 1))
    places = (difference > 1e-5).nonzero()
    assert len(places), "what a tile has read is all that it has to read"
    assert ((places - 69.5).abs().amin(1) < 2).all(), "only the outermost pixels of a tile miss something"


@pytest.mark.parametrize(
    ("values", "channels"),
    [
        (noise(80, 90), 3),
        (noise(80, 90, 4), 3),
        (noise(80, 90, 1), 1),
        (noise(80, 90, 1).astype(np.uint16) * 257 + 3, 1),
    ],
    ids=["colour", "alpha", "grey", "16 bits"],
)
def test_the_strips_are_the_rounded_picture(values: np.ndarray, channels: int) -> None:
    lab = _trained(values, 2)
    picture = lab.enlargement(None)
    assert (picture.size, picture.channels, picture.step) == ((160, 180), channels, 2)
    assert picture.bits == values.dtype.itemsize * 8
    most = np.iinfo(values.dtype).max
    expected = (_at_once(lab, values).clamp(0, 1) * most)[0].permute(1, 2, 0).numpy()
    yielded = list(picture.strips())
    assert len([each for each in yielded if each is None]) == picture.tiles
    strips = [each for each in yielded if each is not None]
    assert {strip.dtype for strip in strips} == {values.dtype}
    found = np.concatenate(strips).astype(np.float64)
    assert np.abs(found - expected).max() <= 0.5 + most * 1e-5


def test_the_source_is_read_at_full_size_and_not_its_working_copy() -> None:
    values = noise(300, 200)
    lab, _ = super_resolve(values, working_size=96)
    assert lab.describe().output_shape == (1, 96, 64)
    picture = lab.enlargement(None)
    assert picture.size == (600, 400)
    assert picture.tiles == 4
    assert sum(len(strip) for strip in picture.strips() if strip is not None) == 600


def test_what_is_learned_later_is_not_in_it() -> None:
    values = noise(70, 80)
    lab = _trained(values, 2)
    picture = lab.enlargement(None)
    before = next(strip for strip in lab.enlargement(None).strips() if strip is not None)
    for _ in range(5):
        lab.trainer.step()
    np.testing.assert_array_equal(next(strip for strip in picture.strips() if strip is not None), before)
    after = next(strip for strip in lab.enlargement(None).strips() if strip is not None)
    assert not np.array_equal(after, before)


def test_a_network_that_has_diverged_gives_no_picture() -> None:
    lab = _trained(noise(70, 80), 2)
    with torch.no_grad():
        next(lab.network.parameters()).fill_(torch.nan)
    with pytest.raises(ProblemError, match="not finite"):
        next(lab.enlargement(None).strips())
