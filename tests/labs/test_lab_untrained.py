"""What the layer was before training: kept from step 0, and not assumed to be the rigid grid."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import deformable, drawn, noise, read, with_spec, with_unseen

from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import PictureRequest

RANDOM = OffsetBranchSpec(start="random")


@pytest.mark.parametrize(
    "spec",
    [
        {"branch": RANDOM},
        {"branch": RANDOM, "learns": "both", "modulation": "2·sigmoid"},
        {"branch": OffsetBranchSpec(kind="free", start="random"), "offset_groups": 3, "stride": 2},
        {"branch": RANDOM, "layers": 2},
    ],
    ids=["random start", "kernel and masks trained too", "free map, three groups", "two layers"],
)
def test_it_is_the_state_of_step_0(spec: dict[str, Any]) -> None:
    lab, experiment = deformable(noise(20, 26), **spec)
    offset, first_output = lab.forward().offset.clone(), drawn(lab).values
    assert lab.trainer is not None
    assert float(offset.abs().max()) > 0.1
    begun = lab.trainer.state()
    for _ in range(4):
        lab.trainer.step()
    lab.adjust(with_spec(experiment, placed_points=(PlacedPoint(Tap(0, 1), (3.0, -2.0)),)))
    present = drawn(lab)
    untrained = drawn(lab, "untrained")
    assert first_output is not None
    assert untrained.values is not None
    np.testing.assert_allclose(untrained.values, first_output, atol=1e-6)
    assert present.values is not None
    assert np.abs(present.values - first_output).max() > 1e-3
    assert (untrained.low, untrained.high) == (present.low, present.high), "they compare"
    (reading,) = read(lab, (3, 5), untrained=True)
    assert reading.untrained_yx is not None
    rigid = reading.point_yx - reading.offset_yx
    expected = offset[0, :, 3, 5].reshape(-1, 2).numpy()
    np.testing.assert_allclose(reading.untrained_yx - rigid, expected, atol=1e-5)
    assert np.abs(reading.offset_yx - expected).max() > 0.01
    lab.trainer.restore(begun)
    (again,) = read(lab, (3, 5), untrained=True)
    np.testing.assert_array_equal(again.untrained_yx, reading.untrained_yx)


def test_from_zero_it_is_the_rigid_grid_and_training_is_not_disturbed() -> None:
    lab, _ = deformable(noise(20, 26))
    undisturbed, _ = deformable(noise(20, 26))
    for each in (lab, undisturbed):
        assert each.trainer is not None
    for _ in range(5):
        assert lab.trainer.step() == undisturbed.trainer.step()
        (reading,) = read(lab, (3, 5), untrained=True, exact=False)
        drawn(lab, "untrained", exact=False)
    assert reading.untrained_yx is not None
    np.testing.assert_allclose(reading.untrained_yx, reading.point_yx - reading.offset_yx, atol=1e-5)


def test_on_the_unseen_picture_it_is_what_the_first_parameters_give_there() -> None:
    lab = with_unseen(noise(20, 26), noise(24, 22, seed=7), branch=RANDOM)
    first = drawn_unseen(lab, "output")
    assert lab.trainer is not None
    for _ in range(4):
        lab.trainer.step()
    np.testing.assert_allclose(drawn_unseen(lab, "untrained"), first, atol=1e-6)
    assert np.abs(drawn_unseen(lab, "output") - first).max() > 1e-3


def test_it_is_left_out_where_it_was_not_asked_for() -> None:
    lab, _ = deformable(noise(20, 26))
    assert read(lab, (3, 5))[0].untrained_yx is None


def test_of_two_branches_each_has_its_own() -> None:
    lab, _ = deformable(noise(20, 26), branch=RANDOM, compared=("none",))
    (main,), (other,) = (read(lab, (3, 5), untrained=True, run=run) for run in (None, "none"))
    assert main.untrained_yx is not None
    assert other.untrained_yx is not None
    assert np.abs(main.untrained_yx - other.untrained_yx).max() > 0.05
    assert torch.equal(torch.from_numpy(other.untrained_yx), torch.from_numpy(other.point_yx))


def drawn_unseen(lab: Any, name: str) -> np.ndarray:
    answer = lab.answer({"asked": PictureRequest(name)}, exact=True, unseen=True).answers["asked"]
    assert isinstance(answer, Picture)
    assert answer.values is not None
    return answer.values
