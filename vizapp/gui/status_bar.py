"""The line at the bottom: how far training is, how fast, what it takes; what the lab did to the source; and the value
under the cursor.
"""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from vizapp.document.tile_layout import InputPlace
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.numbers import grouped, plain, written
from vizapp.gui.widgets.rows import ElidedLabel
from vizapp.session.state import State


class StatusBar(QStatusBar):
    """Fields of fixed width, so that nothing moves while the numbers change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(2 * SPACING, 0, 2 * SPACING, 0)
        self.step = self._field("statusStep", self.tr("Step"), self.tr("step {n}").format(n="8 888 888"))
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

    def _field(self, name: str, accessible_name: str, longest: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", "muted")
        label.setAccessibleName(accessible_name)
        label.ensurePolished()
        label.setMinimumWidth(QFontMetrics(label.font()).horizontalAdvance(longest) + 2 * SPACING)
        self.addWidget(label)
        return label

    def show_state(self, old: State | None, new: State) -> None:
        """Show what differs between ``old`` and ``new``."""
        transport = new.transport
        if old is None or old.transport is not transport or old.engine is not new.engine:
            self.step.setText(self.tr("step {n}").format(n=grouped(transport.step)))
            speed = plain(transport.steps_per_second, 0) if transport.running else "–"
            self.speed.setText(self.tr("{n} steps/s").format(n=speed))
            self.engine.setText(self._engine_words(new))
        if old is None or old.transport is not transport or old.configured is not new.configured:
            total = new.configured.device.memory_bytes if new.configured is not None else 0
            self.memory.setText(_memory(transport.memory_bytes, total))
        if old is None or old.configured is not new.configured:
            self.note.set_text(new.configured.note if new.configured is not None else "")

    def show_cursor(self, y: float, x: float, values: tuple[float, ...] | None) -> None:
        """Show the position (y, x) in pixels of the map under the cursor and the values there, if they are known."""
        self._show_cursor(f"({plain(y, 1)}, {plain(x, 1)})", values)

    def show_channel_cursor(self, place: InputPlace, values: tuple[float, ...] | None) -> None:
        """Show the channel and the pixel (h, w) of the tile under the cursor, and the value there if it is known."""
        where = self.tr("channel {channel} ({h}, {w})").format(channel=place.channel, h=place.y, w=place.x)
        self._show_cursor(where, values)

    def _show_cursor(self, place: str, values: tuple[float, ...] | None) -> None:
        numbers = "" if values is None else " = " + ", ".join(written(value, ".4g") for value in values)
        self.cursor_value.setText(place + numbers)

    def clear_cursor(self) -> None:
        """The cursor is over no map."""
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
