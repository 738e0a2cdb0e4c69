"""Keeps the session of a window, so that it comes back: at the next start, and after a crash of either process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from vizapp.gui.folding import DockFolding
from vizapp.gui.kept_layout import restore_layout
from vizapp.gui.session_store import SessionFile, SessionStore, temporary_store
from vizapp.gui.settings import Settings
from vizapp.gui.shown import Shown
from vizapp.session.experiment_saving import has_unsaved_changes, standings_of
from vizapp.session.experiment_state import Restored
from vizapp.session.session import Session
from vizapp.session.state import State

_EVERY_MS = 4000
"""With the time that writing takes, nothing older than ten seconds is lost."""
_SHARE, _LONGEST_SECONDS = 20, 7.0
"""So many times as long as it takes to write lie between two, as long as that is not longer than this."""
_LAST_SECONDS = 0.8
"""A window that is closed waits no longer for its session to be written; the last one is there."""
_POLL_SECONDS = 0.005


class SessionKeeper(QObject):
    """Writes the session to a file beside the settings whenever it has changed, and takes over the last one.

    A session that is not to come back at the next start is kept, too, for the engine that follows one that has ended,
    and no longer than its window. Where it cannot be written beside the settings, such as on a full disk, it is kept
    among the system's temporary files as long as its window lives; what was last written beside the settings stays.
    """

    failed = Signal()
    """The session could not be written beside the settings; emitted once."""

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        settings: Settings,
        folding: DockFolding,
        layout: Callable[[], Mapping[str, Any]],
        *,
        passes: bool = False,
    ) -> None:
        """Begin to keep the session; it is written for the first time once something has changed.

        Args:
            window: whose session it is.
            session: the session.
            settings: say whether it is to come back at the next start.
            folding: the panels of the window.
            layout: returns how the window is laid out.
            passes: whether it never comes back, as that of a lesson.
        """
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._folding = folding
        self._layout = layout
        self._passes = passes
        folder = settings.path.with_name("sessions")
        self._lasting, self._passing = SessionStore(folder), SessionStore(folder / "passing")
        self._file: SessionFile | None = None
        self._file_lasts = False
        self._is_elsewhere = False
        self._elsewhere: SessionFile | None = None  # instead of the file beside the settings
        self._last: SessionFile | None = None  # the session to restore, until it is restored
        self._begun: tuple[object, ...] = ()
        self._kept: tuple[object, ...] = ()
        self._written = 0.0
        self._number = session.state.autosave.number
        self._restored = Shown(lambda state: state.restored, self._take_over)
        self._phase = Shown(lambda state: state.engine.phase, self._follow_engine)
        self._is_brought_back = False
        self._unsubscribe = session.subscribe(lambda _, state: self._follow(state))
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._write_in_turn)
        self._timer.start()

    def move_to(self, window: QMainWindow, folding: DockFolding, layout: Callable[[], Mapping[str, Any]]) -> None:
        """Go on for another window with the same session."""
        self.setParent(window)
        self._window, self._folding, self._layout = window, folding, layout

    def bring_back(self) -> None:
        """Go on with the last session, if it is to come back and there is one; call it before the session begins."""
        if not self._settings.restores_session:
            return
        self._last = self._lasting.take_last()
        if self._last is not None:
            self._session.bring_back(self._last.path, was_closed=self._last.was_closed)

    def write(self) -> None:
        """Have the session written if it has changed since it was written last."""
        state = self._session.state
        contents = _contents(state)
        if contents == self._kept and (self._is_elsewhere or self._file_lasts == self._lasts):
            return
        file = self._opened()
        if file is not None and self._session.autosave(file.path, self._of_window(state)):
            self._begun, self._written = contents, time.monotonic()

    @property
    def _lasts(self) -> bool:
        """Whether the session is to come back at the next start."""
        return not self._passes and self._settings.restores_session

    def _opened(self) -> SessionFile | None:
        """Return the file that is to be written; None where there is no place for one."""
        if not self._is_elsewhere:
            self._open_beside()
            if self._file is None:
                self._move_elsewhere()
        return self._elsewhere if self._is_elsewhere else self._file

    def _move_elsewhere(self) -> None:
        self._is_elsewhere = True
        store = temporary_store()
        if store is not None:
            store.remove_free()  # windows that ended by themselves have left them
            self._elsewhere = store.new()
        self.failed.emit()

    def _open_beside(self) -> None:
        """Have a file beside the settings, in the folder of those that come back or in the other one."""
        if self._file is not None and self._file_lasts != self._lasts:
            self._file.remove()
            self._file = None
        if self._file is not None:
            return
        self._file_lasts = self._lasts
        if not self._file_lasts:
            self._passing.remove_free()  # windows that ended by themselves have left them
        self._file = (self._lasting if self._file_lasts else self._passing).new()

    def _write_in_turn(self) -> None:
        """Write, but a session that takes long to write not as often as others."""
        seconds = self._session.state.autosave.seconds
        if time.monotonic() - self._written >= min(_LONGEST_SECONDS, _SHARE * seconds):
            self.write()

    def end(self) -> None:
        """Leave the session to the next window; call it once the window is hidden, before the session is closed."""
        self._timer.stop()
        if self._lasts:
            self._write_last()
        self._unsubscribe()
        self._leave_last()
        self._remove_elsewhere()
        if self._file is not None:
            if self._lasts:
                self._file.release(closed=True)
            else:
                self._file.remove()

    def abandon(self) -> None:
        """Keep nothing from now on, and leave the file as a window that ends by itself does."""
        self._timer.stop()
        self._unsubscribe()
        self._leave_last()
        self._remove_elsewhere()
        if self._file is not None:
            self._file.release(closed=False)
            self._file = None

    def _write_last(self) -> None:
        """Write beside the settings, where there may be room again."""
        until = time.monotonic() + _LAST_SECONDS
        self._open_beside()
        if self._file is None or not self._wait(until):
            return
        if self._session.autosave(self._file.path, self._of_window(self._session.state)):
            self._wait(until)

    def _remove_elsewhere(self) -> None:
        if self._elsewhere is not None:
            self._elsewhere.remove()
            self._elsewhere = None

    def _wait(self, until: float) -> bool:
        """Wait for the file that is being written; return whether it is complete."""
        while self._session.state.autosave.is_under_way:
            if time.monotonic() > until:
                return False
            time.sleep(_POLL_SECONDS)
            self._session.poll()
        return True

    def _follow(self, state: State) -> None:
        if state.autosave.number != self._number:
            self._number = state.autosave.number
            self._kept = self._begun
        if state.autosave.failed and not self._is_elsewhere:
            self._move_elsewhere()
        self._restored.follow(state)
        self._phase.follow(state)

    def _follow_engine(self, phase: str) -> None:
        """Have the next engine go on where the one that is gone was when the session was last written."""
        if phase == "ready":
            self._is_brought_back = False
        elif not self._is_brought_back:
            written = self._session.state.autosave.path
            if written in {str(file.path) for file in (self._file, self._elsewhere) if file is not None}:
                self._is_brought_back = True
                self._session.bring_training_back(written)

    def _of_window(self, state: State) -> Mapping[str, Any]:
        kept = state.kept
        return {
            "file": "" if kept is None else kept.path,
            "inside": kept is None or kept.inside,
            "unsaved": has_unsaved_changes(state),
            **self._layout(),
        }

    def _leave_last(self) -> None:
        """Keep a session that could not come back, such as one whose picture has moved, for a later window."""
        if self._last is not None:
            self._last.take_over()  # marked as not closed, so that no newer session replaces it
            self._last.release(closed=False)
            self._last = None

    def _take_over(self, restored: Restored | None) -> None:
        """Go on in the file of the session that has come back, and lay the window out as it was.

        Until then another file is written: nobody knows whether the session can come back.
        """
        if restored is None or self._last is None:
            return
        if self._file is not None:
            self._file.remove()
        self._file, self._last = self._last, None
        self._file_lasts = True
        # The settings hold the geometry of a window that was closed.
        restore_layout(self._window, self._folding, restored.window, geometry=not self._file.was_closed)
        self._file.take_over()


def _contents(state: State) -> tuple[object, ...]:
    """Return what decides whether the session has changed: everything in its file but the states."""
    view = state.view
    path = "" if state.kept is None else state.kept.path
    return (state.experiment, standings_of(state), state.picks, view.pins, view.shown, view.selected_tap, path)
