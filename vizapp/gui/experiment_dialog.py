"""The dialog that asks where an experiment is saved, and whether its picture goes with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from vizapp.keeping.members import SUFFIX
from vizapp.session.state import State

_SIZE = QSize(840, 560)


class ExperimentDialog(QFileDialog):
    """Asks for a file, and asks again before one is replaced. Show it with ``open()``."""

    chosen = Signal(str, bool)
    """Emitted with the path, and whether the file of the picture is copied into it."""

    def __init__(self, state: State, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "", folder)
        self.setWindowTitle(self.tr("Save the experiment"))
        self.setObjectName("experimentDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)  # used only by Qt's own dialog, where the system has none
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        pattern = f"*{SUFFIX}"
        filters = [self.tr("Experiment ({suffix})").format(suffix=pattern)]
        self._beside = ""
        if state.experiment.source.kind == "file":
            filters = [self.tr("Experiment with its picture ({suffix})").format(suffix=pattern)]
            self._beside = self.tr("Experiment, its picture stays where it is ({suffix})").format(suffix=pattern)
            filters.append(self._beside)
        self.setNameFilters(filters)
        if state.kept is not None and not state.kept.inside and self._beside:
            self.selectNameFilter(self._beside)
        self.setDefaultSuffix(SUFFIX.removeprefix("."))
        self.selectFile(_proposed(state))
        self.fileSelected.connect(lambda path: self.chosen.emit(path, self.selectedNameFilter() != self._beside))


def _proposed(state: State) -> str:
    """Return the path of the experiment's file, or a name made of its picture and what is learned."""
    if state.kept is not None:
        return state.kept.path
    source, task = state.source, state.experiment.spec.task_spec
    parts = [] if source is None else [Path(source.name).stem]
    parts.append(state.experiment.lab if task is None else task.tag())
    return f"{'-'.join(parts)}{SUFFIX}"
