from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import (
    drawn,
    measured,
    noise,
    photograph,
    shuffle,
    subpixels,
    super_resolve,
    tiles,
    travelled,
    with_spec,
)
from torch.nn import functional

from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.labs.subpixel.tasks.super_resolve import luma
from vizapp.protocol.requests import PictureRequest, Request, SubpixelsRequest, TilesRequest, UnitsRequest
from vizapp.wording.lab_notes import lab_notes_text
from vizapp.wording.problems import ProblemError


def _bicubic(lab: SuperResolveLab) -> float:
    """Return what bicubic interpolation reaches, in dB, as the curve is told."""
    (psnr,) = (metric for metric in lab.describe().metrics if metric.name == "psnr")
    return psnr.references["bicubic"]


def _psnr(lab: SuperResolveLab) -> float:
    """Return the PSNR that comes with the answers about what is shown."""
    measures = measured(lab)
    assert measures is not None
    return measures["psnr"]


def test_it_becomes_better_than_bicubic() -> None:
    lab, _ = super_resolve(photograph("astronaut"), working_size=128)
    for _ in range(150):
        lab.trainer.step()
    assert lab.trainer.measures()["psnr"] > _bicubic(lab) + 0.4


def test_the_same_seed_gives_the_same_numbers() -> None:
    runs = []
    for seed in (5, 5, 6):
        lab, _ = super_resolve(noise(48, 60), seed=seed)
        runs.append([lab.trainer.step()["loss"] for _ in range(4)])
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_psnr_is_measured_at_every_tenth_step() -> None:
    lab, _ = super_resolve(noise(48, 60))
    before = lab.trainer.measures()["psnr"]
    measured = [lab.trainer.step()["psnr"] for _ in range(12)]
    assert [not math.isnan(value) for value in measured] == [True, *[False] * 9, True, False]
    assert measured[0] == before
    assert measured[10] != before


def test_sizes_and_parameters() -> None:
    description = super_resolve(noise(50, 61), upscale_factor=3)[0].describe()
    assert description.covered == (48 / 50, 60 / 61)
    assert description.input_shape == (1, 16, 20)
    assert description.output_shape == (1, 48, 60)
    assert description.parameters == (25 + 1) * 32 + (9 * 32 + 1) * 32 + (9 * 32 + 1) * 9
    assert lab_notes_text(description.notes) == (
        "Cut to 60 × 48 pixels, multiples of 3. The networks read its luma, reduced by 3 (antialiased bicubic)."
    )


def test_training_sees_nothing_of_the_part_held_out() -> None:
    image = noise(48, 100)
    lab, _ = super_resolve(image, upscale_factor=2)
    column = lab.describe().held_out_from
    assert column == 67, "the interpolations reach over the line at 60"
    changed = image.copy()
    changed[:, column:] = 255 - changed[:, column:] // 2
    other, _ = super_resolve(changed, upscale_factor=2)
    first, second = ([each.trainer.step() for _ in range(3)] for each in (lab, other))
    assert [step["loss"] for step in first] == [step["loss"] for step in second]
    assert first[0]["psnr"] != second[0]["psnr"]


def test_colour_comes_from_bicubic_and_luma_from_the_network() -> None:
    lab, _ = super_resolve(photograph(), working_size=64)
    for _ in range(5):
        lab.trainer.step()
    pictures = lab.pictures()
    assert pictures["output"].shape == (1, 3, 42, 64)
    expected = lab.task.bicubic + lab.network(lab.task.reduced).detach()
    torch.testing.assert_close(luma(pictures["output"]), expected, rtol=0, atol=1e-5)
    residual = pictures["output"] - pictures["bicubic"]
    torch.testing.assert_close(residual[:, :1].expand_as(residual), residual, rtol=0, atol=1e-6)
    assert residual.abs().max() > 1e-3


@pytest.mark.parametrize(
    "name", ["output", "target", "bicubic", "nearest", "shuffled", "residual", "difference", "error"]
)
def test_every_picture_is_the_map_of_its_name(name: str) -> None:
    lab, _ = super_resolve(photograph(), working_size=64)
    picture = drawn(lab, name)
    assert picture.values is not None
    np.testing.assert_array_equal(picture.values, lab.pictures()[name][0].detach().numpy())
    if name in ("output", "target", "bicubic", "nearest"):
        assert (picture.low, picture.high) == (0, 1)
    else:
        assert picture.high < 0.5


def test_the_difference_is_grey_where_there_is_none_and_bright_where_the_output_is_too_bright() -> None:
    lab, _ = super_resolve(photograph(), working_size=64)
    difference, error = drawn(lab, "difference"), drawn(lab, "error")
    assert difference.values is not None
    assert error.values is not None
    np.testing.assert_array_equal(np.abs(difference.values), error.values)
    wanted = luma(lab.pictures()["output"] - lab.pictures()["target"])[0].detach().numpy()
    np.testing.assert_allclose(difference.values, wanted, atol=1e-5)
    assert difference.low == -difference.high, "0 is drawn as middle grey"
    assert difference.high == error.high


