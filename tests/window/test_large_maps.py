"""What opening a feature map of 134 MB takes: seconds, the engine's memory, and what stays in the window.

The figures are printed. Memory is the same whatever else runs; of the time the best of up to three attempts counts,
and where other programs used the cores at every attempt, nothing is said of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from slowness import slowness

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.timeout(400),
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of another process"),
]

SCRIPT = Path(__file__).with_name("large_maps.py")
ATTEMPTS = 3
SHAPE = (512, 256, 256)

SECONDS_AIM, SECONDS_LIMIT = 2.0, 4.0
"""1.8 to 2.3 s were measured on two cores while what the offset branch reads was smoothed at full size, which took
0.3 s of it. What fails is a regression; the aim is printed. The limit grows with what a slower processor needs for a
plain loop, and lies at twice the aim: a machine that shares its memory with others moves 134 MB more slowly than that
tells (3.4 to 4.2 s, where the loop took 1.3 to 1.7 times as long)."""
ENGINE_AIM, ENGINE_LIMIT = 3.0, 3.2
"""In maps, over what the engine takes once it has imported everything; 2.82 to 2.95 were measured."""
WINDOW_LIMIT = 60.0
"""In MB, over what the window took before and the source on show."""
CORES = 1.8


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Four files of a map each: smooth, as no training gets anywhere in noise."""
    folder, random = tmp_path_factory.mktemp("maps"), np.random.default_rng(0)
    waves = [np.sin(np.outer(random.random(256), np.arange(256)) / 9).astype(np.float32) for _ in range(16)]
    paths = [folder / f"map{number}.npy" for number in range(4)]
    for number, path in enumerate(paths):
        np.save(path, np.stack([waves[(channel + number) % 16] * (channel + 1) for channel in range(SHAPE[0])]))
    return [str(path) for path in paths]


def measure(lab: str, files: list[str], folder: Path) -> dict[str, float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "VIZAPP_SETTINGS": str(folder / "settings.ini")}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), lab, *files], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    figures: dict[str, float] = json.loads(done.stdout)
    print(lab, {name: round(value, 2) for name, value in figures.items()})
    print(f"the aims are {SECONDS_AIM} s and {ENGINE_AIM} maps")
    return figures


@pytest.mark.parametrize("lab", ["deformable", "subpixel"])
def test_a_large_map_is_shown_and_trained_on_soon(lab: str, maps: list[str], tmp_path: Path) -> None:
    measured, limit = [], SECONDS_LIMIT * slowness()
    for _ in range(ATTEMPTS):
        figures = measure(lab, maps[:1], tmp_path)
        if figures["seconds"] < limit:
            return
        if figures["free_cores"] >= CORES:
            measured.append(figures["seconds"])
    if not measured:
        pytest.skip(f"other programs left fewer than {CORES} cores at every attempt")
    pytest.fail(f"measured {measured}; under {limit:.3g} s is required")


@pytest.mark.parametrize("lab", ["deformable", "subpixel"])
def test_the_memory_of_large_maps_is_given_back(lab: str, maps: list[str], tmp_path: Path) -> None:
    figures = measure(lab, maps, tmp_path)
    assert figures["engine_peak_in_maps"] < ENGINE_LIMIT
    assert figures["window_more"] < WINDOW_LIMIT
