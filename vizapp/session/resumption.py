"""Whether a training that ran when its engine ended runs on with the next one."""

from __future__ import annotations

from vizapp.session.state import State


class Resumption:
    """Remembers that a training ran when its engine ended.

    It runs on with the next engine, from where it was kept last. Only if it has come no further than when an engine
    ended before it stays paused, because a training that ends its engine would do so for ever.

    Attributes:
        awaits_training: whether what was kept of the training is still being read.
        stays_paused: whether it has come no further.
    """

    def __init__(self) -> None:
        self.awaits_training = self.stays_paused = False
        self._lab = ""  # whose training ran, or none
        self._is_taken = False
        self._reached: tuple[str, int] = ("", 0)  # whose engine has ended before, and at which step

    def interrupt(self, state: State) -> None:
        """Take note that the engine has ended while the training of ``state`` ran."""
        lab, step = state.experiment.lab, state.transport.step
        self.stays_paused = self._reached[0] == lab and step <= self._reached[1]
        self._lab = "" if self.stays_paused else lab
        self._is_taken = False
        self._reached = lab, step

    def take_training(self, *, is_taken: bool) -> None:
        """Take note that what was kept was read, and whether the training goes on from there."""
        self.awaits_training, self._is_taken = False, is_taken

    def steer(self) -> None:
        """Take note that somebody has run, paused or moved the training, who knows best."""
        self._lab = ""
        self._reached = "", 0
        self.stays_paused = False

    def take(self, lab: str) -> bool:
        """Return whether the training of ``lab``, which is set up now, is to run on; that is said once."""
        is_due = self._lab == lab and self._is_taken
        if is_due:
            self._lab = ""
        return is_due
