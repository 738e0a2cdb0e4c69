"""``vizapp run --figures``: the figures of the window beside the results, drawn without a screen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import torch
from kept_samples import OF_THE_PRESENT_VERSION
from PIL import Image

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.engine.device import configure_threads
from vizapp.gui.labs import LAB_UIS
from vizapp.labs.create import create_lab
from vizapp.run.figures import FORMATS, figure_formats
from vizapp.run.files import figure_files, result_files
from vizapp.run.trained_engine import TrainedEngine
from vizapp.run.training_steps import train
from vizapp.session.session import Session
from vizapp.sources.client import SourceReader

SVG = "{http://www.w3.org/2000/svg}"
SMALL = ("--working-size", "48", "--device", "cpu")


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-m", "vizapp", "run", *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=110,
    )


def written(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()} & figure_files()


@pytest.mark.slow
def test_figures_in_every_format_and_an_animation(tmp_path: Path) -> None:
    photograph = tmp_path / "风景 & <山>.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (300, 400, 3), np.uint8)).save(photograph)
    out = tmp_path / "结果"
    ended = run(
        *("--lab", "deformable", "--source", photograph, "--steps", 4, "--out", out, "--device", "cpu"),
        *("--working-size", 128),
        *("--figures", "svg,pdf,png,gif"),
    )
    assert ended.returncode == 0, ended.stderr
    stills = {f"figure-{what}.{ending}" for what in ("input", "output", "curves") for ending in ("svg", "pdf", "png")}
    assert written(out) == stills | {"figure-input.gif"}
    shares = [int(share) for share in re.findall(r"figure-input.gif: (\d+) %", ended.stderr)]
    assert shares == sorted(set(shares)), "each once"
    assert shares[-1] == 100
    assert {each.name for each in out.iterdir()} <= result_files(), "nothing is left beside them"
    root = ElementTree.parse(out / "figure-input.svg").getroot()
    assert "风景 & <山>.png" in "".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert len(list(root.iter(f"{SVG}circle"))) >= 9, "the points"
    assert (out / "figure-output.pdf").read_bytes().startswith(b"%PDF-")
    with Image.open(out / "figure-curves.png") as image:
        assert image.getpixel((3, 3)) == (255, 255, 255)
    with Image.open(out / "figure-input.gif") as image:
        assert (image.n_frames, image.width) == (5, 640)


@pytest.mark.slow
def test_each_output_that_is_compared_has_its_figure(tmp_path: Path) -> None:
    ended = run(
        *("--lab", "subpixel", "--upsamplers", "subpixel,transposed-k3,bicubic", "--steps", 3, "--out", tmp_path),
        *(*SMALL, "--figures"),
    )
    assert ended.returncode == 0, ended.stderr
    outputs = {"figure-output.png", "figure-output-2.png", "figure-output-3.png"}
    assert written(tmp_path) == outputs | {"figure-input.png", "figure-curves.png"}


@pytest.mark.slow
def test_where_nothing_is_trained_there_is_no_animation(tmp_path: Path) -> None:
    ended = run(
        *("--lab", "subpixel", "--task", "shuffle", "--out", tmp_path, *SMALL, "--figures", "webp,png"),
    )
    assert ended.returncode == 0, ended.stderr
    assert "nothing was trained, so there is no animation" in ended.stderr
    assert written(tmp_path) == {"figure-input.png", "figure-output.png"}


@pytest.mark.slow
def test_an_experiment_from_a_file_goes_on_and_its_animation_begins_at_its_beginning(tmp_path: Path) -> None:
    ended = run(OF_THE_PRESENT_VERSION, "--steps", 2, "--out", tmp_path, "--figures", "apng")
    assert ended.returncode == 0, ended.stderr
    done = len(json.loads((tmp_path / "metrics.json").read_text())["loss"])
    with Image.open(tmp_path / "figure-input.apng") as image:
        assert image.n_frames == done + 1 > 3
    ended = run(OF_THE_PRESENT_VERSION, "--save", tmp_path / "x.vizapp", "--figures")
    assert ended.returncode == 2
    assert "--figures needs a folder" in ended.stderr


def test_figures_of_an_earlier_run_go_with_its_results() -> None:
    assert figure_files() <= result_files()
    assert len(figure_files()) == 8 * len(FORMATS)


def test_formats() -> None:
    assert figure_formats("PDF, .svg,pdf") == ("pdf", "svg")
    ended = run("--lab", "deformable", "--out", "x", "--figures", "png,jpg")
    assert ended.returncode == 2
    assert "'jpg' is no format of figures; choose among png, svg, pdf, gif, apng, webp" in ended.stderr


def tensors(state: Any) -> Iterator[torch.Tensor]:
    """Yield those in nested mappings and lists."""
    if isinstance(state, torch.Tensor):
        yield state
    elif isinstance(state, Mapping | list | tuple):
        for each in state.values() if isinstance(state, Mapping) else state:
            yield from tensors(each)


def wait(session: Session, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, session.state.banner
        session.poll()
        time.sleep(0.001)


def test_an_engine_of_a_trained_lab_shows_what_it_was_trained_to() -> None:
    spec = DeformableSpec()
    configure_threads()
    experiment = Experiment(labs=(spec,), device="cpu", working_size=48)
    values = np.random.default_rng(1).integers(0, 255, (40, 48, 3), np.uint8)
    lab = create_lab(experiment, "image", values, torch.device("cpu"))
    assert lab.trainer is not None
    states = []
    training = train(lab.trainer, "CPU", 30, lambda: False, lambda *_: states.append(lab.trainer.state()))
    session = Session(TrainedEngine(lab, training.timeline, training.series), SourceReader(), LAB_UIS, experiment)
    try:
        wait(session, lambda: session.shows_everything)
        state = session.state
        assert state.snapshot is not None
        assert (state.transport.step, state.snapshot.step, state.timeline.head) == (30, 30, 30)
        np.testing.assert_array_equal(state.curves["deformable"].series["loss"], training.series["loss"])
        for step in (7, 30):
            session.go_to(1, step)
            wait(session, lambda step=step: session.shows_everything and session.state.transport.step == step)
            here, then = list(tensors(lab.trainer.state())), list(tensors(states[step - 1]))
            assert here
            assert all(torch.equal(one, other) for one, other in zip(here, then, strict=True))
    finally:
        session.close()
