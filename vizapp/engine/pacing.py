"""The timing of training steps and of looks. A look answers the observation once and publishes a snapshot."""

from __future__ import annotations

from collections import deque

_RATE_SECONDS = 1.0
_RATE_SAMPLE_SECONDS = 0.02
_CATCH_UP_SECONDS = 0.1
_GENTLE_RATE = 1.0
"""Steps per second at which a gentle start begins."""
_FASTER = 1.3
"""By which factor each step of a gentle start comes sooner: 30 steps per second after 14 steps and 4 seconds."""

_FELT_SECONDS = 0.004
_GIVE_WAY_SECONDS = 0.08
_LONGEST_DEBT_SECONDS = 0.5

_LOOKS_PER_SECOND = 30.0
_LOOK_SHARE = 0.05
_COST_MEMORY = 0.8


class StepPacing:
    """Spaces steps evenly, at most ``limit`` per second, and measures their rate.

    A gentle start begins with one step per second; each step after it comes sooner, until the limit is reached.

    While the user drags, steps that are long enough to be noticed are delayed for the drag, but training keeps at
    least half its speed: between two steps, snapshots and waiting for the next move may take at most as long as a
    step takes. A snapshot that took longer is made up for before the next one.
    """

    def __init__(self) -> None:
        self._limit: float | None = None
        self._gentle: float | None = None  # the present rate of a gentle start, in steps per second
        self._due = 0.0
        self._given_way_until = 0.0
        self._begun = 0.0
        self._ended = 0.0
        self._seconds = 0.0
        self._spare = 0.0
        self._has_looked = False
        self._samples: deque[tuple[float, int]] = deque()

    def start(self, now: float, limit: float | None, *, gently: bool = False) -> None:
        """Start running, or change the limit; the next step is due immediately."""
        self._limit = limit
        self._gentle = _GENTLE_RATE if gently else None
        self._due = self._ended = now
        self._spare = 0.0
        self._has_looked = False

    def stop(self) -> None:
        """Stop running: forget delays and the measured rate."""
        self._limit = self._gentle = None
        self._due = self._given_way_until = 0.0
        self._samples.clear()

    def forget_rate(self) -> None:
        """Measure the rate anew, because the steps go on from another number."""
        self._samples.clear()

    def wait(self, now: float) -> float:
        """Return the seconds until the next step is due."""
        return max(0.0, max(self._due, self._given_way_until) - now)

    def allows_look(self, now: float, cost: float) -> bool:
        """Return whether a snapshot that takes ``cost`` seconds may be published before the next step.

        Allows one snapshot of any duration after every step, unless earlier ones have taken too much, and further
        ones while together they take less time than a step.
        """
        if self._seconds <= _FELT_SECONDS or now + cost <= self._due:
            return True
        taken = now + cost - max(self._ended, self._due)
        return taken <= self._seconds + self._spare or (not self._has_looked and self._spare >= 0)

    def give_way(self, now: float, cost: float) -> None:
        """Delay the next step after showing the result of a user's change, to wait for the user's next move.

        Otherwise a move that arrives during a step is shown only after it. Does not delay if there would be no time
        left for another snapshot of ``cost`` seconds.
        """
        self._has_looked = True
        last_look = max(self._ended, self._due) + self._seconds + self._spare - cost
        if self._seconds > _FELT_SECONDS and last_look > now:
            self._given_way_until = min(now + _GIVE_WAY_SECONDS, last_look)

    def started_step(self, now: float) -> None:
        """Record that a step begins, and schedule the next one.

        The interval counts from when this step was due, not from when it began, so that delays do not add up. A long
        pause is not made up for by a burst.
        """
        taken = max(0.0, now - max(self._ended, self._due))
        self._spare = max(min(self._spare + self._seconds - taken, self._seconds), -_LONGEST_DEBT_SECONDS)
        self._has_looked = False
        self._begun = now
        if self._limit is not None:
            self._due = max(self._due, now - _CATCH_UP_SECONDS) + 1 / self._present_limit(self._limit)

    def _present_limit(self, limit: float) -> float:
        """Return how many steps per second are done now, and go on with a gentle start."""
        if self._gentle is None:
            return limit
        present, self._gentle = min(self._gentle, limit), self._gentle * _FASTER
        if present == limit:
            self._gentle = None
        return present

    def finished_step(self, now: float, step: int) -> None:
        """Record that step number ``step`` is done."""
        self._ended = now
        self._seconds = now - self._begun
        if not self._samples or now - self._samples[-1][0] >= _RATE_SAMPLE_SECONDS:
            self._samples.append((now, step))
        while now - self._samples[0][0] > _RATE_SECONDS and len(self._samples) > 2:
            self._samples.popleft()

    @property
    def steps_per_second(self) -> float:
        """The rate over the last second; 0 until it is known."""
        if len(self._samples) < 2:
            return 0.0
        (first_time, first_step), (last_time, last_step) = self._samples[0], self._samples[-1]
        return (last_step - first_step) / (last_time - first_time)


class LookPacing:
    """Limits snapshots of a running training to a small share of its time and to a rate that the eye can follow."""

    def __init__(self) -> None:
        self._cost = 0.0
        self._soonest = 0.0  # by the frame rate
        self._affordable = 0.0  # by the share of the training's time

    @property
    def cost(self) -> float:
        """The average duration of a look in seconds; 0 before the first."""
        return self._cost

    def wait(self, now: float, spare: float) -> float:
        """Return the seconds until the next look is due; the next step is due in ``spare`` seconds."""
        return max(0.0, (self._soonest if spare > self._cost else self._affordable) - now)

    def looked(self, begun: float, ended: float, *, in_training: bool = True) -> None:
        """Record a look that lasted from ``begun`` to ``ended``, times in seconds.

        Only those of a running training are averaged: one at rest also measures, which takes several times as long,
        and would keep the first pictures of a run waiting.
        """
        if not in_training:
            self._soonest = self._affordable = begun + 1 / _LOOKS_PER_SECOND
            return
        cost = ended - begun
        self._cost = cost if self._cost == 0 else _COST_MEMORY * self._cost + (1 - _COST_MEMORY) * cost
        self._soonest = begun + 1 / _LOOKS_PER_SECOND
        self._affordable = max(self._soonest, begun + self._cost / _LOOK_SHARE)
