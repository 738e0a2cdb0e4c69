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

_SHARE_OF_LESSON = (1000, 900)
"""How the lesson and the setup share the height, where a step speaks of the setup."""


class LessonDock(QDockWidget):
    """Holds the panel of a lesson at the left edge of its window; the setup is below it where a step needs that."""

    def __init__(self, window: MainWindow, panel: LessonPanel) -> None:
        super().__init__(window)
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
        window.resizeDocks([self, window.setup_dock], list(_SHARE_OF_LESSON), Qt.Orientation.Vertical)
        window.resizeDocks([self], [panel.sizeHint().width()], Qt.Orientation.Horizontal)
        window.setup_dock.hide()
