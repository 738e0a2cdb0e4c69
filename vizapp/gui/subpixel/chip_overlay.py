"""The sub-pixels of a picked pixel as chips; dragging one onto another exchanges their phases in the whole map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QGraphicsSceneMouseEvent

from vizapp.document import edits
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection, nearest_pixel
from vizapp.gui.canvas.hold import Hold
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.keys import LARGE_PIXEL_STEP, PIXEL_STEP, KeyMoves, next_by_tab
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.things import Thing
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.chip_geometry import ChipGeometry, chip_geometry
from vizapp.gui.subpixel.chip_painter import (
    ChipFace,
    draw_chip,
    draw_empty_place,
    draw_pixel_frame,
    value_texts,
)
from vizapp.gui.subpixel.phase_labels import phase_text
from vizapp.gui.subpixel.picked_thing import picked_thing
from vizapp.gui.subpixel.puzzle import announce_solved
from vizapp.gui.widgets.numbers import three_digits
from vizapp.problem import Problem
from vizapp.wording import labels
from vizapp.wording.problems import sentence

_GESTURE = "swap phases"
_KEY_GESTURE = "swap phases by key"
_REACH = 0.8
"""How many cells outside the block a held chip may be and still belong to its nearest phase."""


@dataclass(slots=True)
class _Chip:
    """A chip that is held: the phase it was taken from, the settings at that time, and where it would land now."""

    phase: int
    before: SubpixelSpec
    target: int


class ChipOverlay(Overlay):
    """Chip p is what lands at phase p of the picked pixel; colour and label are those of the tile it comes from."""

    type_wanted = Signal(int)
    """The value of the chip at a landing phase is to be typed: a double click, or Return on the focused one."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas, z=10)
        self._session = session
        self._picked: Position | None = None
        self._spec = SubpixelSpec()
        self._origin: Callable[[int], str] = _nowhere
        self._values: tuple[float, ...] = ()
        self._locked: Problem | None = None
        self._hold: Hold[_Chip] = Hold(canvas, session)
        self._focused: int | None = None
        self._key_swaps = KeyMoves(self._swap_with_neighbour, 1, 1, session.end_gesture)
        self._key_picks = KeyMoves(self._pick_neighbour, PIXEL_STEP, LARGE_PIXEL_STEP)

    @property
    def focused(self) -> int | None:
        """The phase whose chip the arrow keys move."""
        return self._focused

    def show_chips(
        self,
        picked_yx: Position | None,
        spec: SubpixelSpec,
        origin: Callable[[int], str],
        values: NDArray[np.float32] | None,
        locked: Problem | None = None,
    ) -> None:
        """Take over what is to be drawn.

        Args:
            picked_yx: the low-resolution pixel, or None for no chips.
            spec: has the factor and the phase order.
            origin: says where the values of a tile's phase come from, such as "ch 3"; "" where nothing is said.
            values: float32 (r²,), what lands at each phase, or None.
            locked: why the chips cannot be moved, or None if they can.
        """
        self._locked = locked
        if picked_yx != self._picked or spec.upscale_factor != self._spec.upscale_factor:
            self._hold.forget()
            self._focused = None
        self._picked, self._spec, self._origin = picked_yx, spec, origin
        self._values = () if values is None else tuple(values.tolist())
        self.update()

    def hide_chips(self) -> None:
        """Draw nothing."""
        self.show_chips(None, SubpixelSpec(), _nowhere, None)

    def place_at(self, place: QPointF) -> Position | None:
        """Return the sub-pixel (Y, X) of the enlarged map whose chip is at a place on the screen."""
        geometry = self.geometry()
        phase = None if geometry is None else geometry.phase_at(place)
        if phase is None or self._picked is None:
            return None
        i, j = divmod(phase, self._spec.upscale_factor)
        return self._picked[0] * self._spec.upscale_factor + i, self._picked[1] * self._spec.upscale_factor + j

    def centre_of(self, phase: int) -> QPointF | None:
        """Return the centre of the place of landing phase ``phase`` on the canvas' viewport; None without chips."""
        geometry = self.geometry()
        return None if geometry is None else geometry.cell(phase).center()

    def geometry(self) -> ChipGeometry | None:
        if self._picked is None:
            return None
        top = max((label.bottom() for label in self.canvas.corners.labels()), default=0.0)
        return chip_geometry(self.projection, self._picked, self._spec.upscale_factor, top)

    # Drawing --------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, projection: Projection) -> None:
        geometry = self.geometry()
        if geometry is None:
            return
        draw_pixel_frame(painter, geometry)
        held = self._hold.thing
        in_hand = held.target if held is not None and self._hold.moved else None
        texts = value_texts(self._values, geometry.chip(0).width(), self.canvas.font())
        for landing in range(self._spec.upscale_factor**2):
            if landing != in_hand:
                self._draw_chip(painter, geometry.chip(landing), landing, texts)
        if in_hand is not None:
            chip = geometry.chip(in_hand)
            draw_empty_place(painter, chip)
            chip.moveCenter(_point(self._hold.place))
            self._draw_chip(painter, chip.adjusted(-2, -2, 2, 2), in_hand, texts)

    def _draw_chip(self, painter: QPainter, rect: QRectF, landing: int, texts: list[str]) -> None:
        phase = self._spec.phases[landing]
        face = ChipFace(
            phase,
            self._spec.upscale_factor,
            self._origin(phase),
            value=texts[landing] if landing < len(texts) else "",
            longest_value=max(texts, key=len, default=""),
            hides_origin=self._spec.puzzle_is_open,
        )
        draw_chip(painter, rect, face, self.canvas.font(), focused=landing == self._focused)

    def things(self) -> Sequence[Thing]:
        geometry = self.geometry()
        if geometry is None or self._picked is None:
            return ()
        chips = [self._thing(landing, geometry.chip(landing)) for landing in range(self._spec.upscale_factor**2)]
        return [picked_thing(self._picked, geometry.plate, has_keys=self._focused is None), *chips]

    def _thing(self, landing: int, rect: QRectF) -> Thing:
        r, phase = self._spec.upscale_factor, self._spec.phases[landing]
        words = [self.tr("at place {place}").format(place=phase_text(landing, r))]
        if landing < len(self._values):
            words.append(self.tr("value {value}").format(value=three_digits(self._values[landing])))
        has_keys = landing == self._focused
        if self._spec.puzzle_is_open:
            return Thing(f"place {landing}", self.tr("chip"), ", ".join(words), rect, has_keys)
        origin = self._origin(phase)
        if origin:
            words.append(self.tr("from {origin}").format(origin=origin))
        name = self.tr("chip of phase {phase}").format(phase=phase_text(phase, r))
        return Thing(f"phase {phase}", name, ", ".join(words), rect, has_keys)

    # The mouse ------------------------------------------------------------------------------------------------

    def takes(self, place: QPointF) -> bool:
        geometry = self.geometry()
        if geometry is None:
            return False
        # The plate of a callout belongs to it as well: a press beside a chip must not pick another pixel under it.
        return geometry.phase_at(place) is not None or (geometry.callout and geometry.plate.contains(place))

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        return Qt.CursorShape.ArrowCursor if self._locked is not None else Qt.CursorShape.OpenHandCursor

    def tooltip_at(self, place: QPointF) -> str:
        return "" if self._locked is None else sentence(self._locked)

    def menu_at(self, place: QPointF) -> Sequence[MenuEntry]:
        geometry = self.geometry()
        landing = None if geometry is None else geometry.phase_at(place)
        if landing is None:
            return ()
        spec = self._session.state.experiment.spec_of(SubpixelSpec)
        can_be_typed = spec.uses("changed_values") and self._locked is None
        text = self.tr("Type its value")
        return (MenuEntry("typeChip", text, lambda: self.type_wanted.emit(landing), can_be_typed),)

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        geometry = self.geometry()
        phase = None if geometry is None else geometry.phase_at(place)
        if geometry is None or phase is None:
            return
        self._key_swaps.end()
        if self._locked is not None:
            self._session.notify(self._locked, "info")
            return
        before = self._session.state.experiment.spec_of(SubpixelSpec)
        self._hold.take(_Chip(phase, before, phase), _yx(geometry.cell(phase).center()), _yx(place))
        self._focused = phase
        self.update()

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        held, geometry = self._hold.thing, self.geometry()
        if held is None or geometry is None:
            return
        self._hold.move(_yx(place))
        target = geometry.phase_at(_point(self._hold.place), reach=_REACH)
        target = held.phase if target is None else target
        if target != held.target:
            self._exchange(held, target)
        self.update()

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._let_go()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        geometry = self.geometry()
        landing = None if geometry is None else geometry.phase_at(event.pos())
        if landing is not None and event.button() == Qt.MouseButton.LeftButton:
            self.type_wanted.emit(landing)

    def cancelled(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        held = self._hold.thing
        if self._hold.let_go():
            self.update()
        if held is not None and held.target != held.phase:
            announce_solved(self._session)

    def _exchange(self, held: _Chip, target: int) -> None:
        """Make the settings what they were when the chip was taken, but exchange its phase with ``target``."""
        held.target = self._focused = target
        before = self._session.state.experiment.with_spec(held.before)
        swapped = edits.swap_phases(before, held.phase, target)
        self._session.update(swapped, labels.REARRANGE_PHASES, _GESTURE)

    def _put_back(self, held: _Chip) -> None:
        self._exchange(held, held.phase)

    # The keys -------------------------------------------------------------------------------------------------

    def key_pressed(self, event: QKeyEvent) -> bool:
        if self._picked is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            return self._escape()
        chosen = next_by_tab(event, self._focused, self._spec.upscale_factor**2)
        if chosen is not None:
            self._focused = chosen
            self.update()
            return True
        if self._hold.thing is not None:
            return False
        if self._focused is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.type_wanted.emit(self._focused)
            return True
        return (self._key_picks if self._focused is None else self._key_swaps).key_pressed(event)

    def key_released(self, event: QKeyEvent) -> None:
        self._key_swaps.key_released(event)

    def _escape(self) -> bool:
        """Undo the last thing begun: put a held chip back, or else focus no chip, or else pick no pixel."""
        if self._hold.put_back(self._put_back):
            self.update()
            return True
        if self._focused is not None:
            self._focused = None
            self.update()
            return True
        if self.geometry() is None:
            return False
        self._session.pick(None)
        return True

    def _pick_neighbour(self, down: int, right: int) -> bool:
        """Pick another pixel; the map ends at its edges."""
        if self._picked is not None:
            height, width = (extent // self._spec.upscale_factor for extent in self.canvas.size_in_pixels)
            pixel = nearest_pixel(self._picked[0] + down, self._picked[1] + right, height, width)
            if pixel != self._picked:
                self._session.pick(pixel)
        return False  # nothing to undo: what is picked is not in the document

    def _swap_with_neighbour(self, down: int, right: int) -> bool:
        """Exchange the focused chip with the one beside it, if there is one, and return whether there is."""
        r = self._spec.upscale_factor
        if self._focused is None:
            return False
        if self._locked is not None:
            self._session.notify(self._locked, "info")
            return False
        i, j = divmod(self._focused, r)
        if not (0 <= i + down < r and 0 <= j + right < r):
            return False
        landing, self._focused = self._focused, (i + down) * r + j + right
        self._session.update(
            edits.swap_phases(self._session.state.experiment, landing, self._focused),
            labels.REARRANGE_PHASES,
            _KEY_GESTURE,
        )
        announce_solved(self._session)
        return True


def _nowhere(phase: int) -> str:
    del phase
    return ""


def _yx(point: QPointF) -> tuple[float, float]:
    return point.y(), point.x()


def _point(place_yx: tuple[float, float]) -> QPointF:
    return QPointF(place_yx[1], place_yx[0])
