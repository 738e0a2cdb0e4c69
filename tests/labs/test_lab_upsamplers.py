"""Several upsamplers beside one another: the same crops, the same body, each with its measures and pictures."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from lab_sources import ask, drawn, measured, photograph, super_resolve, with_spec

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import every_upsampler, upsampler_named
from vizapp.labs.base import DivergedError
from vizapp.labs.subpixel.checkerboard import checkerboard
from vizapp.labs.subpixel.runs import FixedRun, TrainedRun
from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.labs.subpixel.tasks.super_resolve import luma, reduce
from vizapp.models.interpolation import INTERPOLATIONS
from vizapp.protocol.picture_answers import Tiles
from vizapp.protocol.requests import PictureRequest, SubpixelsRequest, TilesRequest
from vizapp.protocol.subpixel_answers import Subpixels


def _lab(main: str, *compared: str, factor: int = 2, seed: int = 0, size: int = 64) -> SuperResolveLab:
    task = SuperResolveSpec(upsampler=upsampler_named(main), compared=tuple(map(upsampler_named, compared)))
    return super_resolve(photograph(), working_size=size, seed=seed, task=task, upscale_factor=factor)[0]


@pytest.fixture(scope="module")
def lab() -> SuperResolveLab:
    """A lab in which one of every kind that trains, but the main one, is compared, after twelve steps."""
    made = _lab("subpixel", "transposed-k3", "dysample", "deformable-sr", "lanczos", "bicubic")
    for _ in range(12):
        made.trainer.step()
    return made


def test_each_measure_is_there_of_each_run(lab: SuperResolveLab) -> None:
    runs = ("transposed-k3", "dysample", "deformable-sr", "lanczos", "bicubic")
    metrics = lab.describe().metrics
    own = ("loss", "psnr", "ssim", "checkerboard")
    expected = [*own, *(f"{run}_{name}" for run in runs for name in own)]
    assert [metric.name for metric in metrics] == expected
    assert [metric.run for metric in metrics[4:]] == [run for run in runs for _ in own]
    assert {each.drawn_with for each in metrics if each.run and not each.beside} == {"loss", "psnr", "checkerboard"}
    assert set(lab.trainer.final_measures()) == set(expected)
    assert set(lab.trainer.measures()) == {name for name in expected if not name.endswith("loss")}
    assert lab.trainer.measures() == pytest.approx(measured(lab))


@pytest.mark.parametrize("run", [None, "transposed-k3", "dysample", "deformable-sr", "lanczos", "bicubic"])
def test_every_run_has_its_pictures_and_its_psnr_is_that_of_its_output(lab: SuperResolveLab, run: str | None) -> None:
    shown, wanted, error = (drawn(lab, name, channel=0, run=run).values for name in ("output", "target", "error"))
    residual, bicubic = (drawn(lab, name, channel=0, run=run).values for name in ("residual", "bicubic"))
    assert all(each is not None for each in (shown, wanted, error, residual, bicubic))
    np.testing.assert_allclose(shown, bicubic + residual, atol=2e-6)
    np.testing.assert_allclose(error, np.abs(shown - wanted), atol=2e-6)
    counted = lab.describe().held_out_from
    assert counted is not None
    wrong = np.clip(shown[..., counted:], 0, 1) - np.clip(wanted[..., counted:], 0, 1)
    name = f"{run}_psnr" if run else "psnr"
    expected = -10 * math.log10(np.mean(np.square(wrong, dtype=np.float64)))
    assert lab.trainer.measures()[name] == pytest.approx(expected, abs=1e-3)
    assert drawn(lab, "output", run=run).pixels.shape[2] == 3


@pytest.mark.parametrize("run", ["bicubic", "lanczos"])
def test_an_interpolation_is_of_all_colours(lab: SuperResolveLab, run: str) -> None:
    target = lab.picture("target")
    expected = INTERPOLATIONS[run](reduce(target, 2), 2)
    torch.testing.assert_close(lab.picture("output", run), expected)
    torch.testing.assert_close(luma(expected), lab.task.bicubic + lab.residual(run), rtol=0, atol=2e-6)
    assert (lab.residual(run).abs().max() == 0) == (run == "bicubic")


def test_a_run_that_is_not_there_is_the_main_one(lab: SuperResolveLab) -> None:
    answer = ask(lab, PictureRequest("output", run="elsewhere"))
    assert answer is not None
    np.testing.assert_array_equal(drawn(lab, "output").pixels, drawn(lab, "output", run="elsewhere").pixels)


@pytest.mark.parametrize("name", [each.name for each in every_upsampler() if each.trains and "k" not in each.name])
def test_it_learns_alone_as_it_does_beside_others(name: str) -> None:
    """The same crops and the same first weights: who else takes part is of no account."""
    alone = _lab(name, size=48)
    beside = _lab("transposed-k5", name, "nearest", size=48)
    first, second = ([each.trainer.step() for _ in range(4)] for each in (alone, beside))
    assert [step["loss"] for step in first] == pytest.approx([step[f"{name}_loss"] for step in second], rel=1e-4)
    assert first[0]["psnr"] == pytest.approx(second[0][f"{name}_psnr"], abs=1e-4)


def test_the_same_seed_gives_the_same_numbers_of_all_runs() -> None:
    runs = []
    for seed in (3, 3, 4):
        made = _lab("resize-conv", "subpixel-icnr", "dysample", "bilinear", seed=seed, size=48)
        made.trainer.step()
        runs.append(made.trainer.step())
    np.testing.assert_equal(runs[0], runs[1])
    assert all(runs[0][name] != runs[2][name] for name in runs[0] if name.endswith("loss"))


def test_what_is_fixed_learns_nothing_and_its_loss_is_of_the_same_crops() -> None:
    made = _lab("subpixel", "bicubic", "nearest", size=48)
    steps = [made.trainer.step() for _ in range(12)]
    assert steps[0]["nearest_psnr"] == steps[10]["nearest_psnr"]
    assert steps[0]["psnr"] != steps[10]["psnr"]
    assert len({step["bicubic_loss"] for step in steps}) == 12
    assert all(step["bicubic_loss"] < step["nearest_loss"] for step in steps)
    bicubic = next(metric for metric in made.describe().metrics if metric.name == "psnr").references["bicubic"]
    assert steps[0]["bicubic_psnr"] == bicubic


def test_rearranged_phases_are_those_of_the_main_run_alone() -> None:
    task = SuperResolveSpec(compared=(upsampler_named("subpixel-icnr"), upsampler_named("transposed-k4")))
    made, experiment = super_resolve(photograph(), working_size=48, task=task)
    before = {run: made.residual(run).clone() for run in (None, "subpixel-icnr", "transposed-k4")}
    made.adjust(with_spec(experiment, phase_order=(3, 2, 1, 0)))
    assert not torch.equal(made.residual(), before[None])
    for run in ("subpixel-icnr", "transposed-k4"):
        assert torch.equal(made.residual(run), before[run])


def test_the_phases_of_a_transposed_convolution_can_be_rearranged_too() -> None:
    task = SuperResolveSpec(upsampler=upsampler_named("transposed-k4"))
    made, experiment = super_resolve(photograph(), working_size=48, task=task)
    before = made.residual().clone()
    made.adjust(with_spec(experiment, phase_order=(1, 0, 2, 3)))
    torch.testing.assert_close(made.residual()[..., ::2, ::2], before[..., ::2, 1::2])
    made.trainer.step()
    trained = made.trainer.run_of(None)
    assert isinstance(trained, TrainedRun)
    torch.testing.assert_close(trained.residual(made.task.reduced), made.residual())


def test_a_state_brings_all_runs_back_bit_by_bit(lab: SuperResolveLab) -> None:
    state = lab.trainer.state()
    numbers = [lab.trainer.step() for _ in range(9)]
    shown = {run.name: lab.picture("output", run.name) for run in lab.trainer.runs}
    lab.trainer.restore(state)
    assert lab.trainer.step_count == state["step_count"]
    np.testing.assert_equal([lab.trainer.step() for _ in range(9)], numbers)
    assert all(torch.equal(lab.picture("output", name), picture) for name, picture in shown.items())
    lab.trainer.restore(state)


@pytest.mark.parametrize("broken", ["subpixel", "dysample"])
def test_a_state_leads_back_from_where_one_has_diverged(broken: str) -> None:
    made = _lab("subpixel", "dysample", size=48)
    at_first = made.trainer.state()
    for _ in range(3):
        made.trainer.step()
    run = made.trainer.run_of(broken)
    assert not isinstance(run, FixedRun)
    with torch.no_grad():
        next(run.network.parameters()).fill_(math.nan)
    with pytest.raises(DivergedError):
        made.trainer.step()
    made.trainer.restore(at_first)
    for each in ("subpixel", "dysample"):
        assert torch.isfinite(made.residual(each)).all()
    assert all(math.isfinite(value) for name, value in made.trainer.step().items() if name.endswith("loss"))


def test_results_hold_the_output_of_every_run(lab: SuperResolveLab) -> None:
    arrays = {name: tensor for compute in lab.result_arrays() for name, tensor in compute().items()}
    assert {"input", "channels", "output", "dysample_output", "bicubic_output"} <= set(arrays)
    assert {"output", "lanczos_output"} <= set(lab.result_pictures())
    torch.testing.assert_close(arrays["dysample_output"], lab.picture("output", "dysample"))


@pytest.mark.parametrize("run", [None, "transposed-k3", "dysample", "deformable-sr", "lanczos"])
def test_the_channels_of_each_run_are_shuffled_to_what_it_adds(lab: SuperResolveLab, run: str | None) -> None:
    tiles, pixel = ask(lab, TilesRequest(run=run)), ask(lab, SubpixelsRequest((5, 7), run=run))
    assert isinstance(tiles, Tiles)
    assert isinstance(pixel, Subpixels)
    added = drawn(lab, "residual", run=run).values
    assert added is not None
    assert tiles.picture.values is not None
    height, width = (side // 2 for side in added.shape[1:])
    for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)):
        tile = tiles.picture.values[0, i * height : (i + 1) * height, j * width : (j + 1) * width]
        np.testing.assert_allclose(tile, added[0, i::2, j::2], atol=1e-6)
    np.testing.assert_allclose(pixel.values, added[0, 10:12, 14:16].ravel(), atol=1e-6)


def test_only_the_main_ones_sub_pixels_are_rearranged() -> None:
    lab = _lab("subpixel", "dysample")
    before = [ask(lab, SubpixelsRequest((3, 4), run=run)) for run in (None, "dysample")]
    spec = SubpixelSpec(task=SuperResolveSpec(compared=(upsampler_named("dysample"),)), phase_order=(3, 1, 2, 0))
    lab.adjust(Experiment(lab="subpixel", labs=(spec,)))
    main, other = (ask(lab, SubpixelsRequest((3, 4), run=run)) for run in (None, "dysample"))
    assert isinstance(main, Subpixels)
    assert isinstance(other, Subpixels)
    assert isinstance(before[0], Subpixels)
    assert isinstance(before[1], Subpixels)
    assert main.values.tolist() == before[0].values[[3, 1, 2, 0]].tolist()
    assert other.values.tolist() == before[1].values.tolist()


def test_the_checkerboard_of_a_network_is_that_of_whole_maps_of_even_greys(lab: SuperResolveLab) -> None:
    for run in lab.trainer.runs:
        if isinstance(run, TrainedRun):
            whole = checkerboard(run.network, lab.task.upscale_factor, reach=run.network.reach)
            assert run.checkerboard() == pytest.approx(whole, rel=1e-3, abs=1e-4), run.name
