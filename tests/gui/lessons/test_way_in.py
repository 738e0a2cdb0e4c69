"""How a window comes to the lessons, and how it hands them on."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import MagicMock

import pytest
from fakes import FakeSession, ready_state
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from vizapp.gui.lessons.tour_offer import TourOffer
from vizapp.gui.main_window import MainWindow
from vizapp.gui.settings import Settings

KEYS = ("previousLessonStepAction", "nextLessonStepAction", "endLessonAction")


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[tuple[MainWindow, MainWindow]]:
    """A window, and the one that will follow it in another language."""
    settings = Settings()
    session = FakeSession(ready_state())
    own, following = MainWindow(session, settings), MainWindow(session, settings, follows=True)
    yield own, following
    for window in (own, following):
        window.close()
        window.deleteLater()


def offers(window: MainWindow) -> list[TourOffer]:
    return window.findChildren(TourOffer)


def test_the_tour_is_offered_above_everything_else_and_begins(
    windows: tuple[MainWindow, MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = windows
    begun = MagicMock()
    monkeypatch.setattr(window.lessons, "start_tour", begun)
    window.way_to_lessons.offer_tour()
    window.show()
    (offer,) = offers(window)
    assert offer.isVisible()
    assert offer.geometry().bottom() < window.canvases.geometry().top()
    qtbot.mouseClick(offer.yes, Qt.MouseButton.LeftButton)
    begun.assert_called_once_with()
    assert not offer.isVisible()


def test_who_has_answered_is_not_offered_it_again(windows: tuple[MainWindow, MainWindow]) -> None:
    window, following = windows
    window.settings.keep_tour(answered=True)
    window.way_to_lessons.offer_tour()
    window.way_to_lessons.hand_to(following.way_to_lessons)
    assert offers(window) == offers(following) == []


def test_an_offer_without_an_answer_goes_on_in_the_window_that_follows(
    windows: tuple[MainWindow, MainWindow],
) -> None:
    window, following = windows
    window.way_to_lessons.offer_tour()
    window.way_to_lessons.hand_to(following.way_to_lessons)
    assert len(offers(following)) == 1


def test_the_desk_goes_on_in_the_window_that_follows(windows: tuple[MainWindow, MainWindow]) -> None:
    window, following = windows
    desk = window.lessons
    assert window.lessons is desk
    window.way_to_lessons.hand_to(following.way_to_lessons)
    assert following.lessons is desk
    assert desk.own is following


def test_the_window_of_a_lesson_has_the_desk_and_the_keys_of_the_persons_own(
    windows: tuple[MainWindow, MainWindow],
) -> None:
    window, _ = windows
    assert window.way_to_lessons.desk_of_lesson is None
    assert not any(window.actions_table[name].isEnabled() for name in KEYS)
    of_lesson = MainWindow(FakeSession(ready_state()), window.settings.apart(), desk=window.lessons)
    assert of_lesson.lessons is window.lessons
    assert of_lesson.way_to_lessons.desk_of_lesson is window.lessons
    assert all(of_lesson.actions_table[name].isEnabled() for name in KEYS)
    of_lesson.close()
    of_lesson.deleteLater()
