"""What a part of a view shows, resolved from the state into one value; only that decides when it is drawn."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from vizapp.session.state import State

S = TypeVar("S")
_INITIAL = State()


class Shown(Generic[S]):
    """One part of a view: a pure function from the state to what the part shows, and what draws that.

    The part is drawn when the resolved value differs from the one that was drawn last. A field of the state that the
    part shows without comparing it cannot exist: ``draw`` is given the resolved value and nothing more.
    """

    def __init__(self, resolve: Callable[[State], S], draw: Callable[[S], None]) -> None:
        """Have drawn nothing yet.

        Args:
            resolve: returns everything that the part shows, as a value that compares: strings, numbers, frozen
                dataclasses; large things such as pictures compare by identity.
            draw: shows such a value; emits no gesture.
        """
        self._resolve = resolve
        self._draw = draw
        self._drawn: tuple[S] | None = None

    def follow(self, state: State) -> bool:
        """Draw what ``state`` shows, if that differs from what is drawn; return whether it did."""
        shown = (self._resolve(state),)
        if shown == self._drawn:
            return False
        self._drawn = shown
        self._draw(shown[0])
        return True

    def forget(self) -> None:
        """Draw what the next state shows, whatever was drawn last: something else has been in its place since."""
        self._drawn = None


class Fields:
    """Some fields of a state; equal to another where each of them is the very same object."""

    __hash__ = None  # type: ignore[assignment]  # as of every class that compares by itself
    __slots__ = ("_names", "_values")

    def __init__(self, names: tuple[str, ...], values: tuple[object, ...]) -> None:
        self._names = names
        self._values = values

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Fields):
            return NotImplemented
        return self._names == other._names and all(map(operator.is_, self._values, other._values))

    @property
    def state(self) -> State:
        """A state with these fields and no others: what is not named is as at the very beginning."""
        named: dict[str, Any] = dict(zip(self._names, self._values, strict=True))
        return replace(_INITIAL, **named)


def fields(*names: str) -> Callable[[State], Fields]:
    """Return a function that resolves a state to these of its fields, for parts that show much of it.

    What draws them sees a state in which everything else is as at the beginning: a field that is drawn and not named
    shows nothing from the first moment on, rather than being stale now and then.
    """
    values = operator.attrgetter(*names)
    several = len(names) > 1
    return lambda state: Fields(names, values(state) if several else (values(state),))
