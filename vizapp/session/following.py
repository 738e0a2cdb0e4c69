"""The adapting of what is picked and shown to the document, and to the maps that the engine makes of it."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from vizapp.document.lab_spec import LabSpec
from vizapp.protocol.events import Configured, MapShapes
from vizapp.session.lab_model import LabModels
from vizapp.session.picks import Pick
from vizapp.session.pins import counted
from vizapp.session.state import State
from vizapp.session.view import ChannelMemory, View


class Following:
    """Keeps picks, pins and selection at their position in the picture when the units are numbered differently.

    Attributes:
        configured: by lab, the engine's last reply to the document.
    """

    def __init__(self, models: LabModels) -> None:
        self.configured: dict[str, Configured] = {}
        self._models = models
        self._specs: dict[str, LabSpec] = {}

    def follow_picks(self, state: State) -> State:
        """Return ``state`` with its picks converted to the document's units, if the sizes of the maps are known."""
        picks, pins = dict(state.picks), dict(state.view.pins)
        for lab, configured in self.configured.items():
            if lab == state.experiment.lab and state.shows_unseen and configured.unseen is not None:
                configured = in_shapes_of_unseen(configured, configured.unseen)
            grid = self._models[lab].pick_grid(state.experiment, configured)
            if grid is not None:
                picks[lab] = picks.get(lab, Pick()).counted(grid)
                if lab in pins:
                    pins[lab] = counted(pins[lab], grid)
        if any(pins[lab] is not before for lab, before in state.view.pins.items()):
            state = replace(state, view=replace(state.view, pins=pins))
        if all(picks.get(lab) is pick for lab, pick in state.picks.items()) and len(picks) == len(state.picks):
            return state
        return replace(state, picks=picks)

    def follow_selection(self, state: State) -> State:
        """Return ``state`` with its selection adapted to the settings of each lab."""
        view = state.view
        for spec in state.experiment.labs:
            before = self._specs.get(spec.lab, spec)
            if before != spec:
                view = self._models[spec.lab].followed(view, before, spec)
            self._specs[spec.lab] = spec
        return state if view is state.view else replace(state, view=view)


def in_shapes_of_unseen(configured: Configured, unseen: MapShapes) -> Configured:
    """Return ``configured`` with the shapes of the unseen picture's maps in place of the source's."""
    return msgspec.structs.replace(configured, input_shape=unseen.input, output_shape=unseen.output)


def follow_channel(state: State) -> State:
    """Return ``state`` with the output channel that was last chosen for this kind of map."""
    kind = None if state.source is None else state.source.kind
    is_single = kind is not None and state.experiment.spec.shows_single_channels(kind)
    if is_single == state.channels.is_single:
        return state
    memory = ChannelMemory(is_single, other=state.view.output_channel)
    return replace(state, view=replace(state.view, output_channel=state.channels.other), channels=memory)


def fit_view(view: View, channels: ChannelMemory, configured: Configured) -> View:
    """Return ``view`` with channels and region limited to those that the maps of ``configured`` have."""
    channels_in, _, _ = configured.input_shape
    channels_out, height, width = configured.output_shape
    output_channel = view.output_channel
    if output_channel is not None and output_channel >= channels_out:
        output_channel = channels.first
    return replace(
        view,
        input_channel=view.input_channel if (view.input_channel or 0) < channels_in else None,
        output_channel=output_channel,
        region=view.region if _is_inside(view.region, height, width) else None,
    )


def _is_inside(region: tuple[int, int, int, int] | None, height: int, width: int) -> bool:
    if region is None:
        return False
    top, left, region_height, region_width = region
    return top + region_height <= height and left + region_width <= width
