"""Which panels are folded, and how wide the others are: in a small window the pictures keep the larger part of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QMainWindow

from vizapp.gui.docks import PanelDock
from vizapp.gui.settings import Settings
from vizapp.gui.text_size import sized, text_scale
from vizapp.gui.theme import theme_signal

Room = Literal["little", "much"]
"""What a window leaves for a panel."""
_NARROW_BELOW, _LOW_BELOW = 1200, 720
"""Windows with fewer pixels than these, across or down, leave little room for panels at their sides and below."""


@dataclass(frozen=True)
class FoldRule:
    """How much of the window a panel takes at first.

    Attributes:
        across: whether the window's width decides how much room there is, or else its height.
        folded: where it is folded at first.
        extents: its pixels across the edge where it stands, where there is little room and where there is much.
    """

    across: bool
    folded: frozenset[Room]
    extents: Mapping[Room, int]

    def room(self, size: QSize) -> Room:
        """Return how much room a window of ``size`` leaves for the panel."""
        needed = (_NARROW_BELOW if self.across else _LOW_BELOW) * text_scale()
        small = (size.width() if self.across else size.height()) < needed
        return "little" if small else "much"


FOLD_RULES = (
    FoldRule(across=True, folded=frozenset({"little"}), extents={"little": 248, "much": 248}),
    FoldRule(across=True, folded=frozenset(), extents={"little": 272, "much": 312}),
    FoldRule(across=False, folded=frozenset({"little", "much"}), extents={"little": 144, "much": 189}),
)
"""Of setup, inspector and progress, whose bar says what the curves have reached until they are wanted."""


class DockFolding(QObject):
    """Folds and unfolds the panels of a window when the person wants it, and when its size leaves more or less room.

    What the person has chosen is remembered, for small windows and for large ones apart.
    """

    def __init__(self, window: QMainWindow, settings: Settings, docks: Sequence[tuple[PanelDock, FoldRule]]) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._docks = tuple(docks)
        self._rooms: dict[PanelDock, Room] = {}
        self._extents: dict[tuple[PanelDock, Room], int] = {}
        self._folded_together: tuple[PanelDock, ...] = ()
        for dock, _ in self._docks:
            dock.fold_wanted.connect(lambda folded, dock=dock: self._choose(dock, folded))
        self._scale = text_scale()
        theme_signal().changed.connect(self._follow_text)
        window.installEventFilter(self)

    @property
    def folded(self) -> list[str]:
        """The names of the panels that are folded."""
        return [dock.objectName() for dock, _ in self._docks if dock.folded]

    def settle(self, size: QSize, folded: Collection[str]) -> None:
        """Take note that a layout was restored, of a window of ``size`` in which the panels ``folded`` were folded.

        Panels for which that left more or less room, or that were folded then, have no extents of their own in it.
        """
        for dock, rule in self._docks:
            if rule.room(size) != self._rooms.get(dock) or (dock.objectName() in folded) != dock.folded:
                self._resize(dock, rule)

    def reset(self) -> None:
        """Forget what was chosen, and give every panel the size that it has at first."""
        self._settings.folds = {}
        self._rooms.clear()
        self._extents.clear()
        self.follow()

    def follow(self) -> None:
        """Fold and unfold what the window's size leaves less or more room for than before."""
        size = self._window.size()
        changed = [(dock, rule) for dock, rule in self._docks if self._rooms.get(dock) != rule.room(size)]
        for dock, rule in changed:
            before = self._rooms.get(dock)
            if before is not None and not dock.folded:
                self._extents[dock, before] = self._usual(dock.extent)
            room = self._rooms[dock] = rule.room(size)
            chosen = self._settings.folds.get(_key(dock, room))
            dock.set_folded(room in rule.folded if chosen is None else chosen)
        for dock, rule in changed:
            self._resize(dock, rule)

    def _usual(self, extent: int) -> int:
        """Return what would be an extent where text has its usual size."""
        return round(extent / self._scale)

    def _follow_text(self) -> None:
        """Give the panels as much more room as their text takes."""
        before, self._scale = self._scale, text_scale()
        if before == self._scale or not self._rooms:
            return
        for dock, _ in self._docks:
            if not dock.folded and not dock.isHidden():
                self._extents[dock, self._rooms[dock]] = round(dock.extent / before)
        self.follow()
        for dock, rule in self._docks:
            if not dock.isHidden():
                self._resize(dock, rule)

    def toggle(self, dock: PanelDock) -> None:
        """Fold a panel, or unfold it; one that is hidden is shown, unfolded."""
        if dock.isHidden():
            dock.toggleViewAction().trigger()
            self._choose(dock, False)
        elif not dock.isFloating():
            self._choose(dock, not dock.folded)

    def toggle_all(self) -> None:
        """Fold all panels that are shown, or, where all of them are folded, unfold those that were folded here."""
        shown = [dock for dock, _ in self._docks if not (dock.isHidden() or dock.isFloating())]
        unfolded = [dock for dock in shown if not dock.folded]
        if unfolded:
            self._folded_together = tuple(unfolded)
        for dock in unfolded or [dock for dock in shown if dock in self._folded_together] or shown:
            self._choose(dock, bool(unfolded))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._rooms:
            self.follow()
        return False

    def _choose(self, dock: PanelDock, folded: bool) -> None:
        rule = next(rule for each, rule in self._docks if each is dock)
        room = self._rooms.setdefault(dock, rule.room(self._window.size()))
        if folded:
            self._extents[dock, room] = self._usual(dock.extent)
        self._settings.folds = {**self._settings.folds, _key(dock, room): folded}
        dock.set_folded(folded)
        self._resize(dock, rule)

    def _resize(self, dock: PanelDock, rule: FoldRule) -> None:
        if dock.folded or dock.isFloating():
            return
        room = self._rooms[dock]
        extent = sized(self._extents.get((dock, room), rule.extents[room]))
        upright = dock.bar.is_upright
        self._window.resizeDocks([dock], [extent], Qt.Orientation.Horizontal if upright else Qt.Orientation.Vertical)


def _key(dock: PanelDock, room: Room) -> str:
    return f"{dock.objectName()}-{room}"
