"""What labs are built from, checked where it comes in."""

from __future__ import annotations

import numpy as np
import pytest
from engine_fakes import LoopBench, one

from vizapp.protocol.commands import SetSource
from vizapp.protocol.events import Configured, Refused
from vizapp.wording.problems import sentence


def answer_to(kind: str, values: np.ndarray) -> Configured | Refused:
    bench = LoopBench()
    bench.send(SetSource, kind, values)
    seq = bench.configure()
    bench.advance()
    refused = [reply for reply in bench.published if isinstance(reply, Refused)]
    assert [reply.seq for reply in refused] in ([], [seq])
    return refused[0] if refused else one(bench.published, Configured)


@pytest.mark.parametrize(
    ("kind", "shape", "dtype"),
    [
        ("image", (8, 10), np.uint8),
        ("image", (8, 10, 2), np.uint8),
        ("image", (8, 10, 3), np.uint16),
        ("image", (8, 10, 3), np.float32),
        ("image", (8, 0, 3), np.uint8),
        ("image", (1, 8, 10, 3), np.uint8),
        ("feature_map", (8, 10), np.float32),
        ("feature_map", (4, 8, 10), np.float64),
        ("feature_map", (4, 8, 10), np.uint8),
        ("feature_map", (0, 8, 10), np.float32),
        ("feature_map", (2, 4, 8, 10), np.float32),
    ],
)
def test_what_is_no_source_is_refused_with_the_document(kind: str, shape: tuple[int, ...], dtype: type) -> None:
    refused = answer_to(kind, np.zeros(shape, dtype))
    assert isinstance(refused, Refused)
    assert refused.problem.field == "source"
    told = sentence(refused.problem)
    assert f"{np.dtype(dtype)} of shape {shape}" in told
    assert "float32 of" in told if kind == "feature_map" else "uint8 of" in told


@pytest.mark.parametrize(
    ("kind", "shape", "dtype"),
    [
        ("image", (8, 10, 1), np.uint8),
        ("image", (8, 10, 3), np.uint8),
        ("image", (8, 10, 4), np.uint8),
        ("image", (8, 10, 1), np.uint16),
        ("feature_map", (1, 1, 1), np.float32),
        ("feature_map", (256, 8, 10), np.float32),
    ],
)
def test_every_kind_of_source_is_taken(kind: str, shape: tuple[int, ...], dtype: type) -> None:
    assert isinstance(answer_to(kind, np.zeros(shape, dtype)), Configured)
