"""The numbers beside the curves of super-resolution: what is told of one upsampler, and of several."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import configured, ready_state
from msgspec.structs import replace

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import upsampler_named
from vizapp.gui.lab_numbers import LabNumbers, Reached
from vizapp.gui.plots.reached import reached_values
from vizapp.gui.subpixel.gain_numbers import gain_numbers
from vizapp.gui.subpixel.shapes_line import shape_chain
from vizapp.labs.run_metrics import run_metric
from vizapp.problem import Problem
from vizapp.protocol.metric import LOSS, Metric
from vizapp.session.curves import Curves

PSNR = Metric("psnr", "PSNR", "dB", lower_is_better=False, every=10, references={"bicubic": 27.0})
SSIM = Metric("ssim", "SSIM", lower_is_better=False, every=10, beside="psnr")


def _numbers(series: dict[str, np.ndarray], *compared: str) -> LabNumbers:
    task = SuperResolveSpec(compared=tuple(map(upsampler_named, compared)))
    own = (LOSS, PSNR, SSIM)
    metrics = (*own, *(run_metric(metric, run) for run in compared for metric in own))
    state = ready_state(
        experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(task=task),)),
        configured=replace(configured(lab="subpixel"), metrics=metrics),
        snapshot=None,
        curves={"subpixel": Curves(series)},
    )
    return gain_numbers(state, reached_values(state, metrics, Curves(series)))


def _cells(numbers: LabNumbers) -> dict[str, str]:
    return {line.cells[0]: line.cells[1] for line in numbers.lines}


def test_ssim_stands_beside_the_psnr() -> None:
    cells = _cells(_numbers({"psnr": np.array([28.5]), "ssim": np.array([0.9123])}))
    assert cells["gain"] == "+1.50 dB"
    assert cells["SSIM"] == "0.912"


@pytest.mark.parametrize(("psnr", "is_below"), [(26.85, True), (27.0, False), (28.0, False)])
def test_what_is_below_bicubic_is_said_in_words(psnr: float, is_below: bool) -> None:
    words = _numbers({"psnr": np.array([psnr])}).explanation
    assert ("Below bicubic interpolation" in words) == is_below


def test_of_several_each_has_its_gain_in_the_order_of_the_settings_and_one_seed_is_no_ranking() -> None:
    series = {
        "psnr": np.array([28.0]),
        "dysample_psnr": np.array([29.0]),
        "dysample_ssim": np.array([0.9]),
        "nearest_psnr": np.array([25.5]),
    }
    numbers = _numbers(series, "nearest", "dysample")
    assert list(_cells(numbers).items()) == [
        ("sub-pixel", "+1.00 dB"),
        ("nearest", "\u22121.50 dB, below"),
        ("DySample", "+2.00 dB · SSIM 0.900"),
    ]
    assert "one seed" in numbers.title
    assert "Another seed" in numbers.explanation
    assert "seed" not in _numbers(series).title + _numbers(series).explanation


def test_of_a_document_that_is_refused_nothing_is_told() -> None:
    state = ready_state(
        experiment=Experiment(lab="subpixel"),
        configured=None,
        snapshot=None,
        refusal=Problem("super-resolve.not-an-image", "task", values={"channels": 12, "size": (3, 3)}),
    )
    series = Curves({"psnr": np.array([28.5])})
    cells = _cells(gain_numbers(state, reached_values(state, (LOSS, PSNR, SSIM), series)))
    assert cells["bicubic"] == cells["gain"] == "–"


def test_of_six_the_numbers_have_all_the_room_and_the_tool_tip_has_the_sentences() -> None:
    runs = ("nearest", "bilinear", "lanczos", "dysample", "resize-conv")
    series = {"psnr": np.array([26.0]), **{f"{run}_psnr": np.array([28.0]) for run in runs}}
    numbers = _numbers(series, *runs)
    assert len(numbers.lines) == 6
    assert not numbers.explanation
    assert "Another seed" in numbers.tooltip
    assert "Below bicubic interpolation" in numbers.tooltip
    assert _cells(numbers)["sub-pixel"] == "\u22121.00 dB, below"


def _learning(steps: int, fall: float, climb: float) -> dict[str, np.ndarray]:
    """Return curves: a loss that falls by ``fall`` of its height and jumps up and down, a PSNR that climbs."""
    along = np.linspace(0, 1, steps)
    loss = 0.02 * (1 - fall * along) * (1 + 0.3 * (-1.0) ** np.arange(steps))
    psnr = np.where(np.arange(steps) % 10 == 0, 27.0 + climb * along, np.nan)
    return {"loss": loss, "psnr": psnr}


def test_a_loss_that_looks_flat_while_it_is_learned_is_explained() -> None:
    assert "looks flat" in _numbers(_learning(200, fall=0.05, climb=1.0)).explanation
    assert "looks flat" not in _numbers(_learning(200, fall=0.95, climb=1.0)).explanation
    assert "looks flat" not in _numbers(_learning(200, fall=0.05, climb=0.0)).explanation
    assert "looks flat" not in _numbers(_learning(30, fall=0.05, climb=1.0)).explanation


@pytest.mark.parametrize(
    ("upsampler", "shapes"),
    [("subpixel", [(1, 4, 24, 32)]), ("deformable-sr", [(1, 4, 24, 32)]), ("transposed-k4", []), ("dysample", [])],
)
def test_only_a_network_with_a_shuffle_has_channels_between(upsampler: str, shapes: list[tuple[int, ...]]) -> None:
    task = SuperResolveSpec(upsampler=upsampler_named(upsampler))
    state = ready_state(
        experiment=Experiment(lab="subpixel", labs=(SubpixelSpec(task=task),)),
        configured=configured(lab="subpixel", input_shape=(1, 24, 32), output_shape=(1, 48, 64)),
    )
    words = [str(shape) for shape in [(1, 1, 24, 32), *shapes, (1, 1, 48, 64)]]
    assert shape_chain(state).replace("\N{NO-BREAK SPACE}", " ") == " → ".join(words)


@pytest.mark.parametrize(("psnr", "tone"), [(26.998, "text"), (27.002, "text"), (26.99, "caution"), (27.01, "good")])
def test_number_word_and_colour_of_the_gain_are_of_the_same_number(psnr: float, tone: str) -> None:
    state = ready_state(experiment=Experiment(lab="subpixel"), configured=configured(lab="subpixel"))
    numbers = gain_numbers(state, {"psnr": Reached(PSNR, psnr)})
    (gain,) = (line for line in numbers.lines if line.cells[0] == "gain")
    assert ("below" in gain.cells[1]) == gain.cells[1].startswith("\u2212")
    assert ("Below bicubic" in numbers.explanation) == gain.cells[1].startswith("\u2212")
    assert gain.tone == tone
