"""The dock of a lesson, in the place of the setup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLabel

from vizapp.gui.docks import TITLE_HEIGHT
from vizapp.gui.lessons.panel import LessonPanel
from vizapp.gui.theme import SPACING

if TYPE_CHECKING:
    from vizapp.gui.main_window import MainWindow

_MOST_OF_HEIGHT = 0.64
"""So much of the height the lesson takes at most, where a step speaks of the setup below it."""


class LessonDock(QDockWidget):
    """Holds the panel of a lesson at the left edge of its window; the setup is below it where a step needs that."""

    def __init__(self, window: MainWindow, panel: LessonPanel) -> None:
        super().__init__(window)
        self._window = window
        self._panel = panel
        self.setObjectName("lessonDock")
        self.setWindowTitle(self.tr("Lesson"))
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        title = QLabel(self.windowTitle(), self)
        title.setProperty("role", "dock-title")
        title.setContentsMargins(3 * SPACING, 0, 0, 0)
        title.setFixedHeight(TITLE_HEIGHT)
        self.setTitleBarWidget(title)
        self.setWidget(panel)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self)
        window.splitDockWidget(self, window.setup_dock, Qt.Orientation.Vertical)
        window.resizeDocks([self], [panel.sizeHint().width()], Qt.Orientation.Horizontal)
        window.setup_dock.hide()

    def share_height(self) -> None:
        """Take as much of the height as the words of the step need; the rest is the setup's, if it is shown."""
        setup = self._window.setup_dock
        if not setup.isVisible():
            return
        whole = self.height() + setup.height()
        wanted = min(TITLE_HEIGHT + self._panel.height_of_words(), round(_MOST_OF_HEIGHT * whole))
        self._window.resizeDocks([self, setup], [wanted, whole - wanted], Qt.Orientation.Vertical)
