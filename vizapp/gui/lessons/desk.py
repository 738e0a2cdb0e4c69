"""Starts and ends lessons. A lesson has a window and an engine of its own in the place of the person's window.

So the person's own experiment, with its training, timeline, view and history, is not touched at all, and is there
again when the lesson ends, however that happens.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from vizapp.document.experiment import Experiment
from vizapp.gui.lessons.dock import LessonDock
from vizapp.gui.lessons.guide import LessonGuide
from vizapp.gui.lessons.panel import LessonPanel
from vizapp.gui.settings import Settings
from vizapp.lessons.lesson import Lesson
from vizapp.lessons.mistakes import LessonError
from vizapp.lessons.reading import read_lesson
from vizapp.lessons.shelf import SHOW_ME, bundled_lesson, bundled_lessons
from vizapp.problem import Problem, Value
from vizapp.session.session import Session
from vizapp.sources.regular_files import display_name

if TYPE_CHECKING:
    from vizapp.gui.main_window import MainWindow

_LONGEST_SENTENCE = 500


class LessonDesk(QObject):
    """Belongs to the person's own window, and to that of a lesson while there is one.

    Attributes:
        make_session: makes the session of a lesson, with an engine and a reader that are not started.
        own: the person's own window.
        guide: of the lesson that runs; None while none does.
        window: of the lesson that runs; None while none does.
    """

    def __init__(self, own: MainWindow, settings: Settings) -> None:
        super().__init__(own)
        self.own = own
        self._settings = settings
        self._was_running = False
        self.make_session: Callable[[Experiment], Session] = _make_session
        self.guide: LessonGuide | None = None
        self.window: MainWindow | None = None
        own.closed.connect(self._close)

    def move_to(self, own: MainWindow) -> None:
        """Belong to the window that has taken the place of the person's own one, in another language."""
        self.own.closed.disconnect(self._close)
        self.own = own
        self.setParent(own)
        own.closed.connect(self._close)

    @property
    def runs(self) -> bool:
        """Whether a lesson runs."""
        return self.guide is not None

    def start_bundled(self, name: str) -> None:
        """Start a bundled lesson by its id."""
        self.start(bundled_lesson(name))

    def start_tour(self) -> None:
        """Start the short tour through both labs."""
        self.start_bundled(SHOW_ME)

    def go_on_by_key(self) -> None:
        """Go to the next step, if a lesson runs."""
        if self.guide is not None:
            self.guide.go_on()

    def go_back_by_key(self) -> None:
        """Go to the step before, if a lesson runs."""
        if self.guide is not None:
            self.guide.back()

    def open_file(self, path: str) -> None:
        """Start the lesson in a file; where it is none, a banner says what is wrong."""
        try:
            lesson = read_lesson(path)
        except LessonError as error:
            first, *others = error.mistakes
            name, what = display_name(path), first.text[:_LONGEST_SENTENCE]
            problem = Problem("lesson.refused", values={"name": name, "what": what})
            if others:
                values: dict[str, Value] = {"name": name, "what": what, "count": len(others)}
                problem = Problem("lesson.refused-several", values=values)
            (self.window or self.own).session.notify(problem, about_opening=True)
            return
        self.start(lesson)

    def start(self, lesson: Lesson) -> None:
        """Start a lesson, in the place of one that runs."""
        is_open = self.guide is None
        if self.guide is None:
            self._open_window(lesson)
        assert self.guide is not None
        self.guide.start(lesson, has_next=_after(lesson) is not None, is_open=is_open)

    def end(self) -> None:
        """End the lesson, and go back to the person's own window."""
        window, guide = self.window, self.guide
        if window is None or guide is None:
            return
        own = self.own
        guide.stop()
        state = window.windowState() & ~Qt.WindowState.WindowMinimized
        own.setWindowState(state)
        if not state & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            own.setGeometry(window.geometry())
        own.show()
        own.raise_()
        own.activateWindow()
        window.hide()
        if self._was_running:
            own.session.run()
        # Ending an engine may take a moment, and what is shown comes first.
        self.guide, self.window = None, None
        QTimer.singleShot(0, window, window.close)

    def go_on(self) -> None:
        """Start the lesson that follows the present one, or end it where none does."""
        assert self.guide is not None
        present = self.guide.lesson
        following = None if present is None else _after(present)
        if following is None:
            self.end()
        else:
            self.start(following)

    def _open_window(self, lesson: Lesson) -> None:
        from vizapp.gui.main_window import MainWindow

        own = self.own
        experiment = lesson.steps[0].experiment
        assert experiment is not None  # the reader has seen to it
        self._was_running = own.session.state.transport.running
        own.session.pause()
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            window = MainWindow(self.make_session(experiment), self._settings.apart(), desk=self)
        finally:
            if was_enabled:
                gc.enable()
        window.keep_session(bring_back=False, passes=True)
        self._lead(window)
        if _is_placed(own):
            window.setGeometry(own.geometry())
        else:
            window.resize(own.size())
        window.setWindowState(own.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.activateWindow()
        own.hide()

    def _lead(self, window: MainWindow) -> LessonGuide:
        """Give ``window`` the panel of a lesson, and return what leads through the lesson in it."""
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel = LessonPanel(window)
        dock = LessonDock(window, panel)
        panel.end_wanted.connect(self.end)
        self.window, self.guide = window, LessonGuide(window, panel, dock)
        self.guide.finished.connect(self.go_on)
        self.guide.done.connect(self._note_done)
        window.closed.connect(lambda: self._take_closed(window))
        # Queued: the menu in which the language was chosen is closed by then.
        window.language_switched.connect(self._renew, Qt.ConnectionType.QueuedConnection)
        return self.guide

    def _note_done(self) -> None:
        lesson = None if self.guide is None else self.guide.lesson
        if lesson is not None and lesson in bundled_lessons():
            self._settings.keep_lesson_done(lesson.id)

    def _renew(self) -> None:
        """Go on in a window in the other language, and have the person's own one follow."""
        from vizapp.gui.window_renewal import renewed

        window, guide = self.window, self.guide
        if window is None or guide is None:
            return
        guide.stop()
        self._lead(renewed(window)).resume(guide)
        self.own.language_switched.emit()

    def _take_closed(self, window: MainWindow) -> None:
        """End the program where the person closes the window of the lesson; the own session stays as it is."""
        if window is self.window:
            if self.guide is not None:
                self.guide.stop()
            self.guide, self.window = None, None
            self.own.close()

    def _close(self) -> None:
        """Close the window of the lesson with the person's own."""
        window, guide = self.window, self.guide
        self.guide, self.window = None, None
        if guide is not None:
            guide.stop()
        if window is not None:
            window.close()


def _is_placed(window: MainWindow) -> bool:
    """Return whether the place of a window on the screen is known: it was chosen, or the desktop has put it there.

    Where a lesson is what the program is started with, the desktop has not done so yet, and at the place that the
    window has until then its title bar would lie above the edge of the screen.
    """
    handle = window.windowHandle()
    return window.testAttribute(Qt.WidgetAttribute.WA_Moved) or (handle is not None and handle.isExposed())


def _after(lesson: Lesson) -> Lesson | None:
    """Return the bundled lesson after a bundled one; after the tour and after others there is none."""
    names = [each.id for each in bundled_lessons() if each.claim]
    if lesson.claim == 0 or lesson.id not in names or lesson != bundled_lesson(lesson.id):
        return None
    number = names.index(lesson.id) + 1
    return bundled_lesson(names[number]) if number < len(names) else None


def _make_session(experiment: Experiment) -> Session:
    from vizapp.engine.child import ChildEngine
    from vizapp.gui.labs import LAB_UIS
    from vizapp.sources.client import SourceReader

    return Session(ChildEngine(), SourceReader(), LAB_UIS, experiment, start=False)
