"""Sources and labs for these tests."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import torch

from vizapp.document.experiment import DeformableSpec, Experiment, SubpixelSpec
from vizapp.labs import create_lab
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.sources.loaded import SourceKind
from vizapp.sources.samples import read_sample

CPU = torch.device("cpu")


def noise(height: int, width: int, channels: int = 3, seed: int = 0) -> np.ndarray:
    """Return an image of even noise, uint8 (H, W, C)."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, channels), dtype=np.uint8)


def photograph(name: str = "coffee") -> np.ndarray:
    return read_sample(name).values


def deformable(
    values: np.ndarray,
    kind: SourceKind = "image",
    *,
    seed: int = 0,
    working_size: int | None = None,
    device: torch.device = CPU,
    **spec: Any,
) -> tuple[DeformableLab, Experiment]:
    experiment = Experiment(deformable=DeformableSpec(**spec), seed=seed, working_size=working_size)
    lab = create_lab(experiment, kind, values, device)
    assert isinstance(lab, DeformableLab)
    return lab, experiment


def super_resolve(
    values: np.ndarray,
    kind: SourceKind = "image",
    *,
    seed: int = 0,
    working_size: int | None = None,
    device: torch.device = CPU,
    **spec: Any,
) -> tuple[SuperResolveLab, Experiment]:
    experiment = Experiment(lab="subpixel", subpixel=SubpixelSpec(**spec), seed=seed, working_size=working_size)
    lab = create_lab(experiment, kind, values, device)
    assert isinstance(lab, SuperResolveLab)
    return lab, experiment


def shuffle(
    values: np.ndarray, kind: SourceKind = "feature_map", *, working_size: int | None = None, **spec: Any
) -> tuple[ShuffleLab, Experiment]:
    experiment = Experiment(lab="subpixel", subpixel=SubpixelSpec(task="shuffle", **spec), working_size=working_size)
    lab = create_lab(experiment, kind, values, CPU)
    assert isinstance(lab, ShuffleLab)
    return lab, experiment


def with_spec(experiment: Experiment, **changes: Any) -> Experiment:
    """Return the experiment with changes in the spec of its lab."""
    spec = msgspec.structs.replace(getattr(experiment, experiment.lab), **changes)
    return msgspec.structs.replace(experiment, **{experiment.lab: spec})
