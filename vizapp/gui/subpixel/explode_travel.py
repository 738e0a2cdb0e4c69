"""How far the sub-pixels are on their way from the tiles to the enlarged map, and how they move by themselves."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from vizapp.gui.motion import motion
from vizapp.gui.subpixel.explode_path import eased, share_of_time

FRAME_MS = 16
"""Milliseconds from one frame of the animation to the next."""
ONE_WAY_MS = 2600
"""Milliseconds of the way in one direction."""
_REST_MS = 500
"""Milliseconds between there and back."""


class ExplodeTravel(QObject):
    """A place on the way, and a clock that carries it there and back.

    Attributes:
        t: the place, from 0, the tiles, to 1, the enlarged map.
    """

    moved = Signal()
    """``t`` is another."""
    playing_changed = Signal(bool)
    """It moves by itself from now on, or no longer."""

    def __init__(self, parent: QObject) -> None:
        """Stand at the enlarged map."""
        super().__init__(parent)
        self.t = 1.0
        self._towards = 0.0
        self._turns_back = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._go_back)

    @property
    def playing(self) -> bool:
        """Whether it moves by itself."""
        return self._timer.isActive() or self._rest.isActive()

    def play_or_pause(self) -> None:
        """Set off, there and back, or stop on the way."""
        if self.playing:
            self.stop()
        else:
            self.play()

    def play(self) -> None:
        """Set off for the farther end, and back; where motion is reduced be at that end at once."""
        self._towards = 0.0 if self.t >= 0.5 else 1.0
        if motion().is_reduced:
            self.go_to(self._towards)
            return
        self._turns_back = True
        self._set_off()

    def stop(self) -> None:
        """Move by itself no longer."""
        self._timer.stop()
        self._rest.stop()
        self.playing_changed.emit(False)

    def go_to(self, t: float) -> None:
        """Be at ``t``, or at the end that is nearer where that is beyond it."""
        self.t = min(max(t, 0.0), 1.0)
        self.moved.emit()

    def slide_to(self, t: float) -> None:
        """Stop, and be at ``t``: a hand has put it there."""
        self.stop()
        self.go_to(t)

    def _set_off(self) -> None:
        self._clock.start()
        self._timer.start()
        self.playing_changed.emit(True)

    def _advance(self) -> None:
        step = self._clock.restart() / ONE_WAY_MS
        share = share_of_time(self.t) + (step if self._towards > self.t else -step)
        self.go_to(eased(min(max(share, 0.0), 1.0)))
        if not 0.0 < share < 1.0:
            self.go_to(self._towards)
            self._timer.stop()
            if self._turns_back:
                self._rest.start()
            else:
                self.stop()

    def _go_back(self) -> None:
        self._towards = 1.0 - self._towards
        self._turns_back = False
        self._set_off()
