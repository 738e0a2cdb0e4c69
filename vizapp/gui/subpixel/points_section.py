"""The inspector's section on where an upsampler reads for the picked pixel: the place, and the four pixels there."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.tile_layout import OutputPlace, TileLayout
from vizapp.gui.gestures import Gestures
from vizapp.gui.points.offset_group_row import OffsetGroupRow
from vizapp.gui.runs import run_title
from vizapp.gui.subpixel.pixel_marks import Neighbour, PixelMarks, neighbours_of, pixel_marks, selected_point
from vizapp.gui.subpixel.points_requests import points_run
from vizapp.gui.subpixel.requests import shows_tiles
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.numbers import plain, signed
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.printed import adding_up, exact
from vizapp.gui.widgets.rows import Hairline, muted_label, title_label
from vizapp.session.state import State

_DECIMALS = 3


class PointsSection(QWidget):
    """Shows nothing where no upsampler computes where it reads, or where no pixel is picked.

    The sub-pixel is the one under the cursor, or else the selected one, or the first.
    """

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("samplingPoints")
        self._session = session
        self._hovered: tuple[OutputPlace, TileLayout] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        self.title = title_label("", self)
        self.title.setObjectName("pointsTitle")
        column.addWidget(self.title)
        self.group = OffsetGroupRow(session, self, "featureGroup")
        column.addWidget(self.group)
        self.places = NumberGrid("lrr", stretch=0, parent=self)
        self.places.setObjectName("pointPlaces")
        self.places.setToolTip(
            plain_tooltip(self.tr("Positions are in pixels of the low-resolution input; whole numbers are centres."))
        )
        column.addWidget(self.places)
        self.neighbours = NumberGrid("lrl", stretch=2, parent=self)
        self.neighbours.setObjectName("pointNeighbours")
        self.neighbours.setToolTip(self.tr("The four pixels around the point, and with which share each is read."))
        column.addWidget(self.neighbours)
        self.remark = muted_label("", self)
        self.remark.setObjectName("pointsRemark")
        self.remark.setWordWrap(True)
        column.addWidget(self.remark)
        column.addWidget(Hairline(self))
        self.hide()

    def set_hovered(self, place: OutputPlace | None, layout: TileLayout | None, value: float | None) -> None:
        """Show the sub-pixel at ``place``, or the selected one again when it is None."""
        del value
        hovered = None if place is None or layout is None else (place, layout)
        if hovered != self._hovered:
            self._hovered = hovered
            if self.isVisible():
                self.show_state(self._session.state)

    def show_state(self, state: State) -> None:
        """Show where the upsampler reads in ``state``."""
        marks = pixel_marks(state)
        has_any = points_run(state) is not None and state.pick is not None
        self.setVisible(has_any)
        if not has_any:
            return
        for widget in (self.places, self.neighbours):
            widget.setVisible(marks is not None)
        if marks is None:  # the engine has not said it yet
            self.title.setText(self.tr("Where it reads").upper())
            self.group.show_group(0, 1, range(1))
            self.remark.setText("")
            return
        self.group.show_group(marks.group, marks.groups, marks.channels)
        self._show_point(marks, self._point(state, marks))
        self.remark.setText(self._words(state, marks))

    def _point(self, state: State, marks: PixelMarks) -> int:
        if self._hovered is not None and marks.of == "phases":
            place, layout = self._hovered
            r = layout.upscale_factor
            if r == marks.side and (place.y // r, place.x // r) == marks.pixel_yx:
                return phases_of(state, marks.run)[place.y % r * r + place.x % r]
        return selected_point(state, marks) or 0

    def _show_point(self, marks: PixelMarks, point: int) -> None:
        is_phase = marks.of == "phases"
        text = self.tr("{run} · sub-pixel {name}") if is_phase else self.tr("{run} · tap {name}")
        self.title.setText(text.format(run=run_title(marks.run), name=marks.name(point)).upper())
        rigid = [plain(part, _DECIMALS) for part in marks.rigid_yx[point].tolist()]
        reads = [plain(part, _DECIMALS) for part in marks.point_yx[point].tolist()]
        # What moves it is the difference of what is printed, so that the sum adds up.
        moved = [_difference(end, start) for end, start in zip(reads, rigid, strict=True)]
        self.places.show_lines(
            [
                Line(("", "y", "x"), tone="muted"),
                Line((self.tr("bilinear place") if is_phase else self.tr("plain kernel"), *rigid)),
                Line((self.tr("moved by"), *moved)),
                Line((self.tr("reads at"), *reads), bold=True, ruled=True),
            ]
        )
        found = neighbours_of(marks, point)
        shares = adding_up([each.share for each in found], plain(1, _DECIMALS), _DECIMALS)
        self.neighbours.show_lines([self._neighbour_line(*each) for each in zip(found, shares, strict=True)])

    def _neighbour_line(self, neighbour: Neighbour, share: str) -> Line:
        y, x = neighbour.pixel_yx
        note = ""
        if neighbour.stands_for is None:
            note = self.tr("outside: 0")
        elif not neighbour.is_inside:
            note = self.tr("the edge again, ({y}, {x})").format(y=neighbour.stands_for[0], x=neighbour.stands_for[1])
        pixel = self.tr("pixel ({y}, {x})").format(y=plain(y, 0), x=plain(x, 0))
        return Line((pixel, share, note), tone="text" if neighbour.is_inside else "muted")

    def _words(self, state: State, marks: PixelMarks) -> str:
        """Return what is read there, and where the points are drawn if that is not on show."""
        first, last = marks.channels.start, marks.channels.stop - 1
        if marks.of == "phases":
            words = self.tr("Each of the features {first} … {last} is read there: four values times these shares.")
        else:
            words = self.tr("All sub-pixels of the pixel read the features there, each with a kernel of its own.")
        words = words.format(first=first, last=last)
        if not shows_tiles(state):
            return words
        where = self.tr("The points are drawn on the low-resolution input: choose it above the left picture.")
        return f"{words} {where}"


def phases_of(state: State, run: str) -> tuple[int, ...]:
    """Return which phase an upsampler has at each place of a pixel: those of the main one alone can be exchanged."""
    spec = state.experiment.spec_of(SubpixelSpec)
    assert isinstance(spec.task, SuperResolveSpec)
    return spec.phases if run == spec.task.upsampler.name else tuple(range(spec.upscale_factor**2))


def _difference(end: str, start: str) -> str:
    """Return the difference of two numbers as they are printed."""
    last, first = exact(end), exact(start)
    assert last is not None
    assert first is not None
    return signed(last - first, _DECIMALS)
