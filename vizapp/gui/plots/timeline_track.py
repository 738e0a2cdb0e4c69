"""The branches of a training as lines over the steps, with a cursor that can be dragged to any step of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QToolTip, QWidget

from vizapp.gui.theme import current_theme, theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip

_HEIGHT = 20
"""In pixels, however many lines share it, so that everything above keeps its place."""
_MARGIN = 8.0
_EDGE = 4.0
"""Pixels above the first line and below the last, where there are several."""
_SHARE = 0.6
"""Of the way from line to line that a line takes at most."""
_KNOB = 4.5
_LONG_STEP = 10


@dataclass(frozen=True, slots=True)
class Lane:
    """A branch as it is drawn.

    Attributes:
        branch: its number.
        parent: the number of the one that it leaves, or None.
        begins: the step at which it leaves it.
        head: its last step.
        changes: the steps at which something was changed by hand.
        words: what it is, for the tool tip.
    """

    branch: int
    parent: int | None
    begins: int
    head: int
    changes: tuple[int, ...]
    words: str


class TimelineTrack(QAbstractSlider):
    """Chooses a step of a branch, with the mouse or with keys; the value is the step on the present branch.

    The arrow keys go by a step, with Shift by ten, Home and End to the ends, and up and down to another branch.
    """

    chosen = Signal(int, int)
    """Emitted with a branch and a step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelineTrack")
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSingleStep(1)
        self.setPageStep(_LONG_STEP)
        self._lanes: tuple[Lane, ...] = ()
        self._present = 0
        self._dragged: Lane | None = None
        self.valueChanged.connect(lambda step: self.chosen.emit(self._present, step))
        theme_signal().changed.connect(self.update)

    def show_lanes(self, lanes: Sequence[Lane], present: int, step: int) -> None:
        """Show the branches, and the cursor at ``step`` of the branch ``present``; emits nothing."""
        self._lanes, self._present = tuple(lanes), present
        with QSignalBlocker(self):
            lane = self._lane(present)
            self.setRange(0, 0 if lane is None else lane.head)
            self.setValue(step)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    # Places ---------------------------------------------------------------------------------------------------

    @property
    def _longest(self) -> int:
        return max(1, *(lane.head for lane in self._lanes)) if self._lanes else 1

    def _x(self, step: float) -> float:
        return _MARGIN + (self.width() - 2 * _MARGIN) * step / self._longest

    def _y(self, index: int) -> float:
        gaps = max(1, len(self._lanes) - 1)
        room = self.height() - 2 * _EDGE
        return self.height() / 2 if len(self._lanes) == 1 else _EDGE + room * index / gaps

    @property
    def _thickness(self) -> float:
        """Of a line: less where many share the height, so that they are told apart."""
        return min(2.0, _SHARE * (self.height() - 2 * _EDGE) / max(1, len(self._lanes) - 1))

    def place_of(self, branch: int, step: int) -> QPointF:
        """Return where a step of a branch, or of what it comes from, is drawn."""
        lane = self._lane(branch)
        while lane is not None and lane.parent is not None and step < lane.begins:
            lane = self._lane(lane.parent)
        index = 0 if lane is None else self._lanes.index(lane)
        return QPointF(self._x(step), self._y(index))

    def _lane(self, branch: int | None) -> Lane | None:
        return next((lane for lane in self._lanes if lane.branch == branch), None)

    def _lane_at(self, place: QPointF) -> Lane | None:
        """Return the line that is nearest to a place, among those that are there at all at its step if there are."""
        if not self._lanes:
            return None
        step = self._step_at(place)
        there = [lane for lane in self._lanes if lane.begins <= step <= lane.head] or list(self._lanes)
        return min(there, key=lambda lane: abs(self._y(self._lanes.index(lane)) - place.y()))

    def _step_at(self, place: QPointF) -> int:
        room = max(1.0, self.width() - 2 * _MARGIN)
        return round(min(1.0, max(0.0, (place.x() - _MARGIN) / room)) * self._longest)

    # Hands ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = self._lane_at(event.position())
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._dragged = None

    def _follow(self, place: QPointF) -> None:
        """Have the step at a place chosen, along the line that was taken hold of."""
        lane = self._dragged
        if lane is not None:
            self.chosen.emit(lane.branch, min(self._step_at(place), lane.head))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        across = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        lane = self._lane(self._present)
        if sideways is not None:
            far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.setValue(self.value() + sideways * (_LONG_STEP if far else 1))
        elif across is not None and lane is not None:
            index = self._lanes.index(lane) + across
            if 0 <= index < len(self._lanes):
                other = self._lanes[index]
                self.chosen.emit(other.branch, min(self.value(), other.head))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = QPointF(event.pos())
            lane = self._lane_at(place)
            if lane is not None:
                words = self.tr("Step {step} · {branch}")
                step = min(self._step_at(place), lane.head)
                QToolTip.showText(event.globalPos(), plain_tooltip(words.format(step=step, branch=lane.words)), self)
            return True
        return super().event(event)

    # Drawing --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, lane in enumerate(self._lanes):
            self._draw_lane(painter, index, lane, theme.muted)
        self._draw_way(painter, theme.accent)
        for index, lane in enumerate(self._lanes):
            for step in lane.changes:
                self._draw_change(painter, QPointF(self._x(step), self._y(index)), theme.text)
        if self._lanes:
            self._draw_knob(painter, theme.accent, theme.surface)

    def _draw_lane(self, painter: QPainter, index: int, lane: Lane, colour: QColor) -> None:
        painter.setPen(_pen(colour, self._thickness))
        y, begin = self._y(index), self._x(lane.begins)
        painter.drawLine(QLineF(begin, y, self._x(lane.head), y))
        parent = self._lane(lane.parent)
        if parent is not None:
            painter.setPen(_pen(colour, 1.0))
            painter.drawLine(QLineF(begin, self.place_of(parent.branch, lane.begins).y(), begin, y))

    def _draw_way(self, painter: QPainter, colour: QColor) -> None:
        """Draw what has led to where the training stands."""
        painter.setPen(_pen(colour, 3.0))
        lane, end = self._lane(self._present), self.value()
        while lane is not None:
            y = self._y(self._lanes.index(lane))
            if end > lane.begins:
                painter.drawLine(QLineF(self._x(lane.begins), y, self._x(end), y))
            parent = self._lane(lane.parent)
            if parent is not None and end >= lane.begins:
                x = self._x(lane.begins)
                painter.drawLine(QLineF(x, self.place_of(parent.branch, lane.begins).y(), x, y))
            end = min(end, lane.begins)
            lane = parent

    def _draw_change(self, painter: QPainter, place: QPointF, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        radius = max(1.25, 1.25 * self._thickness)
        painter.drawEllipse(place, radius, radius)

    def _draw_knob(self, painter: QPainter, colour: QColor, ground: QColor) -> None:
        place = self.place_of(self._present, self.value())
        painter.setPen(_pen(ground, 2.0))
        painter.setBrush(colour)
        painter.drawEllipse(place, _KNOB, _KNOB)
        if self.hasFocus():
            painter.setPen(_pen(colour, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
