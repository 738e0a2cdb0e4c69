"""The dock widgets around the pictures, with small muted titles, which fold into thin bars."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vizapp.gui.fold_bar import FOLD_HEIGHT, FOLD_WIDTH, FoldBar
from vizapp.gui.text_size import keep_height, sized
from vizapp.gui.theme import SPACING, bind_icon, theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip

TITLE_HEIGHT = 24
_UNLIMITED = 16_777_215
"""Qt's largest size of a widget."""
_FOLD_ICONS = {
    Qt.DockWidgetArea.LeftDockWidgetArea: "chevron-left",
    Qt.DockWidgetArea.RightDockWidgetArea: "chevron-right",
    Qt.DockWidgetArea.TopDockWidgetArea: "chevron-up",
    Qt.DockWidgetArea.BottomDockWidgetArea: "chevron",
}


class PanelDock(QDockWidget):
    """A panel that can be moved, floated, folded into a bar, and closed.

    Attributes:
        bar: what is seen of it while it is folded.
        holder: the parent of the panel, which is built in it.
    """

    fold_wanted = Signal(bool)
    """The person has folded the panel, or unfolded it."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        """Make a dock without a panel; :meth:`hold` gives it one."""
        super().__init__(title, parent)
        self.setObjectName(name)
        self._area = Qt.DockWidgetArea.LeftDockWidgetArea
        self._folded = False
        self.holder = QWidget(self)
        self._column = QVBoxLayout(self.holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self.holder)

    def hold(self, panel: QWidget, bar: FoldBar | None = None) -> None:
        """Hold ``panel``, for good; ``bar`` is another bar than one with the title alone.

        A panel that is built with :attr:`holder` as its parent need not be styled anew, with all that is in it.
        """
        name, title = self.objectName(), self.windowTitle()
        self._panel = panel
        self.bar = bar or FoldBar(title)
        self.bar.setObjectName(f"{name}Bar")
        self.bar.hide()
        self._column.addWidget(self.bar)
        self._column.addWidget(panel)
        self._title_bar = _TitleBar(self)
        self.setTitleBarWidget(self._title_bar)
        self.bar.clicked.connect(lambda: self.fold_wanted.emit(False))
        self._title_bar.fold.clicked.connect(lambda: self.fold_wanted.emit(True))
        self.dockLocationChanged.connect(self._take_area)
        self.topLevelChanged.connect(self._float)
        theme_signal().changed.connect(self._limit)
        action = self.toggleViewAction()
        action.setObjectName(f"{name}Action")
        action.setToolTip(
            plain_tooltip(
                QCoreApplication.translate("PanelDock", "Show or hide the panel {title}").format(title=title)
            )
        )

    @property
    def folded(self) -> bool:
        return self._folded

    @property
    def extent(self) -> int:
        """Its size across the edge of the window where it stands."""
        return self.width() if self.bar.is_upright else self.height()

    def set_folded(self, folded: bool) -> None:
        """Show the bar in place of the panel, or the panel again; a floating panel stays as it is."""
        folded = folded and not self.isFloating()
        if folded == self._folded:
            return
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._folded = folded
        self._panel.setVisible(not folded)
        self.bar.setVisible(folded)
        self._title_bar.set_folded(folded)
        self._limit()
        if had_focus:
            (self.bar if folded else self._title_bar.fold).setFocus()

    def _take_area(self, area: Qt.DockWidgetArea) -> None:
        if area in _FOLD_ICONS:
            self._area = area
            self.bar.set_area(area)
            bind_icon(self._title_bar.fold, _FOLD_ICONS[area])
            self._limit()

    def _limit(self) -> None:
        """Let the window give the folded panel no more room than its bar needs."""
        width = sized(FOLD_WIDTH) if self._folded and self.bar.is_upright else _UNLIMITED
        height = sized(FOLD_HEIGHT) if self._folded and not self.bar.is_upright else _UNLIMITED
        self.holder.setMaximumSize(width, height)

    def _float(self, floating: bool) -> None:
        self._title_bar.fold.setVisible(not floating)
        if floating:
            self.set_folded(False)


class _TitleBar(QWidget):
    """The dock's title, which drags it, floats it on a double click, and holds buttons that fold and close it."""

    def __init__(self, dock: PanelDock) -> None:
        super().__init__(dock)
        # Less prominent than the titles of the sections directly below it.
        title = QLabel(dock.windowTitle(), self)
        title.setProperty("role", "dock-title")
        self.fold = self._button(
            f"{dock.objectName()}Fold",
            "chevron-left",
            self.tr("Fold this panel into a thin bar"),
            self.tr("Fold the panel {title}").format(title=dock.windowTitle()),
        )
        close = self._button(
            f"{dock.objectName()}Close",
            "close",
            self.tr("Hide this panel"),
            self.tr("Hide the panel {title}").format(title=dock.windowTitle()),
        )
        close.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACING, 0, SPACING, 0)
        row.setSpacing(0)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.fold)
        row.addWidget(close)
        keep_height(self, TITLE_HEIGHT)

    def set_folded(self, folded: bool) -> None:
        """Take no room while the panel is folded, or take it again."""
        self.setVisible(not folded)
        self.setFixedHeight(0 if folded else sized(TITLE_HEIGHT))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        # Asked for even while it is hidden.
        return super().sizeHint() if self.maximumHeight() else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self.maximumHeight() else QSize(0, 0)

    def _button(self, name: str, icon_name: str, tooltip: str, accessible_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("role", "small")
        button.setIconSize(QSize(12, 12))
        button.setToolTip(plain_tooltip(tooltip))
        button.setAccessibleName(accessible_name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_icon(button, icon_name)
        return button


def place_docks(window: QMainWindow, setup: PanelDock, inspector: PanelDock, progress: PanelDock) -> None:
    """Put the docks in their initial places: setup left, inspector right, progress below."""
    area = Qt.DockWidgetArea
    window.addDockWidget(area.LeftDockWidgetArea, setup)
    window.addDockWidget(area.RightDockWidgetArea, inspector)
    window.addDockWidget(area.BottomDockWidgetArea, progress)
    for dock in (setup, inspector, progress):
        if dock.isFloating():  # it lays out the whole window even where it changes nothing
            dock.setFloating(False)
        dock.show()
