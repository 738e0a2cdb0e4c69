"""Polling of the session from Qt's event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

_BUSY_TICK_MS = 30
_IDLE_TICK_MS = 100


class PolledSession(Protocol):
    """The part of a session that is polled."""

    def fileno(self) -> int | None: ...
    def poll(self) -> None: ...


class Pump(QObject):
    """Polls when the engine's socket signals, after every change, and by a slow timer.

    The timer is needed because the socket is edge-triggered, the reader has no socket, and an engine that has crashed
    sends nothing. The poll after a change is needed because sending a command can consume the socket's signal.
    """

    def __init__(
        self, session: PolledSession, parent: QObject | None = None, *, must_wait: Callable[[], bool] = lambda: False
    ) -> None:
        """Begin stopped; ``must_wait`` says whether this turn of the loop has something else to draw already."""
        super().__init__(parent)
        self._session = session
        self._must_wait = must_wait
        self._notifier: QSocketNotifier | None = None
        self._clock = QTimer(self, interval=_BUSY_TICK_MS)
        self._clock.timeout.connect(self._poll)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._poll)
        self._next_turn = QTimer(self, singleShot=True, interval=1)
        self._next_turn.timeout.connect(self._poll)

    def start(self) -> None:
        """Start polling."""
        self._clock.start()
        self._watch_socket()

    def stop(self) -> None:
        """Stop polling."""
        self._clock.stop()
        self._soon.stop()
        self._next_turn.stop()
        self._drop_notifier()

    def set_busy(self, busy: bool) -> None:
        """Poll at the fast rate while a reply or file is pending, otherwise at the slow rate, which costs little."""
        interval = _BUSY_TICK_MS if busy else _IDLE_TICK_MS
        if self._clock.interval() != interval:
            self._clock.setInterval(interval)

    def poll_soon(self) -> None:
        """Poll once after the present event has been handled.

        What has just happened may have ended an engine, whose socket Qt must not wait for any longer.
        """
        if self._clock.isActive():
            self._watch_socket()
            self._soon.start()

    def _poll(self) -> None:
        if self._must_wait():
            self._next_turn.start()
            return
        self._session.poll()
        self._watch_socket()

    def _watch_socket(self) -> None:
        """Watch the socket of the present engine, which changes with every new engine."""
        descriptor = self._session.fileno()
        if self._notifier is not None and self._notifier.socket() != descriptor:
            self._drop_notifier()
        if self._notifier is None and descriptor is not None and self._clock.isActive():
            self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._poll)

    def _drop_notifier(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
