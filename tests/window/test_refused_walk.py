"""What is refused, and what is asked about maps that could be offsets, with real keys in the real window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from test_whole_window import Walk

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]


def test_nonsense_maps_that_do_not_fit_and_offsets_with_nan(walk: Walk, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    offsets = random.normal(0, 1, (36, 6, 5)).astype(np.float32)
    offsets[random.random(offsets.shape) < 0.05] = np.nan
    np.save(tmp_path / "offsets.npy", offsets)
    np.save(tmp_path / "odd.npy", random.random((10, 13, 7), dtype=np.float32))
    walk("refused", str(tmp_path / "offsets.npy"), str(tmp_path / "odd.npy"), script="walks_refused.py")