@pytest.mark.parametrize("factor", [2, 3])
def test_nearest_repeats_each_pixel_that_the_network_reads(factor: int) -> None:
    lab, _ = super_resolve(photograph(), working_size=96, upscale_factor=factor)
    nearest = luma(lab.pictures()["nearest"])
    torch.testing.assert_close(nearest[..., ::factor, ::factor], lab.task.reduced, rtol=0, atol=1e-5)
    expected = functional.interpolate(lab.task.reduced, scale_factor=factor, mode="nearest")
    torch.testing.assert_close(nearest, expected, rtol=0, atol=1e-5)


def test_luma_alone_can_be_asked_for() -> None:
    lab, _ = super_resolve(photograph(), working_size=64)
    picture = drawn(lab, "target", channel=0)
    assert picture.values is not None
    np.testing.assert_allclose(picture.values, lab.task.target[0].numpy(), atol=1e-6)


def test_the_mosaic_holds_what_the_shuffle_takes() -> None:
    lab, experiment = super_resolve(photograph(), working_size=64)
    left, right = tiles(lab).picture, drawn(lab, "shuffled")
    mosaic, shuffled = left.values, right.values
    assert mosaic is not None
    assert shuffled is not None
    assert mosaic.shape == (1, 42, 64)
    apart = torch.from_numpy(mosaic).reshape(2, 21, 2, 32).permute(0, 2, 1, 3).reshape(1, 4, 21, 32)
    np.testing.assert_array_equal(functional.pixel_shuffle(apart, 2)[0].numpy(), shuffled)
    np.testing.assert_array_equal(subpixels(lab, (3, 4)).values, shuffled[0, 6:8, 8:10].flatten())
    assert (left.low, left.high) == (right.low, right.high)
    lab.adjust(with_spec(experiment, phase_order=(1, 0, 2, 3)))
    turned = drawn(lab, "shuffled").values
    assert turned is not None
    np.testing.assert_array_equal(tiles(lab).picture.values, mosaic)
    np.testing.assert_array_equal(turned[0, ::2, ::2], shuffled[0, ::2, 1::2])


def test_rearranged_phases_are_part_of_training() -> None:
    lab, experiment = super_resolve(photograph("astronaut"), working_size=128)
    for _ in range(60):
        lab.trainer.step()
    learned = lab.trainer.measures()["psnr"]
    lab.adjust(with_spec(experiment, phase_order=(3, 2, 1, 0)))
    scrambled = lab.trainer.measures()["psnr"]
    assert scrambled < learned - 0.5
    for _ in range(100):
        lab.trainer.step()
    assert lab.trainer.measures()["psnr"] > scrambled + 0.5


def _shown_psnr(lab: SuperResolveLab) -> float:
    """Return the PSNR of the held-out part of what the window is shown, computed from the pictures' numbers alone."""
    shown, wanted = (drawn(lab, name, channel=0).values for name in ("output", "target"))
    assert shown is not None
    assert wanted is not None
    column = lab.describe().held_out_from
    wrong = np.clip(shown[..., column:], 0, 1) - np.clip(wanted[..., column:], 0, 1)
    return -10 * math.log10(np.mean(np.square(wrong, dtype=np.float64)))


def test_what_is_shown_comes_with_its_psnr_while_training_stands_still() -> None:
    lab, experiment = super_resolve(photograph("astronaut"), working_size=96)
    before = lab.trainer.step()["psnr"]
    assert measured(lab, exact=False) is None
    first = _psnr(lab)
    assert first == pytest.approx(lab.trainer.measures()["psnr"], abs=1e-4)
    assert first == pytest.approx(_shown_psnr(lab), abs=1e-3)
    assert first != pytest.approx(before, abs=1e-3), "the step has changed the parameters"
    for _ in range(40):
        lab.trainer.step()
    learned = _psnr(lab)
    lab.adjust(with_spec(experiment, phase_order=(3, 1, 2, 0)))
    swapped_answers = lab.answer({"map": PictureRequest("bicubic")}, exact=True)
    assert swapped_answers.measures is not None
    swapped = swapped_answers.measures["psnr"]
    assert swapped < learned - 0.1
    assert swapped == pytest.approx(_shown_psnr(lab), abs=1e-3)
    assert swapped == pytest.approx(lab.trainer.measures()["psnr"], abs=1e-4)
    lab.adjust(experiment)
    assert _psnr(lab) == learned


