"""The legend of a plot with several curves: a piece of each line with the run's name and its present value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vizapp.gui.plots.companions import companion_pen
from vizapp.gui.runs import run_colour
from vizapp.gui.theme import current_theme, theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import tabular

_HEIGHT = 16
_LINE = 14
_GAP = 4.0
_BETWEEN = 8.0


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One curve.

    Attributes:
        run, dashed: of its line.
        name: of its run, or what its dashes mean; "" where the entries before have said it.
        value: the present value, as it is written.
        words: the whole of it, for the tool tip and for screen readers.
        live: whether the value is of the picture on show; otherwise it is greyed.
    """

    run: str
    dashed: bool
    name: str
    value: str
    words: str
    live: bool = True


class PlotLegend(QWidget):
    """One line of entries; where there is no room for all, only of the names, with the values in the tool tip.

    Where there is none for the names either, they stand in several lines.
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
        return QSize(200, _HEIGHT * self._lines)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT * self._lines)

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
        line, left = 0, 0.0
        placed: list[tuple[int, float, LegendEntry, str]] = []
        for entry, text in self.texts_for(measure, self.width()):
            width = _LINE + _GAP + measure(text)
            if left and left + width > self.width():
                line, left = line + 1, 0.0
            placed.append((line, left, entry, text))
            left += width + _BETWEEN
        return placed

    def _restyle(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line, left, entry, text in self.places():
            top, middle = line * _HEIGHT, (line + 0.5) * _HEIGHT
            painter.setPen(companion_pen(run_colour(entry.run, theme), entry.dashed))
            painter.drawLine(QPointF(left, middle), QPointF(left + _LINE, middle))
            painter.setPen(theme.text if entry.live else theme.muted)
            room = QRectF(left + _LINE + _GAP, top, self.width(), _HEIGHT)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def texts_for(self, measure: Callable[[str], float], room: float) -> list[tuple[LegendEntry, str]]:
        """Return what is written for which curves in ``room`` pixels; ``measure`` gives the width of a text."""
        whole = [(entry, " ".join(filter(None, (entry.name, entry.value)))) for entry in self.entries]
        names = [(entry, entry.name) for entry in self.entries if entry.name]
        width = sum(measure(text) + _LINE + _GAP + _BETWEEN for _, text in whole) - _BETWEEN
        return whole if width <= room else names
