"""What is tinted on the output where values of a shuffle land elsewhere than they belong."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from rig import CanvasSession, colour_at, near, subpixel_state

from vizapp.document.displacement import displaced
from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.subpixel.displaced_layer import TINT, TINT_ALPHA, DisplacedLayer, TintedArea
from vizapp.gui.subpixel.displaced_overlay import DISPLACED, DisplacedOverlay
from vizapp.gui.subpixel.legend_plate import FONT_PIXELS
from vizapp.gui.subpixel.requests import ALL_CHANNELS, LAB
from vizapp.gui.subpixel.scene import SubpixelScene
from vizapp.gui.text_size import plain_font
from vizapp.session.state import State

Show = Callable[[State], tuple[SubpixelScene, CanvasSession]]
ONLY_TINT = frozenset({DISPLACED})
TINTED = (TINT.red() * TINT_ALPHA // 255, TINT.green() * TINT_ALPHA // 255, TINT.blue() * TINT_ALPHA // 255)
FRAME = (TINT.red(), TINT.green(), TINT.blue())
BLACK = (0, 0, 0)


def with_spec(state: State, **changes: Any) -> State:
    spec = state.experiment.spec_of(SubpixelSpec).replaced(**changes)
    return dataclasses.replace(state, experiment=state.experiment.with_spec(spec))


def overlay_of(scene: SubpixelScene) -> DisplacedOverlay:
    overlay = scene.overlays[DISPLACED]
    assert isinstance(overlay, DisplacedOverlay)
    return overlay


@pytest.mark.parametrize("channel", [0, 1])
def test_the_phases_that_come_from_elsewhere_are_tinted_and_no_others(
    subpixel: Show, pair: CanvasPair, channel: int
) -> None:
    state = subpixel_state(order="CRD", output_channel=channel, shown=ONLY_TINT)
    scene, session = subpixel(with_spec(state, stored_as="DCR"))
    moved = displaced(2, tuple(range(9)), "DCR", "CRD")[channel]
    assert 0 < moved.sum() < 9
    for y in range(6, 9):
        for x in range(9, 12):
            is_moved, projection = moved[y % 3 * 3 + x % 3], pair.output.projection
            # So large, a pixel keeps its own colour under its number, within a frame.
            assert near(colour_at(pair.output, projection.to_screen(y, x)), BLACK, 3)
            assert near(
                colour_at(pair.output, projection.to_screen(y + 0.2, x - 0.43)), FRAME if is_moved else BLACK, 3
            )
    legend = overlay_of(scene).legend
    assert legend.isVisibleTo(pair)
    assert legend.texts == ("value of another channel than belongs here",)
    session.show_overlay(DISPLACED, False)
    assert not legend.isVisibleTo(pair)
    assert near(colour_at(pair.output, pair.output.projection.to_screen(7, 10)), BLACK, 3)


def test_small_pixels_are_tinted_all_over() -> None:
    layer = DisplacedLayer()
    layer.show(2, [TintedArea(QRectF(0, 0, 4, 4), (False, True, True, False))])
    image = QImage(48, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    layer.draw(painter, Projection(12.0, 0.0, 0.0, 48.0, 48.0))
    painter.end()
    for y in range(4):
        for x in range(4):
            expected = TINTED if y % 2 != x % 2 else BLACK
            found = image.pixelColor(12 * x + 6, 12 * y + 6).getRgb()[:3]
            assert found == pytest.approx(expected, abs=3), (y, x)


def test_nothing_is_tinted_where_every_value_is_in_its_place(subpixel: Show, pair: CanvasPair) -> None:
    scene, session = subpixel(subpixel_state(order="DCR"))
    overlay = overlay_of(scene)
    assert overlay.layer.areas == ()
    assert not overlay.legend.isVisibleTo(pair)
    session.show(experiment=with_spec(session.state, phase_order=(1, 0, *range(2, 9))).experiment)
    (area,) = overlay.layer.areas
    assert area.phases == (True, True, *(False,) * 7)
    assert overlay.legend.isVisibleTo(pair)


def test_a_colour_counts_as_soon_as_one_of_its_channels_is_displaced(subpixel: Show) -> None:
    state = subpixel_state(upscale_factor=2, channels=3, output_channel=None)
    scene, session = subpixel(with_spec(state, stored_as="DCR"))
    (area,) = overlay_of(scene).layer.areas
    assert area.phases == (True,) * 4
    session.show_output_channel(0)
    (area,) = overlay_of(scene).layer.areas
    assert area.phases == (False, True, True, True), "channel 0 of phase 0 is the first in both orders"


def test_side_by_side_every_channel_has_its_own_tint(subpixel: Show) -> None:
    state = subpixel_state(pictures={(LAB, "right"): ALL_CHANNELS})
    scene, _ = subpixel(with_spec(state, stored_as="DCR"))
    moved = displaced(2, tuple(range(9)), "DCR", "CRD")
    areas = overlay_of(scene).layer.areas
    assert [area.phases for area in areas] == [tuple(row) for row in moved.tolist()]
    assert [area.rect.left() for area in areas] == [0, 24]


def test_from_afar_the_tint_is_as_strong_as_the_share_that_is_displaced(subpixel: Show, pair: CanvasPair) -> None:
    state = subpixel_state(size=(400, 400), shown=ONLY_TINT, phase_order=(1, 0, *range(2, 9)))
    subpixel(state)
    assert pair.output.projection.scale < 1
    place = QPointF(pair.output.width() / 2, pair.output.height() / 2)
    expected = tuple(round(part * 2 / 9) for part in TINTED)
    assert near(colour_at(pair.output, place), (expected[0], expected[1], expected[2]), 3)


@pytest.mark.parametrize("width", [1000, 560, 330, 250])
def test_the_legend_is_whole_on_a_canvas_of_any_width(subpixel: Show, pair: CanvasPair, width: int) -> None:
    scene, session = subpixel(with_spec(subpixel_state(), stored_as="DCR"))
    session.show_overlay(DISPLACED, True)
    legend = overlay_of(scene).legend
    pair.resize(width, 500)
    canvas = QRect(0, 0, pair.output.width(), pair.output.height())
    assert canvas.contains(legend.geometry())
    metrics = QFontMetrics(plain_font(legend.font(), FONT_PIXELS))
    needed = metrics.horizontalAdvance(legend.texts[0])
    has_several_lines = legend.height() > 2 * metrics.height()
    assert has_several_lines == (needed + 44 > legend.width()), "no word is cut off"
