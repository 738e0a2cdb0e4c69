"""What the window wants to see of a lab, and when a look at it is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vizapp.engine.pacing import LookPacing
from vizapp.labs.base import Lab
from vizapp.protocol.messages import InputPicture, Reply, Snapshot
from vizapp.protocol.requests import Observation


@dataclass(frozen=True, slots=True)
class LoopState:
    """The parts of a snapshot that the loop knows and the lab does not; as in ``Snapshot``."""

    generation: int
    applied: int
    running: bool
    steps_per_second: float
    memory_bytes: int


class Showing:
    """Publishes snapshots: never two on their way, and nothing that the window has seen already.

    Attributes:
        observation: what the window has asked to see.
        is_asked: whether the person has done something since the last look, so that the next one has no time to lose.
    """

    def __init__(self, publish: Callable[[Reply], None], clock: Callable[[], float]) -> None:
        self.observation = Observation()
        self.is_asked = False
        self._publish = publish
        self._clock = clock
        self._has_credit = True
        self._is_stale = False
        self._shown_input: tuple[int, int | None] | None = None
        self._pacing = LookPacing()

    def taken(self) -> None:
        """The window has taken the last snapshot: one more may be published."""
        self._has_credit = True

    def ask(self) -> None:
        """The person has done something: show it as soon as a snapshot may be published."""
        self._is_stale = self.is_asked = True

    def changed(self) -> None:
        """Training has gone on: show it when a look is worth its time."""
        self._is_stale = True

    @property
    def is_possible(self) -> bool:
        """Whether a snapshot may be published now: not while the last one is on its way."""
        return self._has_credit

    @property
    def cost(self) -> float:
        """How long a look takes, in seconds; 0 before the first."""
        return self._pacing.cost

    def wait(self, until_step: float | None, *, is_hindered: bool = False) -> float | None:
        """Return the seconds until a look is worth its time, or None if nothing is new or nothing may be published.

        ``until_step`` are the seconds until the next training step is due, None while nothing is trained;
        ``is_hindered`` tells that what the person has asked for waits for that step.
        """
        if not (self._is_stale and self._has_credit) or (self.is_asked and is_hindered):
            return None
        if until_step is None or self.is_asked:
            return 0.0
        return self._pacing.wait(self._clock(), until_step)

    def show(self, lab: Lab, state: LoopState, *, exact: bool) -> None:
        """Publish a snapshot of ``lab``, and before it the working copy if that has not been shown yet.

        ``exact`` is as for :meth:`vizapp.labs.base.Subject.answer`. Whatever the lab raises passes through; then
        nothing is tried again before something is new.
        """
        self._is_stale = self.is_asked = False
        begun = self._clock()
        self._show_input(lab, state.generation)
        found = lab.answer(self.observation.requests, exact=exact)
        self._has_credit = False
        self._publish(
            Snapshot(
                generation=state.generation,
                applied=state.applied,
                step=found.step,
                running=state.running,
                steps_per_second=state.steps_per_second,
                memory_bytes=state.memory_bytes,
                answers=dict(found.answers),
                measures=None if found.measures is None else dict(found.measures),
            )
        )
        self._pacing.looked(begun, self._clock())

    def _show_input(self, lab: Lab, generation: int) -> None:
        # Once in every generation: with each the window takes down what an older one has shown.
        shown = (generation, self.observation.input_channel)
        if shown != self._shown_input:
            channels, picture = lab.input_picture(self.observation.input_channel)
            self._publish(InputPicture(generation, channels, picture))
            self._shown_input = shown
