from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from lab_sources import CPU, deformable, noise, super_resolve
from torch.nn import functional

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import SourceKind
from vizapp.labs import working_copy as module
from vizapp.labs.create import LabBuilder
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.working_copy import WorkingCopies, reduced_copy
from vizapp.sources.loaded import network_values
from vizapp.value_picture import image_range
from vizapp.wording.problems import ProblemError


def _edges(height: int, width: int, channels: int) -> np.ndarray:
    """Return black and white areas with straight edges, the hardest thing for a reduction that approximates."""
    rows, columns = np.ogrid[:height, :width]
    black = (rows * 3 + columns * 2) % 101 < 50
    return np.repeat(np.where(black, 0, 255).astype(np.uint8)[:, :, None], channels, axis=2)


@pytest.mark.parametrize(
    ("kind", "values", "size"),
    [
        ("image", noise(333, 517), (61, 95)),
        ("image", noise(333, 517, 4), (61, 95)),
        ("image", _edges(900, 600, 1), (48, 32)),
        ("image", noise(40, 41, 1).astype(np.uint16) * 257, (39, 40)),
        ("image", noise(2, 500), (2, 192)),
        ("feature_map", np.random.default_rng(0).standard_normal((5, 70, 90)).astype(np.float32) * 1000, (16, 21)),
    ],
    ids=["noise", "alpha", "edges", "16 bits", "strip", "feature map"],
)
def test_a_reduction_is_that_of_torch(kind: SourceKind, values: np.ndarray, size: tuple[int, int]) -> None:
    full = torch.from_numpy(np.array(network_values(kind, values)))[None]
    expected = functional.interpolate(full, size=size, mode="bilinear", antialias=True, align_corners=False)
    scale = float(full.abs().max())
    torch.testing.assert_close(reduced_copy(kind, values, size), expected, atol=3e-6 * scale, rtol=0)


def test_a_reduction_in_parts_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    values = noise(200, 50)
    whole = reduced_copy("image", values, (7, 5))
    monkeypatch.setattr(module, "_BLOCK", 1000)
    torch.testing.assert_close(reduced_copy("image", values, (7, 5)), whole, atol=1e-6, rtol=0)


def test_a_copy_is_made_once_for_a_source_and_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def counted(kind: SourceKind, values: np.ndarray, size: tuple[int, int]) -> torch.Tensor:
        made.append(size)
        return reduced_copy(kind, values, size)

    monkeypatch.setattr(module, "reduced_copy", counted)
    build, values = LabBuilder(), noise(64, 96)
    labs = [
        build(Experiment(labs=(DeformableSpec(dilation=dilation),), working_size=size), "image", values, CPU)
        for dilation, size in ((1, 48), (2, 48), (3, 24), (4, 48))
    ]
    assert made == [(32, 48), (16, 24)]
    first, second = labs[0], labs[1]
    assert isinstance(first, DeformableLab)
    assert isinstance(second, DeformableLab)
    first.trainer.step()
    assert torch.equal(second.input, reduced_copy("image", values, (32, 48)))
    build(Experiment(working_size=48), "image", values.copy(), CPU)
    assert made == [(32, 48), (16, 24), (32, 48)]


def test_only_the_last_few_sizes_are_kept() -> None:
    source = WorkingCopies("image", noise(64, 64))
    first = source.of_size(50)
    for size in (16, 17, 50, 18):
        source.of_size(size)
    assert source.of_size(50) is first
    for size in (16, 17, 18):
        source.of_size(size)
    assert source.of_size(50) is not first


def test_what_is_not_finite_is_counted_in_a_feature_map() -> None:
    values = np.zeros((3, 8, 8), np.float32)
    values[1, 2, 3], values[2, 0, 0] = np.nan, -np.inf
    with pytest.raises(ProblemError, match="holds 2 values that are NaN or infinite"):
        WorkingCopies("feature_map", values).require_finite()
    WorkingCopies("image", noise(8, 8)).require_finite()


@pytest.mark.parametrize("make", [deformable, super_resolve])
def test_a_small_part_of_sixteen_bits_is_drawn_and_computed_with_as_it_is(make: Callable[..., Any]) -> None:
    generator = np.random.default_rng(0)
    ramp = np.linspace(100, 1000, 64 * 64).reshape(64, 64, 1) + generator.normal(0, 20, (64, 64, 1))
    values = ramp.clip(0).astype(np.uint16)
    values[3, 4] = 65535
    lab, _ = make(values)
    picture = lab.input_picture(None)[1]
    assert (picture.low, picture.high) == image_range(values)
    assert len(np.unique(picture.pixels)) > 100
    if isinstance(lab, DeformableLab):
        np.testing.assert_allclose(lab.input.numpy()[0, 0], values[:, :, 0] / 65535, atol=1e-6)
