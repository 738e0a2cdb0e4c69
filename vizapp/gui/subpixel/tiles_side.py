"""The left canvas of a shuffle: the channels as tiles, or the low-resolution input that they were computed from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QRectF, Signal

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import InputPlace, PhasePlace, TileLayout
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import pixel_at
from vizapp.gui.gestures import Gestures
from vizapp.gui.runs import run_colour, run_title
from vizapp.gui.subpixel.hover import picked_in_tiles
from vizapp.gui.subpixel.layouts import chosen_channel, show_channel_of, shown_channels, why_in_order
from vizapp.gui.subpixel.pick_marks import PickFrames
from vizapp.gui.subpixel.pictures import has_channels, runs_in_place
from vizapp.gui.subpixel.requests import LOW_RESOLUTION, TILES, has_points_on_input, left_picture, shows_tiles
from vizapp.gui.subpixel.run_switch import is_switching
from vizapp.gui.subpixel.scene_notes import left_note
from vizapp.gui.subpixel.spare_tiles import SpareTiles
from vizapp.gui.subpixel.tile_layer import TileFrames, TileWashes
from vizapp.gui.subpixel.tile_overlay import Tile, TileOverlay
from vizapp.gui.subpixel.typed_values import can_be_typed
from vizapp.gui.subpixel.value_overlay import ValueOverlay
from vizapp.gui.theme import Theme, current_theme
from vizapp.problem import Problem
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.session.state import State


class TilesSide(QObject):
    """Shows the tiles, has them dragged and their values changed, and picks a pixel with a click."""

    type_wanted = Signal(int, object)
    """The picked pixel's value that lands at a phase is to be typed, beginning with the number that it is now."""

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        super().__init__(pair)
        self._canvas = pair.input
        self._session = session
        self._active = False
        self._state = State()
        self._layout: TileLayout | None = None
        self._washes = TileWashes()
        self._spare = SpareTiles()
        self._frames = TileFrames(pair.font(), current_theme().canvas)
        self._canvas.add_layer(self._washes)
        self._canvas.add_layer(self._spare)
        self._canvas.add_layer(self._frames, above_numbers=True)
        self.tiles = TileOverlay(
            self._canvas, session, self._frames.label_at, self._turn_picked_value, self._type_picked_value
        )
        self.values = ValueOverlay(self._canvas, session)
        self.picked = PickFrames(self._canvas)
        self._canvas.clicked.connect(self._pick)

    @property
    def shows_tiles(self) -> bool:
        """Whether the canvas shows the channels as tiles, and not the input."""
        return self._active and self._layout is not None and shows_tiles(self._state)

    def named_at(self, y: float, x: float) -> InputPlace | PhasePlace | None:
        """Return what stands at a position of the mosaic of tiles: channel and pixel; None where no tile does.

        Of an upsampler without channels it is the phase and the pixel.
        """
        layout = self._layout
        found = None if layout is None else layout.at_mosaic(*pixel_at(y, x))
        if layout is None or found is None:
            return None
        if has_channels(self._state):
            return layout.origin(found)
        (y, i), (x, j) = (divmod(place, layout.upscale_factor) for place in (found.y, found.x))
        return PhasePlace(i, j, y, x)

    def set_active(self, active: bool) -> None:
        """Show or hide everything."""
        self._active = active
        if not active:
            self._canvas.title.set_colour(None)
            self._canvas.title.set_text("")
        for layer in (self._washes, self._spare, self._frames):
            layer.set_visible(active)
        self.values.end_gesture()
        for overlay in (self.tiles, self.values, self.picked):
            overlay.setVisible(active)

    def show_state(self, state: State, layout: TileLayout | None) -> None:
        """Show the tiles of a state, which stand as ``layout`` says, or its low-resolution input."""
        self._state, self._layout = state, layout
        answer = state.answer(TILES, Tiles) if shows_tiles(state) else None
        mosaic = None if answer is None else answer.picture
        low = None if shows_tiles(state) else state.answer(LOW_RESOLUTION, Picture)
        if not (is_switching(state) and self._canvas.keep_picture()):
            self._canvas.show_picture(low if mosaic is None else mosaic)
        shown = None if mosaic is None else layout
        spec = state.experiment.spec_of(SubpixelSpec)
        hides = spec.puzzle_is_open
        self._washes.show(None if hides else shown)
        self._frames.show(shown, names_channels=has_channels(state), hides_phases=hides, picked_yx=state.pick)
        self._spare.show(shown, _own_channels(state))
        self.tiles.show_tiles(shown, mosaic, why_in_order(state))
        self.values.show_tiles(shown if spec.uses("changed_values") else None, mosaic, spec)
        self._frame_picked(state, shown)
        margins = None if has_points_on_input(state) else (0.0, 0.0)
        self._canvas.keep_numbers_off(margins, None if mosaic is None else self._frames.covers)
        self._show_run(state)
        tiles = _tr("Channels") if has_channels(state) else _tr("Phases")
        self._canvas.choice.set_entries(
            (("channels", tiles), ("input", _tr("Low-resolution input"))),
            left_picture(state),
        )
        self._canvas.note.set_text(left_note(state, layout), wraps=True)

    def _show_run(self, state: State) -> None:
        """Name the upsampler whose channels these are, in its colour, where there are several."""
        runs = runs_in_place(state)
        several = bool(runs[1:]) and shows_tiles(state)
        self._canvas.title.set_colour(run_colour(runs[0], current_theme()) if several else None)
        self._canvas.title.set_text(run_title(runs[0]) if several else "")

    def take_theme(self, theme: Theme) -> None:
        if self._active:
            self._show_run(self._state)
        self._frames.set_canvas_colour(theme.canvas)

    def _pick(self, y: float, x: float) -> None:
        """Pick the pixel of a tile, and show the channel that its tile is of; or a pixel of the input."""
        layout = self._layout
        if not self._active or layout is None:
            return
        row, column = pixel_at(y, x)
        place = layout.at_mosaic(row, column) if self.shows_tiles else None
        if place is not None:
            self._session.pick((place.y // layout.upscale_factor, place.x // layout.upscale_factor))
            show_channel_of(self._session, place.channel, layout)
        elif not self.shows_tiles and 0 <= row < layout.height and 0 <= column < layout.width:
            self._session.pick((row, column))

    def _frame_picked(self, state: State, layout: TileLayout | None) -> None:
        """Frame the values of the picked pixel that become its sub-pixels on the right."""
        rects: list[QRectF] = []
        if layout is not None and state.pick is not None:
            rects = picked_in_tiles(state.pick, layout, shown_channels(state, layout.channels))
        self.picked.frame_rects(rects)

    def _turn_picked_value(self, tile: Tile, steps: int) -> bool:
        """Change the value that the picked pixel has in a tile; return whether one is picked."""
        picked = self._state.pick
        if picked is None or self._layout is None:
            return False
        top, left = self._layout.tile_origin(tile.group, tile.phase)
        return self.values.turn((top + picked[0], left + picked[1]), steps, at_any_zoom=True)

    def _type_picked_value(self, tile: Tile) -> None:
        """Have the picked pixel's value in a tile typed; its output channel is then the one that is looked at."""
        state, layout = self._state, self._layout
        if layout is None or not can_be_typed(state):
            return
        if state.pick is None:
            self._session.notify(Problem("values.none-picked"), "info")
            return
        top, left = layout.tile_origin(tile.group, tile.phase)
        value = self.values.value_at((top + state.pick[0], left + state.pick[1]))
        if value is None:
            self._session.notify(Problem("values.none-sent"), "info")
            return
        if layout.groups[tile.group] != (chosen_channel(state) or 0):
            self._session.show_output_channel(layout.groups[tile.group])
        self.type_wanted.emit(layout.phases.index(tile.phase), value)


def _own_channels(state: State) -> int:
    """Return how many channels of a shuffled feature map are the source's own; of an image all are."""
    is_map = state.source is not None and state.source.kind == "feature_map"
    return state.source.channels if state.source is not None and is_map else 2**31


def _tr(text: str) -> str:
    return QCoreApplication.translate("SubpixelScene", text)
