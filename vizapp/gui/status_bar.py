"""The status bar: the timeline, speed, memory, the lab's notes about the source, and the value under the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from vizapp.document.tile_layout import InputPlace, PhasePlace
from vizapp.frequencies import Frequency
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING, theme_signal
from vizapp.gui.widgets.numbers import plain, written
from vizapp.gui.widgets.rows import ElidedLabel
from vizapp.gui.widgets.value_label import ValueLabel
from vizapp.session.state import State
from vizapp.wording.lab_notes import lab_notes_text

_BETWEEN, _MARGINS = 6, 4 * SPACING + 4 * 6
"""Pixels that Qt leaves between two fields, and those around and between all that stays."""


@dataclass(frozen=True, slots=True)
class _StatusWords:
    """The text of every field but the cursor's."""

    speed: str
    engine: str
    memory: str
    note: str


class StatusBar(QStatusBar):
    """Fields of fixed width, so that the layout is stable while the numbers change.

    In a narrow window, what the engine does makes way for the value under the cursor while there is one.
    """

    def __init__(self, timeline: QWidget, parent: QWidget | None = None) -> None:
        """``timeline`` says at which step the training stands; here it takes no room from the pictures."""
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(2 * SPACING, 0, 2 * SPACING, 0)
        self._timeline = timeline
        self._longest: dict[QLabel, str] = {}
        self.addWidget(timeline, 2)
        self.speed = self._field("statusSpeed", self.tr("Speed"), self.tr("{n} steps/s").format(n="88888"))
        self.memory = self._field("statusMemory", self.tr("Memory of the engine"), _memory(888 * 2**20, 888 * 2**30))
        self.engine = self._field("statusEngine", self.tr("Engine"), self.tr("engine is starting again…"))
        self.note = ElidedLabel(self, at_end=True)
        self.note.setObjectName("statusNote")
        self.note.setProperty("role", "muted")
        self.addWidget(self.note, 1)
        self.cursor_value = ValueLabel("statusCursor", self.tr("Value under the cursor"), self)
        self.addPermanentWidget(self.cursor_value)
        self._ways = (self.engine, self.memory, self.speed)
        self._words = Shown(self._resolve, self._draw)
        theme_signal().changed.connect(self._follow_text)

    def _field(self, name: str, accessible_name: str, longest: str) -> QLabel:
        label = ValueLabel(name, accessible_name, self)
        label.setProperty("role", "muted")
        self._longest[label] = longest
        self._keep_room(label)
        self.addWidget(label)
        return label

    def _keep_room(self, label: QLabel) -> None:
        """Leave room for the longest text of a field."""
        label.ensurePolished()
        metrics = QFontMetrics(label.font())
        label.setMinimumWidth(metrics.horizontalAdvance(self._longest[label]) + 2 * SPACING)

    def _follow_text(self) -> None:
        for label in self._longest:
            self._keep_room(label)
        self._make_way(anew=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_way(anew=True)
        super().resizeEvent(event)

    def show_state(self, state: State) -> None:
        """Show ``state``."""
        self._words.follow(state)

    def _resolve(self, state: State) -> _StatusWords:
        transport = state.transport
        speed = plain(transport.steps_per_second, 0) if transport.running else "–"
        total = 0 if state.configured is None else state.configured.device.memory_bytes
        return _StatusWords(
            speed=self.tr("{n} steps/s").format(n=speed),
            engine=self._engine_words(state),
            memory=_memory(transport.memory_bytes, total),
            note="" if state.configured is None else lab_notes_text(state.configured.notes),
        )

    def _draw(self, words: _StatusWords) -> None:
        self.speed.setText(words.speed)
        self.engine.setText(words.engine)
        self.memory.setText(words.memory)
        self.note.set_text(words.note)

    def show_cursor(self, y: float, x: float, values: tuple[float, ...] | None) -> None:
        """Show the position (y, x) in pixels of the map under the cursor and the values there, if they are known."""
        self._show_cursor(f"({plain(y, 1)}, {plain(x, 1)})", values)

    def show_channel_cursor(self, place: InputPlace, values: tuple[float, ...] | None) -> None:
        """Show the channel and the pixel (h, w) of the tile under the cursor, and the value there if it is known."""
        where = self.tr("channel {channel} ({h}, {w})").format(channel=place.channel, h=place.y, w=place.x)
        self._show_cursor(where, values)

    def show_phase_cursor(self, place: PhasePlace, values: tuple[float, ...] | None) -> None:
        """Show the phase and the pixel (h, w) of the tile under the cursor, and the value there if it is known."""
        where = self.tr("phase {i},{j} ({h}, {w})").format(i=place.i, j=place.j, h=place.y, w=place.x)
        self._show_cursor(where, values)

    def show_frequency_cursor(self, place: Frequency, decibels: tuple[float, ...] | None) -> None:
        """Show the frequency of a spectrum under the cursor, and how strong it is if that is known."""
        where = self.tr("{down} down, {across} across cycles per pixel").format(
            down=plain(place.down, 3), across=plain(place.across, 3)
        )
        strength = "" if decibels is None else self.tr(" = {value} dB").format(value=plain(decibels[0], 1))
        self._write_cursor(where + strength)

    def _show_cursor(self, place: str, values: tuple[float, ...] | None) -> None:
        numbers = "" if values is None else " = " + ", ".join(written(value, ".4g") for value in values)
        self._write_cursor(place + numbers)

    def clear_cursor(self) -> None:
        """Clear the value, because the cursor is not over a map."""
        self._write_cursor("")

    def _write_cursor(self, text: str) -> None:
        if text != self.cursor_value.text():
            self.cursor_value.setText(text)
            self._make_way(anew=not text)

    def _make_way(self, *, anew: bool) -> None:
        """Hide one field after the other until the value under the cursor has room; show them again if ``anew``.

        Until then they stay hidden, so that nothing jumps while the value becomes longer and shorter.
        """
        if anew:
            for field in self._ways:
                field.show()
        if not self.cursor_value.text():
            return
        needed = self._timeline.minimumSizeHint().width() + self.cursor_value.sizeHint().width() + _MARGINS
        needed += sum(field.minimumWidth() + _BETWEEN for field in self._ways if not field.isHidden())
        for field in self._ways:
            if needed <= self.width():
                return
            if not field.isHidden():
                field.hide()
                needed -= field.minimumWidth() + _BETWEEN

    def _engine_words(self, state: State) -> str:
        if state.engine_silent:
            return self.tr("engine does not answer")
        match state.engine.phase:
            case "starting":
                return self.tr("engine is starting…")
            case "lost":
                return self.tr("engine is starting again…")
            case "failed":
                return self.tr("engine stopped")
        return self.tr("training") if state.transport.running else self.tr("engine ready")


def _memory(used: int, total: int) -> str:
    if not used:
        return ""
    amount = f"{used / 2**30:.1f} GiB" if used >= 2**30 else f"{used / 2**20:.0f} MiB"
    words = QCoreApplication.translate("StatusBar", "{amount} of {total} GiB")
    return words.format(amount=amount, total=f"{total / 2**30:.0f}") if total else amount
