"""The legend stands beside a fitted picture, is always seen whole, and covers no point of one that is zoomed in."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rig import CanvasSession, deformable_state

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_rect
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
SIZE = (120, 160)
SPREAD = np.array([[(i - 1) * 1.5, (j - 1) * 1.5] for i in range(3) for j in range(3)])


@pytest.fixture
def scene(deformable: Show, pair: CanvasPair) -> DeformableScene:
    pair.resize(1000, 800)
    return deformable(deformable_state((60, 80), SPREAD, size=SIZE))[0]


def picture(canvas: ImageCanvas) -> QRectF:
    return canvas.projection.map_rect(canvas_rect(0, 0, *canvas.size_in_pixels))


def unfold(scene: DeformableScene) -> None:
    if not scene.legend.isChecked():
        QTest.mouseClick(scene.legend, Qt.MouseButton.LeftButton)
    assert scene.legend.isChecked()


@pytest.mark.parametrize("width", [700, 880, 1000, 1300, 1900])
@pytest.mark.parametrize("height", [560, 800])
def test_a_fitted_picture_ends_above_it_and_stands_as_high_as_the_output(
    scene: DeformableScene, pair: CanvasPair, width: int, height: int
) -> None:
    pair.resize(width, height)
    unfold(scene)
    legend = QRectF(scene.legend.geometry())
    assert QRectF(pair.input.rect()).contains(legend), "it is seen whole"
    assert not picture(pair.input).intersects(legend)
    assert picture(pair.input).top() >= 0
    assert picture(pair.output).top() == pytest.approx(picture(pair.input).top(), abs=1.5)
    assert picture(pair.output).height() == pytest.approx(picture(pair.input).height(), abs=4)


def test_the_picture_stays_where_it_is_when_a_mark_and_its_row_are_hidden(deformable: Show, pair: CanvasPair) -> None:
    pair.resize(1300, 620)
    scene, session = deformable(deformable_state((60, 80), SPREAD, size=SIZE))
    unfold(scene)
    rows, before = len(scene.legend.texts), picture(pair.input)
    session.look(shown=frozenset())
    assert len(scene.legend.texts) < rows
    assert picture(pair.input) == before


def test_where_it_has_no_room_it_stays_folded(scene: DeformableScene, pair: CanvasPair) -> None:
    pair.resize(900, 200)
    QTest.mouseClick(scene.legend, Qt.MouseButton.LeftButton)
    assert QRectF(pair.input.rect()).contains(QRectF(scene.legend.geometry()))


@pytest.mark.parametrize("corner", ["bottomRight", "bottomLeft", "centre"])
def test_it_covers_no_point_of_a_picture_that_is_zoomed_in(
    scene: DeformableScene, pair: CanvasPair, corner: str
) -> None:
    unfold(scene)
    canvas = pair.input
    canvas.zoom_by(8, canvas.projection.to_screen(60, 80))
    probe, room = canvas.projection.to_screen(60, 80), QRectF(canvas.rect())
    wanted = {
        "bottomRight": room.bottomRight() - QPointF(60, 60),
        "bottomLeft": room.bottomLeft() + QPointF(60, -60),
        "centre": room.center(),
    }[corner]
    canvas.frame.pan(wanted - probe)
    QApplication.processEvents()
    legend = QRectF(scene.legend.geometry())
    assert room.contains(legend)
    marks = scene.sampling.marks
    assert marks is not None
    points = [QPointF(x, y) for x, y in canvas.projection.to_screen_array(marks.point_yx).tolist()]
    assert not [point for point in points if legend.adjusted(-10, -10, 10, 10).contains(point)]
    assert scene.legend.isChecked() is (corner != "bottomRight")
    canvas.fit()
    assert scene.legend.isChecked(), "and is as it was chosen"


def test_it_unfolds_also_where_points_were_below_it(deformable: Show, pair: CanvasPair) -> None:
    pair.resize(1000, 640)
    scene, _ = deformable(deformable_state((115, 150), SPREAD, size=SIZE))
    unfold(scene)
    assert not picture(pair.input).intersects(QRectF(scene.legend.geometry())), "the picture makes way"


def test_another_lab_has_the_canvas_to_itself(scene: DeformableScene, pair: CanvasPair) -> None:
    pair.resize(1300, 620)
    unfold(scene)
    scene.set_active(False)
    assert picture(pair.input).center().y() > pair.input.height() / 2 - 1
    assert pair.input.frame.own_margins.bottom < 20
