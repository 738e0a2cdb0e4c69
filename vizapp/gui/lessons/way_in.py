"""How a window comes to the lessons: its desk, which is made when it is wanted, and the offer of the short tour."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # at run time only when a lesson starts, or the tour is offered
    from vizapp.gui.lessons.desk import LessonDesk
    from vizapp.gui.lessons.tour_offer import TourOffer
    from vizapp.gui.main_window import MainWindow

_OF_A_LESSON = ("previousLessonStepAction", "nextLessonStepAction", "endLessonAction")


class WayToLessons:
    """Belongs to one window.

    Attributes:
        tour_offer: the offer of the short tour, where it was made.
    """

    def __init__(self, window: MainWindow, put_on_top: Callable[[QWidget], None], desk: LessonDesk | None) -> None:
        """Have the keys of a lesson do something in the window of one.

        Args:
            window: the window, with its actions and settings.
            put_on_top: puts something above everything else in the middle of the window.
            desk: that of the person's own window, for the window of a lesson.
        """
        self._window = window
        self._put_on_top = put_on_top
        self._desk = desk
        self.tour_offer: TourOffer | None = None
        for name in _OF_A_LESSON:
            window.actions_table[name].setEnabled(desk is not None)

    @property
    def desk(self) -> LessonDesk:
        """Where lessons begin and end; of the window of a lesson that of the person's own window."""
        if self._desk is None:
            # Imported when it is wanted: until the window is shown, every module counts.
            from vizapp.gui.lessons.desk import LessonDesk

            self._desk = LessonDesk(self._window, self._window.settings)
        return self._desk

    @property
    def desk_of_lesson(self) -> LessonDesk | None:
        """The desk of the person's own window, where this is the window of a lesson."""
        return self._desk if self._desk is not None and self._desk.own is not self._window else None

    def offer_tour(self) -> None:
        """Offer the short tour above the pictures, if this is the first start; it is offered until it is answered."""
        if not self._window.settings.offers_tour:
            return
        from vizapp.gui.lessons.tour_offer import TourOffer

        self.tour_offer = TourOffer(self._window.settings)
        self.tour_offer.accepted.connect(lambda: self.desk.start_tour())
        self._put_on_top(self.tour_offer)

    def hand_to(self, following: WayToLessons) -> None:
        """Let the window that follows this one, in another language, have the lessons and the offer of the tour."""
        if self._desk is not None and self._desk.own is self._window:
            self._desk.move_to(following._window)
            following._desk = self._desk
        if self.tour_offer is not None and not self.tour_offer.isHidden():
            following.offer_tour()
