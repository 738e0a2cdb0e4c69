"""What says on the canvases that the unseen picture is on show, and the button that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from vizapp.gui.canvas.badges import BADGE_HEIGHT, PLATE_RADIUS, PLATE_TEXT, Badge, paint_plate, paint_plate_ring
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.text_size import keep_font, keep_sheet, sized
from vizapp.gui.theme import theme_signal
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.session.state import State

UNSEEN_PLATE = QColor("#F0B429")
"""Amber in both themes, because what lies under it is a picture; no other plate has a light ground."""
_UNSEEN_TEXT = QColor("#14161B")
_PADDING = 10
_LEGEND_ROOM = 110
"""Of the canvas's width, for the folded legend beside the button and the margins."""
_MARK = 14
"""The square of the check mark, with the space after it."""


class UnseenNote(Badge):
    """A badge on an amber plate."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        keep_sheet(
            self,
            f"background: {UNSEEN_PLATE.name()}; color: {_UNSEEN_TEXT.name()}; border-radius: {PLATE_RADIUS:.0f}px;"
            f" padding: 0 {_PADDING}px; font-size: 12px; font-weight: 600;",
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        # Only the label itself, whose style sheet draws the plate: the dark one would show at its corners.
        super(Badge, self).paintEvent(event)


class UnseenButton(QAbstractButton):
    """A plate that switches between the picture that is trained on and the unseen one; amber while it is on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tryUnseen")
        self.setCheckable(True)
        self._texts = (self.tr("Try it on the unseen picture"), self.tr("Unseen picture"), self.tr("Unseen"))
        self.setText(self._texts[0])
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self.tr("Shows everything of a picture that nothing is trained on."))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        keep_font(self, 12)
        self.hide()

    def fit_into(self, width: int) -> None:
        """Take the longest text that fits into ``width`` pixels, or the shortest."""
        for text in self._texts:
            self.setText(text)
            if self.sizeHint().width() <= width:
                break
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(width + 2 * _PADDING + _MARK + 6, sized(BADGE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        ink = PLATE_TEXT
        if self.isChecked():
            ink = _UNSEEN_TEXT
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(UNSEEN_PLATE)
            painter.drawRoundedRect(rect, PLATE_RADIUS, PLATE_RADIUS)
        else:
            paint_plate(painter, rect)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        box = QRectF(_PADDING, (rect.height() - 12) / 2, 12, 12)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.4))
        painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 2.5, 2.5)
        if self.isChecked():
            painter.setPen(QPen(ink, 1.8, c=Qt.PenCapStyle.RoundCap))
            painter.drawPolyline([box.topLeft() + point for point in _TICK])
        painter.setPen(ink)
        words = rect.adjusted(_PADDING + _MARK + 4, 0, -_PADDING + 4, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            paint_plate_ring(painter, rect)
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink, 0.75))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), PLATE_RADIUS - 1, PLATE_RADIUS - 1)
        painter.end()


class UnseenMarks(QObject):
    """The button on the input canvas, and a note on both canvases while the unseen picture is on show.

    Attributes:
        part: what of the scene it is.
    """

    def __init__(self, pair: CanvasPair, session: Gestures) -> None:
        super().__init__(pair)
        self._has_button = True
        self.button = UnseenButton(pair.input)
        self.input_note = UnseenNote("inputUnseenNote", pair.input)
        self.output_note = UnseenNote("outputUnseenNote", pair.output)
        pair.input.corners.keep(self.input_note, Qt.Corner.TopLeftCorner)
        pair.output.corners.keep(self.output_note, Qt.Corner.TopLeftCorner)
        pair.input.corners.keep(self.button, Qt.Corner.BottomLeftCorner)
        pair.input.installEventFilter(self)
        self._canvas = pair.input
        self._fit()
        self._active = self._is_offered = False
        theme_signal().changed.connect(self._fit)
        self.button.clicked.connect(session.show_unseen)
        self.part: Shown[_Unseen] = Shown(_resolve, self._show)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        self.button.fit_into(self._canvas.width() - sized(_LEGEND_ROOM))

    def leave_button_out(self) -> None:
        """Show no button from now on."""
        self._has_button = False
        self.button.hide()

    def set_active(self, active: bool) -> None:
        self._active = active
        self.button.setVisible(active and self._has_button and self._is_offered)
        if not active:
            self.input_note.set_texts()
            self.output_note.set_texts()

    def _show(self, shown: _Unseen) -> None:
        self._is_offered = shown.is_offered
        self.button.setVisible(self._active and self._has_button and shown.is_offered)
        self.button.setEnabled(not shown.obstacle)
        self.button.setChecked(shown.is_shown)
        self.button.setToolTip(plain_tooltip(shown.obstacle or self.tr("Nothing is trained on it (U)")))
        words = self.tr("Unseen picture: {name} · nothing is trained on it").format(name=shown.name)
        unseen, is_shown = self.tr("Unseen"), shown.is_shown
        self.input_note.set_texts(*((words, self.tr("Unseen: never trained on"), unseen) if is_shown else ()))
        self.output_note.set_texts(*((self.tr("On the unseen picture"), unseen) if is_shown else ()))


@dataclass(frozen=True, slots=True)
class _Unseen:
    """Whether the task has an unseen picture, whether it is on show, what keeps it from being so, and its name."""

    is_offered: bool
    is_shown: bool
    obstacle: str
    name: str


def _resolve(state: State) -> _Unseen:
    name = "" if state.unseen.loaded is None else state.unseen.loaded.name
    spec = state.experiment.spec
    return _Unseen(spec.tries_unseen and spec.trains, state.shows_unseen, unseen_obstacle(state), name)


def unseen_obstacle(state: State) -> str:
    """Return one sentence why the unseen picture cannot be shown, or ""."""
    translate = QCoreApplication.translate
    if state.can_show_unseen:
        return ""
    if state.unseen.problem is not None:
        return translate("Unseen", "The unseen picture could not be read.")
    if state.unseen.loaded is None:
        return translate("Unseen", "The unseen picture is still being read.")
    return translate("Unseen", "The unseen picture does not fit: it must have as many channels as the source.")


_TICK = [
    # Within the square of 12 pixels.
    *(QRectF(x, y, 0, 0).topLeft() for x, y in ((3.0, 6.2), (5.2, 8.4), (9.2, 3.6)))
]
