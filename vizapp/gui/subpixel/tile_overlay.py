"""Whole tiles dragged onto one another: their phases are exchanged, and the enlarged map follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter

from vizapp.document import edits
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import TileLayout
from vizapp.gui.canvas.coordinates import Projection, canvas_rect, pixel_at
from vizapp.gui.canvas.hold import Hold
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.keys import KeyMoves, next_by_tab
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.picture_layer import to_image
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.things import Thing
from vizapp.gui.colours import WHITE, phase_colour
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.phase_labels import UNKNOWN_ORIGIN, phase_text
from vizapp.gui.subpixel.puzzle import announce_solved
from vizapp.problem import Problem
from vizapp.protocol.picture_answers import Picture
from vizapp.wording import labels

_GESTURE = "swap tiles"
_KEY_GESTURE = "swap tiles by key"
_SHADE = 0.55
"""The opacity of a tile's picture that is held, and of the shade where it was taken from."""
_MOST_TOLD = 256
"""Tiles that screen readers are told of."""
_VALUE_KEYS = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of the mosaic: which group, and the phase of its own channel."""

    group: int
    phase: int


@dataclass(slots=True)
class _HeldTile:
    """A tile that is held: the settings at the time it was taken, its picture, and the tile it is over now."""

    tile: Tile
    before: SubpixelSpec
    image: QImage
    target: Tile


class TileOverlay(Overlay):
    """Takes tiles: anywhere on them while the whole mosaic is in view, and by their labels when it is zoomed in.

    A tile stays where it is in the mosaic, because it is a channel of the feature map; what is exchanged is where its
    values land. Tab selects a tile, the arrow keys exchange its place in the pixel with the one beside it, and Return
    has the picked pixel's value in it typed.
    """

    def __init__(
        self,
        canvas: ImageCanvas,
        session: Gestures,
        label_at: Callable[[QPointF], bool],
        turn_value: Callable[[Tile, int], bool],
        type_value: Callable[[Tile], None],
    ) -> None:
        """Have no tiles.

        Args:
            canvas: shows the mosaic.
            session: gets the exchanges.
            label_at: tells whether a place on the screen is on a tile's label.
            turn_value: changes the picked pixel's value in a tile by so many steps; False if none is picked.
            type_value: lets the picked pixel's value in a tile be typed.
        """
        super().__init__(canvas, z=10)
        self._session = session
        self._label_at = label_at
        self._turn_value = turn_value
        self._type_value = type_value
        self._layout: TileLayout | None = None
        self._mosaic: Picture | None = None
        self._locked: Problem | None = None
        self._hold: Hold[_HeldTile] = Hold(canvas, session)
        self._focused: Tile | None = None
        self._key_swaps = KeyMoves(self._swap_with_neighbour, 1, 1, session.end_gesture)

    @property
    def focused(self) -> Tile | None:
        """The tile that the keys act on."""
        return self._focused

    def show_tiles(self, layout: TileLayout | None, mosaic: Picture | None, locked: Problem | None = None) -> None:
        """Take over the tiles that the canvas shows; None if it shows none.

        ``locked`` is why they cannot be exchanged, or None if they can.
        """
        self._locked = locked
        there = None if mosaic is None else layout
        if _shape(there) != _shape(self._layout):
            self._hold.forget()
            self._focused = None
        self._layout, self._mosaic = there, mosaic
        self.update()

    def tile_at(self, place: QPointF) -> Tile | None:
        """Return the tile at a place on the screen."""
        layout = self._layout
        row, column = pixel_at(*self.projection.to_position(place))
        if layout is None or layout.at_mosaic(row, column) is None:
            return None
        r = layout.upscale_factor
        (group_row, i), (group_column, j) = divmod(row // layout.height, r), divmod(column // layout.width, r)
        return Tile(group_row * layout.group_columns + group_column, i * r + j)

    def tile_rect(self, tile: Tile) -> QRectF:
        """Return where a tile is on the screen."""
        assert self._layout is not None
        origin = self._layout.tile_origin(tile.group, tile.phase)
        return self.projection.map_rect(canvas_rect(*origin, self._layout.height, self._layout.width))

    # Drawing --------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._layout is None:
            return
        if self._focused is not None:
            self._draw_frame(painter, self.tile_rect(self._focused))
        held = self._hold.thing
        if held is None or not self._hold.moved:
            return
        rect = self.tile_rect(held.tile)
        painter.setOpacity(_SHADE)
        painter.fillRect(rect, Qt.GlobalColor.black)
        painter.setOpacity(1.0)
        if held.target != held.tile:
            self._draw_frame(painter, self.tile_rect(held.target), Qt.PenStyle.DashLine)
        rect.moveCenter(QPointF(self._hold.place[1], self._hold.place[0]))
        painter.setOpacity(1 - _SHADE / 2)
        painter.drawImage(rect, held.image)
        painter.setOpacity(1.0)
        hides = self._session.state.experiment.spec_of(SubpixelSpec).puzzle_is_open
        colour = UNKNOWN_ORIGIN if hides else phase_colour(held.tile.phase, self._layout.upscale_factor)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in outlined(colour, 6.0, 3.4, join=Qt.PenJoinStyle.MiterJoin):
            painter.setPen(pen)
            painter.drawRect(rect)

    def _draw_frame(self, painter: QPainter, rect: QRectF, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in outlined(WHITE, 5.0, 2.6, style=style, join=Qt.PenJoinStyle.MiterJoin):
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(3, 3, -3, -3))

    def things(self) -> Sequence[Thing]:
        layout = self._layout
        if layout is None:
            return ()
        phases = layout.upscale_factor**2
        spec = self._session.state.experiment.spec_of(SubpixelSpec)
        tiles = [Tile(*divmod(number, phases)) for number in range(min(len(layout.groups) * phases, _MOST_TOLD))]
        return [self._thing(layout, spec, tile) for tile in tiles]

    def _thing(self, layout: TileLayout, spec: SubpixelSpec, tile: Tile) -> Thing:
        r = layout.upscale_factor
        if len(layout.groups) > 1:
            name = self.tr("tile {phase} of output channel {channel}")
        else:
            name = self.tr("tile {phase}")
        name = name.format(phase=phase_text(tile.phase, r), channel=layout.groups[tile.group])
        words = ""
        if not spec.puzzle_is_open and tile.phase in spec.phases:
            words = self.tr("lands at place {place}").format(place=phase_text(spec.phases.index(tile.phase), r))
        key = f"{tile.group} {tile.phase}"
        return Thing(key, name, words, self.tile_rect(tile), has_keys=tile == self._focused)

    # The mouse ------------------------------------------------------------------------------------------------

    def takes(self, place: QPointF) -> bool:
        if self.tile_at(place) is None or self._locked is not None:
            return False
        return self.canvas.frame.fitted or self._label_at(place)

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        return Qt.CursorShape.OpenHandCursor

    def tooltip_at(self, place: QPointF) -> str:
        return self.tr("Drag it onto another tile to exchange where their values land")

    def menu_at(self, place: QPointF) -> Sequence[MenuEntry]:
        tile, state = self.tile_at(place), self._session.state
        if tile is None:
            return ()
        can_be_typed = state.experiment.spec_of(SubpixelSpec).uses("changed_values") and state.pick is not None
        text = self.tr("Type the picked pixel's value in this tile")
        return (MenuEntry("typeTile", text, lambda: self._type_value(tile), can_be_typed),)

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        tile = self.tile_at(place)
        if tile is None:
            return
        self._key_swaps.end()
        spec = self._session.state.experiment.spec_of(SubpixelSpec)
        centre = self.tile_rect(tile).center()
        held = _HeldTile(tile, spec, self._picture_of(tile), tile)
        self._hold.take(held, (centre.y(), centre.x()), (place.y(), place.x()))
        self._focused = tile
        self.update()

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        held = self._hold.thing
        if held is None:
            return
        self._hold.move((place.y(), place.x()))
        target = self.tile_at(place) or held.tile
        if target != held.target:
            self._exchange(held, target)
        self.update()

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        is_click = self._hold.thing is not None and not self._hold.moved
        self._let_go()
        if is_click:  # a press that takes nothing anywhere is a click on the canvas
            self.canvas.clicked.emit(*self.projection.to_position(place))

    def cancelled(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        held = self._hold.thing
        exchanged = held is not None and held.target.phase != held.tile.phase
        if self._hold.let_go():
            self.update()
        if exchanged:
            announce_solved(self._session)

    def _exchange(self, held: _HeldTile, target: Tile) -> None:
        """Make the settings what they were when the tile was taken, but for one exchange: with ``target``."""
        held.target = target
        before = self._session.state.experiment.with_spec(held.before)
        places = (held.before.phases.index(tile.phase) for tile in (held.tile, target))
        self._session.update(edits.swap_phases(before, *places), labels.REARRANGE_PHASES, _GESTURE)

    def _put_back(self, held: _HeldTile) -> None:
        self._exchange(held, held.tile)

    def _picture_of(self, tile: Tile) -> QImage:
        assert self._layout is not None
        assert self._mosaic is not None
        pixels, (rows, columns) = self._mosaic.pixels, self._layout.mosaic_size
        top, left = self._layout.tile_origin(tile.group, tile.phase)
        down, across = pixels.shape[0] / rows, pixels.shape[1] / columns
        bottom, right = top + self._layout.height, left + self._layout.width
        part = pixels[round(top * down) : round(bottom * down), round(left * across) : round(right * across)]
        return to_image(part)

    # The keys -------------------------------------------------------------------------------------------------

    def key_pressed(self, event: QKeyEvent) -> bool:
        layout = self._layout
        if layout is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            return self._escape()
        phases = layout.upscale_factor**2
        now = None if self._focused is None else self._focused.group * phases + self._focused.phase
        chosen = next_by_tab(event, now, len(layout.groups) * phases)
        if chosen is not None:
            self._focused = Tile(*divmod(chosen, phases))
            self.update()
            return True
        if self._focused is None or self._hold.thing is not None:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._type_value(self._focused)
            return True
        steps = _VALUE_KEYS.get(Qt.Key(event.key()))
        if steps is not None:
            return self._turn_value(self._focused, steps)
        return self._key_swaps.key_pressed(event)

    def key_released(self, event: QKeyEvent) -> None:
        self._key_swaps.key_released(event)

    def _escape(self) -> bool:
        """Put a held tile back, or else select none."""
        if self._hold.put_back(self._put_back):
            self.update()
            return True
        if self._focused is None:
            return False
        self._focused = None
        self.update()
        return True

    def _swap_with_neighbour(self, down: int, right: int) -> bool:
        """Exchange where the selected tile lands with the place beside that, if there is one; return whether."""
        if self._focused is None or self._layout is None:
            return False
        if self._locked is not None:
            self._session.notify(self._locked, "info")
            return False
        r, spec = self._layout.upscale_factor, self._session.state.experiment.spec_of(SubpixelSpec)
        landing = spec.phases.index(self._focused.phase)
        i, j = landing // r + down, landing % r + right
        if not (0 <= i < r and 0 <= j < r):
            return False
        experiment = self._session.state.experiment
        swapped = edits.swap_phases(experiment, landing, i * r + j)
        self._session.update(swapped, labels.REARRANGE_PHASES, _KEY_GESTURE)
        announce_solved(self._session)
        return True


def _shape(layout: TileLayout | None) -> tuple[object, ...] | None:
    return None if layout is None else (layout.upscale_factor, layout.height, layout.width, layout.groups)
