"""The window's own dialogs, each imported when it is wanted: until the window is shown, every module counts."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from vizapp.gui.actions import Actions
from vizapp.gui.settings import Settings
from vizapp.session.session import Session


class WindowDialogs(QObject):
    """Opens the dialogs of one window."""

    def __init__(self, window: QWidget, session: Session, settings: Settings, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._actions = actions

    def show_about(self) -> None:
        """Say what the program is, and on what it is built."""
        from vizapp.gui.help_dialogs import AboutDialog

        AboutDialog(self._window).open()

    def export_offsets(self) -> None:
        """Ask for the file to which offsets, points, masks and field are written."""
        from vizapp.gui.export_dialog import ExportDialog

        dialog = ExportDialog(self._session.state, self._settings.folder, self._window)
        dialog.chosen.connect(self._session.export_offsets)
        dialog.open()

    def save_enlarged(self) -> None:
        """Ask for the file to which the enlarged picture is written."""
        from vizapp.gui.enlarge_dialog import EnlargeDialog

        dialog = EnlargeDialog(self._session.state, self._settings.folder, self._window)
        dialog.chosen.connect(self._session.save_enlarged)
        dialog.open()
