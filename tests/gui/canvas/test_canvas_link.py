from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from rig import Hand

from vizapp.gui.canvas.canvas_pair import CanvasPair

MIDDLE = QPointF(320, 320)


@pytest.fixture
def linked(pair: CanvasPair) -> CanvasPair:
    """An input of 100 × 140 and its output at stride 2; the middle tap of unit o reads at 2·o + 0.5."""
    pair.input.set_size_in_pixels(100, 140)
    pair.output.set_size_in_pixels(50, 70)
    pair.set_geometry(2, 0.5)
    return pair


def belongs_together(pair: CanvasPair) -> bool:
    y, x = pair.output.projection.to_position(MIDDLE)
    return pair.input.projection.to_position(MIDDLE) == pytest.approx((2 * y + 0.5, 2 * x + 0.5)) and (
        pair.output.projection.scale == pytest.approx(2 * pair.input.projection.scale)
    )


def test_output_follows_zoom_and_pan_of_the_input(linked: CanvasPair) -> None:
    Hand(linked.input).wheel(QPointF(100, 200), 8)
    assert belongs_together(linked)
    hand = Hand(linked.input)
    hand.drag(QPointF(300, 300), QPointF(250, 340))
    assert belongs_together(linked)


def test_input_follows_the_output(linked: CanvasPair) -> None:
    before = linked.input.projection
    Hand(linked.output).wheel(QPointF(400, 200), 6)
    assert linked.input.projection != before
    assert belongs_together(linked)


def test_leader_is_not_moved_by_its_follower(linked: CanvasPair) -> None:
    linked.input.zoom_to(QRectF(90, 60, 20, 20))
    assert linked.input.projection.visible_canvas().center() == QPointF(100, 70)
    seen: list[object] = []
    linked.input.projection_changed.connect(lambda: seen.append(None))
    linked.input.zoom_by(1.5)
    assert len(seen) == 1


def test_both_are_fitted_together(linked: CanvasPair) -> None:
    linked.input.zoom_by(5)
    linked.output.fit()
    assert linked.input.frame.fitted
    assert linked.output.frame.fitted


def test_link_can_be_switched_off_and_on(linked: CanvasPair) -> None:
    linked.set_linked(False)
    before = linked.output.projection
    linked.input.zoom_by(4, QPointF(10, 10))
    assert linked.output.projection == before
    linked.set_linked(True)
    assert belongs_together(linked)


def test_places_that_do_not_belong_together_are_not_linked(linked: CanvasPair) -> None:
    linked.clear_geometry()
    before = linked.output.projection
    linked.input.zoom_by(4)
    assert linked.output.projection == before
    assert linked.linked
