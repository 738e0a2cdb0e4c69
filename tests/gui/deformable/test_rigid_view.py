"""While the plain convolution is shown, points, pictures and arithmetic are those without offsets."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot
from rig import CanvasSession, deformable_snapshot, deformable_state, reading_at, with_spec

from vizapp.document.placed import PlacedPoint, Tap
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.requests import LAB, OUTPUT, PROBE
from vizapp.gui.deformable.sampling_marks import sampling_marks
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.deformable.unit_page import UnitPage
from vizapp.protocol.requests import PictureRequest, UnitsRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]


def test_what_is_asked_for() -> None:
    requests = DEFORMABLE.requests(deformable_state(rigid=True))
    output, probe = requests[OUTPUT], requests[PROBE]
    assert isinstance(output, PictureRequest)
    assert isinstance(probe, UnitsRequest)
    assert output.rigid
    assert probe.rigid
    difference = DEFORMABLE.requests(deformable_state(pictures={(LAB, "right"): "plain_difference"}))[OUTPUT]
    assert difference == PictureRequest("plain_difference")


def test_points_go_to_the_rigid_grid_at_once_placed_ones_too() -> None:
    state = with_spec(
        deformable_state((12, 20), np.ones((9, 2))), placed_points=(PlacedPoint(Tap(0, 4), (3.0, 3.0)),)
    )
    moved = sampling_marks(state)
    assert moved is not None
    assert moved.offset_yx.all()
    assert moved.placed[4]
    marks = sampling_marks(dataclasses.replace(state, view=dataclasses.replace(state.view, rigid=True)))
    assert marks is not None
    assert not marks.offset_yx.any()
    assert not marks.placed.any()


def test_it_is_said_on_the_output(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state((12, 20)))
    session.show_rigid(True)
    assert pair.output.note.text() == "plain convolution · probe (12, 20)"
    session.show_rigid(False)
    assert pair.output.note.text() == "probe (12, 20)"


def test_the_inspector_sets_conv2d_beside_the_operator(qtbot) -> None:
    state = deformable_state((12, 20))
    page = UnitPage(CanvasSession(state))
    qtbot.addWidget(page)

    def words(**changes: object) -> str:
        reading = replace(reading_at((12, 20), np.zeros((9, 2))), **changes)
        page.show_state(dataclasses.replace(state, snapshot=deformable_snapshot(reading)))
        return "\n".join(" ".join(line.cells) for line in page.sum_card.lines.lines)

    assert "conv2d" not in words()
    assert "conv2d’s own" in words(rigid=True)
    assert "differ by" in words(rigid=True, operator_output=1.0, plain_output=1.25)
    assert "exactly conv2d’s" in words(rigid=True, operator_output=1.25, plain_output=1.25)
    assert "+1.25" in words(rigid=True, operator_output=1.25, plain_output=1.25)


def test_the_sum_is_scrolled_to_while_it_holds(qtbot: QtBot) -> None:
    state = deformable_state((12, 20))
    area = QScrollArea()
    qtbot.addWidget(area)
    page = UnitPage(CanvasSession(state))
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.resize(300, 220)  # lower than the title and the table
    reading = reading_at((12, 20), np.zeros((9, 2)))
    page.show_state(dataclasses.replace(state, snapshot=deformable_snapshot(reading)))
    area.show()
    QApplication.processEvents()
    before = area.verticalScrollBar().value()

    def end_of_sum() -> int:
        return page.sum_card.mapTo(area, page.sum_card.rect().bottomLeft()).y()

    assert end_of_sum() > area.height()
    shown = replace(reading, rigid=True)
    page.show_state(dataclasses.replace(state, snapshot=deformable_snapshot(shown)))
    qtbot.waitUntil(lambda: end_of_sum() <= area.height(), timeout=2000)
    page.show_state(dataclasses.replace(state, snapshot=deformable_snapshot(reading)))
    assert area.verticalScrollBar().value() == before


def test_the_action_is_checked_while_it_holds() -> None:
    action, session = DEFORMABLE.actions["rigidAction"], CanvasSession(deformable_state())
    assert action.checked is not None
    assert not action.checked(session.state)
    action.run(session)
    assert session.state.view.rigid
    assert action.checked(session.state)
    action.run(session)
    assert not session.state.view.rigid
