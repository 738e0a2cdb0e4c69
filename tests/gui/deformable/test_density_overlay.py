"""How often pixels are read, over the input."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import pairwise

import msgspec
import numpy as np
from fakes import picture
from rig import CanvasSession, colour_at, deformable_state, near, with_spec

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.deformable.density_overlay import DENSITY, density_image, density_lines
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.protocol.requests import PictureRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]


def test_lightness_rises_with_the_density() -> None:
    levels = np.arange(256, dtype=np.uint8)[None, :, None]
    image = density_image(levels)
    lightness = [image.pixelColor(n, 0).lightnessF() for n in range(0, 256, 15)]
    assert all(low < high for low, high in pairwise(lightness))
    assert image.pixelColor(0, 0).alpha() == image.pixelColor(255, 0).alpha()


def test_it_is_drawn_where_it_was_counted_and_its_scale_is_said(deformable: Show, pair: CanvasPair) -> None:
    values = np.zeros((1, 48, 64), np.float32)
    values[0, 30:, 40:] = 27
    shown = msgspec.structs.replace(
        picture(values), pixels=(values[0, ..., None] / 27 * 255).astype(np.uint8), low=0.0, high=27.0
    )
    state = deformable_state()
    assert state.snapshot is not None
    snapshot = msgspec.structs.replace(state.snapshot, answers=state.snapshot.answers | {DENSITY: shown})
    scene, session = deformable(dataclasses.replace(state, snapshot=snapshot))
    dense = pair.input.projection.to_screen(33, 45)
    assert near(colour_at(pair.input, dense), (128, 128, 128))
    session.look(shown=frozenset({DENSITY}))
    assert min(colour_at(pair.input, dense)) > 150
    assert max(colour_at(pair.input, pair.input.projection.to_screen(28, 38))) < 80
    said = ("read 0 to 27 or more times", "middle: 13.5, as by a plain convolution")
    assert scene.overlays[DENSITY].key.lines == said
    session.look(shown=frozenset())
    assert near(colour_at(pair.input, dense), (128, 128, 128))
    assert not scene.overlays[DENSITY].key.isVisible()


def test_the_ends_and_the_middle_of_its_scale_are_said() -> None:
    narrow = msgspec.structs.replace(picture(np.zeros((1, 2, 2), np.float32)), low=6.0, high=12.0)
    assert density_lines(narrow) == ("read 6 or fewer to 12 or more times", "middle: 9, as by a plain convolution")


def test_it_is_that_of_the_run_on_show() -> None:
    state = deformable_state(shown=frozenset({DENSITY}), run="free", rigid=True)
    assert DEFORMABLE.requests(with_spec(state, compared=("free",)))[DENSITY] == PictureRequest(
        "density", rigid=True, run="free"
    )
    assert DEFORMABLE.requests(with_spec(state))[DENSITY] == PictureRequest("density", rigid=True), "no such run"


def test_it_is_asked_for_only_while_it_is_shown() -> None:
    state = deformable_state()
    assert DENSITY not in DEFORMABLE.requests(state)
    view = dataclasses.replace(state.view, shown=frozenset({DENSITY}))
    assert DEFORMABLE.requests(dataclasses.replace(state, view=view))[DENSITY] == PictureRequest("density")
