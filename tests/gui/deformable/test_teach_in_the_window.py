"""Held points are listed and marked, and what teaching has moved is shown and told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import msgspec
import numpy as np
import pytest
from fakes import FakeSession, ready_state
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from rig import CanvasSession, colour_at, deformable_state, near, with_spec

from vizapp.document.experiment import Experiment
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import PlacedPoint, Region, Tap, Unit
from vizapp.gui.action_state import ActionState
from vizapp.gui.actions import Actions
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.colours import direction_colour
from vizapp.gui.deformable.field_overlay import TINT
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.placed_overlay import MOST_DRAWN, PLACED_POINTS, held_points
from vizapp.gui.deformable.placed_points_section import PlacedPointsSection
from vizapp.gui.deformable.placed_table import AWAY, LIFT, MOST_ROWS, OFFSET, TAP, UNITS
from vizapp.gui.deformable.requests import PLACED
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.deformable.teach_overlay import TAUGHT
from vizapp.gui.deformable.teaching_words import report_words
from vizapp.protocol.offset_answers import Field, Placed
from vizapp.protocol.requests import FieldRequest, PlacedRequest
from vizapp.protocol.teaching import Moved, TeachReport
from vizapp.session.engine_state import Teaching
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
HERE = PlacedPoint(Tap(0, 5), (1.25, -2.0), Unit((12, 20)))
THERE = PlacedPoint(Tap(0, 1), (0.5, 0.0), Unit((30, 40)))
BRUSH = PlacedPoint(Tap(0, 3), (0.0, 3.0), Region(20, 8, 9, 9))
ALL = PlacedPoint(Tap(0, 0), (1.0, 1.0))
REPORT = TeachReport(0, 1, (5,), 0.034, Moved(0.312, 1.2), 0.921, Moved(0.0, 0.0))


def placed_state(*points: PlacedPoint, away: tuple[float, ...] = ()) -> State:
    state = with_spec(ready_state(), placed_points=points)
    base = deformable_state()
    assert base.snapshot is not None
    answers = base.snapshot.answers | {PLACED: Placed(np.array(away, np.float32))}
    return dataclasses.replace(state, snapshot=msgspec.structs.replace(base.snapshot, answers=answers))


def taught_state(report: TeachReport = REPORT, *keys: str) -> State:
    state = with_spec(deformable_state((12, 20)), taught=4)
    assert state.snapshot is not None
    change = np.zeros((48, 64, 2), np.float32)
    change[:24, :, 0] = -2.0
    field = Field("taught", 5 if len(report.taps) == 1 else None, (0, 0, 48, 64), (1, 1), change, 2.0)
    snapshot = msgspec.structs.replace(state.snapshot, answers=state.snapshot.answers | {TAUGHT: field})
    view = dataclasses.replace(state.view, shown=frozenset({TAUGHT, *keys}), selected_tap=None)
    teaching = Teaching(held=4, reports={4: report})
    return dataclasses.replace(state, snapshot=snapshot, view=view, teaching=teaching)


def vars_of(state: State) -> dict[str, object]:
    return {name: getattr(state, name) for name in ("experiment", "snapshot", "view", "teaching")}


@pytest.fixture
def section(qtbot: QtBot) -> tuple[PlacedPointsSection, FakeSession]:
    session = FakeSession(ready_state())
    shown = PlacedPointsSection(session)
    qtbot.addWidget(shown)
    session.subscribe(lambda old, new: shown.show_state(new))
    shown.resize(236, 300)
    shown.show()
    return shown, session


def test_points_are_asked_about_only_where_some_are_placed() -> None:
    assert PLACED not in DEFORMABLE.requests(placed_state())
    assert DEFORMABLE.requests(placed_state(HERE, ALL))[PLACED] == PlacedRequest()


def test_every_held_point_is_listed_with_how_far_the_branch_is_from_it(
    section: tuple[PlacedPointsSection, FakeSession],
) -> None:
    shown, session = section
    assert not shown.table.isVisible()
    state = placed_state(ALL, BRUSH, HERE, away=(1.4142, 2.341, 0.0))
    session.show(**{name: getattr(state, name) for name in ("experiment", "snapshot")})
    model = shown.table.points
    assert [[model.text(row, column) for column in (TAP, UNITS, AWAY)] for row in range(3)] == [
        ["0,0", "all", "1.41"],
        ["1,0", "9 × 9", "2.34"],
        ["1,2", "12, 20", "0.00"],
    ]
    assert model.text(2, OFFSET) == "+1.25 −2.00"
    assert "unit (12, 20) is held at (13.25, 19.00)" in model.words(2)
    assert model.words(1) == (
        "Tap 1,0 is held for 9 × 9 units from (20, 8) on. The branch itself would put it 2.34 px away, on average."
    )
    state = placed_state(HERE, away=(0.5, 0.25))
    session.show(**{name: getattr(state, name) for name in ("experiment", "snapshot")})
    assert model.text(0, AWAY) == "–", "the answer is about other points"
    session.show(experiment=Experiment())
    assert not shown.table.isVisible()


def test_one_is_cleared_by_its_cross_or_by_key_and_shown_by_a_click(
    section: tuple[PlacedPointsSection, FakeSession],
) -> None:
    shown, session = section
    session.show(experiment=placed_state(ALL, BRUSH, HERE).experiment)
    table = shown.table

    def click(row: int, column: int) -> None:
        place = table.visualRect(table.points.index(row, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))

    click(1, LIFT)
    assert session.called("lift_point") == [(BRUSH,)]
    click(2, UNITS)
    assert (session.state.pick, session.state.view.selected_tap) == ((12, 20), 5)
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert (session.state.pick, session.state.view.selected_tap) == ((24, 12), 3)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert session.called("lift_point") == [(BRUSH,), (BRUSH,)]


def test_many_are_listed_in_little_room(section: tuple[PlacedPointsSection, FakeSession]) -> None:
    shown, session = section
    points = tuple(PlacedPoint(Tap(0, 5), (1.0, 0.0), Unit((y, 3))) for y in range(40))
    session.show(experiment=placed_state(*points).experiment)
    table = shown.table
    row = table.verticalHeader().defaultSectionSize()
    assert table.height() <= MOST_ROWS * row + table.horizontalHeader().height() + 4
    assert table.points.rowCount() == 40


def test_the_button_teaches_and_says_why_it_cannot(section: tuple[PlacedPointsSection, FakeSession]) -> None:
    shown, session = section
    button = shown.findChild(QToolButton, "teach")
    assert button is not None
    assert not button.isVisible()
    session.show(experiment=placed_state(HERE).experiment)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()
    assert session.called("teach") == [()]
    session.show(teaching=Teaching(wanted=3))
    assert button.text() == "Stop teaching"
    assert button.isEnabled()
    session.show(
        teaching=Teaching(),
        experiment=with_spec(ready_state(), placed_points=(HERE,), branch=OffsetBranchSpec(bound=1.5)).experiment,
    )
    assert not button.isEnabled()
    assert "within 1.5 px" in button.toolTip()
    assert shown.report.text().split() == button.toolTip().split()


def test_the_key_teaches_where_it_can(qtbot: QtBot) -> None:
    window = PlacedPointsSection(FakeSession())
    qtbot.addWidget(window)
    actions = Actions(window)
    shown = ActionState(actions)
    shown.show_state(ready_state())
    assert not actions["teachAction"].isEnabled()
    assert "Place a point by hand first" in actions["teachAction"].toolTip()
    shown.show_state(placed_state(HERE))
    assert actions["teachAction"].isEnabled()
    assert actions["teachAction"].toolTip().endswith("(T)")


def test_what_it_has_done_is_told_until_training_goes_on(section: tuple[PlacedPointsSection, FakeSession]) -> None:
    shown, session = section
    state = taught_state()
    session.show(experiment=state.experiment, teaching=state.teaching)
    assert shown.report.isVisible()
    assert shown.report.text() == (
        "The taught point lands 0.03 px from where you put it. Elsewhere the same tap moved by 0.31 px on average, "
        "at most 1.20 px; at 92 % of the other units by more than 0.1 px: the branch is shared."
    )
    session.show(transport=dataclasses.replace(session.state.transport, step=1))
    assert not shown.report.isVisible()
    session.show(
        transport=dataclasses.replace(session.state.transport, step=0), teaching=Teaching(reports={4: REPORT})
    )
    assert not shown.report.isVisible(), "the lab has not gone through it"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"elsewhere": Moved(0.0, 0.0), "share": 0.0}, "not shared"),
        ({"elsewhere": None, "share": None, "points": 3072}, "no elsewhere"),
        ({"points": 2}, "The 2 taught points land at most 0.03 px"),
        ({"others": Moved(0.05, 0.4)}, "The other taps moved by 0.05 px on average, at most 0.40 px."),
        ({"share": 0.001}, "less than 1 %"),
        ({"share": 0.999}, "more than 99 %"),
        ({"share": 1.0}, "100 %"),
    ],
)
def test_every_report_has_its_words(changes: dict[str, object], said: str) -> None:
    assert said in report_words(msgspec.structs.replace(REPORT, **changes))


def test_the_change_is_asked_for_while_it_holds() -> None:
    state = taught_state()
    assert DEFORMABLE.requests(state)[TAUGHT] == FieldRequest("taught", 5)
    view = dataclasses.replace(state.view, selected_tap=2)
    assert DEFORMABLE.requests(dataclasses.replace(state, view=view))[TAUGHT] == FieldRequest("taught", 2)
    several = taught_state(msgspec.structs.replace(REPORT, taps=(1, 5)))
    assert DEFORMABLE.requests(several)[TAUGHT] == FieldRequest("taught")
    trained = dataclasses.replace(state, transport=dataclasses.replace(state.transport, step=1))
    assert TAUGHT not in DEFORMABLE.requests(trained)
    assert TAUGHT not in DEFORMABLE.requests(with_spec(state, taught=0))


def test_the_change_tints_the_picture_and_says_its_scale(deformable: Show, pair: CanvasPair) -> None:
    scene, session = deformable(taught_state(REPORT, TINT))
    upper = colour_at(pair.input, pair.input.projection.to_screen(5, 50))
    hue = direction_colour(-2.0, 0.0)
    expected = [0.6 * part + 0.4 * 128 for part in (hue.red(), hue.green(), hue.blue())]
    assert near(upper, tuple(round(part) for part in expected))
    assert near(colour_at(pair.input, pair.input.projection.to_screen(40, 50)), (128, 128, 128))
    key = scene.overlays[TAUGHT].key
    assert key.lines == ("moved by Teach, rim = 2.0 px", "tap 1,2")
    session.show(**vars_of(taught_state(msgspec.structs.replace(REPORT, taps=(1, 5)), TINT)))
    assert key.lines == ("moved by Teach, rim = 2.0 px", "mean of 2 taught taps")
    session.show(experiment=with_spec(session.state, taught=0).experiment)
    assert not key.isVisible()
    assert near(colour_at(pair.input, pair.input.projection.to_screen(5, 50)), (128, 128, 128))


def test_points_held_elsewhere_are_marked_on_both_pictures(deformable: Show, pair: CanvasPair) -> None:
    state = with_spec(deformable_state((12, 20)), placed_points=(ALL, BRUSH, HERE, THERE))
    held = held_points(state)
    assert [(each.k, each.units, each.is_region) for each in held] == [
        (3, (20, 8, 9, 9), True),
        (1, (30, 40, 1, 1), False),
    ]
    assert held[1].point_yx == (29.5, 40.0)
    assert held[0].rigid_yx == (24.0, 11.0)
    shown = dataclasses.replace(state, view=dataclasses.replace(state.view, shown=frozenset({PLACED_POINTS})))
    scene, session = deformable(shown)
    place = pair.input.projection.to_screen(29.5, 40.0)
    assert not near(colour_at(pair.input, place), (128, 128, 128))
    session.look(unseen=False, rigid=True)
    assert held_points(session.state) == ()
    session.look(rigid=False, shown=frozenset())
    assert near(colour_at(pair.input, place), (128, 128, 128))
    assert not scene.overlays[PLACED_POINTS].points.isVisible()


def test_of_very_many_the_last_are_marked() -> None:
    points = tuple(PlacedPoint(Tap(0, 5), (1.0, 0.0), Unit((y, x))) for y in range(20) for x in range(20))
    held = held_points(with_spec(deformable_state((40, 40)), placed_points=points))
    assert [each.units[:2] for each in held] == [point.where.yx for point in points[-MOST_DRAWN:]]


def test_a_region_that_hangs_over_the_edge_is_marked_on_the_map() -> None:
    state = with_spec(deformable_state(), placed_points=(PlacedPoint(Tap(0, 4), (0, 0), Region(-4, 60, 9, 9)),))
    (held,) = held_points(state)
    assert held.units == (0, 60, 5, 4)
    outside = with_spec(state, placed_points=(PlacedPoint(Tap(0, 4), (0, 0), Region(-40, 0, 9, 9)),))
    assert held_points(outside) == ()
