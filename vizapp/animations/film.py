"""What an animation is to be: its format, its size, and how long its frames are shown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias, get_args

Ending: TypeAlias = Literal["gif", "apng", "webp"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)
"""Of the files, without the dot, which name their formats."""
LENGTH_BYTES = 4
"""Before each piece of a file that comes from the encoding process: the length of the piece, little-endian."""


@dataclass(frozen=True, slots=True)
class Film:
    """An animation that is to be made; it begins again when it has ended.

    Attributes:
        width, height: in pixels.
        count: how many frames it has.
        rate: frames per second.
        hold: for how many seconds at least the last frame is shown.
    """

    ending: Ending
    width: int
    height: int
    count: int
    rate: float
    hold: float

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.height, self.width

    @property
    def frame_bytes(self) -> int:
        """Of one frame as RGB."""
        return 3 * self.width * self.height

    def delays(self, unit: int) -> list[int]:
        """Return how long each frame is shown, in whole parts of which a second has ``unit``.

        What is lost by rounding one is made up for by the next.
        """
        ends = [round(unit * number / self.rate) for number in range(self.count + 1)]
        delays = [later - earlier for earlier, later in pairwise(ends)]
        return [*delays[:-1], max(delays[-1], round(unit * self.hold))]

    def words(self) -> list[str]:
        """Return it as arguments of a program; see :meth:`of_words`."""
        return [self.ending, *map(str, (self.width, self.height, self.count, self.rate, self.hold))]

    @classmethod
    def of_words(cls, words: list[str]) -> Film:
        """Return what :meth:`words` has written."""
        ending, width, height, count, rate, hold = words
        known = next(each for each in ENDINGS if each == ending)
        return cls(known, int(width), int(height), int(count), float(rate), float(hold))
