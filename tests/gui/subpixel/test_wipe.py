"""The wipe and the held target of the sub-pixel lab: what is asked for, and what is shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fakes import picture, snapshot
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rig import CanvasSession, Hand, subpixel_state

from vizapp.document.experiment import Experiment
from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.canvas.badges import Badge
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.subpixel.lab_ui import SUBPIXEL
from vizapp.gui.subpixel.magnifier_overlay import MAGNIFIER, MagnifierOverlay
from vizapp.gui.subpixel.pictures import LAB, WIPE, offered_beside, offered_pictures, right_picture
from vizapp.gui.subpixel.requests import OUTPUT
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.subpixel.wipe_overlay import WipeOverlay
from vizapp.protocol.requests import PictureRequest
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]


def enlarged(**view: Any) -> State:
    """Return a state of super-resolution by 3 that shows a map of 15 × 24."""
    return dataclasses.replace(
        subpixel_state(channels=1, **view), experiment=Experiment(lab=LAB, labs=(SubpixelSpec(upscale_factor=3),))
    )


def answered(state: State) -> dict[str, Any]:
    """Return a snapshot with a picture, each of another grey, for every picture that ``state`` asks for."""
    asked = {name: request for name, request in SUBPIXEL.requests(state).items() if name in (OUTPUT, WIPE)}
    shades = {"output": 0.2, "bicubic": 0.4, "target": 0.6, "nearest": 0.8}
    maps = {}
    for name, request in asked.items():
        assert isinstance(request, PictureRequest)
        maps[name] = picture(np.full((1, 15, 24), shades[request.name], np.float32))
    return {"snapshot": snapshot(maps)}


@pytest.fixture
def shown(subpixel: Show) -> tuple[SubpixelScene, CanvasSession]:
    return subpixel(enlarged())


@pytest.fixture
def wiping(shown: tuple[SubpixelScene, CanvasSession]) -> tuple[WipeOverlay, CanvasSession]:
    scene, session = shown
    overlay = scene.overlays[WIPE]
    assert isinstance(overlay, WipeOverlay)
    session.show_overlay(WIPE, True)
    session.show(**answered(session.state))
    return overlay, session


def asked(session: CanvasSession) -> dict[str, str]:
    """Return the names of the pictures of the output's size that are asked for."""
    requests = SUBPIXEL.requests(session.state)
    return {
        name: request.name
        for name, request in requests.items()
        if isinstance(request, PictureRequest) and name in (OUTPUT, WIPE)
    }


def test_a_second_picture_is_asked_for_while_it_is_shown(wiping: tuple[WipeOverlay, CanvasSession]) -> None:
    _, session = wiping
    assert asked(session) == {OUTPUT: "output", WIPE: "bicubic"}
    session.look(region=(2, 3, 8, 9), output_channel=0)
    assert SUBPIXEL.requests(session.state)[WIPE] == PictureRequest("bicubic", 0, (2, 3, 8, 9))
    session.show_overlay(WIPE, False)
    assert asked(session) == {OUTPUT: "output"}


def test_both_are_chosen_from_lists(wiping: tuple[WipeOverlay, CanvasSession], pair: CanvasPair) -> None:
    overlay, session = wiping
    assert pair.output.choice.isHidden()
    assert overlay.left.isVisible()
    assert overlay.right.isVisible()
    assert (overlay.left.currentText(), overlay.right.currentText()) == ("Bicubic", "Output")
    for badge, name in ((overlay.left, "target"), (overlay.right, "nearest")):
        badge.setCurrentIndex(badge.findData(name))
        badge.activated.emit(badge.currentIndex())
    assert asked(session) == {OUTPUT: "nearest", WIPE: "target"}
    session.show(**answered(session.state))
    (left,), (right,) = (pair.output.value_at(7, x) or () for x in (1, 22))
    assert (left, right) == pytest.approx((0.6, 0.8))


def test_the_line_is_there_as_long_as_there_are_two_pictures(
    wiping: tuple[WipeOverlay, CanvasSession], pair: CanvasPair
) -> None:
    overlay, session = wiping
    assert overlay.line.isVisible()
    assert overlay.line.handle.isVisible()
    session.show(snapshot=None)
    assert not overlay.line.isVisible()
    session.show(**answered(session.state))
    session.show_overlay(WIPE, False)
    assert overlay.line.handle.isHidden()
    assert overlay.left.isHidden()
    assert pair.output.choice.isVisible()
    assert pair.output.split_x() is None


@pytest.mark.parametrize("badge", ["left", "right"])
@pytest.mark.parametrize("height", [-0.3, 0.4, 1.2, 3.0])
def test_the_handle_can_be_taken_wherever_the_line_ends(
    wiping: tuple[WipeOverlay, CanvasSession], pair: CanvasPair, badge: str, height: float
) -> None:
    """The line ends among the badges, or a little below: they neither cover the handle nor get its press."""
    overlay, _ = wiping
    handle, canvas = overlay.line.handle, pair.output
    chips = getattr(overlay, badge).geometry()
    # The end of the line, where the handle stands, lies a share of the chip's height below that one's upper edge.
    end = chips.top() + height * chips.height()
    now = canvas.projection
    canvas.show_place(15 + (now.height / 2 - end) / now.scale, 12)
    handle.put_at(chips.center().x())
    if height > 2:
        place = QRectF(handle.geometry())
        assert not any(each.intersects(place) for each in canvas.corners.occupied()), "it stands beside them"
    assert canvas.rect().contains(handle.geometry())
    taken = canvas.childAt(handle.geometry().center())
    assert taken is handle
    QTest.mousePress(taken, Qt.MouseButton.LeftButton)
    QTest.mouseMove(taken, handle.rect().center() + QPoint(40, 0))
    QTest.mouseRelease(taken, Qt.MouseButton.LeftButton)
    assert handle.share * canvas.width() == pytest.approx(chips.center().x() + 40, abs=3)


