"""The message at the top of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vizapp.document.experiment import Experiment
from vizapp.problem import Problem
from vizapp.wording.problems import sentence

BannerAction = Literal["wait", "restart-engine", "smaller-size", "lower-rate", "reset", "try-again"]
"""What a banner can offer: to wait for the engine, a new engine, one with a smaller working size, a lower learning
rate, step 0 again, or another attempt to open what could not be read."""


@dataclass(frozen=True, slots=True)
class Banner:
    """A message that stays until it is dismissed or replaced; ``actions`` are what its buttons offer.

    One ``about_opening`` also disappears when a source that was requested later is loaded; one with an ``example``,
    which says what to do in it, when the document has another lab, task or source; one with a ``setting`` when that
    setting of the lab has another value than when it was said.
    """

    problem: Problem
    kind: Literal["error", "warning", "info"] = "error"
    actions: tuple[BannerAction, ...] = ()
    detail: str = ""
    about_opening: bool = False
    example: Experiment | None = None
    setting: str = ""

    @property
    def text(self) -> str:
        """The message in the user's language."""
        return sentence(self.problem)
