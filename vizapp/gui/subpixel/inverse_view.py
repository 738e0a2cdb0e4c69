"""The unshuffle on the two canvases: the picture on the left, the channel tiles that it becomes on the right."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF

from vizapp.document.tile_layout import TileLayout
from vizapp.document.values import Position
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import pixel_at
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.lab_scene import NamedPlace
from vizapp.gui.canvas.output_picture import show_output
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.canvas_view import CanvasArea, CanvasView, area_of_pick
from vizapp.gui.subpixel.edge_layer import EdgeLayer
from vizapp.gui.subpixel.hover import SubpixelHover, map_blocks, picked_in_tiles
from vizapp.gui.subpixel.layouts import show_channel_of, shown_channels
from vizapp.gui.subpixel.pick_marks import PickMarks
from vizapp.gui.subpixel.requests import PICTURE, TILES
from vizapp.gui.subpixel.tile_layer import TileFrames, TileWashes
from vizapp.gui.theme import Theme, current_theme
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.session.state import State
from vizapp.wording.quantities import size_words


class InverseView(CanvasView):
    """Shows the inverse direction, and picks a pixel with a click on either side."""

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        super().__init__(pair)
        self._session = session
        self._state = State()
        self._layout: TileLayout | None = None
        self._washes = TileWashes()
        self._frames = TileFrames(pair.font(), current_theme().canvas)
        self.edge = EdgeLayer(pair.font())
        pair.output.add_layer(self._washes)
        pair.output.add_layer(self._frames, above_numbers=True)
        pair.input.add_layer(self.edge, above_numbers=True)
        self.hover = SubpixelHover(pair, None, is_inverse=True)
        self.marks = PickMarks(pair.input, session), PickMarks(pair.output, session)
        """Of the picked pixel: its block of the picture, and its value in each tile."""
        self.activated(False)
        pair.input.clicked.connect(self._pick_on_picture)
        pair.output.clicked.connect(self._pick_in_tiles)

    def activated(self, active: bool) -> None:
        self.hover.set_active(active)
        for layer in (self._washes, self._frames, self.edge):
            layer.set_visible(active)
        for marks in self.marks:
            marks.setVisible(active)

    def show_state(self, state: State, layout: TileLayout | None) -> None:
        self._state, self._layout = state, layout
        pair, picture, answer = self._pair, state.answer(PICTURE, Picture), state.answer(TILES, Tiles)
        if layout is not None:
            r = layout.upscale_factor
            rows, columns = layout.height * r, layout.width * r
            pair.input.set_size_in_pixels(rows, columns)
            pair.output.set_size_in_pixels(*layout.mosaic_size)
            pair.clear_geometry()
            self.edge.show(rows, columns, (0, 0) if state.configured is None else state.configured.edge_yx)
            self.fit_once((id(state.source), layout.mosaic_size, r))
        pair.input.show_picture(picture)
        show_output(pair.output, None if answer is None else answer.picture, state)
        self._washes.show(None if answer is None else layout)
        self._frames.show(None if answer is None else layout, picked_yx=state.pick)
        pair.input.keep_numbers_off((0.0, 0.0))
        pair.output.keep_numbers_off((0.0, 0.0), None if answer is None else self._frames.covers)
        pair.input.title.set_text("")
        pair.input.choice.set_entries((), "")
        pair.output.choice.set_entries((), "")
        self._show_words(state, layout)
        self._mark_picked(state, layout)
        self.hover.show_state(state, layout)

    def block_of(self, pixel_yx: Position, layout: TileLayout) -> QRectF:
        """Return the canvas rectangle of a pixel's sub-pixels on the picture."""
        return map_blocks(pixel_yx, layout, None)[0]

    def place_at(self, canvas: ImageCanvas, y: float, x: float) -> NamedPlace | None:
        if canvas is not self._pair.output:
            return y, x
        found = None if self._layout is None else self._layout.at_mosaic(*pixel_at(y, x))
        return None if self._layout is None or found is None else self._layout.origin(found)

    def picked_area(self) -> CanvasArea | None:
        if self._state.pick is None or self._layout is None:
            return None
        return CanvasArea(self._pair.input, area_of_pick(self._state.pick, self._layout.upscale_factor))

    def take_theme(self, theme: Theme) -> None:
        self._frames.set_canvas_colour(theme.canvas)

    def _show_words(self, state: State, layout: TileLayout | None) -> None:
        translate = QCoreApplication.translate
        note = ""
        if layout is not None:
            count, tiles = (groups * layout.upscale_factor**2 for groups in (layout.channels, len(layout.groups)))
            words = (
                translate("InverseView", "{channels} channels of {size}")
                if tiles == count
                else translate("InverseView", "{tiles} of {channels} channels of {size}")
            )
            note = words.format(tiles=tiles, channels=count, size=size_words(layout.height, layout.width))
        has_nan = state.source is not None and state.source.nan_count > 0
        self._pair.input.note.set_text(translate("InverseView", "magenta: NaN") if has_nan and note else "")
        if state.pick is not None and note and state.refusal is None:
            text = translate("InverseView", "{note} · pixel ({y}, {x})")
            note = text.format(note=note, y=state.pick[0], x=state.pick[1])
        self._pair.output.note.set_text(note)

    def _mark_picked(self, state: State, layout: TileLayout | None) -> None:
        on_picture, in_tiles = self.marks
        if layout is None or state.pick is None or state.snapshot is None:
            for marks in self.marks:
                marks.mark(None, layout)
            return
        on_picture.mark(state.pick, layout, self.block_of(state.pick, layout))
        shown = shown_channels(state, layout.channels)
        in_tiles.mark(state.pick, layout, *picked_in_tiles(state.pick, layout, shown))

    def _pick_on_picture(self, y: float, x: float) -> None:
        layout = self._layout
        if not self._active or layout is None:
            return
        r, (row, column) = layout.upscale_factor, pixel_at(y, x)
        if 0 <= row < layout.height * r and 0 <= column < layout.width * r:
            self._session.pick((row // r, column // r))

    def _pick_in_tiles(self, y: float, x: float) -> None:
        layout = self._layout
        place = None if layout is None or not self._active else layout.at_mosaic(*pixel_at(y, x))
        if layout is not None and place is not None:
            self._session.pick((place.y // layout.upscale_factor, place.x // layout.upscale_factor))
            show_channel_of(self._session, place.channel, layout)
