"""The dialog that asks where the offsets of the layer on show are written to, and as what."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from vizapp.session.state import State

_SIZE = QSize(840, 560)


class ExportDialog(QFileDialog):
    """Asks for a .npz or .csv file, and asks again before one is replaced. Show it with ``open()``."""

    chosen = Signal(str, str)
    """Emitted with the path and the format, "npz" or "csv"."""

    def __init__(self, state: State, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "", folder)
        self.setWindowTitle(self.tr("Export offsets, points, masks and field"))
        self.setObjectName("exportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)  # used only by Qt's own dialog, where the system has none
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self._archive = self.tr("NumPy archive, all of it as arrays ({suffix})").format(suffix="*.npz")
        self._table = self.tr("Table, a row for every sampling point ({suffix})").format(suffix="*.csv")
        self.setNameFilters([self._archive, self._table])
        self.setDefaultSuffix("npz")
        source = state.shown_source
        self.selectFile(f"{Path(source.name).stem if source is not None else 'layer'}-offsets.npz")
        self.filterSelected.connect(self._follow_filter)
        self.fileSelected.connect(self._tell)

    def _follow_filter(self, name_filter: str) -> None:
        suffix = "csv" if name_filter == self._table else "npz"
        self.setDefaultSuffix(suffix)
        named = self.selectedFiles()
        if named:
            self.selectFile(str(Path(named[0]).with_suffix(f".{suffix}")))

    def _tell(self, path: str) -> None:
        named = Path(path).suffix.lower()
        is_table = named == ".csv" or (named != ".npz" and self.selectedNameFilter() == self._table)
        self.chosen.emit(path, "csv" if is_table else "npz")
