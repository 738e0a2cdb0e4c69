"""The readings of an offset map side by side, a card each, and below each what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from vizapp.gui.deformable.reading_card import CARD_WIDTH, ReadingCard
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label
from vizapp.offset_maps.layouts import Layout
from vizapp.sources.brought import Examination, FoundReading
from vizapp.wording.offset_readings import MEASURES, measure_note, measure_text, measure_title, verdict_badge

_TITLE_WIDTH = 186
_SHOWN_MEASURES = ("agreement", "kernel_fit", "kernel_turning", "tap_roughness", "outside_share", "mean_length")


class ReadingsTable(QScrollArea):
    """The cards to choose a reading from, with a row of numbers for each measure; it scrolls sideways."""

    chosen = Signal()
    """The person has chosen another card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("offsetsReadings")
        self.setAccessibleName(self.tr("The readings side by side"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._inside = QWidget(self)
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * SPACING)
        self._grid.setVerticalSpacing(SPACING)
        self.setWidget(self._inside)
        self.cards: list[ReadingCard] = []

    @property
    def chosen_layout(self) -> Layout | None:
        """The layout of the card that is chosen; None where there is none."""
        return next((card.layout_read for card in self.cards if card.isChecked()), None)

    @property
    def whole_width(self) -> int:
        """The width, in pixels, at which all cards can be seen; 0 without any."""
        return _width(len(self.cards)) if self.cards else 0

    def show_examination(self, found: Examination) -> None:
        """Show the readings that were found, with the first, the likeliest one, chosen."""
        clear_grid(self._grid)
        self.cards = []
        if not found.readings:
            return
        measures = [measure for measure in _SHOWN_MEASURES if _is_known(found.readings, measure)]
        titles = QWidget(self._inside)
        keep_width(titles, _TITLE_WIDTH)
        self._grid.addWidget(titles, 0, 0)
        for row, measure in enumerate(measures, start=1):
            title = muted_label(measure_title(measure), self._inside)
            title.setToolTip(plain_tooltip(measure_note(measure)))
            self._grid.addWidget(title, row, 0)
        reach = max(float(np.quantile(np.linalg.norm(r.field_yx, axis=-1), 0.98)) for r in found.readings)
        for column, reading in enumerate(found.readings, start=1):
            badge = verdict_badge(found.verdict) if column == 1 else ""
            card = ReadingCard(reading, found.geometries[0], reach, badge=badge, parent=self._inside)
            card.setChecked(column == 1)
            card.toggled.connect(lambda _: self.chosen.emit())
            self.cards.append(card)
            self._grid.addWidget(card, 0, column)
            spoken = []
            for row, measure in enumerate(measures, start=1):
                text = measure_text(reading.evidence, measure)
                value = QLabel(text, self._inside)
                value.setAlignment(Qt.AlignmentFlag.AlignCenter)
                value.setToolTip(plain_tooltip(measure_note(measure)))
                self._grid.addWidget(value, row, column)
                spoken.append(f"{measure_title(measure)}: {text}")
            card.setAccessibleDescription("; ".join(spoken))
        self._grid.setColumnStretch(len(found.readings) + 1, 1)
        self._grid.setRowStretch(len(measures) + 1, 1)
        self.setMinimumHeight(self._inside.sizeHint().height() + 4 * SPACING)
        self.setMinimumWidth(_width(2))
        self.cards[0].setFocus()


def clear_grid(grid: QGridLayout) -> None:
    """Remove everything from a grid, and delete it."""
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _width(count: int) -> int:
    """Return the room, in pixels, that so many readings take beside one another."""
    return _TITLE_WIDTH + count * (CARD_WIDTH + 2 * SPACING) + 4 * SPACING


def _is_known(readings: Sequence[FoundReading], measure: str) -> bool:
    assert measure in MEASURES
    return any(measure_text(reading.evidence, measure) != "–" for reading in readings)
