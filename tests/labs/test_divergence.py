"""A training that goes astray says so before it can spoil anything, and a state of before restores it."""

from __future__ import annotations

import pytest
import torch
from lab_sources import deformable, noise

from vizapp.labs.base import DivergedError


@pytest.mark.parametrize("compared", [(), ("free", "none")])
def test_a_state_of_before_leads_back(compared: tuple[str, ...]) -> None:
    lab, _ = deformable(noise(24, 32), compared=compared)
    trainer = lab.trainer
    assert trainer is not None
    for _ in range(5):
        trainer.step()
    kept, measures = trainer.state(), trainer.measures()
    for _ in range(5):
        trainer.step()
    with torch.no_grad():
        next(lab.layer.branch.parameters())[0, 0] = torch.nan
    with pytest.raises(DivergedError) as raised:
        trainer.step()
    assert raised.value.problem.code == "training.offsets-not-finite"
    trainer.restore(kept)
    assert trainer.step_count == 5
    assert trainer.measures() == measures
    assert trainer.step()["loss"] == measures["loss"]


def test_a_loss_that_is_not_finite_updates_nothing() -> None:
    lab, _ = deformable(noise(24, 32), learns="both")
    trainer = lab.trainer
    assert trainer is not None
    for _ in range(3):
        trainer.step()
    kept = trainer.state()
    with torch.no_grad():
        lab.layer.kernel[0] = torch.inf
    with pytest.raises(DivergedError) as raised:
        trainer.step()
    assert raised.value.problem.code == "training.loss-not-finite"
    assert trainer.step_count == 3
    trainer.restore(kept)
    fresh, _ = deformable(noise(24, 32), learns="both")
    assert fresh.trainer is not None
    for _ in range(3):
        fresh.trainer.step()
    # The gradients of the step that failed are gone, too.
    assert trainer.step() == pytest.approx(fresh.trainer.step(), nan_ok=True)
    assert trainer.step() == pytest.approx(fresh.trainer.step(), nan_ok=True)


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_of_a_stack_the_layer_is_named_that_gives_what_is_not_finite(layer: int) -> None:
    lab, _ = deformable(noise(24, 32), layers=3, learns="both")
    trainer = lab.trainer
    assert trainer is not None
    trainer.step()
    with torch.no_grad():
        [*trainer.learner.lower, lab.layer][layer - 1].kernel[0] = torch.inf
    with pytest.raises(DivergedError) as raised:
        trainer.step()
    assert raised.value.problem.code == "training.layer-output-not-finite"
    assert raised.value.problem.values == {"layer": layer, "layers": 3}
    assert trainer.step_count == 1
