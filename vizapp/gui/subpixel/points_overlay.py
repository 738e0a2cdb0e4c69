"""Where an upsampler reads for the picked pixel: its sampling points on the low-resolution input, and in a loupe."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.coordinates import Projection, canvas_point, nearest_pixel
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.keys import LARGE_PIXEL_STEP, PIXEL_STEP, KeyMoves, next_by_tab
from vizapp.gui.canvas.loupe_choice import LoupeChoice
from vizapp.gui.canvas.overlay import Overlay
from vizapp.gui.canvas.things import Thing, around
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_ui import LegendRow
from vizapp.gui.points.areas import draw_areas, draw_shares
from vizapp.gui.points.legend_marks import arrow_mark, faint_mark, grid_mark, point_mark
from vizapp.gui.points.loupe import PointLoupe
from vizapp.gui.points.loupe_geometry import HIDDEN_FROM, Framing
from vizapp.gui.points.point_parts import PointPart, draw_arrows, draw_grid
from vizapp.gui.points.sampling_painter import SamplingPainter
from vizapp.gui.subpixel.legend_plate import LegendPlate
from vizapp.gui.subpixel.pixel_marks import PixelMarks, pixel_marks, selected_point
from vizapp.gui.subpixel.requests import LOW_RESOLUTION, shows_tiles
from vizapp.gui.widgets.numbers import plain
from vizapp.protocol.picture_answers import Picture
from vizapp.session.state import State
from vizapp.session.view import View
from vizapp.wording.translation import marked

_GRID, _ARROWS, _SHARES = "subpixel.points.grid", "subpixel.points.arrows", "subpixel.points.shares"
PARTS = (
    PointPart(_GRID, "", "", draw=draw_grid, level=1),
    PointPart(_ARROWS, "", "", draw=draw_arrows, level=3),
    PointPart(_SHARES, "", "", draw=draw_areas, draw_above=draw_shares, level=5),
)
"""What is drawn with the points: the parts that the points of a deformable layer have as well."""
_SHOWN = frozenset(part.key for part in PARTS)
_PLACES = {
    "phases": (marked("where a sub-pixel reads features"), marked("without offsets: bilinear")),
    "taps": (marked("where a tap reads features"), marked("without offsets: plain kernel")),
}
_OTHERS = LegendRow(faint_mark, marked("where other groups of features are read"))
_FIELDS = ("snapshot", "view", "picks", "experiment", "configured")
"""All of a state that the points follow from."""


class PixelSurface(Overlay):
    """Draws the points over the picture, and selects one with a click or the Tab key.

    The arrow keys pick a neighbour of the picked pixel.
    """

    def __init__(self, canvas: ImageCanvas, session: Gestures, painter: SamplingPainter) -> None:
        super().__init__(canvas, z=10)
        self._session = session
        self._painter = painter
        self._marks: PixelMarks | None = None
        self._selected: int | None = None
        self._brief = False
        self._moves = KeyMoves(self._pick_neighbour, PIXEL_STEP, LARGE_PIXEL_STEP)

    @property
    def marks(self) -> PixelMarks | None:
        """What is drawn."""
        return self._marks

    def show_marks(self, marks: PixelMarks | None, selected: int | None) -> None:
        """Draw these points, of which one may be selected."""
        self._marks, self._selected = marks, selected
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Leave all but the points themselves to the loupe, and clicks: the points lie too close together here."""
        self._brief = brief
        self.update()

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._marks is not None:
            shown, selected = (frozenset[str](), None) if self._brief else (_SHOWN, self._selected)
            self._painter.draw(painter, projection, self._marks, shown, selected_tap=selected)

    def things(self) -> Sequence[Thing]:
        marks = self._marks
        if marks is None:
            return ()
        name = _tr("sub-pixel {name}") if marks.of == "phases" else _tr("tap {name}")
        value = _tr("y {y}, x {x}")
        return [
            Thing(
                f"point {point}",
                name.format(name=marks.name(point)),
                value.format(y=plain(y, 2), x=plain(x, 2)),
                around(self.projection.to_screen(y, x)),
                has_keys=point == self._selected,
            )
            for point, (y, x) in enumerate(marks.point_yx.tolist())
        ]

    def takes(self, place: QPointF) -> bool:
        return not self._brief and point_at(self._marks, self.projection, place) is not None

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.PointingHandCursor if self.takes(place) else None

    def tooltip_at(self, place: QPointF) -> str:
        return "" if self._brief else point_words(self._marks, point_at(self._marks, self.projection, place))

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._session.select_tap(point_at(self._marks, self.projection, place))

    def key_pressed(self, event: QKeyEvent) -> bool:
        if self._marks is None:
            return False
        if event.key() == Qt.Key.Key_Escape and self._selected is not None:
            self._session.select_tap(None)
            return True
        chosen = next_by_tab(event, self._selected, len(self._marks.point_yx))
        if chosen is not None:
            self._session.select_tap(chosen)
            return True
        return self._moves.key_pressed(event)

    def _pick_neighbour(self, down: int, right: int) -> bool:
        picked = self._session.state.pick
        if picked is not None:
            self._session.pick(nearest_pixel(picked[0] + down, picked[1] + right, *self.canvas.size_in_pixels))
        return False  # nothing to undo: what is picked is not in the document


