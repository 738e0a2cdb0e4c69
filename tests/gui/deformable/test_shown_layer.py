"""Which of several stacked layers is shown and dragged: chosen in the inspector, said, and kept apart from others."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
from fakes import offset_report
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, deformable_state, placed_points, reading_at, with_spec

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.deformable.field_overlay import FIELD, TINT, placed_field
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.offset_numbers import offset_numbers
from vizapp.gui.deformable.pins_overlay import PINS, pin_requests
from vizapp.gui.deformable.placed_overlay import held_points
from vizapp.gui.deformable.placed_points_section import PlacedPointsSection
from vizapp.gui.deformable.placed_table import placed_rows
from vizapp.gui.deformable.requests import PROBE, REPORT, field_request, follow_selection
from vizapp.gui.deformable.sampling_marks import sampling_marks
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.deformable.tree_marks import shown_tree
from vizapp.gui.deformable.unit_page import UnitPage
from vizapp.protocol.offset_answers import Field
from vizapp.protocol.requests import FieldRequest, OffsetReportRequest, UnitsRequest
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.session.pins import NO_PINS, toggled
from vizapp.session.state import State
from vizapp.session.view import View

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
UNIT = (12, 20)


def state_of(layers: int, below: int, placed: tuple[PlacedPoint, ...] = (), **view: Any) -> State:
    """Return a state whose probe has been read in the layer so many below the last."""
    state = with_spec(deformable_state(below=below, **view), layers=layers, placed_points=placed)
    reading = msgspec.structs.replace(reading_at(UNIT, np.zeros((9, 2))), below=below)
    assert state.snapshot is not None
    answers = state.snapshot.answers | {PROBE: UnitReadings((reading,))}
    return dataclasses.replace(state, snapshot=msgspec.structs.replace(state.snapshot, answers=answers))


def test_everything_about_points_is_asked_of_the_layer_on_show() -> None:
    state = with_spec(
        deformable_state(below=2, shown=frozenset({TINT, PINS}), pins={"deformable": toggled(NO_PINS, UNIT, None)}),
        layers=3,
    )
    wanted = DEFORMABLE.requests(state)
    probe, report, field = wanted[PROBE], wanted[REPORT], wanted[FIELD]
    assert isinstance(probe, UnitsRequest)
    assert isinstance(field, FieldRequest)
    assert (probe.below, field.below, report) == (2, 2, OffsetReportRequest(below=2))
    (pins,) = pin_requests(state).values()
    assert isinstance(pins, UnitsRequest)
    assert pins.below == 2
    # The picture on the right is of the last layer's units, whichever layer's points are shown.
    assert field_request(state, "offsets").below == 0


def test_a_layer_that_is_not_there_is_the_first() -> None:
    wanted = DEFORMABLE.requests(with_spec(deformable_state(below=2), layers=2))[PROBE]
    assert isinstance(wanted, UnitsRequest)
    assert wanted.below == 1
    changed = follow_selection(View(below=1), DeformableSpec(layers=3), DeformableSpec(layers=2))
    assert changed.below == 0


def test_a_reading_of_another_layer_is_not_taken_for_it() -> None:
    """Between the choice and the engine's answer the points stand on their grid, and cannot be told."""
    state = state_of(3, below=1)
    marks = sampling_marks(state)
    assert marks is not None
    assert marks.known
    other = sampling_marks(dataclasses.replace(state, view=dataclasses.replace(state.view, below=0)))
    assert other is not None
    assert not other.known


def test_only_the_points_of_its_layer_are_placed() -> None:
    placed = (PlacedPoint(Tap(0, 2, below=1), (1.5, -2.0)), PlacedPoint(Tap(0, 2), (4.0, 4.0)))
    for below, offset in ((1, (1.5, -2.0)), (0, (4.0, 4.0)), (2, (0.0, 0.0))):
        marks = sampling_marks(state_of(3, below, placed))
        assert marks is not None
        assert tuple(marks.offset_yx[2].tolist()) == offset
        assert marks.tap(2) == Tap(0, 2, below)


