"""What is measured of a picture that another network has made of the source."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from lab_sources import ask, noise, photograph, super_resolve

from vizapp.labs.subpixel import judging
from vizapp.labs.subpixel.judging import JudgedImage, judged_image
from vizapp.labs.subpixel.quality import psnr
from vizapp.labs.subpixel.tasks.super_resolve import enlarge, luma, reduce
from vizapp.labs.working_copy import WorkingCopies
from vizapp.protocol.requests import JudgementRequest
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