def test_the_snapshot_takes_the_psnr_to_the_window() -> None:
    lab, _ = super_resolve(noise(48, 60))
    sent, received = travelled(lab, {"tiles": TilesRequest()}, exact=True)
    assert sent.measures is not None
    assert received.measures == sent.measures
    assert sent.measures == pytest.approx(lab.trainer.measures(), abs=1e-4)
    assert measured(shuffle(noise(48, 60), "image")[0]) is None


def test_what_the_lab_does_not_have_is_left_out_and_the_rest_is_answered() -> None:
    lab, _ = super_resolve(noise(48, 60))
    requests: dict[str, Request] = {
        "probe": UnitsRequest(((0, 0),)),
        "none": PictureRequest("elsewhere"),
        "outside": SubpixelsRequest((24, 0)),
        "map": PictureRequest("output"),
    }
    assert list(lab.answer(requests, exact=True).answers) == ["map"]


def test_the_input_is_the_reduced_luma() -> None:
    lab, _ = super_resolve(photograph(), working_size=64)
    channels, picture = lab.input_picture(None)
    assert channels == (0,)
    assert picture.values is not None
    np.testing.assert_array_equal(picture.values, lab.task.reduced[0].numpy())
    left = drawn(lab, "input")
    np.testing.assert_array_equal(left.pixels, picture.pixels)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            noise(28, 90),
            "the reduced copy has 45 × 14 pixels, but at least 16 a side was expected; choose an image of",
        ),
        (
            np.full((64, 64, 3), 9, dtype=np.uint8),
            "one even grey; choose an image with something in its left part, or the task shuffle",
        ),
    ],
    ids=["small", "even"],
)
def test_images_that_nothing_can_be_learned_from_are_refused(values: np.ndarray, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        super_resolve(values)


@pytest.mark.parametrize(
    ("shape", "settings", "way_out"),
    [
        ((5, 5), {}, "choose an image of at least 32 × 32 pixels, or the task shuffle."),
        ((2, 500), {"upscale_factor": 4}, "choose an image of at least 64 × 64 pixels."),
        ((32, 90), {"upscale_factor": 3}, "choose a factor of 2, or an image of at least 48 × 48 pixels."),
        ((50, 60), {"upscale_factor": 4}, "choose a factor of 2 or 3, or an image of at least 64 × 64 pixels."),
        ((96, 96), {"working_size": 20}, "choose a working size of at least 32."),
        ((66, 100), {"working_size": 70, "upscale_factor": 4}, "a factor of 2, or a working size of at least 97."),
        ((40, 4000), {}, "choose a less narrow image, or the task shuffle."),
    ],
    ids=["tiny", "thin", "factor", "factors", "working size", "factor or working size", "narrow"],
)
def test_what_is_proposed_for_an_image_too_small_does_help(
    shape: tuple[int, int], settings: dict[str, Any], way_out: str
) -> None:
    with pytest.raises(ProblemError) as refused:
        super_resolve(noise(*shape), **settings)
    sentence = str(refused.value)
    assert sentence.endswith(way_out)
    given: dict[str, Any] = {"upscale_factor": 2} | settings
    for factor in re.findall(r"\b[23]\b", way_out):
        super_resolve(noise(*shape), **(given | {"upscale_factor": int(factor)}))
    if larger := re.search(r"working size of at least (\d+)", sentence):
        least = int(larger[1])
        super_resolve(noise(*shape), **(given | {"working_size": least}))
        with pytest.raises(ProblemError):
            super_resolve(noise(*shape), **(given | {"working_size": least - 1}))
    if larger := re.search(r"image of at least (\d+) × (\d+)", sentence):
        super_resolve(noise(int(larger[2]), int(larger[1])), **given)
    if "shuffle" in sentence:
        shuffle(noise(*shape), "image", **given)


def test_a_feature_map_is_refused() -> None:
    with pytest.raises(
        ProblemError, match="this source is a feature map \\(3 channels, 64 × 64 pixels\\); choose the task shuffle"
    ):
        super_resolve(np.zeros((3, 64, 64), dtype=np.float32), "feature_map")


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_gpu_learns_and_repeats_itself() -> None:
    runs = []
    for _ in range(2):
        lab, _ = super_resolve(photograph("astronaut"), working_size=128, device=torch.device("cuda:0"))
        runs.append([lab.trainer.step()["loss"] for _ in range(150)])
        assert lab.pictures()["output"].is_cuda
        assert lab.trainer.measures()["psnr"] > _bicubic(lab) + 0.4
    assert runs[0] == runs[1]


@pytest.mark.parametrize("shape", [(2, 500), (3, 90), (1, 1), (2, 2)])
def test_an_image_too_thin_for_the_factor_is_refused_in_a_sentence(shape: tuple[int, int]) -> None:
    with pytest.raises(ProblemError, match=r"at least"):
        super_resolve(noise(*shape), upscale_factor=4)
