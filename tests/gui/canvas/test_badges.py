"""The plates on a canvas can be read in either theme, and show names of files as they are written."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.canvas.badges import BADGE_MARGIN, Badge, ChoiceBadge
from vizapp.gui.canvas.corner_keeper import CornerKeeper
from vizapp.gui.canvas.hint import Hint
from vizapp.gui.theme import apply_theme, current_theme
from vizapp.gui.tokens import SPACING, contrast
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import ElidedLabel, HintLabel, ValueLabel, muted_label, title_label


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_entry_of_an_open_list_can_be_read(qtbot: QtBot, qapp: QApplication, theme: str) -> None:
    before = current_theme().name
    apply_theme(qapp, theme)
    try:
        area = QWidget()
        qtbot.addWidget(area)
        area.resize(300, 300)
        badge = ChoiceBadge("pictureChoice", "Picture", area)
        badge.set_entries((("output", "Output"), ("target", "Target"), ("error", "Error")), "output")
        area.show()
        badge.showPopup()
        view = badge.view()
        qapp.processEvents()
        popup = view.window()
        image = popup.grab().toImage()
        ratio = image.devicePixelRatio()
        for row in range(3):
            rect = view.visualRect(view.model().index(row, 0))
            rect.moveTopLeft(view.viewport().mapTo(popup, rect.topLeft()))
            rect = rect.intersected(popup.rect())
            assert rect.height() > 12
            colours = [
                QColor(image.pixel(round(x * ratio), round(y * ratio)))
                for y in range(rect.top() + 3, rect.bottom() - 2)
                for x in range(rect.left() + 6, rect.right() - 6)
            ]
            lightness = np.array([colour.lightness() for colour in colours])
            darkest, lightest = colours[int(lightness.argmin())], colours[int(lightness.argmax())]
            assert contrast(darkest, lightest) > 4.5, badge.itemText(row)
        badge.hidePopup()
    finally:
        apply_theme(qapp, before)


NAME = "name with ünï <b>&amp;</b>.png"


def _labels(parent: QWidget) -> list[QLabel]:
    badge, hint = Badge("inputTitle", parent), Hint("hint", parent)
    badge.set_text(NAME)
    hint.set_text(NAME)
    elided, sentence = ElidedLabel(parent), HintLabel(parent)
    elided.resize(600, 30)
    elided.set_text(NAME)
    sentence.say(NAME)
    value, muted, title = ValueLabel(NAME, parent), muted_label(NAME, parent), title_label("", parent)
    title.setText(NAME)
    return [badge, hint, elided, sentence, value, muted, title]


def test_a_name_with_tags_is_shown_as_it_is_written(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    for label in _labels(area):
        label.ensurePolished()
        label.setWordWrap(False)
        assert label.text() == NAME
        assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(NAME), "mark-up takes no room"


@pytest.mark.parametrize("name", [NAME, "/a/two  spaces <i>.png", "a < b.png", "plain & simple.png", "first\nsecond"])
def test_a_tool_tip_shows_every_character_of_a_name(name: str) -> None:
    shown = plain_tooltip(name)
    if shown == name:
        assert "<" not in name, "Qt would look for mark-up"
        return
    document = QTextDocument()
    document.setHtml(shown)
    assert document.toPlainText().replace("\xa0", " ") == name


def test_a_choice_has_room_for_its_text_in_a_style_that_came_later(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    badge = ChoiceBadge("pictureChoice", "Picture", area)
    badge.set_entries((("output", "Output of the layer"),), "output")
    narrow = badge.width()
    area.setStyleSheet("QComboBox { font-weight: bold; letter-spacing: 2px; }")
    area.show()
    assert badge.width() > narrow
    assert badge.width() >= badge.sizeHint().width()


CORNERS = {corner.name: corner for corner in Qt.Corner}


def corner_area(qtbot: QtBot, width: int = 300, height: int = 200) -> tuple[QWidget, CornerKeeper]:
    area = QWidget()
    qtbot.addWidget(area)
    area.resize(width, height)
    area.show()
    return area, CornerKeeper(area)


def plate(area: QWidget, width: int, height: int) -> QWidget:
    made = QWidget(area)
    made.resize(width, height)
    made.show()
    return made


def stands_in(area: QWidget, widget: QWidget, corner: str) -> bool:
    """Tell whether a widget stands right in a corner."""
    x = BADGE_MARGIN if "Left" in corner else area.width() - BADGE_MARGIN - widget.width()
    y = BADGE_MARGIN if "Top" in corner else area.height() - BADGE_MARGIN - widget.height()
    return (widget.x(), widget.y()) == (x, y)


@pytest.mark.parametrize("corner", CORNERS)
def test_widgets_of_one_corner_stand_beside_one_another(qtbot: QtBot, corner: str) -> None:
    area, keeper = corner_area(qtbot)
    kept = [plate(area, *size) for size in ((60, 20), (90, 30), (40, 16))]
    for widget in kept:
        keeper.keep(widget, CORNERS[corner])
    assert stands_in(area, kept[0], corner)

    def gaps(*widgets: QWidget) -> list[int]:
        rows = sorted((widget.y(), widget.y() + widget.height()) for widget in widgets)
        return [top - bottom for (_, bottom), (top, _) in pairwise(rows)]

    assert gaps(*kept) == [SPACING, SPACING]
    edges = {w.x() if "Left" in corner else w.x() + w.width() for w in kept}
    assert len(edges) == 1
    kept[0].hide()
    assert stands_in(area, kept[1], corner)
    kept[1].resize(90, 50)
    assert gaps(*kept[1:]) == [SPACING]
    area.resize(340, 260)
    assert stands_in(area, kept[1], corner)
    kept[0].show()
    assert gaps(*kept) == [SPACING, SPACING]


@pytest.mark.parametrize(("one", "other"), [("BottomLeft", "BottomRight"), ("TopRight", "TopLeft")])
@pytest.mark.parametrize("yields_first", [False, True])
def test_without_room_beside_it_one_corner_makes_way_for_the_other(
    qtbot: QtBot, one: str, other: str, yields_first: bool
) -> None:
    area, keeper = corner_area(qtbot)
    yielding, staying = plate(area, 120, 24), plate(area, 100, 40)
    order = [(yielding, one), (staying, other)]
    for widget, corner in order if yields_first else order[::-1]:
        keeper.keep(widget, CORNERS[f"{corner}Corner"])
    assert stands_in(area, yielding, one)
    for width, height in ((200, 120), (150, 300), (180, 90)):
        area.resize(width, height)
        assert stands_in(area, staying, other), (width, height)
        assert not yielding.geometry().intersects(staying.geometry()), (width, height)
        assert QRect(0, 0, width, height).contains(yielding.geometry()), (width, height)
    area.resize(320, 200)
    assert stands_in(area, yielding, one)


NOTE = "655\u202f360 of 786\u202f432 values displaced · PSNR 15.82 dB · pixel (131, 127)"


@pytest.fixture
def wide_area(qtbot: QtBot) -> QWidget:
    area = QWidget()
    qtbot.addWidget(area)
    area.resize(900, 60)
    return area


@pytest.fixture
def badge(wide_area: QWidget) -> Badge:
    return Badge("badge", wide_area)


def test_a_badge_is_never_cut_inside_a_number(badge: Badge) -> None:
    badge.set_text(NOTE)
    whole, parts = badge.width(), NOTE.split(" · ")
    shown = []
    for width in range(whole + 20, 40, -1):
        badge.limit_width(width)
        shown.append(badge.text())
        assert badge.width() <= width
        if badge.text().endswith("…"):
            words = badge.text().split(" ")[:-1]
            assert words == parts[0].split(" ")[: len(words)]
    kept = list(dict.fromkeys(shown))
    assert kept[:3] == [" · ".join(parts[:count]) for count in (3, 2, 1)], "the last part goes first"
    badge.limit_width(0)
    assert badge.text() == NOTE


def test_a_size_is_whole_or_not_there(badge: Badge) -> None:
    badge.set_text("4 channels of 96 × 64")
    shown = []
    for width in range(badge.width() + 5, 40, -1):
        badge.limit_width(width)
        shown.append(badge.text())
    assert list(dict.fromkeys(shown)) == ["4 channels of 96 × 64", "4 channels of …", "4 channels …", "4 …", "…"]


def test_the_tool_tip_says_what_a_badge_has_no_room_for(badge: Badge) -> None:
    badge.set_text(NOTE)
    assert badge.toolTip() == ""
    badge.limit_width(badge.width() - 20)
    assert badge.text() != NOTE
    assert badge.toolTip() == NOTE == badge.accessibleName()
    badge.offer_click("A click shows it.")
    assert badge.toolTip() == f"{NOTE}\nA click shows it."
    badge.limit_width(0)
    assert badge.toolTip() == "A click shows it."


def test_the_pointer_over_a_shortened_badge_gets_its_tool_tip(qtbot: QtBot, qapp: QApplication) -> None:
    area, keeper = corner_area(qtbot, 260, 200)
    badge = Badge("badge", area)
    keeper.keep(badge, Qt.Corner.TopLeftCorner)
    area.resize(250, 200)
    badge.set_text(NOTE)

    def tip_at(place: QPoint) -> bool:
        """Tell whether the pointer at rest there gets a tool tip."""
        return keeper.eventFilter(area, QHelpEvent(QEvent.Type.ToolTip, place, area.mapToGlobal(place)))

    assert not tip_at(QPoint(125, 190))
    assert tip_at(badge.geometry().center())
    assert QToolTip.text() == NOTE
    QToolTip.hideText()


def test_a_badge_shows_the_first_of_its_texts_that_fits(badge: Badge) -> None:
    texts = ("transposed k3 · +0.27 dB", "k3 · +0.27 dB", "k3")
    badge.set_texts(*texts)
    whole = badge.width()
    badge.limit_width(whole + 4)
    assert badge.text() == texts[0]
    badge.set_colour(QColor("red"))
    assert badge.text() == texts[1], "the dot takes room"
    assert badge.width() <= whole + 4
    assert badge.grab().toImage().pixelColor(15, badge.height() // 2) == QColor("red")
    badge.limit_width(badge.width() - 10)
    assert badge.text() == texts[2]
    badge.set_texts()
    assert badge.isHidden()
