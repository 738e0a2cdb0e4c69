"""The legend of a plot with several curves: a piece of each line with the run's name and its present value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vizapp.gui.plots.companions import companion_pen
from vizapp.gui.runs import run_colour
from vizapp.gui.text_size import sized
from vizapp.gui.theme import current_theme, theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import tabular

_HEIGHT = 16
_LINE = 14
_GAP = 4.0
_BETWEEN = 8.0
_MOST_LINES = 2
"""Lines that names and values may take; more would leave too little of a low plot."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One curve.

    Attributes:
        run, dashed: of its line.
        name: of its run, or what its dashes mean; "" where the entries before have said it.
        value: the present value, as it is written.
        words: the whole of it, for the tool tip and for screen readers.
        live: whether the value is of the picture on show; otherwise it is greyed.
        short: the name where there is little room; "" where there is no shorter one.
    """

    run: str
    dashed: bool
    name: str
    value: str
    words: str
    live: bool = True
    short: str = ""


class PlotLegend(QWidget):
    """One line of entries; where there is no room for all, with short names, and then in a second line.

    Where there is none for that either, only the names stand there, in as many lines as they take, and the tool tip
    has the values.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFont(tabular(self.font(), 0.85))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.entries: tuple[LegendEntry, ...] = ()
        self._lines = 1
        theme_signal().changed.connect(self._restyle)
        self.hide()

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Show what is drawn; nothing is shown for a single curve."""
        if tuple(entries) == self.entries:
            return
        self.entries = tuple(entries)
        words = "\n".join(entry.words for entry in entries)
        self.setToolTip(plain_tooltip(words))
        self.setAccessibleName(words.replace("\n", ", "))
        self.setVisible(len(self.entries) > 1)
        self._arrange()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, sized(_HEIGHT) * self._lines)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, sized(_HEIGHT) * self._lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Take as many lines as the entries need."""
        places = self.places()
        lines = max((line for line, *_ in places), default=0) + 1
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def places(self) -> list[tuple[int, float, LegendEntry, str]]:
        """Return what is written: its line, where its piece of curve begins, the entry and the text."""
        measure = QFontMetricsF(self.font()).horizontalAdvance
        return _placed(self.texts_for(measure, self.width()), measure, self.width())

    def _restyle(self) -> None:
        self._arrange()
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line, left, entry, text in self.places():
            top, middle = line * sized(_HEIGHT), (line + 0.5) * sized(_HEIGHT)
            painter.setPen(companion_pen(run_colour(entry.run, theme), entry.dashed))
            painter.drawLine(QPointF(left, middle), QPointF(left + _LINE, middle))
            painter.setPen(theme.text if entry.live else theme.muted)
            room = QRectF(left + _LINE + _GAP, top, self.width(), sized(_HEIGHT))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def texts_for(self, measure: Callable[[str], float], room: float) -> list[tuple[LegendEntry, str]]:
        """Return what is written for which curves in ``room`` pixels; ``measure`` gives the width of a text."""
        whole = [(entry, _joined(entry.name, entry.value)) for entry in self.entries]
        short = [(entry, _joined(entry.short or entry.name, entry.value)) for entry in self.entries]
        for texts, most_lines in ((whole, 1), (short, 1), (short, _MOST_LINES)):
            if _fit(_placed(texts, measure, room), measure, room, most_lines):
                return texts
        return [(entry, entry.name) for entry in self.entries if entry.name]


_Placed = tuple[int, float, LegendEntry, str]
"""A line, where in it a piece of curve begins, the entry and its text."""


def _placed(texts: Sequence[tuple[LegendEntry, str]], measure: Callable[[str], float], room: float) -> list[_Placed]:
    """Return where texts stand, in lines of ``room`` pixels."""
    line, left = 0, 0.0
    placed: list[_Placed] = []
    for entry, text in texts:
        width = _LINE + _GAP + measure(text)
        if left and left + width > room:
            line, left = line + 1, 0.0
        placed.append((line, left, entry, text))
        left += width + _BETWEEN
    return placed


def _fit(placed: Sequence[_Placed], measure: Callable[[str], float], room: float, most_lines: int) -> bool:
    """Tell whether all of it is seen, in so many lines."""
    return all(line < most_lines and left + _LINE + _GAP + measure(text) <= room for line, left, _, text in placed)


def _joined(name: str, value: str) -> str:
    return " ".join(filter(None, (name, value)))
