"""Copying the experiment as a script for PyTorch, and what is picked as arithmetic for numpy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.settings import Settings
from vizapp.problem import Problem
from vizapp.session.memory_need import working_size
from vizapp.session.state import State
from vizapp.sources.regular_files import display_folder, display_name
from vizapp.whole_files import write_whole
from vizapp.wording.problems import ProblemError


class ScriptActions(QObject):
    """Writes scripts for one window, and says in its banner what came of it."""

    def __init__(self, window: QWidget, session: Gestures, settings: Settings, labs: Mapping[str, LabUi]) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._labs = labs

    def copy(self) -> None:
        """Copy the experiment as a script to the clipboard."""
        text = self._script()
        if text is None:
            return
        QGuiApplication.clipboard().setText(text)
        lines, steps = text.count("\n"), steps_of(self._session.state)
        if steps:
            self._session.notify(Problem("script.copied", values={"lines": lines, "steps": steps}), "info")
        else:
            self._session.notify(Problem("script.copied-untrained", values={"lines": lines}), "info")

    def choose_file(self) -> None:
        """Ask for a file, unless there is no script of the experiment."""
        # Imported when it is wanted: until the window is shown, every module counts.
        from vizapp.gui.script_dialog import ScriptDialog

        if self._script() is not None:
            dialog = ScriptDialog(self._session.state, self._settings.folder, self._window)
            dialog.chosen.connect(self.save)
            dialog.open()

    def save(self, path: str) -> None:
        """Write the experiment as a script to a file, whole or not at all."""
        text = self._script()
        if text is None:
            return
        name = display_name(path)
        try:
            write_whole(Path(path), text.encode())
        except OSError as error:
            why = error.strerror or str(error)
            self._session.notify(Problem("script.not-saved", values={"name": name, "why": why}))
            return
        lines, folder = text.count("\n"), display_folder(path)
        self._session.notify(Problem("script.saved", values={"name": name, "folder": folder, "lines": lines}), "info")

    def copy_unit(self) -> None:
        """Copy the arithmetic of what is picked."""
        state = self._session.state
        try:
            text = self._labs[state.experiment.lab].unit_text(state)
        except ProblemError as error:
            self._session.notify(error.problem, "warning")
            return
        if not text:
            self._session.notify(Problem("script.unit-unknown"), "warning")
            return
        QGuiApplication.clipboard().setText(text)
        self._session.notify(Problem("script.unit-copied", values={"lines": text.count("\n")}), "info")

    def _script(self) -> str | None:
        """Return the script of the experiment; where there is none, say why, and return None."""
        # As above.
        from vizapp.scripts.request import ScriptRequest
        from vizapp.scripts.write import experiment_script

        state = self._session.state
        assert state.source is not None  # or the action were disabled
        try:
            return experiment_script(
                ScriptRequest(state.experiment, state.source, steps_of(state), working_size(state))
            )
        except ProblemError as error:
            self._session.notify(error.problem, "warning")
            return None


def steps_of(state: State) -> int:
    """Return how many steps a script trains: as many as were done, or the task's own number before the first."""
    task = state.experiment.spec.task_spec
    if task is None or not task.trains:
        return 0
    return state.transport.step or task.default_steps
