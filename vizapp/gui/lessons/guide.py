"""Leads through a lesson: opens its experiments, watches for the aims, and keeps panel and frame in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from vizapp.document.experiment import Experiment
from vizapp.gui.docks import PanelDock
from vizapp.gui.lessons.dock import LessonDock
from vizapp.gui.lessons.finding import is_revealed, rect_of, reveal, widget_of
from vizapp.gui.lessons.panel import LessonPanel, StepShown
from vizapp.gui.lessons.place_frame import PlaceFrame
from vizapp.lessons.aim_kind import Moment
from vizapp.lessons.aims import is_reached
from vizapp.lessons.lesson import Lesson, Look, Step
from vizapp.lessons.places import ACTIONS
from vizapp.session.state import State
from vizapp.wording.language import language

if TYPE_CHECKING:
    from vizapp.gui.main_window import MainWindow

_FOLLOW_MS = 80
"""At most so late does the frame follow what it stands around."""
_LOOKS = 25
"""So many times, after a step has begun, is looked whether its control is to be seen."""


class LessonGuide(QObject):
    """Shows the steps of one lesson after the other.

    Attributes:
        panel: its words.
        frame: around what the step speaks of.
    """

    finished = Signal()
    """The last step was left for what follows the lesson."""
    done = Signal()
    """The aims of all steps are reached."""

    def __init__(self, window: MainWindow, panel: LessonPanel, dock: LessonDock) -> None:
        super().__init__(window)
        self._window = window
        self._dock = dock
        self._session = window.session
        self.panel = panel
        self.frame = PlaceFrame(window)
        self._lesson: Lesson | None = None
        self._number = 0
        self._has_next = False
        self._opened = False
        self._opened_by: int | None = None
        self._begun: State | None = None
        self._done: frozenset[str] = frozenset()
        self._reached: set[int] = set()
        self._unfolded: list[PanelDock] = []
        self._looks_left = 0
        panel.back_wanted.connect(self.back)
        panel.next_wanted.connect(self.go_on)
        panel.language_changed.connect(self._show)
        for name in ACTIONS:
            window.actions_table[name].triggered.connect(lambda _=False, name=name: self._take(name))
        self._unsubscribe = self._session.subscribe(lambda _, state: self._follow(state))
        self._timer = QTimer(self, interval=_FOLLOW_MS)
        self._timer.timeout.connect(self._keep_in_step)
        self._timer.start()

    @property
    def step(self) -> Step | None:
        """The present step."""
        return None if self._lesson is None else self._lesson.steps[self._number]

    @property
    def number(self) -> int:
        """Which step is shown, from 0."""
        return self._number

    @property
    def lesson(self) -> Lesson | None:
        return self._lesson

    @property
    def is_begun(self) -> bool:
        """Whether what the present step begins with is on show."""
        return self._begun is not None

    @property
    def has_reached(self) -> bool:
        """Whether the aims of the present step are reached."""
        return self._number in self._reached

    def start(self, lesson: Lesson, *, has_next: bool, is_open: bool = False) -> None:
        """Begin a lesson.

        ``has_next`` says whether another one follows it, ``is_open`` whether the window was built with the experiment
        of the first step.
        """
        self._lesson, self._has_next = lesson, has_next
        self._reached, self._opened_by = set(), None
        self._enter(0, is_open=is_open)

    def resume(self, before: LessonGuide) -> None:
        """Go on where the guide of the window has stood that this one takes the place of."""
        self._lesson, self._number, self._has_next = before._lesson, before._number, before._has_next
        self._opened, self._opened_by, self._begun = before._opened, before._opened_by, before._begun
        self._done, self._reached = before._done, before._reached
        unfolded = {dock.objectName() for dock in before._unfolded}
        self._unfolded = [dock for dock in self._window.docks if dock.objectName() in unfolded]
        self._show()
        QTimer.singleShot(0, self, self._reveal)

    def back(self) -> None:
        """Go to the step before."""
        if self._number:
            self._enter(self._number - 1)

    def go_on(self) -> None:
        """Go to the next step, whether the aims of this one are reached or not; from the last one, finish."""
        assert self._lesson is not None
        if self._number + 1 < len(self._lesson.steps):
            self._enter(self._number + 1)
        else:
            self.finished.emit()

    def stop(self) -> None:
        """Watch nothing any longer."""
        self._timer.stop()
        self._unsubscribe()
        self.frame.hide()

    def _enter(self, number: int, *, is_open: bool = False) -> None:
        assert self._lesson is not None
        self._number, self._done, self._begun = number, frozenset(), None
        step = self._lesson.steps[number]
        giver, experiment = self._prepared(number)
        self._opened = giver == number or giver != self._opened_by
        self._opened_by = giver
        if self._opened and experiment is not None and not is_open:
            self._session.pause()
            self._session.open_example(experiment, None, step.look.show, step.look.tap, step.look.pick)
        self._look(step.look, opened=self._opened and not is_open)
        self._show()
        # Once the panels have followed: sections that the new experiment brings are not there before.
        self._follow(self._session.state)

    def _prepared(self, number: int) -> tuple[int | None, Experiment | None]:
        """Return the experiment that a step goes on with, and the number of the step that has opened it."""
        assert self._lesson is not None
        for giver in range(number, -1, -1):
            experiment = self._lesson.steps[giver].experiment
            if experiment is not None:
                return giver, experiment
        return None, None

    def _look(self, look: Look, *, opened: bool) -> None:
        session, shown = self._session, self._session.state.view.shown
        for key in sorted(look.show - shown):
            session.show_overlay(key, True)
        for key in sorted(look.hide & shown):
            session.show_overlay(key, False)
        if look.picture is not None:
            session.show_picture("right", look.picture)
        if look.left is not None:
            session.show_picture("left", look.left)
        if look.scope is not None:
            session.set_scope(look.scope)
        if look.unseen is not None:
            session.show_unseen(look.unseen)
        if not opened:
            if look.tap is not None:
                session.select_tap(look.tap)
            if look.pick is not None:
                session.pick(look.pick)

    def _take(self, name: str) -> None:
        self._done |= {name}
        self._follow(self._session.state)

    def _follow(self, state: State) -> None:
        step = self.step
        if step is None:
            return
        if self._begun is None:
            if not self._is_ready(state):
                self._show()
                return
            self._begin(step, state)
        if not self.has_reached and self._begun is not None:
            moment = Moment(self._begun, state, self._done)
            if all(is_reached(aim.name, aim.values, moment) for aim in step.aims):
                self._reached.add(self._number)
                if self._lesson is not None and len(self._reached) == len(self._lesson.steps):
                    self.done.emit()
        self._show()

    def _is_ready(self, state: State) -> bool:
        """Return whether what the step begins with is on show."""
        if state.configured is None or state.snapshot is None:
            return False
        return not self._opened or self._session.shows_everything

    def _begin(self, step: Step, state: State) -> None:
        self._begun = state
        if step.look.zoom == "pick":
            self._window.scene.zoom_to_pick()
        elif step.look.zoom == "fit" or (self._opened and step.look.zoom is None):
            self._window.canvases.fit()
        self._window.panel_pace.catch_up()
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        step = self.step
        if step is None or not self._timer.isActive():
            return
        self._window.setup_dock.setVisible(self._points_into_setup(step))
        before, self._unfolded = self._unfolded, []
        self._unfolded = reveal(self._window, step.place)
        for dock in before:
            if step.place is None or not dock.isAncestorOf(widget_of(self._window, step.place) or self._window):
                dock.fold_wanted.emit(True)
            else:
                self._unfolded.append(dock)
        self._looks_left = _LOOKS
        self._place_frame()
        # Once the setup has been laid out below.
        QTimer.singleShot(0, self, self._share_height)

    def _share_height(self) -> None:
        if self._timer.isActive():  # the lesson may have been left meanwhile
            self._dock.share_height()
            self._keep_in_step()

    def _keep_in_step(self) -> None:
        """Move the frame along, and for a while scroll to what it is around: panels are filled part by part."""
        step = self.step
        if step is not None and self._looks_left:
            self._looks_left -= 1
            if not is_revealed(self._window, step.place):
                reveal(self._window, step.place)
        self._place_frame()

    def _points_into_setup(self, step: Step) -> bool:
        place = step.place
        if place is None or place.kind != "object":
            return False
        return self._window.setup_panel.findChild(QObject, place.name) is not None

    def _place_frame(self) -> None:
        step = self.step
        is_shown = step is not None and self._begun is not None and not self.has_reached and self._window.isVisible()
        self.frame.show_around(rect_of(self._window, step.place) if step is not None and is_shown else None)

    def _show(self) -> None:
        lesson, step, state = self._lesson, self.step, self._session.state
        if lesson is None or step is None:
            return
        name, reached = language(), self.has_reached
        self.panel.show_step(
            StepShown(
                title=lesson.title.shown(name),
                claim=lesson.claim,
                number=self._number + 1,
                count=len(lesson.steps),
                text=step.text.shown(name),
                task=step.task.shown(name),
                reached=step.reached.shown(name),
                is_reached=reached,
                has_next=self._has_next,
                problem=state.refusal_text,
                is_waiting=self._begun is None and state.engine.phase == "starting",
            )
        )
