"""How the maps of the sub-pixel lab lie to one another in either direction. No Qt in here."""

from __future__ import annotations

from msgspec.structs import replace

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import TileLayout
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.pictures import shown_run
from vizapp.gui.subpixel.requests import LAB, TILES, counts_overlap, shuffles
from vizapp.problem import Problem
from vizapp.protocol.events import Configured
from vizapp.protocol.picture_answers import Tiles
from vizapp.session.state import State


def shown_spec(state: State) -> SubpixelSpec:
    """Return the settings as they hold for the upsampler on show: the phase order is that of the main one alone."""
    spec = state.experiment.spec_of(SubpixelSpec)
    return spec if shown_run(state) is None else replace(spec, phase_order=())


def why_in_order(state: State) -> Problem | None:
    """Return why what is on show cannot be rearranged; None if it can."""
    return None if shown_run(state) is None else Problem("phases.of-main")


def enlarged_shape(spec: SubpixelSpec, configured: Configured) -> tuple[int, int, int]:
    """Return (C, H, W) of the map that the sub-pixels stand in: what a shuffle gives, or an unshuffle reads."""
    return configured.input_shape if spec.is_inverse else configured.output_shape


def low_resolution_size(spec: SubpixelSpec, configured: Configured) -> tuple[int, int]:
    """Return (h, w) of the map of r²·C channels."""
    _, height, width = configured.output_shape if spec.is_inverse else configured.input_shape
    return height, width


def whole_layout(spec: SubpixelSpec, configured: Configured) -> TileLayout:
    """Return the layout of all tiles, as the document says it now."""
    return _layout(spec, configured, tuple(range(enlarged_shape(spec, configured)[0])))


def shown_layout(state: State) -> TileLayout | None:
    """Return how the newest snapshot's tiles stand, with the document's orders; None before there is one.

    An overlap count has none. Without tiles, where the left canvas shows the low-resolution input, as those of all
    output channels would.
    """
    configured, spec = state.configured, shown_spec(state)
    if configured is None or configured.lab != LAB or state.snapshot is None or counts_overlap(state.experiment):
        return None
    answer = state.answer(TILES, Tiles)
    return whole_layout(spec, configured) if answer is None else _layout(spec, configured, answer.groups)


def _layout(spec: SubpixelSpec, configured: Configured, groups: tuple[int, ...]) -> TileLayout:
    channels = enlarged_shape(spec, configured)[0]
    height, width = low_resolution_size(spec, configured)
    return TileLayout(spec.upscale_factor, height, width, channels, groups, spec.order, spec.phases)


def offers_all_channels(state: State) -> bool:
    """Tell whether there are several output channels of a shuffle, to be seen side by side."""
    configured = state.configured
    several = configured is not None and configured.lab == LAB and configured.output_shape[0] > 1
    return several and shuffles(state)


def chosen_channel(state: State) -> int | None:
    """Return the channel of the enlarged map that is chosen; None where it has no such channel, or for colour."""
    chosen, configured = state.view.output_channel, state.configured
    if chosen is None or configured is None:
        return chosen
    return chosen if chosen < enlarged_shape(state.experiment.spec_of(SubpixelSpec), configured)[0] else None


def shown_channels(state: State, channels: int) -> tuple[int, ...]:
    """Return which of the enlarged map's ``channels`` it shows in one piece: one, or those drawn as colour."""
    chosen = chosen_channel(state)
    if chosen is not None:
        return (chosen,)
    return (0, 1, 2) if channels >= 3 else (0,)


def show_channel_of(session: Gestures, channel: int, layout: TileLayout) -> None:
    """Show a channel of the enlarged map in which a tile was clicked, unless it is on show already."""
    if channel not in shown_channels(session.state, layout.channels):
        session.show_output_channel(channel)
