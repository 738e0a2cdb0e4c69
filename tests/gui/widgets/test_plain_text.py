"""Tool tips: every word is shown, and no line runs across the screen, wherever the tip belongs to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeSession, ready_state
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

import vizapp.gui
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings
from vizapp.gui.widgets.plain_text import TOOLTIP_WIDTH, plain_tooltip
from vizapp.wording.columns import display_width

SENTENCE = "The first 1,000 places of a map are read; what lies beyond is counted but not listed, and said so here. "
SOURCES = Path(vizapp.gui.__file__).parent


def shown(tip: str) -> str:
    """Return the text that Qt shows of a tool tip."""
    if not tip.startswith("<p "):
        assert "<" not in tip, "Qt would take it for mark-up"
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@given(st.text(st.sampled_from("ab <&\n"), max_size=400))
def test_every_word_and_every_line_break_of_a_text_is_shown(text: str) -> None:
    tip = shown(plain_tooltip(text))
    if all(len(word) <= TOOLTIP_WIDTH for word in text.split()):
        assert tip.split() == text.split()
    assert max(map(len, tip.split("\n"))) <= TOOLTIP_WIDTH
    assert tip.count("\n") >= text.strip("\n").count("\n")


def test_a_path_without_a_space_is_shown_whole() -> None:
    path = "/home/" + "x" * 300 + "/map.npz"
    tip = plain_tooltip(path)
    assert tip.replace("\n", "") == path
    assert max(map(len, tip.split("\n"))) <= TOOLTIP_WIDTH


def test_chinese_is_broken_between_characters_and_before_no_full_stop() -> None:
    text = "这一行说的是可形变卷积的采样点在哪里，共九个。" * 6
    tip = plain_tooltip(text)
    lines = tip.split("\n")
    assert "".join(lines) == text
    assert TOOLTIP_WIDTH - 6 <= display_width(lines[0]) <= TOOLTIP_WIDTH
    assert max(map(display_width, lines)) <= TOOLTIP_WIDTH
    assert not [line for line in lines if line[0] in "，。"]
    path = "路径 " + "x" * 300
    assert plain_tooltip(path).replace("\n", "").replace(" ", "") == path.replace(" ", "")


def test_what_is_short_stays_as_it_is() -> None:
    for text in ("", "Step (S)", "Drag: this unit · Alt or Ctrl + drag: every unit", "a\nb"):
        assert plain_tooltip(text) == text


@pytest.mark.parametrize("text", [SENTENCE * 5, f"3 < 4: {SENTENCE * 5}", "每个采样点在哪里读取。" * 20])
def test_a_long_one_takes_a_part_of_the_screen_only(qtbot: QtBot, text: str) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    QToolTip.showText(owner.mapToGlobal(QPoint(5, 5)), plain_tooltip(text), owner)
    label = next(each for each in QApplication.allWidgets() if each.objectName() == "qtooltip_label")
    assert isinstance(label, QLabel)
    assert 200 < label.width() < 660
    QToolTip.hideText()


def tool_tips(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Yield the name and the tool tip of all that can have one in a window."""
    for widget in window.findChildren(QWidget):
        yield widget.objectName(), widget.toolTip()
        if isinstance(widget, QComboBox):
            for row in range(widget.count()):
                yield widget.objectName(), widget.itemData(row, Qt.ItemDataRole.ToolTipRole) or ""
    for action in window.findChildren(QAction):
        yield action.objectName(), action.toolTip()


def test_no_line_of_any_tool_tip_of_the_window_is_long(qtbot: QtBot) -> None:
    window = MainWindow(FakeSession(ready_state()), Settings())
    qtbot.addWidget(window)
    window.show()
    window.panel_pace.catch_up()
    tips = [(name, line) for name, tip in tool_tips(window) for line in shown(tip).split("\n") if tip]
    assert len(tips) > 100
    assert [each for each in tips if len(each[1]) > TOOLTIP_WIDTH] == []


def test_whatever_becomes_a_tool_tip_goes_through_it_unless_it_is_short() -> None:
    """A text that is put together, or that comes from elsewhere, may be long or hold what looks like mark-up."""
    bare = []
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            text = tip_of(node)
            if text is not None and not is_safe(text):
                bare.append(f"{path.relative_to(SOURCES)}:{text.lineno} {ast.unparse(text)}")
    assert bare == []


def tip_of(node: ast.AST) -> ast.expr | None:
    """Return what a call gives as a tool tip, or None."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    match node.func.attr:
        case "setToolTip":
            return node.args[-1]
        case "setItemData" if ast.unparse(node.args[-1]).endswith("ToolTipRole"):
            return node.args[1]
        case "showText":
            return node.args[1]
    return None


def is_safe(text: ast.expr) -> bool:
    """Whether a tool tip goes through ``plain_tooltip``, has gone through it, or is a short text in the source."""
    if isinstance(text, ast.BoolOp):
        return all(map(is_safe, text.values))
    if isinstance(text, ast.Constant) and isinstance(text.value, str):
        return len(text.value) <= TOOLTIP_WIDTH and "<" not in text.value
    if not isinstance(text, ast.Call):
        return False
    called = ast.unparse(text.func)
    if called in ("self.tr", "plain_tooltip"):
        return called == "plain_tooltip" or is_safe(text.args[0])
    return called.endswith(".toolTip") or (called.endswith(".currentData") and "ToolTipRole" in ast.unparse(text))
