"""The OFFSET BRANCH section: what gives the layer its offsets, what it is compared with, and what is learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.document.offset_branch import BranchKind, Learned, OffsetBranchSpec
from vizapp.gui.gestures import Gestures
from vizapp.gui.runs import run_title
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import ChoiceField, DecimalField, IntegerField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Section, muted_label
from vizapp.gui.widgets.segmented import Segmented
from vizapp.session.state import State
from vizapp.wording import labels

KINDS: tuple[BranchKind, ...] = ("conv", "position", "free", "none")
_FIRST_BOUND = 4.0
"""In input pixels; what a bound begins with when it is switched on."""


@dataclass(frozen=True, slots=True)
class _BranchShown:
    branch: OffsetBranchSpec
    is_suggested: bool
    compared: tuple[BranchKind, ...]
    learns: Learned
    chooses_learned: bool
    compares: bool


class BranchSection(Section):
    """Kind, comparisons and settings of the offset branch; a change writes the whole branch into the document."""

    fields = frozenset({"branch", "compared", "learns"})

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupBranch", parent)
        self.set_title(self.tr("Offset branch"))
        self._session = session
        self._bound = _FIRST_BOUND
        self.kind = ChoiceField("branchKind", self)
        hints: dict[BranchKind, str] = {
            "conv": self.tr("Convolutions compute the offsets from the picture."),
            "position": self.tr("A small network computes the offsets from where the unit is; it reads no picture."),
            "free": self.tr("A map of offsets is trained itself; it knows nothing of the picture."),
            "none": self.tr("No offsets: the rigid grid of a plain convolution."),
        }
        for row, kind in enumerate(KINDS):
            self.kind.addItem(run_title(kind), kind)
            self.kind.setItemData(row, plain_tooltip(hints[kind]), Qt.ItemDataRole.ToolTipRole)
        self.kind.setAccessibleName(self.tr("What gives the offsets"))
        self.kind.setToolTip(self.tr("What gives the offsets of the main layer."))
        self.add(self.kind)
        self.compared = {kind: self._comparison(kind) for kind in KINDS}
        self.comparisons = self._comparisons()
        self.add(self.comparisons)
        self.learns: Segmented[Learned] = Segmented(
            "branchLearns",
            [
                (
                    "offsets",
                    self.tr("offsets"),
                    self.tr("Where: training moves the points; the kernel is the teacher’s."),
                ),
                (
                    "kernel",
                    self.tr("kernel"),
                    self.tr("What: training changes the kernel; the offsets stay as they start."),
                ),
                ("both", self.tr("both"), self.tr("Training changes the offsets and the kernel.")),
            ],
            self,
        )
        self.learns.setAccessibleName(self.tr("What is learned"))
        what = muted_label(self.tr("What is learned"), self)
        what.setToolTip(
            plain_tooltip(self.tr("Where the layer reads (offsets), what it looks for there (kernel), or both."))
        )
        self.add(what)
        self._learning = (what, self.learns)
        self.add(self.learns)
        self.both_note = muted_label(
            self.tr(
                "With both, the points need not come to the teacher’s though the loss falls: where and what can "
                "trade places."
            ),
            self,
        )
        self.both_note.setObjectName("bothNote")
        self.both_note.setWordWrap(True)
        self.add(self.both_note)
        self._add_settings()
        self.suggested = QPushButton(self.tr("As the task suggests"), self)
        self.suggested.setObjectName("branchSuggested")
        self.suggested.setProperty("role", "flat")
        self.suggested.setAccessibleName(self.suggested.text())
        self.suggested.setToolTip(self.tr("Go back to the branch that suits the task; it then follows the task."))
        self.add(self.suggested)
        self._shown = Shown(_resolve, self._show)
        self._connect()

    def parts(self) -> Sequence[Shown[Any]]:
        return (self._shown,)

    # Building -------------------------------------------------------------------------------------------------

    def _comparison(self, kind: BranchKind) -> QCheckBox:
        box = QCheckBox(run_title(kind), self)
        box.setObjectName(f"compare-{kind}")
        box.setAccessibleName(self.tr("Compare with {kind}").format(kind=run_title(kind)))
        box.setToolTip(self.tr("Train this one beside it, on the same picture, with a layer of its own."))
        box.clicked.connect(self._compare)
        return box

    def _comparisons(self) -> QWidget:
        lines = QWidget(self)
        lines.setObjectName("branchComparisons")
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACING)
        grid.setColumnStretch(2, 1)
        grid.addWidget(muted_label(self.tr("Beside it"), lines), 0, 0, 1, 2)
        # Two boxes in a line. That of the main branch is hidden, and leaves no gap.
        self._boxes = grid
        return lines

    def _add_settings(self) -> None:
        self.layers = IntegerField("branchDepth", 1, 3, self)
        self.coordinates = _check("branchCoordinates", self.tr("read too"), self)
        self.smoothing = DecimalField("branchSmoothing", 0.0, 16.0, 1, self)
        self.smoothing.setSuffix(self.tr(" px"))
        self.smoothing.setSingleStep(0.5)
        self.bounded = _check("branchBounded", self.tr("bounded"), self)
        self.bound = DecimalField("branchBound", 0.5, 100.0, 1, self)
        self.bound.setSuffix(self.tr(" px"))
        self.start: Segmented[str] = Segmented(
            "branchStart",
            [
                ("zero", self.tr("zero"), self.tr("Training begins with the rigid grid.")),
                ("random", self.tr("random"), self.tr("Training begins with offsets of about one pixel.")),
            ],
            self,
        )
        self.start.setMinimumWidth(self.start.sizeHint().width())  # wider than the column would make it
        self.rate = DecimalField("branchRate", 0.01, 100.0, 2, self)
        self.rate.setPrefix("× ")
        self._conv_rows = [
            self.row(self.tr("Depth"), self.layers, self.tr("How many 3×3 convolutions make the offsets.")),
            self.row(
                self.tr("Coordinates"),
                self.coordinates,
                self.tr("Whether the branch reads, beside the picture, at which place it is."),
            ),
            self.row(
                self.tr("Smoothing"),
                self.smoothing,
                self.tr(
                    "The standard deviation of the Gaussian that smooths what the branch reads, in input pixels."
                ),
            ),
        ]
        self._offset_rows = [
            self.row(
                self.tr("Bound"), self.bounded, self.tr("Whether the length of the offsets is limited, by a tanh.")
            ),
            self.row(
                self.tr("At most"), self.bound, self.tr("No part of an offset is longer than this, in input pixels.")
            ),
            self.row(self.tr("Start"), self.start, self.tr("Which offsets training begins with.")),
            self.row(
                self.tr("Rate"),
                self.rate,
                self.tr("The branch learns at so many times the learning rate of the lab."),
            ),
        ]

    def _connect(self) -> None:
        self.kind.activated.connect(lambda row: self._set_kind(KINDS[row]))
        self.learns.chosen.connect(self._set_learns)
        self.layers.valueChanged.connect(lambda value: self._change("branchDepth", depth=value))
        self.coordinates.clicked.connect(lambda checked: self._change(coordinates=checked))
        self.smoothing.valueChanged.connect(lambda value: self._change("branchSmoothing", smoothing=value))
        self.bounded.clicked.connect(lambda checked: self._change(bound=self._bound if checked else None))
        self.bound.valueChanged.connect(lambda value: self._change("branchBound", bound=value))
        self.start.chosen.connect(lambda start: self._change(start=start))
        self.rate.valueChanged.connect(lambda value: self._change("branchRate", rate_factor=value))
        self.suggested.clicked.connect(self._suggest)
        for field in (self.layers, self.smoothing, self.bound, self.rate):
            field.editingFinished.connect(self._session.end_gesture)
            self.explain_refusals(field)

    # Showing --------------------------------------------------------------------------------------------------

    def _show(self, shown: _BranchShown) -> None:
        branch = shown.branch
        self.kind.setCurrentIndex(KINDS.index(branch.kind))
        for place, kind in enumerate(each for each in KINDS if each != branch.kind):
            self._boxes.addWidget(self.compared[kind], 1 + place // 2, place % 2)
        for kind, box in self.compared.items():
            box.setVisible(kind != branch.kind)
            box.setChecked(kind in shown.compared)
        self.comparisons.setVisible(shown.compares)
        self.learns.show_value(shown.learns)
        for part in self._learning:
            part.setVisible(shown.chooses_learned)
        self.both_note.setVisible(shown.chooses_learned and shown.learns == "both")
        for row in self._conv_rows:
            row.setVisible("conv" in (branch.kind, *shown.compared))
        for row in self._offset_rows:
            row.setVisible(branch.kind != "none" or bool(set(shown.compared) - {"none"}))
        if branch.bound is not None:
            self._bound = branch.bound
            self.bound.show_value(branch.bound)
        else:
            self._offset_rows[1].setVisible(False)
        self.bounded.setChecked(branch.bound is not None)
        self.layers.show_value(branch.depth)
        self.coordinates.setChecked(branch.coordinates)
        self.smoothing.show_value(branch.smoothing)
        self.start.show_value(branch.start)
        self.rate.show_value(branch.rate_factor)
        self.suggested.setVisible(not shown.is_suggested)

    # Gestures -------------------------------------------------------------------------------------------------

    @property
    def _spec(self) -> DeformableSpec:
        return self._session.state.experiment.spec_of(DeformableSpec)

    def _set_kind(self, kind: BranchKind) -> None:
        # The previous main branch stays in the comparison.
        spec = self._spec
        before = spec.offset_branch
        compared = tuple(each for each in spec.compared if each != kind)
        if kind in spec.compared:
            compared = (*compared, before.kind)
        self._update(spec.replaced(branch=replace(before, kind=kind), compared=compared), labels.CHANGE_BRANCH)

    def _compare(self) -> None:
        own = self._spec.offset_branch.kind
        compared = tuple(kind for kind, box in self.compared.items() if box.isChecked() and kind != own)
        self._update(self._spec.replaced(compared=compared), labels.CHANGE_COMPARED)

    def _set_learns(self, learns: Learned) -> None:
        self._update(self._spec.replaced(learns=learns), labels.CHANGE_LEARNED)

    def _change(self, gesture: str | None = None, **changes: Any) -> None:
        branch = replace(self._spec.offset_branch, **changes)
        self._update(self._spec.replaced(branch=branch), labels.CHANGE_BRANCH, gesture)

    def _suggest(self) -> None:
        self._update(self._spec.replaced(branch=None), labels.CHANGE_BRANCH)

    def _update(self, spec: DeformableSpec, label: str, gesture: str | None = None) -> None:
        self._session.update(self._session.state.experiment.with_spec(spec), label, gesture)


def _check(name: str, text: str, parent: QWidget) -> QCheckBox:
    box = QCheckBox(text, parent)
    box.setObjectName(name)
    return box


def _resolve(state: State) -> _BranchShown:
    spec = state.experiment.spec_of(DeformableSpec)
    compared = tuple(branch.kind for branch in spec.branches[1:])
    trains = spec.trains
    return _BranchShown(
        branch=spec.offset_branch,
        is_suggested=spec.branch is None,
        compared=compared,
        learns=spec.learns,
        chooses_learned=trains and spec.uses("learns"),
        compares=trains or bool(compared),  # so that a compared branch can still be removed
    )
