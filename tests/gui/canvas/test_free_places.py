"""A mark whose own place is covered goes to the nearest place where it can be seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from vizapp.gui.canvas.free_places import free_place, free_places

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


def test_of_several_at_one_place_each_has_its_own_and_one_without_room_has_none() -> None:
    place = QPointF(150, 100)
    found = free_places([place] * 4, [REACH] * 4, VIEW, [])
    assert found[0] == place, "the first stays"
    for number, one in enumerate(found):
        assert one is not None
        for other in found[:number]:
            assert other is not None
            assert not square(one).intersects(square(other))
    assert free_places([place] * 3, [60.0, 60.0, 120.0], VIEW, [])[2] is None
    assert free_places([QPointF(-20, 40)] * 2, [REACH] * 2, VIEW, []) == [QPointF(-20, 40)] * 2, "out of view"


def test_one_that_can_stay_does_and_one_that_is_covered_goes_round_it() -> None:
    loupe = QRectF(0, 100, 90, 100)
    covered, free = QPointF(80, 150), QPointF(90 + REACH + 2, 150)
    first, second = free_places([covered, free], [REACH, REACH], VIEW, [loupe])
    assert second == free
    assert first is not None
    assert not square(first).intersects(square(free))
    assert not square(first).intersects(loupe)
