"""The SHOW section: the overlays over the pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabUi, OverlaySpec
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Section
from vizapp.session.state import State
from vizapp.wording.translation import translate

_COLUMNS = 2
_LONGEST_TITLE = 13
"""Letters for which there is room in one column of the narrowest panel; a longer title takes a row."""


class ShowSection(Section):
    """One check box for each overlay of the active lab."""

    def __init__(self, session: Gestures, labs: Mapping[str, LabUi], parent: QWidget | None = None) -> None:
        super().__init__("setupShow", parent)
        self.set_title(self.tr("Show"))
        self._session = session
        self._labs = labs
        self.boxes: dict[str, QCheckBox] = {}
        self._pages: dict[str, QWidget] = {}
        for name, ui in labs.items():
            page = self._pages[name] = QWidget(self)
            grid = QGridLayout(page)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(SPACING)  # the longest titles fit into the narrowest panel
            grid.setVerticalSpacing(SPACING)
            row = column = 0
            for overlay in ui.overlays:
                box = self.boxes[overlay.key] = self._box(overlay)
                across = _COLUMNS if len(box.text()) > _LONGEST_TITLE else 1
                if column + across > _COLUMNS:
                    row, column = row + 1, 0
                grid.addWidget(box, row, column, 1, across)
                column += across
            for column in range(_COLUMNS):
                grid.setColumnStretch(column, 1)
            self.add(page)
        self._parts: tuple[Shown[Any], ...] = (
            Shown(lambda state: state.experiment.lab, self._show_lab),
            Shown(lambda state: state.view.shown, self._show_checked),
            Shown(self._without_effect, self._show_disabled),
        )

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def _show_lab(self, lab: str) -> None:
        for name, page in self._pages.items():
            page.setVisible(name == lab)

    def _show_checked(self, shown: frozenset[str]) -> None:
        for key, box in self.boxes.items():
            box.setChecked(key in shown)

    def _without_effect(self, state: State) -> frozenset[str]:
        """Return the overlays of the active lab that show nothing in its present task."""
        return frozenset(each.key for each in self._labs[state.experiment.lab].overlays if not each.applies(state))

    def _show_disabled(self, without_effect: frozenset[str]) -> None:
        for key, box in self.boxes.items():
            box.setEnabled(key not in without_effect)

    def _box(self, overlay: OverlaySpec) -> QCheckBox:
        title, tooltip = translate("Overlays", overlay.title), translate("Overlays", overlay.tooltip)
        box = QCheckBox(title, self)
        box.setObjectName(overlay.key)
        box.setToolTip(plain_tooltip(tooltip))
        box.setAccessibleName(title)
        box.setAccessibleDescription(tooltip)
        box.clicked.connect(lambda checked: self._session.show_overlay(overlay.key, checked))
        return box
