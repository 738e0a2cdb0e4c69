"""Scrolls the inspector's page to what has just been wanted there, which may lie below what is in view."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.rows import bring_into_view


class UnitScrolling(QObject):
    """Goes to the sum while it is compared with conv2d's, and once to what an overlay shows that is switched on."""

    def __init__(self, page: QWidget, sum_card: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._sum = sum_card
        self._rigid, self._scrolled_to = False, 0
        self._reveal = QTimer(self, singleShot=True, interval=0)  # after the layout
        self._reveal.timeout.connect(self._reveal_sum)
        sum_card.installEventFilter(self)
        self._parts: list[tuple[QWidget, Set[str]]] = []
        self._shown_before: frozenset[str] | None = None
        self._to_reveal: set[QWidget] = set()
        self._reveal_new = QTimer(self, singleShot=True, interval=0)  # after the layout
        self._reveal_new.timeout.connect(self._bring_into_view)

    def add(self, widget: QWidget, overlays: Set[str]) -> None:
        """Scroll to ``widget`` when one of these overlays is switched on."""
        self._parts.append((widget, overlays))

    def reveal_what_appears(self, shown: frozenset[str]) -> None:
        """Scroll once to what an overlay that was just switched on shows here: it may lie below what is in view."""
        before, self._shown_before = self._shown_before, shown
        for widget, keys in self._parts:
            if before is not None and keys & (shown - before):
                self._to_reveal.add(widget)
            elif not keys & shown:
                self._to_reveal.discard(widget)
            if widget in self._to_reveal and not widget.isHidden():  # the engine answers later
                self._reveal_new.start()

    def _bring_into_view(self) -> None:
        for widget in [each for each in self._to_reveal if not each.isHidden()]:
            self._to_reveal.discard(widget)
            bring_into_view(widget)

    def follow_rigid(self, rigid: bool) -> None:
        """Scroll to the sum while it stands beside conv2d's own, and back afterwards: what is compared is seen."""
        area = self._scroll_area()
        if rigid == self._rigid or area is None:
            return
        self._rigid = rigid
        if rigid:
            self._scrolled_to = area.verticalScrollBar().value()
            self._reveal.start()
        else:
            self._reveal.stop()
            area.verticalScrollBar().setValue(self._scrolled_to)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The page gets its new height only in a later turn of the event loop.
        if self._rigid and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._reveal.start()
        return False

    def _reveal_sum(self) -> None:
        area = self._scroll_area()
        if area is not None:
            area.ensureWidgetVisible(self._sum, 0, SPACING)

    def _scroll_area(self) -> QScrollArea | None:
        """Return the area in which the page is scrolled; None where there is none."""
        widget = self._page.parentWidget()
        while widget is not None and not isinstance(widget, QScrollArea):
            widget = widget.parentWidget()
        return widget
