"""The PLACED POINTS section: the points held by hand, for whom the next one counts, and teaching the branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.document.placed import Everywhere, PlacedPoint, Region, Unit
from vizapp.document.teaching import teaching_obstacle
from vizapp.gui.deformable.placed_table import PlacedTable, placed_rows
from vizapp.gui.deformable.requests import shown_below, shown_group
from vizapp.gui.deformable.teaching_words import report_words, shown_report, why_no_teaching
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING, bind_icon
from vizapp.gui.widgets.fields import IntegerField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Section, ValueLabel, muted_label
from vizapp.gui.widgets.segmented import Segmented
from vizapp.protocol.teaching import TeachReport
from vizapp.session.state import State
from vizapp.session.view import BRUSH_SIDES, Scope
from vizapp.wording.problems import sentence


class PlacedPointsSection(Section):
    """The points placed by hand and how far the branch is from them, for whom the next one counts, and ways back."""

    fields = frozenset({"placed_points"})

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupPlacedPoints", parent)
        self._session = session
        self.set_title(self.tr("Placed points"))
        self.count = ValueLabel(parent=self)
        self.count.setObjectName("placedCount")
        self.count.setToolTip(
            plain_tooltip(
                self.tr("Points that were dragged away from where the network put them. They stay while it trains.")
            )
        )
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
        self.table = PlacedTable(self)
        self.add(self.table)
        self.teach = QToolButton(self)
        self.teach.setObjectName("teach")
        self.teach.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.teach.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add(self.teach)
        self.report = muted_label("", self)
        self.report.setObjectName("teachReport")
        self.report.setWordWrap(True)
        self.report.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(self.report)
        self._parts: tuple[Shown[Any], ...] = (
            Shown(_counts, self._show_counts),
            Shown(lambda state: (state.view.scope, state.view.brush), self._show_brush),
            Shown(lambda state: state.view.scope, self.scope.show_value),
            Shown(placed_rows, self.table.show_rows),
            Shown(_teach, self._show_teach),
            Shown(lambda state: (shown_report(state), _obstacle(state)), self._show_report),
        )
        self.scope.chosen.connect(session.set_scope)
        self.brush.valueChanged.connect(self._set_brush)
        self.explain_refusals(self.brush)
        self.clear.clicked.connect(lambda: session.clear_points())
        self.teach.clicked.connect(lambda: session.teach())
        self.table.lifted.connect(session.lift_point)
        self.table.chosen.connect(self._show_point)

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def _set_brush(self, side: int) -> None:
        self._session.set_brush(side)

    def _show_point(self, point: PlacedPoint) -> None:
        """Select the tap of a placed point in its layer, and pick the unit, or the middle one, it is placed for."""
        state = self._session.state
        if point.tap.below != shown_below(state):
            self._session.select_layer(point.tap.below)
        if point.tap.group != shown_group(state):
            self._session.select_group(point.tap.group)
        if isinstance(point.where, Unit):
            self._session.pick(point.where.yx)
        elif isinstance(point.where, Region) and state.configured is not None:
            where, (_, rows, columns) = point.where, state.configured.output_shape
            y, x = where.top + where.height // 2, where.left + where.width // 2
            self._session.pick((min(max(y, 0), rows - 1), min(max(x, 0), columns - 1)))
        self._session.select_tap(point.tap.k)

    def _show_teach(self, shown: _Teach) -> None:
        reason, busy = shown.reason, shown.is_busy
        self.teach.setVisible(shown.has_points)
        self.teach.setText(self.tr("Stop teaching") if busy else self.tr("Teach the branch"))
        self.teach.setAccessibleName(self.teach.text())
        self.teach.setEnabled(busy or not reason)
        tooltip = self.tr(
            "Train the offset branch until these points come from it, and let go of them. What it shares moves too."
        )
        self.teach.setToolTip(plain_tooltip(tooltip if busy or not reason else reason))

    def _show_report(self, shown: tuple[TeachReport | None, str]) -> None:
        report, obstacle = shown
        text = obstacle if report is None else report_words(report)
        self.report.setVisible(bool(text))
        self.report.setText(text)
        self.report.setAccessibleName(text)

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


@dataclass(frozen=True, slots=True)
class _Teach:
    """What the button shows: whether there are points to teach, why they cannot be, and whether they are now."""

    has_points: bool
    reason: str
    is_busy: bool


def _teach(state: State) -> _Teach:
    points = state.experiment.spec_of(DeformableSpec).placed_points
    return _Teach(bool(points), why_no_teaching(state), bool(state.teaching.wanted))


def _obstacle(state: State) -> str:
    """Return why the points that are placed cannot be taught, as far as the settings say, or ""."""
    spec = state.experiment.spec_of(DeformableSpec)
    obstacle = teaching_obstacle(spec) if spec.placed_points else None
    return "" if obstacle is None else sentence(obstacle)


def _counts(state: State) -> tuple[int, int]:
    """Return how many points are placed for single units or regions, and how many for every unit."""
    points = state.experiment.spec_of(DeformableSpec).placed_points
    everywhere = sum(isinstance(point.where, Everywhere) for point in points)
    return len(points) - everywhere, everywhere
