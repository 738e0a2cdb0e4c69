"""The visible range of a canvas: y down, square pixels, wheel zooms at the cursor, dragging on empty space pans."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtWidgets import QGraphicsSceneMouseEvent, QGraphicsSceneWheelEvent

from vizapp.gui.canvas.coordinates import Projection
from vizapp.gui.canvas.fitting import Fit, Margins, fitted_between
from vizapp.gui.graphs import pg

MIN_PIXELS_ACROSS = 4.0
"""Zooming in ends when this many pixels span the shorter side of the viewport."""
WHEEL_FACTOR = 1.25
CLICK_DISTANCE = 4.0
"""A press and a release this close together, in screen pixels, are a click and not a pan."""


class CanvasFrame(pg.ViewBox):
    """Holds the visible range, and turns wheel and drags into ranges.

    The range is always set exactly, with the aspect of the viewport, from a centre and a scale: the scale is then
    the same on both axes without pyqtgraph's aspect lock, which negotiates with limits and may move the centre.
    """

    moved = Signal()
    """The range has changed: by mouse or key, by a gesture of the window, or with the canvas' size."""
    margins_changed = Signal()
    """:attr:`own_margins` are others."""
    moved_by_hand = Signal()
    """The range was changed with mouse or keys, or by a command."""
    clicked = Signal(QPointF)
    """A click on empty space, in screen coordinates."""
    menu_wanted = Signal(QPointF)
    """A click with the right button, or the menu key, at a place on the screen: what can be done there is asked."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False, invertY=True, defaultPadding=0.0)
        self.disableAutoRange()
        self._extent = QRectF(0, 0, 1, 1)
        self._fitted = True
        self._scale = 1.0
        self._centre = QPointF(0.5, 0.5)
        self._labels: tuple[QRectF, ...] = ()
        self._legend, self._reach = QRectF(), 0.0
        self._own_margins = self._least_margins = Margins()
        self._press: QPointF | None = None
        self._panning = False
        self.sigResized.connect(self._keep_in_place)

    @property
    def fitted(self) -> bool:
        """Whether the whole picture is shown as large as it goes; a fitted picture stays so when resized."""
        return self._fitted

    @property
    def projection(self) -> Projection:
        rect, scale, centre = self.rect(), self._scale, self._centre
        width, height = max(rect.width(), 1.0), max(rect.height(), 1.0)
        return Projection(scale, centre.x() - width / scale / 2, centre.y() - height / scale / 2, width, height)

    @property
    def extent(self) -> QRectF:
        """The canvas rectangle that holds the picture."""
        return self._extent

    def set_extent(self, extent: QRectF) -> None:
        """Take another picture size. What was in view stays in view, as a share of the picture."""
        if extent == self._extent:
            return
        old, self._extent = self._extent, extent
        if not self._fitted:
            ratio = extent.width() / old.width()
            share_x = (self._centre.x() - old.left()) / old.width()
            share_y = (self._centre.y() - old.top()) / old.height()
            self._centre = QPointF(extent.left() + share_x * extent.width(), extent.top() + share_y * extent.height())
            self._scale = self._limited(self._scale / ratio)
        self._keep_in_place()

    def fit(self) -> None:
        self._fitted = True
        self._keep_in_place()

    @property
    def own_margins(self) -> Margins:
        """How many screen pixels labels need above and below a fitted picture."""
        return self._own_margins

    def keep_below(self, labels: Sequence[QRectF]) -> None:
        """Show a fitted picture below these parts of the viewport, which labels at the top cover."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self._keep_in_place()

    def keep_above(self, legend: QRectF, reach: float) -> None:
        """Show a fitted picture above a part of the viewport, which a legend covers, and ``reach`` screen pixels
        farther from all labels, by which marks stick out of it."""
        if (legend, reach) != (self._legend, self._reach):
            self._legend, self._reach = QRectF(legend), reach
            self._keep_in_place()

    def set_least_margins(self, margins: Margins) -> None:
        """Leave at least so much free above and below a fitted picture, as another canvas does."""
        if margins != self._least_margins:
            self._least_margins = margins
            self._keep_in_place()

    def look_at(self, centre: QPointF, scale: float) -> None:
        """Show ``centre`` in the middle, at ``scale`` screen pixels a canvas pixel, within the limits."""
        scale = self._limited(scale)
        self._fitted = scale <= self.fit_scale()
        self._scale = scale
        self._centre = QPointF(
            min(max(centre.x(), self._extent.left()), self._extent.right()),
            min(max(centre.y(), self._extent.top()), self._extent.bottom()),
        )
        self._keep_in_place()

    def follow(self, centre: QPointF, scale: float) -> None:
        """Show exactly this, as a linked canvas does, which leaves the limits to the one that leads."""
        self._fitted = False
        self._centre, self._scale = QPointF(centre), scale
        self._apply()

    def zoom(self, factor: float, anchor: QPointF | None = None) -> None:
        """Zoom so that what is at ``anchor`` on the screen (default: the middle) stays there."""
        before = self.projection
        place = QPointF(before.width / 2, before.height / 2) if anchor is None else anchor
        held = before.unmap(place)
        scale = self._limited(self._scale * factor)
        if scale == self._scale:
            return
        away = place - QPointF(before.width / 2, before.height / 2)
        self.look_at(held - away / scale, scale)
        self.moved_by_hand.emit()

    def pan(self, shift: QPointF) -> None:
        """Move the picture by ``shift`` screen pixels."""
        self.look_at(self._centre - shift / self._scale, self._scale)
        self.moved_by_hand.emit()

    def fit_scale(self) -> float:
        return self._fit().scale

    def max_scale(self) -> float:
        size = self._viewport_size()
        return max(min(size.width(), size.height()) / MIN_PIXELS_ACROSS, self.fit_scale())

    # Mouse -----------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        self.zoom(WHEEL_FACTOR ** (event.delta() / 120), event.pos())
        event.accept()

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self._press = event.pos()
        self._panning = False
        event.accept()

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if self._press is None:
            return
        if not self._panning and (event.pos() - self._press).manhattanLength() <= CLICK_DISTANCE:
            return
        shift = event.pos() - (event.lastPos() if self._panning else self._press)
        self._panning = True
        self.pan(shift)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        was_click, self._press = self._press is not None and not self._panning, None
        self._panning = False
        if was_click and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.pos())
        elif was_click and event.button() == Qt.MouseButton.RightButton:
            self.menu_wanted.emit(event.pos())

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self.fit()
        self.moved_by_hand.emit()
        event.accept()

    # Range -----------------------------------------------------------------------------------------------------

    def _viewport_size(self) -> QSizeF:
        size = self.rect().size()
        return QSizeF(max(size.width(), 1.0), max(size.height(), 1.0))

    def _limited(self, scale: float) -> float:
        return min(max(scale, self.fit_scale()), self.max_scale())

    def _fit(self) -> Fit:
        size, picture = self._viewport_size(), self._extent.size()
        return fitted_between(self._labels, size, picture, self._least_margins, self._legend, self._reach)

    def _keep_in_place(self) -> None:
        fit = self._fit()
        if self._fitted:
            self._scale = fit.scale
            self._centre = self._extent.center() - QPointF(0, fit.down / self._scale)
        self._apply()
        if fit.own != self._own_margins:
            self._own_margins = fit.own
            self.margins_changed.emit()

    def _apply(self) -> None:
        self.setRange(self.projection.visible_canvas(), padding=0)
        self.moved.emit()
