"""A pixel of the input is asked about, and the units that read it are shown on the output."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from rig import CanvasSession, Hand, colour_at, deformable_state, press_key, screen, with_spec

from vizapp.document.deformable_tasks import ScaledShapesSpec
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.deformable.lab_ui import DEFORMABLE
from vizapp.gui.deformable.readers_image import readers_image
from vizapp.gui.deformable.readers_overlay import READERS, ReadersOverlay, readers_lines
from vizapp.gui.deformable.scene import DeformableScene
from vizapp.protocol.requests import ReadersRequest
from vizapp.protocol.unit_answers import Readers
from vizapp.session.state import State

Show = Callable[[State], tuple[DeformableScene, CanvasSession]]
PIXEL = (30, 44)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def answer(*units: tuple[int, int], strength: list[float] | None = None, plain: int = 9) -> Readers:
    """Return what an engine says of ``PIXEL``, with the last of the units the farthest."""
    strengths = np.array(strength or [1.0] * len(units), np.float32)
    listed = np.array(units, np.int32).reshape(-1, 2)
    return Readers(PIXEL, listed, strengths, len(units), units[-1] if units else None, plain)


def answered(state: State, readers: Readers) -> State:
    assert state.snapshot is not None
    answers = {**state.snapshot.answers, READERS: readers}
    return dataclasses.replace(state, snapshot=msgspec.structs.replace(state.snapshot, answers=answers))


def overlay_of(scene: DeformableScene) -> ReadersOverlay:
    found = scene.overlays[READERS]
    assert isinstance(found, ReadersOverlay)
    return found


def test_shift_and_a_click_asks_and_escape_ends_it(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state())
    hand = Hand(pair.input)
    hand.click(pair.input.projection.to_screen(*PIXEL))
    assert session.state.view.asked_pixel is None, "without the key a click does what it did"
    hand.modifiers = SHIFT
    hand.click(pair.input.projection.to_screen(PIXEL[0] + 0.4, PIXEL[1] - 0.4))
    assert session.state.view.asked_pixel == PIXEL
    assert DEFORMABLE.requests(session.state)[READERS] == ReadersRequest(PIXEL)
    press_key(pair.input, Qt.Key.Key_Escape)
    assert session.state.view.asked_pixel is None
    assert READERS not in DEFORMABLE.requests(session.state)
    hand.click(pair.input.projection.to_screen(*PIXEL))
    press_key(pair.output, Qt.Key.Key_Escape)
    assert session.state.view.asked_pixel is None


def test_a_drag_and_the_arrow_keys_move_it_and_the_picture_stands_still(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state())
    hand, before = Hand(pair.input), pair.input.projection
    hand.modifiers = SHIFT
    hand.drag(pair.input.projection.to_screen(*PIXEL), pair.input.projection.to_screen(33, 47))
    hand.release(pair.input.projection.to_screen(33, 47))
    assert session.state.view.asked_pixel == (33, 47)
    assert pair.input.projection == before
    press_key(pair.input, Qt.Key.Key_Up)
    press_key(pair.input, Qt.Key.Key_Right, SHIFT)
    assert session.state.view.asked_pixel == (32, 57)
    press_key(pair.input, Qt.Key.Key_Right, SHIFT)
    assert session.state.view.asked_pixel == (32, 63), "no farther than the picture goes"


def test_in_the_loupe_it_is_the_pixel_that_is_seen_there(deformable: Show, pair: CanvasPair) -> None:
    scene, session = deformable(deformable_state((60, 90), size=(120, 160)))
    lens = scene.loupe.lens
    assert lens is not None
    hand = Hand(pair.input)
    hand.modifiers = SHIFT
    hand.click(lens.projection.to_screen(63.3, 86.8))
    assert session.state.view.asked_pixel == (63, 87)


@pytest.mark.parametrize("size", [(48, 64), (120, 160)])  # without a loupe, and in it
def test_a_point_that_lies_over_the_pixel_lets_the_question_through(
    deformable: Show, pair: CanvasPair, size: tuple[int, int]
) -> None:
    scene, session = deformable(deformable_state((20, 30), size=size))
    lens = scene.loupe.lens
    assert (lens is not None) == (size == (120, 160))
    projection = pair.input.projection if lens is None else lens.projection
    hand = Hand(pair.input)
    hand.modifiers = SHIFT
    hand.click(projection.to_screen(20, 30))
    assert session.state.view.asked_pixel == (20, 30)
    assert session.state.view.selected_tap is None
    hand.modifiers = Qt.KeyboardModifier.NoModifier
    hand.click(projection.to_screen(20, 30))
    assert session.state.view.selected_tap == 4, "without the key it is the point in the middle of the kernel"
    session.look(shown=session.state.view.shown - {READERS}, selected_tap=None)
    hand.modifiers = SHIFT
    hand.click(projection.to_screen(20, 30))
    assert session.state.view.selected_tap == 4, "and with it where nobody is asked"


def test_units_are_tinted_by_their_strength_and_the_key_tells_the_numbers(deformable: Show, pair: CanvasPair) -> None:
    readers = answer((30, 44), (31, 44), (29, 47), strength=[1.0, 0.5, 0.01])
    scene, session = deformable(answered(deformable_state(), readers))
    pair.output.zoom_to(QRectF(38, 24, 14, 14))
    bare = screen(pair.output)
    session.ask_readers(PIXEL)
    key, projection = overlay_of(scene).key, pair.output.projection
    assert key.lines == ("3 units read pixel (30, 44)", "the farthest is 3.2 px away", "of a plain convolution: 9")
    assert key.isVisible()
    assert key.width() <= 212, "it fits onto the narrowest canvas"

    def lightness(y: float, x: float) -> int:
        return sum(colour_at(pair.output, projection.to_screen(y, x)))

    corner = 0.3  # beside the lines, which go from middle to middle
    strong, weaker, weak = (lightness(y + corner, x + corner) for y, x in ((30, 44), (31, 44), (29, 47)))
    assert strong > weaker > weak
    untouched = projection.to_screen(33, 41).toPoint()
    assert (screen(pair.output)[untouched.y(), untouched.x()] == bare[untouched.y(), untouched.x()]).all()
    session.ask_readers(None)
    assert (screen(pair.output) == bare).all()
    assert key.isHidden()


def test_the_pixel_is_marked_on_the_input(deformable: Show, pair: CanvasPair) -> None:
    _, session = deformable(deformable_state())
    bare = screen(pair.input).astype(int)
    session.ask_readers(PIXEL)
    rows, columns = np.nonzero(np.abs(screen(pair.input) - bare).max(axis=2) > 30)
    place = pair.input.projection.to_screen(*PIXEL)
    assert (rows.mean(), columns.mean()) == pytest.approx((place.y(), place.x()), abs=1.5)
    session.look(shown=session.state.view.shown - {READERS})
    assert (screen(pair.input) == bare).all()
    assert READERS not in DEFORMABLE.requests(session.state)


def test_words_for_one_and_for_none() -> None:
    geometry = ConvGeometry.aligned(3, 2)
    assert readers_lines(answer((14, 22)), geometry)[:2] == (
        "1 unit reads pixel (30, 44)",
        "the farthest is 2.0 px away",
    )
    assert readers_lines(answer(plain=4), geometry) == (
        "0 units read pixel (30, 44)",
        "no point is near it",
        "of a plain convolution: 4",
    )


def test_a_picture_of_units_all_over_a_large_map_stays_small() -> None:
    found = readers_image(answer((0, 0), (4000, 3), (5, 5000)))
    assert found is not None
    assert found.image.width() * found.image.height() <= 2**20
    assert found.rect.contains(QPointF(5000, 4000))
    assert readers_image(answer()) is None


def test_the_action_asks_about_what_the_selected_tap_reads() -> None:
    spread = np.tile([2.3, -1.4], (9, 1))
    session = CanvasSession(deformable_state((12, 20), spread, selected_tap=5, shown=frozenset()))
    action = DEFORMABLE.actions["whoReadsAction"]
    assert action.checked is not None
    assert action.enabled(session.state)
    assert not action.checked(session.state)
    action.run(session)
    assert session.state.view.asked_pixel == (14, 20)
    assert READERS in session.state.view.shown
    assert action.checked(session.state)
    action.run(session)
    assert session.state.view.asked_pixel is None
    session.select_tap(None)
    action.run(session)
    assert session.state.view.asked_pixel == (12, 20)


def test_nothing_is_asked_where_nobody_can_answer() -> None:
    state = deformable_state(asked_pixel=PIXEL)
    assert READERS in DEFORMABLE.requests(state)
    shapes = with_spec(state, task=ScaledShapesSpec())
    assert READERS not in DEFORMABLE.requests(shapes)
    assert not DEFORMABLE.actions["whoReadsAction"].enabled(shapes)
    assert READERS not in DEFORMABLE.requests(with_spec(state, layers=2))
    beyond = deformable_state(asked_pixel=(48, 0))
    assert READERS not in DEFORMABLE.requests(beyond)
