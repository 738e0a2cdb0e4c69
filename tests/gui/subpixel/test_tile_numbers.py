"""Every pixel of a tile that has room for its number shows it, as on the other canvas, also beside gap and label."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import msgspec
import numpy as np
import pytest
from fakes import picture, subpixel_snapshot
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from rig import CanvasSession, screen, subpixel_state

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_rect
from vizapp.gui.canvas.number_room import Covers, moved_aside, moved_below
from vizapp.gui.canvas.number_texts import DARK_INK, LIGHT_INK
from vizapp.gui.canvas.pixel_grid import numbers_from
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.tokens import contrast
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]
SIZE = (13, 14)


@pytest.mark.parametrize(
    ("high", "scale"), [(191.0, numbers_from(1, short=True)), (0.75, numbers_from(1)), (191.0, 44.0)]
)
def test_as_soon_as_there_is_room_every_pixel_of_a_tile_shows_its_number(
    subpixel: Show, pair: CanvasPair, high: float, scale: float
) -> None:
    """Of four tiles the labels lie on some pixels, and the gaps between them on others."""
    _, session = subpixel(subpixel_state(2, SIZE, 1, shown=frozenset()))
    values = np.linspace(0.0, high, 4 * SIZE[0] * SIZE[1], dtype=np.float32).reshape(1, 2 * SIZE[0], 2 * SIZE[1])
    values = values.round() if high > 1 else values.round(2)
    with_values = picture(values)
    pair.input.zoom_by((scale + 0.5) / pair.input.projection.scale)
    projection = pair.input.projection
    screens = []
    for shown in (with_values, msgspec.structs.replace(with_values, values=None)):
        session.show(snapshot=subpixel_snapshot(tiles=shown, groups=(0,)))
        screens.append(screen(pair.input).astype(int))
    with_numbers, without = screens
    top, left, rows, columns = projection.visible_pixels(2 * SIZE[0], 2 * SIZE[1])
    assert projection.scale == pytest.approx(scale + 0.5)
    assert top <= SIZE[0] <= top + rows - 2
    assert left <= SIZE[1] <= left + columns - 2
    for row, column in product(range(top + 1, top + rows - 1), range(left + 1, left + columns - 1)):
        rect = projection.map_rect(canvas_rect(row, column, 1, 1)).toRect()
        part = (slice(rect.top(), rect.bottom()), slice(rect.left(), rect.right()))
        drawn = np.abs(with_numbers[part] - without[part]).max(axis=2) > 60
        assert drawn.sum() > 5, (row, column)
        grey = without[part][drawn]
        ink = with_numbers[part][drawn][np.abs(with_numbers[part] - without[part]).max(axis=2)[drawn].argmax()]
        pixel = np.median(grey, axis=0).astype(int)
        wanted = LIGHT_INK if ink.mean() > pixel.mean() else DARK_INK  # but for smoothing, in so small a font
        assert np.abs(ink - wanted.getRgb()[:3]).max() < 40
        assert contrast(wanted, QColor(*pixel.tolist())) >= 4.5


def test_below_that_none_does(subpixel: Show, pair: CanvasPair) -> None:
    _, session = subpixel(subpixel_state(2, SIZE, 1, shown=frozenset()))
    shown = picture(np.arange(4 * SIZE[0] * SIZE[1], dtype=np.float32).reshape(1, 2 * SIZE[0], 2 * SIZE[1]) % 200)
    pair.input.zoom_by((numbers_from(1, short=True) - 0.5) / pair.input.projection.scale)
    assert pair.input.projection.scale < numbers_from(1, short=True)
    screens = []
    for each in (shown, msgspec.structs.replace(shown, values=None)):
        session.show(snapshot=subpixel_snapshot(tiles=each, groups=(0,)))
        screens.append(screen(pair.input))
    assert np.array_equal(*screens)


def test_beside_a_gap_a_number_stands_in_the_middle_of_what_is_left() -> None:
    covers = Covers(bands=[(95.0, 107.0), (196.0, 204.0), (-3.0, 3.0), (399.0, 402.0)])
    # Four pixels of 100: the first is covered by 3 on the left and 5 on the right, the second by 7 and 4.
    assert moved_aside(covers, 0.0, 100.0, 4) == [(3 - 5) / 2, (7 - 4) / 2, 2.0, -0.5]
    assert moved_aside(Covers(), 0.0, 100.0, 2) == [0.0, 0.0]


def test_below_a_plate_a_number_is_as_large_as_there_is_room() -> None:
    corner = QPointF(10, 20)
    covers = Covers(plates=[QRectF(12, 22, 75, 14), QRectF(10, 60, 43, 30)])
    found = moved_below(covers, corner, 40.0, 12)
    # Of the second pixel of the second row a plate covers too little to matter.
    assert found == {(0, 0): (8.0, 12), (0, 1): (8.0, 12), (1, 0): (15.0, 10)}
