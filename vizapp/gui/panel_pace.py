"""When the panels take over a new state: each in a turn of Qt's loop of its own, and not more often than is seen."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from vizapp.session.state import State

APART_MS = 20
"""At least so many milliseconds lie between two panels: the pictures are drawn in between."""
QUIET_MS = 12
"""A panel waits until no state has come for so long: the pictures of the last one have then been painted."""
PATIENCE_MS = 40
"""A panel waits no longer than this for such quiet, however fast states come."""
_SAME_TURN_MS = 4
"""A state that came so shortly before is probably of the same turn of the loop: its pictures are not painted yet."""
_LONGEST_PATIENCE_MS = 200


@dataclass(slots=True)
class _Panel:
    """One panel, the seconds that it stays as it is once it was drawn, and what of it is due.

    ``show`` may return True: it has drawn a part, and draws the next one when it is called with that state again.
    ``begun`` is the state of which it has drawn some parts and not all; None between two states.
    """

    show: Callable[[State], bool | None]
    interval: float
    due: float = 0.0
    stale: bool = False
    begun: State | None = None


class PanelPace(QObject):
    """Passes the newest state to panels that are dear to draw, one after the other.

    The pictures follow the hand and are drawn with every change. Were the panels drawn in the same turn of the loop,
    a drag while training runs would keep the loop busy for longer than one notices; and nobody reads numbers that
    change more than ten times a second.
    """

    def __init__(self, window: QWidget | None = None) -> None:
        """``window`` is the one that the panels are in; None where nothing has to be painted."""
        super().__init__(window)
        self._window = window
        self._panels: list[_Panel] = []
        self._latest: State | None = None
        self._latest_at = 0.0
        self._shown_in_turn = False
        self._turn = QTimer(self, singleShot=True, interval=1)
        self._turn.timeout.connect(self._end_turn)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._show_next)

    def add(self, show: Callable[[State], bool | None], interval_ms: int) -> None:
        """Pass states to ``show``, at most once in ``interval_ms``.

        A panel that is dear may return True when it has drawn a part: the next one is drawn in another turn, of the
        same state even if there is a newer one by then, so that its parts belong together.
        """
        self._panels.append(_Panel(show, interval_ms / 1000))

    def show_state(self, state: State) -> None:
        """Let every panel show ``state`` soon, or a later one that comes before its turn."""
        self._latest = state
        self._latest_at = time.monotonic()
        for panel in self._panels:
            panel.stale = True
        if not self._timer.isActive():
            self._start(QUIET_MS)

    def show_now(self, show: Callable[[State], bool | None]) -> None:
        """Let the panel that ``show`` belongs to show the newest state before this returns."""
        for panel in self._panels:
            if panel.show == show:
                self._show_whole(panel)

    @property
    def shown_in_turn(self) -> bool:
        """Whether a panel was shown in this turn of the loop, so that what can wait should leave it alone."""
        return self._shown_in_turn

    def catch_up(self) -> None:
        """Let every panel that has not shown the newest state yet show it before this returns."""
        self._timer.stop()
        for panel in self._panels:
            self._show_whole(panel)

    def _show_next(self) -> None:
        now = time.monotonic()
        panel = min((panel for panel in self._panels if panel.stale), key=lambda panel: panel.due, default=None)
        if panel is not None and panel.due <= now:
            waited = 1000 * (now - panel.due)
            quiet = QUIET_MS if waited < PATIENCE_MS else _SAME_TURN_MS if waited < _LONGEST_PATIENCE_MS else 0
            missing = quiet - 1000 * (now - self._latest_at)
            if missing > 0:
                self._start(round(missing) + 1)
                return
            self._show(panel)
            self._paint()
            self._shown_in_turn = True
            self._turn.start()
        self._start(APART_MS)

    def _end_turn(self) -> None:
        self._shown_in_turn = False

    def _paint(self) -> None:
        """Paint what the panel has changed in this turn; the next move of the hand need not wait for it then.

        Qt paints whatever is due in a window together.
        """
        if self._window is not None:
            QCoreApplication.sendEvent(self._window, QEvent(QEvent.Type.UpdateRequest))

    def _show_whole(self, panel: _Panel) -> None:
        panel.begun = None
        while panel.stale:
            self._show(panel)

    def _show(self, panel: _Panel) -> None:
        assert self._latest is not None
        state = panel.begun or self._latest
        panel.stale, panel.begun = False, None
        if panel.show(state):
            panel.stale, panel.begun = True, state
        else:
            panel.stale = state is not self._latest
            panel.due = time.monotonic() + panel.interval

    def _start(self, least_ms: int) -> None:
        """Wait for the panel that is due next, ``least_ms`` at least."""
        dues = [panel.due for panel in self._panels if panel.stale]
        if dues:
            wait_ms = round(1000 * (min(dues) - time.monotonic())) + 1
            self._timer.start(max(least_ms, wait_ms if min(dues) > time.monotonic() else 0))
