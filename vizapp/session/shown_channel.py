"""Which output channel is shown where the person has not said, and what was said last."""

from __future__ import annotations

from dataclasses import replace

from vizapp.protocol.messages import Configured
from vizapp.session.state import State, View


class ShownChannel:
    """The choice of the output channel, kept apart for feature maps that are shuffled and for everything else.

    The channels of a feature map are no colours: there the first one is shown at the start, and elsewhere colour.
    Whoever goes from one to the other and back finds the own choice again.
    """

    def __init__(self) -> None:
        self._of_map = False
        self._other: int | None = 0

    def follow(self, state: State) -> View:
        """Return the view of ``state`` with the channel that was chosen for such a source and task."""
        of_map = _shuffles_a_map(state)
        if of_map == self._of_map:
            return state.view
        self._of_map = of_map
        chosen, self._other = self._other, state.view.output_channel
        return replace(state.view, output_channel=chosen)

    def configured(self, view: View, reply: Configured) -> View:
        """Return ``view`` with a channel that the map of ``reply`` has."""
        chosen = view.output_channel
        if chosen is None or chosen < reply.output_shape[0]:
            return view
        return replace(view, output_channel=0 if self._of_map else None)


def _shuffles_a_map(state: State) -> bool:
    experiment, source = state.experiment, state.source
    shuffles = experiment.lab == "subpixel" and experiment.subpixel.task == "shuffle"
    return shuffles and source is not None and source.kind == "feature_map"
