"""Which output values of a shuffle land elsewhere than they belong, as a tint on the output."""

from __future__ import annotations

from PySide6.QtCore import Qt

from vizapp.document.displacement import displaced_in
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_rect
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LegendRow
from vizapp.gui.subpixel.displaced_layer import DisplacedLayer, TintedArea, displaced_mark
from vizapp.gui.subpixel.layouts import shown_channels
from vizapp.gui.subpixel.legend_plate import LegendPlate
from vizapp.gui.subpixel.pictures import shows_network, shows_spectrum
from vizapp.gui.subpixel.requests import LAB, shown_grid
from vizapp.session.state import State
from vizapp.wording.translation import marked

DISPLACED = "subpixel.displaced"
"""The key of the overlay."""
DISPLACED_ROW = LegendRow(displaced_mark, marked("value of another channel than belongs here"))


class DisplacedOverlay:
    """Tints what lands elsewhere, and explains the tint; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        del session
        self.layer = DisplacedLayer()
        pair.output.add_layer(self.layer)
        self.legend = LegendPlate("displacedLegend", pair.output)
        pair.output.corners.keep(self.legend, Qt.Corner.BottomRightCorner)

    def show_state(self, old: State | None, new: State) -> None:
        if old is not None and _seen(old) == _seen(new):
            return
        areas = tinted_areas(new) if DISPLACED in new.view.shown else ()
        self.layer.show(new.experiment.spec_of(SubpixelSpec).upscale_factor, areas)
        self.legend.show_rows((DISPLACED_ROW,) if self.layer.areas else ())

    def set_shown(self, shown: bool) -> None:
        self.layer.set_visible(shown)
        if not shown:
            self.layer.show(1, ())
            self.legend.show_rows(())


def tinted_areas(state: State) -> tuple[TintedArea, ...]:
    """Return where on the output canvas which phases are to be tinted; nothing where every value is in its place.

    Of channels that are drawn as one colour a place counts as soon as one of them is displaced there.
    """
    spec, configured = state.experiment.spec_of(SubpixelSpec), state.configured
    if configured is None or configured.lab != LAB or state.snapshot is None:
        return ()
    if not isinstance(spec.task, ShuffleSpec) or spec.is_inverse or spec.puzzle_is_open:
        return ()
    if shows_spectrum(state) or shows_network(state):
        return ()
    channels, height, width = configured.output_shape
    moved, grid = displaced_in(spec, channels), shown_grid(state)
    if grid is None:
        phases = tuple(moved[list(shown_channels(state, channels))].max(axis=0).tolist())
        return (TintedArea(canvas_rect(0, 0, height, width), phases),)
    return tuple(
        TintedArea(canvas_rect(*grid.origin(channel), height, width), tuple(moved[channel].tolist()))
        for channel in range(grid.count)
    )


def _seen(state: State) -> tuple[object, ...]:
    """Return what of a state decides what is tinted."""
    return (
        state.experiment.spec_of(SubpixelSpec),
        state.configured,
        state.snapshot is None,
        state.view.output_channel,
        state.view.shown,
        state.view.pictures,
    )
