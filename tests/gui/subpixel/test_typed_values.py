"""Values of a picked pixel typed into the inspector: how one begins, what is taken, and what is said otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from fakes import picked, picture, snapshot
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, press_key, subpixel_spec, subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import LARGEST_VALUE, MAX_CHANGED_VALUES, ChangedValue, Puzzle
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.subpixel.requests import PICKED, TILES
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.subpixel.subpixel_page import SubpixelPage
from vizapp.protocol.picture_answers import Tiles
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.session.state import State
from vizapp.wording import labels

CYCLE = (4, 0, 1, 2, 3, 8, 5, 6, 7)
CHANNEL = 9 + CYCLE[5]
"""Of output channel 1, what lands at phase 5."""
Typing = tuple[SubpixelPage, CanvasSession]


def state_of_pixel(pixel_yx: tuple[int, int] = (2, 3)) -> State:
    """Return a shuffle by 3 with a rearranged phase order, whose output channel 1 and one pixel are looked at."""
    values = np.arange(9, dtype=np.float32) + np.float32(0.1)
    state = subpixel_state(phase_order=CYCLE, pixel_yx=pixel_yx, output_channel=1)
    return dataclasses.replace(state, snapshot=snapshot({PICKED: Subpixels(pixel_yx, values)}))


@pytest.fixture
def typing(qtbot: QtBot) -> Typing:
    session = CanvasSession(state_of_pixel())
    page = SubpixelPage(session)
    qtbot.addWidget(page)
    page.resize(300, 700)
    page.show()
    session.subscribe(lambda _, new: page.show_state(new))
    page.show_state(session.state)
    return page, session


def cell(page: SubpixelPage, landing: int) -> QPoint:
    return page.phases.cell_rect(landing).center().toPoint()


def field(page: SubpixelPage) -> QLineEdit:
    return page.typed.editor.field


def test_a_double_click_lets_a_value_be_typed_and_return_sets_it(typing: Typing) -> None:
    page, session = typing
    QTest.mouseClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, 5))
    assert page.phases.chosen == 5
    assert field(page).isHidden()
    QTest.mouseDClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, 5))
    assert field(page).text() == "5.1", "all its digits and no more"
    assert page.phases.cell_rect(5).toAlignedRect().contains(field(page).geometry())
    assert str(CHANNEL) in field(page).accessibleName()
    QTest.keyClicks(field(page), "-12,5")
    assert not subpixel_spec(session).changed_values
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert subpixel_spec(session).changed_values == (ChangedValue(CHANNEL, (2, 3), -12.5),)
    assert field(page).isHidden()
    ((_, label, gesture),) = session.called("update")
    assert (label, gesture) == (labels.CHANGE_VALUE, None), "one entry to undo"


def test_keys_alone_do_it(typing: Typing) -> None:
    page, session = typing
    page.phases.setFocus()
    page.phases.choose(0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(page.phases, key)
    assert page.phases.chosen == 5, "the table ends at its edges"
    QTest.keyClick(page.phases, "7")
    assert field(page).text() == "7", "the first character begins"
    QTest.keyClicks(field(page), "e2")
    QTest.keyClick(field(page), Qt.Key.Key_Enter)
    assert subpixel_spec(session).changed_values == (ChangedValue(CHANNEL, (2, 3), 700.0),)
    QTest.keyClick(page.phases, Qt.Key.Key_Return)
    QTest.keyClicks(field(page), "3")
    QTest.keyClick(field(page), Qt.Key.Key_Escape)
    assert field(page).isHidden()
    assert len(session.called("update")) == 1, "Escape leaves it"


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "is not a number"), ("1-", "is not a number"), ("1e31", "is too large"), ("1e400", "1e400 is too large")],
)
def test_what_is_no_value_is_said_and_not_taken(typing: Typing, text: str, said: str) -> None:
    page, session = typing
    QTest.mouseDClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, 5))
    field(page).clear()
    QTest.keyClicks(field(page), text)
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert said in page.typed.problem.text()
    assert page.typed.problem.isVisible()
    assert not session.called("update")
    QTest.mouseDClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, 4))
    QTest.keyClicks(field(page), str(LARGEST_VALUE))
    assert not page.typed.problem.isVisible()
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert len(session.called("update")) == 1


def test_a_value_that_stays_as_it_was_changes_nothing(typing: Typing) -> None:
    page, session = typing
    page.phases.setFocus()
    page.phases.choose(5)
    QTest.keyClick(page.phases, Qt.Key.Key_Return)
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert field(page).isHidden()
    assert not session.called("update")
    changed = (ChangedValue(CHANNEL, (2, 3), 7.0),)  # the table still shows the value before
    session.show(
        experiment=session.state.experiment.with_spec(subpixel_spec(session).replaced(changed_values=changed))
    )
    for text, count in (("7", 0), ("5.1", 1)):
        QTest.mouseDClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, 5))
        QTest.keyClicks(field(page), text)
        QTest.keyClick(field(page), Qt.Key.Key_Return)
        assert len(session.called("update")) == count


def test_more_values_than_the_document_holds_are_refused(typing: Typing) -> None:
    page, session = typing
    spec = subpixel_spec(session)
    full = tuple(ChangedValue(0, (0, n), 1.0) for n in range(MAX_CHANGED_VALUES))
    session.show(experiment=session.state.experiment.with_spec(spec.replaced(changed_values=full)))
    QTest.mouseDClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, 5))
    QTest.keyClicks(field(page), "1")
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert "no more can be" in page.typed.problem.text()


def test_another_pixel_gives_up_what_was_being_typed(typing: Typing) -> None:
    page, session = typing
    QTest.mouseDClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, 5))
    QTest.keyClicks(field(page), "99")
    session.show(picks=picked((1, 1), "subpixel"))
    assert field(page).isHidden()
    assert not session.called("update")


def test_letters_are_keys_of_the_window_and_never_typed(typing: Typing) -> None:
    page, session = typing
    page.phases.choose(5)
    QTest.keyClick(page.phases, "s")
    assert field(page).isHidden()
    QTest.mouseDClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, 5))
    press = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier, "s")
    QApplication.sendEvent(field(page), press)
    assert not press.isAccepted(), "it stays a shortcut of the window"
    assert not session.called("update")


@pytest.mark.parametrize("trains", [True, False])
def test_values_of_a_network_and_of_a_puzzle_cannot_be_typed(typing: Typing, trains: bool) -> None:
    page, session = typing
    spec = SubpixelSpec(upscale_factor=3) if trains else subpixel_spec(session).replaced(puzzle=Puzzle(1))
    session.show(experiment=Experiment(lab="subpixel", labs=(spec,)))
    QTest.mouseDClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, 0))
    assert field(page).isHidden()
    assert page.phases.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert "type" not in page.phases.toolTip()


def test_in_the_small_cells_of_a_large_factor_the_field_has_room_and_stays_within_the_table(qtbot: QtBot) -> None:
    state = subpixel_state(8, (3, 4), channels=1, pixel_yx=(1, 1))
    values = np.arange(64, dtype=np.float32)
    session = CanvasSession(dataclasses.replace(state, snapshot=snapshot({PICKED: Subpixels((1, 1), values)})))
    page = SubpixelPage(session)
    qtbot.addWidget(page)
    page.resize(270, 700)
    page.show()
    page.show_state(session.state)
    for landing in (0, 63):
        QTest.mouseDClick(page.phases, Qt.MouseButton.LeftButton, pos=cell(page, landing))
        assert field(page).width() > 2 * page.phases.cell_rect(landing).width()
        assert 0 <= field(page).x() <= page.phases.width() - field(page).width()
        assert abs(field(page).geometry().center().y() - page.phases.cell_rect(landing).center().y()) <= 2


def test_return_or_a_double_click_on_a_chip_begins_in_the_inspector(
    subpixel: Callable[[State], tuple[SubpixelScene, CanvasSession]], pair: CanvasPair, qtbot: QtBot
) -> None:
    scene, session = subpixel(state_of_pixel())
    page = SubpixelPage(session)
    qtbot.addWidget(page)
    page.resize(300, 700)
    page.show_state(session.state)
    scene.type_wanted.connect(page.typed.begin)
    chips = scene.shuffle.right.picked.chips
    pair.output.zoom_to(QRectF(9, 6, 3, 3))
    press_key(pair.output, Qt.Key.Key_Tab)
    press_key(pair.output, Qt.Key.Key_Return)
    ((problem, kind, _),) = session.called("notify")
    assert (problem.code, kind) == ("values.no-table", "info"), "it is not to be seen"
    page.show()
    press_key(pair.output, Qt.Key.Key_Return)
    assert page.phases.chosen == chips.focused == 0
    assert field(page).text() == "0.1"
    QTest.keyClick(field(page), Qt.Key.Key_Escape)
    place = chips.centre_of(5)
    assert place is not None
    Hand(pair.output).double_click(place)
    assert (page.phases.chosen, field(page).text()) == (5, "5.1")
    assert not session.called("update"), "no chip was moved"


@pytest.mark.parametrize("chosen", [0, 1, None])
def test_return_on_a_selected_tile_begins_with_the_value_of_its_channel(
    subpixel: Callable[[State], tuple[SubpixelScene, CanvasSession]],
    pair: CanvasPair,
    qtbot: QtBot,
    chosen: int | None,
) -> None:
    """The second tile of the first output channel is selected, whichever channel is looked at."""
    bare = subpixel_state(phase_order=CYCLE, output_channel=chosen)
    values = np.arange(9, dtype=np.float32) + np.float32(0.1)
    mosaic = picture(np.arange(15 * 48, dtype=np.float32).reshape(1, 15, 48) + np.float32(0.5))
    answers = {TILES: Tiles(mosaic, (0, 1)), PICKED: Subpixels((2, 3), values)}
    scene, session = subpixel(dataclasses.replace(bare, snapshot=snapshot(answers)))
    page = SubpixelPage(session)
    qtbot.addWidget(page)
    page.resize(300, 700)
    page.show()
    page.show_state(session.state)
    scene.type_wanted.connect(page.type_value)
    press_key(pair.input, Qt.Key.Key_Return)
    assert field(page).isHidden(), "no tile is selected"
    for _ in range(2):
        press_key(pair.input, Qt.Key.Key_Tab)
    press_key(pair.input, Qt.Key.Key_Return)
    ((problem, kind, _),) = session.called("notify")
    assert (problem.code, kind) == ("values.none-picked", "info")
    session.pick((2, 3))
    press_key(pair.input, Qt.Key.Key_Return)
    assert field(page).isVisible()
    assert page.phases.chosen == CYCLE.index(1)
    assert field(page).text() == str(2 * 48 + 8 + 3 + 0.5), "the tile's own value, though the table waits for it"
    assert (session.state.view.output_channel or 0) == 0
    assert field(page).accessibleName() == "Value in channel 1"
    field(page).setText("-3.5")
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    (changed,) = subpixel_spec(session).changed_values
    assert changed == ChangedValue(1, (2, 3), -3.5)
    press_key(pair.input, Qt.Key.Key_Return)
    assert field(page).text() == "-3.5", "also before it is drawn"


def test_return_on_a_tile_of_a_network_does_nothing(
    subpixel: Callable[[State], tuple[SubpixelScene, CanvasSession]], pair: CanvasPair
) -> None:
    scene, session = subpixel(subpixel_state(channels=1, pixel_yx=(2, 3)))
    heard: list[int] = []
    scene.type_wanted.connect(lambda landing, value: heard.append(landing))
    experiment = session.state.experiment
    spec = experiment.spec_of(SubpixelSpec).replaced(task=SuperResolveSpec())
    session.show(experiment=experiment.with_spec(spec))
    press_key(pair.input, Qt.Key.Key_Tab)
    press_key(pair.input, Qt.Key.Key_Return)
    assert heard == []
    assert not session.called("notify")
