"""The inspector: what is picked on the pictures, as arithmetic."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from vizapp.document.tile_layout import OutputPlace, TileLayout
from vizapp.gui.deformable.unit_page import UnitPage, shown_reading
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.subpixel_page import SubpixelPage
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.rows import PANEL_MARGIN, muted_label
from vizapp.session.state import State


class InspectorPanel(QScrollArea):
    """Shows the page of the lab that is open, or one sentence while there is nothing to show."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
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
        self.unit = UnitPage(session, body)
        self.subpixel = SubpixelPage(session, body)
        for page in (self.nothing, self.unit, self.subpixel):
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

    def show_state(self, old: State | None, new: State) -> None:
        """Show what is picked in ``new``; costs nothing while the panel cannot be seen."""
        del old
        self._latest = new
        if self.isVisible():
            self._refresh()

    def set_hovered(self, place: OutputPlace | None, layout: TileLayout | None, value: float | None) -> None:
        """Fill the index formula with the sub-pixel under the cursor of either picture.

        Args:
            place: the sub-pixel, or None when the cursor is over none.
            layout: how its channels are laid out.
            value: what the enlarged map holds there, if known.
        """
        self.subpixel.set_hovered(place, layout, value)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        new, old = self._latest, self._shown
        if new is None or new is old:
            return
        self._shown = new
        if old is not None and not _differs(old, new):
            return
        page = self._page_of(new)
        # A page that comes back has missed what happened meanwhile, and starts from nothing.
        known = old if page.isVisibleTo(self) else None
        if page is self.unit:
            reading = shown_reading(new)
            assert reading is not None  # or there would have been an obstacle
            self.unit.show_state(known, new, reading)
        elif page is self.subpixel:
            self.subpixel.show_state(known, new)
        else:
            self._sentence.setText(self._obstacle(new))
        for other in (self.nothing, self.unit, self.subpixel):
            other.setVisible(other is page)

    def _page_of(self, state: State) -> QWidget:
        if self._obstacle(state):
            return self.nothing
        return self.unit if state.experiment.lab == "deformable" else self.subpixel

    def _obstacle(self, state: State) -> str:
        """Return why there is nothing to show, or ""."""
        if state.engine.phase == "failed":
            return self.tr("The engine has stopped; restart it to go on.")
        if state.configured is None:
            if state.refusal:
                return self.tr("Nothing is computed; the setup says why.")
            if not state.engine.ready:
                return self.tr("The engine is starting…")
            return self.tr("The lab is being set up…")
        if state.experiment.lab != state.configured.lab:
            return self.tr("The lab is being set up…")
        if state.experiment.lab == "deformable":
            if state.view.probe_yx is None:
                return self.tr("Nothing is picked. Drag over the output to see what one of its pixels is made of.")
            if shown_reading(state) is None:
                return self.tr("The engine has not answered yet…")
        return ""

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
        old.deformable is not new.deformable
        or old.subpixel is not new.subpixel
        or old.view is not new.view
        or old.configured is not new.configured
        or old.engine is not new.engine
        or old.refusal != new.refusal
        # A point that is being dragged changes the rest of the document; it is shown once it has been read.
        or old.experiment.lab != new.experiment.lab
        or old.experiment.subpixel != new.experiment.subpixel
        or old.source is not new.source
        or old.input_picture is not new.input_picture
    )
