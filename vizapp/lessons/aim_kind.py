"""What an aim of a lesson is: a condition on the session's state, with its parameters."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from vizapp.session.state import State

Kind: TypeAlias = Literal["number", "whole", "text", "yes", "any"]


@dataclass(frozen=True)
class Moment:
    """What an aim is held against.

    Attributes:
        begun: the state when the step began and everything was on show.
        now: the present state.
        done: the names of the actions that were triggered since.
    """

    begun: State
    now: State
    done: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Parameter:
    """A value that an aim takes.

    Attributes:
        name: in the file.
        kind: of the value.
        needed: whether it has to be there.
        among: the values that are allowed, or empty for any.
        low: the smallest number that is allowed.
    """

    name: str
    kind: Kind
    needed: bool = True
    among: frozenset[str] = frozenset()
    low: float = -math.inf


@dataclass(frozen=True)
class AimKind:
    """An aim that a lesson can name.

    Attributes:
        meaning: what has to be done, for the list of aims.
        parameters: what it takes.
        example: as it stands in a file.
        reached: whether it is reached.
    """

    meaning: str
    parameters: tuple[Parameter, ...]
    example: str
    reached: Callable[[Moment, Mapping[str, Any]], bool]


Reached: TypeAlias = Callable[[Moment, Mapping[str, Any]], bool]


class AimTable(dict[str, AimKind]):
    """Aims by the names that they have in the files of lessons."""

    def aim(self, name: str, meaning: str, example: str, *parameters: Parameter) -> Callable[[Reached], Reached]:
        """Return a decorator that adds an aim; what is decorated says whether it is reached."""

        def add(reached: Reached) -> Reached:
            self[name] = AimKind(meaning, parameters, example, reached)
            return reached

        return add


YES = Parameter("is", "yes", needed=False)
"""Of an aim that can also be turned round."""
