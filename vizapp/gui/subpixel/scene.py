"""The sub-pixel lab on the two canvases: the channel tiles on the left, the enlarged map they make on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Signal

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import InputPlace, TileLayout, channel_of
from vizapp.frequencies import Frequency, frequency_at
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_rect, pixel_at
from vizapp.gui.canvas.edge_arrows import EdgeArrows, Target
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.canvas.output_picture import show_output
from vizapp.gui.colours import WHITE
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import OverlaySpec
from vizapp.gui.shown import Fields, Shown, fields
from vizapp.gui.subpixel.channel_frames import CHANNEL_MARGINS
from vizapp.gui.subpixel.channel_maps_view import ChannelMapsView
from vizapp.gui.subpixel.chip_overlay import ChipOverlay
from vizapp.gui.subpixel.compared_cells import ComparedCells
from vizapp.gui.subpixel.edge_layer import EdgeLayer
from vizapp.gui.subpixel.explode_overlay import ExplodeOverlay
from vizapp.gui.subpixel.held_out_layer import HeldOutLayer
from vizapp.gui.subpixel.hover import SubpixelHover
from vizapp.gui.subpixel.inverse_view import InverseView, show_channel_of
from vizapp.gui.subpixel.kernels_window import KernelsWindow
from vizapp.gui.subpixel.lattice_layer import LatticeLayer
from vizapp.gui.subpixel.layouts import chosen_channel, offers_all_channels, shown_channels, shown_layout
from vizapp.gui.subpixel.overlap_view import OverlapView
from vizapp.gui.subpixel.overlays import EXPLODE, LATTICE
from vizapp.gui.subpixel.pictures import (
    offered_pictures,
    offered_right_of_line,
    picture_pixels,
    right_picture,
    runs_side_by_side,
    shows_spectrum,
    wipes,
)
from vizapp.gui.subpixel.requests import (
    ALL_CHANNELS,
    LAB,
    LOW_RESOLUTION,
    OUTPUT,
    OUTPUT_SPECTRUM,
    PICKED,
    TILES,
    counts_overlap,
    shows_tiles,
)
from vizapp.gui.subpixel.scene_notes import left_note, right_note, spectrum_words
from vizapp.gui.subpixel.spare_tiles import SpareTiles
from vizapp.gui.subpixel.spectrum_marks import SpectrumMarks
from vizapp.gui.subpixel.tile_layer import TILE_MARGINS, TileFrames, TileWashes
from vizapp.gui.subpixel.tile_overlay import Tile, TileOverlay
from vizapp.gui.subpixel.value_overlay import ChangedMarks, ValueOverlay, changed_in_map
from vizapp.gui.theme import Theme, current_theme, theme_signal
from vizapp.protocol.answers import Picture, Spectrum, Subpixels, Tiles
from vizapp.session.state import State

_FIELDS = (
    "snapshot",
    "configured",
    "experiment",
    "view",
    "picks",
    "engine",
    "refusal",
    "source",
    "input_picture",
)
"""All that the scene shows of a state."""
_PICKED_BLOCKS = 9
"""How many low-resolution pixels :meth:`SubpixelScene.zoom_to_pick` shows across."""


class SubpixelScene(LabScene):
    """The channel tiles on the left, the enlarged map that they make on the right; of an unshuffle the other way."""

    hovered = Signal(object, object, object)
    """The sub-pixel under the cursor, as :attr:`SubpixelHover.hovered` says it."""

    def __init__(self, pair: CanvasPair, session: Gestures, overlays: Sequence[OverlaySpec]) -> None:
        """``overlays`` is the lab's table of what is drawn over the pictures."""
        super().__init__(pair, session, overlays)
        self._fitted_for: object = None
        self._taken: tuple[bool, bool] | None = None
        self._state = State()
        self._layout: TileLayout | None = None
        self._washes = TileWashes()
        self._frames = TileFrames(pair.font(), current_theme().canvas)
        self._lattice = LatticeLayer()
        self._spare = SpareTiles()
        pair.input.add_layer(self._washes)
        pair.input.add_layer(self._spare)
        pair.input.add_layer(self._frames, above_numbers=True)
        self._held_out = HeldOutLayer(pair.font())
        pair.output.add_layer(self._lattice)
        pair.output.add_layer(self._held_out)
        self.spectrum_marks = SpectrumMarks(pair.font())
        pair.output.add_layer(self.spectrum_marks, above_numbers=True)
        self.overlap = OverlapView(pair)
        self.kernels = KernelsWindow(pair, session)
        self.chips = ChipOverlay(pair.output, session)
        self.hover = SubpixelHover(pair, self.chips)
        self.inverse = InverseView(pair, session)
        self.channel_maps = ChannelMapsView(pair, session)
        self.edge = EdgeLayer(pair.font())
        pair.output.add_layer(self.edge, above_numbers=True)
        for hover in (self.hover, self.inverse.hover):
            hover.hovered.connect(self.hovered.emit)
        self.lost_pixel = EdgeArrows(pair.output)
        self.cells = ComparedCells(pair, session, self._pick)
        self.tiles = TileOverlay(pair.input, session, self._frames.label_at, self._turn_picked_value)
        self.values = ValueOverlay(pair.input, session)
        self._changed = ChangedMarks(pair.output)
        explode = self.overlays.get(EXPLODE)
        self._explode = explode if isinstance(explode, ExplodeOverlay) else None
        if self._explode is not None:
            self._explode.changed.connect(self._make_way)
        pair.output.clicked.connect(self._pick)
        pair.input.clicked.connect(self._pick_left)
        pair.output.projection_changed.connect(self._keep_numbers_off_chips)
        theme_signal().changed.connect(self._take_theme)
        self._show_parts(False)
        self.parts = (
            self.cells.part,
            Shown(picture_pixels, self._region.set_limit),
            Shown(fields(*_FIELDS), self._draw),
        )

    @property
    def tile_layout(self) -> TileLayout | None:
        """How the tiles shown stand and what becomes of them; None before the first answer of the engine."""
        return self._layout

    def chip_position(self, phase: int) -> QPointF | None:
        """Return the centre of the chip at landing phase ``phase`` on the output's viewport, or None if not shown."""
        geometry = self.chips.geometry()
        return None if geometry is None else geometry.cell(phase).center()

    @property
    def shows_tiles(self) -> bool:
        """Whether the left canvas shows the channels as tiles."""
        is_forward = self._active and not self._is_inverse
        return is_forward and self._layout is not None and shows_tiles(self._state.view)

    def channel_place_at(self, y: float, x: float) -> InputPlace | None:
        """Return what stands at a position of the mosaic: channel and pixel; None where no tile does."""
        found = None if self._layout is None else self._layout.at_mosaic(*pixel_at(y, x))
        return None if self._layout is None or found is None else self._layout.origin(found)

    def place_at(
        self, canvas: ImageCanvas, y: float, x: float
    ) -> tuple[float, float] | InputPlace | Frequency | None:
        """Return channel and pixel over tiles or channels side by side, and the frequency over a spectrum.

        A position among them says none of that.
        """
        tiles = self._pair.output if self._is_inverse else self._pair.input
        if canvas is tiles and (self._is_inverse or self.shows_tiles):
            return self.channel_place_at(y, x)
        if canvas is not self._pair.output:
            return y, x
        if self._is_covered:
            return None
        spectrum = self.spectrum_marks.size
        if spectrum is not None:
            row, column = pixel_at(y, x)
            return Frequency(frequency_at(row, spectrum[0]), frequency_at(column, spectrum[1]))
        return (y, x) if self.channel_maps.grid is None else self.channel_maps.place_at(y, x)

    @property
    def _is_covered(self) -> bool:
        """Whether the enlarged map is covered by sub-pixels that are on their way."""
        return self._explode is not None and self._explode.covers

    def activated(self, active: bool) -> None:
        self._fitted_for = None
        self._take_direction(self._is_inverse)
        self.cells.set_active(active)
        if not active:
            self.channel_maps.take_grid(None)
            self.overlap.set_active(False)
            self.kernels.hide()
            for canvas in (self._pair.input, self._pair.output):
                canvas.keep_numbers_off(None)

    def _draw(self, shown: Fields) -> None:
        before, new = self._state, shown.state
        self._state = new
        self.kernels.show(new)
        if counts_overlap(new.experiment):
            self._show_overlap(new)
            return
        if self.overlap.active:
            self.overlap.set_active(False)
            self._fitted_for = None
            self._taken = False, False
        if not _waits_for_another_engine(before, new):
            self._layout = shown_layout(new)
        self._take_direction(new.experiment.spec_of(SubpixelSpec).is_inverse)
        self.channel_maps.take_grid(new)
        if self._is_inverse:
            self.spectrum_marks.show(None, 1)
            self.inverse.show_state(new, self._layout)
            self._fit_for(new)
            return
        self._take_sizes(new)
        self._show_left(new)
        self._show_right(new)
        self._show_chips(new)
        # While a puzzle is open, nothing says where a sub-pixel comes from; a spectrum has no sub-pixels.
        hides = new.experiment.spec_of(SubpixelSpec).puzzle_is_open or self._spectrum(new) is not None
        self.hover.show_state(new, None if hides else self._layout, self.channel_maps.grid)

    @property
    def _is_inverse(self) -> bool:
        return self._state.experiment.spec_of(SubpixelSpec).is_inverse

    def _take_direction(self, is_inverse: bool) -> None:
        """Give the canvases to the shuffle or to the unshuffle."""
        if self._taken == (self._active, is_inverse):
            return
        self._taken = self._active, is_inverse
        self.inverse.set_active(self._active and is_inverse)
        self.hover.set_active(self._active and not is_inverse)
        self._show_parts(self._active and not is_inverse)

    def _show_overlap(self, state: State) -> None:
        """Leave the canvases to the overlap count, which shares nothing with the shuffles."""
        if not self.overlap.active:
            self._layout = None
            self._take_direction(False)
            self.channel_maps.take_grid(None)
            self.spectrum_marks.show(None, 1)
            self.hover.show_state(state, None)
            self._show_chips(state)
            self._show_parts(False)
            self.overlap.set_active(True)
        self.overlap.show(state)

    def _spectrum(self, state: State) -> Spectrum | None:
        """Return the spectrum that stands in place of the right picture; None while the engine has sent another."""
        if self.channel_maps.grid is not None or state.answer(OUTPUT, Picture) is not None:
            return None
        return state.answer(OUTPUT_SPECTRUM, Spectrum)

    def zoom_to_pick(self) -> None:
        """Show the picked pixel and its neighbours as large as is comfortable."""
        picked = self._state.pick
        if picked is None or self._layout is None or self.spectrum_marks.size is not None:
            return
        r, grid = self._state.experiment.spec_of(SubpixelSpec).upscale_factor, self.channel_maps.grid
        side = _PICKED_BLOCKS * r
        top, left = (0, 0) if grid is None else grid.origin(chosen_channel(self._state) or 0)
        centre = canvas_rect(top + picked[0] * r, left + picked[1] * r, r, r).center()
        canvas = self._pair.input if self._is_inverse else self._pair.output
        canvas.zoom_to(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side))

    # Pictures -------------------------------------------------------------------------------------------------

    def _take_sizes(self, state: State) -> None:
        layout = self._layout
        if layout is None:
            return
        r = layout.upscale_factor
        low, grid = (layout.height, layout.width), self.channel_maps.grid
        shows_input = not shows_tiles(state.view)
        self._pair.input.set_size_in_pixels(*(low if shows_input else layout.mosaic_size))
        spectrum = self._spectrum(state)
        right = (low[0] * r, low[1] * r) if grid is None else grid.size
        self._pair.set_output_size(*(right if spectrum is None else spectrum.picture.region[2:]))
        if shows_input and grid is None and spectrum is None:
            # The centre of high-resolution pixel Y lies at low-resolution position (Y + 0.5)/r − 0.5.
            self._pair.set_geometry(1 / r, 0.5 / r - 0.5)
        else:
            self._pair.clear_geometry()
        self._fit_for(state)

    def _fit_for(self, state: State) -> None:
        """Show both maps whole where they are others than before."""
        layout = self._layout
        if layout is None:
            return
        shown = (
            id(state.source),
            layout.mosaic_size,
            layout.upscale_factor,
            shows_tiles(state.view),
            self._is_inverse,
            self.channel_maps.grid,
        )
        if self._fitted_for != shown:
            self._fitted_for = shown
            self.fit()
        elif (self._spectrum(state) is None) != (self.spectrum_marks.size is None):
            self._pair.output.fit()

    def _show_left(self, state: State) -> None:
        answer = state.answer(TILES, Tiles)
        tiles = shows_tiles(state.view) and answer is not None
        low = None if shows_tiles(state.view) else state.answer(LOW_RESOLUTION, Picture)
        self._pair.input.show_picture(answer.picture if tiles and answer is not None else low)
        shown = self._layout if tiles else None
        spec = state.experiment.spec_of(SubpixelSpec)
        labelled = shown
        if shown is not None and spec.puzzle_is_open:
            labelled = replace(shown, phases=tuple(range(len(shown.phases))))
        for layer in (self._washes, self._frames):
            layer.show(labelled)
        self._spare.show(shown, _own_channels(state))
        mosaic = None if shown is None or answer is None else answer.picture
        self.tiles.show_tiles(shown, mosaic)
        self.values.show_tiles(shown if spec.uses("changed_values") else None, mosaic, spec)
        self._pair.input.keep_numbers_off(TILE_MARGINS if tiles else (0.0, 0.0))
        self._pair.input.title.set_text("")
        self._pair.input.choice.set_entries(
            (("channels", self.tr("Channels")), ("input", self.tr("Low-resolution input"))),
            state.view.picture(LAB, "left", "channels"),
        )
        self._pair.input.note.set_text(left_note(state, self._layout))

    def _show_right(self, state: State) -> None:
        picture, spectrum = state.answer(OUTPUT, Picture), self._spectrum(state)
        if self.channel_maps.grid is None:
            show_output(self._pair.output, picture if spectrum is None else spectrum.picture, state)
        else:
            picture = self.channel_maps.show_state(state, self._layout)
        configured = state.configured
        if shows_spectrum(state) and configured is not None and min(configured.output_shape[1:]) < 2:
            self._pair.output.set_hint(self.tr("This map is too thin for a spectrum: it needs 2 pixels a side."))
        self.spectrum_marks.show(
            None if spectrum is None else spectrum.picture.region[2:],
            state.experiment.spec_of(SubpixelSpec).upscale_factor,
        )
        if self._layout is not None:
            self._lattice.show(self._layout.upscale_factor, self._layout.phases, *self._pair.output.size_in_pixels)
            self._show_edge(state, self._layout)
        self._show_changed(state, is_shown=picture is not None)
        is_open = state.experiment.spec_of(SubpixelSpec).puzzle_is_open
        lattice = LATTICE in state.view.shown and picture is not None and not is_open
        self._lattice.set_visible(self._active and lattice)
        if configured is not None and configured.lab == LAB:
            held_out = None if picture is None else configured.held_out_from
            self._held_out.show(held_out, *configured.output_shape[1:])
        entries = offered_right_of_line(state) if shows_spectrum(state) else offered_pictures(state)
        if offers_all_channels(state):
            entries = (*entries, (ALL_CHANNELS, self.tr("All channels")))
        if wipes(state):
            entries = ()  # a wipe has two lists of its own
        shown = right_picture(state) if self.channel_maps.grid is None else ALL_CHANNELS
        self._pair.output.choice.set_entries(entries, shown)
        self._show_right_note()

    def _show_right_note(self) -> None:
        note, spectrum = right_note(self._state), self._spectrum(self._state)
        if spectrum is not None:
            note = spectrum_words(spectrum)
        if self._explode is not None and self._is_covered:
            note = self._explode.words
        self._pair.output.note.set_text(note)

    def _show_changed(self, state: State, is_shown: bool) -> None:
        """Mark the values of the enlarged map that were changed by hand."""
        spec, layout, grid = state.experiment.spec_of(SubpixelSpec), self._layout, self.channel_maps.grid
        if layout is None or not is_shown or not spec.uses("changed_values"):
            self._changed.show_pixels(())
        else:
            channels = shown_channels(state, layout.channels) if grid is None else range(grid.count)
            places = changed_in_map(spec, layout, channels)
            marked = [(place.y, place.x) if grid is None else grid.place(place) for place in places]
            self._changed.show_pixels([place for place in marked if place is not None])

    def _show_edge(self, state: State, layout: TileLayout) -> None:
        """Show what was cut off or added to a picture in one piece; beside one another, channels have no room."""
        is_whole = self.channel_maps.grid is None and self._spectrum(state) is None
        edge = state.configured.edge_yx if state.configured is not None and is_whole else (0, 0)
        r = layout.upscale_factor
        self.edge.show(layout.height * r, layout.width * r, edge)

    def _show_chips(self, state: State) -> None:
        spec, layout = state.experiment.spec_of(SubpixelSpec), self._layout
        # Side by side every channel has the picked pixel: it is marked there, without chips. A spectrum has no place
        # for a pixel.
        is_whole = self.channel_maps.grid is None and self._spectrum(state) is None
        picked = state.pick if layout is not None and state.snapshot is not None and is_whole else None
        answer = state.answer(PICKED, Subpixels)
        channels = 1 if layout is None else layout.channels
        group = shown_channels(state, channels)[0]
        values = None
        if answer is not None and answer.pixel_yx == picked:
            values = answer.values
        r = spec.upscale_factor
        lost: tuple[Target, ...] = ()
        if picked is not None:
            y, x = (place * r + (r - 1) / 2 for place in picked)
            text = self.tr("The picked pixel is out of view: click to go there")
            lost = (Target(y, x, WHITE, text),)
        self.lost_pixel.show_targets(lost)
        self.chips.show_chips(
            None if runs_side_by_side(state) else picked,  # among several pictures there is no room for chips
            spec,
            lambda phase: channel_of(group, phase, channels, spec.upscale_factor, spec.order),
            values,
        )
        self._keep_numbers_off_chips()

    def _keep_numbers_off_chips(self) -> None:
        """Keep the map's numbers out of the lower halves of its pixels while chips stand there."""
        if self._active and not self._is_inverse:
            geometry = self.chips.geometry()
            taken = 0.0 if geometry is None or geometry.callout else geometry.side / 2
            grid = self.channel_maps.grid
            self._pair.output.keep_numbers_off((0.0, taken) if grid is None else CHANNEL_MARGINS)

    def _make_way(self) -> None:
        """Put away what belongs to the enlarged map while that is covered."""
        if self._active:
            for overlay in (self.chips, self.lost_pixel, self._changed):
                overlay.setVisible(not self._is_covered)
            self.hover.set_covered(self._is_covered)
            self._show_right_note()

    # Gestures -------------------------------------------------------------------------------------------------

    def _pick(self, y: float, x: float) -> None:
        if not self._active or self._is_inverse or self._layout is None or self._is_covered:
            return
        if self.spectrum_marks.size is not None:
            return
        row, column = pixel_at(y, x)
        r = self._layout.upscale_factor
        if self.channel_maps.grid is not None:
            self.channel_maps.pick(y, x, r)
            return
        if 0 <= row < self._layout.height * r and 0 <= column < self._layout.width * r:
            self._session.pick((row // r, column // r))

    def _pick_left(self, y: float, x: float) -> None:
        """Pick the pixel of a tile, and show the channel that its tile is of; or a pixel of the input."""
        layout = self._layout
        if not self._active or self._is_inverse or layout is None:
            return
        row, column = pixel_at(y, x)
        place = layout.at_mosaic(row, column) if self.shows_tiles else None
        if place is not None:
            self._session.pick((place.y // layout.upscale_factor, place.x // layout.upscale_factor))
            show_channel_of(self._session, place.channel, layout)
        elif not self.shows_tiles and 0 <= row < layout.height and 0 <= column < layout.width:
            self._session.pick((row, column))

    def _turn_picked_value(self, tile: Tile, steps: int) -> bool:
        """Change the value that the picked pixel has in a tile; return whether one is picked."""
        picked = self._state.pick
        if picked is None or self._layout is None:
            return False
        top, left = self._layout.tile_origin(tile.group, tile.phase)
        return self.values.turn((top + picked[0], left + picked[1]), steps, at_any_zoom=True)

    # Looks ----------------------------------------------------------------------------------------------------

    def _show_parts(self, visible: bool) -> None:
        layers = (self._washes, self._spare, self._frames, self._lattice, self._held_out, self.edge)
        for layer in (*layers, self.spectrum_marks):
            layer.set_visible(visible)
        self.values.end_gesture()
        for overlay in (self.chips, self.lost_pixel, self.tiles, self.values, self._changed):
            overlay.setVisible(visible)

    def _take_theme(self, theme: Theme) -> None:
        for part in (self.inverse, self.channel_maps):
            part.take_theme(theme)
        self._frames.set_canvas_colour(theme.canvas)


def _own_channels(state: State) -> int:
    """Return how many channels of a shuffled feature map are the source's own; of an image all are."""
    is_map = state.source is not None and state.source.kind == "feature_map"
    return state.source.channels if state.source is not None and is_map else 2**31


def _waits_for_another_engine(old: State, new: State) -> bool:
    """Tell whether the engine has died and what it showed last can stay until another one answers."""
    kept = ("source", "experiment", "snapshot")
    return (
        new.configured is None
        and not new.engine.ready
        and all(getattr(old, name) is getattr(new, name) for name in kept)
    )
