"""The panel of a lesson: what it shows of a step, its buttons, and that the words stay words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vizapp.gui.lessons.panel import LessonPanel, StepShown

STEP = StepShown("One point", 7, 1, 3, "Why <b>it</b> moves.", "Drag it.")


@pytest.fixture
def panel(qtbot: QtBot) -> LessonPanel:
    panel = LessonPanel()
    qtbot.addWidget(panel)
    panel.resize(280, 500)
    panel.show_step(STEP)
    panel.show()
    return panel


def test_a_step_says_where_it_is_and_what_is_to_be_done(panel: LessonPanel) -> None:
    assert panel.place.text() == "Claim 7 · Step 1 of 3"
    assert (panel.title.text(), panel.task.text(), panel.tick.text()) == ("One point", "Drag it.", "○")
    assert panel.skip.isVisible()
    assert not panel.next.isVisible()
    assert not panel.back.isEnabled()


def test_mark_up_is_shown_as_it_is_written(panel: LessonPanel) -> None:
    assert panel.text.textFormat() == Qt.TextFormat.PlainText
    assert panel.text.text() == "Why <b>it</b> moves."
    assert (
        panel.task.textFormat() == panel.reached.textFormat() == panel.title.textFormat() == Qt.TextFormat.PlainText
    )


def test_what_is_reached_is_ticked_and_the_way_on_offered(panel: LessonPanel) -> None:
    panel.show_step(replace(STEP, reached="It moved."))
    assert not panel.reached.isVisible(), "it would tell too much"
    panel.show_step(replace(STEP, is_reached=True, reached="It moved."))
    assert panel.reached.isVisible()
    assert panel.tick.text() == "✓"
    assert panel.tick.accessibleName() == "Reached"
    assert panel.reached.text() == "It moved."
    assert panel.next.isVisible()
    assert not panel.skip.isVisible()


def test_in_a_low_panel_what_is_reached_is_scrolled_to(panel: LessonPanel, qtbot: QtBot) -> None:
    low = replace(STEP, text="A long argument. " * 30, reached="It moved, and this is what is to be seen of it.")
    panel.resize(280, 260)
    panel.show_step(low)
    panel.show_step(replace(low, is_reached=True))
    reached = panel.reached
    qtbot.waitUntil(lambda: reached.visibleRegion().boundingRect() == reached.rect())


def test_the_height_of_the_words_is_enough_once_the_aim_is_reached(panel: LessonPanel, qtbot: QtBot) -> None:
    step = replace(STEP, text="A long argument. " * 20, reached="It moved. " * 12)
    panel.show_step(step)
    before = panel.height_of_words()
    panel.show_step(replace(step, is_reached=True))
    assert panel.height_of_words() == before, "nothing has to move when the aim is reached"
    panel.resize(panel.width(), before)
    for words in (panel.title, panel.text, panel.task, panel.reached):
        qtbot.waitUntil(lambda words=words: words.visibleRegion().boundingRect() == words.rect())


@pytest.mark.parametrize(("has_next", "words"), [(True, "Next lesson"), (False, "Done")])
def test_the_last_step_leads_on_or_ends(panel: LessonPanel, has_next: bool, words: str) -> None:
    panel.show_step(replace(STEP, number=3, is_reached=True, has_next=has_next))
    assert panel.next.text() == words
    assert panel.back.isEnabled()


def test_why_there_is_nothing_to_see_is_said(panel: LessonPanel) -> None:
    panel.show_step(replace(STEP, problem="There is no memory."))
    assert panel.reached.text() == "There is no memory."
    assert panel.reached.isVisible()


def test_while_the_engine_starts_the_panel_says_that_nothing_can_be_done_yet(panel: LessonPanel) -> None:
    panel.show_step(replace(STEP, reached="It moved.", is_waiting=True))
    assert panel.reached.isVisible()
    assert "starting" in panel.reached.text()
    panel.show_step(replace(STEP, reached="It moved."))
    assert not panel.reached.isVisible()
    assert panel.reached.text() == "It moved."


def test_every_button_is_reached_by_keys_and_has_a_name(panel: LessonPanel, qtbot: QtBot) -> None:
    panel.show_step(replace(STEP, number=2))
    panel.activateWindow()
    for button, signal in (
        (panel.back, panel.back_wanted),
        (panel.skip, panel.next_wanted),
        (panel.end, panel.end_wanted),
    ):
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        with qtbot.waitSignal(signal):
            QTest.keyClick(button, Qt.Key.Key_Space)
