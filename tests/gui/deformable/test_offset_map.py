"""The offset map written out: its numbers under real keys and a real mouse, computed by a real engine."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator

import msgspec
import numpy as np
import pytest
from fakes import FakeSession, configured, image_source
from number_cells import where
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from reader_in_process import ReaderInProcess
from rig import deformable_state, with_spec

from vizapp.document.deformable import FEW_PIXELS, MAX_PLACED_POINTS, DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec, HiddenTapsSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.engine.in_process import InProcessEngine
from vizapp.gui.deformable.offset_map import OffsetMapView, offset_values
from vizapp.gui.deformable.requests import OUTPUT, PROBE
from vizapp.gui.deformable.sampling_marks import sampling_marks
from vizapp.gui.deformable.unit_page import UnitPage
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.widgets.number_groups import NumberGroups, Place
from vizapp.problem import Problem
from vizapp.protocol.events import MapShapes
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.session.session import Session
from vizapp.session.source_state import SidePicture
from vizapp.session.state import State
from vizapp.wording.problems import sentence

_PATIENCE = 30.0
_PIXEL = 0.05
"""By how much a number changes for each pixel that it is dragged up."""
MAPS = MapShapes((1, 4, 4), (1, 4, 4))
BY_HAND = DeformableSpec(task=HandSetSpec())
NUMBERS = np.arange(1.0, 17.0).reshape(4, 4)
"""The bundled map, its only channel."""


class Rig:
    """The inspector's page over a real session and a real engine, with the 4×4 sample open."""

    def __init__(self, qtbot: QtBot, spec: DeformableSpec = BY_HAND) -> None:
        experiment = Experiment(device="cpu", source=Source("sample", "one_to_sixteen"), labs=(spec,))
        self.session = Session(InProcessEngine(), ReaderInProcess(), LAB_UIS, experiment)
        self.page = UnitPage(self.session)
        qtbot.addWidget(self.page)
        self.page.resize(360, 1400)
        self.page.show()
        self.map = self.page.offset_map
        self.session.subscribe(self._show)
        self.wait_for(lambda state: state.answer(PROBE, UnitReadings) is not None)

    def _show(self, old: State | None, new: State) -> None:
        del old
        if not self.page.obstacle(new):
            self.page.show_state(new)

    def wait_for(self, condition: Callable[[State], bool]) -> State:
        end = time.monotonic() + _PATIENCE
        while not condition(self.session.state):
            assert time.monotonic() < end, f"it did not happen in time: {self.session.state.banner}"
            QApplication.processEvents()
            self.session.poll()
        QApplication.processEvents()
        return self.session.state

    @property
    def spec(self) -> DeformableSpec:
        return self.session.state.experiment.spec_of(DeformableSpec)

    def output(self) -> NDArray[np.float64]:
        """Return the output (4, 4) once the engine has computed it for the present document."""
        self.wait_for(lambda state: state.answer(OUTPUT, Picture) is not None)
        for _ in range(5):  # a snapshot that is on its way may be of the document before
            self.session.poll()
            QApplication.processEvents()
        picture = self.session.state.answer(OUTPUT, Picture)
        assert picture is not None
        assert picture.values is not None
        return picture.values[0].astype(np.float64)

    def output_is(self, expected: NDArray[np.float64]) -> bool:
        """Wait until the output is ``expected``."""
        self.wait_for(lambda state: bool(np.allclose(self.output(), expected, atol=1e-4)))
        return True


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    made = Rig(qtbot)
    yield made
    made.session.close()


