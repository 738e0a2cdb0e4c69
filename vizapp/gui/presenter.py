"""Presenting: the pictures have the window, all text is larger, and the step stands large, for a projector."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from vizapp.gui.docks import PanelDock
from vizapp.gui.plots.timeline_strip import TimelineStrip
from vizapp.gui.progress_fold import ProgressFold
from vizapp.gui.text_choice import TextChoice


class Presenter(QObject):
    """Puts the panels away and enlarges the text, and at the end brings everything back as it was.

    Escape ends it where nothing on a picture takes that key: a point that is held is let go first.
    """

    changed = Signal(bool)
    """Whether it presents now."""

    def __init__(
        self,
        window: QMainWindow,
        docks: Sequence[PanelDock],
        text: TextChoice,
        timeline: TimelineStrip,
        progress: ProgressFold,
        action: QAction,
        layout: Callable[[], Mapping[str, Any]],
        take_focus: Callable[[], None],
    ) -> None:
        """``layout`` returns how the window is laid out, as a session keeps it; ``take_focus`` lets the pictures have
        the keys."""
        super().__init__(window)
        self._window = window
        self._docks = tuple(docks)
        self._text = text
        self._timeline = timeline
        self._progress = progress
        self._action = action
        self._layout = layout
        self._take_focus = take_focus
        self._before: list[tuple[PanelDock, int]] = []
        self._kept: Mapping[str, Any] = {}
        self._presents = False
        window.installEventFilter(self)

    @property
    def presents(self) -> bool:
        return self._presents

    def layout(self) -> Mapping[str, Any]:
        """Return how the window is laid out, or was before it began to present."""
        return self._kept if self.presents else self._layout()

    def toggle(self) -> None:
        """Begin to present, or end it."""
        if self.presents:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Put the panels away and enlarge the text."""
        self._kept = self._layout()
        self._progress.rest(True)
        self._before = [(dock, dock.extent) for dock in self._docks if not dock.isHidden()]
        self._take_focus()
        for dock, _ in self._before:
            dock.hide()
        self._set(True)

    def end(self) -> None:
        """Bring everything back as it was."""
        if not self.presents:
            return
        self._set(False)
        for dock in self._docks:
            dock.setVisible(any(dock is each for each, _ in self._before))
        for orientation in Qt.Orientation:
            level = [
                (dock, extent)
                for dock, extent in self._before
                if dock.bar.is_upright == (orientation == Qt.Orientation.Horizontal) and not dock.isFloating()
            ]
            if level:
                self._window.resizeDocks([dock for dock, _ in level], [extent for _, extent in level], orientation)
        self._before = []
        self._progress.rest(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The key comes to the window once what has the focus has left it alone.
        ends = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if self._presents and ends and event.type() == QEvent.Type.KeyPress:
            self.end()
            return True
        return False

    def _set(self, presents: bool) -> None:
        self._presents = presents
        self._action.setChecked(presents)
        self._timeline.show_large(presents)
        self._text.set_presenting(presents)
        self.changed.emit(presents)
