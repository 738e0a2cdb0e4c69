"""States of several upsamplers side by side, and what an engine would answer for them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
from fakes import picture, snapshot
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from rig import CanvasSession, colour_at, subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import upsampler_named
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.pictures import LAB, WIPE
from vizapp.gui.subpixel.requests import OUTPUT
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.protocol.metric import LOSS, Metric
from vizapp.protocol.requests import PictureRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]
RUNS = ("subpixel", "transposed-k3", "bicubic")
SHADES = {"subpixel": 0.3, "transposed-k3": 0.5, "bicubic": 0.7, "target": 0.9}
PSNR = Metric("psnr", "PSNR", "dB", lower_is_better=False, every=10, references={"bicubic": 27.0})


def experiment(*runs: str) -> Experiment:
    main, *compared = map(upsampler_named, runs)
    task = SuperResolveSpec(upsampler=main, compared=tuple(compared))
    return Experiment(lab=LAB, labs=(SubpixelSpec(upscale_factor=3, task=task),))


def compared(*runs: str, **view: Any) -> State:
    """Return a state of super-resolution by 3, with a map of 15 × 24, in which upsamplers are compared."""
    bare = subpixel_state(channels=1, **{"shown": frozenset(), **view})
    state = dataclasses.replace(bare, experiment=experiment(*(runs or RUNS)))
    metrics = (LOSS, PSNR, *(replace(PSNR, name=f"{run}_psnr", run=run, references={}) for run in RUNS[1:]))
    assert state.configured is not None
    return dataclasses.replace(state, configured=replace(state.configured, metrics=metrics, held_out_from=15))


def asked(state: State) -> dict[str, PictureRequest]:
    """Return what is asked for, for the output canvas, the line and the further canvases."""
    found = {}
    for name, request in SUBPIXEL.requests(state).items():
        if isinstance(request, PictureRequest) and (name in (OUTPUT, WIPE) or name.startswith("cell")):
            found[name] = request
    return found


def answered(state: State, **more: Any) -> dict[str, Any]:
    """Return a snapshot with an even grey for each picture that is asked for."""
    maps = {}
    for name, request in asked(state).items():
        shade = SHADES["target"] if request.name == "target" else SHADES[request.run or RUNS[0]]
        values = np.full((1, 15, 24), shade, np.float32)
        maps[name] = replace(picture(values), pixels=np.full((15, 24, 1), round(255 * shade), np.uint8))
    return {"snapshot": snapshot(maps, **more)}


def begin(show: Show, pair: CanvasPair) -> tuple[SubpixelScene, CanvasSession]:
    """Show three upsamplers, each with a picture on its canvas."""
    scene, session = show(compared())
    session.show(**answered(session.state))
    while len(pair.cells) < len(RUNS):
        QApplication.processEvents()
    return scene, session


def shades(pair: CanvasPair) -> list[float]:
    """Return the grey that each canvas for what comes out shows."""
    QApplication.processEvents()
    return [colour_at(canvas, canvas.projection.to_screen(4.4, 4.4))[0] / 255 for canvas in pair.cells]
