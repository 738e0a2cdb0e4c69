"""The shuffle on the two canvases: the channel tiles on the left, the enlarged map that they make on the right."""

from __future__ import annotations

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import TileLayout
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.lab_scene import NamedPlace
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.canvas_view import PICKED_BLOCKS, CanvasArea, CanvasView, area_of_pick
from vizapp.gui.subpixel.enlarged_map import EnlargedMap
from vizapp.gui.subpixel.explode_overlay import ExplodeOverlay
from vizapp.gui.subpixel.hover import SubpixelHover
from vizapp.gui.subpixel.layouts import chosen_channel
from vizapp.gui.subpixel.requests import has_points_on_input, shown_spectrum, shows_tiles
from vizapp.gui.subpixel.run_switch import is_switching
from vizapp.gui.subpixel.tiles_side import TilesSide
from vizapp.gui.theme import Theme
from vizapp.session.state import State

_POINTS_BLOCKS = 5
"""So few pixels around the picked one that their numbers stand above the sampling points that are drawn on them."""


class ShuffleView(CanvasView):
    """Shows a shuffle, of a feature map or of what a network gives; both sides light up what belongs together."""

    def __init__(self, pair: CanvasPair, session: Gestures, explode: ExplodeOverlay | None) -> None:
        """``explode`` carries the sub-pixels to their places, over the enlarged map."""
        super().__init__(pair)
        self._state = State()
        self._layout: TileLayout | None = None
        self._shows_spectrum = False
        self.left = TilesSide(pair, session)
        self.right = EnlargedMap(pair, session, explode)
        self.hover = SubpixelHover(pair, self.right.picked.chips)
        self.right.covered.connect(self.hover.set_covered)
        self.activated(False)

    def activated(self, active: bool) -> None:
        for side in (self.left, self.right):
            side.set_active(active)
        self.hover.set_active(active)

    def show_state(self, state: State, layout: TileLayout | None) -> None:
        self._state, self._layout = state, layout
        self.right.take_state(state, layout)
        self._take_sizes(state, layout)
        self.left.show_state(state, layout)
        self.right.show_state()
        # While a puzzle is open, nothing says where a sub-pixel comes from; a spectrum has no sub-pixels.
        hides = state.experiment.spec_of(SubpixelSpec).puzzle_is_open or shown_spectrum(state) is not None
        self.hover.show_state(state, None if hides else layout, self.right.channel_maps.grid)

    def place_at(self, canvas: ImageCanvas, y: float, x: float) -> NamedPlace | None:
        if canvas is not self._pair.input:
            return self.right.place_at(y, x)
        return self.left.named_at(y, x) if self.left.shows_tiles else (y, x)

    def picked_area(self) -> CanvasArea | None:
        picked, layout = self._state.pick, self._layout
        if picked is None or layout is None or self.right.spectrum_marks.size is not None:
            return None
        grid = self.right.channel_maps.grid
        origin = (0, 0) if grid is None else grid.origin(chosen_channel(self._state) or 0)
        blocks = _POINTS_BLOCKS if has_points_on_input(self._state) else PICKED_BLOCKS
        return CanvasArea(self._pair.output, area_of_pick(picked, layout.upscale_factor, origin, blocks))

    def take_theme(self, theme: Theme) -> None:
        for side in (self.left, self.right):
            side.take_theme(theme)

    def _take_sizes(self, state: State, layout: TileLayout | None) -> None:
        """Give both canvases the sizes of their maps, and their geometry where places of one lie on the other."""
        if layout is None or self.right.size_in_pixels is None or is_switching(state):
            return
        r, low = layout.upscale_factor, (layout.height, layout.width)
        spectrum, grid = shown_spectrum(state), self.right.channel_maps.grid
        shows_input = not shows_tiles(state)
        self._pair.input.set_size_in_pixels(*(low if shows_input else layout.mosaic_size))
        self._pair.set_output_size(*self.right.size_in_pixels)
        if shows_input and grid is None and spectrum is None:
            # The centre of high-resolution pixel Y lies at low-resolution position (Y + 0.5)/r − 0.5.
            self._pair.set_geometry(1 / r, 0.5 / r - 0.5)
        else:
            self._pair.clear_geometry()
        fitted = self.fit_once((id(state.source), layout.mosaic_size, r, shows_input, grid))
        if not fitted and (spectrum is not None) != self._shows_spectrum:
            self._pair.output.fit()
        self._shows_spectrum = spectrum is not None
