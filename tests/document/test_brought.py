"""Settings of a layer with brought offsets, as they are stored."""

from __future__ import annotations

import pytest

from vizapp.document.brought import BroughtArray, BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, validated
from vizapp.document.text import from_text, to_text

TASK = BroughtSpec(
    arrays=(BroughtArray("offsets", "/data/layer.npz", "off"), BroughtArray("weight", "/data/w.npy")),
    layout="group-split-xy",
    kernel_size=(1, 7),
    stride=(2, 1),
    padding=(0, 3),
    dilation=(1, 2),
    offset_groups=4,
    groups=2,
    outputs=8,
    read_size=(30, 40),
)


def test_they_survive_the_text_form() -> None:
    experiment = Experiment(labs=(DeformableSpec(task=TASK),))
    assert from_text(to_text(experiment)) == experiment


@pytest.mark.parametrize(
    "changes", [{"kernel_size": (2, 3)}, {"layout": "other"}, {"stride": (0, 1)}, {"offset_groups": 65}]
)
def test_values_out_of_range_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(changes))):
        validated(Experiment(labs=(DeformableSpec(task=TASK.replaced(**changes)),)))


def test_another_task_has_its_own_operator_again() -> None:
    spec = DeformableSpec(task=TASK, stride=3)
    assert spec.geometry.kernel_size == (1, 7)
    assert spec.with_task(DeformableSpec().task).geometry.stride == (3, 3)
