"""What the person has chosen about the loupe: whether there is one, how large it is and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from vizapp.gui.settings import Settings

LoupeMode = Literal["auto", "always", "away"]
"""There while the points stand too close together on the picture; at every scale; put away."""


@dataclass(frozen=True, slots=True)
class LoupeWish:
    """The choice.

    Attributes:
        mode: when there is a loupe.
        side: its side as a share of the root of the canvas' area; None leaves it to the canvas.
        place: how far it stands from the left and from the top, as shares of the room there is for that; None takes a
            corner that is free.
    """

    mode: LoupeMode = "auto"
    side: float | None = None
    place: tuple[float, float] | None = None


NO_WISH = LoupeWish()


class LoupeChoice(QObject):
    """Holds the choice for all loupes of a pair of canvases, and keeps it in the settings if there are any."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings: Settings | None = None
        self._wish = LoupeWish()

    @property
    def wish(self) -> LoupeWish:
        return self._wish

    def keep_in(self, settings: Settings) -> None:
        """Take over what the settings hold, and keep it there from now on."""
        self._settings = settings
        self._wish = _wish_of(settings.loupe)
        self.changed.emit()

    def set_mode(self, mode: LoupeMode) -> None:
        """Choose when there is a loupe."""
        self._take(replace(self._wish, mode=mode))

    def set_frame(self, side: float, place: tuple[float, float]) -> None:
        """Choose how large it is and where it stands."""
        self._take(replace(self._wish, side=side, place=place))

    def forget_frame(self) -> None:
        """Leave its size and its place to the canvas again."""
        self._take(replace(self._wish, side=None, place=None))

    def _take(self, wish: LoupeWish) -> None:
        if wish == self._wish:
            return
        self._wish = wish
        if self._settings is not None:
            self._settings.loupe = _text_of(wish)
        self.changed.emit()


def _text_of(wish: LoupeWish) -> str:
    numbers = () if wish.side is None or wish.place is None else (wish.side, *wish.place)
    return " ".join([wish.mode, *(f"{number:.4f}" for number in numbers)])


def _wish_of(text: str) -> LoupeWish:
    mode, *rest = text.split() or [""]
    known: dict[str, LoupeMode] = {"auto": "auto", "always": "always", "away": "away"}
    wish = LoupeWish(known.get(mode, "auto"))
    try:
        side, x, y = (min(max(float(word), 0.0), 1.0) for word in rest)
    except ValueError:
        return wish
    return replace(wish, side=side, place=(x, y))
