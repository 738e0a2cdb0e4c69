"""A caption: how much of it is shown, its fixed height, and its marked words under mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vizapp.gui.canvas.caption import CaptionLine
from vizapp.gui.canvas.captioned import CaptionedCanvas

TEXT = (
    "[Unit](unit) (3, 4) reads at nine [sampling points](sampling-point).",
    "The [rings](hidden-rule) are where a hidden rule has them, 1.25 px away.",
    "A third sentence that says what the picture is.",
)


@pytest.fixture
def caption(qtbot: QtBot) -> Iterator[CaptionLine]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(QPushButton("before", holder))
    caption = CaptionLine("inputCaption", holder)
    column.addWidget(caption)
    column.addWidget(QPushButton("after", holder))
    caption.show_sentences(TEXT)
    holder.resize(1400, 120)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    yield caption
    holder.close()
    holder.deleteLater()


def resize(caption: CaptionLine, width: int) -> None:
    caption.window().resize(width, 120)
    QApplication.processEvents()


def told(caption: CaptionLine) -> str:
    """Return the tool tip for which the mouse has waited."""
    place = caption.rect().center()
    QApplication.sendEvent(caption, QHelpEvent(QEvent.Type.ToolTip, place, caption.mapToGlobal(place)))
    QToolTip.hideText()
    return caption.toolTip()


def test_it_shows_as_many_sentences_as_there_is_room_for(caption: CaptionLine) -> None:
    assert caption.shown_text == caption.text
    assert told(caption) == ""
    resize(caption, 480)
    assert caption.shown_text.endswith("sampling points.")
    assert "third sentence" in told(caption)
    caption.set_lines(2)
    assert caption.shown_text.endswith("1.25 px away.")


def test_of_a_sentence_that_is_too_long_it_shows_whole_words(caption: CaptionLine) -> None:
    resize(caption, 240)
    assert caption.shown_text.endswith("…")
    words = caption.shown_text.removesuffix("…").split()
    assert words == caption.text.split()[: len(words)]
    assert len(words) >= 3


def test_of_a_chinese_sentence_it_shows_as_many_characters_as_fit(caption: CaptionLine) -> None:
    caption.show_sentences(
        ("512 × 512 像素的图：其中每 2 × 2 个像素是一个像素的亚像素，它有三个通道，每个变成四个。",)
    )
    for width in range(240, 520, 20):
        resize(caption, width)
        layout = caption._layout
        assert layout is not None
        assert caption.shown_text.endswith("…")
        left = caption.width() - 20 - layout.lineAt(0).naturalTextWidth()
        assert 0 <= left < 60, "no more is missing than a size, which stays together"


def test_its_height_does_not_follow_the_text(caption: CaptionLine) -> None:
    height = caption.height()
    caption.show_sentences(())
    assert caption.height() == height
    caption.show_sentences(TEXT)
    resize(caption, 300)
    assert caption.height() == height
    caption.set_lines(2)
    assert height < caption.height() < 2 * height
    caption.set_large(True)
    assert caption.height() > 1.9 * height


def test_a_click_on_a_marked_word_asks_for_its_card(caption: CaptionLine, qtbot: QtBot) -> None:
    place = caption.place_of("sampling-point").center()
    with qtbot.waitSignal(caption.card_wanted) as wanted:
        QTest.mouseClick(caption, Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args is not None
    card, where = wanted.args
    assert card == "sampling-point"
    assert where.contains(caption.mapToGlobal(place))
    QTest.mouseMove(caption, place)
    qtbot.waitUntil(lambda: caption.cursor().shape() == Qt.CursorShape.PointingHandCursor)


def test_a_click_beside_the_words_asks_for_nothing(caption: CaptionLine, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(caption.card_wanted):
        QTest.mouseClick(caption, Qt.MouseButton.LeftButton, pos=caption.rect().center())


def test_tab_goes_from_word_to_word_and_on(caption: CaptionLine) -> None:
    before = caption.window().findChildren(QPushButton)[0]
    before.setFocus()
    asked: list[str] = []
    caption.card_wanted.connect(lambda card, _: asked.append(card))
    for _ in caption.cards:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert caption.hasFocus()
        QTest.keyClick(caption, Qt.Key.Key_Return)
    assert asked == ["unit", "sampling-point", "hidden-rule"]
    assert "rings" in caption.accessibleDescription()
    QTest.keyClick(caption, Qt.Key.Key_Tab)
    assert not caption.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(caption, Qt.Key.Key_Return)
    assert asked[-1] == "hidden-rule"


def test_the_focus_stays_on_its_word_while_the_numbers_change(caption: CaptionLine) -> None:
    caption.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(caption, Qt.Key.Key_Right)
    caption.show_sentences(("Another. ", TEXT[0].replace("(3, 4)", "(10, 12)")))
    asked: list[str] = []
    caption.card_wanted.connect(lambda card, _: asked.append(card))
    QTest.keyClick(caption, Qt.Key.Key_Return)
    assert asked == ["sampling-point"]


def test_while_the_keys_are_here_all_of_it_is_seen(caption: CaptionLine) -> None:
    resize(caption, 300)
    at_rest, words = caption.height(), caption.cards
    assert not caption.is_whole
    caption.setFocus(Qt.FocusReason.TabFocusReason)
    assert caption.is_whole
    assert caption.height() > caption.height_at_rest == at_rest
    assert caption.cards == ("unit", "sampling-point", "hidden-rule") != words
    QTest.keyClick(caption, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert (caption.height(), caption.cards) == (at_rest, words)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    for _ in range(len(caption.cards)):
        QTest.keyClick(caption, Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert "rings" in caption.accessibleDescription(), "from behind, to the last word of all"


def test_the_keys_come_to_a_text_that_is_cut_though_no_word_is_marked(caption: CaptionLine) -> None:
    caption.show_sentences((TEXT[2],))
    assert caption.focusPolicy() == Qt.FocusPolicy.NoFocus
    resize(caption, 150)
    assert not caption.is_whole
    assert caption.focusPolicy() == Qt.FocusPolicy.TabFocus
    before = caption.grab().toImage()
    caption.setFocus(Qt.FocusReason.TabFocusReason)
    assert caption.is_whole
    assert caption.grab().toImage() != before


def test_the_mouse_is_told_the_rest_soon(caption: CaptionLine, qtbot: QtBot) -> None:
    place = QPointF(caption.rect().center())
    enter = QEnterEvent(place, place, QPointF(caption.mapToGlobal(place)))
    QApplication.sendEvent(caption, enter)
    qtbot.wait(250)
    assert not QToolTip.isVisible(), "it sees everything"
    resize(caption, 300)
    QApplication.sendEvent(caption, enter)
    qtbot.waitUntil(QToolTip.isVisible, timeout=500)
    assert "third sentence" in QToolTip.text()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_over_the_canvas_it_moves_nothing(qtbot: QtBot) -> None:
    canvas, caption = QWidget(), CaptionLine("inputCaption")
    both = CaptionedCanvas(canvas, caption)
    caption.show_sentences(TEXT)
    both.resize(260, 200)
    with qtbot.waitActive(both):
        both.show()
        both.activateWindow()
    before = canvas.geometry()
    assert before.height() == 200 - caption.height_at_rest
    assert caption.geometry().bottom() == both.rect().bottom()
    caption.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.geometry() == before
    assert caption.geometry().bottom() == both.rect().bottom()
    assert caption.y() < before.bottom()
    caption.set_lines(2)
    caption.clearFocus()
    assert canvas.height() == 200 - caption.height_at_rest < before.height()
    caption.hide()
    assert canvas.geometry() == both.rect()
    both.close()
    both.deleteLater()


def test_a_screen_reader_is_told_all_of_it(caption: CaptionLine) -> None:
    resize(caption, 300)
    assert caption.accessibleName() == caption.text
    assert "1.25 px away" in caption.accessibleName()


def test_chinese_text_is_laid_out_without_spaces(caption: CaptionLine) -> None:
    caption.show_sentences(("[单元](unit) (3, 4) 在九个[采样点](sampling-point)处读取。", "目标相同。"))
    assert caption.text == "单元 (3, 4) 在九个采样点处读取。目标相同。"
    assert caption.shown_text == caption.text


def test_no_line_ends_before_a_unit_or_within_a_size(caption: CaptionLine) -> None:
    caption.set_lines(2)
    sentence = "A map of 12 × 34 pixels that lies 1.25 px away from a map of 56 × 78 pixels."
    for width in range(200, 420, 4):
        resize(caption, width)
        caption.show_sentences(())
        caption.show_sentences((sentence,))
        layout = caption._layout
        assert layout is not None
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        ends = [layout.text()[: line.textStart() + line.textLength()].rstrip(" ") for line in lines[:-1]]
        assert not any(end.endswith(("12", "34 ×", "56", "×", "1.25")) for end in ends), ends
