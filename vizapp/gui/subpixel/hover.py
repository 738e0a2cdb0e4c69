"""What the cursor is over in the sub-pixel lab: the same sub-pixel is lit up on both canvases."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRectF, Signal

from vizapp.document.channel_grid import ChannelGrid
from vizapp.document.tile_layout import OutputPlace, TileLayout
from vizapp.document.values import Position
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import canvas_rect, pixel_at
from vizapp.gui.canvas.highlight_overlay import Highlight, HighlightOverlay
from vizapp.gui.colours import WHITE, phase_colour
from vizapp.gui.subpixel.chip_overlay import ChipOverlay
from vizapp.gui.subpixel.layouts import shown_channels
from vizapp.gui.subpixel.requests import shows_tiles
from vizapp.session.state import State


class SubpixelHover(QObject):
    """Follows the cursor over channel tiles, low-resolution input, enlarged map and chips.

    What it lights up is called as in a shuffle: ``left`` among the channels, ``right`` on the enlarged map.
    """

    hovered = Signal(object, object, object)
    """The sub-pixel under the cursor, on either side: OutputPlace, its TileLayout, and the number that the enlarged
    map shows there; each or None."""

    def __init__(self, pair: CanvasPair, chips: ChipOverlay | None, *, is_inverse: bool = False) -> None:
        """Follow the cursor on both canvases.

        Args:
            chips: those of the picked pixel, where the enlarged map has them.
            is_inverse: whether the channels are on the output canvas, and what they are taken from on the input.
        """
        super().__init__(pair)
        self._channels, self._map = (pair.output, pair.input) if is_inverse else (pair.input, pair.output)
        self._is_inverse = is_inverse
        self._chips = chips
        self._active = False
        self._covered = False
        self._state = State()
        self._layout: TileLayout | None = None
        self._grid: ChannelGrid | None = None
        self._place: OutputPlace | None = None
        self.left = HighlightOverlay(self._channels)
        self.right = HighlightOverlay(self._map)
        for overlay in (self.left, self.right):
            overlay.setVisible(False)
        self._channels.cursor_moved.connect(self._hover_left)
        self._map.cursor_moved.connect(self._hover_right)
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

    def set_covered(self, covered: bool) -> None:
        """Leave the enlarged map's canvas alone while something else than that map is seen there."""
        if covered != self._covered:
            self._covered = covered
            self._hover_nothing()

    def show_state(self, state: State, layout: TileLayout | None, grid: ChannelGrid | None = None) -> None:
        """Take over what the canvases show now, under a cursor that need not have moved.

        ``grid`` is where the channels of the enlarged map stand if they are side by side.
        """
        if state.source is not self._state.source or _size(layout) != _size(self._layout) or grid != self._grid:
            self._place = None  # another pixel is under the cursor; which one shows at its next move
            self._announce(None)
        self._state, self._layout, self._grid = state, layout, grid
        if self._place is not None:
            self._announce(self._place)

    def _hover_left(self, y: float, x: float) -> None:
        if not self._active or self._layout is None:
            return
        row, column = pixel_at(y, x)
        if self._shows_tiles:
            self._announce(self._layout.at_mosaic(row, column))
            return
        self._announce(None)
        if 0 <= row < self._layout.height and 0 <= column < self._layout.width:
            self.left.show_highlights(Highlight(canvas_rect(row, column, 1, 1), WHITE))
            blocks = map_blocks((row, column), self._layout, self._grid)
            self.right.show_highlights(*(Highlight(block, WHITE) for block in blocks))

    def _hover_right(self, y: float, x: float) -> None:
        if not self._active or self._covered or self._layout is None:
            return
        if self._grid is not None:
            self._announce(self._grid.at(*pixel_at(y, x)))
            return
        # A chip beside its pixel lies over another part of the map: the cursor is over the chip's sub-pixel.
        chip = None if self._chips is None else self._chips.place_at(self._map.projection.to_screen(y, x))
        row, column = pixel_at(y, x) if chip is None else chip
        r = self._layout.upscale_factor
        inside = 0 <= row < self._layout.height * r and 0 <= column < self._layout.width * r
        shown = shown_channels(self._state, self._layout.channels)
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
        shown = shown_channels(self._state, layout.channels) if self._grid is None else (place.channel,)
        # A tile of another output channel becomes nothing that the map shows.
        at = self._on_map(place) if place.channel in shown else None
        self.right.show_highlights(*(() if at is None else (Highlight(canvas_rect(*at, 1, 1), colour),)))
        if self._shows_tiles:
            channels = shown if place.channel in shown else (place.channel,)
            places = [layout.mosaic_place(place._replace(channel=channel)) for channel in channels]
            self.left.show_highlights(
                *(Highlight(canvas_rect(*found, 1, 1), colour) for found in places if found is not None)
            )
        else:
            self.left.show_highlights(Highlight(canvas_rect(place.y // r, place.x // r, 1, 1), colour))
        self.hovered.emit(place, layout, None if at is None else self._value_of(place.channel, at, shown))

    @property
    def _shows_tiles(self) -> bool:
        return self._is_inverse or shows_tiles(self._state)

    def _on_map(self, place: OutputPlace) -> Position | None:
        """Return the pixel (y, x) of the map's canvas that shows ``place``."""
        return (place.y, place.x) if self._grid is None else self._grid.place(place)

    def _value_of(self, channel: int, at: Position, shown: tuple[int, ...]) -> float | None:
        """The number of the map at a pixel; None where it shows other channels, such as a colour copy."""
        values = self._map.value_at(*at)
        return None if values is None or len(values) != len(shown) else values[shown.index(channel)]


def _size(layout: TileLayout | None) -> tuple[int, int, int] | None:
    return None if layout is None else (layout.upscale_factor, layout.height, layout.width)


def map_blocks(pixel_yx: Position, layout: TileLayout, grid: ChannelGrid | None) -> list[QRectF]:
    """Return the canvas rectangles of a pixel's sub-pixels: one, or one for each channel of ``grid``."""
    r = layout.upscale_factor
    y, x = pixel_yx[0] * r, pixel_yx[1] * r
    if grid is None:
        return [canvas_rect(y, x, r, r)]
    origins = (grid.origin(channel) for channel in range(grid.count))
    return [canvas_rect(top + y, left + x, r, r) for top, left in origins]


def picked_in_tiles(pixel_yx: Position, layout: TileLayout, channels: Iterable[int]) -> list[QRectF]:
    """Return the canvas rectangles of a low-resolution pixel in the tiles of ``channels`` of the enlarged map."""
    shown, (y, x) = set(channels), pixel_yx
    origins = (
        layout.tile_origin(index, phase)
        for index, group in enumerate(layout.groups)
        if group in shown
        for phase in range(layout.upscale_factor**2)
    )
    return [canvas_rect(top + y, left + x, 1, 1) for top, left in origins]
