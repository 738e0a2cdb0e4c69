"""Who reads a pixel: one is asked about on the input, and the units that read it are shown on the output."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QGraphicsSceneMouseEvent

from vizapp.document.deformable import DeformableSpec
from vizapp.document.values import Position
from vizapp.geometry import ConvGeometry
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection, nearest_pixel, pixel_at
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.keys import LARGE_PIXEL_STEP, PIXEL_STEP, KeyMoves
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.canvas.things import Thing, around
from vizapp.gui.colours import WHITE
from vizapp.gui.deformable.field_key import FieldKey
from vizapp.gui.deformable.readers_image import ReadersImage, draw_asked, draw_place, readers_image
from vizapp.gui.deformable.requests import shown_run
from vizapp.gui.deformable.sampling_marks import sampling_marks
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LabOverlay
from vizapp.gui.widgets.numbers import grouped, plain
from vizapp.protocol.requests import ReadersRequest, Request
from vizapp.protocol.unit_answers import Readers
from vizapp.session.state import State

READERS = "deformable.readers"
"""The key of the overlay, and the name of what is asked for."""
ASKING_KEY = Qt.KeyboardModifier.ShiftModifier
"""With this key a press on the input asks about the pixel instead of moving the picture or taking a point."""


def can_ask(state: State) -> bool:
    """Return whether the units on show read the pixels on show.

    Those of stacked layers read what the layer below gives, and so does that of the scaled shapes, which takes no
    points either.
    """
    spec = state.experiment.spec_of(DeformableSpec)
    return state.configured is not None and spec.task.takes_points and spec.operator.layers == 1


def asked_pixel(state: State) -> Position | None:
    """Return the pixel that is asked about, if the picture on show has it."""
    asked = state.view.asked_pixel
    if asked is None or state.configured is None or not can_ask(state):
        return None
    _, height, width = state.configured.input_shape
    return asked if asked[0] < height and asked[1] < width else None


def reader_requests(state: State) -> dict[str, Request]:
    """Return the request for the readers of the pixel that is asked about; none where none is."""
    pixel = asked_pixel(state)
    return {} if pixel is None else {READERS: ReadersRequest(pixel, state.view.rigid, shown_run(state))}


def ask_or_clear(session: Gestures) -> None:
    """Ask about the pixel nearest to the selected point, or to the middle of the probe's kernel; or stop asking."""
    state = session.state
    if asked_pixel(state) is not None:
        session.ask_readers(None)
        return
    marks = sampling_marks(state)
    if marks is None or state.configured is None:
        return
    tap = state.view.selected_tap
    selects = tap is not None and tap < len(marks.point_yx) and marks.known
    y, x = marks.point_yx[tap] if selects else marks.geometry.centre_of(marks.unit_yx)
    session.show_overlay(READERS, True)
    session.ask_readers(nearest_pixel(*pixel_at(float(y), float(x)), *state.configured.input_shape[1:]))


def readers_lines(readers: Readers, geometry: ConvGeometry) -> tuple[str, str, str]:
    """Say how many units read the pixel, how far the farthest is from it, and how many a plain convolution has."""
    y, x = readers.pixel_yx
    text = _tr("1 unit reads pixel ({y}, {x})") if readers.count == 1 else _tr("{count} units read pixel ({y}, {x})")
    count = text.format(count=grouped(readers.count), y=y, x=x)
    plain_text = _tr("of a plain convolution: {count}").format(count=readers.plain_count)
    if readers.farthest_yx is None:
        return count, _tr("no point is near it"), plain_text
    away = np.subtract(geometry.centre_of(readers.farthest_yx), readers.pixel_yx)
    far = _tr("the farthest is {distance} px away").format(distance=plain(float(np.hypot(*away)), 1))
    return count, far, plain_text


