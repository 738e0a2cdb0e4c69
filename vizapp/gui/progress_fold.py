"""Puts the progress panel away where there is nothing to tell: nothing is trained, and no lab finds anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDockWidget

from vizapp.session.state import State


class ProgressFold:
    """Hides the dock while there is nothing to tell, and brings it back, unless the person has decided otherwise.

    It comes and goes in a turn of Qt's loop of its own, because all beside it is laid out anew.
    """

    def __init__(self, dock: QDockWidget, is_told: Callable[[State], bool], hold: Callable[[], None]) -> None:
        """``is_told`` says whether there are numbers though nothing is trained; asked once an engine has answered.

        ``hold`` keeps what is beside the dock from being painted until it has its new size.
        """
        self._dock = dock
        self._is_told = is_told
        self._hold = hold
        self._is_away = False
        self._needed: bool | None = None
        self._rests = False
        self._turn = QTimer(dock, singleShot=True, interval=0)
        self._turn.timeout.connect(self._apply_in_turn)
        dock.toggleViewAction().triggered.connect(self._leave_it)

    def follow(self, state: State) -> None:
        """Put the dock away, or bring it back, when it changes whether ``state`` has something to tell."""
        needed = state.experiment.spec.trains or (
            self._is_told(state) if state.snapshot is not None else self._needed
        )
        if needed is not None and needed != self._needed:
            self._needed = needed
            if self._rests:
                return
            if self._is_away if needed else not self._dock.isHidden():
                self._hold()
                self._turn.start()
            else:
                self._turn.stop()

    def rest(self, rests: bool) -> None:
        """Leave the dock alone while the panels are put away; afterwards do what has become due."""
        self._rests = rests
        self._turn.stop()
        if not rests:
            self.apply()

    def apply(self) -> None:
        """Put the dock away if it is not needed; otherwise bring back what was put away."""
        if self._needed is None or self._needed:
            self.bring_back()
        elif not self._dock.isHidden():
            self._is_away = True
            self._dock.hide()

    def bring_back(self) -> None:
        """Show the dock if it was put away here."""
        if self._is_away:
            self._is_away = False
            self._dock.show()

    def _apply_in_turn(self) -> None:
        self._hold()
        self.apply()

    def _leave_it(self) -> None:
        self._is_away = False
