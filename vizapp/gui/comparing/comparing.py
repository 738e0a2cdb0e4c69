"""What the actions about comparing do: keep a look, and open the window in which looks are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from vizapp.gui.comparing.looks import Looks
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.settings import Settings
from vizapp.problem import Problem
from vizapp.session.state import State
from vizapp.wording.problems import sentence

if TYPE_CHECKING:
    from vizapp.gui.comparing.compare_window import CompareWindow


class Comparing(QObject):
    """The kept looks of one main window, and the window that shows them."""

    def __init__(
        self, window: QWidget, session: Gestures, settings: Settings, labs: Mapping[str, LabUi], keeping: QAction
    ) -> None:
        """``keeping`` is the action that keeps a look; its shortcut also works in the window that compares them."""
        super().__init__(window)
        self._parent = window
        self._session = session
        self._settings = settings
        self._labs = labs
        self._keeping = keeping
        self.looks = Looks(self)
        self.window: CompareWindow | None = None

    def take_over(self, looks: Looks) -> None:
        """Go on with the looks that were kept in another window; call it before any is kept in this one."""
        self.looks = looks
        looks.setParent(self)

    def keep(self) -> None:
        """Keep what is on show, and say under which letter, or why not."""
        kept = self.looks.keep(self._session.state)
        if self.window is not None and self.window.isVisible():
            self.window.say(sentence(kept) if isinstance(kept, Problem) else "")
        elif isinstance(kept, Problem):
            self._session.notify(kept, "info")
        else:
            self._session.notify(Problem("compare.kept", values={"name": kept.key}), "info")

    def open(self) -> None:
        """Open the window, or bring it to the front."""
        if self.window is None:
            # Imported when it is wanted: until the main window is shown, every module counts.
            from vizapp.gui.comparing.compare_window import CompareWindow

            self.window = CompareWindow(self._session, self.looks, self._labs, self._settings, self._parent)
            self.window.keep_wanted.connect(self.keep)
            self.window.addAction(self._keeping)
        self.window.show_state(self._session.state)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Close the window, because the main one is closed."""
        if self.window is not None:
            self.window.close()

    def show_state(self, state: State) -> None:
        """Follow what is on show."""
        if self.window is not None:
            self.window.show_state(state)
