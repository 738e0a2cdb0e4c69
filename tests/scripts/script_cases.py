"""Sources and experiments whose scripts are compared with the program, and how both are run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from PIL import Image
from test_source_colours import profile

from vizapp.document.experiment import Experiment, Source
from vizapp.document.lab_spec import LabSpec
from vizapp.keeping.kept_pictures import file_inside, pasted
from vizapp.keeping.writing import Content, PictureToKeep, written
from vizapp.labs.base import Lab
from vizapp.labs.create import create_lab
from vizapp.scripts.request import ScriptRequest
from vizapp.scripts.write import experiment_script
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.reader import read_source

RUNNER = Path(__file__).with_name("run_scripts.py")


@dataclass(frozen=True)
class Case:
    """An experiment of one lab: its settings, and the file that it reads.

    ``tolerance`` is how far the target may be from the program's, ``curve`` how far the loss, at any step.
    """

    spec: LabSpec
    source: str = "colour.png"
    seed: int = 0
    working_size: int | None = 24
    array: str | None = None
    axes: str | None = None
    tolerance: float = 1e-5
    curve: float = 1e-4

    def experiment(self, folder: Path) -> Experiment:
        return Experiment(
            lab=self.spec.lab,
            labs=(self.spec,),
            source=Source("file", str(folder / self.source), self.array, self.axes),  # type: ignore[arg-type]  # one of the two
            seed=self.seed,
            working_size=self.working_size,
        )

    def loaded(self, folder: Path) -> LoadedSource:
        return read_source(folder / self.source, self.array, self.axes)  # type: ignore[arg-type]  # as above

    def script(self, folder: Path, steps: int) -> str:
        return experiment_script(
            ScriptRequest(self.experiment(folder), self.loaded(folder), steps, self.working_size or 192)
        )

    def lab(self, folder: Path) -> Lab:
        """Return the program's own lab, at step 0."""
        loaded = self.loaded(folder)
        return create_lab(self.experiment(folder), loaded.kind, loaded.values, torch.device("cpu"))


def write_sources(folder: Path) -> None:
    """Write pictures that are not square and have something everywhere, and arrays."""
    rng = np.random.default_rng(7)

    def picture(height: int, width: int, channels: int) -> np.ndarray:
        # Smooth, so that a gradient leads somewhere, with some noise.
        y, x = np.mgrid[:height, :width] / 5
        waves = [np.sin(y * (1 + c / 3) + c) + np.cos(x * (1.5 - c / 4) + y * c / 5) for c in range(channels)]
        values = 128 + 45 * np.stack(waves, -1) + rng.normal(0, 12, (height, width, channels))
        return values.clip(0, 255).astype(np.uint8)

    colour = picture(33, 46, 3)
    Image.fromarray(colour).save(folder / "colour.png")
    Image.fromarray(picture(66, 80, 3)).save(folder / "larger.png")
    Image.fromarray(picture(46, 33, 1)[:, :, 0]).save(folder / "grey.png")
    Image.fromarray(np.dstack([colour, picture(33, 46, 1)])).save(folder / "alpha.png")
    Image.fromarray(picture(33, 46, 1)[:, :, 0].astype(np.uint16) * 251).save(folder / "deep.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(colour).save(folder / "turned.jpg", exif=exif)
    Image.fromarray(colour).save(folder / "wide.jpg", exif=exif, icc_profile=profile())
    Image.fromarray(colour).save(folder / "wide.png", icc_profile=profile())
    few = picture(21, 26, 8).astype(np.float32) / 50 - 2
    np.save(folder / "map.npy", few.transpose(2, 0, 1).copy())
    np.save(folder / "last.npy", few)
    batch = torch.from_numpy(few.transpose(2, 0, 1).copy())[None].repeat(2, 1, 1, 1)
    torch.save({"layer1": batch.to(torch.bfloat16), "epoch": 3}, folder / "state.pt")
    torch.save(torch.from_numpy(picture(20, 24, 3)), folder / "pixels.pt")
    many = np.concatenate([picture(19, 24, 8) for _ in range(5)], 2).transpose(2, 0, 1).astype(np.float64) / 30
    np.savez(folder / "several.npz", **{"of a batch": np.stack([many, many + 1]), "another": many[:6]})
    np.save(folder / "four.npy", np.arange(1, 17, dtype=np.int64).reshape(4, 4))

    def kept(name: str, source: Source, picture: PictureToKeep) -> None:
        for _ in written(Content(Experiment(source=source), pictures={"source": picture}), folder / name):
            pass

    for name, within in (("turned.jpg", "photograph.vizapp"), ("several.npz", "arrays.vizapp")):
        location = str(folder / name)
        kept(within, Source("file", location), file_inside(location, "source"))
    deep = np.asarray(Image.open(folder / "deep.png")).astype(np.uint16)[:, :, None]
    for within, values in (("pasted.vizapp", colour), ("deep.vizapp", deep)):
        kept(within, Source("memory", "pasted-1"), pasted(values, "pasted image"))


Numbers: TypeAlias = Mapping[str, Mapping[str, np.ndarray]]
"""What scripts have made, by the name of the case and of the variable."""


def numbers_of_scripts(cases: Mapping[str, Case], folder: Path, steps: int) -> Numbers:
    """Write the scripts of all cases, and run them."""
    scripts = folder / f"scripts-{steps}"
    scripts.mkdir()
    for name, case in cases.items():
        (scripts / f"{name}.py").write_text(case.script(folder, steps), "utf-8")
    return run_scripts(scripts)


def run_scripts(folder: Path) -> Numbers:
    """Run every script of a folder in one process without vizapp, and return what each has made, by its name."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["OMP_NUM_THREADS"] = "1"  # maps of a few hundred units are no work for two
    done = subprocess.run(
        [sys.executable, str(RUNNER), str(folder)], cwd=folder, env=environment, capture_output=True, text=True
    )
    errors = [path.read_text("utf-8") for path in sorted(folder.glob("*.error"))]
    assert done.returncode == 0, "\n".join([*errors, done.stderr])
    return {path.stem: np.load(path) for path in folder.glob("*.npz")}
