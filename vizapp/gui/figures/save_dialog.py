"""The dialog that asks where something is exported to, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from vizapp.gui.figures.exhibits import format_name

_SIZE = QSize(840, 560)


class SaveDialog(QFileDialog):
    """Asks for a file, and asks again before one is replaced. Show it with ``open()``."""

    chosen = Signal(str, str)
    """Emitted with the path and the format, which is one of the endings."""

    def __init__(
        self, title: str, stem: str, endings: Sequence[str], folder: str, parent: QWidget | None = None
    ) -> None:
        """Ask where to write what has a ``title``, with one of some endings, the most usual first.

        ``stem`` is offered as the name of the file.
        """
        super().__init__(parent, "", folder)
        self.setWindowTitle(self.tr("Export: {what}").format(what=title))
        self.setObjectName("figureSaveDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)  # used only by Qt's own dialog, where the system has none
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self._endings = {f"{format_name(ending)} (*.{ending})": ending for ending in endings}
        self.setNameFilters(list(self._endings))
        self.setDefaultSuffix(endings[0])
        self.selectFile(f"{stem}.{endings[0]}")
        self.filterSelected.connect(self._follow_filter)
        self.fileSelected.connect(self._tell)

    def _follow_filter(self, name_filter: str) -> None:
        ending = self._endings[name_filter]
        self.setDefaultSuffix(ending)
        named = self.selectedFiles()
        if named:
            self.selectFile(str(Path(named[0]).with_suffix(f".{ending}")))

    def _tell(self, path: str) -> None:
        named = Path(path).suffix.lower().removeprefix(".")
        known = self._endings.values()
        self.chosen.emit(path, named if named in known else self._endings[self.selectedNameFilter()])
