"""The notice of a training that stays finite and yet goes astray."""

from __future__ import annotations

from dataclasses import replace

from vizapp.problem import Problem, Value
from vizapp.protocol.metric import LOSS
from vizapp.runaway import FAR, FOR_STEPS, ran_away
from vizapp.session.banner import Banner
from vizapp.session.outcomes import ways_out
from vizapp.session.state import State

RAN_AWAY = "training.ran-away"
"""The code of the notice that the loss is far above its start and stays there."""


class AstrayNotice:
    """The notice that a training which stays finite has run away: given once, and taken back when it returns."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def follow(self, state: State, lab: str) -> State:
        """Return ``state``, whose curve of ``lab`` has grown, with the notice if it is due and without it if not.

        Points that are placed by hand raise the loss as well, and no learning rate helps against that.
        """
        found = ran_away(state.curves[lab].series.get(LOSS.name, ()))
        if found is None or getattr(state.experiment.spec, "placed_points", None):
            self._told.discard(lab)
            is_told = state.banner is not None and state.banner.problem.code == RAN_AWAY
            return replace(state, banner=None) if is_told else state
        if lab in self._told or (state.banner is not None and state.banner.kind != "info"):
            return state
        self._told.add(lab)
        values: dict[str, Value] = {"start": found[0], "present": found[1], "steps": FOR_STEPS, "far": FAR}
        rate = getattr(state.experiment.spec, "learning_rate", None)
        if rate is not None:
            values["rate"] = rate
        problem = Problem(RAN_AWAY, "learning_rate", values)
        return replace(state, banner=Banner(problem, "warning", ways_out(state, problem)))
