"""The PLACED POINTS section: the points moved by hand, and for whom the next one counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import Everywhere
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING, bind_icon
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.rows import Section, ValueLabel
from vizapp.gui.widgets.segmented import Segmented
from vizapp.session.state import BRUSH_SIDES, Scope, State


class PlacedPointsSection(Section):
    """How many points are placed by hand, for whom the next one counts, and a way back."""

    fields = frozenset({"placed_points"})

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupPlacedPoints", parent)
        self.set_title(self.tr("Placed points"))
        self.count = ValueLabel(parent=self)
        self.count.setObjectName("placedCount")
        self.count.setToolTip(self.tr("Points that were dragged away from where the network put them."))
        self.add_beside_title(self.count)
        self.scope: Segmented[Scope] = Segmented(
            "scope",
            [
                ("unit", self.tr("Unit"), self.tr("A dragged point counts for the picked output pixel only.")),
                (
                    "brush",
                    self.tr("Brush"),
                    self.tr("A dragged point counts for the units around the picked one."),
                ),
                ("everywhere", self.tr("All units"), self.tr("A dragged point counts for every output pixel.")),
            ],
            self,
        )
        self.scope.setAccessibleName(self.tr("Whom a dragged point counts for"))
        self.clear = QToolButton(self)
        self.clear.setObjectName("clearPoints")
        self.clear.setAccessibleName(self.tr("Clear placed points"))
        self.clear.setToolTip(self.tr("Give all points back to the network."))
        self.clear.setProperty("shape", "icon")
        self.clear.setIconSize(QSize(16, 16))
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_icon(self.clear, "clear")
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.scope, 1)
        row.addWidget(self.clear)
        self.add(line)
        self.brush = IntegerField("brushSide", *BRUSH_SIDES, self)
        self.brush.setSingleStep(2)
        self.brush_row = self.row(
            self.tr("Brush"), self.brush, self.tr("How many units on a side the brush covers, an odd number.")
        )
        self._parts: tuple[Shown[Any], ...] = (
            Shown(_counts, self._show_counts),
            Shown(lambda state: (state.view.scope, state.view.brush), self._show_brush),
            Shown(lambda state: state.view.scope, self.scope.show_value),
        )
        self.scope.chosen.connect(session.set_scope)
        self.brush.valueChanged.connect(session.set_brush)
        self.clear.clicked.connect(lambda: session.clear_points())

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def _show_brush(self, shown: tuple[Scope, int]) -> None:
        scope, side = shown
        self.brush_row.setVisible(scope == "brush")
        self.brush.show_value(side)

    def _show_counts(self, counts: tuple[int, int]) -> None:
        units, everywhere = counts
        if everywhere and units:
            text = self.tr("{units} + {everywhere} everywhere").format(units=units, everywhere=everywhere)
        elif everywhere:
            text = self.tr("{everywhere} everywhere").format(everywhere=everywhere)
        else:
            text = str(units) if units else self.tr("none")
        self.count.say(text)
        self.clear.setEnabled(bool(units or everywhere))


def _counts(state: State) -> tuple[int, int]:
    """Return how many points are placed for single units or regions, and how many for every unit."""
    points = state.experiment.spec_of(DeformableSpec).placed_points
    everywhere = sum(isinstance(point.where, Everywhere) for point in points)
    return len(points) - everywhere, everywhere