def test_the_handle_stands_clear_of_the_chips(
    wiping: tuple[WipeOverlay, CanvasSession], pair: CanvasPair, shown: tuple[SubpixelScene, CanvasSession]
) -> None:
    """Wherever the line crosses them, and at once where another pixel is picked."""
    overlay, session = wiping
    handle, chips = overlay.line.handle, shown[0].shuffle.right.picked
    crossed = 0
    for pixel in ((4, 2), (3, 4), (1, 1)):
        session.pick(pixel)
        for share in (0.2, 0.35, 0.5, 0.65, 0.8):
            handle.put_at(share * pair.output.width())
            area, place = chips.covered_area, QRectF(handle.geometry())
            assert not area.isEmpty()
            crossed += area.left() < place.right() and place.left() < area.right()
            assert not area.intersects(place)
    assert crossed > 3
    area = chips.covered_area
    handle.put_at(area.center().x())
    session.pick(None)
    usual = handle.geometry()
    session.pick((1, 1))
    assert not area.intersects(QRectF(handle.geometry()))
    session.pick(None)
    assert handle.geometry() == usual, "it goes back to its place"


def test_both_lists_stand_in_one_line_above_the_note(
    wiping: tuple[WipeOverlay, CanvasSession], pair: CanvasPair
) -> None:
    overlay, _ = wiping
    pair.output.note.set_text("a note of some length, which needs a good part of the width of a canvas")
    QApplication.processEvents()
    assert overlay.left.y() == overlay.right.y()
    assert pair.output.note.y() > overlay.right.geometry().bottom()


def test_where_no_height_is_free_the_handle_lies_over_the_badges(
    wiping: tuple[WipeOverlay, CanvasSession], pair: CanvasPair
) -> None:
    overlay, _ = wiping
    cover = Badge("cover", pair.output)
    pair.output.corners.keep(cover, Qt.Corner.TopLeftCorner)
    cover.offer_click("takes the mouse")
    cover.set_text("all over the canvas")
    cover.setFixedSize(pair.output.size() * 2)
    overlay.line.set_shown(False)
    overlay.line.set_shown(True)
    assert pair.output.childAt(overlay.line.handle.geometry().center()) is overlay.line.handle


def test_while_the_target_is_held_it_is_all_that_is_seen(wiping: tuple[WipeOverlay, CanvasSession]) -> None:
    overlay, session = wiping
    session.show_target(True)
    assert asked(session) == {OUTPUT: "target", WIPE: "target"}
    assert (overlay.left.currentText(), overlay.right.currentText()) == ("Target", "Target")
    session.show_target(False)
    assert asked(session) == {OUTPUT: "output", WIPE: "bicubic"}


def test_without_a_wipe_the_target_is_held_in_place_of_any_picture(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(enlarged(pictures={(LAB, "right"): "error"}))
    session.show_target(True)
    assert asked(session) == {OUTPUT: "target"}
    assert pair.output.choice.currentText() == "Target"
    session.show_target(False)
    assert asked(session) == {OUTPUT: "error"}


def test_a_shuffle_has_neither(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state(shown={WIPE}, target=True))
    assert asked(session) == {OUTPUT: "output"}
    assert pair.output.choice.isVisible()
    overlay = scene.overlays[WIPE]
    assert isinstance(overlay, WipeOverlay)
    assert overlay.left.isHidden()
    for name in ("targetAction", "wipeAction"):
        why_not = SUBPIXEL.actions[name].why_not
        assert why_not is not None
        assert why_not(session.state)
        assert not why_not(enlarged())


def test_the_actions_switch_them() -> None:
    session = CanvasSession(enlarged(shown=frozenset()))
    for name in ("targetAction", "wipeAction", "magnifierAction"):
        action = SUBPIXEL.actions[name]
        assert action.checked is not None
        for expected in (True, False):
            action.run(session)
            assert action.checked(session.state) is expected


def test_the_magnifier_enlarges_both_pictures(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(enlarged(left="input"))
    overlay = scene.overlays[MAGNIFIER]
    assert isinstance(overlay, MagnifierOverlay)
    Hand(pair.output).move(pair.output.projection.to_screen(7, 12))
    assert overlay.magnifier.place is None
    session.show_overlay(MAGNIFIER, True)
    assert overlay.magnifier.place == pytest.approx((7, 12))
    spot = overlay.magnifier.lenses[pair.input].spot
    assert spot is not None
    assert (spot.y, spot.x) == pytest.approx((7.5 / 3 - 0.5, 12.5 / 3 - 0.5))
    scene.set_active(False)
    assert overlay.magnifier.place is None


def test_what_is_offered() -> None:
    names = [name for name, _ in offered_pictures(enlarged())]
    assert {"output", "target", "difference", "error", "nearest"} <= set(names)
    assert {name for name, _ in offered_beside(enlarged())} == {"output", "target", "bicubic", "nearest"}
    kept = subpixel_state(pictures={(LAB, "right"): "difference"})
    assert right_picture(kept) == "output", "the shuffle has no such picture"
