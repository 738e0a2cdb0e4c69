"""The strip at the bottom: where the training stands among all steps that it can go back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from vizapp.gui.plots.timeline_track import Lane, TimelineTrack
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING, theme_signal
from vizapp.gui.widgets.numbers import grouped
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import set_role, tabular
from vizapp.protocol.timeline import BranchInfo
from vizapp.session.engine_state import Timeline
from vizapp.session.state import State

_NOTHING_YET = Lane(0, None, 0, 0, (), "")
"""Keeps the place while the engine has not answered."""


@dataclass(frozen=True, slots=True)
class _Contents:
    """What is drawn: the branches, the present one, where the training stands, and how far apart states are kept.

    While it is on its way to another step the cursor is there already, and the pictures are still of another one.

    No lanes where nothing is trained.
    """

    lanes: tuple[Lane, ...]
    present: int
    step: int
    spacing: int
    is_on_its_way: bool


class TimelineStrip(QWidget):
    """Where the training stands, and all steps that can be gone back to; hidden where nothing is trained."""

    def __init__(self, go_to: Callable[[int, int], None], parent: QWidget | None = None) -> None:
        """``go_to`` is called with the branch and the step that are chosen."""
        super().__init__(parent)
        self.setObjectName("timelineStrip")
        self.setAccessibleName(self.tr("Timeline"))
        self.label = QLabel(self)
        self.label.setObjectName("timelineLabel")
        self.label.setFont(tabular(self.font(), 0.92))
        self.track = TimelineTrack(self)
        self.track.setAccessibleName(self.tr("Step"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACING)
        row.addWidget(self.label)
        row.addWidget(self.track, 1)
        self.track.chosen.connect(go_to)
        self._widest = ""
        self._contents: Shown[_Contents] = Shown(_resolve, self._draw)
        theme_signal().changed.connect(self._keep_room)
        self.hide()

    def show_large(self, is_large: bool) -> None:
        """Write the step large, or as the rest of the bar."""
        set_role(self.label, "large-step" if is_large else "step")
        self._keep_room()

    def _keep_room(self) -> None:
        """Leave room for the longest text, so that the track does not move while the numbers grow."""
        self.label.ensurePolished()
        self.label.setMinimumWidth(self.label.fontMetrics().horizontalAdvance(self._widest) + SPACING)

    def show_state(self, state: State) -> None:
        """Show the timeline of the active lab."""
        self._contents.follow(state)

    def _draw(self, contents: _Contents) -> None:
        self.setVisible(bool(contents.lanes))
        if not contents.lanes:
            return
        head = max(lane.head for lane in contents.lanes)
        of_branch = next((lane.head for lane in contents.lanes if lane.branch == contents.present), 0)
        words = self.tr("Step {step}") if contents.step >= of_branch else self.tr("Step {step} of {head}")
        if contents.is_on_its_way:
            words = self.tr("To step {step}…")
        text = words.format(step=grouped(contents.step), head=grouped(of_branch))
        self.label.setText(text)
        self._widest = self.tr("Step {step} of {head}").format(step=grouped(head), head=grouped(head))
        self._keep_room()
        self.label.setToolTip(
            plain_tooltip(
                self.tr(
                    "Drag the cursor to go back to any step. The state of every {count}th step is kept, and what "
                    "lies between is computed again, to the same numbers. Another setting at an earlier step begins "
                    "a branch."
                ).format(count=contents.spacing)
            )
        )
        self.track.show_lanes(contents.lanes, contents.present, contents.step)
        self.track.setAccessibleDescription(text)


def _resolve(state: State) -> _Contents:
    timeline = state.timeline
    goal = timeline.going_to
    present, step = (timeline.present, state.transport.step) if goal is None else goal
    if not any(branch.number == present for branch in timeline.branches):
        present = timeline.present
    branch = timeline.branch
    lanes = tuple(_lane(timeline, each) for each in timeline.branches) or (_NOTHING_YET,)
    trains = state.experiment.spec.trains
    spacing = 1 if branch is None else branch.spacing
    return _Contents(lanes if trains else (), present, step, spacing, goal is not None)


def _lane(timeline: Timeline, branch: BranchInfo) -> Lane:
    course = timeline.courses.get(branch.number)
    head = branch.begins if course is None else max(course.steps, branch.begins)
    changes = (
        ()
        if course is None
        else tuple(sorted({change.step for change in course.changes if change.step >= branch.begins}))
    )
    return Lane(branch.number, branch.parent, branch.begins, head, changes, _words(branch))


def _words(branch: BranchInfo) -> str:
    """Return what a branch is."""
    translate = QCoreApplication.translate
    match branch.cause:
        case "start":
            words = translate("TimelineStrip", "from the start")
        case "reset":
            words = translate("TimelineStrip", "begun again")
        case "settings":
            words = translate("TimelineStrip", "other settings from step {step} on")
        case "taught":
            words = translate("TimelineStrip", "taught at step {step}")
    return words.format(step=branch.begins)
