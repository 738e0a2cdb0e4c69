"""Says that what is set in the window, or its session, will not be remembered, because nothing can be written."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from vizapp.gui.settings import Settings
from vizapp.problem import Problem, Value
from vizapp.session.session import Session
from vizapp.wording.system_errors import reason

_EVERY_MS = 5000
"""Settings are written when they change; that this has failed is known afterwards only."""


class SettingsNotice(QObject):
    """Tells the session of what cannot be written, at the start or from some moment on: each once."""

    def __init__(self, session: Session, settings: Settings) -> None:
        """Look once the event loop runs, and every now and then from then on until it was said."""
        super().__init__()
        self._session = session
        self._settings = settings
        self._timer = QTimer(self, interval=_EVERY_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self._look_again)
        self._timer.start()
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Say why the file cannot be written, if it cannot and this was not said yet."""
        error = self._settings.why_not_written()
        if error is None or not self._timer.isActive():
            return
        self._timer.stop()
        values: dict[str, Value] = {"path": str(self._settings.path), "why": reason(error)}
        self._session.notify(Problem("settings.not-written", values=values), "warning")

    def tell_of_session(self) -> None:
        """Say that the session will not come back at the next start, and the settings neither if that is so."""
        self._timer.stop()
        error = self._settings.why_not_written()
        values: dict[str, Value] = {"path": str(self._settings.path.parent)}
        problem = Problem("session.not-kept", values=values)
        if error is not None:
            problem = Problem("settings.nothing-kept", values={**values, "why": reason(error)})
        self._session.notify(problem, "warning")

    def _look_again(self) -> None:
        if self._settings.failed:
            self.look()
