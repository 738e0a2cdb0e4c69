"""The magnifier: the same spot on every canvas, under the cursor and where it is parked."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from rig import Hand, colour_at, near, press_key, screen

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.lens import FEWEST_PIXELS, GAIN, LEAST_GAIN, Lens, lens_side, pixels_across
from vizapp.gui.canvas.magnifier import Magnifier
from vizapp.protocol.picture_answers import Picture

SHIFT = Qt.KeyboardModifier.ShiftModifier


def coloured(height: int, width: int, stride: int) -> Picture:
    """Return a picture in which every pixel of the smaller map has a colour of its own, in each map."""
    y, x = np.mgrid[0:height, 0:width] // stride
    pixels = np.stack((y * 12 % 256, x * 9 % 256, (x * 31 + y * 17) % 256), axis=2).astype(np.uint8)
    return Picture((0, 0, height, width), pixels, None, 0.0, 1.0)


@pytest.fixture
def magnifier(pair: CanvasPair) -> Magnifier:
    """A magnifier over a map of 20 × 28 pixels and the one of 40 × 56 that it was enlarged to."""
    pair.input.set_size_in_pixels(20, 28)
    pair.output.set_size_in_pixels(40, 56)
    pair.input.show_picture(coloured(20, 28, 1))
    pair.output.show_picture(coloured(40, 56, 2))
    pair.set_geometry(0.5, -0.25)
    magnifier = Magnifier(pair)
    magnifier.set_shown(True)
    return magnifier


def lens_of(magnifier: Magnifier, pair: CanvasPair, side: str) -> Lens:
    return magnifier.lenses[pair.input if side == "input" else pair.output]


def test_it_shows_the_same_spot_on_both_canvases(magnifier: Magnifier, pair: CanvasPair) -> None:
    Hand(pair.output).move(pair.output.projection.to_screen(21, 33))
    assert magnifier.place == pytest.approx((21, 33))
    insets = [lens_of(magnifier, pair, side).inset() for side in ("input", "output")]
    assert all(inset is not None for inset in insets)
    colours = [
        colour_at(canvas, inset.center() + QPointF(7, 7))
        for canvas, inset in zip((pair.input, pair.output), insets, strict=True)
        if inset is not None
    ]
    assert near(colours[0], colours[1], 1)
    first, second = (lens_of(magnifier, pair, side).spot for side in ("input", "output"))
    assert first is not None
    assert second is not None
    assert second.across == pytest.approx(2 * first.across), "both show as much of the picture"


def test_it_follows_the_cursor_on_the_input_too_and_goes_with_it(magnifier: Magnifier, pair: CanvasPair) -> None:
    hand = Hand(pair.input)
    hand.move(pair.input.projection.to_screen(10, 12))
    assert magnifier.place == pytest.approx((20.5, 24.5))
    hand.move(pair.input.projection.to_screen(-3, 12))
    assert magnifier.place is None
    assert lens_of(magnifier, pair, "output").inset() is None
    hand.move(pair.input.projection.to_screen(10, 12))
    pair.input.cursor_left.emit()
    assert magnifier.place is None


def test_where_places_do_not_belong_together_only_the_output_has_one(magnifier: Magnifier, pair: CanvasPair) -> None:
    pair.clear_geometry()
    Hand(pair.input).move(pair.input.projection.to_screen(10, 12))
    assert magnifier.place is None
    Hand(pair.output).move(pair.output.projection.to_screen(21, 33))
    assert lens_of(magnifier, pair, "input").inset() is None
    assert lens_of(magnifier, pair, "output").inset() is not None
    pair.set_geometry(0.5, -0.25)
    assert lens_of(magnifier, pair, "input").inset() is not None


def test_it_is_parked_and_moved_by_keys(magnifier: Magnifier, pair: CanvasPair) -> None:
    hand = Hand(pair.output)
    hand.move(pair.output.projection.to_screen(21, 33))
    press_key(pair.output, Qt.Key.Key_M, SHIFT)
    assert magnifier.is_parked
    hand.move(pair.output.projection.to_screen(5, 5))
    assert magnifier.place == pytest.approx((21, 33))
    before = pair.output.projection
    press_key(pair.output, Qt.Key.Key_Down)
    press_key(pair.output, Qt.Key.Key_Left, SHIFT)
    assert magnifier.place == pytest.approx((22, 23))
    assert pair.output.projection == before, "the arrow keys moved the lens and not the picture"
    for _ in range(5):
        press_key(pair.input, Qt.Key.Key_Left, SHIFT)
    assert magnifier.place is not None
    assert magnifier.place[1] == pytest.approx(-0.5)
    press_key(pair.output, Qt.Key.Key_Escape)
    assert not magnifier.is_parked
    assert magnifier.place == pytest.approx((5, 5))


def test_without_a_mouse_it_is_parked_in_the_middle(magnifier: Magnifier, pair: CanvasPair) -> None:
    assert magnifier.place is None
    press_key(pair.output, Qt.Key.Key_M, SHIFT)
    seen = pair.output.projection
    assert magnifier.place == pytest.approx(seen.to_position(QPointF(seen.width / 2, seen.height / 2)))


def test_on_a_smaller_map_a_parked_spot_is_brought_inside(magnifier: Magnifier, pair: CanvasPair) -> None:
    Hand(pair.output).move(pair.output.projection.to_screen(35, 50))
    magnifier.park(True)
    pair.output.set_size_in_pixels(12, 16)
    assert magnifier.place == pytest.approx((11.499, 15.499))


def test_the_line_of_a_wipe_is_where_it_is_in_the_picture(magnifier: Magnifier, pair: CanvasPair) -> None:
    dark = Picture((0, 0, 40, 56), np.zeros((40, 56, 1), np.uint8), None, 0.0, 1.0)
    bright = Picture((0, 0, 40, 56), np.full((40, 56, 1), 255, np.uint8), None, 0.0, 1.0)
    pair.output.show_picture(bright)
    pair.output.show_left(dark)
    x = pair.output.split_x()
    assert x is not None
    Hand(pair.output).move(pair.output.projection.to_screen(20, x + 0.5))
    inset = lens_of(magnifier, pair, "output").inset()
    assert inset is not None
    row = screen(pair.output)[int(inset.center().y()) + 30, int(inset.left()) + 4 : int(inset.right()) - 4, 0]
    cut = int(np.flatnonzero(row > 200)[0])
    spot = lens_of(magnifier, pair, "output").spot
    assert spot is not None
    scale = inset.width() / spot.across
    assert cut + 4 == pytest.approx(inset.width() / 2 - scale, abs=2), "one pixel to the left of the spot"


def test_hidden_it_is_on_no_canvas(magnifier: Magnifier, pair: CanvasPair) -> None:
    Hand(pair.output).move(pair.output.projection.to_screen(21, 33))
    magnifier.set_shown(False)
    assert magnifier.place is None
    assert not any(lens.isVisible() for lens in magnifier.lenses.values())
    press_key(pair.output, Qt.Key.Key_M, SHIFT)
    assert not magnifier.is_parked


@pytest.mark.parametrize(
    ("scale", "gain"),
    [(2.0, GAIN), (12.0, None), (60.0, LEAST_GAIN)],
)
def test_how_much_is_enlarged(scale: float, gain: float | None) -> None:
    seen = Projection(scale, 0, 0, 500, 600)
    across, side = pixels_across(seen), lens_side(seen)
    if gain is None:
        assert across == FEWEST_PIXELS
    else:
        assert side / across == pytest.approx(gain * scale)
