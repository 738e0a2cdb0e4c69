"""One or several canvases with a caption below, which lies over their edge while all of its text is wanted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from vizapp.gui.canvas.caption import CaptionLine


class CaptionedCanvas(QWidget):
    """Gives the caption the height that it has at rest, and the canvas the rest; neither moves when the text does."""

    def __init__(self, canvas: QWidget, caption: CaptionLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._caption = canvas, caption
        for part in (canvas, caption):
            part.setParent(self)
        caption.installEventFilter(self)
        caption.raise_()

    def sizeHint(self) -> QSize:
        return self._above(self._canvas.sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._above(self._canvas.minimumSizeHint().expandedTo(self._canvas.minimumSize()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the canvas needs other room
            self.updateGeometry()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay both out anew where the caption comes, goes, or has another height."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.Resize):
            self._place()
            self.updateGeometry()
        return False

    def _caption_height(self) -> int:
        return 0 if self._caption.isHidden() else self._caption.height_at_rest

    def _above(self, hint: QSize) -> QSize:
        return hint + QSize(0, self._caption_height())

    def _place(self) -> None:
        room = self.rect()
        self._canvas.setGeometry(room.adjusted(0, 0, 0, -self._caption_height()))
        height = self._caption.height()
        self._caption.setGeometry(0, room.height() - height, room.width(), height)
