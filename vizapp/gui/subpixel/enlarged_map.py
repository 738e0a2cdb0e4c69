"""The right canvas of a shuffle: the enlarged map in one piece, all its channels side by side, or its spectrum."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import TileLayout
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import pixel_at
from vizapp.gui.canvas.lab_scene import NamedPlace
from vizapp.gui.canvas.output_picture import show_output
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.channel_maps_view import ChannelMapsView
from vizapp.gui.subpixel.edge_layer import EdgeLayer
from vizapp.gui.subpixel.explode_overlay import ExplodeOverlay
from vizapp.gui.subpixel.held_out_layer import HeldOutLayer
from vizapp.gui.subpixel.lattice_layer import LatticeLayer
from vizapp.gui.subpixel.layouts import offers_all_channels, shown_channels
from vizapp.gui.subpixel.overlays import LATTICE
from vizapp.gui.subpixel.picked_chips import PickedChips
from vizapp.gui.subpixel.pictures import (
    WIPE,
    offered_pictures,
    right_picture,
    runs_side_by_side,
    shows_judged,
    shows_network,
    shows_spectrum,
    spectrum_period,
    super_resolves,
    wipes,
)
from vizapp.gui.subpixel.requests import (
    ALL_CHANNELS,
    LAB,
    OUTPUT,
    shown_spectrum,
    shows_whole_map,
)
from vizapp.gui.subpixel.run_switch import is_switching
from vizapp.gui.subpixel.scene_notes import right_note, short_greys_words, spectrum_words
from vizapp.gui.subpixel.spectrum_marks import SpectrumMarks
from vizapp.gui.subpixel.value_overlay import ChangedMarks, changed_in_map
from vizapp.gui.theme import Theme
from vizapp.protocol.picture_answers import Picture, Spectrum
from vizapp.session.state import State


class EnlargedMap(QObject):
    """Shows what a shuffle gives with its lattice, its line, its chips and marks, and picks a pixel with a click."""

    covered = Signal(bool)
    """Whether sub-pixels that are on their way cover the map."""

    def __init__(self, pair: CanvasPair, session: Gestures, explode: ExplodeOverlay | None) -> None:
        """``explode`` carries the sub-pixels to their places, over the map."""
        super().__init__(pair)
        self._canvas = pair.output
        self._session = session
        self._explode = explode
        self._active = False
        self._state = State()
        self._layout: TileLayout | None = None
        self._lattice = LatticeLayer()
        self._held_out = HeldOutLayer(pair.font(), self._canvas.split_x)
        self.spectrum_marks = SpectrumMarks(pair.font())
        self.edge = EdgeLayer(pair.font())
        self._canvas.add_layer(self._lattice)
        self._canvas.add_layer(self._held_out)
        self._canvas.add_layer(self.spectrum_marks, above_numbers=True)
        self._canvas.add_layer(self.edge, above_numbers=True)
        self.channel_maps = ChannelMapsView(pair, session)
        self.picked = PickedChips(self._canvas, session)
        self._changed = ChangedMarks(self._canvas)
        if explode is not None:
            explode.changed.connect(self._make_way)
        self._canvas.clicked.connect(self.pick)
        self._canvas.projection_changed.connect(self._keep_numbers_off_chips)
        self._canvas.frame.sigResized.connect(self._keep_spectrum_off_labels)

    @property
    def is_covered(self) -> bool:
        """Whether the map is covered by sub-pixels that are on their way."""
        return self._explode is not None and self._explode.covers

    @property
    def size_in_pixels(self) -> tuple[int, int] | None:
        """(rows, columns) of what is shown; None before anything is known of it."""
        spectrum, grid, layout = shown_spectrum(self._state), self.channel_maps.grid, self._layout
        if spectrum is not None:
            height, width = spectrum.picture.region[2:]
            return height, width
        if grid is not None:
            return grid.size
        return (
            None if layout is None else (layout.height * layout.upscale_factor, layout.width * layout.upscale_factor)
        )

    def set_active(self, active: bool) -> None:
        """Show or hide everything."""
        self._active = active
        for layer in (self._lattice, self._held_out, self.edge, self.spectrum_marks):
            layer.set_visible(active)
        self.picked.set_visible(active)
        self._changed.setVisible(active)
        if not active:
            self.picked.clear()
            self.spectrum_marks.show(None, 1)
            self._keep_spectrum_off_labels()
            self.channel_maps.take_grid(None)

    def take_state(self, state: State, layout: TileLayout | None) -> None:
        """Take over what is to be shown, so that :attr:`size_in_pixels` is true; :meth:`show_state` draws it."""
        self._state, self._layout = state, layout
        self.channel_maps.take_grid(state)

    def show_state(self) -> None:
        """Draw what :meth:`take_state` has taken over."""
        state, layout, spectrum = self._state, self._layout, shown_spectrum(self._state)
        spec, configured = state.experiment.spec_of(SubpixelSpec), state.configured
        picture = state.answer(OUTPUT, Picture)
        if is_switching(state) and self._canvas.keep_picture():
            self._canvas.set_hint("")
        elif self.channel_maps.grid is None:
            show_output(self._canvas, picture if spectrum is None else spectrum.picture, state)
        else:
            picture = self.channel_maps.show_state(state, layout)
        if shows_spectrum(state) and configured is not None and min(configured.output_shape[1:]) < 2:
            self._canvas.set_hint(_tr("This map is too thin for a spectrum: it needs 2 pixels a side."))
        self.spectrum_marks.show(None if spectrum is None else spectrum.picture.region[2:], spectrum_period(state))
        self.spectrum_marks.set_legend(not runs_side_by_side(state))
        self._keep_spectrum_off_labels()
        if layout is not None:
            self._lattice.show(layout.upscale_factor, layout.phases, *self._canvas.size_in_pixels)
            self._show_edge(state, layout)
        self._show_changed(state, is_shown=picture is not None)
        lattice = LATTICE in state.view.shown and picture is not None and not spec.puzzle_is_open
        self._lattice.set_visible(self._active and lattice)
        if configured is not None and configured.lab == LAB:
            # Somebody's result was not trained here, so no part of it is held out.
            held_out = None if picture is None or shows_judged(state) else configured.held_out_from
            self._held_out.show(held_out, *configured.output_shape[1:])
        elif state.refusal is not None:
            self._held_out.show(None, 0, 0)
        self._offer_pictures(state)
        self._show_note()
        self.picked.show_state(state, layout)
        self._keep_numbers_off_chips()

    def place_at(self, y: float, x: float) -> NamedPlace | None:
        """Return the frequency over a spectrum, channel and pixel over channels; None over nothing of the map."""
        if self.is_covered:
            return None
        frequency = self.spectrum_marks.frequency_at(y, x)
        if frequency is not None:
            return frequency
        return (y, x) if self.channel_maps.grid is None else self.channel_maps.place_at(y, x)

    def pick(self, y: float, x: float) -> None:
        """Pick the pixel that became what is at a position of the map."""
        layout = self._layout
        if not self._active or layout is None or self.is_covered or self.spectrum_marks.size is not None:
            return
        r = layout.upscale_factor
        if self.channel_maps.grid is not None:
            self.channel_maps.pick(y, x, r)
            return
        row, column = pixel_at(y, x)
        if 0 <= row < layout.height * r and 0 <= column < layout.width * r:
            self._session.pick((row // r, column // r))

    def take_theme(self, theme: Theme) -> None:
        self.channel_maps.take_theme(theme)

    # Parts ----------------------------------------------------------------------------------------------------

    def _offer_pictures(self, state: State) -> None:
        """List the pictures that can be chosen."""
        entries = offered_pictures(state)
        if offers_all_channels(state):
            entries = (*entries, (ALL_CHANNELS, _tr("All channels")))
        if wipes(state):
            entries = ()  # a wipe has two lists of its own
        shown = right_picture(state) if self.channel_maps.grid is None else ALL_CHANNELS
        if self.is_covered and super_resolves(state):
            shown = "shuffled"  # the moving sub-pixels are of this picture
        self._canvas.choice.set_entries(entries, shown)

    def _show_note(self) -> None:
        note, spectrum = right_note(self._state), shown_spectrum(self._state)
        if spectrum is not None:
            of_values = self._state.source is not None and self._state.source.kind == "feature_map"
            note = spectrum_words(spectrum, self._state.answer(WIPE, Spectrum), of_values=of_values)
            if runs_side_by_side(self._state):
                note = ""  # each has its own beside its name, and the rest stands in one legend for all
        short = short_greys_words(self._state)
        if self._explode is not None and self.is_covered:
            note = self._explode.words
        if short and note == short[0]:
            self._canvas.note.set_texts(*short)
        else:
            # What is measured of a picture beside its source is two figures, neither of which may be cut off.
            self._canvas.note.set_text(note, wraps=shows_judged(self._state) and spectrum is None)

    def _show_changed(self, state: State, is_shown: bool) -> None:
        """Mark the values of the enlarged map that were changed by hand."""
        spec, layout, grid = state.experiment.spec_of(SubpixelSpec), self._layout, self.channel_maps.grid
        if layout is None or not is_shown or not spec.uses("changed_values") or shows_network(state):
            self._changed.show_pixels(())
            return
        channels = shown_channels(state, layout.channels) if grid is None else range(grid.count)
        places = changed_in_map(spec, layout, channels)
        marked = [(place.y, place.x) if grid is None else grid.place(place) for place in places]
        self._changed.show_pixels([place for place in marked if place is not None])

    def _show_edge(self, state: State, layout: TileLayout) -> None:
        """Show what was cut off or added to a picture in one piece; beside one another, channels have no room."""
        configured = state.configured if shows_whole_map(state) else None
        edge = (0, 0) if configured is None else configured.edge_yx
        r = layout.upscale_factor
        self.edge.show(layout.height * r, layout.width * r, edge)

    def _keep_numbers_off_chips(self) -> None:
        """Keep the numbers out of the lower halves of the pixels while chips stand there, and names off the chips."""
        if self._active:
            self._held_out.keep_off(self.picked.covered_area)
            if self.channel_maps.grid is None:
                self._canvas.keep_numbers_off((0.0, self.picked.covered_part))
            else:
                self._canvas.keep_numbers_off((0.0, 0.0), self.channel_maps.covers)

    def _keep_spectrum_off_labels(self) -> None:
        """Show a whole spectrum, and the rings that stick out of it, between the labels of the canvas."""
        frame, marks = self._canvas.frame, self.spectrum_marks
        frame.keep_above(marks.legend_area(frame.rect()), marks.reach)

    def _make_way(self) -> None:
        """Put away what belongs to the enlarged map while that is covered."""
        if self._active:
            self.picked.set_visible(not self.is_covered)
            self._changed.setVisible(not self.is_covered)
            self.covered.emit(self.is_covered)
            self._offer_pictures(self._state)
            self._show_note()


def _tr(text: str) -> str:
    return QCoreApplication.translate("SubpixelScene", text)
