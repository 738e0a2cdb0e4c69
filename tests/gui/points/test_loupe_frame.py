"""The loupe is moved, made larger and smaller, put away and brought back by hand and by keys; that is kept."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from rig import CanvasSession, Hand, deformable_state

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.loupe_choice import LoupeChoice, LoupeWish
from vizapp.gui.deformable.loupe_overlay import LoupeOverlay
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.gui.points.loupe_button import LoupeButton
from vizapp.gui.points.loupe_geometry import HIDDEN_FROM, Lens, most_side
from vizapp.gui.settings import Settings
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]


@pytest.fixture
def loupe(deformable: Show, pair: CanvasPair) -> LoupeOverlay:
    pair.loupe_choice.keep_in(Settings())
    scene, _ = deformable(deformable_state((60, 80), size=(120, 160)))
    return scene.loupe


def lens_of(loupe: LoupeOverlay) -> Lens:
    assert loupe.lens is not None
    return loupe.lens


def button(loupe: LoupeOverlay, name: str) -> LoupeButton:
    found = loupe.canvas.findChild(LoupeButton, name)
    assert found is not None
    return found


def drag(loupe: LoupeOverlay, start: QPointF, way: QPointF) -> None:
    hand = Hand(loupe.canvas)
    hand.drag(start, start + way)
    hand.release(start + way)


def test_its_inside_moves_it(loupe: LoupeOverlay) -> None:
    before, canvas = lens_of(loupe), loupe.canvas.projection
    drag(loupe, before.inset.bottomLeft() + QPointF(14, -14), QPointF(30, -40))
    after = lens_of(loupe)
    assert (after.inset.topLeft() - before.inset.topLeft() - QPointF(30, -40)).manhattanLength() <= 2
    assert after.inset.size() == before.inset.size()
    assert loupe.canvas.projection == canvas
    drag(loupe, after.inset.bottomLeft() + QPointF(14, -14), QPointF(-2000, 2000))
    assert lens_of(loupe).inset.left() >= 0, "it stays on the canvas"
    assert lens_of(loupe).inset.bottom() <= canvas.height


@pytest.mark.parametrize("corner", ["topRight", "bottomRight", "topLeft"])
def test_a_corner_makes_it_larger_and_the_opposite_one_stays(loupe: LoupeOverlay, corner: str) -> None:
    before = lens_of(loupe).inset
    out = {"topRight": QPointF(1, -1), "bottomRight": QPointF(1, 1), "topLeft": QPointF(-1, -1)}[corner]
    opposite = {"topRight": "bottomLeft", "bottomRight": "topLeft", "topLeft": "bottomRight"}[corner]
    if corner != "topRight":  # there is room on that side then
        drag(loupe, before.bottomLeft() + QPointF(14, -14), QPointF(20, -20))
        before = lens_of(loupe).inset
    grip = getattr(before, corner)() - out * 2
    drag(loupe, grip, out * 18)
    after = lens_of(loupe).inset
    assert after.width() == after.height() == pytest.approx(before.width() + 18, abs=2)
    assert (getattr(after, opposite)() - getattr(before, opposite)()).manhattanLength() <= 3


def test_an_edge_goes_up_to_half_of_the_canvas_and_no_further(loupe: LoupeOverlay) -> None:
    canvas = loupe.canvas.projection
    inset = lens_of(loupe).inset
    hand = Hand(loupe.canvas)
    start = QPointF(inset.center().x(), inset.top() + 2)
    hand.drag(start, start - QPointF(0, 900), 12)
    held = lens_of(loupe).inset
    assert held.width() <= most_side(canvas) + 1
    assert held.width() > 1.5 * inset.width()
    assert held.width() ** 2 <= 0.5 * canvas.width * canvas.height + 1
    assert QRectF(0, 0, canvas.width, canvas.height).adjusted(-1, -1, 1, 1).contains(held)
    hand.release(start - QPointF(0, 900))
    drag(loupe, QPointF(lens_of(loupe).inset.center().x(), lens_of(loupe).inset.top() + 2), QPointF(0, 900))
    assert lens_of(loupe).inset.width() >= 90, "it does not vanish"


def test_place_and_size_are_kept_as_shares(loupe: LoupeOverlay, pair: CanvasPair) -> None:
    before = lens_of(loupe).inset
    drag(loupe, before.topRight() + QPointF(-2, 2), QPointF(20, -20))
    inset, canvas = lens_of(loupe).inset, loupe.canvas.projection
    again = LoupeChoice()
    again.keep_in(Settings())
    now = pair.loupe_choice.wish
    assert again.wish.place == pytest.approx(now.place, abs=1e-3)
    assert again.wish.side == pytest.approx(now.side, abs=1e-3)
    assert again.wish.side == pytest.approx(inset.width() / math.sqrt(canvas.width * canvas.height), abs=0.01)
    pair.resize(1000, 560)
    smaller, room = lens_of(loupe).inset, loupe.canvas.projection
    assert smaller.width() / math.sqrt(room.width * room.height) == pytest.approx(again.wish.side, abs=0.01)


def test_it_is_put_away_and_brought_back_at_every_scale(loupe: LoupeOverlay) -> None:
    away, back = button(loupe, "loupeAway"), button(loupe, "loupeBack")
    assert away.isVisible()
    assert not back.isVisible()
    QTest.mouseClick(away, Qt.MouseButton.LeftButton)
    assert loupe.lens is None
    assert not away.isVisible()
    assert Settings().loupe.startswith("away")
    assert back.isVisible()
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert lens_of(loupe)
    for _ in range(40):
        loupe.canvas.zoom_by(1.3, loupe.canvas.projection.to_screen(60, 80))
        lens, canvas = lens_of(loupe), loupe.canvas.projection
        assert lens.scale >= 1.5 * canvas.scale, "it enlarges at every scale"
        assert not lens.inset.intersects(canvas.map_rect(lens.area))
    assert loupe.canvas.projection.scale > 4 * HIDDEN_FROM
    assert lens_of(loupe).is_extra
    loupe.toggle()
    assert loupe.lens is None
    loupe.toggle()
    assert lens_of(loupe)


def test_the_picture_keeps_all_marks_while_its_own_points_stand_apart(loupe: LoupeOverlay, deformable: Show) -> None:
    heard: list[bool] = []
    loupe.shown.connect(heard.append)
    button(loupe, "loupeAway").click()
    button(loupe, "loupeBack").click()
    assert heard == [False, True], "the details are in the loupe"
    loupe.canvas.zoom_by(20, loupe.canvas.projection.to_screen(60, 80))
    assert heard == [False, True, False], "and on the picture, too, once there is room for them"
    assert lens_of(loupe).is_extra


def test_keys_move_and_resize_it(loupe: LoupeOverlay) -> None:
    keys, before = button(loupe, "loupeButton"), lens_of(loupe).inset
    QTest.keyClick(keys, Qt.Key.Key_Right)
    QTest.keyClick(keys, Qt.Key.Key_Up)
    moved = lens_of(loupe).inset
    assert (moved.topLeft() - before.topLeft() - QPointF(16, -16)).manhattanLength() <= 3
    QTest.keyClick(keys, Qt.Key.Key_Plus)
    assert lens_of(loupe).inset.width() == pytest.approx(moved.width() + 24, abs=2)
    QTest.keyClick(keys, Qt.Key.Key_Minus)
    assert lens_of(loupe).inset.width() == pytest.approx(moved.width(), abs=2)


def test_a_place_that_covers_what_is_magnified_is_left_for_the_time(loupe: LoupeOverlay, pair: CanvasPair) -> None:
    probe = loupe.canvas.projection.to_screen(60, 80)
    corner = lens_of(loupe).inset.bottomLeft() + QPointF(14, -14)
    way = probe - lens_of(loupe).inset.center()
    hand = Hand(loupe.canvas)
    hand.drag(corner, corner + way)
    assert lens_of(loupe).inset.contains(probe), "while it is held"
    hand.release(corner + way)
    assert not lens_of(loupe).inset.contains(probe)
    pair.loupe_choice.forget_frame()
    assert lens_of(loupe).inset.bottomLeft() + QPointF(14, -14) == corner


@pytest.mark.parametrize("text", ["", "nonsense", "always 1 2", "auto x y z", "3"])
def test_settings_that_nobody_has_written_are_no_choice(text: str) -> None:
    settings = Settings()
    settings.loupe = text
    choice = LoupeChoice()
    choice.keep_in(settings)
    assert choice.wish == LoupeWish("always" if text.startswith("always") else "auto")
