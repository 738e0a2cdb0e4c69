"""The dialog that asks where the script of an experiment is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from vizapp.session.state import State

_SIZE = QSize(840, 560)


class ScriptDialog(QFileDialog):
    """Asks for a .py file, and asks again before one is replaced. Show it with ``open()``."""

    chosen = Signal(str)
    """Emitted with the path."""

    def __init__(self, state: State, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "", folder)
        self.setWindowTitle(self.tr("Save the experiment as a script for PyTorch"))
        self.setObjectName("scriptDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)  # used only by Qt's own dialog, where the system has none
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setNameFilters([self.tr("Python script ({suffix})").format(suffix="*.py")])
        self.setDefaultSuffix("py")
        source, task = state.source, state.experiment.spec.task_spec
        parts = [] if source is None else [Path(source.name).stem]
        parts.append(state.experiment.lab if task is None else task.tag())
        self.selectFile(f"{'-'.join(parts)}.py")
        self.fileSelected.connect(self.chosen)
