"""Panels made larger and smaller, and moved to another edge of the window, by key: otherwise both are drags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from vizapp.gui.actions import Actions
from vizapp.gui.docks import PanelDock

STEP = 32
"""Pixels that a key makes a panel larger or smaller by."""
_Area = Qt.DockWidgetArea
_EDGES = (_Area.LeftDockWidgetArea, _Area.TopDockWidgetArea, _Area.RightDockWidgetArea, _Area.BottomDockWidgetArea)
"""Clockwise."""


class PanelKeys(QObject):
    """Connects the actions to the panel that has the focus, or else had it last."""

    def __init__(self, window: QMainWindow, docks: Sequence[PanelDock], actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._docks = tuple(docks)
        self._last = self._docks[0]
        actions["growPanelAction"].triggered.connect(lambda: self.resize_by(STEP))
        actions["shrinkPanelAction"].triggered.connect(lambda: self.resize_by(-STEP))
        actions["movePanelAction"].triggered.connect(self.move_on)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    @property
    def panel(self) -> PanelDock:
        """The panel that the keys act on."""
        return self._last

    def resize_by(self, pixels: int) -> None:
        """Make the panel larger across its edge, or smaller; folded and floating ones stay as they are."""
        dock = self._last
        if dock.isHidden() or dock.folded or dock.isFloating():
            return
        way = Qt.Orientation.Horizontal if dock.bar.is_upright else Qt.Orientation.Vertical
        self._window.resizeDocks([dock], [max(1, dock.extent + pixels)], way)

    def move_on(self) -> None:
        """Move the panel to the next edge of the window, clockwise; one that floats comes back."""
        dock = self._last
        if dock.isHidden():
            return
        if dock.isFloating():
            dock.setFloating(False)
            return
        index = _EDGES.index(self._window.dockWidgetArea(dock))
        self._window.addDockWidget(_EDGES[(index + 1) % len(_EDGES)], dock)

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        found = next((dock for dock in self._docks if new is not None and dock.isAncestorOf(new)), None)
        self._last = found or self._last
