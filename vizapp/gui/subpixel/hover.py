"""What the cursor is over in the sub-pixel lab: the same sub-pixel is lit up on both canvases."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from vizapp.document.tile_layout import OutputPlace, TileLayout
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_rect, pixel_at
from vizapp.gui.canvas.highlight_overlay import Highlight, HighlightOverlay
from vizapp.gui.colours import WHITE, phase_colour
from vizapp.gui.subpixel.chip_overlay import ChipOverlay
from vizapp.gui.subpixel.requests import shows_tiles
from vizapp.session.state import State


class SubpixelHover(QObject):
    """Follows the cursor over channel tiles, low-resolution input, enlarged map and chips."""

    hovered = Signal(object, object, object)
    """The sub-pixel under the cursor, on either side: OutputPlace, its TileLayout, and the number that the right
    canvas shows there; each or None."""

    def __init__(self, pair: CanvasPair, chips: ChipOverlay) -> None:
        super().__init__(pair)
        self._pair = pair
        self._chips = chips
        self._active = False
        self._state = State()
        self._layout: TileLayout | None = None
        self._place: OutputPlace | None = None
        self.left = HighlightOverlay(pair.input)
        self.right = HighlightOverlay(pair.output)
        for overlay in (self.left, self.right):
            overlay.setVisible(False)
        pair.input.cursor_moved.connect(self._hover_left)
        pair.output.cursor_moved.connect(self._hover_right)
        for canvas in (pair.input, pair.output):
            canvas.cursor_left.connect(self._hover_nothing)

    @property
    def place(self) -> OutputPlace | None:
        """The sub-pixel that is lit up."""
        return self._place

    def set_active(self, active: bool) -> None:
        """Follow the cursor, or leave it to the other lab."""
        self._active = active
        self._hover_nothing()
        for overlay in (self.left, self.right):
            overlay.setVisible(active)

    def show_state(self, state: State, layout: TileLayout | None) -> None:
        """Take over what the canvases show now, under a cursor that need not have moved."""
        if state.source is not self._state.source or _size(layout) != _size(self._layout):
            self._place = None  # another pixel is under the cursor; which one shows at its next move
            self._announce(None)
        self._state, self._layout = state, layout
        if self._place is not None:
            self._announce(self._place)

    def _hover_left(self, y: float, x: float) -> None:
        if not self._active or self._layout is None:
            return
        row, column = pixel_at(y, x)
        if shows_tiles(self._state.view):
            self._announce(self._layout.at_mosaic(row, column))
            return
        self._announce(None)
        if 0 <= row < self._layout.height and 0 <= column < self._layout.width:
            r = self._layout.upscale_factor
            self.left.show_highlights(Highlight(canvas_rect(row, column, 1, 1), WHITE))
            self.right.show_highlights(Highlight(canvas_rect(row * r, column * r, r, r), WHITE))

    def _hover_right(self, y: float, x: float) -> None:
        if not self._active or self._layout is None:
            return
        # A chip beside its pixel lies over another part of the map: the cursor is over the chip's sub-pixel.
        chip = self._chips.place_at(self._pair.output.projection.to_screen(y, x))
        row, column = pixel_at(y, x) if chip is None else chip
        r = self._layout.upscale_factor
        inside = 0 <= row < self._layout.height * r and 0 <= column < self._layout.width * r
        shown = shown_channels(self._state, self._layout)
        self._announce(OutputPlace(shown[0], row, column) if inside else None)

    def _hover_nothing(self) -> None:
        self._announce(None)

    def _announce(self, place: OutputPlace | None) -> None:
        """Light up ``place`` on both sides and tell whoever shows its formula."""
        self._place = place
        layout = self._layout
        if place is None or layout is None:
            self.left.show_highlights()
            self.right.show_highlights()
            self.hovered.emit(None, None, None)
            return
        r = layout.upscale_factor
        colour = phase_colour(layout.phases[place.y % r * r + place.x % r], r)
        shown = shown_channels(self._state, layout)
        # A tile of another output channel becomes nothing that the right canvas shows.
        lit = (Highlight(canvas_rect(place.y, place.x, 1, 1), colour),) if place.channel in shown else ()
        self.right.show_highlights(*lit)
        if shows_tiles(self._state.view):
            channels = shown if place.channel in shown else (place.channel,)
            places = [layout.mosaic_place(place._replace(channel=channel)) for channel in channels]
            self.left.show_highlights(
                *(Highlight(canvas_rect(*found, 1, 1), colour) for found in places if found is not None)
            )
        else:
            self.left.show_highlights(Highlight(canvas_rect(place.y // r, place.x // r, 1, 1), colour))
        self.hovered.emit(place, layout, self._value_of(place, shown))

    def _value_of(self, place: OutputPlace, shown: tuple[int, ...]) -> float | None:
        """The number of the right map at a place; None where it shows other channels, such as a colour copy."""
        values = self._pair.output.value_at(place.y, place.x)
        if values is None or place.channel not in shown or len(values) != len(shown):
            return None
        return values[shown.index(place.channel)]


def _size(layout: TileLayout | None) -> tuple[int, int, int] | None:
    return None if layout is None else (layout.upscale_factor, layout.height, layout.width)


def shown_channels(state: State, layout: TileLayout | None) -> tuple[int, ...]:
    """Return the output channels that the right canvas shows: one, or those drawn as colour."""
    chosen = state.view.output_channel
    if chosen is not None:
        return (chosen,)
    return (0, 1, 2) if layout is not None and layout.channels >= 3 else (0,)
