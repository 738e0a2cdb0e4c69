"""The inspector's page for the overlap count: kernel and stride, what is inside, and who writes to one output."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.gui.lab_ui import LabPage
from vizapp.gui.shown import Shown
from vizapp.gui.subpixel.overlap_view import Writing, Written
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Hairline, muted_label, title_label
from vizapp.overlap import interior_counts
from vizapp.session.state import State


class OverlapPage(LabPage):
    """Says what overlaps, whether evenly, and counts the output under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACING)
        heading = title_label(self.tr("Overlap of a transposed convolution"), self)
        heading.setWordWrap(True)  # in one line it would not fit into the narrowest inspector
        column.addWidget(heading)
        self.explanation = muted_label(parent=self)
        self.explanation.setWordWrap(True)
        column.addWidget(self.explanation)
        self.facts = NumberGrid("lr", scale=1.0, stretch=0, muted_column=0, parent=self)
        self.facts.setObjectName("overlapFacts")
        column.addWidget(self.facts)
        self.verdict = muted_label(parent=self)
        self.verdict.setObjectName("overlapVerdict")
        self.verdict.setWordWrap(True)
        column.addWidget(self.verdict)
        column.addWidget(Hairline(self))
        self.title = title_label("", self)
        self.title.setWordWrap(True)
        column.addWidget(self.title)
        self.count = NumberGrid("lr", scale=1.0, stretch=0, muted_column=0, parent=self)
        self.count.setObjectName("overlapCount")
        self.count.setToolTip(
            plain_tooltip(
                self.tr(
                    "Input i writes to the outputs i·s to i·s + k − 1, down and across alike: the counts multiply."
                )
            )
        )
        column.addWidget(self.count)
        column.addStretch(1)
        self._task = Shown(lambda state: state.experiment.spec_of(SubpixelSpec).task, self._show_task)
        self.set_hovered(None)

    def obstacle(self, state: State) -> str:
        del state
        return ""

    def show_state(self, state: State) -> None:
        """Show kernel and stride of ``state``."""
        self._task.follow(state)

    def _show_task(self, task: object) -> None:
        if not isinstance(task, OverlapSpec):
            return
        k, s = task.kernel, task.stride
        counts = interior_counts(k, s)
        self.explanation.setText(
            self.tr("Each input writes to {k} × {k} outputs, {s} apart; where they overlap they add up.").format(
                k=k, s=s
            )
        )
        self.facts.show_lines(
            [
                Line((self.tr("kernel k"), str(k))),
                Line((self.tr("stride s"), str(s))),
                Line((self.tr("counts inside the frame"), ", ".join(map(str, counts))), bold=True, ruled=True),
            ]
        )
        self.verdict.setText(self._verdict(k, s))

    def _verdict(self, kernel: int, stride: int) -> str:
        if stride > kernel:
            return self.tr("The stride is larger than the kernel: there are outputs that nothing writes to.")
        if kernel % stride:
            return self.tr(
                "{s} does not divide {k}: neighbouring outputs are written to unequally often. With weights that do "
                "not make up for it, that is a checkerboard."
            ).format(s=stride, k=kernel)
        return self.tr(
            "{s} divides {k}: inside, every output is written to equally often. Weights that differ from place to "
            "place can still make a checkerboard."
        ).format(s=stride, k=kernel)

    def set_hovered(self, hovered: Written | Writing | None) -> None:
        """Count for the output or the input under the cursor, or say how to choose one."""
        if hovered is None:
            self.title.setText(self.tr("Point at an output, or at an input").upper())
            self.count.show_lines([Line(("", ""))] * 3)
            return
        if isinstance(hovered, Written):
            title, total = self.tr("Output ({y}, {x})"), self.tr("written to")
            rows, columns = self.tr("rows of inputs"), self.tr("columns of inputs")
        else:
            title, total = self.tr("Input ({y}, {x})"), self.tr("writes to")
            rows, columns = self.tr("rows of outputs"), self.tr("columns of outputs")
        self.title.setText(title.format(y=hovered.y, x=hovered.x).upper())
        down, across = len(hovered.rows), len(hovered.columns)
        self.count.show_lines(
            [
                Line((rows, _listed(hovered.rows))),
                Line((columns, _listed(hovered.columns))),
                Line((total, f"{down} · {across} = {hovered.total}"), bold=True, ruled=True),
            ]
        )


def _listed(places: range) -> str:
    """Write a few neighbouring numbers, or the ends of many."""
    if not places:
        return "–"
    if len(places) <= 4:
        return ", ".join(map(str, places))
    return f"{places.start} … {places.stop - 1}"
