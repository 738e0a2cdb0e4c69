"""Several canvases for what comes out: their number, their columns, and that all show the same part."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtWidgets import QApplication
from rig import Hand

from vizapp.gui.canvas.canvas_grid import columns_for
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas


@pytest.fixture
def grid(pair: CanvasPair) -> tuple[ImageCanvas, ...]:
    """Four canvases for maps of 40 × 56 pixels, enlarged from 20 × 28."""
    pair.input.set_size_in_pixels(20, 28)
    pair.set_output_size(40, 56)
    pair.set_geometry(0.5, -0.25)
    show(pair, 4)
    return pair.cells


def show(pair: CanvasPair, count: int) -> None:
    """Show so many canvases, and wait until they are there."""
    pair.show_cells(count)
    while len(pair.cells) != count:
        QApplication.processEvents()
    QApplication.processEvents()


def places(canvases: tuple[ImageCanvas, ...]) -> list[tuple[float, float, float]]:
    """Return what is in the middle of each canvas, and its scale."""
    return [
        (*seen.to_position(QPointF(seen.width / 2, seen.height / 2)), seen.scale)
        for seen in (canvas.projection for canvas in canvases)
    ]


def test_canvases_come_and_go_and_the_room_is_given_back(pair: CanvasPair) -> None:
    QApplication.processEvents()
    before = pair.input.geometry(), pair.output.size()
    show(pair, 3)
    assert len(pair.cells) == 3
    assert all(canvas.isVisible() for canvas in pair.cells)
    assert pair.input.width() < before[0].width()
    added = pair.cells[1:]
    show(pair, 1)
    assert (pair.input.geometry(), pair.output.size()) == before
    assert not any(canvas.isVisible() for canvas in added)
    pair.show_cells(3)
    assert pair.cells[1:] == added, "they are kept for the next time"


def test_the_widths_depend_on_how_many_there_are_and_not_on_what_was_before(pair: CanvasPair) -> None:
    pair.resize(1200, 500)
    show(pair, 2)
    show(pair, 4)
    first = [canvas.width() for canvas in (pair.input, *pair.cells)]
    show(pair, 1)
    show(pair, 4)
    assert [canvas.width() for canvas in (pair.input, *pair.cells)] == first
    show(pair, 2)
    two = pair.input.width()
    show(pair, 1)
    show(pair, 2)
    assert pair.input.width() == two


def test_of_several_each_is_made_in_a_turn_of_its_own(pair: CanvasPair) -> None:
    heard: list[ImageCanvas] = []
    pair.cell_added.connect(heard.append)
    pair.show_cells(4)
    assert len(heard) == 1
    assert len(pair.cells) == 1, "they are shown together"
    pair.show_cells(2)
    assert len(pair.cells) == 2
    QApplication.processEvents()
    show(pair, 4)
    assert pair.cells[1:] == tuple(heard)


def test_they_are_of_one_size_and_know_that_of_the_map(grid: tuple[ImageCanvas, ...]) -> None:
    assert {canvas.size_in_pixels for canvas in grid} == {(40, 56)}
    assert max(c.width() for c in grid) - min(c.width() for c in grid) <= 1
    assert max(c.height() for c in grid) - min(c.height() for c in grid) <= 1
    assert len({canvas.objectName() for canvas in grid}) == 4
    assert all(canvas.accessibleName() for canvas in grid)


@pytest.mark.parametrize("leader", [0, 1, 3])
def test_all_zoom_and_pan_as_one_and_with_the_input(
    pair: CanvasPair, grid: tuple[ImageCanvas, ...], leader: int
) -> None:
    hand = Hand(grid[leader])
    hand.wheel(QPointF(60, 80), 6)
    hand.drag(QPointF(60, 80), QPointF(90, 70))
    hand.release(QPointF(90, 70))
    first, *others = places(grid)
    for other in others:
        assert other == pytest.approx(first)
    (y, x, scale), *_ = places((pair.input,))
    assert (y, x) == pytest.approx(pair.link.to_input(*first[:2]))
    assert scale == pytest.approx(2 * first[2])
    grid[leader].fit()
    assert all(canvas.frame.fitted for canvas in (pair.input, *grid))


def test_without_the_link_of_the_views_only_the_input_stays(pair: CanvasPair, grid: tuple[ImageCanvas, ...]) -> None:
    pair.set_linked(False)
    before = pair.input.projection
    Hand(grid[2]).wheel(QPointF(60, 80), 4)
    assert pair.input.projection == before
    first, *others = places(grid)
    assert all(other == pytest.approx(first) for other in others)


@pytest.mark.parametrize(
    ("count", "room", "picture", "columns"),
    [
        (1, (600, 400), (100, 100), 1),
        (2, (600, 400), (100, 100), 2),
        (2, (400, 900), (100, 100), 1),
        (4, (600, 600), (100, 100), 2),
        (6, (600, 400), (100, 100), 3),
        (6, (900, 250), (100, 100), 6),
        (3, (600, 700), (40, 160), 1),
        (5, (650, 500), (100, 100), 3),
    ],
)
def test_as_many_columns_as_show_the_pictures_largest(
    count: int, room: tuple[int, int], picture: tuple[int, int], columns: int
) -> None:
    assert columns_for(count, QSize(*room), picture) == columns
