"""Small experiments for the tests of their files, made without an engine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
import numpy as np

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.keeping.curves import CurveTable, KeptCurves, KeptMark, KeptSeries
from vizapp.keeping.tensors import TensorPart
from vizapp.keeping.training import KeptBranch, LabTraining, Training, plain_settings
from vizapp.keeping.writing import Content, written

OF_THE_PRESENT_VERSION = Path(__file__).parents[1] / "data" / "experiment_1.vizapp"
"""Written by the program when this version of the format was new: both labs, with a branch in each."""
WEIGHT = np.arange(12, dtype=np.float32).reshape(3, 4)
SPEC = DeformableSpec(learning_rate=0.01)


def content() -> Content:
    """Return an experiment of 30 steps, and a branch from step 20 on to step 25."""
    first = KeptBranch(1, None, 0, "start", 30, True, 20, ((0, 0),), (0, 20), {"step_count": (0, 20)})
    second = KeptBranch(2, 1, 20, "settings", 25, False, 20, ((20, 1),), (20,), {"step_count": (20,)})
    settings = tuple(plain_settings(SPEC, SPEC.steering() | {"learning_rate": rate}) for rate in (0.02, 0.01))
    lab = LabTraining("deformable", (first, second), 2, 25, settings, {"step_count": 25})
    states = {"present": WEIGHT + 25, "1": np.stack([WEIGHT, WEIGHT + 20]), "2": WEIGHT[None] + 20}
    parts = tuple(
        TensorPart(f"deformable/{branch}/layer/weight", "F32", values.shape) for branch, values in states.items()
    )
    series = (
        KeptSeries("deformable", 1, "loss", 1, 30),
        KeptSeries("deformable", 1, "distance", 1, 30),
        KeptSeries("deformable", 2, "loss", 21, 5),
        KeptSeries("deformable", 2, "distance", 21, 5),
    )
    values = np.concatenate([np.linspace(1, 0.1, 30), np.full(30, np.nan), np.arange(5.0), np.arange(5.0) / 3])
    marks = (KeptMark("deformable", 2, 20, "learning_rate"),)
    return Content(
        Experiment(labs=(SPEC,), seed=7),
        Training((lab,)),
        parts,
        lambda: iter([array.tobytes() for array in states.values()]),
        KeptCurves(CurveTable(series, marks), values),
        b'{"pins": [[1, 2]]}',
        b"\x89PNG\r\n\x1a\n",
    )


def write(content: Content, path: Path) -> Path:
    """Write a file at once."""
    for _ in written(content, path):
        pass
    return path


def members_of(path: Path) -> dict[str, bytes]:
    """Return all members of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(members: Mapping[str, bytes]) -> bytes:
    """Return an archive with these members, text compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            packed = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name), data, packed)
    return stream.getvalue()


def with_json(members: Mapping[str, bytes], name: str, **changes: object) -> dict[str, bytes]:
    """Return members, one of which, JSON text, has other fields."""
    plain = msgspec.json.decode(members[name], type=dict[str, object])
    return {**members, name: msgspec.json.encode({**plain, **changes})}
