"""The dock widgets around the pictures, with small muted titles."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QToolButton, QWidget

from vizapp.gui.theme import SPACING, bind_icon

TITLE_HEIGHT = 24
_SETUP_WIDTH, _INSPECTOR_WIDTH = 248, 312
_PROGRESS_HEIGHTS = (144, 190)
_PROGRESS_SHARE = 0.21
"""The progress panel's share of the window's height; small, so that the pictures dominate in small windows too."""


class PanelDock(QDockWidget):
    """A panel that can be moved, floated and closed."""

    def __init__(self, name: str, title: str, panel: QWidget, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setWidget(panel)
        self.setTitleBarWidget(_TitleBar(self))
        action = self.toggleViewAction()
        action.setObjectName(f"{name}Action")
        action.setToolTip(
            QCoreApplication.translate("PanelDock", "Show or hide the panel {title}").format(title=title)
        )


class _TitleBar(QWidget):
    """The dock's title, which drags it, floats it on a double click, and holds a close button."""

    def __init__(self, dock: PanelDock) -> None:
        super().__init__(dock)
        # Less prominent than the titles of the sections directly below it.
        title = QLabel(dock.windowTitle(), self)
        title.setProperty("role", "dock-title")
        close = QToolButton(self)
        close.setObjectName(f"{dock.objectName()}Close")
        close.setProperty("role", "small")
        close.setIconSize(QSize(12, 12))
        close.setToolTip(self.tr("Hide this panel"))
        close.setAccessibleName(self.tr("Hide the panel {title}").format(title=dock.windowTitle()))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_icon(close, "close")
        close.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACING, 0, SPACING, 0)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(close)
        self.setFixedHeight(TITLE_HEIGHT)


def place_docks(window: QMainWindow, setup: PanelDock, inspector: PanelDock, progress: PanelDock) -> None:
    """Put the docks in their initial places: setup left, inspector right, progress below."""
    area = Qt.DockWidgetArea
    window.addDockWidget(area.LeftDockWidgetArea, setup)
    window.addDockWidget(area.RightDockWidgetArea, inspector)
    window.addDockWidget(area.BottomDockWidgetArea, progress)
    for dock in (setup, inspector, progress):
        dock.setFloating(False)
        dock.show()
    window.resizeDocks([setup, inspector], [_SETUP_WIDTH, _INSPECTOR_WIDTH], Qt.Orientation.Horizontal)
    lowest, highest = _PROGRESS_HEIGHTS
    height = min(highest, max(lowest, round(_PROGRESS_SHARE * window.height())))
    window.resizeDocks([progress], [height], Qt.Orientation.Vertical)
