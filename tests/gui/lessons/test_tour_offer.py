"""The offer of the short tour: at the first start only, and never again once it is answered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from vizapp.gui.lessons.tour_offer import TourOffer
from vizapp.gui.settings import Settings


def test_it_is_offered_at_the_first_start_until_it_is_answered(qtbot: QtBot) -> None:
    assert Settings().offers_tour
    offer = TourOffer(Settings())
    qtbot.addWidget(offer)
    assert Settings().offers_tour, "who does not answer is asked again"
    with qtbot.assertNotEmitted(offer.accepted):
        qtbot.mouseClick(offer.no, Qt.MouseButton.LeftButton)
    assert offer.isHidden()
    assert not Settings().offers_tour


def test_who_wants_it_is_shown_it_and_not_asked_again(qtbot: QtBot) -> None:
    offer = TourOffer(Settings())
    qtbot.addWidget(offer)
    with qtbot.waitSignal(offer.accepted):
        qtbot.mouseClick(offer.yes, Qt.MouseButton.LeftButton)
    assert not Settings().offers_tour


def test_who_has_used_the_program_before_is_not_asked() -> None:
    settings = Settings()
    settings.theme = "dark"
    settings.save()
    assert not Settings().offers_tour
