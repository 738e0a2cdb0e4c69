from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from fakes import DEAD, TOO_LARGE, image_source, picked, unit_reading
from PySide6.QtCore import QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, deformable_snapshot, deformable_state, press_key, reading_at, screen, with_spec

from vizapp.document.experiment import Experiment
from vizapp.document.placed import Tap
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_point
from vizapp.gui.canvas.source_picture import WORKING_COPY_FROM
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.settings import Settings
from vizapp.protocol.requests import MAX_PICTURE_PIXELS
from vizapp.session.engine_state import EngineStatus
from vizapp.session.state import State
from vizapp.wording.problems import sentence

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]


def test_press_and_drag_over_the_output_move_the_probe(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state())
    to_screen = pair.output.projection.to_screen
    hand = Hand(pair.output)
    hand.press(to_screen(30.4, 40.4))
    assert session.state.pick == (30, 40)
    hand.move(to_screen(31.6, 41))
    assert session.state.pick == (32, 41)
    hand.move(to_screen(-20, 500))
    assert session.state.pick == (0, 63)
    hand.release(to_screen(0, 63))
    assert pair.output.note.text() == "probe (0, 63)"


def test_arrows_move_the_probe_by_a_unit(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state((12, 20)))
    press_key(pair.output, Qt.Key.Key_Down)
    press_key(pair.output, Qt.Key.Key_Left)
    assert session.state.pick == (13, 19)
    press_key(pair.output, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    press_key(pair.output, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert session.state.pick == (0, 19)


def test_probe_is_drawn_around_its_pixel(deformable: Show, pair: CanvasPair) -> None:
    deformable(deformable_state((12, 20)))
    pair.output.zoom_to(QRectF(10, 2, 20, 20))
    square = pair.output.projection.map_rect(QRectF(20, 12, 1, 1))
    image = screen(pair.output).astype(int)
    for place in (
        square.center() - QPointF(square.width() / 2, 0),
        square.center() + QPointF(0, square.height() / 2),
    ):
        assert image[int(place.y()), int(place.x())].min() > 230


def test_before_the_engine_answers_the_source_is_shown_in_full(deformable: Show, pair: CanvasPair) -> None:
    state = dataclasses.replace(
        deformable_state(), configured=None, input_picture=None, snapshot=None, source=image_source(90, 120)
    )
    deformable(state)
    assert pair.input.size_in_pixels == (90, 120)
    assert pair.input.frame.fitted
    assert "ramp.png" in pair.input.title.text()
    image = screen(pair.input)
    left, right = image[320, 60].astype(int), image[320, 580].astype(int)
    assert right[0] > left[0] + 100


@pytest.mark.parametrize("zoomed", [False, True])
def test_pictures_stay_where_they_are_when_the_engine_dies(deformable: Show, pair: CanvasPair, zoomed: bool) -> None:
    # The engine reads a copy of a third of the source's size.
    _, session = deformable(dataclasses.replace(deformable_state(), source=image_source(144, 192)))
    if zoomed:
        pair.input.zoom_to(QRectF(10, 2, 20, 20))
    configured = session.state.configured
    before = pair.input.projection, pair.output.projection
    session.show(engine=EngineStatus("lost", problem=DEAD), configured=None)
    assert pair.input.size_in_pixels == pair.output.size_in_pixels == (48, 64)
    assert (pair.input.projection, pair.output.projection) == before
    session.show(engine=EngineStatus("ready"), input_picture=None, snapshot=None)
    session.show(configured=configured)
    assert (pair.input.projection, pair.output.projection) == before
    session.show(configured=None, source=image_source(90, 120))
    assert pair.input.size_in_pixels == (90, 120)


def test_working_copy_is_shown_where_its_pixels_can_be_told_apart(deformable: Show, pair: CanvasPair) -> None:
    deformable(deformable_state(size=(120, 160), unit_yx=(60, 80)))
    assert pair.input.projection.scale < WORKING_COPY_FROM
    assert "ramp.png" in pair.input.title.text()
    pair.input.zoom_by(3)
    assert pair.input.title.text() == "Input · what the unit reads"
    pair.input.fit()
    assert "ramp.png" in pair.input.title.text()
    assert pair.input.value_at(60, 80) == (0.5, 0.5, 0.5)


def test_new_source_is_fitted_and_a_new_snapshot_is_not(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state())
    pair.input.zoom_by(4)
    session.show(snapshot=deformable_snapshot(reading_at((12, 20), np.zeros((9, 2)))))
    assert not pair.input.frame.fitted
    session.show(source=image_source(30, 30))
    assert pair.input.frame.fitted


def test_zoom_to_probe_frames_the_points(deformable: Show, pair: CanvasPair) -> None:
    offsets = np.zeros((9, 2))
    offsets[0] = (-9, 3)
    scene, _ = deformable(deformable_state((20, 30), offsets))
    scene.zoom_to_pick()
    seen = pair.input.projection.visible_canvas()
    marks = scene.sampling.marks
    assert marks is not None
    assert all(seen.contains(canvas_point(y, x)) for y, x in marks.point_yx.tolist())
    assert seen.height() < 40


def test_probe_out_of_view_is_brought_into_it_and_one_in_view_moves_nothing(
    deformable: Show, pair: CanvasPair
) -> None:
    _, session = deformable(deformable_state((12, 20)))
    pair.set_linked(False)
    pair.input.zoom_to(QRectF(10, 2, 20, 20))
    before = pair.input.projection

    def go(unit: tuple[int, int]) -> None:
        session.show(picks=picked(unit), snapshot=deformable_snapshot(reading_at(unit, np.zeros((9, 2)))))

    go((15, 25))
    assert pair.input.projection == before
    go((40, 60))
    after = pair.input.projection
    assert after.scale == before.scale
    assert after.visible_canvas().contains(canvas_point(40, 60))


def test_output_is_linked_to_the_input_by_the_layers_geometry(deformable: Show, pair: CanvasPair) -> None:
    deformable(deformable_state())
    pair.input.zoom_to(QRectF(20, 10, 16, 16))
    assert pair.output.projection == pair.input.projection


def test_picture_is_chosen_on_the_output(deformable: Show, pair: CanvasPair, qtbot: QtBot) -> None:
    _, session = deformable(deformable_state())
    pair.output.choice.setFocus()
    qtbot.keyClick(pair.output.choice, Qt.Key.Key_Down)
    assert session.called("show_picture") == [("right", "target")]
    assert pair.output.choice.currentText() == "Target"


def test_empty_output_says_what_it_waits_for(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(dataclasses.replace(deformable_state(), snapshot=None, refusal=TOO_LARGE))
    hint = pair.output.findChild(type(pair.output._hint))
    assert hint.isVisible()
    assert hint.text() == sentence(TOO_LARGE)
    assert "9.0 GiB" in hint.text()
    assert pair.output.way_out.isVisible()
    assert pair.output.way_out.text() == "Use a working size of 128"
    session.show(refusal=None, snapshot=deformable_state().snapshot)
    assert not hint.isVisible()


def test_nothing_of_the_last_output_is_left_where_none_is_computed(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state())
    pair.input.zoom_to(QRectF(10, 2, 20, 20))
    assert pair.output.note.text() == "probe (12, 20)"
    session.show(refusal=TOO_LARGE, configured=None, snapshot=None)
    assert pair.output.note.text() == ""
    pair.output.set_hint("")
    assert len(np.unique(screen(pair.output)[200:400, 100:500].reshape(-1, 3), axis=0)) == 1
    session.show(refusal=None, configured=deformable_state().configured)
    assert pair.output.note.text() == "probe (12, 20)"


def test_region_is_asked_for_only_where_the_map_is_too_large(
    deformable: Show, pair: CanvasPair, qtbot: QtBot
) -> None:
    _, session = deformable(deformable_state())
    with qtbot.waitSignal(pair.output.region_changed):
        pair.output.zoom_by(4)
    assert session.state.view.region is None
    side = int(MAX_PICTURE_PIXELS**0.5) + 10
    pair.set_linked(False)
    pair.output.set_size_in_pixels(side, side)
    with qtbot.waitSignal(pair.output.region_changed):
        pair.output.zoom_to(QRectF(400, 300, 100, 100))
    region = session.state.view.region
    assert region is not None
    top, left, height, width = region
    assert top < 300
    assert left < 400
    assert top + height > 400
    assert left + width > 500
    assert height < 200


def test_scene_that_is_left_neither_draws_nor_takes(pair: CanvasPair, deformable: Show) -> None:
    scene, session = deformable(deformable_state((12, 20)))
    scene.set_active(False)
    Hand(pair.output).click(pair.output.projection.to_screen(30, 30))
    assert session.state.pick == (12, 20)
    assert not scene.legend.isVisible()


def test_legend_folds_and_is_found_as_it_was_left(deformable: Show, pair: CanvasPair, qtbot: QtBot) -> None:
    scene, _ = deformable(deformable_state())
    unfolded = scene.legend.size()
    qtbot.mouseClick(scene.legend, Qt.MouseButton.LeftButton)
    assert scene.legend.height() < unfolded.height() / 3
    assert scene.legend.geometry().bottom() < pair.input.height()
    assert scene.legend.geometry().bottom() > pair.input.height() - 20
    assert Settings().legend_folded is True
    pair.resize(1601, 640)
    assert not scene.legend.isChecked()
    qtbot.keyClick(scene.legend, Qt.Key.Key_Space)
    assert scene.legend.size() == unfolded
    assert Settings().legend_folded is False
    pair.resize(801, 640)
    assert scene.legend.isChecked()


def test_legend_is_folded_where_there_is_little_room(deformable: Show, pair: CanvasPair) -> None:
    scene, _ = deformable(deformable_state(size=(240, 320)))
    assert scene.legend.isChecked()
    assert scene.loupe.lens is not None
    assert not scene.loupe.lens.inset.intersects(QRectF(scene.legend.geometry()))
    pair.resize(881, 640)
    assert not scene.legend.isChecked()
    pair.resize(1281, 640)
    assert scene.legend.isChecked()
    assert Settings().legend_folded is None, "room decides until the person does"


def test_legend_lists_the_marks_that_are_on_the_canvas(deformable: Show) -> None:
    scene, session = deformable(deformable_state())

    def columns() -> list[list[str]]:
        return [[text for _, text in column] for column in scene.legend._columns]

    assert columns() == [["rigid grid"], ["sampling point"]], "at the start, where nothing has moved"
    session.pin((30, 40))
    assert columns() == [["rigid grid", "pinned unit"], ["sampling point"]]
    session.show_overlay("deformable.pins", False)
    assert columns() == [["rigid grid"], ["sampling point"]], "not shown"
    moved = reading_at((12, 20), np.full((9, 2), -15.0), np.zeros((9, 2)))
    session.show(snapshot=deformable_snapshot(moved), trail=np.zeros((2, 9, 2), np.float32))
    assert "path of the last steps" not in scene.legend.texts, "they have stayed where they were"
    session.show(trail=np.arange(36, dtype=np.float32).reshape(2, 9, 2))
    assert columns() == [
        ["rigid grid", "offset", "path of the last steps", "hidden truth"],
        ["sampling point", "outside: reads 0"],
    ]
    session.place_point(Tap(0, 4), (1.0, 0.0))
    assert columns()[1] == ["sampling point", "outside: reads 0", "placed by hand"]
    assert "units of a held point" not in scene.legend.texts, "the probe's own"
    session.show(picks=picked((30, 30)))
    assert "units of a held point" in scene.legend.texts
    session.show(configured=None)
    assert "units of a held point" in scene.legend.texts, "while another layer is set up, nothing is known"


def test_legend_explains_modulation_where_there_is_any(deformable: Show) -> None:
    reading = unit_reading(unit_yx=(12, 20), modulated=True)
    state = with_spec(deformable_state(), modulation="sigmoid")
    scene, session = deformable(dataclasses.replace(state, snapshot=deformable_snapshot(reading)))
    assert "size = modulation" in scene.legend.texts
    session.show(experiment=Experiment(), snapshot=deformable_snapshot(reading_at((12, 20), np.zeros((9, 2)))))
    assert "size = modulation" not in scene.legend.texts


def test_a_legend_without_any_mark_explains_the_hues(deformable: Show) -> None:
    scene, session = deformable(deformable_state())
    session.show(picks={}, snapshot=None)
    assert scene.legend.texts == ()
    assert scene.legend.height() > 0


def test_a_place_is_told_as_it_is(deformable: Show, pair: CanvasPair) -> None:
    scene, _ = deformable(deformable_state())
    assert scene.place_at(pair.input, 3.25, 7.5) == (3.25, 7.5)
    assert scene.place_at(pair.output, 3.25, 7.5) == (3.25, 7.5)


def test_nothing_is_left_when_the_canvases_close(qtbot: QtBot) -> None:
    pair = CanvasPair()
    session = CanvasSession(deformable_state())
    scene = DeformableScene(pair, session, Settings(), DEFORMABLE.overlays)
    scene.set_active(True)
    scene.show_state(None, session.state)
    pair.show()
    pair.input.zoom_by(2)
    pair.close()
    pair.deleteLater()
