"""Thumbnail, name and size of a picture that stands beside the source."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vizapp.gui.panels.setup_source import Thumbnail
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import ElidedLabel

_THUMBNAIL = 40


class PictureHead(QWidget):
    """The thumbnail, and beside it name and size; ``line`` has room for more on the right."""

    def __init__(self, name: str, tooltip: str, parent: QWidget) -> None:
        """The labels are called ``nameName`` and ``nameSize``, with ``name`` in place of the first word."""
        super().__init__(parent)
        self.setToolTip(plain_tooltip(tooltip))
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(2 * SPACING)
        self.thumbnail = Thumbnail(self, _THUMBNAIL)
        self.line.addWidget(self.thumbnail)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name = ElidedLabel(self)
        self.name.setObjectName(f"{name}Name")
        self.size_line = ElidedLabel(self)
        self.size_line.setProperty("role", "muted")
        self.size_line.setObjectName(f"{name}Size")
        for label in (self.name, self.size_line):
            words.addWidget(label)
        self.line.addLayout(words, 1)

    def show_words(self, name: str, size: str) -> None:
        """Show a name, and a size if there is one."""
        self.name.set_text(name)
        self.size_line.set_text(size)
        self.size_line.setVisible(bool(size))