class PixelLoupe(PointLoupe):
    """Shows the same points where they stand apart; a click selects one."""

    def __init__(self, canvas: ImageCanvas, session: Gestures, painter: SamplingPainter, choice: LoupeChoice) -> None:
        super().__init__(canvas, painter, "pixelLoupe", choice)
        self._session = session
        self._pixel: PixelMarks | None = None

    def show_pixel(self, marks: PixelMarks | None, selected: int | None) -> None:
        """Show these points, of which one may be selected."""
        self._pixel = marks
        self.show_points(marks, View(selected_tap=selected, shown=_SHOWN), framing_of(marks))

    def cursor_at(self, place: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.PointingHandCursor if self.is_mark(place) else super().cursor_at(place)

    def tooltip_at(self, place: QPointF) -> str:
        words = point_words(self._pixel, point_at(self._pixel, self.projection, place))
        return words or super().tooltip_at(place)

    def is_mark(self, place: QPointF) -> bool:
        return point_at(self._pixel, self.projection, place) is not None

    def pressed(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        point = point_at(self._pixel, self.projection, place)
        if point is None:
            super().pressed(place, modifiers)
        else:
            self._session.select_tap(point)


class PointsOverlay:
    """The points, their loupe and their legend on the input canvas; a :class:`vizapp.gui.lab_ui.LabOverlay`."""

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        painter = SamplingPainter(PARTS)
        self._canvas = pair.input
        self._shown = False
        self.surface = PixelSurface(pair.input, session, painter)
        self.loupe = PixelLoupe(pair.input, session, painter, pair.loupe_choice)
        self.legend = LegendPlate("pointsLegend", pair.input)
        pair.input.corners.keep(self.legend, Qt.Corner.BottomRightCorner)
        self.loupe.zoom_wanted.connect(self.zoom)
        self.loupe.shown.connect(self.surface.set_brief)
        self.set_shown(False)

    def set_shown(self, shown: bool) -> None:
        self._shown = shown
        for overlay in (self.surface, self.loupe):
            overlay.setVisible(shown)
        if not shown:
            self._show(None, None, None)

    def show_state(self, old: State | None, new: State) -> None:
        if not self._shown or (old is not None and all(getattr(old, name) is getattr(new, name) for name in _FIELDS)):
            return
        marks = None if shows_tiles(new) else pixel_marks(new)
        self._show(marks, selected_point(new, marks), new.answer(LOW_RESOLUTION, Picture))

    def zoom(self) -> None:
        """Show the points as large as is comfortable on the canvas itself."""
        marks, now = self.surface.marks, self._canvas.projection
        if marks is None:
            return
        middle = canvas_point(*marks.rigid_yx.mean(axis=0).tolist())
        # Twice as large as where the loupe goes: the points move by less than they stand apart.
        side = min(now.width, now.height) * framing_of(marks).apart / (2 * HIDDEN_FROM)
        self._canvas.zoom_to(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))

    def _show(self, marks: PixelMarks | None, selected: int | None, picture: Picture | None) -> None:
        if marks is None and self.surface.marks is None:
            return  # the canvas would be drawn again for nothing
        self.surface.show_marks(marks, selected)
        self.loupe.show_picture(None if marks is None else picture)
        self.loupe.show_pixel(marks, selected)
        self.legend.show_rows(() if marks is None else _rows(marks))


def framing_of(marks: PixelMarks | None) -> Framing:
    """Return how closely the loupe has to look: points move little, and those of sub-pixels begin close together."""
    return Framing(room=0.5, apart=1 / marks.side) if marks is not None and marks.of == "phases" else Framing(room=2)


def point_at(marks: PixelMarks | None, projection: Projection, place: QPointF) -> int | None:
    """Return the point near a place on the screen, if there is one."""
    return None if marks is None else marks.nearest(projection, place)


def point_words(marks: PixelMarks | None, point: int | None) -> str:
    """Return which point it is and where it reads; "" for none."""
    if marks is None or point is None:
        return ""
    text = (
        _tr("sub-pixel {name} reads at ({y}, {x})") if marks.of == "phases" else _tr("tap {name} reads at ({y}, {x})")
    )
    y, x = marks.point_yx[point].tolist()
    return text.format(name=marks.name(point), y=plain(y, 2), x=plain(x, 2))


def _rows(marks: PixelMarks) -> tuple[LegendRow, ...]:
    reads, rigid = _PLACES[marks.of]
    rows = (LegendRow(point_mark, reads), LegendRow(grid_mark, rigid), LegendRow(arrow_mark, marked("offset")))
    return (*rows, _OTHERS) if marks.groups > 1 else rows


def _tr(text: str) -> str:
    return QCoreApplication.translate("PixelPoints", text)
