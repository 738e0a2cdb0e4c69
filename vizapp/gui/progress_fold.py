"""Puts the progress panel away where there is nothing to tell: nothing is trained, and no lab finds anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDockWidget

from vizapp.session.state import State


class ProgressFold:
    """Hides the dock while there is nothing to tell, and brings it back, unless the person has decided otherwise."""

    def __init__(self, dock: QDockWidget, is_told: Callable[[State], bool]) -> None:
        """``is_told`` says whether there are figures though nothing is trained; asked once an engine has answered."""
        self._dock = dock
        self._is_told = is_told
        self._is_away = False
        self._needed: bool | None = None
        dock.toggleViewAction().triggered.connect(self._leave_it)

    def follow(self, state: State) -> None:
        """Put the dock away, or bring it back, when it changes whether ``state`` has something to tell."""
        needed = state.experiment.spec.trains or (
            self._is_told(state) if state.snapshot is not None else self._needed
        )
        if needed is not None and needed != self._needed:
            self._needed = needed
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

    def _leave_it(self) -> None:
        self._is_away = False
