"""The unseen picture in the whole window around a session that only records: button, key, notes and drops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as replace_view
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeSession, configured, deformable_snapshot, image_source, picture, ready_state
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from rig import colour_at, near, rgb

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.theme import apply_theme, current_theme
from vizapp.protocol.events import MapShapes
from vizapp.protocol.picture_answers import Picture
from vizapp.session.source_state import SidePicture
from vizapp.session.state import State

MAPS = MapShapes((3, 20, 30), (9, 20, 30))
REPORTED = replace(configured(), unseen=MAPS)
SHOWN = replace(REPORTED, input_shape=MAPS.input, output_shape=MAPS.output)


def with_unseen(**changes: object) -> State:
    unseen = SidePicture(Source("sample", "coffee"), image_source(20, 30, name="cup.png"))
    snapshot = deformable_snapshot(picture=picture(np.zeros((3, 48, 64), np.float32)))
    return ready_state(**({"configured": REPORTED, "unseen": unseen, "snapshot": snapshot} | changes))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "dark")
    made = MainWindow(FakeSession(with_unseen()), Settings())  # type: ignore[arg-type]  # has every gesture of a session
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.resize(1600, 900)
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


def scene(window: MainWindow) -> DeformableScene:
    found = window.scenes["deformable"]
    assert isinstance(found, DeformableScene)
    return found


def fake(window: MainWindow) -> FakeSession:
    session: object = window.session
    assert isinstance(session, FakeSession)
    return session


def show_it(window: MainWindow) -> None:
    fake(window).show(configured=SHOWN, trained=REPORTED)


def test_one_click_on_the_button_shows_it_and_one_more_goes_back(window: MainWindow) -> None:
    button = scene(window).unseen.button
    assert button.isVisible()
    assert button.text() == "Try it on the unseen picture"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert fake(window).called("show_unseen") == [(True,)]
    assert button.isChecked()
    assert window.actions_table["tryUnseenAction"].isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert fake(window).called("show_unseen") == [(True,), (False,)]
    assert not button.isChecked()


def test_its_key_does_the_same(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_U)
    QTest.keyClick(window, Qt.Key.Key_U)
    assert fake(window).called("show_unseen") == [(True,), (False,)]


def test_both_canvases_say_so_and_what_its_name_is(window: MainWindow) -> None:
    marks = scene(window).unseen
    assert not marks.input_note.isVisible()
    assert not marks.output_note.isVisible()
    QTest.mouseClick(marks.button, Qt.MouseButton.LeftButton)
    show_it(window)
    assert "cup.png" in marks.input_note.text()
    assert "nothing is trained on it" in marks.input_note.text()
    assert marks.output_note.isVisible()
    assert not marks.input_note.geometry().intersects(window.canvases.input.title.geometry())
    assert not marks.output_note.geometry().intersects(window.canvases.output.choice.geometry())
    assert window.canvases.input.size_in_pixels == (20, 30)
    assert "cup.png" in window.canvases.input.title.text()


def test_a_narrow_canvas_has_shorter_texts_and_nothing_overlaps(window: MainWindow) -> None:
    QTest.mouseClick(scene(window).unseen.button, Qt.MouseButton.LeftButton)
    show_it(window)
    window.resize(window.minimumSize())
    QApplication.processEvents()
    canvas, marks = window.canvases.input, scene(window).unseen
    assert marks.input_note.geometry().right() < canvas.width()
    assert "…" not in marks.input_note.text()
    legend = canvas.findChild(QWidget, "samplingLegend")
    assert legend is not None
    assert not legend.geometry().intersects(marks.button.geometry())


def test_without_one_it_cannot_be_shown_and_the_button_says_why(window: MainWindow) -> None:
    fake(window).show(unseen=SidePicture(Source("sample", "coffee"), name="coffee.png"))
    button = scene(window).unseen.button
    assert not button.isEnabled()
    assert "being read" in button.toolTip()
    assert not window.actions_table["tryUnseenAction"].isEnabled()
    QTest.keyClick(window, Qt.Key.Key_U)
    assert not fake(window).called("show_unseen")


def test_the_sub_pixel_lab_has_none_of_it(window: MainWindow) -> None:
    fake(window).show(experiment=Experiment(lab="subpixel"), configured=configured(lab="subpixel"), snapshot=None)
    assert not scene(window).unseen.button.isVisible()
    assert not window.actions_table["tryUnseenAction"].isEnabled()
    window.panel_pace.catch_up()
    assert not window.setup_panel.unseen.isVisible()


def test_the_branch_on_show_is_chosen_where_several_train(window: MainWindow) -> None:
    choice = scene(window).run
    assert not choice.isVisible()
    experiment = Experiment(labs=(DeformableSpec(compared=("free", "none")),))
    fake(window).show(experiment=experiment)
    assert choice.isVisible()
    assert [choice.itemData(index) for index in range(choice.count())] == ["conv", "free", "none"]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert fake(window).called("show_run") == [("free",)]
    QTest.keyClick(choice, Qt.Key.Key_Up)
    assert fake(window).called("show_run") == [("free",), (None,)]


def drop(window: MainWindow, onto: QWidget, mime: QMimeData) -> str:
    """Drag ``mime`` over a widget as Qt does it and let go; return what the highlight said before."""
    target, place = onto, onto.rect().center()
    while not target.acceptDrops() and not target.isWindow():
        place = target.mapToParent(place)
        parent = target.parentWidget()
        assert parent is not None
        target = parent
    args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(place), *args))
    words = window.opening._highlight._words
    QApplication.sendEvent(target, QDropEvent(QPointF(place), *args))
    return words


def test_a_file_dropped_on_its_place_becomes_it_and_elsewhere_the_source(window: MainWindow, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "own.png"))])
    assert "try it" in drop(window, window.setup_panel.unseen, mime)
    assert fake(window).called("open_unseen_path") == [(str(tmp_path / "own.png"),)]
    assert not fake(window).called("open_path")
    drop(window, window.setup_panel.source, mime)
    assert fake(window).called("open_path") == [(str(tmp_path / "own.png"), None)]
    assert len(fake(window).called("open_unseen_path")) == 1


def test_the_old_output_stays_greyed_until_the_unseen_picture_is_answered_for(window: MainWindow) -> None:
    output = window.canvases.output

    def bright(height: int, width: int) -> Picture:
        shown = picture(np.full((3, height, width), 0.9, np.float32))
        return replace(shown, pixels=np.full((height, width, 3), 230, np.uint8))

    fake(window).show(snapshot=deformable_snapshot(picture=bright(48, 64)))
    before = colour_at(output, output.map_to_viewport(QPointF(10, 40)))
    assert near(before, (230, 230, 230))
    fake(window).show(
        configured=SHOWN, trained=REPORTED, snapshot=None, view=replace_view(fake(window).state.view, unseen=True)
    )
    place = output.map_to_viewport(QPointF(3, 17))
    kept = colour_at(output, place)
    ground = rgb(current_theme().canvas)
    assert not near(kept, before, 20)
    assert not near(kept, ground, 20), "it is not blank"
    assert output.value_at(3, 3) is None, "its numbers are those of another picture"
    fake(window).show(snapshot=deformable_snapshot(picture=bright(20, 30)))
    assert colour_at(output, place) == before
    fake(window).show(snapshot=None, configured=None, trained=None)
    assert near(colour_at(output, place), ground, 4), "of a lab that is set up anew nothing is known"


def test_a_layer_that_nothing_trains_has_none_of_it(window: MainWindow) -> None:
    fake(window).show(experiment=Experiment(labs=(DeformableSpec(task=HandSetSpec()),)))
    window.panel_pace.catch_up()
    assert not scene(window).unseen.button.isVisible()
    assert not window.setup_panel.unseen.isVisible()
    fake(window).show(experiment=Experiment(labs=(DeformableSpec(),)))
    window.panel_pace.catch_up()
    assert scene(window).unseen.button.isVisible()
    assert window.setup_panel.unseen.isVisible()
