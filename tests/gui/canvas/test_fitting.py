"""A fitted picture is as large as it can be below the labels of its canvas; those keep to one line if they can."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig import Hand

from vizapp.gui.canvas.badges import BADGE_MARGIN
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.fitting import FIT_MARGIN, FIT_TOP_MARGIN, fitted_between
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.tokens import SPACING

ENTRIES = (("output", "Output"), ("target", "Target"))
LOW, HIGH = (340, 240), (340, 700)


@pytest.fixture
def labelled(qtbot: QtBot) -> ImageCanvas:
    """A canvas with a square map that leaves room for its labels."""
    canvas = ImageCanvas("labelledCanvas", "Labelled")
    qtbot.addWidget(canvas)
    canvas.set_size_in_pixels(60, 60)
    canvas.leave_room_for_labels(True)
    canvas.show()
    return canvas


def shown(canvas: ImageCanvas) -> QRectF:
    return canvas.projection.map_rect(canvas.frame.extent)


def covers(canvas: ImageCanvas) -> bool:
    return any(label.intersects(shown(canvas)) for label in canvas.corners.labels())


def lines(canvas: ImageCanvas) -> int:
    return len({label.top() for label in canvas.corners.labels()})


@pytest.mark.parametrize("size", [LOW, HIGH])
def test_labels_cover_nothing_of_a_fitted_picture(labelled: ImageCanvas, size: tuple[int, int]) -> None:
    labelled.resize(*size)
    labelled.choice.set_entries(ENTRIES, "output")
    assert shown(labelled).top() >= FIT_TOP_MARGIN
    labelled.title.set_texts("a name that is long, and what it has gained", "a name that is long")
    labelled.note.set_text("something that is said of it · and something more", wraps=True)
    assert lines(labelled) > 1
    assert not covers(labelled)
    labelled.note.set_text("")
    labelled.title.set_text("")
    assert shown(labelled).top() == pytest.approx(max(FIT_TOP_MARGIN, shown(labelled).top()))
    assert labelled.frame.own_margins.top == FIT_TOP_MARGIN


def test_where_a_second_line_would_take_from_the_picture_a_name_is_shortened(labelled: ImageCanvas) -> None:
    labelled.choice.set_entries(ENTRIES, "output")
    for size in (LOW, HIGH):
        labelled.resize(*size)
        labelled.title.set_texts("a name that is rather long · +1.25 dB", "a name · +1.25 dB", "a name")
        assert lines(labelled) == (1 if size == LOW else 2)
        assert labelled.title.text() == ("a name · +1.25 dB" if size == LOW else labelled.title.whole_text)
        assert not covers(labelled)
    labelled.leave_room_for_labels(False)
    assert lines(labelled) == 2


def test_the_list_gives_up_the_room_for_other_entries_before_a_name_loses_its_figure(labelled: ImageCanvas) -> None:
    entries = (*ENTRIES, ("all", "every channel that there is, one beside the other"))
    labelled.choice.set_entries(entries, "output")
    labelled.resize(400, 240)
    labelled.title.set_texts("a name that is rather long · +1.25 dB", "a name · +1.25 dB", "a name")
    assert lines(labelled) == 1
    assert "+1.25 dB" in labelled.title.text()
    narrow = labelled.choice.width()
    assert narrow >= labelled.choice.least_width
    labelled.choice.set_entries(entries, "all")
    assert labelled.choice.width() > narrow, "there is room for what is shown"
    assert lines(labelled) == 2
    labelled.choice.set_entries(entries, "target")
    assert lines(labelled) == 1
    labelled.choice.showPopup()
    view = labelled.choice.view()
    assert view.width() >= view.sizeHintForColumn(0), "the open list has room for all"
    labelled.choice.hidePopup()


def test_a_figure_that_comes_later_has_the_room_that_there_is_for_it(labelled: ImageCanvas) -> None:
    labelled.choice.set_entries((*ENTRIES, ("all", "all of the channels")), "output")
    labelled.title.set_texts("a name · +1.25 dB", "a name")
    both = labelled.title.least_width_in_parts + SPACING + labelled.choice.least_width
    labelled.resize(both + 2 * BADGE_MARGIN + 2, 150)
    labelled.title.set_text("a name")
    assert lines(labelled) == 1
    labelled.title.set_texts("a name · +1.25 dB", "a name")
    assert labelled.title.text() == "a name · +1.25 dB"
    assert lines(labelled) == 1


def test_of_a_note_there_is_as_much_as_stands_beside_the_choice(labelled: ImageCanvas) -> None:
    labelled.resize(*LOW)
    labelled.choice.set_entries(ENTRIES, "output")
    labelled.note.set_text("PSNR 23.25 dB · pixel (12, 34) · and what has no room")
    assert lines(labelled) == 1
    assert labelled.note.text().startswith("PSNR 23.25 dB")
    assert labelled.note.text() != labelled.note.whole_text
    labelled.resize(900, 240)
    assert labelled.note.text() == labelled.note.whole_text


def test_a_picture_that_was_enlarged_by_hand_stays_where_it_is(labelled: ImageCanvas) -> None:
    labelled.resize(*LOW)
    labelled.choice.set_entries(ENTRIES, "output")
    Hand(labelled).wheel(shown(labelled).center(), 3)
    before = labelled.projection
    labelled.title.set_text("a name that leaves no room beside it for anything")
    assert labelled.projection == before


def test_canvases_side_by_side_show_their_pictures_alike(pair: CanvasPair) -> None:
    pair.leave_room_for_labels(True)
    pair.set_output_size(60, 60)
    pair.show_cells(4)
    while len(pair.cells) != 4:
        QApplication.processEvents()
    pair.output.choice.set_entries(ENTRIES, "output")
    pair.output.title.set_text("a name that leaves no room beside it for anything at all that is chosen there")
    QApplication.processEvents()
    pictures = [shown(canvas) for canvas in pair.cells]
    assert pictures[0].top() > FIT_TOP_MARGIN
    for each in pictures[1:]:
        assert each.top() == pytest.approx(pictures[0].top(), abs=2)
        assert each.width() == pytest.approx(pictures[0].width(), abs=2)
    pair.show_cells(1)
    pair.output.title.set_text("")
    assert pair.output.frame.own_margins.top == FIT_TOP_MARGIN


def test_a_label_beside_the_picture_takes_nothing_from_it() -> None:
    view, picture = QSizeF(600, 300), QSizeF(100, 100)
    beside = QRectF(10, 10, 120, 100)
    plain = fitted_between([], view, picture)
    assert fitted_between([beside], view, picture) == plain
    over = QRectF(10, 10, 250, 60)
    fit = fitted_between([over], view, picture)
    assert fit.own.top == over.bottom() + 8
    assert fit.scale < plain.scale


@pytest.mark.parametrize("height", [300, 420, 800])
def test_a_legend_covers_neither_the_picture_nor_what_sticks_out_of_it(height: float) -> None:
    view, picture, reach = QSizeF(400, height), QSizeF(100, 100), 15.0
    label, legend = QRectF(10, 10, 300, 24), QRectF(10, height - 50, 200, 40)
    fit = fitted_between([label], view, picture, legend=legend, reach=reach)
    side = 100 * fit.scale
    shown = QRectF((400 - side) / 2, (height - side) / 2 + fit.down, side, side)
    marks = shown.adjusted(-reach, -reach, reach, reach).adjusted(0.1, 0.1, -0.1, -0.1)
    assert not marks.intersects(label)
    assert not marks.intersects(legend)
    assert side == pytest.approx(400 - 2 * FIT_MARGIN if height == 800 else height - 49 - 65, abs=40)
