"""The inspector: what is picked on the pictures, as arithmetic."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabPage, LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.rows import PANEL_MARGIN, muted_label
from vizapp.protocol.snapshot import Snapshot
from vizapp.session.state import State


class InspectorPanel(QScrollArea):
    """Shows the page of the lab that is open, or one sentence while there is nothing to show."""

    def __init__(
        self,
        session: Gestures,
        scenes: Mapping[str, LabScene] | None = None,
        labs: Mapping[str, LabUi] = LAB_UIS,
        parent: QWidget | None = None,
    ) -> None:
        """``scenes`` are what the pages may listen to, by lab."""
        super().__init__(parent)
        self.setObjectName("inspectorPanel")
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self)
        body.setObjectName("inspectorBody")
        # Before it is filled: a new parent makes Qt style a widget again, with all its children.
        self.setWidget(body)
        column = QVBoxLayout(body)
        beside = PANEL_MARGIN - 1  # of which the ring of the panel takes the rest
        column.setContentsMargins(beside, SPACING, beside, SPACING)
        self.nothing = self._empty_page(body)
        self.pages = {name: ui.build_page(session, (scenes or {}).get(name), body) for name, ui in labs.items()}
        for page in (self.nothing, *self.pages.values()):
            column.addWidget(page)
            page.hide()
        self._latest: State | None = None
        self._failed: tuple[Snapshot | None] | None = None
        self._page: Shown[tuple[str, str]] = Shown(self._resolve_page, self._show_page)
        self.nothing.show()

    def sizeHint(self) -> QSize:
        return QSize(300, 620)

    def minimumSizeHint(self) -> QSize:
        return QSize(272, 160)

    def show_state(self, state: State) -> None:
        """Show what is picked in ``state``; costs nothing while the panel cannot be seen."""
        while self.show_part(state):
            pass

    def show_part(self, state: State) -> bool:
        """Show the next part of what is picked in ``state``; return whether there are more."""
        self._latest = state
        if not self.isVisible():
            return False
        lab, obstacle = self._resolve_page(state)
        more = False
        if not obstacle:  # before the page is shown, which would be seen with what it held last
            page = self.pages[lab]
            more = self._fill(page, state)
            while more and page.isHidden():
                more = self._fill(page, state)
        self._page.follow(state)
        return more

    def _fill(self, page: LabPage, state: State) -> bool:
        """Let ``page`` show a part of ``state``, and return whether there are more.

        If it fails, it is hidden for as long as the engine sends nothing new.
        What it held before would otherwise stand there, numbers of another operator, as those of this one.
        """
        self._failed = None
        try:
            return page.show_part(state)
        except Exception:
            self._failed = (state.snapshot,)
            self._page.follow(state)
            raise

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._latest is not None:
            self.show_state(self._latest)

    def _resolve_page(self, state: State) -> tuple[str, str]:
        """Return the lab that is open, and why its page has nothing to show, or ""."""
        return state.experiment.lab, self._obstacle(state)

    def _show_page(self, shown: tuple[str, str]) -> None:
        lab, obstacle = shown
        self._sentence.setText(obstacle)
        page = self.nothing if obstacle else self.pages[lab]
        for other in (self.nothing, *self.pages.values()):
            other.setVisible(other is page)

    def _obstacle(self, state: State) -> str:
        """Return why there is nothing to show, or ""."""
        if state.engine.phase == "failed":
            return self.tr("The engine has stopped; restart it to go on.")
        if state.configured is None:
            if state.refusal is not None:
                return self.tr("Nothing is computed; the setup says why.")
            if not state.engine.ready:
                return self.tr("The engine is starting…")
            return self.tr("The lab is being set up…")
        if state.experiment.lab != state.configured.lab:
            return self.tr("The lab is being set up…")
        if self._failed is not None and self._failed[0] is state.snapshot:
            return self.tr("The numbers cannot be shown; the message above the pictures says why.")
        return self.pages[state.experiment.lab].obstacle(state)

    def _empty_page(self, parent: QWidget) -> QWidget:
        page = QWidget(parent)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACING)
        self._sentence = muted_label(parent=page)
        self._sentence.setObjectName("inspectorSentence")
        self._sentence.setWordWrap(True)
        column.addWidget(self._sentence)
        column.addStretch(1)
        return page
