"""The two canvases side by side: what is read on the left, what comes out on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from vizapp.gui.canvas.canvas_link import CanvasLink
from vizapp.gui.canvas.image_canvas import ImageCanvas


class CanvasPair(QWidget):
    """Holds ``input``, ``output`` and the ``link`` between them; the labs' scenes say what they show."""

    geometry_changed = Signal()
    """Places of the two canvases belong together in another way, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvasPair")
        self.input = ImageCanvas("inputCanvas", self.tr("Input"), self)
        self.output = ImageCanvas("outputCanvas", self.tr("Output"), self)
        self.link = CanvasLink(self.input, self.output, self)
        self._linked = True
        self._belong_together = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setObjectName("canvasSplitter")
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for canvas in (self.input, self.output):
            self._splitter.addWidget(canvas)
        self._splitter.setSizes([1000, 1000])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    @property
    def belong_together(self) -> bool:
        """Whether a place on one canvas has its place on the other."""
        return self._belong_together

    @property
    def linked(self) -> bool:
        """Whether the person wants both canvases to zoom and pan together."""
        return self._linked

    def set_linked(self, linked: bool) -> None:
        self._linked = linked
        self._apply_link()

    def set_geometry(self, stride: float, shift: float | tuple[float, float]) -> None:
        """Say that input position = output position · stride + shift, which is what a link needs to know.

        ``shift`` is one number for both axes, or (vertical, horizontal).
        """
        self.link.set_geometry(stride, shift)
        self._belong_together = True
        self._apply_link()
        self.geometry_changed.emit()

    def clear_geometry(self) -> None:
        """Say that places on the two canvases do not belong together now."""
        self._belong_together = False
        self._apply_link()
        self.geometry_changed.emit()

    def _apply_link(self) -> None:
        self.link.set_enabled(self._linked and self._belong_together)

    def fit(self) -> None:
        """Show both maps as large as they go."""
        self.input.fit()
        self.output.fit()
