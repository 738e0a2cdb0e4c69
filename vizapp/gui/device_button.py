"""The button with the engine's device and status, and its menu of devices."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget

from vizapp.gui.menus import new_menu
from vizapp.gui.motion import motion
from vizapp.gui.shown import Shown
from vizapp.gui.theme import current_theme, theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.protocol.events import DeviceInfo
from vizapp.session.engine_state import EngineStatus
from vizapp.session.state import State
from vizapp.wording.devices import device_words
from vizapp.wording.problems import sentence

_TURN_MS = 80
_PATIENCE_MS = 400
_DOT = 9.0
_DOT_ROOM = 18
_SPARE = 8
"""The width that a tool button reserves for a menu arrow, which is not drawn here."""
_NARROWEST, _WIDEST = 140, 232
"""In pixels. Names of graphics cards can be long; the tooltip shows them in full."""


@dataclass(frozen=True, slots=True)
class _DeviceShown:
    """What the button and its menu show."""

    status: EngineStatus
    wanted: str
    is_silent: bool
    sets_up: bool
    words: str
    short_words: str
    explanation: str


class DeviceButton(QToolButton):
    """A status dot and the device's name; the dot is a turning ring while the engine starts or builds a lab.

    Status is never shown by colour alone.
    """

    device_chosen = Signal(str)
    """Emitted with a device as in ``Experiment.device``."""

    def __init__(self, restart: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deviceButton")
        self.setProperty("role", "device")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._menu = new_menu("deviceMenu", self)
        self.setMenu(self._menu)
        self._restart = restart
        self._group = QActionGroup(self)
        self._group.triggered.connect(lambda action: self.device_chosen.emit(action.data()))
        self._status = EngineStatus()
        self._is_silent = False
        self._setting_up = False
        self._compact = False
        self._words = self._short_words = ""
        self._ring = False
        self._angle = 0
        self._turning = QTimer(self)
        self._turning.timeout.connect(self._turn)
        theme_signal().changed.connect(self._repaint)
        self._shown = Shown(self._resolve, self._show)

    def show_state(self, state: State) -> None:
        """Show the engine's status, its device, and the available devices."""
        self._shown.follow(state)

    def _resolve(self, state: State) -> _DeviceShown:
        sets_up = (
            state.engine.ready
            and not state.engine_silent
            and state.configured is None
            and state.source is not None
            and state.refusal is None
        )
        words, short = self._words_for(state)
        return _DeviceShown(
            status=state.engine,
            is_silent=state.engine_silent,
            wanted=state.experiment.device,
            sets_up=sets_up,
            words=words,
            short_words=short,
            explanation=self._explanation(state, words, sets_up),
        )

    def _show(self, shown: _DeviceShown) -> None:
        self._status = shown.status
        self._is_silent = shown.is_silent
        self._setting_up = shown.sets_up
        self._words, self._short_words = shown.words, shown.short_words
        self._show_words()
        self.setAccessibleName(self.tr("Device: {name}").format(name=shown.words))
        self.setToolTip(plain_tooltip(shown.explanation))
        is_starting = shown.status.phase in ("starting", "lost") and not shown.is_silent
        if is_starting:
            self._turning.start(_TURN_MS)
        elif shown.sets_up:
            # Most settings take effect at once; only a longer set-up is shown.
            self._turning.start(_PATIENCE_MS)
        else:
            self._turning.stop()
        self._ring = is_starting
        self._fill_menu(shown.status, shown.wanted)

    def set_compact(self, compact: bool) -> None:
        """Set whether a short text is shown, for a narrow window."""
        if compact != self._compact:
            self._compact = compact
            self._show_words()

    def _show_words(self) -> None:
        self.setText(self._short_words if self._compact else self._words)
        self.updateGeometry()
        self.update()

    def _words_for(self, state: State) -> tuple[str, str]:
        """Return the long and the short text."""
        if state.engine_silent:
            return self.tr("engine does not answer"), self.tr("no answer")
        match state.engine.phase:
            case "starting":
                return self.tr("engine is starting…"), self.tr("starting…")
            case "lost":
                return self.tr("engine is starting again…"), self.tr("starting…")
            case "failed":
                return self.tr("engine stopped"), self.tr("stopped")
        name = self._device_name(state)
        return name, name.partition(" · ")[0]

    def _device_name(self, state: State) -> str:
        if state.configured is not None:
            return _words(state.configured.device)
        # The device that "auto" will take, so that the name does not change with every setting.
        names = {"auto": _words(state.engine.devices[0])} if state.engine.devices else {}
        names |= {device.name: _words(device) for device in state.engine.devices}
        return names.get(state.experiment.device, self.tr("engine ready"))

    def _explanation(self, state: State, words: str, sets_up: bool) -> str:
        if state.engine_silent:
            return self.tr("The engine gives no sign of life; click to start it again")
        if state.engine.problem is not None:
            return sentence(state.engine.problem)
        if not state.engine.ready:
            return self.tr("The engine is starting; it will list the available devices")
        if sets_up:
            return self.tr("The lab is being set up on {name}").format(name=words)
        return self.tr("{name} computes; click to choose another device").format(name=words)

    def _fill_menu(self, engine: EngineStatus, chosen: str) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        self._menu.clear()
        best = _words(engine.devices[0]) if engine.devices else ""
        automatic = self.tr("Automatic ({name})").format(name=best) if best else self.tr("Automatic")
        self._add_device("auto", automatic, chosen)
        for device in engine.devices:
            self._add_device(device.name, _words(device) + _memory_words(device.memory_bytes), chosen)
        if not engine.devices:
            waiting = self._menu.addAction(self.tr("The devices are listed once the engine is ready"))
            waiting.setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(self._restart)

    def _add_device(self, name: str, label: str, chosen: str) -> None:
        action = QAction(label, self._group)
        action.setObjectName(f"device-{name}")
        action.setCheckable(True)
        action.setChecked(name == chosen)
        action.setData(name)
        self._menu.addAction(action)

    def _turn(self) -> None:
        self._ring = True
        self._turning.setInterval(_TURN_MS)
        if not motion().is_reduced:
            self._angle = (self._angle + 30) % 360
        self.update()

    def _repaint(self) -> None:
        self.update()

    def _colour(self) -> QColor:
        theme = current_theme()
        if self._is_silent:
            return theme.caution
        return {
            "starting": theme.caution,
            "lost": theme.caution,
            "failed": theme.danger,
            "ready": theme.good,
        }[self._status.phase]

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(_NARROWEST, hint.width()), hint.height())

    @property
    def may_grow(self) -> int:
        """By how many pixels its smallest width may still grow when its text changes."""
        return _NARROWEST - self.minimumSizeHint().width()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(_WIDEST, hint.width() + _DOT_ROOM - _SPARE), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        room = QRectF(self.rect()).adjusted(10, 0, -10, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_dot(painter, QPointF(room.left() + _DOT / 2 + 1, room.center().y()))
        painter.setPen(current_theme().text)
        room.setLeft(room.left() + _DOT_ROOM)
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_dot(self, painter: QPainter, centre: QPointF) -> None:
        box = QRectF(centre.x() - _DOT / 2, centre.y() - _DOT / 2, _DOT, _DOT)
        colour = self._colour()
        if self._ring:
            painter.setPen(QPen(current_theme().hairline, 2))
            painter.drawEllipse(box)
            painter.setPen(QPen(colour, 2, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(box, -self._angle * 16, 110 * 16)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if self._is_silent or self._status.phase == "failed":
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.drawEllipse(box)


def _words(device: DeviceInfo) -> str:
    return device_words(device.label, device.threads)


def _memory_words(memory_bytes: int) -> str:
    return f"  ·  {memory_bytes / 2**30:.0f} GiB" if memory_bytes else ""
