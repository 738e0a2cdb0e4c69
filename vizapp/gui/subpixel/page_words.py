"""What the inspector's page of the sub-pixel lab says of a sub-pixel and of the picked pixel."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.document.displacement import displaced_in
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.tile_layout import OutputPlace, TileLayout, channel_of
from vizapp.gui.subpixel.index_formula import (
    APART_NAMES,
    INVERSE_NAMES,
    RESIDUAL_NAMES,
    SHUFFLE_NAMES,
    FilledFormula,
    Names,
    is_rearranged,
)
from vizapp.gui.subpixel.layouts import chosen_channel, enlarged_shape, shown_spec, whole_layout
from vizapp.gui.subpixel.phase_origins import phase_origins
from vizapp.gui.subpixel.phase_table import PhaseCell
from vizapp.gui.subpixel.pictures import has_channels
from vizapp.gui.subpixel.requests import PICKED
from vizapp.gui.widgets.number_grid import Line
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.session.state import State


def adds_a_residual(state: State) -> bool:
    """Tell whether what lands at the sub-pixels is no output yet, but is added to a bicubic enlargement."""
    return isinstance(shown_spec(state).task, SuperResolveSpec)


def is_in_colour(state: State) -> bool:
    """Tell whether the source has colour, so that a network's output is more than its luma."""
    return state.source is not None and state.source.channels >= 3


def names_of(state: State) -> Names:
    """Return what the formula calls its two maps."""
    if shown_spec(state).is_inverse:
        return INVERSE_NAMES
    if not adds_a_residual(state):
        return SHUFFLE_NAMES
    return RESIDUAL_NAMES if has_channels(state) else APART_NAMES


def picked_subject(state: State) -> tuple[OutputPlace, TileLayout, float | None] | None:
    """Return the first sub-pixel of the picked pixel, its layout, and None for its value; None if none is picked."""
    if state.pick is None or state.configured is None:
        return None
    spec, (y, x) = shown_spec(state), state.pick
    place = OutputPlace(chosen_channel(state) or 0, y * spec.upscale_factor, x * spec.upscale_factor)
    return place, whole_layout(spec, state.configured), None


def step_lines(state: State, filled: FilledFormula, layout: TileLayout) -> list[Line]:
    """Return how row, column, phase and channel of a sub-pixel follow, or what there is instead of a channel."""
    r = layout.upscale_factor
    (y, h, i), (x, w, j) = filled.row, filled.column
    lines = [
        Line((_tr("row"), f"{y} = {h}·{r} + {i}, h = {h}, i = {i}"), tone="muted"),
        Line((_tr("column"), f"{x} = {w}·{r} + {j}, w = {w}, j = {j}"), tone="muted"),
        Line((_tr("phase"), f"{i}·{r} + {j} = {filled.landing}"), tone="muted"),
    ]
    if is_rearranged(layout.phases):
        lines.append(Line(("π", f"π({filled.landing}) = {filled.phase}"), tone="muted"))
    origin = phase_origins(state)(filled.phase, filled.origin.channel)
    lines.append(Line((origin.kind, filled.channel if has_channels(state) else origin.words), tone="muted"))
    return lines


def belonging(state: State, place: OutputPlace, layout: TileLayout) -> list[Line]:
    """Return the line that says which channel belongs at ``place``, where a shuffle may show another one."""
    spec = shown_spec(state)
    if not isinstance(spec.task, ShuffleSpec) or not displaced_in(spec, layout.channels).any():
        return []
    r = layout.upscale_factor
    phase = place.y % r * r + place.x % r
    belongs = channel_of(place.channel, phase, layout.channels, r, spec.stored_as)
    return [Line((_tr("belongs"), _tr("channel {channel}").format(channel=belongs)), tone="muted")]


def picked_cells(state: State) -> tuple[PhaseCell, ...]:
    """Return the sub-pixels of the picked pixel, by the phase at which they land; none before the lab is set up."""
    if state.configured is None:
        return ()
    spec, answer, origin = shown_spec(state), state.answer(PICKED, Subpixels), phase_origins(state)
    channel, channels = chosen_channel(state) or 0, enlarged_shape(spec, state.configured)[0]
    values = None if answer is None or answer.pixel_yx != state.pick else answer.values
    if values is not None and len(values) != len(spec.phases):
        values = None  # the answer is for the previous upscale factor
    return tuple(
        PhaseCell(
            phase,
            origin(phase, channel_of(channel, phase, channels, spec.upscale_factor, spec.order)),
            None if values is None else float(values[landing]),
        )
        for landing, phase in enumerate(spec.phases)
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("SubpixelPage", text)
