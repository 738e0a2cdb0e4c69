"""Where the points were before training, as faint outlines with a line to where they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF
from rig import CanvasSession, colour_at, deformable_snapshot, deformable_state, near, reading_at, with_spec

from vizapp.document.deformable_tasks import HandSetSpec, ScaledShapesSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.requests import LAB, OUTPUT, PROBE, UNTRAINED, offered_pictures
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.protocol.requests import PictureRequest, UnitsRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
GREY = (128, 128, 128)


def test_it_is_asked_for_only_while_it_is_shown() -> None:
    state = deformable_state((12, 20))
    shown = replace(state, view=replace(state.view, shown=frozenset({UNTRAINED})))
    assert DEFORMABLE.requests(state)[PROBE] == UnitsRequest(((12, 20),))
    assert DEFORMABLE.requests(shown)[PROBE] == UnitsRequest(((12, 20),), untrained=True)


def test_outlines_stand_where_the_points_were_and_lines_lead_to_them(deformable: Show, pair: CanvasPair) -> None:
    offsets = np.zeros((9, 2))
    offsets[4] = (0, 4)
    before = reading_at((12, 20), offsets)
    untrained = before.point_yx.copy()
    untrained[4] = (9, 20)
    reading = msgspec.structs.replace(before, untrained_yx=untrained)
    state = deformable_state((12, 20))
    state = replace(state, snapshot=deformable_snapshot(reading), view=replace(state.view, shown=frozenset()))
    _, session = deformable(state)
    pair.input.zoom_to(QRectF(14, 5, 14, 14))
    was, now = pair.input.projection.to_screen(9, 20), pair.input.projection.to_screen(12, 24)
    edge = was + QPointF(-7, 0)
    line = [was + (now - was) * part for part in np.linspace(0.3, 0.7, 21)]
    assert near(colour_at(pair.input, edge), GREY)
    assert all(near(colour_at(pair.input, place), GREY) for place in line[::7])
    session.look(shown=frozenset({UNTRAINED}))
    assert not near(colour_at(pair.input, edge), GREY, 20)
    assert not near(colour_at(pair.input, line[10]), GREY, 20)
    assert near(colour_at(pair.input, was), GREY, 20), "an outline is not filled"


def test_the_untrained_output_is_a_picture_where_something_is_trained() -> None:
    state = deformable_state(pictures={(LAB, "right"): "untrained"})
    assert DEFORMABLE.requests(state)[OUTPUT] == PictureRequest("untrained", None)
    for task in (HandSetSpec(), ScaledShapesSpec()):
        assert "untrained" not in offered_pictures(with_spec(state, task=task))
