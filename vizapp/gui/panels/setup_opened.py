"""What the sections share of something that is opened beside the source, measured, and put away again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.numbers import plain
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Section

_STANDS_OUT = 3.0
"""How many times the checkerboard of what it is compared with one has to be to be marked."""
_FAINT = 0.1
"""Grey levels: a checkerboard below is not marked, however many times the other it is."""


class OpenedSection(Section):
    """Builds a grid of measures, a button that opens, and beside it one that puts away."""

    browse_wanted = Signal()
    """The user wants to choose a file."""

    def _measures(self, name: str, tip: str) -> NumberGrid:
        """Return a grid with the names of the measures and two columns of numbers."""
        grid = NumberGrid("lrr", stretch=0, muted_column=0, parent=self)
        grid.setObjectName(name)
        grid.setToolTip(plain_tooltip(tip))
        return grid

    def _button(self, name: str, text: str, meaning: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(meaning)
        button.setToolTip(plain_tooltip(tip))
        return button

    def _opening(self, browse: QPushButton, put_away: QPushButton) -> QWidget:
        """Return the two buttons in a row, of which the first sends :attr:`browse_wanted`."""
        browse.clicked.connect(self.browse_wanted)
        put_away.setProperty("role", "flat")
        buttons = QWidget(self)
        beside = QHBoxLayout(buttons)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2 * SPACING)
        for button in (browse, put_away):
            beside.addWidget(button)
        beside.addStretch(1)
        return buttons

    def _checkerboard_line(self, period: int, own: float, other: float, least: float = 0.0) -> Line:
        """Return the line of a checkerboard of ``period`` pixels, in grey levels, beside what it is compared with.

        It is marked where it stands out, and is at least ``least``.
        """
        is_marked = own > max(_FAINT, _STANDS_OUT * other, least)
        every = self.tr("every {period} px").format(period=period)
        return Line((every, plain(own, 3), plain(other, 3)), tone="caution" if is_marked else "text")
