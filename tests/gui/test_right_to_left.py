"""In a window laid out from right to left the mouse takes what is under it, and drags it where it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import CanvasSession, Hand, deformable_state, placed_points, rgb, screen, subpixel_spec, subpixel_state

from vizapp.document.placed import Tap
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.wipe import WipeLine
from vizapp.gui.colours import tap_colour
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.plots.timeline_track import Lane, TimelineTrack
from vizapp.gui.subpixel.explode_bar import STEPS, ExplodeBar
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.session.state import State

ShowDeformable = Callable[[State], tuple[DeformableScene, CanvasSession]]
ShowSubpixel = Callable[[State], tuple[SubpixelScene, CanvasSession]]
UNIT = (12, 20)
SPREAD = np.array([[(i - 1) * 2.0, (j - 1) * 2.0] for i in range(3) for j in range(3)])


@pytest.fixture(autouse=True)
def right_to_left(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_input_stands_to_the_right(pair: CanvasPair) -> None:
    QApplication.processEvents()
    left, right = (canvas.mapTo(pair, QPoint(0, 0)).x() for canvas in (pair.output, pair.input))
    assert left < right


def test_a_point_is_drawn_and_dragged_where_the_mouse_is(deformable: ShowDeformable) -> None:
    scene, session = deformable(deformable_state(UNIT, SPREAD))
    canvas = scene.sampling.canvas
    canvas.zoom_to(QRectF(UNIT[1] - 10, UNIT[0] - 10, 20, 20))
    y, x = UNIT[0] - 3, UNIT[1] + 3  # the tap at the upper right
    place = canvas.projection.to_screen(y, x)
    assert place.x() > canvas.projection.to_screen(y, UNIT[1]).x()
    assert (
        np.abs(
            screen(canvas)[int(place.y()), int(place.x())] - np.array(rgb(tap_colour(2, ConvGeometry((3, 3)))))
        ).max()
        < 12
    )
    hand = Hand(canvas)
    scale = canvas.projection.scale
    hand.drag(place, place + QPointF(2 * scale, scale))
    hand.release(place + QPointF(2 * scale, scale))
    (point,) = placed_points(session)
    assert point.tap == Tap(0, 2)
    assert point.offset_yx == pytest.approx((SPREAD[2][0] + 1, SPREAD[2][1] + 2), abs=1e-3)


def test_the_probe_goes_to_the_pixel_that_is_clicked(deformable: ShowDeformable) -> None:
    scene, session = deformable(deformable_state(UNIT, SPREAD))
    canvas = scene.probe.canvas
    Hand(canvas).click(canvas.projection.to_screen(7, 50))
    assert session.state.pick == (7, 50)


def test_a_chip_is_dragged_onto_its_neighbour_to_the_right(subpixel: ShowSubpixel) -> None:
    scene, session = subpixel(subpixel_state(pixel_yx=(2, 3)))
    chips = scene.shuffle.right.picked.chips
    start, end = chips.centre_of(0), chips.centre_of(1)
    assert start is not None
    assert end is not None
    assert end.x() > start.x()
    hand = Hand(chips.canvas)
    hand.drag(start, end)
    hand.release(end)
    assert subpixel_spec(session).phases[:3] == (1, 0, 2)


def test_the_timeline_goes_to_the_step_under_the_mouse(qtbot: QtBot) -> None:
    track = TimelineTrack()
    qtbot.addWidget(track)
    track.resize(400, 20)
    track.show()
    track.show_lanes([Lane(0, None, 0, 100, (), "main")], 0, 10)
    chosen: list[int] = []
    track.chosen.connect(lambda branch, step: chosen.append(step))
    place = track.place_of(0, 80)
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert chosen == pytest.approx([80], abs=1)


def test_the_explode_slider_is_where_its_words_say(qtbot: QtBot, pair: CanvasPair) -> None:
    bar = ExplodeBar(pair.output)
    bar.show()
    moved: list[float] = []
    bar.moved.connect(moved.append)
    bar.slider.setFocus()
    tiles, slider, words = (bar.layout().itemAt(index).widget() for index in (1, 2, 3))
    assert (tiles.text(), words.text()) == ("tiles", "map")  # type: ignore[attr-defined]  # both are labels
    toward_map = Qt.Key.Key_Right if words.x() > tiles.x() else Qt.Key.Key_Left
    bar.slider.setValue(STEPS // 2)
    QTest.keyClick(slider, toward_map)
    assert moved[-1] > 0.5


def test_the_line_of_a_wipe_follows_the_mouse(pair: CanvasPair) -> None:
    pair.output.set_size_in_pixels(48, 64)
    line = WipeLine(pair.output)
    line.set_shown(True)
    hand = Hand(pair.output)
    start = QPointF(line.line_x, pair.output.projection.height / 3)
    hand.drag(start, start + QPointF(60, 0))
    hand.release(start + QPointF(60, 0))
    assert line.line_x == pytest.approx(start.x() + 60, abs=1)