def type_number(table: NumberGroups, place: Place, text: str) -> None:
    """Click on a number and type another."""
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where(table, place))
    QTest.keyClicks(table, text[0])
    field = table.findChild(QLineEdit, "numberGroupsField")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, text[1:])
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def drag(table: NumberGroups, place: Place, up: int) -> None:
    """Drag a number up, in five steps."""
    start = where(table, place)
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(table.viewport(), start - QPoint(0, up * step // 5))
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(0, up))


def convolved(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the plain convolution of the sample, by a loop."""
    padded = np.pad(NUMBERS, 1)
    result = np.zeros((4, 4))
    for y, x in np.ndindex(4, 4):
        for i, j in np.ndindex(3, 3):
            result[y, x] += weights[i, j] * padded[y + i, x + j]
    return result


# Shown -----------------------------------------------------------------------------------------------------------


def test_nine_pairs_of_four_by_four_numbers_and_the_kernel(rig: Rig) -> None:
    assert rig.map.isVisible()
    assert rig.map.title.text() == "OFFSET MAP (1, 18, 4, 4)"
    offsets, weights = rig.map.offsets.numbers, rig.map.weights.numbers
    assert offsets.values.shape == (9, 2, 4, 4)
    assert not offsets.values.any()
    assert offsets.titles == tuple(f"tap {i},{j}" for i in range(3) for j in range(3))
    assert offsets.heads == ("dy", "dx")
    assert weights.values.tolist() == [[[[1.0] * 3] * 3]]
    for table in (rig.map.offsets, rig.map.weights):
        assert table.accessibleName()
        assert table.verticalScrollBar().maximum() == 0, "every number is there without scrolling"
    assert rig.output_is(convolved(np.ones((3, 3))))


def test_what_is_written_out_is_what_was_placed() -> None:
    placed = (
        PlacedPoint(Tap(1, 2), (0.5, -1.0)),
        PlacedPoint(Tap(1, 2), (3.0, 4.0), Unit((2, 1))),
        PlacedPoint(Tap(0, 8), (0.0, 7.0), Unit((0, 0))),
    )
    values = offset_values(BY_HAND.replaced(offset_groups=2, placed_points=placed), (3, 2))
    assert values.shape == (18, 2, 3, 2)
    assert values[9 + 2, 0].tolist() == [[0.5, 0.5], [0.5, 0.5], [0.5, 3.0]]
    assert values[9 + 2, 1].tolist() == [[-1.0, -1.0], [-1.0, -1.0], [-1.0, 4.0]]
    assert values[8, 1].tolist() == [[7.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
    assert np.count_nonzero(values) == 13


# Changed ---------------------------------------------------------------------------------------------------------


def test_what_is_no_number_within_the_limits_is_refused_until_another_is_typed(rig: Rig) -> None:
    type_number(rig.map.offsets, Place(4, 0, 1, 2), "1e9")
    banner = rig.session.state.banner
    assert banner is not None
    assert sentence(banner.problem) == "'1e9' is not a number from -10000 to 10000; the number before it stays."
    assert rig.spec.placed_points == ()
    rig.map.offsets.take_text(Place(4, 0, 1, 2), "5e-1")
    assert rig.session.state.banner is None
    assert rig.spec.placed_points == (PlacedPoint(Tap(0, 4), (0.5, 0.0), Unit((1, 2))),)


def test_a_typed_offset_moves_that_point_and_changes_that_output_pixel(rig: Rig) -> None:
    unit, k = (1, 2), 4
    before = convolved(np.ones((3, 3)))
    assert rig.output_is(before)
    rig.session.pick(unit)
    type_number(rig.map.offsets, Place(k, 0, *unit), "0.5")
    assert rig.spec.placed_points == (PlacedPoint(Tap(0, k), (0.5, 0.0), Unit(unit)),)
    after = before.copy()
    after[unit] += (NUMBERS[1, 2] + NUMBERS[2, 2]) / 2 - NUMBERS[1, 2]
    assert rig.output_is(after)
    marks = sampling_marks(rig.session.state)
    assert marks is not None
    assert marks.unit_yx == unit
    assert marks.offset_yx[k].tolist() == [0.5, 0.0]
    assert np.count_nonzero(marks.offset_yx) == 1
    type_number(rig.map.offsets, Place(k, 1, *unit), "-1")
    assert rig.spec.placed_points == (PlacedPoint(Tap(0, k), (0.5, -1.0), Unit(unit)),), "dy stays"
    after[unit] = before[unit] + (NUMBERS[1, 1] + NUMBERS[2, 1]) / 2 - NUMBERS[1, 2]
    assert rig.output_is(after)
    assert rig.map.offsets.numbers.values[k, :, 1, 2].tolist() == [0.5, -1.0]
    assert np.count_nonzero(rig.map.offsets.numbers.values) == 2
    rig.session.pick((2, 1))
    marks = sampling_marks(rig.wait_for(lambda state: _read(state) == (2, 1)))
    assert marks is not None
    assert not marks.offset_yx.any(), "no other unit's"


def test_a_dragged_offset_is_one_undo_entry(rig: Rig) -> None:
    place = Place(8, 1, 3, 0)
    type_number(rig.map.offsets, Place(0, 0, 1, 1), "2")
    one = rig.spec.placed_points
    drag(rig.map.offsets, place, 40)
    value = round(40 * _PIXEL, 4)
    assert rig.spec.placed_at((3, 0))[Tap(0, 8)].offset_yx == (0.0, value)
    drag(rig.map.offsets, place, -20)
    assert rig.spec.placed_at((3, 0))[Tap(0, 8)].offset_yx == (0.0, pytest.approx(value - 20 * _PIXEL))
    rig.session.undo()
    assert rig.spec.placed_at((3, 0))[Tap(0, 8)].offset_yx == (0.0, value), "the second drag alone"
    assert rig.map.offsets.numbers.value_at(place) == value
    rig.session.undo()
    assert rig.spec.placed_points == one
    rig.session.undo()
    assert rig.spec.placed_points == ()
    assert not rig.session.state.can_undo


def test_a_typed_weight_is_that_of_its_tap(rig: Rig) -> None:
    type_number(rig.map.weights, Place(0, 0, 0, 2), "-3")
    weights = np.ones((3, 3))
    weights[0, 2] = -3
    assert rig.spec.task == HandSetSpec(weights=tuple(weights.flat))
    assert rig.output_is(convolved(weights))
    drag(rig.map.weights, Place(0, 0, 1, 0), 20)
    weights[1, 0] = 2.0
    assert rig.output_is(convolved(weights))
    assert rig.map.weights.numbers.values[0, 0].tolist() == weights.tolist()
    rig.session.undo()
    rig.session.undo()
    assert rig.spec.task == HandSetSpec()
    assert rig.output_is(convolved(np.ones((3, 3))))


def test_the_numbers_of_every_offset_group_are_its_own(qtbot: QtBot) -> None:
    session = FakeSession(by_hand((3, 2), offset_groups=2))
    view = shown(qtbot, session)
    assert view.title.text() == "OFFSET MAP (1, 36, 3, 2)"
    assert view.offsets.numbers.titles[8:10] == ("group 0, tap 2,2", "group 1, tap 0,0")
    type_number(view.offsets, Place(10, 1, 2, 1), "1.5")
    ((experiment, _, gesture),) = session.called("update")
    assert experiment.spec.placed_points == (PlacedPoint(Tap(1, 1), (0.0, 1.5), Unit((2, 1))),)
    assert gesture is not None
    assert session.called("end_gesture")


def test_one_point_too_many_is_told(qtbot: QtBot) -> None:
    many = tuple(PlacedPoint(Tap(0, 0), (1.0, 1.0), Unit((9, n))) for n in range(MAX_PLACED_POINTS))
    session = FakeSession(by_hand((3, 2), placed_points=many))
    view = shown(qtbot, session)
    type_number(view.offsets, Place(3, 0, 0, 0), "1")
    assert not session.called("update")
    ((problem, kind, _),) = session.called("notify")
    assert problem == Problem("point.too-many", values={"count": MAX_PLACED_POINTS})
    assert kind == "warning"


# Hidden ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "visible"), [((8, 8), True), ((4, 16), True), ((5, 13), False), ((48, 64), False)])
def test_a_map_of_many_units_is_not_written_out(qtbot: QtBot, size: tuple[int, int], visible: bool) -> None:
    assert (size[0] * size[1] <= FEW_PIXELS) == visible
    view = shown(qtbot, FakeSession(by_hand(size)))
    assert view.isVisible() == visible


def test_it_is_there_only_for_offsets_that_are_set_by_hand(qtbot: QtBot) -> None:
    session = FakeSession(by_hand((4, 4)))
    view = shown(qtbot, session)
    session.show(experiment=Experiment(labs=(DeformableSpec(task=HiddenTapsSpec()),)))
    assert not view.isVisible()
    session.show(experiment=Experiment(labs=(BY_HAND,)))
    assert view.isVisible()
    session.show(experiment=Experiment(lab="subpixel", labs=(BY_HAND,)))
    assert not view.isVisible()
    session.show(experiment=Experiment(labs=(BY_HAND,)), configured=None)
    assert not view.isVisible()


def test_nothing_is_set_on_the_unseen_picture(qtbot: QtBot) -> None:
    state = by_hand((4, 4))
    assert state.configured is not None
    reported = msgspec.structs.replace(state.configured, unseen=MAPS)
    session = FakeSession(
        dataclasses.replace(state, configured=reported, unseen=SidePicture(loaded=image_source(4, 4)))
    )
    view = shown(qtbot, session)
    session.show_unseen(True)
    assert session.state.shows_unseen
    assert not view.isVisible()
    session.show_unseen(False)
    assert view.isVisible()


def by_hand(size: tuple[int, int], **settings: object) -> State:
    """Return a state of a layer that is set by hand, with a map of so many units."""
    state = with_spec(deformable_state(), **({"task": HandSetSpec()} | settings))
    return dataclasses.replace(state, configured=configured(input_shape=(1, *size), output_shape=(1, *size)))


def shown(qtbot: QtBot, session: FakeSession) -> OffsetMapView:
    """Return the view, as the session's state wants it."""
    view = OffsetMapView(session)
    qtbot.addWidget(view)
    view.resize(400, 2300)
    session.subscribe(lambda _, new: view.show_state(new))
    QApplication.processEvents()
    return view


def _read(state: State) -> tuple[int, int] | None:
    answer = state.answer(PROBE, UnitReadings)
    return None if answer is None else answer.readings[0].unit_yx