class ReadersOverlay:
    """The mark on the input, the tint on the output, and their key; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        self.pixel = AskedPixel(pair.input, session)
        self.readers = ReadersTint(pair.output, session)
        self.key = FieldKey("readersKey", pair.output)
        pair.output.corners.keep(self.key, Qt.Corner.BottomRightCorner)
        self._shown = False

    def show_state(self, old: State | None, new: State) -> None:
        pixel = asked_pixel(new) if self._shown else None
        self.pixel.show_pixel(pixel, can_ask(new))
        answer = None if pixel is None else new.answer(READERS, Readers)
        geometry = new.experiment.spec_of(DeformableSpec).geometry
        self.readers.show_readers(pixel, answer, geometry)
        self.key.show_lines("readers", *(() if answer is None else readers_lines(answer, geometry)))

    def set_shown(self, shown: bool) -> None:
        self._shown = shown
        self.pixel.setVisible(shown)
        self.readers.setVisible(shown)
        if not shown:
            self.key.show_lines("readers")


def build_readers(pair: CanvasPair, session: Gestures) -> LabOverlay:
    """Build the overlay."""
    return ReadersOverlay(pair, session)


class AskedPixel(Overlay):
    """Marks the pixel that is asked about; a press with Shift asks about another, a drag and the arrow keys move it.

    The sampling points lie above it and let such a press through; the handles around them keep it, for round steps.
    """

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas, z=5)
        self._session = session
        self._pixel: Position | None = None
        self._can_ask = False
        self._asks = False
        self._key_moves = KeyMoves(self._move_by, PIXEL_STEP, LARGE_PIXEL_STEP)

    def show_pixel(self, pixel_yx: Position | None, can_ask: bool) -> None:
        """Mark a pixel, or none; ``can_ask`` says whether one can be asked about."""
        self._can_ask = can_ask
        if pixel_yx != self._pixel:
            self._pixel = pixel_yx
            self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._pixel is not None:
            draw_asked(painter, projection, self._pixel)

    def things(self) -> Sequence[Thing]:
        if self._pixel is None:
            return ()
        y, x = self._pixel
        words = _tr("pixel y {y}, x {x}").format(y=y, x=x)
        return (Thing("asked", _tr("who reads here"), words, around(self.projection.to_screen(y, x)), has_keys=True),)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self._asks = bool(event.modifiers() & ASKING_KEY)
        super().mousePressEvent(event)
        self._asks &= event.isAccepted()

    def takes(self, place: QPointF) -> bool:
        return self._asks and self._can_ask and self.projection.map_rect(self.canvas.frame.extent).contains(place)

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._ask(*pixel_at(*self.projection.to_position(place)))

    def dragged(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._ask(*pixel_at(*self.projection.to_position(place)))

    def released(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._asks = False

    def cancelled(self) -> None:
        self._asks = False

    def key_pressed(self, event: QKeyEvent) -> bool:
        return self._pixel is not None and self._key_moves.key_pressed(event)

    def _move_by(self, down: int, right: int) -> bool:
        if self._pixel is not None:
            self._ask(self._pixel[0] + down, self._pixel[1] + right)
        return False  # nothing to undo: the pixel is not in the document

    def _ask(self, y: int, x: int) -> None:
        pixel = nearest_pixel(y, x, *self.canvas.size_in_pixels)
        if pixel != self._pixel:
            self._session.ask_readers(pixel)


class ReadersTint(Overlay):
    """Tints the units that read the pixel, the more of it they read the lighter, and marks where the pixel itself is.

    A line leads from there to the farthest of them. The mouse goes through; Escape ends the question.
    """

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas, z=8)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._session = session
        self._pixel: Position | None = None
        self._answer: Readers | None = None
        self._image: ReadersImage | None = None
        self._geometry = ConvGeometry((1, 1))

    def show_readers(self, pixel_yx: Position | None, answer: Readers | None, geometry: ConvGeometry) -> None:
        """Show what is known of a pixel's readers; None where it is not asked about, or not answered yet."""
        if pixel_yx == self._pixel and answer is self._answer and geometry == self._geometry:
            return
        self._pixel, self._geometry = pixel_yx, geometry
        if answer is not self._answer:
            self._answer = answer
            self._image = None if answer is None else readers_image(answer)
        self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._pixel is None:
            return
        if self._image is not None:
            painter.drawImage(projection.map_rect(self._image.rect), self._image.image)
        (shift_y, shift_x), (stride_y, stride_x) = self._geometry.centre_shift, self._geometry.stride
        place = (self._pixel[0] - shift_y) / stride_y, (self._pixel[1] - shift_x) / stride_x
        if self._answer is not None and self._answer.farthest_yx is not None:
            start, end = projection.to_screen(*place), projection.to_screen(*self._answer.farthest_yx)
            for pen in outlined(WHITE, 2.6, 1.0):
                painter.setPen(pen)
                painter.drawLine(start, end)
        draw_place(painter, projection, place)

    def key_pressed(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape or self._pixel is None:
            return False
        self._session.ask_readers(None)
        return True


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReadersOverlay", text)
