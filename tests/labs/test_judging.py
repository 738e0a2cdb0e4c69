"""What is measured of a picture that another network has made of the source."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import ask, noise, photograph, super_resolve

from vizapp.document.judging import JUDGED, JUDGED_DIFFERENCE
from vizapp.labs.subpixel import judging
from vizapp.labs.subpixel.judging import JudgedImage, judged_image
from vizapp.labs.subpixel.quality import Reference, psnr
from vizapp.labs.subpixel.tasks.super_resolve import enlarge, luma, reduce
from vizapp.labs.working_copy import WorkingCopies
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.protocol.requests import JudgementRequest, PictureRequest, SpectrumRequest
from vizapp.protocol.subpixel_answers import Judgement


def as_bytes(values: torch.Tensor) -> np.ndarray:
    """Return (1, C, H, W), 0 to 1, as an image uint8 (H, W, C)."""
    return (values.clamp(0, 1) * 255).round()[0].permute(1, 2, 0).numpy().astype(np.uint8)


def judged(source: np.ndarray, picture: np.ndarray) -> JudgedImage:
    found = judged_image(WorkingCopies("image", source), WorkingCopies("image", picture))
    assert found is not None
    return found


def with_checkerboard(picture: np.ndarray, period: int, height: int) -> np.ndarray:
    """Return a picture with one brighter pixel in each block of ``period`` × ``period``."""
    marked = picture.astype(int)
    marked[::period, ::period] += height
    return marked.clip(0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def source() -> np.ndarray:
    return photograph("coffee")[100:292, 120:376]


def test_the_source_itself_is_identical(source: np.ndarray) -> None:
    found = judged(source, source.copy()).judgement()
    assert (found.size, found.factor, found.measured) == ((192, 256), 1, (0, 0, 192, 256))
    assert found.psnr == math.inf
    assert [each.period for each in found.deviations] == [2, 3, 4, 8]
    assert all(each.picture == each.source < 0.6 for each in found.deviations)


@pytest.mark.parametrize("period", [2, 3, 4, 8])
def test_a_checkerboard_stands_out_at_its_period(source: np.ndarray, period: int) -> None:
    found = judged(source, with_checkerboard(source, period, 40)).judgement()
    deviations = {each.period: each for each in found.deviations}
    # One phase of period² is higher by 40: the deviation of such means.
    expected = 40 * math.sqrt(period**2 - 1) / period**2
    assert deviations[period].picture == pytest.approx(expected, rel=0.25)
    assert deviations[period].picture > 3 * deviations[period].source
    other = {2: 3, 3: 2, 4: 3, 8: 3}[period]
    assert deviations[other].picture < 0.2 * expected, "only at its own period and multiples of it"


@pytest.mark.parametrize("factor", [2, 3, 4, 8])
def test_a_larger_picture_is_reduced_for_the_psnr_and_beside_a_bicubic_one(source: np.ndarray, factor: int) -> None:
    small = source[:96, :72]
    whole = torch.from_numpy(small.copy()).permute(2, 0, 1)[None] / 255
    picture = with_checkerboard(as_bytes(enlarge(whole, factor)), factor, 30)
    found = judged(small, picture).judgement()
    assert (found.size, found.factor) == ((96 * factor, 72 * factor), factor)
    values = torch.from_numpy(picture).permute(2, 0, 1)[None] / 255
    assert found.psnr == pytest.approx(psnr(reduce(luma(values), factor), luma(whole)), abs=1e-3)
    similarity = Reference(luma(whole)).ssim(reduce(luma(values), factor).clamp(0, 1))
    assert found.ssim == pytest.approx(similarity, abs=1e-6)
    assert 0.5 < found.ssim < 1
    own = next(each for each in found.deviations if each.period == factor)
    assert own.source < 0.3
    assert own.picture == pytest.approx(30 * math.sqrt(factor**2 - 1) / factor**2, rel=0.25)


def test_of_a_large_picture_the_middle_is_measured(source: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "MOST_MEASURED", 80)
    marked = source.copy()
    marked[:40] = 0
    found = judged(source, marked)
    top, left, height, width = found.judgement().measured
    assert (height, width) == (72, 72)
    assert (top % 24, left % 24) == (0, 0)
    assert top >= 40
    assert top + height <= 192
    assert found.judgement().psnr == math.inf, "what was spoiled is outside"


@pytest.mark.parametrize("size", [(95, 72), (192, 96), (480, 360)])
def test_what_has_another_size_was_not_made_of_it(source: np.ndarray, size: tuple[int, int]) -> None:
    assert judged_image(WorkingCopies("image", source[:96, :72]), WorkingCopies("image", noise(*size))) is None


def test_the_lab_answers_for_it_beside_its_own_pictures(source: np.ndarray) -> None:
    lab, _ = super_resolve(source, working_size=96)
    assert ask(lab, JudgementRequest()) is None
    lab.set_judged(WorkingCopies("image", with_checkerboard(source, 2, 20)))
    judgement = ask(lab, JudgementRequest())
    assert isinstance(judgement, Judgement)
    assert judgement.size == (192, 256), "at its own size, not that of the working copy"
    lab.set_judged(WorkingCopies("image", noise(100, 100)))
    assert ask(lab, JudgementRequest()) is None
    lab.set_judged(None)
    assert ask(lab, JudgementRequest()) is None


def seen(source: np.ndarray, picture: np.ndarray, working_size: int, **request: Any) -> Picture:
    """Return what a lab with a working copy of the source draws of a result."""
    lab, _ = super_resolve(source, working_size=working_size, upscale_factor=2)
    lab.set_judged(WorkingCopies("image", picture))
    found = ask(lab, PictureRequest(**{"name": JUDGED, **request}))
    assert isinstance(found, Picture)
    return found


def test_over_a_smaller_map_its_own_pixels_are_drawn(source: np.ndarray) -> None:
    marked = with_checkerboard(source, 2, 40)
    found = seen(source, marked, working_size=96)
    assert (found.region, found.finer) == ((0, 0, 72, 96), True)
    assert np.array_equal(found.pixels, marked)
    assert found.values is None, "they are not those of the map's pixels"


def test_a_part_of_it_is_drawn_where_all_of_it_is_too_much(source: np.ndarray) -> None:
    marked = with_checkerboard(source, 2, 40)
    found = seen(source, marked, working_size=96, region=(10, 20, 30, 40), max_pixels=20_000)
    assert found.region == (10, 20, 30, 40)
    # 2⅔ pixels of it in each of the map's.
    assert np.array_equal(found.pixels, marked[27:107, 53:160])
    whole = seen(source, marked, working_size=96, max_pixels=20_000)
    assert whole.region == (0, 0, 72, 96)
    assert 15_000 < whole.pixels.shape[0] * whole.pixels.shape[1] <= 20_000


def test_on_a_map_as_large_it_has_the_maps_own_pixels_and_numbers(source: np.ndarray) -> None:
    marked = with_checkerboard(source[:97, :129], 2, 40)
    found = seen(source[:97, :129], marked, working_size=128 + 1)
    assert (found.region, found.finer) == ((0, 0, 96, 128), False), "cut as the target is"
    assert np.array_equal(found.pixels, marked[:96, :128])
    assert found.values is not None
    assert found.values == pytest.approx(marked[:96, :128].transpose(2, 0, 1) / 255, abs=1e-6)
    grey = seen(source[:97, :129], marked, working_size=129, channel=0)
    assert grey.values == pytest.approx(luma(torch.from_numpy(found.values.copy())[None])[0].numpy(), abs=1e-6)


def test_of_a_very_large_one_a_reduced_copy_is_drawn(source: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = seen(source, source, working_size=96, max_pixels=6_000)
    monkeypatch.setattr(judging, "MOST_AT_ONCE", 4_096)
    found = seen(source, source, working_size=96, max_pixels=6_000)
    assert found.pixels.shape == usual.pixels.shape
    assert np.abs(found.pixels.astype(int) - usual.pixels).mean() < 6, "no more than another way of averaging"


def test_the_difference_to_the_source_has_a_sign_and_is_there_where_both_are_equally_large(
    source: np.ndarray,
) -> None:
    small = source[:96, :128]
    changed = small.copy()
    changed[10, 20], changed[30, 40] = 255, 0
    found = seen(small, changed, working_size=128, name=JUDGED_DIFFERENCE)
    assert found.values is not None
    own, theirs = (luma(torch.from_numpy(each / 255.0).permute(2, 0, 1)[None])[0] for each in (small, changed))
    assert found.values == pytest.approx((theirs - own).numpy(), abs=1e-6)
    assert found.values[0, 10, 20] > 0 > found.values[0, 30, 40]
    assert found.low == -found.high, "no difference is middle grey"
    lab, _ = super_resolve(small, working_size=128)
    lab.set_judged(WorkingCopies("image", small.repeat(2, 0).repeat(2, 1)))
    assert ask(lab, PictureRequest(JUDGED_DIFFERENCE)) is None
    assert ask(lab, SpectrumRequest(JUDGED_DIFFERENCE)) is None
    assert isinstance(ask(lab, PictureRequest(JUDGED)), Picture)


def test_its_spectrum_is_that_of_its_own_pixels(source: np.ndarray) -> None:
    lab, _ = super_resolve(source, working_size=96, upscale_factor=2)
    assert ask(lab, SpectrumRequest(JUDGED)) is None

    def spectrum(picture: np.ndarray) -> Spectrum:
        lab.set_judged(WorkingCopies("image", picture))
        found = ask(lab, SpectrumRequest(JUDGED))
        assert isinstance(found, Spectrum)
        return found

    plain, marked = spectrum(source), spectrum(with_checkerboard(source, 2, 40))
    assert (plain.of_size, plain.picture.region) == ((192, 256), (0, 0, 193, 257))
    assert plain.picture.values is not None
    assert marked.picture.values is not None
    corner = (0, 0, 0)  # half a cycle per pixel down and across
    assert marked.picture.values[corner] > plain.picture.values[corner] + 20
    judgement = ask(lab, JudgementRequest())
    assert isinstance(judgement, Judgement)
    assert marked.checkerboard == pytest.approx(judgement.deviations[0].picture)
