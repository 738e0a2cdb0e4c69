"""The status bar: the timeline, speed, memory, the lab's notes about the source, and the value under the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from vizapp.document.tile_layout import InputPlace, PhasePlace
from vizapp.frequencies import Frequency
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.numbers import plain, written
from vizapp.gui.widgets.rows import ElidedLabel
from vizapp.session.state import State
from vizapp.wording.lab_notes import lab_notes_text


@dataclass(frozen=True, slots=True)
class _StatusWords:
    """The text of every field but the cursor's."""

    speed: str
    engine: str
    memory: str
    note: str


class StatusBar(QStatusBar):
    """Fields of fixed width, so that the layout is stable while the numbers change."""

    def __init__(self, timeline: QWidget, parent: QWidget | None = None) -> None:
        """``timeline`` says at which step the training stands; here it takes no room from the pictures."""
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(2 * SPACING, 0, 2 * SPACING, 0)
        self.addWidget(timeline, 2)
        self.speed = self._field("statusSpeed", self.tr("Speed"), self.tr("{n} steps/s").format(n="88888"))
        self.memory = self._field("statusMemory", self.tr("Memory of the engine"), _memory(888 * 2**20, 888 * 2**30))
        self.engine = self._field("statusEngine", self.tr("Engine"), self.tr("engine is starting again…"))
        self.note = ElidedLabel(self)
        self.note.setObjectName("statusNote")
        self.note.setProperty("role", "muted")
        self.addWidget(self.note, 1)
        self.cursor_value = QLabel(self)
        self.cursor_value.setObjectName("statusCursor")
        self.cursor_value.setAccessibleName(self.tr("Value under the cursor"))
        self.addPermanentWidget(self.cursor_value)
        self._words = Shown(self._resolve, self._draw)

    def _field(self, name: str, accessible_name: str, longest: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", "muted")
        label.setAccessibleName(accessible_name)
        label.ensurePolished()
        label.setMinimumWidth(QFontMetrics(label.font()).horizontalAdvance(longest) + 2 * SPACING)
        self.addWidget(label)
        return label

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
        self.cursor_value.setText(where + strength)

    def _show_cursor(self, place: str, values: tuple[float, ...] | None) -> None:
        numbers = "" if values is None else " = " + ", ".join(written(value, ".4g") for value in values)
        self.cursor_value.setText(place + numbers)

    def clear_cursor(self) -> None:
        """Clear the value, because the cursor is not over a map."""
        self.cursor_value.clear()

    def _engine_words(self, state: State) -> str:
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
    return f"{amount} of {total / 2**30:.0f} GiB" if total else amount
