"""The script of a deformable layer makes the numbers of the program, in every setting that it can be written for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from script_cases import Case, Numbers, numbers_of_scripts, write_sources

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec, HiddenRuleSpec, HiddenTapsSpec, RectifySpec
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Tap, Unit
from vizapp.labs.deformable.lab import DeformableLab

pytestmark = pytest.mark.timeout(400)  # all scripts of this file are run at once


def layer(**spec: Any) -> DeformableSpec:
    return DeformableSpec(**spec)


def placed(*points: tuple[Tap, tuple[float, float], Any]) -> tuple[PlacedPoint, ...]:
    return tuple(PlacedPoint(*point) for point in points)


POINTS = placed(
    (Tap(0, 4), (1.5, -0.75), Everywhere()),
    (Tap(0, 0), (0.25, 2.0), Region(-2, 3, 9, 5)),
    (Tap(0, 4), (-2.0, 0.5), Unit((3, 4))),
    (Tap(0, 4), (-2.5, 0.5), Unit((3, 4))),
    (Tap(0, 8), (1.0, 1.0), Unit((99, 4))),
)
BELOW = placed(
    (Tap(0, 4, 1), (1.0, -1.0), Everywhere()),
    (Tap(0, 2, 1), (2.0, 0.5), Region(1, 2, 3, 4)),
    (Tap(0, 2, 1), (0.5, 0.5), Unit((2, 3))),
    (Tap(0, 6), (1.0, 3.0), Unit((1, 1))),
)
# Roundings grow in training: fast where the loss is an absolute error, whose gradient jumps (rectify), and from
# half precision on, in which many channels are kept.
CASES = {
    "rule": Case(layer()),
    "rule-placed": Case(layer(placed_points=POINTS), seed=5),
    "rule-lopsided": Case(
        layer(
            kernel_size=(3, 5),
            stride=2,
            dilation=2,
            padding=1,
            offset_groups=3,
            groups=3,
            modulation="2·sigmoid",
            learns="both",
            task=HiddenRuleSpec(strength=0.8, smoothing=1.5, bound=2.0),
        ),
        seed=3,
    ),
    "rule-deep": Case(
        layer(
            branch=OffsetBranchSpec(
                depth=3, coordinates=True, smoothing=2.5, scale=1.5, bound=3.0, rate_factor=0.5, bias_rate=2.0
            ),
            modulation="sigmoid",
            padding=0,
        ),
        seed=1,
    ),
    "rule-deep-random": Case(layer(branch=OffsetBranchSpec(depth=2, start="random"), learning_rate=0.01), "grey.png"),
    "rule-position": Case(layer(branch=OffsetBranchSpec(kind="position", start="random", bias_rate=3.0), stride=3)),
    "rule-groups": Case(layer(offset_groups=2, groups=4, modulation="softmax"), "map.npy"),
    "rule-many-channels": Case(
        layer(), "several.npz", array="of a batch", working_size=None, tolerance=5e-4, curve=1e-2
    ),
    "rule-many-channels-sharper": Case(
        layer(task=HiddenRuleSpec(smoothing=2.0)), "several.npz", array="of a batch", tolerance=5e-4, curve=1e-2
    ),
    "rule-channels-last": Case(layer(modulation="unbounded"), "last.npy", axes="HWC", working_size=20),
    "rule-kernel": Case(layer(learns="kernel", branch=OffsetBranchSpec(start="random", bound=1.0)), "alpha.png"),
    "taps": Case(layer(task=HiddenTapsSpec(max_shift=1.25)), "deep.png", seed=9),
    "taps-free": Case(
        layer(
            task=HiddenTapsSpec(out_channels=20),
            branch=OffsetBranchSpec(kind="free", rate_factor=2.0),
            modulation="softmax",
            offset_groups=3,
            stride=2,
        )
    ),
    "taps-free-random": Case(
        layer(task=HiddenTapsSpec(), branch=OffsetBranchSpec(kind="free", start="random", scale=0.3)), "turned.jpg"
    ),
    "taps-none": Case(layer(task=HiddenTapsSpec(), branch=OffsetBranchSpec(kind="none"), learns="both")),
    "taps-nothing": Case(layer(task=HiddenTapsSpec(), branch=OffsetBranchSpec(kind="none"), modulation="sigmoid")),
    "rectify": Case(layer(task=RectifySpec(rotation=-8.0)), "larger.png", working_size=48, curve=5e-3),
    "rectify-placed": Case(
        layer(task=RectifySpec(), placed_points=placed((Tap(0, 0), (1.0, 2.0), Region(2, 2, 4, 3)))),
        "grey.png",
        curve=5e-3,
    ),
    "rectify-swirl": Case(layer(task=RectifySpec(warp="swirl"), branch=OffsetBranchSpec(smoothing=1.0)), curve=5e-3),
    "rectify-barrel": Case(layer(task=RectifySpec(warp="barrel")), "larger.png", working_size=None, curve=5e-3),
    "rectify-none": Case(layer(task=RectifySpec(warp="barrel", barrel=0.0), branch=OffsetBranchSpec(kind="none"))),
    "by-hand": Case(
        layer(
            task=HandSetSpec(weights=(1.0, -2.0, 0.5)),
            placed_points=placed((Tap(0, 4), (0.25, -0.5), Everywhere()), (Tap(0, 1), (1.0, 0.0), Unit((2, 1)))),
        ),
        "four.npy",
    ),
    "by-hand-groups": Case(layer(task=HandSetSpec(), groups=2, stride=2, padding=3, layers=2), "map.npy"),
    "by-hand-modulated": Case(
        layer(task=HandSetSpec(), branch=OffsetBranchSpec(start="random"), modulation="sigmoid", learns="both")
    ),
    "stack": Case(layer(layers=2, placed_points=BELOW)),
    "stack-of-three": Case(
        layer(
            layers=3,
            stride=2,
            padding=2,
            offset_groups=3,
            modulation="2·sigmoid",
            learns="both",
            branch=OffsetBranchSpec(depth=2, coordinates=True, smoothing=1.0, bias_rate=2.0),
            placed_points=BELOW,
        ),
        "larger.png",
        working_size=48,
        seed=2,
    ),
    "stack-taps": Case(
        layer(layers=2, task=HiddenTapsSpec(), branch=OffsetBranchSpec(kind="none"), learns="kernel"), "grey.png"
    ),
    "stack-position": Case(layer(layers=2, branch=OffsetBranchSpec(kind="position", scale=3.0), stride=2)),
}


FEW = {
    name: CASES[name]
    for name in ("rule", "rule-lopsided", "taps-free", "rectify-placed", "by-hand", "stack-of-three")
}
"""In the first stage; the slow one runs all, for fewer and for more steps."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("deformable")
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
    compare(CASES[name], folder, few_steps[name], 3)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_script_makes_the_numbers_of_the_program(name: str, folder: Path, first_steps: Numbers):
    compare(CASES[name], folder, first_steps[name], 6)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_loss_curve_stays_that_of_the_program(name: str, folder: Path, many_steps: Numbers):
    compare(CASES[name], folder, many_steps[name], 50)


