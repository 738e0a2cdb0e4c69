"""A line on how far a training is."""

from __future__ import annotations

import math
import time
from typing import TextIO

from vizapp.wording.translation import translate


class ProgressLine:
    """Says on ``stream`` how far a training is: a bar in a terminal, otherwise a line for every tenth."""

    _WIDTH = 30
    _REDRAW_SECONDS = 0.1

    def __init__(self, stream: TextIO, steps: int, first: int = 0) -> None:
        """Begin with ``first`` of ``steps`` done."""
        self._stream = stream
        self._steps = steps
        self._is_terminal = stream.isatty()
        self._last_drawn = -math.inf
        self._first = first
        self._tenths = 10 * first // max(steps, 1)
        self._begun = time.perf_counter()
        self._shown: dict[str, float] = {}

    def __call__(self, done: int, measured: dict[str, float]) -> None:
        """Take note of a step; draw if it is time to."""
        self._shown.update({name: value for name, value in measured.items() if not math.isnan(value)})
        now = time.perf_counter()
        if self._is_terminal:
            if done < self._steps and now - self._last_drawn < self._REDRAW_SECONDS:
                return
            self._last_drawn = now
            filled = self._WIDTH * done // self._steps
            bar = "█" * filled + "░" * (self._WIDTH - filled)
            print(f"\r{bar} {self._text(done, now)}\x1b[K", end="", file=self._stream, flush=True)
        elif 10 * done // self._steps > self._tenths:
            self._tenths = 10 * done // self._steps
            print(self._text(done, now), file=self._stream, flush=True)

    def end(self) -> None:
        """Leave the bar's line."""
        if self._is_terminal and self._last_drawn > -math.inf:
            print(file=self._stream, flush=True)

    def _text(self, done: int, now: float) -> str:
        rate = (done - self._first) / max(now - self._begun, 1e-9)
        values = "".join(f"  {name} {value:.4g}" for name, value in self._shown.items())
        words = translate("CommandLine", "{done}/{steps} steps  {rate:.0f} steps/s")
        return words.format(done=done, steps=self._steps, rate=rate) + values
