"""The gestures that train: step, run, pause, reset, teach, and go to another step."""

from __future__ import annotations

from dataclasses import replace

from vizapp.document import edits
from vizapp.document.deformable import MAX_TEACHING, DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.teaching import teaching_obstacle
from vizapp.protocol.commands import MIN_STEPS_PER_SECOND
from vizapp.session.document_history import GO_TO_GESTURE
from vizapp.session.link import EngineLink
from vizapp.session.opening_gestures import OpeningGestures
from vizapp.wording import labels

_LOWERED_BY = 4


class TrainingGestures(OpeningGestures):
    """The part of a session that trains.

    Attributes:
        _last_teaching: the number of the last teaching that was asked for.
    """

    _link: EngineLink
    _last_teaching: int

    def step(self, count: int = 1) -> None:
        """Do ``count`` training steps, after pausing if training runs."""
        self._store.put(self._link.step(self.state, count))

    def run(self) -> None:
        """Train until paused, at the speed limit that is set."""
        self._store.put(self._link.run(self.state))

    def pause(self) -> None:
        """Stop training after the current step."""
        self._store.put(self._link.pause(self.state))

    def go_to(self, branch: int, step: int) -> None:
        """Go to a step of the training that was reached before, on a branch of its timeline; it pauses there.

        The settings become those that were in effect there, which can be undone: the training comes back then.
        """
        self._document.leave_for_step()
        self._store.put(self._link.go_to(self.state, branch, step))

    def restore_settings(self, experiment: Experiment) -> None:
        """Make ``experiment`` the document again after :meth:`go_to` has changed its settings, as if it had not."""
        self._document.update(experiment, labels.GO_TO_STEP, GO_TO_GESTURE)

    def toggle_run(self) -> None:
        if self.state.transport.running:
            self.pause()
        else:
            self.run()

    def set_speed(self, limit: float | None) -> None:
        """Limit the speed to ``limit`` steps/s, at least ``MIN_STEPS_PER_SECOND``; None removes the limit."""
        if limit is not None:
            limit = max(limit, MIN_STEPS_PER_SECOND)
        self._store.change(transport=replace(self.state.transport, limit=limit))
        if self.state.transport.running:
            self.run()

    def reset(self) -> None:
        """Rebuild the active lab at step 0."""
        self._store.put(self._link.reset(self.state))

    def lower_learning_rate(self) -> None:
        """Divide the learning rate from which training diverged; training goes on when it is started again.

        The rate may have been changed since. It becomes lower than both that one and the present one.
        """
        spec, banner = self.state.experiment.spec, self.state.banner
        present = getattr(spec, "learning_rate", None)
        if present is None:
            return
        diverged = None if banner is None else banner.problem.values.get("rate")
        rate = min(present, diverged) if isinstance(diverged, int | float) else present
        self.dismiss_banner()
        changed = spec.replaced(learning_rate=float(f"{rate / _LOWERED_BY:.2g}"))
        self._document.update(self.state.experiment.with_spec(changed), labels.CHANGE_LEARNING_RATE, None)

    def teach(self) -> None:
        """Pause, and fit the offset branch so that the placed points come from it; the document follows when it has.

        Another call while the engine works on it gives it up.
        """
        state = self.state
        if state.teaching.wanted:
            self._store.put(self._link.give_up_teaching(state))
            return
        spec = state.experiment.spec_of(DeformableSpec)
        obstacle = teaching_obstacle(spec)
        if obstacle is not None:
            self.notify(obstacle, "info")
            return
        self._last_teaching = max(self._last_teaching, spec.taught) % MAX_TEACHING + 1
        self._store.put(self._link.teach(state, self._last_teaching))

    def _take_teaching(self) -> None:
        """Let the document name a teaching that is done: the placed points come from the branch from now on."""
        teaching = self.state.teaching
        if teaching.offered:
            self._store.change(teaching=replace(teaching, offered=0))
            self._document.update(edits.teach_points(self.state.experiment, teaching.offered), labels.TEACH, None)
