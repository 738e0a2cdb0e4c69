"""Single values changed with the wheel over a tile's pixel, and the marks of those that were changed."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

from vizapp.document import edits
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.tile_layout import OutputPlace, TileLayout, channel_of
from vizapp.document.values import Position
from vizapp.gui.canvas.coordinates import Projection, canvas_rect, pixel_at
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import WHITE
from vizapp.gui.gestures import Gestures
from vizapp.gui.widgets.numbers import pixel_format
from vizapp.problem import Problem
from vizapp.protocol.picture_answers import Picture
from vizapp.wording import labels
from vizapp.wording.problems import ProblemError

CHANGED_FROM = 16.0
"""Screen pixels a pixel from which the wheel changes its value: one has to see which pixel that is."""
_STEPS = 64
"""Notches of the wheel from black to white."""
_LARGE = 8
"""How many notches one counts for with Shift."""
_END_MS = 700
"""Milliseconds without a notch after which the next one is a change of its own."""
_MARK = 7.0
"""Screen pixels that the mark of a changed value is large at least."""


class ChangedMarks(Overlay):
    """A corner, white on dark, on each pixel that shows a changed value."""

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas, z=7)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._pixels: tuple[Position, ...] = ()

    @property
    def pixels(self) -> tuple[Position, ...]:
        """The pixels (row, column) that are marked."""
        return self._pixels

    def show_pixels(self, pixels: Sequence[Position]) -> None:
        """Mark these pixels (row, column) of the canvas' map."""
        if tuple(pixels) != self._pixels:
            self._pixels = tuple(pixels)
            self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        for row, column in self._pixels:
            rect = projection.map_rect(canvas_rect(row, column, 1, 1))
            side = max(rect.width() * 0.22, _MARK)
            corner = rect.topRight()
            mark = QPolygonF([corner - QPointF(side, 0), corner, corner + QPointF(0, side)])
            painter.setBrush(WHITE)
            painter.setPen(outlined(WHITE, 1.6, 1.0)[0])
            painter.drawPolygon(mark)


class ValueOverlay(ChangedMarks):
    """Changes the value of the tile's pixel under the cursor with Ctrl and the wheel; the wheel alone zooms."""

    def __init__(self, canvas: ImageCanvas, session: Gestures) -> None:
        super().__init__(canvas)
        self.setZValue(11)
        self._session = session
        self._layout: TileLayout | None = None
        self._mosaic: Picture | None = None
        self._cursor: QPointF | None = None
        self._gesture_end = QTimer(self, singleShot=True, interval=_END_MS)
        self._gesture_end.timeout.connect(session.end_gesture)

    def end_gesture(self) -> None:
        """Let the next notch be a change of its own."""
        if self._gesture_end.isActive():
            self._gesture_end.stop()
            self._session.end_gesture()

    def show_tiles(self, layout: TileLayout | None, mosaic: Picture | None, spec: SubpixelSpec) -> None:
        """Take over the tiles that the canvas shows; None if it shows none, or none that can be changed."""
        is_new = mosaic is not self._mosaic
        self._layout, self._mosaic = (None, None) if mosaic is None else (layout, mosaic)
        if self._layout is None:
            self.end_gesture()
        elif is_new and self._cursor is not None:
            # What is under a cursor that rests has another value now; whoever shows it is told so.
            self.canvas.cursor_moved.emit(*self.projection.to_position(self._cursor))
        self.show_pixels(() if self._layout is None else changed_in_mosaic(spec, self._layout))

    def hovered(self, place: QPointF | None) -> None:
        self._cursor = place

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:
        if self._layout is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        event.accept()
        notches = event.delta() / 120
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            notches *= _LARGE
        self.turn(pixel_at(*self.projection.to_position(event.pos())), notches)

    def turn(self, place: Position, notches: float, at_any_zoom: bool = False) -> bool:
        """Change the value of the mosaic's pixel (row, column) by so many notches; return whether there is one."""
        layout, mosaic = self._layout, self._mosaic
        found = None if layout is None else layout.at_mosaic(*place)
        if layout is None or mosaic is None or found is None:
            return False
        if self.projection.scale < CHANGED_FROM and not at_any_zoom:
            problem = Problem("values.too-small", values={"least": round(CHANGED_FROM)})
            self._session.notify(problem, "info")
            return True
        channel, *pixel_yx = layout.origin(found)
        experiment = self._session.state.experiment
        pixel = (pixel_yx[0], pixel_yx[1])
        value = self.value_at(place)
        if value is None:
            self._session.notify(Problem("values.none-sent"), "info")
            return True
        step = (mosaic.high - mosaic.low) / _STEPS
        if mosaic.values is not None and pixel_format(mosaic.values) == ".0f":
            step = max(1.0, round(step))  # whole numbers stay whole
        try:
            changed = edits.change_value(experiment, channel, pixel, value + notches * step)
        except ProblemError as error:
            self._session.notify(error.problem, "warning")
            return True
        self._session.update(changed, labels.CHANGE_VALUE, f"value {channel} {pixel}")
        self._gesture_end.start()
        return True

    def value_at(self, place: Position) -> float | None:
        """Return what the mosaic's pixel (row, column) holds; None where no tile is, or the value was not sent.

        It may have been changed and not been drawn since.
        """
        found = None if self._layout is None else self._layout.at_mosaic(*place)
        if self._layout is None or found is None:
            return None
        channel, *pixel_yx = self._layout.origin(found)
        for changed in self._session.state.experiment.spec_of(SubpixelSpec).changed_values:
            if (changed.channel, *changed.pixel_yx) == (channel, *pixel_yx):
                return changed.value
        shown = self.canvas.value_at(*place)
        return shown[0] if shown is not None and len(shown) == 1 and abs(shown[0]) < float("inf") else None


def changed_in_mosaic(spec: SubpixelSpec, layout: TileLayout) -> list[Position]:
    """Return the pixels (row, column) of the mosaic whose values were changed."""
    tiles = {}
    for index, group in enumerate(layout.groups):
        for phase in range(layout.upscale_factor**2):
            channel = channel_of(group, phase, layout.channels, layout.upscale_factor, layout.order)
            tiles[channel] = layout.tile_origin(index, phase)
    return [
        (tiles[changed.channel][0] + changed.pixel_yx[0], tiles[changed.channel][1] + changed.pixel_yx[1])
        for changed in spec.changed_values
        if changed.channel in tiles and changed.pixel_yx[0] < layout.height and changed.pixel_yx[1] < layout.width
    ]


def changed_in_map(spec: SubpixelSpec, layout: TileLayout, shown: Container[int]) -> list[OutputPlace]:
    """Return the sub-pixels of the enlarged map, of these output channels, whose values were changed."""
    places = [layout.at_mosaic(*place) for place in changed_in_mosaic(spec, layout)]
    return [place for place in places if place is not None and place.channel in shown]
