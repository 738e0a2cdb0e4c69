"""Brings what the engine and the reader have to say into the session, without ever waiting."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

_BUSY_TICK_MS = 30
_IDLE_TICK_MS = 100


class PolledSession(Protocol):
    """The part of a session that is to be asked."""

    def fileno(self) -> int | None: ...
    def poll(self) -> None: ...


class Pump(QObject):
    """Polls when the engine's socket says so, after every change, and by a slow clock.

    The clock is needed because the socket tells of arrivals only once, because the reader has no socket, and because
    an engine that has died says nothing. The poll after a change is needed because sending a command can swallow the
    socket's signal.
    """

    def __init__(self, session: PolledSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._notifier: QSocketNotifier | None = None
        self._clock = QTimer(self, interval=_BUSY_TICK_MS)
        self._clock.timeout.connect(self._poll)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._poll)

    def start(self) -> None:
        """Begin to poll."""
        self._clock.start()
        self._watch_socket()

    def stop(self) -> None:
        """Poll no more."""
        self._clock.stop()
        self._soon.stop()
        self._drop_notifier()

    def set_busy(self, busy: bool) -> None:
        """Tick faster while something is on its way, and slower while nothing is, which costs next to nothing."""
        interval = _BUSY_TICK_MS if busy else _IDLE_TICK_MS
        if self._clock.interval() != interval:
            self._clock.setInterval(interval)

    def poll_soon(self) -> None:
        """Poll once when the present event has been dealt with."""
        if self._clock.isActive():
            self._soon.start()

    def _poll(self) -> None:
        self._session.poll()
        self._watch_socket()

    def _watch_socket(self) -> None:
        """Follow the session to another engine, whose socket is another one."""
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
