"""Where the legend of the points stands: beside a fitted picture, and never over a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, Qt

from vizapp.gui.canvas.badges import BADGE_MARGIN
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.fitting import Margins
from vizapp.gui.deformable.sampling_legend import SamplingLegend
from vizapp.gui.text_size import text_scale

_REACH = 14.0
"""Screen pixels around the middle of a point that its mark takes."""
_CORNERS = (Qt.Corner.BottomRightCorner, Qt.Corner.BottomLeftCorner, Qt.Corner.TopRightCorner)


class LegendPlace(QObject):
    """Has a fitted picture end above the legend, and the legend make way where a picture that is zoomed in does not.

    It folds where it would cover points unfolded, and goes to another corner where it would cover one folded, too.
    """

    def __init__(self, pair: CanvasPair, legend: SamplingLegend, points: Callable[[], Sequence[QPointF]]) -> None:
        """``points`` returns where points are on the screen."""
        super().__init__(pair)
        self._pair = pair
        self._legend = legend
        self._points = points
        self._active = False
        self._is_settled = False
        self._corner = _CORNERS[0]
        self._follows = False
        self._taken, self._taken_as = 0.0, (False, QSize(), 0.0)
        pair.input.corners.keep(legend, self._corner)
        pair.input.corners.changed.connect(self.follow)
        pair.input.projection_changed.connect(self.follow)
        pair.input.frame.margins_changed.connect(self._align)

    def set_active(self, active: bool) -> None:
        """Arrange the canvases, or leave them to another lab."""
        self._active = active
        self._is_settled = False
        if active:
            self.follow()
        else:
            self._pair.input.frame.keep_above(QRectF(), 0.0)
        self._align()

    def settle(self, is_known: bool) -> None:
        """Have the picture stay where it is from now on, if it is known what is on the canvas."""
        if is_known and not self._is_settled:
            self.follow()
            self._is_settled = True

    def follow(self) -> None:
        """Take heed of what is on the canvas now."""
        if not self._active or self._follows:
            return
        self._follows = True  # what is changed here announces itself
        try:
            if self._pair.input.frame.fitted:
                # The picture makes way first; where it cannot, as on a low canvas, the legend does.
                self._legend.make_way(False)
                self._pair.input.frame.keep_above(self._reserved(), 0.0)
            self._make_way()
            self._pair.input.frame.keep_above(self._reserved(), 0.0)
        finally:
            self._follows = False

    def _reserved(self) -> QRectF:
        """Return what a fitted picture leaves to the legend.

        That is as much as the legend takes once what is on the canvas is known, or when it is unfolded after that:
        the picture does not move when a mark is shown or hidden, and a row of the legend with it.
        """
        if self._legend.isHidden():
            return QRectF()
        area = QRectF(self._legend.geometry())
        kind = (self._legend.isChecked(), self._pair.input.size(), text_scale())
        if kind != self._taken_as:
            self._taken_as, self._taken = kind, area.height()
        if not self._is_settled:
            self._taken = max(self._taken, area.height())
        area.setTop(area.bottom() - self._taken)
        return area

    def _align(self) -> None:
        self._pair.align_output(self._pair.input.frame.own_margins if self._active else Margins())

    def _make_way(self) -> None:
        points = list(self._points())
        whole = QSizeF(self._legend.whole_size())
        self._legend.make_way(bool(points) and self._covered(whole, _CORNERS[0], points) > 0)
        size = QSizeF(self._legend.size())
        corner = next((each for each in _CORNERS if not self._covered(size, each, points)), _CORNERS[0])
        if not points:
            corner = _CORNERS[0]
        if corner != self._corner:
            self._corner = corner
            self._pair.input.corners.move(self._legend, corner)

    def _covered(self, size: QSizeF, corner: Qt.Corner, points: Sequence[QPointF]) -> int:
        """Return how many points a legend of a size covers in a corner, with what is kept there below it."""
        area = QRectF(QPointF(), size)
        room = QRectF(self._pair.input.rect()).adjusted(BADGE_MARGIN, BADGE_MARGIN, -BADGE_MARGIN, -BADGE_MARGIN)
        if corner == self._corner:
            # Where it stands now, above what shares the corner with it.
            here = QRectF(self._legend.geometry())
            room.setBottom(here.bottom() if corner != Qt.Corner.TopRightCorner else room.bottom())
        if corner == Qt.Corner.BottomRightCorner:
            area.moveBottomRight(room.bottomRight())
        elif corner == Qt.Corner.BottomLeftCorner:
            area.moveBottomLeft(room.bottomLeft())
        else:
            area.moveTopRight(room.topRight())
        around = area.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        return sum(around.contains(point) for point in points)
