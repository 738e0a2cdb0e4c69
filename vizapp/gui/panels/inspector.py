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
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.rows import PANEL_MARGIN, muted_label
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
        column = QVBoxLayout(body)
        column.setContentsMargins(PANEL_MARGIN, SPACING, PANEL_MARGIN, SPACING)
        self.nothing = self._empty_page(body)
        self.pages = {name: ui.build_page(session, (scenes or {}).get(name), body) for name, ui in labs.items()}
        for page in (self.nothing, *self.pages.values()):
            column.addWidget(page)
            page.hide()
        self.setWidget(body)
        self._shown: State | None = None
        self._latest: State | None = None
        self.nothing.show()

    def sizeHint(self) -> QSize:
        return QSize(300, 620)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 160)

    def show_state(self, new: State) -> None:
        """Show what is picked in ``new``; costs nothing while the panel cannot be seen."""
        self._latest = new
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        new, old = self._latest, self._shown
        if new is None or new is old:
            return
        self._shown = new
        if old is not None and not _differs(old, new) and not self._shows_settings_that_differ(old, new):
            return
        page = self._page_of(new)
        # A page that comes back has missed what happened meanwhile, and starts from nothing.
        known = old if page.isVisibleTo(self) else None
        if isinstance(page, LabPage):
            page.show_state(known, new)
        else:
            self._sentence.setText(self._obstacle(new))
        for other in (self.nothing, *self.pages.values()):
            other.setVisible(other is page)

    def _shows_settings_that_differ(self, old: State, new: State) -> bool:
        if old.experiment.lab != new.experiment.lab:
            return True
        return self.pages[new.experiment.lab].follows_settings and old.experiment.spec != new.experiment.spec

    def _page_of(self, state: State) -> QWidget:
        if self._obstacle(state):
            return self.nothing
        return self.pages[state.experiment.lab]

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


def _differs(old: State, new: State) -> bool:
    """Tell whether anything that the inspector shows has changed."""
    return (
        old.snapshot is not new.snapshot
        or old.picks is not new.picks
        or old.view is not new.view
        or old.configured is not new.configured
        or old.engine is not new.engine
        or old.refusal != new.refusal
        or old.source is not new.source
        or old.input_picture is not new.input_picture
    )
