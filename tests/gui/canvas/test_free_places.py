"""A mark whose own place is covered goes to the nearest place where it can be seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from vizapp.gui.canvas.free_places import free_place

VIEW = QRectF(0, 0, 300, 200)
REACH = 12.0


def square(place: QPointF) -> QRectF:
    return QRectF(place.x() - REACH, place.y() - REACH, 2 * REACH, 2 * REACH)


def test_one_that_is_seen_stays() -> None:
    place = QPointF(100, 100)
    assert free_place(place, REACH, VIEW, []) == place
    assert free_place(place, REACH, VIEW, [QRectF(0, 0, 80, 80)]) == place
    assert free_place(QPointF(-20, 40), REACH, VIEW, [QRectF(-100, 0, 200, 200)]) == QPointF(-20, 40)


def test_one_that_is_covered_goes_the_shortest_way() -> None:
    loupe = QRectF(0, 100, 90, 100)
    assert free_place(QPointF(80, 150), REACH, VIEW, [loupe]) == QPointF(90 + REACH + 2, 150)
    assert free_place(QPointF(30, 105), REACH, VIEW, [loupe]) == QPointF(30, 100 - REACH - 2)


def test_where_everything_is_covered_it_stays() -> None:
    assert free_place(QPointF(80, 150), REACH, VIEW, [VIEW]) == QPointF(80, 150)


@given(
    place=st.tuples(st.floats(0, 300), st.floats(0, 200)),
    covers=st.lists(
        st.tuples(st.floats(0, 250), st.floats(0, 160), st.floats(10, 120), st.floats(10, 90)), max_size=6
    ),
)
def test_wherever_it_goes_nothing_covers_it_there(
    place: tuple[float, float], covers: list[tuple[float, float, float, float]]
) -> None:
    own, rects = QPointF(*place), [QRectF(*each) for each in covers]
    found = free_place(own, REACH, VIEW, rects)
    if found != own:
        assert not any(square(found).intersects(rect) for rect in rects)
        assert VIEW.contains(square(found))
