"""What makes a spectrum legible: rings where the upsampling repeats, the axes in cycles per pixel, and a legend."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath

from vizapp.frequencies import Frequency, frequency_at, place_of, upsampling_frequencies
from vizapp.gui.canvas.badges import BADGE_MARGIN, PLATE_TEXT, paint_plate
from vizapp.gui.canvas.coordinates import Projection, canvas_point, canvas_rect, pixel_at
from vizapp.gui.canvas.overlay import Layer
from vizapp.gui.canvas.strokes import outlined
from vizapp.gui.colours import OUTLINE, direction_colour
from vizapp.gui.text_size import text_font

_RING = 9.0
"""The radius of a ring, in screen pixels."""
_FONT_PIXELS = 11
_PAD = 6.0
_LEGEND_RING = 5.0
RING_COLOUR = direction_colour(0.0, 1.0)
"""Orange: far from the greys of the spectrum."""
_MINUS = "\N{MINUS SIGN}"


class SpectrumMarks(Layer):
    """Rings at the multiples of 1/r on both axes and between them, but for 0, and labels of the axes."""

    def __init__(self, font: QFont, *, has_legend: bool = True) -> None:
        """``has_legend`` is whether it says what a ring means: of several canvases, one."""
        super().__init__()
        self._has_legend = has_legend
        self._font = QFont(font)
        self._shown: tuple[int, int, int] | None = None

    @property
    def size(self) -> tuple[int, int] | None:
        """Rows and columns of the spectrum that is marked; None where none is."""
        return None if self._shown is None else self._shown[:2]

    def frequency_at(self, y: float, x: float) -> Frequency | None:
        """Return the frequency at a position of the spectrum; None where none is marked."""
        if self._shown is None:
            return None
        row, column = pixel_at(y, x)
        return Frequency(frequency_at(row, self._shown[0]), frequency_at(column, self._shown[1]))

    def set_legend(self, has_legend: bool) -> None:
        """Say what a ring means, or leave that to another place."""
        if has_legend != self._has_legend:
            self._has_legend = has_legend
            self.changed()

    def show(self, size: tuple[int, int] | None, upscale_factor: int) -> None:
        """Mark a spectrum of so many rows and columns; None marks nothing."""
        shown = None if size is None else (*size, upscale_factor)
        if shown != self._shown:
            self._shown = shown
            self.changed()

    @property
    def reach(self) -> float:
        """By how many screen pixels the rings and their ground stick out of the spectrum; 0 where none is marked."""
        return 0.0 if self._shown is None else _RING + _PAD

    def legend_area(self, view: QRectF) -> QRectF:
        """Return where the legend stands on a viewport; empty where there is none."""
        return QRectF() if self._shown is None or not self._has_legend else self._legend(view, self._shown[2])[0]

    def ring_places(self, projection: Projection) -> dict[tuple[Fraction, Fraction], QPointF]:
        """Return where the rings are on the screen, by their frequencies (down, across) in cycles per pixel."""
        if self._shown is None:
            return {}
        height, width, r = self._shown
        steps = upsampling_frequencies(r)
        return {
            (down, across): _place(projection, float(down), float(across), height, width)
            for down in steps
            for across in steps
            if down or across
        }

    def draw(self, painter: QPainter, projection: Projection) -> None:
        if self._shown is None:
            return
        height, width, r = self._shown
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_ground(painter, projection.map_rect(canvas_rect(0, 0, height, width)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place in self.ring_places(projection).values():
            _draw_ring(painter, place, _RING)
        painter.setFont(text_font(self._font, _FONT_PIXELS))
        picture = projection.map_rect(canvas_rect(0, 0, height, width))
        view = QRectF(0, 0, projection.width, projection.height)
        seen = picture.intersected(view).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if seen.width() < 60 or seen.height() < 60:
            return
        legend = self._draw_legend(painter, view, r) if self._has_legend else QRectF()
        if legend.intersects(seen):
            seen.setBottom(legend.top() - _PAD)
        above = seen.adjusted(0, 0, 0, -QFontMetricsF(text_font(self._font, _FONT_PIXELS)).height() - _PAD)
        covered = [_around(place, _RING + 1) for place in self.ring_places(projection).values()]
        for step in upsampling_frequencies(r):
            place = _place(projection, float(step), float(step), height, width)
            if view.left() <= place.x() <= view.right():
                self._draw_label(painter, fraction_text(step), seen, QPointF(place.x(), seen.bottom()), covered)
            if step and view.top() <= place.y() <= view.bottom():
                self._draw_label(painter, fraction_text(step), above, QPointF(seen.left(), place.y()), covered)

    def _draw_label(
        self, painter: QPainter, text: str, within: QRectF, centre: QPointF, covered: list[QRectF]
    ) -> None:
        """Draw a label around ``centre``, moved so that it stays ``within`` and, if it can, off what is ``covered``.

        That is then covered as well.
        """
        metrics = QFontMetricsF(text_font(self._font, _FONT_PIXELS))
        plate = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * _PAD, metrics.height() + 2)
        plate.moveCenter(centre)
        plate.moveLeft(max(within.left(), min(plate.left(), within.right() - plate.width())))
        plate.moveTop(max(within.top(), min(plate.top(), within.bottom() - plate.height())))
        plate = _clear_of(covered, plate, within)
        covered.append(plate)
        paint_plate(painter, plate)
        painter.setPen(PLATE_TEXT)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_legend(self, painter: QPainter, view: QRectF, r: int) -> QRectF:
        """Draw what a ring means into the lower left corner of the canvas, and return where that is."""
        metrics, (plate, lines) = QFontMetricsF(text_font(self._font, _FONT_PIXELS)), self._legend(view, r)
        ring = 2 * _LEGEND_RING + 2 * _PAD
        width = plate.width() - ring - _PAD
        paint_plate(painter, plate)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _draw_ring(painter, QPointF(plate.left() + ring / 2, plate.top() + 3 + metrics.height() / 2), _LEGEND_RING)
        painter.setPen(PLATE_TEXT)
        for number, line in enumerate(lines):
            row = QRectF(plate.left() + ring, plate.top() + 3 + number * metrics.height(), width, metrics.height())
            text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, row.width() + 1)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        return plate

    def _legend(self, view: QRectF, r: int) -> tuple[QRectF, list[str]]:
        """Return where the legend stands, and its lines."""
        metrics = QFontMetricsF(text_font(self._font, _FONT_PIXELS))
        ring = 2 * _LEGEND_RING + 2 * _PAD
        room = view.width() - 2 * BADGE_MARGIN - ring - _PAD
        words = _tr("multiples of 1/{r}: what repeats with the upsampling · axes in cycles per pixel").format(r=r)
        lines = [words]
        if metrics.horizontalAdvance(words) > room:
            lines = [_tr("n/{r}: of the upsampling").format(r=r), _tr("axes: cycles per pixel")]
        wide = max(map(metrics.horizontalAdvance, lines))
        high = metrics.height() * len(lines) + 6
        left, top = view.left() + BADGE_MARGIN, view.bottom() - BADGE_MARGIN - high
        return QRectF(left, top, min(wide, room) + ring + _PAD, high), lines


def fraction_text(frequency: Fraction) -> str:
    """Return a frequency as it is written at an axis, such as −1/2."""
    sign = _MINUS if frequency < 0 else ""
    size = abs(frequency)
    return f"{sign}{size.numerator}" if size.denominator == 1 else f"{sign}{size.numerator}/{size.denominator}"


def _place(projection: Projection, down: float, across: float, height: int, width: int) -> QPointF:
    return projection.map(canvas_point(place_of(down, height), place_of(across, width)))


def _around(centre: QPointF, radius: float) -> QRectF:
    return QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)


def _clear_of(covered: Sequence[QRectF], plate: QRectF, within: QRectF) -> QRectF:
    """Return a plate moved up or down to the nearest place where it covers nothing; as it is where there is none."""
    ways = [0.0, *(way for each in covered for way in (each.top() - plate.bottom(), each.bottom() - plate.top()))]
    places = (plate.translated(0, way) for way in sorted(ways, key=abs))
    free = (each for each in places if within.contains(each) and not any(map(each.intersects, covered)))
    return next(free, plate)


def _draw_ground(painter: QPainter, picture: QRectF) -> None:
    """Surround the spectrum with black, so that what is in the rings on its edges stands out from the canvas."""
    width = _RING + _PAD
    ground = QPainterPath()
    ground.addRect(picture.adjusted(-width, -width, width, width))
    ground.addRect(picture)
    painter.fillPath(ground, OUTLINE)


def draw_ring_mark(painter: QPainter, centre: QPointF) -> None:
    """Draw a ring as it stands in a legend."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _draw_ring(painter, centre, _LEGEND_RING)


def _draw_ring(painter: QPainter, centre: QPointF, radius: float) -> None:
    for pen in outlined(RING_COLOUR, 3.6, 1.8):
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SpectrumMarks", text)
