"""The names that lessons use for places, actions and overlays, held against a real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lab_window import LabWindow
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.actions import action_table
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.lessons.finding import rect_of, reveal, widget_of
from vizapp.gui.lessons.place_frame import FRAME_ROOM
from vizapp.lessons.lesson import Place
from vizapp.lessons.places import ACTIONS, CANVAS_PLACES, OBJECTS, OVERLAYS, PLOTS
from vizapp.lessons.training_aims import MEASURES
from vizapp.lessons.unit_aims import reading_of


def test_the_actions_are_in_the_table() -> None:
    assert {spec.name for spec in action_table()} >= ACTIONS


def test_the_overlays_are_in_the_tables_of_the_labs() -> None:
    known = {overlay.key for ui in LAB_UIS.values() for overlay in ui.overlays}
    known |= {key for ui in LAB_UIS.values() for key in ui.windows}
    assert known >= OVERLAYS


@pytest.fixture
def lab(qtbot: QtBot) -> Iterator[LabWindow]:
    lab = LabWindow(qtbot)
    yield lab
    lab.window.close()
    lab.window.deleteLater()


def test_the_objects_are_in_the_window(lab: LabWindow) -> None:
    window = lab.window
    missing = [name for name in OBJECTS if name not in PLOTS and window.findChild(QWidget, name) is None]
    assert not missing
    found = rect_of(window, Place("action", "stepAction"))
    assert found is not None
    assert found.contains(window.top_bar.step_button.mapTo(window, window.top_bar.step_button.rect().center()))
    for kind in ("probe", "points", "input", "output", "loupe"):
        assert rect_of(window, Place(kind)) is not None, kind
    for kind in ("tap", "ring"):
        assert rect_of(window, Place(kind, numbers=(4,))) is not None, kind
        assert rect_of(window, Place(kind, numbers=(40,))) is None, kind
    assert rect_of(window, Place("chips")) is None, "the other lab has them"
    lab.session.set_lab("subpixel")
    lab.wait(lambda: lab.session.state.can_step and lab.session.shows_everything)
    for place in (Place("chips"), Place("chip", numbers=(1, 0)), Place("tile", numbers=(3,))):
        assert rect_of(window, place) is not None, place
    assert rect_of(window, Place("chip", numbers=(7, 7))) is None
    tried = {"probe", "points", "input", "output", "loupe", "tap", "ring", "chips", "chip", "tile"}
    assert tried == set(CANVAS_PLACES)


def test_a_curve_is_found_as_soon_as_its_panel_is_unfolded(lab: LabWindow) -> None:
    window, place = lab.window, Place("object", "distancePlot")
    before = widget_of(window, place)
    assert before is not None
    assert before.objectName() == "progressPanel", "it is not made before"
    reveal(window, place)
    lab.wait(lambda: window.findChild(QWidget, "distancePlot") is not None and rect_of(window, place) is not None)
    found = widget_of(window, place)
    assert found is not None
    assert found.objectName() == "distancePlot"
    rect = rect_of(window, place)
    assert rect is not None
    assert rect.size() == found.size(), "the whole of it, not what its parts leave free"


def test_the_curves_are_those_of_what_can_be_measured() -> None:
    assert {name.removesuffix("Plot") for name in PLOTS} <= set(MEASURES)


def test_the_frame_of_a_place_on_a_canvas_does_not_reach_beyond_the_canvas(lab: LabWindow) -> None:
    window = lab.window
    lab.session.pick((0, 0))
    lab.wait(lambda: reading_of(lab.session.state) is not None)
    rect = rect_of(window, Place("points"))
    assert rect is not None
    viewport = window.canvases.input.viewport()
    shown = QRect(viewport.mapTo(window, QPoint()), viewport.size())
    assert shown.contains(rect.adjusted(-FRAME_ROOM, -FRAME_ROOM, FRAME_ROOM, FRAME_ROOM))
