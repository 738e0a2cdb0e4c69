"""The SHOW and PLACED POINTS sections: what is drawn over the pictures, and the points moved by hand."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QToolButton, QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.theme import SPACING, bind_icon
from vizapp.gui.widgets.rows import Section, ValueLabel
from vizapp.gui.widgets.segmented import Segmented
from vizapp.session.state import State

_COLUMNS = 2


class ShowSection(Section):
    """One check box for each thing that can be drawn over the pictures of the lab that is open."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupShow", parent)
        self.set_title(self.tr("Show"))
        self._session = session
        deformable = (
            ("show_grid", self.tr("Rigid grid"), self.tr("Hollow squares where a plain convolution would read.")),
            ("show_arrows", self.tr("Arrows"), self.tr("From each rigid place to the point that is read instead.")),
            ("show_trails", self.tr("Trails"), self.tr("Where each point was during the last steps.")),
            ("show_truth", self.tr("Hidden truth"), self.tr("Rings at the secret places that the points must find.")),
        )
        subpixel = (
            (
                "show_lattice",
                self.tr("Phase lattice"),
                self.tr("Lines between the pixels that the sub-pixels came from."),
            ),
        )
        self.boxes: dict[str, QCheckBox] = {}
        for entries in (deformable, subpixel):
            pairs = QWidget(self)
            grid = QGridLayout(pairs)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(2 * SPACING)
            grid.setVerticalSpacing(SPACING)
            for number, (field, text, tooltip) in enumerate(entries):
                self.boxes[field] = self._box(field, text, tooltip)
                grid.addWidget(self.boxes[field], number // _COLUMNS, number % _COLUMNS)
                grid.setColumnStretch(number % _COLUMNS, 1)
            self.add(pairs)
        self._deformable = tuple(field for field, _, _ in deformable)

    def show_state(self, old: State | None, new: State) -> None:
        """Show the view of ``new``."""
        if old is None or old.experiment.lab != new.experiment.lab:
            for field, box in self.boxes.items():
                box.setVisible((field in self._deformable) == (new.experiment.lab == "deformable"))
        if old is None or old.view is not new.view:
            for field, box in self.boxes.items():
                box.setChecked(getattr(new.view, field))

    def _box(self, field: str, text: str, tooltip: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setObjectName(field)
        box.setToolTip(tooltip)
        box.setAccessibleName(text)
        box.setAccessibleDescription(tooltip)
        box.clicked.connect(lambda checked: self._session.look(**{field: checked}))
        return box


class PlacedPointsSection(Section):
    """How many points are placed by hand, for whom the next one counts, and a way back."""

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupPlacedPoints", parent)
        self.set_title(self.tr("Placed points"))
        self.count = ValueLabel(parent=self)
        self.count.setObjectName("placedCount")
        self.count.setToolTip(self.tr("Points that were dragged away from where the network put them."))
        self.add_beside_title(self.count)
        self.scope: Segmented[str] = Segmented(
            "scope",
            [
                ("unit", self.tr("This unit"), self.tr("A dragged point counts for the picked output pixel only.")),
                ("everywhere", self.tr("Everywhere"), self.tr("A dragged point counts for every output pixel.")),
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
        self.scope.chosen.connect(lambda scope: session.look(scope=scope))
        self.clear.clicked.connect(lambda: session.clear_points())

    def show_state(self, old: State | None, new: State) -> None:
        """Show the placed points of ``new``."""
        overrides = new.experiment.deformable.overrides
        if old is None or old.experiment.deformable.overrides is not overrides:
            everywhere = sum(o.unit_yx is None for o in overrides)
            units = len(overrides) - everywhere
            if everywhere and units:
                text = self.tr("{units} + {everywhere} everywhere").format(units=units, everywhere=everywhere)
            elif everywhere:
                text = self.tr("{everywhere} everywhere").format(everywhere=everywhere)
            else:
                text = str(units) if units else self.tr("none")
            self.count.say(text)
            self.clear.setEnabled(bool(overrides))
        if old is None or old.view is not new.view:
            self.scope.show_value(new.view.scope)
