"""The observation of the window, and the publishing of snapshots that answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vizapp.engine.pacing import LookPacing
from vizapp.labs.base import Lab
from vizapp.labs.capabilities import TriesUnseen
from vizapp.protocol.events import InputPicture
from vizapp.protocol.messages import Reply
from vizapp.protocol.requests import Observation
from vizapp.protocol.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class LoopState:
    """The fields of ``Snapshot`` that the loop knows and the lab does not."""

    generation: int
    applied: int
    running: bool
    steps_per_second: float
    memory_bytes: int


class Showing:
    """Publishes snapshots: at most one unacknowledged, and only if something is new.

    Attributes:
        observation: the window's present observation.
        is_asked: whether the user has changed something since the last look, which makes the next one urgent.
    """

    def __init__(self, publish: Callable[[Reply], None], clock: Callable[[], float]) -> None:
        self.observation = Observation()
        self.is_asked = False
        self._publish = publish
        self._clock = clock
        self._has_credit = True
        self._is_stale = False
        self._shown_input: tuple[int, int | None, bool] | None = None
        self._pacing = LookPacing()

    def taken(self) -> None:
        """Record that the window has acknowledged the last snapshot, which allows one more."""
        self._has_credit = True

    def ask(self) -> None:
        """Record a change by the user: look as soon as a snapshot may be published."""
        self._is_stale = self.is_asked = True

    def changed(self) -> None:
        """Record that training has advanced: look when the pacing allows it."""
        self._is_stale = True

    def forget_input(self) -> None:
        """Send the input picture again with the next snapshot, because the lab reads another one."""
        self._shown_input = None

    @property
    def is_possible(self) -> bool:
        """Whether a snapshot may be published now, which needs the last one to be acknowledged."""
        return self._has_credit

    @property
    def cost(self) -> float:
        """The average duration of a look in seconds; 0 before the first."""
        return self._pacing.cost

    def wait(self, until_step: float | None, *, is_hindered: bool = False) -> float | None:
        """Return the seconds until the next look is due, or None if nothing is new or nothing may be published.

        ``until_step`` is the time until the next training step in seconds, None while nothing is trained;
        ``is_hindered`` means that a look for the user has to wait for that step.
        """
        if not (self._is_stale and self._has_credit) or (self.is_asked and is_hindered):
            return None
        if until_step is None or self.is_asked:
            return 0.0
        return self._pacing.wait(self._clock(), until_step)

    def show(self, lab: Lab, state: LoopState, *, exact: bool) -> None:
        """Publish a snapshot of ``lab``, preceded by the input picture if that has not been sent yet.

        ``exact`` is as for :meth:`vizapp.labs.base.Subject.answer`. Exceptions of the lab are propagated; there is no
        further attempt until something is new.
        """
        self._is_stale = self.is_asked = False
        begun = self._clock()
        requests = self.observation.requests
        if self.observation.unseen and isinstance(lab, TriesUnseen):
            found = lab.answer(requests, exact=exact, unseen=True)
        else:
            found = lab.answer(requests, exact=exact)
        self._show_input(lab, state.generation, found.unseen)
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
                unseen=found.unseen,
            )
        )
        self._pacing.looked(begun, self._clock(), in_training=not exact)

    def _show_input(self, lab: Lab, generation: int, unseen: bool) -> None:
        # Sent once per generation, because the window drops the pictures of older generations.
        channel = self.observation.input_channel
        shown = (generation, channel, unseen)
        if shown != self._shown_input:
            if unseen and isinstance(lab, TriesUnseen):
                channels, picture = lab.input_picture(channel, unseen=True)
            else:
                channels, picture = lab.input_picture(channel)
            self._publish(InputPicture(generation, channels, picture, unseen))
            self._shown_input = shown
