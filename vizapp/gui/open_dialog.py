"""The dialog that asks for a file to open: an image, a feature map, or an experiment."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from vizapp.keeping.members import SUFFIX
from vizapp.sources.formats import FORMATS, FileFormat, suffixes_of

_SIZE = QSize(840, 560)


class OpenDialog(QFileDialog):
    """Asks for a file that is there. Show it with ``open()``."""

    def __init__(
        self, name: str, title: str, folder: str, parent: QWidget | None = None, *, experiments: bool = False
    ) -> None:
        """``experiments`` says whether these can be opened by it, too."""
        super().__init__(parent, title, folder)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)  # used only by Qt's own dialog, where the system has none
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        images = name_patterns(each for each in FORMATS if each.image is not None)
        feature_maps = name_patterns(each for each in FORMATS if each.arrays is not None)
        kinds = [
            self.tr("Images ({suffixes})").format(suffixes=images),
            self.tr("Feature maps ({suffixes})").format(suffixes=feature_maps),
        ]
        patterns = [images, feature_maps]
        if experiments:
            pattern = f"*{SUFFIX}"
            patterns.insert(0, pattern)  # first, because the list of all is long and is cut off at its end
            kinds.insert(0, self.tr("Experiments ({suffix})").format(suffix=pattern))
        everything = self.tr("All that can be opened ({suffixes})").format(suffixes=" ".join(patterns))
        self.setNameFilters([everything, *kinds, self.tr("All files (*)")])


def name_patterns(formats: Iterable[FileFormat]) -> str:
    """Return the file name patterns of a dialog's filter: ``"*.png *.jpg"``."""
    return " ".join(f"*{suffix}" for suffix in suffixes_of(formats))
