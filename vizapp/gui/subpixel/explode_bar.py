"""The bar on the canvas that moves the sub-pixels between their tiles and the enlarged map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSlider, QWidget

from vizapp.gui.canvas.badges import PLATE_MUTED, PLATE_TEXT, paint_plate, paint_plate_ring
from vizapp.gui.text_size import keep_sheet
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.plain_text import plain_tooltip

STEPS = 1000
"""Positions of the slider from the tiles to the map."""
_KEY_STEP, _PAGE_STEP = 20, 100
_SIDE = 24
_SLIDER_WIDTH = 132
_TEXT = f"background: transparent; color: {PLATE_TEXT.name()}; font-size: 12px;"
_SLIDER = f"""
QSlider {{ background: transparent; min-height: {_SIDE}px; }}
QSlider::groove:horizontal {{ height: 2px; background: {PLATE_MUTED.name()}; border-radius: 1px; }}
QSlider::sub-page:horizontal {{ height: 2px; background: {PLATE_MUTED.name()}; border-radius: 1px; }}
QSlider::handle:horizontal {{
    background: {PLATE_TEXT.name()}; width: 12px; height: 12px; margin: -5px 0; border-radius: 6px;
}}
QSlider::handle:horizontal:focus {{ background: #5AA9FF; }}
"""


class PlayButton(QAbstractButton):
    """A triangle while the sub-pixels rest, two bars while they move."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("explodePlay")
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._playing = False
        self.show_playing(False)

    def show_playing(self, playing: bool) -> None:
        """Show that the sub-pixels move, or that they rest."""
        self._playing = playing
        name = self.tr("Pause") if playing else self.tr("Play, there and back")
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(f"{name} ({self.tr('Return')})"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(PLATE_TEXT if self.underMouse() or self.hasFocus() else PLATE_MUTED)
        if self._playing:
            for x in (8.0, 13.5):
                painter.drawRect(QRectF(x, 7, 3.5, 10))
        else:
            painter.drawPolygon(QPolygonF([QPointF(8.5, 6.5), QPointF(18, 12), QPointF(8.5, 17.5)]))
        if self.hasFocus():
            paint_plate_ring(painter, QRectF(self.rect()))


class ExplodeBar(QWidget):
    """A button that plays and pauses, and a slider from the tiles to the map."""

    moved = Signal(float)
    """How far the slider was moved by hand, from 0, the tiles, to 1, the map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("explodeBar")
        self.setAccessibleName(self.tr("Explode"))
        self.play = PlayButton(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("explodeSlider")
        self.slider.setAccessibleName(self.tr("Way from the tiles to the map"))
        tip = self.tr("Left: every sub-pixel in its channel's tile; right: in its place in the enlarged map.")
        self.slider.setToolTip(plain_tooltip(tip))
        self.slider.setAccessibleDescription(tip)
        self.slider.setRange(0, STEPS)
        self.slider.setSingleStep(_KEY_STEP)
        self.slider.setPageStep(_PAGE_STEP)
        self.slider.setFixedWidth(_SLIDER_WIDTH)
        self.slider.setStyleSheet(_SLIDER)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACING, 1, 2 * SPACING, 1)
        row.setSpacing(SPACING)
        row.addWidget(self.play)
        for text, widget in ((self.tr("tiles"), None), ("", self.slider), (self.tr("map"), None)):
            if widget is not None:
                row.addWidget(widget)
                continue
            label = QLabel(text, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            keep_sheet(label, _TEXT)
            row.addWidget(label)
        self.slider.valueChanged.connect(lambda place: self.moved.emit(place / STEPS))
        self.hide()

    def show_place(self, t: float) -> None:
        """Move the slider to ``t`` without saying so."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(t * STEPS))

    def showEvent(self, event: QShowEvent) -> None:
        # No layout gives it its size, and its parts may have been measured before the window had its style.
        super().showEvent(event)
        self.adjustSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        paint_plate(painter, QRectF(self.rect()))
        painter.end()