def compare(case: Case, folder: Path, made: Mapping[str, np.ndarray], steps: int) -> None:
    """Hold what a script has made against what the program makes in so many steps."""
    lab = case.lab(folder)
    assert isinstance(lab, DeformableLab)
    target = made.get("target")
    if target is not None:
        np.testing.assert_allclose(target, lab.task.aim.target.numpy(), rtol=0, atol=case.tolerance)
    trains = "losses" in made
    trainer = lab.trainer
    learners = () if trainer is None else (*trainer.learner.lower, trainer.learner.layer)
    assert trains == any(group.parameters for layer in learners for group in layer.parameter_groups())
    if trainer is not None and trains:
        losses = [trainer.step()["loss"] for _ in range(steps)]
        np.testing.assert_allclose(made["losses"], losses, rtol=case.curve, atol=case.curve)
        assert len(set(losses)) == steps
    if case.tolerance > 1e-4 and steps > 10:
        return  # many channels are smoothed in half precision, which training amplifies: the loss alone is compared
    result = lab.forward()
    share = 1e-2 if trains else 1e-5  # what training amplifies is judged by the loss
    largest = max(1.0, float(result.output.abs().max()))
    np.testing.assert_allclose(made["output"], result.output.numpy(), rtol=0, atol=share * largest)
