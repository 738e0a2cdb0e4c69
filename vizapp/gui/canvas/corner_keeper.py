"""Badges and other small widgets in the corners of a canvas, clear of one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from vizapp.gui.canvas.badges import BADGE_HEIGHT, BADGE_MARGIN, Badge, ChoiceBadge
from vizapp.gui.text_size import sized
from vizapp.gui.tokens import SPACING

_MAKES_WAY_FOR = {
    Qt.Corner.BottomLeftCorner: Qt.Corner.BottomRightCorner,
    Qt.Corner.TopRightCorner: Qt.Corner.TopLeftCorner,
}
"""Where there is no room beside one another, what stands in the first corner goes above or under the second's."""


_AT_TOP = (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner)


@runtime_checkable
class TakesLimit(Protocol):
    """What can do with less room."""

    def limit_width(self, widest: int) -> None:
        """Be at most ``widest`` pixels wide."""


@runtime_checkable
class Explaining(Protocol):
    """What explains marks, and belongs into a figure with them, even where the person has folded it."""

    def unfolded_size(self) -> QSize:
        """Return the size of all of it."""
        ...

    def paint_unfolded(self, painter: QPainter) -> None:
        """Draw all of it, with its upper left corner at (0, 0)."""
        ...


class CornerKeeper(QObject):
    """Keeps widgets in the corners of their parent, whatever size either of them takes."""

    changed = Signal()
    """What :meth:`occupied` returns may have changed."""
    covers_changed = Signal()
    """What :meth:`covered` returns has changed by something drawn."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._kept: list[tuple[QWidget, Qt.Corner]] = []
        self._drawn: dict[str, QRectF] = {}
        self._is_low: Callable[[float], bool] | None = None
        self._placing = False
        self._waiting = 0
        self._is_due = False
        area.installEventFilter(self)

    def keep(self, widget: QWidget, corner: Qt.Corner, *, first: bool = False) -> None:
        """Keep a widget in a corner, next to those that are there, or ``first``: in the corner itself."""
        self._kept.insert(0 if first else len(self._kept), (widget, corner))
        widget.installEventFilter(self)
        if isinstance(widget, ChoiceBadge):
            widget.currentIndexChanged.connect(self._share_anew)
        elif isinstance(widget, Badge):
            widget.texts_changed.connect(self._share_anew)
        self._place_all()

    def move(self, widget: QWidget, corner: Qt.Corner) -> None:
        """Keep a widget that is kept in another corner from now on."""
        before = list(self._kept)
        self._kept = [(each, corner if each is widget else its_corner) for each, its_corner in before]
        if self._kept != before:
            self._place_all()
            self.changed.emit()

    def share_lines(self, is_low: Callable[[float], bool] | None) -> None:
        """Have a choice stand beside the badge before it, and notes beside both, where there is room.

        Args:
            is_low: tells whether so many screen pixels free at the top take from what is shown below; badges then say
                less, if that keeps them in one line. None: each has a line of its own.
        """
        self._is_low = is_low
        self._limit_widths()
        self._place_all()
        self.changed.emit()

    def arrange(self) -> None:
        """Place everything anew, for another size of what is shown."""
        if self._is_low is not None:
            self._place_all()
            self.changed.emit()

    def labels(self) -> list[QRectF]:
        """Return the parts of the parent that badges at the top cover."""
        return [
            QRectF(widget.geometry())
            for widget, corner in self._kept
            if corner in _AT_TOP and isinstance(widget, Badge | ChoiceBadge) and not widget.isHidden()
        ]

    @contextmanager
    def together(self) -> Iterator[None]:
        """Place everything once at the end, however many widgets come, go and change their size in between."""
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1
            if self._is_due and not self._waiting:
                self._is_due = False
                self._place_all()
                self.changed.emit()

    def kept(self) -> list[QWidget]:
        """Return the widgets that are kept, also those that are hidden now."""
        return [widget for widget, _ in self._kept]

    def occupied(self) -> list[QRectF]:
        """Return the parts of the parent that widgets cover now."""
        return [QRectF(widget.geometry()) for widget, _ in self._kept if not widget.isHidden()]

    def note_drawn(self, name: str, area: QRectF | None) -> None:
        """Note that something drawn, such as a loupe, covers a part of the parent; None: it covers nothing."""
        if area == self._drawn.get(name):
            return
        if area is None:
            self._drawn.pop(name, None)
        else:
            self._drawn[name] = area
        self.covers_changed.emit()

    def covered(self) -> list[QRectF]:
        """Return what :meth:`occupied` does, and the parts that something drawn covers."""
        return [*self.occupied(), *self._drawn.values()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._explain_at(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide) and not self._placing:
            if watched is self._area:
                self._limit_widths()
            if self._waiting:
                self._is_due = True
            else:
                self._place_all()
                self.changed.emit()
        return False

    def _explain_at(self, event: QHelpEvent) -> bool:
        """Show the tool tip of a badge that lets the mouse through; return whether there is one at this place."""
        for widget, _ in self._kept:
            is_there = widget.isVisible() and widget.geometry().contains(event.pos())
            if isinstance(widget, Badge) and is_there and widget.toolTip():
                QToolTip.showText(event.globalPos(), widget.toolTip(), widget)
                return True
        return False

    def _share_anew(self) -> None:
        """Share the first line out for what is said there now."""
        if self._waiting:
            self._is_due = True
        else:
            self.arrange()

    def _limit_widths(self) -> None:
        for widget, _ in self._kept:
            if isinstance(widget, TakesLimit):
                widget.limit_width(self._room)

    @property
    def _room(self) -> int:
        return self._area.width() - 2 * BADGE_MARGIN

    def _place_all(self) -> None:
        """Put every widget that is shown into its place, those first that others make way for."""
        self._placing = True  # badges that are given another width announce it
        shown = [number for number, (widget, _) in enumerate(self._kept) if not widget.isHidden()]
        beside = self._share_first_line()
        for makes_way in (False, True):
            for number in shown:
                if (self._kept[number][1] in _MAKES_WAY_FOR) == makes_way:
                    self._place(number)
                if self._kept[number][0] is beside:
                    self._put_beside(number)
        self._placing = False

    def _share_first_line(self) -> QWidget | None:
        """Give the badges at the top their widths, and return the choice that stands beside the badge before it."""
        if self._is_low is None:
            return None
        left, right = ([w for w, c in self._kept if c == corner and not w.isHidden()] for corner in _AT_TOP)
        title = left[0] if left and isinstance(left[0], Badge) else None
        choice = next((widget for widget in left[:2] if isinstance(widget, ChoiceBadge)), None)
        note = right[0] if right and isinstance(right[0], Badge) else None
        for_note = 0 if note is None else note.least_width + SPACING
        for widget in (*left, *right):
            if widget is not note and isinstance(widget, TakesLimit):
                widget.limit_width(self._room)
        is_beside = False
        if title is not None and choice is not None:
            # How wide the title and the choice may be, each in a line with the note or without it.
            wanted, ways = title.width(), [(self._room - choice.width() - SPACING, choice.width())]
            if self._is_low(2 * (BADGE_MARGIN + sized(BADGE_HEIGHT))):
                wanted, widths = title.least_width_in_parts, (choice.width(), choice.least_width)
                ways = [
                    (self._room - beside - SPACING - width, width) for beside in (for_note, 0) for width in widths
                ]
            way = next((way for way in ways if wanted <= way[0]), None)
            is_beside = way is not None
            if way is not None:
                title.limit_width(way[0])
                choice.limit_width(way[1])
        if note is not None:
            first = title if title is not None else choice
            taken = 0 if first is None else first.width() + SPACING
            if is_beside and choice is not None:
                taken += choice.width() + SPACING
            fits = for_note - SPACING <= self._room - taken
            note.limit_width(self._room - taken if fits else self._room)
        return choice if is_beside else None

    def _put_beside(self, number: int) -> None:
        """Put a choice into the first line, beside the badge that is there."""
        widget = self._kept[number][0]
        title = next(w for w, c in self._kept if c == Qt.Corner.TopLeftCorner and not w.isHidden())
        widget.move(title.geometry().right() + 1 + SPACING, BADGE_MARGIN)

    def _place(self, number: int) -> None:
        """Put a widget into its corner, next to what was kept there before it, and clear of the corner opposite."""
        widget, corner = self._kept[number]
        on_top = corner in (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner)
        on_left = corner in (Qt.Corner.TopLeftCorner, Qt.Corner.BottomLeftCorner)
        x = BADGE_MARGIN if on_left else self._area.width() - widget.width() - BADGE_MARGIN
        y = BADGE_MARGIN if on_top else self._area.height() - widget.height() - BADGE_MARGIN
        widget.move(x, y)
        for other, its_corner in self._kept[:number]:
            if its_corner == corner and not other.isHidden():
                self._put_next_to(widget, other, on_top, widget.x())
        for other, its_corner in self._kept:
            in_the_way = its_corner == _MAKES_WAY_FOR.get(corner) and not other.isHidden()
            if in_the_way and other.geometry().intersects(widget.geometry()):
                self._put_next_to(widget, other, on_top, BADGE_MARGIN)

    @staticmethod
    def _put_next_to(widget: QWidget, other: QWidget, on_top: bool, x: int) -> None:
        """Move ``widget`` under ``other``, or above it at the bottom of the area, unless it is further away."""
        if on_top:
            widget.move(x, max(widget.y(), other.geometry().bottom() + 1 + SPACING))
        else:
            widget.move(x, min(widget.y(), other.geometry().top() - SPACING - widget.height()))