def test_a_drag_places_the_point_of_the_layer_on_show(deformable: Show, pair: CanvasPair) -> None:
    scene, session = deformable(state_of(3, below=1))
    start = pair.input.projection.to_screen(11, 19)
    hand = Hand(pair.input)
    hand.drag(start, pair.input.projection.to_screen(9, 22))
    hand.release(pair.input.projection.to_screen(9, 22))
    (point,) = placed_points(session)
    assert point.tap == Tap(0, 0, below=1)
    np.testing.assert_allclose(point.offset_yx, (-2, 3), atol=0.2)
    assert scene.sampling.marks is not None
    assert scene.sampling.marks.placed[0]


def test_the_inspector_chooses_and_names_the_layer(qtbot: QtBot) -> None:
    session = CanvasSession(state_of(3, below=0))
    page = UnitPage(session)
    qtbot.addWidget(page)
    session.subscribe(lambda old, new: page.show_state(new) if not page.obstacle(new) else None)
    assert not page.layer_row.isHidden()
    assert page.title.whole_text.endswith("LAYER 3 OF 3")
    button = page.findChild(QPushButton, "layerChoice-1")
    assert button is not None
    assert button.text() == "2"
    button.click()
    assert session.called("select_layer") == [(1,)]
    session.show(**{name: getattr(state_of(3, below=1), name) for name in ("snapshot", "view")})
    assert page.title.whole_text.endswith("LAYER 2 OF 3")
    assert button.isChecked()
    session.show(experiment=with_spec(state_of(1, below=0)).experiment, view=View(), snapshot=state_of(1, 0).snapshot)
    assert page.layer_row.isHidden()


def test_the_field_stands_where_its_layer_has_units() -> None:
    """With stride 2 the first of two layers has a unit at every second pixel, and the last at every fourth."""
    state = with_spec(deformable_state(shown=frozenset({TINT})), layers=2, stride=2)
    assert state.snapshot is not None
    for below, stride in ((0, 4), (1, 2)):
        field = Field("offsets", None, (0, 0, 12, 16), (1, 1), np.zeros((12, 16, 2), np.float32), 1.0, below)
        snapshot = msgspec.structs.replace(state.snapshot, answers={FIELD: field})
        placed = placed_field(dataclasses.replace(state, snapshot=snapshot), FIELD, TINT)
        assert placed is not None
        assert placed.geometry.stride == (stride, stride)


def test_the_offset_doctor_says_which_layer_it_examines() -> None:
    state = state_of(3, below=1)
    assert state.snapshot is not None
    snapshot = msgspec.structs.replace(state.snapshot, answers=state.snapshot.answers | {REPORT: offset_report()})
    state = dataclasses.replace(state, snapshot=snapshot)
    assert offset_numbers(state, {}).title == "Offset doctor · layer 2"
    assert offset_numbers(with_spec(state), {}).title == "Offset doctor"
    assert shown_tree(state) is None


def test_a_listed_point_is_named_by_its_layer_and_brings_it_up(qtbot: QtBot) -> None:
    placed = (PlacedPoint(Tap(0, 1, below=2), (1.0, 0.0)), PlacedPoint(Tap(0, 3), (0.0, 2.0)))
    state = state_of(3, 0, placed)
    session = CanvasSession(state)
    section = PlacedPointsSection(session)
    qtbot.addWidget(section)
    section.table.show_rows(placed_rows(state))
    model = section.table.points
    assert [model.text(row, 0) for row in range(2)] == ["L1 0,1", "L3 1,0"]
    section.table.chosen.emit(placed[0])
    assert session.state.view.below == 2
    assert session.state.view.selected_tap == 1


def test_points_held_for_other_layers_are_not_drawn_in_this_one() -> None:
    held = (
        PlacedPoint(Tap(0, 1, below=1), (1.0, 0.0), Unit((3, 4))),
        PlacedPoint(Tap(0, 3), (0.0, 2.0), Unit((5, 6))),
    )
    for below, taps in ((0, [3]), (1, [1]), (2, [])):
        assert [each.k for each in held_points(state_of(3, below, held))] == taps
