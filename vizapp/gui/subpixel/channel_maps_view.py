"""All output channels of a shuffle side by side on the output canvas: frames, the picked pixel, and clicks."""

from __future__ import annotations

from PySide6.QtCore import QObject

from vizapp.document.channel_grid import ChannelGrid
from vizapp.document.tile_layout import InputPlace, TileLayout
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection, pixel_at
from vizapp.gui.canvas.number_room import Covers
from vizapp.gui.canvas.output_picture import show_output
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.channel_frames import ChannelFrames
from vizapp.gui.subpixel.hover import map_blocks
from vizapp.gui.subpixel.pick_marks import PickMarks
from vizapp.gui.subpixel.requests import CHANNEL_MAPS, shown_grid
from vizapp.gui.theme import Theme, current_theme
from vizapp.protocol.picture_answers import ChannelMaps, Picture
from vizapp.session.state import State


class ChannelMapsView(QObject):
    """Takes the output canvas while all channels are to be seen, and does nothing otherwise."""

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        super().__init__(pair)
        self._canvas = pair.output
        self._session = session
        self.grid: ChannelGrid | None = None
        """Where the channels stand; None while they are not side by side."""
        self._frames = ChannelFrames(pair.font(), current_theme().canvas)
        pair.output.add_layer(self._frames, above_numbers=True)
        self.marks = PickMarks(pair.output, session)

    def take_grid(self, state: State | None) -> None:
        """Find out whether the channels are to be seen side by side, and where; None: they are not."""
        self.grid = None if state is None else shown_grid(state)
        self._frames.show(self.grid)
        self._frames.set_visible(self.grid is not None)
        self.marks.setVisible(self.grid is not None)

    def show_state(self, state: State, layout: TileLayout | None) -> Picture | None:
        """Show the channels, and the picked pixel in each of them; return their picture, if it is there."""
        answer = state.answer(CHANNEL_MAPS, ChannelMaps)
        picture = None if answer is None else answer.picture
        show_output(self._canvas, picture, state)
        blocks = [] if state.pick is None or layout is None else map_blocks(state.pick, layout, self.grid)
        self.marks.mark(state.pick, layout, *blocks)
        return picture

    def place_at(self, y: float, x: float) -> InputPlace | None:
        """Return channel and pixel of what stands at a position of the grid; None where nothing does."""
        found = None if self.grid is None else self.grid.at(*pixel_at(y, x))
        return None if found is None else InputPlace(*found)

    def pick(self, y: float, x: float, upscale_factor: int) -> None:
        """Pick the pixel at a position of the grid, and work out its channel in the inspector."""
        found = None if self.grid is None else self.grid.at(*pixel_at(y, x))
        if found is not None:
            self._session.pick((found.y // upscale_factor, found.x // upscale_factor))
            self._session.show_output_channel(found.channel)

    def covers(self, projection: Projection) -> Covers:
        """Return what covers single pixels of the channels."""
        return self._frames.covers(projection)

    def take_theme(self, theme: Theme) -> None:
        self._frames.set_canvas_colour(theme.canvas)
