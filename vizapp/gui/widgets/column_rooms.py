"""How wide the numbers of a table's columns are: what they have needed lately, so that columns stand still."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vizapp.gui.widgets.numbers import split_sign
from vizapp.gui.widgets.text_widths import TextWidths


@dataclass(slots=True)
class Rooms:
    """The width of the widest digits and of the widest sign of each column, in pixels."""

    digits: list[int]
    signs: list[int]

    @classmethod
    def none(cls, columns: int) -> Rooms:
        """Return rooms without any width."""
        return cls([0] * columns, [0] * columns)

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], columns: int, widths: TextWidths) -> Rooms:
        """Return what the ``texts`` of some rows need; a text may have several lines."""
        rooms = cls.none(columns)
        for row in texts:
            for column, text in enumerate(row):
                for line in text.split("\n"):
                    sign, digits = split_sign(line)
                    rooms.digits[column] = max(rooms.digits[column], widths.of(digits))
                    rooms.signs[column] = max(rooms.signs[column], widths.of(sign))
        return rooms

    def widen(self, needed: Rooms) -> None:
        """Be at least as wide as another."""
        self.digits = [max(pair) for pair in zip(self.digits, needed.digits, strict=True)]
        self.signs = [max(pair) for pair in zip(self.signs, needed.signs, strict=True)]

    def forget(self, columns: Iterable[int]) -> None:
        """Have no width in these columns."""
        for column in columns:
            self.digits[column] = self.signs[column] = 0


@dataclass(slots=True)
class SettlingRooms:
    """Rooms that widen at once and shrink only to what was needed between two calls of :meth:`settle`."""

    kept: Rooms
    _lately: Rooms = field(init=False)

    def __post_init__(self) -> None:
        self._lately = Rooms.none(len(self.kept.digits))

    def widen(self, needed: Rooms) -> None:
        """Make room for what is shown now."""
        self.kept.widen(needed)
        self._lately.widen(needed)

    def forget(self, columns: Iterable[int]) -> None:
        """Begin anew in these columns."""
        columns = tuple(columns)
        self.kept.forget(columns)
        self._lately.forget(columns)

    def settle(self, needed: Rooms) -> bool:
        """Shrink to what was needed since the last call; return whether that is no more than is ``needed`` now."""
        self.kept, self._lately = self._lately, Rooms.none(len(self.kept.digits))
        self.widen(needed)
        return self.kept == needed
