"""The setup panel: everything that decides what is computed, section by section."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from vizapp.gui.gestures import Gestures
from vizapp.gui.panels.setup_learning import TaskSection, TrainingSection
from vizapp.gui.panels.setup_operator import DeformableOperatorSection, SubpixelOperatorSection
from vizapp.gui.panels.setup_source import SourceSection
from vizapp.gui.panels.setup_view import PlacedPointsSection, ShowSection
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.rows import PANEL_MARGIN, Hairline, Section
from vizapp.session.state import State

_GAP = 10
"""Above and below the line between two sections; with it everything can be seen at once in a window 900 px high."""


class SetupPanel(QWidget):
    """Controls over the document and the view; each change is one gesture of the session.

    The sections scroll; whom a dragged point counts for stands below them and is always seen.
    """

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setupPanel")
        self.setAccessibleName(self.tr("Setup"))
        self.scroller = QScrollArea(self)
        self.scroller.setObjectName("setupScroller")
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self.scroller)
        body.setObjectName("setupBody")
        self.source = SourceSection(session, body)
        self.deformable_operator = DeformableOperatorSection(session, body)
        self.subpixel_operator = SubpixelOperatorSection(session, body)
        self.task = TaskSection(session, body)
        self.training = TrainingSection(session, body)
        self.show_section = ShowSection(session, body)
        scrolled = (
            self.source,
            self.deformable_operator,
            self.subpixel_operator,
            self.task,
            self.training,
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
        self.scroller.setWidget(body)
        self.placed_points = PlacedPointsSection(session, self)
        self.placed_points.setContentsMargins(PANEL_MARGIN, 2 * SPACING, PANEL_MARGIN, 2 * SPACING)
        self._lines[self.placed_points] = Hairline(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scroller, 1)
        whole.addWidget(self._lines[self.placed_points])
        whole.addWidget(self.placed_points)
        self._sections = (*scrolled, self.placed_points)

    def sizeHint(self) -> QSize:
        return QSize(250, 620)

    def minimumSizeHint(self) -> QSize:
        return QSize(236, 160)

    def show_state(self, old: State | None, new: State) -> None:
        """Show what differs between ``old`` and ``new``; never emits a gesture."""
        if old is None or old.experiment.lab != new.experiment.lab:
            deformable = new.experiment.lab == "deformable"
            self._show_section(self.deformable_operator, deformable)
            self._show_section(self.placed_points, deformable)
            self._show_section(self.subpixel_operator, not deformable)
        for section in self._sections:
            section.show_state(old, new)
        if old is None or old.refusal != new.refusal or old.experiment is not new.experiment:
            guilty = self._refused_section(new)
            for section in self._sections:
                section.say_refusal(new.refusal if section is guilty else "")

    def _show_section(self, section: Section, visible: bool) -> None:
        section.setVisible(visible)
        self._lines[section].setVisible(visible)

    def _refused_section(self, state: State) -> Section:
        """Return the section whose setting the refusal is about, by the words in which it names it."""
        experiment, sentence = state.experiment, state.refusal.lower()
        if experiment.lab == "subpixel" and experiment.subpixel.task == "shuffle":
            return self.subpixel_operator
        if "the task" in sentence:
            return self.task
        if "working size" in sentence:
            return self.training
        if "the source" in sentence:
            return self.source
        return self.deformable_operator if experiment.lab == "deformable" else self.subpixel_operator
