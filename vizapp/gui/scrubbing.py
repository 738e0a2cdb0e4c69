"""The way of a training through steps of its timeline and back to where it stood."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from vizapp.gui.gestures import Gestures
from vizapp.problem import Problem
from vizapp.session.state import State
from vizapp.wording.problems import phrase


class Scrubbing(QObject):
    """Goes to one step after the other, and then back; it can be called back at any time.

    When it is over, the training stands where it stood, with the settings that it had, and runs if it ran: unless the
    person has sent it elsewhere meanwhile, which ends it.
    """

    reached = Signal(int)
    """The training stands at this step, and the canvases show it. It goes on after that."""
    returned = Signal()
    """It is over, and all steps were reached unless it was called back."""
    failed = Signal(str)
    """It is over, because a step cannot be reached or another is wanted, for this reason, which is no sentence."""

    def __init__(self, session: Gestures, places: Iterable[tuple[int, int]], parent: QObject | None = None) -> None:
        """Prepare a way through ``places``, each a branch and a step that it reaches."""
        super().__init__(parent)
        self._session = session
        self._places = deque(places)
        self._why = ""
        self._is_going_back = False
        self._loss = ""
        self._goal: tuple[int, int] | None = None
        self._is_sent = False
        self._unsubscribe: Callable[[], None] = lambda: None
        # Runs in a later turn of the event loop, after all listeners have received and drawn the state.
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._look)

    def start(self) -> None:
        """Begin; the training must be one that can step."""
        state = self._session.state
        self._experiment, self._ran = state.experiment, state.transport.running
        self._stood = state.timeline.present, state.transport.step
        self._unsubscribe = self._session.subscribe(self._follow)
        self._go_on()

    def call_back(self) -> None:
        """Give up the steps that are left."""
        if self._goal is not None and not self._is_going_back:
            self._places.clear()
            self._go_back()

    def stop(self) -> None:
        """Follow the training no longer, because the program ends."""
        self._turn.stop()
        self._unsubscribe()

    def _go_on(self) -> None:
        if self._places:
            self._go_to(self._places.popleft())
        else:
            self._go_back()

    def _go_back(self) -> None:
        self._is_going_back = True
        self._go_to(self._stood)

    def _go_to(self, place: tuple[int, int]) -> None:
        self._goal, self._is_sent = place, False
        self._session.go_to(*place)
        self._is_sent = True
        self._turn.start()  # also if the state stays the same, so that no listener is called

    def _follow(self, old: State | None, new: State) -> None:
        del old
        # Noted at once: by the next turn a new engine, which has no steps, may have replaced the lost one.
        self._loss = self._loss or self._loss_in(new) or self._departure_in(new)
        self._turn.start()

    def _look(self) -> None:
        """See whether the step is reached, or cannot be."""
        state = self._session.state
        if self._goal is None:
            return
        if self._loss:
            if self._loss == "animation.no-engine":
                self._restore_settings(state)  # the next engine continues with these
            self._end(phrase(Problem(self._loss)))
        elif state.timeline.going_to is not None:
            return
        elif (state.timeline.present, state.transport.step) != self._goal:
            self._miss()
        elif not self._session.shows_everything:
            return
        elif self._is_going_back:
            self._is_sent = False
            self._restore_settings(state)
            if self._ran:
                self._session.run()
            self._end(self._why)
        else:
            self.reached.emit(self._goal[1])
            if not self._is_going_back:
                self._go_on()

    def _restore_settings(self, state: State) -> None:
        """Put the settings that training depends on back to what they were; others may have been changed since."""
        before, now = self._experiment.spec, state.experiment.spec
        if now.build_key() == before.build_key():
            self._session.restore_settings(state.experiment.with_spec(now.replaced(**before.steering())))

    def _loss_in(self, state: State) -> str:
        """Return the code of why there is no training any more that could go anywhere; "" while there is."""
        if state.can_step:
            return ""
        if state.experiment.lab != self._experiment.lab:
            return "animation.other-lab"
        return "animation.other-training" if state.engine.ready else "animation.no-engine"

    def _departure_in(self, state: State) -> str:
        """Return the code of the reason where the person has sent the training elsewhere, to stay there; or ""."""
        if not self._is_sent:
            return ""
        going_to = state.timeline.going_to
        is_elsewhere = going_to is not None and going_to != self._goal
        return "animation.elsewhere" if is_elsewhere or state.transport.running else ""

    def _miss(self) -> None:
        """Go back, because a step was refused or the way to it was ended."""
        why = phrase(Problem("animation.no-step", values={"step": 0 if self._goal is None else self._goal[1]}))
        if self._is_going_back:
            self._end(why)
        else:
            self._why = why
            self._go_back()

    def _end(self, why: str) -> None:
        self._goal = None
        self.stop()
        if why:
            self.failed.emit(why)
        else:
            self.returned.emit()
