"""What is on a canvas at one moment, as a figure: its picture, what lies over it, its labels, its legend below."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPicture, QRegion
from PySide6.QtWidgets import QWidget

from vizapp.gui.canvas.badges import BADGE_HEIGHT, BADGE_MARGIN, PLATE_TEXT, Badge, ChoiceBadge, paint_plate
from vizapp.gui.canvas.corner_keeper import Explaining
from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.gui.canvas.picture_layer import Patch
from vizapp.gui.figures.figure import GROUND_OF_PRINT, Choice, play, recorded
from vizapp.gui.text_size import sized
from vizapp.gui.theme import current_theme

_LABEL_PADDING = 10
_BELOW_LABELS = 8.0
_GAP = 8.0
"""Between the plates of the legend, and around them."""


@dataclass(frozen=True, eq=False)
class Plate:
    """A label or a part of the legend: its drawing, and where it is on the canvas; both have its size."""

    drawing: QPicture
    area: QRectF


@dataclass(frozen=True, eq=False)
class CanvasFigure:
    """A picture, or two of them beside one another, what lies over it, and plates.

    Attributes:
        area: the part of the canvas that is drawn.
        place: where its upper left corner is in the figure.
        marks: drawn over the picture, or None.
        plates: drawings and where they are in the figure.
    """

    size: QSizeF
    ground: QColor
    area: QRectF
    place: QPointF
    patches: tuple[tuple[Patch, QRectF], ...]
    marks: QPicture | None
    plates: tuple[tuple[QPicture, QPointF], ...]

    def paint(self, painter: QPainter, ratio: float) -> None:
        """Draw it; see :class:`vizapp.gui.figures.figure.Figure`."""
        painter.fillRect(QRectF(QPointF(), self.size), self.ground)
        painter.save()
        painter.translate(self.place - self.area.topLeft())
        painter.setClipRect(self.area, Qt.ClipOperation.IntersectClip)
        for patch, part in self.patches:
            painter.save()
            if not part.contains(self.area):
                painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            patch.draw(painter, ratio)
            painter.restore()
        if self.marks is not None:
            play(self.marks, painter)
        painter.restore()
        for drawing, place in self.plates:
            painter.save()
            painter.translate(place)
            play(drawing, painter)
            painter.restore()


class CanvasRecord:
    """Everything on a canvas at the moment at which this is made.

    Attributes:
        arrays: what :meth:`vizapp.gui.canvas.map_pictures.MapPictures.arrays` returns.
        light: whether it is for a figure on white.
    """

    def __init__(self, canvas: ImageCanvas, *, light: bool = False) -> None:
        """Record ``canvas``; it has to be on the screen, or to have been."""
        seen = canvas.projection
        self.arrays: Mapping[str, NDArray[Any]] = canvas.pictures.arrays()
        self.light = light
        self._canvas = QRectF(0, 0, seen.width, seen.height)
        self._ground = QColor(GROUND_OF_PRINT if light else current_theme().canvas)
        self._patches = tuple(canvas.pictures.patches())
        self._marks = recorded(canvas.draw_marks, self._ground)
        kept = [widget for widget in canvas.corners.kept() if not widget.isHidden()]
        self._labels = [_label(widget) for widget in kept if isinstance(widget, (Badge, ChoiceBadge))]
        self._legend = [_legend(widget) for widget in kept if isinstance(widget, Explaining)]

    def area(self, choice: Choice) -> QRectF:
        """Return the part of the canvas that a figure of what is chosen shows."""
        return self._cropped(self._chosen_labels(choice), choice.marks) if choice.crop else self._canvas

    def figure(self, choice: Choice, area: QRectF | None = None, stamp: Plate | None = None) -> CanvasFigure:
        """Return what is chosen of it; the ground is that of the record.

        Args:
            choice: what belongs into the figure.
            area: another part of the canvas than that of :meth:`area`.
            stamp: a plate for the lower right corner, where the legend keeps what is drawn away on the screen.
        """
        labels = self._chosen_labels(choice)
        legend = self._legend if choice.legend and choice.marks else []
        area = self.area(choice) if area is None else area
        width = max(area.width(), *(plate.area.width() + 2 * _GAP for plate in legend), 1.0)
        place = QPointF(round((width - area.width()) / 2), 0)
        plates = [(each.drawing, place + self._in_area(each.area, area)) for each in labels]
        if stamp is not None:
            corner = place + QPointF(area.width() - BADGE_MARGIN, area.height() - BADGE_MARGIN)
            plates.append((stamp.drawing, corner - stamp.area.bottomRight()))
        below, bottom = _rows(legend, width, area.height())
        return CanvasFigure(
            QSizeF(width, bottom),
            self._ground,
            area,
            place,
            self._patches,
            self._marks if choice.marks else None,
            (*plates, *below),
        )

    def _chosen_labels(self, choice: Choice) -> list[Plate]:
        return self._labels if choice.labels else []

    def _cropped(self, labels: Sequence[Plate], with_marks: bool) -> QRectF:
        """Return the part of the canvas that has something on it, in whole pixels."""
        area = QRectF()
        for patch, part in self._patches:
            area = area.united(patch.target.intersected(part))
        if area.isEmpty():
            return self._canvas
        around = QRectF(area)
        if with_marks:
            around = around.united(QRectF(self._marks.boundingRect()).adjusted(-1, -1, 1, 1))
        head = max((plate.area.bottom() for plate in labels), default=-_BELOW_LABELS) + _BELOW_LABELS
        # Labels above the picture stay above it, labels on the picture stay on it.
        around.setTop(min(around.top(), area.top() - head) if area.top() >= head else 0.0)
        return QRectF(around.toAlignedRect()).intersected(self._canvas)

    def _in_area(self, plate: QRectF, area: QRectF) -> QPointF:
        """Return where a label is in a part of the canvas: as far from the nearest sides as it is on the canvas."""
        is_right = plate.center().x() > self._canvas.center().x()
        is_low = plate.center().y() > self._canvas.center().y()
        return plate.topLeft() - QPointF(
            self._canvas.width() - area.width() if is_right else 0.0,
            self._canvas.height() - area.height() if is_low else 0.0,
        )


def _rows(plates: Sequence[Plate], width: float, top: float) -> tuple[list[tuple[QPicture, QPointF]], float]:
    """Return where plates stand in rows from ``top`` on, and where the last row ends."""
    placed: list[tuple[QPicture, QPointF]] = []
    left, bottom = _GAP, top
    for plate in plates:
        if left > _GAP and left + plate.area.width() + _GAP > width:
            left, top = _GAP, bottom
        placed.append((plate.drawing, QPointF(left, top + _GAP)))
        left += plate.area.width() + _GAP
        bottom = max(bottom, top + plate.area.height() + 2 * _GAP)
    return placed, bottom


def _label(widget: Badge | ChoiceBadge) -> Plate:
    area = QRectF(widget.geometry())
    if isinstance(widget, Badge):
        return Plate(_recorded_widget(widget), area)
    # Without its arrow: in a figure there is nothing to choose.
    plate = text_plate(widget.currentText(), widget.font(), widest=area.width())
    return Plate(plate.drawing, QRectF(area.topLeft(), plate.area.size()))


def text_plate(text: str, font: QFont, *, least: float = 0.0, widest: float = math.inf) -> Plate:
    """Return a text on a plate that is as wide as it needs to be, between two limits, with its corner at (0, 0)."""
    width = QFontMetrics(font).horizontalAdvance(text) + 2 * _LABEL_PADDING
    own = QRectF(0, 0, min(max(width, least), widest), sized(BADGE_HEIGHT))

    def draw(painter: QPainter) -> None:
        paint_plate(painter, own)
        painter.setFont(font)
        painter.setPen(PLATE_TEXT)
        painter.drawText(own, Qt.AlignmentFlag.AlignCenter, text)

    return Plate(recorded(draw, QColor()), own)


def _legend(explaining: Explaining) -> Plate:
    return Plate(recorded(explaining.paint_unfolded, QColor()), QRectF(QPointF(), QSizeF(explaining.unfolded_size())))


def _recorded_widget(widget: QWidget) -> QPicture:
    return recorded(
        lambda painter: widget.render(painter, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren), QColor()
    )
