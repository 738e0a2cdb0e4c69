"""Keeps the look of another step: goes there on the timeline, keeps what is shown, and goes back."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vizapp.gui.comparing.looks import Looks
from vizapp.gui.figures.dialog_parts import push_button
from vizapp.gui.gestures import Gestures
from vizapp.gui.scrubbing import Scrubbing
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import ChoiceField, IntegerField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import muted_label
from vizapp.problem import Problem
from vizapp.session.state import State
from vizapp.wording.problems import sentence


class StepChoice(QWidget):
    """A branch and a step of it, and a button that keeps the look of that step, or ends the way there.

    Hidden while nothing was trained.
    """

    refused = Signal(str)
    """Why a step was not kept, as a sentence."""

    def __init__(self, session: Gestures, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._looks = looks
        self._way: Scrubbing | None = None
        self._heads: dict[int, int] = {}
        self._why = ""
        self._is_kept = False
        self.branch = ChoiceField("compareBranch", self)
        self.branch.setAccessibleName(self.tr("Branch"))
        self.branch.setToolTip(plain_tooltip(self.tr("The branch of the timeline that the step is of.")))
        self.step = IntegerField("compareStep", 0, 0, self)
        self.step.setAccessibleName(self.tr("Step"))
        self.step.setToolTip(plain_tooltip(self.tr("A step that was reached before.")))
        keep_width(self.step, 84)
        self.step.refused.connect(self.refused)
        self._keep_tooltip = self.tr(
            "Go to this step, keep what it shows, and come back to where the training stands."
        )
        self._cancel_tooltip = self.tr("Go no further, and come back to where the training stood.")
        self.keep = push_button("compareKeepStep", self.tr("Keep step"), self._keep_tooltip, self._go, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.branch)
        row.addWidget(muted_label(self.tr("Step"), self))
        row.addWidget(self.step)
        row.addWidget(self.keep)
        self.branch.currentIndexChanged.connect(lambda _: self._take_branch())
        self.hide()

    @property
    def is_on_its_way(self) -> bool:
        """Whether the training is on its way to a step, or back."""
        return self._way is not None

    def show_state(self, state: State) -> None:
        """Offer the branches that there are."""
        timeline = state.timeline
        heads = {branch.number: branch.head for branch in timeline.branches}
        if timeline.present:
            heads[timeline.present] = max(heads.get(timeline.present, 0), timeline.head)
        if list(heads) != list(self._heads):
            chosen = self.branch.currentData()
            with QSignalBlocker(self.branch):
                self.branch.clear()
                for number in heads:
                    self.branch.addItem(self.tr("Branch {number}").format(number=number), number)
                present = timeline.present if chosen not in heads else chosen
                self.branch.setCurrentIndex(max(0, self.branch.findData(present)))
        self._heads = heads
        self.branch.setVisible(len(heads) > 1)
        self.step.setMaximum(heads.get(self.branch.currentData(), 0))
        self.setVisible(state.can_step and any(heads.values()))

    def _take_branch(self) -> None:
        head = self._heads.get(self.branch.currentData(), 0)
        self.step.setMaximum(head)
        self.step.setValue(head)

    def _go(self) -> None:
        if self._way is not None:
            self._way.call_back()
            return
        if not self._session.state.can_step:
            return
        self._why, self._is_kept = "", False
        self.refused.emit("")
        way = self._way = Scrubbing(self._session, [(self.branch.currentData(), self.step.value())], self)
        way.reached.connect(lambda _: self._take())
        way.returned.connect(self._end)
        way.failed.connect(self._fail)
        self._name_button()
        way.start()

    def _take(self) -> None:
        kept = self._looks.keep(self._session.state)
        self._is_kept = not isinstance(kept, Problem)
        if isinstance(kept, Problem):
            self._why = sentence(kept)

    def _fail(self, why: str) -> None:
        code = "compare.not-back" if self._is_kept else "compare.step-not-kept"
        self._why = self._why or sentence(Problem(code, values={"why": why}))
        self._end()

    def _end(self) -> None:
        """Notice that the training is back where it was, or has ended."""
        way, self._way = self._way, None
        if way is not None:
            way.deleteLater()
        self._name_button()
        self.refused.emit(self._why)

    def _name_button(self) -> None:
        """Let the button cancel the way that it has started."""
        self.keep.setText(self.tr("Cancel") if self.is_on_its_way else self.tr("Keep step"))
        tooltip = self._cancel_tooltip if self.is_on_its_way else self._keep_tooltip
        self.keep.setToolTip(plain_tooltip(tooltip))
        self.keep.setAccessibleDescription(tooltip)
