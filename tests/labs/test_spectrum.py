"""The spectrum: a wave stands where its frequency is, as strong as it is; borders make no cross."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from lab_sources import ask, drawn, photograph, shuffle, super_resolve

from vizapp.labs.base import Lab
from vizapp.labs.subpixel import spectrum as measured
from vizapp.labs.subpixel.checkerboard import picture_checkerboard
from vizapp.labs.subpixel.spectrum import FAINTEST, spectrum, spectrum_answer
from vizapp.labs.subpixel.tasks.super_resolve import luma
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.requests import SpectrumRequest


def _wave(height: int, width: int, down: float, across: float, amplitude: float) -> torch.Tensor:
    rows, columns = torch.meshgrid(torch.arange(float(height)), torch.arange(float(width)), indexing="ij")
    return 0.4 + amplitude * torch.cos(2 * math.pi * (down * rows + across * columns))


def _found(decibels: torch.Tensor, down: float, across: float) -> float:
    height, width = (side - 1 for side in decibels.shape)
    return float(decibels[round((down + 0.5) * height), round((across + 0.5) * width)])


def test_it_is_that_of_a_loop() -> None:
    generator = np.random.default_rng(3)
    values = generator.random((6, 8))
    found = spectrum(torch.from_numpy(values))
    assert found is not None
    assert found.shape == (7, 9)
    down, across = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n) for n in (6, 8))
    windowed = (values - values.mean()) * down[:, None] * across
    for i, j in ((1, 2), (5, 0), (6, 8), (3, 5)):
        wave = sum(
            windowed[y, x] * np.exp(-2j * np.pi * ((i / 6 - 0.5) * y + (j / 8 - 0.5) * x))
            for y in range(6)
            for x in range(8)
        )
        expected = 20 * np.log10(abs(wave) * 2 / (down.sum() * across.sum()))
        assert float(found[i, j]) == pytest.approx(expected, abs=1e-3)


def test_a_wave_stands_at_its_frequency_on_both_sides() -> None:
    found = spectrum(_wave(64, 96, 0.25, 1 / 6, 0.01))
    assert found is not None
    assert _found(found, 0.25, 1 / 6) == pytest.approx(-40, abs=0.05)
    assert _found(found, -0.25, -1 / 6) == pytest.approx(-40, abs=0.05)
    assert _found(found, 0.25, -1 / 6) < -100
    assert _found(found, 0, 0) < -100, "the mean is no wave"


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_what_repeats_every_r_pixels_stands_at_multiples_of_one_rth_and_nowhere_else(factor: int) -> None:
    pattern = torch.rand(factor, factor, generator=torch.Generator().manual_seed(1))
    found = spectrum(pattern.repeat(60 // factor, 84 // factor))
    assert found is not None
    places = {
        (round((k / factor + 0.5) * 60), round((n / factor + 0.5) * 84))
        for k in range(-(factor // 2), factor // 2 + 1)
        for n in range(-(factor // 2), factor // 2 + 1)
    }
    for i, j in (found > -70).nonzero().tolist():
        assert any(abs(i - y) <= 1 and abs(j - x) <= 1 for y, x in places), "but for the window's width of one bin"
    assert sum(float(found[place]) > -70 for place in places) >= factor**2 - 1


def test_half_a_cycle_is_there_on_either_side() -> None:
    found = spectrum(torch.rand(7, 10, generator=torch.Generator().manual_seed(0)))
    assert found is not None
    assert found.shape == (7, 11), "of the 6 × 10 pixels that an even number of rows leaves"
    assert torch.equal(found[0], found[-1])
    assert torch.equal(found[:, 0], found[:, -1])


def test_a_ramp_makes_no_cross() -> None:
    ramp = torch.linspace(0, 1, 64).expand(64, 64)
    found = spectrum(ramp)
    assert found is not None
    plain = torch.fft.fftshift(torch.fft.fft2(ramp - ramp.mean())).abs() * 2 / 64**2
    assert 20 * math.log10(float(plain[32, 8])) > -50, "without a window, along the axis of the ramp"
    assert _found(found, 0, -0.375) < -80


def test_an_even_picture_has_no_wave_and_a_thin_one_no_spectrum() -> None:
    found = spectrum(torch.full((8, 8), 0.3))
    assert found is not None
    assert float(found.max()) < -110
    assert float(found.min()) >= FAINTEST
    assert spectrum(torch.zeros(1, 40)) is None
    assert spectrum_answer(torch.zeros(40, 1), 2) is None
    small = spectrum_answer(torch.zeros(3, 40), 2)
    assert small is not None
    assert math.isnan(small.checkerboard)


def test_of_a_large_picture_it_takes_the_middle() -> None:
    side = measured.LARGEST_SIDE
    large = torch.rand(side + 37, side + 2, generator=torch.Generator().manual_seed(0))
    found, middle = spectrum(large), spectrum(large[18 : 18 + side, 1 : 1 + side])
    assert found is not None
    assert middle is not None
    assert found.shape == (side + 1, side + 1)
    assert torch.equal(found, middle)


def _answer(lab: Lab, name: str, channel: int | None = None) -> Spectrum:
    answer = ask(lab, SpectrumRequest(name, channel))
    assert isinstance(answer, Spectrum)
    return answer


def _spectrum_of(lab: Lab, name: str, channel: int | None = None) -> Picture:
    return _answer(lab, name, channel).picture


@pytest.mark.parametrize("name", ["output", "target", "bicubic"])
def test_super_resolve_gives_that_of_the_luma_of_each_picture(name: str) -> None:
    lab, _ = super_resolve(photograph(), working_size=64)
    picture = _spectrum_of(lab, name)
    expected = spectrum(luma(lab.pictures()[name])[0, 0])
    assert expected is not None
    assert picture.region == (0, 0, 43, 65)
    assert picture.values is not None
    np.testing.assert_allclose(picture.values[0], expected, atol=1e-4)
    assert (picture.low, picture.high) == (-100, -20)
    own = picture_checkerboard(luma(lab.pictures()[name])[0, 0], 2)
    assert _answer(lab, name).checkerboard == pytest.approx(own, rel=1e-4)


def test_an_untrained_output_is_stronger_at_the_upsampling_frequency_than_the_target() -> None:
    lab, _ = super_resolve(photograph("astronaut"), working_size=128, seed=1)
    output, target = (_spectrum_of(lab, name).values for name in ("output", "target"))
    assert output is not None
    assert target is not None
    middle = output.shape[1] // 2
    at = [(0, middle), (middle, 0), (0, 0)]
    assert max(output[0, y, x] - target[0, y, x] for y, x in at) > 6


def test_a_shuffle_gives_that_of_the_channel_on_show_and_swapped_phases_stand_out() -> None:
    lab, experiment = shuffle(photograph("astronaut"), "image", working_size=128, upscale_factor=2)
    shown = drawn(lab, "output").values
    assert shown is not None
    whole, green = _spectrum_of(lab, "output").values, _spectrum_of(lab, "output", 1).values
    expected = spectrum(luma(torch.from_numpy(shown)[None])[0, 0])
    assert whole is not None
    assert green is not None
    assert expected is not None
    np.testing.assert_allclose(whole[0], expected, atol=1e-4)
    lone = spectrum(torch.from_numpy(shown[1]))
    assert lone is not None
    np.testing.assert_allclose(green[0], lone, atol=1e-4)
    swapped = experiment.spec.replaced(phase_order=(3, 1, 2, 0))
    lab.adjust(experiment.with_spec(swapped))
    worse = _spectrum_of(lab, "output").values
    assert worse is not None
    outer = np.hypot(*np.meshgrid(*(np.linspace(-0.5, 0.5, side) for side in worse.shape[:0:-1]))) > 0.35
    assert worse[0][outer].mean() > whole[0][outer].mean() + 3, "a wrong order makes high frequencies"
