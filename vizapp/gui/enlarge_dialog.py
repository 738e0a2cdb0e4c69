"""The dialog that asks where the enlarged picture is written to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from vizapp.document.subpixel import SubpixelSpec
from vizapp.session.state import State

_SIZE = QSize(840, 560)


class EnlargeDialog(QFileDialog):
    """Asks for a .png file, and asks again before one is replaced. Show it with ``open()``."""

    chosen = Signal(str)
    """Emitted with the path."""

    def __init__(self, state: State, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "", folder)
        self.setObjectName("enlargeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)  # used only by Qt's own dialog, where the system has none
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setNameFilters([self.tr("PNG image ({suffix})").format(suffix="*.png")])
        self.setDefaultSuffix("png")
        factor = state.experiment.spec_of(SubpixelSpec).upscale_factor
        source = state.source
        if source is None:
            self.setWindowTitle(self.tr("Save the enlarged picture"))
        else:
            size = f"{source.width * factor} × {source.height * factor}"
            self.setWindowTitle(self.tr("Save the enlarged picture, {size} pixels").format(size=size))
        name = "picture" if source is None else Path(source.name).stem
        self.selectFile(f"{name}-x{factor}.png")
        self.fileSelected.connect(self.chosen)
