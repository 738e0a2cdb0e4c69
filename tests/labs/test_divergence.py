"""A training that goes astray: it stops before it can spoil anything, and is back at its last good step."""

from __future__ import annotations

import pytest
import torch
from lab_sources import deformable, noise

from vizapp.labs.base import DivergedError
from vizapp.labs.deformable.trainer import KEEP_EVERY


@pytest.mark.parametrize("compared", [(), ("free", "none")])
def test_it_goes_back_to_the_last_state_that_was_kept(compared: tuple[str, ...]) -> None:
    lab, _ = deformable(noise(24, 32), compared=compared)
    trainer = lab.trainer
    assert trainer is not None
    for _ in range(KEEP_EVERY):
        trainer.step()
    kept = trainer.measures()
    for _ in range(5):
        trainer.step()
    with torch.no_grad():
        next(lab.layer.branch.parameters())[0, 0] = torch.nan
    with pytest.raises(DivergedError) as raised:
        trainer.step()
    assert raised.value.problem.code == "training.offsets-not-finite"
    assert trainer.step_count == KEEP_EVERY
    assert trainer.measures() == kept
    assert trainer.step()["loss"] == kept["loss"]


def test_a_loss_that_is_not_finite_updates_nothing() -> None:
    lab, _ = deformable(noise(24, 32), learns="both")
    trainer = lab.trainer
    assert trainer is not None
    for _ in range(3):
        trainer.step()
    with torch.no_grad():
        lab.layer.kernel[0] = torch.inf
    with pytest.raises(DivergedError) as raised:
        trainer.step()
    assert raised.value.problem.code == "training.loss-not-finite"
    assert trainer.step_count == 0
    assert all(parameter.isfinite().all() for parameter in lab.layer.parameters())
