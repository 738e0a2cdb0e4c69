"""Whatever changes in the state, a scene that followed it shows what a scene shows that draws everything anew."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from fakes import (
    DEAD,
    TOO_LARGE,
    configured,
    deformable_snapshot,
    image_source,
    map_source,
    picked,
    picture,
    unit_reading,
)
from PySide6.QtWidgets import QApplication
from rig import CanvasSession, deformable_state, screen, subpixel_state

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.shown import Fields, Shown, fields
from vizapp.protocol.events import InputPicture
from vizapp.session.engine_state import EngineStatus, Transport
from vizapp.session.source_state import SidePicture
from vizapp.session.state import State
from vizapp.session.view import View

Show = Callable[[State], tuple[LabScene, CanvasSession]]


def looks(pair: CanvasPair) -> list[Any]:
    """Return everything that the two canvases show: their pixels, badges and choices."""
    QApplication.processEvents()
    found: list[Any] = []
    for canvas in (pair.input, pair.output):
        found += [screen(canvas).tobytes(), canvas.title.text(), canvas.note.text(), canvas.size_in_pixels]
        found += [canvas.grab().toImage()]
    return found


def changes(state: State) -> dict[str, dict[str, Any]]:
    """Return changes of single fields of a state."""
    view = state.view
    assert state.configured is not None
    return {
        "nothing that is drawn": {"transport": Transport(step=7), "can_undo": True},
        "another pick": {"picks": picked((3, 4), state.experiment.lab)},
        "no pick": {"picks": {}},
        "the plain convolution": {"view": dataclasses.replace(view, rigid=True)},
        "the scope": {"view": dataclasses.replace(view, scope="brush")},
        "the picture": {"view": dataclasses.replace(view, pictures={(state.experiment.lab, "right"): "error"})},
        "the left picture": {"view": dataclasses.replace(view, pictures={(state.experiment.lab, "left"): "input"})},
        "an input channel": {"view": dataclasses.replace(view, input_channel=1)},
        "no overlays": {"view": dataclasses.replace(view, shown=frozenset())},
        "a selected tap": {"view": dataclasses.replace(view, selected_tap=3)},
        "no snapshot": {"snapshot": None},
        "a refusal": {"refusal": TOO_LARGE, "snapshot": None},
        "a dead engine": {"engine": EngineStatus("lost", problem=DEAD), "configured": None},
        "an engine that stays dead": {"engine": EngineStatus("failed", problem=DEAD), "snapshot": None},
        "what is made": {"configured": msgspec.structs.replace(state.configured, reads_source=False)},
        "another source": {"source": image_source(30, 20, name="other.png")},
        "a map as source": {"source": map_source(np.zeros((3, 48, 64)))},
        "a picture of the input": {
            "input_picture": InputPicture(
                state.configured.generation, (0, 1, 2), picture(np.full((3, 48, 64), 0.25, np.float32))
            )
        },
        "the unseen picture": {
            "view": dataclasses.replace(view, unseen=True),
            "unseen": SidePicture(Source("sample", "coffee"), image_source(48, 64, name="cup.png")),
            "trained": state.configured,
        },
    }


DEFORMABLE_CHANGES = {
    "another reading": {"snapshot": deformable_snapshot(unit_reading(seed=9))},
    "another operator": {"experiment": Experiment(labs=(DeformableSpec(dilation=2),))},
    "another size": {
        "configured": configured(input_shape=(3, 24, 32), output_shape=(9, 24, 32)),
        "snapshot": None,
    },
    "a trail": {"trail": np.tile(unit_reading().point_yx, (3, 1, 1)) + np.arange(3)[:, None, None]},
}
OTHER_ORDER = SubpixelSpec(task=ShuffleSpec(), upscale_factor=3, read_as="DCR")
SUBPIXEL_CHANGES = {"another order": {"experiment": Experiment(lab="subpixel", labs=(OTHER_ORDER,))}}


def check(scene: LabScene, session: CanvasSession, pair: CanvasPair, change: dict[str, Any]) -> None:
    before = session.state
    for state in (dataclasses.replace(before, **change), before):
        session.show(**{field.name: getattr(state, field.name) for field in dataclasses.fields(State)})
        followed = looks(pair)
        scene.show_state(None, state)
        assert looks(pair) == followed


@pytest.mark.parametrize("name", [*changes(deformable_state()), *DEFORMABLE_CHANGES])
def test_the_deformable_scene(deformable: Show, pair: CanvasPair, name: str) -> None:
    state = deformable_state()
    scene, session = deformable(state)
    check(scene, session, pair, (changes(state) | DEFORMABLE_CHANGES)[name])


@pytest.mark.parametrize("name", [*changes(subpixel_state()), *SUBPIXEL_CHANGES])
def test_the_subpixel_scene(subpixel: Show, pair: CanvasPair, name: str) -> None:
    state = subpixel_state()
    scene, session = subpixel(state)
    check(scene, session, pair, (changes(state) | SUBPIXEL_CHANGES)[name])


def test_a_part_sees_the_fields_that_it_names_and_no_others() -> None:
    drawn: list[State] = []
    part: Shown[Fields] = Shown(fields("view", "can_undo"), lambda shown: drawn.append(shown.state))
    view = View(rigid=True)
    state = State(view=view, can_undo=True, can_redo=True)
    part.follow(state)
    assert drawn == [State(view=view, can_undo=True)]
    part.follow(dataclasses.replace(state, can_redo=False))
    assert len(drawn) == 1
    part.follow(dataclasses.replace(state, view=View(rigid=True)))
    assert len(drawn) == 2, "an equal value need not be the same"
    part.forget()
    part.follow(state)
    assert len(drawn) == 3
