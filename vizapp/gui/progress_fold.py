"""Puts the progress panel away where nothing is trained."""

from __future__ import annotations

from PySide6.QtWidgets import QDockWidget

from vizapp.session.state import State


class ProgressFold:
    """Hides the dock while the task trains nothing, and brings it back, unless the person has decided otherwise."""

    def __init__(self, dock: QDockWidget) -> None:
        self._dock = dock
        self._is_away = False
        self._trains: bool | None = None
        dock.toggleViewAction().triggered.connect(self._leave_it)

    def follow(self, state: State) -> None:
        """Put the dock away, or bring it back, when it changes whether ``state`` trains something."""
        trains = state.experiment.spec.trains
        if trains != self._trains:
            self._trains = trains
            self.apply()

    def apply(self) -> None:
        """Put the dock away if it is not needed; otherwise bring back what was put away."""
        if self._trains is None or self._trains:
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
