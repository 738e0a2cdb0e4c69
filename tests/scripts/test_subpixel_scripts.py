"""The script of a shuffle, an overlap count or super-resolve makes the numbers of the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from script_cases import Case, Numbers, numbers_of_scripts, write_sources

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import ChangedValue
from vizapp.document.subpixel_tasks import OverlapSpec, ShuffleSpec, SuperResolveSpec
from vizapp.document.upsamplers import (
    DeformableUpsampler,
    DySampleUpsampler,
    IcnrUpsampler,
    ResizeConvUpsampler,
    ShuffleUpsampler,
    TransposedUpsampler,
    UpsamplerSpec,
)
from vizapp.labs.subpixel.overlap import OverlapLab
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.labs.subpixel.unshuffle import UnshuffleLab

pytestmark = pytest.mark.timeout(400)  # all scripts of this file are run at once


def shuffle(upscale_factor: int = 2, **given: Any) -> SubpixelSpec:
    task = {name: given.pop(name) for name in ("direction", "edge", "spare_channels") if name in given}
    return SubpixelSpec(task=ShuffleSpec(**task), upscale_factor=upscale_factor, **given)


def learned(upsampler: UpsamplerSpec, upscale_factor: int = 2, *, even_kernels: bool = False, **given: Any) -> Any:
    task = SuperResolveSpec(upsampler=upsampler, even_kernels=even_kernels)
    return SubpixelSpec(task=task, upscale_factor=upscale_factor, **given)


CHANGED = (ChangedValue(5, (2, 3), -7.5), ChangedValue(7, (99, 0), 1.0))
CASES = {
    "image": Case(shuffle(), "colour.png", working_size=None),
    "image-other-order": Case(shuffle(3, stored_as="DCR", read_as="CRD", edge="pad"), "larger.png", working_size=50),
    "image-rearranged": Case(shuffle(phase_order=(2, 0, 3, 1), stored_as="DCR", read_as="DCR"), "alpha.png"),
    "image-profiled": Case(shuffle(), "wide.jpg", working_size=None),
    "image-profiled-png": Case(shuffle(direction="unshuffle"), "wide.png", working_size=None),
    "image-of-torch": Case(shuffle(), "pixels.pt", working_size=None),
    "map-of-torch": Case(shuffle(read_as="DCR"), "state.pt", array="layer1"),
    "map": Case(shuffle(changed_values=CHANGED), "map.npy"),
    "map-other-order": Case(shuffle(read_as="DCR", phase_order=(1, 0, 2, 3)), "map.npy"),
    "map-cut": Case(shuffle(spare_channels="cut"), "several.npz", array="another"),
    "map-padded": Case(shuffle(3, spare_channels="pad"), "map.npy"),
    "apart": Case(shuffle(direction="unshuffle"), "colour.png", working_size=None),
    "apart-dcr": Case(shuffle(3, direction="unshuffle", stored_as="DCR", edge="pad"), "map.npy"),
    "image-in-experiment": Case(shuffle(direction="unshuffle"), "photograph.vizapp", working_size=None),
    "map-in-experiment": Case(shuffle(spare_channels="cut"), "arrays.vizapp", array="another"),
    "pasted-in-experiment": Case(shuffle(direction="unshuffle"), "pasted.vizapp"),
    "deep-in-experiment": Case(shuffle(direction="unshuffle"), "deep.vizapp"),
    "overlap": Case(SubpixelSpec(task=OverlapSpec(kernel=5, stride=3))),
    "subpixel": Case(learned(ShuffleUpsampler()), "larger.png", working_size=64),
    "subpixel-3": Case(
        learned(ShuffleUpsampler(), 3, phase_order=(8, 1, 2, 3, 4, 5, 6, 7, 0), learning_rate=5e-3),
        "larger.png",
        working_size=71,
        seed=4,
    ),
    "icnr": Case(learned(IcnrUpsampler()), "larger.png", working_size=64, seed=2),
    "transposed": Case(learned(TransposedUpsampler(kernel_size=5)), "grey.png", working_size=None),
    "transposed-even": Case(
        learned(TransposedUpsampler(kernel_size=3), 4, even_kernels=True, phase_order=(*range(1, 16), 0)),
        "larger.png",
        working_size=None,
    ),
    "transposed-small": Case(learned(TransposedUpsampler(kernel_size=2), 3), "larger.png", working_size=None),
    "resize": Case(learned(ResizeConvUpsampler()), "larger.png", working_size=64, seed=1),
    "dysample": Case(learned(DySampleUpsampler()), "larger.png", working_size=50),
    "dysample-3": Case(learned(DySampleUpsampler(), 3), "larger.png", working_size=70),
    "deformable": Case(learned(DeformableUpsampler(), phase_order=(3, 1, 2, 0)), "larger.png", working_size=50),
}


FEW = {
    name: CASES[name] for name in ("image", "overlap", "subpixel-3", "transposed", "dysample", "deep-in-experiment")
}
"""In the first stage; the slow one runs all, for fewer and for more steps."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("subpixel")
    write_sources(made)
    return made


@pytest.fixture(scope="module")
def few_steps(folder: Path) -> Numbers:
    return numbers_of_scripts(FEW, folder, 3)


@pytest.fixture(scope="module")
def first_steps(folder: Path) -> Numbers:
    return numbers_of_scripts(CASES, folder, 6)


@pytest.fixture(scope="module")
def many_steps(folder: Path) -> Numbers:
    return numbers_of_scripts(CASES, folder, 50)


@pytest.mark.parametrize("name", FEW)
def test_script_makes_the_first_numbers_of_the_program(name: str, folder: Path, few_steps: Numbers):
    compare(name, folder, few_steps, 3)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_script_makes_the_numbers_of_the_program(name: str, folder: Path, first_steps: Numbers):
    compare(name, folder, first_steps, 6)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.spec.trains])
def test_loss_curve_stays_that_of_the_program(name: str, folder: Path, many_steps: Numbers):
    compare(name, folder, many_steps, 50)


FAR = 20
"""From so many steps on, roundings have grown further than in proportion to the steps."""


def compare(name: str, folder: Path, numbers: Numbers, steps: int) -> None:
    """Hold what a script has made against what the program makes in so many steps."""
    made, lab = numbers[name], CASES[name].lab(folder)
    if isinstance(lab, SuperResolveLab):
        np.testing.assert_allclose(made["target"], lab.task.target.numpy(), rtol=0, atol=1e-6)
        losses = [lab.trainer.step()["loss"] for _ in range(steps)]
        np.testing.assert_allclose(made["losses"], losses, rtol=1e-4, atol=1e-5)
        output = (lab.task.bicubic + lab.residual()).numpy()
        # Roundings grow in training, and on one processor more than on another.
        np.testing.assert_allclose(made["output"], output, rtol=0, atol=(2e-5 if steps < FAR else 1e-4) * steps)
        assert not np.allclose(output, lab.task.bicubic.numpy(), atol=1e-3)
        return
    assert "losses" not in made
    if isinstance(lab, ShuffleLab):
        expected = lab.enlarged
    else:
        assert isinstance(lab, UnshuffleLab | OverlapLab)
        expected = lab.channels if isinstance(lab, UnshuffleLab) else lab.counts
    np.testing.assert_allclose(made["output"], expected.numpy(), rtol=0, atol=1e-5)
