"""A canvas: a picture that can be zoomed and panned, with its numbers, its badges and what a lab draws above it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizapp.gui.canvas.backdrop import Backdrop
from vizapp.gui.canvas.badges import Badge, ChoiceBadge
from vizapp.gui.canvas.coordinates import Projection, canvas_point, canvas_rect
from vizapp.gui.canvas.corner_keeper import CornerKeeper
from vizapp.gui.canvas.fitting import is_low
from vizapp.gui.canvas.frame import CanvasFrame
from vizapp.gui.canvas.hint import Hint, WayOut, place_hint
from vizapp.gui.canvas.map_pictures import MapPictures
from vizapp.gui.canvas.menu_entries import MenuEntry
from vizapp.gui.canvas.number_room import Covers
from vizapp.gui.canvas.overlay import Layer, Overlay
from vizapp.gui.canvas.view import CanvasView
from vizapp.protocol.picture_answers import Picture
from vizapp.protocol.requests import Region
from vizapp.value_picture import UNIT_RANGE, ValueRange

REGION_DELAY_MS = 80


class ImageCanvas(QWidget):
    """Shows one map of ``height`` × ``width`` pixels; every position it speaks of is (y, x) in pixels of that map.

    Another picture of the map can be laid over the part to the left of an upright line.
    """

    cursor_moved = Signal(float, float)
    """The position (y, x) under the cursor, also outside the map."""
    cursor_left = Signal()
    clicked = Signal(float, float)
    """A click that no overlay has taken, at (y, x)."""
    projection_changed = Signal()
    region_changed = Signal(tuple)
    """The part of the map on screen as (top, left, height, width), when it has come to rest."""
    moved_by_hand = Signal()
    """The person has zoomed or panned."""
    menu_wanted = Signal(QPointF)
    """What can be done at a place of the viewport is asked."""
    way_out_wanted = Signal()
    """The button under the hint was pressed."""

    def __init__(self, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.setMinimumSize(120, 120)
        self._region: Region | None = None

        self.frame = CanvasFrame()
        self._view = CanvasView(self.frame, self)
        self._view.setObjectName(f"{object_name}View")
        self._view.setAccessibleName(accessible_name)
        self.setFocusProxy(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)

        self.magnified: list[tuple[Layer, bool]] = []
        self._backdrop = Backdrop(self.frame)
        self.pictures = MapPictures(self._backdrop, lambda: self.projection, self.font())

        self.title = Badge(f"{object_name}Title", self)
        self.note = Badge(f"{object_name}Note", self)
        self.choice = ChoiceBadge(f"{object_name}Choice", self.tr("Picture shown"), self)
        self._hint = Hint(f"{object_name}Hint", self)
        self.way_out = WayOut(f"{object_name}WayOut", self)
        self.way_out.clicked.connect(self.way_out_wanted)
        self.corners = CornerKeeper(self)
        self.corners.keep(self.title, Qt.Corner.TopLeftCorner)
        self.corners.keep(self.choice, Qt.Corner.TopLeftCorner)
        self.corners.keep(self.note, Qt.Corner.TopRightCorner)
        self._leaves_room = False
        self.corners.changed.connect(self._leave_room)

        self._region_timer = QTimer(self, singleShot=True, interval=REGION_DELAY_MS)
        self._region_timer.timeout.connect(self._announce_region)
        self.frame.moved.connect(self._follow_frame)
        self.frame.moved_by_hand.connect(self.moved_by_hand)
        self.frame.clicked.connect(self._announce_click)
        self.frame.menu_wanted.connect(self.menu_wanted)
        self._cursor: QPointF | None = None
        self._view.cursor_moved.connect(self._announce_cursor)
        self._view.cursor_left.connect(self._forget_cursor)

    def leave_room_for_labels(self, leaves_room: bool) -> None:
        """Fit the picture below the badges at the top, which then share their first line; or let them cover it."""
        if leaves_room == self._leaves_room:
            return
        self._leaves_room = leaves_room
        self.corners.share_lines(self._is_low if leaves_room else None)

    def _is_low(self, top: float) -> bool:
        """Tell whether so many screen pixels free at the top make a fitted picture smaller."""
        return is_low(QSizeF(self.size()), self.frame.extent.size(), top)

    def _leave_room(self) -> None:
        self.frame.keep_below(self.corners.labels() if self._leaves_room else ())

    def name_aloud(self, name: str) -> None:
        """Have screen readers say ``name``."""
        self.setAccessibleName(name)
        self._view.setAccessibleName(name)

    # What is shown --------------------------------------------------------------------------------------------

    @property
    def size_in_pixels(self) -> tuple[int, int]:
        """Height and width of the map."""
        return self.pictures.size

    @property
    def picture(self) -> Picture | None:
        """The picture of the map whose numbers are known; None where there is none."""
        return self.pictures.picture

    @property
    def is_for_looking(self) -> bool:
        """Whether nothing on it can be taken, dragged or chosen: it is only zoomed and panned."""
        return self._view.is_for_looking

    def only_look(self) -> None:
        """Let nothing on it be taken, dragged or chosen from now on."""
        self._view.is_for_looking = True

    def set_size_in_pixels(self, height: int, width: int) -> None:
        """Take a map of another size; what was in view stays in view, and pixels over the whole map stay over it."""
        if (height, width) == self.pictures.size:
            return
        self.pictures.set_size(height, width)
        self.frame.set_extent(canvas_rect(0, 0, height, width))
        self.corners.arrange()

    def show_picture(self, picture: Picture | None) -> None:
        """Show a picture of the map, or nothing; its values become the numbers at high zoom."""
        self.pictures.show(picture)

    def keep_picture(self) -> bool:
        """Keep the picture, greyed and without its numbers, until the next one is there; return whether there is one.

        On a map of another size it takes the same share of it.
        """
        return self.pictures.keep()

    def show_pixels(
        self, pixels: NDArray[np.generic], values: Picture | None = None, drawn: ValueRange = UNIT_RANGE
    ) -> None:
        """Show ``pixels``, uint8 or uint16 (h, w, 1|3|4), over the whole map; ``values`` has the map's numbers.

        ``drawn`` is what of uint16 is black and white, as shares of its range.
        """
        self.pictures.show_pixels(pixels, values, drawn)

    def show_left(self, picture: Picture | None) -> None:
        """Lay another picture of the map over the part to the left of the line; None: there is no line."""
        self.pictures.show_left(picture)

    def set_line(self, share: float) -> None:
        """Put the line between two pictures at a share of the canvas' width, 0 left and 1 right."""
        if share != self.pictures.line:
            self.pictures.line = share
            self._backdrop.redraw()

    def split_x(self) -> float | None:
        """Return the line between two pictures as x in canvas coordinates; None where there is one picture."""
        return self.pictures.split_x()

    def value_at(self, y: float, x: float) -> tuple[float, ...] | None:
        """Return the numbers of the pixel at the position (y, x), one a channel; None if unknown.

        They are of the picture that is seen there.
        """
        return self.pictures.value_at(y, x)

    def set_hint(self, sentence: str, way_out: tuple[str, str] = ("", "")) -> None:
        """Show a sentence in the middle, for a canvas that has no picture; "" removes it.

        ``way_out`` is what a button under it says, which sends :attr:`way_out_wanted`, and the same in a word or two
        for a canvas that is too narrow for it; "" for none.
        """
        self._hint.set_text(sentence)
        self.way_out.set_text(*way_out)
        place_hint(self.rect(), self._hint, self.way_out)

    def keep_numbers_off(
        self, margins: tuple[float, float] | None, covers: Callable[[Projection], Covers] | None = None
    ) -> None:
        """Leave screen pixels free at the top and bottom of each pixel that shows its numbers; None: its centre.

        ``covers`` returns what else is drawn over single pixels of a map of one channel.
        """
        self.pictures.keep_numbers_off(margins, covers)

    def draw_map(self, painter: QPainter, projection: Projection) -> None:
        """Draw the picture, or both of them, as another projection shows it, without its numbers."""
        self.pictures.draw(painter, projection)

    def draw_marks(self, painter: QPainter) -> None:
        """Draw all that lies over the picture: lines and numbers of its pixels, layers, and what can be grabbed."""
        self._backdrop.draw_layers(painter, without=self.pictures.pixel_layers)
        shown = (overlay for overlay in self._view.overlays if overlay.isVisible())
        for overlay in sorted(shown, key=lambda overlay: overlay.zValue()):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            overlay.draw(painter, overlay.projection)
            painter.restore()

    def add_layer(self, layer: Layer, above_numbers: bool = False, magnified: bool = False) -> None:
        """Draw a layer over the picture: below the pixels' lines and numbers or above them, and in a loupe, too."""
        self._backdrop.add(layer, below=None if above_numbers else self.pictures.lines)
        if magnified:
            self.magnified.append((layer, above_numbers))

    def add_overlay(self, overlay: Overlay) -> None:
        """Offer keys to ``overlay``; overlays register themselves."""
        self._view.overlays.append(overlay)

    # What part of it ------------------------------------------------------------------------------------------

    @property
    def projection(self) -> Projection:
        return self.frame.projection

    def menu_at(self, place: QPointF) -> list[MenuEntry]:
        """Return what can be done with what lies over the picture at a place of the viewport."""
        return self._view.menu_at(place)

    def viewport(self) -> QWidget:
        """Return the widget that gets the mouse; its pixels are the screen coordinates of the projection."""
        return self._view.viewport()

    def map_to_viewport(self, point: QPointF) -> QPointF:
        """Return where a point given in canvas coordinates is in the viewport."""
        return self.projection.map(point)

    def fit(self) -> None:
        """Show the whole map as large as it goes."""
        self.frame.fit()
        self.frame.moved_by_hand.emit()

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Zoom around a place of the viewport, by default its middle."""
        self.frame.zoom(factor, anchor)

    def show_place(self, y: float, x: float) -> None:
        """Bring the position (y, x) into the middle, also one beside the map, at the present zoom."""
        self.frame.follow(canvas_point(y, x), self.frame.projection.scale)
        self.moved_by_hand.emit()

    def zoom_to(self, area: QRectF) -> None:
        """Show an area given in canvas coordinates as large as it goes."""
        now = self.projection
        scale = min(now.width / max(area.width(), 1e-6), now.height / max(area.height(), 1e-6))
        self.frame.look_at(area.center(), scale)
        self.frame.moved_by_hand.emit()

    def visible_region(self) -> Region:
        return self.projection.visible_pixels(*self.pictures.size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place_hint(self.rect(), self._hint, self.way_out)

    # Announcements --------------------------------------------------------------------------------------------

    def _follow_frame(self) -> None:
        self.projection_changed.emit()
        for overlay in self._view.overlays:
            overlay.update()
        self._region_timer.start()

    def _announce_region(self) -> None:
        region = self.visible_region()
        if region != self._region:
            self._region = region
            self.region_changed.emit(region)

    def _announce_click(self, place: QPointF) -> None:
        self.clicked.emit(*self.projection.to_position(place))

    @property
    def cursor_yx(self) -> tuple[float, float] | None:
        """The position (y, x) under the cursor in what is shown now; None while the cursor is elsewhere."""
        place = self._cursor
        if place is None:
            return None
        return (self._view.projection_at(place) or self.projection).to_position(place)

    def _announce_cursor(self, place: QPointF) -> None:
        self._cursor = place
        projection = self._view.projection_at(place) or self.projection
        self.cursor_moved.emit(*projection.to_position(place))

    def _forget_cursor(self) -> None:
        self._cursor = None
        self.cursor_left.emit()
