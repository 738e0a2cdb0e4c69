"""When the next training step is due, and when a look at it is worth its time."""

from __future__ import annotations

from collections import deque

_RATE_SECONDS = 1.0
_RATE_SAMPLE_SECONDS = 0.02
_CATCH_UP_SECONDS = 0.1

_FELT_SECONDS = 0.004
_GIVE_WAY_SECONDS = 0.08
_LONGEST_DEBT_SECONDS = 0.5

_LOOKS_PER_SECOND = 30.0
_LOOK_SHARE = 0.05
_COST_MEMORY = 0.8


class StepPacing:
    """Spreads steps evenly over time, at most ``limit`` a second, and measures how many there were.

    While the person drags, steps that take long enough to be felt give way, but at least half of the speed stays:
    what the hand takes between two steps, by looks and by waiting for its next move, is at most what a step takes,
    and what a long look has taken beyond that is given back before the next one.
    """

    def __init__(self) -> None:
        self._limit: float | None = None
        self._due = 0.0
        self._given_way_until = 0.0
        self._begun = 0.0
        self._ended = 0.0
        self._seconds = 0.0
        self._spare = 0.0
        self._has_looked = False
        self._samples: deque[tuple[float, int]] = deque()

    def start(self, now: float, limit: float | None) -> None:
        """Begin to run, or go on with another limit: the next step is due at once."""
        self._limit = limit
        self._due = self._ended = now
        self._spare = 0.0
        self._has_looked = False

    def stop(self) -> None:
        """Training stands still: no step is late, and the rate begins anew."""
        self._limit = None
        self._due = self._given_way_until = 0.0
        self._samples.clear()

    def wait(self, now: float) -> float:
        """Return the seconds until the next step is due."""
        return max(0.0, max(self._due, self._given_way_until) - now)

    def allows_look(self, now: float, cost: float) -> bool:
        """Tell whether the person may be shown something now, before the next step; it takes ``cost`` seconds.

        One look after every step, however long it takes, as long as the looks before have not taken too much; more of
        them while they take less than a step does.
        """
        if self._seconds <= _FELT_SECONDS or now + cost <= self._due:
            return True
        taken = now + cost - max(self._ended, self._due)
        return taken <= self._seconds + self._spare or (not self._has_looked and self._spare >= 0)

    def give_way(self, now: float, cost: float) -> None:
        """Something that the person did has just been shown: what comes of the next move is worth waiting for.

        Otherwise a move that comes during a step is shown only after it. Where there would be no time for another
        look of ``cost`` seconds, there is nothing to wait for.
        """
        self._has_looked = True
        last_look = max(self._ended, self._due) + self._seconds + self._spare - cost
        if self._seconds > _FELT_SECONDS and last_look > now:
            self._given_way_until = min(now + _GIVE_WAY_SECONDS, last_look)

    def started_step(self, now: float) -> None:
        """A step begins: say when the one after it is due.

        Counted from when this one was due and not from when it began, so that being late does not add up; but what
        was lost to a long pause is not made up for by a burst.
        """
        taken = max(0.0, now - max(self._ended, self._due))
        self._spare = max(min(self._spare + self._seconds - taken, self._seconds), -_LONGEST_DEBT_SECONDS)
        self._has_looked = False
        self._begun = now
        if self._limit is not None:
            self._due = max(self._due, now - _CATCH_UP_SECONDS) + 1 / self._limit

    def finished_step(self, now: float, step: int) -> None:
        """Step number ``step`` has been done."""
        self._ended = now
        self._seconds = now - self._begun
        if not self._samples or now - self._samples[-1][0] >= _RATE_SAMPLE_SECONDS:
            self._samples.append((now, step))
        while now - self._samples[0][0] > _RATE_SECONDS and len(self._samples) > 2:
            self._samples.popleft()

    @property
    def steps_per_second(self) -> float:
        """The rate over the last second, 0 before it can be told."""
        if len(self._samples) < 2:
            return 0.0
        (first_time, first_step), (last_time, last_step) = self._samples[0], self._samples[-1]
        return (last_step - first_step) / (last_time - first_time)


class LookPacing:
    """Keeps looking at a running training to a small share of its time, and to what an eye can follow."""

    def __init__(self) -> None:
        self._cost = 0.0
        self._soonest = 0.0  # for the eye
        self._affordable = 0.0  # for the training

    @property
    def cost(self) -> float:
        """How long a look takes, in seconds; 0 before the first."""
        return self._cost

    def wait(self, now: float, spare: float) -> float:
        """Return the seconds until the next look is worth it; ``spare`` seconds remain until the next step is due."""
        return max(0.0, (self._soonest if spare > self._cost else self._affordable) - now)

    def looked(self, begun: float, ended: float) -> None:
        """A look took from ``begun`` to ``ended``."""
        cost = ended - begun
        self._cost = cost if self._cost == 0 else _COST_MEMORY * self._cost + (1 - _COST_MEMORY) * cost
        self._soonest = begun + 1 / _LOOKS_PER_SECOND
        self._affordable = max(self._soonest, begun + self._cost / _LOOK_SHARE)
