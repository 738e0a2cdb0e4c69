"""The setup panel: the settings of the experiment, in sections."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from vizapp.document.experiment import Source
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabUi
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.panels.setup_judged import JudgedSection
from vizapp.gui.panels.setup_network import NetworkSection
from vizapp.gui.panels.setup_source import SourceSection
from vizapp.gui.panels.setup_task import TaskSection
from vizapp.gui.panels.setup_training import TrainingSection
from vizapp.gui.panels.setup_unseen import UnseenSection
from vizapp.gui.panels.setup_view import ShowSection
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.rows import PANEL_MARGIN, Hairline, Section
from vizapp.problem import Problem
from vizapp.session.state import State
from vizapp.wording.problems import sentence

_GAP = 10
"""The gap above and below the line between sections, in pixels; small enough to fit all into a 900 px high window."""


class SetupPanel(QWidget):
    """Controls of the document and the view; each change is one gesture of the session.

    The sections scroll; the lab's footer, such as the scope of a dragged point, is always visible below them.
    """

    def __init__(self, session: Gestures, labs: Mapping[str, LabUi] = LAB_UIS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setupPanel")
        self.setAccessibleName(self.tr("Setup"))
        self._labs = labs
        self.scroller = QScrollArea(self)
        self.scroller.setObjectName("setupScroller")
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self.scroller)
        body.setObjectName("setupBody")
        # Before it is filled: a new parent makes Qt style a widget again, with all its children.
        self.scroller.setWidget(body)
        self.source = SourceSection(session, body)
        self.unseen = UnseenSection(session, body)
        self.judged = JudgedSection(session, body)
        self.network = NetworkSection(session, body)
        self.operators = {name: ui.build_operator(session, body) for name, ui in labs.items()}
        self.task = TaskSection(session, labs, body)
        self.further = {name: [build(session, body) for build in ui.build_further] for name, ui in labs.items()}
        self.training = TrainingSection(session, labs, body)
        self.show_section = ShowSection(session, labs, body)
        scrolled: tuple[Section, ...] = (
            self.source,
            self.unseen,
            *self.operators.values(),
            self.task,
            self.network,
            *(section for sections in self.further.values() for section in sections),
            self.training,
            self.judged,
            self.show_section,
        )
        self._lines: dict[QWidget, Hairline] = {}
        column = QVBoxLayout(body)
        column.setContentsMargins(PANEL_MARGIN, SPACING, PANEL_MARGIN, PANEL_MARGIN)
        column.setSpacing(_GAP)
        for section in scrolled:
            if section is not self.source:
                self._lines[section] = Hairline(body)
                column.addWidget(self._lines[section])
            column.addWidget(section)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scroller, 1)
        built = {name: ui.build_footer(session, self) for name, ui in labs.items()}
        self.footers = {name: footer for name, footer in built.items() if footer is not None}
        for footer in self.footers.values():
            footer.setContentsMargins(PANEL_MARGIN, 2 * SPACING, PANEL_MARGIN, 2 * SPACING)
            self._lines[footer] = Hairline(self)
            whole.addWidget(self._lines[footer])
            whole.addWidget(footer)
        self._sections = (*scrolled, *self.footers.values())
        self._lab = Shown(lambda state: state.experiment.lab, self._show_lab)
        self._used = Shown(self._used_sections, self._show_used)
        self._refusal = Shown(lambda state: (state.experiment.lab, state.refusal), self._show_refusal)
        self._judged_key: Source | None = None

    def sizeHint(self) -> QSize:
        return QSize(250, 620)

    def minimumSizeHint(self) -> QSize:
        return QSize(236, 160)

    def show_state(self, state: State) -> None:
        """Show ``state``, without making a gesture."""
        while self.show_part(state):
            pass

    def show_part(self, state: State) -> bool:
        """Show or hide the sections that another lab or task needs, or else what stands in them.

        Return whether that is still to be done: what comes and goes is laid out, and painted, in a turn of its own.
        """
        if self._lab.follow(state) | self._used.follow(state):
            return True
        for section in self._sections:
            section.show_state(state)
        self._refusal.follow(state)
        self._reveal_judged(state)
        return False

    def _reveal_judged(self, state: State) -> None:
        """Scroll to the measures of somebody's result once they are there; later it is up to the person.

        They stand below much else, and the button that opened it may be anywhere.
        """
        key = state.judged.key
        if key is None or not self.isVisible():
            self._judged_key = key
        elif key != self._judged_key and self.judged.grid.isVisibleTo(self.judged):
            self._judged_key = key
            QTimer.singleShot(0, self, self._scroll_to_judged)  # once the section has its new height

    def _show_lab(self, lab: str) -> None:
        for name, operator in self.operators.items():
            self._show_section(operator, name == lab)
        self._show_section(self.task, lab in self.task.only or lab in self.task.choices)

    def _used_sections(self, state: State) -> frozenset[Section]:
        """Return the sections, of those that a task may leave without effect, whose settings have one."""
        spec, lab = state.experiment.spec, state.experiment.lab
        own = (*self.further[lab], *([self.footers[lab]] if lab in self.footers else []))
        used = [section for section in own if not section.fields or any(map(spec.uses, section.fields))]
        if spec.tries_unseen and spec.trains:
            used.append(self.unseen)
        if spec.judges:
            used.append(self.judged)
        if spec.takes_network:
            used.append(self.network)
        return frozenset(used)

    def _show_used(self, used: frozenset[Section]) -> None:
        further = (section for sections in self.further.values() for section in sections)
        for section in (self.unseen, self.judged, self.network, *self.footers.values(), *further):
            self._show_section(section, section in used)

    def _show_refusal(self, shown: tuple[str, Problem | None]) -> None:
        lab, refusal = shown
        guilty = None if refusal is None else self._section_of(lab, refusal.field)
        for section in self._sections:
            section.say_refusal(sentence(refusal) if refusal is not None and section is guilty else "")

    def _scroll_to_judged(self) -> None:
        """Show all of the section if there is room, and in any case its measures."""
        for widget in (self.judged, self.judged.grid):
            self.scroller.ensureWidgetVisible(widget, 0, SPACING)

    def _show_section(self, section: Section, visible: bool) -> None:
        section.setVisible(visible)
        self._lines[section].setVisible(visible)

    def _section_of(self, lab: str, field: str) -> Section:
        """Return the section of a setting; the operator section if no section has it."""
        operator = self.operators[lab]
        candidates = (operator, self.task, *self.further[lab], self.training, self.source)
        if self._labs[lab].spec.uses_unseen:
            candidates = (*candidates, self.unseen)
        if self._labs[lab].spec().judges:
            candidates = (*candidates, self.judged)
        if not self.network.isHidden():  # only the shuffle task has it
            candidates = (*candidates, self.network)
        return next((section for section in candidates if field in section.fields), operator)
