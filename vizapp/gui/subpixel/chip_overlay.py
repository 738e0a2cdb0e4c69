"""The sub-pixels of a picked pixel as chips; dragging one onto another exchanges their phases in the whole map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from vizapp.document import edits
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.gestures import Gestures
from vizapp.gui.subpixel.chip_geometry import ChipGeometry, chip_geometry
from vizapp.gui.subpixel.chip_painter import ChipFace, draw_chip, draw_empty_place, draw_pixel_frame
from vizapp.gui.widgets.numbers import three_digits
from vizapp.wording import labels

_GESTURE = "swap phases"
_KEY_GESTURE = "swap phases by key"
_REACH = 0.8
"""How many cells outside the block a held chip may be and still belong to its nearest phase."""
_LARGE_STEP = 10
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


@dataclass(slots=True)
class _Held:
    """A chip in the hand: the phase it was taken from, the order then, where it is, and where it would land now."""

    phase: int
    order_before: tuple[int, ...]
    grip: QPointF
    place: QPointF
    target: int
    moved: bool = False


class ChipOverlay(Overlay):
    """Chip p is what lands at phase p of the picked pixel; colour and label are those of the tile it comes from."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas, z=10)
        self._session = session
        self._picked: Position | None = None
        self._spec = SubpixelSpec()
        self._channel: Callable[[int], int] = lambda phase: phase
        self._value_texts: list[str] = []
        self._held: _Held | None = None
        self._focused: int | None = None
        self._swapping = False

    @property
    def focused(self) -> int | None:
        """The phase whose chip the arrow keys move."""
        return self._focused

    def show_chips(
        self,
        picked_yx: Position | None,
        spec: SubpixelSpec,
        channel: Callable[[int], int],
        values: NDArray[np.float32] | None,
    ) -> None:
        """Take over what is to be drawn.

        Args:
            picked_yx: the low-resolution pixel, or None for no chips.
            spec: has the factor and the phase order.
            channel: gives the feature map's channel of a tile's phase.
            values: float32 (r²,), what lands at each phase, or None.
        """
        if picked_yx != self._picked or spec.upscale_factor != self._spec.upscale_factor:
            self._held = None
            self._focused = None
        self._picked, self._spec, self._channel = picked_yx, spec, channel
        self._value_texts = [] if values is None else [three_digits(value) for value in values.tolist()]
        self.update()

    def place_at(self, place: QPointF) -> Position | None:
        """Return the sub-pixel (Y, X) of the enlarged map whose chip is at a place on the screen."""
        geometry = self.geometry()
        phase = None if geometry is None else geometry.phase_at(place)
        if phase is None or self._picked is None:
            return None
        i, j = divmod(phase, self._spec.upscale_factor)
        return self._picked[0] * self._spec.upscale_factor + i, self._picked[1] * self._spec.upscale_factor + j

    def geometry(self) -> ChipGeometry | None:
        if self._picked is None:
            return None
        return chip_geometry(self.projection, self._picked, self._spec.upscale_factor)

    # Drawing --------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, projection: Projection) -> None:
        geometry = self.geometry()
        if geometry is None:
            return
        draw_pixel_frame(painter, geometry)
        held = self._held
        in_hand = held.target if held is not None and held.moved else None
        for landing in range(self._spec.upscale_factor**2):
            if landing != in_hand:
                self._draw_chip(painter, geometry.chip(landing), landing)
        if in_hand is not None and held is not None:
            chip = geometry.chip(in_hand)
            draw_empty_place(painter, chip)
            chip.moveCenter(held.place)
            self._draw_chip(painter, chip.adjusted(-2, -2, 2, 2), in_hand)

    def _draw_chip(self, painter: QPainter, rect: QRectF, landing: int) -> None:
        phase, texts = self._spec.phases[landing], self._value_texts
        face = ChipFace(
            phase,
            self._spec.upscale_factor,
            self._channel(phase),
            value=texts[landing] if landing < len(texts) else "",
            longest_value=max(texts, key=len, default=""),
        )
        draw_chip(painter, rect, face, self.canvas.font(), focused=landing == self._focused)

    # The hand -------------------------------------------------------------------------------------------------

    def takes(self, place: QPointF) -> bool:
        geometry = self.geometry()
        if geometry is None:
            return False
        # The plate of a callout belongs to it as well: a press beside a chip must not pick another pixel under it.
        return geometry.phase_at(place) is not None or (geometry.callout and geometry.plate.contains(place))

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        return Qt.CursorShape.OpenHandCursor

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        geometry = self.geometry()
        phase = None if geometry is None else geometry.phase_at(place)
        if geometry is None or phase is None:
            return
        centre = geometry.cell(phase).center()
        order = self._session.state.experiment.spec_of(SubpixelSpec).phases
        self._held = _Held(phase, order, grip=centre - place, place=centre, target=phase)
        self._focused = phase
        self.canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        held, geometry = self._held, self.geometry()
        if held is None or geometry is None:
            return
        held.moved = True
        held.place = place + held.grip
        target = geometry.phase_at(held.place, reach=_REACH)
        target = held.phase if target is None else target
        if target != held.target:
            held.target = self._focused = target
            self._exchange(held)
        self.update()

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._let_go()

    def cancelled(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held = None
            self.canvas.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            self._session.end_gesture()
            self.update()

    def _exchange(self, held: _Held) -> None:
        """Make the document what it would be if the chip were let go here: the order taken, with one exchange."""
        experiment = self._session.state.experiment
        before = experiment.with_spec(replace(experiment.spec_of(SubpixelSpec), phase_order=held.order_before))
        swapped = edits.swap_phases(before, held.phase, held.target)
        self._session.update(swapped, labels.REARRANGE_PHASES, _GESTURE)

    # The keys -------------------------------------------------------------------------------------------------

    def key_pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if self._picked is None:
            return False
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._focus_next(1 if key == Qt.Key.Key_Tab else -1)
        if key in _ARROWS and self._focused is not None and self._held is None:
            self._swap_with_neighbour(*_ARROWS[key])
            return True
        if key in _ARROWS and self._held is None:
            large = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._pick_neighbour(*(part * (_LARGE_STEP if large else 1) for part in _ARROWS[key]))
            return True
        return False

    def key_released(self, event: QKeyEvent) -> None:
        if self._swapping and event.key() in _ARROWS:
            self._swapping = False
            self._session.end_gesture()

    def _escape(self) -> bool:
        """Take back the last thing begun: a chip in the hand, the focus on a chip, or the chips themselves."""
        held = self._held
        if held is not None:
            held.target = self._focused = held.phase
            self._exchange(held)
            self._let_go()
            return True
        if self._focused is not None:
            self._focused = None
            self.update()
            return True
        if self.geometry() is None:
            return False
        self._session.pick(None)
        return True

    def _focus_next(self, step: int) -> bool:
        """Focus the next chip; past the last one, leave the key to the window so that the focus can move on."""
        chips = self._spec.upscale_factor**2
        focused = (0 if step > 0 else chips - 1) if self._focused is None else self._focused + step
        if not 0 <= focused < chips:
            return False
        self._focused = focused
        self.update()
        return True

    def _pick_neighbour(self, down: int, right: int) -> None:
        """Pick another pixel; the map ends at its edges."""
        if self._picked is None:
            return
        height, width = (extent // self._spec.upscale_factor for extent in self.canvas.size_in_pixels)
        y = min(max(self._picked[0] + down, 0), height - 1)
        x = min(max(self._picked[1] + right, 0), width - 1)
        if (y, x) != self._picked:
            self._session.pick((y, x))

    def _swap_with_neighbour(self, down: int, right: int) -> None:
        if self._focused is None:
            return
        r = self._spec.upscale_factor
        i, j = divmod(self._focused, r)
        if not (0 <= i + down < r and 0 <= j + right < r):
            return
        self._swapping = True
        landing, self._focused = self._focused, (i + down) * r + j + right
        self._session.update(
            edits.swap_phases(self._session.state.experiment, landing, self._focused),
            labels.REARRANGE_PHASES,
            _KEY_GESTURE,
        )
